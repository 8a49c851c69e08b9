"""Whether an event happened: what the words of its clause and the voices around it make of it."""

from collections.abc import Sequence
from functools import cache
from typing import cast

from geoclaims.claims.cues import Attributed
from geoclaims.claims.grammar import lexicon, verb_bases, words_of
from geoclaims.claims.phrases import verb_group_start
from geoclaims.claims.reading import Reading
from geoclaims.claims.surroundings import Surroundings
from geoclaims.claims.triggers import context
from geoclaims.vocabulary import Realis

_REACH_GOVERNOR = 7
_REACH_VERB = 9
_PRESENT = frozenset(("is", "are", "remains", "remain", "has", "have"))
_AHEAD = frozenset(("expected", "told", "feared"))
_CHECKED = frozenset(("verified", "verify", "confirmed", "confirm", "corroborated"))


@cache
def modal_words(section: str) -> dict[str, str]:
    return {word: key for key, text in lexicon("modality")[section].items() for word in text.split()}


@cache
def _governors() -> dict[str, str]:
    """Every form of every governing word to the realis it gives; earlier lists win."""
    found: dict[str, str] = {}
    for key, text in lexicon("modality")["governors"].items():
        for word in text.split():
            found.setdefault(word, key)
    return found


@cache
def _fear_words() -> frozenset[str]:
    return frozenset(
        ("fearing", "feared", "fear", "fears", "dreading", "risking", "risk", "threat", "danger")
    )


def own_realis(around: Surroundings) -> Realis | None:
    """What the words of the clause say, or None where they say nothing."""
    if _is_asked(around):
        return "possible"
    said = _said_realis(around)
    if said in ("planned", "attempted") and _came_to_nothing(around):
        return "attempted"
    return said


_ASKING = frozenset(
    ("did", "do", "does", "has", "have", "is", "are", "was", "were", "could", "can", "will", "would")
)


def _is_asked(around: Surroundings) -> bool:
    """ "Did Russian troops really enter X?": a question says neither that they did nor that they did not."""
    words, sentence = around.reading.words, around.sentence
    if "?" not in words[max(sentence.first, sentence.last - 2) : sentence.last]:
        return False
    first = sentence.first + (around.reading.tags[sentence.first] == "Q")
    return words[first] in _ASKING


_ENDS_AIM = frozenset(
    (";", "if", "unless", "after", "before", "that", "where", "which", "who", "when", "while", "said")
)
"""What follows speaks of something else than the aim before it."""


def _came_to_nothing(around: Surroundings) -> bool:
    """ "The bid to retake X ended in failure", "a plot to bomb X was foiled": what is told behind the aim."""
    reading, sentence = around.reading, around.sentence
    words = reading.words
    if (
        around.trigger.verbal
        and "to" not in words[max(sentence.first, around.trigger.first - 3) : around.trigger.first]
    ):
        return False
    failing = context("repulse")
    for at in range(around.trigger.last, sentence.last):
        if words[at] in _ENDS_AIM:
            return False
        if words[at] in failing and reading.tags[at] in "VEIN":
            return True
    return False


