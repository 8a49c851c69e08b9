"""A user's own table of places (CSV, XLSX, GeoJSON, GeoPackage) into the gazetteer."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geoclaims.errors import TableError, UsageError
from geoclaims.places.gazetteer_add import AddReport, add_rows
from geoclaims.places.gazetteer_dumps import Skipped
from geoclaims.places.gazetteer_fetch import sha256_of
from geoclaims.places.gazetteer_schema import ALTERNATE, PlaceRow
from geoclaims.places.gazetteer_sources import box_uncertainty_m, slug, town_uncertainty_m
from geoclaims.places.name_tables import column_index, read_table
from geoclaims.places.names import fold
from geoclaims.places.protocols import BoundingBox
from geoclaims.vocabulary import FEATURES, Feature

TABLES = (".csv", ".tsv", ".txt", ".xlsx")
LAYERS = (".geojson", ".json", ".gpkg")
SEPARATORS = "|;"
"""What parts several names in one cell."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """Which column holds what; None where the table has no such column.

    ``country``, ``feature`` and ``admin1`` may also be given once for all rows, with ``=`` before
    the value: ``=UA``.
    """

    name: str = "name"
    lat: str | None = "lat"
    lon: str | None = "lon"
    id: str | None = None
    names: str | None = None
    country: str | None = None
    admin1: str | None = None
    feature: str | None = None
    population: str | None = None
    uncertainty_m: str | None = None


def import_table(
    target: Path, source: Path, mapping: Mapping, *, title: str | None = None, licence: str | None = None
) -> AddReport:
    """Take the places of a user's table into the gazetteer at ``target``; bad rows are counted and named.

    Ids are ``import:<title>:<id or row>``, so that taking a file in again renews its places.
    Raises TableError where the file or a column is missing, UsageError for an unknown kind of file.
    """
    if not source.is_file():
        raise TableError(f"{source}: no such file")
    report = AddReport(title or source.name)
    suffix = source.suffix.lower()
    if suffix in TABLES:
        records = _table_records(source, mapping, report.skipped)
    elif suffix in LAYERS:
        records = _layer_records(source, mapping)
    else:
        raise UsageError(f"{source}: {', '.join((*TABLES, *LAYERS))} can be imported")
    rows = _rows(records, source.name, slug(title or source.stem), report.skipped)
    return add_rows(target, rows, report, licence, {source.name: sha256_of(source)})


Record = tuple[int, dict[str, str], BoundingBox | None]
"""A row's number, its values by what they are, and its shape's extent."""


def _columns(mapping: Mapping) -> dict[str, str]:
    return {what: column for what in Mapping.__slots__ if (column := getattr(mapping, what)) is not None}


def _table_records(source: Path, mapping: Mapping, skipped: Skipped) -> Iterator[Record]:
    table = read_table(source)
    columns = _columns(mapping)
    at = {what: column_index(source, table, c) for what, c in columns.items() if not c.startswith("=")}
    fixed = {what: c[1:] for what, c in columns.items() if c.startswith("=")}
    for number, cells in table.rows:
        if number in table.problems:
            skipped.add(source.name, number, table.problems[number])
            continue
        yield number, fixed | {what: cells[i].strip() for what, i in at.items()}, None


def _layer_records(source: Path, mapping: Mapping) -> Iterator[Record]:
    import geopandas

    try:
        layer = geopandas.read_file(source)
    except Exception as cause:
        raise TableError(f"{source}: can't be read as a layer of places ({cause})") from cause
    if layer.crs is not None:
        layer = layer.to_crs(4326)
    columns = {what: column for what, column in _columns(mapping).items() if what not in ("lat", "lon")}
    fixed = {what: column[1:] for what, column in columns.items() if column.startswith("=")}
    named = {what: column for what, column in columns.items() if not column.startswith("=")}
    for column in named.values():
        if column not in layer.columns:
            there = ", ".join(repr(str(c)) for c in layer.columns if c != "geometry")
            raise TableError(f"{source}: no property {column!r}; there are {there}")
    for number, (_, row) in enumerate(layer.iterrows(), 1):
        values = fixed | {what: _text(row[column]) for what, column in named.items()}
        shape = row.geometry
        box: BoundingBox | None = None
        if shape is not None and not shape.is_empty:
            point = shape.representative_point()
            values |= {"lat": str(point.y), "lon": str(point.x)}
            west, south, east, north = shape.bounds
            if (west, south) != (east, north):
                box = (west, south, east, north)
        yield number, values, box


def _text(value: Any) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    return str(value).strip()


def _rows(records: Iterator[Record], file: str, prefix: str, skipped: Skipped) -> Iterator[PlaceRow]:
    for number, values, box in records:
        try:
            yield _row(number, values, box, prefix)
        except ValueError as error:
            skipped.add(file, number, str(error))


def _row(number: int, values: dict[str, str], box: BoundingBox | None, prefix: str) -> PlaceRow:
    name = values.get("name", "")
    if not fold(name):
        raise ValueError("the name is empty")
    if not values.get("lat") or not values.get("lon"):
        raise ValueError(f"{name}: no coordinates")
    lat, lon = float(values["lat"]), float(values["lon"])
    if not (abs(lat) <= 90 and abs(lon) <= 180):
        raise ValueError(f"{name}: {lat}, {lon} is no latitude and longitude")
    population = int(float(values["population"])) if values.get("population") else None
    feature: Feature = values.get("feature") or "village"  # type: ignore[assignment]
    if feature not in FEATURES:
        raise ValueError(f"{name}: unknown feature {feature!r}; there are {', '.join(FEATURES)}")
    country = values.get("country", "").upper() or None
    if country is not None and not (len(country) == 2 and country.isalpha()):
        raise ValueError(f"{name}: country {country!r} is no ISO code of two letters")
    admin1 = values.get("admin1") or None
    if values.get("uncertainty_m"):
        uncertainty = max(1, round(float(values["uncertainty_m"])))
    elif box is not None:
        uncertainty = box_uncertainty_m(box)
    else:
        uncertainty = town_uncertainty_m(population)
    return PlaceRow(
        f"import:{prefix}:{values.get('id') or number}", name, lat, lon, feature, uncertainty, country,
        f"admin1:{country}.{admin1}" if country and admin1 else None, population=population, bbox=box,
        names=[(other, ALTERNATE) for other in _several(values.get("names", ""))],
    )  # fmt: skip


def _several(cell: str) -> list[str]:
    for separator in SEPARATORS[1:]:
        cell = cell.replace(separator, SEPARATORS[0])
    return [part.strip() for part in cell.split(SEPARATORS[0]) if part.strip()]
