"""Each page's logic: what it says while empty, what it does with what it is given."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from app_pages import open_page, words
from streamlit.testing.v1 import AppTest

from geoclaims.model import Failure
from geoclaims.store import Project
from geoclaims.store_reading import Added
from geoclaims.ui import workspace
from geoclaims.ui.row_pick import picked_of, rows_key
from hand_made import hand_made_analysis

EVIDENCE = (
    b"event_id_cnty,event_date,event_type,sub_event_type,latitude,longitude,location,country,fatalities\n"
    b"INV1,2025-12-01,Battles,Armed clash,48.28,37.18,Pokrovsk,Ukraine,0\n"
)


def button(app: AppTest, label: str):  # type: ignore[no-untyped-def]
    return next(b for b in app.button if b.label == label)


def field(elements, key: str):  # type: ignore[no-untyped-def]
    return next(e for e in elements if e.key == key)


@pytest.fixture
def filled(project_file: Path) -> Project:
    """The project with one hand-made reading in it."""
    project = Project(project_file)
    analysis = hand_made_analysis()
    project.add_document(analysis.document)
    run = project.start_run({}, None)
    project.save_analysis(run, analysis)
    project.finish_run(run)
    yield project
    project.close()


def test_every_page_teaches_while_it_is_empty(app: AppTest) -> None:
    app.run()
    assert "What geoclaims does" in words(app)
    said = {"claims": "No claims yet", "evidence": "No dataset yet", "export": "Nothing to export yet"}
    for page, start in said.items():
        assert start in words(open_page(app, page)), page
        assert not app.exception


def test_a_pasted_report_is_read_with_what_is_known_of_it(app: AppTest, project_file: Path) -> None:
    app.run()
    field(app.text_area, "paste_text_0").input("Rebels seized Goma on Monday, the mayor said.")
    field(app.text_input, "paste_publisher_0").input("A paper")
    field(app.date_input, "paste_published_0").set_value(date(2025, 3, 12))
    button(app, "Read this report").click().run()
    assert "1 report added and read" in words(app)
    project = Project(project_file)
    document = project.documents()[0]
    assert (document.publisher, document.published) == ("A paper", date(2025, 3, 12))
    analysis = next(project.analyses())
    assert [place.place.name for place in analysis.claims[0].drawn_places] == ["Goma"]
    assert analysis.claims[0].time.end == date(2025, 3, 10)
    project.close()


def test_the_same_report_again_changes_nothing_and_says_so(app: AppTest) -> None:
    app.run()
    for number in range(2):
        field(app.text_area, f"paste_text_{number}").input("Shells hit Goma on Monday.")
        button(app, "Read this report").click().run()
    assert "already in the project" in words(app)
    assert "1 report" in words(app)


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_read(app: AppTest) -> None:
    app.run()
    uploader = field(app.get("file_uploader"), "upload_files")
    uploader.set_value(
        [
            ("good.txt", b"Shells hit Goma on Monday.", "text/plain"),
            ("../../bad[x](http://h).txt", b"\x00\x01\x02\xff" * 50, "text/plain"),
            ("empty.txt", b"  ", "text/plain"),
        ]
    )
    button(app, "Read these files").click().run()
    said = words(app)
    assert "1 report added and read" in said
    assert len(app.error) == 2
    assert "empty" in said
    assert "/tmp" not in said
    assert "](http" not in said


def test_what_is_no_report_is_told_and_leads_on(app: AppTest) -> None:
    app.run()
    hostile = f"<img src=x onerror=alert(1)>\u202e{'n' * 300}.txt"
    field(app.get("file_uploader"), "upload_files").set_value(
        [
            ("towns.csv", b"place,country\nGoma,CD\n", "text/csv"),
            ("book.txt", b"Shells hit Goma. " * 130_000, "text/plain"),
            (hostile, b"\x00\x01\x02\xff" * 50, "text/plain"),
        ]
    )
    button(app, "Read these files").click().run()
    assert not app.exception
    table, book, binary = (error.value.replace("\\", "") for error in app.error)
    assert "Evidence page" in table
    assert "2,210,000 characters" in book
    assert "binary" in binary
    assert len(binary) < 250
    assert "\u202e" not in binary


def test_files_of_a_folder_that_are_no_reports_are_named(app: AppTest) -> None:
    app.run()
    uploader = field(app.get("file_uploader"), "upload_folder")
    uploader.set_value(
        [("a.txt", b"Shells hit Goma on Monday.", "text/plain"), ("b.png", b"\x89PNG", "image/png")]
    )
    button(app, "Read this folder").click().run()
    said = words(app).replace("\\", "")
    assert "1 report added and read" in said
    assert "left out, as no kind of report: b.png" in said


def test_blank_paste_is_an_error_in_words(app: AppTest) -> None:
    app.run()
    field(app.text_area, "paste_text_0").input("   ")
    button(app, "Read this report").click().run()
    assert "has no text" in words(app)
    assert not app.exception


def test_an_earlier_reading_cut_short_goes_on(app: AppTest, project_file: Path) -> None:
    project = Project(project_file)
    project.add_document(replace(hand_made_analysis().document, text="Shells hit Goma on Monday."))
    app.session_state["added"] = Added(1, 0, ())  # another page was opened while it was being read
    app.run()
    assert "not read yet" in words(app)
    assert "1 report added." in words(app)
    button(app, "Go on reading").click().run()
    assert len(list(project.analyses())) == 1
    project.close()


def test_the_claims_table_says_who_how_what_where_when(app: AppTest, filled: Project) -> None:
    table = open_page(app, "claims").dataframe[0].value
    assert list(table.index) == [c.id for c in hand_made_analysis().claims]
    taken = table.loc["c-taken"]
    assert taken["Claimed by"] == "Arkady Melnikov, General"
    assert "told" in taken["How it is said"]
    assert taken["Where, as written → place"] == "Krasnoarmeysk → Pokrovsk, Donetsk, UA"
    assert taken["When"] == "2025-12-01"
    assert "ambiguous, not placed" in table.loc["c-shelling"]["Where, as written → place"]
    assert table.loc["c-planned"]["Said as"] == "planned"
    assert table.loc["c-clash"]["Where, as written → place"] == "no place named for it"
    assert "unsourced" in table.loc["c-clash"]["Claimed by"]


def test_a_filter_leaves_what_it_says(app: AppTest, filled: Project) -> None:
    open_page(app, "claims")
    field(app.multiselect, "filter_said").set_value(["planned"]).run()
    assert list(app.dataframe[0].value.index) == ["c-planned"]
    assert "1 of 4 claims" in words(app)
    button(app, "Clear filters").click().run()
    assert len(app.dataframe[0].value) == 4


def test_a_view_is_kept_and_used(app: AppTest, filled: Project) -> None:
    open_page(app, "claims")
    field(app.multiselect, "filter_source").set_value(["publisher"]).run()
    field(app.text_input, "view_name").input("Unsourced").run()
    button(app, "Save view").click().run()
    assert filled.views() == {"Unsourced": {"source": ["publisher"]}}
    button(app, "Clear filters").click().run()
    assert len(app.dataframe[0].value) == 4
    button(app, "Unsourced").click().run()
    assert len(app.dataframe[0].value) == 2


def selected_rows(app: AppTest, ids: list[str]) -> list[int]:
    """The selected rows of the claims' table, whose key goes with its rows."""
    rows: list[int] = app.session_state[rows_key("claims_table", ids)]["selection"]["rows"]
    return rows


