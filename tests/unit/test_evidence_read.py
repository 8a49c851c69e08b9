import json
from pathlib import Path

import openpyxl
import pytest
from evidence_support import ACLED_HEADER, ACLED_ROW, write_acled

from geoclaims.errors import DatasetError
from geoclaims.evidence import ColumnMapping, inspect_dataset, open_dataset, read_dataset

OLD_HEADER = [
    "data_id", "iso", "event_id_cnty", "event_id_no_cnty", *[h for h in ACLED_HEADER if h not in (
        "iso", "event_id_cnty", "disorder_type", "civilian_targeting", "tags")], "iso3",
]  # fmt: skip
UCDP_HEADER = (
    "id,relid,year,code_status,type_of_violence,conflict_name,side_a,side_b,source_office,where_prec,"
    "where_coordinates,latitude,longitude,country,event_clarity,date_prec,date_start,date_end,best"
)


@pytest.mark.parametrize(
    "text",
    [
        "2025-12-01",
        "01 December 2025",
        "1 Dec 2025",
        "01-Dec-25",
        "45992",
        "20251201",
        "2025-12-01 00:00:00.000",
    ],
)
def test_all_date_forms_of_exports_are_the_same_day(tmp_path: Path, text: str) -> None:
    table = read_dataset(write_acled(tmp_path / "a.csv", [{"event_date": text}]))
    assert str(table.start[0]) == "2025-12-01"


@pytest.mark.parametrize(
    ("rows", "day"),
    [(["31/12/2025", "01/12/2025"], "2025-12-01"), (["12/31/2025", "12/01/2025"], "2025-12-01")],
)
def test_slashed_dates_are_read_where_the_column_shows_their_order(
    tmp_path: Path, rows: list[str], day: str
) -> None:
    events = [{"event_id_cnty": text, "event_date": text} for text in rows]
    assert str(read_dataset(write_acled(tmp_path / "a.csv", events)).start[1]) == day


def test_a_slashed_date_that_could_be_either_is_not_guessed(tmp_path: Path) -> None:
    (bad,) = open_dataset(write_acled(tmp_path / "a.csv", [{"event_date": "01/12/2025"}])).info.quarantined
    assert "not understood" in bad.reason


def test_the_old_header_in_another_order_with_numeric_codes(tmp_path: Path) -> None:
    row = ACLED_ROW | {"inter1": "1", "inter2": "7", "event_date": "01-Dec-25", "data_id": "9", "iso3": "UKR"}
    path = tmp_path / "old.csv"
    path.write_text(",".join(OLD_HEADER) + "\n" + ",".join(row.get(h, "") for h in OLD_HEADER) + "\n")
    table = read_dataset(path)
    assert table.info.kind == "acled"
    assert table.text_at("inter1", 0) == "State forces"
    assert table.text_at("inter2", 0) == "Civilians"
    assert table.record(0).id == "INV1"
    assert table.info.countries == {"UA"}


def test_lines_are_counted_through_quoted_newlines(tmp_path: Path) -> None:
    rows = [
        {"notes": 'two\nlines, "quoted"'},
        {"event_id_cnty": "INV2", "latitude": "95"},
        {"event_id_cnty": "INV3", "latitude": "137.18", "longitude": "48.28"},
        {"event_id_cnty": "INV4", "latitude": "0", "longitude": "0"},
        {"event_id_cnty": "INV5", "latitude": ""},
        {"event_id_cnty": "INV6", "event_date": "1527-03-01"},
        {"event_id_cnty": "INV7", "event_date": ""},
        {"event_id_cnty": "INV8", "event_date": "2025-02-30"},
        {"event_id_cnty": "INV1"},
        {"event_id_cnty": "INV9"},
    ]
    info = read_dataset(write_acled(tmp_path / "a.csv", rows)).info
    reasons = {q.line: q.reason for q in info.quarantined}
    assert info.rows == 2
    assert list(reasons) == [4, 5, 6, 7, 8, 9, 10, 11]
    assert "out of range" in reasons[4]
    assert "swapped?" in reasons[5]
    assert "(0, 0)" in reasons[6]
    assert reasons[7] == "no coordinates"
    assert "1527" in reasons[8]
    assert reasons[9] == "no date"
    assert "no such day" in reasons[10]
    assert reasons[11] == "duplicate id 'INV1', first on line 2"
    assert info.duplicates == 1


def test_a_point_written_the_wrong_way_round_is_named(tmp_path: Path) -> None:
    rows = [
        {"event_id_cnty": f"INV{i}", "latitude": f"{48 + i / 20:.2f}", "longitude": f"{36 + i / 10:.1f}"}
        for i in range(30)
    ]
    rows[7] |= {"latitude": "37.2", "longitude": "48.5"}
    rows[8] |= {"latitude": "44.6", "longitude": "33.5"}
    info = read_dataset(write_acled(tmp_path / "a.csv", rows)).info
    assert [q.line for q in info.quarantined] == [9]
    assert "seem swapped" in info.quarantined[0].reason


