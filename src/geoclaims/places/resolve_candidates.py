"""What a name may mean: its candidates, each with the weight of the evidence for it.

Weights are natural logarithms: a pass that adds 1.0 makes a candidate e times as likely
against the others. "None of these" is a candidate like any other.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter

from geoclaims.globe import EARTH_RADIUS_KM
from geoclaims.language.names_features import name_class
from geoclaims.places.gazetteer_schema import SETTLEMENT_IDS
from geoclaims.places.protocols import BoundingBox, Entry, Mention, NameKind
from geoclaims.vocabulary import Feature

MOST_CANDIDATES = 40
_POPULATION_EXPONENT = 0.75
_FEATURE_WEIGHT: dict[Feature, float] = {
    "country": 3.0, "continent": 8.0, "region": 3.5, "admin1": 0.5, "admin2": 0.0, "city": 0.0,
    "village": 0.0, "water": -1.0, "mountain": -1.0, "facility": -1.5, "other": -1.5,
}  # fmt: skip
# Of the people a place of unknown population stands for, in a prior that counts people.
_ASSUMED_POPULATION: dict[Feature, int] = {
    "country": 5_000_000, "continent": 100_000_000, "region": 1_000_000, "admin1": 800_000,
    "admin2": 60_000, "city": 5_000, "village": 500, "water": 50_000, "mountain": 10_000,
    "facility": 2_000, "other": 1_000,
}  # fmt: skip
_OF_THE_PROJECT = "region:"
"""How the ids of places begin that the default gazetteer's own tables list because reports name them."""
_WELL_KNOWN_FACILITY_POPULATION = 100_000
"""What such a facility stands for: the Kakhovka Dam needs no support that a farm of GeoNames' needs."""
_LISTED_SETTLEMENT_POPULATION = 10_000
"""What one of unknown population stands for: it is listed because reports of wars name it."""
_NAME_WEIGHT: dict[NameKind, float] = {
    "primary": 0.0, "abbreviation": -0.5, "demonym": 0.0, "former": -1.0,
    "alternate": -2.0, "variant": -1.5, "fuzzy": -4.0,
}  # fmt: skip
_PASSED_ON_WEIGHT = -1.5
"""For a name given up, where another town bears it: "Pokrovsk" was Engels' until 1931."""
_MOST_TIMES_LARGER = 4
_VILLAGE_BESIDE_CITY_WEIGHT = -9.0
"""For a village called like a city in some language, as Siabry is "Novorossiysk": what only the text's own
word that it lies there can make up for."""
_VILLAGE = 5_000
_CITY = 100_000
_CAPITAL_WEIGHT = 3.25
NONE_WEIGHT = 6.0
_DISTINCT_LETTERS = 8
"""From this length a name is rarely shared by chance."""
_DISTINCT_VARIANT_WEIGHT = 1.5
_DISTINCT_NONE_WEIGHT = -1.0
_FEW_NAMESAKES = 2
_MOST_REASONS = 6


@dataclass(slots=True)
class Candidate:
    """One place a name may mean, and what speaks for it so far."""

    entry: Entry
    weight: float
    share: float = 0.0
    """Its probability against the other candidates and none of them, in 0–1."""
    reasons: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Group:
    """The mentions of one name in one document that share a sense, and its candidates."""

    surface: str
    mentions: list[Mention]
    indices: list[int]
    """Where the mentions stand among all of the document."""
    candidates: list[Candidate]
    none_weight: float
    reasons: list[str] = field(default_factory=list)
    forces: int = 0
    """How many of the mentions only say whose army acts ("Russian drones")."""
    _shared: list[float] = field(default_factory=list)
    """The weights that the shares were computed from."""

    def normalize(self) -> None:
        """Set each candidate's share from the weights."""
        if not self.candidates:
            return
        weights = [self.none_weight, *[c.weight for c in self.candidates]]
        if weights == self._shared:
            return
        self._shared = weights
        top = max(weights)
        none, *exps = [math.exp(weight - top) for weight in weights]
        total = sum(exps) + none
        for candidate, value in zip(self.candidates, exps, strict=True):
            candidate.share = value / total

    @property
    def best(self) -> Candidate | None:
        """The likeliest candidate, whether or not it is likelier than none."""
        return max(self.candidates, key=attrgetter("weight"), default=None)


def add_reason(candidate: Candidate, reason: str) -> None:
    """Tell a reason for a candidate once; the first few are told."""
    if reason not in candidate.reasons and len(candidate.reasons) < _MOST_REASONS:
        candidate.reasons.append(reason)


def prior_weight(entry: Entry) -> float:
    """What a place weighs before any context: population, feature, kind of name."""
    place = entry.place
    well_known = is_well_known_facility(entry)
    people = _WELL_KNOWN_FACILITY_POPULATION if well_known else place.population
    if is_listed_settlement(entry):
        people = None if is_family_name(entry) else people or _LISTED_SETTLEMENT_POPULATION
    people = people or _ASSUMED_POPULATION[place.feature]
    weight = _POPULATION_EXPONENT * math.log(people + 100) + _FEATURE_WEIGHT[place.feature]
    if not (well_known and entry.name_kind == "alternate"):  # these are chosen as those that reports use
        weight += _NAME_WEIGHT[entry.name_kind]
    if entry.name_kind == "variant" and place.feature in ("city", "village") and _is_distinct(entry.name):
        weight += _DISTINCT_VARIANT_WEIGHT
    if entry.capital_of is not None:
        weight += _CAPITAL_WEIGHT
    if entry.similarity < 1.0:
        weight += 10.0 * (entry.similarity - 1.0)
    return weight


