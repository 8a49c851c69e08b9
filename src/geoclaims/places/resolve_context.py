"""What one document's names say about each other while they are being resolved."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from geoclaims.language import Annotation
from geoclaims.model import Document
from geoclaims.places.protocols import Entry, Mention
from geoclaims.places.resolve_candidates import Group
from geoclaims.places.resolve_features import Expected
from geoclaims.places.resolve_parents import Parent


@dataclass(slots=True)
class Context:
    """One document in the course of resolution; passes change the weights of its groups."""

    document: Document
    annotation: Annotation
    mentions: Sequence[Mention]
    groups: list[Group]
    group_of: list[int]
    """The group of each mention."""
    parents: Sequence[Parent]
    expected: Sequence[Expected | None]
    """What the words around each mention call for."""
    homes: Sequence[Entry] = ()
    """Where the outlet is at home, if known."""
    wording: Mapping[str, tuple[float, str]] = field(default_factory=dict)
    """Countries the words of the text point to, with their support and those words."""
    _areas: tuple[Mapping[str, float], Mapping[str, float]] | None = None

    def normalize(self) -> None:
        """Set the shares of all candidates from their weights."""
        for group in self.groups:
            group.normalize()
        self._areas = None

    @property
    def countries(self) -> Mapping[str, float]:
        """What the shares say of the countries of the document, in names."""
        return self._support_of_areas()[0]

    @property
    def divisions(self) -> Mapping[str, float]:
        """What the shares say of the first-order divisions of the document, in names."""
        return self._support_of_areas()[1]

    def _support_of_areas(self) -> tuple[Mapping[str, float], Mapping[str, float]]:
        if self._areas is not None:
            return self._areas
        countries: dict[str, float] = defaultdict(float)
        divisions: dict[str, float] = defaultdict(float)
        for group in self.groups:
            mentions = support_of(group)
            for candidate in group.candidates:
                said = candidate.share * mentions
                if said < 0.02:
                    continue
                country, admin1 = candidate.entry.place.country, candidate.entry.admin1_id
                if country:
                    countries[country] += said
                if admin1:
                    divisions[admin1] += said
        for country, (support, _) in self.wording.items():
            countries[country] += support
        for home in self.homes:
            if home.place.country:
                countries[home.place.country] += 1.0
            if home.admin1_id:
                divisions[home.admin1_id] += 1.0
        self._areas = countries, divisions
        return self._areas


def support_of(group: Group) -> float:
    """How much a group's name says of where its document is: more mentions say more, slowly.

    Whose army acts says nothing of it.
    """
    return math.sqrt(len(group.mentions) - group.forces)
