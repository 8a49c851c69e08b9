"""A user's own spaCy pipeline as recognizer, with a stand-in for spaCy."""

import sys
from types import ModuleType, SimpleNamespace

import pytest
from places_support import PlantedGazetteer, annotated

from geoclaims.errors import MissingExtraError, UsageError
from geoclaims.places.recognize_spacy import SpacyRecognizer

TEXT = "The Arvonia’s army met Arvonian troops and Baptists near Milton; Anna left."
ENTITIES = [
    ("The Arvonia’s", "GPE"),
    ("Arvonian", "NORP"),
    ("Baptists", "NORP"),
    ("Milton", "GPE"),
    ("Anna", "PERSON"),
]


def stand_in(name: str, exclude: list[str]) -> object:
    if name != "known":
        raise OSError(name)
    entities = [
        SimpleNamespace(start_char=TEXT.index(t), end_char=TEXT.index(t) + len(t), label_=label)
        for t, label in ENTITIES
    ]
    return lambda text: SimpleNamespace(ents=entities)


def test_its_places_with_our_uses(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("spacy")
    module.load = stand_in  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "spacy", module)
    mentions = SpacyRecognizer("spacy:known", PlantedGazetteer()).recognize(annotated(TEXT))
    assert [(m.text, m.use) for m in mentions] == [
        ("Arvonia", "metonym"),
        ("Arvonian", "demonym"),
        ("Milton", "literal"),
    ]
    assert all(TEXT[m.start : m.end] == m.text for m in mentions)
    with pytest.raises(UsageError, match="no pipeline 'other'"):
        SpacyRecognizer("other", PlantedGazetteer())


def test_without_spacy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(MissingExtraError, match="pip install spacy"):
        SpacyRecognizer("spacy:any", PlantedGazetteer())
