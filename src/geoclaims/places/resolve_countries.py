"""Countries that the wording of a document points to, apart from any place name in it."""

import math
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from geoclaims.language import Annotation

MOST_SUPPORT = 3.0


def countries_of_wording(annotation: Annotation) -> Mapping[str, tuple[float, str]]:
    """For each country with words of its own in the text: the support they give, and the words.

    Support grows with the number of different words, slowly: one word is worth one place name.
    """
    table, openers = _phrases()
    found: dict[str, set[str]] = defaultdict(set)
    before: str | None = None
    for _, _, word, _ in annotation.tokens:
        lower = word.lower()
        if before is not None:
            for country in table.get(f"{before} {lower}", ()):
                found[country].add(f"{before} {lower}")
        if lower in table:
            for country in table[lower]:
                found[country].add(lower)
        if word.isupper():
            for country in table.get("=" + word, ()):
                found[country].add(word)
        before = lower if lower in openers else None
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
