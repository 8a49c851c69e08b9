"""Files as other programs write them: headers as remarks, odd marks in strings, side files, many rings."""

import zipfile
from pathlib import Path

import pytest

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
        [[x, y], [x, y + 0.5], [x + 0.5, y + 0.5], [x + 0.5, y], [x, y]] for x in range(20) for y in range(30)
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
