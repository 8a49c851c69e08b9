"""What a source of control says of a claim of control: by the share of the place's area and its flip."""

from dataclasses import replace
from datetime import date

from geoclaims.evidence.control import HELD, MAJORITY, PART_HELD, UNDRAWN, ControlSource, Reading
from geoclaims.evidence.controllers import claimed_controller, is_about_control, is_known_controller
from geoclaims.evidence.coverage import claimed_days, is_testable
from geoclaims.evidence.match import is_area, place_of
from geoclaims.evidence.tables import DatasetInfo
from geoclaims.model import Claim, ClaimPlace, Control, Verdict, Window
from geoclaims.vocabulary import VerdictReason, VerdictStatus


def judge_control(claim: Claim, info: DatasetInfo, source: ControlSource, window: Window) -> Verdict:
    """The verdict of one source on one claim; ``control`` is filled wherever it shows the place."""
    blank = Verdict(
        claim=claim.id,
        document=claim.document.id,
        dataset=info.name,
        status="not_comparable",
        reason=_reason(claim),
        matches=(),
        window=window,
        observed=None,
        citation=info.citation,
    )
    place, days = place_of(claim), claimed_days(claim)
    if blank.reason in ("place_unresolved", "not_testable") or place is None:
        return blank
    if not source.covers(place):
        return replace(blank, reason="outside_coverage")
    if days is None:
        return replace(blank, reason="time_unknown")
    reading = source.reading(place, days[1])
    if reading is None:
        return replace(blank, reason="outside_coverage")
    if blank.reason is not None:
        return blank
    controller = claimed_controller(claim)
    leaving = claim.event.type == "territory_transfer"
    holder = controller or next((who for who, share in reading.shares.items() if share > MAJORITY), None)
    shown = Control(
        date=reading.day,
        shares=reading.shares,
        contested=reading.contested,
        flip_date=source.flip_date(place, holder, lost=leaving and controller is not None)
        if holder
        else None,
        lag_note="",
    )
    shown = replace(shown, lag_note=_lag_note(source, reading, shown.flip_date, days[1]))
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


def _lag_note(source: ControlSource, reading: Reading, flip: date | None, claimed: date) -> str:
    age = (claimed - reading.day).days
    older = "of the claimed day" if age == 0 else f"{_days(age)} older than the claimed day"
    later = (flip - claimed).days if flip is not None else 0
    notes = (
        f"what it shows is {older}",
        f"it shows the change {_days(later)} after the claimed day" if later > 0 else "",
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


def _reason(claim: Claim) -> VerdictReason | None:
    if place_of(claim) is None or is_area(claim):
        return "place_unresolved"
    if not is_testable(claim):
        return "not_testable"
    return None if is_about_control(claim) else "type_not_coded"
