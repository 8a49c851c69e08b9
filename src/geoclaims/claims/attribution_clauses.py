"""Attributions by a cue verb: "X said that …", "…, said X", "…, X said, …"."""

from collections.abc import Sequence
from dataclasses import replace

from geoclaims.claims.attribution_content import (
    complement_fits,
    content_after,
    content_before,
    skip_asides,
)
from geoclaims.claims.attribution_subjects import Subject, fronted_subject, subject_of
from geoclaims.claims.clauses import has_verb
from geoclaims.claims.cues import Attributed, Cue, TokenSpan, cue_verbs
from geoclaims.claims.falsity import says_false
from geoclaims.claims.grammar import is_source_word, lexicon, words_of
from geoclaims.claims.person_names import is_kind_word
from geoclaims.claims.phrases import (
    phrase_after,
    phrase_before,
    verb_group_start,
    with_apposition_after,
)
from geoclaims.claims.reading import Reading
from geoclaims.claims.surroundings import is_passive
from geoclaims.claims.triggers import is_event_noun, is_trigger_word
from geoclaims.language.annotation import Sentence

_REACH_JUDGED = 30
_LONGEST_SPEAKER = 10
_REACH_ANONYMITY = 7
_STOPS = frozenset((".", ",", ";", ":", "—", "–", "--", "…", "...", "!", "?", ")"))
_SEEMING = frozenset(
    ("appear", "appears", "appeared", "seem", "seems", "seemed", "purport", "purports", "purported")
)
_FIRST_OR_SECOND = frozenset(("i", "we", "you"))
_TOLD_INFINITIVES = frozenset(
    ("say", "tell", "announce", "report", "confirm", "deny", "warn", "claim", "explain")
)


def find_clause_attributions(reading: Reading, sentence: Sentence) -> list[Attributed]:
    """The attributions of one sentence that a cue verb makes, in text order."""
    table = cue_verbs()
    found: list[Attributed] = []
    at = sentence.first
    while at < sentence.last:
        cues = table.get(reading.words[at])
        if cues is not None and reading.tags[at] in "VIEG":
            made = _at_verb(reading, sentence, at, cues, found)
            if made is not None:
                found.append(made)
        at += 1
    return found


def _at_verb(
    reading: Reading, sentence: Sentence, verb: int, cues: Sequence[Cue], earlier: Sequence[Attributed]
) -> Attributed | None:
    for cue in cues:
        end = verb + 1 + len(cue.rest)
        if cue.rest and tuple(reading.words[verb + 1 : end]) != cue.rest:
            continue
        made = _with_cue(reading, sentence, verb, end, cue, earlier)
        if made is not None:
            return made
    return None


