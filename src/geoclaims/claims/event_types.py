"""Which type of event a trigger names, where the words around it decide, and ACLED's sub-type.

Sub-types are those of the ACLED codebook (2023), given only where words in the text decide.
"""

from collections.abc import Sequence
from typing import cast, get_args

from geoclaims.claims.compounds import means_otherwise
from geoclaims.claims.reading import Reading
from geoclaims.claims.surroundings import Surroundings
from geoclaims.claims.triggers import context
from geoclaims.vocabulary import EventType

_NEAR = 4
_ENDS_NAME = frozenset(("in", "on", "against", "with", "from", "to", "near", "at", "backed"))
_NOT_OF_STATE = frozenset(("unity", "parallel", "exile", "shadow", "rival"))
"""Words that say of a "government" that the state is not, or not only, its own."""
_TYPES = frozenset(get_args(EventType))


def decide_type(around: Surroundings) -> tuple[EventType, str | None]:
    """The event type, and the ACLED sub-event type or None."""
    entry = around.trigger.entry
    kind = entry.type if entry.type in _TYPES else _decided(around, entry.type)
    return cast(EventType, kind), entry.subtype or _subtype(around, kind)


def _decided(around: Surroundings, pseudo: str) -> str:
    match pseudo:
        case "seize" | "fall":
            return "territory_gain"
        case "bomb" | "bombard":
            return _by_weapon(around) or ("air_drone_strike" if pseudo == "bomb" else "shelling_missile")
        case "strike":
            weapon = _by_weapon(around)
            return weapon if weapon not in (None, "ground_explosive") else "air_drone_strike"
        case "bombing":
            # "suicide bombing" on the ground, "indiscriminate bombing and artillery" from the air
            return "air_drone_strike" if around.sentence_has("air", "missile") else "ground_explosive"
        case "blast":
            weapon = _by_weapon(around)
            return weapon if weapon == "unconventional" else "ground_explosive"
        case "attack":
            return _by_weapon(around) or _by_victim(around)
        case "shoot":
            return _by_weapon(around, explosives=False) or _shooting(around)
        case "ruin":
            return _by_weapon(around) or "infrastructure_damage"
        case "kill":
            return _killing(around)
        case _:
            return "other"


def _by_weapon(around: Surroundings, explosives: bool = True) -> str | None:
    """The type that the nearest word for a weapon in the clause, else in the sentence, stands for."""
    reading, trigger = around.reading, around.trigger
    first, last = around.clause
    best: tuple[int, str] | None = None
    for at in range(first, last):
        if trigger.verbal and trigger.first <= at < trigger.last and trigger.entry.type == "bomb":
            continue  # "to bomb X" names the deed, not the device
        kind = _weapon_type(reading, at, explosives)
        if kind is not None:
            distance = abs(at - trigger.first)
            if trigger.entry.type == "strike" and trigger.entry.kind == "noun" and distance > _NEAR:
                continue  # "fired rockets at X in response to strikes on Y"
            if best is None or distance < best[0]:
                best = distance, kind
    if best is not None:
        return best[1]
    if trigger.entry.type == "strike":
        for at in range(first - 1, max(-1, around.sentence.first - 40), -1):
            kind = _weapon_type(reading, at, explosives=False)
            if kind is not None:
                return kind
    if around.sentence_has("chemical") and trigger.entry.type == "attack":
        return "unconventional"
    return None


def _weapon_type(reading: Reading, at: int, explosives: bool) -> str | None:
    word = reading.words[at]
    if means_otherwise(reading, at):
        return None
    if word in context("chemical"):
        return "unconventional"
    if word in context("air"):
        return "air_drone_strike"
    if word in context("missile") and word not in ("tank", "tanks"):
        return "shelling_missile"
    if explosives and word in context("explosive"):
        return "ground_explosive"
    return None


def _by_victim(around: Surroundings) -> str:
    """A fight where the attacked can shoot back, violence against civilians where they can't."""
    if not around.trigger.verbal and not context("repulse").isdisjoint(around.after(8)):
        return "clash"  # "an assault on X was beaten back": somebody fought back
    near = [*around.after(10), *(around.before(12) if around.passive() else ())]
    if "," in near and not around.passive():
        near = near[: near.index(",")]
    if not context("military_object").isdisjoint(near):
        return "clash"
    if not context("civilian").isdisjoint(around.sentence_words):
        return "civilian_attack"
    return (
        "civilian_attack"
        if around.reading.words[around.trigger.last : around.trigger.last + 1] == ["on"]
        else "clash"
    )


def _shooting(around: Surroundings) -> str:
    if around.sentence_has("police", "armed") and not context("armed").isdisjoint(around.after(8)):
        return "clash"
    return "civilian_attack"


def _is_mishap(around: Surroundings) -> bool:
    """ "A helicopter crashed near X, killing two": nobody is said to have struck."""
    words = around.sentence_words
    crashed = not {"crash", "crashed", "crashes", "crashing"}.isdisjoint(words)
    return crashed and not context("craft").isdisjoint(words) and not around.sentence_has("missile", "armed")


