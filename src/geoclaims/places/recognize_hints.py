"""What the gazetteer says of a name, in one word, for the name tagger and the recognizer."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from geoclaims.places.protocols import Entry, Gazetteer

_LIKELY = 3
_RANK = {"country": 9, "continent": 8, "admin1": 7, "region": 6, "water": 3, "mountain": 3, "admin2": 4}


def gazetteer_hints(gazetteer: Gazetteer, remembered: int = 200_000) -> Callable[[str], str | None]:
    """A function from a name to its likeliest class, remembering the latest names.

    "country", "admin1", "demonym" … or "city5" for a town of 10^5 to 10^6 people, with
    ":alternate" and the like where it is not the place's first name. None for an unknown name.
    """

    @lru_cache(maxsize=remembered)
    def hint(name: str) -> str | None:
        found = class_of(gazetteer.lookup(name))
        if found is not None and found.endswith(":variant") and name[:4].lower() == "the ":
            return None  # "The Butler County" is "Butler County" after an article
        return found

    return hint


def government_seats(gazetteer: Gazetteer, remembered: int = 20_000) -> Callable[[str], bool]:
    """A function that says whether a name is a country's or a capital's, remembering the latest names."""

    @lru_cache(maxsize=remembered)
    def governs(name: str) -> bool:
        entries = gazetteer.lookup(name)[:_LIKELY]
        return any(entry.capital_of or entry.place.feature == "country" for entry in entries)

    return governs


def class_of(entries: Sequence[Entry]) -> str | None:
    """The class of the likeliest of these entries, or None where there are none."""
    if not entries:
        return None
    best = max(entries, key=_rank)
    if best.name_kind == "demonym":
        return "demonym"
    feature: str = best.place.feature
    if feature in ("city", "village"):
        feature = f"city{len(str(best.place.population or 0))}"
    return feature if best.name_kind == "primary" else f"{feature}:{best.name_kind}"


def _rank(entry: Entry) -> tuple[float, int]:
    place = entry.place
    own = float(_RANK.get(place.feature, 0))
    if place.feature in ("city", "village"):
        own = min(len(str(place.population or 0)), 8) - 0.5
    if entry.name_kind not in ("primary", "demonym"):
        own -= 0.6 if place.feature in ("country", "admin1") else 1.5
    return own, place.population or 0
