"""Who holds how much of a place on a day, by a map of control: areas, never centre points."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry import Point, shape
from shapely.geometry.base import BaseGeometry

from geoclaims.model import ClaimPlace

PLACE_RADIUS_KM = 2.0
"""A settlement is taken as the disc of this radius round its point."""
HELD = 0.8
"""From this share of a place's area on, a map shows it held; from 1 - HELD down, not held."""
PART_HELD = 0.1
"""From this share on, a map shows a part held."""
MAJORITY = 0.5
"""A place flips on the day the controller's share first passes this."""
LONGEST_LAG_DAYS = 14
"""A map older than this on the claimed day says nothing of it."""
_KM_A_DEGREE = 111.195
"""2 π × 6371.0088 km / 360."""


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """One day of a control map: the area of each controller, and the contested zone."""

    day: date
    areas: Mapping[str, BaseGeometry]
    contested: BaseGeometry | None


@dataclass(frozen=True, slots=True, eq=False)
class ControlMap:
    """Snapshots in order of days; ``remainder`` holds what no polygon covers, where that is known."""

    snapshots: tuple[Snapshot, ...]
    remainder: str | None
    alignment: str
    """What is known of the map's own side and delays, for the note beside a verdict."""

    def at(self, day: date) -> Snapshot | None:
        """The last snapshot not after ``day``, unless it is older than LONGEST_LAG_DAYS."""
        found = [s for s in self.snapshots if s.day <= day]
        if not found or day - found[-1].day > timedelta(days=LONGEST_LAG_DAYS):
            return None
        return found[-1]

    def shares(self, snapshot: Snapshot, area: BaseGeometry) -> tuple[dict[str, float], float]:
        """The share of ``area`` by controller, and the contested share; undrawn ground is ``remainder``.

        Shares are of the true area, to within 0.1% for places of some kilometres.
        """
        here = area.centroid
        flat = _flattened(area, here)
        held = {who: _share(_flattened(g, here), flat) for who, g in snapshot.areas.items()}
        contested = 0.0
        if snapshot.contested is not None:
            contested = _share(_flattened(snapshot.contested, here), flat)
        rest = 1.0 - contested - sum(held.values())
        if rest > 0.0005:
            name = self.remainder or "undrawn"
            held[name] = held.get(name, 0.0) + rest
        shown = {who: round(s, 3) for who, s in held.items() if s >= 0.0005}
        return shown, round(contested, 3)

    def flip_date(self, controller: str, area: BaseGeometry, *, lost: bool = False) -> date | None:
        """The day of the last snapshot in which the controller came to hold most of ``area`` (or lost it).

        None where the map shows no such change: it always held it, or never did.
        """
        flip, before = None, None
        for snapshot in self.snapshots:
            most = self.shares(snapshot, area)[0].get(controller, 0.0) > MAJORITY
            if before is not None and most != before and most != lost:
                flip = snapshot.day
            before = most
        return flip

    def draws(self, area: BaseGeometry) -> bool:
        """Whether the map says anything of ``area`` on any day."""
        if self.remainder is not None:
            return True
        return any(
            g.intersects(area)
            for s in self.snapshots
            for g in (*s.areas.values(), *([s.contested] if s.contested is not None else []))
        )


def place_area(toponym: ClaimPlace) -> BaseGeometry | None:
    """The ground a claim of control is about: the relation's own shape, or a disc round the settlement."""
    relation, place = toponym.relation, toponym.place
    if relation is not None and relation.geometry is not None:
        drawn = _shape(relation.geometry)
        if drawn is not None and drawn.area > 0:
            return drawn
    if relation is not None and relation.lat is not None and relation.lon is not None:
        radius = max(0.5, (relation.uncertainty_m or 2000) / 1000)
        return disc(relation.lat, relation.lon, radius)
    return None if place is None else disc(place.lat, place.lon, PLACE_RADIUS_KM)


def disc(lat: float, lon: float, radius_km: float) -> BaseGeometry:
    """A circle on the ground as a polygon in degrees."""
    circle = Point(0, 0).buffer(radius_km, quad_segs=64)
    scale = np.array([_KM_A_DEGREE * math.cos(math.radians(lat)), _KM_A_DEGREE])

    def to_degrees(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        moved: npt.NDArray[np.float64] = points / scale + np.array([lon, lat])
        return moved

    moved: BaseGeometry = shapely.transform(circle, to_degrees)
    return moved


def _shape(geometry: dict[str, Any]) -> BaseGeometry | None:
    try:
        return shapely.make_valid(shapely.force_2d(shape(geometry)))
    except (ValueError, TypeError, KeyError, AttributeError, shapely.errors.ShapelyError):
        return None


def _share(part: BaseGeometry, whole: BaseGeometry) -> float:
    return float(part.intersection(whole).area / whole.area)


def _flattened(geometry: BaseGeometry, here: Point) -> BaseGeometry:
    """Degrees → km east and north of ``here``; good for some tens of kilometres round it."""
    scale = np.array([_KM_A_DEGREE * math.cos(math.radians(here.y)), _KM_A_DEGREE])

    def to_km(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        moved: npt.NDArray[np.float64] = (points - np.array([here.x, here.y])) * scale
        return moved

    moved: BaseGeometry = shapely.transform(geometry, to_km)
    return moved
