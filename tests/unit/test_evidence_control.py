import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from evidence_support import DONETSK_OBLAST, POKROVSK, make_claim

from geoclaims.errors import DatasetError
from geoclaims.evidence import compare, inspect_dataset, read_dataset, save_sidecar
from geoclaims.evidence.control import disc
from geoclaims.evidence.controllers import controller_name
from geoclaims.evidence.summary import describe_status
from geoclaims.model import Claim, Relation, Verdict, Window

LAT, LON = POKROVSK.lat, POKROVSK.lon
EDGE = 1.0


def block(west: float, east: float, south: float = LAT - EDGE, north: float = LAT + EDGE) -> dict[str, Any]:
    """A rectangle with heights, as some maps write their rings."""
    ring = [[west, south, 0], [east, south, 0], [east, north, 0], [west, north, 0], [west, south, 0]]
    return {"type": "Polygon", "coordinates": [ring]}


def feature(geometry: dict[str, Any] | None, **properties: str) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def write_map(path: Path, *features: dict[str, Any]) -> Path:
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def moving_front(path: Path) -> Path:
    """Red comes from the east: it holds nothing, a half, then all of the town's disc."""
    days = {"2025-11-20": LON + EDGE / 2, "2025-11-25": LON, "2025-12-01": LON - EDGE / 2}
    features = [
        piece
        for day, front in days.items()
        for piece in (
            feature(block(front, LON + EDGE), date=day, controller="Russia"),
            feature(block(LON - EDGE, front), date=day, controller="UA"),
        )
    ]
    return write_map(path, *features)


def judge(path: Path, claim: Claim) -> Verdict:
    (verdict,) = compare([claim], read_dataset(path), Window(10.0, 3))
    return verdict


def on(day: date, **other: Any) -> Claim:
    return make_claim("territory_gain", first=day, last=day, **other)


def test_shares_and_the_flip_are_those_that_were_drawn(tmp_path: Path) -> None:
    path = moving_front(tmp_path / "front.geojson")
    held = judge(path, on(date(2025, 12, 1)))
    assert held.status == "control_agrees"
    assert held.control is not None
    assert held.control.shares == {"RU": 1.0}
    assert held.control.flip_date == date(2025, 12, 1)
    half = judge(path, on(date(2025, 11, 27)))
    assert half.status == "control_contested"
    assert half.control is not None
    assert half.control.date == date(2025, 11, 25)
    assert half.control.shares == pytest.approx({"RU": 0.5, "UA": 0.5}, abs=0.001)
    assert "2 days older" in half.control.lag_note
    before = judge(path, on(date(2025, 11, 21)))
    assert (before.status, before.control and before.control.shares) == ("control_disagrees", {"UA": 1.0})


def test_a_quarter_of_the_disc_is_a_quarter(tmp_path: Path) -> None:
    corner = feature(block(LON, LON + EDGE, LAT, LAT + EDGE), date="2025-12-01", controller="RU")
    control = judge(write_map(tmp_path / "m.geojson", corner), on(date(2025, 12, 1))).control
    assert control is not None
    assert control.shares == pytest.approx({"RU": 0.25, "undrawn": 0.75}, abs=0.001)
    assert control.flip_date is None


def test_a_withdrawal_agrees_where_the_map_shows_it_gone(tmp_path: Path) -> None:
    path = moving_front(tmp_path / "front.geojson")
    gone = make_claim("territory_transfer", first=date(2025, 12, 1), actors=("Ukrainian forces",))
    verdict = judge(path, gone)
    assert verdict.status == "control_agrees"
    assert verdict.control is not None
    assert verdict.control.flip_date == date(2025, 11, 25)


def test_what_a_map_of_control_cannot_say(tmp_path: Path) -> None:
    path = moving_front(tmp_path / "front.geojson")
    day = date(2025, 12, 1)
    assert judge(path, make_claim("clash")).reason == "type_not_coded"
    assert judge(path, on(day, place=DONETSK_OBLAST)).reason == "place_unresolved"
    assert judge(path, on(day, place=replace(POKROVSK, lon=30.0))).reason == "outside_coverage"
    assert judge(path, on(date(2026, 3, 1))).reason == "outside_coverage"
    assert judge(path, on(day, stance="denies")).reason == "not_testable"
    nobody = judge(path, on(day, actors=()))
    assert (nobody.status, nobody.reason) == ("not_comparable", "not_testable")
    assert nobody.control is not None


