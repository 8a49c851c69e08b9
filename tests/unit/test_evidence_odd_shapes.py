"""Tables under titles, on later sheets and layers, nested; geometries with more or other coordinates."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import geopandas
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from evidence_support import POKROVSK, make_claim
from shapely.geometry import Point
from test_evidence_control import LAT, LON, feature, judge, on, write_map

from geoclaims.errors import DatasetError
from geoclaims.evidence import inspect_dataset, open_dataset, read_dataset, save_sidecar

DAY = date(2025, 12, 1)
HEADER, ROW = ("id", "date", "lat", "lon"), ("a", datetime(2025, 12, 1), 48.28, 37.18)  # noqa: DTZ001


def book(path: Path, **sheets: list[tuple[object, ...]]) -> Path:
    """A workbook of sheets of rows."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


@pytest.mark.parametrize(
    ("above", "line"),
    [
        ([], 2),
        ([("Incidents of December", None, None, None)], 3),
        ([(None,), ("made by us",), ()], 5),
        ([("Exported", DAY)], 3),
    ],
)
def test_a_title_above_the_header_is_no_header(
    tmp_path: Path, above: list[tuple[object, ...]], line: int
) -> None:
    table = read_dataset(book(tmp_path / "a.xlsx", Data=[*above, HEADER, ROW]))
    assert (table.line.tolist(), table.lat.tolist()) == ([line], [48.28])
    told = [note for note in table.info.notes if "above" in note]
    assert told == ([f"the header is on line {line - 1}; what stands above it is left out"] if above else [])


def test_a_sheet_about_the_table_is_passed_over_and_told(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", About=[("How to read this",), ("one line",)], Data=[HEADER, ROW])
    info = read_dataset(path).info
    assert info.rows == 1
    assert "of 2 sheets only number 2 ('Data') is read" in info.notes


def test_columns_within_a_column_are_columns(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    place = {"lat": 48.28, "lon": 37.18, "names": [{"en": "Town"}]}
    pq.write_table(pa.table({"id": ["a"], "date": [DAY], "place": [place]}), path)
    with pytest.raises(DatasetError, match="no column for lat, lon"):
        read_dataset(path)
    assert inspect_dataset(path).proposed
    save_sidecar(path)
    assert (read_dataset(path).lat.tolist(), read_dataset(path).lon.tolist()) == ([48.28], [37.18])


def test_a_geometry_in_words_leaves_the_columns_of_points(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    columns = {"id": ["a"], "date": [DAY], "lat": [48.28], "lon": [37.18], "geometry": ["POINT (37 48)"]}
    pq.write_table(pa.table(columns), path)
    assert read_dataset(path).lat.tolist() == [48.28]


def test_layers_that_are_not_read_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    points = geopandas.GeoDataFrame({"date": ["2025-12-01"]}, geometry=[Point(37.18, 48.28)], crs=4326)
    points.to_file(path, layer="events")
    points.to_file(path, layer="others")
    info = read_dataset(path).info
    assert info.rows == 1
    assert any("first of 2 layers ('events')" in n and "'others'" in n for n in info.notes)


def test_a_column_that_comes_twice_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,date,lat,lon,lat,note,note\na,2025-12-01,48.28,37.18,0,x,y\n")
    info = read_dataset(path).info
    assert info.notes == (
        "there are 2 columns 'lat': the first is read",
        "there are 2 columns 'note': the first is read",
    )


def collection(crs: object, *coordinates: object) -> dict[str, Any]:
    points = [
        {
            "type": "Feature",
            "properties": {"date": "2025-12-01"},
            "geometry": {"type": "Point", "coordinates": c},
        }
        for c in coordinates
    ]
    return {"type": "FeatureCollection", "crs": crs, "features": points}


@pytest.mark.parametrize(
    ("name", "degrees"),
    [
        ("urn:ogc:def:crs:OGC:1.3:CRS84", True),
        ("urn:ogc:def:crs:EPSG::4326", True),
        ("EPSG:4326", True),
        ("urn:ogc:def:crs:EPSG::3857", False),
        ("EPSG:32637", False),
    ],
)
def test_a_named_system_in_metres_is_refused(tmp_path: Path, name: str, degrees: bool) -> None:
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps(collection({"type": "name", "properties": {"name": name}}, [41.0, 48.0])))
    if degrees:
        assert len(read_dataset(path)) == 1
    else:
        with pytest.raises(DatasetError, match=f"{name}; save it in EPSG:4326"):
            read_dataset(path)


@pytest.mark.parametrize("crs", [None, {}, "x", {"properties": {"name": 7}}, {"properties": []}])
def test_no_named_system_is_degrees(tmp_path: Path, crs: object) -> None:
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps(collection(crs, [37.18, 48.28, 120.5, 7])))
    assert read_dataset(path).lon.tolist() == [37.18]


def test_heights_and_measures_of_a_map_are_left_out(tmp_path: Path) -> None:
    corners = [(LON - 1, LAT - 1), (LON + 1, LAT - 1), (LON + 1, LAT + 1), (LON - 1, LAT + 1)]
    ring = [[lon, lat, 100.0, 5.0] for lon, lat in [*corners, corners[0]]]
    area = {"type": "Polygon", "coordinates": [ring]}
    path = write_map(tmp_path / "m.geojson", feature(area, date="2025-12-01", controller="RU"))
    assert judge(path, on(DAY)).status == "control_agrees"
    bad = {"type": "Polygon", "coordinates": [[["a", 1], [2], []]]}
    good = feature(area, date="2025-12-01", controller="RU")
    path = write_map(tmp_path / "n.geojson", good, feature(bad, date="2025-12-01", controller="RU"))
    info = open_dataset(path).info
    assert (info.rows, [q.line for q in info.quarantined]) == (1, [2])
    assert judge(path, make_claim(place=POKROVSK)).status == "control_agrees"


def test_coordinates_nested_without_end_are_no_geometry(tmp_path: Path) -> None:
    deep: Any = [37.1, 48.2]
    for _ in range(600):
        deep = [deep]
    bad = feature({"type": "Polygon", "coordinates": deep}, date="2025-12-01", controller="RU")
    info = open_dataset(write_map(tmp_path / "m.geojson", bad)).info
    assert [q.reason for q in info.quarantined] == ["no geometry"]


def test_a_workbook_of_a_chart_alone_is_refused(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.create_chartsheet()
    made.remove(made.worksheets[0])
    made.save(tmp_path / "chart.xlsx")
    with pytest.raises(DatasetError, match=r"chart.xlsx: (can't be read as XLSX|a workbook without)"):
        read_dataset(tmp_path / "chart.xlsx")
