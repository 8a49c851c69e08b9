from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoclaims.evidence import read_dataset
from geoclaims.evidence.match import LONGEST_RECORD_DAYS, EventIndex, unit_sphere
from geoclaims.globe import great_circle_km

DAY0 = date(2020, 1, 1)
POINTS = st.tuples(
    st.sampled_from([-89.9, -0.02, 0.03, 48.28, 48.3, 89.95]),
    st.sampled_from([-179.99, -0.01, 0.02, 37.18, 37.2, 179.98]),
)
RECORDS = st.lists(st.tuples(POINTS, st.integers(0, 120), st.integers(0, 12)), min_size=1, max_size=25)
CLAIMS = st.lists(st.tuples(POINTS, st.integers(-10, 130), st.integers(0, 9)), min_size=1, max_size=12)


@settings(max_examples=60, deadline=None)
@given(records=RECORDS, claims=CLAIMS, km=st.sampled_from([0.5, 5.0, 400.0]))
def test_all_pairs_within_reach_are_found_once(
    tmp_path_factory: pytest.TempPathFactory,
    records: list[tuple[tuple[float, float], int, int]],
    claims: list[tuple[tuple[float, float], int, int]],
    km: float,
) -> None:
    path = tmp_path_factory.mktemp("t") / "t.csv"
    lines = [
        f"E{i},{DAY0 + timedelta(days=day)},{DAY0 + timedelta(days=day + length)},{lat},{lon}"
        for i, ((lat, lon), day, length) in enumerate(records)
    ]
    path.write_text("\n".join(["id,date,end_date,lat,lon", *lines]) + "\n")
    index = EventIndex(read_dataset(path))
    base = int(np.datetime64(DAY0, "D").astype("int64"))
    first = np.array([base + day for _, day, _ in claims])
    last = first + np.array([length for _, _, length in claims])
    points = unit_sphere([lat for (lat, _), _, _ in claims], [lon for (_, lon), _, _ in claims])
    found = [
        (int(c), int(index.rows[e]), float(d))
        for block in index.pairs(points, first, last, km)
        for c, e, d in zip(block.claim, block.event, block.km, strict=True)
    ]
    expected = {
        (c, e): great_circle_km(*here, *there)
        for c, (here, begin, length) in enumerate(claims)
        for e, (there, day, lasting) in enumerate(records)
        if lasting + 1 < LONGEST_RECORD_DAYS  # longer ones are of a wider time
        and day <= begin + length
        and day + lasting >= begin
        and great_circle_km(*here, *there) <= km
    }
    assert {(c, e) for c, e, _ in found} == set(expected)
    assert len(found) == len(expected)
    for c, e, distance in found:
        assert distance == pytest.approx(expected[c, e], abs=1e-4)
