"""Files as other programs write them: headers as remarks, odd marks in strings, side files, many rings."""

import json
import zipfile
from pathlib import Path

import pytest
from shapely.geometry import shape

from geoclaims.errors import DatasetError
from geoclaims.evidence import inspect_dataset
from geoclaims.evidence.control_days import held_days
from geoclaims.evidence.raw_json import _from_arcgis
from geoclaims.evidence.rawtable import table_from_rows

ROW = "1,2025-01-01,48.1,37.1\n"


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        ("# id,date,lat,lon\n", 2),  # as numpy.savetxt does
        ("# made by hand, in 2025\nid,date,lat,lon\n", 2),
        ("# id,date,lat,lon, and so on\n\nid,date,lat,lon\n", 2),
        ("# made by hand, in 2025, north, east\nid,date,lat,lon\n", 2),
    ],
)
def test_a_remark_is_the_header_only_where_none_follows(tmp_path: Path, head: str, rows: int) -> None:
    file = tmp_path / "a.csv"
    file.write_text(head + ROW + ROW.replace("1,2025-01-01", "2,2025-01-02"))
    found = inspect_dataset(file).info
    assert (found.kind, found.rows) == ("table", rows)


def test_a_line_of_json_goes_on_past_marks_within_its_strings(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    line = '{"date": "2025-01-01", "lat": 48.1, "lon": 37.1, "note": "one\u2028two\u0085three"}\n'
    file.write_text(line * 2, encoding="utf-8")
    found = inspect_dataset(file).info
    assert (found.rows, len(found.quarantined)) == (2, 0)


def test_json_beside_the_table_of_an_archive_is_no_table(tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("data.txt", "id,date,lat,lon\n" + ROW)
        archive.writestr("meta.json", '{"licence": "own"}')
    assert inspect_dataset(file).info.rows == 1


def test_a_text_about_json_is_no_table(tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("readme.txt", "hello")
        archive.writestr("data.json", '[{"id": 1, "date": "2025-01-01", "lat": 48.1, "lon": 37.1}]')
    assert inspect_dataset(file).info.rows == 1


def test_an_area_of_many_rings_is_whole() -> None:
    rings = [
        [[x, y], [x + 0.5, y], [x + 0.5, y + 0.5], [x, y + 0.5], [x, y]] for x in range(20) for y in range(30)
    ]
    outer = [[-2, -2], [-2, 40], [40, 40], [40, -2], [-2, -2]]
    beside = [[50, 0], [50, 9], [59, 9], [59, 0], [50, 0]]
    feature = _from_arcgis({"geometry": {"rings": [outer, *rings, beside]}})
    parts = feature["geometry"]["coordinates"]
    assert len(parts) == 2  # the land with 600 holes, and the part beside it
    assert sorted(len(part) for part in parts) == [1, 601]


def test_a_feature_of_one_day_stays_among_intervals_whose_end_is_excluded(tmp_path: Path) -> None:
    rows = [
        ("2025-01-01", "2025-02-01"), ("2025-02-01", "2025-03-01"), ("2025-02-01", "2025-02-01"),
        ("2025-03-01", "31.12.9999"), ("2025-01-01", "2025-02-01T23:59:59.999999"),
    ]  # fmt: skip
    table = table_from_rows(tmp_path / "a.geojson", ["valid_from", "valid_to"], enumerate(map(list, rows), 1))
    held, notes = held_days(table, {})
    assert notes
    assert [str(h.last) for h in held if h and not isinstance(h, str)] == [
        "2025-01-31", "2025-02-28", "2025-02-01", "2025-03-01", "2025-01-31",
    ]  # fmt: skip


POINT = json.dumps(
    {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"id": "a1", "date": "2025-01-01"},
                "geometry": {"type": "Point", "coordinates": [37.1, 48.1]},
            }
        ],
    }
)


def pack(path: Path, **files: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "."), content)
    return path


@pytest.mark.parametrize(
    ("files", "beside"),
    [
        ({"strikes__geojson": POINT, "meta__json": '{"licence": "own"}'}, None),
        ({"strikes__geojson": POINT, "fields__json": '[{"name": "date"}]'}, "fields.json"),
        ({"strikes__json": POINT, "style__json": '{"layers": [1, 2], "version": 8}'}, "style.json"),
        ({"strikes__json": POINT, "METADATA__json": "[{}]", "LICENSE__txt": "own"}, None),
        ({"strikes__geojson": POINT, "readme__csv": "column;meaning\n"}, None),
    ],
)
def test_the_one_file_of_rows_in_an_archive_is_read(
    tmp_path: Path, files: dict[str, str], beside: str | None
) -> None:
    info = inspect_dataset(pack(tmp_path / "a.zip", **files)).info
    assert (info.kind, info.rows, info.name) == ("table", 1, "a.zip")
    told = [note for note in info.notes if note.startswith("not read in the archive")]
    assert told == ([f"not read in the archive: {beside}"] if beside else [])


def test_several_files_of_rows_in_an_archive_are_named(tmp_path: Path) -> None:
    two = pack(tmp_path / "a.zip", north__geojson=POINT, south__geojson=POINT)
    with pytest.raises(DatasetError, match=r"2 files of rows \(north.geojson, south.geojson\); unpack it"):
        inspect_dataset(two)
    either = pack(tmp_path / "b.zip", rows__json=POINT, more__json="[{}]")
    with pytest.raises(DatasetError, match=r"rows.json, more.json"):
        inspect_dataset(either)
    neither = pack(tmp_path / "c.zip", picture__png="x")
    with pytest.raises(DatasetError, match=r"no table in the archive \(it holds picture.png\)"):
        inspect_dataset(neither)


def test_an_archive_within_an_archive_is_no_workbook(tmp_path: Path) -> None:
    inner = pack(tmp_path / "inner.zip", rows__csv="date,lat,lon\n").read_bytes()
    outer = tmp_path / "outer.zip"
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("rows.xlsx", inner)
    with pytest.raises(DatasetError, match=r"outer.zip: can't be read as XLSX"):
        inspect_dataset(outer)


def square(west: float, south: float, size: float) -> list[list[float]]:
    """A clockwise ring."""
    east, north = west + size, south + size
    return [[west, south], [west, north], [east, north], [east, south], [west, south]]


@pytest.mark.parametrize(
    ("rings", "area"),
    [
        ([square(0, 0, 2), square(1, 1, 2)], 7),  # land over land is land once
        ([square(0, 0, 10), square(1, 1, 8)[::-1]], 36),
        ([square(0, 0, 10), square(1, 1, 8)[::-1], square(2, 2, 5), square(4, 4, 2)[::-1]], 36 + 25 - 4),
        ([square(0, 0, 4), square(3, 3, 2), square(2, 2, 1)[::-1]], 16 + 4 - 1 - 1),
        ([square(0, 0, 10)[::-1], square(1, 1, 8)], 36),  # written the other way round
        ([square(0, 0, 10), square(20, 0, 1)[::-1]], 101),  # a hole in nothing
        ([square(0, 0, 1), [[5, 5], [5, 6], [5, 5]], [[7]]], 1),  # rings that are none
        ([], 0),
    ],
)
@pytest.mark.parametrize("backwards", [False, True])
def test_rings_of_one_direction_are_land(
    rings: list[list[list[float]]], area: float, backwards: bool
) -> None:
    feature = _from_arcgis({"geometry": {"rings": rings[::-1] if backwards else rings}})
    assert shape(feature["geometry"]).area == pytest.approx(area)
