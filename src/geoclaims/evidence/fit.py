"""How well single records fit a claim: place, days, type, actors; what they bear on it."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from geoclaims.evidence.actors import bearing_of, compare_actors
from geoclaims.evidence.chance import LONGEST_CLAIM_DAYS
from geoclaims.evidence.coverage import EARLIEST_RECORD_AFTER_REPORT_DAYS, Coverage
from geoclaims.evidence.crosswalk import AGREEMENT, OTHER, SAME, Crosswalk, load_crosswalk
from geoclaims.evidence.independence import independence_of
from geoclaims.evidence.match import (
    RECORD_UNCERTAINTY_KM,
    EventIndex,
    Indices,
    Target,
    unit_sphere,
)
from geoclaims.evidence.settlements import is_same_settlement
from geoclaims.evidence.tables import GEO_PRECISIONS, NO_TYPE, EventTable, Floats
from geoclaims.globe import EARTH_RADIUS_KM
from geoclaims.model import Claim, Match, Window
from geoclaims.vocabulary import EVENT_TYPES, ActorAgreement, Bearing, EventType

_EXAMINED = 8
"""Actors and names are compared for this many of the nearest fits; all are counted."""
WEEK_OFF_DAYS = 6
"""How far a record dated to a week may be off."""
_TYPE_WEIGHT = np.array([0.05, 0.4, 1.0])
_ACTOR_WEIGHT: dict[ActorAgreement, float] = {"same": 1.0, "unknown": 0.8, "different": 0.4, "opposite": 0.2}


@dataclass(frozen=True, slots=True)
class Search:
    """One claim that can be looked for: its places, and its days since 1970."""

    claim: Claim
    targets: tuple[Target, ...]
    first: int
    last: int


@dataclass(frozen=True, slots=True, eq=False)
class Nearby:
    """The records in a search's window, each once: its row, and which of the places it is nearest to."""

    rows: Indices
    km: Floats
    place: Indices

    def __len__(self) -> int:
        return len(self.rows)


class _Site(NamedTuple):
    """A claimed place, how far a record is from it, and whether it is in that settlement."""

    target: Target
    km: float
    same: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that comparing with one dataset needs, made once a dataset."""

    table: EventTable
    index: EventIndex
    crosswalk: Crosswalk
    coverage: Coverage
    _agreement: dict[EventType, npt.NDArray[np.int8]] = field(default_factory=dict)
    _dictionaries: dict[str, tuple[Indices, list[str | None]] | None] = field(default_factory=dict)

    @staticmethod
    def of(table: EventTable) -> "Comparison":
        """Sort a table's rows for windows."""
        crosswalk = load_crosswalk()
        if table.info.kind == "table":  # its user may have said what its categories mean
            meant = dict(zip(table.category.tolist(), table.type.tolist(), strict=True))
            named = {table.categories[c]: EVENT_TYPES[t] for c, t in meant.items() if t != NO_TYPE}
            crosswalk = crosswalk.with_own(named)
        return Comparison(table, EventIndex(table), crosswalk, Coverage(table, crosswalk))

    def agreement(self, claimed: EventType) -> npt.NDArray[np.int8]:
        """How each category of the table agrees with a claim type; worked out once."""
        if claimed not in self._agreement:
            categories = self.table.categories
            self._agreement[claimed] = self.crosswalk.agreement(self.table.info.kind, claimed, categories)
        return self._agreement[claimed]

    def text_at(self, column: str, row: int) -> str | None:
        """As the table's own, but with values that repeat made into Python's once, and not at each look."""
        if column not in self._dictionaries:
            self._dictionaries[column] = _decoded(self.table.text.get(column))
        decoded = self._dictionaries[column]
        if decoded is None:
            return self.table.text_at(column, row)
        indices, values = decoded
        return values[int(indices[row])]


def _decoded(column: pa.Array | None) -> tuple[Indices, list[str | None]] | None:
    """Where each row's value stands in a list of the values (its last is None), if they repeat."""
    if column is None or not pa.types.is_dictionary(column.type):
        return None
    values = [str(value) if value else None for value in column.dictionary.to_pylist()]
    indices = column.indices.cast(pa.int32()).fill_null(len(values)).to_numpy(zero_copy_only=False)
    return indices, [*values, None]


