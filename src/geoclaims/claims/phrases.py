"""Noun phrases and verb groups, found from a word outwards."""

from geoclaims.claims.grammar import is_source_word, words_of
from geoclaims.claims.reading import Reading

_NOMINAL = "NM#"
_MODIFIERS = "GE"
_CALENDAR = frozenset(("week", "month", "year", "weekend", "morning", "night"))

_EMPHATIC = frozenset(("itself", "himself", "herself", "themselves"))
_NOT_YET = frozenset(("yet", "so"))
"""Coordinators that are adverbs within a verb group: "has not yet entered", "has so far held"."""


def verb_group_start(reading: Reading, verb: int, floor: int) -> int:
    """Where the auxiliaries, negations and adverbs before a verb begin."""
    at = verb
    while at - 1 >= floor and (
        reading.tags[at - 1] in "AB"
        or (reading.tags[at - 1] == "Q" and reading.quote_of[at - 1] < 0 and reading.tags[at - 2] in "AB")
        or (reading.words[at - 1] in _NOT_YET and at - 2 >= floor and reading.tags[at - 2] in "AB")
        or (
            reading.words[at - 1] == "to" and (reading.tags[at] == "I" or reading.words[at] in ("be", "have"))
        )
    ):
        at -= 1
    return at


def past_day(reading: Reading, at: int, floor: int) -> int:
    """Past what stands between a subject and its verb: "forces | on Wednesday | freed",
    "the army | in a statement late on Tuesday | said"."""
    at = _past_date(reading, at, floor)
    first = at - 1
    if first > floor and reading.words[first] in (
        *words_of("sources", "artefacts"),
        *words_of("sources", "occasions"),
    ):
        while first > floor and reading.tags[first] in "DNM":
            first -= 1
        if reading.words[first] == "in" and first > floor:
            return first
    return at


def _past_date(reading: Reading, at: int, floor: int) -> int:
    first = at
    words = reading.words
    if first - 2 > floor and words[first - 1] in _CALENDAR and words[first - 2] in ("this", "last"):
        return first - 2 - (words[first - 3] in ("late", "early", "earlier") and first - 3 > floor)
    if first - 2 > floor and words[first - 2] == "in" and words[first - 1].isdigit():
        return first - 2  # "the governor | in 2010 | said"
    if first - 3 > floor and words[first - 3] == "," == words[first - 1] and reading.tags[first - 2] == "B":
        return first - 3  # "the army |, however,| says"
    while first - 1 > floor and reading.tags[first - 1] in "T#":
        first -= 1
    if first == at or "T" not in reading.tags[first:at]:
        return at
    if reading.words[first - 1] in ("on", "in") and first - 1 > floor:
        first -= 1
    if reading.words[first - 1] in ("late", "early", "earlier") and first - 1 > floor:
        first -= 1
    return first


def is_nominal(reading: Reading, index: int) -> bool:
    """Whether a token can stand inside a noun phrase after its determiner."""
    tag = reading.tags[index]
    if tag in _NOMINAL:
        return True
    words = reading.words
    if tag == "-":
        return 0 < index < len(words) - 1 and reading.tokens[index].start == reading.tokens[index - 1].end
    if tag == "'":
        return index + 1 < len(words) and reading.tags[index + 1] in "NM#GEQ"
    if tag == "B" and words[index].endswith("ly") and 0 < index < len(words) - 2:
        return reading.tags[index - 1] in "DP" and reading.tags[index + 1] in "EN"  # "newly filed reports"
    if tag in _MODIFIERS and index + 1 < len(words):
        before = reading.tags[index - 1] if index else "."
        return reading.tags[index + 1] in "NM-" and before in ("DP.C'-NM" if tag == "G" else "DP'-")
    return words[index] in ("other", "more", "several", "many", "few", "own", "less", "top", "senior")


