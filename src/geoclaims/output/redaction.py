"""What is left out of what is handed round: names of private persons, and where people found refuge.

Naming a resident who spoke to a reporter, or the village where a family hides, can bring harm
to them (OCHA, Data Responsibility Guidelines, 2021); a page that is copied can't be called back.
Masked text keeps its length, so that every other span still points where it did.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from geoclaims.model import Claim, ClaimPlace, DocumentReference, Frame, Span, TimeRange
from geoclaims.output.private_people import private_names
from geoclaims.output.wording import MASK

_WIDE = frozenset({"country", "admin1", "admin2", "region", "continent", "water", "mountain"})
_CROWD = 100_000
"""A town of this many hides people by itself; its name gives nobody away."""
_SHORTEST_NAME = 3
_SHORTEST_IN_ADDRESS = 4
_ADDRESS_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class HandedRound:
    """Claims that may be handed round, and how much was taken out of them."""

    claims: tuple[Claim, ...]
    persons: int
    refuges: int
    displaced: frozenset[str] = frozenset()
    """Ids of the claims that lost a place: what was measured at it (verdicts) would tell where it is."""
    hidden: frozenset[str] = frozenset()
    """Names of places of refuge, which must not stand on the backdrop either."""

    @property
    def note(self) -> str | None:
        """What was left out, in one line; None where nothing was."""
        parts = []
        if self.persons:
            parts.append(f"{self.persons} name{'s' if self.persons > 1 else ''} of private people")
        if self.refuges:
            parts.append(f"{self.refuges} place{'s' if self.refuges > 1 else ''} of refuge")
        return f"Left out for their safety: {' and '.join(parts)}." if parts else None


@dataclass(slots=True)
class _Refuges:
    """The places of refuge of one report: their spans, names and ids."""

    spans: set[tuple[int, int]] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)


def handed_round(claims: Sequence[Claim]) -> HandedRound:
    """The claims without names of private persons and small places of refuge, in every field.

    A person's name goes from all claims; a refuge's name from all claims of its report.
    """
    persons = private_names(claims)
    refuges: dict[str, _Refuges] = {}
    for claim in claims:
        for place in claim.places:
            if _is_refuge(claim, place):
                of_report = refuges.setdefault(claim.document.id, _Refuges())
                of_report.spans.add((place.start, place.end))
                of_report.names |= {place.text, *([place.place.name] if place.place else [])}
                of_report.ids |= {place.place.id} if place.place else set()
    if not persons and not refuges:
        return HandedRound(tuple(claims), 0, 0)
    safe = [_Masking(persons, refuges.get(claim.document.id, _Refuges())).claim(claim) for claim in claims]
    return HandedRound(
        tuple(safe),
        len(persons),
        sum(len(of_report.spans) for of_report in refuges.values()),
        frozenset(
            one.id for one, other in zip(claims, safe, strict=True) if len(one.places) != len(other.places)
        ),
        frozenset().union(*(of_report.names for of_report in refuges.values())),
    )


def _is_refuge(claim: Claim, place: ClaimPlace) -> bool:
    if claim.event.type != "displacement" or place.role != "destination":
        return False
    known = place.place
    return known is None or (known.feature not in _WIDE and (known.population or 0) < _CROWD)


def _pattern(persons: Iterable[str], refuges: Iterable[str]) -> re.Pattern[str] | None:
    """Whole names and each of a person's longer words, also in capitals, where they stand as words."""
    words = set(refuges)
    for name in persons:
        words |= {name, *(word for word in name.split() if len(word) >= _SHORTEST_NAME and word[0].isupper())}
    words = {form for word in words for form in (word, word.upper())} - {""}
    if not words:
        return None
    longest_first = sorted(map(re.escape, words), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(longest_first) + r")(?!\w)")


class _Masking:
    """Takes names out of the fields of one claim."""

    def __init__(self, persons: set[str], refuges: _Refuges) -> None:
        self._refuges = refuges
        self._names = persons | refuges.names
        self._pattern = _pattern(persons, refuges.names)
        words = (word for name in self._names for word in _ADDRESS_WORD.findall(name.casefold()))
        self._address_words = {word for word in words if len(word) >= _SHORTEST_IN_ADDRESS}

    def _plain(self, text: str) -> str:
        return self._pattern.sub(lambda found: MASK * len(found[0]), text) if self._pattern else text

    def _maybe(self, text: str | None) -> str | None:
        return self._plain(text) if text else text

    def _hidden(self, text: str, start: int) -> str:
        """The text that begins at ``start`` of its report."""
        characters = list(self._plain(text))
        for first, last in self._refuges.spans:
            for at in range(max(first - start, 0), min(last - start, len(characters))):
                characters[at] = MASK
        return "".join(characters)

    def _span(self, value: Span) -> Span:
        return replace(value, text=self._hidden(value.text, value.start))

    def _optional(self, value: Span | None) -> Span | None:
        return None if value is None else self._span(value)

    def _time(self, value: TimeRange) -> TimeRange:
        return replace(value, text=self._maybe(value.text))

    def _told_by(self, address: str) -> bool:
        """Whether an address or an id is made of such a name (".../anna-vole-fled")."""
        return bool(self._address_words & set(_ADDRESS_WORD.findall(address.casefold())))

    def _document(self, document: DocumentReference) -> DocumentReference:
        name = document.id
        if self._told_by(name):
            name = f"document-{sha256(name.encode('utf-8', 'replace')).hexdigest()[:12]}"
        url = None if document.url and self._told_by(document.url) else document.url
        return replace(document, id=name, title=self._maybe(document.title), url=url)

    def _places(self, claim: Claim, document: str) -> tuple[ClaimPlace, ...]:
        kept = []
        for place in claim.places:
            known = place.place.id if place.place else None
            if (place.start, place.end) in self._refuges.spans or place.text in self._refuges.names:
                continue
            if known is not None and known in self._refuges.ids:
                continue
            reasons = tuple(map(self._plain, place.reasons))
            relation = place.relation
            if relation is not None:
                relation = replace(relation, text=self._hidden(relation.text, relation.start))
            kept.append(replace(place, document=document, reasons=reasons, relation=relation))
        return tuple(kept)

    def claim(self, claim: Claim) -> Claim:
        """The claim without these names; masked text keeps its length."""
        event, attribution, stance = claim.event, claim.attribution, claim.publisher_stance
        frame = event.frame
        document = self._document(claim.document)
        return replace(
            claim,
            text=self._hidden(claim.text, claim.start),
            document=document,
            event=replace(
                event,
                trigger=self._span(event.trigger),
                frame=Frame(self._plain(frame.text), frame.voice) if frame else None,
                actors=tuple(map(self._span, event.actors)),
                targets=tuple(map(self._span, event.targets)),
                casualties=tuple(replace(c, text=self._hidden(c.text, c.start)) for c in event.casualties),
            ),
            places=self._places(claim, document.id),
            time=self._time(claim.time),
            said_at=self._time(claim.said_at) if claim.said_at else None,
            attribution=replace(
                attribution,
                name=self._maybe(attribution.name),
                role=self._maybe(attribution.role),
                source=self._optional(attribution.source),
                cue=self._optional(attribution.cue),
                chain=tuple(
                    replace(link, text=self._hidden(link.text, link.start)) for link in attribution.chain
                ),
                inferred=self._maybe(attribution.inferred),
            ),
            publisher_stance=replace(
                stance, text=self._hidden(stance.text, stance.start or 0) if stance.text else stance.text
            ),
        )
