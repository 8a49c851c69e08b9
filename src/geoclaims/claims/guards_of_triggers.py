"""What shows of one trigger word that it is meant otherwise: "the fall of the regime", "captured on camera".

A rule answers for its own words alone; each carries the sentence it is there for.
"""

from collections.abc import Callable

from geoclaims.claims.phrases import phrase_after
from geoclaims.claims.reading import Reading
from geoclaims.claims.surroundings import Surroundings
from geoclaims.claims.triggers import context

HARM = frozenset(
    ("killed", "wounded", "injured", "dead", "killing", "injuring", "wounding", "casualties", "died", "kill",
     "wounds", "deaths")
)  # fmt: skip
HOSTAGES = frozenset(("hostage", "hostages", "captives"))
_NEARBY = 40
"""Tokens before and after a sentence in which a strike may be told to be one of workers."""

Guard = Callable[[Surroundings], bool]


def guarded(around: Surroundings) -> bool:
    """Whether a rule for the trigger's word, or for its type of event, says that it is meant otherwise."""
    trigger = around.trigger
    rules = (*_OF_WORDS.get(trigger.lemma, ()), *_OF_TYPES.get(trigger.entry.type, ()), *_OF_PHRASES)
    return any(rule(around) for rule in rules)


def _by_sentence(around: Surroundings) -> bool:
    """ "was executed for drug offences"; but "prosecutors say dozens of men were executed"."""
    near = {*around.before(6), *around.after(6)}
    return around.sentence_has("law") and near.isdisjoint(context("massacred"))


def _falling_thing(around: Surroundings) -> bool:
    """ "falling debris", "debris fell on X", "fell ill"."""
    tags = around.reading.tags[around.trigger.first : around.trigger.last + 1]
    return tags in (["G", "N"], ["N", "N"]) or not context("falls").isdisjoint(around.after(1))


def _of_regime(around: Surroundings) -> bool:
    """ "the fall of the regime"."""
    return not context("regime").isdisjoint(around.after(6))


def _hurts_country(around: Surroundings) -> bool:
    """ "did not want to hurt Hungary"."""
    return _country_object(around)


def _swelling(around: Surroundings) -> bool:
    """ "prices exploded"."""
    return not context("swelling").isdisjoint(around.before(3))


def _shot_down(around: Surroundings) -> bool:
    """ "intercepted a barrage"."""
    return not around.trigger.verbal and not context("downing").isdisjoint(around.before(3))


def _beaten_back(around: Surroundings) -> bool:
    """ "was beaten back"."""
    return around.passive() and not {"back", "off", "out"}.isdisjoint(around.after(1))


def _frees_people(around: Surroundings) -> bool:
    """ "freed six hostages": no place."""
    if around.trigger.entry.type == "other" or _country_object(around):
        return False
    return takes_people(around) or not context("released").isdisjoint(around.after(5))


def _older_deal(around: Surroundings) -> bool:
    """ "left X under a deal": the deal is not what is told."""
    return not context("older_deal").isdisjoint(around.before(3))


def _of_management(around: Surroundings) -> bool:
    """ "Management offered a truce; the union …"."""
    return is_of_labour(around) and not around.sentence_has("armed")


def _confiscates(around: Surroundings) -> bool:
    """ "a court seized two of its aircraft"."""
    return not context("confiscating").isdisjoint(around.before(8))


def arms_seized(around: Surroundings) -> bool:
    """ "One insurgent killed, two rifles seized near X": a headline's passive, which has no object."""
    tags, last = around.reading.tags, around.trigger.last
    has_object = last < around.clause[1] and tags[last] in "DNM#R"
    return (
        tags[around.trigger.first] == "E"
        and not has_object  # "missiles destroyed a hospital"
        and not context("arms").isdisjoint(around.before(2))
    )


def _on_camera(around: Surroundings) -> bool:
    """ "captured on camera"."""
    return not context("camera").isdisjoint(around.after())


def _by_artist(around: Surroundings) -> bool:
    """ "the photographer captured X at dusk"."""
    return not context("artists").isdisjoint(around.before()) and not around.passive()


def _takes_prize(around: Surroundings) -> bool:
    """ "captured the title in X"."""
    phrase = phrase_after(around.reading, around.trigger.last, around.clause[1])
    return phrase is not None and _head(around.reading, *phrase) in context("prizes")


def _takes_vessel(around: Surroundings) -> bool:
    """ "seized a tanker in the Gulf": the Gulf is not taken."""
    phrase = phrase_after(around.reading, around.trigger.last, around.clause[1])
    taken = phrase is not None and _head(around.reading, *phrase) in context("vessels")
    return taken and around.trigger.entry.type == "seize"


