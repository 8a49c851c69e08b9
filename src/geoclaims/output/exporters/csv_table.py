"""CSV that a spreadsheet can open without running anything."""

import csv
import io
from collections.abc import Iterable, Iterator

from geoclaims.model import Claim
from geoclaims.output.escape import spreadsheet_cell
from geoclaims.output.provenance import Provenance
from geoclaims.output.rows import COLUMNS, claim_row

HEADER = (*COLUMNS, "made_with")
"""The columns; the last one repeats on every row what the table was made with and whom to cite."""


def text_parts(claims: Iterable[Claim], provenance: Provenance) -> Iterator[str]:
    """The header and one row a claim; texts that a spreadsheet would take for a formula get an apostrophe."""
    yield _line(HEADER)
    made_with = provenance.as_line()
    for claim in claims:
        row = claim_row(claim)
        yield _line([*(spreadsheet_cell(row[column]) for column in COLUMNS), spreadsheet_cell(made_with)])


def _line(values: Iterable[object]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(values)
    return buffer.getvalue()