def test_a_truncated_file_keeps_what_is_whole_and_names_the_rest(tmp_path: Path) -> None:
    path = write_acled(tmp_path / "a.csv", [{}, {"event_id_cnty": "INV2"}])
    path.write_text(path.read_text()[:-90])
    info = read_dataset(path).info
    assert info.rows == 1
    assert [q.line for q in info.quarantined] == [3]
    assert "cells where the header has 31" in info.quarantined[0].reason


def test_a_quote_left_open_is_told_with_the_rows_it_swallows(tmp_path: Path) -> None:
    path = write_acled(tmp_path / "a.csv", [{"event_id_cnty": f"INV{i}"} for i in range(300)])
    lines = path.read_text().splitlines(keepends=True)
    lines[5] = lines[5].replace("INV4", '"INV4')
    path.write_text("".join(lines))
    info = read_dataset(path).info
    assert info.rows == 4
    assert any("line 6 runs over 296 lines" in note for note in info.notes)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_delimiter_and_a_byte_order_mark(tmp_path: Path, delimiter: str) -> None:
    path = write_acled(tmp_path / "a.csv", [{}], delimiter=delimiter)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert read_dataset(path).info.kind == "acled"
    utf16 = tmp_path / "b.csv"
    utf16.write_text(path.read_text(encoding="utf-8-sig"), encoding="utf-16")
    assert read_dataset(utf16).info.rows == 1


def test_a_line_in_another_encoding_is_read_and_told(tmp_path: Path) -> None:
    path = write_acled(tmp_path / "a.csv", [{}, {"event_id_cnty": "INV2", "location": "Bârah"}])
    path.write_bytes(path.read_bytes().replace("Bârah".encode(), b"B\xe2rah"))
    table = read_dataset(path)
    assert table.text_at("location", 1) == "Bârah"
    assert "line 3" in table.info.notes[0]


