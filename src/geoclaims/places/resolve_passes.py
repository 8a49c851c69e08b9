"""The ordered passes of resolution: each one kind of evidence, named, described and counted.

A pass adds to the weights of candidates (natural logarithms) and returns how many names it
spoke for. The idea of ordered, named passes is CLIFF's (D'Ignazio, Bhargava, Zuckerman & Beck
2014); spatial minimality is Leidner's (2007, "Toponym resolution in text").
"""

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from geoclaims.places.protocols import Entry
from geoclaims.places.resolve_beside import beside
from geoclaims.places.resolve_candidates import Candidate, Group, add_reason, distance_km
from geoclaims.places.resolve_context import Context, support_of
from geoclaims.places.resolve_doubts import apart, is_small_town, none_of_these
from geoclaims.places.resolve_forces import force_support
from geoclaims.places.resolve_inside import parents
from geoclaims.places.resolve_states import states
from geoclaims.places.resolve_town_parts import town_parts
from geoclaims.places.resolve_wars import war_support

FEATURE_WEIGHT = 5.0
DIVISION_OF_TOWN_WEIGHT = -4.0
OTHER_FEATURE_WEIGHT = -2.0
UNLISTED_LANDFORM_WEIGHT = 4.0
"""For "none of these", where the words call for a river or a mountain that no gazetteer lists."""
NO_LANDFORM_WEIGHT = -20.0
"""A town is never the river or the mountain of its name, whatever lies around."""
_LANDFORMS = frozenset({"water", "mountain"})
_FEW_OF_PEOPLE = 4
_KNOWN_CITY = 100_000
_LARGE_CITY = 300_000
NEXT_DOOR_KM = 200.0
"""How far a town may be from a village of its name for reports to mean either; our own choice."""
_NEXT_DOOR_DEGREES = 1.8
_LEAST_TOWN = 10_000
_MANY_TIMES = 4
_MOST_TOWNS = 4
COUNTRY_WEIGHT = 5.0
DIVISION_WEIGHT = 7.0
NEAR_WEIGHT = 2.6
NEAR_KM = 195.0
MOST_MENTIONS_ASKED = 6
MOST_ANCHORS = 60
CAPITAL_WEIGHT = 2.5


_LEAST_SUPPORT = 0.05
_TELLING_SUPPORT = 0.5
"""Support of half a name is worth a reason."""
GOVERNMENT_REASON = "stands for a government"


@dataclass(frozen=True, slots=True)
class Pass:
    """One kind of evidence."""

    name: str
    description: str
    apply: Callable[[Context], int]
    reads_shares: bool = False
    """Whether it needs the shares that the passes before it have led to."""


def settlements(context: Context) -> int:
    """Weigh a division down against the town it is named for, which the bare name mostly means."""
    touched = 0
    for group in context.groups:
        divisions = [c for c in group.candidates if c.entry.place.feature in ("admin1", "admin2")]
        if not divisions:
            continue
        towns = {
            c.entry.admin1_id
            for c in group.candidates
            if c.entry.place.feature == "city" and c.entry.name_kind != "fuzzy"
        }
        for candidate in divisions:
            if candidate.entry.admin1_id in towns and not _is_short_for_none(group, candidate):
                candidate.weight += DIVISION_OF_TOWN_WEIGHT
                touched += 1
    return touched


def _is_short_for_none(group: Group, division: Candidate) -> bool:
    """Whether a division's only large namesake is "… City", with but a small part of its people.

    "Oklahoma" is the state; "New York", where every third or fourth lives, may well be the city.
    """
    people = (division.entry.place.population or 0) / _FEW_OF_PEOPLE
    return division.entry.name_kind == "primary" and all(
        c.entry.place.name == f"{division.entry.name} City" and (c.entry.place.population or 0) < people
        for c in group.candidates
        if c.entry.place.feature == "city" and c.entry.admin1_id == division.entry.admin1_id
    )


