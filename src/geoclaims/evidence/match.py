"""Which records lie near which claims: in km on the sphere, in days, within one window."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from geoclaims.evidence.tables import GEO_PRECISIONS, TIME_PRECISIONS, EventTable
from geoclaims.model import Claim, ClaimPlace

EARTH_RADIUS_KM = 6371.0088
"""Mean Earth radius, IUGG."""
RECORD_UNCERTAINTY_KM = {"exact": 2.0, "near": 15.0, "coarse": 100.0, "unstated": 5.0}
"""How far from its point a record may really be: under about 2 km shared coordinates say little;
``near`` covers ACLED's "near a town" and UCDP's ≤ 25 km."""
COARSE_CLAIM_KM = 25.0
"""A claimed place that stands for a wider circle is no point that a record could match."""
SLAB_DAYS = 30
CLAIMS_AT_ONCE = 2_000
_AREAS = ("country", "admin1", "region", "continent")

Indices = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Target:
    """Where and when a claim is to be looked for; ``first``/``last`` are whole days since 1970."""

    lat: float
    lon: float
    uncertainty_km: float
    names: tuple[str, ...]
    settlement: bool
    """Whether the point is the settlement itself, and not moved away from it by the words around."""
    country: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Claim and record rows within a radius and a span of days, equally long."""

    claim: Indices
    event: Indices
    km: npt.NDArray[np.float64]


def target_of(claim: Claim) -> Target | None:
    """The place at which a claim can be compared, or None: no place, not resolved, or too wide."""
    for role in ("location", "origin", "destination"):
        for place in claim.places:
            if place.role == role and place.place is not None:
                return _target(place)
    return None


def is_area(claim: Claim) -> bool:
    """Whether the claim's place is resolved but stands for an area instead of a point."""
    target = target_of(claim)
    place = next((p.place for p in claim.drawn_places if p.place is not None), None)
    if target is None or place is None:
        return False
    return (place.feature in _AREAS and target.settlement) or target.uncertainty_km > COARSE_CLAIM_KM


def _target(toponym: ClaimPlace) -> Target:
    place, relation = toponym.place, toponym.relation
    assert place is not None
    lat, lon, uncertainty_m, settlement = place.lat, place.lon, place.uncertainty_m, True
    if relation is not None and relation.lat is not None and relation.lon is not None:
        lat, lon = relation.lat, relation.lon
        uncertainty_m = relation.uncertainty_m or uncertainty_m
        settlement = relation.kind in ("part", "outskirts")
    elif relation is not None:
        settlement = relation.kind in ("part", "outskirts")
    return Target(lat, lon, uncertainty_m / 1000, (place.name, toponym.text), settlement, place.country)


class EventIndex:
    """A table's matchable rows in order of their days, ready for windows."""

    def __init__(self, table: EventTable) -> None:
        coarse = np.isin(table.geo_precision, [GEO_PRECISIONS.index("coarse")])
        vague = table.time_precision >= TIME_PRECISIONS.index("month")
        self.coarse: npt.NDArray[np.bool_] = coarse | vague
        rows = np.flatnonzero(~self.coarse)
        start = table.start[rows].astype("int64")
        order = np.argsort(start, kind="stable")
        self.rows: Indices = rows[order]
        self.start: Indices = start[order]
        self.end: Indices = table.end[self.rows].astype("int64")
        self.points = unit_sphere(table.lat[self.rows], table.lon[self.rows])
        self.longest = int((self.end - self.start).max()) if len(rows) else 0

    def pairs(
        self, points: npt.NDArray[np.float64], first: Indices, last: Indices, km: float
    ) -> Iterator[Pairs]:
        """Records within ``km`` of each point whose days overlap [first, last], in blocks.

        ``points`` are on the unit sphere. Claims are taken in order of days, a slab at a time, so
        that each tree holds only records that can matter.
        """
        order = np.argsort(first, kind="stable")
        at = 0
        while at < len(order):
            slab_end = first[order[at]] + SLAB_DAYS
            stop = int(np.searchsorted(first[order], slab_end, side="right"))
            stop = min(max(stop, at + 1), at + CLAIMS_AT_ONCE)
            group = order[at:stop]
            at = stop
            yield self._block(points[group], group, first[group], last[group], km)

    def _block(
        self, points: npt.NDArray[np.float64], group: Indices, first: Indices, last: Indices, km: float
    ) -> Pairs:
        low = int(np.searchsorted(self.start, first.min() - self.longest, side="left"))
        high = int(np.searchsorted(self.start, last.max(), side="right"))
        if low >= high:
            none = np.zeros(0, np.int64)
            return Pairs(none, none, np.zeros(0))
        tree = cKDTree(self.points[low:high])
        near = cKDTree(points).sparse_distance_matrix(tree, chord(km), output_type="ndarray")
        claim, event = near["i"].astype(np.int64), near["j"].astype(np.int64) + low
        timely = (self.start[event] <= last[claim]) & (self.end[event] >= first[claim])
        claim, event, distance = claim[timely], event[timely], near["v"][timely]
        return Pairs(group[claim], self.rows[event], arc_km(distance))


def unit_sphere(lat: npt.ArrayLike, lon: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Points in degrees as rows of x, y, z on the unit sphere."""
    phi, lam = np.radians(np.asarray(lat, float)), np.radians(np.asarray(lon, float))
    return np.column_stack((np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)))


def chord(km: float) -> float:
    """The straight line through the unit sphere that spans ``km`` on the Earth."""
    return float(2 * np.sin(km / EARTH_RADIUS_KM / 2))


def arc_km(chord_length: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Great-circle distances in km of chords on the unit sphere."""
    arc: npt.NDArray[np.float64] = 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(chord_length / 2, 1.0))
    return arc
