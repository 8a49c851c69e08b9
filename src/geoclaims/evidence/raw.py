"""Files of rows → columns of text: what the file is made of decides, not its name."""

import csv
import io
import itertools
import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING

from geoclaims.errors import DatasetError
from geoclaims.evidence.headers import headerless_columns
from geoclaims.evidence.raw_large import LONGEST_ROW_LINES, open_quote_note, read_large_csv
from geoclaims.evidence.raw_zip import TEXT_TABLES, data_file, is_workbook
from geoclaims.evidence.rawtable import RawTable, collect, drop_hxl_row, fold_header

FAST_FILE_BYTES = 8 * 2**20
"""Above this size the fast reader is tried first."""
WIDE_FILE_BYTES = 64 * 2**20
"""Above this size only the columns some reader asks for are kept."""
LARGEST_UNPACKED_BYTES = 4 * 2**30
if TYPE_CHECKING:
    import _csv

_DELIMITERS = (",", ";", "\t", "|")
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
_SAYS_DELIMITER = re.compile(r"^\"?sep=(.)\"?\s*$")
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
    if head.startswith(b"\x1f\x8b"):
        raise DatasetError(f"{path}: packed with gzip; unpack it and name the file inside")
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
    if _stands_before_the_header(first):
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
        if is_workbook(archive):
            return _read_workbook(path)
        member, notes = data_file(path, archive)
        if member.file_size > LARGEST_UNPACKED_BYTES:
            raise DatasetError(f"{path}: {member.filename} is over 4 GB when unpacked; cut it into parts")
        if member.filename.lower().endswith(TEXT_TABLES):
            with archive.open(member) as file:
                table = _read_csv(path, file, member.file_size, wanted)
        else:
            table = _read_unpacked(path, archive, member)
        return replace(table, notes=(*table.notes, *notes))


def _read_workbook(path: Path) -> RawTable:
    from geoclaims.evidence.raw_xlsx import read_xlsx  # openpyxl takes a while to load

    return read_xlsx(path)


def _read_unpacked(path: Path, archive: zipfile.ZipFile, main: zipfile.ZipInfo) -> RawTable:
    """A file out of an archive, with those that belong to it (a Shapefile's are several)."""
    beside = [m for m in archive.infolist() if Path(m.filename).stem == Path(main.filename).stem]
    if sum(m.file_size for m in beside) > LARGEST_UNPACKED_BYTES:
        raise DatasetError(f"{path}: {main.filename} is over 4 GB when unpacked; cut it into parts")
    with tempfile.TemporaryDirectory() as folder:
        unpacked = {m.filename: Path(archive.extract(m, folder)) for m in beside if not m.is_dir()}
        inner = unpacked[main.filename]
        try:  # what is packed twice over can only be a workbook: an archive could hold itself
            table = _read_workbook(inner) if zipfile.is_zipfile(inner) else read_raw(inner)
            return replace(table, path=path)
        except DatasetError as cause:
            raise DatasetError(str(cause).replace(str(inner), str(path))) from cause


@contextmanager
def _unpacked(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError) as cause:
        raise DatasetError(f"{path}: a damaged ZIP or XLSX file ({cause})") from cause
    except (RuntimeError, NotImplementedError) as cause:  # under a password, or packed in an unusual way
        raise DatasetError(
            f"{path}: can't be unpacked ({cause}); unpack it and name the file inside"
        ) from cause


