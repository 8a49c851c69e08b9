"""Facilities and public bodies that no gazetteer lists, by the town in their name.

"Kramatorsk Railway Station" is in Kramatorsk, and "Ryazan Oil Refinery" at Ryazan: no gazetteer of towns
has them, but an analyst would look there. Streets and squares are not meant: "Moscow Street" is in any
town but Moscow, and an embassy is in any country but its own.
"""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from geoclaims.places.gazetteer import VARIANT_SIMILARITY
from geoclaims.places.names import fold
from geoclaims.places.protocols import Entry, Gazetteer
from geoclaims.vocabulary import Feature

OUTSIDE_TOWN_M = 25_000
"""How far what is mostly built outside a town may lie from its middle, our own choice: the international
airports of Baghdad, Damascus and Sana'a lie 16, 25 and 12 km out."""
NAMED_FOR = "not listed itself: the place it is named for"
"""The reason a toponym gets that was found this way."""
_KNOWN_UNDER_OTHER_NAMES = 50_000
"""People: what is named for a smaller place bears its main name ("Concord Reservoir" is not at
Wheelersburg, which was called Concord once)."""
_SHORTEST_OTHER_NAME = 5
"""Letters: a shorter one is mostly something else ("Sams" of Samsun in "Sams Crossing")."""
_LONGEST = 4
"""Words of a facility's noun with those before it: "regional children hospital"."""
TOWNS: frozenset[Feature] = frozenset({"city", "village"})
"""What a facility may be named for."""
_INSTITUTED: frozenset[Feature] = TOWNS | {"admin1", "country"}


@dataclass(frozen=True, slots=True)
class _Part:
    """What is left of a name without its noun: the town, what it may be, how far off the thing may be."""

    core: str
    features: frozenset[Feature]
    reach_m: int


def look_up(gazetteer: Gazetteer, name: str) -> tuple[Sequence[Entry], bool]:
    """The places of a name, and whether they are only those that a facility or a body is named for.

    These are ``variant`` entries; what may stand outside its town has an ``uncertainty_m`` of at least
    ``OUTSIDE_TOWN_M``.
    """
    listed = gazetteer.lookup(name)
    if all(entry.name_kind == "variant" for entry in listed):
        named_for = _named_for(gazetteer, name)
        if named_for:
            return named_for, True
    return listed, False


def _named_for(gazetteer: Gazetteer, name: str) -> Sequence[Entry]:
    for part in _parts(fold(name)):
        found = [
            replace(
                entry,
                name_kind="variant",
                similarity=VARIANT_SIMILARITY,
                place=replace(entry.place, uncertainty_m=max(entry.place.uncertainty_m, part.reach_m)),
            )
            for entry in gazetteer.lookup(part.core)
            if entry.place.feature in part.features and _is_telling(entry)
        ]
        if found:
            return found
    return ()


def heads_facility(words: Sequence[str]) -> frozenset[Feature]:
    """What a name may be before several lower-case words that make it that of a facility or a body.

    Towns for "(Kherson) regional hospital was hit", divisions too for "(Kherson) regional council"; nothing
    for words that make none, or a single one.
    """
    nouns, between = _nouns()
    for count in range(min(len(words), _LONGEST), 1, -1):
        kind = _kind(words[:count], nouns, between)
        if kind is not None:
            return kind[0]
    return frozenset()


def _is_telling(entry: Entry) -> bool:
    """Whether a place is known well enough by this name that something is named for it."""
    return entry.name_kind == "primary" or (
        entry.name_kind in ("alternate", "former")
        and (entry.place.population or 0) >= _KNOWN_UNDER_OTHER_NAMES
        and len(entry.name) >= _SHORTEST_OTHER_NAME
    )


def _parts(key: str) -> Iterator[_Part]:
    """The name with ever more of its last words taken off, and what "of" leaves."""
    nouns, between = _nouns()
    words = key.split()
    for cut in range(len(words) - 1, 0, -1):
        features_and_reach = _kind(words[cut:], nouns, between)
        if features_and_reach is not None:
            yield _Part(" ".join(words[:cut]), *features_and_reach)
    if "of" in words[1:-1]:
        at = words.index("of", 1)
        features_and_reach = _kind(words[:at], nouns, between)
        if features_and_reach is not None:
            yield _Part(" ".join(words[at + 1 :]), *features_and_reach)


def _kind(
    words: Sequence[str], nouns: dict[str, tuple[frozenset[Feature], int]], between: frozenset[str]
) -> tuple[frozenset[Feature], int] | None:
    """What the words say that end with a noun of a facility; None if they are none, or have others too."""
    for start in range(len(words)):
        found = nouns.get(" ".join(words[start:]))
        if found is not None:
            return found
        if words[start] not in between:
            return None
    return None


@cache
def _nouns() -> tuple[dict[str, tuple[frozenset[Feature], int]], frozenset[str]]:
    lists = tomllib.loads(files(__package__).joinpath("facilities.toml").read_text("utf-8"))
    nouns: dict[str, tuple[frozenset[Feature], int]] = {}
    nouns |= dict.fromkeys(lists["bodies"], (_INSTITUTED, 0))
    nouns |= dict.fromkeys(lists["of_a_division"], (TOWNS | {"admin1"}, 0))
    nouns |= dict.fromkeys(lists["within_town"], (TOWNS, 0))
    nouns |= dict.fromkeys(lists["outside_town"], (TOWNS, OUTSIDE_TOWN_M))
    return nouns, frozenset(lists["between"])
