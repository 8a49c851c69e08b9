"""Verdicts in words and as rows: what they say, and no more than that."""

from collections import Counter, defaultdict
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
    "outside_coverage": "the dataset's records do not reach this place or time",
    "too_recent": "records of these days are still coming in",
    "time_unknown": "the claim has no usable date",
    "type_not_coded": "the dataset has no records of this kind of event (or only of lethal ones)",
    "coarse_record_only": "only records of a wider area or time",
    "no_observation": "nothing could be observed on these days",
    "filtered_out": "the filters in force leave it out",
    "not_found": "nothing in the window; that is no refutation",
}
VERDICT_COLUMNS = (
    "claim", "document", "dataset", "status", "reason", "event", "km", "same_place", "days", "type",
    "actors", "bearing", "independence", "place", "observed", "expected", "p_value", "q_value", "effective_n",
    "window_km", "window_days", "citation",
)  # fmt: skip


SUMMARY_COLUMNS = (
    "dataset", "source_kind", "status", "reason", "claims", "mean_observed", "mean_expected",
    "with_chance", "found_share", "found_share_by_chance", "citation",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Baseline:
    """What was found near claims, and what would be near them on other days: all claims with a chance figure.

    Never for the claims of one status alone: a status is given by what was found, so that within it
    more is found than by chance whatever the claims say.
    """

    claims: int
    mean_observed: float | None = None
    mean_expected: float | None = None
    found_share: float | None = None
    """The share of claims with any record in their window."""
    found_share_by_chance: float | None = None
    """The same on the other days of the null, at the same places."""


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """How many claims of one kind of source have one verdict, with the chance baseline beside it.

    The baseline is that of all claims of the dataset and kind of source, the same in each of their rows.
    """

    dataset: str
    source_kind: SourceKind
    status: VerdictStatus
    reason: VerdictReason | None
    claims: int
    mean_observed: float | None
    mean_expected: float | None
    with_chance: int
    found_share: float | None
    found_share_by_chance: float | None
    citation: str | None


def summarize(claims: Iterable[Claim], verdicts: Iterable[Verdict]) -> list[SummaryRow]:
    """Verdicts counted by dataset, kind of source, status and reason, the most frequent first."""
    kinds = {claim.id: claim.attribution.kind for claim in claims}
    groups: dict[tuple[str, SourceKind], list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        groups[verdict.dataset, kinds[verdict.claim]].append(verdict)
    rows = []
    for (dataset, kind), members in groups.items():
        base = baseline(members)
        for (status, reason), count in Counter((v.status, v.reason) for v in members).items():
            rows.append(
                SummaryRow(
                    dataset,
                    kind,
                    status,
                    reason,
                    count,
                    base.mean_observed,
                    base.mean_expected,
                    base.claims,
                    base.found_share,
                    base.found_share_by_chance,
                    members[0].citation,
                )
            )
    return sorted(rows, key=lambda row: (row.dataset, -row.claims, row.source_kind, row.status))


def baseline(verdicts: Iterable[Verdict]) -> Baseline:
    """The chance baseline of those verdicts that have days of their own to be compared with."""
    known = [
        (v.observed, v.expected, v.null_model.found)
        for v in verdicts
        if v.observed is not None and v.expected is not None and v.null_model and v.null_model.effective_n
    ]
    if not known:
        return Baseline(0)
    return Baseline(
        len(known),
        round(fmean(observed for observed, _, _ in known), 2),
        round(fmean(expected for _, expected, _ in known), 2),
        round(fmean(observed > 0 for observed, _, _ in known), 3),
        round(fmean(found or 0.0 for _, _, found in known), 3),
    )


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
    of_match: list[str | int | float | None] = [None] * 9
    if best is not None:
        of_match = [best.event, best.km, str(best.same_place).lower(), best.days, best.type,
                    best.actors, best.bearing, best.independence, best.place]  # fmt: skip
    return [
        verdict.claim, verdict.document, verdict.dataset, verdict.status, verdict.reason, *of_match,
        verdict.observed, verdict.expected, verdict.p_value, verdict.q_value,
        verdict.null_model.effective_n if verdict.null_model else None,
        verdict.window.km, verdict.window.days, verdict.citation,
    ]  # fmt: skip