def _said_realis(around: Surroundings) -> Realis | None:
    """As the governing words have it."""
    reading, trigger = around.reading, around.trigger
    opener = _conditional(around)
    if opener is not None:
        return opener
    nominal = trigger.entry.kind == "idiom" and reading.tags[trigger.first] in "NM"
    if trigger.verbal and not nominal:
        start = verb_group_start(reading, trigger.first, around.clause[0])
        if reading.words[around.sentence.first] == "how" and reading.tags[trigger.first] == "V":
            return "generic"  # "How armies capture cities is taught …"
        modal = _modal(reading, start, trigger.first)
        if modal is not None:
            return _if_so(around, modal)
        if not words_of("modality", "habitual").isdisjoint(reading.words[start : trigger.first]):
            return "generic"  # "drivers sometimes protest"
        if trigger.lemma == "disperse":
            return None  # "fired shots to disperse protesters": the protest was
        gathered = not words_of("modality", "gathered").isdisjoint(around.before(14))
        if trigger.entry.type == "unrest" and gathered:
            return None  # "took to the streets to protest"
        infinitive = (
            reading.tags[trigger.first] == "I"
            or reading.words[max(start - 1, 0)] == "to"
            or "to" in reading.words[start : trigger.first]
        )
        if infinitive or (
            start > around.sentence.first
            and reading.words[start - 1] in ("from", "of", "at")
            and reading.tags[trigger.first] == "G"
        ):
            group = reading.words[start : trigger.first]
            if "to" in group and ("have" in group or _is_said_of(reading, start)):
                # "is said to have been seized", "claims to hold": told of, not intended
                held = trigger.entry.type == "territory_status" and "have" not in group
                return "ongoing" if held else None
            if reading.words[start - 2 : start] == ["close", "to"]:
                return "attempted"  # "came close to taking X"
            if reading.words[start - 2 : start] in (["verge", "of"], ["brink", "of"]):
                return "possible"
            governed = _governor(around, start)
            return governed if governed is not None else ("planned" if "to" in group else None)
        if reading.tags[trigger.first] == "G" and _is_aimed_at(around):
            return "planned"
        if reading.tags[trigger.first] == "G":
            if any(
                reading.words[at] in words_of("grammar", "forms_of_be") for at in range(start, trigger.first)
            ):
                return "ongoing"
            governed = _governor(around, start) if start > 0 and reading.tags[start - 1] in "EVG" else None
            return governed
        if trigger.entry.type == "territory_status" and (
            reading.tags[trigger.first] == "V" or not _PRESENT.isdisjoint(reading.words[start : trigger.last])
        ):
            return "ongoing"
        return None
    return _of_noun(around)


def _if_so(around: Surroundings, modal: Realis) -> Realis:
    """ "Should talks collapse, the coalition would bomb X": what follows from a condition."""
    reading, first = around.reading, around.sentence.first
    opens = (
        modal_words("openers").get(reading.words[first]) == "hypothetical" and reading.words[first] != "once"
    )
    return "hypothetical" if modal == "planned" and opens and "would" in around.sentence_words else modal


def _is_aimed_at(around: Surroundings) -> bool:
    """ "Capturing X was a priority": an aim, not a deed."""
    words = around.reading.words
    for at in range(around.trigger.last, min(around.clause[1], around.trigger.last + 10)):
        if words[at] in words_of("grammar", "forms_of_be"):
            return not words_of("modality", "aims").isdisjoint(words[at + 1 : at + 6])
        if around.reading.tags[at] in "VEG.":
            return False
    return False


def _conditional(around: Surroundings) -> Realis | None:
    """ "If Mocha falls …": the opener of the clause, or one before it without a comma between."""
    reading = around.reading
    table = modal_words("openers")
    for at in range(around.trigger.first - 1, around.sentence.first - 1, -1):
        word = reading.words[at]
        if word in (",", ";", "—"):
            return None
        if word in table and reading.tags[at] in "SO" and (word not in ("until", "once") or _present(around)):
            return cast(Realis, table[word])
        if reading.tags[at] in "SW":
            return None
    return None


def _present(around: Surroundings) -> bool:
    return around.reading.tags[around.trigger.first] in "V"


def _modal(reading: Reading, start: int, verb: int) -> Realis | None:
    table = modal_words("modals")
    for at in range(start, verb):
        kind = table.get(reading.words[at])
        if kind is not None:
            if "have" in reading.words[at:verb] and reading.words[at] in (
                "would",
                "could",
                "might",
                "should",
            ):
                return "possible" if reading.words[at] in ("might", "could") else "hypothetical"
            return cast(Realis, kind)
    return None


