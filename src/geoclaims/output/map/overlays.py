"""Records of other datasets packed as columns: 100,000 of them are about three megabytes of page."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from geoclaims.evidence.tables import EventTable
from geoclaims.output.escape import visible

_TEXT_COLUMNS = {"location": "place", "actor1": "actor", "actor2": "actor 2", "source": "source"}
"""Columns that a record's popup shows, and what it calls them; long notes stay out of the page."""
_TEXT_LIMIT = 120


@dataclass(frozen=True, slots=True)
class Overlay:
    """A dataset to draw, under the title the page gives it."""

    table: EventTable
    title: str


def may_be_shown(table: EventTable) -> bool:
    """Whether the dataset's rows may be in a page that is handed round."""
    return table.info.redistribution


def overlay_block(overlay: Overlay) -> dict[str, Any]:
    """A dataset's rows as base64 columns: positions in 1e-5 degrees, days since 1970."""
    table = overlay.table
    usable = np.flatnonzero(_on_earth(table.lat, table.lon) & ~np.isnat(table.start) & ~np.isnat(table.end))
    lat, lon = table.lat[usable], table.lon[usable]
    return {
        **_about(overlay, len(usable)),
        "lat": _packed(np.round(lat * 1e5).astype("<i4")),
        "lon": _packed(np.round(lon * 1e5).astype("<i4")),
        "start": _packed(_days(table.start[usable])),
        "end": _packed(_days(table.end[usable])),
        "category": _packed(table.category[usable].astype("<u2")),
        "ids": "\n".join(_short(value) for value in table.id.take(usable).to_pylist()),
        "text": _text_columns(table, usable),
        "count": None,
        "bounds": _bounds(lat, lon),
    }


def _about(overlay: Overlay, shown: int) -> dict[str, Any]:
    info = overlay.table.info
    return {
        "name": info.name,
        "title": _short(overlay.title),
        "kind": info.kind,
        "total": len(overlay.table),
        "shown": shown,
        "licence": info.licence,
        "citation": info.citation,
        "categories": [_short(category) for category in overlay.table.categories],
    }


def _text_columns(table: EventTable, rows: npt.NDArray[np.intp]) -> dict[str, Any]:
    columns = {}
    for name, label in _TEXT_COLUMNS.items():
        if name in table.text:
            values, codes = _coded(table.text[name].take(rows).to_pylist())
            if values:
                columns[label] = {"values": values, "codes": _packed(codes)}
    return columns


def _coded(texts: Sequence[str | None]) -> tuple[list[str], npt.NDArray[np.int32]]:
    """Each distinct text once, and each row's number of it; -1 where it has none."""
    numbers: dict[str, int] = {}
    codes = np.full(len(texts), -1, dtype="<i4")
    for row, text in enumerate(texts):
        if text:
            codes[row] = numbers.setdefault(_short(text), len(numbers))
    return list(numbers), codes


def _short(text: object) -> str:
    line = " ".join(visible(str(text)[: _TEXT_LIMIT * 4]).split())
    return line if len(line) <= _TEXT_LIMIT else line[: _TEXT_LIMIT - 1] + "…"


def _on_earth(lat: npt.NDArray[np.float64], lon: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    with np.errstate(invalid="ignore"):
        return (np.abs(lat) <= 90) & (np.abs(lon) <= 180)


def _days(days: npt.NDArray[np.datetime64]) -> npt.NDArray[np.int32]:
    return days.astype("datetime64[D]").astype(np.int64).astype("<i4")


def _bounds(lat: npt.NDArray[np.float64], lon: npt.NDArray[np.float64]) -> list[list[float]] | None:
    if not len(lat):
        return None
    return [[float(lat.min()), float(lon.min())], [float(lat.max()), float(lon.max())]]


def _packed(column: npt.NDArray[Any]) -> str:
    return base64.b64encode(np.ascontiguousarray(column).tobytes()).decode("ascii")
