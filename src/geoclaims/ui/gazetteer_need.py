"""Where the gazetteer falls short of the reports: names not found, by the country a report is about."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from geoclaims.model import Analysis

FEWEST, SHARE = 3, 0.15
"""So many names of a country's reports, and this share of them, before its full list is proposed."""


class Need(NamedTuple):
    """A country of which reports name places that are not found: which, and of how many names."""

    country: str
    missing: tuple[str, ...]
    names: int


def gazetteer_needs(analyses: Iterable[Analysis], added: Iterable[str]) -> list[Need]:
    """The countries whose full list would help, those with most names missing first.

    ``added`` are the countries whose list is there. A report is taken to be about the country in
    which most of its placed names lie; a name counts once a country.
    """
    missing: dict[str, Counter[str]] = {}
    names: dict[str, set[str]] = {}
    for analysis in analyses:
        literal = [t for t in analysis.toponyms if t.use == "literal"]
        countries = Counter(t.place.country for t in literal if t.place and t.place.country)
        if not countries:
            continue
        country = countries.most_common(1)[0][0]
        names.setdefault(country, set()).update(t.text for t in literal)
        missing.setdefault(country, Counter()).update(t.text for t in literal if t.status == "not_found")
    there = set(added)
    needs = [
        Need(country, tuple(name for name, _ in lost.most_common()), len(names[country]))
        for country, lost in missing.items()
        if country not in there and len(lost) >= FEWEST and len(lost) >= SHARE * len(names[country])
    ]
    return sorted(needs, key=lambda need: (-len(need.missing), need.country))
