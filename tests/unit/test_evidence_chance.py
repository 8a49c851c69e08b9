from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from evidence_support import make_claim, write_acled
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from geoclaims.evidence import EventTable, compare, read_dataset
from geoclaims.evidence.chance import (
    SHIFT_DAYS,
    SWEEP,
    LocalNull,
    Observed,
    false_discovery,
    false_discovery_of_tests,
    local_null,
    randomized_p,
)
from geoclaims.evidence.match import EventIndex, arc_km, chord, unit_sphere
from geoclaims.model import Window

DAY0 = date(2025, 6, 1)


def table_of(folder: Path, events: list[tuple[int, float]]) -> EventTable:
    """Records at (days after DAY0, km north of Pokrovsk), and one far away on either end of a year."""
    rows = [
        {
            "event_id_cnty": f"E{i}",
            "event_date": str(DAY0 + timedelta(days=day)),
            "latitude": f"{48.0 + km / 111.195:.6f}",
            "longitude": "37.0",
        }
        for i, (day, km) in enumerate(events)
    ]
    ends = [
        {"event_id_cnty": f"F{d}", "event_date": str(DAY0 + timedelta(days=d)), "latitude": "10", "iso": ""}
        for d in (-100, 100)
    ]
    return read_dataset(write_acled(folder / "a.csv", rows + ends))


def day_number(days: int) -> int:
    return int(np.datetime64(DAY0 + timedelta(days=days), "D").astype("int64"))


def plainly(
    events: list[tuple[int, int, float]], first: int, last: int, window: Window, covered: tuple[int, int],
    unobserved: frozenset[int],
) -> tuple[int, list[int], int]:  # fmt: skip
    """The observed count, the counts of all shifts that mean something, and how many went unobserved."""

    def count(shift: int) -> int:
        low, high = first + shift - window.days, last + shift + window.days
        return sum(begin <= high and end >= low for begin, end, km in events if km <= window.km)

    def seen(shift: int) -> int:
        low, high = first + shift - window.days, last + shift + window.days
        return sum(covered[0] <= d <= covered[1] and d not in unobserved for d in range(low, high + 1))

    inside = [
        s for s in range(-SHIFT_DAYS, SHIFT_DAYS + 1)
        if s and covered[0] <= first + s - window.days and last + s + window.days <= covered[1]
    ]  # fmt: skip
    kept = [s for s in range(-SHIFT_DAYS, SHIFT_DAYS + 1) if s and seen(s) >= max(1, seen(0))]
    return count(0), [count(s) for s in kept], len(set(inside) - set(kept))


@settings(max_examples=60, deadline=None)
@given(
    events=st.lists(
        st.tuples(st.integers(-45, 45), st.integers(0, 6), st.sampled_from((0.0, 0.9, 4.5, 9.0, 20.0, 40.0))),
        max_size=40,
    ),
    claim=st.tuples(st.integers(-20, 20), st.integers(0, 8)),
    covered=st.tuples(st.integers(-60, -15), st.integers(15, 60)),
    unobserved=st.frozensets(st.integers(-50, 50), max_size=60),
)
def test_every_shift_counts_what_a_plain_loop_counts(
    tmp_path_factory: pytest.TempPathFactory,
    events: list[tuple[int, int, float]],
    claim: tuple[int, int],
    covered: tuple[int, int],
    unobserved: frozenset[int],
) -> None:
    index = EventIndex(lasting(tmp_path_factory.mktemp("t"), events))
    first, last = claim[0], claim[0] + claim[1]
    days = Observed.of(*(day_number(d) for d in covered), map(day_number, unobserved))
    here = unit_sphere([48.0], [37.0])
    null = local_null(index, here, np.array([day_number(first)]), np.array([day_number(last)]), SWEEP, days)
    spans = [(day, day + length, km) for day, length, km in events]
    for w, window in enumerate(SWEEP):
        observed, counts, left_out = plainly(spans, first, last, window, covered, unobserved)
        assert null.observed[0, w] == observed
        assert (null.shifts[0, w], null.unobserved[0, w]) == (len(counts), left_out)
        width = range(first - window.days, last + window.days + 1)
        blind = all(day in unobserved or not covered[0] <= day <= covered[1] for day in width)
        if not counts or claim[1] >= 7 or blind:
            assert np.isnan(null.p_value[0, w])
            assert np.isnan(null.expected[0, w])
            continue
        assert null.expected[0, w] == pytest.approx(np.mean(counts))
        assert null.found[0, w] == pytest.approx(np.mean([c > 0 for c in counts]))
        assert null.p_value[0, w] == pytest.approx(
            (1 + sum(c >= observed for c in counts)) / (1 + len(counts))
        )