def test_deepstate_names_grey_zone_and_other_features(tmp_path: Path) -> None:
    west, east = LON - EDGE, LON + EDGE
    path = write_map(
        tmp_path / "map_20251201.geojson",
        feature(block(LON, east), name="Окуповано /// Occupied /// geoJSON.status.occupied"),
        feature(block(west, LON), name="Невідомо /// Unknown status /// geoJSON.status.unknown"),
        feature(block(30, 31), name="Звільнено /// Liberated /// geoJSON.status.dismissed"),
        feature(block(10, 11), name="a joke"),
        feature({"type": "Point", "coordinates": [LON, LAT]}, name="1st brigade"),
        feature(None, name="nothing"),
    )
    info = read_dataset(path).info
    assert (info.kind, info.rows, [q.line for q in info.quarantined]) == ("control_polygons", 2, [3, 4, 5, 6])
    verdict = judge(path, on(date(2025, 12, 1)))
    assert verdict.status == "control_contested"
    assert verdict.control is not None
    assert (verdict.control.shares, verdict.control.contested) == ({"RU": 0.5}, 0.5)
    assert "sides with Ukraine" in verdict.control.lag_note


def test_a_folder_of_daily_files_is_one_map(tmp_path: Path) -> None:
    days = tmp_path / "map"
    days.mkdir()
    for day, front in (("20251120", LON + EDGE / 2), ("20251128", LON - EDGE / 2)):
        write_map(
            days / f"map_{day}.geojson",
            feature(block(front, LON + EDGE), name="x /// y /// geoJSON.status.occupied"),
            feature(None, name="nothing"),
        )
    table = read_dataset(days)
    assert (table.info.rows, table.info.first, table.info.last) == (2, date(2025, 11, 20), date(2025, 11, 28))
    assert "map_20251120.geojson: no geometry" in [q.reason for q in table.info.quarantined]
    (verdict,) = compare([on(date(2025, 12, 1))], table, Window(10.0, 3))
    assert (verdict.status, verdict.dataset) == ("control_agrees", "map")
    assert verdict.control is not None
    assert verdict.control.flip_date == date(2025, 11, 28)
    write_map(days / "other.geojson", feature({"type": "Point", "coordinates": [1, 2]}, date="2025-12-01"))
    with pytest.raises(DatasetError, match="daily files"):
        read_dataset(days)


def test_a_layer_of_claims_is_no_evidence(tmp_path: Path) -> None:
    path = write_map(
        tmp_path / "m.geojson", feature(block(36, 38), date="2025-12-01", layer="Claimed Russian territory")
    )
    assert inspect_dataset(path).info.kind == "control_polygons"
    with pytest.raises(DatasetError, match="claim of control"):
        read_dataset(path)


def test_crossed_rings_are_mended_and_dates_may_stand_beside_the_file(tmp_path: Path) -> None:
    bow_tie = {"type": "Polygon", "coordinates": [[[37, 48], [38, 49], [38, 48], [37, 49], [37, 48]]]}
    path = write_map(tmp_path / "m.geojson", feature(bow_tie, side="RU"))
    assert "no date" in inspect_dataset(path).info.quarantined[0].reason
    (tmp_path / "m.geojson.toml").write_text('date = 2025-12-01\nremainder = "UA"\n')
    table = read_dataset(path)
    assert table.control is not None
    assert table.control.remainder == "UA"
    assert table.control.shares(table.control.snapshots[0], disc(48.5, 37.25, 1.0))[0] == {"RU": 1.0}


@pytest.mark.parametrize("text", ["RU", "Russia", "Russian forces", "rus", "RUS"])
def test_controllers_under_their_many_names(text: str) -> None:
    assert controller_name(text) == "RU"


def test_contested_ground_is_nobodys() -> None:
    assert controller_name("CONTESTED") is None
    assert controller_name("RSF") == "rsf"


def test_ground_drawn_for_two_is_contested(tmp_path: Path) -> None:
    path = write_map(
        tmp_path / "m.geojson",
        feature(block(LON - EDGE, LON + EDGE), date="2025-12-01", controller="RU"),
        feature(block(LON - EDGE, LON), date="2025-12-01", controller="UA"),
    )
    control = judge(path, on(date(2025, 12, 1))).control
    assert control is not None
    assert (control.shares, control.contested) == ({"RU": 0.5}, 0.5)