def _read_csv(path: Path, file: IO[bytes], size: int, wanted: frozenset[str] | None) -> RawTable:
    damaged: list[int] = []
    long_rows: list[tuple[int, int]] = []
    csv.field_size_limit(2**24)
    quotes = [0]
    lines = _counting_quotes(_decoded_lines(file, damaged), quotes)
    before, first, delimiter, remark = 0, "", None, ""
    for before, first in enumerate(lines):  # noqa: B007 - how many lines stand before the header
        if not _stands_before_the_header(first):
            break
        remark = first
        if said := _SAYS_DELIMITER.match(first):
            delimiter = said[1]
    else:
        raise DatasetError(f"{path}: all its lines are blank; a table with a header row is expected")
    delimiter = delimiter or _delimiter(first)
    if remark.startswith("# ") and _is_header_of(remark, first, delimiter):
        lines = itertools.chain([first], lines)
        before, first = before - 1, remark.removeprefix("# ")
    reader = csv.reader(itertools.chain([first], lines), delimiter=delimiter)
    try:
        cells = next(reader)
    except csv.Error as cause:
        raise DatasetError(f"{path}, line {before + 1}: {cause}; a header row is expected") from cause
    rows = _csv_rows(path, reader, before, len(cells), long_rows, quotes)
    if names := headerless_columns(cells):
        table = replace(collect(path, names, _chained(cells, rows), wanted), headerless=len(names))
    else:
        header = [fold_header(h) for h in cells]
        keep = wanted if size > WIDE_FILE_BYTES else None
        table = collect(path, header, rows, keep)
    if damaged:
        note = f"{len(damaged)} lines are not UTF-8 (first: line {damaged[0]}), read as Windows-1252"
        table = replace(table, notes=(*table.notes, note))
    notes = tuple(open_quote_note(line, count) for line, count in long_rows[:3])
    return drop_hxl_row(replace(table, notes=(*table.notes, *notes)))


def _counting_quotes(lines: Iterable[str], quotes: list[int]) -> Iterator[str]:
    for line in lines:
        quotes[0] += line.count('"')
        yield line


def _decoded_lines(file: IO[bytes], damaged: list[int]) -> Iterator[str]:
    """Lines as text; a line that is not UTF-8 is read as Windows-1252 and its number kept."""
    start = file.read(2**16)
    file.seek(0)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield from io.StringIO(file.read().decode("utf-16", errors="replace"), newline="")
        return
    if b"\r" in start and b"\n" not in start:  # lines as old Macs end them, and Excel's "CSV (Macintosh)"
        file = io.BytesIO(file.read().replace(b"\r", b"\n"))
    for number, line in enumerate(file, start=1):
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            damaged.append(number)
            text = line.decode("cp1252", errors="replace")
        text = _LONE_RETURN.sub(" ", text)  # no line break here, and the csv module refuses it
        yield text.lstrip("\ufeff") if number == 1 else text


def _stands_before_the_header(line: str) -> bool:
    """Whether a line at the top is blank, a remark, or tells spreadsheets the delimiter (``sep=;``)."""
    return not line.strip() or line.startswith("# ") or _SAYS_DELIMITER.match(line) is not None


def _is_header_of(remark: str, line: str, delimiter: str) -> bool:
    """Whether a remark is the header of the row after it ("# date,lat,lon"), as numpy.savetxt writes it."""
    if not 1 < _cells(remark, delimiter) == _cells(line, delimiter):
        return False
    return any(_NUMBER.fullmatch(cell.strip()) for cell in line.split(delimiter))  # no header has a number


def _delimiter(header: str) -> str:
    return max(_DELIMITERS, key=lambda delimiter: _cells(header, delimiter))


def _cells(line: str, delimiter: str) -> int:
    return len(next(csv.reader([line], delimiter=delimiter), []))


def _chained(
    first: Sequence[object], rest: Iterable[tuple[int, Sequence[object]]]
) -> Iterator[tuple[int, Sequence[object]]]:
    yield 1, first
    yield from rest


def _csv_rows(
    path: Path,
    reader: "_csv.Reader",
    before: int,
    width: int,
    long_rows: list[tuple[int, int]],
    quotes: Sequence[int],
) -> Iterator[tuple[int, Sequence[object]]]:
    """The rows that are left in a reader with the lines they begin on; ``before`` it are that many lines.

    Rows that seem to swallow others go into ``long_rows`` too: over too many lines, or the last one where
    the ``quotes`` so far don't come in pairs.
    """
    last = (0, 0)
    while True:
        line = before + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            if quotes[0] % 2 and last[1] > 1 and last not in long_rows:
                long_rows.append(last)
            return
        except csv.Error as cause:
            raise DatasetError(
                f"{path}, line {line}: {cause}; is a quoted cell left open? Mend the file and try again"
            ) from cause
        over = before + reader.line_num + 1 - line
        last = (line, over)
        if over > LONGEST_ROW_LINES or (over > 1 and len(cells) != width):
            long_rows.append((line, over))
        if cells:
            yield line, cells
