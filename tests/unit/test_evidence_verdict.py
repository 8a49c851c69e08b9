from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from evidence_support import DONETSK_OBLAST, MYRNOHRAD, make_claim, write_acled

from geoclaims.evidence import compare, read_dataset
from geoclaims.model import Claim, DocumentReference, Relation, Verdict, Window

WINDOW = Window(10.0, 3)
FAR_BACK = {"event_id_cnty": "OLD", "event_date": "2025-09-01"}
LATER = {"event_id_cnty": "NEW", "event_date": "2026-01-20"}
OVERTAKES = {"sub_event_type": "Non-state actor overtakes territory", "inter1": "External/Other forces"}


def judge(tmp_path: Path, claim: Claim, *rows: dict[str, str], window: Window = WINDOW) -> Verdict:
    dataset = read_dataset(write_acled(tmp_path / "export.csv", [*rows, FAR_BACK, LATER]))
    (verdict,) = compare([claim], dataset, window)
    return verdict


def test_a_clash_beside_a_capture_is_activity_nearby_and_no_more(tmp_path: Path) -> None:
    verdict = judge(tmp_path, make_claim("territory_gain"), {})
    assert (verdict.status, verdict.reason, verdict.observed) == ("nearby_activity", None, 1)
    (match,) = verdict.matches
    assert (match.event, match.type, match.bearing, match.same_place) == ("INV1", "related", "unclear", True)
    assert match.km == pytest.approx(0.3, abs=0.05)


def test_the_same_kind_of_event_in_the_same_town_is_a_candidate(tmp_path: Path) -> None:
    verdict = judge(tmp_path, make_claim("clash"), {})
    assert verdict.status == "same_event"
    assert verdict.matches[0].actors == "same"


def test_a_capture_needs_the_direction_of_the_actors(tmp_path: Path) -> None:
    agrees = judge(tmp_path, make_claim("territory_gain"), OVERTAKES)
    assert (agrees.status, agrees.matches[0].bearing) == ("same_event", "agrees")
    other_way = {"sub_event_type": "Government regains territory", "inter1": "External/Other forces"}
    opposes = judge(tmp_path, make_claim("territory_gain"), other_way)
    assert (opposes.status, opposes.matches[0].bearing) == ("nearby_activity", "opposes")
    nobody = judge(tmp_path, make_claim("territory_gain", actors=()), OVERTAKES)
    assert (nobody.status, nobody.matches[0].bearing) == ("nearby_activity", "unclear")


def test_between_two_states_the_country_says_who_took_it(tmp_path: Path) -> None:
    overtakes = {"sub_event_type": "Non-state actor overtakes territory"}
    regains = {"sub_event_type": "Government regains territory"}
    russian, ukrainian = make_claim("territory_gain"), make_claim("territory_gain", actors=("Ukraine",))
    for claim, change, bearing in (
        (russian, overtakes, "agrees"),
        (russian, regains, "opposes"),
        (ukrainian, regains, "agrees"),
        (ukrainian, overtakes, "opposes"),
    ):
        verdict = judge(tmp_path, claim, change)
        assert verdict.matches[0].bearing == bearing
        assert (verdict.status == "same_event") == (bearing == "agrees")
    elsewhere = {"iso": "", "country": "Nowhere"}
    for change in (overtakes, regains):
        verdict = judge(tmp_path, russian, change | elsewhere)
        assert (verdict.status, verdict.matches[0].bearing) == ("nearby_activity", "unclear")


