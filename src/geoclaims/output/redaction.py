"""What is left out of what is handed round: names of private persons, and where people found refuge.

Naming a resident who spoke to a reporter, or the village where a family hides, can bring harm
to them (OCHA, Data Responsibility Guidelines, 2021); a page that is copied can't be called back.
Masked text keeps its length, so that every other span still points where it did.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from geoclaims.model import Claim, ClaimPlace, Frame, Span
from geoclaims.output.wording import MASK
from geoclaims.vocabulary import SourceKind

_PRIVATE_KINDS: frozenset[SourceKind] = frozenset({"resident_witness"})
_WIDE = frozenset({"country", "admin1", "admin2", "region", "continent", "water", "mountain"})
_CROWD = 100_000
"""A town of this many hides people by itself; its name gives nobody away."""
_CAPITALIZED = re.compile(r"(?:[^\W\d_a-z][\w'’-]*)(?:\s+[^\W\d_a-z][\w'’-]*)*")
_SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class HandedRound:
    """Claims that may be handed round, and how much was taken out of them."""

    claims: tuple[Claim, ...]
    persons: int
    refuges: int

    @property
    def note(self) -> str | None:
        """What was left out, in one line; None where nothing was."""
        parts = []
        if self.persons:
            parts.append(f"{self.persons} name{'s' if self.persons > 1 else ''} of private people")
        if self.refuges:
            parts.append(f"{self.refuges} place{'s' if self.refuges > 1 else ''} of refuge")
        return f"Left out for their safety: {' and '.join(parts)}." if parts else None


def handed_round(claims: Sequence[Claim]) -> HandedRound:
    """The claims without names of private persons and small places of refuge, in every field."""
    names = {name for claim in claims for name in _private_names(claim)}
    refuges = {
        (claim.document.id, place.start, place.end)
        for claim in claims
        for place in claim.places
        if _is_refuge(claim, place)
    }
    if not names and not refuges:
        return HandedRound(tuple(claims), 0, 0)
    pattern = _pattern(names)
    return HandedRound(tuple(_masked(claim, pattern, refuges) for claim in claims), len(names), len(refuges))


def _private_names(claim: Claim) -> Iterable[str]:
    attribution = claim.attribution
    if attribution.kind in _PRIVATE_KINDS:
        if attribution.name:
            if attribution.name.replace(MASK, "").strip():  # what is masked already names nobody
                yield attribution.name
        elif attribution.identity == "named" and attribution.source:
            yield from _CAPITALIZED.findall(attribution.source.text)
    for link in attribution.chain:
        if link.kind in _PRIVATE_KINDS:
            yield from _CAPITALIZED.findall(link.text)


def _is_refuge(claim: Claim, place: ClaimPlace) -> bool:
    if claim.event.type != "displacement" or place.role != "destination":
        return False
    known = place.place
    return known is None or (known.feature not in _WIDE and (known.population or 0) < _CROWD)


def _pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """Whole names and each of their longer words, wherever they stand as words of their own."""
    words = set()
    for name in names:
        words |= {name, *(word for word in name.split() if len(word) >= _SHORTEST_NAME and word[0].isupper())}
    if not words:
        return None
    longest_first = sorted(map(re.escape, words), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(longest_first) + r")(?!\w)")


def _masked(claim: Claim, pattern: re.Pattern[str] | None, refuges: set[tuple[str, int, int]]) -> Claim:
    spans = [(start, end) for document, start, end in refuges if document == claim.document.id]

    def plain(text: str) -> str:
        return pattern.sub(lambda found: MASK * len(found[0]), text) if pattern else text

    def hidden(text: str, start: int) -> str:
        characters = list(plain(text))
        for first, last in spans:
            for at in range(max(first - start, 0), min(last - start, len(characters))):
                characters[at] = MASK
        return "".join(characters)

    def span(value: Span) -> Span:
        return replace(value, text=hidden(value.text, value.start))

    def optional(value: Span | None) -> Span | None:
        return None if value is None else span(value)

    event, attribution, stance = claim.event, claim.attribution, claim.publisher_stance
    frame = event.frame
    return replace(
        claim,
        text=hidden(claim.text, claim.start),
        document=replace(claim.document, title=plain(claim.document.title) if claim.document.title else None),
        event=replace(
            event,
            trigger=span(event.trigger),
            frame=Frame(plain(frame.text), frame.voice) if frame else None,
            actors=tuple(map(span, event.actors)),
            targets=tuple(map(span, event.targets)),
            casualties=tuple(replace(c, text=hidden(c.text, c.start)) for c in event.casualties),
        ),
        places=tuple(place for place in claim.places if (place.start, place.end) not in spans),
        attribution=replace(
            attribution,
            name=plain(attribution.name) if attribution.name else None,
            role=plain(attribution.role) if attribution.role else None,
            source=optional(attribution.source),
            cue=optional(attribution.cue),
            chain=tuple(replace(link, text=hidden(link.text, link.start)) for link in attribution.chain),
            inferred=plain(attribution.inferred) if attribution.inferred else None,
        ),
        publisher_stance=replace(
            stance, text=hidden(stance.text, stance.start or 0) if stance.text else stance.text
        ),
    )
