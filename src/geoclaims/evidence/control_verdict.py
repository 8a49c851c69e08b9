"""What a map of control says of a claim of control: by the share of the place's area and its flip."""

from dataclasses import replace

from geoclaims.evidence.control import (
    HELD,
    PART_HELD,
    ControlMap,
    place_area,
)
from geoclaims.evidence.controllers import claimed_controller, is_about_control
from geoclaims.evidence.coverage import claimed_days, is_testable
from geoclaims.evidence.match import is_area, target_of
from geoclaims.evidence.tables import DatasetInfo
from geoclaims.model import Claim, Control, Verdict, Window
from geoclaims.vocabulary import VerdictReason, VerdictStatus


def judge_control(claim: Claim, info: DatasetInfo, control: ControlMap, window: Window) -> Verdict:
    """The verdict of one map on one claim; ``control`` is filled wherever the map shows the place."""
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
    days = claimed_days(claim)
    toponym = next((p for p in claim.drawn_places if p.place is not None), None)
    if blank.reason in ("place_unresolved", "not_testable") or toponym is None:
        return blank
    area = place_area(toponym)
    if area is None or not control.draws(area):
        return replace(blank, reason="outside_coverage")
    if days is None:
        return replace(blank, reason="time_unknown")
    snapshot = control.at(days[1])
    if snapshot is None:
        return replace(blank, reason="outside_coverage")
    if blank.reason is not None:
        return blank
    shares, contested = control.shares(snapshot, area)
    controller = claimed_controller(claim)
    leaving = claim.event.type == "territory_transfer"
    age = (days[1] - snapshot.day).days
    older = "of the claimed day" if age == 0 else f"{age} days older than the claimed day"
    shown = Control(
        date=snapshot.day,
        shares=shares,
        contested=contested,
        flip_date=control.flip_date(controller, area, lost=leaving) if controller else None,
        lag_note=f"the map is {older}; maps lag behind events; {control.alignment}",
    )
    if controller is None:
        return replace(blank, reason="not_testable", control=shown)
    share = shares.get(controller, 0.0)
    status = _status(1 - share - contested if leaving else share, claim.event.extent == "part", contested)
    return replace(blank, status=status, reason=None, control=shown)


def _status(share: float, part: bool, contested: float) -> VerdictStatus:
    if share >= (PART_HELD if part else HELD):
        return "control_agrees"
    if share + contested <= (0.01 if part else 1 - HELD):
        return "control_disagrees"
    return "control_contested"


def _reason(claim: Claim) -> VerdictReason | None:
    if target_of(claim) is None or is_area(claim):
        return "place_unresolved"
    if not is_testable(claim):
        return "not_testable"
    return None if is_about_control(claim) else "type_not_coded"