def test_a_gain_of_ones_own_table_that_names_both_sides_may_be_either_ones(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    for other, status in (("", "same_event"), ("Ukraine", "nearby_activity")):
        path.write_text(
            "date,lat,lon,type,location,geo_precision,actor1,actor2\n"
            f"2025-12-01,48.28,37.177,territory_gain,Pokrovsk,exact,Russia,{other}\n"
        )
        (verdict,) = compare([make_claim("territory_gain")], read_dataset(path), Window(10.0, 3))
        assert verdict.status == status


def test_the_neighbouring_town_is_within_reach_but_never_the_same_place(tmp_path: Path) -> None:
    verdict = judge(tmp_path, make_claim("clash", place=MYRNOHRAD, name="Dimitrov"), {})
    assert (verdict.status, verdict.matches[0].same_place) == ("nearby_activity", False)


def test_a_place_moved_away_from_its_town_is_not_that_town(tmp_path: Path) -> None:
    west = Relation("distance", "1 km west of", 0, 12, "W", 1000, 48.28, 37.165, 500, None)
    verdict = judge(tmp_path, make_claim("clash", relation=west), {})
    assert verdict.status == "nearby_activity"


@pytest.mark.parametrize("change", [{"geo_precision": "3"}, {"time_precision": "3"}, {"time_precision": "9"}])
def test_coarse_records_never_match_a_point(tmp_path: Path, change: dict[str, str]) -> None:
    verdict = judge(tmp_path, make_claim("clash"), change)
    assert (verdict.status, verdict.reason, verdict.matches) == ("not_comparable", "coarse_record_only", ())


@pytest.mark.parametrize(
    "fields",
    [{"realis": r} for r in ("planned", "possible", "hypothetical", "generic")]
    + [{"polarity": "negative"}]
    + [{"stance": s} for s in ("denies", "threatens", "orders", "predicts", "cannot_confirm")],
)
def test_what_nobody_says_happened_is_never_matched(tmp_path: Path, fields: dict[str, str]) -> None:
    verdict = judge(tmp_path, make_claim("clash", **fields), {})
    assert (verdict.status, verdict.reason, verdict.observed) == ("not_comparable", "not_testable", None)


def test_reasons_of_silence(tmp_path: Path) -> None:
    def reason(claim: Claim, *rows: dict[str, str]) -> str | None:
        return judge(tmp_path, claim, *(rows or ({"event_date": "2025-10-01"},))).reason

    assert reason(make_claim("clash", place=None)) == "place_unresolved"
    assert reason(make_claim("clash", place=DONETSK_OBLAST)) == "place_unresolved"
    assert reason(make_claim("clash", first=None, last=None)) == "time_unknown"
    assert reason(make_claim("clash", first=date(2024, 1, 1), last=date(2024, 1, 2))) == "outside_coverage"
    abroad = replace(MYRNOHRAD, country="PL")
    assert reason(make_claim("clash", place=abroad)) == "outside_coverage"
    assert reason(make_claim("clash", first=date(2026, 1, 10), last=date(2026, 1, 10))) == "too_recent"
    assert reason(make_claim("restriction_aid")) == "type_not_coded"
    assert reason(make_claim("clash")) == "not_found"
    assert judge(tmp_path, make_claim("clash"), {"event_date": "2025-10-01"}).status == "no_record"


def test_a_record_after_the_report_is_not_what_it_tells_of(tmp_path: Path) -> None:
    claim = make_claim("clash", last=date(2025, 12, 2))
    assert judge(tmp_path, claim, {"event_date": "2025-12-03"}).status == "same_event"
    assert judge(tmp_path, claim, {"event_date": "2025-12-04"}).status == "nearby_activity"


def test_a_record_made_from_the_report_says_so(tmp_path: Path) -> None:
    claim = replace(make_claim("clash"), document=DocumentReference("d1", publisher="The Invented Daily"))
    assert judge(tmp_path, claim, {}).matches[0].independence == "same_report"
    assert judge(tmp_path, make_claim("clash"), {}).matches[0].independence == "unknown"


def test_three_best_are_shown_and_all_are_counted(tmp_path: Path) -> None:
    rows = [{"event_id_cnty": f"INV{i}", "event_date": f"2025-12-0{1 + i % 3}"} for i in range(7)]
    verdict = judge(tmp_path, make_claim("clash"), *rows)
    assert verdict.observed == 7
    assert len(verdict.matches) == 3
    assert [m.score for m in verdict.matches] == sorted((m.score for m in verdict.matches), reverse=True)


def test_an_embargoed_reply_is_no_silence(tmp_path: Path) -> None:
    path = tmp_path / "reply.json"
    path.write_text(
        '{"status":200,"success":true,"count":0,"messages":[],"data":[],"data_query_restrictions":'
        '{"date_recency":{"quantity":12,"unit":"Months","date":"2024-12-01"}}}'
    )
    dataset = read_dataset(path)
    late, early = compare(
        [make_claim("clash"), make_claim("clash", first=date(2024, 1, 1), last=date(2024, 1, 1))],
        dataset,
        WINDOW,
    )
    assert (late.status, late.reason) == ("not_comparable", "embargoed")
    assert early.reason == "outside_coverage"


def test_verdicts_come_in_the_order_of_the_claims(tmp_path: Path) -> None:
    dataset = read_dataset(write_acled(tmp_path / "export.csv", [{}, FAR_BACK, LATER]))
    days = [date(2025, 12, 1), date(2025, 9, 1), date(2026, 1, 20), date(2025, 11, 1)]
    claims = [make_claim("clash", claim_id=str(i), first=d, last=d) for i, d in enumerate(days)]
    verdicts = compare(claims, dataset, WINDOW)
    assert [v.claim for v in verdicts] == ["0", "1", "2", "3"]
    assert [v.observed for v in verdicts] == [1, 1, 1, 0]


def judge_table(tmp_path: Path, claim: Claim, *rows: str, beside: str = "") -> Verdict:
    """The verdict of a plain table of id, date, lat, lon, type and place, with a file beside it or not."""
    path = tmp_path / "log.csv"
    ends = ("E,2025-09-01,48,37.1,{0},", "F,2026-02-01,48.5,37.3,{0},")
    kind = rows[0].split(",")[4] if rows else "clash"
    path.write_text("\n".join(["id,date,lat,lon,type,place", *rows, *(e.format(kind) for e in ends)]) + "\n")
    if beside:
        (tmp_path / "log.csv.toml").write_text(beside)
    (verdict,) = compare([claim], read_dataset(path), WINDOW)
    return verdict


def test_categories_count_as_their_user_mapped_them(tmp_path: Path) -> None:
    row = "A,2025-12-01,48.281,37.18,Arty,Pokrovsk"
    columns = '[columns]\nid="id"\ndate="date"\nlat="lat"\nlon="lon"\ncategory="type"\nlocation="place"\n'
    shelling = make_claim("shelling_missile")
    unmapped = judge_table(tmp_path, shelling, row)
    assert (unmapped.status, unmapped.matches[0].type) == ("nearby_activity", "other")
    mapped = judge_table(tmp_path, shelling, row, beside=columns + '[types]\nArty = "shelling_missile"\n')
    assert (mapped.status, mapped.matches[0].type) == ("same_event", "same")


def test_silence_of_a_table_that_names_no_such_type_says_nothing(tmp_path: Path) -> None:
    far = ("A,2025-12-01,49.5,36.5,{0},Elsewhere",)
    silent = judge_table(tmp_path, make_claim("clash"), *(r.format("clash") for r in far))
    assert (silent.status, silent.reason) == ("no_record", "not_found")
    other = judge_table(tmp_path, make_claim("detention"), *(r.format("clash") for r in far))
    assert (other.status, other.reason) == ("not_comparable", "type_not_coded")
    untyped = judge_table(tmp_path, make_claim("clash"), *(r.format("incident 17") for r in far))
    assert (untyped.status, untyped.reason) == ("not_comparable", "type_not_coded")


def test_a_claim_of_some_day_in_a_month_has_no_candidate(tmp_path: Path) -> None:
    month = judge(tmp_path, make_claim("clash", first=date(2025, 11, 15), last=date(2025, 12, 14)), {})
    assert (month.status, month.matches[0].type, month.p_value) == ("nearby_activity", "same", None)
    week = judge(tmp_path, make_claim("clash", first=date(2025, 11, 26), last=date(2025, 12, 2)), {})
    assert week.status == "same_event"


def test_rows_alike_without_an_id_are_told(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    row = "2025-12-01,48.281,37.18,clash,Pokrovsk"
    path.write_text("\n".join(["date,lat,lon,type,place", "2025-11-01,48,37,clash,X", *[row] * 100]) + "\n")
    info = read_dataset(path).info
    assert (info.rows, info.duplicates) == (101, 0)
    assert any(note.startswith("99 rows are the same") and "line 3 stands 100" in note for note in info.notes)


def test_a_sector_is_not_silent_while_something_lies_in_it(tmp_path: Path) -> None:
    sector = Relation("direction", "Pokrovsk sector", 0, 15, "W", None, 48.28, 37.0, 15_000, None)
    claim = make_claim("clash", relation=sector)
    wide = judge(tmp_path, claim, {})  # 13 km away: within the sector, beyond the window
    assert (wide.status, wide.reason, wide.observed) == ("not_comparable", "place_unresolved", 0)
    away = judge(tmp_path, claim, {"longitude": "37.3"})
    assert (away.status, away.reason) == ("no_record", "not_found")
    assert judge(tmp_path, claim, {}, window=Window(15.0, 3)).status == "nearby_activity"


def test_an_open_month_reaches_back(tmp_path: Path) -> None:
    claim = make_claim("clash", first=None, last=date(2025, 12, 20))
    assert judge(tmp_path, claim, {}).status == "no_record"
    month = replace(claim, time=replace(claim.time, precision="month"))
    assert judge(tmp_path, month, {}).status == "nearby_activity"


def test_a_great_city_is_compared_by_its_name(tmp_path: Path) -> None:
    city = replace(MYRNOHRAD, name="Pokrovsk", uncertainty_m=32_000)
    assert judge(tmp_path, make_claim("clash", place=city), {}).status == "same_event"
    assert (
        judge(tmp_path, make_claim("clash", place=city), {"longitude": "37.6"}).reason == "place_unresolved"
    )
    mountain = replace(city, feature="mountain")
    assert judge(tmp_path, make_claim("clash", place=mountain), {}).reason == "place_unresolved"


def test_a_record_of_some_day_that_week_is_no_silence(tmp_path: Path) -> None:
    def reason(**row: str) -> str | None:
        return judge(tmp_path, make_claim("clash"), {"time_precision": "2"} | row).reason

    assert reason(event_date="2025-12-03") is None
    assert reason(event_date="2025-12-09") == "coarse_record_only"
    assert reason(event_date="2025-11-23") == "coarse_record_only"
    assert reason(event_date="2025-12-12") == "not_found"
    assert reason(event_date="2025-12-09", longitude="37.6") == "not_found"
    assert reason(event_date="2025-12-09", time_precision="1") == "not_found"
