"""The sentence and the clause that one trigger stands in."""

from collections.abc import Sequence
from dataclasses import dataclass

from geoclaims.claims.clauses import clause_bounds
from geoclaims.claims.compounds import words_meant
from geoclaims.claims.reading import Reading
from geoclaims.claims.triggers import Trigger, context
from geoclaims.language.annotation import Sentence

_REACH_OBJECT = 9
_REACH_SUBJECT = 10


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The sentence and clause of one trigger, with their words."""

    reading: Reading
    trigger: Trigger
    sentence: Sentence
    clause: tuple[int, int]
    clause_words: frozenset[str]
    sentence_words: frozenset[str]

    def clause_has(self, *names: str) -> bool:
        return any(not context(name).isdisjoint(self.clause_words) for name in names)

    def sentence_has(self, *names: str) -> bool:
        return any(not context(name).isdisjoint(self.sentence_words) for name in names)

    def after(self, reach: int = _REACH_OBJECT) -> Sequence[str]:
        """The words of the clause behind the trigger."""
        return self.reading.words[self.trigger.last : min(self.clause[1], self.trigger.last + reach)]

    def before(self, reach: int = _REACH_SUBJECT) -> Sequence[str]:
        """The words of the clause before the trigger."""
        return self.reading.words[max(self.clause[0], self.trigger.first - reach) : self.trigger.first]

    def passive(self) -> bool:
        """Whether the trigger is a participle with a form of be, or without any auxiliary and object."""
        return is_passive(self.reading, self.trigger.first)


def is_passive(reading: Reading, verb: int) -> bool:
    """Whether the verb is a passive participle: "was captured", "captured by"."""
    if reading.tags[verb] != "E":
        return False
    at = verb - 1
    if at >= 0 and reading.words[at] == "as":
        return True
    while at >= 0 and (
        reading.tags[at] in "BA"
        or reading.words[at] in ("independently", "reported")
        or (reading.tags[at] == "Q" and reading.quote_of[at] < 0)  # 'had been "legally" taken'
    ):
        if reading.words[at] in (
            "is",
            "are",
            "was",
            "were",
            "be",
            "been",
            "being",
            "'s",
            "'re",
            "isn't",
            "wasn't",
            "weren't",
            "aren't",
            "reported",
        ):
            return True
        at -= 1
    following = reading.words[verb + 1 : verb + 3]
    return following[:1] == ["by"] and following[1:] not in (["phone"], ["telephone"], ["email"], ["text"])


def surroundings(reading: Reading, trigger: Trigger, sentence: Sentence) -> Surroundings:
    """What stands around one trigger."""
    clause = clause_bounds(reading, trigger.first, sentence.first, sentence.last)
    return Surroundings(
        reading=reading,
        trigger=trigger,
        sentence=sentence,
        clause=clause,
        clause_words=words_meant(reading, *clause),
        sentence_words=words_meant(reading, sentence.first, sentence.last),
    )
