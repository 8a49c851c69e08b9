"""What the outlet itself says of a claim it passes on: "could not be verified", "without evidence"."""

from functools import cache
from typing import cast

from geoclaims.claims.grammar import lexicon
from geoclaims.language.annotation import Annotation, Sentence
from geoclaims.model import PublisherStance
from geoclaims.vocabulary import PublisherStanceValue

NEUTRAL = PublisherStance()
_OPENING = 60
"""Characters into its sentence within which a phrase speaks of the sentence before."""
_SENTENCES_ON = 2
_OPENINGS = (
    "the claim",
    "the report",
    "it ",
    "that ",
    "this ",
    "neither ",
    "these ",
    "those ",
    "there ",
    "his ",
    "her ",
    "their ",
)


@cache
def _phrases() -> tuple[tuple[str, PublisherStanceValue], ...]:
    return tuple(
        (phrase, cast(PublisherStanceValue, value))
        for value, phrases in lexicon("modality")["publisher_stance"].items()
        for phrase in phrases
    )


def stance_in(annotation: Annotation, sentence: Sentence) -> PublisherStance | None:
    """The first phrase in a sentence by which the outlet takes a stand, or None."""
    low = annotation.text[sentence.start : sentence.end].lower()
    if len(low) != sentence.end - sentence.start:
        return None  # lower case changed the length: offsets would not hold
    for phrase, value in _phrases():
        at = low.find(phrase)
        if at >= 0:
            start = sentence.start + at
            end = start + len(phrase)
            return PublisherStance(value, annotation.text[start:end], start, end)
    return None


def publisher_stances(annotation: Annotation) -> dict[int, PublisherStance]:
    """Sentence index to the stand that sentence takes, for the few that take one."""
    low = annotation.text.lower()
    if not any(phrase in low for phrase, _ in _phrases()):
        return {}
    found = {}
    for index, sentence in enumerate(annotation.sentences):
        stance = stance_in(annotation, sentence)
        if stance is not None:
            found[index] = stance
    return found


def stance_on(annotation: Annotation, stances: dict[int, PublisherStance], sentence: int) -> PublisherStance:
    """What the outlet says of a claim in one sentence: there, or right after in the same breath."""
    if sentence in stances:
        return stances[sentence]
    here = annotation.sentences[sentence]
    for on in range(1, _SENTENCES_ON + 1):
        later = stances.get(sentence + on)
        if later is None:
            continue
        there = annotation.sentences[sentence + on]
        ahead = (later.start or there.start) - there.start
        if later.value == "doubts" and (on > 1 or ahead > 0):  # "That is a lie."
            continue
        if later.value == "endorses" or ahead > _OPENING:
            continue  # said at the end of a sentence that has a claim of its own
        if there.paragraph - here.paragraph <= (1 if on == 1 else 0):
            return later
    return NEUTRAL
