"""Any table with a date and a point in columns of usual names, or of names its user mapped."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
import pyarrow as pa

from geoclaims.errors import DatasetError
from geoclaims.evidence.assemble import Draft
from geoclaims.evidence.rawtable import RawTable, fold_header
from geoclaims.evidence.tables import GEO_PRECISIONS, GeoPrecision
from geoclaims.evidence.values import parse_days, parse_degrees
from geoclaims.vocabulary import EVENT_TYPES, EventType

PRECISION_WORDS: Mapping[str, GeoPrecision] = {
    "exact": "exact", "1": "exact", "near": "near", "approximate": "near", "2": "near",
    "coarse": "coarse", "region": "coarse", "3": "coarse",
}  # fmt: skip

_GUESSED_BY = 200
"""Rows by which it is seen whether a column's values are what its name hints at."""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Which column of a table holds what, and what its categories mean.

    ``columns`` maps a field (id, date, end_date, lat, lon, category, location, country, actor1,
    actor2, fatalities, source, note, geo_precision) to a column name; ``types`` maps a category
    to a claim type; ``geo_precision`` holds for rows that state none. Without columns those with usual
    names are taken.
    """

    columns: Mapping[str, str]
    types: Mapping[str, EventType] = field(default_factory=dict)
    geo_precision: GeoPrecision = "unstated"

    @property
    def has_points(self) -> bool:
        """Whether it says where latitude and longitude stand."""
        return {"lat", "lon"} <= self.columns.keys()


@lru_cache(maxsize=1)
def column_aliases() -> Mapping[str, tuple[str, ...]]:
    """Field → column names that usually hold it."""
    return {name: tuple(aliases) for name, aliases in _columns().items() if name != "hints"}


@lru_cache(maxsize=1)
def _columns() -> dict[str, Any]:
    text = files("geoclaims.evidence").joinpath("columns.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def propose_mapping(raw: RawTable) -> ColumnMapping:
    """The mapping that the column names themselves suggest; fields without a column are left out."""
    taken: dict[str, str] = {}
    for name, aliases in column_aliases().items():
        found = next((a for a in aliases if a in raw.columns and a not in taken.values()), None)
        if found:
            taken[name] = found
    return ColumnMapping(taken)


def guess_mapping(raw: RawTable) -> ColumnMapping:
    """The proposed mapping, with columns for date, lat and lon that their names hint at and values bear out.

    A guess is for the user to confirm in a mapping; no table is read by one.
    """
    taken = dict(propose_mapping(raw).columns)
    for name, hints in _columns()["hints"].items():
        if name in taken:
            continue
        for column, values in raw.columns.items():
            words = re.split(r"[\W_]+", column)
            hinted = any(w.startswith(h) if len(h) > 1 else w == h for w in words for h in hints)
            if hinted and column not in taken.values() and _bears_out(name, values[:_GUESSED_BY]):
                taken[name] = column
                break
    guessed = ColumnMapping(taken)
    return guessed if guessed.has_points else propose_mapping(raw)  # half a point is none


def _bears_out(name: str, values: pa.Array) -> bool:
    """Whether most of the values that are there can be what a field holds."""
    there = values.drop_null()
    if name == "date":
        usable = sum(reason is None or "may begin" in reason for reason in parse_days(there)[1])
    else:
        usable = int((np.abs(parse_degrees(there)) <= (90 if name == "lat" else 180)).sum())
    return len(there) > 0 and usable > len(there) / 2


def recognizes(raw: RawTable) -> str | None:
    """Why this is a table that can be laid on a map, or None."""
    columns = propose_mapping(raw).columns
    if {"date", "lat", "lon"} <= columns.keys():
        return f"a date in {columns['date']!r} and points in {columns['lat']!r}, {columns['lon']!r}"
    return None


def read(raw: RawTable, why: str, mapping: ColumnMapping | None = None) -> Draft:
    """A plain table by its column names, or by ``mapping`` where one is given.

    Raises DatasetError where a needed column is not mapped or not there.
    """
    proposed = propose_mapping(raw)
    mapping = mapping or proposed
    if not mapping.columns:
        mapping = replace(mapping, columns=proposed.columns)
    names = {name: fold_header(column) for name, column in mapping.columns.items()}
    _check(raw, mapping, names)
    columns = {name: raw.columns[column] for name, column in names.items()}
    names_of_text: tuple[str, ...] = ("location", "actor1", "actor2", "source", "note")
    text = {name: columns[name] for name in names_of_text if name in columns}
    return Draft(
        kind="table",
        why=why,
        id=columns.get("id"),
        date=columns["date"],
        end_date=columns.get("end_date"),
        lat=columns["lat"],
        lon=columns["lon"],
        category=columns.get("category"),
        geo_precision=(columns.get("geo_precision"), PRECISION_WORDS, mapping.geo_precision),
        fatalities=columns.get("fatalities"),
        country=columns.get("country"),
        text=text,
    )


def _check(raw: RawTable, mapping: ColumnMapping, names: Mapping[str, str]) -> None:
    known = column_aliases().keys()
    for name, column in names.items():
        if name not in known:
            raise DatasetError(
                f"{raw.path}: the mapping has an unknown field {name!r}; known: {', '.join(known)}"
            )
        if column not in raw.columns:
            there = ", ".join(list(raw.columns)[:12])
            raise DatasetError(
                f"{raw.path}: no column {mapping.columns[name]!r} for {name}; there are: {there}"
            )
    missing = [name for name in ("date", "lat", "lon") if name not in names]
    if missing:
        raise DatasetError(
            f"{raw.path}: no column for {', '.join(missing)}; name it in a mapping or rename the column"
        )
    for category, claimed in mapping.types.items():
        if claimed not in EVENT_TYPES:
            raise DatasetError(
                f"{raw.path}: the mapping calls {category!r} {claimed!r}, which is no claim type"
            )
    if mapping.geo_precision not in GEO_PRECISIONS:
        raise DatasetError(f"{raw.path}: geo_precision {mapping.geo_precision!r} is none of {GEO_PRECISIONS}")
