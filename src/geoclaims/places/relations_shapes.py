"""The shapes of spatial relations around a place: sector, ring, circle and corridor.

Distances are metres on a sphere, laid out in the azimuthal equidistant plane around the place.
The cone of a bearing is 45° either side, as of "north" in Wieczorek, Guo & Hijmans (2004, "The
point-radius method for georeferencing locality descriptions"); they halve it for "north-east",
reports don't. A fifth of a stated distance is taken as what it may be off by, our own choice.
"""

import math
from dataclasses import dataclass
from typing import Any

from geoclaims.model import Place

_EARTH_M = 6_371_008.8
_STEPS = 16
_HALF_CONE = 45.0
_DISTANCE_SHARE = 0.2
_CENTRE_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Shape:
    """A GeoJSON Polygon, and the circle that stands for it (degrees; radius in metres)."""

    lat: float
    lon: float
    uncertainty_m: int
    geometry: dict[str, Any]


def part(place: Place, bearing: float | None) -> Shape:
    """A sector of the place's own extent; without a bearing, its centre."""
    radius = place.uncertainty_m
    if bearing is None:
        return _ring(place, 0.0, radius * _CENTRE_SHARE, None)
    return _ring(place, 0.0, radius, bearing)


def outskirts(place: Place, bearing: float | None) -> Shape:
    """A ring about the edge of the place, or the part of it that lies in one direction."""
    return _ring(place, place.uncertainty_m * 0.6, place.uncertainty_m * 1.3, bearing)


def around(place: Place, reach_m: float) -> Shape:
    """The place and its surroundings, ``reach_m`` beyond its edge."""
    return _ring(place, 0.0, place.uncertainty_m + reach_m, None)


def towards(place: Place, bearing: float | None) -> Shape:
    """A sector outside the place in one direction (or all about it), as far again as the place is wide."""
    reach = max(20_000.0, place.uncertainty_m * 2.0)
    return _ring(place, place.uncertainty_m * 0.5, place.uncertainty_m + reach, bearing)


def at_distance(
    place: Place, distance_m: float, bearing: float | None, *, slack_m: float = 0.0, at_most: bool = False
) -> Shape:
    """A ring (or its arc in one direction) at a stated distance from the place.

    ``slack_m`` is what the words themselves leave open ("10 to 15 km"); ``at_most`` fills the ring.
    """
    slack = max(500.0, slack_m, distance_m * _DISTANCE_SHARE, place.uncertainty_m * 0.5)
    inner = 0.0 if at_most else max(0.0, distance_m - slack)
    return _ring(place, inner, distance_m + slack, bearing)


def corridor(one: Place, other: Place) -> Shape:
    """The strip between two places, as wide as the smaller of them or an eighth of the way."""
    x, y = _to_plane(one, other.lon, other.lat)
    length = math.hypot(x, y) or 1.0
    half_width = max(2_000.0, min(one.uncertainty_m, other.uncertainty_m), length / 8)
    nx, ny = -y / length * half_width, x / length * half_width
    corners = [(nx, ny), (x + nx, y + ny), (x - nx, y - ny), (-nx, -ny)]
    outline = [  # sides in steps: a long straight one would leave the great circle
        (ax + (bx - ax) * k / _STEPS, ay + (by - ay) * k / _STEPS)
        for (ax, ay), (bx, by) in zip(corners, [*corners[1:], corners[0]], strict=True)
        for k in range(_STEPS)
    ]
    return _shape(one, outline, None, (x / 2, y / 2), length / 2 + half_width)


def _ring(place: Place, inner_m: float, outer_m: float, bearing: float | None) -> Shape:
    if bearing is None:
        outline = [_polar(outer_m, 360.0 * k / (2 * _STEPS)) for k in range(2 * _STEPS)]
        hole = [_polar(inner_m, -360.0 * k / (2 * _STEPS)) for k in range(2 * _STEPS)] if inner_m else None
        return _shape(place, outline, hole, (0.0, 0.0), outer_m)
    low = bearing - _HALF_CONE
    arc = [low + 2 * _HALF_CONE * k / _STEPS for k in range(_STEPS + 1)]
    outline = [_polar(outer_m, angle) for angle in arc]
    outline += [_polar(inner_m, angle) for angle in reversed(arc)] if inner_m else [(0.0, 0.0)]
    middle = _polar((inner_m + outer_m) / 2, bearing)
    radius = max(math.dist(middle, point) for point in outline)
    return _shape(place, outline, None, middle, radius)


def _shape(
    place: Place,
    outline: list[tuple[float, float]],
    hole: list[tuple[float, float]] | None,
    centre: tuple[float, float],
    radius_m: float,
) -> Shape:
    rings = [_closed(place, outline)] + ([_closed(place, hole)] if hole else [])
    lon, lat = _to_degrees(place, *centre)
    return Shape(lat, lon, round(radius_m), {"type": "Polygon", "coordinates": rings})


def _closed(place: Place, points: list[tuple[float, float]]) -> list[list[float]]:
    """A ring of [lon, lat], counter-clockwise outside and clockwise for a hole (RFC 7946)."""
    ring = [list(_to_degrees(place, x, y)) for x, y in reversed(points)]
    return [*ring, ring[0]]


def _polar(distance_m: float, bearing: float) -> tuple[float, float]:
    return distance_m * math.sin(math.radians(bearing)), distance_m * math.cos(math.radians(bearing))


def _to_plane(place: Place, lon: float, lat: float) -> tuple[float, float]:
    """Metres east and north of the place, great-circle distance and bearing kept."""
    lat0, lat1 = math.radians(place.lat), math.radians(lat)
    dlon = math.radians(lon - place.lon)
    cosine = math.sin(lat0) * math.sin(lat1) + math.cos(lat0) * math.cos(lat1) * math.cos(dlon)
    distance = _EARTH_M * math.acos(max(-1.0, min(1.0, cosine)))
    bearing = math.atan2(
        math.sin(dlon) * math.cos(lat1),
        math.cos(lat0) * math.sin(lat1) - math.sin(lat0) * math.cos(lat1) * math.cos(dlon),
    )
    return distance * math.sin(bearing), distance * math.cos(bearing)


def _to_degrees(place: Place, x: float, y: float) -> tuple[float, float]:
    """Longitude and latitude of a point ``x`` metres east and ``y`` metres north of the place."""
    angle = math.hypot(x, y) / _EARTH_M
    bearing = math.atan2(x, y)
    lat0 = math.radians(place.lat)
    lat = math.asin(math.sin(lat0) * math.cos(angle) + math.cos(lat0) * math.sin(angle) * math.cos(bearing))
    lon = math.radians(place.lon) + math.atan2(
        math.sin(bearing) * math.sin(angle) * math.cos(lat0), math.cos(angle) - math.sin(lat0) * math.sin(lat)
    )
    return round((math.degrees(lon) + 540.0) % 360.0 - 180.0, 6), round(math.degrees(lat), 6)
