"""Claims said to be false: "reports that X fell are fake", "it is not true that …"."""

from collections.abc import Sequence

from geoclaims.claims.grammar import words_of
from geoclaims.claims.reading import Reading
from geoclaims.claims.triggers import Trigger
from geoclaims.language.annotation import Sentence

_REACH = 14


def called_false(reading: Reading, sentence: Sentence, trigger: Trigger) -> int | None:
    """The token that calls what the trigger tells of false, or None.

    The word stands over a report or a clause that holds the trigger; a report called false
    beside another statement is no word on that statement.
    """
    false = [at for at in range(sentence.first, sentence.last) if _is_false(reading, at)]
    for at in false:
        if at < trigger.first:
            if _opens_over(reading, at, trigger.first):
                return at
        elif _closes_over(reading, sentence, at, trigger):
            return at
    return None


def says_false(words: Sequence[str]) -> bool:
    """Whether a word of a phrase calls something false."""
    return any(word in words_of("modality", "false_words") for word in words)


def _is_false(reading: Reading, at: int) -> bool:
    word = reading.words[at]
    if word in ("true", "so"):
        before = reading.words[max(0, at - 2) : at]
        return word == "true" and not words_of("grammar", "negations").isdisjoint(before)
    return word in words_of("modality", "false_words")


def _opens_over(reading: Reading, at: int, trigger: int) -> bool:
    """ "it is not true that", "false reports of", "dismissed as lies reports that"."""
    words = reading.words
    behind = at + 1
    while behind < trigger and (reading.tags[behind] in "DB" or _names_report(words[behind])):
        behind += 1
    if behind > trigger or words[behind] not in ("that", "of", "about"):
        return False
    return not any(word in (";", ".") for word in words[behind:trigger])


def _closes_over(reading: Reading, sentence: Sentence, at: int, trigger: Trigger) -> bool:
    """ "reports that X fell are false", "called reports of the fall of X a lie"."""
    words, tags = reading.words, reading.tags
    opener = None
    for before in range(trigger.first - 1, max(sentence.first, trigger.first - _REACH) - 1, -1):
        if words[before] in (";", ","):
            break
        if _names_report(words[before]) and words[before + 1] in ("that", "of", "about", "on"):
            opener = before
            break
    if opener is None:
        return False
    between = range(trigger.last, at)
    if any(words[i] in (";", ".", ",") for i in between):
        return False
    copulas = [i for i in between if tags[i] == "A" and words[i] in words_of("grammar", "forms_of_be")]
    if copulas and all(tags[i] in "DBA" for i in range(copulas[-1] + 1, at)):
        return True
    previous = at - 1
    while previous > trigger.first and (tags[previous] == "D" or words[previous] == "as"):
        previous -= 1
    return previous < at - 1 and _judged(reading, sentence, opener)


def _judged(reading: Reading, sentence: Sentence, report: int) -> bool:
    """A verb that judges stands right before the report: "called (the) reports …"."""
    at = report - 1
    while at >= sentence.first and reading.tags[at] in "DNM'":
        at -= 1
    return at >= sentence.first and reading.words[at] in words_of("modality", "judging")


def _names_report(word: str) -> bool:
    return word in words_of("modality", "report_words")