def _is_said_of(reading: Reading, start: int) -> bool:
    """Whether "reported", "said", "believed" or "claims" stand before the infinitive."""
    passives = lexicon("cues")["unspecified"]["passive"].split()
    before = reading.words[start - 1] if start > 0 else ""
    return (before in passives and before not in _AHEAD) or before in ("claim", "claims")


def _governor(around: Surroundings, start: int) -> Realis | None:
    """The realis of the word that governs an infinitive or a noun, looking left of ``start``."""
    reading = around.reading
    table = _governors()
    bases = verb_bases()
    low = max(around.sentence.first, start - _REACH_GOVERNOR)
    for at in range(start - 1, low - 1, -1):
        word = reading.words[at]
        if word in (";", ".", ":"):
            return None
        base = bases.get(word, (word, ""))[0]
        kind = table.get(base) or table.get(word)
        ends = word in words_of("modality", "stops")
        if kind is None and reading.tags[at] in "VE" and at < start - 1 and not ends:
            return None
        if kind == "occurred" and reading.tags[at] not in "VEIG":
            continue  # "his forces to advance": a noun
        if kind is None and ends:
            kind = "occurred"
        if kind is not None and reading.tags[at] not in "D":
            return _governed(reading, at, kind)
    return None


def _governed(reading: Reading, at: int, kind: str) -> Realis | None:
    negated = any(reading.words[i] in words_of("grammar", "negations") for i in range(max(0, at - 2), at))
    if negated and reading.words[at] in words_of("modality", "stops"):
        return "ongoing"  # "has not stopped shelling X"
    match kind:
        case "occurred":
            lasts = reading.words[at] in words_of("modality", "lasts")
            return "attempted" if negated else "ongoing" if lasts else "occurred"
        case "ongoing":
            return "ongoing"
        case "generic" if reading.tags[at] in "VEG" and reading.words[at].startswith("us"):
            return "occurred"  # "used a tunnel to enter X"
        case "attempted" | "planned" | "possible" | "hypothetical":
            return cast(Realis, kind)
        case _:
            return None


def _of_noun(around: Surroundings) -> Realis | None:
    """ "a planned assault", "fears of shelling", "called for a ceasefire"."""
    reading, trigger = around.reading, around.trigger
    if is_order(around):
        return "planned"
    if _goes_on(around):
        return "ongoing"
    if _left_dead(around):
        return None
    adjectives = modal_words("adjectives")
    at = trigger.first - 1
    while at >= around.sentence.first and reading.tags[at] in "NM-'E#BG":
        kind = adjectives.get(reading.words[at])
        if kind is not None:
            return cast(Realis, kind)
        if reading.words[at] in _fear_words():
            return "possible"
        at -= 1
    while at >= around.sentence.first and reading.tags[at] in "DNM'CG-B":
        if reading.words[at] in _fear_words():
            return "possible"
        if reading.tags[at] == "G" and reading.tags[at - 1] in "AB":
            break  # "is preparing an offensive"
        at -= 1
    before = reading.words[at] if at >= around.sentence.first else ""
    if before == "of" and not _fear_words().isdisjoint(
        reading.words[max(around.sentence.first, at - 5) : at]
    ):
        return "possible"  # "fears are growing of an assault"
    if (
        before in ("of", "for", "against", "from", "at", "to", "on", "over")
        and at - 1 >= around.sentence.first
    ):
        governed = _governors().get(verb_bases().get(reading.words[at - 1], (reading.words[at - 1],))[0])
        if governed == "generic" and before == "of":
            return "generic"
        if governed in ("planned", "attempted", "possible", "hypothetical"):
            return cast(Realis, governed)
    if at >= around.sentence.first and reading.tags[at] in "VIEG":
        base = verb_bases().get(before, (before,))[0]
        governed = _governors().get(base)
        if base in ("refrain", "abstain"):
            return "hypothetical"
        if base in ("thwart", "foil", "prevent", "avert"):
            return "attempted"
        if governed in ("possible", "hypothetical") or (
            governed == "planned"
            and base in ("plan", "prepare", "threaten", "order", "expect", "vow", "promise")
        ):
            return cast(Realis, governed)
        if reading.tags[at] == "I":
            start = verb_group_start(reading, at, around.sentence.first)
            own = _modal(reading, start, at)
            return (_if_so(around, own) if own is not None else None) or (
                _governor(around, start) if "to" in reading.words[start:at] else None
            )
    likely = _likely_behind(around)
    if likely is not None:
        return likely
    # "an attack could begin within days": the verb behind the noun
    for behind in range(trigger.last, min(around.clause[1], trigger.last + 8)):
        if reading.tags[behind] in "A":
            modal = modal_words("modals").get(reading.words[behind])
            if not _CHECKED.isdisjoint(reading.words[behind : behind + 5]):
                return None  # "could not be verified" is said of the report, not of the event
            if reading.words[behind] == "would" and words_of("modality", "begins").isdisjoint(
                reading.words[behind + 1 : behind + 2]
            ):
                return "hypothetical"  # "an offensive against X would displace a million people"
            return cast(Realis, modal) if modal is not None else None
        if reading.tags[behind] in "VE.":
            break
    return None


