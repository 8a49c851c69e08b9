"""What a strike needs around it: a weapon, a party to a war, something or some place that is hit."""

from geoclaims.claims.guards_of_triggers import HARM, is_of_labour
from geoclaims.claims.place_needs import place_name_in, place_object
from geoclaims.claims.surroundings import Surroundings
from geoclaims.claims.triggers import context


def thing(around: Surroundings) -> bool:
    """Whether a thing or a place is said to be what it is done to."""
    alone = around.trigger.lemma in ("burn", "burn down")
    if (
        alone
        or around.passive()
        or around.reading.words[around.trigger.last - 1] in ("ablaze", "fire", "alight")
    ):
        near = [*around.before(14), *around.after()]
    else:
        near = list(around.after())
    if not context("things").isdisjoint(near) or not context("places").isdisjoint(near):
        return True
    opener = around.clause[0]
    if around.reading.words[opener] in ("which", "that") and place_name_in(around, opener - 4, opener):
        return True  # "Grozny, which troops flattened"
    first = (
        max(around.clause[0], around.trigger.first - 12)
        if around.passive() or "lists" in near
        else around.trigger.last
    )
    return place_name_in(around, first, min(around.trigger.last + 6, around.clause[1]))


def strike_noun(around: Surroundings) -> bool:
    """Whether "strike" is one of arms, and not of workers or of luck."""
    of_labour = around.sentence_has("workers_strike") or is_of_labour(around)
    harms = not HARM.isdisjoint(around.sentence_words) and list(around.after(1)) in (["on"], ["against"])
    if of_labour and not (harms or around.sentence_has("air", "missile")):
        return False  # but "strikes on the port killed 38 workers"
    before = around.reading.words[max(0, around.trigger.first - 2) : around.trigger.first]
    if any(
        word
        in context("air")
        | context("missile")
        | frozenset(("precision", "retaliatory", "deadly", "israeli", "russian"))
        for word in before
    ):
        return True
    after = list(around.after(2))
    if after[:1] in (["at"], ["in"]) and not at_war(around) and HARM.isdisjoint(around.sentence_words):
        return around.sentence_has("air", "missile")  # "a strike at the airport may delay flights"
    return (
        bool(after) and after[0] in ("on", "against", "at", "in", "targeting", "hit", "killed")
    ) or around.sentence_has("air", "missile")


def strike_verb(around: Surroundings) -> bool:
    """Whether "strike" or "hit" tells of arms: by the weapon, by a party to a war, by what is hit."""
    if around.clause_has("air", "missile", "explosive"):
        return True
    opener = around.clause[0]
    if around.reading.words[opener] in ("that", "which") and opener > 0:
        weapon = around.reading.words[opener - 1]
        if weapon in context("air") | context("missile"):
            return True  # "the drones that struck X"
    if place_object(around) and _weapon_before(around):
        return True
    subject = set(around.before(4)) & {"they", "it", "we"}
    last = around.trigger.last
    if subject and at_war(around) and place_name_in(around, last, min(last + 1, around.clause[1])):
        return True  # "the group warned it would hit X"
    if around.passive() and not context("things").isdisjoint(around.before(4)) and _at_war_nearby(around):
        return True  # "their tent was hit"
    if not context("struck").isdisjoint(around.after(6)) and (at_war(around) or place_object(around)):
        return True  # "the Pentagon said it struck targets in X"
    named = around.reading.actors.actor_of(" ".join(around.before()))
    party = named is not None and named.kind == "state"
    return (party or not context("states").isdisjoint(around.before())) and (
        place_object(around) or thing(around)
    )


def at_war(around: Surroundings) -> bool:
    """Whether the sentence names forces or a party to a war."""
    text = around.reading.cut(around.sentence.start, around.sentence.end).text
    return around.sentence_has("armed") or around.reading.actors.actor_of(text) is not None


def _at_war_nearby(around: Surroundings) -> bool:
    """Whether arms are spoken of in the sentences before, and nothing behind says hit by what else."""
    if around.after(1) and around.after(1)[0] in ("by", "with", "hard", "hardest"):
        return False
    earlier = around.reading.words[max(0, around.sentence.first - 80) : around.sentence.last]
    return any(not context(name).isdisjoint(earlier) for name in ("air", "missile", "explosive", "strikes"))


def _weapon_before(around: Surroundings) -> bool:
    """A pronoun that can only mean the weapons just spoken of: "They also struck X"."""
    if not {"they", "it", "another", "others"} & set(around.before(4)):
        return False
    first = around.sentence.first
    earlier = around.reading.words[max(0, first - 40) : first]
    return any(not context(name).isdisjoint(earlier) for name in ("air", "missile"))


def weapon_subject(around: Surroundings) -> bool:
    """A weapon that does it; a helicopter that crashes has met with an accident."""
    before = around.before(6)
    if around.trigger.lemma.startswith("crash") and not context("craft").isdisjoint(before):
        return not context("missile").isdisjoint(before)
    return not (context("missile") | context("air") | context("explosive")).isdisjoint(before)


def held_place(around: Surroundings) -> bool:
    """A party to a war that holds it, or a siege of a place: "is under state control" has neither."""
    reading, trigger, sentence = around.reading, around.trigger, around.sentence
    named = [reading.toponym_of[at] for at in range(trigger.first, min(trigger.last + 4, sentence.last))]
    if any(index >= 0 and reading.toponyms[index].use != "literal" for index in named):
        return True  # "under Russian control"
    if "siege" in reading.words[trigger.first : trigger.last]:
        return place_name_in(around, sentence.first, sentence.last) or at_war(around)
    return at_war(around)
