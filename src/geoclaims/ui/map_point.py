"""The point that was clicked on the map for a claim, and what the gazetteer has near it."""

import math
from dataclasses import dataclass

import streamlit as st

from geoclaims.model import Place
from geoclaims.places.gazetteer import SqliteGazetteer

_STATE = "map_point"
_WITHIN_KM = 50.0
_MOST = 8


@dataclass(frozen=True, slots=True)
class MapPoint:
    """A click: degrees, and how many metres one can tell apart at the zoom it was made at."""

    claim: str
    lat: float
    lon: float
    metres: int

    @property
    def words(self) -> str:
        """Latitude and longitude."""
        return f"{self.lat:.5f}, {self.lon:.5f}"


def remember(claim: str, point: object) -> None:
    """Keep a click, as the browser says it, for the claim; anything that is no point on earth is left out."""
    match point:
        case {
            "lat": int() | float() as lat,
            "lon": int() | float() as lon,
            "metres": int() | float() as metres,
        }:
            pass
        case _:
            return
    if not (math.isfinite(metres) and -90 <= lat <= 90 and -180 <= lon <= 180):
        return
    near = max(1, min(500_000, round(metres)))
    st.session_state[_STATE] = MapPoint(claim, round(float(lat), 5), round(float(lon), 5), near)


def clicked(claim: str) -> MapPoint | None:
    """The last click, if it was made for this claim."""
    point = st.session_state.get(_STATE)
    return point if isinstance(point, MapPoint) and point.claim == claim else None


def forget() -> None:
    """The click was used, or is no longer wanted."""
    st.session_state.pop(_STATE, None)


def nearest(point: MapPoint, gazetteer: SqliteGazetteer) -> dict[str, tuple[Place, float]]:
    """The places near a click by id, the nearest first, with their distances in km."""
    found = gazetteer.nearest(point.lat, point.lon, _WITHIN_KM, _MOST)
    return {place.id: (place, km) for km, place in found}
