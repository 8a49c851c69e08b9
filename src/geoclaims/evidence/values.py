"""Columns of text → dates, degrees and counts; what can't be read stays missing, with a reason."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from geoclaims.evidence.tables import Days, Floats, Integers

FIRST_YEAR = 1900
_EXCEL_EPOCH = date(1899, 12, 30)
_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july",
    "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTHS = {name[:n]: i for i, name in enumerate(_MONTH_NAMES, start=1) for n in (3, len(name))} | {"sept": 9}
_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})(?:\.0|T.*)?$")
_WORDS = re.compile(r"^(\d{1,2})[ .\-]([A-Za-z]{3,9})\.?[ .,\-]+(\d{2}|\d{4})$")
_WORDS_US = re.compile(r"^([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})$")
_SERIAL = re.compile(r"^\d{5}(?:\.\d+)?$")
_SINCE_1970 = re.compile(r"^(1\d{9}|[12]\d{12})(?:\.0)?$")
"""Seconds since 1970, or milliseconds as ArcGIS writes its dates, from September 2001 on; days are UTC's."""
_FIRST_SERIAL = 25569
"""The first of January 1970: a smaller number of five digits is something else (a code, a cut-off date)."""
_DECIMAL_COMMA = re.compile(r"^(-?\d+),(\d+)$")
_PARTS = re.compile(r"^(\d{1,2})[/.](\d{1,2})[/.](\d{2}|\d{4})(?:[ T].*)?$")


NO_VALUE = ("", "nan", "nat", "none", "null", "na", "n/a")
"""How exports write that there is nothing."""


class AmbiguousDayError(ValueError):
    """Two numbers and a year in a column that does not show which of them is the day."""


def map_distinct(column: pa.Array, convert: Callable[[str | None], object]) -> npt.NDArray[np.object_]:
    """``convert`` of every value, called once a distinct value (nulls as None)."""
    encoded = column if pa.types.is_dictionary(column.type) else pc.dictionary_encode(column)
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.combine_chunks()
    found = np.empty(len(encoded.dictionary) + 1, dtype=object)
    for i, value in enumerate(encoded.dictionary.to_pylist()):
        found[i] = convert(value)
    found[-1] = convert(None)
    codes = encoded.indices.fill_null(len(found) - 1).to_numpy(zero_copy_only=False)
    result: npt.NDArray[np.object_] = found[codes]
    return result


def parse_days(column: pa.Array) -> tuple[Days, npt.NDArray[np.object_]]:
    """Dates in any form seen in exports, and for each row the reason it has none (or None).

    Reads ISO dates (with or without a time), ``16 May 2025``, ``01-Dec-25`` (two digits as
    POSIX has them: 69–99 are 19xx), ``20250118``, Excel serials, seconds and milliseconds since 1970,
    ``31.12.2025`` and, where the column
    itself shows which part is the day, ``12/31/2025``. Years before 1900 or after next year are refused.
    """
    order = _day_first(column)
    last_year = date.today().year + 1  # noqa: DTZ011 - a bound on years, not a time

    def convert(value: str | None) -> tuple[np.datetime64, str | None]:
        nothing = np.datetime64("NaT", "D")
        if value is None or value.strip().lower() in NO_VALUE:
            return nothing, "no date"
        try:
            day = _one_day(value.strip(), order)
        except AmbiguousDayError:
            return nothing, f"date not understood: {value[:40]!r} may begin with the day or the month"
        except ValueError:
            return nothing, f"no such day: {value[:40]!r}"
        if day is None:
            return nothing, f"date not understood: {value[:40]!r}"
        if not FIRST_YEAR <= day.year <= last_year:
            return nothing, f"year {day.year} can't be right"
        return np.datetime64(day, "D"), None

    pairs = map_distinct(column, convert)
    days = np.array([p[0] for p in pairs], dtype="datetime64[D]")
    reasons = np.array([p[1] for p in pairs], dtype=object)
    return days, reasons


def _day_first(column: pa.Array) -> bool | None:
    """Whether ``a/b/year`` begins with the day, as the column's own values show; None if they don't."""
    first = second = 0
    for value in pc.unique(column).to_pylist():
        parts = _PARTS.match(value.strip()) if value else None
        if parts:
            first, second = max(first, int(parts[1])), max(second, int(parts[2]))
    if first > 12 >= second:
        return True
    return False if second > 12 >= first else None


def _one_day(value: str, day_first: bool | None) -> date | None:
    if found := _ISO.match(value) or _COMPACT.match(value):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _WORDS.match(value):
        month = _MONTHS.get(found[2].lower())
        return date(_full_year(found[3]), month, int(found[1])) if month else None
    if found := _WORDS_US.match(value):
        month = _MONTHS.get(found[1].lower())
        return date(int(found[3]), month, int(found[2])) if month else None
    if _SERIAL.match(value) and float(value) >= _FIRST_SERIAL:
        return _EXCEL_EPOCH + timedelta(days=int(float(value)))
    if found := _SINCE_1970.match(value):
        seconds = int(found[1]) / (1000 if len(found[1]) == 13 else 1)
        return datetime.fromtimestamp(seconds, UTC).date()
    if found := _PARTS.match(value):
        if day_first is None and found[0].count(".") < 2:
            raise AmbiguousDayError(value)
        number, of_month = (found[2], found[1]) if day_first is False else (found[1], found[2])
        return date(_full_year(found[3]), int(of_month), int(number))
    return None


def _full_year(text: str) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    return year + (1900 if year >= 69 else 2000)


def parse_degrees(column: pa.Array) -> Floats:
    """Decimal degrees, NaN where there are none; a decimal comma is understood."""
    text = pc.utf8_trim_whitespace(column)
    text = pc.if_else(pc.equal(text, ""), pa.scalar(None, pa.string()), text)
    try:
        values: Floats = pc.cast(text, pa.float64()).to_numpy(zero_copy_only=False)
    except pa.ArrowInvalid:
        values = map_distinct(text, _degrees).astype(np.float64)
    return values


def _degrees(value: str | None) -> float:
    try:
        return float(_DECIMAL_COMMA.sub(r"\1.\2", value)) if value else float("nan")
    except ValueError:
        return float("nan")


def coordinate_reasons(lat: Floats, lon: Floats) -> npt.NDArray[np.object_]:
    """Why a point can't be used, or None: missing, out of range (swapped?), or (0, 0)."""
    reasons = np.full(len(lat), None, dtype=object)
    finite = np.isfinite(lat) & np.isfinite(lon)
    reasons[~finite] = "no coordinates"
    outside = finite & ((np.abs(lat) > 90) | (np.abs(lon) > 180))
    for row in np.flatnonzero(outside):
        hint = "; latitude and longitude swapped?" if abs(lat[row]) <= 180 and abs(lon[row]) <= 90 else ""
        reasons[row] = f"latitude {lat[row]:g}, longitude {lon[row]:g} out of range{hint}"
    reasons[finite & (lat == 0) & (lon == 0)] = "point (0, 0): no real place"
    return reasons


def parse_counts(column: pa.Array) -> Integers:
    """Whole numbers of people, -1 where none is stated."""

    def convert(value: str | None) -> int:
        try:
            number = int(float(value)) if value else -1
        except (ValueError, OverflowError):
            return -1
        return number if 0 <= number < 2**31 else -1

    return map_distinct(column, convert).astype(np.int32)
