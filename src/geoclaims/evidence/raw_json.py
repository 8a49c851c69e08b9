"""JSON replies, lists of objects and GeoJSON points → rows of text."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geoclaims.errors import DatasetError
from geoclaims.evidence.raw_xlsx import cell_text
from geoclaims.evidence.rawtable import RawTable, table_from_rows


def read_json(path: Path) -> RawTable:
    """The list of rows in a JSON file; a row's line is its position in the list.

    Raises DatasetError where it is damaged or holds no list of rows.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        data = json.loads(text)
    except UnicodeDecodeError as cause:
        raise DatasetError(f"{path}: not UTF-8 ({cause.reason} at byte {cause.start})") from cause
    except ValueError as cause:
        raise DatasetError(f"{path}: damaged JSON ({cause})") from cause
    envelope: dict[str, Any] = {}
    rows = data
    if isinstance(data, dict) and isinstance(data.get("map"), dict):
        data = data["map"]  # a snapshot of DeepState's interface
    if isinstance(data, dict):
        envelope = {k: v for k, v in data.items() if k not in ("data", "features", "events")}
        rows = data.get("data", data.get("features", data.get("events")))
    if not isinstance(rows, list):
        raise DatasetError(f"{path}: JSON without a list of rows (data, features or events)")
    if any(_is_area(row) for row in rows):
        return _features(path, [row for row in rows if isinstance(row, dict)], envelope)
    records = [_flat(row) for row in rows if isinstance(row, dict)]
    header = list(dict.fromkeys(key for record in records for key in record))
    body = ((i, [record.get(key, "") for key in header]) for i, record in enumerate(records, start=1))
    table = table_from_rows(path, header, body)
    note = "lines are positions in the list of rows"
    return replace(table, envelope=envelope, is_json=True, notes=(*table.notes, note))


def _is_area(row: object) -> bool:
    geometry = row.get("geometry") if isinstance(row, dict) else None
    return isinstance(geometry, dict) and geometry.get("type") in ("Polygon", "MultiPolygon")


def _features(path: Path, features: list[dict[str, Any]], envelope: dict[str, Any]) -> RawTable:
    """GeoJSON features some of which are areas: properties as text, geometries beside them."""
    properties: list[dict[str, Any]] = [
        f["properties"] if isinstance(f.get("properties"), dict) else {} for f in features
    ]
    header = list(dict.fromkeys(str(key) for record in properties for key in record))
    rows = (
        (i, [str(i), *(_text(record.get(key)) for key in header)])
        for i, record in enumerate(properties, start=1)
    )
    table = table_from_rows(path, ["feature_number", *header], rows)
    shapes = [_shape(f.get("geometry")) for f in features]
    note = "lines are positions in the list of features"
    return replace(table, envelope=envelope, is_json=True, shapes=shapes, notes=(*table.notes, note))


def _shape(geometry: object) -> BaseGeometry | None:
    """The geometry without heights, or None where it is missing or damaged."""
    if not isinstance(geometry, dict):
        return None
    try:
        flat: BaseGeometry = shapely.force_2d(shape(geometry))
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, shapely.errors.ShapelyError):
        return None
    return flat


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
