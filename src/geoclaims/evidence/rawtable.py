"""Rows as columns of text with line numbers; nothing is interpreted yet."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from geoclaims.evidence.tables import Quarantined

CHUNK_ROWS = 50_000
_HXL_TAG = re.compile(r"^#[a-z][a-z0-9_]*(\s*\+[a-z0-9_]+)*$")

HXL_FIELDS = {
    "#date": "date", "#date+occurred": "date", "#date+start": "date", "#event+type": "event_type",
    "#geo+lat": "latitude", "#geo+lon": "longitude", "#country": "country", "#country+name": "country",
    "#loc": "location", "#loc+name": "location", "#event+id": "event_id", "#affected+killed": "fatalities",
    "#meta+source": "source",
}  # fmt: skip
"""Tags of the Humanitarian Exchange Language (hxlstandard.org) → column names that readers know."""


@dataclass(frozen=True, slots=True, eq=False)
class RawTable:
    """Rows as text: ``columns`` by folded header name, ``line`` of each row's beginning (1-based)."""

    path: Path
    columns: Mapping[str, pa.Array]
    line: npt.NDArray[np.int32]
    quarantined: tuple[Quarantined, ...] = ()
    notes: tuple[str, ...] = ()
    envelope: Mapping[str, Any] = field(default_factory=dict)
    """What a JSON reply says around its rows."""
    is_json: bool = False
    headerless: int = 0
    """How many columns a file without a header row has; 0 where there is a header."""
    shapes: Sequence[Any] | None = None
    """The shapely geometry of each row, where some are areas; None among them where one has none."""

    def __len__(self) -> int:
        return len(self.line)

    def has(self, *names: str) -> bool:
        """Whether all these columns are there."""
        return all(name in self.columns for name in names)

    def named(self, **columns: str) -> dict[str, pa.Array]:
        """Those of these columns that are there, each under the name of its field."""
        return {field: self.columns[column] for field, column in columns.items() if column in self.columns}


def fold_header(name: object) -> str:
    """A column name without case, spaces and byte-order mark: ``Event Date`` → ``event_date``."""
    return re.sub(r"[^\w#+]+", "_", str(name).strip().lstrip("\ufeff").lower()).strip("_")


def table_from_rows(
    path: Path, header: Sequence[object], rows: Iterable[tuple[int, Sequence[object]]]
) -> RawTable:
    """A RawTable of (line, cells) rows; rows of another width are quarantined."""
    return drop_hxl_row(collect(path, [fold_header(h) for h in header], rows, None))


def collect(
    path: Path,
    header: Sequence[str],
    rows: Iterable[tuple[int, Sequence[object]]],
    wanted: frozenset[str] | None,
) -> RawTable:
    width = len(header)
    keep = [i for i, name in enumerate(header) if name and (wanted is None or name in wanted)]
    chunks: dict[int, list[pa.Array]] = {i: [] for i in keep}
    lines: list[int] = []
    bad: list[Quarantined] = []
    pending: list[Sequence[object]] = []

    def flush() -> None:
        for i in keep:
            values = [row[i] if row[i] not in ("", None) else None for row in pending]
            chunks[i].append(pa.array(values, type=pa.string()))
        pending.clear()

    for line, cells in rows:
        if len(cells) != width and not (len(cells) > width and not any(cells[width:])):
            bad.append(Quarantined(line, f"{len(cells)} cells where the header has {width}"))
            continue
        if not any(cells):
            continue
        pending.append(cells)
        lines.append(line)
        if len(pending) >= CHUNK_ROWS:
            flush()
    flush()
    columns: dict[str, pa.Array] = {}
    for i in keep:
        columns.setdefault(header[i], pa.concat_arrays(chunks[i]))
    notes = repeated_columns(header)
    return RawTable(path, columns, np.array(lines, dtype=np.int32), tuple(bad), notes)


def repeated_columns(header: Sequence[str]) -> tuple[str, ...]:
    """A note on columns that share a name: only the first of them is read."""
    names = list(dict.fromkeys(name for name in header if name and header.count(name) > 1))
    return tuple(f"there are {header.count(n)} columns {n!r}: the first is read" for n in names[:5])


def drop_hxl_row(table: RawTable) -> RawTable:
    """The Humanitarian Exchange Language puts a row of #tags under the header: it names the columns."""
    if not len(table):
        return table
    first = [column[0].as_py() for column in table.columns.values()]
    tags = [value for value in first if value]
    if not tags or not all(_HXL_TAG.match(value) for value in tags):
        return table
    columns = {name: column[1:] for name, column in table.columns.items()}
    for column, tag in zip(list(columns.values()), first, strict=True):
        columns.setdefault(HXL_FIELDS.get(re.sub(r"\s", "", tag or ""), ""), column)
    columns.pop("", None)
    note = f"line {table.line[0]} holds HXL tags, no record"
    return replace(table, columns=columns, line=table.line[1:], notes=(*table.notes, note))


def points_alone(table: RawTable) -> RawTable:
    """A table of shapes with its points as longitude and latitude; all others are quarantined."""
    if table.shapes is None:
        return table
    kept = np.array([s is not None and s.geom_type == "Point" and not s.is_empty for s in table.shapes], bool)
    bad = tuple(
        Quarantined(int(line), "no geometry" if s is None or s.is_empty else f"a {s.geom_type}, not a point")
        for line, s, good in zip(table.line, table.shapes, kept, strict=True)
        if not good
    )
    columns = {name: column.filter(pa.array(kept)) for name, column in table.columns.items()}
    points = [s for s, good in zip(table.shapes, kept, strict=True) if good]
    columns["longitude"] = pa.array([repr(float(s.x)) for s in points], type=pa.string())
    columns["latitude"] = pa.array([repr(float(s.y)) for s in points], type=pa.string())
    return replace(
        table, columns=columns, line=table.line[kept], quarantined=(*table.quarantined, *bad), shapes=None
    )
