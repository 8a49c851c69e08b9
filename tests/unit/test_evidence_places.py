"""Claims of several places: compared at each, with every record counted once."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from evidence_support import ACLED_ROW, DONETSK_OBLAST, MYRNOHRAD, POKROVSK, make_claim, write_acled
from test_evidence_control import EDGE, LON, block, feature, write_map

from geoclaims.cli.verdicts import verdict_table
from geoclaims.evidence import compare, read_dataset
from geoclaims.model import Claim, Place, Verdict, Window
from geoclaims.records import to_record, verdict_from_record

FAR = Place("geonames:2", "Lviv", 49.84, 24.03, "city", "UA", "Lviv", 700_000, 5000)
WEST = Place("geonames:3", "Westtown", POKROVSK.lat, LON - EDGE / 2, "city", "UA", "Donetsk", 9000, 3000)
DAY = date(2025, 12, 1)
WINDOW = Window(10.0, 3)


def claim_at(*places: Place | None, **other: Any) -> Claim:
    """A claim with several locations; None is one that was not found."""
    claim = make_claim(**other)
    (known,) = claim.places
    several = [
        replace(known, place=place, text=place.name)
        if place
        else replace(known, place=None, status="not_found")
        for place in places
    ]
    return replace(claim, places=tuple(several))


def rows_of(*days: int, at: Place = POKROVSK, begin: int = 0, **other: str) -> list[dict[str, str]]:
    """Records on these days after the first of December at a place."""
    return [
        {
            "event_id_cnty": f"R{begin + n}",
            "event_date": str(DAY + timedelta(days=day)),
            "location": at.name,
            "latitude": str(at.lat),
            "longitude": str(at.lon),
        }
        | other
        for n, day in enumerate(days)
    ]


def judged(path: Path, claim: Claim, window: Window = WINDOW) -> Verdict:
    (verdict,) = compare([claim], read_dataset(path), window)
    return verdict


def test_a_record_at_the_second_place_is_found_and_says_which(tmp_path: Path) -> None:
    path = write_acled(tmp_path / "a.csv", rows_of(-20, 0, at=MYRNOHRAD) + rows_of(20, begin=5))
    verdict = judged(path, claim_at(POKROVSK, MYRNOHRAD, event_type="clash"), Window(2.0, 3))
    assert verdict.status == "same_event"
    (match,) = verdict.matches
    assert (match.place, match.km, match.same_place) == (MYRNOHRAD.id, 0.0, True)
    assert verdict_from_record(to_record(verdict), "here") == verdict
    alone = judged(path, claim_at(MYRNOHRAD, event_type="clash"), Window(2.0, 3))
    assert alone.matches[0].place is None, "one place needs no naming"


def test_a_record_near_two_places_counts_once_and_goes_to_its_own_town(tmp_path: Path) -> None:
    nearer_the_other = {"latitude": "48.29", "longitude": "37.2"}
    path = write_acled(tmp_path / "a.csv", rows_of(0, at=MYRNOHRAD, **nearer_the_other))
    verdict = judged(path, claim_at(POKROVSK, MYRNOHRAD, event_type="clash"))
    assert verdict.observed == 1
    assert (verdict.status, verdict.matches[0].place) == ("same_event", MYRNOHRAD.id)
    assert verdict.matches[0].km > 4, "the distance is that to the place it is coded to"


def test_chance_is_that_of_all_the_places_together(tmp_path: Path) -> None:
    """One record in 57 days at each of two towns: what a random day finds at either, on paper."""
    path = write_acled(tmp_path / "a.csv", rows_of(0, -20) + rows_of(20, at=MYRNOHRAD, begin=5))
    path.with_name("a.csv.toml").write_text("covered = [2025-10-01, 2026-01-31]\n")
    verdict = judged(path, claim_at(POKROVSK, MYRNOHRAD, event_type="clash"), Window(2.0, 1))
    # 56 shifts; each of two other records lies in 3 of them, the claimed day's own in 2 (shifts of a day).
    assert (verdict.observed, verdict.expected) == (1, round((3 + 3 + 2) / 56, 2))
    assert verdict.p_value == round((1 + 3 + 3 + 2) / 57, 4)
    one = judged(path, claim_at(POKROVSK, event_type="clash"), Window(2.0, 1))
    assert one.p_value == round((1 + 3 + 2) / 57, 4)


def test_places_that_cannot_be_compared_do_not_hide_those_that_can(tmp_path: Path) -> None:
    path = write_acled(tmp_path / "a.csv", rows_of(-9, 0, 9, at=MYRNOHRAD))
    for others in ([DONETSK_OBLAST], [FAR], [None], [DONETSK_OBLAST, None, FAR]):
        verdict = judged(path, claim_at(*others, MYRNOHRAD, event_type="clash"))
        assert verdict.status == "same_event"
    assert judged(path, claim_at(DONETSK_OBLAST, event_type="clash")).reason == "place_unresolved"
    assert judged(path, claim_at(FAR, DONETSK_OBLAST, event_type="clash")).reason == "outside_coverage"


def test_one_place_under_two_names_is_one(tmp_path: Path) -> None:
    path = write_acled(tmp_path / "a.csv", rows_of(0, location="Krasnoarmeysk"))
    claim = claim_at(POKROVSK, POKROVSK, event_type="clash")
    claim = replace(claim, places=(claim.places[0], replace(claim.places[1], text="Krasnoarmeysk")))
    verdict = judged(path, claim)
    assert (verdict.status, verdict.matches[0].place) == ("same_event", None)


def test_order_of_the_places_changes_nothing(tmp_path: Path) -> None:
    rows = [ACLED_ROW | row for row in rows_of(-2, 0, 1) + rows_of(0, 3, at=MYRNOHRAD, begin=5)]
    path = write_acled(tmp_path / "a.csv", rows)
    one = judged(path, claim_at(POKROVSK, MYRNOHRAD, event_type="clash"))
    assert judged(path, claim_at(MYRNOHRAD, POKROVSK, event_type="clash")) == one


def test_a_map_of_control_is_read_at_each_place(tmp_path: Path) -> None:
    half = [
        feature(block(LON - EDGE / 4, LON + EDGE), controller="RU", date="2025-12-01"),
        feature(block(LON - EDGE, LON - EDGE / 4), controller="UA", date="2025-12-01"),
    ]
    path = write_map(tmp_path / "m.geojson", *half)
    both = judged(path, claim_at(POKROVSK, MYRNOHRAD))
    assert both.status == "control_agrees"
    split = judged(path, claim_at(POKROVSK, WEST))
    assert split.status == "control_contested"
    assert split.control
    assert split.control.shares == {"RU": 0.5, "UA": 0.5}
    assert "Pokrovsk: RU 100%" in split.control.lag_note
    assert "Westtown: UA 100%" in split.control.lag_note
    beside = judged(path, claim_at(DONETSK_OBLAST, WEST))
    assert beside.status == "control_disagrees"
    assert beside.control
    assert "Donetsk: nothing that can be compared" in beside.control.lag_note
    assert judged(path, claim_at(DONETSK_OBLAST, FAR)).reason == "outside_coverage"


def test_a_place_named_twice_weighs_once_in_the_mean(tmp_path: Path) -> None:
    half = [
        feature(block(LON - EDGE / 4, LON + EDGE), controller="RU", date="2025-12-01"),
        feature(block(LON - EDGE, LON - EDGE / 4), controller="UA", date="2025-12-01"),
    ]
    path = write_map(tmp_path / "m.geojson", *half)
    once, again = claim_at(POKROVSK, WEST), claim_at(POKROVSK, replace(POKROVSK, name="Krasnoarmeysk"), WEST)
    assert judged(path, again) == judged(path, once)
    alone = judged(path, claim_at(POKROVSK, POKROVSK))
    assert alone == judged(path, claim_at(POKROVSK))
    at_its_point = replace(DONETSK_OBLAST, lat=POKROVSK.lat, lon=POKROVSK.lon)
    assert judged(path, claim_at(at_its_point, POKROVSK)).status == "control_agrees"


def test_the_table_of_verdicts_names_the_place_of_a_match(tmp_path: Path) -> None:
    path = write_acled(tmp_path / "a.csv", rows_of(0, at=MYRNOHRAD))
    claim = claim_at(POKROVSK, MYRNOHRAD, event_type="clash")
    claim = replace(claim, places=(claim.places[0], replace(claim.places[1], text="Dimitrov")))
    text = " ".join(verdict_table([judged(path, claim, Window(2.0, 3))], [claim]).split())
    assert "of Dimitrov" in text
    assert MYRNOHRAD.id not in text
    unknown = " ".join(verdict_table([judged(path, claim, Window(2.0, 3))], []).split())
    assert f"of {MYRNOHRAD.id}" in unknown  # its claim is not at hand