def lasting(folder: Path, events: list[tuple[int, int, float]]) -> EventTable:
    """Records of (days after DAY0, days it lasts, km north), as a plain table."""
    lines = [
        f"E{i},{DAY0 + timedelta(days=day)},{DAY0 + timedelta(days=day + length)},{48 + km / 111.195:.6f},37"
        for i, (day, length, km) in enumerate(events)
    ]
    path = folder / "t.csv"
    path.write_text("\n".join(["id,date,end_date,lat,lon", *lines, f"F,{DAY0},{DAY0},10,37.0"]) + "\n")
    return read_dataset(path)


def test_days_nobody_could_see_are_left_out_of_chance(tmp_path: Path) -> None:
    clear = [-21, -14, -7, 0, 7, 14, 21]
    table = lasting(tmp_path, [(d, 0, 0.0) for d in (-60, *clear, 60)])
    cloudy = frozenset(DAY0 + timedelta(days=d) for d in range(-60, 61) if d not in clear)
    claim = make_claim("clash", first=DAY0, last=DAY0)
    claim = make_claim("clash", first=DAY0, last=DAY0, place=_place(claim))
    (naive,) = compare([claim], table, Window(10.0, 1))
    assert naive.p_value == pytest.approx((1 + 6 * 3 + 2) / 57, abs=1e-4)
    clouded = replace(table, info=replace(table.info, unobserved=cloudy))
    (honest,) = compare([claim], clouded, Window(10.0, 1))
    assert (honest.p_value, honest.expected) == (1.0, 1.0)
    assert honest.null_model is not None
    assert (honest.null_model.shifts, honest.null_model.unobserved) == (20, 36)
    assert honest.null_model.effective_n == 6, "the clear days other than the claimed one"


def test_a_lone_record_is_as_unusual_as_its_window_is_wide(tmp_path: Path) -> None:
    dataset = table_of(tmp_path, [(0, 0.0)])
    day = DAY0
    claim = make_claim("clash", first=day, last=day)
    claim = make_claim("clash", first=day, last=day, place=_place(claim))
    (verdict,) = compare([claim], dataset, Window(10.0, 3))
    assert verdict.observed == 1
    assert verdict.p_value == pytest.approx(7 / 57, abs=1e-4)
    assert verdict.expected == pytest.approx(6 / 56, abs=0.01)
    assert verdict.null_model is not None
    assert (verdict.null_model.shift_days, verdict.null_model.shifts, verdict.null_model.effective_n) == (
        28,
        56,
        8,
    )
    assert [(s.km, s.days) for s in verdict.sweep] == [(w.km, w.days) for w in SWEEP]


def _place(claim):  # type: ignore[no-untyped-def]
    return replace(claim.places[0].place, lat=48.0, lon=37.0)


def test_days_that_are_not_covered_were_not_observed(tmp_path: Path) -> None:
    index = EventIndex(table_of(tmp_path, [(0, 0.0)]))
    at = np.array([day_number(0)])

    def null(first: int, last: int) -> LocalNull:
        here, covered = unit_sphere([48.0], [37.0]), Observed.of(at[0] + first, at[0] + last)
        return local_null(index, here, at, at, (Window(10.0, 3),), covered)

    whole = null(-10, 8)
    assert whole.shifts[0, 0] == 7 + 5, "all seven days of a window lie in the period"
    assert whole.effective_n[0, 0] == 1
    edge = null(-30, 0)
    assert edge.shifts[0, 0] == 28, "four of the claimed days are covered, and four or more of these"
    few = null(-1, 1)
    assert few.shifts[0, 0] == 4, "windows that hold all three days"
    assert (few.expected[0, 0], few.p_value[0, 0], few.effective_n[0, 0]) == (1.0, 1.0, 0)
    assert np.isnan(null(10, 20).p_value[0, 0])