def test_a_link_selects_its_claim(app: AppTest, filled: Project) -> None:
    app.query_params["claim"] = "c-taken"
    open_page(app, "claims")
    assert selected_rows(app, list(app.dataframe[0].value.index)) == [0]
    card = next(e for e in app.get("html") if "claim-card" in e.proto.body)
    assert "claimed by Arkady Melnikov" in card.proto.body


def test_a_click_in_a_table_that_has_changed_since_is_of_the_row_that_was_clicked(
    app: AppTest, filled: Project
) -> None:
    open_page(app, "claims")
    before = list(app.dataframe[0].value.index)
    field(app.multiselect, "filter_source").set_value(["publisher"]).run()
    after = list(app.dataframe[0].value.index)
    assert before[1] != after[1]
    app.session_state[rows_key("claims_table", before)] = {"selection": {"rows": [1]}}
    assert picked_of_session(app, rows_key("claims_table", before), before) == before[1]
    assert selected_rows(app, after) == []


def picked_of_session(app: AppTest, key: str, ids: list[str]) -> str | None:
    """What ``picked_of`` finds in this session."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("geoclaims.ui.row_pick.st.session_state", {key: app.session_state[key]})
        return picked_of(key, ids)


def test_nothing_is_said_of_claims_without_a_place_where_there_are_none(
    app: AppTest, filled: Project
) -> None:
    open_page(app, "claims")
    assert "2 claims without a placed location" in words(app)
    field(app.multiselect, "filter_said").set_value(["planned"]).run()
    assert "1 of 4 claims" in words(app)
    assert "without a placed location" not in words(app)


def test_what_is_known_of_a_report_is_mended_and_a_report_taken_out(app: AppTest, filled: Project) -> None:
    app.run()
    (document,) = filled.documents()
    key = rows_key("reports_table", [document.id])
    app.session_state[key] = {"selection": {"rows": [0]}}
    app.run()
    field(app.text_input, f"publisher_{document.id}").input("Another paper")
    button(app, "Save and read again").click().run()
    assert not app.exception
    assert filled.documents()[0].publisher == "Another paper"
    assert filled.pending() == []
    button(app, "Remove this report").click().run()
    assert filled.documents() == []


def test_hostile_text_stays_text(app: AppTest, filled: Project) -> None:
    app.query_params["claim"] = "c-clash"
    open_page(app, "claims")
    card = next(e for e in app.get("html") if "claim-card" in e.proto.body)
    assert "<b>somewhere" not in card.proto.body
    assert "&lt;b&gt;somewhere" in card.proto.body


def test_a_dataset_lies_beside_each_claim(app: AppTest, filled: Project) -> None:
    open_page(app, "evidence")
    field(app.get("file_uploader"), "evidence_file").set_value([("export.csv", EVIDENCE, "text/csv")])
    button(app, "Add this dataset").click().run()
    assert not app.exception
    assert "export" in words(app)
    verdicts = next(d.value for d in app.dataframe if "Closest record" in d.value)
    assert len(verdicts) == 4
    assert "disproof" in words(app)
    assert filled.evidence()[0].name == "export.csv"
    table = open_page(app, "claims").dataframe[0].value
    assert "INV1" in table.loc["c-taken"]["Other datasets"]
    assert "no resolved place" in table.loc["c-clash"]["Other datasets"]


def test_a_dataset_that_cannot_be_used_says_why(app: AppTest, filled: Project) -> None:
    open_page(app, "evidence")
    field(app.get("file_uploader"), "evidence_file").set_value([("bad.csv", b"a,b\n1,2\n", "text/csv")])
    button(app, "Add this dataset").click().run()
    assert "bad" in app.error[0].value
    assert "date" in app.error[0].value
    assert "evidence/" not in app.error[0].value
    assert filled.evidence() == []
    assert not list(workspace._evidence_folder().rglob("*.csv"))


def test_an_unknown_table_is_described_and_read(app: AppTest, filled: Project) -> None:
    table = b"c1,c2,c3,what\n2025-12-01,48.28,37.18,a fight\n"
    open_page(app, "evidence")
    field(app.get("file_uploader"), "evidence_file").set_value([("own.csv", table, "text/csv")])
    button(app, "Add this dataset").click().run()
    assert "Which column of" in words(app)
    assert "c2" in next(t for t in app.text_area if t.label == "Its statement").value
    assert button(app, "Use these columns").disabled
    for label, column in (
        ("**Date**", "c1"), ("**Latitude**", "c2"), ("**Longitude**", "c3"),
        ("Kind of event", "what"),
    ):  # fmt: skip
        next(s for s in app.selectbox if s.label == label).select(column).run()
    next(t for t in app.text_input if t.label == "Licence").input("our own").run()
    button(app, "Use these columns").click().run()
    assert not app.exception
    assert "Which column of" not in words(app)
    (reference,) = filled.evidence()
    assert reference.name == "own.csv"
    assert reference.statement == (
        'licence = "our own"\nredistribution = false\n\n[columns]\ndate = "c1"\n'
        'lat = "c2"\nlon = "c3"\ncategory = "what"\n'
    )
    assert any("Closest record" in d.value and len(d.value) == 4 for d in app.dataframe)


def test_columns_whose_names_say_what_they_hold_are_chosen_beforehand(app: AppTest, filled: Project) -> None:
    table = b"when,how_far_north,how_far_east,what\n2025-12-01,48.28,37.18,a fight\n"
    open_page(app, "evidence")
    field(app.get("file_uploader"), "evidence_file").set_value([("own.csv", table, "text/csv")])
    button(app, "Add this dataset").click().run()
    chosen = {s.label: s.value for s in app.selectbox}
    assert chosen["**Date**"] == "when"
    assert (chosen["**Latitude**"], chosen["**Longitude**"]) == ("how_far_north", "how_far_east")
    assert filled.evidence() == []  # nothing is read by a guess


def test_a_dataset_whose_file_is_elsewhere_is_asked_for(app: AppTest, filled: Project) -> None:
    from geoclaims.store import EvidenceReference

    filled.add_evidence(EvidenceReference("ab" * 32, "elsewhere.csv"))
    assert "add it again" in words(open_page(app, "evidence"))
    assert "add it again" in words(open_page(app, "claims"))
    assert len(app.dataframe[0].value) == 4


def test_a_report_that_failed_says_so(app: AppTest, filled: Project) -> None:
    document = replace(hand_made_analysis().document, id="other", title="Broken")
    filled.add_document(document)
    filled.save_failure(filled.start_run({}, None), Failure("other", "its spans overlap"))
    assert "could not be read" in app.run().dataframe[0].value["State"].tolist()


def test_a_project_that_is_none_is_an_error_in_words(app: AppTest, project_file: Path) -> None:
    project_file.write_text("no database" * 100)
    app.run()
    assert "can't be opened" in words(app)
    assert not app.exception


def test_a_link_uses_a_view_and_says_when_it_leads_elsewhere(app: AppTest, filled: Project) -> None:
    filled.save_view("Plans", {"said": ["planned"]})
    app.query_params["view"] = "Plans"
    app.query_params["project"] = "another"
    open_page(app, "claims")
    assert not app.exception
    assert "1 of 4 claims" in words(app)
    assert "leads to the project **another**" in words(app)
    assert app.query_params["project"] == filled.name
    app.query_params["view"] = "Gone"
    assert "no view called **Gone**" in words(open_page(app, "claims"))
