"""Who a cue verb belongs to: the subject beside it, shared with another verb, or behind a comma."""

from collections.abc import Sequence

from geoclaims.claims.clauses import has_verb
from geoclaims.claims.cues import Attributed, TokenSpan, cue_verbs
from geoclaims.claims.grammar import is_source_word, words_of
from geoclaims.claims.phrases import (
    past_day,
    phrase_after,
    phrase_before,
    verb_group_start,
)
from geoclaims.claims.reading import Reading

_REACH_RELATIVE = 12
_STOPS = frozenset((".", ",", ";", ":", "—", "–", "--", "…", "...", "!", "?", ")"))
_FRONTED = frozenset(("after", "before", "while", "when", "by", "in", "without", "despite"))

Subject = tuple[TokenSpan | None, str | None]


def subject_of(
    reading: Reading, start: int, verb: int, floor: int, earlier: Sequence[Attributed]
) -> Subject | None:
    """The subject of a cue verb and, where it stands elsewhere, the rule that found it."""
    at = past_day(reading, start, floor) - 1
    if at - 2 > floor and reading.words[at] == "online" and reading.tags[at - 1] == "E":
        at -= 2  # "a video | posted online | shows"
    elif start - 1 > at > floor and reading.tags[at] == "E" and reading.tags[at - 1] in "NM":
        at -= 1  # "footage | published on Monday | shows"
    if at < floor:
        return None
    word, tag = reading.words[at], reading.tags[at]
    participle = reading.tags[verb] == "G" and start == verb
    shared = participle or tag == "C" or (reading.tags[verb] == "I" and word == "to")
    if reading.tags[verb] == "I" and start < verb and reading.words[start] == "to":
        shared = True
    if shared:
        if participle and tag in "NM" and word not in ("by", "for"):
            phrase = phrase_before(reading, at, floor)
            if phrase is not None and reading.words[at] != ",":
                return _who_puts_out(reading, phrase, verb, floor)
        for before in reversed(earlier):
            if before.source is not None and floor <= before.cue_token < verb:
                return before.source, "shared subject"
        main = main_subject(reading, floor, verb)
        return (main, "shared subject") if main is not None else None
    phrase = phrase_before(reading, at, floor)
    if phrase is None:  # "an officer who asked not to be named | said"
        head = _head_of_relative(reading, (at + 1, at + 1), floor)
        return (head, None) if head is not None else None
    return _head_of_relative(reading, phrase, floor) or phrase, None


def _who_puts_out(reading: Reading, phrase: TokenSpan, verb: int, floor: int) -> Subject:
    """ "The army issued a statement saying …", "she called a news conference announcing …"."""
    said_in = words_of("sources", "artefacts") | words_of("sources", "occasions")
    shows = any(cue.document for cue in cue_verbs().get(reading.words[verb], ()))
    if not shows and not said_in.isdisjoint(reading.words[slice(*phrase)]):
        before = main_subject(reading, floor, phrase[0])
        if before is not None and before[1] < phrase[0] and has_verb(reading, before[1], phrase[0]):
            return before, "shared subject"
    return phrase, None


def _head_of_relative(reading: Reading, phrase: TokenSpan, floor: int) -> TokenSpan | None:
    """ "An elder who gave his name as Hassan | said": the elder, not the end of the relative clause."""
    for at in range(phrase[0] - 1, max(floor, phrase[0] - _REACH_RELATIVE), -1):
        if reading.words[at] == "who":
            if not has_verb(reading, at + 1, phrase[0]) or not is_source_word(reading.words[at - 1]):
                return None
            return phrase_before(reading, at - 1, floor)
        if reading.words[at] in _STOPS or reading.tags[at] in "SWQ":
            return None
    return None


def main_subject(reading: Reading, floor: int, limit: int) -> TokenSpan | None:
    """The first noun phrase before a finite verb between two tokens."""
    for at in range(floor + 1, limit):
        if reading.tags[at] in "VAE" and reading.words[at - 1] != "-":  # "the UK-based group"
            start = past_day(reading, verb_group_start(reading, at, floor), floor)
            phrase = phrase_before(reading, start - 1, floor)
            if phrase is not None:
                return phrase
    return None


def fronted_subject(
    reading: Reading, verb: int, start: int, floor: int, ceiling: int
) -> tuple[TokenSpan, int] | None:
    """ "Claiming that …, the colonel ordered …": the subject behind the clause, and the comma before it."""
    if reading.tags[verb] != "G" or start > floor + 1 or start != verb:
        return None
    if start == floor + 1 and reading.words[floor] not in _FRONTED:
        return None
    for comma in range(verb + 1, ceiling - 2):
        if reading.words[comma] != "," or reading.quote_of[comma] >= 0:
            continue
        phrase = phrase_after(reading, comma + 1, ceiling)
        if phrase is None:
            continue
        at = phrase[1]
        while at < ceiling and reading.tags[at] == "B":
            at += 1
        if at < ceiling and reading.tags[at] in "VAE":
            return phrase, comma
    return None
