"""Places under the names they have in a chosen language, for all that is shown or handed round.

Only what is shown changes: the words of the report stand first as before, what is compared, kept
and written to work on (JSON Lines) has the gazetteer's main names. Redaction goes before it, since
it looks for the names that a reading has.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar

from geoclaims.model import Analysis, Claim, Place, RankedPlace, Toponym

T = TypeVar("T", bound=Toponym)


class Called(Protocol):
    """What this needs of a gazetteer."""

    def called(self, place_id: str, language: str) -> tuple[str | None, str | None]:
        """The name of a place and of its first-order division in a language, where known."""
        ...


@dataclass(frozen=True)
class PlaceNames:
    """A gazetteer's names in one language; where it has none, the main name stays."""

    gazetteer: Called
    language: str
    _known: dict[str, tuple[str | None, str | None]] = field(default_factory=dict, repr=False, compare=False)
    _shown: dict[str, tuple[bool, str | None]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def shown(self) -> int:
        """How many places that reports were found to mean were asked for so far."""
        return len(self._shown)

    @property
    def without(self) -> Mapping[str, str | None]:
        """Those of them that have no name in the language, by id, with their countries."""
        return {place: country for place, (known, country) in self._shown.items() if not known}

    def of(self, place_id: str) -> str | None:
        """The name of a place in the language, or None."""
        return self._look_up(place_id)[0]

    def _look_up(self, place_id: str) -> tuple[str | None, str | None]:
        if place_id not in self._known:
            self._known[place_id] = self.gazetteer.called(place_id, self.language)
        return self._known[place_id]

    def place(self, place: Place) -> Place:
        """The place with its name and its division's in the language."""
        name, division = self._look_up(place.id)
        self._shown[place.id] = (name is not None, place.country)
        if name is None and division is None:
            return place
        if place.feature == "admin1":
            division = name
        admin1 = division if place.admin1 and division else place.admin1
        return replace(place, name=name or place.name, admin1=admin1)

    def toponym(self, toponym: T) -> T:
        """A place name of a report with what it means, or may mean, named in the language."""
        place = self.place(toponym.place) if toponym.place else None
        candidates = tuple(map(self._candidate, toponym.candidates))
        if place == toponym.place and candidates == toponym.candidates:
            return toponym
        return replace(toponym, place=place, candidates=candidates)

    def _candidate(self, candidate: RankedPlace) -> RankedPlace:
        name = self.of(candidate.id)
        return replace(candidate, name=name) if name else candidate

    def claim(self, claim: Claim) -> Claim:
        """The claim with all its places named in the language; the same object where none is."""
        places = tuple(map(self.toponym, claim.places))
        if all(one is other for one, other in zip(places, claim.places, strict=True)):
            return claim
        return replace(claim, places=places)

    def analysis(self, analysis: Analysis) -> Analysis:
        """A reading with all its places named in the language."""
        return replace(
            analysis,
            toponyms=tuple(map(self.toponym, analysis.toponyms)),
            claims=tuple(map(self.claim, analysis.claims)),
        )


def in_language(claims: Iterable[Claim], names: PlaceNames | None) -> Sequence[Claim]:
    """The claims as they are shown: with places named in a language, or as they are where none is chosen."""
    return list(claims) if names is None else [names.claim(claim) for claim in claims]