def _takes_captives(around: Surroundings) -> bool:
    """ "captured dozens of soldiers near X"."""
    return around.trigger.entry.type == "seize" and not around.passive() and takes_people(around)


def _at_end(around: Surroundings) -> bool:
    """ "wherever they engaged"."""
    return around.reading.tags[around.trigger.last : around.trigger.last + 1] in ([], ["."])


def _shells_out(around: Surroundings) -> bool:
    """ "shelling out millions"."""
    return tuple(around.after(1))[:1] == ("out",)


def _held(around: Surroundings) -> bool:
    """ "was held in prison"; but "is held by rebels"."""
    return around.passive() and "by" not in around.after(4)


def _holds_out(around: Surroundings) -> bool:
    """ "holding out the prospect of"."""
    return not context("held_out").isdisjoint(around.after(3))


def _judges(around: Surroundings) -> bool:
    """ "a court jailed a blogger": a sentence, not a detention."""
    return not context("judging").isdisjoint(around.before())


def _criticized(around: Surroundings) -> bool:
    """ "came under fire for her remarks"."""
    if not around.trigger.lemma.startswith("come under") or not HARM.isdisjoint(around.sentence_words):
        return False
    if around.sentence_has("armed", "air", "missile"):
        return False
    blamed = not {"for", "over", "from"}.isdisjoint(around.after(6))
    return blamed and not context("criticism").isdisjoint(around.sentence_words)


def _decided(around: Surroundings) -> bool:
    """ "the case is in the hands of a tribunal"."""
    in_hands = around.trigger.lemma.endswith("in the hands")
    return in_hands and not context("deciders").isdisjoint(around.after(4))


def _head(reading: Reading, first: int, last: int) -> str:
    """The head noun of a phrase: "mines" of "the gold mines near X"; none where "of" says whose it is."""
    end = next((at for at in range(first, last) if reading.tags[at] == "P"), last)
    return "" if reading.words[end : end + 1] == ["of"] else reading.words[end - 1]


def _country_object(around: Surroundings) -> bool:
    reading, at = around.reading, around.trigger.last
    if at >= around.clause[1] or reading.toponym_of[at] < 0:
        return False
    return reading.tags[at + 1 : at + 2] not in (["N"], ["#"])


def takes_people(around: Surroundings) -> bool:
    """ "seized hundreds of hostages": people were taken, not the place."""
    phrase = phrase_after(around.reading, around.trigger.last, around.clause[1])
    if phrase is None or around.reading.toponym_of[phrase[0]] >= 0:
        return False
    words = around.reading.words[phrase[0] : phrase[1]]
    heads = words[: words.index("in")] if "in" in words else words
    people = context("captives") | context("people") | HOSTAGES
    return not people.isdisjoint(heads) and context("places").isdisjoint(heads)


def is_of_labour(around: Surroundings) -> bool:
    """Whether several words of work and pay stand in the sentences around."""
    words, sentence = around.reading.words, around.sentence
    nearby = words[max(0, sentence.first - _NEARBY) : sentence.last + _NEARBY]
    return len(context("workers_strike").intersection(nearby)) > 2


_GROUND = (_takes_prize,)
_OF_WORDS: dict[str, tuple[Guard, ...]] = {
    "execution": (_by_sentence,),
    "execute": (_by_sentence,),
    "fall": (_falling_thing, _of_regime),
    "collapse": (_of_regime,),
    "hurt": (_hurts_country,),
    "wound": (_hurts_country,),
    "injure": (_hurts_country,),
    "explode": (_swelling,),
    "blow up": (_swelling,),
    "beat": (_beaten_back,),
    "free": (_frees_people,),
    "liberate": (_frees_people,),
    "capture": (_takes_prize, _takes_vessel, _on_camera, _by_artist, _takes_captives),
    "seize": (_takes_prize, _takes_vessel, _confiscates, arms_seized, _takes_captives),
    "shoot": (_by_artist,),
    "take": _GROUND,
    "retain": _GROUND,
    "reclaim": _GROUND,
    "regain": _GROUND,
    "defend": _GROUND,
    "secure": _GROUND,
    "engage": (_at_end,),
    "shell": (_shells_out,),
    "hold": (_held,),
    "hold out": (_holds_out,),
    "jail": (_judges,),
    "imprison": (_judges,),
}
_OF_TYPES: dict[str, tuple[Guard, ...]] = {
    "shelling_missile": (_shot_down,),
    "agreement": (_older_deal, _of_management),
}
_OF_PHRASES: tuple[Guard, ...] = (_criticized, _decided)
"""Of words with others between them, "come under heavy fire": these look at the trigger's form themselves."""
