"""Place names in text without capitals, where letters alone must tell."""

from collections.abc import Iterator, Sequence

from geoclaims.language import Annotation
from geoclaims.language.names_features import is_common, name_class
from geoclaims.places.recognize_contested import is_contested
from geoclaims.places.recognize_reading import LARGE_TOWNS, TOWNS, Found, Reading
from geoclaims.places.recognize_words import cue_words

_LONGEST = 3
_SHORTEST_LETTERS = 4
_FEWEST_TOKENS = 6
"""Of a paragraph without capitals amid others with them: less is a caption or an item of a list."""
_OPENING = 20
"""Characters in which most paragraphs have a capital."""
_CERTAIN = ("country", "continent", "region", "admin1", "demonym", *LARGE_TOWNS)
_KNOWN_TOWNS = ("city5",)
_NOUNS = ("body_heads", "public_bodies", "private_bodies", "directions", "land_nouns", "local_nouns", "ships")
_JOINS = ("and", "&")


def stretches_without_capitals(annotation: Annotation) -> Sequence[tuple[int, int]]:
    """The tokens, half-open, of the paragraphs without capitals (but "I") though their script has them."""
    text = annotation.text
    lower = [
        index
        for index, paragraph in enumerate(annotation.paragraphs)
        if _is_without_capitals(text[paragraph.start : paragraph.start + _OPENING])
        and _is_without_capitals(text[paragraph.start : paragraph.end])
    ]
    if not lower:
        return ()
    if len(lower) == len(annotation.paragraphs):
        return ((0, len(annotation.tokens)),)
    bounds: dict[int, tuple[int, int]] = {}
    for sentence in annotation.sentences:
        first, _ = bounds.get(sentence.paragraph, (sentence.first, 0))
        bounds[sentence.paragraph] = first, sentence.last
    found = (bounds[index] for index in lower if index in bounds)
    return [(first, last) for first, last in found if last - first >= _FEWEST_TOKENS]


def _is_without_capitals(text: str) -> bool:
    return text.replace("I ", "i ").islower()


def lower_case_places(reading: Reading, first: int, last: int) -> Iterator[Found]:
    """Names between two tokens that are no everyday words.

    Countries, divisions and large towns; smaller towns where the words around make them places.
    """
    names = list(_names(reading, first, last))
    chosen = {
        found.first: found for found in names if _is_certain(reading, found) or _is_told(reading, found)
    }
    for row in (names, reversed(names)):  # "near bakhmut, avdiivka and donetsk"
        ends = {found.last for found in chosen.values()}
        for found in row:
            marks = _JOINS if name_class(reading.word(found.first)) else (*_JOINS, ",")
            joined = reading.word(found.first - 1) in marks and found.first - 1 in ends
            joins = reading.word(found.last) in marks and found.last + 1 in chosen
            if joined or joins:
                chosen[found.first] = found
                ends.add(found.last)
    yield from chosen.values()


def _names(reading: Reading, first: int, last: int) -> Iterator[Found]:
    """The longest names of enough letters; none opens with an everyday word, but for "el" and the like."""
    index = first
    while index < last:
        step = 1
        opens = reading.word(index) in cue_words("name_openers")
        if reading.tokens[index].kind == "word" and (opens or not is_common(reading.tokens[index].text)):
            for end in range(min(index + _LONGEST, last), index + opens, -1):
                if reading.tokens[end - 1].kind != "word" or (
                    end - index == 1 and len(reading.tokens[index].text) < _SHORTEST_LETTERS
                ):
                    continue
                found = Found(index, end, reading.hint_of(index, end))
                if found.hint in _CERTAIN or _is_uncommon(reading, found) or _is_known_town(reading, found):
                    yield found
                    step = end - index
                    break
        index += step


def _is_certain(reading: Reading, found: Found) -> bool:
    """Whether it needs no words around it: nobody bears the name, or it is more than a town's."""
    is_name = (
        found.kind == "city6" and found.last - found.first == 1 and name_class(reading.word(found.first))
    )
    return found.hint in _CERTAIN and not is_name


def _is_uncommon(reading: Reading, found: Found) -> bool:
    """Whether a town's name has several words, none of them an everyday one, but for "el" and the like."""
    first = found.first + (reading.word(found.first) in cue_words("name_openers"))
    return (
        found.kind in TOWNS
        and found.last - found.first > 1
        and not any(is_common(reading.word(i)) for i in range(first, found.last))
    )


def _is_known_town(reading: Reading, found: Found) -> bool:
    """Whether it is the first name of a town of ten thousand, in one word that means nothing else we know."""
    word = reading.word(found.first)
    return (
        found.hint in _KNOWN_TOWNS
        and found.last - found.first == 1
        and not any(word in cue_words(nouns) for nouns in _NOUNS)
    )


def _is_told(reading: Reading, found: Found) -> bool:
    """Whether a town's name has several words, or one behind a word of place or of war."""
    if found.last - found.first > 1:
        return True
    maybe_person = bool(name_class(reading.word(found.first)))
    places = cue_words("inside_prepositions" if maybe_person else "place_prepositions")
    return reading.word(found.first - 1) in places or (
        is_contested(reading.annotation, found.first, found.last, maybe_person=maybe_person)
    )
