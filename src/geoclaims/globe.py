"""Distances on the globe."""

import math

EARTH_RADIUS_KM = 6371.0088
"""The mean radius R1 of the WGS 84 ellipsoid (IUGG; Moritz 2000, "Geodetic Reference System 1980")."""


def great_circle_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The great-circle distance in kilometres of two points given in degrees, on a sphere.

    The haversine formula (Sinnott 1984, "Virtues of the Haversine"), within 0.6% of the ellipsoid's.
    """
    p, q = math.radians(lat), math.radians(other_lat)
    half = math.sin((q - p) / 2) ** 2
    half += math.cos(p) * math.cos(q) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, half)))
