"""The words that name events, by the lexicon of triggers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from geoclaims.claims.grammar import forms, lexicon, listed
from geoclaims.claims.reading import Reading
from geoclaims.model import Span

_LARGEST_GAP = 4
_NOBODY = frozenset(
    ("blast", "bombing", "strike", "air_drone_strike", "shelling_missile", "ground_explosive", "clash")
)
_MOST_ADVERBS = 2
_NEGATIVE = frozenset(("not", "never", "no", "nearly", "almost", "hardly"))
_FORMS_OF_BE = frozenset(("is", "are", "was", "were", "be", "been", "being"))
_VERB_TAGS = "VIEG"


@dataclass(frozen=True, slots=True)
class Entry:
    """One group of the lexicon: what its words say, and what must stand around them."""

    kind: str
    type: str
    subtype: str | None
    frame: bool
    needs: str | None
    passive: bool


@dataclass(frozen=True, slots=True)
class Trigger:
    """An event word in the text: tokens ``first`` up to ``last``, its base form and entry.

    ``head`` is the token whose grammar decides (the verb of "take … control").
    """

    first: int
    last: int
    lemma: str
    entry: Entry

    @property
    def head(self) -> int:
        return self.first

    @property
    def verbal(self) -> bool:
        return self.entry.kind != "noun"


_Parts = tuple[frozenset[str] | None, ...]
"""The words of a pattern in order, each one of several; None is a gap."""


@dataclass(frozen=True, slots=True)
class _Pattern:
    parts: _Parts  # None is a gap
    lemma: str
    entry: Entry


def find_triggers(reading: Reading) -> list[Trigger]:
    """All trigger words in text order, none overlapping; idioms win over single words.

    What a word needs around it is not checked here (see ``requirements``).
    """
    table = _table()
    found: list[Trigger] = []
    taken = -1
    words, tags = reading.words, reading.tags
    for index, word in enumerate(words):
        patterns = table.get(word)
        if patterns is None or index < taken:
            continue
        best: Trigger | None = None
        for pattern in patterns:
            last = _match(words, tags, index, pattern)
            if last is not None and (
                best is None or _rank(pattern.entry, last) > _rank(best.entry, best.last)
            ):
                best = Trigger(index, last, pattern.lemma, pattern.entry)
        if best is not None:
            found.append(best)
            if best.entry.kind == "idiom" or best.last - best.first > 1:
                taken = best.last
    return found


def is_trigger_word(word: str) -> bool:
    """Whether a word alone can name an event: any noun of the lexicon, and verbs that need no other word."""
    return any(
        len(pattern.parts) == 1 and (pattern.entry.kind == "noun" or pattern.entry.needs is None)
        for pattern in _table().get(word, ())
    )


def is_event_noun(word: str) -> bool:
    """Whether a noun names what happened and nobody who could speak: "explosions", "shelling"."""
    return any(
        len(pattern.parts) == 1 and pattern.entry.kind == "noun" and pattern.entry.type in _NOBODY
        for pattern in _table().get(word, ())
    )


def alternatives(reading: Reading, trigger: Trigger) -> list[Trigger]:
    """Other readings of the same word, in the order of the lexicon ("seize weapons")."""
    found = []
    for pattern in _table().get(reading.words[trigger.first], ()):
        last = _match(reading.words, reading.tags, trigger.first, pattern)
        if last is not None and pattern.entry is not trigger.entry:
            found.append(Trigger(trigger.first, last, pattern.lemma, pattern.entry))
    return found


def _rank(entry: Entry, last: int) -> tuple[bool, int]:
    return entry.kind == "idiom", last


def _match(words: Sequence[str], tags: Sequence[str], index: int, pattern: _Pattern) -> int | None:
    kind, tag = pattern.entry.kind, tags[index]
    if kind == "verb":
        if tag not in _VERB_TAGS:
            return None
    elif kind == "noun" and tag not in "NM":
        return None
    at = index + 1
    gap = False
    for part in pattern.parts[1:]:
        if part is None:
            gap = True
            continue
        if kind == "idiom" and not gap:
            at = _past_adverbs(words, tags, at, part)
        stop = min(len(words), at + (_LARGEST_GAP + 1 if gap else 1))
        while at < stop and words[at] not in part:
            if tags[at] == ".":
                return None
            at += 1
        if at >= stop:
            return None
        at += 1
        gap = False
    return at


def _past_adverbs(words: Sequence[str], tags: Sequence[str], at: int, part: frozenset[str]) -> int:
    """Past what may stand between the words of an idiom: "is | now fully | under Russian control"."""
    stop = min(len(words), at + _MOST_ADVERBS)
    while at < stop and tags[at] == "B" and words[at] not in part and words[at] not in _NEGATIVE:
        at += 1
    return at


@cache
def _table() -> dict[str, list[_Pattern]]:
    """The first word of every pattern to the patterns, in the order of the lexicon."""
    data = lexicon("triggers")
    table: dict[str, list[_Pattern]] = {}
    for kind, key, field in (
        ("idiom", "idiom", "patterns"),
        ("verb", "verb", "verbs"),
        ("noun", "noun", "nouns"),
    ):
        for group in data[key]:
            entry = Entry(
                kind=kind,
                type=group["type"],
                subtype=group.get("subtype"),
                frame=group.get("frame", False),
                needs=group.get("needs"),
                passive=group.get("passive", False),
            )
            written = group[field] if kind == "idiom" else listed(group[field])
            for text in written:
                for first, parts in _compiled(kind, text):
                    table.setdefault(first, []).append(_Pattern(parts, text, entry))
    return table


def _compiled(kind: str, text: str) -> list[tuple[str, _Parts]]:
    match kind:
        case "verb":
            head, *rest = text.split()
            tail = tuple(frozenset((word,)) for word in rest)
            return [
                _hyphenated(form, tail) if "-" in form else (form, (frozenset((form,)), *tail))
                for form in forms(head)
            ]
        case "noun":
            *rest, head = text.replace("-", " - ").split()
            found: list[tuple[str, _Parts]] = []
            for form in (head, plural(head)):
                first, *more = [*rest, form]
                found.append((first, tuple(frozenset((word,)) for word in (first, *more))))
            return found
        case _:
            parts = [_alternatives(part) for part in re.findall(r"\([^)]*\)|\S+", text)]
            head_forms = frozenset(form for word in parts[0] or () for form in _all_forms(word))
            rest_parts = tuple(parts[1:])
            return [(form, (head_forms, *rest_parts)) for form in head_forms]


def _hyphenated(form: str, tail: tuple[frozenset[str], ...]) -> tuple[str, _Parts]:
    pieces = form.replace("-", " - ").split()
    return pieces[0], (*(frozenset((piece,)) for piece in pieces), *tail)


def _alternatives(part: str) -> frozenset[str] | None:
    if part == "_":
        return None
    return frozenset(part.strip("()").split("|"))


def _all_forms(word: str) -> frozenset[str]:
    if word == "be":
        return _FORMS_OF_BE
    return frozenset((word, *forms(word))) if word.isalpha() else frozenset((word,))


def plural(noun: str) -> str:
    """The regular plural of a noun."""
    if noun.endswith(("s", "sh", "ch", "x", "z")):
        return noun + "es"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


@cache
def _loaded() -> tuple[frozenset[str], frozenset[str]]:
    data = lexicon("triggers")["loaded"]
    return frozenset(listed(data["triggers"].replace("\n", " "))), frozenset(data["modifiers"].split())


def framing(reading: Reading, trigger: Trigger) -> Span | None:
    """The wording of a trigger that takes sides, with a loaded word right before it; None for plain words."""
    triggers, modifiers = _loaded()
    words, first = reading.words, trigger.first
    while first > 0:
        if words[first - 1] in modifiers:
            first -= 1
        elif first > 2 and words[first - 2] == "-" and "-".join(words[first - 3 : first : 2]) in modifiers:
            first -= 3  # "pre-emptive" is three tokens
        else:
            break
    if first == trigger.first and not (trigger.entry.frame or trigger.lemma in triggers):
        return None
    return reading.span(first, trigger.last)


@cache
def context(name: str) -> frozenset[str]:
    """One word list of ``[context]`` or ``[guards]`` in the lexicon of triggers."""
    data = lexicon("triggers")
    return frozenset((data["context"].get(name) or data["guards"][name]).split())
