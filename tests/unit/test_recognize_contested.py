"""Names that the words of war leave no doubt about: planted names."""

import pytest

from geoclaims.language import annotate
from geoclaims.places.recognize_contested import is_contested


@pytest.mark.parametrize(
    ("text", "contested"),
    [
        ("Troops captured Orvelle on Monday.", True),
        ("They withdrew their forces from Orvelle.", True),
        ("Families fled to Orvelle.", True),
        ("the siege of Orvelle", True),
        ("air strikes on Orvelle", True),
        ('The "evacuation" of Orvelle went on.', True),
        ("If Orvelle falls, the road is open.", True),
        ("Orvelle had been shelled for weeks.", True),
        ("Orvelle fell ill.", False),
        ("A letter from Orvelle arrived.", False),
        ("Orvelle captured the mood.", False),
    ],
)
def test_verbs_and_nouns_of_war(text: str, contested: bool) -> None:
    annotation = annotate(text)
    at = annotation.tokens.words.index("orvelle")
    assert is_contested(annotation, at, at + 1) is contested


def test_persons_are_captured_too() -> None:
    annotation = annotate("Orvelle was captured on Monday.")
    assert is_contested(annotation, 0, 1)
    assert not is_contested(annotation, 0, 1, maybe_person=True)
