"""Passes that doubt: when the name of a document is none of the places the gazetteer knows by it.

What a gazetteer lacks are villages, and a village pinned at its namesake's in another region or on
another continent is the worst of answers.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from geoclaims.places.protocols import Entry
from geoclaims.places.resolve_candidates import (
    Group,
    distance_km,
    is_listed_settlement,
    is_well_known_facility,
)
from geoclaims.places.resolve_context import Context
from geoclaims.places.resolve_forces import borders
from geoclaims.places.resolve_parents import is_list_gap
from geoclaims.places.resolve_wars import is_fought_over

SURE_SHARE = 0.5
"""The least share of a place from which another can be measured."""
APART_KM = 200.0
NEAR_SMALL_TOWN_KM = 60.0
APART_WEIGHT = 7.0
NAMESAKE_WEIGHT = 3.0
_FEWEST_TOWNS = 2
_SMALL_TOWN = 20_000
_KNOWN_CITY = 100_000
_CITY = 300_000
NOWHERE_ELSE_WEIGHT = 5.5
_OTHER_NAME_OF_CITY = 0.65
_ONE_COUNTRY = 0.5
"""The least share of the other names that must lie in the country a document is about."""
_SURE_COUNTRY = 2.0
"""Names in it that leave no doubt of that."""


def apart(context: Context) -> int:
    """Weigh "none of these" up for a small town far from all others that the document surely names.

    For a listed town of a war a capital that stands for its government is no such other.
    """
    likeliest = [(group, best) for group in context.groups for best in [group.best] if best is not None]
    sure = [(group, best.entry) for group, best in likeliest if best.share >= SURE_SHARE]
    towns = [(group, entry) for group, entry in sure if entry.place.feature in ("city", "village")]
    # A village whose name others bear may be a wrong namesake itself.
    vouching = [pair for pair in towns if not is_small_town(pair[1]) or _bearers(*pair) == 1]
    divisions = {entry.admin1_id for _, entry in sure if entry.place.feature == "admin1"}
    listed = _listed_together(context)
    touched = 0
    for group, best in likeliest:
        is_listed = any((id(group), id(other)) in listed for other, town in towns if not is_known_city(town))
        if (
            is_small_town(best.entry)
            and (is_listed or _other_towns(towns, group, best.entry) >= _FEWEST_TOWNS)
            and not any(reason.startswith("parent") for reason in best.reasons)
            and not any(_vouches(entry, best.entry) for other, entry in vouching if other is not group)
        ):
            group.none_weight += APART_WEIGHT
            if best.entry.admin1_id not in divisions:
                group.none_weight += NAMESAKE_WEIGHT * math.log(_bearers(group, best.entry))
            touched += 1
    return touched


def _listed_together(context: Context) -> set[tuple[int, int]]:
    """The groups, by identity, of names that only commas and "and" part: "in Dibrova and Kreminna"."""
    text, mentions = context.annotation.text, context.mentions
    found: set[tuple[int, int]] = set()
    for index in range(len(mentions) - 1):
        left, right = mentions[index], mentions[index + 1]
        if left.use == right.use == "literal" and is_list_gap(text[left.end : right.start].split()):
            one, other = (id(context.groups[context.group_of[i]]) for i in (index, index + 1))
            found |= {(one, other), (other, one)}
    return found


def _other_towns(towns: Sequence[tuple[Group, Entry]], group: Group, entry: Entry) -> int:
    """How many other towns the document surely names; for one that reports of wars name, as places."""
    return sum(
        other is not group
        and (not is_listed_settlement(entry) or any(mention.use == "literal" for mention in other.mentions))
        for other, _ in towns
    )


def _bearers(group: Group, entry: Entry) -> int:
    """How many small towns of the country bear the name: the more, the likelier one that is not listed."""
    country = entry.place.country
    return sum(c.entry.place.country == country and is_small_town(c.entry) for c in group.candidates)


def _vouches(other: Entry, entry: Entry) -> bool:
    """Whether a town of the document is near enough; a small one, maybe a namesake too, must be nearer."""
    most = NEAR_SMALL_TOWN_KM if is_small_town(other) else APART_KM
    return distance_km(entry, other) <= most


def is_small_town(entry: Entry) -> bool:
    """Whether the place is a village or a town of under 20,000 people, which gazetteers lack namesakes of."""
    return entry.place.feature in ("city", "village") and (entry.place.population or 0) < _SMALL_TOWN


def is_known_city(entry: Entry) -> bool:
    """Whether the place is a town of 100,000 people or more, by which readers know where others are."""
    return entry.place.feature == "city" and (entry.place.population or 0) >= _KNOWN_CITY


def none_of_these(context: Context) -> int:
    """Weigh "none of these" up where the other names lie in one country and no candidate does.

    Villages are what a gazetteer lacks: the larger the town, the less it is doubted. A town of a country
    that the document names, in whatever use, is not doubted for being abroad; where only its army is
    named, no town is under a name that a list has. Nor is the only town of its name that is fought over
    next door: "the capture of Chasiv Yar would be Russia's largest gain".
    """
    said = [_countries_of_places(group) for group in context.groups]
    named = {
        (best.entry.place.country, group.forces < len(group.mentions))
        for group in context.groups
        for best in [group.best]
        if best is not None and best.entry.place.feature == "country" and best.share >= SURE_SHARE
    }
    countries: dict[str, float] = defaultdict(float)
    for own in said:
        for country, support in own.items():
            countries[country] += support
    total = sum(countries.values())
    if not total:
        return 0
    country = max(countries, key=lambda code: countries[code])
    touched = 0
    for group, own in zip(context.groups, said, strict=True):
        best = group.best
        if best is None or any(c.entry.place.country in (country, None) for c in group.candidates):
            continue
        most, others = countries[country], total - sum(own.values())
        abroad = best.entry.place.country
        is_named = (abroad, True) in named or (best.entry.name_kind != "variant" and (abroad, False) in named)
        next_door = abroad in borders().get(country, ())
        is_taken_next_door = next_door and _is_only_bearer(group) and is_fought_over(context, group)
        if most / others >= _ONE_COUNTRY and not is_named and not is_taken_next_door:
            weight = NOWHERE_ELSE_WEIGHT * most / others * min(1.0, most / _SURE_COUNTRY)
            group.none_weight += weight * _smallness(best.entry, next_door=next_door)
            touched += 1
    return touched


def _is_only_bearer(group: Group) -> bool:
    """Whether one town alone bears the name; a village may have namesakes that the gazetteer lacks."""
    entry = group.candidates[0].entry
    is_known = entry.place.feature == "city" or is_listed_settlement(entry)
    return len(group.candidates) == 1 and entry.name_kind == "primary" and is_known


def _smallness(entry: Entry, *, next_door: bool) -> float:
    """From 1 for a village or a small town, or a town's name in another language, down to 0 for a city.

    Nor can a well-known facility be another than itself when its name says what it is ("Goma Airport").
    The names of a city far abroad in all languages may hold by chance what a town is called here.
    """
    if is_well_known_facility(entry) and " " in entry.name:
        return 0.0
    population = entry.place.population or 0
    if entry.name_kind == "alternate" and population < _CITY:
        return 1.0
    if entry.name_kind == "alternate" and entry.capital_of is None and not next_door:
        return _OTHER_NAME_OF_CITY
    if entry.capital_of is not None or entry.place.feature not in ("city", "village"):
        return 1.0 if entry.capital_of is None else 0.0
    share = math.log(max(population, _SMALL_TOWN) / _SMALL_TOWN) / math.log(_CITY / _SMALL_TOWN)
    return max(0.0, 1.0 - share)


def _countries_of_places(group: Group) -> Mapping[str, float]:
    """What a name's literal uses say of the country; "Turkish jets" are of an actor, who may be abroad."""
    literal = sum(mention.use == "literal" for mention in group.mentions)
    countries: dict[str, float] = defaultdict(float)
    for candidate in group.candidates if literal else ():
        if candidate.entry.place.country:
            countries[candidate.entry.place.country] += candidate.share * math.sqrt(literal)
    return countries
