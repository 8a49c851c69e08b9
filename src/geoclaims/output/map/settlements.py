"""Who holds which settlement by day, light enough for a page: one point a settlement, its statuses as spans.

A status lasts until the next one of its settlement, and is no longer shown once it is older than what
a verdict would take (``LONGEST_LAG_DAYS``; longer only where days had to be left out). No area is
drawn: the table knows none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from geoclaims.evidence.control_history import LONGEST_LAG_DAYS
from geoclaims.evidence.control_settlements import NOWHERE, SettlementControl
from geoclaims.output.map.packing import packed, short

CONTESTED = "contested"
MOST_SPANS = 120_000
"""Spans that a page holds; of a table with more it keeps fewer days, and the page says so."""
_DAYS_KEPT = (400, 200, 100, 50, 25, 12, 6, 3, 2, 1)

Points = Mapping[str, tuple[str, float, float]]
"""Name, latitude and longitude (degrees in EPSG:4326) by id of a place."""
Numbers = npt.NDArray[np.int64]


class PointsOfPlaces(Protocol):
    """What the settlements need of a gazetteer."""

    def points(self, place_ids: list[str]) -> Points:
        """Name, latitude and longitude of those of the places that it knows."""
        ...


@dataclass(frozen=True, slots=True)
class _Spans:
    """Equally long columns: number of the settlement, index of the controller, days since 1970."""

    settlement: Numbers
    status: Numbers
    start: Numbers
    told: Numbers
    """The last day on which the table says so."""
    end: Numbers
    """The last day on which it may still be shown."""


def settlement_block(control: SettlementControl, points: Points) -> dict[str, Any] | None:
    """The statuses of the settlements that have a point, as packed columns; None where none has one."""
    numbers = np.unique(control.settlement)
    found = [points.get(f"geonames:{number}") for number in numbers]
    on_earth = [point is not None and abs(point[1]) <= 90 and abs(point[2]) <= 180 for point in found]
    kept = np.flatnonzero(on_earth)
    if not len(kept):
        return None
    index = np.full(len(numbers), -1)
    index[kept] = np.arange(len(kept))
    row_of = index[np.searchsorted(numbers, control.settlement)]
    rows = np.flatnonzero((row_of >= 0) & (control.status != NOWHERE))
    place, status = row_of[rows], control.status[rows].astype(np.int64)
    day = control.day[rows].astype("datetime64[D]").astype(np.int64)
    if not len(day):
        return None
    days = np.unique(day)
    every, days_kept = _spans(place, status, day), days
    spans = every
    for most in _DAYS_KEPT:
        if len(spans.start) <= MOST_SPANS:
            break
        days_kept = _evenly(days, most)
        spans = _thinned(every, days_kept)
    drawn = [point for number in kept if (point := found[number]) is not None]
    return {
        "controllers": [*map(short, control.controllers), CONTESTED],
        "settlements": len(numbers),
        "names": "\n".join(short(name) for name, _, _ in drawn),
        "lat": packed(_grid([lat for _, lat, _ in drawn])),
        "lon": packed(_grid([lon for _, _, lon in drawn])),
        "place": packed(spans.settlement),
        "status": packed(spans.status),
        "start": packed(spans.start),
        "told": packed(spans.told),
        "end": packed(spans.end),
        "first_day": int(days[0]),
        "last_day": int(days[-1]),
        "days": len(days_kept),
        "total_days": len(days),
        "lag_days": LONGEST_LAG_DAYS,
        "note": control.alignment,
    }


def _spans(place: Numbers, status: Numbers, day: Numbers) -> _Spans:
    """Rows in order of settlement and day → runs of one status without a gap that is too long."""
    if not len(place):
        return _Spans(place, status, day, day, day)
    other = place[1:] != place[:-1]
    breaks = other | (status[1:] != status[:-1]) | (day[1:] - day[:-1] > LONGEST_LAG_DAYS + 1)
    first = np.concatenate(([0], np.flatnonzero(breaks) + 1))
    last = np.concatenate((first[1:] - 1, [len(place) - 1]))
    told = day[last]
    following = np.concatenate((day[first[1:]], [np.iinfo(np.int64).max]))
    following[:-1][place[first[1:]] != place[first[:-1]]] = np.iinfo(np.int64).max
    end = np.minimum(told + LONGEST_LAG_DAYS, following - 1)
    return _Spans(place[first], status[first], day[first], told, end)


def _thinned(spans: _Spans, days: Numbers) -> _Spans:
    """What the spans show on these days alone, each until the next of them."""
    first = np.searchsorted(days, spans.start, side="left")
    last = np.searchsorted(days, spans.end, side="right") - 1
    rows = np.flatnonzero(first <= last)
    first, last = first[rows], last[rows]
    place, status = spans.settlement[rows], spans.status[rows]
    goes_on = (place[1:] == place[:-1]) & (status[1:] == status[:-1]) & (first[1:] == last[:-1] + 1)
    begins = np.concatenate(([0], np.flatnonzero(~goes_on) + 1)) if len(rows) else rows
    ends = np.concatenate((begins[1:] - 1, [len(rows) - 1])) if len(rows) else rows
    until = np.concatenate((days[1:] - 1, [np.iinfo(np.int64).max]))[last[ends]]
    shown = np.where(until == np.iinfo(np.int64).max, spans.end[rows][ends], until)
    return _Spans(place[begins], status[begins], days[first[begins]], spans.told[rows][ends], shown)


def _evenly(days: Numbers, most: int) -> Numbers:
    """Evenly spaced ones of the days, the last among them (and the first, where there is room)."""
    if len(days) <= most:
        return days
    steps = np.linspace(0, len(days) - 1, most) if most > 1 else np.array([len(days) - 1])
    return days[np.round(steps).astype(np.int64)]


def _grid(degrees: list[float]) -> Numbers:
    return np.round(np.array(degrees) * 1e5).astype(np.int64)
