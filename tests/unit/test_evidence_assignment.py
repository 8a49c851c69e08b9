from datetime import date
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from evidence_support import MYRNOHRAD, make_claim, write_acled
from hypothesis import given
from hypothesis import strategies as st

from geoclaims.evidence import compare, read_dataset
from geoclaims.evidence.assignment import Contender, assign_within_documents
from geoclaims.model import Match, Window

WINDOW = Window(10.0, 3)


def match(event: str, score: float) -> Match:
    return Match(event, 1.0, True, 0, "same", "unknown", "unclear", "unknown", score)


def test_the_total_fit_of_a_document_decides() -> None:
    first = Contender("d", "clash 1", (match("A", 0.9), match("B", 0.8)))
    second = Contender("d", "clash 2", (match("A", 0.85),))
    assert [m and m.event for m in assign_within_documents([first, second])] == ["B", "A"]


def test_a_claim_told_twice_and_another_document_share_the_record() -> None:
    told = [Contender(d, "clash 1", (match("A", 0.9),)) for d in ("d", "d", "e")]
    assert [m and m.event for m in assign_within_documents(told)] == ["A", "A", "A"]
    late = Contender("d", "clash 2", (match("A", 0.1),))
    assert assign_within_documents([told[0], late])[1] is None


@given(
    st.lists(
        st.tuples(
            st.sampled_from("de"),
            st.integers(0, 4),
            st.dictionaries(st.sampled_from("ABCD"), st.floats(0, 1)),
        ),
        max_size=8,
    )
)
def test_no_record_goes_to_two_events_of_a_document(items: list[tuple[str, int, dict[str, float]]]) -> None:
    contenders = [Contender(d, told, tuple(match(e, s) for e, s in fits.items())) for d, told, fits in items]
    seen: dict[tuple[str, str], int] = {}
    for contender, found in zip(contenders, assign_within_documents(contenders), strict=True):
        if found is not None:
            assert found in contender.matches
            assert seen.setdefault((contender.document, found.event), contender.told) == contender.told


def plain_table(path: Path, *lines: str) -> Path:
    path.write_text("id,date,lat,lon,type,place,geo_precision\n" + "\n".join(lines) + "\n")
    return path


def test_two_events_of_a_document_are_not_both_one_row(tmp_path: Path) -> None:
    ends = ("E,2025-09-01,48.0,37.0,clash,,1", "F,2026-02-01,49.0,38.0,clash,,1")
    row = "A,2025-12-01,48.281,37.18,clash,Pokrovsk,exact"
    dataset = read_dataset(plain_table(tmp_path / "t.csv", row, *ends))
    days = (date(2025, 12, 1), date(2025, 11, 30))
    claims = [make_claim("clash", claim_id=str(d), first=d, last=d) for d in days]
    assert [v.status for v in compare(claims, dataset, WINDOW)] == ["same_event", "nearby_activity"]
    acled = read_dataset(
        write_acled(
            tmp_path / "a.csv",
            [{}, *({"event_id_cnty": d, "event_date": d} for d in ("2025-09-01", "2026-02-01"))],
        )
    )
    assert [v.status for v in compare(claims, acled, WINDOW)] == ["same_event", "same_event"]


def test_what_only_a_filter_hides_is_told(tmp_path: Path) -> None:
    rows = [
        {},
        {"event_id_cnty": "2", "event_date": "2025-10-01"},
        {"event_id_cnty": "3", "event_date": "2026-02-01"},
    ]
    whole = read_dataset(write_acled(tmp_path / "a.csv", rows))
    part = whole.select(np.array([False, True, True]))
    assert (len(part), part.record(0).id) == (2, "2")
    (told,) = compare([make_claim("clash")], part, WINDOW, unfiltered=whole)
    assert (told.status, told.reason) == ("not_comparable", "filtered_out")
    (untold,) = compare([make_claim("clash", place=MYRNOHRAD)], part, WINDOW)
    assert (untold.status, untold.reason) == ("no_record", "not_found")


@given(st.lists(st.dictionaries(st.sampled_from("ABC"), st.floats(0.01, 1), max_size=3), max_size=4))
def test_the_total_is_the_best_there_is(fits: list[dict[str, float]]) -> None:
    contenders = [Contender("d", i, tuple(match(e, s) for e, s in fit.items())) for i, fit in enumerate(fits)]
    total = sum(m.score for m in assign_within_documents(contenders) if m is not None)
    best = max(
        sum(fits[i][e] for i, e in enumerate(choice) if e)
        for choice in product(*([None, *fit] for fit in fits))
        if len(set(filter(None, choice))) == len(list(filter(None, choice)))
    )
    assert total == pytest.approx(best)
