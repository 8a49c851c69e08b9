"""Verdicts in words and as rows: what they say, and no more than that."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean

from geoclaims.model import Claim, Verdict
from geoclaims.vocabulary import SourceKind, VerdictReason, VerdictStatus

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
    "place_unresolved": "no place that a point (and the window round it) could stand for",
    "not_testable": "nothing that could be tested (a plan, a denial, nobody named …)",
    "embargoed": "the provider withholds these days",
    "outside_coverage": "the dataset does not cover this place or time",
    "too_recent": "records of these days are still coming in",
    "time_unknown": "the claim has no usable date",
    "type_not_coded": "the dataset does not record this kind of event, or not as one",
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


SUMMARY_COLUMNS = (
    "dataset", "source_kind", "status", "reason", "claims", "mean_observed", "mean_expected", "citation",
)  # fmt: skip

_Key = tuple[str, SourceKind, VerdictStatus, VerdictReason | None]


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """How many claims of one kind of source have one verdict, with the chance baseline beside it.

    The means are records in a claim's window, over those claims that have a chance figure.
    """

    dataset: str
    source_kind: SourceKind
    status: VerdictStatus
    reason: VerdictReason | None
    claims: int
    mean_observed: float | None
    mean_expected: float | None
    citation: str | None


def summarize(claims: Iterable[Claim], verdicts: Iterable[Verdict]) -> list[SummaryRow]:
    """Verdicts counted by dataset, kind of source, status and reason, the most frequent first."""
    kinds = {claim.id: claim.attribution.kind for claim in claims}
    groups: dict[tuple[str, SourceKind, VerdictStatus, VerdictReason | None], list[Verdict]] = defaultdict(
        list
    )
    for verdict in verdicts:
        key = (verdict.dataset, kinds[verdict.claim], verdict.status, verdict.reason)
        groups[key].append(verdict)
    rows = []
    for (dataset, kind, status, reason), members in groups.items():
        known = [
            (v.observed, v.expected) for v in members if v.observed is not None and v.expected is not None
        ]
        rows.append(
            SummaryRow(
                dataset,
                kind,
                status,
                reason,
                len(members),
                round(fmean(o or 0 for o, _ in known), 2) if known else None,
                round(fmean(e for _, e in known), 2) if known else None,
                members[0].citation,
            )
        )
    return sorted(rows, key=lambda row: (row.dataset, -row.claims, row.source_kind, row.status))


def describe_status(verdict: Verdict) -> str:
    """A verdict in plain words."""
    if verdict.control is not None and verdict.status.startswith("control"):
        control = verdict.control
        held = sorted(control.shares.items())
        if control.contested:
            held.append(("contested", control.contested))
        shares = ", ".join(f"{who} {share:.0%}" for who, share in held)
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
