"""Statuses of settlements by day in a page: as the table has them on each day, however they are packed."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoclaims.evidence import read_dataset
from geoclaims.evidence.control_history import LONGEST_LAG_DAYS, reading_on
from geoclaims.evidence.control_settlements import NOWHERE, SettlementControl
from geoclaims.model import ClaimPlace, Place
from geoclaims.output.escape import script_json
from geoclaims.output.map import Overlay, overlays, place_ids, points_of, settlements
from geoclaims.places.gazetteer import ensure_gazetteer
from map_records import table, unpacked

FIRST = date(2025, 1, 1)
POINTS = {f"geonames:{number}": (f"Town {number}", 48 + number / 10, 37.0) for number in range(4)}


def control(rows: list[tuple[int, int, int]]) -> SettlementControl:
    """A table of (settlement, day from FIRST, status), each settlement and day once."""
    once = sorted({(place, day): status for place, day, status in rows}.items())
    return SettlementControl(
        np.array([place for (place, _), _ in once], np.int64),
        np.array([np.datetime64(FIRST) + day for (_, day), _ in once], "datetime64[D]"),
        np.array([status for _, status in once], np.int8),
        ("RU", "UA"),
        {},
        "from other maps",
    )


def shown(block: dict[str, Any], day: date) -> dict[str, tuple[str, int]]:
    """By name of the settlement, who holds it on a day and for how many days that was not told."""
    names, number = block["names"].split("\n"), (day - date(1970, 1, 1)).days
    columns = (unpacked(block[name]) for name in ("place", "status", "start", "told", "end"))
    found: dict[str, tuple[str, int]] = {}
    for place, status, start, told, end in zip(*columns, strict=True):
        if start <= number <= end:
            assert names[place] not in found
            found[names[place]] = (block["controllers"][status], max(0, number - told))
    return found


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 60), st.integers(0, 2)), min_size=1, max_size=80),
    st.integers(-3, 90),
)
def test_a_page_shows_what_a_verdict_would_read(rows: list[tuple[int, int, int]], after: int) -> None:
    source, day = control(rows), FIRST + timedelta(days=after)
    block = settlements.settlement_block(source, POINTS)
    assert block is not None
    drawn = shown(block, day)
    for number in range(4):
        place = Place(f"geonames:{number}", "x", 48, 37, "city", "UA", "Donetsk", 1000, 1000)
        asked = ClaimPlace(
            role="location", document="d", start=0, end=1, text="x", use="literal", status="resolved",
            score=0.9, place=place,
        )  # fmt: skip
        reading = reading_on(source.history(asked), day)
        if reading is None:
            assert f"Town {number}" not in drawn
        else:
            who, age = drawn[f"Town {number}"]
            assert who == next(iter(reading.shares), "contested")
            assert age <= (day - reading.day).days <= LONGEST_LAG_DAYS


def test_what_cannot_be_placed_is_counted_and_what_a_map_leaves_open_is_not_drawn() -> None:
    block = settlements.settlement_block(control([(1, 0, 0), (2, 0, NOWHERE), (77, 0, 1)]), POINTS)
    assert block is not None
    assert block["settlements"] == 3
    assert shown(block, FIRST) == {"Town 1": ("RU", 0)}


def test_a_point_off_the_earth_is_none() -> None:
    points = {"geonames:1": ("Nowhere", float("nan"), 37.0), "geonames:2": ("Town 2", 48.0, 37.0)}
    source = control([(1, 0, 0), (2, 0, 1)])
    block = overlays.overlay_block(Overlay(table(0, settlements=source), "Control", points))
    assert block["statuses"]["names"] == "Town 2"
    assert block["bounds"] == [[48.0, 37.0], [48.0, 37.0]]
    script_json(block)


def test_without_a_point_it_says_so() -> None:
    block = overlays.overlay_block(Overlay(table(0, settlements=control([(1, 0, 0), (2, 0, 1)])), "Control"))
    assert block["statuses"] is None
    assert block["undrawn"].startswith("statuses of 2 settlements by day, none of which is in the gazetteer")


def test_too_many_spans_are_thinned_to_fewer_days_which_still_show_their_status(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(settlements, "MOST_SPANS", 100)
    rows = [(place, day, (day + place) % 2) for place in range(4) for day in range(900)]
    block = settlements.settlement_block(control(rows), POINTS)
    assert block is not None
    assert block["days"] < block["total_days"] == 900
    assert len(unpacked(block["place"])) <= 100
    last = FIRST + timedelta(days=899)
    assert {name: who for name, (who, _) in shown(block, last).items()} == {
        f"Town {place}": ("RU", "UA")[(899 + place) % 2] for place in range(4)
    }
    for day in range(0, 914, 7):
        assert len(shown(block, FIRST + timedelta(days=day))) == 4


def test_thirty_thousand_settlements_by_day_stay_small() -> None:
    count, days = 33_000, 60
    place, day = np.repeat(np.arange(count), days), np.tile(np.arange(days), count)
    status = ((place % 3 == 0) & (day > place % 50)).astype(np.int8)
    source = SettlementControl(place, np.datetime64(FIRST) + day, status, ("RU", "UA"), {}, "")
    points = {f"geonames:{n}": (f"Village {n}", 45 + n / 5000, 22 + n % 180 / 10) for n in range(count)}
    block = overlays.overlay_block(Overlay(table(0, settlements=source), "Control", points))
    assert len(script_json(block)) < 1_600_000


def test_the_gazetteer_gives_the_points_of_those_it_knows(tmp_path: Path) -> None:
    gazetteer = ensure_gazetteer()
    file = tmp_path / "control_latest_2025.csv"
    file.write_text("geonameid,date,status\n704422,2025-12-01,UA\n999999999,2025-12-01,RU\n")
    read = read_dataset(file)
    assert place_ids(read) == ["geonames:704422", "geonames:999999999"]
    points = points_of(read, gazetteer)
    assert list(points) == ["geonames:704422"]
    name, lat, lon = points["geonames:704422"]
    assert name == "Pokrovsk"
    assert (round(lat, 1), round(lon, 1)) == (48.3, 37.2)
    assert points_of(table(2), gazetteer) == {}