def features(context: Context) -> int:
    """Weigh candidates by the kind of place that the words around the name call for."""
    touched = 0
    for group in context.groups:
        called_for = (context.expected[index] for index in group.indices[:MOST_MENTIONS_ASKED])
        expected = next((found for found in called_for if found is not None), None)
        if expected is None:
            continue
        if not any(c.entry.place.feature in expected.features for c in group.candidates):
            if expected.features & _LANDFORMS and group.candidates:
                group.none_weight += UNLISTED_LANDFORM_WEIGHT
                touched += 1
            continue
        touched += 1
        if "village" in expected.features:  # which a gazetteer may lack: the words speak for that no less
            group.none_weight += FEATURE_WEIGHT
        for candidate in group.candidates:
            if candidate.entry.place.feature in expected.features:
                candidate.weight += FEATURE_WEIGHT
                add_reason(candidate, f"kind: '{expected.words}'")
            elif expected.features & _LANDFORMS:
                candidate.weight += NO_LANDFORM_WEIGHT
            else:
                candidate.weight += OTHER_FEATURE_WEIGHT
    return touched


def governments(context: Context) -> int:
    """Weigh countries and capitals up where the name stands for a government or a people."""
    touched = 0
    for group in context.groups:
        if not any(m.use != "literal" for m in group.mentions):
            continue
        seats = [c for c in group.candidates if c.entry.capital_of or c.entry.place.feature == "country"]
        touched += bool(seats)
        for candidate in seats:
            candidate.weight += CAPITAL_WEIGHT
            what = "a capital" if candidate.entry.capital_of else "a country"
            add_reason(candidate, f"{GOVERNMENT_REASON}: {what}")
    return touched


def country_support(context: Context) -> int:
    """Weigh candidates up that lie in the countries which the document's other names lie in."""

    def country_of(candidate: Candidate) -> str | None:
        return candidate.entry.place.country

    def reason(candidate: Candidate, support: float) -> str:
        country = candidate.entry.place.country or ""
        said, words = context.wording.get(country, (0.0, ""))
        if support - said < _TELLING_SUPPORT:
            return f"wording of {country}: '{words}'"
        return f"shared country {country} with {_count(support - said)}"

    return _support(context.groups, context.countries, COUNTRY_WEIGHT, country_of, reason)


def division_support(context: Context) -> int:
    """Weigh candidates up that lie in the first-order divisions of the document's other names."""

    def division_of(candidate: Candidate) -> str | None:
        return candidate.entry.admin1_id

    def reason(candidate: Candidate, support: float) -> str:
        where = candidate.entry.place.admin1 or candidate.entry.admin1_id
        return f"shared first-order division {where} with {_count(support)}"

    return _support(context.groups, context.divisions, DIVISION_WEIGHT, division_of, reason)


def _support(
    groups: Sequence[Group],
    support: Mapping[str, float],
    weight: float,
    area_of: Callable[[Candidate], str | None],
    reason: Callable[[Candidate, float], str],
) -> int:
    """Weigh candidates by what the document's other names say for the areas they lie in."""
    total = sum(support.values()) or 1.0
    touched = 0
    for group in groups:
        if _is_sure(group):
            continue
        own: dict[str | None, float] = defaultdict(float)
        for candidate in group.candidates:
            own[area_of(candidate)] += candidate.share
        scale = support_of(group)
        towns = _known_towns(group)
        spoke = False
        for candidate in group.candidates:
            area = area_of(candidate)
            others = support.get(area, 0.0) - scale * own[area] if area else 0.0
            if others <= _LEAST_SUPPORT:
                continue
            share = (
                _share_of_village(candidate.entry, towns) if towns and is_small_town(candidate.entry) else 1.0
            )
            candidate.weight += share * weight * math.sqrt(others / total) * min(1.0, others)
            if others > _TELLING_SUPPORT:
                add_reason(candidate, reason(candidate, others))
                spoke = True
        touched += spoke
    return touched


