"""Files of rows → columns of text with line numbers; nothing is interpreted yet."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from geoclaims.errors import DatasetError
from geoclaims.evidence.tables import Quarantined

CHUNK_ROWS = 50_000
WIDE_FILE_BYTES = 64 * 2**20
"""Above this size only the columns some reader asks for are kept, and notes are left in the file."""
_DELIMITERS = (",", ";", "\t", "|")
_HXL_TAG = re.compile(r"^#[a-z][a-z0-9_]*(\s*\+[a-z0-9_]+)*$")


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

    def __len__(self) -> int:
        return len(self.line)

    def has(self, *names: str) -> bool:
        """Whether all these columns are there."""
        return all(name in self.columns for name in names)


def fold_header(name: object) -> str:
    """A column name without case, spaces and byte-order mark: ``Event Date`` → ``event_date``."""
    return re.sub(r"[^\w#+]+", "_", str(name).strip().lstrip("\ufeff").lower()).strip("_")


def read_raw(path: Path, wanted: frozenset[str] | None = None) -> RawTable:
    """The rows of a CSV, TSV, XLSX or JSON file as text.

    ``wanted`` limits a large file to these columns. Raises DatasetError where the file is
    missing, empty, binary or has no rows of a table.
    """
    head = _head(path)
    if head.startswith(b"PK"):
        return _read_zip(path)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return _read_json(path)
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise DatasetError(f"{path}: binary, not a table; CSV, XLSX or JSON is expected")
    return _read_csv(path, wanted)


def table_from_rows(
    path: Path, header: Sequence[object], rows: Iterable[tuple[int, Sequence[object]]]
) -> RawTable:
    """A RawTable of (line, cells) rows; rows of another width are quarantined."""
    return _drop_hxl_row(_collect(path, [fold_header(h) for h in header], rows, None))


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as cause:
        raise DatasetError(f"{path}: can't be read ({cause.strerror})") from cause
    if not head.strip():
        raise DatasetError(f"{path}: empty; a table with a header row is expected")
    return head


# --- CSV --------------------------------------------------------------------------


def _read_csv(path: Path, wanted: frozenset[str] | None) -> RawTable:
    damaged: list[int] = []
    csv.field_size_limit(2**24)
    with path.open("rb") as file:
        lines = _decoded_lines(file, damaged)
        first = next(lines)
        delimiter = _delimiter(first)
        header_reader = csv.reader([first], delimiter=delimiter)
        header = [fold_header(h) for h in next(header_reader)]
        if path.stat().st_size <= WIDE_FILE_BYTES:
            wanted = None
        table = _collect(path, header, _csv_rows(path, lines, delimiter), wanted)
    if damaged:
        note = f"{len(damaged)} lines are not UTF-8 (first: line {damaged[0]}), read as Windows-1252"
        table = replace(table, notes=(*table.notes, note))
    return _drop_hxl_row(table)


def _decoded_lines(file: io.BufferedReader, damaged: list[int]) -> Iterator[str]:
    """Lines as text; a line that is not UTF-8 is read as Windows-1252 and its number kept."""
    start = file.read(4)
    file.seek(0)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield from io.StringIO(file.read().decode("utf-16", errors="replace"), newline="")
        return
    for number, line in enumerate(file, start=1):
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            damaged.append(number)
            text = line.decode("cp1252", errors="replace")
        yield text.lstrip("\ufeff") if number == 1 else text


def _delimiter(header: str) -> str:
    counts = {d: len(next(csv.reader([header], delimiter=d), [])) for d in _DELIMITERS}
    return max(_DELIMITERS, key=lambda d: counts[d])


def _csv_rows(path: Path, lines: Iterator[str], delimiter: str) -> Iterator[tuple[int, Sequence[object]]]:
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        line = reader.line_num + 2
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as cause:
            raise DatasetError(
                f"{path}, line {line}: {cause}; is a quoted cell left open? Mend the file and try again"
            ) from cause
        if cells:
            yield line, cells


def _collect(
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
    return RawTable(path, columns, np.array(lines, dtype=np.int32), tuple(bad))


def _drop_hxl_row(table: RawTable) -> RawTable:
    """The Humanitarian Exchange Language puts a row of #tags under the header."""
    if not len(table):
        return table
    first = [column[0].as_py() for column in table.columns.values()]
    tags = [value for value in first if value]
    if not tags or not all(_HXL_TAG.match(value) for value in tags):
        return table
    columns = {name: column[1:] for name, column in table.columns.items()}
    note = f"line {table.line[0]} holds HXL tags, no record"
    return replace(table, columns=columns, line=table.line[1:], notes=(*table.notes, note))


