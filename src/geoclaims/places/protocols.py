"""What recognition and resolution need of a gazetteer, and of each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from geoclaims.language.annotation import Annotation
from geoclaims.model import Document, Place, Toponym
from geoclaims.vocabulary import Use

NameKind = Literal[
    "primary",  # the name the gazetteer lists first
    "alternate",  # another name, language or transliteration
    "former",  # no longer in official use
    "abbreviation",  # "N.C.", "DRC"
    "demonym",  # "Nigerian", "Afghans"
    "variant",  # made by a rule: romanization, article, generic word added or dropped
    "fuzzy",  # close in spelling only
]
BoundingBox = tuple[float, float, float, float]
"""West, south, east, north in degrees; west > east crosses the antimeridian."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A gazetteer place under one of its names, with what resolution needs of it."""

    place: Place
    name: str
    name_kind: NameKind
    similarity: float
    """1.0 for a listed name, 0.9 for a variant made by rule, the closeness in spelling for a fuzzy hit."""
    admin1_id: str | None
    """``admin1:UA.05``: the first-order division the place lies in (or is)."""
    admin2_id: str | None
    bbox: BoundingBox | None
    capital_of: str | None
    """The country code this town is the capital of."""


class Gazetteer(Protocol):
    """Read-only lookup of places by name and id."""

    def lookup(self, name: str, *, fuzzy: bool = False) -> Sequence[Entry]:
        """All places of this name, the ladder exact → folded → variant (→ fuzzy)."""
        ...

    def knows(self, name: str) -> bool:
        """Whether ``lookup`` without fuzzy search would find anything; made for hot loops."""
        ...

    def get(self, place_id: str) -> Entry | None:
        """The place of this id under its primary name."""
        ...


@dataclass(frozen=True, slots=True)
class Mention:
    """A recognized toponym before it is resolved."""

    start: int
    end: int
    text: str
    use: Use


class Recognizer(Protocol):
    """Finds the toponyms of an annotated text."""

    def recognize(self, annotation: Annotation) -> Sequence[Mention]:
        """The toponyms in text order, without overlaps."""
        ...


class Resolver(Protocol):
    """Decides which place each toponym means."""

    def resolve(
        self, document: Document, annotation: Annotation, mentions: Sequence[Mention]
    ) -> Sequence[Toponym]:
        """One toponym for each mention, in the same order."""
        ...
