"""Claims and a dataset → a verdict each: what it records there and then, and what silence means."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from geoclaims.evidence import chance
from geoclaims.evidence.actors import bearing_of, compare_actors
from geoclaims.evidence.control_verdict import judge_control
from geoclaims.evidence.coverage import (
    EARLIEST_RECORD_AFTER_REPORT_DAYS,
    Coverage,
    claimed_days,
)
from geoclaims.evidence.crosswalk import AGREEMENT, OTHER, SAME, Crosswalk, load_crosswalk
from geoclaims.evidence.independence import independence_of
from geoclaims.evidence.match import RECORD_UNCERTAINTY_KM, EventIndex, Target, target_of, unit_sphere
from geoclaims.evidence.settlements import is_same_settlement
from geoclaims.evidence.tables import GEO_PRECISIONS, EventTable
from geoclaims.model import (
    ActorAgreement,
    Claim,
    Match,
    NullModel,
    SweepStep,
    Verdict,
    VerdictReason,
    VerdictStatus,
    Window,
)

SHOWN_MATCHES = 3
"""The best match and two runners-up (Donnay et al. 2019, MELTT)."""
_EXAMINED = 12
_CHANCE_MATTERS: tuple[VerdictStatus, ...] = ("same_event", "nearby_activity", "no_record")
_TYPE_WEIGHT = np.array([0.2, 0.5, 1.0])
_ACTOR_WEIGHT: dict[ActorAgreement, float] = {"same": 1.0, "unknown": 0.8, "different": 0.4, "opposite": 0.2}

Indices = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Search:
    """One claim that can be looked for: its place, and its days since 1970."""

    claim: Claim
    target: Target
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that comparing with one dataset needs, made once a dataset."""

    table: EventTable
    index: EventIndex
    crosswalk: Crosswalk
    coverage: Coverage

    @staticmethod
    def of(table: EventTable) -> "Comparison":
        """Sort a table's rows for windows."""
        crosswalk = load_crosswalk()
        return Comparison(table, EventIndex(table), crosswalk, Coverage(table, crosswalk))


def compare(claims: Iterable[Claim], dataset: EventTable, window: Window) -> list[Verdict]:
    """What ``dataset`` says of each claim, in the claims' order.

    A record counts if it lies within ``window.km`` of the claimed point and ``window.days`` of the
    claimed days; coarse records never do. ``observed`` counts records of any type there.
    """
    if dataset.control is not None:
        control = dataset.control
        return [judge_control(claim, dataset.info, control, window) for claim in claims]
    comparison = Comparison.of(dataset)
    claims = list(claims)
    verdicts: list[Verdict | None] = [None] * len(claims)
    searches: list[tuple[int, _Search]] = []
    for position, claim in enumerate(claims):
        reason = comparison.coverage.reason_before_search(claim, window)
        target, days = target_of(claim), claimed_days(claim)
        if reason is not None or target is None or days is None:
            verdicts[position] = _verdict(claim, dataset, window, "not_comparable", reason)
            continue
        first, last = days
        searches.append((position, _Search(claim, target, _day_number(first), _day_number(last))))
    found = _candidates([search for _, search in searches], comparison, window)
    judged = [
        _judge(search, rows, km, comparison, window)
        for (_, search), (rows, km) in zip(searches, found, strict=True)
    ]
    judged = _with_chance([search for _, search in searches], judged, comparison, window)
    for (position, _), verdict in zip(searches, judged, strict=True):
        verdicts[position] = verdict
    return [verdict for verdict in verdicts if verdict is not None]