def is_well_known_facility(entry: Entry) -> bool:
    """Whether a place is one of the facilities that the default gazetteer's own tables list."""
    return entry.place.feature == "facility" and entry.place.id.startswith(_OF_THE_PROJECT)


def is_listed_settlement(entry: Entry) -> bool:
    """Whether a place is one of the settlements that are listed because reports of wars name them."""
    return entry.place.id.startswith(SETTLEMENT_IDS)


def is_family_name(entry: Entry) -> bool:
    """Whether a listed settlement has a name that persons bear: Newark's mayor is a Baraka, too."""
    return is_listed_settlement(entry) and name_class(entry.name) != ""


def withheld_weight(entry: Entry) -> float:
    """What such a settlement's people would weigh, once the text says what only places undergo."""
    if not is_family_name(entry):
        return 0.0
    people = entry.place.population or _LISTED_SETTLEMENT_POPULATION
    return _POPULATION_EXPONENT * math.log((people + 100) / (_ASSUMED_POPULATION[entry.place.feature] + 100))


def none_weight(name: str, namesakes: int) -> float:
    """What "none of these" weighs before any context: less for a long name that one or two places bear."""
    distinct = namesakes <= _FEW_NAMESAKES and _is_distinct(name)
    return NONE_WEIGHT + (_DISTINCT_NONE_WEIGHT if distinct else 0.0)


def _is_distinct(name: str) -> bool:
    return len(name) >= _DISTINCT_LETTERS


def candidates_of(entries: Sequence[Entry]) -> list[tuple[Entry, float]]:
    """The likeliest entries with their prior weights; a place under two names counts once."""
    weighed: dict[str, tuple[Entry, float]] = {}
    for entry in entries:
        weight = prior_weight(entry)
        known = weighed.get(entry.place.id)
        if known is None or weight > known[1]:
            weighed[entry.place.id] = (entry, weight)
    found = sorted(weighed.values(), key=lambda pair: -pair[1])[:MOST_CANDIDATES]
    if all(entry.name_kind == "primary" for entry, _ in found):
        return found
    people = max((e.place.population or 0 for e, _ in found if e.name_kind == "primary"), default=0)
    weighed_anew = [(entry, weight + _not_its_own(entry, people)) for entry, weight in found]
    return sorted(weighed_anew, key=lambda pair: -pair[1])


def _not_its_own(entry: Entry, people: int) -> float:
    """What a place weighs less under a name it gave up, or has in another language, beside one of that name.

    ``people`` are those of the largest place that bears the name as its own.
    """
    own = entry.place.population or 0
    if entry.name_kind == "former" and own <= people * _MOST_TIMES_LARGER:
        return _PASSED_ON_WEIGHT
    is_village = entry.place.feature in ("city", "village") and own < _VILLAGE
    if entry.name_kind == "alternate" and is_village and people >= _CITY:
        return _VILLAGE_BESIDE_CITY_WEIGHT
    return 0.0


def lies_in(entry: Entry, parent: Entry) -> bool:
    """Whether a place lies in another, by its country and divisions, or by the other's extent."""
    place, outer = entry.place, parent.place
    if place.id == outer.id:
        return False
    match outer.feature:
        case "country":
            return place.country == outer.country
        case "admin1":
            return (
                entry.admin1_id is not None
                and entry.admin1_id == parent.admin1_id
                and (place.feature != "admin1")
            )
        case "admin2":
            return entry.admin2_id is not None and entry.admin2_id == parent.admin2_id
        case "region" | "continent":
            return (
                place.feature not in ("continent",)
                and parent.bbox is not None
                and within(place.lon, place.lat, parent.bbox)
            )
        case _:
            return False


def within(lon: float, lat: float, box: BoundingBox) -> bool:
    """Whether a point lies in a box; a box whose west is east of its east crosses 180°."""
    west, south, east, north = box
    if not south <= lat <= north:
        return False
    return west <= lon <= east if west <= east else lon >= west or lon <= east


def distance_km(a: Entry, b: Entry) -> float:
    """The great-circle distance of two places in kilometres, from the chord between them.

    The same as ``great_circle_km`` gives, for places that are asked about again and again.
    """
    chord = math.dist(_on_sphere(a.place.lat, a.place.lon), _on_sphere(b.place.lat, b.place.lon))
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, chord / 2))


@lru_cache(maxsize=50_000)
def _on_sphere(lat: float, lon: float) -> tuple[float, float, float]:
    p, q = math.radians(lat), math.radians(lon)
    return math.cos(p) * math.cos(q), math.cos(p) * math.sin(q), math.sin(p)
