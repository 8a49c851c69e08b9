"""Which persons named in claims are private: residents, witnesses, the harmed, whom kinship names.

Persons in office keep their names. Where it can't be told, a name is left out: it can be put back
with ``--private``, and what was handed round can't be called back.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files

from geoclaims.evidence.actors import load_actors, party_words
from geoclaims.language import annotate
from geoclaims.language.annotation import Name
from geoclaims.language.names import load_tagger
from geoclaims.language.names_features import common_words
from geoclaims.model import Claim, Span
from geoclaims.output.private_patterns import AGE, named_as_private, rulers
from geoclaims.output.wording import MASK
from geoclaims.vocabulary import SourceKind

PRIVATE_KINDS: frozenset[SourceKind] = frozenset({"resident_witness"})
_CAPITALIZED = re.compile(r"(?:[^\W\d_a-z][\w'’-]*)(?:\s+[^\W\d_a-z][\w'’-]*)*")
_WORD = re.compile(r"[^\W\d_]+")
_AGE = re.compile(rf",\s*{AGE}\b|\s*\({AGE}\)")
_ENUMERATED = re.compile(r",?\s+\(?\d{1,3}\)?,?\s+(?:and\s+)?$")
"""Between the names of "Oak, 12, and Elm, 7"."""
_SINGULAR = re.compile(r"['’]|,?\s+\(?\d|,|\s+was\b")
"""What follows a name in -s that is one person's, or a family's."""
_BEGINNING = re.compile(r"(?:^|[.!?:;“\"‘(]|\n)\s*$")
"""What stands before the first word of a sentence, which is capitalized whatever it is."""
_WORDS_BEFORE, _WORDS_AFTER = 2, 4
_NO_NOUNS = frozenset({"displaced", "local", "taxi"})
"""Words of private life that stand before other names too: "local Red Cross"."""
_FEW = 40
"""Characters after a name in which a word on the person still belongs to it."""


def private_names(claims: Sequence[Claim]) -> set[str]:
    """The names, as written, of the private persons in any of the claims' sentences."""
    found: set[str] = set()
    less_sure: set[str] = set()
    public: set[str] = set()
    in_office: set[str] = set()
    for claim in claims:
        told_public = (found["name"] for pattern in _public() for found in pattern.finditer(claim.text))
        in_office |= {part for name in told_public for part in _parts(name)}
        attribution = claim.attribution
        if attribution.name and attribution.kind not in (*PRIVATE_KINDS, "other_named"):
            public.add(attribution.name)
        found |= set(_by_kind(claim))
        if not claim.text.replace(MASK, "").strip():
            continue
        names = annotate(claim.text, _tagger()).names
        no_persons: list[int] = []
        told = list(_by_patterns(claim, names, no_persons))
        persons = [name for name in names if name.label == "PER" and name.end not in no_persons]
        found |= set(_by_words(claim, persons))
        found |= {name for name, sure in told if sure}
        less_sure |= {name for name, sure in told if not sure}
    places = {place.text for claim in claims for place in claim.places if place.place is not None}
    found |= {name for name in less_sure if name not in places and not _parts(name) <= in_office}
    return {name for name in found - public if name.replace(MASK, "").strip()}


def _by_kind(claim: Claim) -> Iterator[str]:
    """Sources and relays that the claim itself says are residents or witnesses."""
    attribution = claim.attribution
    if attribution.kind in PRIVATE_KINDS:
        if attribution.name:
            yield attribution.name
        elif attribution.identity == "named" and attribution.source:
            yield from _CAPITALIZED.findall(attribution.source.text)
    for link in attribution.chain:
        if link.kind in PRIVATE_KINDS:
            yield from _CAPITALIZED.findall(link.text)


def _by_words(claim: Claim, persons: Sequence[Name]) -> Iterator[str]:
    """Persons with an age or a word of private life, named sources without an office, the harmed."""
    attribution, event = claim.attribution, claim.event
    exposed: list[Span] = list(event.targets) if event.type in _words()["harm"] else []
    if attribution.kind == "other_named" and attribution.role is None and attribution.source:
        exposed.append(attribution.source)
    for person in persons:
        before = [word.lower() for word in _WORD.findall(claim.text[: person.start])[-_WORDS_BEFORE:]]
        after = claim.text[person.end : person.end + _FEW]
        if _words()["offices"] & set(before) or party_words(person.text) & load_actors().known:
            continue
        start = claim.start + person.start
        if (
            any(span.start <= start < span.end for span in exposed)
            or _AGE.match(after)
            or _words()["private"] & {*before, *_apposition(after)}
        ):
            yield person.text


