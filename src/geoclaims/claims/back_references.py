"""Places named before that a clause goes back to: "there", "the town"."""

from collections.abc import Collection

from geoclaims.claims.clauses import clause_bounds
from geoclaims.claims.grammar import words_of
from geoclaims.claims.place_runs import PlaceRun, place_runs, usable_toponyms
from geoclaims.claims.reading import Reading
from geoclaims.claims.surroundings import Surroundings
from geoclaims.claims.triggers import context

_PARAGRAPHS_BACK = 1


def previous_place(
    reading: Reading, before: int, excluded: Collection[tuple[int, int]], floor: int
) -> list[PlaceRun]:
    """The last usable place before a token: what "there" or "the town" goes back to."""
    for at in range(before - 1, max(floor, before - 120) - 1, -1):
        if reading.toponym_of[at] >= 0:
            sentence = reading.sentence_of(at)
            if sentence is None:
                continue
            runs = place_runs(
                reading,
                usable_toponyms(reading, sentence.first, min(sentence.last, before), excluded),
                sentence.first,
            )
            placed = [run for run in runs if run.preposition in words_of("grammar", "locative")] or runs
            if placed:
                return [] if _another_between(reading, placed[-1].last, before) else placed[-1:]
    return []


def _another_between(reading: Reading, first: int, last: int) -> bool:
    """Whether another place stands between a place of an earlier paragraph and "the town"."""
    earlier, here = reading.sentence_of(first - 1), reading.sentence_of(last)
    if earlier is None or here is None or earlier.paragraph == here.paragraph:
        return False
    for at in range(first, last):
        place, name = reading.toponym_of[at], reading.name_of[at]
        if place >= 0 and reading.toponyms[place].use == "literal":
            return True
        if place < 0 and name >= 0 and reading.annotation.names[name].label == "LOC":
            return True
    return here.paragraph - earlier.paragraph > _PARAGRAPHS_BACK


def refers_back(around: Surroundings) -> bool:
    """Whether the clause says "there" or "the town" of a place named before."""
    if says_there(around):
        return True
    words = around.reading.words
    first, last = _own_clause(around)
    for at in range(first, last):
        if words[at] in context("localities") and at > first and words[at - 1] in ("the", "that", "this"):
            return not (at + 1 < last and words[at + 1] == "of")
    return False


def says_there(around: Surroundings) -> bool:
    """Whether the clause says "there" of a place, and not "there was"."""
    words, tags = around.reading.words, around.reading.tags
    first, last = _own_clause(around)
    return any(
        words[at] == "there" and (at + 1 >= last - 1 or tags[at + 1] not in "AV" or tags[at - 1] in "NM")
        for at in range(first, last)
    )


def _own_clause(around: Surroundings) -> tuple[int, int]:
    sentence = around.sentence
    return clause_bounds(around.reading, around.trigger.first, sentence.first, sentence.last)