def fitting_records(
    search: Search,
    found: Nearby,
    comparison: Comparison,
    window: Window,
    shown: int,
) -> list[tuple[Match, bool]]:
    """The records that may be the same event, then the ``shown`` best others; each with which it is."""
    table, claim, rows = comparison.table, search.claim, found.rows
    kind = table.info.kind
    agreement = comparison.agreement(claim.event.type)[table.category[rows]]
    directional = comparison.crosswalk.is_directional(kind, claim.event.type)
    days = gap_days(
        search.first, search.last, table.start[rows].astype("int64"), table.end[rows].astype("int64")
    )
    uncertainty_km = np.array([target.uncertainty_km for target in search.targets])[found.place]
    score = closeness(uncertainty_km, found.km, days, table.geo_precision[rows], agreement, window)
    latest = None
    if claim.document.published is not None:
        latest = np.datetime64(claim.document.published + timedelta(days=EARLIEST_RECORD_AFTER_REPORT_DAYS))
    dated = search.last - search.first < LONGEST_CLAIM_DAYS
    examined: list[tuple[float, bool, int, _Site, ActorAgreement, Bearing]] = []
    for i in np.argsort(-score, kind="stable")[:_EXAMINED].tolist():
        row = int(rows[i])
        site = _site(search, int(found.place[i]), float(found.km[i]), comparison, row)
        parties = (comparison.text_at("actor1", row), comparison.text_at("actor2", row))
        inter = (comparison.text_at("inter1", row), comparison.text_at("inter2", row))
        same_type = bool(agreement[i] == SAME)
        gain = directional and same_type and claim.event.type == "territory_gain"
        actors = compare_actors(
            claim,
            table.categories[table.category[row]],
            parties,
            inter,
            comparison.text_at("country", row) if gain else None,
            directional=gain,
        )
        bearing = bearing_of(same_type and site.same, directional, actors)
        in_time = latest is None or bool(table.start[row] <= latest)
        decided = bearing == "agrees" if directional else actors in ("same", "unknown")
        is_same = site.same and same_type and decided and in_time and dated
        fit = float(score[i]) * _ACTOR_WEIGHT[actors]
        examined.append((fit, is_same, i, site, actors, bearing))
    examined.sort(key=lambda entry: -entry[0])
    runners_up = [entry for entry in examined if not entry[1]][:shown]
    return [
        (
            Match(
                event=str(table.id[int(rows[i])].as_py()),
                km=round(site.km, 2),
                same_place=site.same,
                days=int(days[i]),
                type=AGREEMENT[agreement[i]],
                actors=actors,
                bearing=bearing,
                independence=independence_of(claim, comparison.text_at("source", int(rows[i])), kind),
                score=round(fit, 3),
                place=site.target.id if len(search.targets) > 1 else None,
            ),
            is_same,
        )
        for fit, is_same, i, site, actors, bearing in (*(e for e in examined if e[1]), *runners_up)
    ]


def _site(search: Search, nearest: int, km: float, comparison: Comparison, row: int) -> _Site:
    """At which of the claimed places a record is: the settlement it is coded to, else the nearest."""
    table = comparison.table
    location = comparison.text_at("location", row)
    precision = GEO_PRECISIONS[table.geo_precision[row]]
    target = search.targets[nearest]
    here = _Site(target, km, is_same_settlement(target, location, precision, km))
    if here.same or len(search.targets) == 1:
        return here
    for target in search.targets:
        there = float(_km_from(target, table.lat[[row]], table.lon[[row]])[0])
        if is_same_settlement(target, location, precision, there):
            return _Site(target, there, True)
    return here


def _km_from(target: Target, lat: Floats, lon: Floats) -> Floats:
    cosine = unit_sphere(lat, lon) @ unit_sphere([target.lat], [target.lon])[0]
    km: Floats = np.arccos(cosine.clip(-1, 1)) * EARTH_RADIUS_KM
    return km


def gap_days(first: int, last: int, start: Indices, end: Indices) -> Indices:
    """Days between [first, last] and each [start, end]; 0 where they overlap."""
    gaps: Indices = np.maximum(0, np.maximum(start - last, first - end))
    return gaps


def closeness(
    uncertainty_km: npt.NDArray[np.float64],
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
    spread_km = np.hypot(np.maximum(uncertainty_km, 1.0), record_km)
    near = np.exp(-0.5 * (km / spread_km) ** 2)
    timely = np.exp(-0.5 * (days / max(1, window.days)) ** 2)
    fit: npt.NDArray[np.float64] = near * timely * _TYPE_WEIGHT[agreement]
    return fit


def coarse_record_near(search: Search, comparison: Comparison, window: Window) -> bool:
    """Whether a record too coarse to be matched may cover the claimed place and days.

    That is one of a wider area or time, or one dated to a week that lies just outside the window.
    """
    table, index = comparison.table, comparison.index
    earliest, latest = search.first - window.days, search.last + window.days
    begin = np.searchsorted(index.coarse_start, earliest - index.coarse_longest, side="left")
    rows = index.coarse_rows[begin : np.searchsorted(index.coarse_start, latest, side="right")]
    rows = rows[table.end[rows].astype("int64") >= earliest]
    if _related_within(rows, search, comparison, RECORD_UNCERTAINTY_KM["coarse"]):
        return True
    begin = np.searchsorted(index.week_start, earliest - WEEK_OFF_DAYS, side="left")
    end = np.searchsorted(index.week_start, latest + WEEK_OFF_DAYS, side="right")
    return _related_within(index.week_rows[begin:end], search, comparison, window.km)


def _related_within(rows: Indices, search: Search, comparison: Comparison, km: float) -> bool:
    if not len(rows):
        return False
    table = comparison.table
    agreement = comparison.agreement(search.claim.event.type)
    rows = rows[agreement[table.category[rows]] > OTHER]
    lat, lon = table.lat[rows], table.lon[rows]
    return any(bool((_km_from(target, lat, lon) <= km).any()) for target in search.targets)
