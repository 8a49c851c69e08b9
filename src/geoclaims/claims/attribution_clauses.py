"""Attributions by a cue verb: "X said that …", "…, said X", "…, X said, …"."""

from collections.abc import Sequence

from geoclaims.claims.cues import Attributed, Cue, TokenSpan, cue_verbs
from geoclaims.claims.grammar import words_of
from geoclaims.claims.phrases import (
    has_verb,
    phrase_after,
    phrase_before,
    verb_group_start,
    with_apposition_after,
)
from geoclaims.claims.reading import Reading
from geoclaims.claims.requirements import is_passive
from geoclaims.language.annotation import Sentence

_STOPS = frozenset((".", ",", ";", ":", "—", "–", "--", "…", "...", "!", "?", ")"))
_ASIDE_HEADS = frozenset(
    ["in", "on", "at", "during", "from", "after", "before", "by", "via", "through", "with", "for"]
)
_FIRST_OR_SECOND = frozenset(("i", "we", "you"))
_TOLD_INFINITIVES = frozenset(
    ("say", "tell", "announce", "report", "confirm", "deny", "warn", "claim", "explain")
)
_HOURS = frozenset(("morning", "afternoon", "evening", "night"))
_QUESTION_WORDS = frozenset(["whether", "how", "what", "why", "who", "when", "where", "if", "which"])


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
    if is_passive(reading, verb) or not _is_told(reading, verb, start, cue):
        return None
    follows = _skip_asides(reading, end, ceiling, cue)
    at_end = follows >= ceiling or reading.words[follows] in _STOPS
    quote_follows = follows < ceiling and reading.tags[follows] == "Q"
    subject = _subject(reading, start, verb, floor, earlier)
    if subject is None:
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
    if not _complement_fits(reading, follows, ceiling, cue):
        return None
    if subject is None:
        return None
    source, inferred = subject
    chain: tuple[TokenSpan, ...] = ()
    if source is not None and reading.words[source[0]] in ("no", "nobody", "none"):
        return None  # "No group has claimed responsibility": nobody speaks
    if reading.words[start - 1] == "as" and reading.tags[verb] == "G":
        # "The Guardian quoted an official as saying": the official speaks, the paper passes it on
        quoted = phrase_before(reading, start - 2, floor)
        if quoted is not None:
            chain = (source,) if source is not None and source != quoted else ()
            source, inferred = quoted, None
    return Attributed(
        contents=_content_after(
            reading, follows, ceiling, source is not None and reading.tags[source[0]] == "W"
        ),
        cue=reading.span(start, end),
        cue_token=verb,
        entry=cue,
        source=source,
        form="responsibility" if cue.stance == "claims_credit" else "clause",
        inferred=inferred,
        chain=chain,
        negated=any(reading.words[i] in words_of("grammar", "negations") for i in range(start, verb)),
    )


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


def _skip_asides(reading: Reading, at: int, ceiling: int, cue: Cue) -> int:
    """Past the hearer, the day and the place between a cue and its content ("told reporters on Monday")."""
    words, tags = reading.words, reading.tags
    if cue.audience and at < ceiling and tags[at] in "DNMR#":
        hearer = phrase_after(reading, at, ceiling)
        if hearer is not None:
            at = hearer[1] if tags[hearer[0]] != "R" else hearer[0] + 1
    while at < ceiling:
        if (tags[at] in "BT" or (words[at] in _HOURS and tags[at - 1] == "T")) and words[at] not in (
            "not",
            "there",
            "here",
        ):
            at += 1
        elif (
            words[at] in _ASIDE_HEADS
            and words[at] not in cue.takes
            and at + 1 < ceiling
            and tags[at + 1] in "DNMTGR#"
        ):
            phrase = phrase_after(reading, at + 1, ceiling)
            stop = phrase[1] if phrase else at + 1
            while stop < ceiling and (tags[stop] in "T#" or words[stop] in _HOURS):
                stop += 1
            if stop == at + 1:
                break
            at = stop
        elif (
            words[at] == "to"
            and at + 1 < ceiling
            and tags[at + 1] in "DNMR"
            and "to" not in cue.takes
            and "inf" not in cue.takes
        ):
            phrase = phrase_after(reading, at + 1, ceiling)
            if phrase is None:
                break
            at = phrase[1]
        elif (
            words[at] == ","
            and at + 1 < ceiling
            and words[at + 1] in ("without", "however", "citing", "speaking")
        ):
            stop = at + 1
            while stop < ceiling and words[stop] not in (",", ".", ";"):
                stop += 1
            if stop >= ceiling or words[stop] != ",":
                break
            at = stop + 1
        else:
            break
    return _that_ahead(reading, at, ceiling)


def _that_ahead(reading: Reading, at: int, ceiling: int) -> int:
    """A "that" close by with no verb or mark before it opens the content: "said at a rally that …"."""
    if at >= ceiling or reading.tags[at] not in "PO":
        return at
    for ahead in range(at + 1, min(ceiling, at + 14)):
        if reading.words[ahead] == "that":
            return ahead
        if reading.tags[ahead] in "VEAWSQ." or reading.words[ahead] in _STOPS:
            return at
    return at


Subject = tuple[TokenSpan | None, str | None]


