"""Whether the words around a trigger bear it out: "took Lyman", but not "took a picture"."""

from collections.abc import Callable

from geoclaims.claims.compounds import names_a_thing
from geoclaims.claims.grammar import lexicon
from geoclaims.claims.guards import is_metaphor, said_otherwise
from geoclaims.claims.guards_of_triggers import HARM, HOSTAGES, arms_seized, takes_people
from geoclaims.claims.phrases import verb_group_start
from geoclaims.claims.place_needs import (
    is_unlisted_name,
    place_name_in,
    place_name_near_end,
    place_near,
    place_object,
)
from geoclaims.claims.strike_needs import (
    at_war,
    held_place,
    strike_noun,
    strike_verb,
    thing,
    weapon_subject,
)
from geoclaims.claims.surroundings import Surroundings
from geoclaims.claims.triggers import context, is_trigger_word
from geoclaims.claims.unlisted import names_unlisted

_OWNING = frozenset(
    ("claimed", "claims", "responsibility", "involvement", "behind", "blamed", "denied", "denies")
)
_CLAIMING = frozenset(("claim", "claims", "claimed", "claiming"))
_NAVAL = frozenset(("navy", "naval", "coastguard", "guard", "guards", "pirates", "marines"))
_OVER = ("in", "near", "around", "at", "outside", "for", "toward", "towards", "against")
_REFUGE = frozenset(
    ("escape", "escaping", "flee", "fleeing", "fled", "refuge", "safety", "shelter", "refugees")
)
_ALWAYS_FIGHTS = frozenset(
    ("clash", "skirmish", "firefight", "gunfight", "gunbattle", "shootout", "ambush", "hostilities")
)


def borne_out(around: Surroundings) -> bool:
    """Whether the trigger has what its entry needs, and nothing says it is meant otherwise."""
    if names_a_thing(around.reading, around.trigger):
        return False
    needs = around.trigger.entry.needs
    if needs is not None and not _CHECKS[needs](around):
        return False
    return not (is_metaphor(around) or said_otherwise(around))


def _hostile(around: Surroundings) -> bool:
    if around.sentence_has("armed", "air", "missile", "explosive", "weapon", "military_object"):
        return True
    if around.before(1) and around.before(1)[-1] in ("the", "this", "that") and not around.trigger.verbal:
        owned = around.sentence_words & _OWNING
        if owned:
            return True  # "claimed the attack", "denied involvement in the attack"
    return bool(HARM & set(around.sentence_words)) or place_object(around)


def _conflict(around: Surroundings) -> bool:
    if around.trigger.lemma in _ALWAYS_FIGHTS and place_name_in(around, *around.clause):
        return True
    if around.sentence_has("conflict") or HARM & set(around.sentence_words):
        return True
    after = around.reading.words[around.trigger.last : around.trigger.last + 1]
    return bool(after) and after[0] in _OVER and place_object(around)


def _people(around: Surroundings) -> bool:
    near = [*around.before(16), *around.after(12)]
    if not context("people").isdisjoint(near):
        return True
    numbers = lexicon("times")["numbers"]
    return any(
        around.reading.tags[i] in "#M" or around.reading.words[i] in numbers.keys() - {"a", "an", "one"}
        for i in range(*around.clause)
        if around.reading.toponym_of[i] < 0
    )


def _people_mover(around: Surroundings) -> bool:
    if around.trigger.lemma == "leave":
        return around.sentence_has("explosive", "missile") and not context("fleeing").isdisjoint(
            around.before()
        )
    if around.trigger.lemma in ("displace", "uproot") and _modifies(around):
        return False  # "sheltering displaced families": a state, no event
    if around.passive() or around.trigger.lemma in ("evacuate", "displace", "uproot"):
        return not (context("fleeing") | context("people")).isdisjoint(around.clause_words)
    return not context("fleeing").isdisjoint(around.before()) or any(
        around.reading.tags[i] in "MR#"
        for i in range(max(around.clause[0], around.trigger.first - 6), around.trigger.first)
    )


def _modifies(around: Surroundings) -> bool:
    """A participle between a verb, preposition or number and its noun."""
    tags, first, last = around.reading.tags, around.trigger.first, around.trigger.last
    return first > 0 and tags[first - 1] in "PGDVEI#C" and tags[last : last + 1] in (["N"], ["M"])


