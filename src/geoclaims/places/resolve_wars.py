"""Where wars are: of namesakes that lie there is meant, likelier, whose name is fought over in the text."""

from geoclaims.language import Annotation
from geoclaims.places.protocols import Mention
from geoclaims.places.recognize_contested import is_act, is_conquered, is_held
from geoclaims.places.recognize_words import war_words
from geoclaims.places.resolve_candidates import Group, add_reason, withheld_weight
from geoclaims.places.resolve_context import Context
from geoclaims.places.resolve_words import resolution_words

WAR_WEIGHT = 2.5
"""Lets a town of 50,000 outweigh a namesake of 400,000 a little, so that the pin stays a doubtful one."""


def war_support(context: Context) -> int:
    """Weigh candidates up that lie in a country with an armed conflict, where the name is fought over."""
    at_war = resolution_words("at_war")
    touched = 0
    for group in context.groups:
        there = [
            c
            for c in group.candidates
            if c.entry.place.country in at_war and c.entry.place.feature in ("city", "village")
        ]
        if not there or not is_fought_over(context, group):
            continue
        for candidate in there:
            candidate.weight += withheld_weight(candidate.entry)
        if len(there) == len(group.candidates):
            continue
        touched += 1
        for candidate in there:
            candidate.weight += WAR_WEIGHT
            add_reason(candidate, "fought over in the text, and in a country of wars")
    return touched


def is_fought_over(context: Context, group: Group) -> bool:
    """Whether the words beside the name say anywhere that it was taken, attacked or is held.

    Not that it was hit, as towns are by storms too, nor whose mayor speaks.
    """
    return any(_is_fought_over(context.annotation, mention) for mention in group.mentions)


def _is_fought_over(annotation: Annotation, mention: Mention) -> bool:
    first, last = annotation.token_at(mention.start), annotation.token_at(mention.end - 1)
    if first is None or last is None:
        return False
    is_act_of_war = is_act(annotation, first) and annotation.word(first - 2) not in war_words("people_of")
    return is_conquered(annotation, first) or is_act_of_war or is_held(annotation, last + 1)
