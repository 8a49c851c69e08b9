"""The clause around a word: where it begins and ends, and whether another stands behind a conjunction."""

from geoclaims.claims.phrases import phrase_after
from geoclaims.claims.reading import Reading


def has_verb(reading: Reading, first: int, last: int) -> bool:
    """Whether a finite verb stands among these tokens."""
    return any(tag in "VAE" for tag in reading.tags[first:last])


def clause_bounds(reading: Reading, token: int, floor: int, ceiling: int) -> tuple[int, int]:
    """The clause around a token, as half-open tokens, within ``floor``–``ceiling``.

    A clause ends at a semicolon, at an opener or relative with a verb behind it, and at a
    coordinator with a subject and a verb of its own behind it.
    """
    first = floor
    for at in range(token - 1, floor - 1, -1):
        if _opens_clause(reading, at, token, floor):
            first = at if reading.tags[at] in "SOW" else at + 1
            break
    last = ceiling
    for at in range(token + 1, ceiling):
        if _opens_clause(reading, at, ceiling, floor):
            last = at
            break
    if first > floor or (first < ceiling and reading.tags[first] in "SWO"):
        # "If Mocha falls, aid will stop": the clause of an opener ends where another begins
        for at in range(first + 1, last):
            if (
                reading.words[at] == ","
                and has_verb(reading, first + 1, at)
                and own_clause_behind(reading, at + 1, ceiling)
            ):
                if at < token:
                    first = at + 1
                else:
                    last = at
                    break
    return first, last


def _opens_clause(reading: Reading, at: int, limit: int, floor: int) -> bool:
    tag, word = reading.tags[at], reading.words[at]
    if word in (";", ":", "—", "–", "--"):
        return True
    if tag in "SW":
        return word != "that" or has_verb(reading, at + 1, min(limit + 1, at + 12))
    if tag == "O":
        return _verb_soon(reading, at + 1, limit)
    if tag == "C" and word in ("and", "but", "or", "while"):
        if word != "and" and reading.words[at - 1] == "," and has_verb(reading, floor, at):
            return has_verb(reading, at + 1, min(limit, at + 30))
        # "the fall of X and Y was …" has one verb: nothing is coordinated but the places
        return has_verb(reading, floor, at) and own_clause_behind(reading, at + 1, limit)
    return False


def _verb_soon(reading: Reading, first: int, limit: int) -> bool:
    """Whether a subject and a finite verb follow before the next comma: "after missiles struck X"."""
    for at in range(first, min(limit + 1, first + 9, len(reading.tags))):
        if reading.words[at] in (",", ".", ";"):
            return False
        if reading.tags[at] in "VAE" and at > first:
            return True
    return False


def own_clause_behind(reading: Reading, first: int, limit: int) -> bool:
    """Whether a coordinator is followed by subject and verb: "…, and rebels shelled X"."""
    end = min(limit + 1, len(reading.tags))
    if first + 1 < end and reading.tags[first] == "P" and reading.toponym_of[first + 1] >= 0:
        first += 2  # "and in X police fired …"
        while first < end and reading.toponym_of[first] >= 0:
            first += 1
    phrase = phrase_after(reading, first, end)
    if phrase is None:
        return False
    at = phrase[1]
    while at < end and reading.tags[at] == "B":
        at += 1
    if at >= end:
        return False
    return reading.tags[at] in "VA" or (reading.tags[at] == "E" and reading.tags[phrase[1] - 1] in "NMR")
