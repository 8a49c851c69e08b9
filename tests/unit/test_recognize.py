"""Recognition on planted names: what is a place, and how its name is used."""

import pytest
from places_support import PlantedGazetteer, annotated

from geoclaims.places.recognize import recognize


def found(text: str, **names: str) -> list[tuple[str, str]]:
    mentions = recognize(annotated(text, **names), PlantedGazetteer())
    assert all(text[m.start : m.end] == m.text for m in mentions)
    return [(m.text, m.use) for m in mentions]


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("Troops entered Milton.", {"LOC": "Milton"}, [("Milton", "literal")]),
        ("Arvonian troops left.", {}, [("Arvonian", "demonym")]),
        ("Arvonia’s army left Milton.", {"LOC": "Milton"}, [("Arvonia", "metonym"), ("Milton", "literal")]),
        ("Vostrov denied the report.", {"LOC": "Vostrov"}, [("Vostrov", "metonym")]),
        ("Vostrov, meanwhile, has denied it.", {"LOC": "Vostrov"}, [("Vostrov", "metonym")]),
        (
            "Arvonia, Belmar and Vostrov objected.",
            {"LOC": "Vostrov"},
            [("Arvonia", "metonym"), ("Belmar", "metonym"), ("Vostrov", "metonym")],
        ),
        (
            "Vostrov and Dorsk were hit.",
            {"LOC": "Vostrov|Dorsk"},
            [("Vostrov", "literal"), ("Dorsk", "literal")],
        ),
        (
            "Arvonia accused Vostrov of it.",
            {"LOC": "Vostrov"},
            [("Arvonia", "metonym"), ("Vostrov", "metonym")],
        ),
        ("The Milton battalion left.", {"LOC": "Milton"}, [("Milton", "metonym")]),
        ("The Milton accord failed.", {"LOC": "Milton"}, [("Milton", "metonym")]),
        ("A Milton-based monitor said so.", {"LOC": "Milton"}, [("Milton", "metonym")]),
        ("The cruiser Milton sank.", {"LOC": "Milton"}, []),
        ("Dorsk's southern suburbs burn.", {"PER": "Dorsk"}, [("Dorsk", "literal")]),
        ("He spoke in Vostrov on Monday.", {"LOC": "Vostrov"}, [("Vostrov", "literal")]),
        ("Talks with Vostrov failed.", {"LOC": "Vostrov"}, [("Vostrov", "metonym")]),
        ("the ‘aggressive ambitions’ of Vostrov", {"LOC": "Vostrov"}, [("Vostrov", "metonym")]),
        ("Arvonia’s eastern border is closed.", {"LOC": "Arvonia"}, [("Arvonia", "literal")]),
        ("Anna Milton said so.", {"PER": "Anna Milton"}, []),
        ("The Milton Times said so.", {"ORG": "Milton Times"}, []),
        ("Milton Police said so.", {"ORG": "Milton Police"}, [("Milton", "metonym")]),
        ("in the southern part of Milton", {"PER": "Milton"}, [("Milton", "literal")]),
        (
            "between Milton and Lesna",
            {"LOC": "Milton and Lesna"},
            [("Milton", "literal"), ("Lesna", "literal")],
        ),
        ("shelling of Novy Brod", {"LOC": "Novy Brod"}, [("Novy Brod", "literal")]),
    ],
)
def test_place_names_and_their_use(text: str, names: dict[str, str], expected: list[tuple[str, str]]) -> None:
    assert found(text, **names) == expected


def test_a_name_tagged_once_is_a_place_throughout() -> None:
    text = "Troops entered Milton. Milton burned. Milton fell."
    annotation = annotated(text)
    first = text.index("Milton")
    from dataclasses import replace

    from geoclaims.language.annotation import Name

    annotation = replace(annotation, names=(Name(first, first + 6, "Milton", "LOC"),))
    assert len(recognize(annotation, PlantedGazetteer())) == 3
