"""Claims that an analyst adds, splits and merges; places taken from a click on the map."""

from pathlib import Path

import pytest
from app_pages import open_page, words
from streamlit.testing.v1 import AppTest

from geoclaims.model import Analysis, Claim
from geoclaims.store import Project
from geoclaims.store_corrections import apply_corrections
from geoclaims.ui import add_claim, map_point, new_claim
from hand_made import TEXT, hand_made_analysis, span


def button(app: AppTest, label: str):  # type: ignore[no-untyped-def]
    return next(b for b in app.button if b.label == label)


def field(elements, label: str):  # type: ignore[no-untyped-def]
    return next(e for e in elements if e.label == label)


@pytest.fixture
def project(project_file: Path) -> Project:
    """The project with one hand-made reading in it."""
    opened = Project(project_file)
    analysis = hand_made_analysis()
    opened.add_document(analysis.document)
    opened.save_analysis(opened.start_run({}, None), analysis)
    yield opened
    opened.close()


def corrected(project: Project) -> Analysis:
    return apply_corrections(project.analyses(), project.corrections()).analyses[0]


def mark(app: AppTest, start: int, end: int) -> None:
    app.session_state[add_claim._WORDS] = (hand_made_analysis().document.id, start, end)
    open_page(app, "claims")


def test_marked_words_become_a_claim_that_lasts_and_can_be_undone(app: AppTest, project: Project) -> None:
    denied = span("denied")
    mark(app, denied.start - 1, denied.end + 1)  # with the spaces round them
    field(app.selectbox, "What happened").set_value("territory_gain")
    field(app.selectbox, "The source").set_value("denies")
    field(app.text_input, "Its words in the report").input("Qwertyville")
    field(app.selectbox, "Who says it").set_value("other")
    mark(app, denied.start, denied.end)  # under test each run is a whole one, which closes the form
    field(app.text_input, "Name, as written").input("Kyiv")
    button(app, "Add this claim").click()
    mark(app, denied.start, denied.end)
    assert not app.exception
    added = next(c for c in corrected(project).claims if c.event.trigger == denied)
    assert (added.text, added.stance, added.event.type) == ("Kyiv denied it.", "denies", "territory_gain")
    assert added.attribution.source == span("Kyiv")
    assert [(p.text, p.status) for p in added.places] == [("Qwertyville", "not_found")]
    assert app.session_state["claim"] == added.id
    assert open_page(app, "claims").dataframe[0].value.loc[added.id]["Review"] == "corrected"
    open_page(app, "review")
    button(app, "Undo").click().run()
    assert added.id not in open_page(app, "claims").dataframe[0].value.index
    assert [c.action for c in project.corrections()] == ["add", "undo"]


def test_without_a_kind_of_event_nothing_is_added_and_the_form_says_what_is_missing(
    app: AppTest, project: Project
) -> None:
    denied = span("denied")
    mark(app, denied.start, denied.end)
    assert not button(app, "Add this claim").disabled
    button(app, "Add this claim").click()
    mark(app, denied.start, denied.end)
    assert "Choose first what is claimed" in words(app)
    assert project.corrections() == []
    field(app.selectbox, "What happened").set_value("clash")  # a choice alone adds nothing
    mark(app, denied.start, denied.end)
    assert project.corrections() == []


@pytest.mark.parametrize(("start", "end"), [(0, 0), (-4, 3), (len(TEXT), len(TEXT) + 9), (9, 11)])
def test_words_that_are_none_open_no_form(app: AppTest, project: Project, start: int, end: int) -> None:
    mark(app, start, end)
    assert not app.exception
    assert "Mark them again" in words(app)
    assert not any(b.label == "Add this claim" for b in app.button)


def test_a_paragraph_is_no_trigger(app: AppTest, project: Project) -> None:
    mark(app, 0, len(TEXT))
    assert "Mark only the words" in words(app)