def _movers(around: Surroundings) -> bool:
    behind = list(around.after(1))
    if around.trigger.lemma in ("advance", "march", "push into", "push toward", "push towards"):
        toward = behind and (behind[0] in ("on", "toward", "towards") or " " in around.trigger.lemma)
        if toward and around.sentence_has("armed"):
            last = around.trigger.last
            return place_name_in(around, last, min(last + 4, around.clause[1]))  # "to advance on X"
    if around.trigger.lemma == "reach":
        at = around.trigger.last
        at += list(around.after(1)) == ["the"] and not context("localities").isdisjoint(around.after(2))
        if not place_name_in(around, at, min(at + 3, around.clause[1])) or around.reading.tags[
            at : at + 1
        ] == ["N"]:
            return False  # "reached an agreement in X"
    if around.trigger.lemma == "invade":
        lands = context("places") | context("states") | {"country", "neighbour", "neighbor"}
        return place_name_in(around, *around.clause) or not lands.isdisjoint(around.clause_words)
    near = (
        around.after(5)
        if around.trigger.lemma
        in (
            "deploy",
            "redeploy",
            "mass",
            "amass",
            "mobilize",
            "mobilise",
            "station",
            "move",
            "send",
            "dispatch",
            "land",
        )
        else ()
    )
    if around.trigger.lemma in ("enter", "cross") and not context("air").isdisjoint(around.before(6)):
        return place_name_in(around, *around.clause) or "airspace" in around.after(4)
    before = around.before(4)
    if "men" in before and not {"his", "her", "my", "our"}.isdisjoint(before):
        return place_name_in(around, *around.clause)  # "his men had entered X"
    own = "we" in around.before(4) and around.sentence_has("armed")  # "We entered X," said a soldier
    party = around.reading.actors.actor_of(" ".join(around.before(6)))
    group = party is not None and party.kind == "armed_group"
    if not (own or group) and context("movers").isdisjoint([*around.before(), *near]):
        return False
    return (
        names_unlisted(around)
        or place_name_in(around, *around.clause)
        or not context("places").isdisjoint(around.clause_words)
        or around.trigger.lemma in ("deploy", "redeploy", "mobilize", "mobilise")
    )


def _fight(around: Surroundings) -> bool:
    """A fight between forces, not a fight for a cause: "fighting to win"."""
    if list(around.after(1)) in (["to"], ["for"], ["corruption"], ["back"]):
        return False
    if not context("not_fought").isdisjoint(around.after(5)) and not around.clause_has("armed"):
        return False  # "fighting a war of narratives"
    return around.clause_has("armed") or place_name_in(around, *around.clause)


def _armed_place(around: Surroundings) -> bool:
    if around.trigger.lemma == "surrender" and not context("armed").isdisjoint(around.before(6)):
        return True  # "the garrison in X has surrendered"
    if around.trigger.lemma == "lose" and around.passive():
        start = verb_group_start(around.reading, around.trigger.first, around.clause[0])
        if start > around.clause[0] and around.reading.toponym_of[start - 1] >= 0:
            return True  # "X had been lost"
    if around.trigger.lemma in ("surrender", "abandon", "vacate", "relinquish", "cede", "hand over"):
        return place_name_near_end(around)
    last = around.trigger.last
    if around.reading.tags[last : last + 1] == ["Q"]:
        last += 1  # the "withdrawal" from X
    of_place = around.reading.words[last : last + 1] == ["of"] and place_name_in(around, last, last + 2)
    if of_place and around.trigger.lemma in ("handover", "withdrawal", "retreat", "pullout", "pullback"):
        return True  # the "handover" of X
    if around.reading.words[last : last + 1] == ["from"] and place_name_in(around, last, last + 5):
        return True
    if {"men", "forces", "troops"} & set(around.before(4)) and place_name_in(around, last, last + 3):
        return True  # "his men had pulled back to X"
    known = at_war(around)
    at = last + (around.reading.words[last : last + 1] == ["from"])
    if known and around.reading.words[at - 1] in ("from", "of") and is_unlisted_name(around, at, True):
        return True  # "withdrew from X", "pulled out of X", "pushed the army out of X"
    if not around.sentence_has("armed"):
        return False
    if around.trigger.lemma == "lose" and around.passive():
        return place_name_in(around, around.clause[0], around.trigger.first)
    if around.trigger.lemma == "lose":
        reach = 1 if context("localities").isdisjoint(around.after(2)) else 4  # "the town of X"
        return place_name_in(around, last, last + reach)
    return place_name_in(around, *around.clause) or not context("places").isdisjoint(around.clause_words)


def _forces_leave(around: Surroundings) -> bool:
    """ "troops would leave X": forces as the subject, a place as what they leave."""
    return not context("movers").isdisjoint(around.before(6)) and place_name_in(
        around, around.trigger.last, around.trigger.last + 3
    )


def _arms(around: Surroundings) -> bool:
    near = [*around.after(12), *(around.before(14) if around.passive() else ())]
    if around.trigger.lemma in ("defuse", "disarm", "deactivate") and around.sentence_has("explosive"):
        return True  # "a bomb that was to go off was defused"
    return arms_seized(around) or not context("arms").isdisjoint(near)


def _sunk(around: Surroundings) -> bool:
    """A vessel sunk by arms, not one that sank in a storm."""
    vessels = context("vessels")
    near = [*around.after(), *(around.before() if around.passive() else ())]
    return not vessels.isdisjoint(near) and around.sentence_has("air", "missile", "explosive", "armed")


