"""Tables of names that a user hands in: CSV, TSV and XLSX, every cell as the text it is."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from geoclaims.errors import TableError


@dataclass(frozen=True, slots=True)
class Table:
    """A table as text: its header and its rows, each with its number in the file (1 is the header)."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_table(path: Path) -> Table:
    """Read a CSV, TSV or XLSX table with every cell as the text it is.

    Raises TableError where the file is missing, empty, not text, or a row is longer than the header.
    """
    if not path.is_file():
        raise TableError(f"{path}: no such file")
    read = _xlsx_rows if path.suffix.lower() in (".xlsx", ".xlsm") else _csv_rows
    numbered = [(number, cells) for number, cells in read(path) if cells]
    if not numbered:
        raise TableError(f"{path}: the table is empty; it needs a header row")
    header = numbered[0][1]
    if len(set(header)) != len(header):
        twice = sorted({name for name in header if header.count(name) > 1})
        raise TableError(f"{path}: the header has {', '.join(map(repr, twice))} more than once; rename")
    rows = []
    for number, cells in numbered[1:]:
        if len(cells) > len(header):
            raise TableError(
                f"{path}, row {number}: {len(cells)} cells under {len(header)} headings; "
                "check quotes and delimiter"
            )
        rows.append((number, (*cells, *[""] * (len(header) - len(cells)))))
    return Table(header, tuple(rows))


def _csv_rows(path: Path) -> Iterator[tuple[int, tuple[str, ...]]]:
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as cause:
        raise TableError(
            f"{path}: not UTF-8 text (byte {cause.start}); save the table as CSV UTF-8"
        ) from cause
    except OSError as cause:
        raise TableError(f"{path}: can't be read ({cause.strerror})") from cause
    if "\0" in text:
        raise TableError(f"{path}: a binary file, not a table; CSV, TSV and XLSX can be read")
    first = text.partition("\n")[0]
    delimiter = max(",;\t|", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            yield reader.line_num, tuple(cells)
    except csv.Error as cause:
        raise TableError(f"{path}, line {reader.line_num}: {cause}") from cause


def _xlsx_rows(path: Path) -> Iterator[tuple[int, tuple[str, ...]]]:
    import zipfile

    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True, data_only=True)
        sheet = book.active
        if sheet is None:
            return
        for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
            if any(cell is not None for cell in cells):
                yield number, tuple("" if cell is None else str(cell) for cell in cells)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as cause:
        raise TableError(f"{path}: can't be read as a workbook ({cause})") from cause


def column_index(source: Path, table: Table, name: str) -> int:
    """Where a column is; raises TableError, naming the columns there are."""
    wanted = name.strip()
    for i, heading in enumerate(table.header):
        if heading.strip() == wanted:
            return i
    raise TableError(f"{source}: no column {name!r}; there are {', '.join(map(repr, table.header))}")
