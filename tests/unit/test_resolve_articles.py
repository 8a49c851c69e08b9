"""Waters, which have an article, against the towns of their name; states against their "… City"."""

import pytest

from geoclaims.language import annotate
from geoclaims.model import Document
from geoclaims.pipeline import Pipeline
from geoclaims.places.protocols import Mention
from geoclaims.places.resolve_features import calls_for, expected_features
from geoclaims.settings import Settings, build_pipeline


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return build_pipeline(Settings())


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("Russian forces withdrew across the Dnipro.", "Dnipro", "Dnieper River"),
        ("Troops crossed the Dnipro near Kherson.", "Dnipro", "Dnieper River"),
        ("Forces hold the left bank of the Dnipro.", "Dnipro", "Dnieper River"),
        ("Fighting went on along the Euphrates and the Tigris.", "Tigris", "Tigris River"),
        ("Boats on the Euphrates and Tigris rivers sank.", "Euphrates", "Euphrates River"),
        ("Ships were attacked in the Gulf.", "Gulf", "Persian Gulf"),
        ("The storm grew in the Atlantic.", "Atlantic", "Atlantic Ocean"),
        ("They crossed the Jordan at night.", "Jordan", "Jordan River"),
        ("He left the Donbas in 2014.", "Donbas", "Donbas"),
        ("Refugees crossed into the Congo.", "Congo", "Democratic Republic of the Congo"),
        ("The World Bank in the Congo spent more.", "Congo", "Democratic Republic of the Congo"),
        # The article is another noun's, or there is none.
        ("Dnipro was shelled on Monday.", "Dnipro", "Dnipro"),
        ("The Jordan team met in Amman, the capital of Jordan.", "Jordan", "Jordan"),
        ("The attack hit the Dnipro, Kharkiv and Sumy garrisons.", "Dnipro", "Dnipro"),
    ],
)
def test_an_article_tells_waters_from_towns(pipeline: Pipeline, text: str, name: str, place: str) -> None:
    found = [t.place.name for t in pipeline.find_places(Document("d", text)) if t.text == name and t.place]
    assert found[-1:] == [place]


@pytest.mark.parametrize(
    ("text", "name", "feature"),
    [
        ("MEXICO CITY — Mexico's Senate has passed a resolution.", "Mexico", "country"),
        ("The mayor of Mexico City spoke. Violence in Mexico rose.", "Mexico", "country"),
        ("Belize City and Belize were hit.", "Belize", "country"),
        ("Quebec City and the rest of Quebec voted.", "Quebec", "admin1"),
    ],
)
def test_a_state_is_not_the_city_that_the_text_calls_otherwise(
    pipeline: Pipeline, text: str, name: str, feature: str
) -> None:
    (place,) = {t.place for t in pipeline.find_places(Document("d", text)) if t.text == name}
    assert place is not None
    assert place.feature == feature


@pytest.mark.parametrize(
    ("text", "features"),
    [
        ("across the Lesna on Monday", {"water", "mountain", "region", "country", "continent"}),
        ("across the Lesna.", {"water", "mountain", "region", "country", "continent"}),
        ("crossed the Lesna and fled", {"water"}),
        ("the Lesna offensive", None),
        ("the Lesna-based unit", None),
        ("the Lesna, Milton and Dorsk units", None),
        ("across Lesna on Monday", None),
    ],
)
def test_what_an_article_calls_for(text: str, features: set[str] | None) -> None:
    start = text.index("Lesna")
    expected = expected_features(annotate(text), Mention(start, start + 5, "Lesna", "literal"))
    assert (expected and expected.features) == features


def test_an_article_says_nothing_where_no_water_or_region_has_the_name() -> None:
    expected = expected_features(annotate("near the Lesna."), Mention(9, 14, "Lesna", "literal"))
    assert expected is not None
    assert not calls_for(expected, ["village", "city"])
    assert calls_for(expected, ["village", "water"])
