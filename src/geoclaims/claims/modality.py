"""Whether a claimed event happened, is planned, feared or denied, and how sure the source is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from geoclaims.claims.cues import Attributed
from geoclaims.claims.falsity import called_false
from geoclaims.claims.grammar import words_of
from geoclaims.claims.phrases import phrase_before, verb_group_start
from geoclaims.claims.realis import is_order, modal_words, own_realis, realis_from_voices
from geoclaims.claims.surroundings import Surroundings
from geoclaims.vocabulary import Certainty, Polarity, Realis, Stance

_OPEN = frozenset(("unclear", "uncertain", "unknown", "unsure", "clear"))
_OWN_REACH = 4
_IF_CONFIRMED = frozenset((("if", "confirmed"), ("if", "verified"), ("if", "true")))
_APART = frozenset(("since", "after", "before", "than", "which", "who"))
_NOBODY = frozenset(("no", "none", "nobody", "neither", "nothing"))
_NEGATIVE_DETERMINERS = frozenset(("no", "without", "neither", "zero"))


@dataclass(frozen=True, slots=True)
class Modality:
    """What a claim says of its event's reality."""

    realis: Realis
    polarity: Polarity
    stance: Stance
    certainty: Certainty


def read_modality(
    around: Surroundings, voices: Sequence[Attributed], vouching: Attributed | None
) -> Modality:
    """The modality of one trigger; ``voices`` are the attributions around it, innermost first."""
    unclear = _unclear(around)
    own = "possible" if unclear or _is_to_be_confirmed(around) else own_realis(around)
    realis = own or realis_from_voices(around, voices) or "occurred"
    return Modality(
        realis=realis,
        polarity=_polarity(around),
        stance=("cannot_confirm" if unclear else _of_false(around, vouching))
        or ("threatens" if realis == "planned" and _threatened(around, vouching) else None)
        or _own_stance(around, realis)
        or _stance(voices, vouching, realis),
        certainty=_certainty(around),
    )


def _is_to_be_confirmed(around: Surroundings) -> bool:
    """ "If confirmed, the capture of X would …", but not what it is compared with: "since the fall of Y"."""
    words, first, last = around.reading.words, around.sentence.first, around.sentence.last
    said = any(
        (words[at], words[at + 1]) in _IF_CONFIRMED
        and words[at + 2] == ","
        and (at == first or words[at - 1] == ",")
        for at in range(first, last - 2)
    )
    return said and _APART.isdisjoint(words[first : around.trigger.first])


def _subject(around: Surroundings) -> list[str]:
    """The words of the subject of a verb, possessive and all."""
    reading, trigger = around.reading, around.trigger
    if not trigger.verbal:
        return []
    start = verb_group_start(reading, trigger.first, around.clause[0])
    phrase = phrase_before(reading, start - 1, around.clause[0]) if start > around.clause[0] else None
    return list(reading.words[slice(*phrase)]) if phrase is not None else []


def _threatened(around: Surroundings, vouching: Attributed | None) -> bool:
    """ "warned it would strike X", "vowed to shell X": what the speaker will do to somebody."""
    if vouching is None or vouching.entry.lemma not in words_of("modality", "threatening"):
        return False
    if around.trigger.entry.type in words_of("modality", "harmless_types") or not around.trigger.verbal:
        return False
    start = around.reading.first_token_at(vouching.contents[0][0])
    own = around.reading.words[start] == "to" and around.trigger.first - start < _OWN_REACH
    return own or not {"it", "they", "we", "i"}.isdisjoint(_subject(around))


def _polarity(around: Surroundings) -> Polarity:
    reading, trigger = around.reading, around.trigger
    negations = words_of("grammar", "negations")
    if trigger.verbal:
        start = verb_group_start(reading, trigger.first, around.clause[0])
        if any(reading.words[at] in negations for at in range(start, trigger.first)):
            return "negative"
        if reading.words[max(start, trigger.first - 2) : trigger.first] == ["yet", "to"]:
            return "negative"  # "has yet to capture X"
        subject = phrase_before(reading, start - 1, around.clause[0]) if start > around.clause[0] else None
        return "negative" if subject is not None and reading.words[subject[0]] in _NOBODY else "positive"
    at = trigger.first - 1
    while at >= around.clause[0] and reading.tags[at] in "NM'-#":
        at -= 1
    if at >= around.clause[0] and reading.words[at] in _NEGATIVE_DETERMINERS:
        return "negative"
    if at >= around.clause[0] and reading.words[at] == "any":
        at -= 1
    if at < around.clause[0] or reading.words[at] not in words_of("modality", "noticing"):
        return "positive"
    start = verb_group_start(reading, at, around.clause[0])  # "neither side reported ground attacks"
    subject = phrase_before(reading, start - 1, around.clause[0]) if start > around.clause[0] else None
    nobody = subject is not None and reading.words[subject[0]] in _NOBODY
    return "negative" if nobody or not negations.isdisjoint(reading.words[start:at]) else "positive"


def _of_false(around: Surroundings, vouching: Attributed | None) -> Stance | None:
    """Who says that a report is false denies what it tells of."""
    if vouching is None or vouching.source is None:
        return None
    false = called_false(around.reading, around.sentence, around.trigger)
    if false is None:
        return None
    spoken = vouching.covers(around.reading.tokens[false].start)
    return "denies" if spoken or vouching.entry.stance == "denies" else None


def _own_stance(around: Surroundings, realis: Realis) -> Stance | None:
    """ "said it was behind the bombing": credit claimed in so many words."""
    words = around.reading.words
    if is_order(around):
        return "orders"
    if around.trigger.verbal or realis != "occurred":
        return None
    for at in range(around.trigger.first - 1, max(around.clause[0] + 1, around.trigger.first - 6), -1):
        if words[at : at + 2] == ["responsible", "for"] and words[at - 2] in ("it", "they", "we"):
            return "claims_credit"
        if words[at] == "behind":
            return "claims_credit" if words[at - 2] in ("it", "they", "we") else None
    return None


def _unclear(around: Surroundings) -> bool:
    """ "It is unclear whether X fell": an open question."""
    reading = around.reading
    for at in range(around.trigger.first - 1, around.sentence.first, -1):
        if reading.words[at] in ("whether", "if"):
            return not _OPEN.isdisjoint(reading.words[max(around.sentence.first, at - 3) : at])
        if reading.words[at] in (";", ","):
            return False
    return False


def _stance(voices: Sequence[Attributed], vouching: Attributed | None, realis: Realis) -> Stance:
    """The stance of the source itself, or of whoever's order or threat it tells of."""
    for voice in voices:
        if voice.negated and voice.entry.lemma in ("confirm", "verify", "say", "deny", "rule out"):
            return "cannot_confirm"
        if voice.entry.stance == "predicts" and realis in ("occurred", "ongoing"):
            continue  # "warned that X was being shelled"
        if voice.entry.stance == "orders" and realis == "occurred" and voice is not vouching:
            continue  # "said he had ordered the attack in which 51 died"
        if voice.entry.stance != "asserts":
            return voice.entry.stance
        if voice is vouching:
            break
    return "asserts"


def _certainty(around: Surroundings) -> Certainty:
    table = modal_words("certainty")
    reading = around.reading
    for at in range(
        max(around.clause[0], around.trigger.first - 6), min(around.clause[1], around.trigger.last + 2)
    ):
        kind = table.get(reading.words[at])
        if kind is not None and reading.tags[at] in "ABN" and (kind != "certain" or reading.tags[at] == "B"):
            return cast(Certainty, kind)
    return "unstated"
