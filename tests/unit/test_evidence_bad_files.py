"""Files as they really come: odd line ends, remarks, archives, replies without rows, damaged lines."""

import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import geopandas
import pytest
from evidence_support import ACLED_HEADER, ACLED_ROW, make_claim, write_acled

from geoclaims.cli.datasets import _lines
from geoclaims.errors import DatasetError
from geoclaims.evidence import compare, inspect_dataset, open_dataset, read_dataset, save_sidecar
from geoclaims.model import Window

PLAIN = "date,lat,lon\n2025-12-01,48.2,37.1\n2025-12-02,48.3,37.2\n"


def quarantined(path: Path) -> list[tuple[int, str]]:
    return [(q.line, q.reason) for q in open_dataset(path).info.quarantined]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (PLAIN.replace("\n", "\r"), 2),
        ("\n\r\n" + PLAIN, 4),
        ("sep=,\n" + PLAIN, 3),
        ("sep=;\r\n" + PLAIN.replace(",", ";"), 3),
        ("# exported on a Monday\n# by hand\n" + PLAIN, 4),
        (PLAIN.replace("date,", '"date\n(UTC)",'), 3),
    ],
)
def test_what_stands_before_the_rows_is_no_row(tmp_path: Path, text: str, line: int) -> None:
    path = tmp_path / "t.csv"
    path.write_text(text, newline="")
    table = read_dataset(path)
    assert table.line.tolist() == [line, line + 1]
    assert not table.info.quarantined


def test_a_quote_that_is_never_closed_is_told_though_the_row_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('date,lat,lon,note\n2025-12-01,48,37,a\n2025-12-02,48,37,"b\n2025-12-03,48,37,c\n')
    assert any("line 3 runs over 2 lines" in note for note in open_dataset(path).info.notes)
    path.write_text('date,lat,lon,note\n2025-12-01,48,37,a\n2025-12-02,48,37,"b\nmore"\n')
    assert not open_dataset(path).info.notes, "a line break within quotes is none"