def _subject(
    reading: Reading, start: int, verb: int, floor: int, earlier: Sequence[Attributed]
) -> Subject | None:
    """The subject of a cue verb and, where it stands elsewhere, the rule that found it."""
    at = start - 1
    if at < floor:
        return None
    word, tag = reading.words[at], reading.tags[at]
    participle = reading.tags[verb] == "G" and start == verb
    shared = participle or tag == "C" or (reading.tags[verb] == "I" and word == "to")
    if reading.tags[verb] == "I" and start < verb and reading.words[start] == "to":
        shared = True
    if shared:
        if participle and tag in "NM" and word not in ("by", "for"):
            phrase = phrase_before(reading, at, floor)
            if phrase is not None and reading.words[at] != ",":
                return phrase, None
        for before in reversed(earlier):
            if before.source is not None and floor <= before.cue_token < verb:
                return before.source, "shared subject"
        main = main_subject(reading, floor, verb)
        return (main, "shared subject") if main is not None else None
    phrase = phrase_before(reading, at, floor)
    return (phrase, None) if phrase is not None else None


def main_subject(reading: Reading, floor: int, limit: int) -> TokenSpan | None:
    """The first noun phrase before a finite verb between two tokens."""
    for at in range(floor + 1, limit):
        if reading.tags[at] in "VAE":
            start = verb_group_start(reading, at, floor)
            phrase = phrase_before(reading, start - 1, floor)
            if phrase is not None:
                return phrase
    return None


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
    contents = _content_before(reading, sentence, start - 1)
    if not contents:
        return None
    return Attributed(contents, reading.span(verb, end), verb, cue, phrase, "aside")


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
    first = source[0] if source is not None and inferred is None else start
    if first > sentence.first and reading.tags[first - 1] not in ".QC":
        return None
    contents = list(_content_before(reading, sentence, first - 1))
    if (
        follows + 1 < sentence.last
        and reading.words[follows] in (",", "—", "–")
        and first > sentence.first
        and reading.words[first - 1] in (",", "—", "–")
        and has_verb(reading, follows + 1, sentence.last)
        and reading.words[follows + 1] not in ("and", "but", "adding", "saying", "who", "which")
    ):
        contents += _content_after(reading, follows + 1, sentence.last)
    if not contents:
        return None
    return Attributed(
        tuple(contents), reading.span(start, end), verb, cue, source, "aside", inferred=inferred
    )


def _content_before(reading: Reading, sentence: Sentence, last: int) -> tuple[tuple[int, int], ...]:
    """The sentence up to a token, without marks at its end."""
    while last >= sentence.first and reading.words[last] in (",", "—", "–", "--"):
        last -= 1
    first = sentence.first
    if last - first < 1 or (last - first < 2 and reading.tags[first] in "CSOWB"):
        return ()
    return ((reading.tokens[first].start, reading.tokens[last].end),)


def _another_voice(reading: Reading, at: int, ceiling: int) -> bool:
    """ "…, while Moscow insisted …": a clause of its own with a cue of its own."""
    word = reading.words[at]
    if at + 1 < ceiling and (word == "," or word in ("and", "but")):
        follows = at + 1
        while follows < ceiling and reading.tags[follows] == "B":
            follows += 1
        wanted = "G" if word == "," else "VE"  # ", saying …", "and said …"
        if follows < ceiling and reading.tags[follows] in wanted and _speaks(reading.words[follows]):
            return True
    if word not in ("while", "whereas", "but", "and") or reading.words[at - 1] != ",":
        return False
    phrase = phrase_after(reading, at + 1, ceiling)
    if phrase is None or phrase[1] >= ceiling or reading.tags[phrase[1]] not in "VE":
        return False
    return _speaks(reading.words[phrase[1]])


def _speaks(word: str) -> bool:
    return any(cue.aside and cue.vouches and not cue.belief for cue in cue_verbs().get(word, ()))


def _content_after(
    reading: Reading, first: int, ceiling: int, relative: bool = False
) -> tuple[tuple[int, int], ...]:
    """What follows a cue to the end of the sentence, or to a semicolon with another voice behind it."""
    if reading.words[first] == "," and first + 1 < ceiling:
        first += 1
    last = ceiling - 1
    for at in range(first, ceiling):
        if reading.words[at] == ";" or _another_voice(reading, at, ceiling):
            last = at - 1
            break
        if relative and reading.words[at] == "," and at + 1 < ceiling and reading.tags[at + 1] in "VAE":
            last = at - 1  # ", who asked not to be named, said": the relative clause is over
            break
    while last > first and (
        reading.words[last] in (".", "!", "?", ";", ",")
        or (reading.tags[last] == "Q" and reading.quote_of[last] < 0)
    ):
        last -= 1
    if last < first:
        return ()
    return ((reading.tokens[first].start, reading.tokens[last].end),)


def _complement_fits(reading: Reading, at: int, ceiling: int, cue: Cue) -> bool:
    """Whether what follows is what the cue verb takes."""
    word, tag, takes = reading.words[at], reading.tags[at], cue.takes
    if word == "that" or word in _QUESTION_WORDS:
        return not takes.isdisjoint(("clause", "that", "question")) or "np" in takes
    if word == "to":
        return "inf" in takes or "to" in takes
    if word in takes:
        return True
    if word == "as":
        return "np" in takes
    if tag == "G":
        return not takes.isdisjoint(("ing", "np", "clause"))
    if tag in "DNM#RCBQ'-" or word in ("there", "if", "as", "while", "since", "because", "after"):
        if "np" in takes:
            return True
        if "inf" in takes and takes.isdisjoint(("clause",)) is not False:
            return False
        if "clause" in takes or (cue.belief and "that" in takes):
            return _bare_clause(reading, at, ceiling)
    return False


def _bare_clause(reading: Reading, at: int, ceiling: int) -> bool:
    """A clause without "that": a subject, and a verb before long."""
    phrase = phrase_after(reading, at, ceiling)
    stop = min(ceiling, (phrase[1] if phrase else at) + 12)
    return any(reading.tags[i] in "VAE" for i in range(at + 1, stop))
