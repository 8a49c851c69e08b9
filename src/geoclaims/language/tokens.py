"""Text into tokens: words, numbers and marks, each with its place in the text."""

import re
from functools import lru_cache
from itertools import accumulate
from operator import itemgetter

from geoclaims.language.annotation import TokenKind, Tokens

# Marks that combine with the letter before them (Latin, Cyrillic, Arabic, Hebrew, Indic, Thai …)
# are not word characters to Python's ``re``, but belong to the word.
_MARKS = "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f"
_HAS_MARKS = re.compile(rf"[{_MARKS}]")
_APOSTROPHES = "'’ʼʹ`"


def _pattern(letter: str, inside: str) -> re.Pattern[str]:
    return re.compile(
        rf"""
        ( [A-Za-z][a-z]++(?![\w{_MARKS}{_APOSTROPHES}])                 # most words, told fast
        | (?:[A-Z]\.){{2,}}                                             # U.S.  N.C.
        | {letter}{inside}*
            (?:[{_APOSTROPHES}](?![sS](?!\w))(?:{letter})+)*            # d'Ivoire, don't, Pokrovs'k
        | \d+(?:[.,:]\d+)*
        | [{_APOSTROPHES}][sS](?!\w)
        | \.\.\.|--|[^\s]
        )
        """,
        re.VERBOSE,
    )


_TOKEN = _pattern(r"[^\W\d_]", r"\w")
_TOKEN_WITH_MARKS = _pattern(rf"(?![\d_])[\w{_MARKS}]", rf"[\w{_MARKS}]")
_BEGINS_WORD = re.compile(rf"(?![\d_])[\w{_MARKS}]|[{_APOSTROPHES}][sS]")
_BEGINS_NUMBER = re.compile(r"\d")


def tokenize(text: str) -> Tokens:
    """The tokens of a text in order; white space alone lies between them.

    Hyphens and possessive endings are tokens of their own ("Moscow", "-", "backed"; "Russia", "’s").
    """
    pattern = _TOKEN_WITH_MARKS if _HAS_MARKS.search(text) else _TOKEN
    pieces = pattern.split(text)  # white space and tokens in turn
    if len(pieces) < 2:
        return Tokens()
    bounds = tuple(accumulate(map(len, pieces)))
    forms = list(map(_form, pieces[1::2]))
    texts, kinds, words, capitals = (tuple(map(itemgetter(column), forms)) for column in range(4))
    return Tokens.of_columns(bounds[:-1:2], bounds[1::2], texts, kinds, words, capitals)


@lru_cache(maxsize=50_000)
def _form(text: str) -> tuple[str, TokenKind, str, bool]:
    """What a token's letters alone decide: itself (one string for all its uses), kind, lower case, capital.

    A string is compared with itself at once, so that words without a capital are told fast.
    """
    lower = text.lower()
    if lower == text:
        lower = text
    if _BEGINS_WORD.match(text):
        return text, "word", lower, text[0].isupper()
    return text, "number" if _BEGINS_NUMBER.match(text) else "punctuation", lower, text[0].isupper()