def _by_patterns(claim: Claim, names: Sequence[Name], no_persons: list[int]) -> Iterator[tuple[str, bool]]:
    """Names that the words beside them tell to be private, and whether for sure; no places and offices.

    Where other names end that might have been taken for persons is added to ``no_persons``.
    """
    lists, text = _words(), claim.text
    places = {(p.start - claim.start, p.end - claim.start) for p in claim.places if p.place is not None}
    for start, end, sure in named_as_private(text, kin=lists["kin"], everyday=lists["private"] - _NO_NOUNS):
        before = [word.lower() for word in _WORD.findall(text[:start])[-_WORDS_BEFORE:]]
        inside = [word.lower() for word in _WORD.findall(text[start:end])]
        owned = "'s " in text[start:end] or "’s " in text[start:end]
        if lists["bodies"] & set(inside[-1:]) and (owned or before[-1:] == ["the"]):
            continue  # "home of Russia's Black Sea Fleet", but not "the body of Nadia Guard"
        if not sure and _is_no_person(text, start, end, names, no_persons):
            no_persons.append(end)
            continue
        if (start, end) not in places and not lists["offices"] & {*before, *inside}:
            yield text[start:end], sure


def _is_no_person(text: str, start: int, end: int, names: Sequence[Name], before: Sequence[int]) -> bool:
    """Whether a name is a known party's, a group's or a place's, or goes on a list of such."""
    if party_words(text[start:end]) & load_actors().known:
        return True
    label = next((name.label for name in names if name.start < end and start < name.end), None)
    words = _WORD.findall(text[start:end])
    many = len(words) == 1 or words[-1].endswith("s")
    if (
        label is None
        and many
        and words[0].lower() in common_words()
        and _BEGINNING.search(text[max(0, start - _FEW) : start])
    ):
        return True  # "Women were …", "Nine drones were …"
    if len(words) == 1 and words[0].endswith("s") and not _SINGULAR.match(text, end):
        return True  # "Syrians", but not "Idris was killed"
    if _words()["peoples"] & {word.lower().removesuffix("s") for word in words}:
        return True
    if label not in (None, "PER") or _words()["whereabouts"] & set(_WORD.findall(text[:start].lower())[-1:]):
        return True
    listed = _ENUMERATED.search(text[max(0, start - _FEW) : start])
    return listed is not None and start - len(listed[0]) in before


def _apposition(after: str) -> list[str]:
    """The first words of ", a nurse from …" after a name."""
    if not after.lstrip().startswith(","):
        return []
    return [word.lower() for word in _WORD.findall(after.split(",", 2)[1])[:_WORDS_AFTER]]


def _parts(name: str) -> set[str]:
    """The words of a name without its particles: "Assad" of "al-Assad"."""
    return {word for word in _WORD.findall(name) if word[0].isupper()}


@cache
def _public() -> tuple[re.Pattern[str], ...]:
    """Names beside the word for an office, and those whose families rule."""
    offices = "|".join(sorted(_words()["offices"]))
    word = r"[^\W\d_a-z][\w’-]{0,40}"
    name = rf"(?P<name>{word}(?:\s+(?:(?:al|el|bin|ibn|de|la)[ -]+)?{word}){{0,4}})"
    before = re.compile(rf"\b(?i:{offices})\s+{name}")
    behind = re.compile(rf"(?<!\w){name},\s+(?:the\s+|a\s+|an\s+)?(?:[\w’'-]+\s+){{0,3}}(?:{offices})\b")
    return (before, behind, *rulers())


@cache
def _words() -> dict[str, frozenset[str]]:
    text = files("geoclaims.output").joinpath("private_people.toml").read_text(encoding="utf-8")
    lists: dict[str, Iterable[str]] = tomllib.loads(text)
    return {name: frozenset(words) for name, words in lists.items()}


@cache
def _tagger() -> Callable[..., tuple[Name, ...]]:
    return load_tagger()
