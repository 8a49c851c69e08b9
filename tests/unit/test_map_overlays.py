"""Records of other datasets in a page: packed without loss, summarized without hiding it."""

from dataclasses import replace
from datetime import date

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st
from shapely import box

from geoclaims.evidence.control import ControlMap, Snapshot
from geoclaims.output.escape import script_json
from geoclaims.output.map import Overlay, may_be_shown, overlays
from geoclaims.output.map.packing import TEXT_LIMIT, coded, packed
from map_records import table, unpacked


@given(st.lists(st.integers(-(2**30), 2**30)))
def test_numbers_are_packed_without_loss(numbers: list[int]) -> None:
    assert unpacked(packed(np.array(numbers, dtype=np.int64))) == numbers


@given(st.lists(st.none() | st.text()))
def test_texts_are_kept_once_and_found_again(texts: list[str | None]) -> None:
    values, codes = coded(texts)
    assert len(values) == len(set(values))
    for text, code in zip(texts, codes, strict=True):
        assert (code == -1) == (not text)
        assert code == -1 or len(values[code]) <= TEXT_LIMIT


def test_records_stand_where_and_when_they_were_recorded() -> None:
    source = table(5, text={"location": pa.array(["x", None, "y", "x", "x"]), "note": pa.array(["long"] * 5)})
    block = overlays.overlay_block(Overlay(source, "Records"))
    assert [value / 1e5 for value in unpacked(block["lon"])] == [-37, -18.5, 0, 18.5, 37]
    assert unpacked(block["start"])[0] == (np.datetime64("2025-01-01") - np.datetime64("1970-01-01")).astype(
        int
    )
    assert block["ids"].split("\n") == ["R0", "R1", "R2", "R3", "R4"]
    assert block["text"]["place"]["values"] == ["x", "y"]
    assert unpacked(block["text"]["place"]["codes"]) == [0, -1, 1, 0, 0]
    assert "long" not in script_json(block)
    assert (block["total"], block["shown"]) == (5, 5)


def test_an_impossible_position_is_left_out_and_counted() -> None:
    source = table(4, lat=np.array([48.0, np.nan, 91.0, 49.0]))
    block = overlays.overlay_block(Overlay(source, "Records"))
    assert (block["total"], block["shown"]) == (4, 2)
    assert block["ids"] == "R0\nR3"


def test_no_records_are_no_trouble() -> None:
    block = overlays.overlay_block(Overlay(table(0), "Records"))
    assert (block["total"], block["shown"], block["bounds"]) == (0, 0, None)


def test_too_many_records_become_counts_that_add_up() -> None:
    count = overlays.MOST_RECORDS + 1
    source = table(count)
    block = overlays.overlay_block(Overlay(source, "Records"))
    assert block["cell_degrees"] is not None
    assert sum(unpacked(block["count"])) == count
    assert len(unpacked(block["lat"])) <= 60_000
    assert block["ids"] is None
    first, last = unpacked(block["start"]), unpacked(block["end"])
    days = (source.start - np.datetime64("1970-01-01")).astype(int)
    assert min(first) <= days.min()
    assert max(last) >= days.max()
    assert all(27 <= b - a <= 30 for a, b in zip(first, last, strict=True))
    types, numbers = (unpacked(block["by_type"][name]) for name in ("type", "count"))
    assert sum(unpacked(block["by_type"]["types"])) == len(types)
    for kind in range(3):
        told = sum(number for type_, number in zip(types, numbers, strict=True) if type_ == kind)
        assert told == np.count_nonzero(source.category == kind)


def test_what_has_nothing_to_draw_says_so() -> None:
    without_points = table(0, info=replace(table(0).info, rows=5))
    assert overlays.overlay_block(Overlay(without_points, "Weekly"))["undrawn"] == (
        "5 rows without points: not drawn"
    )
    assert overlays.overlay_block(Overlay(table(1), "Records"))["undrawn"] is None


def test_a_line_break_in_an_id_does_not_shift_the_others() -> None:
    block = overlays.overlay_block(Overlay(table(2, id=pa.array(["a\nb", "c"])), "Records"))
    assert block["ids"].split("\n") == ["a b", "c"]


def test_only_what_says_so_may_be_shown() -> None:
    assert not may_be_shown(table(1))


def test_a_map_of_control_is_thinned_and_says_so() -> None:
    days = [date.fromordinal(738_000 + n) for n in range(100)]
    snapshots = tuple(Snapshot(day, {"RU": box(36, 48, 37, 49)}, box(37, 48, 37.1, 49)) for day in days)
    source = table(0, control=ControlMap(snapshots, None, "drawn by one side"))
    control = overlays.overlay_block(Overlay(source, "Control"))["control"]
    assert control["total_days"] == 100
    assert len(control["days"]) == 40
    assert (control["days"][0]["day"], control["days"][-1]["day"]) == (
        days[0].isoformat(),
        days[-1].isoformat(),
    )
    assert [who for who, _ in control["days"][0]["areas"]] == ["RU", "contested"]
    script_json(control)