def is_order(around: Surroundings) -> bool:
    """ "evacuation orders for X": what is ordered has not happened yet."""
    return not around.trigger.verbal and list(around.after(1)) in (["order"], ["orders"])


def _likely_behind(around: Surroundings) -> Realis | None:
    """ "an attack on X remains unlikely", "an assault was imminent"."""
    reading, table = around.reading, modal_words("behind")
    for at in range(around.trigger.last, min(around.clause[1] - 1, around.trigger.last + _REACH_VERB)):
        if reading.tags[at] in "VAE":
            said = [word for word in reading.words[at + 1 : at + 3] if word in table]
            return cast(Realis, table[said[0]]) if said else None
    return None


def _goes_on(around: Surroundings) -> bool:
    """ "the shelling has not stopped", "fighting continues", "clashes were under way": it lasts."""
    reading = around.reading
    for at in range(around.trigger.last, min(around.clause[1], around.trigger.last + _REACH_VERB)):
        if reading.tags[at] == "." or (reading.tags[at] in "SW" and at > around.trigger.last):
            return False
        if reading.tags[at] not in "VAEIG":
            continue
        stop = at
        while stop < around.clause[1] and reading.tags[stop] in "ABVEIGP" and stop < at + 5:
            stop += 1
        group = reading.words[at : min(stop + 1, around.clause[1])]
        if not words_of("modality", "lasts").isdisjoint(group) or group[-2:] in (
            ["under", "way"],
            ["going", "on"],
        ):
            return True
        stops = not words_of("modality", "stops").isdisjoint(group)
        return stops and not words_of("grammar", "negations").isdisjoint(group)
    return False


def realis_from_voices(around: Surroundings, voices: Sequence[Attributed]) -> Realis | None:
    """What the cue makes of its content: ordered, vowed, feared, hoped for."""
    for voice in voices:
        realis = voice.entry.realis
        if realis is None:
            continue
        if realis == "planned" and (_past(around) or _left_dead(around)):
            continue
        if voice.entry.stance == "orders" and not words_of("modality", "tried").isdisjoint(
            around.sentence_words
        ):
            continue  # "convicted of ordering the massacre"
        return realis
    return None


def _left_dead(around: Surroundings) -> bool:
    """ "ordered the attack in which 51 people died": what killed has happened."""
    reading, last = around.reading, around.sentence.last
    for at in range(around.trigger.last, last):
        if reading.words[at] in ("which", "that", "where") and reading.tags[at] == "W":
            return not words_of("modality", "deadly").isdisjoint(reading.words[at:last])
    return False


def _past(around: Surroundings) -> bool:
    """A finite past tense of its own: "promised that the man who shelled X …"."""
    reading, trigger = around.reading, around.trigger
    return trigger.verbal and reading.tags[trigger.first] == "E" and not around.passive()
