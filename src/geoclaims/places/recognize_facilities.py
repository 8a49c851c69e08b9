"""Facilities under the name a gazetteer lists them by, and those named for a town.

"Evin prison", "Natanz nuclear facility": the longest names of a segment end with a capital, and these don't.
"Kharkiv State University" is no state, though "Kharkiv State" is a name of the province.
"""

from collections.abc import Iterator
from dataclasses import replace

from geoclaims.language import Name, where
from geoclaims.places.facilities import heads_facility
from geoclaims.places.recognize_contested import is_contested
from geoclaims.places.recognize_reading import Found, Reading
from geoclaims.places.recognize_words import cue_words

_FACILITIES = ("facility",)
_LAND = ("region", "water", "admin1")
_MOST_CAPITALS = 4
_MOST_SMALL_WORDS = 3


def listed_facilities(reading: Reading) -> Iterator[Found]:
    """The facilities and lands that the gazetteer lists, also with their last words written small."""
    facilities, land = cue_words("listed_facility_nouns"), cue_words("land_forms")
    nouns = facilities | land
    for index in where(nouns.__contains__, reading.words):
        capital = index - 1
        while (
            index - capital < _MOST_SMALL_WORDS
            and reading.word(capital)
            and not _is_capital(reading, capital)
        ):
            capital -= 1
        if not _is_capital(reading, capital):
            continue
        first = capital
        while (
            first
            and capital - first + 1 < _MOST_CAPITALS
            and (_is_capital(reading, first - 1) or reading.word(first - 1) in ("-", "al", "el"))
        ):
            first -= 1
        for begin in range(first, capital + 1):
            hint = reading.hint_of(begin, index + 1)
            kinds = _LAND if reading.word(index) in land else _FACILITIES
            if hint is not None and hint.startswith(kinds):
                yield Found(begin, index + 1, hint)
                break


def is_struck(reading: Reading, body: Name) -> bool:
    """Whether something happens at, or is done to, the facility that the tagger took for a body.

    "hit the Taganrog Metallurgical Plant", "Mosul University was retaken": the walls, not the institution.
    """
    first, last = reading.bounds[body]
    if reading.word(last - 1) not in cue_words("facility_nouns"):
        last += 1  # the tagger took "Engels" of "Engels air base"
    first -= reading.word(first - 1) == "the"
    return reading.word(last - 1) in cue_words("facility_nouns") and (
        reading.word(first - 1) in cue_words("place_prepositions")
        or is_contested(reading.annotation, first, last)
    )


def without_facility(reading: Reading, found: Found) -> Found:
    """A name without the word of a division that belongs to a facility: "Kharkiv" (State University)."""
    length = found.last - found.first
    if length < 2 or found.name_kind != "variant" or found.kind not in ("admin1", "admin2"):
        return found
    words = [reading.word(i) for i in range(found.last - 1, found.last + 3)]
    if not heads_facility(words):
        return found
    return replace(found, last=found.last - 1, hint=reading.hint_of(found.first, found.last - 1))


def _is_capital(reading: Reading, index: int) -> bool:
    return index >= 0 and reading.tokens[index].capital
