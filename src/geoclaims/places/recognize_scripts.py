"""Place names in scripts that the tagger does not read: Cyrillic, Greek, Arabic, Hebrew, Chinese …

Nothing but the gazetteer speaks here, so that only countries, divisions and towns of some size count,
under any of their names as they are written; inflected forms are found by the gazetteer's own variants.
"""

import re
from collections.abc import Iterator

from geoclaims.language.names_features import COMMON_WORD
from geoclaims.places.recognize_reading import ALWAYS_PLACES, TOWNS, Found, Reading

_LATIN_ENDS = "\u0250"
_OTHER_LETTER = re.compile(r"[\u0250-\u1dff\u2c00-\ud7ff\uf900-\uffdc\U00010000-\U0001f000]")
_LONGEST = 3
_SHORTEST_LETTERS = 3
_PLACES = frozenset((*ALWAYS_PLACES, *TOWNS, "admin1", "admin2"))


def has_other_scripts(text: str) -> bool:
    """Whether the text has letters beyond the Latin ones."""
    return not text.isascii() and _OTHER_LETTER.search(text) is not None


def other_script_places(reading: Reading) -> Iterator[Found]:
    """Known names written in another script; where it has capitals, capitalized."""
    tokens = reading.tokens
    index = 0
    while index < len(tokens):
        step = 1
        if _may_belong(tokens[index].text):
            for last in range(min(index + _LONGEST, len(tokens)), index, -1):
                if not _may_belong(tokens[last - 1].text):
                    continue
                found = Found(index, last, reading.hint_of(index, last))
                if found.hint != COMMON_WORD and found.kind in _PLACES:
                    yield found
                    step = last - index
                    break
        index += step


def _may_belong(word: str) -> bool:
    first = word[0]
    is_other = first >= _LATIN_ENDS and first.isalpha()
    return is_other and len(word) >= _SHORTEST_LETTERS and not first.islower()