def phrase_before(reading: Reading, last: int, floor: int) -> tuple[int, int] | None:
    """The noun phrase that ends with token ``last``, as half-open tokens, or None.

    Prepositional parts are taken in while a noun stands before them ("residents of X"), and
    an apposition between commas with the name it explains.
    """
    if last < floor:
        return None
    tags, words = reading.tags, reading.words
    if words[last] in _EMPHATIC and last > floor and is_nominal(reading, last - 1):
        return phrase_before(reading, last - 1, floor)  # "the group itself said"
    if tags[last] in "RW":
        return (last - 2 if _some_of(reading, last - 1, floor) else last), last + 1
    end = last + 1
    if words[last] in (",", "—", "–", "--", ")"):
        return _phrase_with_apposition(reading, last, floor)
    start: int | None = None
    at = last
    while True:
        group = at
        while group >= floor and (
            is_nominal(reading, group) or (tags[group] == "Q" and _scare(reading, group))
        ):
            group -= 1
        while group >= floor and (tags[group] == "D" or (words[group] in ("one", "another") and group < at)):
            group -= 1
        if group == at:
            break
        start = group + 1
        if group - 1 < floor:
            break
        joins = _attaches(reading, group, floor)
        joins = joins or (words[group] in ("and", "&") and is_nominal(reading, group - 1))
        joins = joins or (words[group] == "by" and words[group - 1] in words_of("sources", "document"))
        if joins:
            at = group - 1
        elif _some_of(reading, group, floor):
            start = group - 1
            if not _attaches(reading, start - 1, floor):
                break
            at = start - 2  # "a guard at | one of its schools"
        elif _reduced(reading, group, floor):
            at = group - 2  # "a report seen by reporters", "officials based in Goma"
        else:
            break
    if start is None or all(tags[i] in "D'-Q" for i in range(start, end)):
        if start is not None and words[start] in (
            "this",
            "that",
            "many",
            "some",
            "others",
            "most",
            "all",
            "both",
        ):
            return start, end
        return None
    while start < last and (tags[start] in "'-Q." or _is_clock(reading, start)):
        start += 1
    if start < last and tags[start] == "#" and words[start - 1] in ("in", "since") and len(words[start]) == 4:
        start += 1  # "In 2021 | insurgents"
    for at in range(start + 1, last):
        if (
            words[at] in words_of("grammar", "moments")
            and tags[at - 1] == "D"
            and is_source_word(words[at + 1])
        ):
            return at + 1, end  # "on the day | prosecutors say"
    return _from_name(reading, start, last), end


def _attaches(reading: Reading, preposition: int, floor: int) -> bool:
    """ "a guard at", "the head of": whether a preposition hangs a group on the noun before it."""
    return (
        preposition > floor
        and reading.tags[preposition] == "P"
        and reading.words[preposition] in words_of("grammar", "attaching")
        and is_nominal(reading, preposition - 1)
    )


def _some_of(reading: Reading, preposition: int, floor: int) -> bool:
    """ "one of the sources", "some of them"."""
    return (
        preposition > floor
        and reading.words[preposition] == "of"
        and reading.words[preposition - 1] in words_of("grammar", "quantities")
    )


def _is_clock(reading: Reading, at: int) -> bool:
    """ "14:05": the time of an entry, no part of a name."""
    return reading.tags[at] == "#" and ":" in reading.words[at]


def _from_name(reading: Reading, start: int, last: int) -> int:
    """Where a person's name at the end begins the phrase: "during the debate | Ann Lee said"."""
    name = reading.name_of[last]
    if name < 0 or reading.annotation.names[name].label != "PER":
        return start
    first = last
    while first > start and reading.name_of[first - 1] == name:
        first -= 1
    before = first - 1
    plain = before >= start and reading.tags[before] == "N" and not is_source_word(reading.words[before])
    return first if plain and before > start and reading.tags[before - 1] == "D" else start


def _reduced(reading: Reading, preposition: int, floor: int) -> bool:
    """A participle and its preposition between a noun and what follows."""
    if reading.tags[preposition] != "P" or preposition - 2 < floor:
        return False
    if reading.tags[preposition - 1] == "G":  # "a commander fighting near X"
        return is_source_word(reading.words[preposition - 2]) and reading.tags[preposition - 2] in "NM"
    return (
        reading.tags[preposition - 1] == "E"
        and reading.tags[preposition - 2] in "NM"
        and reading.words[preposition] in ("by", "in", "from", "at", "on")
    )


def _scare(reading: Reading, index: int) -> bool:
    return reading.quote_of[index] < 0


