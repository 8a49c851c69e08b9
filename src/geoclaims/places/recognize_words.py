"""The word lists of recognition, read once."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _lists(file: str) -> dict[str, frozenset[str]]:
    tables = tomllib.loads(files(__package__).joinpath(file).read_text("utf-8"))
    return {name: frozenset(words) for name, words in tables.items()}


@cache
def cue_words(name: str) -> frozenset[str]:
    """One list of ``recognize_cues.toml``, in lower case."""
    return _lists("recognize_cues.toml")[name]


@cache
def war_words(name: str) -> frozenset[str]:
    """One list of ``recognize_contested.toml``, in lower case."""
    return _lists("recognize_contested.toml")[name]