@pytest.mark.parametrize(
    ("name", "properties"),
    [
        ("ClaimedRussianTerritory.geojson", {"controller": "RU"}),
        ("m.geojson", {"controller": "RU", "layer": "Claimed Russian Territory"}),
        ("m.geojson", {"name": "russian claims"}),
    ],
)
def test_a_claim_of_control_is_known_by_any_of_its_names(
    tmp_path: Path, name: str, properties: dict[str, str]
) -> None:
    path = write_map(tmp_path / name, feature(block(36, 38), **properties), feature(None))
    inspection = inspect_dataset(path)
    assert inspection.info.quarantined[0].reason.startswith("draws a claim")
    assert inspection.proposed is None
    with pytest.raises(DatasetError, match="evidence of control: draws a claim"):
        read_dataset(path)


def test_a_layer_without_a_controller_says_what_to_write(tmp_path: Path) -> None:
    path = write_map(tmp_path / "AssessedRussianAdvance.geojson", feature(block(36, 38), name="advance 1"))
    with pytest.raises(DatasetError, match=r"date = 2025-12-01 .* AssessedRussianAdvance\.geojson\.toml"):
        read_dataset(path)
    beside = save_sidecar(path)
    written = beside.read_text()
    assert inspect_dataset(path).proposed == written
    assert 'controller = "RU"' in written.splitlines()
    beside.write_text(written.replace("# date = ", "date = "))
    assert judge(path, on(date(2025, 12, 1))).status == "control_agrees"
    other = write_map(tmp_path / "layer_2025-12-01.geojson", feature(block(36, 38), name="advance 1"))
    with pytest.raises(DatasetError, match=r'controller = "RU".* layer_2025-12-01\.geojson\.toml'):
        read_dataset(other)


SETTLEMENTS = """geonameid,date,status_wiki,status_boost,status_dsm,status_isw,status,vcontrol_version
704422,20251120,UA,UA,UA,UA,UA,2.0
704422,20251125,UA,CONTESTED,CONTESTED,RU,CONTESTED,2.0
704422,20251201,UA,RU,RU,RU,RU,2.0
999,20251201,UA,,UA,UA,UA,2.0
,20251201,UA,UA,UA,UA,UA,2.0
704422,20251201,RU,RU,RU,RU,RU,2.0
704422,someday,RU,RU,RU,RU,RU,2.0
704422,20251202,RU,RU,RU,RU,maybe,2.0
"""


def test_settlements_with_a_status_a_day(tmp_path: Path) -> None:
    path = tmp_path / "control_2025.csv"
    path.write_text(SETTLEMENTS)
    info = inspect_dataset(path).info
    assert (info.kind, info.rows, info.first, info.last) == (
        "viina_control", 4, date(2025, 11, 20), date(2025, 12, 1),
    )  # fmt: skip
    reasons = {q.line: q.reason for q in info.quarantined}
    assert list(reasons) == [6, 7, 8, 9]
    assert reasons[6] == "no geonameid"
    assert reasons[7].endswith("first on line 4")
    assert "'maybe'" in reasons[9]
    held = judge(path, on(date(2025, 12, 3)))
    assert (held.status, held.reason) == ("control_agrees", None)
    assert held.control is not None
    assert (held.control.date, held.control.shares) == (date(2025, 12, 1), {"RU": 1.0})
    assert held.control.flip_date == date(2025, 12, 1)
    assert "2 days older" in held.control.lag_note
    assert "Wikipedia UA" in held.control.lag_note
    assert "not independent" in held.control.lag_note
    grey = judge(path, on(date(2025, 11, 30)))
    assert grey.status == "control_contested"
    assert grey.control is not None
    assert (grey.control.shares, grey.control.contested, grey.control.flip_date) == (
        {}, 1.0, date(2025, 12, 1),
    )  # fmt: skip
    assert describe_status(grey) == "map control_2025.csv of 2025-11-25: contested 100% of the area"
    assert judge(path, on(date(2025, 11, 21))).status == "control_disagrees"
    left = make_claim("territory_transfer", last=date(2025, 12, 1), actors=("Ukrainian forces",))
    withdrawn = judge(path, left)
    assert withdrawn.status == "control_agrees"
    assert withdrawn.control is not None
    assert withdrawn.control.flip_date == date(2025, 11, 25)


