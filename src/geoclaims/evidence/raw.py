"""Files of rows → columns of text: what the file is made of decides, not its name."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO

from geoclaims.errors import DatasetError
from geoclaims.evidence.headers import headerless_columns
from geoclaims.evidence.raw_large import LONGEST_ROW_LINES, open_quote_note, read_large_csv
from geoclaims.evidence.rawtable import RawTable, collect, drop_hxl_row, fold_header

FAST_FILE_BYTES = 8 * 2**20
"""Above this size the fast reader is tried first."""
WIDE_FILE_BYTES = 64 * 2**20
"""Above this size only the columns some reader asks for are kept."""
LARGEST_UNPACKED_BYTES = 4 * 2**30
_DELIMITERS = (",", ";", "\t", "|")
_LONE_RETURN = re.compile(r"\r(?!\n)")
_VECTOR_MAGIC = (b"SQLite format 3\0", b"PAR1", b"\0\0\x27\x0a")


def read_raw(path: Path, wanted: frozenset[str] | None = None) -> RawTable:
    """The rows of a CSV, TSV, XLSX, JSON, GeoJSON, GeoPackage, KML, Shapefile or Parquet file as text.

    ``wanted`` limits a large file to these columns. Raises DatasetError where the file is
    missing, empty, binary or has no rows of a table.
    """
    head = _head(path)
    if head.startswith(b"PK"):
        return _read_zip(path, wanted)
    if head.startswith(_VECTOR_MAGIC) or b"<kml" in head:
        from geoclaims.evidence.raw_vector import read_vector  # GDAL takes a while to load

        return read_vector(path)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        from geoclaims.evidence.raw_json import read_json

        return read_json(path)
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise DatasetError(f"{path}: binary, not a table; CSV, XLSX or JSON is expected")
    size = path.stat().st_size
    if size > FAST_FILE_BYTES:
        table = _read_large(path, wanted if size > WIDE_FILE_BYTES else None)
        if table is not None:
            return drop_hxl_row(table)
    with path.open("rb") as file:
        return _read_csv(path, file, size, wanted)


def _read_large(path: Path, wanted: frozenset[str] | None) -> RawTable | None:
    """A large plain CSV by the fast reader (all columns, or those wanted); None for the patient one."""
    with path.open("rb") as file:
        first = next(_decoded_lines(file, []), "")
    if not first.strip():
        return None
    delimiter = _delimiter(first)
    cells = next(csv.reader([first], delimiter=delimiter))
    if headerless_columns(cells):
        return None
    header = [fold_header(cell) for cell in cells]
    named = frozenset(name for name in header if name)
    return read_large_csv(path, header, delimiter, named if wanted is None else wanted)


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as cause:
        raise DatasetError(f"{path}: can't be read ({cause.strerror})") from cause
    if not head.strip():
        raise DatasetError(f"{path}: empty; a table with a header row is expected")
    return head


def _read_zip(path: Path, wanted: frozenset[str] | None) -> RawTable:
    with _unpacked(path) as archive:
        members = [m for m in archive.infolist() if not m.is_dir()]
        if any(m.filename == "[Content_Types].xml" for m in members):
            from geoclaims.evidence.raw_xlsx import read_xlsx  # openpyxl takes a while to load

            return read_xlsx(path)
        tables = [m for m in members if m.filename.lower().endswith((".csv", ".tsv", ".txt", ".tab"))]
        if len(tables) != 1:
            raise DatasetError(
                f"{path}: a ZIP archive with {len(tables)} tables; unpack it and name one file"
            )
        member = tables[0]
        if member.file_size > LARGEST_UNPACKED_BYTES:
            raise DatasetError(f"{path}: {member.filename} is over 4 GB when unpacked; cut it into parts")
        with archive.open(member) as file:
            return _read_csv(path, file, member.file_size, wanted)


@contextmanager
def _unpacked(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except zipfile.BadZipFile as cause:
        raise DatasetError(f"{path}: a damaged ZIP or XLSX file ({cause})") from cause


def _read_csv(path: Path, file: IO[bytes], size: int, wanted: frozenset[str] | None) -> RawTable:
    damaged: list[int] = []
    long_rows: list[tuple[int, int]] = []
    csv.field_size_limit(2**24)
    lines = _decoded_lines(file, damaged)
    first = next(lines, "")
    if not first.strip():
        raise DatasetError(f"{path}: its first line is blank; a table with a header row is expected")
    delimiter = _delimiter(first)
    cells = next(csv.reader([first], delimiter=delimiter))
    if names := headerless_columns(cells):
        rows = _chained(cells, _csv_rows(path, lines, delimiter, len(cells), long_rows))
        table = replace(collect(path, names, rows, wanted), headerless=len(names))
    else:
        header = [fold_header(h) for h in cells]
        keep = wanted if size > WIDE_FILE_BYTES else None
        table = collect(path, header, _csv_rows(path, lines, delimiter, len(cells), long_rows), keep)
    if damaged:
        note = f"{len(damaged)} lines are not UTF-8 (first: line {damaged[0]}), read as Windows-1252"
        table = replace(table, notes=(*table.notes, note))
    notes = tuple(open_quote_note(line, count) for line, count in long_rows[:3])
    return drop_hxl_row(replace(table, notes=(*table.notes, *notes)))


def _decoded_lines(file: IO[bytes], damaged: list[int]) -> Iterator[str]:
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
        text = _LONE_RETURN.sub(" ", text)  # no line break here, and the csv module refuses it
        yield text.lstrip("\ufeff") if number == 1 else text


def _delimiter(header: str) -> str:
    counts = {d: len(next(csv.reader([header], delimiter=d), [])) for d in _DELIMITERS}
    return max(_DELIMITERS, key=lambda d: counts[d])


def _chained(
    first: Sequence[object], rest: Iterable[tuple[int, Sequence[object]]]
) -> Iterator[tuple[int, Sequence[object]]]:
    yield 1, first
    yield from rest


def _csv_rows(
    path: Path, lines: Iterator[str], delimiter: str, width: int, long_rows: list[tuple[int, int]]
) -> Iterator[tuple[int, Sequence[object]]]:
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
        over = reader.line_num + 2 - line
        if over > LONGEST_ROW_LINES or (over > 1 and len(cells) != width):
            long_rows.append((line, over))
        if cells:
            yield line, cells
