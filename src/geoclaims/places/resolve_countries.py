"""Countries that the wording of a document points to, apart from any place name in it."""

import math
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from geoclaims.language import Annotation, where

MOST_SUPPORT = 3.0


def countries_of_wording(annotation: Annotation) -> Mapping[str, tuple[float, str]]:
    """For each country with words of its own in the text: the support they give, and the words.

    Support grows with the number of different words, slowly: one word is worth one place name.
    """
    table, openers = _phrases()
    words = annotation.tokens.words
    said = set(words)
    if not said.isdisjoint(openers):
        said.update(f"{words[at]} {annotation.word(at + 1)}" for at in where(openers.__contains__, words))
    said.update(map("=".__add__, filter(str.isupper, set(annotation.tokens.texts))))  # "IDF", but not "idf"
    found: dict[str, set[str]] = defaultdict(set)
    for phrase in table.keys() & said:
        for country in table[phrase]:
            found[country].add(phrase.removeprefix("="))
    return {
        country: (min(MOST_SUPPORT, math.sqrt(len(words))), "', '".join(sorted(words)[:3]))
        for country, words in found.items()
    }


@cache
def _phrases() -> tuple[dict[str, tuple[str, ...]], frozenset[str]]:
    tables = tomllib.loads(files(__package__).joinpath("resolve_country_words.toml").read_text("utf-8"))
    found: dict[str, tuple[str, ...]] = {}
    for country, phrases in tables.items():
        for phrase in phrases:
            found[phrase] = (*found.get(phrase, ()), country)
    return found, frozenset(phrase.split()[0] for phrase in found if " " in phrase)
