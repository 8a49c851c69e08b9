"""Words around a trigger that show it is meant otherwise: fiction, courts, nature and mishaps, titles, sport.

What holds for one trigger word alone is in ``guards_of_triggers``.
"""

from geoclaims.claims.guards_of_triggers import HARM, guarded
from geoclaims.claims.surroundings import Surroundings
from geoclaims.claims.triggers import context


def said_otherwise(around: Surroundings) -> bool:
    """Words of the law or of politics: an execution by sentence, the fall of a regime, held in prison."""
    return (
        not context("fiction").isdisjoint(around.sentence_words)  # "alien ships bomb X"
        or _is_of_court(around)
        or not context("mock").isdisjoint(around.after(3))  # "stormed a mock village"
        or _without_attacker(around)
        or guarded(around)
        or _is_title(around)
        or _figurative(around)
    )


def _is_of_court(around: Surroundings) -> bool:
    """ "sentenced for stabbing his neighbour"."""
    return (
        around.sentence_has("law")
        and not context("kin").isdisjoint(around.after(4))
        and not around.sentence_has("nonstate", "military_object")
    )


def _without_attacker(around: Surroundings) -> bool:
    """Harm done by nature or in a mishap, where no word of war stands in the sentence."""
    trigger = around.trigger
    of_harm = trigger.entry.type in ("kill", "ruin", "blast", "strike", "displacement", "bomb", "bombard")
    of_harm = of_harm or trigger.lemma == "cut off"
    if not of_harm or around.sentence_has("armed", "air", "missile", "explosive", "weapon"):
        return False
    harmless = context("nature") | context("mishap")
    if around.sentence_words & {"exploded", "explosion", "blast", "fire"}:
        harmless |= context("appliances")
    cause = around.before(40)
    if not harmless.isdisjoint(cause):
        return True  # "floods killed two"
    if not harmless.isdisjoint(around.sentence_words):
        return not (_has_actor(around) or around.sentence_has("of_war"))  # but "a Russian strike in the rain"
    reading, sentence = around.reading, around.sentence
    spans = range(sentence.first, sentence.last - 1)
    return any(
        reading.words[at] == "gas" and reading.words[at + 1] in ("explosion", "blast", "leak") for at in spans
    )


def _has_actor(around: Surroundings) -> bool:
    """Whether a state or a people is named before the trigger, as who acts: "Russia struck"."""
    reading = around.reading
    named = {reading.toponym_of[at] for at in range(around.clause[0], around.trigger.first)} - {-1}
    return any(reading.toponyms[index].use != "literal" for index in named)


def _is_title(around: Surroundings) -> bool:
    """ "an exhibition called “Ceasefire”"."""
    first, last, tags = around.trigger.first, around.trigger.last, around.reading.tags
    quoted = first > 1 and tags[first - 1] == "Q" and tags[last : last + 1] == ["Q"]
    words = around.reading.words
    return quoted and words[first - 2] in context("naming") and words[first - 3] not in ("-", "so")


def _figurative(around: Surroundings) -> bool:
    """ "an explosion of flavours", "a barrage of questions"."""
    after = list(around.after(3))
    return not around.trigger.verbal and after[:1] == ["of"] and not context("figures").isdisjoint(after)


def is_metaphor(around: Surroundings) -> bool:
    """A word of sport, screen or market in the clause, and no word of war anywhere in the sentence."""
    if around.trigger.entry.type in ("unrest", "detention", "agreement", "displacement"):
        return False
    if not around.sentence_has("metaphor"):
        return False
    return not (
        around.sentence_has("armed", "missile", "air", "explosive") or HARM & set(around.sentence_words)
    )