def _with_cue(
    reading: Reading, sentence: Sentence, verb: int, end: int, cue: Cue, earlier: Sequence[Attributed]
) -> Attributed | None:
    floor = _floor(reading, verb, sentence)
    start = verb_group_start(reading, verb, floor)
    ceiling = _ceiling(reading, verb, sentence)
    if (
        cue.document
        and start > floor
        and reading.words[start] == "to"
        and reading.words[start - 1] in _SEEMING
    ):
        start = verb_group_start(reading, start - 1, floor)  # "videos appear to show"
    if is_passive(reading, verb) or not _is_told(reading, verb, start, cue):
        return None
    denied = any(c.stance == "denies" for c in cue_verbs().get(reading.words[verb - 1], ()))
    if denied and reading.tags[verb] == "G":
        return None  # "denies backing M23"
    said = " ".join(reading.words[verb : verb + _REACH_ANONYMITY])
    if said.startswith(tuple(lexicon("sources")["anonymity_phrases"])):
        return None  # "who asked not to be named"
    ahead = not words_of("grammar", "modals").isdisjoint(reading.words[start:verb])
    done = not words_of("cues", "declared").isdisjoint(reading.words[end : end + 5])
    if (ahead or earlier) and done and cue.lemma in ("declare", "announce"):
        return None  # "would declare a state of emergency": done by saying, but not yet said
    fronted = fronted_subject(reading, verb, start, floor, ceiling)
    ceiling = fronted[1] if fronted is not None else ceiling
    follows = skip_asides(reading, end, ceiling, cue)
    at_end = follows >= ceiling or reading.words[follows] in _STOPS
    quote_follows = follows < ceiling and reading.tags[follows] == "Q"
    subject = subject_of(reading, start, verb, floor, earlier)
    if fronted is not None:
        subject = fronted[0], "shared subject"
    if subject is not None and subject[0] is not None and is_event_noun(reading.words[subject[0][1] - 1]):
        return None  # "Explosions heard in X - state TV"
    if subject is None or _names_speaker_behind(reading, verb, start, end, ceiling, cue):
        inverted = _inverted(reading, sentence, verb, start, end, ceiling, cue)
        if inverted is not None:
            return inverted
    if at_end and follows < ceiling and reading.words[follows] == ":" and follows + 1 < ceiling:
        at_end = False
        follows += 1
    if at_end:
        if not cue.aside or subject is None:
            return None
        return _aside(reading, sentence, verb, start, end, subject, follows, cue, floor)
    if quote_follows and reading.quote_of[follows] >= 0:
        return None  # the quote's own rule finds it
    of_relative = _object_relative(reading, subject, follows, ceiling, cue)
    if of_relative is None and not complement_fits(reading, follows, ceiling, cue):
        return None
    if subject is None:
        return None
    ceiling = of_relative or ceiling
    if cue.keeps_count and not _keeps_count(reading, subject[0]):
        return None
    source, inferred = subject
    if source is not None and says_false(reading.words[slice(*source)]):
        return None  # "dismissed as lies reports that …": no lies report
    if reading.words[verb] in words_of("modality", "judging") and says_false(
        reading.words[follows : min(ceiling, follows + _REACH_JUDGED)]
    ):
        cue = replace(cue, stance="denies", vouches=True)  # "called reports of the fall a lie"
    if cue.lemma == "claim" and _names_attack(reading, follows, ceiling):
        cue = replace(cue, stance="claims_credit")
    negated = any(reading.words[i] in words_of("grammar", "negations") for i in range(start, verb))
    if negated and cue.stance == "claims_credit":
        return None  # "The group has not claimed the attack": it says nothing of it
    chain: tuple[TokenSpan, ...] = ()
    nobody = source is not None and reading.words[source[0]] in ("no", "nobody", "none", "neither")
    if nobody and cue.lemma in ("confirm", "verify", "acknowledge"):
        negated = True  # "Neither side has confirmed the fall of X"
    elif nobody:
        return None  # "No group has claimed responsibility": nobody speaks
    if reading.words[start - 1] == "as" and reading.tags[verb] == "G":
        # "The Guardian quoted an official as saying": the official speaks, the paper passes it on
        quoted = phrase_before(reading, start - 2, floor)
        if quoted is not None:
            chain = (source,) if source is not None and source != quoted else ()
            source, inferred = quoted, None
    contents = content_after(reading, follows, ceiling, _is_relative(reading, source, floor))
    if not contents:
        return None
    return Attributed(
        contents=contents,
        cue=reading.span(start, end),
        cue_token=verb,
        entry=cue,
        source=source,
        form="responsibility" if cue.stance == "claims_credit" else "clause",
        inferred=inferred,
        chain=chain,
        negated=negated,
    )


def _keeps_count(reading: Reading, source: TokenSpan | None) -> bool:
    """Whether a source is one that records events: a monitor, a ministry, the police."""
    if source is None:
        return False
    words = reading.words[slice(*source)]
    return any(is_kind_word(word, key) for word in words for key in ("monitor", "institution", "official"))


def _object_relative(
    reading: Reading, subject: Subject | None, follows: int, ceiling: int, cue: Cue
) -> int | None:
    """Where the clause of "the depot, which officials said had been hit, burned" ends, or None."""
    if subject is None or subject[0] is None or "clause" not in cue.takes:
        return None
    first = subject[0][0]
    if first < 2 or reading.tags[first - 1] != "W" or reading.tags[follows] not in "AVE":
        return None
    if reading.words[first - 2] != ",":
        return ceiling
    return next((at for at in range(follows, ceiling) if reading.words[at] == ","), ceiling)


def _names_attack(reading: Reading, at: int, ceiling: int) -> bool:
    """ "claimed the attack": the object of the claim is an event, not what is said of it."""
    phrase = phrase_after(reading, at, ceiling)
    if phrase is None or (phrase[1] < ceiling and reading.tags[phrase[1]] in "VAE"):
        return False
    return any(is_trigger_word(reading.words[i]) for i in range(*phrase) if reading.words[i] != "control")


def _is_relative(reading: Reading, source: TokenSpan | None, floor: int) -> bool:
    """Whether the cue stands in a relative clause: "who said", "which the opposition accuses"."""
    if source is None:
        return False
    return reading.tags[source[0]] == "W" or (source[0] > floor and reading.tags[source[0] - 1] == "W")


