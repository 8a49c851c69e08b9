"""The word lists of recognition, read once."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def cue_words(name: str) -> frozenset[str]:
    """One list of ``recognize_cues.toml``, in lower case."""
    table = tomllib.loads(files(__package__).joinpath("recognize_cues.toml").read_text("utf-8"))
    return frozenset(table[name])
