"""Whether a trigger has the place it needs: as its object, in its clause, or by a name no gazetteer knows."""

from geoclaims.claims.place_runs import names_land
from geoclaims.claims.surroundings import Surroundings
from geoclaims.claims.triggers import context

_JOINS = ("of", "over", "near")
_IDIOM_JOINS = (*_JOINS, "in", "to", "from", "into")
_SURROUNDS = frozenset(("surround", "encircle", "besiege", "blockade"))
_NEVER_PEOPLE = frozenset(("liberate", "retake", "recapture", "occupy", "overrun", "besiege"))
"""Verbs whose object is a place whatever a tagger makes of an unlisted name."""
_TAKES_PLACES = frozenset(
    ("capture", "seize", "retake", "recapture", "liberate", "fall", "occupy", "overrun", "besiege")
)


def place_name_in(around: Surroundings, first: int, last: int) -> bool:
    reading = around.reading
    for at in range(max(first, around.sentence.first), min(last, around.sentence.last)):
        place = reading.toponym_of[at]
        if place >= 0 and (reading.toponyms[place].use == "literal" or names_land(reading, at)):
            return True
    return False


def place_name_near_end(around: Surroundings) -> bool:
    """A place name or a word for a place as the object (or the subject of a passive)."""
    trigger, reading = around.trigger, around.reading
    places = context("places")
    if trigger.lemma in _SURROUNDS:
        places = places | context("things")
    stop = trigger.last
    while stop < min(around.sentence.last, trigger.last + 8):
        tag, word = reading.tags[stop], reading.words[stop]
        if place_name_in(around, stop, stop + 1) or (
            word in places and (word != "part" or stop > trigger.last)
        ):
            return True
        if stop == trigger.last and _unlisted_name(around, stop):
            return True
        joins = _IDIOM_JOINS if trigger.entry.kind == "idiom" else _JOINS
        if tag in "RVAIWS." or (tag == "P" and word not in joins):
            break  # "held talks in X" holds no place
        stop += 1
    if around.trigger.entry.passive or around.passive() or trigger.entry.kind == "idiom":
        first = max(around.clause[0], trigger.first - 12)
        if place_name_in(around, first, trigger.first):
            return True
        if trigger.entry.passive and trigger.first - 1 >= first and _unlisted_name(around, trigger.first - 1):
            return True
        return not places.isdisjoint(reading.words[first : trigger.first])
    # "Palmyra, which the rebels took in 2015"; "Arvol, where troops have taken positions"
    opener = around.clause[0]
    return reading.words[opener] in ("which", "that", "where") and (
        place_name_in(around, opener - 3, opener) or reading.words[max(0, opener - 2)] in places
    )


def _unlisted_name(around: Surroundings, at: int) -> bool:
    """A name no gazetteer knows as what was captured or fell; the claim then has no place."""
    lemma = around.trigger.lemma
    return lemma in _TAKES_PLACES and is_unlisted_name(around, at, lemma in _NEVER_PEOPLE)


def is_unlisted_name(around: Surroundings, at: int, never_people: bool) -> bool:
    """A capitalised word outside quotes that no tagger takes for a person or an organization.

    Where ``never_people`` a tagger's "person" is not believed: nobody withdraws from a person.
    """
    reading = around.reading
    if at >= around.sentence.last or reading.tags[at] != "M" or reading.quote_of[at] >= 0:
        return False
    name = reading.name_of[at]
    label = "LOC" if name < 0 else reading.annotation.names[name].label
    return label == "LOC" or (never_people and label == "PER")


def place_near(around: Surroundings) -> bool:
    if place_name_in(around, *around.clause):
        return True
    if around.trigger.last < around.clause[1] and _unlisted_name(around, around.trigger.last):
        return True
    if not context("places").isdisjoint(around.after()):
        return True
    if around.reading.words[around.clause[0]] in ("which", "that", "where"):
        return place_name_in(around, around.clause[0] - 4, around.clause[0])
    if around.reading.words[max(0, around.clause[0])] in ("and", "but") or around.passive():
        return not context("places").isdisjoint(around.before(14))
    return False


def place_object(around: Surroundings) -> bool:
    """A place name as direct object or after "on", "against", "in" right behind the trigger."""
    trigger = around.trigger
    return place_name_in(around, trigger.last, trigger.last + 5)
