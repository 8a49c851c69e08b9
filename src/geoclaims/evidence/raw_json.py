"""JSON replies, lists of objects and GeoJSON points → rows of text."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import shapely
from shapely.errors import ShapelyError
from shapely.geometry import Polygon, mapping, shape
from shapely.geometry.base import BaseGeometry

from geoclaims.errors import DatasetError
from geoclaims.evidence.raw_xlsx import cell_text
from geoclaims.evidence.rawtable import RawTable, table_from_rows
from geoclaims.evidence.tables import Quarantined

_ROWS = ("data", "features", "events", "Result", "results")
"""Where replies and files hold their rows (UCDP's interface calls them ``Result``)."""
_BLANK, _DAMAGED = object(), object()


def read_json(path: Path) -> RawTable:
    """The list of rows in a JSON file; a row's line is its position in the list (in JSON Lines, its line).

    Raises DatasetError where it is damaged, holds no list of rows or is a provider's refusal.
    """
    note = "lines are positions in the list of rows"
    try:
        text = path.read_text(encoding="utf-8-sig")
        data = json.loads(text)
    except UnicodeDecodeError as cause:
        raise DatasetError(f"{path}: not UTF-8 ({cause.reason} at byte {cause.start})") from cause
    except RecursionError as cause:
        raise DatasetError(f"{path}: JSON nested too deeply; a list of rows is expected") from cause
    except ValueError as cause:
        if (data := _json_lines(text)) is None:
            raise DatasetError(f"{path}: damaged JSON ({cause})") from cause
        note = "one JSON object a line"
    envelope: dict[str, Any] = {}
    rows = data
    if isinstance(data, dict) and isinstance(data.get("map"), dict):
        data = data["map"]  # a snapshot of DeepState's interface
    if isinstance(data, dict) and data.get("type") == "Feature":
        data = {"features": [data]}
    if isinstance(data, dict):
        envelope = {k: v for k, v in data.items() if k not in _ROWS}
        rows = next((data[k] for k in _ROWS if data.get(k) is not None), None)
        if rows is None and envelope.get("success") is True and envelope.get("count") in (0, "0"):
            rows = []
    if isinstance(rows, list) and str(envelope.get("geometryType", "")).startswith("esri"):
        rows = [_from_arcgis(row) if isinstance(row, dict) else row for row in rows]
        system = envelope.get("spatialReference")
        if isinstance(system, dict) and system.get("wkid") not in (None, 4326):
            raise DatasetError(
                f"{path}: not in degrees; ask for it with outSR=4326 and f=geojson, and try again"
            )
    if (said := _other_system(envelope.get("crs"))) is not None:
        raise DatasetError(f"{path}: its points are in {said}; save it in EPSG:4326 (degrees) and try again")
    refused = envelope.get("success") is False or str(envelope.get("status", ""))[:1] in ("4", "5")
    if not isinstance(rows, list) or (refused and not rows):
        words = (envelope.get(k) for k in ("error", "message", "messages", "detail"))
        said = str(next((w for w in words if w), ""))[:200]
        what = f"it says {said!r}; ask the provider again" if said else "data, features or events is expected"
        raise DatasetError(f"{path}: JSON without a list of rows; {what}")
    numbered = [(i, row) for i, row in enumerate(rows, start=1) if isinstance(row, dict)]
    if any(_is_area(row) for row in rows):
        table = _features(path, numbered)
    else:
        records = [(i, _flat(row)) for i, row in numbered]
        header = list(dict.fromkeys(key for _, record in records for key in record))
        body = ((i, [record.get(key, "") for key in header]) for i, record in records)
        table = table_from_rows(path, header, body)
    bad = [
        Quarantined(i, "damaged JSON" if row is _DAMAGED else "no object")
        for i, row in enumerate(rows, start=1)
        if not isinstance(row, dict) and row is not _BLANK
    ]
    return replace(
        table,
        envelope=envelope,
        is_json=True,
        quarantined=(*table.quarantined, *bad),
        notes=(*table.notes, note),
    )


def holds_rows(content: bytes) -> bool:
    """Whether a JSON file is one of rows and no remark on another; a damaged one may have been."""
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        return True
    if isinstance(data, dict):
        if data.get("type") == "Feature" or isinstance(data.get("map"), dict):
            return True
        data = next((data[key] for key in _ROWS if isinstance(data.get(key), list)), None)
    return isinstance(data, list) and (not data or isinstance(data[0], dict))


_LINE_END = re.compile(r"\r\n|\n|\r")
"""The ends of lines alone: U+2028 and the like may stand within a string of JSON."""


def _json_lines(text: str) -> list[Any] | None:
    """The value of each line, stand-ins for blank and damaged ones; None where these are no JSON Lines."""
    lines = _LINE_END.split(text)
    filled = [line.strip() for line in lines if line.strip()]
    if len(filled) < 2 or not filled[0].startswith("{"):
        return None
    values = [_value(line) for line in lines]
    return values if isinstance(next(v for v in values if v is not _BLANK), dict) else None


def _value(line: str) -> Any:
    if not line.strip():
        return _BLANK
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return _DAMAGED


def _other_system(crs: object) -> str | None:
    """The reference system that a file of GeoJSON names, where it is not the one in degrees.

    Source: the GeoJSON format of 2008, "crs"; RFC 7946 dropped it, but programs write it still.
    """
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if not isinstance(name, str) or name.upper().endswith(("CRS84", "EPSG:4326", "EPSG::4326")):
        return None
    return name[:40]


def _from_arcgis(row: Mapping[str, Any]) -> dict[str, Any]:
    """A feature as an ArcGIS server writes it by default (``f=json``) in the form of GeoJSON."""
    given = row.get("geometry")
    geometry: dict[str, Any] | None = None
    if isinstance(given, dict) and "x" in given and "y" in given:
        geometry = {"type": "Point", "coordinates": [given["x"], given["y"]]}
    elif isinstance(given, dict) and isinstance(given.get("rings"), list):
        geometry = mapping(_area_of(given["rings"]))
    return {"type": "Feature", "properties": row.get("attributes"), "geometry": geometry}


def _area_of(rings: Sequence[Any]) -> BaseGeometry:
    """The area of ArcGIS rings: those of one direction are land, the others holes in the ring round them.

    Land is clockwise, but not all programs keep to that: the largest ring can't be a hole, so its direction
    is that of land. A hole that no land is round is land too, for nothing can be cut out of nothing.
    Source: ArcGIS REST API, "Geometry objects", Polygon.
    """
    shapes = [_shape({"type": "Polygon", "coordinates": [ring]}) for ring in rings]
    parts = sorted((s for s in shapes if isinstance(s, Polygon) and not s.is_empty), key=lambda s: -s.area)
    of_land = [part.exterior.is_ccw == parts[0].exterior.is_ccw for part in parts]
    land = [shapely.make_valid(part) for part, is_land in zip(parts, of_land, strict=True) if is_land]
    around = shapely.STRtree(land)
    cut: dict[int, list[BaseGeometry]] = {}
    for part, is_land in zip(parts, of_land, strict=True):
        if not is_land:
            hole = shapely.make_valid(part)
            found = around.query(hole.representative_point(), predicate="within").tolist()
            wider = [i for i in found if land[i].area >= part.area]  # no island within the hole
            cut.setdefault(max(wider, default=-1), []).append(hole)
    left = [part.difference(shapely.union_all(cut[i])) if i in cut else part for i, part in enumerate(land)]
    joined = shapely.union_all([*left, *cut.get(-1, [])])
    areas = [part for part in shapely.get_parts(joined) if part.area]  # no stray lines
    return shapely.union_all(areas) if areas else Polygon()


def _is_area(row: object) -> bool:
    geometry = row.get("geometry") if isinstance(row, dict) else None
    return isinstance(geometry, dict) and geometry.get("type") in ("Polygon", "MultiPolygon")


def _features(path: Path, features: list[tuple[int, dict[str, Any]]]) -> RawTable:
    """GeoJSON features some of which are areas: properties as text, geometries beside them."""
    properties: list[tuple[int, dict[str, Any]]] = [
        (i, f["properties"] if isinstance(f.get("properties"), dict) else {}) for i, f in features
    ]
    header = list(dict.fromkeys(str(key) for _, record in properties for key in record))
    rows = ((i, [str(i), *(_text(record.get(key)) for key in header)]) for i, record in properties)
    table = table_from_rows(path, ["feature_number", *header], rows)
    return replace(table, shapes=[_shape(f.get("geometry")) for _, f in features])


def _shape(geometry: object) -> BaseGeometry | None:
    """The geometry without heights, or None where it is missing or damaged."""
    if not isinstance(geometry, dict):
        return None
    try:
        plane = {**geometry, "coordinates": _in_plane(geometry.get("coordinates"))}
        flat: BaseGeometry = shapely.force_2d(shape(plane if "coordinates" in geometry else geometry))
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, ShapelyError):
        return None
    return flat


def _in_plane(coordinates: object) -> object:
    """Coordinates without heights, and what some programs write after them (a measure, a time)."""
    if not isinstance(coordinates, list) or not coordinates:
        return coordinates
    if not isinstance(coordinates[0], list):
        return coordinates[:2]
    return [_in_plane(part) for part in coordinates]


def _flat(row: Mapping[str, Any]) -> dict[str, str]:
    """A JSON row as cells: GeoJSON properties come up, a point becomes longitude and latitude."""
    source = dict(row)
    geometry = source.pop("geometry", None)
    properties = source.pop("properties", None)
    if isinstance(properties, dict):
        source = {**properties, **({"id": source["id"]} if "id" in source else {})}
    if isinstance(geometry, dict) and geometry.get("type") == "Point":
        coordinates = geometry.get("coordinates") or []
        if len(coordinates) >= 2:
            source.setdefault("longitude", coordinates[0])
            source.setdefault("latitude", coordinates[1])
    return {str(key): _text(value) for key, value in source.items()}


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(_text(v) for v in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return cell_text(value)
