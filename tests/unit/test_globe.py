import math

import pytest

from geoclaims.globe import EARTH_RADIUS_KM, great_circle_km


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        ((48.0, 37.0), (48.0, 37.0), 0.0),
        ((0.0, 0.0), (0.0, 1.0), math.radians(1) * EARTH_RADIUS_KM),
        ((0.0, 179.5), (0.0, -179.5), math.radians(1) * EARTH_RADIUS_KM),
        ((90.0, 0.0), (-90.0, 123.0), math.pi * EARTH_RADIUS_KM),
        ((50.45, 30.52), (55.75, 37.62), 756.0),
    ],
)
def test_great_circle(one: tuple[float, float], other: tuple[float, float], km: float) -> None:
    assert great_circle_km(*one, *other) == pytest.approx(km, abs=1.0)
    assert great_circle_km(*other, *one) == great_circle_km(*one, *other)