def test_a_long_row_is_not_said_to_have_lost_any(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    story = "line\n" * 300
    path.write_text(f'date,lat,lon,note\n2025-12-01,48,37,"{story}"\n2025-12-02,48,37,b\n')
    info = open_dataset(path).info
    (note,) = info.notes
    assert (info.rows, info.quarantined) == (2, ())
    assert "line 2 runs over 301 lines" in note
    assert "may have" in note
    assert "lost" not in note


def test_sources_stay_with_their_rows(tmp_path: Path) -> None:
    """A row without any source must not take its neighbour's."""
    path = tmp_path / "ged.csv"
    path.write_text(
        "id,type_of_violence,where_prec,date_start,date_end,latitude,longitude,source_office,source_original\n"
        "1,1,1,2022-12-01,2022-12-01,6.5,21.1,,\n"
        "2,1,1,2022-12-01,2022-12-01,6.5,21.1,Agency,army\n"
        "3,1,1,2022-12-01,2022-12-01,6.5,21.1,,\n"
        "4,1,1,2022-12-01,2022-12-01,6.5,21.1,,monitor\n"
    )
    table = read_dataset(path)
    assert [table.record(row).source for row in range(4)] == [None, "Agency; army", None, "monitor"]


def test_weeks_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    path = tmp_path / "weeks.csv"
    path.write_text(
        "WEEK,COUNTRY,ADMIN1,EVENT_TYPE,EVENTS,CENTROID_LATITUDE,CENTROID_LONGITUDE\n"
        "2122-11-29,Ukraine,Donetsk,Battles,2,48,37\n"
        ",Ukraine,Donetsk,Battles,2,48,37\n"
        "2025-11-29,Ukraine,Donetsk,Battles,2,48,37\n"
    )
    assert quarantined(path) == [(2, "year 2122 can't be right"), (3, "no date")]
    table = read_dataset(path)
    assert (table.info.kind, table.info.rows) == ("acled_aggregate", 1)
    window = Window(10.0, 3)
    last, later, undated = compare(
        [
            make_claim(
                "clash", first=None, last=table.info.last and table.info.last.replace(month=12, day=5)
            ),
            make_claim(
                "clash", first=None, last=table.info.last and table.info.last.replace(month=12, day=6)
            ),
            make_claim("clash", first=None, last=None),
        ],
        table,
        window,
    )
    assert (last.reason, later.reason, undated.reason) == (
        "coarse_record_only",
        "outside_coverage",
        "time_unknown",
    )


def reply(**changes: Any) -> dict[str, Any]:
    restrictions = {"date_recency": {"quantity": "12", "unit": "Months", "date": "2024-12-01"}}
    return {"status": 200, "success": True, "count": 0, "data": []} | {
        "data_query_restrictions": restrictions
    } | changes  # fmt: skip


def write_json(path: Path, value: object) -> Path:
    path.write_text(json.dumps(value))
    return path


def test_an_embargoed_reply_in_any_spelling(tmp_path: Path) -> None:
    for value in (reply(), reply(data=None), reply(count="0", data=None)):
        record = inspect_dataset(write_json(tmp_path / "r.json", value)).to_record()
        assert (record["kind"], record["rows"]) == ("acled", 0)
        assert record["embargo"] == {"date": "2024-12-01", "quantity": 12, "unit": "Months"}


@pytest.mark.parametrize(
    "recency",
    [
        {"quantity": 12, "unit": "Months"},
        {"quantity": 12, "unit": "Months", "date": None},
        {"date": "twelve months ago"},
        "12 months",
        True,
    ],
)
def test_an_embargo_without_a_day_holds_back_all_after_the_last_row(tmp_path: Path, recency: object) -> None:
    restrictions = {"date_recency": recency}
    empty = write_json(tmp_path / "empty.json", reply(data_query_restrictions=restrictions))
    record = inspect_dataset(empty).to_record()
    assert record["embargo"] is not None
    assert record["embargo"]["date"] is None
    assert "embargo      the latest records are held back, from a day that is not stated" in "\n".join(
        _lines(inspect_dataset(empty))
    )
    rows = [ACLED_ROW | {"event_date": f"2025-11-{day:02}", "event_id_cnty": f"I{day}"} for day in (1, 20)]
    some = write_json(tmp_path / "some.json", reply(count=2, data=rows, data_query_restrictions=restrictions))
    days = [date(2025, 10, 1), date(2025, 11, 20), date(2025, 11, 21)]
    claims = [make_claim("clash", first=day, last=day) for day in days]
    reasons = [v.reason for v in compare(claims, read_dataset(empty), Window(10.0, 3))]
    assert reasons == ["embargoed"] * 3
    verdicts = compare(claims, read_dataset(some), Window(10.0, 3))
    assert [v.reason for v in verdicts] == ["outside_coverage", None, "embargoed"]
    assert verdicts[1].null_model
    assert verdicts[1].null_model.shifts == 19  # no day after the last row is one without records


@pytest.mark.parametrize("recency", [None, {}, "", False])
def test_no_restriction_is_no_embargo(tmp_path: Path, recency: object) -> None:
    path = write_json(tmp_path / "r.json", reply(data_query_restrictions={"date_recency": recency}))
    assert inspect_dataset(path).to_record()["embargo"] is None


def test_an_embargo_may_be_stated_beside_a_file(tmp_path: Path) -> None:
    path = write_acled(tmp_path / "a.csv", [{}, {"event_date": "2025-10-01", "event_id_cnty": "I2"}])
    beside = tmp_path / "a.csv.toml"
    late = make_claim("clash", first=date(2025, 12, 5), last=date(2025, 12, 5))
    for said, reason in (("2025-12-04", "embargoed"), ("true", "embargoed"), ("false", "outside_coverage")):
        beside.write_text(f"embargo = {said}\n")
        assert [v.reason for v in compare([late], read_dataset(path), Window(10.0, 3))] == [reason]
    beside.write_text('embargo = "one year"\n')
    with pytest.raises(DatasetError, match="embargo must be the last day"):
        read_dataset(path)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (reply(status=403, success=False, error={"message": "denied"}), "denied"),
        (reply(status=401, success=False, data=None, messages=["no access"]), "no access"),
    ],
)
def test_a_refusal_is_no_empty_result(tmp_path: Path, value: object, message: str) -> None:
    with pytest.raises(DatasetError, match=message):
        open_dataset(write_json(tmp_path / "r.json", value))