# --- XLSX, ZIP, JSON --------------------------------------------------------------


def _read_zip(path: Path) -> RawTable:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile as cause:
        raise DatasetError(f"{path}: a damaged ZIP or XLSX file ({cause})") from cause
    if "[Content_Types].xml" in names:
        return _read_xlsx(path)
    raise DatasetError(f"{path}: a ZIP archive; unpack it and name the file inside")


def _read_xlsx(path: Path) -> RawTable:
    import openpyxl  # takes a fifth of a second; only spreadsheets need it

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (KeyError, ValueError, OSError, zipfile.BadZipFile) as cause:
        raise DatasetError(f"{path}: can't be read as XLSX ({cause})") from cause
    try:
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(values_only=True)
        header = next(rows, ())
        width = max((i + 1 for i, cell in enumerate(header) if cell is not None), default=0)
        if not width:
            raise DatasetError(f"{path}: the first sheet is empty; a header row is expected")
        body = ((line, [_cell(c) for c in row[:width]]) for line, row in enumerate(rows, start=2))
        table = table_from_rows(path, header[:width], body)
        if len(book.worksheets) > 1:
            note = f"only the first of {len(book.worksheets)} sheets ({sheet.title!r}) is read"
            table = replace(table, notes=(*table.notes, note))
        return table
    finally:
        book.close()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _read_json(path: Path) -> RawTable:
    try:
        text = path.read_text(encoding="utf-8-sig")
        data = json.loads(text)
    except UnicodeDecodeError as cause:
        raise DatasetError(f"{path}: not UTF-8 ({cause.reason} at byte {cause.start})") from cause
    except ValueError as cause:
        raise DatasetError(f"{path}: damaged JSON ({cause})") from cause
    envelope: dict[str, Any] = {}
    rows = data
    if isinstance(data, dict):
        envelope = {k: v for k, v in data.items() if k not in ("data", "features", "events")}
        rows = data.get("data", data.get("features", data.get("events")))
    if not isinstance(rows, list):
        raise DatasetError(f"{path}: JSON without a list of rows (data, features or events)")
    records = [_flat(row) for row in rows if isinstance(row, dict)]
    header = list(dict.fromkeys(key for record in records for key in record))
    body = ((i, [record.get(key, "") for key in header]) for i, record in enumerate(records, start=1))
    table = table_from_rows(path, header, body)
    note = "lines are positions in the list of rows"
    return replace(table, envelope=envelope, notes=(*table.notes, note))


def _flat(row: Mapping[str, Any]) -> dict[str, str]:
    """A JSON row as cells: GeoJSON properties come up, a point becomes longitude and latitude."""
    source = dict(row)
    geometry = source.pop("geometry", None)
    properties = source.pop("properties", None)
    if isinstance(properties, dict):
        source = {**properties, **({"id": source["id"]} if "id" in source else {})}
    if isinstance(geometry, dict) and geometry.get("type") == "Point":
        coordinates = geometry.get("coordinates") or []
        if len(coordinates) >= 2:
            source.setdefault("longitude", coordinates[0])
            source.setdefault("latitude", coordinates[1])
    return {str(key): _json_cell(value) for key, value in source.items()}


def _json_cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(_json_cell(v) for v in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return _cell(value)
