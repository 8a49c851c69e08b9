"""What is told of a place beside the claimed day: the states around it, gaps, and the nearest settlement."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from evidence_support import MYRNOHRAD, POKROVSK
from hypothesis import given
from hypothesis import strategies as st
from test_evidence_control import EDGE, LON, block, feature, judge, on, write_map
from test_evidence_places import claim_at

from geoclaims.evidence import inspect_dataset
from geoclaims.evidence.control_history import Reading, last_flip, reading_on, readings_around
from geoclaims.model import Control, Relation

FIRST = date(2025, 11, 1)
HEADER = "geonameid,asciiname,latitude,longitude,date,status"
NUMBER = POKROVSK.id.removeprefix("geonames:")


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def shown(path: Path, when: date, **other: object) -> Control:
    control = judge(path, on(when, **other)).control
    assert control is not None
    return control


def write_statuses(path: Path, statuses: dict[int, str], number: str = NUMBER, header: str = HEADER) -> Path:
    """A status a day of one settlement, by days after the first of November."""
    rows = [f"{number},Pokrovsk,48.28014,37.17706,{day(n):%Y%m%d},{s}" for n, s in statuses.items()]
    path.write_text("\n".join([header, *rows]) + "\n")
    return path


def test_the_states_before_and_after_are_told_and_the_flip_to_the_day(tmp_path: Path) -> None:
    days = {n: "UA" if n < 10 else "CONTESTED" if n < 15 else "RU" for n in range(40)}
    path = write_statuses(tmp_path / "control.csv", days)
    control = shown(path, day(12))
    assert (control.date, control.contested, control.flip_date) == (day(12), 1.0, day(15))
    assert f"up to {day(9)} it showed UA 100%" in control.lag_note
    assert f"from {day(15)} it shows RU 100%" in control.lag_note
    late = shown(path, day(39))
    assert (late.shares, late.flip_date) == ({"RU": 1.0}, day(15))
    assert f"up to {day(14)} it showed contested 100%" in late.lag_note
    assert "nothing shown between" not in late.lag_note
    assert "from 2025" not in late.lag_note


def test_a_change_in_a_gap_is_dated_no_better_than_the_gap(tmp_path: Path) -> None:
    path = write_statuses(tmp_path / "control.csv", {0: "UA", 1: "UA", 30: "RU", 31: "RU"})
    note = shown(path, day(31)).lag_note
    assert f"the change came after {day(1)} and by {day(30)}, with nothing shown between" in note
    assert judge(path, on(day(20))).reason == "outside_coverage"  # 19 days after the last word
    pieces = [
        feature(block(LON - EDGE, LON + EDGE), date=str(day(n)), controller=who)
        for n, who in ((0, "UA"), (7, "RU"))
    ]
    weekly = shown(write_map(tmp_path / "m.geojson", *pieces), day(8))
    assert weekly.flip_date == day(7)
    assert f"after {day(0)} and by {day(7)}" in weekly.lag_note


def test_what_has_no_number_is_the_nearest_settlement_within_its_uncertainty(tmp_path: Path) -> None:
    path = write_statuses(tmp_path / "control.csv", {0: "UA", 1: "RU"})
    unnumbered = replace(POKROVSK, id="own:7", lat=POKROVSK.lat + 0.018)  # 2 km north
    control = shown(path, day(1), place=unnumbered)
    assert control.shares == {"RU": 1.0}
    assert "of the nearest settlement, Pokrovsk, 2.0 km away" in control.lag_note
    exact = replace(unnumbered, uncertainty_m=1000)
    assert judge(path, on(day(1), place=exact)).reason == "outside_coverage"
    west = Relation(
        "distance", "2 km west of", 0, 12, "W", 2000, POKROVSK.lat, POKROVSK.lon - 0.03, 5000, None
    )
    assert "Pokrovsk, 2.2 km" in shown(path, day(1), relation=west).lag_note
    near = replace(west, kind="near", text="near", bearing=None, distance_m=None, lon=POKROVSK.lon)
    assert judge(path, on(day(1), relation=near)).reason == "outside_coverage"  # a village, not the town
    away = replace(west, lon=POKROVSK.lon - 0.3)
    assert judge(path, on(day(1), relation=away)).reason == "outside_coverage"
    assert inspect_dataset(path).info.bbox == (37.17706, 48.28014, 37.17706, 48.28014)
    (tmp_path / "plain.csv").write_text(f"geonameid,date,status\n{NUMBER},20251101,RU\n")
    assert judge(tmp_path / "plain.csv", on(FIRST, place=unnumbered)).reason == "outside_coverage"


def test_a_settlement_in_the_table_is_never_taken_for_its_neighbour(tmp_path: Path) -> None:
    path = write_statuses(tmp_path / "control.csv", {0: "RU"}, number="42")
    other = write_statuses(tmp_path / "other.csv", {0: "UA"})
    path.write_text(path.read_text() + other.read_text().partition("\n")[2])
    assert shown(path, FIRST).shares == {"UA": 1.0}


def test_what_is_of_one_place_alone_stands_beside_its_name(tmp_path: Path) -> None:
    path = write_statuses(tmp_path / "control.csv", {0: "UA", 1: "RU"})
    second = write_statuses(tmp_path / "second.csv", {0: "RU", 1: "RU"}, number="1")
    path.write_text(path.read_text() + second.read_text().partition("\n")[2])
    claim = claim_at(POKROVSK, MYRNOHRAD, event_type="territory_gain", first=day(1), last=day(1))
    control = judge(path, claim).control
    assert control is not None
    first, other, *common = control.lag_note.split("; ")
    assert first == f"Pokrovsk: RU 100%, flipped {day(1)}, up to {day(0)} it showed UA 100%"
    assert other == "Myrnohrad: RU 100%"
    assert "maps lag behind events" in common


@given(st.lists(st.tuples(st.integers(1, 20), st.booleans()), min_size=1, max_size=12), st.integers(0, 250))
def test_readings_and_flips_are_those_of_a_plain_walk(steps: list[tuple[int, bool]], asked: int) -> None:
    history, at = [], 0
    for gap, held in steps:
        at += gap
        history.append(Reading(day(at), {"RU": 1.0} if held else {"UA": 1.0}, 0.0))
    flips = [b for a, b in pairwise(history) if "RU" not in a.shares and "RU" in b.shares]
    flip = last_flip(history, "RU")
    assert (flip.day if flip else None) == (flips[-1].day if flips else None)
    known = [r for r in history if r.day <= day(asked)]
    reading = reading_on(history, day(asked))
    fresh = bool(known) and (day(asked) - known[-1].day).days <= 14
    assert reading == (known[-1] if fresh else None)
    before, after = readings_around(history, day(asked))
    for other in (before, after):
        assert other is None or other.shares != known[-1].shares
    assert before is None or before.day < known[-1].day
    assert after is None or after.day > day(asked)


def test_outlines_drawn_anew_are_no_change() -> None:
    history = [Reading(day(n), {"RU": 0.5 + 0.01 * n, "UA": 0.5 - 0.01 * n}, 0.0) for n in range(3)]
    assert readings_around(history, day(1)) == (None, None)


@pytest.mark.parametrize("lost", [False, True])
def test_nothing_shown_is_no_flip(lost: bool) -> None:
    assert last_flip([], "RU", lost=lost) is None
    assert last_flip([Reading(FIRST, {"RU": 1.0}, 0.0)], "RU", lost=lost) is None
    assert reading_on([], FIRST) is None
