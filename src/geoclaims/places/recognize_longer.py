"""Known names that are but a part of a longer one: "Abu" in "Abu Marut", which is another place.

The longer name is mostly a village that no gazetteer lists, and a pin at its namesake's would be wrong.
"""

from collections.abc import Sequence

from geoclaims.language.names_features import is_common
from geoclaims.places.recognize_reading import ALWAYS_PLACES, LARGE_TOWNS, TOWNS, Found, Reading
from geoclaims.places.recognize_words import cue_words
from geoclaims.places.resolve_words import features_before

_LINKS = ("de", "du", "des", "del", "da", "do", "al", "el", "la")
"""Between the words of a name in French, Spanish, Portuguese and Arabic."""
_MOST_WORDS_BEFORE = 3


def whole_name(reading: Reading, found: Found) -> Found:
    """The longer name that a little-known place's name is part of, or what was found."""
    if found.kind == "admin2":
        return found
    known = found.kind in (*ALWAYS_PLACES, "admin1") or found.hint in LARGE_TOWNS
    if known and not _is_street(reading, found.last):
        return found
    first, last = _begin(reading, found), _end(reading, found)
    return found if (first, last) == (found.first, found.last) else Found(first, last, None)


def halves_of_names(reading: Reading, founds: Sequence[Found]) -> frozenset[str]:
    """Little-known names that stand in the text as halves of longer unlisted ones, and nowhere in a place.

    Whoever "Dorsan Tirelli" is, "Dorsan" after it is the same, and no town of that name.
    """
    longer = [reading.surface(found).split() for found in founds if found.hint is None]
    halves = {words[at] for words in longer if len(words) > 1 for at in (0, -1)} | reading.given_names
    little_known = {
        reading.surface(found)
        for found in founds
        if found.kind.startswith(("city", "village")) and found.hint not in TOWNS
    }
    placed = {
        reading.surface(found)
        for found in founds
        if reading.word(found.first - 1) in cue_words("place_prepositions")
    }
    return frozenset((halves & little_known) - placed)


def _end(reading: Reading, found: Found) -> int:
    last = found.last
    is_place = found.first in reading.label and reading.label[found.first].label == "LOC"
    while last < len(reading.tokens):
        if reading.word(last) in _LINKS and reading.is_capital(last + 1):
            last += 2
        elif _is_street(reading, last) or (
            not is_place and reading.is_capital(last) and _is_unknown(reading, last)
        ):
            last += 1
        else:
            break
    return last


def _is_street(reading: Reading, index: int) -> bool:
    """Whether the word makes the name before it that of a street, which mostly lies in another town."""
    return reading.word(index) in cue_words("thoroughfares") and reading.is_capital(index)


def _is_unknown(reading: Reading, index: int) -> bool:
    """Whether the word is no everyday one, and neither the tagger nor the gazetteer knows it as a name."""
    return (
        not is_common(reading.word(index))
        and index not in reading.label
        and reading.hint_of(index, index + 1) is None
    )


def _begin(reading: Reading, found: Found) -> int:
    """Where the name begins: "Um Maru", and before the noun of a settlement "Let Maru village"."""
    before = found.first - 1
    if reading.word(before) in cue_words("name_openers") and reading.is_capital(before):
        return found.first if before in reading.label else before
    if reading.word(found.last) not in cue_words("settlement_nouns"):
        return found.first
    sentence = reading.annotation.sentence_at(reading.tokens[found.first].start)
    if sentence is None or found.first in reading.label or reading.is_in_headline(found.first):
        return found.first
    first = found.first
    while first - 1 > sentence.first and found.first - first < _MOST_WORDS_BEFORE:
        word = reading.word(first - 1)
        if (
            not reading.is_capital(first - 1)
            or first - 1 in reading.label
            or word in cue_words("person_titles")
            or word in cue_words("calendar")
            or word in cue_words("directions")
            or word in features_before()
            or reading.hint_of(first - 1, first) is not None
        ):
            break
        first -= 1
    return first
