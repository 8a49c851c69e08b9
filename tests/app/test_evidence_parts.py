"""The Evidence page's own logic: claims and records in time, verdicts in sentences, statements of tables."""

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from app_pages import open_page, words
from streamlit.testing.v1 import AppTest

from geoclaims.evidence import compare, read_dataset
from geoclaims.model import TimeRange, Window
from geoclaims.store import Project
from geoclaims.ui.evidence_beside import chance_words
from geoclaims.ui.evidence_mapping import statement
from geoclaims.ui.evidence_timeline import CLAIMS, timeline
from hand_made import hand_made_analysis

RECORDS = (
    "event_id_cnty,event_date,event_type,sub_event_type,latitude,longitude,location,country,fatalities\n"
    "INV1,2025-12-01,Battles,Armed clash,48.28,37.18,Pokrovsk,Ukraine,0\n"
    "INV2,2025-12-03,Battles,Armed clash,48.28,37.18,Pokrovsk,Ukraine,0\n"
    "FAR,2025-12-01,Battles,Armed clash,50.40,30.50,Kyiv,Ukraine,0\n"
    "OLD,2024-01-01,Battles,Armed clash,48.28,37.18,Pokrovsk,Ukraine,0\n"
)


@pytest.fixture
def table(tmp_path: Path):
    file = tmp_path / "export.csv"
    file.write_text(RECORDS)
    return read_dataset(file)


def test_claims_and_the_records_near_them_are_counted_by_day(table) -> None:  # type: ignore[no-untyped-def]
    claims = hand_made_analysis().claims
    frame, unit = timeline(claims, {"export.csv": table}, 10)
    rows = {tuple(row) for row in frame.itertuples(index=False)}
    assert unit == "day"
    assert {row for row in rows if row[0] == "export.csv"} == {
        ("export.csv", date(2025, 12, 1), 1), ("export.csv", date(2025, 12, 3), 1),
    }  # fmt: skip
    assert (CLAIMS, date(2025, 12, 1), 1) in rows
    taken = next(c for c in claims if c.id == "c-taken")
    planned = replace(taken, realis="planned")
    assert timeline([planned], {"export.csv": table}, 10)[0].empty


def test_a_long_time_is_counted_by_month(table) -> None:  # type: ignore[no-untyped-def]
    taken = next(c for c in hand_made_analysis().claims if c.id == "c-taken")
    long_ago = replace(taken, time=replace(taken.time, start=None, end=date(2015, 5, 17)))
    frame, unit = timeline([taken, long_ago], {"export.csv": table}, 10)
    assert unit == "month"
    assert set(frame["from"]) >= {date(2015, 5, 1), date(2024, 1, 1), date(2025, 12, 1)}


def test_chance_is_told_in_sentences(table) -> None:  # type: ignore[no-untyped-def]
    (verdict,) = compare(
        [c for c in hand_made_analysis().claims if c.id == "c-taken"], table, Window(10.0, 3)
    )
    said = " ".join(chance_words(verdict))
    assert f"{verdict.observed} recorded within 10 km and 3 days" in said
    told = chance_words(replace(verdict, observed=4, expected=2.74, p_value=0.21, q_value=0.4))
    assert "2.7 would be there by chance" in told[0]
    assert "21%" in told[1]
    assert "0.40 over all claims" in told[1]


def test_a_statement_says_what_was_chosen_whatever_the_names() -> None:
    columns = {"date": 'when "exactly"', "lat": "a\\b", "lon": "ж"}
    data = tomllib.loads(statement(columns, {"a fight\n": "clash"}, "CC0", "", share=True))
    assert data["columns"] == columns
    assert data["types"] == {"a fight\n": "clash"}
    assert (data["licence"], data["redistribution"], "citation" in data) == ("CC0", True, False)


def test_the_window_is_kept_in_the_project(app: AppTest, project_file: Path) -> None:
    open_page(app, "evidence")
    next(n for n in app.number_input if n.label == "Kilometres").set_value(25.0).run()
    project = Project(project_file)
    assert project.settings()["window_km"] == 25.0
    project.keep_setting("window_km", 50.0)  # a colleague
    project.close()
    open_page(app, "evidence")
    assert next(n for n in app.number_input if n.label == "Kilometres").value == 50.0


def test_chance_is_told_once_for_each_kind_of_source(app: AppTest, project_file: Path) -> None:
    project = Project(project_file)
    analysis = hand_made_analysis()
    project.add_document(analysis.document)
    project.save_analysis(project.start_run({}, None), analysis)
    open_page(app, "evidence")
    records = RECORDS + "".join(
        f"D{n},2025-{1 + n % 12:02d}-{1 + n % 28:02d},Battles,Armed clash,48.28,37.18,Pokrovsk,Ukraine,0\n"
        for n in range(90)
    )
    next(f for f in app.get("file_uploader") if f.key == "evidence_file").set_value(
        [("export.csv", records.encode(), "text/csv")]
    )
    next(b for b in app.button if b.label == "Add this dataset").click().run()
    assert not app.exception
    counts = next(d.value for d in app.dataframe if "What it shows" in d.value and "Claims" in d.value)
    chance = next(d.value for d in app.dataframe if "Records, mean" in d.value)
    assert counts["Claims"].sum() == 4
    assert not [column for column in counts if "mean" in column]
    assert chance["Kind of source"].is_unique
    assert "whatever their verdict" in words(app)
    project.close()


def test_a_report_without_a_date_is_named_where_it_keeps_claims_from_being_compared(
    app: AppTest, project_file: Path
) -> None:
    project = Project(project_file)
    analysis = hand_made_analysis()
    document = replace(analysis.document, published=None)
    undated = tuple(replace(c, time=TimeRange(None, None, "unknown", None, "none")) for c in analysis.claims)
    project.add_document(document)
    project.save_analysis(project.start_run({}, None), replace(analysis, document=document, claims=undated))
    open_page(app, "evidence")
    next(f for f in app.get("file_uploader") if f.key == "evidence_file").set_value(
        [("export.csv", RECORDS.encode(), "text/csv")]
    )
    next(b for b in app.button if b.label == "Add this dataset").click().run()
    assert "1 report without a publication date" in words(app)
    project.close()


def test_no_file_chosen_is_told(app: AppTest, project_file: Path) -> None:
    open_page(app, "evidence")
    next(b for b in app.button if b.label == "Add this dataset").click().run()
    assert "Choose a file first" in app.error[0].value


def test_rows_may_be_handed_round_once_it_is_stated(app: AppTest, project_file: Path) -> None:
    project = Project(project_file)
    analysis = hand_made_analysis()
    project.add_document(analysis.document)
    project.save_analysis(project.start_run({}, None), analysis)
    open_page(app, "evidence")
    file = ("plain.csv", b"date,lat,lon\n2025-12-01,48.28,37.18\n", "text/csv")
    next(f for f in app.get("file_uploader") if f.key == "evidence_file").set_value([file])
    next(b for b in app.button if b.label == "Add this dataset").click().run()
    assert "stay out of maps" in words(app)
    next(b for b in app.button if b.label == "Describe").click().run()
    next(t for t in app.toggle if "handed round" in t.label).set_value(True).run()
    next(b for b in app.button if b.label == "Use these columns").click().run()
    assert not app.exception
    assert "May be handed round" in words(app)
    assert len(project.evidence()) == 1
    project.close()
