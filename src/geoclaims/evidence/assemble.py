"""What a reader hands over → checked columns; every row left out is named with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from geoclaims.evidence.countries import country_code
from geoclaims.evidence.crosswalk import Crosswalk
from geoclaims.evidence.extents import PERHAPS_OUTSIDE_KM, SURELY_OUTSIDE_KM, country_boxes, km_outside
from geoclaims.evidence.rawtable import RawTable
from geoclaims.evidence.swapped import swapped_points
from geoclaims.evidence.tables import (
    GEO_PRECISIONS,
    TIME_PRECISIONS,
    Box,
    Codes,
    DatasetInfo,
    Days,
    Embargo,
    EventTable,
    Floats,
    GeoPrecision,
    Kind,
    Quarantined,
)
from geoclaims.evidence.values import (
    NO_VALUE,
    coordinate_reasons,
    map_distinct,
    parse_counts,
    parse_days,
    parse_degrees,
)
from geoclaims.vocabulary import Precision


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """A reader's reading of a raw table: text columns as long as the raw table.

    ``country`` holds names or codes as the dataset writes them; ``geo_precision`` and
    ``time_precision`` give the normalized value of each raw one, with a default for the rest.
    """

    kind: Kind
    why: str
    date: pa.Array
    lat: pa.Array
    lon: pa.Array
    id: pa.Array | None = None
    end_date: pa.Array | None = None
    category: pa.Array | None = None
    geo_precision: tuple[pa.Array | None, Mapping[str, GeoPrecision], GeoPrecision] = (None, {}, "unstated")
    time_precision: tuple[pa.Array | None, Mapping[str, Precision], Precision] = (None, {}, "day")
    fatalities: pa.Array | None = None
    country: pa.Array | None = None
    updated: date | None = None
    text: Mapping[str, pa.Array] = field(default_factory=dict)
    citation: str | None = None
    licence: str | None = None
    redistribution: bool = False
    embargo: Embargo | None = None
    notes: tuple[str, ...] = ()


def assemble(raw: RawTable, draft: Draft, crosswalk: Crosswalk) -> EventTable:
    """The usable rows of ``raw`` as an EventTable; the others are quarantined by line and reason."""
    lat, lon = parse_degrees(draft.lat), parse_degrees(draft.lon)
    start, reasons = parse_days(draft.date)
    end, odd_ends = _ends(draft.end_date, start)
    places = coordinate_reasons(lat, lon)
    _name_unread(draft, lat, lon, places)
    for row in np.flatnonzero(swapped_points(lat, lon, draft.country)):
        places[row] = places[row] or (
            f"latitude {lat[row]:g}, longitude {lon[row]:g} seem swapped: the other way round it lies "
            "among its country's rows"
        )
    outside = _km_outside_country(draft, lat, lon)
    for row in np.flatnonzero(outside > SURELY_OUTSIDE_KM):
        places[row] = places[row] or (
            f"latitude {lat[row]:g}, longitude {lon[row]:g} lies {outside[row]:,.0f} km outside "
            f"{_country_at(draft, int(row))}, the country it names"
        )
    reasons = np.where(reasons == None, places, reasons)  # noqa: E711 - element by element
    ids = _ids(raw, draft)
    duplicates = _mark_duplicates(raw, ids, reasons)
    good = np.flatnonzero(reasons == None)  # noqa: E711
    told_alike = _told_alike(raw, good) if draft.id is None else ()
    bad = [Quarantined(int(raw.line[i]), str(reasons[i])) for i in np.flatnonzero(reasons != None)]  # noqa: E711
    taken = pa.array(good)
    lat, lon, start, end = lat[good], lon[good], start[good], end[good]
    category, categories = _categories(draft.category, taken, len(good))
    country = None if draft.country is None else draft.country.take(taken)
    boxes, unknown = country_boxes(country, lat, lon)
    text = {name: _compact(column.take(taken)) for name, column in draft.text.items()}
    if country is not None:
        text["country"] = _compact(country)
    info = DatasetInfo(
        path=raw.path,
        name=raw.path.name,
        kind=draft.kind,
        why=draft.why,
        rows=len(good),
        quarantined=tuple(sorted((*raw.quarantined, *bad), key=lambda q: q.line)),
        duplicates=duplicates,
        first=_day(start.min()) if len(good) else None,
        last=_day(start.max()) if len(good) else None,
        as_of=draft.updated,
        bbox=_bbox(lon, lat),
        boxes=boxes,
        embargo=draft.embargo,
        redistribution=draft.redistribution,
        licence=draft.licence,
        citation=draft.citation,
        notes=(
            *raw.notes,
            *draft.notes,
            *_told_outside(raw.line[good], outside[good]),
            *_told_ends(raw.line[good], odd_ends[good]),
            *unknown,
            *told_alike,
            *_told_repeats(duplicates, len(good)),
        ),
    )
    return EventTable(
        info=info,
        id=ids.take(taken),
        lat=lat,
        lon=lon,
        start=start,
        end=end,
        category=category,
        categories=categories,
        type=crosswalk.type_codes(draft.kind, categories)[category] if len(good) else np.zeros(0, np.int8),
        geo_precision=_precision(draft.geo_precision, GEO_PRECISIONS, len(raw))[good],
        time_precision=_precision(draft.time_precision, TIME_PRECISIONS, len(raw), "unknown")[good],
        fatalities=(
            np.full(len(good), -1, np.int32)
            if draft.fatalities is None
            else parse_counts(draft.fatalities.take(taken))
        ),
        line=raw.line[good],
        text=text,
    )


def _km_outside_country(draft: Draft, lat: Floats, lon: Floats) -> Floats:
    """Only ACLED's country column is that of the point, today's country, and checked by its makers."""
    if draft.kind != "acled" or draft.country is None or not len(lat):
        return np.zeros(len(lat))
    return km_outside(lat, lon, draft.country)


def _country_at(draft: Draft, row: int) -> str:
    named = None if draft.country is None else draft.country[row].as_py()
    return country_code(str(named)) or str(named)


def _told_outside(line: npt.NDArray[np.int32], outside: Floats) -> tuple[str, ...]:
    """A note on the rows that are kept though they lie somewhat outside their country."""
    rows = np.flatnonzero(outside > PERHAPS_OUTSIDE_KM)
    if not len(rows):
        return ()
    return (
        f"{len(rows):,} rows are kept that lie {PERHAPS_OUTSIDE_KM:.0f}–{SURELY_OUTSIDE_KM:.0f} km outside "
        f"the country they name: {_lines(line[rows])}",
    )


def _told_ends(line: npt.NDArray[np.int32], odd: npt.NDArray[np.bool_]) -> tuple[str, ...]:
    """A note on the rows whose last day could not be used."""
    if not odd.any():
        return ()
    return (
        f"{int(odd.sum()):,} rows end before they begin or on no readable day, and count on their first day "
        f"alone: {_lines(line[odd])}",
    )


def _lines(line: npt.NDArray[np.int32]) -> str:
    more = f" and {len(line) - 10:,} more" if len(line) > 10 else ""
    return f"lines {', '.join(map(str, line[:10]))}{more}"


def _ends(column: pa.Array | None, start: Days) -> tuple[Days, npt.NDArray[np.bool_]]:
    """The last day of each row (its first where none is given), and where one was given in vain."""
    if column is None:
        return start, np.zeros(len(start), bool)
    end, reasons = parse_days(column)
    odd = (np.isnat(end) & (reasons != "no date")) | (end < start)
    return np.where(np.isnat(end) | (end < start), start, end), odd


def _name_unread(draft: Draft, lat: Floats, lon: Floats, places: npt.NDArray[np.object_]) -> None:
    """Where a coordinate is written but not understood, the reason says so and shows it."""
    for values, column in ((lat, draft.lat), (lon, draft.lon)):
        for row in np.flatnonzero(~np.isfinite(values) & pc.is_valid(column).to_numpy(zero_copy_only=False)):
            written = column[int(row)].as_py().strip()
            if written.lower() not in NO_VALUE:
                places[row] = f"coordinate not understood: {written[:40]!r}; decimal degrees are expected"


def empty_table(path: Path, info: DatasetInfo) -> EventTable:
    """A table without rows that can be matched, for what is recognized but has none."""
    none = pa.array([], type=pa.string())
    days = np.zeros(0, "datetime64[D]")
    return EventTable(
        info=replace(info, path=path),
        id=none,
        lat=np.zeros(0),
        lon=np.zeros(0),
        start=days,
        end=days,
        category=np.zeros(0, np.int16),
        categories=(),
        type=np.zeros(0, np.int8),
        geo_precision=np.zeros(0, np.int8),
        time_precision=np.zeros(0, np.int8),
        fatalities=np.zeros(0, np.int32),
        line=np.zeros(0, np.int32),
    )


def _ids(raw: RawTable, draft: Draft) -> pa.Array:
    """Record ids; a row without one is called by its line. ``256305.0`` is read as ``256305``."""
    if draft.id is None:
        return pa.array([f"line-{line}" for line in raw.line], type=pa.string())
    ids = pc.replace_substring_regex(pc.utf8_trim_whitespace(draft.id), r"^(\d+)\.0$", r"\1")
    if ids.null_count:
        stand_in = pa.array([f"line-{line}" for line in raw.line], type=pa.string())
        ids = pc.if_else(pc.is_null(ids), stand_in, ids)
    return ids


def _mark_duplicates(raw: RawTable, ids: pa.Array, reasons: npt.NDArray[np.object_]) -> int:
    codes = pc.dictionary_encode(ids).indices.to_numpy(zero_copy_only=False)
    usable = np.flatnonzero(reasons == None)  # noqa: E711
    _, first = np.unique(codes[usable], return_index=True)
    if len(first) == len(usable):
        return 0
    first_row = {int(codes[usable[i]]): int(usable[i]) for i in first}
    repeats = np.setdiff1d(usable, usable[first])
    for row in repeats:
        original = int(raw.line[first_row[int(codes[row])]])
        reasons[row] = f"duplicate id {ids[int(row)].as_py()!r}, first on line {original}"
    return len(repeats)


def _told_repeats(duplicates: int, rows: int) -> tuple[str, ...]:
    """A note on an id column that can't be one of events."""
    if duplicates <= rows:
        return ()
    return (
        "most rows repeat an id: is its column that of something else than an event? Name another in the "
        "file beside it, or rename it",
    )


