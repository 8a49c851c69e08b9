"""Claims and a dataset → a verdict each: what it records there and then, and what silence means."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from math import isnan

import numpy as np
import numpy.typing as npt

from geoclaims.evidence import chance
from geoclaims.evidence.assignment import Contender, assign_within_documents
from geoclaims.evidence.control_verdict import judge_control
from geoclaims.evidence.coverage import claimed_days
from geoclaims.evidence.fit import Comparison, Nearby, Search, coarse_record_near, fitting_records
from geoclaims.evidence.match import Indices, targets_of, unit_sphere
from geoclaims.evidence.tables import EventTable
from geoclaims.model import Claim, Match, NullModel, SweepStep, Verdict, Window
from geoclaims.vocabulary import VerdictReason, VerdictStatus

SHOWN_MATCHES = 3
"""The best match and two runners-up (Donnay et al. 2019, MELTT)."""
_FIRST_DAY = date(1970, 1, 1).toordinal()
ONE_ROW_AN_EVENT = ("ucdp_ged", "table")
"""Kinds that give each event a row: two claims of different events can't both be one row.
ACLED merges what the same actors do at a place on a day, so there many claims may be one row."""


def compare(
    claims: Iterable[Claim], dataset: EventTable, window: Window, unfiltered: EventTable | None = None
) -> list[Verdict]:
    """What ``dataset`` says of each claim, in the claims' order.

    A record counts (once) if it lies within ``window.km`` of any of the claimed places and
    ``window.days`` of the claimed days; coarse records never do. ``observed`` counts records of any type
    there. Where ``dataset`` is a filtered part of ``unfiltered``, what only the filter hides is told as such.
    """
    claims = list(claims)
    if (source := dataset.control_source) is not None:
        return [judge_control(claim, dataset.info, source, window) for claim in claims]
    comparison = Comparison.of(dataset)
    verdicts: list[Verdict | None] = [None] * len(claims)
    positions: list[int] = []
    searches: list[Search] = []
    for position, claim in enumerate(claims):
        reason = comparison.coverage.reason_before_search(claim, window)
        targets, days = comparison.coverage.covered(targets_of(claim), window), claimed_days(claim)
        if reason is not None or days is None:
            verdicts[position] = _verdict(claim, dataset, window, "not_comparable", reason)
            continue
        positions.append(position)
        searches.append(Search(claim, targets, _day_number(days[0]), _day_number(days[1])))
    judged = _judge_all(searches, comparison, window)
    judged = _with_wide_places_told(searches, judged, comparison, window)
    if unfiltered is not None:
        judged = _with_filter_told(searches, judged, Comparison.of(unfiltered), window)
    judged = _with_chance(searches, judged, comparison, window)
    for position, verdict in zip(positions, judged, strict=True):
        verdicts[position] = verdict
    return [verdict for verdict in verdicts if verdict is not None]


def _judge_all(searches: Sequence[Search], comparison: Comparison, window: Window) -> list[Verdict]:
    found = _candidates(searches, comparison, window)
    verdicts: list[Verdict] = []
    contenders: list[Contender] = []
    runners_up: list[list[Match]] = []
    for search, nearby in zip(searches, found, strict=True):
        verdict = _without_matches(search, len(nearby), comparison, window)
        same: list[Match] = []
        rest: list[Match] = []
        if verdict.status == "nearby_activity":
            for match, is_same in fitting_records(search, nearby, comparison, window, SHOWN_MATCHES):
                (same if is_same else rest).append(match)
        verdicts.append(verdict)
        contenders.append(_contender(search, same))
        runners_up.append(rest)
    if comparison.table.info.kind in ONE_ROW_AN_EVENT:
        assigned = assign_within_documents(contenders)
    else:
        assigned = [c.matches[0] if c.matches else None for c in contenders]
    for i, (contender, best) in enumerate(zip(contenders, assigned, strict=True)):
        others = [m for m in contender.matches if m is not best]
        if best is not None:
            ordered = [best, *others, *runners_up[i]][:SHOWN_MATCHES]
            verdicts[i] = replace(verdicts[i], status="same_event", matches=tuple(ordered))
        elif others or runners_up[i]:
            ordered = sorted([*others, *runners_up[i]], key=lambda m: -m.score)
            verdicts[i] = replace(verdicts[i], matches=tuple(ordered[:SHOWN_MATCHES]))
    return verdicts


def _contender(search: Search, same: Sequence[Match]) -> Contender:
    """A claim with the records that may be it; claims of one kind, place and time tell of one event."""
    claim = search.claim
    places = tuple((round(target.lat, 3), round(target.lon, 3)) for target in search.targets)
    told = (claim.event.type, places, search.first, search.last)
    return Contender(claim.document.id, told, tuple(same))


def _candidates(searches: Sequence[Search], comparison: Comparison, window: Window) -> list[Nearby]:
    """The records in each search's window."""
    none = Nearby(np.zeros(0, np.int64), np.zeros(0), np.zeros(0, np.int64))
    found = [none] * len(searches)
    if not searches:
        return found
    points, owner = _points(searches)
    begins_at = np.searchsorted(owner, np.arange(len(searches)))
    first = np.array([s.first - window.days for s in searches], np.int64)
    last = np.array([s.last + window.days for s in searches], np.int64)
    for block in comparison.index.pairs(points, first, last, window.km, owner):
        order = np.argsort(block.claim, kind="stable")
        claim, event, km = block.claim[order], block.event[order], block.km[order]
        place = block.point[order] - begins_at[claim]
        begins = np.flatnonzero(np.diff(claim, prepend=-1))
        for begin, end in zip(begins, np.append(begins, len(claim))[1:], strict=True):
            rows = comparison.index.rows[event[begin:end]]
            found[claim[begin]] = Nearby(rows, km[begin:end], place[begin:end])
    return found


