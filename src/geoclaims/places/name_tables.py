"""Tables of names that a user hands in: CSV, TSV and XLSX, every cell as the text it is."""

import csv
import io
import itertools
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from geoclaims.errors import TableError

DELIMITERS = ",;\t|"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")

Row = tuple[int, tuple[str, ...], str | None]
"""The number of a row's first line, its cells, and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as text: its header and its rows, each with its line in the file (1 is the header).

    ``problems`` says, by line, what is wrong with rows that can't be read as they were meant; such
    a row is there all the same, with its text in the cells.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    problems: dict[int, str] = field(default_factory=dict)


def read_table(path: Path) -> Table:
    """Read a CSV, TSV or XLSX table with every cell as the text it is; bad rows are in ``problems``.

    Raises TableError where the file is missing, empty or binary, or its header can't be read.
    """
    if not path.is_file():
        raise TableError(f"{path}: no such file")
    read = _xlsx_rows if path.suffix.lower() in (".xlsx", ".xlsm") else _csv_rows
    found = (row for row in read(path) if row[1])
    line, cells, problem = next(found, (0, (), None))
    if not cells:
        raise TableError(f"{path}: the table is empty; it needs a header row")
    if problem is not None:
        raise TableError(f"{path}, line {line}: {problem}; that is the header, so nothing can be read")
    header = tuple(name if name.strip() else f"column {i}" for i, name in enumerate(cells, 1))
    if len(set(header)) != len(header):
        twice = sorted({name for name in header if header.count(name) > 1})
        raise TableError(f"{path}: the header has {', '.join(map(repr, twice))} more than once; rename")
    rows: list[tuple[int, tuple[str, ...]]] = []
    problems: dict[int, str] = {}
    for line, cells, problem in found:
        if len(cells) > len(header):
            if any(cells[len(header) :]):
                problem = problem or (
                    f"{len(cells)} cells under {len(header)} headings; check quotes and delimiter"
                )
                cells = (*cells[: len(header) - 1], " | ".join(cells[len(header) - 1 :]))
            cells = cells[: len(header)]
        rows.append((line, (*cells, *[""] * (len(header) - len(cells)))))
        if problem is not None:
            problems[line] = problem
    return Table(header, tuple(rows), problems)


def _csv_rows(path: Path) -> Iterator[Row]:
    try:
        data = path.read_bytes()
    except OSError as cause:
        raise TableError(f"{path}: can't be read ({cause.strerror})") from cause
    if data.startswith(_UTF_16):  # what spreadsheet programs save as "Unicode text"
        text = data.decode("utf-16", "replace")
    else:
        text = data.decode("utf-8-sig", "surrogateescape")
    if "\0" in text:
        raise TableError(f"{path}: a binary file, not a table; CSV, TSV and XLSX can be read")
    lines = io.StringIO(text, newline="").readlines()
    for line, cells, problem in _records(lines, _delimiter(lines)):
        if problem is None and not _is_text(cells):
            problem = "not UTF-8 text; save the table as CSV UTF-8"
            cells = tuple(
                cell.encode("utf-8", "surrogateescape").decode("utf-8", "replace") for cell in cells
            )
        yield line, cells, problem


def _delimiter(lines: list[str]) -> str:
    """What parts the header into most cells."""
    first = next((line for line in lines if line.strip()), "")
    return max(DELIMITERS, key=lambda delimiter: len(next(csv.reader([first], delimiter=delimiter))))


def _records(lines: list[str], delimiter: str) -> Iterator[Row]:
    """The rows of a CSV file; after one that can't be read, on with the line below where it began.

    A quote that is opened and never closed would otherwise make one cell of all that follows, or of all
    up to the next quote: a row of several lines that lacks cells is taken for one.
    """
    at, width = 0, 0
    while at < len(lines):
        begin = at
        reader = csv.reader((lines[i] for i in range(begin, len(lines))), delimiter=delimiter, strict=True)
        try:
            for cells in reader:
                end = begin + reader.line_num
                if end > at + 1 and len(cells) < width:
                    raise csv.Error("a cell of several lines, and others lack")
                yield at + 1, tuple(cells), None
                at, width = end, width or len(cells)
        except csv.Error:
            if begin + reader.line_num == at + 1 and (cells := _one_line(lines[at], delimiter)):
                yield at + 1, tuple(cells), None
            else:
                yield at + 1, (lines[at].rstrip("\r\n"),), "a quote is opened and never closed"
            at += 1


def _one_line(line: str, delimiter: str) -> list[str]:
    """The cells of a line with text behind a closed quote ("Goma" ,CD); none where one stays open."""
    cells = next(csv.reader([line.rstrip("\r\n") + "\n"], delimiter=delimiter))
    return [] if cells[-1].endswith("\n") else cells


def _is_text(cells: tuple[str, ...]) -> bool:
    return not any("\udc80" <= c <= "\udcff" for cell in cells if not cell.isascii() for c in cell)


def _xlsx_rows(path: Path) -> Iterator[Row]:
    import zipfile

    from openpyxl import load_workbook

    try:
        with (
            closing(load_workbook(path, read_only=True, data_only=True)) as values,
            closing(load_workbook(path, read_only=True)) as formulas,
        ):
            if values.active is None or formulas.active is None:
                return
            both = zip(
                values.active.iter_rows(values_only=True),
                formulas.active.iter_rows(values_only=True),
                strict=False,
            )
            for number, (cells, written) in enumerate(both, 1):
                if any(cell is not None for cell in written):
                    text = tuple("" if cell is None else str(cell) for cell in cells)
                    yield number, *_calculated(text, cells, written)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as cause:
        raise TableError(f"{path}: can't be read as a workbook ({cause})") from cause


def _calculated(
    text: tuple[str, ...], values: tuple[object, ...], written: tuple[object, ...]
) -> tuple[tuple[str, ...], str | None]:
    """The cells of a row; a formula that was never calculated stays as written, and is a problem."""
    missing = {
        i
        for i, (value, formula) in enumerate(itertools.zip_longest(values, written))
        if value is None and isinstance(formula, str) and formula.startswith("=")
    }
    if not missing:
        return text, None
    kept = tuple(str(written[i]) if i in missing else cell for i, cell in enumerate(text))
    return kept, "a formula without a value; open the workbook in a spreadsheet program and save it"


def column_index(source: Path, table: Table, name: str) -> int:
    """Where a column is; raises TableError, naming the columns there are."""
    wanted = name.strip()
    for i, heading in enumerate(table.header):
        if heading.strip() == wanted:
            return i
    hint = ""
    if len(table.header) == 1 and len(table.rows) and len(table.header[0]) > 1:
        hint = "; columns are parted by a comma, semicolon, tab or |"
    raise TableError(f"{source}: no column {name!r}; there are {', '.join(map(repr, table.header))}{hint}")
