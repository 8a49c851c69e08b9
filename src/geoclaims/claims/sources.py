"""What kind of source a phrase names: official, resident, document … and by what name and role."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from geoclaims.claims.cues import TokenSpan
from geoclaims.claims.grammar import is_source_word, lexicon, words_of
from geoclaims.claims.person_names import (
    KINDS,
    is_kind_word,
    name_in_apposition,
    personal_name,
)
from geoclaims.claims.reading import Reading
from geoclaims.vocabulary import Identity, SourceKind

_INDEFINITE = frozenset(("a", "an", "one", "another", "some", "several", "two", "three", "many", "other"))
_FIGHTING = frozenset(
    ("armed", "resistance", "rebel", "militant", "insurgent", "separatist", "guerrilla", "jihadist")
)
_REBEL_NAMES = frozenset(("liberation", "resistance", "revolutionary", "independence"))
_INSIDE = frozenset(("familiar", "close", "briefed", "knowledge", "involved", "aware"))
_OFFICIAL_SOURCES = frozenset(
    ("military", "security", "government", "official", "diplomatic", "defence", "defense", "police", "army")
)
_GOVERNING = frozenset(("ministry", "authorities", "administration", "government", "municipality"))
_AID = frozenset(("aid", "relief", "humanitarian", "rights", "charity"))


@dataclass(frozen=True, slots=True)
class SourceDescription:
    """The kind of one source, its name and role, and how it is identified."""

    kind: SourceKind
    name: str | None
    role: str | None
    identity: Identity


def describe(reading: Reading, span: TokenSpan, nearby: str = "") -> SourceDescription:
    """What the phrase at ``span`` names; ``nearby`` is text that may hold an anonymity clause."""
    first, last = span
    while first < last and reading.tags[first] in "D'Q" and reading.words[first] not in _INDEFINITE:
        first += 1
    comma = next((at for at in range(first, last) if reading.words[at] in (",", "(", "—", "–")), last)
    if reading.words[first + 1 : first + 2] == ["of"] and reading.tags[comma - 1] == "R" and comma + 1 < last:
        return describe(reading, (comma + 1, last), nearby)  # "one of them, a teacher"
    if reading.words[first] in words_of("grammar", "quantities") and reading.words[first + 1] == "of":
        whole = describe(reading, (first + 2, last), nearby) if first + 2 < comma else None
        if whole is not None and whole.name is None:  # "one of the survivors"
            alone = reading.words[first] == "one" and whole.identity == "collective"
            return replace(whole, identity="anonymous") if alone else whole
    comma = _before_participle(reading, first, _first_of_two(reading, first, comma))
    words = reading.words[first:comma]
    agent = _agent_of_artefact(reading, first, comma)
    if agent is not None:
        return describe(reading, agent, nearby)
    name = personal_name(reading, first, comma) or name_in_apposition(reading, comma, last)
    all_words = reading.words[first:last]
    roles = [word for word in all_words if word.isalpha() or "-" in word or "." in word]
    anonymous = is_anonymous(reading, span, nearby)
    state = reading.actors.actor_of(reading.span(first, last).text) if name == (first, last) else None
    if name is not None and state is not None and state.kind == "state":
        return SourceDescription("institution", reading.span(*name).text, None, "named")
    if name is not None:
        return _named(reading, (first, last), name, roles, anonymous)
    group = _of_armed_group(reading, first, comma)
    if group is None and _is_place_alone(reading, first, comma) and _explained(reading, comma, last):
        return _named(reading, (first, last), (first, comma), roles, anonymous)  # "Salem, a shopkeeper"
    if group is None and _is_place_alone(reading, first, comma):
        return SourceDescription("institution", reading.span(first, comma).text, None, "named")
    kind = group or _kind_by_head(reading, first, comma, words, roles)
    indefinite = reading.words[span[0]] in _INDEFINITE or reading.words[first : first + 1] == ["a"]
    if kind is None:
        actor = reading.actors.actor_of(reading.span(first, comma).text) if comma > first else None
        if actor is not None:
            kind = "armed_group" if actor.kind == "armed_group" else "institution"
    head = words[: next((at for at, word in enumerate(words) if at and word in ("of", "for")), len(words))]
    office = _has(words, "office", "ranks") and not _has([*words[-1:], *head[-1:]], "institution")
    local = kind == "resident_witness" and _has(head[-1:], "office", "ranks")  # "the local governor"
    if (office and local) or (
        office and kind in (None, "institution", "armed_group", "anonymous_official", "monitor")
    ):
        singular = not head[-1].endswith("s") if head else True  # "the mayor of Mirebalais" is one
        kind = (
            "anonymous_official"
            if indefinite or anonymous or not _one_person(words) or not singular
            else "named_official"
        )
    if kind is None and comma + 2 < last and reading.words[comma] == ",":
        kind = describe(reading, (comma + 1, last), nearby).kind  # "MONUSCO, the UN mission"
    if kind is None:
        kind = "other_unnamed"
    if anonymous:
        kind = _made_anonymous(kind)
    return SourceDescription(
        kind,
        _org_name(reading, first, comma, kind),
        _role_text(reading, first, comma, kind),
        _identity(kind, words, anonymous),
    )


def _before_participle(reading: Reading, first: int, last: int) -> int:
    """Where a phrase ends that a participle explains: "images | released by Maxar"."""
    for at in range(first + 1, last - 1):
        if reading.tags[at] == "E" and reading.words[at + 1] in ("by", "in", "from", "at", "on"):
            return at if reading.tags[at - 1] in "NM" else last
    return last


def _first_of_two(reading: Reading, first: int, last: int) -> int:
    """Where the first of two sources ends: "three security sources | and two residents"."""
    for at in range(first + 1, last - 1):
        if reading.words[at] != "and" or not is_source_word(reading.words[at - 1]):
            continue
        behind = reading.words[at + 1]
        if reading.tags[at + 1] in "D#" or behind in lexicon("times")["numbers"]:
            return at
    return last


def _agent_of_artefact(reading: Reading, first: int, last: int) -> TokenSpan | None:
    """ "a statement from the presidency", "the ministry's statement": whoever put it out speaks."""
    for at in range(first, last):
        if reading.words[at] not in words_of("sources", "artefacts"):
            continue
        if at + 2 < last and reading.words[at + 1] in ("from", "by", "of"):
            return at + 2, last
        if at - 2 >= first and reading.tags[at - 1] == "'":
            return first, at - 1
    return None


def _named(
    reading: Reading, span: TokenSpan, name: TokenSpan, roles: Iterable[str], anonymous: bool
) -> SourceDescription:
    named = {reading.words[at] for at in range(*name)}
    said = [word for word in roles if word not in named]
    text = reading.span(*name).text
    if "military" in said and {"observer", "blogger"} & set(said):
        kind: SourceKind = "expert"
    elif _has(said, "resident_witness") and not _has(said, "office", "official"):
        kind = "resident_witness"
    elif _has(said, "ranks", "office", "official"):
        kind = "combatant" if _is_field_commander(said) else "named_official"
    else:
        kind = "other_named"
        for key, candidate in KINDS:
            if _has(said, key):
                kind = "named_official" if candidate in ("institution", "anonymous_official") else candidate
                break
        if candidate_is_unnamed(kind):
            kind = "other_named"
    role = _role_around(reading, span, name)
    return SourceDescription(kind, text, role, "named")


def candidate_is_unnamed(kind: SourceKind) -> bool:
    """Kinds that a named person can't be."""
    return kind in ("other_unnamed", "document")


