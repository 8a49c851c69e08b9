"""Text into tokens: words, numbers and marks, each with its place in the text."""

import re
from functools import partial

from geoclaims.language.annotation import Token, TokenKind

# Marks that combine with the letter before them (Latin, Cyrillic, Arabic, Hebrew, Indic, Thai …)
# are not word characters to Python's ``re``, but belong to the word.
_MARKS = "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f"
_HAS_MARKS = re.compile(rf"[{_MARKS}]")
_APOSTROPHES = "'’ʼʹ`"


def _pattern(letter: str, inside: str) -> re.Pattern[str]:
    return re.compile(
        rf"""
          (?P<initials>(?:[A-Z]\.){{2,}})                                # U.S.  N.C.
        | (?P<word>{letter}{inside}*
            (?:[{_APOSTROPHES}](?![sS](?!\w))(?:{letter})+)*)            # d'Ivoire, don't, Pokrovs'k
        | (?P<number>\d+(?:[.,:]\d+)*)
        | (?P<possessive>[{_APOSTROPHES}][sS](?!\w))
        | (?P<mark>\.\.\.|--|[^\s])
        """,
        re.VERBOSE,
    )


_TOKEN = _pattern(r"[^\W\d_]", r"\w")
_TOKEN_WITH_MARKS = _pattern(rf"(?![\d_])[\w{_MARKS}]", rf"[\w{_MARKS}]")


def tokenize(text: str) -> tuple[Token, ...]:
    """The tokens of a text in order; white space alone lies between them.

    Hyphens and possessive endings are tokens of their own ("Moscow", "-", "backed"; "Russia", "’s").
    """
    pattern = _TOKEN_WITH_MARKS if _HAS_MARKS.search(text) else _TOKEN
    make = partial(tuple.__new__, Token)  # a text has thousands: half the time of the call by names
    return tuple(
        [
            make((*found.span(), word := found[0], _KINDS[found.lastindex or 0], word.lower()))
            for found in pattern.finditer(text)
        ]
    )


_KIND_OF_GROUP: dict[str, TokenKind] = {
    "initials": "word",
    "number": "number",
    "possessive": "word",
    "word": "word",
    "mark": "punctuation",
}
_KINDS: list[TokenKind] = ["punctuation", *(_KIND_OF_GROUP[group] for group in _TOKEN.groupindex)]
"""By the number of the pattern's group."""
