"""Place names in text without capitals, where letters alone must tell."""

from collections.abc import Iterator

from geoclaims.language.names_features import is_common
from geoclaims.places.recognize_reading import LARGE_TOWNS, TOWNS, Found, Reading

_CHARACTERS_LOOKED_AT = 2000
_LONGEST = 3
_SHORTEST_LETTERS = 4
_CERTAIN = ("country", "continent", "region", "admin1", "demonym", *LARGE_TOWNS)


def is_without_capitals(text: str) -> bool:
    """Whether a text has no capital letters (but "I") though its script has them."""
    looked_at = text[:_CHARACTERS_LOOKED_AT].replace("I ", "i ")
    return looked_at == looked_at.lower() != looked_at.upper()


def lower_case_places(reading: Reading) -> Iterator[Found]:
    """Well-known names that are no everyday words: countries, divisions, large towns, in any letters."""
    tokens = reading.tokens
    index = 0
    while index < len(tokens):
        step = 1
        if tokens[index].kind == "word" and not is_common(tokens[index].text):
            for last in range(min(index + _LONGEST, len(tokens)), index, -1):
                if tokens[last - 1].kind != "word" or (
                    last - index == 1 and len(tokens[index].text) < _SHORTEST_LETTERS
                ):
                    continue
                hint = reading.hint_of(index, last)
                if hint in _CERTAIN or (_is_town(hint) and _is_uncommon(reading, index, last)):
                    yield Found(index, last, hint)
                    step = last - index
                    break
        index += step


def _is_town(hint: str | None) -> bool:
    return hint is not None and hint.partition(":")[0] in TOWNS


def _is_uncommon(reading: Reading, first: int, last: int) -> bool:
    """Whether a name has several words, none of which is an everyday one."""
    return last - first > 1 and not any(is_common(reading.word(i)) for i in range(first, last))