def _is_field_commander(words: Iterable[str]) -> bool:
    said = set(words)
    return "commander" in said and not said & {"chief", "supreme", "general", "army", "forces", "minister"}


def _has(words: Iterable[str], *keys: str) -> bool:
    return any(is_kind_word(word, key) for word in words for key in keys)


def _one_person(words: Iterable[str]) -> bool:
    """Whether an office is held by one person: "the mayor", but not "the commissioners"."""
    return any(word in words_of("sources", "office") for word in words)


def _explained(reading: Reading, comma: int, last: int) -> bool:
    """Whether an apposition says what somebody is: ", a shopkeeper"."""
    keys = ("office", "ranks", "official", "resident_witness", "combatant", "expert")
    return comma + 1 < last and _has(reading.words[comma + 1 : last], *keys)


def _is_place_alone(reading: Reading, first: int, last: int) -> bool:
    return last > first and all(
        reading.toponym_of[at] >= 0 or reading.words[at] in ("and", "the") for at in range(first, last)
    )


def _kind_by_head(
    reading: Reading, first: int, last: int, words: Iterable[str], roles: Iterable[str]
) -> SourceKind | None:
    """The list that the head noun is in, else any word of the phrase."""
    head = first
    while (
        head + 1 < last and reading.tags[head + 1] != "P" and reading.tags[head + 1 : head + 3] != ["G", "P"]
    ):
        head += 1  # "a commander | fighting near X"
    if head > first and head + 1 < last and reading.tags[head] == "E":
        head -= 1  # "a report seen by reporters" is a report
    if head < last and reading.words[head] in words_of("sources", "social_post"):
        return "social_post"
    if "international" in words and head < last and reading.words[head] in ("organization", "organisation"):
        return "monitor"  # a body of many states, as those for migration and health are
    if (
        head < last
        and reading.words[head] in ("workers", "worker", "groups", "group", "agency", "agencies")
        and _AID & set(words)
    ):
        return "monitor"
    if head < last and reading.words[head] in ("agency", "agencies") and "news" in words:
        return "media_outlet"
    if head < last and reading.words[head] in ("group", "groups") and _FIGHTING & set(words):
        return "armed_group"
    if {"people", "person", "persons"} & set(words) and _INSIDE & set(roles):
        return "other_unnamed"
    if head < last and reading.words[head] in ("source", "sources") and _OFFICIAL_SOURCES & set(words):
        return "anonymous_official"
    if (
        {"un", "u.n.", "nations"} & set(words)
        and head < last
        and is_kind_word(reading.words[head], "institution")
    ):
        return "monitor"
    if "military" in words and {"observer", "observers", "blogger", "bloggers"} & set(words):
        return "expert"
    for word in (reading.words[head],) if head < last else ():
        for key, kind in KINDS:
            if is_kind_word(word, key):
                return kind
    candidates = list(words)
    if "rights" in candidates or "observatory" in candidates:
        return "monitor"
    for key, kind in (
        ("media_outlet", "media_outlet"),
        ("institution", "institution"),
        ("monitor", "monitor"),
    ):
        if _has(candidates, key):
            return kind
    for key, kind in KINDS:
        if _has(candidates, key):
            return kind
    return None


