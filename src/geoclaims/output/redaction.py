"""What is left out of what is handed round: names of private persons, and where people found refuge.

Naming a resident who spoke to a reporter, or the village where a family hides, can bring harm
to them (OCHA, Data Responsibility Guidelines, 2021); a page that is copied can't be called back.
Masked text keeps its length, so that every other span still points where it did.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from urllib.parse import unquote

from geoclaims.model import Claim, ClaimPlace, DocumentReference, Frame, Span, TimeRange
from geoclaims.output.private_people import private_names
from geoclaims.output.refuges import refuges, unlisted_refuges
from geoclaims.output.wording import MASK

_SHORTEST_NAME = 3
_SHORTEST_IN_ADDRESS = 4
_SHORTEST_JOINED = 6
"""Characters from which a whole name is looked for in an address without its spaces ("annavole")."""
_ADDRESS_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class HandedRound:
    """Claims that may be handed round, and how much was taken out of them."""

    claims: tuple[Claim, ...]
    persons: int
    refuges: int
    displaced: frozenset[str] = frozenset()
    """Ids of the claims that lost a place or their id: what was measured there (verdicts) would tell it."""
    hidden: frozenset[str] = frozenset()
    """Names of places of refuge, which must not stand on the backdrop either."""
    names: re.Pattern[str] | None = None
    """All that was left out, as it may be written."""

    def without_names(self, text: str) -> str:
        """A title, a filter or a line of one's own without the names that were left out of the claims."""
        return _masked(text, self.names)

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
    found = _refuges_by_report(claims)
    if not persons and not found:
        return HandedRound(tuple(claims), 0, 0)
    safe = [_Masking(persons, found.get(claim.document.id, _Refuges())).claim(claim) for claim in claims]
    hidden: frozenset[str] = frozenset().union(*(of_report.names for of_report in found.values()))
    return HandedRound(
        tuple(safe),
        len(_distinct(persons)),
        sum(len(of_report.spans) for of_report in found.values()),
        frozenset(
            one.id
            for one, other in zip(claims, safe, strict=True)
            if len(one.places) != len(other.places) or one.id != other.id
        ),
        hidden,
        _pattern(persons, hidden),
    )


def _distinct(names: Iterable[str]) -> set[str]:
    """The names without those that are one word of another: "Vole" and "Anna Vole" are one person."""
    whole = {name for name in names if len(name.split()) > 1}
    words = {word for name in whole for word in name.split()}
    return whole | {name for name in names if name not in whole and name not in words}


def _refuges_by_report(claims: Sequence[Claim]) -> dict[str, _Refuges]:
    by_report: dict[str, _Refuges] = {}
    shown = {(claim.document.id, place.text) for claim in claims for place in claim.places}
    for claim in claims:
        listed, unlisted = refuges(claim), set(unlisted_refuges(claim))
        if not listed and not unlisted:
            continue
        of_report = by_report.setdefault(claim.document.id, _Refuges())
        of_report.spans |= {(place.start, place.end) for place in listed} | unlisted
        of_report.names |= {place.text for place in listed}
        # Its name stands elsewhere too, in the reasons of a place nearby; not where it is a place shown.
        of_report.names |= {
            name
            for start, end in unlisted
            if (name := claim.text[start - claim.start : end - claim.start])
            and (claim.document.id, name) not in shown
        }
        of_report.names |= {place.place.name for place in listed if place.place}
        of_report.ids |= {place.place.id for place in listed if place.place}
    return by_report


def _pattern(persons: Iterable[str], places: Iterable[str]) -> re.Pattern[str] | None:
    """Whole names however capitalized and spaced; a person's longer words as they are or in capitals.

    Single words of a person's name are not looked for in small letters: "will" and "hope" are words.
    """
    whole, words = set(places), set[str]()
    for name in persons:
        parts = name.split()
        (whole if len(parts) > 1 else words).add(name)
        words |= {part for part in parts if len(part) >= _SHORTEST_NAME and part[0].isupper()}
    words = {form for word in words for form in (word, word.upper())}
    forms = [*_forms(words), *(f"(?i:{form})" for form in _forms(whole))]
    if not forms:
        return None
    return re.compile(r"(?<!\w)(?:" + "|".join(sorted(forms, key=len, reverse=True)) + r")(?!\w)")


def _forms(names: Iterable[str]) -> set[str]:
    """Names as patterns: any space between their words, accents composed or apart."""
    composed = {unicodedata.normalize(form, name) for name in names for form in ("NFC", "NFD")} | set(names)
    return {r"\s+".join(map(re.escape, name.split())) for name in composed if name.strip()}


def _masked(text: str, pattern: re.Pattern[str] | None) -> str:
    return pattern.sub(lambda found: MASK * len(found[0]), text) if pattern else text


def _plain_letters(text: str) -> str:
    """The text as addresses write it: without accents, in small letters."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))


class _Masking:
    """Takes names out of the fields of one claim."""

    def __init__(self, persons: set[str], refuges: _Refuges) -> None:
        self._refuges = refuges
        self._pattern = _pattern(persons, refuges.names)
        self._whole_names = _pattern({name for name in persons if len(name.split()) > 1}, ())
        names = [_ADDRESS_WORD.findall(_plain_letters(name)) for name in persons | refuges.names]
        self._address_words = {w for words in names for w in words if len(w) >= _SHORTEST_IN_ADDRESS}
        self._joined = {"".join(words) for words in names if len("".join(words)) >= _SHORTEST_JOINED}

    def _plain(self, text: str) -> str:
        return _masked(text, self._pattern)

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
        words = _ADDRESS_WORD.findall(_plain_letters(unquote(address)))
        joined = "".join(words)
        return bool(self._address_words & set(words)) or any(name in joined for name in self._joined)

    def _id(self, value: str, kind: str) -> str:
        if not self._told_by(value):
            return value
        return f"{kind}-{sha256(value.encode('utf-8', 'replace')).hexdigest()[:12]}"

    def _document(self, document: DocumentReference) -> DocumentReference:
        url = None if document.url and self._told_by(document.url) else document.url
        return replace(
            document,
            id=self._id(document.id, "document"),
            title=self._maybe(document.title),
            publisher=self._maybe(document.publisher),
            url=url,
        )

    def _is_of_a_person(self, claim: Claim, place: ClaimPlace) -> bool:
        """Whether a place was seen in a private person's name: "Tarn" in "Ruslan Tarn"."""
        if place.role == "mention" and self._plain(place.text) != place.text:
            return True
        first, last = place.start - claim.start, place.end - claim.start
        found = self._whole_names.finditer(claim.text) if self._whole_names else ()
        return any(name.start() < last and first < name.end() for name in found)

    def _places(self, claim: Claim, document: str) -> tuple[ClaimPlace, ...]:
        kept = []
        for place in claim.places:
            known = place.place.id if place.place else None
            if (place.start, place.end) in self._refuges.spans or place.text in self._refuges.names:
                continue
            if (known is not None and known in self._refuges.ids) or self._is_of_a_person(claim, place):
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
            id=self._id(claim.id, "claim"),
            text=self._hidden(claim.text, claim.start),
            document=document,
            event=replace(
                event,
                subtype=self._maybe(event.subtype),
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