def _known_towns(group: Group) -> list[Entry]:
    """The likeliest towns that bear the name as their own, by which readers know it."""
    return [
        c.entry
        for c in group.candidates[:_MOST_TOWNS]
        if (c.entry.place.population or 0) >= _LEAST_TOWN
        and c.entry.place.feature == "city"
        and c.entry.name_kind == "primary"
    ]


def _share_of_village(village: Entry, towns: Sequence[Entry]) -> float:
    """What an area's support counts for a village: less beside a city of its name in the country.

    The larger the city, the more has to speak for the village. So, too, beside a town across a
    division's border: a front or a storm stops at no such border.
    """
    share = 1.0
    for town in towns:
        people = town.place.population or 0
        if town.place.country != village.place.country:
            continue
        if people >= _LARGE_CITY:
            return 0.5
        if people >= _KNOWN_CITY:
            share = 0.75
        if (
            town.admin1_id != village.admin1_id
            and people >= _MANY_TIMES * (village.place.population or 0)
            and abs(town.place.lat - village.place.lat) <= _NEXT_DOOR_DEGREES
            and distance_km(town, village) <= NEXT_DOOR_KM
        ):
            return 0.5
    return share


def neighbours(context: Context) -> int:
    """Weigh candidates up that lie near places the document names with little doubt."""
    anchors: list[tuple[Group, Entry, float]] = []
    for group in context.groups:
        best = group.best
        if (
            best is not None
            and best.share > 0.3
            and best.entry.place.feature in ("city", "village", "admin2", "facility")
        ):
            anchors.append((group, best.entry, best.share * support_of(group)))
    anchors = sorted(anchors, key=lambda anchor: -anchor[2])[:MOST_ANCHORS]
    touched = 0
    for group in context.groups:
        if _is_sure(group):
            continue
        spoke = False
        for candidate in group.candidates[:12]:
            if candidate.entry.place.feature in ("country", "continent", "region"):
                continue
            nearness = 0.0
            nearest: tuple[float, str] | None = None
            for other, entry, weight in anchors:
                if other is group:
                    continue
                if abs(entry.place.lat - candidate.entry.place.lat) > 5:
                    continue
                km = distance_km(candidate.entry, entry)
                if km < 4 * NEAR_KM:
                    nearness += weight * math.exp(-km / NEAR_KM)
                    if nearest is None or km < nearest[0]:
                        nearest = (km, entry.place.name)
            if nearness > 0.05:
                candidate.weight += NEAR_WEIGHT * math.log1p(nearness)
                if nearest is not None and nearest[0] < NEAR_KM:
                    add_reason(candidate, f"{nearest[0]:.0f} km from {nearest[1]}")
                    spoke = True
        touched += spoke
    return touched


PASSES: tuple[Pass, ...] = (
    Pass("settlement", "a bare name means the town rather than the division named for it", settlements),
    Pass("state", "a country or a division rather than the city that the text calls '… City'", states),
    Pass("part", "the town that the text says it is a district of", town_parts),
    Pass("parent", "a place the text itself says it lies in", parents),
    Pass("feature", "the kind of place the words around it call for", features),
    Pass("government", "capitals and countries where the name stands for a government", governments),
    Pass("war", "a country of wars, where the name is fought over", war_support),
    Pass("force", "next door to an army that acts, or its home", force_support),
    Pass("country", "the countries of the document's other names", country_support, reads_shares=True),
    Pass("division", "the first-order divisions of its other names", division_support, reads_shares=True),
    Pass("beside", "a place the text itself puts it near", beside, reads_shares=True),
    Pass("neighbour", "nearness to names resolved with little doubt", neighbours, reads_shares=True),
    Pass("apart", "a village far from all the towns named", apart, reads_shares=True),
    Pass("none", "no candidate in the one country the document is about", none_of_these, reads_shares=True),
)
"""In their order; shares are computed anew before each pass that reads them."""


def _is_sure(group: Group) -> bool:
    return len(group.candidates) == 1 and group.candidates[0].entry.place.feature in ("country", "continent")


def _count(support: float) -> str:
    names = max(1, round(support))
    return "1 name" if names == 1 else f"{names} names"
