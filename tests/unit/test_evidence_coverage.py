"""What a dataset could have recorded at all: places, days and kinds its rows do not reach are no silence."""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from evidence_support import POKROVSK, make_claim, write_acled

from geoclaims.errors import DatasetError
from geoclaims.evidence import compare, open_dataset, read_dataset
from geoclaims.evidence.overlap import shared_share, traces
from geoclaims.model import Casualties, Place, Verdict, Window

WINDOW = Window(10.0, 3)
LVIV = Place("geonames:702550", "Lviv", 49.83826, 24.02324, "city", "UA", "Lviv", 717_803, 5000)
RECORDED = {"timestamp": "1772000000"}  # long after, so that nothing is too recent


def days_apart(count: int, step: int = 5) -> list[dict[str, str]]:
    """ACLED rows every few days around the first of December."""
    first = date(2025, 12, 1) - timedelta(days=step * (count // 2))
    return [
        RECORDED | {"event_id_cnty": f"R{n}", "event_date": str(first + timedelta(days=step * n))}
        for n in range(count)
    ]


def judged(path: Path, **claim: object) -> Verdict:
    (verdict,) = compare([make_claim(**claim)], read_dataset(path), WINDOW)  # type: ignore[arg-type]
    return verdict


def test_an_export_of_one_town_says_nothing_of_another(tmp_path: Path) -> None:
    path = write_acled(tmp_path / "a.csv", days_apart(9))
    assert judged(path, event_type="clash", place=LVIV, name="Lviv").reason == "outside_coverage"
    path.with_name("a.csv.toml").write_text('countries = ["Ukraine"]\n')
    assert judged(path, event_type="clash", place=LVIV, name="Lviv").reason == "not_found"


def test_a_row_across_the_border_covers_no_country(tmp_path: Path) -> None:
    abroad = {"event_id_cnty": "B", "iso": "643", "country": "Russia", "location": "Shebekino"}
    path = write_acled(
        tmp_path / "a.csv", [*days_apart(9), abroad | RECORDED | {"latitude": "50.4", "longitude": "36.9"}]
    )
    rostov = Place("geonames:1", "Rostov", 48.0, 39.7, "city", "RU", "Rostov", 1_000_000, 5000)
    assert judged(path, event_type="clash", place=rostov, name="Rostov").reason == "outside_coverage"


def test_an_export_of_battles_alone_is_not_silent_on_strikes(tmp_path: Path) -> None:
    rows = days_apart(3, step=20)
    rows[1] |= {"latitude": "48.5"}
    path = write_acled(tmp_path / "a.csv", rows)
    silent = judged(path, event_type="air_drone_strike")
    assert (silent.status, silent.reason) == ("not_comparable", "type_not_coded")
    assert silent.p_value == 1.0, "what was looked for counts in chance, found or not"
    rows[2] |= {
        "event_type": "Explosions/Remote violence",
        "sub_event_type": "Shelling/artillery/missile attack",
    }
    assert judged(write_acled(path, rows), event_type="air_drone_strike").reason == "not_found"


def test_data_of_deaths_alone_are_not_silent_where_nobody_is_said_to_have_died(tmp_path: Path) -> None:
    header = (
        "id,type_of_violence,side_a,side_b,where_prec,latitude,longitude,country,date_prec,date_start,best"
    )
    rows = [
        f"{n},1,A,B,1,48.28,37.18,Ukraine,1,{day},2" for n, day in enumerate(("2025-10-01", "2025-12-31"))
    ]
    path = tmp_path / "ged.csv"
    path.write_text("\n".join([header, *rows]) + "\n")
    assert judged(path, event_type="air_drone_strike").reason == "type_not_coded"
    claim = make_claim("air_drone_strike")
    killed = Casualties("killed", "civilians", 2, 2, "two", 0, 3)
    lethal = replace(claim, event=replace(claim.event, casualties=(killed,)))
    (verdict,) = compare([lethal], read_dataset(path), WINDOW)
    assert (verdict.status, verdict.reason) == ("no_record", "not_found")


def test_a_record_of_a_year_is_in_no_window(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(
        "id,date,end_date,lat,lon,type\n1,2025-01-01,2025-12-31,48.28,37.18,clash\n2,2025-12-30,,48.28,37.18,clash\n"
    )
    verdict = judged(path, event_type="clash", first=date(2025, 1, 2), last=date(2025, 1, 2))
    assert (verdict.observed, verdict.reason) == (0, "coarse_record_only")


def test_an_end_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(
        "id,date,end_date,lat,lon\n1,2025-12-01,2025-11-01,48,37\n2,2025-12-01,soon,48,37\n3,2025-12-01,,48,37\n"
    )
    info = read_dataset(path).info
    assert info.rows == 3
    assert any(note.startswith("2 rows end before") and note.endswith("lines 2, 3") for note in info.notes)


def test_the_extent_crosses_the_antimeridian(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    rows = [f"{n},2025-12-0{n},-16.5,{lon},clash,Fiji" for n, lon in ((1, 179.9), (2, -179.9), (3, 179.95))]
    path.write_text("\n".join(["id,date,lat,lon,type,country", *rows]) + "\n")
    island = Place("geonames:9", "Taveuni", -16.5, 179.999, "village", "FJ", "", 100, 2000)
    assert judged(path, event_type="clash", place=island, name="Taveuni").status == "nearby_activity"
    away = replace(island, lon=0.0)
    assert judged(path, event_type="clash", place=away, name="Taveuni").reason == "outside_coverage"


def test_a_country_that_is_not_known_is_told_and_excludes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(
        "id,date,lat,lon,type,country\n1,2025-12-01,48.28,37.18,clash,Zembla\n2,2025-12-05,48.3,37.2,clash,Russia\n"
    )
    assert judged(path, event_type="clash").observed == 1
    assert any("'Zembla'" in note for note in read_dataset(path).info.notes)


def test_a_river_is_not_the_town_of_its_name(tmp_path: Path) -> None:
    path = write_acled(tmp_path / "a.csv", [{}])
    river = replace(POKROVSK, feature="water")
    assert judged(path, event_type="clash", place=river, name="Pokrovsk").status == "nearby_activity"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("covered = [2025-12-01]", "covered must be"),
        ("covered = [2025-12-31, 2025-12-01]", "covered must be"),
        ('countries = ["Zembla"]', "'Zembla' is no country"),
        ('countries = "UA"', "list of names"),
    ],
)
def test_a_period_or_country_that_cannot_be_is_named(tmp_path: Path, text: str, message: str) -> None:
    path = write_acled(tmp_path / "a.csv", [{}])
    path.with_name("a.csv.toml").write_text(text + "\n")
    with pytest.raises(DatasetError, match=message):
        read_dataset(path)


def test_a_period_ends_with_the_last_update(tmp_path: Path) -> None:
    path = write_acled(tmp_path / "a.csv", [{"timestamp": "1765000000"}])
    path.with_name("a.csv.toml").write_text("covered = [2025-11-01, 2026-12-31]\n")
    info = read_dataset(path).info
    assert info.covered == (date(2025, 11, 1), date(2025, 12, 6))
    assert any("no row was updated after 2025-12-06" in note for note in info.notes)


def test_categories_alone_may_be_mapped(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("date,lat,lon,type\n2025-12-01,48.28,37.18,Artillery\n")
    path.with_name("own.csv.toml").write_text('title = "Own log"\n[types]\nArtillery = "shelling_missile"\n')
    table = read_dataset(path)
    assert table.record(0).type == "shelling_missile"
    assert table.info.title == "Own log"


def test_rows_of_json_that_are_no_objects_are_named(tmp_path: Path) -> None:
    path = tmp_path / "t.json"
    path.write_text(json.dumps(["x", {"date": "2025-12-01", "lat": 48.2, "lon": 37.1}, None]))
    table = open_dataset(path)
    assert [(q.line, q.reason) for q in table.info.quarantined] == [(1, "no object"), (3, "no object")]
    assert table.line.tolist() == [2]
    path.write_text(
        '{"date": "2025-12-01", "lat": 48, "lon": 37}\n{"date": "2025-12-02", "lat": 48, "lon": 37}\n'
    )
    assert len(open_dataset(path)) == 2, "JSON Lines"
    path.write_text('{"success": false, "error": "no access"}')
    with pytest.raises(DatasetError, match="no access"):
        open_dataset(path)


def test_every_folder_of_a_kml_is_read(tmp_path: Path) -> None:
    def folder(name: str, day: str) -> str:
        return (
            f"<Folder><name>{name}</name><Placemark><name>{name}</name><TimeStamp><when>{day}</when></TimeStamp>"
            "<Point><coordinates>37.18,48.28,0</coordinates></Point></Placemark></Folder>"
        )

    path = tmp_path / "k.kml"
    path.write_text(
        '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
        f"{folder('A', '2025-12-01')}{folder('B', '2025-12-02')}</Document></kml>"
    )
    assert [str(day) for day in read_dataset(path).start] == ["2025-12-01", "2025-12-02"]


def test_copies_are_known_by_their_days_and_points(tmp_path: Path) -> None:
    rows = days_apart(20)
    one = traces(read_dataset(write_acled(tmp_path / "a.csv", rows)))
    renamed = [row | {"event_id_cnty": f"X{n}"} for n, row in enumerate(rows[:10])]
    moved = [row | {"latitude": "48.2915"} for row in rows]
    assert shared_share(one, traces(read_dataset(write_acled(tmp_path / "b.csv", renamed)))) == 1.0
    assert shared_share(one, traces(read_dataset(write_acled(tmp_path / "c.csv", moved)))) == 0.0
    assert shared_share(one, one[:3]) is None


def test_terms_of_a_provider_are_not_lifted_by_a_slip(tmp_path: Path) -> None:
    path = write_acled(tmp_path / "a.csv", [{}])
    beside = path.with_name("a.csv.toml")
    beside.write_text("redistribution = true\n")
    info = read_dataset(path).info
    assert not info.redistribution
    assert any("is not followed" in note for note in info.notes)
    beside.write_text('redistribution = true\nlicence = "CC0-1.0"\n')
    assert read_dataset(path).info.redistribution, "rows of one's own in ACLED's columns"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025/12/01", "2025-12-01"),
        ("01.12.2025", "2025-12-01"),
        ("20251201T233000Z", "2025-12-01"),
        ("20251", None),
        ("2025-12", None),
        ("2025", None),
    ],
)
def test_a_date_is_whole_or_none(tmp_path: Path, text: str, day: str | None) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"date,lat,lon\n{text},48,37\n")
    table = open_dataset(path)
    assert [str(d) for d in table.start] == ([day] if day else [])
    assert len(table.info.quarantined) == (0 if day else 1)


def test_an_id_of_something_else_is_told(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    rows = [f"{1 + n % 2},2025-12-{n + 1:02d},48,37" for n in range(9)]
    path.write_text("\n".join(["id,date,lat,lon", *rows]) + "\n")
    assert any(note.startswith("most rows repeat an id") for note in open_dataset(path).info.notes)