def _of_armed_group(reading: Reading, first: int, last: int) -> SourceKind | None:
    """A group of the actor table by its own name: "the Rapid Support Forces"."""
    if first >= last or _has(reading.words[first:last], "official", "office", "resident_witness"):
        return None
    if not _GOVERNING.isdisjoint(reading.words[first:last]):
        return None  # "the Houthi-run health ministry"
    actor = reading.actors.actor_of(reading.span(first, last).text)
    if actor is not None:
        return "armed_group" if actor.kind == "armed_group" else None
    words = set(reading.words[first:last])
    rebels = words & _REBEL_NAMES and words & {"army", "front", "forces", "movement"}
    return "armed_group" if rebels and reading.tags[last - 1] == "M" else None


def is_anonymous(reading: Reading, span: TokenSpan, nearby: str = "") -> bool:
    """Whether the phrase or the text near it says that the source is not named."""
    if not words_of("sources", "anonymity").isdisjoint(reading.words[span[0] : span[1]]):
        return True
    text = nearby.lower()
    return any(phrase in text for phrase in lexicon("sources")["anonymity_phrases"])


def _made_anonymous(kind: SourceKind) -> SourceKind:
    if kind in ("named_official", "institution", "anonymous_official"):
        return "anonymous_official"
    return (
        kind
        if kind in ("resident_witness", "combatant", "armed_group", "expert", "document")
        else "other_unnamed"
    )


def _identity(kind: SourceKind, words: Iterable[str], anonymous: bool) -> Identity:
    listed = list(words)
    if kind in ("document", "unspecified", "publisher"):
        return "none"
    if kind == "named_official":
        return "office"
    if anonymous or kind in ("anonymous_official", "other_unnamed"):
        plural = bool(listed) and listed[-1].endswith("s") and not anonymous
        return "collective" if plural and kind != "anonymous_official" else "anonymous"
    if kind in ("institution", "armed_group", "monitor", "media_outlet"):
        return "collective"
    return (
        "collective"
        if listed and listed[-1].endswith(("s", "people", "men", "women", "children"))
        else "anonymous"
    )


def _org_name(reading: Reading, first: int, last: int, kind: SourceKind) -> str | None:
    """The name of an organization: its capitalised words, where it has any."""
    if kind not in ("institution", "armed_group", "media_outlet", "monitor") or first >= last:
        return None
    where = next((at for at in range(first + 1, last) if reading.words[at] in ("at", "in", "near")), last)
    named = any(reading.tags[at] == "M" for at in range(first, where))
    return reading.span(first, where).text if named and (where == last or where > first + 1) else None


def _role_text(reading: Reading, first: int, last: int, kind: SourceKind) -> str | None:
    if kind in ("document", "institution", "armed_group", "media_outlet") or first >= last:
        return None
    while first < last and reading.words[first] in ("a", "an", "the", "one"):
        first += 1
    return reading.span(first, last).text if first < last else None


def _role_around(reading: Reading, span: TokenSpan, name: TokenSpan) -> str | None:
    """What stands before the name, or behind it between commas."""
    first, last = span
    while first < name[0] and reading.words[first] in ("the", "a", "an"):
        first += 1
    if name[0] > first:
        stop = name[0]
        while stop > first and reading.words[stop - 1] in (",", "."):
            stop -= 1
        if stop > first:
            return reading.document.text[
                reading.tokens[first].start : reading.tokens[name[0] - 1].end
            ].rstrip(" ,")
    after = name[1]
    if after < last and reading.words[after] in (",", "("):
        text = reading.cut(reading.tokens[after].end, reading.tokens[last - 1].end).text.strip(" ,)")
        return text or None
    return None
