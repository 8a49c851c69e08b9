"""The word lists of resolution, read once."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from geoclaims.vocabulary import Feature


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("resolve_cues.toml").read_text("utf-8"))


@cache
def resolution_words(name: str) -> frozenset[str]:
    """One list of ``resolve_cues.toml``, in lower case."""
    return frozenset(_tables()[name])


def after_whole_names() -> frozenset[str]:
    """The words that follow a whole name, and no noun that a name stands before."""
    return resolution_words("after_whole_names")


@cache
def features_after() -> dict[str, frozenset[Feature]]:
    """The features that each word right after a name calls for."""
    return {word: frozenset(features) for word, features in _tables()["after"].items()}


@cache
def features_before() -> dict[str, frozenset[Feature]]:
    """The features that each word right before a name calls for."""
    return {word: frozenset(features) for word, features in _tables()["before"].items()}