def test_a_stated_period_makes_days_without_rows_count(tmp_path: Path) -> None:
    path = write_acled(tmp_path / "a.csv", [{}])
    claim = make_claim("clash")
    (unstated,) = compare([claim], read_dataset(path), Window(10.0, 3))
    assert unstated.null_model is not None
    assert (unstated.p_value, unstated.null_model.effective_n) == (1.0, 0)
    path.with_name("a.csv.toml").write_text("covered = [2025-11-01, 2025-12-31]\n")
    (stated,) = compare([claim], read_dataset(path), Window(10.0, 3))
    assert stated.null_model is not None
    assert (stated.null_model.shifts, stated.null_model.effective_n) == (54, 6)
    assert stated.p_value == pytest.approx(7 / 55, abs=1e-4)
    assert stated.expected == pytest.approx(6 / 54, abs=0.01)


def test_claims_of_one_place_and_day_are_one_look() -> None:
    q = false_discovery_of_tests(np.array([0.01] * 50 + [0.04, 0.9]), np.array([7] * 50 + [1, 2]))
    assert q.tolist() == pytest.approx([0.03] * 50 + [0.06, 0.9])


def test_imprecise_dates_have_no_chance_figures(tmp_path: Path) -> None:
    claim = make_claim("clash", first=DAY0, last=DAY0 + timedelta(days=20))
    claim = make_claim("clash", first=DAY0, last=DAY0 + timedelta(days=20), place=_place(claim))
    (verdict,) = compare([claim], table_of(tmp_path, [(0, 0.0)]), Window(10.0, 3))
    assert (verdict.observed, verdict.expected, verdict.p_value, verdict.null_model) == (1, None, None, None)


def test_random_claims_are_not_found_unusual_too_often(tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    bursts = np.repeat(rng.integers(-90, 90, 25), rng.integers(1, 8, 25))
    dataset = table_of(
        tmp_path, [(int(d), float(k)) for d, k in zip(bursts, rng.random(len(bursts)) * 12, strict=True)]
    )
    index = EventIndex(dataset)
    days = np.array([day_number(int(d)) for d in rng.integers(-95, 96, 600)])
    here = np.repeat(unit_sphere([48.0], [37.0]), 600, axis=0)
    covered = Observed.of(day_number(-100), day_number(100))
    null = local_null(index, here, days, days, (Window(10.0, 3),), covered)
    for level in (0.01, 0.05, 0.1, 0.2):
        assert np.mean(null.p_value[:, 0] <= level) <= level + 0.02
    loose = randomized_p(null, 0, rng.random(600))
    assert abs(np.mean(loose) - 0.5) < 0.05


def test_false_discovery_leaves_out_what_has_no_p() -> None:
    q = false_discovery(np.array([0.01, np.nan, 0.04, 0.03]))
    assert np.isnan(q[1])
    assert q[[0, 2, 3]] == pytest.approx([0.03, 0.04, 0.04])
    assert np.isnan(false_discovery(np.array([np.nan]))).all()


@given(st.lists(st.floats(0.001, 1), min_size=1, max_size=30))
def test_q_values_are_those_of_scipy(p_values: list[float]) -> None:
    assert false_discovery(np.array(p_values)) == pytest.approx(false_discovery_control(p_values))


@given(st.floats(-89, 89), st.floats(-179, 179), st.floats(0.001, 3000))
def test_chords_and_arcs_are_each_other(lat: float, lon: float, km: float) -> None:
    assert arc_km(np.array([chord(km)]))[0] == pytest.approx(km, rel=1e-6)
    assert np.linalg.norm(unit_sphere([lat], [lon])[0]) == pytest.approx(1.0)
