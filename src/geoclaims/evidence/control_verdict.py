"""What a source of control says of a claim of control: by the share of the place's area and its flip."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from statistics import fmean
from typing import get_args

from geoclaims.evidence.control import HELD, PART_HELD, UNDRAWN, ControlSource
from geoclaims.evidence.control_history import (
    MAJORITY,
    Flip,
    Reading,
    last_flip,
    reading_on,
    readings_around,
)
from geoclaims.evidence.controllers import claimed_controller, is_about_control, is_known_controller
from geoclaims.evidence.coverage import claimed_days, is_testable
from geoclaims.evidence.match import distinct_places, is_area
from geoclaims.evidence.tables import DatasetInfo
from geoclaims.model import Claim, ClaimPlace, Control, Verdict, Window
from geoclaims.vocabulary import VerdictReason, VerdictStatus

_REASONS = get_args(VerdictReason)


def judge_control(claim: Claim, info: DatasetInfo, source: ControlSource, window: Window) -> Verdict:
    """The verdict of one source on one claim; ``control`` is filled wherever it shows the place.

    A claim of several places is judged at each (once, where it names one twice): the map agrees (or
    disagrees) where it does so at all of them that it shows, and says neither where they differ.
    """
    places = distinct_places(claim)
    verdicts = [_judge_at(place, claim, info, source, window) for place in places or (None,)]
    if len(verdicts) == 1:
        return verdicts[0]
    judged = list(zip(places, verdicts, strict=True))
    shown = [(place, verdict) for place, verdict in judged if verdict.reason is None]
    if not shown:  # what keeps the place that gets furthest from being compared
        return max(verdicts, key=lambda verdict: _REASONS.index(verdict.reason))
    statuses = {verdict.status for _, verdict in shown}
    status = statuses.pop() if len(statuses) == 1 else "control_contested"
    others = [place for place, verdict in judged if verdict.reason is not None]
    return replace(shown[0][1], status=status, control=_together(shown, others))


def _together(shown: Sequence[tuple[ClaimPlace, Verdict]], others: Sequence[ClaimPlace]) -> Control | None:
    """What is shown of several places: the mean of their shares, the last flip of all, each in the note."""
    told = [(place, verdict.control) for place, verdict in shown if verdict.control is not None]
    controls = [control for _, control in told]
    names = dict.fromkeys(who for control in controls for who in control.shares)
    flips = [control.flip_date for control in controls]
    parts = [control.lag_note.split("; ") for control in controls]
    common = [part for part in parts[0] if all(part in of_place for of_place in parts)]
    notes = []
    for (place, control), of_place in zip(told, parts, strict=True):
        flip = [f"flipped {control.flip_date}"] if control.flip_date else []
        own = [part for part in of_place if part not in common]
        notes.append(f"{place.text}: {', '.join([_shares_in_words(control), *flip, *own])}")
    notes += [f"{place.text}: nothing that can be compared" for place in others]
    return replace(
        controls[0],
        date=min(control.date for control in controls),
        shares={who: round(fmean(c.shares.get(who, 0.0) for c in controls), 3) for who in names},
        contested=round(fmean(control.contested for control in controls), 3),
        flip_date=None if None in flips else max(day for day in flips if day is not None),
        lag_note="; ".join([*notes, *common]),
    )


def _shares_in_words(shown: Control | Reading) -> str:
    held = [f"{who} {share:.0%}" for who, share in shown.shares.items()]
    contested = [f"contested {shown.contested:.0%}"] if shown.contested else []
    return ", ".join([*held, *contested])


def _judge_at(
    place: ClaimPlace | None, claim: Claim, info: DatasetInfo, source: ControlSource, window: Window
) -> Verdict:
    """The verdict at one of the claim's places (or none)."""
    blank = Verdict(
        claim=claim.id,
        document=claim.document.id,
        dataset=info.name,
        status="not_comparable",
        reason=_reason(claim, place),
        matches=(),
        window=window,
        observed=None,
        citation=info.citation,
    )
    days = claimed_days(claim)
    if blank.reason in ("place_unresolved", "not_testable") or place is None:
        return blank
    if not source.covers(place):
        return replace(blank, reason="outside_coverage")
    if days is None:
        return replace(blank, reason="time_unknown")
    history = source.history(place)
    reading = reading_on(history, days[1])
    if reading is None:
        return replace(blank, reason="outside_coverage")
    if blank.reason is not None:
        return blank
    controller = claimed_controller(claim)
    leaving = claim.event.type == "territory_transfer"
    holder = controller or next((who for who, share in reading.shares.items() if share > MAJORITY), None)
    flip = last_flip(history, holder, lost=leaving and controller is not None) if holder else None
    shown = Control(
        date=reading.day,
        shares=reading.shares,
        contested=reading.contested,
        flip_date=flip.day if flip else None,
        lag_note=_lag_note(source, history, reading, flip, days[1]),
    )
    if controller is None:
        return replace(blank, reason="not_testable", control=shown)
    if not _can_be_told_apart(controller, reading):
        return replace(blank, reason="not_testable", control=shown)
    share = reading.shares.get(controller, 0.0)
    part = _is_part(claim, place, source)
    unsaid = 0.0 if controller in source.controllers else reading.shares.get(UNDRAWN, 0.0)
    left_open = reading.contested + unsaid
    status = _status(1 - share - left_open if leaving else share, part, left_open)
    if part and source.whole_places and status == "control_disagrees":
        return replace(blank, reason="coarse_record_only", control=shown)
    return replace(blank, status=status, reason=None, control=shown)


def _can_be_told_apart(controller: str, reading: Reading) -> bool:
    """Whether the claimed holder is one of those shown, or all of them are parties that are known.

    A brigade or a name that nobody listed may be one of the sides under another name.
    """
    if controller in reading.shares:
        return True
    return all(is_known_controller(who) for who in (controller, *reading.shares) if who != UNDRAWN)


def _lag_note(
    source: ControlSource, history: Sequence[Reading], reading: Reading, flip: Flip | None, claimed: date
) -> str:
    age = (claimed - reading.day).days
    older = "of the claimed day" if age == 0 else f"{_days(age)} older than the claimed day"
    later = (flip.day - claimed).days if flip is not None else 0
    before, after = readings_around(history, claimed)
    notes = (
        f"what it shows is {older}",
        f"it shows the change {_days(later)} after the claimed day" if later > 0 else "",
        f"the change came after {flip.unchanged} and by {flip.day}, with nothing shown between"
        if flip is not None and not flip.is_exact
        else "",
        f"up to {before.shown_until} it showed {_shares_in_words(before)}" if before is not None else "",
        f"from {after.day} it shows {_shares_in_words(after)}" if after is not None else "",
        "maps lag behind events",
        reading.note,
        source.alignment,
    )
    return "; ".join(note for note in notes if note)


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


def _is_part(claim: Claim, place: ClaimPlace, source: ControlSource) -> bool:
    """Whether the claim is of a part of what is read: a map's area of a part is that part itself."""
    within = place.relation is not None and place.relation.kind in ("part", "outskirts")
    if within:
        return source.whole_places
    return claim.event.extent == "part"


def _status(share: float, part: bool, contested: float) -> VerdictStatus:
    if share >= (PART_HELD if part else HELD):
        return "control_agrees"
    if share + contested <= (0.01 if part else 1 - HELD):
        return "control_disagrees"
    return "control_contested"


def _reason(claim: Claim, place: ClaimPlace | None) -> VerdictReason | None:
    if place is None or is_area(place):
        return "place_unresolved"
    if not is_testable(claim):
        return "not_testable"
    return None if is_about_control(claim) else "type_not_coded"
