"""Which records lie near which claims: in km on the sphere, in days, within one window."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from geoclaims.evidence.tables import GEO_PRECISIONS, TIME_PRECISIONS, EventTable
from geoclaims.globe import EARTH_RADIUS_KM
from geoclaims.model import Claim, ClaimPlace

RECORD_UNCERTAINTY_KM = {"exact": 2.0, "near": 15.0, "coarse": 100.0, "unstated": 5.0}
"""How far from its point a record may really be: under about 2 km shared coordinates say little;
``near`` covers ACLED's "near a town" and UCDP's ≤ 25 km."""
COARSE_CLAIM_KM = 25.0
"""A claimed place that is no town and stands for a wider circle is no point that a record could match."""
LONGEST_RECORD_DAYS = 8
"""A record over this many days or more is of a wider time, as UCDP's date_prec 4 says (8 to 30 days): it
would lie in any window."""
SLAB_DAYS = 30
PAIRS_AT_ONCE = 4_000_000
_AREAS = ("country", "admin1", "region", "continent")
_SETTLEMENTS = ("city", "village", "facility")
"""Features whose point can be what a record is coded to; a river or a hill is another thing than the town
of its name."""

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
    id: str = ""
    """The gazetteer's id of the place, or of the one it is beside."""


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Claims and records (positions in the index) within a radius and a span of days, equally long.

    A record near several places of a claim stands here once, at the nearest of them.
    """

    claim: Indices
    event: Indices
    km: npt.NDArray[np.float64]
    point: Indices
    """Which of all points the record is near."""


def targets_of(claim: Claim) -> tuple[Target, ...]:
    """The places at which a claim can be compared: none where it has none, or only areas."""
    targets: dict[tuple[float, float], Target] = {}
    for target in (_target(place) for place in places_of(claim) if not is_area(place)):
        known = targets.setdefault((target.lat, target.lon), target)
        if known.names != target.names:  # the same place under another name
            names = tuple(dict.fromkeys((*known.names, *target.names)))
            targets[target.lat, target.lon] = replace(known, names=names)
    return tuple(targets.values())


def places_of(claim: Claim) -> tuple[ClaimPlace, ...]:
    """The resolved places the claim is compared at: where it happened, else its origins or destinations."""
    for role in ("location", "origin", "destination"):
        if found := tuple(p for p in claim.places if p.role == role and p.place is not None):
            return found
    return ()


def distinct_places(claim: Claim) -> tuple[ClaimPlace, ...]:
    """``places_of``, each point once however often it is named; an area at a town's point is another."""
    places: dict[tuple[float, float, bool], ClaimPlace] = {}
    for place in places_of(claim):
        target = _target(place)
        places.setdefault((target.lat, target.lon, is_area(place)), place)
    return tuple(places.values())


def is_area(toponym: ClaimPlace) -> bool:
    """Whether a place is resolved but stands for an area instead of a point."""
    if toponym.place is None:
        return False
    stays = not _moved(toponym)
    if stays and toponym.place.feature in ("city", "village"):
        return False  # however large: its records are coded to it by name
    area = toponym.place.feature in _AREAS and stays
    return area or _target(toponym).uncertainty_km > COARSE_CLAIM_KM


def _moved(toponym: ClaimPlace) -> bool:
    """Whether the words around a name put the place beside it, and not into it."""
    return toponym.relation is not None and toponym.relation.kind not in ("part", "outskirts")


def _target(toponym: ClaimPlace) -> Target:
    place, relation = toponym.place, toponym.relation
    assert place is not None
    lat, lon, uncertainty_m = place.lat, place.lon, place.uncertainty_m
    if relation is not None and relation.lat is not None and relation.lon is not None:
        lat, lon = relation.lat, relation.lon
        uncertainty_m = relation.uncertainty_m or uncertainty_m
    settlement = place.feature in _SETTLEMENTS and not _moved(toponym)
    return Target(
        lat, lon, uncertainty_m / 1000, (place.name, toponym.text), settlement, place.country, place.id
    )


