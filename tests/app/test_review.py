"""Review: decisions are written at once, last, and can be taken back."""

from pathlib import Path

import pytest
from app_pages import open_page, words
from streamlit.testing.v1 import AppTest

from geoclaims.store import Project
from geoclaims.store_corrections import Correction, apply_corrections
from geoclaims.ui.review_queue import reasons, review_queue
from hand_made import hand_made_analysis


def button(app: AppTest, label: str):  # type: ignore[no-untyped-def]
    return next(b for b in app.button if b.label == label)


def box(app: AppTest, label: str):  # type: ignore[no-untyped-def]
    return next(s for s in app.selectbox if s.label == label)


@pytest.fixture
def review(app: AppTest, project_file: Path) -> tuple[AppTest, Project]:
    """The Review page over one hand-made reading."""
    project = Project(project_file)
    analysis = hand_made_analysis()
    project.add_document(analysis.document)
    project.save_analysis(project.start_run({}, None), analysis)
    app.session_state["analyst"] = "Ada"
    open_page(app, "review")
    assert not app.exception
    yield app, project
    project.close()


def test_the_queue_names_its_reasons() -> None:
    by_id = {claim.id: reasons(claim) for claim in hand_made_analysis().claims}
    assert by_id == {
        "c-taken": (),
        "c-shelling": ("ambiguous", "unsourced"),
        "c-planned": (),
        "c-clash": ("unsourced", "no_place"),
    }
    corrected = apply_corrections([hand_made_analysis()], [])
    left = review_queue(corrected.analyses[0].claims, corrected, ["ambiguous"], reviewed=False)
    assert [item.claim.id for item in left] == ["c-shelling"]


def test_accept_goes_on_to_the_next(review: tuple[AppTest, Project]) -> None:
    app, project = review
    button(app, "Accept").click().run()
    assert [(c.action, c.claim, c.who) for c in project.corrections()] == [("accept", "c-taken", "Ada")]
    assert "3 claims" in words(app)
    assert "1 accepted" in words(app)
    assert app.session_state["claim"] == "c-shelling"


def test_decisions_faster_than_the_page_end_where_the_queue_ends(review: tuple[AppTest, Project]) -> None:
    app, project = review
    app.session_state["claim"] = "c-clash"  # the last: those before it were skipped
    app.run()
    quick = AppTest.from_function(decide_five_times, default_timeout=60)
    quick.session_state["claim"] = "c-clash"
    quick.run()
    assert not quick.exception
    assert [c.claim for c in project.corrections()] == ["c-clash", "c-taken", "c-shelling", "c-planned"]
    app.session_state["claim"] = None
    app.run()
    assert "Every claim is accepted or rejected" in words(app)
    button(app, "Undo").click().run()
    assert app.session_state["claim"] == "c-planned"
    assert "Every claim" not in words(app)


def test_what_somebody_else_took_away_meanwhile_is_not_decided_in_its_neighbours_stead(
    review: tuple[AppTest, Project],
) -> None:
    app, project = review
    first = hand_made_analysis().claims[0]
    project.append_corrections(
        [Correction(who="Bob", action="reject", document=first.document.id, claim=first.id)]
    )
    button(app, "Accept").click().run()
    assert [(c.who, c.action, c.claim) for c in project.corrections()] == [("Bob", "reject", "c-taken")]
    assert "meanwhile: nothing was decided" in app.toast[0].value
    assert "1 rejected" in words(app)
    button(app, "Accept").click().run()
    assert [c.claim for c in project.corrections()] == ["c-taken", "c-shelling"]


def decide_five_times() -> None:
    """As five presses of A before the page is drawn again."""
    from geoclaims.ui import page_review

    for _ in range(5):
        page_review._decide("accept")


def test_a_queue_that_is_done_says_what_is_left_elsewhere(review: tuple[AppTest, Project]) -> None:
    app, _ = review
    app.session_state["review_reasons"] = ["ambiguous"]
    app.run()
    button(app, "Accept").click().run()
    assert "3 claims without these reasons not reviewed yet" in words(app)


def test_with_accepted_ones_shown_a_decision_stays_at_the_end(review: tuple[AppTest, Project]) -> None:
    app, project = review
    app.toggle[0].set_value(True).run()
    for _ in range(4):
        button(app, "Accept").click().run()
    assert len(project.corrections()) == 4
    assert button(app, "Accept").disabled
    assert app.session_state["claim"] == "c-clash"


def test_reject_and_undo(review: tuple[AppTest, Project]) -> None:
    app, _ = review
    button(app, "Reject").click().run()
    assert "1 rejected" in words(app)
    assert "c-taken" not in open_page(app, "claims").dataframe[0].value.index
    open_page(app, "review")
    button(app, "Undo").click().run()
    assert "0 rejected" in words(app)
    assert "c-taken" in open_page(app, "claims").dataframe[0].value.index


def test_an_ambiguous_place_is_set_right_by_another_name(review: tuple[AppTest, Project]) -> None:
    app, _ = review
    app.session_state["claim"] = "c-shelling"
    app.run()
    next(t for t in app.text_input if t.label == "Look up another name").input("Pokrovsk").run()
    choice = box(app, "It means")
    assert any("Pokrovsk, Donetsk, UA" in option for option in choice.options)
    choice.set_value("geonames:704422").run()
    button(app, "Save this place").click().run()
    assert not app.exception
    row = open_page(app, "claims").dataframe[0].value.loc["c-shelling"]
    assert row["Where, as written → place"].startswith("Novosilka → Pokrovsk")
    assert row["Review"] == "corrected"


def test_a_point_of_ones_own(review: tuple[AppTest, Project]) -> None:
    app, project = review
    app.session_state["claim"] = "c-shelling"
    app.run()
    box(app, "It means").set_value("own").run()
    next(n for n in app.number_input if n.label == "Latitude").set_value(47.5)
    next(n for n in app.number_input if n.label == "Longitude").set_value(36.1)
    app.run()
    button(app, "Save this place").click().run()
    place = project.corrections()[0].value["place"]
    assert (place["lat"], place["lon"], place["name"]) == (47.5, 36.1, "Novosilka")


def test_type_and_source_are_corrected_in_one_go(review: tuple[AppTest, Project]) -> None:
    app, project = review
    box(app, "What happened").set_value("clash")
    box(app, "Side of the source").set_value("opponent")
    button(app, "Save these").click().run()
    assert [c.action for c in project.corrections()] == ["type", "source"]
    table = open_page(app, "claims").dataframe[0].value
    assert table.loc["c-taken"]["What"].startswith("clash")


def test_what_is_not_in_force_is_listed(review: tuple[AppTest, Project]) -> None:
    app, project = review
    button(app, "Accept").click().run()
    project.remove_document(hand_made_analysis().document.id)
    app.run()
    assert any("not in force" in e.label for e in app.expander)
    assert not app.exception