def _phrase_with_apposition(reading: Reading, comma: int, floor: int) -> tuple[int, int] | None:
    """ "Ann Lee, an economist at the bank," — the phrase before the first of the two commas."""
    at = comma - 1
    opener = "(" if reading.words[comma] == ")" else reading.words[comma]
    depth_limit = max(floor, comma - 45)
    while at > depth_limit and reading.words[at] != opener:
        abbreviates = at == comma - 1 and reading.words[at] == "."  # "of Springfield, Va.,"
        if (
            reading.words[at] in (".", ";", ":")
            and not abbreviates
            and opener != "("
            and reading.tags[at] != "-"
        ):
            return None
        at -= 1
    if at <= floor or reading.words[at] != opener:
        return None
    inner = reading.tags[at + 1]
    if inner not in "DNM#WGEPO" and not reading.words[at + 1].isdigit():
        return None
    if inner in "DNM#" and _own_clause(reading, at + 1, comma):
        return None  # "for some, the losses would outweigh the gains, said …"
    abbreviated = reading.words[at - 1] == "." and at - 2 > floor and reading.tags[at - 2] == "M"
    head = phrase_before(reading, at - 1 - abbreviated, floor)
    if head is None:
        return None
    if reading.words[at - 1] in (",",):
        return None
    return _past_details(reading, head, floor), comma + 1 if opener == "(" else comma


def _own_clause(reading: Reading, first: int, last: int) -> bool:
    """Whether tokens between two commas have a finite verb that no relative or opener introduces."""
    for at in range(first, last):
        if reading.tags[at] in "WSO":
            return False
        if reading.tags[at] in "VA" and at > first:
            return True
    return False


def _past_details(reading: Reading, head: tuple[int, int], floor: int) -> int:
    """Where a person begins whose age and home stand between commas: "Ann Lee, 59, of Bor, Sudan,"."""
    tags, words = reading.tags, reading.words
    first, last = head
    while first - 1 > floor:
        from_there = words[first - 1] in ("of", "from") and words[first - 2] == ","
        aged = words[first - 1] == "," and tags[first] == "#" and last - first == 1
        if not (from_there or aged or (words[first - 1] == "," and tags[first] == "M")):
            return first if tags[last - 1] == "M" or is_source_word(words[last - 1]) else head[0]
        comma = first - 1 - from_there
        before = phrase_before(reading, comma - 1, floor) if words[comma - 1] != "," else None
        if before is None:
            return head[0]
        if not (from_there or aged) and words[before[0] - 1] not in ("of", "from"):
            return first
        first, last = before
    return first


def phrase_after(reading: Reading, first: int, ceiling: int) -> tuple[int, int] | None:
    """The noun phrase that begins at token ``first``, as half-open tokens, or None."""
    tags, words = reading.tags, reading.words
    at = first
    if at < ceiling and tags[at] in "R":
        return at, at + 1
    end = at
    while at < ceiling:
        group = at
        while group < ceiling and (tags[group] == "D" or words[group] in ("all", "both")):
            group += 1
        begin = group
        while group < ceiling and is_nominal(reading, group):
            group += 1
        if group == begin:
            break
        end = group
        if group + 1 >= ceiling:
            break
        goes_on = (
            (tags[group] == "P" and words[group] in ("of", "in", "at", "from", "near"))
            or (words[group] == "for" and (tags[group + 1] == "M" or words[group + 1] == "the"))
            or (words[group] in ("and", "&") and tags[group + 1] == "M")
        )
        if not goes_on or tags[group + 1] not in ("DNM#" if words[group] == "of" else "DNM"):
            break
        at = group + 1
    return (first, end) if end > first else None


def with_apposition_after(reading: Reading, phrase: tuple[int, int], ceiling: int) -> tuple[int, int]:
    """The phrase with an apposition behind it: "Ann Lee, an economist at the bank"."""
    end = phrase[1]
    if end + 1 >= ceiling or reading.words[end] != ",":
        return phrase
    if reading.words[end + 1] in ("a", "an", "the") or reading.words[end + 1] in words_of(
        "sources", "office"
    ):
        more = phrase_after(reading, end + 1, ceiling)
        if more is not None and not _acts(reading, more[1], ceiling):
            return phrase[0], more[1]
    if reading.tags[end + 1] == "M" and is_source_word(reading.words[end - 1]):
        stop = end + 1  # "the regional governor, Ann Lee"
        while stop < ceiling and reading.tags[stop] in "M-":
            stop += 1
        if stop == ceiling or reading.words[stop] in (",", ".", ")", ";"):
            return phrase[0], stop
    if reading.words[end + 1] == "who":
        at = end + 1
        while at < ceiling and reading.words[at] not in (",", ".", ";"):
            at += 1
        return phrase[0], at
    return phrase


def _acts(reading: Reading, at: int, ceiling: int) -> bool:
    """Whether a verb follows: "according to X, the bridge was hit" holds no apposition."""
    while at < ceiling and reading.tags[at] == "B":
        at += 1
    finite = at < ceiling and reading.tags[at] in "VAE"
    return finite and (reading.tags[at] != "E" or reading.words[at + 1 : at + 2] != ["by"])
