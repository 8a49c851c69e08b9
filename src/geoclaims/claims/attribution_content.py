"""Where the content of an attribution begins and ends, beside or around its cue."""

from geoclaims.claims.cues import Cue, cue_verbs
from geoclaims.claims.grammar import lexicon, words_of
from geoclaims.claims.phrases import phrase_after
from geoclaims.claims.reading import Reading
from geoclaims.language.annotation import Sentence

_STOPS = frozenset((".", ",", ";", ":", "—", "–", "--", "…", "...", "!", "?", ")"))
_ASIDE_HEADS = frozenset(
    ["in", "on", "at", "during", "from", "after", "before", "by", "via", "through", "with", "for"]
)
_PUT_OUT = frozenset(("issued", "released", "published", "posted", "sent", "carried", "aired", "broadcast"))
_TIME_OPENERS = frozenset(("after", "when", "as", "because", "since", "while"))
_CALENDAR = frozenset(("week", "month", "year", "weekend"))
_HOURS = frozenset(("morning", "afternoon", "evening", "night"))
_QUESTION_WORDS = frozenset(["whether", "how", "what", "why", "who", "when", "where", "if", "which"])


def skip_asides(reading: Reading, at: int, ceiling: int, cue: Cue) -> int:
    """Past the hearer, the day and the place between a cue and its content ("told reporters on Monday")."""
    words, tags = reading.words, reading.tags
    if cue.audience and at < ceiling and tags[at] in "DNMR#":
        hearer = phrase_after(reading, at, ceiling)
        if hearer is not None:
            at = _end_of_hearer(reading, hearer) if tags[hearer[0]] != "R" else hearer[0] + 1
    while at < ceiling:
        if (tags[at] in "BT" or (words[at] in _HOURS and tags[at - 1] == "T")) and words[at] not in (
            "not",
            "there",
            "here",
        ):
            at += 1
        elif words[at] in ("late", "early") and (
            words[at + 1 : at + 2] == ["on"] or tags[at + 1 : at + 2] == ["T"]
        ):
            at += 1  # "said late on Monday"
        elif (
            words[at] in ("last", "this", "earlier") and words[at + 1 : at + 2] and words[at + 1] in _CALENDAR
        ):
            at += 2  # "testified last year that"
        elif (
            words[at] in _ASIDE_HEADS
            and words[at] not in cue.takes
            and words[at + 1 : at + 2] not in (["least"], ["most"])
            and at + 1 < ceiling
            and tags[at + 1] in "DNMTGR#"
        ):
            phrase = phrase_after(reading, at + 1, ceiling)
            stop = phrase[1] if phrase else at + 1
            if stop < ceiling and words[stop] in _PUT_OUT:
                stop += 1  # "said in a statement issued on Monday"
            elif words[stop - 1] in words_of("sources", "artefacts") and tags[stop : stop + 1] == ["E"]:
                by = (
                    phrase_after(reading, stop + 2, ceiling) if words[stop + 1 : stop + 2] == ["by"] else None
                )
                stop = by[1] if by is not None else stop  # "in a statement translated by X"
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
    if at < ceiling and words[at] == ",":
        at = _past_insertion(reading, at, ceiling)
    return _that_ahead(reading, at, ceiling)


def _end_of_hearer(reading: Reading, phrase: tuple[int, int]) -> int:
    """ "told reporters | rebels had captured X": the hearers end before another noun phrase."""
    for at in range(phrase[0], phrase[1] - 1):
        if reading.words[at] in words_of("cues", "hearers") and reading.tags[at + 1] in "NMD#":
            return at + 1
    return phrase[1]


def _past_insertion(reading: Reading, at: int, ceiling: int) -> int:
    """ ", offering no proof, that …": past what stands between commas before "that"."""
    for ahead in range(at + 1, min(ceiling - 1, at + 10)):
        if reading.words[ahead] == ",":
            return ahead + 1 if reading.words[ahead + 1] == "that" else at
    return at


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


def content_before(reading: Reading, sentence: Sentence, last: int) -> tuple[tuple[int, int], ...]:
    """The sentence up to a token, without marks at its end."""
    while last >= sentence.first and reading.words[last] in (",", "—", "–", "--"):
        last -= 1
    first = sentence.first
    for at in range(last, sentence.first, -1):
        if reading.words[at] == ";":
            first = at + 1
            break
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


def content_after(
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
        if reading.words[at : at + 3] == [",", "according", "to"] and at > first:
            last = at - 1  # what is told according to another: that one's content holds all of it
            break
        if reading.tags[first] == "G" and reading.words[at] == "," and _is_relative(reading, at + 1, ceiling):
            last = at - 1  # "denies backing M23, whose fighters entered X": that is not what is denied
            break
        if reading.words[first] == "to" and reading.tags[at] in "SO" and reading.words[at] in _TIME_OPENERS:
            last = at - 1  # "vowed to retaliate after jets bombed X": the reason is the publisher's
            break
        if (
            relative
            and reading.tags[at] in "SO"
            and reading.words[at] in ("before", *_TIME_OPENERS)
            and at > first + 1
        ):
            last = at - 1  # "a statement the mayor dismissed before he was killed"
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


def _is_relative(reading: Reading, at: int, ceiling: int) -> bool:
    return at < ceiling and reading.words[at] in ("which", "who", "whose", "whom", "where")


def complement_fits(reading: Reading, at: int, ceiling: int, cue: Cue) -> bool:
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
    if _counts(reading, at, ceiling):
        return not takes.isdisjoint(("clause", "np"))
    if tag == "G":
        return not takes.isdisjoint(("ing", "np", "clause"))
    modifies = tag == "E" and reading.tags[at + 1 : at + 2] in (["N"], ["M"])  # "said suspected rebels had …"
    modifies = modifies and word not in ("said", "told")  # "people briefed on the raid said …"
    if (tag in "DNM#RCBQ'-" or (tag == "E" and cue.document) or modifies) or word in (
        "there",
        "if",
        "as",
        "while",
        "since",
        "because",
        "after",
    ):
        if "np" in takes:
            return True
        if "whom_to" in takes:  # "directed his men to fire", but not "directed fire"
            whom = phrase_after(reading, at, ceiling)
            return whom is not None and reading.words[whom[1] : whom[1] + 1] == ["to"]
        if "inf" in takes and takes.isdisjoint(("clause",)) is not False:
            return False
        if "clause" in takes or (cue.belief and "that" in takes):
            return _bare_clause(reading, at, ceiling)
        if "that" in takes:  # "complained they were not told"
            phrase = phrase_after(reading, at, ceiling)
            return phrase is not None and phrase[1] < ceiling and reading.tags[phrase[1]] in "VA"
    return False


def _counts(reading: Reading, at: int, ceiling: int) -> bool:
    """ "at least 20 men", "up to a dozen", "about 30": a number that opens a clause."""
    if reading.tags[at] not in "PBO":
        return False
    follows = at + 2 if reading.words[at] in ("at", "up") else at + 1
    return follows < ceiling and (
        reading.tags[follows] == "#" or reading.words[follows] in lexicon("times")["numbers"]
    )


def _bare_clause(reading: Reading, at: int, ceiling: int) -> bool:
    """A clause without "that": a subject, and a verb before long."""
    phrase = phrase_after(reading, at, ceiling)
    stop = min(ceiling, (phrase[1] if phrase else at) + 12)
    return any(reading.tags[i] in "VAE" for i in range(at + 1, stop))
