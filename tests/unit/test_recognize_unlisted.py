"""Names that no gazetteer lists: the words around make them places, and they come out whole."""

import pytest
from places_support import PlantedGazetteer, annotated

from geoclaims.places.recognize import recognize


def literal(text: str, **names: str) -> list[str]:
    mentions = recognize(annotated(text, **names), PlantedGazetteer())
    assert all(text[m.start : m.end] == m.text for m in mentions)
    return [m.text for m in mentions if m.use == "literal"]


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("The army said it had captured Orvelle. It denied losses.", {}, ["Orvelle"]),
        ("Villagers fled from Tal Orvelle and Beit Marune.", {}, ["Tal Orvelle", "Beit Marune"]),
        ("Bodies were found in Orvelle.", {}, ["Orvelle"]),
        ("Residents of Orvelle said so.", {"PER": "Orvelle"}, ["Orvelle"]),
        ("Settlers from Orvelle came.", {"PER": "Orvelle"}, ["Orvelle"]),
        ("Shells fell near Saut-d'Orvelle.", {}, ["Saut-d'Orvelle"]),
        ("They shelled Milton, Orvelle and Lesna.", {"LOC": "Milton|Lesna"}, ["Milton", "Orvelle", "Lesna"]),
        ("They died in Milton and Orvelle.", {"LOC": "Milton"}, ["Milton", "Orvelle"]),
        ("They died in Orvelle, Marune and Lesna.", {"LOC": "Lesna"}, ["Orvelle", "Marune", "Lesna"]),
        ("They fought in Lesna, Orvelle and Marune.", {"LOC": "Lesna"}, ["Lesna", "Orvelle", "Marune"]),
        ("They shelled Lesna and the Orvelle camp.", {"LOC": "Lesna"}, ["Lesna"]),
        (
            "Lesna and Orvelle near Dorsk fell.",
            {"LOC": "Lesna and Orvelle|Dorsk"},
            ["Lesna", "Orvelle", "Dorsk"],
        ),
        ("They died between Orvelle and Marune.", {"LOC": "Orvelle|Marune"}, ["Orvelle", "Marune"]),
        ("The army retook Tal Orvelle in June.", {"ORG": "Tal Orvelle"}, ["Tal Orvelle"]),
        ("They stormed Adan Orvelle.", {"PER": "Adan Orvelle"}, ["Adan Orvelle"]),
        ("They overran Orvelle positions.", {"ORG": "Orvelle"}, []),
        ("They besieged Hamas in Milton.", {"ORG": "Hamas", "LOC": "Milton"}, ["Milton"]),
        ("They captured Adan Orvelle.", {"PER": "Adan Orvelle"}, []),
        ("Crowds stormed Orvelle University.", {"ORG": "Orvelle University"}, []),
        ("Troops captured the town.", {}, []),
        ("Troops captured Orvelle Prison Guards United.", {}, []),
        ("He lost confidence in Orvelle.", {}, []),
        ("She trusts in Orvelle.", {"PER": "Orvelle"}, ["Orvelle"]),
        ("The loss was felt, said Orvelle.", {"LOC": "Orvelle"}, []),
        ("Orvelle told reporters so.", {"LOC": "Orvelle"}, []),
        ("It was planned with General Orvelle.", {"LOC": "General Orvelle"}, []),
        ("Anna Orvelle left. They believed it of Orvelle.", {"PER": "Anna Orvelle|Orvelle"}, []),
        ("The shop in City Hall closed.", {"LOC": "City Hall"}, []),
        ("A fire at Orvelle Bakery killed two.", {"LOC": "Orvelle Bakery"}, []),
    ],
)
def test_the_words_around_make_a_place(text: str, names: dict[str, str], expected: list[str]) -> None:
    assert literal(text, **names) == expected


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("They shelled Lesna Marrut on Sunday.", {}, ["Lesna Marrut"]),
        ("They left Um Lesna on Sunday.", {"LOC": "Lesna"}, ["Um Lesna"]),
        ("They burned Tel Lesna village.", {}, ["Tel Lesna"]),
        ("They died at Lesna de l'Orvelle.", {"LOC": "Lesna"}, ["Lesna de l'Orvelle"]),
        ("They shelled Lesna on Sunday.", {}, ["Lesna"]),
        ("They shelled Dorsk Orvelle.", {"LOC": "Dorsk"}, ["Dorsk"]),
        ("A bus burned in Lesna Street.", {"LOC": "Lesna"}, ["Lesna Street"]),
        ("A fire in Dorsk's Northern Hill spread.", {"LOC": "Dorsk's Northern Hill"}, ["Dorsk"]),
        ("Shells hit Dorsk's Marune district.", {"LOC": "Dorsk's Marune"}, ["Dorsk", "Marune"]),
        ("Shells hit Marune district of Dorsk.", {"LOC": "Marune district of Dorsk"}, ["Marune", "Dorsk"]),
        ("Shells hit Dorsk suburb of Marune.", {"LOC": "Dorsk suburb of Marune"}, ["Dorsk", "Marune"]),
        ("They burned Orvelle village.", {"LOC": "Orvelle village"}, ["Orvelle"]),
        ("Lesna Tirelli ran, and Lesna hid.", {"LOC": "Lesna Tirelli|Lesna"}, ["Lesna Tirelli"]),
    ],
)
def test_a_part_of_a_longer_name_is_no_place(text: str, names: dict[str, str], expected: list[str]) -> None:
    assert literal(text, **names) == expected
