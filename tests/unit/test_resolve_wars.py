"""Names that are fought over lie, of namesakes, rather in a country of wars."""

import pytest
from places_support import PlantedGazetteer, entry

from geoclaims.language import annotate
from geoclaims.model import Document
from geoclaims.places.protocols import Mention
from geoclaims.places.resolve import PassResolver
from geoclaims.places.resolve_words import resolution_words

GAZETTEER = PlantedGazetteer(
    (
        entry("t:1", "Milton", 11.0, 40.0, "city", "MZ", "1", 50_000),
        entry("t:2", "Milton", 40.0, 3.0, "city", "ES", "2", 200_000),
    )
)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Insurgents seized Milton.", "MZ"),
        ("The fall of Milton was told.", "MZ"),
        ("Milton is now under rebel control.", "MZ"),
        ("A storm hit Milton.", "ES"),
        ("Tourists like Milton.", "ES"),
    ],
)
def test_what_is_fought_over_lies_in_a_country_of_wars(text: str, country: str) -> None:
    at = text.index("Milton")
    resolver = PassResolver(GAZETTEER)
    (toponym,) = resolver.resolve(
        Document("d", text), annotate(text), [Mention(at, at + 6, "Milton", "literal")]
    )
    assert toponym.place is not None
    assert toponym.place.country == country
    assert ("fought over in the text, and in a country of wars" in toponym.reasons) is (country == "MZ")
    assert resolver.counts["war"] == (country == "MZ")


def test_countries_of_wars_are_codes_of_countries() -> None:
    assert all(len(code) == 2 and code.isupper() for code in resolution_words("at_war"))
    assert {"UA", "SD", "MM"} <= resolution_words("at_war")
    assert "ES" not in resolution_words("at_war")
