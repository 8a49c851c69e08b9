"""Any table with a date and a point in columns of usual names, or of names its user mapped."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.resources import files

from geoclaims.errors import DatasetError
from geoclaims.evidence.assemble import Draft
from geoclaims.evidence.rawtable import RawTable, fold_header
from geoclaims.evidence.tables import GEO_PRECISIONS, GeoPrecision
from geoclaims.vocabulary import EVENT_TYPES, EventType

PRECISION_WORDS: Mapping[str, GeoPrecision] = {
    "exact": "exact", "1": "exact", "near": "near", "approximate": "near", "2": "near",
    "coarse": "coarse", "region": "coarse", "3": "coarse",
}  # fmt: skip


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


@lru_cache(maxsize=1)
def column_aliases() -> Mapping[str, tuple[str, ...]]:
    """Field → column names that usually hold it."""
    text = files("geoclaims.evidence").joinpath("columns.toml").read_text(encoding="utf-8")
    return {name: tuple(aliases) for name, aliases in tomllib.loads(text).items()}


def propose_mapping(raw: RawTable) -> ColumnMapping:
    """The mapping that the column names themselves suggest; fields without a column are left out."""
    taken: dict[str, str] = {}
    for name, aliases in column_aliases().items():
        found = next((a for a in aliases if a in raw.columns and a not in taken.values()), None)
        if found:
            taken[name] = found
    return ColumnMapping(taken)


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
