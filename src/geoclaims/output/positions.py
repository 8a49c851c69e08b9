"""Where a claim may be drawn, and how uncertain that is."""

import math
from dataclasses import dataclass
from typing import Any

from geoclaims.model import Claim, ClaimPlace


@dataclass(frozen=True, slots=True)
class Position:
    """A point in degrees (EPSG:4326), its uncertainty in metres, and the shape of it where it has one."""

    lat: float
    lon: float
    uncertainty_m: int | None
    geometry: dict[str, Any] | None
    """GeoJSON of the area a relation describes ("15 km west of"), or None for a circle."""


def is_on_earth(lat: float | None, lon: float | None) -> bool:
    """Whether both are finite degrees within their ranges; they are never swapped or wrapped."""
    if lat is None or lon is None or not (math.isfinite(lat) and math.isfinite(lon)):
        return False
    return -90 <= lat <= 90 and -180 <= lon <= 180


def position(place: ClaimPlace) -> Position | None:
    """Where to draw a resolved place, moved where the words around its name move it; None if nowhere."""
    if place.place is None:
        return None
    relation = place.relation
    if relation is not None and is_on_earth(relation.lat, relation.lon):
        assert relation.lat is not None  # is_on_earth says so
        assert relation.lon is not None
        return Position(relation.lat, relation.lon, relation.uncertainty_m, relation.geometry)
    if not is_on_earth(place.place.lat, place.place.lon):
        return None
    return Position(place.place.lat, place.place.lon, place.place.uncertainty_m, None)


def main_place(claim: Claim) -> ClaimPlace | None:
    """The place a claim's one row stands at: where it happened, else its destination, else its origin.

    A place with a position comes before one without.
    """
    drawn = claim.drawn_places
    order = {"location": 0, "destination": 1, "origin": 2}
    return min(drawn, key=lambda place: (position(place) is None, order[place.role]), default=None)
