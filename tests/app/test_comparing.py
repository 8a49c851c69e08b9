"""Claims stand before they are compared: what is said in a verdict's place, and what comes of it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import streamlit as st
from app_pages import open_page, words
from streamlit.testing.v1 import AppTest

from geoclaims.evidence import compare, read_dataset
from geoclaims.model import Analysis, Window
from geoclaims.output.wording import VERDICT_LABELS
from geoclaims.store import EvidenceReference, Project
from geoclaims.store_corrections import Correction
from geoclaims.store_evidence import keep_dataset
from geoclaims.ui import add_claim, compared, map_data, page_claims, workspace
from geoclaims.ui.compared import KeptVerdicts
from geoclaims.ui.views import MapFile
from geoclaims.ui.words import COMPARING
from hand_made import hand_made_analysis, span

READING = hand_made_analysis()
EXPORT = (
    b"event_id_cnty,event_date,event_type,sub_event_type,latitude,longitude,location,country,fatalities\n"
    b"INV1,2025-12-01,Battles,Armed clash,48.28,37.18,Pokrovsk,Ukraine,0\n"
)


@pytest.fixture
def project(project_file: Path, tmp_path: Path) -> Project:
    """The project with one reading and a dataset, of which no page knows yet."""
    opened = Project(project_file)
    opened.add_document(READING.document)
    opened.save_analysis(opened.start_run({}, None), READING)
    folder = tmp_path / "data" / "geoclaims" / "evidence"
    keep_dataset(opened, folder, "export.csv", EXPORT, None, lambda _: None)
    yield opened
    opened.close()


@pytest.fixture
def held() -> Iterator[pytest.MonkeyPatch]:
    """The page stops where it would begin to compare; undone, it goes on from the next run."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(page_claims, "_compare", lambda _: st.stop())
        yield patched


def filter_of_verdicts(app: AppTest):  # type: ignore[no-untyped-def]
    return next(m for m in app.multiselect if m.key == "filter_status")


def card(app: AppTest) -> str:
    return str(next(e.proto.body for e in app.get("html") if "claim-card" in e.proto.body))


def test_text_table_and_card_stand_and_say_that_claims_are_compared(
    app: AppTest, project: Project, held: pytest.MonkeyPatch
) -> None:
    app.query_params["claim"] = "c-taken"
    open_page(app, "claims")
    assert not app.exception
    assert "4 of 4 claims" in words(app)
    assert set(app.dataframe[0].value["Other datasets"]) == {COMPARING}
    assert COMPARING in card(app)
    assert "no record" not in card(app)
    assert filter_of_verdicts(app).disabled
    assert filter_of_verdicts(app).placeholder == "comparing … 0%"
    before = [m.key for m in app.multiselect]
    held.undo()
    app.run()
    assert not app.exception
    assert "INV1" in app.dataframe[0].value.loc["c-taken"]["Other datasets"]
    assert COMPARING not in card(app)
    assert not filter_of_verdicts(app).disabled
    assert [m.key for m in app.multiselect] == before


def test_a_filter_over_verdicts_waits_for_them_and_is_kept(
    app: AppTest, project: Project, held: pytest.MonkeyPatch
) -> None:
    app.query_params["status"] = "not_comparable"
    open_page(app, "claims")
    assert filter_of_verdicts(app).value == ["not_comparable"]
    assert "is known once all are compared" in words(app)
    assert not app.dataframe
    held.undo()
    app.run()
    assert filter_of_verdicts(app).value == ["not_comparable"]
    shown = app.dataframe[0].value
    assert 0 < len(shown) < 4
    assert all(VERDICT_LABELS["not_comparable"] in text for text in shown["Other datasets"])
    assert app.query_params["status"] == "not_comparable"


def test_a_form_that_is_open_is_not_closed_by_comparing(app: AppTest, project: Project) -> None:
    denied = span("denied")
    app.session_state[add_claim._WORDS] = (READING.document.id, denied.start, denied.end)
    open_page(app, "claims")
    assert any(b.label == "Add this claim" for b in app.button)
    assert filter_of_verdicts(app).disabled
    app.run()  # as when it is closed
    assert not filter_of_verdicts(app).disabled
    assert set(app.dataframe[0].value["Other datasets"]) != {COMPARING}


def test_what_is_said_of_marked_words_stands_until_the_page_is_complete(
    app: AppTest, project: Project
) -> None:
    app.session_state[add_claim._WORDS] = (READING.document.id, 0, 0)
    open_page(app, "claims")
    assert "Mark them again" in words(app)
    assert not filter_of_verdicts(app).disabled
    assert "Mark them again" not in words(app.run())


def test_without_a_dataset_nothing_is_said_of_comparing(app: AppTest, project: Project) -> None:
    project.remove_evidence(project.evidence()[0].sha256)
    open_page(app, "claims")
    assert [m.key for m in app.multiselect][-1] == "filter_said"
    assert "Other datasets" not in app.dataframe[0].value


def test_a_dataset_that_is_not_there_keeps_no_page_comparing(app: AppTest, project: Project) -> None:
    project.add_evidence(EvidenceReference("ab" * 32, "elsewhere.csv"))
    open_page(app, "claims")
    assert "add it again" in words(app)
    assert "INV1" in app.dataframe[0].value.loc["c-taken"]["Other datasets"]
    assert workspace.share_compared() == 1


def test_after_a_decision_the_page_is_drawn_with_its_verdicts_at_once(
    app: AppTest, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_page(app, "claims")
    project.append_corrections(
        [Correction(who="A", action="reject", document=READING.document.id, claim="c-clash")]
    )
    monkeypatch.setattr(page_claims, "_compare", lambda _: pytest.fail("the page was drawn without verdicts"))
    app.run()
    assert not app.exception
    assert list(app.dataframe[0].value.index) == [c.id for c in READING.claims if c.id != "c-clash"]
    assert "INV1" in app.dataframe[0].value.loc["c-taken"]["Other datasets"]


def test_a_project_that_changes_all_the_time_keeps_no_map_from_being_shown(
    app: AppTest, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(map_data, "at_hand", lambda _: None)
    shown: list[MapFile] = []
    monkeypatch.setattr(page_claims.views, "claims_map", lambda file, _: shown.append(file))
    open_page(app, "claims")
    assert not app.exception
    assert [bool(file.content) for file in shown] == [False, False, True]


def test_claims_are_compared_in_steps_and_come_to_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compared, "_STEP", 5)
    (tmp_path / "export.csv").write_bytes(EXPORT)
    table, window = read_dataset(tmp_path / "export.csv"), Window(10, 3)
    analyses = {str(n): copy_of(READING, str(n)) for n in range(3)}
    kept = KeptVerdicts()
    left = [kept.left(analyses)]
    while left[-1]:
        kept.compare_some(analyses, table, window)
        left.append(kept.left(analyses))
    assert left == [12, 4, 0]  # a report is compared whole
    claims = [claim for analysis in analyses.values() for claim in analysis.claims]
    expected = {v.claim: replace(v, q_value=None) for v in compare(claims, table, window)}
    assert kept.of(analyses, table, window) == expected
    del analyses["0"]
    assert set(kept.of(analyses, table, window)) == {c.id for a in analyses.values() for c in a.claims}


def copy_of(reading: Analysis, number: str) -> Analysis:
    """The same reading as that of another report."""
    claims = tuple(
        replace(c, id=f"{c.id}-{number}", document=replace(c.document, id=number)) for c in reading.claims
    )
    return replace(reading, document=replace(reading.document, id=number), claims=claims)
