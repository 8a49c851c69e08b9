from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from evidence_support import make_claim, write_acled
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from geoclaims.evidence import EventTable, compare, read_dataset
from geoclaims.evidence.chance import SHIFT_DAYS, SWEEP, false_discovery, local_null, randomized_p
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
    ends = [{"event_id_cnty": f"F{d}", "event_date": str(DAY0 + timedelta(days=d)), "latitude": "10"}
            for d in (-100, 100)]  # fmt: skip
    return read_dataset(write_acled(folder / "a.csv", rows + ends))


def day_number(days: int) -> int:
    return int(np.datetime64(DAY0 + timedelta(days=days), "D").astype("int64"))


@settings(max_examples=25, deadline=None)
@given(
    events=st.lists(st.tuples(st.integers(-45, 45), st.floats(0, 40)), max_size=40),
    claim=st.tuples(st.integers(-20, 20), st.integers(0, 4)),
)
def test_every_shift_counts_what_a_plain_loop_counts(
    tmp_path_factory: pytest.TempPathFactory, events: list[tuple[int, float]], claim: tuple[int, int]
) -> None:
    table = table_of(tmp_path_factory.mktemp("t"), events)
    index = EventIndex(table)
    first, last = day_number(claim[0]), day_number(claim[0] + claim[1])
    covered = (day_number(-100), day_number(100))
    here = unit_sphere([48.0], [37.0])
    null = local_null(index, here, np.array([first]), np.array([last]), SWEEP, covered)
    for w, window in enumerate(SWEEP):
        near = [day_number(day) for day, km in events if km * 1.0 <= window.km - 1e-4 or km == 0]
        if any(abs(km - window.km) < 1e-3 for _, km in events):
            continue
        counts = {
            shift: sum(first + shift - window.days <= day <= last + shift + window.days for day in near)
            for shift in range(-SHIFT_DAYS, SHIFT_DAYS + 1)
        }
        observed = counts.pop(0)
        assert null.observed[0, w] == observed
        assert null.shifts[0, w] == 2 * SHIFT_DAYS
        assert null.expected[0, w] == pytest.approx(np.mean(list(counts.values())))
        assert null.p_value[0, w] == pytest.approx(
            (1 + sum(c >= observed for c in counts.values())) / (1 + len(counts))
        )


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
    from dataclasses import replace

    return replace(claim.places[0].place, lat=48.0, lon=37.0)


def test_shifts_that_leave_the_covered_days_are_left_out(tmp_path: Path) -> None:
    index = EventIndex(table_of(tmp_path, [(0, 0.0)]))
    at = np.array([day_number(0)])
    covered = (day_number(-10), day_number(8))
    null = local_null(index, unit_sphere([48.0], [37.0]), at, at, (Window(10.0, 3),), covered)
    assert null.shifts[0, 0] == 7 + 5
    few = local_null(index, unit_sphere([48.0], [37.0]), at, at, (Window(10.0, 3),), (at[0] - 5, at[0] + 5))
    assert np.isnan(few.p_value[0, 0])


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
    covered = (day_number(-100), day_number(100))
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
