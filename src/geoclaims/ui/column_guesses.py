"""Which column of a user's table holds what, guessed by its heading in several languages."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

Role = Literal["place", "name", "country", "admin1", "lat", "lon"]
_PARTS = re.compile(r"[\W_]+|(?<=[a-z])(?=[A-Z])|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_NEVER_A_PART = frozenset({"land", "long", "ad", "il", "x", "y"})
"""Words for a role as a whole heading only: "land use" is no country."""
_SHORTEST_INSIDE = 4


def guess_column(header: Sequence[str], role: Role) -> int:
    """The index of the column that is headed by a word for the role; 0 where none is.

    A heading that is the word is better than one that has it ("country" than "country of origin").
    """
    headings = [heading.strip().casefold() for heading in header]
    words = _words()[role]
    whole = next((headings.index(word) for word in words if word in headings), None)
    if whole is not None:
        return whole
    parts = [" ".join(_PARTS.split(heading.strip())).casefold() for heading in header]
    telling = [" ".join(_PARTS.split(word)) for word in words if word not in _NEVER_A_PART]
    part = next((n for word in telling for n, heading in enumerate(parts) if _has(heading, word)), None)
    if part is not None:
        return part
    long = [word for word in telling if len(word) >= _SHORTEST_INSIDE]
    return next((n for word in long for n, heading in enumerate(headings) if word in heading), 0)


def _has(heading: str, word: str) -> bool:
    """Whether a heading has a word, its plural in -s too."""
    return any(f" {form} " in f" {heading} " for form in (word, f"{word}s"))


@cache
def _words() -> dict[str, list[str]]:
    return tomllib.loads(files(__package__).joinpath("column_guesses.toml").read_text("utf-8"))
