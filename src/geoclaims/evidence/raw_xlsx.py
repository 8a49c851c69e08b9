"""Spreadsheets (XLSX) → rows of text; the first sheet counts."""

import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl

from geoclaims.errors import DatasetError
from geoclaims.evidence.rawtable import RawTable, table_from_rows


def read_xlsx(path: Path) -> RawTable:
    """The first sheet of a spreadsheet. Raises DatasetError where it is damaged or empty."""
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
        body = ((line, [cell_text(c) for c in row[:width]]) for line, row in enumerate(rows, start=2))
        table = table_from_rows(path, header[:width], body)
        if len(book.worksheets) > 1:
            note = f"only the first of {len(book.worksheets)} sheets ({sheet.title!r}) is read"
            table = replace(table, notes=(*table.notes, note))
        return table
    finally:
        book.close()


def cell_text(value: object) -> str:
    """A typed cell as text: dates in ISO form, whole numbers without a decimal point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
