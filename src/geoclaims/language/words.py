"""The word lists of this package, read once."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def word_list(name: str) -> frozenset[str]:
    """One list of ``english.toml``, in lower case."""
    table = tomllib.loads(files(__package__).joinpath("english.toml").read_text("utf-8"))
    return frozenset(table[name])
