"""Armies that a text names, and the borders across which they act."""

import pytest
from places_support import PlantedGazetteer, entry

from geoclaims.language import annotate
from geoclaims.model import Document
from geoclaims.places.protocols import Mention
from geoclaims.places.resolve import PassResolver
from geoclaims.places.resolve_forces import borders, forces_in
from geoclaims.vocabulary import Use


def test_borders_go_both_ways() -> None:
    assert all(country in borders()[other] for country, others in borders().items() for other in others)
    assert "UA" in borders()["RU"]
    assert "JP" not in borders()


@pytest.mark.parametrize(
    ("text", "use", "is_force"),
    [
        ("Russian drones struck.", "demonym", True),
        ("Russian-backed fighters left.", "demonym", True),
        ("Russian air strikes went on.", "demonym", True),
        ("Russian officials said troops left.", "demonym", False),
        ("Russian", "demonym", False),
        ("Russia drones on.", "literal", False),
    ],
)
def test_whose_army_acts(text: str, use: Use, is_force: bool) -> None:
    name = "Russia" if use == "literal" else "Russian"
    mention = Mention(0, len(name), name, use)
    assert forces_in(annotate(text), [mention]) == (frozenset({0}) if is_force else frozenset())


@pytest.mark.parametrize(
    ("home_people", "country"),
    [(10_000, "UA"), (400_000, "RU")],  # at home only where the larger town of the name is
)
def test_an_army_acts_next_door_or_at_home(home_people: int, country: str) -> None:
    gazetteer = PlantedGazetteer(
        (
            entry("c:RU", "Russia", 60.0, 90.0, "country", "RU", called="Russian", kind="demonym"),
            entry("t:1", "Milton", 55.0, 60.0, "city", "RU", "1", home_people),
            entry("t:2", "Milton", 49.0, 36.0, "city", "UA", "2", 20_000),
            entry("t:3", "Milton", -20.0, 30.0, "city", "BR", "3", 25_000),
        )
    )
    text = "Russian troops took Milton."
    mentions = [Mention(0, 7, "Russian", "demonym"), Mention(20, 26, "Milton", "literal")]
    _, milton = PassResolver(gazetteer).resolve(Document("d", text), annotate(text), mentions)
    assert milton.place is not None
    assert milton.place.country == country
    assert "next door to an army named, or its home" in milton.reasons