def _killing(around: Surroundings) -> str:
    """Deaths are an event of their own only where nothing says how they came."""
    if _is_mishap(around):
        return "casualties"
    weapon = _by_weapon(around)
    if weapon is not None:
        return weapon
    near = around.sentence_words
    if (
        not context("shooters").isdisjoint(near)
        or "shot" in near
        or not {"gunfire", "machetes", "stabbed", "hacked"}.isdisjoint(near)
    ):
        return "civilian_attack"
    return "casualties"


def _subtype(around: Surroundings, kind: str) -> str | None:
    match kind:
        case "ground_explosive":
            return _explosive(around)
        case "unconventional":
            return "Chemical weapon" if around.sentence_has("chemical") else None
        case "clash":
            return _clash(around)
        case "civilian_attack":
            return "Attack"
        case "unrest":
            return _unrest(around)
        case "air_drone_strike":
            return "Air/drone strike"
        case "shelling_missile":
            return "Shelling/artillery/missile attack"
        case "territory_transfer":
            return "Non-violent transfer of territory"
        case _:
            return None


def territory_subtype(around: Surroundings, takers: Sequence[str]) -> str | None:
    """Whether a state regains the place or another takes it, by the words for who does; None unless they say.

    ``takers`` are texts, pronouns taken back to whom they stand for. ACLED codes a foreign state's
    gain with those of non-state actors.
    """
    if around.clause_has("handed"):
        return "Non-violent transfer of territory"
    if _is_foreign(around):
        return "Non-state actor overtakes territory"
    for text in takers:
        side = _side_taken(around, _before_preposition(text))
        if side is not None:
            return side
        if not context("government").isdisjoint(text.lower().split()):
            return None  # a "government" that is not the state's
    if not takers:
        side = _side_taken(around, " ".join(around.before(14)))
        if side is not None:
            return side
    if around.sentence_has("nonstate") and not around.sentence_has("government"):
        return "Non-state actor overtakes territory"
    return (
        "Government regains territory" if around.trigger.lemma in ("retake", "recapture", "regain") else None
    )


def _before_preposition(text: str) -> str:
    """ "security forces in a crackdown on militants": who acts, without what else is said."""
    words = text.split()
    end = next((at for at, word in enumerate(words) if at and word in _ENDS_NAME), len(words))
    return " ".join(words[:end])


def _side_taken(around: Surroundings, text: str) -> str | None:
    words = frozenset(text.lower().replace("-", " ").split())
    actor = around.reading.actors.actor_of(text)
    if (actor is not None and actor.kind == "armed_group") or not context("nonstate").isdisjoint(words):
        return "Non-state actor overtakes territory"
    if not context("government").isdisjoint(words) and not words & _NOT_OF_STATE:
        return "Government regains territory"
    return None


def _is_foreign(around: Surroundings) -> bool:
    """Whether the forces named by a nationality are of another country than the place they take."""
    reading = around.reading
    theirs: set[str | None] = set()
    here: set[str | None] = set()
    for at in range(around.sentence.first, around.sentence.last):
        toponym = reading.toponyms[reading.toponym_of[at]] if reading.toponym_of[at] >= 0 else None
        if toponym is None or toponym.place is None:
            continue
        if toponym.use != "literal" and around.clause[0] <= at < around.trigger.first:
            theirs.add(toponym.place.country)
        elif toponym.use == "literal":
            here.add(toponym.place.country)
    return bool(theirs and here) and theirs.isdisjoint(here)


def _explosive(around: Surroundings) -> str:
    if around.sentence_has("suicide") or "himself" in around.sentence_words:
        return "Suicide bomb"
    if around.sentence_has("grenade"):
        return "Grenade"
    return "Remote explosive/landmine/IED"


def _clash(around: Surroundings) -> str:
    words = around.sentence_words
    if {"protesters", "demonstrators", "protest", "rally", "rioters"} & set(words):
        return "Violent demonstration"
    if (
        around.sentence_has("mob")
        and not around.sentence_has("nonstate")
        and not {"army", "troops", "soldiers"} & set(words)
    ):
        return "Mob violence"
    return "Armed clash"


def _unrest(around: Surroundings) -> str:
    words = set(around.sentence_words)
    document = around.reading.words
    nearby = words | set(document[around.sentence.last : around.sentence.last + 40])
    if context("police").isdisjoint(nearby):
        return "Violent demonstration" if not context("riot").isdisjoint(nearby) else "Peaceful protest"
    if not {"killed", "killing", "bullets", "shot", "dead", "ammunition"}.isdisjoint(nearby):
        return "Excessive force against protesters"
    if not context("riot").isdisjoint(nearby - {"police"}):
        return "Violent demonstration"
    if not context("intervention").isdisjoint(nearby):
        return "Protest with intervention"
    return "Peaceful protest"