def _points(searches: Sequence[Search]) -> tuple[npt.NDArray[np.float64], Indices]:
    """All places of the searches on the unit sphere, and the search that each is of."""
    targets = [target for search in searches for target in search.targets]
    owner = np.repeat(np.arange(len(searches)), [len(search.targets) for search in searches])
    return unit_sphere([t.lat for t in targets], [t.lon for t in targets]), owner


def _without_matches(search: Search, count: int, comparison: Comparison, window: Window) -> Verdict:
    """The verdict of a search as far as the number of records found decides it."""
    table, claim = comparison.table, search.claim
    if not count:
        coarse = coarse_record_near(search, comparison, window)
        reason = comparison.coverage.reason_of_silence(claim, coarse)
        status: VerdictStatus = "no_record" if reason == "not_found" else "not_comparable"
        return _verdict(claim, table, window, status, reason, 0)
    if not comparison.crosswalk.may_code(table.info.kind, claim.event.type):
        return _verdict(claim, table, window, "not_comparable", "type_not_coded", count)
    return _verdict(claim, table, window, "nearby_activity", None, count)


def _with_wide_places_told(
    searches: Sequence[Search], verdicts: Sequence[Verdict], comparison: Comparison, window: Window
) -> list[Verdict]:
    """A place wider than the window is not silent while something is recorded elsewhere in it."""
    result = list(verdicts)
    wide = [
        (i, target)
        for i, v in enumerate(verdicts)
        if v.reason == "not_found"
        for target in searches[i].targets
        if target.uncertainty_km > window.km
    ]
    reach = Window(max([target.uncertainty_km for _, target in wide], default=window.km), window.days)
    found = _candidates([replace(searches[i], targets=(target,)) for i, target in wide], comparison, reach)
    for (i, target), nearby in zip(wide, found, strict=True):
        if (nearby.km <= target.uncertainty_km).any():
            result[i] = replace(verdicts[i], status="not_comparable", reason="place_unresolved")
    return result


def _with_filter_told(
    searches: Sequence[Search], verdicts: Sequence[Verdict], whole: Comparison, window: Window
) -> list[Verdict]:
    """Silence that only the filters in force make is no silence of the dataset."""
    result = list(verdicts)
    silent = [i for i, v in enumerate(verdicts) if v.reason == "not_found"]
    found = _candidates([searches[i] for i in silent], whole, window)
    for i, nearby in zip(silent, found, strict=True):
        if len(nearby):
            result[i] = replace(verdicts[i], status="not_comparable", reason="filtered_out")
    return result


def _with_chance(
    searches: Sequence[Search], verdicts: Sequence[Verdict], comparison: Comparison, window: Window
) -> list[Verdict]:
    """The verdicts with what chance alone would give: of every claim that was looked for.

    Leaving out claims because nothing was found near them (too recent, type not coded) would make what
    is found near the others look unusual, in q and in the baseline of a summary.
    """
    at = [i for i, v in enumerate(verdicts) if v.observed is not None]
    info, result = comparison.table.info, list(verdicts)
    if not at or info.period is None:
        return result
    first, last = info.period
    last = min(last, info.given_out_until or last)
    covered = chance.Observed.of(_day_number(first), _day_number(last), map(_day_number, info.unobserved))
    chosen = [searches[i] for i in at]
    points, owner = _points(chosen)
    null = chance.local_null(
        comparison.index,
        points,
        np.array([s.first for s in chosen], np.int64),
        np.array([s.last for s in chosen], np.int64),
        (window, *chance.SWEEP),
        covered,
        claim=owner,
    )
    looks: dict[Hashable, int] = {}
    tests = [looks.setdefault((*_where(search), search.first, search.last), len(looks)) for search in chosen]
    q_values = chance.false_discovery_of_tests(null.p_value[:, 0], np.array(tests, np.int64))
    observed, expected = null.observed.tolist(), null.expected.tolist()  # numbers of Python's own, at once
    p_value, q_value = null.p_value[:, 0].tolist(), q_values.tolist()
    for n, i in enumerate(at):
        sweep = tuple(
            SweepStep(step.km, step.days, observed[n][w], _number(expected[n][w], 2))
            for w, step in enumerate(chance.SWEEP, start=1)
        )
        model = None
        if not isnan(p_value[n]):
            shifts, independent = int(null.shifts[n, 0]), float(null.effective_n[n, 0])
            model = NullModel(
                chance.SHIFT_DAYS,
                shifts,
                independent,
                int(null.unobserved[n, 0]),
                _number(float(null.found[n, 0]), 3),
            )
        result[i] = replace(
            verdicts[i],
            expected=_number(expected[n][0], 2),
            p_value=_number(p_value[n], 4),
            q_value=_number(q_value[n], 4),
            null_model=model,
            sweep=sweep,
        )
    return result


def _where(search: Search) -> tuple[tuple[float, float], ...]:
    places = [(target.lat, target.lon) for target in search.targets]
    return tuple(sorted(places) if len(places) > 1 else places)


def _number(value: float, digits: int) -> float | None:
    return None if isnan(value) else round(value, digits)


def _day_number(day: date) -> int:
    return day.toordinal() - _FIRST_DAY


def _verdict(
    claim: Claim,
    table: EventTable,
    window: Window,
    status: VerdictStatus,
    reason: VerdictReason | None,
    observed: int | None = None,
) -> Verdict:
    return Verdict(
        claim=claim.id,
        document=claim.document.id,
        dataset=table.info.name,
        status=status,
        reason=reason,
        matches=(),
        window=window,
        observed=observed,
        citation=table.info.citation,
    )
