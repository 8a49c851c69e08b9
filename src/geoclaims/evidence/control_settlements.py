"""Who holds a settlement as a whole, by a table of a status a settlement and day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from geoclaims.evidence.control import LONGEST_LAG_DAYS, Reading
from geoclaims.model import ClaimPlace

NOWHERE = -1
"""Code of a row that a map says nothing of."""
_MOVED_AWAY = ("distance", "direction", "near", "between", "border", "along")

Codes = npt.NDArray[np.int8]


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
    whole_places: bool = True

    def covers(self, place: ClaimPlace) -> bool:
        """Whether the place is a settlement of the table; a point beside one is not."""
        if place.relation is not None and place.relation.kind in _MOVED_AWAY:
            return False
        begin, end = self._rows(place)
        return end > begin

    def reading(self, place: ClaimPlace, day: date) -> Reading | None:
        """A settlement's last status not after ``day``, all of it one controller's or contested."""
        begin, end = self._rows(place)
        row = begin + int(np.searchsorted(self.day[begin:end], np.datetime64(day), side="right")) - 1
        if row < begin:
            return None
        shown: date = self.day[row].astype(date)
        if (day - shown).days > LONGEST_LAG_DAYS:
            return None
        told = {name: self._name(codes[row]) for name, codes in self.by_map.items() if codes[row] != NOWHERE}
        note = ", ".join(f"{name} {who}" for name, who in told.items())
        code = self.status[row]
        if code == len(self.controllers):
            return Reading(shown, {}, 1.0, note)
        return Reading(shown, {self.controllers[code]: 1.0}, 0.0, note)

    def flip_date(self, place: ClaimPlace, controller: str, *, lost: bool = False) -> date | None:
        """The last day on which the settlement's status became the controller's (or ceased to be)."""
        begin, end = self._rows(place)
        if controller not in self.controllers:
            return None
        holds = self.status[begin:end] == self.controllers.index(controller)
        changes = np.flatnonzero((holds[1:] != holds[:-1]) & (holds[1:] != lost)) + 1
        if not len(changes):
            return None
        flip: date = self.day[begin + int(changes[-1])].astype(date)
        return flip

    def _rows(self, place: ClaimPlace) -> tuple[int, int]:
        scheme, _, number = (place.place.id if place.place else "").partition(":")
        if scheme != "geonames" or not number.isdigit():
            return 0, 0
        wanted = np.array([int(number)], np.int64)
        begin = np.searchsorted(self.settlement, wanted, side="left")
        return int(begin[0]), int(np.searchsorted(self.settlement, wanted, side="right")[0])

    def _name(self, code: np.int8) -> str:
        return "contested" if code == len(self.controllers) else self.controllers[code]
