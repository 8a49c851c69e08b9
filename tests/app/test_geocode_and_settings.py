"""Geocode and Settings: tables, the gazetteer, the project and its log of decisions."""

from pathlib import Path

import pytest
import streamlit as st
from app_pages import open_page, words
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from geoclaims.cli import app as command_line
from geoclaims.store import Project
from geoclaims.store_corrections import Correction, correction_line, read_corrections
from hand_made import hand_made_analysis

TABLE = b"place,country,n\nPokrovsk,UA,1\nGoma,CD,2\nQwertyville,UA,=1+1\n"


def button(app: AppTest, label: str):  # type: ignore[no-untyped-def]
    return next(b for b in app.button if b.label == label)


def field(elements, key: str):  # type: ignore[no-untyped-def]
    return next(e for e in elements if e.key == key)


@pytest.fixture
def project(project_file: Path) -> Project:
    """An open project that the dashboard shares."""
    opened = Project(project_file)
    yield opened
    opened.close()


def test_a_table_is_geocoded_with_its_columns_guessed(app: AppTest) -> None:
    assert "What comes out" in words(open_page(app, "geocode"))
    field(app.get("file_uploader"), "geocode_file").set_value([("towns.csv", TABLE, "text/csv")])
    app.run()
    assert "3 rows" in words(app)
    button(app, "Geocode").click().run()
    assert not app.exception
    assert {m.label: m.value for m in app.metric}["Resolved"] == "2"
    result = app.dataframe[0].value
    assert result["status"].tolist() == ["resolved", "resolved", "not_found"]
    assert result["lat"][2] == ""
    assert result["n"][2].startswith("'=")


def test_a_table_that_is_none_is_an_error_in_words(app: AppTest) -> None:
    open_page(app, "geocode")
    field(app.get("file_uploader"), "geocode_file").set_value([("bad.csv", b"\x00\x01\xff", "text/csv")])
    app.run()
    assert "bad.csv" in app.error[0].value.replace("\\", "")
    assert "/tmp" not in app.error[0].value.replace("\\", "")


def test_settings_say_where_the_work_is_kept(app: AppTest, project_file: Path) -> None:
    said = words(open_page(app, "settings")).replace("\\", "")
    assert str(project_file) in said
    assert "places under" in said
    button(app, "Check the file").click().run()
    assert "is whole" in words(app)


def test_a_project_in_memory_says_that_it_goes(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GEOCLAIMS_PROJECT")
    assert "not kept" in words(open_page(app, "settings"))


def test_a_name_is_looked_up(app: AppTest) -> None:
    open_page(app, "settings")
    field(app.text_input, "settings_lookup").input("Krasnoarmeysk").run()
    found = next(d.value for d in app.dataframe if "Found as" in d.value)
    assert "Pokrovsk" in found["Place"].tolist()
    field(app.text_input, "settings_lookup").input("Qwertzuiopasdf").run()
    assert "No place of this name" in words(app)


def test_a_new_reading_keeps_the_decisions(app: AppTest, project: Project) -> None:
    document = hand_made_analysis().document
    project.add_document(document)
    app.run()
    button(app, "Go on reading").click().run()
    claim = next(project.analyses()).claims[0]
    project.append_corrections([Correction(who="Ada", action="reject", document=document.id, claim=claim.id)])
    open_page(app, "settings")
    button(app, "Read all reports again").click().run()
    assert not app.exception
    assert claim.id in {c.id for c in next(project.analyses()).claims}
    assert claim.id not in open_page(app, "claims").dataframe[0].value.index
    assert len(project.runs()) == 2


def test_decisions_of_a_colleague_are_taken_in_once(app: AppTest, project: Project) -> None:
    theirs = Correction(who="Bob", action="note", document="d", claim="c", why="seen")
    line = correction_line(theirs).encode()
    for said in ("1 new decision", "0 new decisions"):
        open_page(app, "settings")
        field(app.get("file_uploader"), "merge_file").set_value([("theirs.jsonl", line, "text/plain")])
        button(app, "Take them in").click().run()
        assert said in words(app)
    assert project.corrections() == list(read_corrections(line.decode(), "x"))
    field(app.get("file_uploader"), "merge_file").set_value([("bad.jsonl", b"{}", "text/plain")])
    button(app, "Take them in").click().run()
    assert "is no correction" in app.error[0].value


def test_an_online_geocoder_is_offered_only_once_allowed_and_says_who_asks(app: AppTest) -> None:
    open_page(app, "geocode")
    field(app.get("file_uploader"), "geocode_file").set_value([("towns.csv", TABLE, "text/csv")])
    app.run()
    assert not any(s.label == "Looked up in" for s in app.selectbox)
    app.session_state["online"] = True
    app.run()
    next(s for s in app.selectbox if s.label == "Looked up in").select("nominatim").run()
    button(app, "Geocode").click().run()
    assert "who asks" in app.error[0].value
    assert not app.exception


def test_the_page_gives_the_same_table_as_the_command_line(app: AppTest, tmp_path: Path) -> None:
    names = [
        "Krasnoarmeysk,Ukraine",
        "Malynivka,UA",
        "Goma,",
        "Gulyaipole,UA",
        ",UA",
        "=Bara,SD",
        "Qwertyville,",
    ]
    content = ("town,country\n" + "\n".join(names) + "\n").encode()
    source, target = tmp_path / "towns.csv", tmp_path / "placed.csv"
    source.write_bytes(content)
    run = CliRunner().invoke(
        command_line, ["geocode", str(source), "-o", str(target), "--name", "town", "--country", "country"]
    )
    assert run.exit_code == 0, run.output
    open_page(app, "geocode")
    field(app.get("file_uploader"), "geocode_file").set_value([("towns.csv", content, "text/csv")])
    app.run()
    next(s for s in app.selectbox if s.label == "Place names are in").select("town").run()
    button(app, "Geocode").click().run()
    assert not app.exception
    assert app.session_state["geocoded"][2] == target.read_bytes()
    assert app.dataframe[0].value["lon"][2] == "29.22845"
    assert app.dataframe[0].value["lat"][2].startswith("-1.")


def test_the_name_that_the_browser_kept_stands_beside_decisions(
    app: AppTest, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(st.context), "cookies", {"geoclaims_name": "%20Ada%20L%C3%B6we" + "x" * 200})
    open_page(app, "settings")
    name = next(t for t in app.text_input if t.label.startswith("Your name"))
    assert name.value == ("Ada Löwe" + "x" * 200)[:80]
    name.set_value("Bob").run()
    assert app.session_state["analyst"] == "Bob"
    assert next(t for t in app.text_input if t.label.startswith("Your name")).value == "Bob"
    open_page(app, "reports")
    assert app.session_state["analyst"] == "Bob"
