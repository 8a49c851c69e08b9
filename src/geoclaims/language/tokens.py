"""Text into tokens: words, numbers and marks, each with its place in the text."""

import re

from geoclaims.language.annotation import Token, TokenKind

# Marks that combine with the letter before them (Latin, Cyrillic, Arabic, Hebrew, Indic, Thai …)
# are not word characters to Python's ``re``, but belong to the word.
_MARKS = "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f"
_LETTER = rf"(?![\d_])[\w{_MARKS}]"
_APOSTROPHES = "'’ʼʹ`"

_TOKEN = re.compile(
    rf"""
      (?P<initials>(?:[A-Z]\.){{2,}})                                   # U.S.  N.C.
    | (?P<word>{_LETTER}[\w{_MARKS}]*
        (?:[{_APOSTROPHES}](?![sS](?!\w))(?:{_LETTER})+)*)              # d'Ivoire, don't, Pokrovs'k
    | (?P<number>\d+(?:[.,:]\d+)*)
    | (?P<possessive>[{_APOSTROPHES}][sS](?!\w))
    | (?P<mark>\.\.\.|--|[^\s])
    """,
    re.VERBOSE,
)


def tokenize(text: str) -> tuple[Token, ...]:
    """The tokens of a text in order; white space alone lies between them.

    Hyphens and possessive endings are tokens of their own ("Moscow", "-", "backed"; "Russia", "’s").
    """
    return tuple(
        [
            Token(found.start(), found.end(), found.group(), _KINDS[found.lastgroup or "mark"])
            for found in _TOKEN.finditer(text)
        ]
    )


_KINDS: dict[str, TokenKind] = {
    "initials": "word",
    "number": "number",
    "possessive": "word",
    "word": "word",
    "mark": "punctuation",
}
