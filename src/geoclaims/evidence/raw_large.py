"""Large CSV files by pyarrow: only the columns needed, lines still counted through quoted newlines."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.csv as arrow_csv

from geoclaims.evidence.rawtable import RawTable, repeated_columns
from geoclaims.evidence.tables import Quarantined

BLOCK_BYTES = 8 * 2**20
LONGEST_ROW_LINES = 200
"""A row over more lines than this is likely to begin with a quote that nothing closes."""
_QUOTE, _NEWLINE, _RETURN = 34, 10, 13


def read_large_csv(
    path: Path, header: Sequence[str], delimiter: str, wanted: frozenset[str]
) -> RawTable | None:
    """The wanted columns of a UTF-8 CSV with a header row, or None where it needs the patient reader.

    That is: another encoding, a stray quote, or anything else pyarrow and a plain count of the
    records don't agree on. Rows of another width are quarantined by line, as everywhere.
    """
    lines, open_quote = _record_lines(path)
    if open_quote:
        return None
    invalid: list[tuple[int, int]] = []

    def skip(row: Any) -> str:
        invalid.append((int(row.number), int(row.actual_columns)))
        return "skip"

    names = [f"{i}" for i in range(len(header))]
    keep = [i for i, name in enumerate(header) if name in wanted and header.index(name) == i]
    try:
        table = arrow_csv.read_csv(
            path,
            read_options=arrow_csv.ReadOptions(
                use_threads=False, block_size=BLOCK_BYTES, column_names=names, skip_rows=1
            ),
            parse_options=arrow_csv.ParseOptions(
                delimiter=delimiter, newlines_in_values=True, invalid_row_handler=skip
            ),
            convert_options=arrow_csv.ConvertOptions(
                include_columns=[str(i) for i in keep],
                column_types={str(i): pa.dictionary(pa.int32(), pa.string()) for i in keep},
                strings_can_be_null=True,
                null_values=[""],
            ),
        )
    except (pa.ArrowInvalid, pa.ArrowKeyError, UnicodeDecodeError):
        return None
    records = lines[1:]  # the first is the header
    if len(records) != table.num_rows + len(invalid) or _swallows(records):
        return None
    bad, notes = [], []
    usable = np.ones(len(records), bool)
    for number, width in invalid:
        at = number - 2  # rows are counted from 1 with the header
        if not 0 <= at < len(records):
            return None
        usable[at] = False
        bad.append(Quarantined(int(records[at]), f"{width} cells where the header has {len(header)}"))
        if at + 1 < len(records) and (over := int(records[at + 1] - records[at])) > 1:
            notes.append(open_quote_note(int(records[at]), over))
    columns = {header[i]: _text(table.column(str(i))) for i in keep}
    told = (*repeated_columns(list(header)), *notes[:3])
    return RawTable(path, columns, records[usable], tuple(bad), told)


def open_quote_note(line: int, count: int) -> str:
    """What is told of a row that seems to have swallowed others."""
    return (
        f"the row on line {line} runs over {count:,} lines: is a quote left open? Rows that begin on the "
        "lines after its first may have become part of it"
    )


def _swallows(records: npt.NDArray[np.int32]) -> bool:
    """Whether a record runs over so many lines that a quote was likely left open."""
    return len(records) > 1 and int(np.diff(records).max()) > LONGEST_ROW_LINES


def _text(column: pa.ChunkedArray) -> pa.Array:
    """One array of text: repeated values once while reading, plain for the readers."""
    return pa.concat_arrays([chunk.cast(pa.string()) for chunk in column.chunks])


def _record_lines(path: Path) -> tuple[npt.NDArray[np.int32], bool]:
    """The line each record begins on (1-based), the header's first; blank lines are none.

    With it whether a quote is left open at the end of the file.
    """
    found = [np.zeros(0, np.int64)]
    inside, line, begin, length = 0, 1, 1, 0
    for block in _blocks(path):
        quotes = block == _QUOTE
        quoted = (np.cumsum(quotes, dtype=np.int32) + inside) & 1
        newlines = np.flatnonzero(block == _NEWLINE)
        ends = newlines[quoted[newlines] == 0]
        if len(ends):
            at = line + np.searchsorted(newlines, ends)  # the line each record ends on
            begins = np.concatenate(([begin], at[:-1] + 1))
            # A record of nothing, or of a carriage return alone, is a blank line.
            sizes = np.diff(ends, prepend=-1) - 1
            sizes[0] += length
            blank = (sizes == 0) | ((sizes == 1) & (block[np.maximum(ends - 1, 0)] == _RETURN))
            found.append(begins[~blank])
            begin, length = int(at[-1]) + 1, len(block) - int(ends[-1]) - 1
        else:
            length += len(block)
        line += len(newlines)
        inside = int(quoted[-1])
    if length:
        found.append(np.array([begin]))
    return np.concatenate(found).astype(np.int32), bool(inside)


def _blocks(path: Path) -> Iterator[npt.NDArray[np.uint8]]:
    with path.open("rb") as file:
        while data := file.read(BLOCK_BYTES):
            yield np.frombuffer(data, np.uint8)
