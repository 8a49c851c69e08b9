"""GeoPackage for QGIS and ArcGIS: claims, their places and areas, a table of sources, and styles inside."""

import sqlite3
import warnings
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
from shapely.errors import ShapelyError
from shapely.geometry import Point, shape
from shapely.geometry.base import BaseGeometry

from geoclaims.evidence.tables import EventTable
from geoclaims.model import Claim
from geoclaims.output import positions, wording
from geoclaims.output.frames import CRS, claims_frame, storable
from geoclaims.output.provenance import Provenance
from geoclaims.output.styles import layer_styles

_DATES = ("date_start", "date_end", "published")
_EVENT_TEXTS = ("location", "country", "actor1", "actor2", "source")
_UTC = "datetime64[ms, UTC]"
"""Days at midnight UTC: the standard's DATETIME wants a zone, and readers warn where it is missing."""
_VERSION = "1.2"
"""Of the GeoPackage standard: what the QGIS of Debian 12 (GDAL 3.6) reads without a warning."""
_STYLES_TABLE = """
CREATE TABLE layer_styles (
    id INTEGER PRIMARY KEY AUTOINCREMENT, f_table_catalog TEXT, f_table_schema TEXT, f_table_name TEXT,
    f_geometry_column TEXT, styleName TEXT, styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN,
    description TEXT, owner TEXT, ui TEXT,
    update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')));
"""


def write(
    claims: Iterable[Claim], path: Path, provenance: Provenance, tables: Sequence[EventTable] = ()
) -> None:
    """Write layers ``claims`` (a row each), ``places``, ``areas``, and tables ``sources`` and ``about``.

    Records of other datasets, where there are any, are the layer ``events``.
    """
    path.unlink(missing_ok=True)  # GDAL makes the file itself and refuses an empty one
    with warnings.catch_warnings():
        # The user names the file: GDAL's wish for an ending in .gpkg is no message for them.
        warnings.filterwarnings("ignore", message=r"(?s).*(filename|file) extension", category=RuntimeWarning)
        _write_all(list(claims), path, provenance, tables)
    _add_styles(path)


def _write_all(
    kept: Sequence[Claim], path: Path, provenance: Provenance, tables: Sequence[EventTable]
) -> None:
    frame = claims_frame(kept)
    for column in _DATES:
        frame[column] = pd.to_datetime(frame[column], format="ISO8601", utc=True).astype(_UTC)
    _layer(frame, path, "claims", "Point")
    _layer(_places(kept), path, "places", "Point")
    _layer(_areas(kept), path, "areas", "Unknown")
    if tables:
        _layer(_events(tables), path, "events", "Point")
    _table(_sources(kept), path, "sources")
    about = [{"name": key, "value": _text(value)} for key, value in provenance.as_record().items()]
    _table(pd.DataFrame(about), path, "about")


def _layer(frame: gpd.GeoDataFrame, path: Path, name: str, geometry_type: str) -> None:
    frame.to_file(
        path, layer=name, driver="GPKG", engine="pyogrio", geometry_type=geometry_type, VERSION=_VERSION
    )


def _table(frame: pd.DataFrame, path: Path, name: str) -> None:
    import pyogrio

    pyogrio.write_dataframe(frame, path, layer=name, driver="GPKG")


def _places(claims: Sequence[Claim]) -> gpd.GeoDataFrame:
    """Every drawn place of every claim, where the row of a claim has room for one."""
    rows, points = [], []
    for claim in claims:
        for place in claim.drawn_places:
            if point := positions.position(place):
                rows.append(_place_row(claim, place.role, wording.place_text(place), point))
                points.append(Point(point.lon, point.lat))
    return _frame(rows, points)


def _areas(claims: Sequence[Claim]) -> gpd.GeoDataFrame:
    """The uncertainty of each drawn place: its own shape, else a circle of its radius."""
    rows, shapes = [], []
    for claim in claims:
        for place in claim.drawn_places:
            point = positions.position(place)
            area = _area(point) if point else None
            if point and area is not None:
                rows.append(_place_row(claim, place.role, wording.place_text(place), point))
                shapes.append(area)
    return _frame(rows, shapes)


