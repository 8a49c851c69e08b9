"""Words around a trigger that show it is meant otherwise: law, sport, labour, things seized or fallen."""

from geoclaims.claims.phrases import phrase_after
from geoclaims.claims.reading import Reading
from geoclaims.claims.surroundings import Surroundings
from geoclaims.claims.triggers import context

HARM = frozenset(
    [
        "killed",
        "wounded",
        "injured",
        "dead",
        "killing",
        "injuring",
        "wounding",
        "casualties",
        "died",
        "kill",
        "wounds",
        "deaths",
    ]
)
HOSTAGES = frozenset(("hostage", "hostages", "captives"))
_NEARBY = 40


def said_otherwise(around: Surroundings) -> bool:
    """Words of the law or of politics: an execution by sentence, the fall of a regime, held in prison."""
    lemma = around.trigger.lemma
    if _harmless(around) or _without_attacker(around):
        return True
    if lemma in ("execution", "execute") and around.sentence_has("law"):
        near = {*around.before(6), *around.after(6)}
        return near.isdisjoint(context("massacred"))  # "prosecutors say dozens of men were executed"
    if lemma == "fall" and around.reading.tags[around.trigger.first : around.trigger.last + 1] in (
        ["G", "N"],
        ["N", "N"],
    ):
        return True  # "falling debris"
    if lemma in ("hurt", "wound", "injure") and _country_object(around):
        return True  # "did not want to hurt Hungary"
    if lemma in ("explode", "blow up") and not context("swelling").isdisjoint(around.before(3)):
        return True  # "prices exploded"
    shot_at = around.trigger.entry.type == "shelling_missile" and not around.trigger.verbal
    if shot_at and not context("downing").isdisjoint(around.before(3)):
        return True  # "intercepted a barrage"
    if lemma == "beat" and around.passive() and {"back", "off", "out"} & set(around.after(1)):
        return True  # "was beaten back"
    if (
        lemma in ("free", "liberate")
        and around.trigger.entry.type != "other"
        and not _country_object(around)
        and (takes_people(around) or not context("released").isdisjoint(around.after(5)))
    ):
        return True  # "freed six hostages": no place
    older = around.before(3)
    if around.trigger.entry.type == "agreement" and not context("older_deal").isdisjoint(older):
        return True  # "left X under a deal": the deal is not what is told
    if lemma == "seize" and not context("confiscating").isdisjoint(around.before(8)):
        return True  # "a court seized two of its aircraft"
    if lemma == "fall" and not context("falls").isdisjoint(around.after(1)):
        return True  # "debris fell on X", "fell ill"
    if lemma in ("fall", "collapse") and not context("regime").isdisjoint(around.after(6)):
        return True
    if lemma == "capture" and not context("camera").isdisjoint(around.after()):
        return True
    if around.trigger.entry.type == "agreement" and is_of_labour(around) and not around.sentence_has("armed"):
        return True  # "Management offered a truce; the union …"
    if lemma == "engage" and around.reading.tags[around.trigger.last : around.trigger.last + 1] in (
        [],
        ["."],
    ):
        return True  # "wherever they engaged"
    if _is_title(around) or _figurative(around):
        return True
    if lemma == "shell" and around.after(1) and around.after(1)[0] == "out":
        return True  # "shelling out millions"
    if lemma == "seize" and arms_seized(around):
        return True
    if lemma == "hold" and around.passive() and "by" not in around.after(4):
        return True
    if lemma in ("capture", "seize") and around.trigger.entry.type == "seize" and not around.passive():
        return takes_people(around)
    return False


def _harmless(around: Surroundings) -> bool:
    """Prizes, stories, criticism and sentences of courts told in the words of war."""
    trigger, words = around.trigger, around.sentence_words
    lemma = trigger.lemma
    if not context("fiction").isdisjoint(words):
        return True  # "alien ships bomb X"
    if lemma in ("capture", "seize", "take", "retain", "reclaim", "regain", "defend", "secure"):
        phrase = phrase_after(around.reading, trigger.last, around.clause[1])
        if phrase is not None and _head(around.reading, *phrase) in context("prizes"):
            return True  # "captured the title in X"
    if lemma in ("capture", "shoot") and not context("artists").isdisjoint(around.before()):
        return not around.passive()  # "the photographer captured X at dusk"
    if lemma.startswith("come under") and not around.sentence_has("armed", "air", "missile"):
        if HARM & set(words):
            return False
        blamed = {"for", "over", "from"} & set(around.after(6))
        if blamed and not context("criticism").isdisjoint(around.sentence_words):
            return True  # "came under fire for her remarks"
    if lemma == "hold out" and not context("held_out").isdisjoint(around.after(3)):
        return True  # "holding out the prospect of"
    if lemma.endswith("in the hands") and not context("deciders").isdisjoint(around.after(4)):
        return True  # "the case is in the hands of a tribunal"
    if lemma in ("jail", "imprison") and not context("judging").isdisjoint(around.before()):
        return True  # "a court jailed a blogger": a sentence, not a detention
    return (
        around.sentence_has("law")
        and not context("kin").isdisjoint(around.after(4))
        and not around.sentence_has("nonstate", "military_object")
    )  # "sentenced for stabbing his neighbour"


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


def _head(reading: Reading, first: int, last: int) -> str:
    """The head noun of a phrase: "mines" of "the gold mines near X"; none where "of" says whose it is."""
    end = next((at for at in range(first, last) if reading.tags[at] == "P"), last)
    return "" if reading.words[end : end + 1] == ["of"] else reading.words[end - 1]


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


def _country_object(around: Surroundings) -> bool:
    reading, at = around.reading, around.trigger.last
    if at >= around.clause[1] or reading.toponym_of[at] < 0:
        return False
    return reading.tags[at + 1 : at + 2] not in (["N"], ["#"])


def arms_seized(around: Surroundings) -> bool:
    """ "One insurgent killed, two rifles seized near X": a headline's passive."""
    return around.reading.tags[around.trigger.first] == "E" and not context("arms").isdisjoint(
        around.before(2)
    )


def takes_people(around: Surroundings) -> bool:
    """ "seized hundreds of hostages": people were taken, not the place."""
    phrase = phrase_after(around.reading, around.trigger.last, around.clause[1])
    if phrase is None or around.reading.toponym_of[phrase[0]] >= 0:
        return False
    words = around.reading.words[phrase[0] : phrase[1]]
    heads = words[: words.index("in")] if "in" in words else words
    people = context("captives") | context("people") | HOSTAGES
    return not people.isdisjoint(heads) and context("places").isdisjoint(heads)


def is_metaphor(around: Surroundings) -> bool:
    """A word of sport, screen or market in the clause, and no word of war anywhere in the sentence."""
    if around.trigger.entry.type in ("unrest", "detention", "agreement", "displacement"):
        return False
    if not around.sentence_has("metaphor"):
        return False
    return not (
        around.sentence_has("armed", "missile", "air", "explosive") or HARM & set(around.sentence_words)
    )


def is_of_labour(around: Surroundings) -> bool:
    """Whether several words of work and pay stand in the sentences around."""
    words, sentence = around.reading.words, around.sentence
    nearby = words[max(0, sentence.first - _NEARBY) : sentence.last + _NEARBY]
    return len(context("workers_strike").intersection(nearby)) > 2
