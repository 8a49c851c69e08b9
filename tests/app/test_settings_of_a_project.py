"""Settings that a project keeps for itself: parties to wars, what the gazetteer lacks, what may go online."""

import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from shutil import copyfile

import pytest
from app_pages import open_page, words
from streamlit.testing.v1 import AppTest

from geoclaims.claims.actors import actor_table
from geoclaims.places.gazetteer import default_path
from geoclaims.settings import Settings, actor_rows
from geoclaims.store import Project
from geoclaims.ui.actor_rows import from_editor, to_editor
from geoclaims.ui.gazetteer_need import gazetteer_needs
from hand_made import POKROVSK, hand_made_analysis

ROW = {"id": "a", "kind": "state", "names": "Arland, Arlander", "opponents": "b"}
OTHER = {"id": "b", "kind": "armed_group", "names": "Bees", "opponents": "a"}


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


def test_the_shipped_table_goes_through_the_editor_and_back() -> None:
    rows = actor_rows(Settings())
    assert from_editor(to_editor(rows)) == (rows, [])


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"id": ""}, "Row 1: has no id"),
        ({"id": "b"}, "Row 2 (b): row 1 has this id already"),
        ({"kind": "army"}, "Row 1 (a): kind must be one of"),
        ({"kind": None}, "Row 1 (a): kind must be one of"),
        ({"names": " , "}, "Row 1 (a): has no name"),
        ({"names": "bees"}, "Row 2 (b): “Bees” stands in row 1 too"),
        ({"opponents": "a"}, "Row 1 (a): can't be its own opponent"),
        ({"opponents": "c"}, "Row 1 (a): opponent “c” is no row's id"),
    ],
)
def test_each_problem_names_its_row(change: dict[str, object], problem: str) -> None:
    assert any(said.startswith(problem) for said in from_editor([ROW | change, OTHER]).problems)


def test_empty_rows_are_left_out_and_an_empty_table_is_told() -> None:
    assert from_editor([ROW, {"id": None, "kind": None}, OTHER]).problems == []
    assert from_editor([{}]).problems
    assert (
        actor_table({"actor": from_editor([ROW, OTHER]).rows}).side_of("Bees", ["Arlander"], []) == "opponent"
    )


def test_the_projects_own_parties_decide_sides_of_the_next_reading(app: AppTest, project: Project) -> None:
    document = replace(
        hand_made_analysis().document, text="Bees captured Goma on Monday, a Bees spokesman said."
    )
    project.add_document(document)
    app.run()
    button(app, "Go on reading").click().run()
    assert next(project.analyses()).claims[0].attribution.side == "unknown"
    app.session_state["actors_editor_0"] = {
        "edited_rows": {}, "added_rows": [OTHER | {"opponents": ""}], "deleted_rows": [],
    }  # fmt: skip
    open_page(app, "settings")
    assert not app.exception
    button(app, "Save in this project").click().run()
    assert {row["id"] for row in project.settings()["actors"]} > {"b", "russia"}
    assert "1 report read with other settings" in words(app)
    button(app, "Read them again").click().run()
    assert next(project.analyses()).claims[0].attribution.side == "party"
    assert "read with other settings" not in words(open_page(app, "settings"))
    button(app, "Use the shipped table").click().run()
    assert "actors" not in project.settings()


def test_a_row_that_cannot_be_kept_is_named_and_nothing_is_saved(app: AppTest, project: Project) -> None:
    app.session_state["actors_editor_0"] = {
        "edited_rows": {0: {"kind": "army"}}, "added_rows": [], "deleted_rows": [],
    }  # fmt: skip
    open_page(app, "settings")
    assert any("Row 1" in error.value for error in app.error)
    assert button(app, "Save in this project").disabled
    assert project.settings() == {}


def test_countries_whose_villages_are_missing_are_proposed() -> None:
    analysis = hand_made_analysis()
    toponym = replace(analysis.toponyms[0], place=POKROVSK, status="resolved", use="literal")
    lost = [replace(toponym, text=f"Village {n}", place=None, status="not_found") for n in range(4)]
    report = replace(analysis, toponyms=(toponym, *lost, lost[0]))
    (need,) = gazetteer_needs([report], [])
    assert (need.country, len(need.missing), need.names) == ("UA", 4, 5)
    assert need.missing[0] == "Village 0"
    assert gazetteer_needs([report], ["UA"]) == []
    assert gazetteer_needs([replace(report, toponyms=(toponym, *lost[:2]))], []) == []
    assert gazetteer_needs([replace(report, toponyms=tuple(lost))], []) == []


def test_a_country_is_added_from_files_and_the_prompt_goes(
    app: AppTest, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "gazetteer.sqlite"
    copyfile(default_path(), own)
    monkeypatch.setenv("GEOCLAIMS_GAZETTEER", str(own))
    villages = ["Vydumanivka", "Nebuvalivka", "Kazkivka"]
    text = f"Troops captured Pokrovsk in Ukraine. They then took {', '.join(villages)} in Donetsk."
    project.add_document(replace(hand_made_analysis().document, text=text))
    app.run()
    button(app, "Go on reading").click().run()
    missing = {t.text for t in next(project.analyses()).toponyms if t.status == "not_found"}
    if missing >= set(villages):  # whether all three are taken for names is the recognizer's matter
        assert "names in reports on Ukraine" in words(app).replace("\\", "")
    rows = [
        f"{90_000_000 + n}\t{name}\t{name}\t\t48.{n}\t37.{n}\tP\tPPL\tUA\t\t05\t\t\t\t120\t\t100"
        "\tEurope/Kyiv\t2024-01-01"
        for n, name in enumerate(villages)
    ]
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("UA.txt", "\n".join(rows) + "\n")
    app.session_state["gazetteer_country"] = "UA"
    open_page(app, "settings")
    assert "export/dump/UA.zip" in words(app)
    field(app.get("file_uploader"), "country_places").set_value(
        [("UA.zip", packed.getvalue(), "application/zip")]
    )
    button(app, "Add from these files").click().run()
    assert not app.exception
    assert "3 places added" in words(app)
    assert "1 report read with other settings" in words(app)
    assert "names in reports on Ukraine" not in words(open_page(app, "reports")).replace("\\", "")


def test_nothing_goes_online_unless_it_is_switched_on(app: AppTest, project: Project) -> None:
    app.session_state["gazetteer_country"] = "UA"
    open_page(app, "settings")
    assert not any(b.label.startswith("Fetch it") for b in app.button)
    toggle = next(t for t in app.toggle if "online" in t.label)
    assert toggle.value is False
    toggle.set_value(True).run()
    assert any(b.label.startswith("Fetch it") for b in app.button)
    assert project.settings() == {}