def _candidates(
    searches: Sequence[_Search], comparison: Comparison, window: Window
) -> list[tuple[Indices, npt.NDArray[np.float64]]]:
    """Record rows and distances in each search's window."""
    none: tuple[Indices, npt.NDArray[np.float64]] = (np.zeros(0, np.int64), np.zeros(0))
    found = [none] * len(searches)
    if not searches:
        return found
    points = unit_sphere([s.target.lat for s in searches], [s.target.lon for s in searches])
    first = np.array([s.first - window.days for s in searches], np.int64)
    last = np.array([s.last + window.days for s in searches], np.int64)
    for block in comparison.index.pairs(points, first, last, window.km):
        order = np.argsort(block.claim, kind="stable")
        claim, event, km = block.claim[order], block.event[order], block.km[order]
        begins = np.flatnonzero(np.diff(claim, prepend=-1))
        for begin, end in zip(begins, np.append(begins, len(claim))[1:], strict=True):
            found[claim[begin]] = (comparison.index.rows[event[begin:end]], km[begin:end])
    return found


def _judge(
    search: _Search, rows: Indices, km: npt.NDArray[np.float64], comparison: Comparison, window: Window
) -> Verdict:
    table, claim = comparison.table, search.claim
    if not len(rows):
        coarse = _coarse_record_near(search, comparison, window)
        reason = comparison.coverage.reason_of_silence(claim, coarse)
        status: VerdictStatus = "no_record" if reason == "not_found" else "not_comparable"
        return replace(_verdict(claim, table, window, status, reason), observed=0)
    if not comparison.crosswalk.codes_type(table.info.kind, claim.event.type):
        verdict = _verdict(claim, table, window, "not_comparable", "type_not_coded")
        return replace(verdict, observed=len(rows))
    matches = _matches(search, rows, km, comparison, window)
    same = [match for match, is_same in matches if is_same]
    status = "same_event" if same else "nearby_activity"
    ordered = same + [match for match, is_same in matches if not is_same]
    verdict = _verdict(claim, table, window, status, None)
    return replace(verdict, matches=tuple(ordered[:SHOWN_MATCHES]), observed=len(rows))


def _matches(
    search: _Search, rows: Indices, km: npt.NDArray[np.float64], comparison: Comparison, window: Window
) -> list[tuple[Match, bool]]:
    """The best candidates by score, each with whether it may be the same event."""
    table, claim = comparison.table, search.claim
    kind = table.info.kind
    agreement = comparison.crosswalk.agreement(kind, claim.event.type, table.categories)[table.category[rows]]
    directional = comparison.crosswalk.is_directional(kind, claim.event.type)
    days = gap_days(
        search.first, search.last, table.start[rows].astype("int64"), table.end[rows].astype("int64")
    )
    score = closeness(search.target.uncertainty_km, km, days, table.geo_precision[rows], agreement, window)
    scored: list[tuple[Match, bool]] = []
    for i in np.argsort(-score, kind="stable")[:_EXAMINED]:
        row = int(rows[i])
        record = table.record(row)
        same_place = is_same_settlement(search.target, record.location, record.geo_precision, float(km[i]))
        inter = (table.text_at("inter1", row), table.text_at("inter2", row))
        actors = compare_actors(claim, record, inter)
        same_type = agreement[i] == SAME
        bearing = bearing_of(bool(same_type and same_place), directional, actors)
        match = Match(
            event=record.id,
            km=round(float(km[i]), 2),
            same_place=same_place,
            days=int(days[i]),
            type=AGREEMENT[agreement[i]],
            actors=actors,
            bearing=bearing,
            independence=independence_of(claim, record.source, kind),
            score=round(float(score[i]) * _ACTOR_WEIGHT[actors], 3),
        )
        published = claim.document.published
        latest = published and published + timedelta(days=EARLIEST_RECORD_AFTER_REPORT_DAYS)
        in_time = latest is None or record.start <= latest
        decided = bearing == "agrees" if directional else actors in ("same", "unknown")
        scored.append((match, bool(same_place and same_type and decided and in_time)))
    return sorted(scored, key=lambda pair: -pair[0].score)


