"""Recognition by a spaCy pipeline that the user has installed, in place of the shipped tagger.

``--recognizer spacy:en_core_web_sm`` names it. Its places (GPE, LOC, FAC) and peoples (NORP) are
taken as they are; how a name is used, and what it means, is decided as ever.
"""

from importlib import import_module
from typing import Any

from geoclaims.errors import MissingExtraError, UsageError
from geoclaims.language import Annotation
from geoclaims.places.protocols import Gazetteer, Mention
from geoclaims.places.recognize_hints import class_of, government_seats
from geoclaims.places.recognize_use import use_of

PREFIX = "spacy:"
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC", "NORP"})


class SpacyRecognizer:
    """Finds toponyms with one spaCy pipeline; peoples only where the gazetteer knows the demonym."""

    def __init__(self, name: str, gazetteer: Gazetteer) -> None:
        """``name`` is an installed pipeline's, with or without the prefix ``spacy:``.

        Raises MissingExtraError without spaCy, UsageError for a pipeline it cannot load.
        """
        self._pipeline = _load(name.removeprefix(PREFIX))
        self._gazetteer = gazetteer
        self._governs = government_seats(gazetteer)

    def recognize(self, annotation: Annotation) -> tuple[Mention, ...]:
        """The toponyms in text order, without overlaps, each with its use."""
        return tuple(
            mention
            for entity in self._pipeline(annotation.text).ents
            if entity.label_ in _PLACE_LABELS
            for mention in self._mention(annotation, entity)
        )

    def _mention(self, annotation: Annotation, entity: Any) -> list[Mention]:
        start, end = _without_article(annotation.text, entity.start_char, entity.end_char)
        name = annotation.text[start:end]
        demonym = class_of(self._gazetteer.lookup(name)) == "demonym"
        if entity.label_ == "NORP" and not demonym:
            return []
        use = use_of(annotation, start, end, demonym=demonym, governs=self._governs(name))
        return [Mention(start, end, name, use)]


def _load(name: str) -> Any:
    try:
        spacy = import_module("spacy")  # heavy, and only some users have it
    except ImportError as cause:
        raise MissingExtraError("spaCy is not installed; install it with: pip install spacy") from cause
    try:
        return spacy.load(name, exclude=["lemmatizer", "parser"])
    except OSError as cause:
        raise UsageError(
            f"spaCy has no pipeline {name!r}; install it with: python -m spacy download {name}"
        ) from cause


def _without_article(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without "the " before it and "'s" after it, which spaCy counts in."""
    if text[start:end].lower().startswith("the ") and end - start > len("the "):
        start += len("the ")
    if text[start:end].endswith(("'s", "’s")):
        end -= len("'s")
    return start, end