def _is_told(reading: Reading, verb: int, start: int, cue: Cue) -> bool:
    """Whether the verb tells of words or thoughts, and is not merely wished for or within a quote.

    "I think" in quoted speech adds nothing to the quote; "to show" and "don't know" tell of none.
    """
    thought = cue.belief or not cue.vouches or cue.document or cue.realis is not None
    if reading.quote_of[verb] >= 0:
        before = reading.words[start - 1] if start else ""
        if thought or before in _FIRST_OR_SECOND or reading.tags[verb] == "I":
            return False
    group = reading.words[start:verb]
    if cue.document and not _SEEMING.isdisjoint(group):
        return True
    if reading.tags[verb] == "I" and "to" in (*group, reading.words[start - 1] if start else ""):
        return cue.lemma in _TOLD_INFINITIVES
    return not (cue.belief and not words_of("grammar", "negations").isdisjoint(group))


def _floor(reading: Reading, verb: int, sentence: Sentence) -> int:
    """Where the search for a subject ends: the sentence, or the quote the verb stands in or after."""
    inside = reading.quote_of[verb]
    at = verb
    while at > sentence.first:
        if reading.quote_of[at - 1] != inside:
            return at
        at -= 1
    return at


def _ceiling(reading: Reading, verb: int, sentence: Sentence) -> int:
    inside = reading.quote_of[verb]
    if inside < 0:
        return sentence.last
    at = verb
    while at < sentence.last and reading.quote_of[at] == inside and reading.tags[at] != "Q":
        at += 1
    return at


def _inverted(
    reading: Reading, sentence: Sentence, verb: int, start: int, end: int, ceiling: int, cue: Cue
) -> Attributed | None:
    """ "…, said Major Diallo.": the source behind the cue, the content before it."""
    if not cue.aside or start != verb or reading.tags[verb] in "GI":
        return None
    before = reading.words[start - 1] if start > sentence.first else ""
    if before not in (",", "—", "–", "?", "!") and not (before and reading.tags[start - 1] == "Q"):
        return None
    phrase = phrase_after(reading, end, ceiling)
    if phrase is None:
        return None
    phrase = with_apposition_after(reading, phrase, ceiling)
    contents = content_before(reading, sentence, start - 1)
    if not contents:
        return None
    return Attributed(contents, reading.span(verb, end), verb, cue, phrase, "aside")


def _names_speaker_behind(reading: Reading, verb: int, start: int, end: int, ceiling: int, cue: Cue) -> bool:
    """ "…, wounding six, said the governor.": a comma before the verb, a speaker and a full stop behind."""
    if cue.audience or start != verb or reading.words[verb - 1 : verb] != [","]:
        return False
    phrase = phrase_after(reading, end, ceiling)
    if phrase is None or phrase[1] - phrase[0] > _LONGEST_SPEAKER or reading.tags[phrase[0]] == "R":
        return False
    speaks = any(is_source_word(reading.words[at]) for at in range(*phrase))
    if not speaks and any(reading.tags[at] not in "M-" for at in range(*phrase)):
        return False
    stop = with_apposition_after(reading, phrase, ceiling)[1]
    return stop >= ceiling or reading.words[stop] in (".", "!", "?", ";")


def _aside(
    reading: Reading,
    sentence: Sentence,
    verb: int,
    start: int,
    end: int,
    subject: Subject,
    follows: int,
    cue: Cue,
    floor: int,
) -> Attributed | None:
    """ "The airfield, he said, had been shelled": the content lies around the cue."""
    source, inferred = subject
    if not words_of("grammar", "negations").isdisjoint(reading.words[start:verb]):
        return None  # "Russia has not commented"
    first = source[0] if source is not None and inferred is None else start
    if reading.words[first - 1 : first] == ["as"] and first > sentence.first:
        first -= 1  # "As the mayor put it, …"
    if first > sentence.first and reading.tags[first - 1] not in ".QC":
        return None
    joined = first > sentence.first and reading.tags[first - 1] == "C"
    if joined and not has_verb(reading, sentence.first, first - 1):
        return None  # "Neither the army nor the rebels commented"
    opens_relative = first - 2 > sentence.first and reading.words[first - 2] in ("which", "who", "that")
    contents = [] if opens_relative else list(content_before(reading, sentence, first - 1))
    as_fronted = first == sentence.first and reading.words[first] == "as"
    if (
        follows + 1 < sentence.last
        and reading.words[follows] in (",", "—", "–")
        and (as_fronted or (first > sentence.first and reading.words[first - 1] in (",", "—", "–")))
        and has_verb(reading, follows + 1, sentence.last)
        and reading.words[follows + 1] not in ("and", "but", "adding", "saying", "who", "which")
    ):
        contents += content_after(reading, follows + 1, sentence.last)
    if not contents:
        return None
    return Attributed(
        tuple(contents), reading.span(start, end), verb, cue, source, "aside", inferred=inferred
    )
