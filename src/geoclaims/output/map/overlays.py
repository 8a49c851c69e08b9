"""Records of other datasets as columns; too many of them as counts by cell, month and type."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from geoclaims.evidence.tables import EventTable
from geoclaims.output.map.control import control_block
from geoclaims.output.map.packing import coded, packed, short
from geoclaims.output.map.settlements import Points, PointsOfPlaces, settlement_block

MOST_RECORDS = 120_000
"""Records that a page draws one by one; more are summarized, and the page says so."""
_MOST_CELLS = 60_000
_CELL_DEGREES = (0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0)
_TEXT_COLUMNS = {"location": "place", "actor1": "actor", "actor2": "actor 2", "source": "source"}
"""Columns that a record's popup shows, and what it calls them; long notes stay out of the page."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """A dataset to draw, under the title the page gives it."""

    table: EventTable
    title: str
    points: Points = field(default_factory=dict)
    """Where the settlements of a table of control lie (``points_of``)."""
    number: int | None = None
    """Which of the datasets it was asked for as, from 1, where others were left out."""


def may_be_shown(table: EventTable) -> bool:
    """Whether the dataset's rows may be in a page that is handed round."""
    return table.info.redistribution


def place_ids(table: EventTable) -> list[str]:
    """The gazetteer's ids of the settlements of a table of control, each once; none for any other dataset."""
    if table.settlements is None:
        return []
    return [f"geonames:{number}" for number in np.unique(table.settlements.settlement)]


def points_of(table: EventTable, gazetteer: PointsOfPlaces) -> Points:
    """Where the settlements of a table of control lie; nothing for any other dataset."""
    return gazetteer.points(place_ids(table))


def undrawn(table: EventTable, statuses: dict[str, Any] | None) -> str | None:
    """Why a dataset that holds something has nothing to be drawn; None where it has."""
    if table.settlements is not None and statuses is None:
        count = len(place_ids(table))
        return (
            f"statuses of {count:,} settlements by day, none of which is in the gazetteer: compared with"
            f" the claims, not drawn"
        )
    if table.control is None and table.settlements is None and not len(table) and table.info.unplaced:
        rows = f"{table.info.rows:,} row{'' if table.info.rows == 1 else 's'}"
        return f"{rows} without points: not drawn"
    return None


def overlay_block(overlay: Overlay) -> dict[str, Any]:
    """A dataset's rows as packed columns: positions in 1e-5 degrees, days since 1970."""
    table = overlay.table
    usable = np.flatnonzero(_on_earth(table.lat, table.lon) & ~np.isnat(table.start) & ~np.isnat(table.end))
    drawn = _records(table, usable) if len(usable) <= MOST_RECORDS else _cells(table, usable)
    statuses = None if table.settlements is None else settlement_block(table.settlements, overlay.points)
    lat, lon = table.lat[usable], table.lon[usable]
    if statuses is not None:
        lat, lon = np.array([(north, east) for _, north, east in overlay.points.values()]).T
        lat, lon = lat[_on_earth(lat, lon)], lon[_on_earth(lat, lon)]
    info = table.info
    return {
        "name": info.name,
        "number": overlay.number,
        "title": short(overlay.title),
        "kind": info.kind,
        "total": len(table),
        "shown": len(usable),
        "licence": info.licence,
        "citation": info.citation,
        "control": None if table.control is None else control_block(table.control),
        "statuses": statuses,
        "undrawn": undrawn(table, statuses),
        "bounds": _bounds(lat, lon),
        **drawn,
    }


def _records(table: EventTable, rows: npt.NDArray[np.intp]) -> dict[str, Any]:
    return {
        "lat": packed(np.round(table.lat[rows] * 1e5).astype(np.int64)),
        "lon": packed(np.round(table.lon[rows] * 1e5).astype(np.int64)),
        "start": packed(_days(table.start[rows])),
        "end": packed(_days(table.end[rows])),
        "category": packed(table.category[rows]),
        "categories": [short(category) for category in table.categories],
        "ids": "\n".join(short(value) for value in table.id.take(rows).to_pylist()),
        "text": _text_columns(table, rows),
        "count": None,
        "by_type": None,
        "cell_degrees": None,
    }


def _cells(table: EventTable, rows: npt.NDArray[np.intp]) -> dict[str, Any]:
    """The records counted by cell and month, and by type within them; a cell stands at its records' mean."""
    lat, lon = table.lat[rows], table.lon[rows]
    month = table.start[rows].astype("datetime64[M]").astype(np.int64)
    least, months = int(month.min()), int(month.max() - month.min()) + 1
    for degrees in _CELL_DEGREES:
        row, column = ((v / degrees).astype(np.int64) for v in (lat + 90, lon + 180))
        key = (row * (int(360 / degrees) + 1) + column) * months + (month - least)
        cells, index, counts = np.unique(key, return_inverse=True, return_counts=True)
        if len(cells) <= _MOST_CELLS:
            break
    types = len(table.categories) or 1
    pairs, number = np.unique(index * types + table.category[rows], return_counts=True)
    held = (cells % months + least).astype("datetime64[M]")
    first = held.astype("datetime64[D]").astype(np.int64)
    last = (held + 1).astype("datetime64[D]").astype(np.int64) - 1
    return {
        "lat": packed(np.round(np.bincount(index, lat) / counts * 1e5).astype(np.int64)),
        "lon": packed(np.round(np.bincount(index, lon) / counts * 1e5).astype(np.int64)),
        "start": packed(first),
        "end": packed(last),
        "category": packed(np.zeros(len(counts), dtype=np.int64)),
        "categories": [short(category) for category in table.categories],
        "ids": None,
        "text": {},
        "count": packed(counts),
        "by_type": {
            "types": packed(np.bincount(pairs // types, minlength=len(counts))),
            "type": packed(pairs % types),
            "count": packed(number),
        },
        "cell_degrees": degrees,
    }


def _text_columns(table: EventTable, rows: npt.NDArray[np.intp]) -> dict[str, Any]:
    columns = {}
    for name, label in _TEXT_COLUMNS.items():
        if name in table.text:
            values, codes = coded(table.text[name].take(rows).to_pylist())
            if values:
                columns[label] = {"values": values, "codes": packed(codes)}
    return columns


def _on_earth(lat: npt.NDArray[np.float64], lon: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    with np.errstate(invalid="ignore"):
        return (np.abs(lat) <= 90) & (np.abs(lon) <= 180)


def _days(days: npt.NDArray[np.datetime64]) -> npt.NDArray[np.int64]:
    return days.astype("datetime64[D]").astype(np.int64)


def _bounds(lat: npt.NDArray[np.float64], lon: npt.NDArray[np.float64]) -> list[list[float]] | None:
    if not len(lat):
        return None
    return [[float(lat.min()), float(lon.min())], [float(lat.max()), float(lon.max())]]