class EventIndex:
    """A table's matchable rows in order of their days, ready for windows."""

    def __init__(self, table: EventTable) -> None:
        coarse = table.geo_precision == GEO_PRECISIONS.index("coarse")
        start, end = table.start.astype("int64"), table.end.astype("int64")
        vague = table.time_precision >= TIME_PRECISIONS.index("month")
        vague |= end - start + 1 >= LONGEST_RECORD_DAYS
        order = np.argsort(start, kind="stable")
        too_coarse = (coarse | vague)[order]
        self.coarse_rows: Indices = order[too_coarse]
        """Rows that stand for a wider area or time, in order of their days; never matched."""
        self.coarse_start: Indices = start[self.coarse_rows]
        spans = end[self.coarse_rows] - self.coarse_start
        self.coarse_longest = int(spans.max()) if len(spans) else 0
        self.rows: Indices = order[~too_coarse]
        self.start: Indices = start[self.rows]
        self.end: Indices = end[self.rows]
        dated_to_a_week = table.time_precision == TIME_PRECISIONS.index("week")
        self.week_rows: Indices = self.rows[dated_to_a_week[self.rows]]
        """Rows whose day is that of some day in a week, in order of their days."""
        self.week_start: Indices = start[self.week_rows]
        # Records share coordinates: each spot is looked up once. A complex number sorts as one key.
        spots, spot = np.unique(table.lon[self.rows] + 1j * table.lat[self.rows], return_inverse=True)
        self.spots = unit_sphere(spots.imag, spots.real)
        self.spot: Indices = spot.astype(np.int64)
        self.longest = int((self.end - self.start).max()) if len(self.rows) else 0

    def pairs(
        self,
        points: npt.NDArray[np.float64],
        first: Indices,
        last: Indices,
        km: float,
        claim: Indices | None = None,
    ) -> Iterator[Pairs]:
        """Records within ``km`` of each point whose days overlap [first, last], in blocks.

        ``points`` are on the unit sphere; ``claim`` says which claim each is of (ascending; each of its own
        where it is left out), and ``first`` and ``last`` hold one day a claim. Claims are taken in order of
        days, a slab at a time, so that each tree holds only records that can matter; all pairs of a claim
        are in one block, and each record is in one pair with it.
        """
        claim = np.arange(len(points)) if claim is None else claim
        order = np.argsort(first[claim], kind="stable")  # keeps the points of a claim side by side
        ordered = first[claim][order]
        at = 0
        while at < len(order):
            stop = int(np.searchsorted(ordered, ordered[at] + SLAB_DAYS, side="right"))
            yield from self._slab(points, order[at:stop], first, last, km, claim)
            at = stop

    def _slab(
        self,
        points: npt.NDArray[np.float64],
        group: Indices,
        first: Indices,
        last: Indices,
        km: float,
        owner: Indices,
    ) -> Iterator[Pairs]:
        low = int(np.searchsorted(self.start, first[owner[group]].min() - self.longest, side="left"))
        high = int(np.searchsorted(self.start, last[owner[group]].max(), side="right"))
        if low >= high:
            return
        by_spot = np.argsort(self.spot[low:high], kind="stable")
        counts = np.bincount(self.spot[low:high], minlength=len(self.spots))
        present = np.flatnonzero(counts)
        held = counts[present]
        begins = np.concatenate(([0], np.cumsum(held)))
        tree = cKDTree(self.spots[present])
        near_each = tree.query_ball_point(points[group], chord(km), return_length=True)
        several = len(np.unique(owner[group])) < len(group)
        for at in np.split(group, _cuts(np.asarray(near_each, np.int64), owner[group])):
            near = cKDTree(points[at]).sparse_distance_matrix(tree, chord(km), output_type="ndarray")
            near = near[np.argsort(near["i"], kind="stable")]
            for part in np.split(near, _cuts(held[near["j"]], owner[at[near["i"]]])):
                point, spot, count = at[part["i"]], part["j"], held[part["j"]]
                within = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
                event = by_spot[np.repeat(begins[spot], count) + within] + low
                point, distance = np.repeat(point, count), np.repeat(arc_km(part["v"]), count)
                claim = owner[point]
                timely = (self.start[event] <= last[claim]) & (self.end[event] >= first[claim])
                found = Pairs(claim[timely], event[timely], distance[timely], point[timely])
                yield _nearest_alone(found) if several else found


def _nearest_alone(pairs: Pairs) -> Pairs:
    """Each record once a claim, at the nearest of the claim's places."""
    order = np.lexsort((pairs.km, pairs.event, pairs.claim))
    claim, event = pairs.claim[order], pairs.event[order]
    fresh = (np.diff(claim, prepend=-1) != 0) | (np.diff(event, prepend=-1) != 0)
    kept = order[fresh]
    return Pairs(pairs.claim[kept], pairs.event[kept], pairs.km[kept], pairs.point[kept])


def _cuts(load: Indices, owner: Indices | None = None) -> Indices:
    """Where to cut a sequence so that each part bears at most about PAIRS_AT_ONCE.

    With ``owner`` (equal ones side by side), cuts fall only where the owner changes.
    """
    part = (np.cumsum(load) - load) // PAIRS_AT_ONCE
    if owner is not None and len(owner):
        begins = np.flatnonzero(np.diff(owner, prepend=owner[0] - 1))
        part = np.repeat(part[begins], np.diff(np.append(begins, len(owner))))
    cuts: Indices = np.flatnonzero(np.diff(part)) + 1
    return cuts


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
