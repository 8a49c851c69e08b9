"""Who holds how much of a place on a day, by a map of control: areas, never centre points."""

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry import Point, shape
from shapely.geometry.base import BaseGeometry

from geoclaims.evidence.control_history import Reading
from geoclaims.evidence.countries import country_code
from geoclaims.model import ClaimPlace

PLACE_RADIUS_KM = 2.0
"""A settlement is taken as the disc of this radius round its point …"""
CITY_SHARE = 0.4
"""… or of this share of what its point stands for, where that is more: 2 km for a town of 60,000, 6 km
for a city of a million."""
HELD = 0.8
"""From this share of a place's area on, a map shows it held; from 1 - HELD down, not held."""
PART_HELD = 0.1
"""From this share on, a map shows a part held."""
DRAWS_CLAIMS = re.compile("claim", re.IGNORECASE)
UNDRAWN = "undrawn"
"""Stands among the shares for ground that no polygon covers."""
NO_EVIDENCE = "draws a claim of control, which is no evidence of control"
_KM_A_DEGREE = 111.195
"""2 π × 6371.0088 km / 360."""


class ControlSource(Protocol):
    """A map of areas or a table of settlements: who held a place, and when that changed."""

    @property
    def alignment(self) -> str:
        """What is known of the source's own side and delays, for the note beside a verdict."""
        ...

    @property
    def whole_places(self) -> bool:
        """Whether it knows places only as a whole, so that it says nothing of a part of one."""
        ...

    @property
    def controllers(self) -> Collection[str]:
        """Whose ground it shows: what is not theirs on it is not held by them; of others it says nothing."""
        ...

    def covers(self, place: ClaimPlace) -> bool:
        """Whether it says anything of this place on any day."""
        ...

    def history(self, place: ClaimPlace) -> Sequence[Reading]:
        """What it shows of a place, in order of days."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """A control map on a day, or until it changes: the area of each controller, and the contested zone."""

    day: date
    areas: Mapping[str, BaseGeometry]
    contested: BaseGeometry | None
    until: date | None = None
    """The last day on which the map says it was so; that day itself, where it is of a single one."""

    @property
    def shown_until(self) -> date:
        """The last day that it shows."""
        return self.until or self.day


@dataclass(frozen=True, slots=True, eq=False)
class ControlMap:
    """Snapshots in order of days; ``remainder`` holds what no polygon covers, where that is known."""

    snapshots: tuple[Snapshot, ...]
    remainder: str | None
    alignment: str
    whole_places: bool = False
    _histories: dict[bytes, list[Reading]] = field(init=False, default_factory=dict, repr=False)
    """What was read of the areas asked for so far: claims come back to the same places."""

    @property
    def controllers(self) -> frozenset[str]:
        """Whose ground it draws, on any day."""
        drawn = {who for snapshot in self.snapshots for who in snapshot.areas}
        return frozenset(drawn if self.remainder is None else drawn | {self.remainder})

    def shares(self, snapshot: Snapshot, area: BaseGeometry) -> tuple[dict[str, float], float]:
        """The share of ``area`` by controller, and the contested share; undrawn ground is ``remainder``.

        Ground that is drawn for two controllers, or for one and as contested, is contested. Degrees
        will do: the shares of a place of some kilometres are those of its true area to within 0.1%.
        """
        drawn = {who: g.intersection(area) for who, g in snapshot.areas.items()}
        disputed = [g.intersection(h) for g, h in combinations(drawn.values(), 2)]
        if snapshot.contested is not None:
            disputed.append(snapshot.contested.intersection(area))
        grey = shapely.union_all(disputed)
        held = {who: float(g.difference(grey).area / area.area) for who, g in drawn.items()}
        contested = float(grey.area / area.area)
        rest = 1.0 - contested - sum(held.values())
        if rest > 0.0005:
            name = self.remainder or UNDRAWN
            held[name] = held.get(name, 0.0) + rest
        shown = {who: round(s, 3) for who, s in held.items() if s >= 0.0005}
        return shown, round(contested, 3)

    def covers(self, place: ClaimPlace) -> bool:
        """Whether the map says anything of the place's area on any day.

        What no polygon covers is the remainder's only in its own country, or round what is drawn.
        """
        area = place_area(place)
        if area is None:
            return False
        country = place.place.country if place.place else None
        if self.remainder is not None and country is not None and country == country_code(self.remainder):
            return True
        if self.remainder is not None and country_code(self.remainder) is None and self._surrounds(area):
            return True
        return any(
            g.intersects(area)
            for s in self.snapshots
            for g in (*s.areas.values(), *([s.contested] if s.contested is not None else []))
        )

    def _surrounds(self, area: BaseGeometry) -> bool:
        drawn = [g for s in self.snapshots for g in (*s.areas.values(), s.contested) if g is not None]
        return bool(shapely.box(*shapely.total_bounds(np.array(drawn, dtype=object))).intersects(area))

    def history(self, place: ClaimPlace) -> list[Reading]:
        """The shares of the place's area in each snapshot."""
        area = place_area(place)
        if area is None:
            return []
        key = bytes(shapely.to_wkb(area))
        if key not in self._histories:
            self._histories[key] = [Reading(s.day, *self.shares(s, area), s.until) for s in self.snapshots]
        return self._histories[key]


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
    if place is None:
        return None
    return disc(place.lat, place.lon, max(PLACE_RADIUS_KM, CITY_SHARE * place.uncertainty_m / 1000))


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