def test_other_wrappings_of_rows(tmp_path: Path) -> None:
    row = {"date": "2025-12-01", "lat": 48.2, "lon": 37.1}
    point = {"type": "Point", "coordinates": [37.1, 48.2]}
    one = {"type": "Feature", "properties": {"date": "2025-12-01"}, "geometry": point}
    for value in ({"TotalCount": 1, "Result": [row]}, one):
        assert len(read_dataset(write_json(tmp_path / "r.json", value))) == 1
    for empty in ([], {"type": "FeatureCollection", "features": []}):
        assert open_dataset(write_json(tmp_path / "r.json", empty)).info.why.startswith("no rows")


def test_a_damaged_line_of_json_lines_is_named(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    row = '{"date": "2025-12-01", "lat": 48.2, "lon": 37.1}'
    path.write_text(f'{row}\n\n{{"date": "2025-\n{row}\n')
    assert quarantined(path) == [(3, "damaged JSON")]
    assert open_dataset(path).line.tolist() == [1, 4]


def test_json_without_an_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.json"
    path.write_text("[" * 100_000)
    with pytest.raises(DatasetError, match="nested"):
        open_dataset(path)


def test_archives(tmp_path: Path) -> None:
    table = write_acled(tmp_path / "a.csv", [{}])
    packed = tmp_path / "a.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(table, "a.csv")
        archive.writestr("__MACOSX/._a.csv", b"\0\0")
        archive.writestr("README.txt", "about these rows")
    assert len(read_dataset(packed)) == 1
    content = bytearray(packed.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1  # the flag that says a password is needed
    packed.write_bytes(content)
    with pytest.raises(DatasetError, match="password"):
        read_dataset(packed)
    (tmp_path / "a.csv.gz").write_bytes(b"\x1f\x8b\x08\0")
    with pytest.raises(DatasetError, match="gzip"):
        read_dataset(tmp_path / "a.csv.gz")


@pytest.mark.parametrize("blank", ["", " ", "n/a", "None", "null", "NaT"])
def test_a_blank_date_in_any_spelling_is_none(tmp_path: Path, blank: str) -> None:
    path = write_acled(tmp_path / "a.csv", [{"event_date": blank}])
    assert quarantined(path) == [(2, "no date")]


@pytest.mark.parametrize(
    "header",
    [
        "Datum;Breitengrad;Längengrad;Art",
        "when;lat_dd;long_dd;what",
        "Date of incident;Latitude (N);Longitude (E);k",
    ],
)
def test_columns_of_odd_names_are_proposed_and_then_read(tmp_path: Path, header: str) -> None:
    path = tmp_path / "own.csv"
    path.write_text(f"{header}\n01.12.2025;48,28;37,18;clash\n31.12.2025;48,28;37,18;clash\n")
    inspection = inspect_dataset(path)
    assert inspection.proposed
    assert save_sidecar(path).read_text() == inspection.proposed
    table = read_dataset(path)
    assert [str(day) for day in table.start] == ["2025-12-01", "2025-12-31"]
    assert table.lon.tolist() == [37.18, 37.18]


def test_what_its_values_do_not_bear_out_is_not_proposed(tmp_path: Path) -> None:
    path = tmp_path / "series.csv"
    path.write_text("date,late_reports,long_reports\n2025-12-01,many,1\n2025-12-02,few,2\n")
    assert inspect_dataset(path).proposed is None, "a series of days has no points to name"


def test_all_headers_of_events_in_capitals(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        ",".join(name.upper() for name in ACLED_HEADER) + "\n" + ",".join(ACLED_ROW.values()) + "\n"
    )
    assert len(read_dataset(path)) == 1


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg"])
def test_an_outline_among_records_does_not_make_them_a_map_of_control(tmp_path: Path, suffix: str) -> None:
    ring = [[37, 48], [38, 48], [38, 49], [37, 48]]
    shapes: list[Any] = [
        {"type": "Point", "coordinates": [37.1, 48.2]},
        {"type": "Polygon", "coordinates": [ring]},
        {"type": "Point", "coordinates": [37.2, 48.2]},
    ]
    features = [
        {"type": "Feature", "properties": {"date": "2025-12-01", "type": "clash"}, "geometry": shape}
        for shape in shapes
    ]
    path = tmp_path / f"records{suffix}"
    if suffix == ".gpkg":
        geopandas.GeoDataFrame.from_features(features, crs=4326).to_file(path)
    else:
        write_json(path, {"type": "FeatureCollection", "features": features})
    table = read_dataset(path)
    assert (table.info.kind, table.lon.tolist(), table.line.tolist()) == ("table", [37.1, 37.2], [1, 3])
    assert quarantined(path) == [(2, "a Polygon, not a point")]


def test_features_in_an_archive_and_in_metres(tmp_path: Path) -> None:
    points = geopandas.GeoDataFrame(
        {"date": ["2025-12-01"]}, geometry=geopandas.points_from_xy([37.1], [48.2]), crs=4326
    )
    points.to_file(tmp_path / "p.shp")
    packed = tmp_path / "p.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for part in sorted(tmp_path.glob("p.*")):
            if part != packed:
                archive.write(part, f"inside/{part.name}")
    table = read_dataset(packed)
    assert (table.lon.tolist(), table.info.path) == ([37.1], packed)
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("p.geojson", "{")
    with pytest.raises(DatasetError, match=r"p\.zip: damaged JSON"):
        read_dataset(packed)
    points.to_parquet(tmp_path / "p.parquet")
    assert len(read_dataset(tmp_path / "p.parquet")) == 1
    points.to_crs(3857).to_parquet(tmp_path / "p.parquet")
    with pytest.raises(DatasetError, match="3857"):
        read_dataset(tmp_path / "p.parquet")


def test_what_an_arcgis_server_gives_by_default(tmp_path: Path) -> None:
    def square(west: float, south: float, size: float) -> list[list[float]]:
        east, north = west + size, south + size
        return [[west, south], [west, north], [east, north], [east, south], [west, south]]

    answer = {
        "geometryType": "esriGeometryPolygon",
        "spatialReference": {"wkid": 4326},
        "features": [
            {
                "attributes": {"controller": "RU", "date": 1764547200000},
                "geometry": {"rings": [square(37, 48, 1), square(37.4, 48.4, 0.2)[::-1]]},
            },
            {"attributes": {"controller": "RU", "date": 1764547200}, "geometry": None},
        ],
    }
    table = read_dataset(write_json(tmp_path / "layer.json", answer))
    assert (table.info.kind, str(table.info.first)) == ("control_polygons", "2025-12-01")
    assert table.control
    assert table.control.snapshots[0].areas["RU"].area == pytest.approx(1 - 0.04)
    assert quarantined(tmp_path / "layer.json") == [(2, "no geometry")]
    points = {
        "geometryType": "esriGeometryPoint",
        "features": [{"attributes": {"date": 1764547200}, "geometry": {"x": 37.1, "y": 48.2}}],
    }
    assert read_dataset(write_json(tmp_path / "points.json", points)).lon.tolist() == [37.1]
    answer["spatialReference"] = {"wkid": 102100}
    with pytest.raises(DatasetError, match="outSR=4326"):
        read_dataset(write_json(tmp_path / "layer.json", answer))
