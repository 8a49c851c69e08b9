"""Verdicts in words and as rows: what they say, and no more than that."""

from geoclaims.model import Verdict
from geoclaims.vocabulary import VerdictReason, VerdictStatus

STATUS_WORDS: dict[VerdictStatus, str] = {
    "same_event": "candidate for the same event",
    "nearby_activity": "activity nearby, of itself no corroboration",
    "control_agrees": "control map agrees",
    "control_disagrees": "control map disagrees",
    "control_contested": "control map: contested",
    "no_record": "no record",
    "not_comparable": "can't be compared",
}
REASON_WORDS: dict[VerdictReason, str] = {
    "place_unresolved": "no place that a point could stand for",
    "not_testable": "nobody says that it happened",
    "embargoed": "the provider withholds these days",
    "outside_coverage": "the dataset does not cover this place or time",
    "too_recent": "records of these days are still coming in",
    "time_unknown": "the claim has no usable date",
    "type_not_coded": "the dataset does not record this kind of event",
    "coarse_record_only": "only records of a wider area or time",
    "no_observation": "nothing could be observed on these days",
    "filtered_out": "the filters in force leave it out",
    "not_found": "nothing in the window; that is no refutation",
}
VERDICT_COLUMNS = (
    "claim", "document", "dataset", "status", "reason", "event", "km", "same_place", "days", "type",
    "actors", "bearing", "independence", "observed", "expected", "p_value", "q_value",
    "window_km", "window_days", "citation",
)  # fmt: skip


def describe_status(verdict: Verdict) -> str:
    """A verdict in plain words."""
    if verdict.control is not None and verdict.status.startswith("control"):
        control = verdict.control
        shares = ", ".join(f"{who} {share:.0%}" for who, share in sorted(control.shares.items()))
        return f"map {verdict.dataset} of {control.date}: {shares} of the area"
    words = STATUS_WORDS[verdict.status]
    return f"{words}: {REASON_WORDS[verdict.reason]}" if verdict.reason else words


def verdict_row(verdict: Verdict) -> list[str | int | float | None]:
    """A verdict with its best match as one row, cells as VERDICT_COLUMNS names them."""
    best = verdict.matches[0] if verdict.matches else None
    of_match: list[str | int | float | None] = [None] * 8
    if best is not None:
        of_match = [best.event, best.km, str(best.same_place).lower(), best.days, best.type,
                    best.actors, best.bearing, best.independence]  # fmt: skip
    return [
        verdict.claim, verdict.document, verdict.dataset, verdict.status, verdict.reason, *of_match,
        verdict.observed, verdict.expected, verdict.p_value, verdict.q_value,
        verdict.window.km, verdict.window.days, verdict.citation,
    ]  # fmt: skip