def _told_alike(raw: RawTable, good: npt.NDArray[np.int64]) -> tuple[str, ...]:
    """A note on usable rows without an id that are alike in every column: one event twice, or two alike."""
    if not len(good) or not raw.columns:
        return ()
    codes = np.zeros(len(good), np.int64)
    for column in raw.columns.values():
        encoded = pc.dictionary_encode(column, null_encoding="encode").indices.to_numpy(zero_copy_only=False)
        _, codes = np.unique(codes * (int(encoded.max()) + 1) + encoded[good], return_inverse=True)
    _, first, counts = np.unique(codes, return_index=True, return_counts=True)
    extra = int((counts - 1).sum())
    if not extra:
        return ()
    most = int(np.argmax(counts))
    return (
        f"{extra:,} rows are the same in every column as an earlier one (line {raw.line[good[first[most]]]} "
        f"stands {counts[most]:,} times); without an id column each counts as an event",
    )


def _categories(
    column: pa.Array | None, taken: pa.Array, count: int
) -> tuple[npt.NDArray[np.int16], tuple[str, ...]]:
    if column is None:
        return np.zeros(count, np.int16), ("unstated",)
    encoded = pc.dictionary_encode(pc.fill_null(column.take(taken), "unstated"))
    names = tuple(str(v) for v in encoded.dictionary.to_pylist())
    codes = encoded.indices.to_numpy(zero_copy_only=False)
    if len(names) > 2**15 - 1:  # free text, no category
        return np.zeros(count, np.int16), ("unstated",)
    return codes.astype(np.int16), names


def _precision(
    given: tuple[pa.Array | None, Mapping[str, str], str],
    codes: tuple[str, ...],
    count: int,
    odd: str | None = None,
) -> Codes:
    """Codes of the precisions given; one that its codebook does not have is ``odd`` (or the default)."""
    column, meaning, default = given
    if column is None:
        return np.full(count, codes.index(default), np.int8)

    def convert(value: str | None) -> int:
        key = (value or "").strip().removesuffix(".0").lower()
        return codes.index(meaning.get(key, (odd or default) if key else default))

    return map_distinct(column, convert).astype(np.int8)


def _compact(column: pa.Array) -> pa.Array:
    """A dictionary where values repeat, plain text where they don't."""
    encoded = pc.dictionary_encode(column)
    return encoded if len(encoded.dictionary) * 2 < len(column) else column


def _bbox(lon: npt.NDArray[np.float64], lat: npt.NDArray[np.float64]) -> Box | None:
    if not len(lat):
        return None
    return float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max())


def _day(value: np.datetime64) -> date:
    day: date = value.astype("datetime64[D]").astype(date)
    return day
