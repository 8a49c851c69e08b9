"""Spreadsheets (XLSX) → rows of text; the first sheet with a table in it counts."""

import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl

from geoclaims.errors import DatasetError
from geoclaims.evidence.rawtable import RawTable, table_from_rows

HEADER_WITHIN_ROWS = 30


def read_xlsx(path: Path) -> RawTable:
    """The first sheet that holds a table. Raises DatasetError where the file is damaged or empty."""
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (KeyError, ValueError, OSError, AttributeError, TypeError, zipfile.BadZipFile) as cause:
        raise DatasetError(f"{path}: can't be read as XLSX ({cause})") from cause
    try:
        if not book.worksheets:
            raise DatasetError(f"{path}: a workbook without a sheet of cells")
        sheet, before = _sheet_of_rows(book.worksheets)
        rows = sheet.iter_rows(min_row=before + 1, values_only=True)
        header = next(rows, ())
        width = max((i + 1 for i, cell in enumerate(header) if cell is not None), default=0)
        if not width:
            raise DatasetError(f"{path}: the first sheet is empty; a header row is expected")
        body = (
            (line, [cell_text(c) for c in row[:width]]) for line, row in enumerate(rows, start=before + 2)
        )
        table = table_from_rows(path, header[:width], body)
        if len(book.worksheets) > 1:
            which = book.worksheets.index(sheet) + 1
            note = f"of {len(book.worksheets)} sheets only number {which} ({sheet.title!r}) is read"
            table = replace(table, notes=(*table.notes, note))
        if before:
            note = f"the header is on line {before + 1}; what stands above it is left out"
            table = replace(table, notes=(*table.notes, note))
        return table
    finally:
        book.close()


def _sheet_of_rows(sheets: Sequence[Any]) -> tuple[Any, int]:
    """The first sheet with a table in it, and how many lines stand above its header (a title, a remark).

    A header fills two cells or more and holds no date ("Exported | 2025-12-01" is
    none). Where no sheet has one, it is the first line of the first sheet.
    """
    for sheet in sheets:
        top = sheet.iter_rows(max_row=HEADER_WITHIN_ROWS, values_only=True)
        for before, row in enumerate(top):
            filled = [cell for cell in row if cell is not None]
            if len(filled) > 1 and not any(isinstance(cell, date) for cell in filled):
                return sheet, before
    return sheets[0], 0


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
