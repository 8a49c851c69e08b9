"""The language of names: chosen on the Settings page, seen on the others, kept with the project."""

import os
import sqlite3
from dataclasses import replace
from pathlib import Path
from shutil import copyfile

import pytest
from app_pages import open_page
from streamlit.testing.v1 import AppTest

from geoclaims.places.gazetteer import default_path, ensure_gazetteer
from geoclaims.settings import load_settings
from geoclaims.store import Project
from geoclaims.ui import export_files, shown_names, workspace
from hand_made import POKROVSK, hand_made_analysis


@pytest.fixture
def project(project_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A read project beside a gazetteer that knows what Ukrainian and Arabic call Pokrovsk."""
    ensure_gazetteer().close()
    own = tmp_path / "gazetteer.sqlite"
    copyfile(default_path(), own)
    with sqlite3.connect(own) as connection:
        for language, name in (("uk", "Покровськ"), ("ar", "بوكروفسك")):
            connection.execute(
                "INSERT INTO called SELECT n, ?, ? FROM place WHERE id = ?", (language, name, POKROVSK.id)
            )
    connection.close()
    monkeypatch.setenv("GEOCLAIMS_GAZETTEER", str(own))
    opened = Project(project_file)
    opened.add_document(hand_made_analysis().document)
    reading = opened.start_run({}, None)
    opened.save_analysis(reading, hand_made_analysis())
    opened.finish_run(reading)
    yield opened
    opened.close()


def the_choice(app: AppTest):  # type: ignore[no-untyped-def]
    return next(box for box in app.selectbox if box.key == "names_language")


def shown(app: AppTest) -> str:
    """The table and the card of the first claim."""
    return "\n".join(frame.value.to_csv() for frame in app.dataframe)


def test_a_language_is_chosen_and_places_are_named_in_it(app: AppTest, project: Project) -> None:
    open_page(app, "settings")
    assert not app.exception
    assert the_choice(app).value == "main"
    assert any(option.startswith("Ukrainian (uk): 2") for option in the_choice(app).options)
    the_choice(app).select("uk").run()
    assert project.settings()["names_language"] == "uk"
    open_page(app, "claims")
    assert not app.exception
    assert "Krasnoarmeysk → Покровськ" in shown(app)
    open_page(app, "review")
    assert not app.exception
    assert "Покровськ" in shown(app)


def test_exports_of_the_dashboard_are_in_the_language_and_say_so(app: AppTest, project: Project) -> None:
    project.keep_setting("names_language", "ar")
    open_page(app, "export")
    assert not app.exception
    export = export_files.Export(workspace.workspace().claims, 1)
    table = export_files.claims_file(export, "csv").decode("utf-8")
    assert "Krasnoarmeysk,بوكروفسك,geonames:704422" in table
    assert "names of places in ar" in table
    assert "بوكروفسك" in export_files.map_file(export, "t").decode("utf-8")
    assert "بوكروفسك" not in export_files.claims_file(export, "jsonl").decode("utf-8")


def test_the_main_names_can_be_chosen_again(app: AppTest, project: Project) -> None:
    project.keep_setting("names_language", "uk")
    open_page(app, "settings")
    the_choice(app).select("main").run()
    assert load_settings(project=project.settings()).names_language is None
    assert "Покровськ" not in shown(open_page(app, "claims"))


def test_a_language_the_gazetteer_lacks_stays_chosen(app: AppTest, project: Project) -> None:
    project.keep_setting("names_language", "akk")
    open_page(app, "settings")
    assert not app.exception
    assert the_choice(app).value == "akk"
    assert "→ Pokrovsk" in shown(open_page(app, "claims"))


def test_what_was_drawn_is_drawn_anew_with_another_gazetteer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ensure_gazetteer().close()
    own = tmp_path / "gazetteer.sqlite"
    copyfile(default_path(), own)
    settings = replace(load_settings(), gazetteer=own, names_language=None)
    monkeypatch.setattr(workspace, "settings", lambda: settings)
    before = shown_names.names_key()
    with sqlite3.connect(own) as connection:  # as "gazetteer add" does from another window
        connection.execute("UPDATE meta SET value = '1' WHERE key = 'places'")
    connection.close()
    os.utime(own, (1, 1))  # clocks of files are too coarse for what a test does in a moment
    assert shown_names.names_key() != before