def _place_row(claim: Claim, role: str, words: str, point: positions.Position) -> dict[str, Any]:
    return {
        "claim": storable(claim.id),
        "role": role,
        "place": storable(words),
        "claimed_by": storable(wording.claimed_by(claim)),
        "realis": claim.realis,
        "uncertainty_m": point.uncertainty_m,
    }


def _frame(rows: list[dict[str, Any]], shapes: Sequence[BaseGeometry]) -> gpd.GeoDataFrame:
    columns = ["claim", "role", "place", "claimed_by", "realis", "uncertainty_m"]
    frame = pd.DataFrame(rows, columns=columns)
    frame["uncertainty_m"] = frame["uncertainty_m"].astype("Int64")
    return gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries(list(shapes), crs=CRS), crs=CRS)


def _area(point: positions.Position) -> BaseGeometry | None:
    if point.geometry is not None:
        try:
            return shape(point.geometry)
        except (ShapelyError, ValueError, TypeError, KeyError, AttributeError):
            return None  # a shape from outside that is none: the point still stands
    if not point.uncertainty_m:
        return None
    # A circle in metres on the azimuthal projection centred on the point, then back to degrees.
    local = f"+proj=aeqd +lat_0={point.lat} +lon_0={point.lon} +units=m"
    circle: BaseGeometry = (
        gpd.GeoSeries([Point(0, 0)], crs=local).buffer(point.uncertainty_m).to_crs(CRS).iloc[0]
    )
    return circle


def _events(tables: Sequence[EventTable]) -> gpd.GeoDataFrame:
    """The records of all datasets, their labels and texts as they are, each with its dataset and citation."""
    frames = []
    for table in tables:
        columns = {
            "dataset": table.info.name,
            "id": table.id.to_pylist(),
            "date_start": pd.Series(table.start.astype("datetime64[ms]")).dt.tz_localize("UTC"),
            "date_end": pd.Series(table.end.astype("datetime64[ms]")).dt.tz_localize("UTC"),
            "category": [table.categories[number] for number in table.category],
            **{name: table.text[name].to_pylist() for name in _EVENT_TEXTS if name in table.text},
            "fatalities": pd.Series(table.fatalities, dtype="Int64").mask(table.fatalities < 0),
            "citation": table.info.citation,
            "licence": table.info.licence,
        }
        points = gpd.points_from_xy(table.lon, table.lat, crs=CRS)
        frames.append(gpd.GeoDataFrame(columns, geometry=points, crs=CRS))
    together: gpd.GeoDataFrame = pd.concat(frames, ignore_index=True)
    return together


def _sources(claims: Sequence[Claim]) -> pd.DataFrame:
    """Each source of each document once, with how many claims it has."""
    rows: dict[tuple[str, ...], int] = {}
    for claim in claims:
        attribution = claim.attribution
        source, document = storable(wording.source_text(attribution)), storable(claim.document.id)
        key = (source, attribution.kind, attribution.side, document)
        rows[key] = rows.get(key, 0) + 1
    columns = ["source", "kind", "side", "document", "claims"]
    return pd.DataFrame([(*key, count) for key, count in rows.items()], columns=columns)


def _add_styles(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(_STYLES_TABLE)
        layers = {row[0] for row in connection.execute("SELECT table_name FROM gpkg_geometry_columns")}
        connection.executemany(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column,"
            " styleName, useAsDefault, styleQML, description) VALUES ('', '', ?, 'geom', ?, 1, ?, ?)",
            [
                (name, name, qml, description)
                for name, (qml, description) in layer_styles().items()
                if name in layers
            ],
        )
        connection.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES"
            " ('layer_styles', 'attributes', 'layer_styles')"
        )


def _text(value: object) -> str | None:
    return "; ".join(map(str, value)) if isinstance(value, list) else None if value is None else str(value)