def test_a_claim_is_merged_and_the_loss_of_a_source_is_told(app: AppTest, project: Project) -> None:
    app.session_state["claim"] = "c-clash"
    open_page(app, "review")
    merge = next(s for s in app.selectbox if s.label.startswith("Merge"))
    merge.set_value("c-taken").run()
    assert "Arkady Melnikov" in words(app)
    button(app, "Merge it into this claim").click().run()
    found = {c.id: c for c in corrected(project).claims}
    assert "c-taken" not in found
    assert [p.text for p in found["c-clash"].drawn_places] == ["Krasnoarmeysk"]
    button(app, "Undo").click().run()
    assert corrected(project).claims == hand_made_analysis().claims


def test_a_merged_claim_can_be_split_again(app: AppTest, project: Project) -> None:
    app.session_state["claim"] = "c-planned"
    open_page(app, "review")
    next(s for s in app.selectbox if s.label.startswith("Merge")).set_value("c-shelling").run()
    button(app, "Merge it into this claim").click().run()
    button(app, "Split it in two").click().run()
    assert not app.exception
    parts = [c for c in corrected(project).claims if c.event.trigger == span("take")]
    assert [[p.text for p in c.drawn_places] for c in parts] == [["Myrnohrad"], ["Novosilka"]]
    assert app.session_state["claim"] == parts[0].id
    assert "the same event told twice" in "".join(
        b.help or "" for b in app.button
    ) or "split into 2" in "".join(b.help or "" for b in app.button).replace("\\", "")


def clicked(app: AppTest, lat: float, lon: float) -> None:
    app.session_state["claim"] = "c-shelling"
    open_page(app, "review")
    app.session_state[map_point._STATE] = map_point.MapPoint("c-shelling", lat, lon, 700)
    app.run()
    assert not app.exception


def test_a_click_offers_what_is_near_it(app: AppTest, project: Project) -> None:
    clicked(app, 48.27, 37.18)
    choice = field(app.selectbox, "It means")
    assert "Pokrovsk, Donetsk, UA" in choice.options[0]
    assert "km from the click" in choice.options[0]
    assert choice.value == "geonames:704422"
    button(app, "Save this place").click().run()
    assert project.corrections()[0].value["place"]["id"] == "geonames:704422"


def test_the_bare_point_is_as_good_as_the_click_or_as_said(app: AppTest, project: Project) -> None:
    clicked(app, -40.0, -140.0)  # in the ocean: nothing near
    choice = field(app.selectbox, "It means")
    assert choice.value == "clicked"
    assert field(app.number_input, "Good to, in metres").value == 700
    field(app.number_input, "Good to, in metres").set_value(2000).run()
    button(app, "Save this place").click().run()
    place = project.corrections()[0].value["place"]
    assert (place["lat"], place["lon"], place["uncertainty_m"], place["name"]) == (
        -40.0,
        -140.0,
        2000,
        "Novosilka",
    )
    assert map_point._STATE not in app.session_state


def test_an_accepted_claim_can_still_be_looked_at(app: AppTest, project: Project) -> None:
    app.session_state["claim"] = "c-planned"
    open_page(app, "review")
    button(app, "Accept").click().run()
    app.session_state["claim"] = "c-planned"
    app.run()
    card = next(e for e in app.get("html") if "claim-card" in e.proto.body)
    assert "Myrnohrad" in card.proto.body
    button(app, "Next").click().run()
    assert app.session_state["claim"] == "c-taken"


@pytest.mark.parametrize(
    "point", [None, {}, {"lat": 95, "lon": 0, "metres": 1}, {"lat": "x", "lon": 0, "metres": 1}]
)
def test_what_is_no_point_on_earth_is_left_out(app: AppTest, project_file: Path, point: object) -> None:
    map_point.remember("c", point)
    assert map_point.clicked("c") is None


def test_a_claim_of_the_words_that_a_reading_finds_has_the_same_id(analyse) -> None:  # type: ignore[no-untyped-def]
    analysis: Analysis = analyse(
        "Rebels seized Goma on Monday, the mayor said. Later they clashed near Sake."
    )
    read: Claim = analysis.claims[0]
    made = new_claim.claim_of(
        analysis, read.event.trigger, [t for t in analysis.toponyms if t.text == "Goma"],
        kind="other", attribution=new_claim.sources_for(analysis, read.event.trigger)[0],
        time=new_claim.times_for(analysis, read.event.trigger)[-1], realis="occurred", stance="asserts",
    )  # fmt: skip
    assert (made.id, made.text) == (read.id, read.text)
