"""GeoPackage, KML, Shapefile and Parquet → rows of text with longitude and latitude."""

import json
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import shapely

from geoclaims.errors import DatasetError
from geoclaims.evidence.raw_xlsx import cell_text
from geoclaims.evidence.rawtable import RawTable, table_from_rows
from geoclaims.evidence.tables import Quarantined

_AREAS = ("Polygon", "MultiPolygon")


def read_vector(path: Path) -> RawTable:
    """The features of a file; a row's line is its position in it. Only the first layer is read, but for a
    KML file, where each folder is a layer.

    Points become the columns longitude and latitude; other shapes are quarantined.
    Raises DatasetError where it can't be read or is not in degrees (EPSG:4326).
    """
    with path.open("rb") as file:
        if file.read(4) == b"PAR1":
            return _read_parquet(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            listed = pyogrio.list_layers(path)
            placed = [str(name) for name, kind in listed if kind is not None]
            layers = placed or [str(name) for name in listed[:, 0]]
            taken = layers if path.suffix.lower() == ".kml" else layers[:1]
            read = [pyogrio.raw.read(path, layer=name) for name in taken]
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError) as cause:
        raise DatasetError(f"{path}: can't be read as a file of features ({cause})") from cause
    if not read:
        raise DatasetError(f"{path}: a file of features without a layer")
    for meta, _, geometry, _ in read:
        crs = str(meta.get("crs") or "EPSG:4326")
        if geometry is not None and crs.upper() not in ("EPSG:4326", "OGC:CRS84"):
            raise DatasetError(
                f"{path}: its points are in {crs[:40]}; save it in EPSG:4326 (degrees) and try again"
            )
    names, columns = _all_fields(read)
    geometries = [geometry for _, _, geometry, _ in read if geometry is not None]
    shapes = shapely.from_wkb(np.concatenate(geometries), on_invalid="ignore") if geometries else None
    table = _with_points(path, names, columns, shapes)
    if len(taken) < len(layers):
        note = (
            f"only the first of {len(layers)} layers ({layers[0]!r}) is read; save the one that is "
            f"meant as a file of its own ({', '.join(map(repr, layers[1:6]))})"
        )
        table = replace(table, notes=(*table.notes, note))
    return table


def _all_fields(read: list[Any]) -> tuple[list[str], list[Any]]:
    """The fields of all layers one after the other, empty where a layer has none of that name."""
    names = list(dict.fromkeys(str(name) for meta, *_ in read for name in meta["fields"]))
    columns: list[list[Any]] = [[] for _ in names]
    for meta, _, geometry, fields in read:
        of_layer = dict(zip((str(name) for name in meta["fields"]), fields, strict=True))
        rows = fields[0] if len(fields) else geometry
        count = 0 if rows is None else len(rows)
        for column, name in zip(columns, names, strict=True):
            column.extend(of_layer.get(name, [None] * count))
    return names, columns


def _read_parquet(path: Path) -> RawTable:
    try:
        table = pq.read_table(path)
    except (OSError, ValueError) as cause:
        raise DatasetError(f"{path}: can't be read as Parquet ({cause})") from cause
    crs = _parquet_crs(table.schema.metadata or {})
    if crs.upper() not in ("EPSG:4326", "OGC:CRS84"):
        raise DatasetError(
            f"{path}: its points are in {crs[:40]}; save it in EPSG:4326 (degrees) and try again"
        )
    while any(pa.types.is_struct(field.type) for field in table.schema):
        table = table.flatten()  # {"place": {"lat": …}} becomes a column place.lat
    columns = {name: table.column(name).to_pylist() for name in table.column_names}
    binary = {f.name for f in table.schema if pa.types.is_binary(f.type) or pa.types.is_large_binary(f.type)}
    blobs = columns.pop("geometry") if "geometry" in binary else None
    shapes = None
    if blobs is not None:
        shapes = shapely.from_wkb(np.array(blobs, dtype=object), on_invalid="ignore")
    return _with_points(path, list(columns), list(columns.values()), shapes)


def _parquet_crs(metadata: Mapping[bytes, bytes]) -> str:
    """The reference system of a GeoParquet file's geometries; without one they are in degrees.

    Source: GeoParquet 1.1, "crs" (PROJJSON, or null where it is not known).
    """
    try:
        said = json.loads(metadata.get(b"geo", b"{}"))["columns"]["geometry"]["crs"]["id"]
        return f"{said['authority']}:{said['code']}"
    except (ValueError, KeyError, TypeError):
        return "EPSG:4326"


def _with_points(path: Path, names: list[str], columns: list[Any], shapes: Any) -> RawTable:
    count = len(columns[0]) if columns else (0 if shapes is None else len(shapes))
    if shapes is not None and any(s is not None and s.geom_type in _AREAS for s in shapes):
        body = ((i + 1, [str(i + 1), *(_text(column[i]) for column in columns)]) for i in range(count))
        table = table_from_rows(path, ["feature_number", *names], body)
        flat = [None if s is None else shapely.force_2d(s) for s in shapes]
        return replace(table, shapes=flat, notes=(*table.notes, "lines are positions in the file"))
    bad: list[Quarantined] = []

    def rows() -> Iterator[tuple[int, list[object]]]:
        for i in range(count):
            cells: list[object] = [_text(column[i]) for column in columns]
            if shapes is None:
                yield i + 1, cells
            elif shapes[i] is None or shapes[i].is_empty:
                bad.append(Quarantined(i + 1, "no geometry"))
            elif shapes[i].geom_type != "Point":
                bad.append(Quarantined(i + 1, f"a {shapes[i].geom_type}, not a point"))
            else:
                yield i + 1, [*cells, repr(float(shapes[i].x)), repr(float(shapes[i].y))]

    header = names if shapes is None else [*names, "longitude", "latitude"]
    table = table_from_rows(path, header, rows())
    note = "lines are positions in the file"
    return replace(table, quarantined=(*table.quarantined, *bad), notes=(*table.notes, note))


def _text(value: object) -> str:
    if isinstance(value, np.generic):
        value = value.astype("datetime64[s]").item() if isinstance(value, np.datetime64) else value.item()
    if isinstance(value, float) and np.isnan(value):
        return ""
    return cell_text(value)