def test_what_a_status_of_a_settlement_cannot_say(tmp_path: Path) -> None:
    path = tmp_path / "control.csv"
    path.write_text(SETTLEMENTS)
    day = date(2025, 12, 1)
    assert judge(path, on(day, place=replace(POKROVSK, id="geonames:5"))).reason == "outside_coverage"
    assert judge(path, on(day, place=replace(POKROVSK, id="region:5"))).reason == "outside_coverage"
    assert judge(path, on(date(2025, 11, 1))).reason == "outside_coverage"
    assert judge(path, on(date(2026, 1, 1))).reason == "outside_coverage"
    assert judge(path, make_claim("clash")).reason == "type_not_coded"
    beside = Relation("distance", "5 km west of", 0, 12, "W", 5000, 48.28, 37.11, 900, None)
    assert judge(path, on(day, relation=beside)).reason == "outside_coverage"
    south = Relation("part", "southern part of", 0, 16, "S", None, 48.26, 37.18, 900, None)
    assert judge(path, on(day, relation=south)).status == "control_agrees"
    part = judge(path, on(date(2025, 11, 21), relation=south))
    assert (part.status, part.reason) == ("not_comparable", "coarse_record_only")
    claims = tmp_path / "claimed_control.csv"
    claims.write_text(SETTLEMENTS)
    with pytest.raises(DatasetError, match="draws a claim"):
        read_dataset(claims)


def test_a_great_city_is_more_than_its_centre(tmp_path: Path) -> None:
    north = LAT + 4 / 111.195
    centre = block(LON - EDGE, LON + EDGE, LAT - 4 / 111.195, north)
    path = write_map(tmp_path / "m.geojson", feature(centre, date="2025-12-01", controller="RU"))
    assert judge(path, on(date(2025, 12, 1))).status == "control_agrees"
    city = judge(path, on(date(2025, 12, 1), place=replace(POKROVSK, uncertainty_m=20_000)))
    assert city.status == "control_contested"
    assert city.control is not None
    # A band of half the radius to either side of the middle: (2 asin(1/2) + sqrt(3)/2) / pi of a disc.
    assert city.control.shares["RU"] == pytest.approx(0.609, abs=0.002)


def test_a_map_speaks_of_its_own_country_alone(tmp_path: Path) -> None:
    path = write_map(
        tmp_path / "map_20251201.geojson", feature(block(LON, LON + 1), name="x /// geoJSON.status.occupied")
    )
    kyiv = replace(POKROVSK, lat=50.45, lon=30.52)
    assert judge(path, on(date(2025, 12, 1), place=kyiv)).status == "control_disagrees"
    darfur = replace(POKROVSK, lat=13.63, lon=25.35, country="SD")
    assert judge(path, on(date(2025, 12, 1), place=darfur)).reason == "outside_coverage"


def test_two_layers_of_one_day_in_a_folder_are_both_kept(tmp_path: Path) -> None:
    for name, west, east, holder in (("a", LON - EDGE, LON, "RU"), ("b", LON, LON + EDGE, "UA")):
        write_map(tmp_path / f"{name}_20251201.geojson", feature(block(west, east), controller=holder))
    verdict = judge(tmp_path, on(date(2025, 12, 1)))
    assert verdict.control is not None
    assert verdict.control.shares == {"RU": 0.5, "UA": 0.5}


@pytest.mark.parametrize(
    ("actors", "status"),
    [
        (("Russian troops",), "control_agrees"),
        (("Ukrainian forces",), "control_disagrees"),
        (("the 155th Marine Brigade",), "not_comparable"),
    ],
)
def test_a_name_that_may_be_either_side_contradicts_nobody(
    tmp_path: Path, actors: tuple[str, ...], status: str
) -> None:
    path = write_map(tmp_path / "m.geojson", feature(block(36, 38), date="2025-12-01", controller="Russia"))
    assert judge(path, on(date(2025, 12, 1), actors=actors)).status == status


def test_undrawn_ground_is_nobodys_whose_ground_is_not_drawn(tmp_path: Path) -> None:
    path = write_map(
        tmp_path / "m.geojson",
        feature(block(36, 38), date="2025-11-20", controller="Russia"),
        feature(block(10, 11), date="2025-12-01", controller="Russia"),
    )
    day = date(2025, 12, 1)
    assert judge(path, on(day, actors=("Russian troops",))).status == "control_disagrees"
    assert judge(path, on(day, actors=("Ukrainian forces",))).status == "control_contested"


