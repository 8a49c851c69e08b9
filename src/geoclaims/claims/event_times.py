"""Which expression of time belongs to the event, and which to the saying of it."""

import re
from dataclasses import replace
from datetime import date

from geoclaims.claims.clauses import clause_bounds
from geoclaims.claims.grammar import lexicon, words_of
from geoclaims.claims.phrases import verb_group_start
from geoclaims.claims.surroundings import Surroundings
from geoclaims.claims.times import (
    TimeExpression,
    ahead,
    find_times,
    published_range,
    toward_future,
)
from geoclaims.claims.voice_index import Voices
from geoclaims.model import TimeRange
from geoclaims.vocabulary import Realis

_REACH = 12
_BESIDE = 4
"""Characters between a place and its own time: " in ", " on "."""
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_AHEAD: tuple[Realis, ...] = ("planned", "possible", "hypothetical")


def event_time(
    around: Surroundings, voices: Voices, realis: Realis, place_end: int | None = None
) -> TimeRange:
    """When the event is said to have happened, or is to.

    ``place_end`` is the offset behind one of several places: "X in January and Y in February".
    """
    published = around.reading.document.published
    inside, _ = _split(around, voices)
    inside = [one for one in inside if not _belongs_elsewhere(around, one)]
    remembered = _of_its_year(around) or _anniversary(around)
    if remembered is not None and realis not in _AHEAD:
        return remembered
    if not inside:
        return ahead(published) if realis in _AHEAD and not _past(around) else published_range(published)
    beside = [one for one in inside if place_end is not None and 0 <= one.start - place_end <= _BESIDE]
    chosen = beside[0] if beside else _nearest(around, inside)
    if realis in _AHEAD:
        return toward_future(chosen.range, published)
    if chosen.range.start == published and chosen.range.end is None and published is not None:
        return replace(chosen.range, start=None, end=published)  # "resumed within hours": of what is past
    return chosen.range


def _of_its_year(around: Surroundings) -> TimeRange | None:
    """ "remember the 1982 massacre": the year that stands right before a noun is its own."""
    reading, at = around.reading, around.trigger.first - 1
    if around.trigger.verbal or at < 0 or not re.fullmatch(r"(19|20)\d\d", reading.words[at]):
        return None
    year = int(reading.words[at])
    return TimeRange(date(year, 1, 1), date(year, 12, 31), "year", reading.words[at], "expression")


def _belongs_elsewhere(around: Surroundings, expression: TimeExpression) -> bool:
    """ "one of the worst assaults this year", "a train that militants hijacked a day earlier"."""
    reading, first = around.reading, around.reading.first_token_at(expression.start)
    if "this" in reading.words[first : first + 1]:
        ranked = reading.words[max(around.sentence.first, first - _REACH) : first]
        if any(
            word in words_of("times", "superlatives") or (word.endswith("iest") and len(word) > 6)
            for word in ranked
        ):
            return True
    if around.clause[0] <= first < around.clause[1] or first < around.trigger.first:
        return False
    opener = clause_bounds(reading, first, around.sentence.first, around.sentence.last)[0]
    return opener > around.trigger.first and reading.tags[opener] == "W"


def _past(around: Surroundings) -> bool:
    """ "It is unclear whether troops have taken X", "may have fallen": open, but of what was."""
    reading, trigger = around.reading, around.trigger
    if not trigger.verbal or reading.tags[trigger.first] != "E":
        return False
    group = reading.words[verb_group_start(reading, trigger.first, around.clause[0]) : trigger.first]
    return not words_of("grammar", "forms_of_have").isdisjoint(group)


def _anniversary(around: Surroundings) -> TimeRange | None:
    """ "Two years after X fell", "the third anniversary of the fall of X": the year it was."""
    reading, sentence = around.reading, around.sentence
    published = reading.document.published
    if published is None:
        return None
    words = reading.words
    for at in range(around.trigger.first - 1, max(sentence.first, around.trigger.first - _REACH), -1):
        if words[at] in (",", ";"):
            return None
        counted = words[at] == "after" and words[at - 1] in ("years", "year")
        if not counted and words[at] != "anniversary":
            continue
        first = at - 2 if counted else at - 1
        if first < sentence.first or not (counted or words[at + 1] in ("of", "since")):
            return None
        years = _years(words[first])
        text = reading.span(first if years else first + 1, at + 1).text
        if years is None or not 0 < years < published.year:
            return TimeRange(None, published, "unknown", text, "expression")
        year = published.year - years
        return TimeRange(date(year, 1, 1), date(year, 12, 31), "year", text, "expression")
    return None


def _years(word: str) -> int | None:
    digits = re.match(r"\d+", word)
    if digits is not None and len(word) < 5:
        return int(digits[0])
    if word in _ORDINALS:
        return _ORDINALS.index(word) + 1
    number = lexicon("times")["numbers"].get(word)
    return int(number) if number is not None else None


def said_at(around: Surroundings, voices: Voices) -> TimeRange | None:
    """When the source said it, or None where the words don't tell."""
    _, outside = _split(around, voices)
    if voices.vouching is None or not outside:
        return None
    return outside[-1].range


def _split(around: Surroundings, voices: Voices) -> tuple[list[TimeExpression], list[TimeExpression]]:
    """The sentence's expressions inside what is said, and those beside the cue."""
    reading, sentence = around.reading, around.sentence
    found = find_times(reading.document.text, sentence.start, sentence.end, reading.document.published)
    voice = voices.vouching
    if voice is None or voice.inferred is not None or voice.form in ("unspecified", "noun", "responsibility"):
        return found, []
    inside = [expression for expression in found if voice.covers(expression.start)]
    outside = [expression for expression in found if not voice.covers(expression.start)]
    if voice.entry.stance in ("orders", "threatens"):
        return inside, outside
    return inside, outside


def _nearest(around: Surroundings, found: list[TimeExpression]) -> TimeExpression:
    """The expression of the clause nearest the trigger, else of the sentence."""
    reading = around.reading
    first, last = around.clause
    start, end = reading.tokens[first].start, reading.tokens[last - 1].end
    trigger = reading.tokens[around.trigger.first].start
    in_clause = [expression for expression in found if start <= expression.start < end]
    return min(in_clause or found, key=lambda expression: abs(expression.start - trigger))