def test_spreadsheet_api_reply_and_tag_row_read_as_the_csv_does(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(ACLED_HEADER)
    book.active.append([ACLED_ROW[h] for h in ACLED_HEADER])
    book.save(tmp_path / "a.xlsx")
    (tmp_path / "a.json").write_text(json.dumps({"success": True, "count": 1, "data": [ACLED_ROW]}))
    tags = dict.fromkeys(ACLED_HEADER, "") | {"event_date": "#date+occurred", "admin1": "#adm1+name"}
    hxl = write_acled(tmp_path / "hxl.csv", [tags, {}])
    plain = read_dataset(write_acled(tmp_path / "a.csv", [{}])).record(0)
    for path in (tmp_path / "a.xlsx", tmp_path / "a.json", hxl):
        record = read_dataset(path).record(0)
        assert (record.id, record.start, record.lat, record.category) == (
            plain.id, plain.start, plain.lat, "Battles: Armed clash",
        )  # fmt: skip
    assert open_dataset(hxl).info.quarantined == ()


def test_ucdp_in_its_old_and_new_columns(tmp_path: Path) -> None:
    row = (
        "256.0,X-1,2018.0,Clear,3.0,IS - SDF,IS,SDF,Invented,1.0,Raqqa,35.95,39.0,Syria,"
        "1,2.0,2018-02-02,2018-02-04,5.0"
    )
    new, old = tmp_path / "new.csv", tmp_path / "old.csv"
    new.write_text(f"{UCDP_HEADER}\n{row}\n")
    names, cells = UCDP_HEADER.split(","), row.split(",")
    keep = [i for i, n in reversed(list(enumerate(names))) if n not in ("relid", "code_status")]
    old.write_text(",".join(names[i] for i in keep) + "\n" + ",".join(cells[i] for i in keep) + "\n")
    for path in (new, old):
        table = read_dataset(path)
        record = table.record(0)
        assert (table.info.kind, record.id, record.type, record.fatalities) == (
            "ucdp_ged", "256", "civilian_attack", 5,
        )  # fmt: skip
        assert (record.geo_precision, record.time_precision, str(record.end)) == (
            "exact",
            "week",
            "2018-02-04",
        )
        assert table.info.countries == {"SY"}
        assert table.info.redistribution


def test_weekly_counts_are_known_and_never_points(tmp_path: Path) -> None:
    path = tmp_path / "w.csv"
    path.write_text(
        "WEEK,REGION,COUNTRY,ADMIN1,EVENT_TYPE,SUB_EVENT_TYPE,EVENTS,FATALITIES,ID,CENTROID_LATITUDE,"
        "CENTROID_LONGITUDE\n2025-11-29,Europe,Ukraine,Donetsk,Battles,Armed clash,211,140,1,48.1,37.7\n"
    )
    table = read_dataset(path)
    assert (table.info.kind, table.info.rows, len(table)) == ("acled_aggregate", 1, 0)


def test_a_plain_table_by_usual_names_or_by_a_mapping_beside_it(tmp_path: Path) -> None:
    usual = tmp_path / "usual.csv"
    usual.write_text("Date;Lat;Lon;Type;Place\n2025-12-01;48,28;37,18;Armed clash;Pokrovsk\n")
    table = read_dataset(usual)
    assert (table.info.kind, table.record(0).type, table.record(0).lat) == ("table", "clash", 48.28)
    odd = tmp_path / "odd.csv"
    odd.write_text("wann,breite,laenge,was\n2025-12-01,48.28,37.18,boom\n")
    with pytest.raises(DatasetError, match="date, lat, lon"):
        read_dataset(odd)
    (tmp_path / "odd.csv.toml").write_text(
        'licence = "CC0"\nredistribution = true\ncolumns = {date = "wann", lat = "breite", lon = "laenge", '
        'category = "was"}\ntypes = {boom = "shelling_missile"}\n'
    )
    table = read_dataset(odd)
    assert (table.record(0).type, table.info.licence, table.info.redistribution) == (
        "shelling_missile", "CC0", True,
    )  # fmt: skip
    with pytest.raises(DatasetError, match="no column 'wo'"):
        read_dataset(odd, ColumnMapping({"date": "wann", "lat": "wo", "lon": "laenge"}))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.csv", b"", "empty"),
        ("image.csv", b"\x89PNG\0\0\0", "binary"),
        ("bad.json", b'{"data": [', "damaged JSON"),
        ("rows.json", b'{"data": 3}', "without a list"),
        ("words.csv", b"a,b\n1,2\n", "no column for date, lat, lon"),
    ],
)
def test_unreadable_files_say_what_is_wrong(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(DatasetError, match=message):
        read_dataset(path)


def test_the_record_of_an_inspection_has_the_fields_of_the_contract(tmp_path: Path) -> None:
    record = inspect_dataset(write_acled(tmp_path / "a.csv", [{}, {"event_id_cnty": "2", "latitude": "x"}]))
    assert record.to_record() == {
        "kind": "acled",
        "why": record.info.why,
        "rows": 1,
        "quarantined": [
            {"line": 3, "reason": "coordinate not understood: 'x'; decimal degrees are expected"}
        ],
        "dates": ["2025-12-01", "2025-12-01"],
        "bbox": [37.1806, 48.2815, 37.1806, 48.2815],
        "types": {"clash": 1},
        "precision": {"exact": 1},
        "embargo": None,
        "redistribution": False,
        "licence": record.info.licence,
        "citation": record.info.citation,
    }


def test_points_outside_the_country_a_row_names(tmp_path: Path) -> None:
    rows = [
        {"event_id_cnty": "IN"},
        {"event_id_cnty": "SWAPPED", "latitude": "37.18", "longitude": "48.28"},
        {"event_id_cnty": "SIGN", "longitude": "-37.18"},
        {"event_id_cnty": "BORDER", "latitude": "50.6", "longitude": "36.6"},  # Belgorod, across the border
        {"event_id_cnty": "SEA", "latitude": "43.2", "longitude": "32.0"},
        {"event_id_cnty": "NOBODY", "iso": "", "latitude": "10"},
        {"event_id_cnty": "JUBA", "iso": "729", "latitude": "4.85", "longitude": "31.6"},
        {"event_id_cnty": "FIJI", "iso": "242", "latitude": "-17", "longitude": "-179.9"},
    ]
    table = read_dataset(write_acled(tmp_path / "a.csv", rows))
    assert [table.record(i).id for i in range(len(table))] == [
        "IN", "BORDER", "SEA", "NOBODY", "JUBA", "FIJI",
    ]  # fmt: skip
    reasons = [(q.line, q.reason) for q in table.info.quarantined]
    assert [line for line, _ in reasons] == [3, 4]
    assert all("km outside UA, the country it names" in reason for _, reason in reasons)
    assert [note for note in table.info.notes if "lines 6" in note]


def test_rows_swallowed_by_an_open_quote_are_told(tmp_path: Path) -> None:
    path = write_acled(tmp_path / "a.csv", [{"event_id_cnty": str(i)} for i in range(6)])
    lines = path.read_text().splitlines()
    path.write_text("\n".join([*lines[:3], 'X,"2025-12-01,x', *lines[3:]]) + "\n")
    info = read_dataset(path).info
    assert (info.rows, [q.line for q in info.quarantined]) == (2, [4])
    assert any("line 4 runs over 5 lines" in note for note in info.notes), info.notes


def test_hxl_tags_name_columns_that_nothing_else_names(tmp_path: Path) -> None:
    path = tmp_path / "h.csv"
    path.write_text(
        "Quand,Quoi,Nord,Est,Lieu\n#date+occurred,#event+type,#geo +lat,#geo+lon,#loc+name\n"
        "2025-12-01,clash,48.28,37.18,Pokrovsk\n"
    )
    record = read_dataset(path).record(0)
    assert (record.type, record.lat, record.lon, record.location) == ("clash", 48.28, 37.18, "Pokrovsk")