def _claimed(around: Surroundings) -> bool:
    """ "claimed control of X", of the place itself and not of something in it."""
    trigger, words = around.trigger, around.reading.words
    claimed = not _CLAIMING.isdisjoint(words[max(0, trigger.first - 2) : trigger.first])
    if not claimed or list(around.after(1)) != ["of"]:
        return False
    near = range(trigger.last, trigger.last + 6)
    place = next((at for at in near if place_name_in(around, at, at + 1)), None)
    return place is not None and "in" not in words[trigger.last : place]


_CHECKS: dict[str, Callable[[Surroundings], bool]] = {
    "place": place_near,
    "place_name": place_name_near_end,
    "armed_place": _armed_place,
    "conflict": _conflict,
    "armed": lambda a: a.sentence_has("armed"),
    "fight": _fight,
    "hostile": _hostile,
    "weapon": lambda a: (  # "drones, of which 46 were shot down"
        a.clause_has("air", "missile", "explosive")
        or (a.trigger.lemma != "jam" and a.sentence_has("air", "missile"))
    ),
    "weapon_or_state": strike_verb,
    "strike": strike_noun,
    "weapon_object": lambda a: (
        not (context("missile") | context("explosive") | context("air")).isdisjoint(a.after(6))
        or (
            not {"at", "on", "into", "toward", "towards"}.isdisjoint(a.after(1))  # "rockets were fired at X"
            and not (context("missile") | context("explosive") | context("air")).isdisjoint(a.before(3))
        )
    ),
    "flying_object": lambda a: not (context("missile") | context("air")).isdisjoint(a.after(4)),
    "recorded": lambda a: a.trigger.first > 0 and not context("recorded").isdisjoint(a.after(4)),
    "weapon_subject": weapon_subject,
    "claimed": _claimed,
    "vessel": lambda a: (
        not context("vessels").isdisjoint([*a.after(5), *(a.before() if a.passive() else ())])
        and (at_war(a) or a.sentence_has("police") or not _NAVAL.isdisjoint(a.sentence_words))
    ),
    "grenade": lambda a: a.sentence_has("grenade"),
    "people": _people,
    "armed_people": lambda a: a.sentence_has("armed") and _people(a),
    "place_or_victims": lambda a: (
        place_near(a) or (list(a.after(1)) == ["of"] and not context("people").isdisjoint(a.after(5)))
    ),
    "people_or_place": lambda a: _people(a) or place_near(a),
    "thing": thing,
    "thing_within": lambda a: (
        (a.reading.words[a.trigger.last - 1] == "to" and thing(a))  # "set fire to a market"
        or not (context("things") | context("places")).isdisjoint(
            a.reading.words[a.trigger.first : a.trigger.last]
        )
    ),
    "people_mover": _people_mover,
    "civilian_mover": lambda a: (
        (
            not context("civilian").isdisjoint(a.before(6))
            or (not context("fleeing").isdisjoint(a.before(6)) and not _REFUGE.isdisjoint(a.sentence_words))
        )
        and context("armed").isdisjoint(a.before(6))
    ),
    "armed_mover": _movers,
    "arms": _arms,
    "civic": lambda a: not context("civic").isdisjoint([*a.before(), *a.after(4)]),
    "forces_leave": _forces_leave,
    "base": lambda a: not context("base").isdisjoint(a.after(6)) and a.sentence_has("armed"),
    "armed_body": lambda a: (
        not (a.trigger.lemma == "launch" and any(map(is_trigger_word, a.after(3))))  # "launched an offensive"
        and not context("body").isdisjoint([*a.after(8), *a.before(4)])
        and a.sentence_has("armed")
    ),
    "onward": lambda a: (
        not {"on", "into", "toward", "towards", "against"}.isdisjoint(a.after(6))
        and a.sentence_has("armed", "nonstate")
        and place_name_in(a, a.trigger.last, min(a.trigger.last + 8, a.clause[1]))
    ),
    "crowd": lambda a: a.sentence_has("civic", "riot"),
    "sunk": _sunk,
    "lines": lambda a: (
        not context("conduits").isdisjoint(a.clause_words)
        and "supply" not in a.clause_words
        and a.sentence_has("armed", "explosive", "missile", "air")
    ),
    "victims": lambda a: list(a.after(1)) == ["of"] and not context("people").isdisjoint(a.after(5)),
    "police_there": lambda a: a.sentence_has("police", "armed"),
    "led_off": lambda a: (
        _people(a) and a.passive() and (a.clause_has("armed") or bool({"uniform", "masked"} & a.clause_words))
    ),
    "burnt": lambda a: not context("things").isdisjoint(a.before()),
    "hostages": lambda a: (
        not HOSTAGES.isdisjoint(a.after(6)) or (a.trigger.lemma in ("seize", "free") and takes_people(a))
    ),
    "captives": takes_people,
    "held_place": held_place,
    "found": lambda a: a.sentence_has("found"),
}
