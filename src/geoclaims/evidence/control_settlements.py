"""Who holds a settlement as a whole, by a table of a status a settlement and day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt

from geoclaims.evidence.control_history import Reading
from geoclaims.globe import great_circle_km
from geoclaims.model import ClaimPlace

NOWHERE = -1
"""Code of a row that a map says nothing of."""
_KM_A_DEGREE = 111.0
"""Of latitude, rounded down, so that nothing within reach is left out."""
_MOVED_AWAY = ("distance", "direction", "near", "between", "border", "along")

Codes = npt.NDArray[np.int8]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Sites:
    """Where the settlements of a table lie, equally long columns."""

    settlement: npt.NDArray[np.int64]
    lat: Floats
    lon: Floats
    name: tuple[str, ...]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east, north of all of them."""
        ends = self.lon.min(), self.lat.min(), self.lon.max(), self.lat.max()
        return float(ends[0]), float(ends[1]), float(ends[2]), float(ends[3])

    def nearest(self, lat: float, lon: float, within_km: float) -> tuple[int, str] | None:
        """The number of the settlement nearest a point, and what is told of it; None where it is farther."""
        band = np.flatnonzero(np.abs(self.lat - lat) <= within_km / _KM_A_DEGREE)
        away = {great_circle_km(lat, lon, float(self.lat[i]), float(self.lon[i])): int(i) for i in band}
        km = min(away, default=np.inf)
        if km > within_km:
            return None
        at = away[km]
        called = self.name[at] or f"GeoNames {self.settlement[at]}"
        return int(self.settlement[at]), f"of the nearest settlement, {called}, {km:.1f} km away"


@dataclass(frozen=True, slots=True, eq=False)
class SettlementControl:
    """Statuses of settlements in order of settlement and day, equally long columns."""

    settlement: npt.NDArray[np.int64]
    """GeoNames numbers."""
    day: npt.NDArray[np.datetime64]
    status: Codes
    """Index into ``controllers``; the last is contested."""
    controllers: tuple[str, ...]
    by_map: Mapping[str, Codes]
    """What each map it draws on shows, ``NOWHERE`` where it shows nothing."""
    alignment: str
    sites: Sites | None = None
    """Where they lie, if the table says so: what has no number of its own is the nearest of them."""
    whole_places: bool = True
    _histories: dict[tuple[int, str], list[Reading]] = field(init=False, default_factory=dict, repr=False)
    """What was asked for so far: claims come back to the same places."""

    def covers(self, place: ClaimPlace) -> bool:
        """Whether the place is a settlement of the table, or one lies within its uncertainty."""
        return self._settlement(place) is not None

    def history(self, place: ClaimPlace) -> list[Reading]:
        """The statuses of a place's settlement, those of following days that are the same as one."""
        found = self._settlement(place)
        if found is None:
            return []
        if found not in self._histories:
            number, told = found
            begin, end = self._rows(number)
            same = np.diff(self.day[begin:end]) == np.timedelta64(1, "D")
            for codes in (self.status, *self.by_map.values()):
                same &= codes[begin + 1 : end] == codes[begin : end - 1]
            first = begin + np.flatnonzero(np.concatenate(([True], ~same)))
            last = np.append(first[1:], end) - 1
            self._histories[found] = [
                self._reading(int(f), int(t), told) for f, t in zip(first, last, strict=True)
            ]
        return self._histories[found]

    def _reading(self, first: int, last: int, told: str) -> Reading:
        """All of the settlement is one controller's, or contested."""
        maps = {
            name: self._name(codes[first]) for name, codes in self.by_map.items() if codes[first] != NOWHERE
        }
        note = "; ".join(
            part for part in (told, ", ".join(f"{name} {who}" for name, who in maps.items())) if part
        )
        begin: date = self.day[first].astype(date)
        until: date = self.day[last].astype(date)
        code = self.status[first]
        grey = code == len(self.controllers)
        return Reading(begin, {} if grey else {self.controllers[code]: 1.0}, float(grey), until, note)

    def _settlement(self, place: ClaimPlace) -> tuple[int, str] | None:
        """The number of a place's settlement, and what is told of it where it is but the nearest."""
        relation, named = place.relation, place.place
        if named is None:
            return None
        moved = relation is not None and relation.kind in _MOVED_AWAY
        scheme, _, number = named.id.partition(":")
        if not moved and scheme == "geonames" and number.isdigit():
            begin, end = self._rows(int(number))
            if end > begin:
                return int(number), ""
        if self.sites is None:
            return None
        lat, lon, uncertainty_m = named.lat, named.lon, named.uncertainty_m
        if moved and relation is not None:
            if relation.kind != "distance" or relation.bearing is None:
                return None  # "a village near Pokrovsk" is not Pokrovsk, and which of the others is not said
            if relation.lat is None or relation.lon is None:
                return None
            lat, lon, uncertainty_m = relation.lat, relation.lon, relation.uncertainty_m or 0
        return self.sites.nearest(lat, lon, uncertainty_m / 1000)

    def _rows(self, number: int) -> tuple[int, int]:
        wanted = np.array([number], np.int64)
        begin = np.searchsorted(self.settlement, wanted, side="left")
        return int(begin[0]), int(np.searchsorted(self.settlement, wanted, side="right")[0])

    def _name(self, code: np.int8) -> str:
        return "contested" if code == len(self.controllers) else self.controllers[code]