def test_a_bad_date_never_becomes_the_stated_one(tmp_path: Path) -> None:
    path = write_map(
        tmp_path / "m_20251201.geojson",
        feature(block(36, 38), date="not a day", controller="RU"),
        feature(block(36, 37), date="", controller="RU"),
        feature(block(4_118_000, 4_180_000), date="2025-12-01", controller="RU"),
    )
    info = read_dataset(path).info
    assert [(q.line, q.reason.split(":")[0]) for q in info.quarantined] == [
        (1, "date not understood"),
        (3, "out of range"),
    ]


def test_a_change_shown_later_is_told(tmp_path: Path) -> None:
    claim = on(date(2025, 11, 29))
    verdict = judge(moving_front(tmp_path / "front.geojson"), claim)
    assert verdict.control is not None
    assert "it shows the change 2 days after the claimed day" in verdict.control.lag_note


def dated(controller: str, west: float, east: float, first: str, last: str) -> dict[str, Any]:
    return feature(block(west, east), controller=controller, valid_from=first, valid_to=last)


@pytest.mark.parametrize("excluded", [False, True])
def test_features_that_hold_from_one_day_to_another(tmp_path: Path, excluded: bool) -> None:
    blue, west = ("2025-11-25", "2025-12-10") if excluded else ("2025-11-24", "2025-12-09")
    path = write_map(
        tmp_path / "front.geojson",
        dated("UA", LON - EDGE, LON + EDGE, "2025-10-01", blue),
        dated("RU", LON, LON + EDGE, "2025-11-25", ""),
        dated("UA", LON - EDGE, LON, "2025-11-25", west),
        dated("RU", LON - EDGE, LON, "2025-12-10", "9999-12-31"),
        dated("RU", LON, LON + EDGE, "2025-12-12", "2025-11-05"),
        dated("RU", LON, LON + EDGE, "", "2025-11-05"),
        dated("RU", LON, LON + EDGE, "2025-12-12", "1527-01-01"),
    )
    table = read_dataset(path)
    assert [(q.line, q.reason) for q in table.info.quarantined] == [
        (5, "ends before it begins on 2025-12-12"),
        (6, "no first day"),
        (7, "year 1527 can't be right"),
    ]
    assert table.info.rows == 4
    assert any("first on which it holds no more" in note for note in table.info.notes) == excluded
    shown = {
        day: judge(path, on(day)).control
        for day in (date(2025, 11, 24), date(2025, 11, 25), date(2025, 12, 9))
    }
    assert [control.shares for control in shown.values() if control] == [
        {"UA": 1.0},
        {"RU": 0.5, "UA": 0.5},
        {"RU": 0.5, "UA": 0.5},
    ]
    long_after_the_change = judge(path, on(date(2025, 12, 9))).control
    assert long_after_the_change
    assert long_after_the_change.date == date(2025, 12, 9), "the map shows it still holds on that day"
    taken = judge(path, on(date(2025, 12, 10)))
    assert taken.status == "control_agrees"
    assert taken.control
    assert taken.control.flip_date == date(2025, 12, 10)
    assert judge(path, on(date(2025, 9, 30))).reason == "outside_coverage"
    assert judge(path, on(date(2026, 1, 20))).reason == "outside_coverage"


def test_layers_that_hold_for_some_days_are_laid_on_each_other(tmp_path: Path) -> None:
    write_map(tmp_path / "red.geojson", dated("RU", LON, LON + EDGE, "2025-11-01", "2025-11-30"))
    write_map(
        tmp_path / "blue.geojson",
        dated("UA", LON - EDGE, LON + EDGE, "2025-11-01", "2025-11-10"),
        dated("UA", LON - EDGE, LON, "2025-11-11", "2025-11-30"),
    )
    earlier, later = (judge(tmp_path, on(date(2025, 11, day))).control for day in (10, 11))
    assert earlier
    assert later
    assert (earlier.shares, earlier.contested) == ({"UA": 0.5}, 0.5)
    assert (later.shares, later.contested) == ({"RU": 0.5, "UA": 0.5}, 0.0)