def _with_chance(
    searches: Sequence[_Search], verdicts: Sequence[Verdict], comparison: Comparison, window: Window
) -> list[Verdict]:
    """The verdicts with what chance alone would give, where that means something."""
    at = [i for i, v in enumerate(verdicts) if v.status in _CHANCE_MATTERS]
    info, result = comparison.table.info, list(verdicts)
    if not at or info.first is None or info.last is None:
        return result
    last = info.last if info.embargo is None else min(info.last, info.embargo.until)
    covered = (_day_number(info.first), _day_number(last))
    chosen = [searches[i] for i in at]
    null = chance.local_null(
        comparison.index,
        unit_sphere([s.target.lat for s in chosen], [s.target.lon for s in chosen]),
        np.array([s.first for s in chosen], np.int64),
        np.array([s.last for s in chosen], np.int64),
        (window, *chance.SWEEP),
        covered,
    )
    q_values = chance.false_discovery(null.p_value[:, 0])
    for n, i in enumerate(at):
        sweep = tuple(
            SweepStep(step.km, step.days, int(null.observed[n, w]), _number(null.expected[n, w], 2))
            for w, step in enumerate(chance.SWEEP, start=1)
        )
        model = None
        if not np.isnan(null.p_value[n, 0]):
            shifts, independent = int(null.shifts[n, 0]), float(null.effective_n[n, 0])
            model = NullModel(chance.SHIFT_DAYS, shifts, independent)
        result[i] = replace(
            verdicts[i],
            expected=_number(null.expected[n, 0], 2),
            p_value=_number(null.p_value[n, 0], 4),
            q_value=_number(q_values[n], 4),
            null_model=model,
            sweep=sweep,
        )
    return result


def _number(value: float, digits: int) -> float | None:
    return None if np.isnan(value) else round(float(value), digits)


def _day_number(day: date) -> int:
    return int(np.datetime64(day, "D").astype("int64"))


def gap_days(first: int, last: int, start: Indices, end: Indices) -> Indices:
    """Days between [first, last] and each [start, end]; 0 where they overlap."""
    gaps: Indices = np.maximum(0, np.maximum(start - last, first - end))
    return gaps


def closeness(
    uncertainty_km: float,
    km: npt.NDArray[np.float64],
    days: Indices,
    geo_precision: npt.NDArray[np.int8],
    agreement: npt.NDArray[np.int8],
    window: Window,
) -> npt.NDArray[np.float64]:
    """A rank in 0–1 for how well records fit; it orders candidates and is no probability.

    Distance is weighed against both sides' uncertainty together, days against the window.
    """
    record_km = np.array([RECORD_UNCERTAINTY_KM[p] for p in GEO_PRECISIONS])[geo_precision]
    spread_km = np.hypot(max(uncertainty_km, 1.0), record_km)
    near = np.exp(-0.5 * (km / spread_km) ** 2)
    timely = np.exp(-0.5 * (days / max(1.0, window.days / 2)) ** 2)
    fit: npt.NDArray[np.float64] = near * timely * _TYPE_WEIGHT[agreement]
    return fit


def _coarse_record_near(search: _Search, comparison: Comparison, window: Window) -> bool:
    """Whether a record too coarse to be matched may cover the claimed place and days."""
    table = comparison.table
    rows = np.flatnonzero(comparison.index.coarse)
    if not len(rows):
        return False
    agreement = comparison.crosswalk.agreement(table.info.kind, search.claim.event.type, table.categories)
    start, end = table.start[rows].astype("int64"), table.end[rows].astype("int64")
    fits = gap_days(search.first, search.last, start, end) <= window.days
    fits &= agreement[table.category[rows]] > OTHER
    rows = rows[fits]
    here = unit_sphere([search.target.lat], [search.target.lon])
    there = unit_sphere(table.lat[rows], table.lon[rows])
    cosine = (there @ here[0]).clip(-1, 1)
    return bool((np.arccos(cosine) * 6371.0088 <= RECORD_UNCERTAINTY_KM["coarse"]).any())


def _verdict(
    claim: Claim, table: EventTable, window: Window, status: VerdictStatus, reason: VerdictReason | None
) -> Verdict:
    return Verdict(
        claim=claim.id,
        document=claim.document.id,
        dataset=table.info.name,
        status=status,
        reason=reason,
        matches=(),
        window=window,
        observed=None,
        citation=table.info.citation,
    )
