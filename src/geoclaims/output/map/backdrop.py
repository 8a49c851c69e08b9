"""What lies under the pins without a network: coasts, borders and a few towns."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Label:
    """A town to write on the backdrop; degrees in EPSG:4326."""

    name: str
    lat: float
    lon: float
    shown: str | None = None
    """What to write for it in another language; ``name`` says which town it is."""


_NEAR_DEGREES = 1.5
_NEAR_EACH_POINT, _OVER_ALL = 25, 60
_CONSIDERED = 20_000
Box = tuple[float, float, float, float]


class Towns(Protocol):
    """What the labels need of a gazetteer."""

    def largest_towns(self, box: Box, most: int) -> Sequence[tuple[str, float, float, str]]:
        """Name, latitude, longitude and id of the most populous towns within west, south, east, north."""
        ...


def labels_near(
    points: Iterable[tuple[float, float]],
    towns: Towns,
    name_of: Callable[[str], str | None] = lambda _: None,
) -> tuple[Label, ...]:
    """The largest towns over all, and those near each point (lat, lon), the largest first.

    ``name_of`` gives what to write for a town by its id; None is its main name.
    """
    spots = {(round(lat * 2) / 2, round(lon * 2) / 2) for lat, lon in points}
    if not spots:
        return ()
    west, east = min(lon for _, lon in spots) - 5, max(lon for _, lon in spots) + 5
    south, north = min(lat for lat, _ in spots) - 5, max(lat for lat, _ in spots) + 5
    kept: list[Label] = []
    count = dict.fromkeys(spots, 0)
    for name, lat, lon, place_id in towns.largest_towns((west, south, east, north), _CONSIDERED):
        near = [s for s in spots if abs(s[0] - lat) <= _NEAR_DEGREES and abs(s[1] - lon) <= _NEAR_DEGREES]
        if len(kept) < _OVER_ALL or any(count[spot] < _NEAR_EACH_POINT for spot in near):
            kept.append(Label(name, lat, lon, name_of(place_id)))
            for spot in near:
                count[spot] += 1
    return tuple(kept)


@cache
def outlines() -> dict[str, Any]:
    """Coasts and borders of Natural Earth, as ``scripts/make_outlines.py`` made them."""
    text = files("geoclaims.output").joinpath("static", "outlines.json").read_text(encoding="utf-8")
    backdrop: dict[str, Any] = json.loads(text)
    return backdrop
