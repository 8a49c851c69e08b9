"""Geocoding of single names by the gazetteer: no context but country and division."""

import math
from collections.abc import Sequence
from functools import cache

from geoclaims.places.facilities import NAMED_FOR, look_up
from geoclaims.places.gazetteer_sources import package_data
from geoclaims.places.geocoders import Answer, Hit, Query
from geoclaims.places.names import fold
from geoclaims.places.protocols import Entry, Gazetteer

CLEAR_SHARE = 0.7
"""The least share of the weight at which the best of several namesakes is taken."""
_KIND_WEIGHT = {
    "primary": 1.0,
    "alternate": 0.7,
    "former": 0.7,
    "abbreviation": 0.6,
    "variant": 0.5,
    "fuzzy": 0.2,
}


@cache
def country_codes() -> dict[str, str]:
    """ISO 3166-1 alpha-2 and alpha-3 codes, each with its alpha-2 code."""
    countries = package_data("countries.json")
    codes = {country["iso3"]: code for code, country in countries.items()}
    return codes | {code: code for code in countries}


class GazetteerGeocoder:
    """Answers from the gazetteer, offline."""

    name = "gazetteer"

    def __init__(self, gazetteer: Gazetteer, *, fuzzy: bool = False) -> None:
        self._gazetteer = gazetteer
        self._fuzzy = fuzzy

    def answer(self, query: Query) -> Answer:
        """The place of a name in the country and division given; namesakes are weighed by population.

        ``name`` may hold its parents after commas ("Pokrovsk, Donetsk, Ukraine"). A country or a
        division that isn't known, or that has no place of the name, is "not found", never ignored.
        """
        name, *parents = [part.strip() for part in query.name.split(",")]
        whole, told = self._candidates(query.name.strip())
        if whole or not parents:
            return self._among(whole, query.country, (query.admin1,) if query.admin1 else (), told)
        entries, told = self._candidates(name)
        return self._among(entries, query.country, (query.admin1, *parents), told)

    def _candidates(self, name: str) -> tuple[list[Entry], Sequence[str]]:
        """The places of a name, and what is to be told of them all."""
        found, only_named_for = look_up(self._gazetteer, name)
        found = found or self._gazetteer.lookup(name, fuzzy=self._fuzzy)
        return [e for e in found if e.name_kind != "demonym"], (NAMED_FOR,) if only_named_for else ()

    def _among(
        self, entries: Sequence[Entry], country: str, parents: Sequence[str], told: Sequence[str]
    ) -> Answer:
        if not entries:
            return Answer("not_found", None, "no place of this name in the gazetteer")
        reasons = [*told]
        if country.strip():
            code = self.country_code(country)
            if code is None:
                return Answer("not_found", None, f"country {country.strip()!r} is not known")
            entries = [entry for entry in entries if entry.place.country == code]
            if not entries:
                return Answer("not_found", None, f"no place of this name in {code}")
            reasons.append(f"in {code}")
        for parent in parents:
            if not parent.strip():
                continue
            inside = [entry for entry in entries if self._lies_in(entry, parent)]
            if not inside:
                return Answer("not_found", None, f"no place of this name in {parent.strip()!r}")
            entries = inside
            reasons.append(f"in {parent.strip()!r}")
        return _decide(_towns_first(entries), reasons)

    def country_code(self, country: str) -> str | None:
        """The ISO 3166-1 alpha-2 code of a country given by code or name."""
        wanted = country.strip()
        if wanted.upper() in country_codes():
            return country_codes()[wanted.upper()]
        for entry in self._gazetteer.lookup(wanted):
            if entry.place.feature == "country" and entry.name_kind != "demonym":
                return entry.place.country
        for entry in self._gazetteer.lookup(wanted):  # England is no country here, but lies in one
            if entry.place.feature in ("admin1", "region") and entry.place.country:
                return entry.place.country
        return None

    def _lies_in(self, entry: Entry, parent: str) -> bool:
        wanted = fold(parent)
        if wanted and wanted == fold(entry.place.admin1 or ""):
            return True
        for area in self._gazetteer.lookup(parent.strip()):
            place = area.place
            if place.feature == "country" and entry.place.country == place.country:
                return True
            if place.feature == "admin1" and area.admin1_id and entry.admin1_id == area.admin1_id:
                return True
            if place.feature in ("admin2", "region") and _inside(entry, area):
                return True
        return False


def _inside(entry: Entry, area: Entry) -> bool:
    if area.bbox is None or (area.place.country and area.place.country != entry.place.country):
        return False
    west, south, east, north = area.bbox
    lon, lat = entry.place.lon, entry.place.lat
    return south <= lat <= north and ((lon - west) % 360 <= (east - west) % 360)


def _towns_first(entries: Sequence[Entry]) -> list[Entry]:
    """Leave out a division that shares its name with a town in it, or amid it: tables name towns."""
    towns = [entry for entry in entries if entry.place.feature in ("city", "village")]
    kept = [
        e
        for e in entries
        if e.place.feature not in ("admin1", "admin2")
        or not any(town.admin1_id == e.admin1_id or _inside(town, e) for town in towns)
    ]
    best: dict[str, Entry] = {}
    for entry in kept:
        known = best.get(entry.place.id)
        if known is None or _KIND_WEIGHT[entry.name_kind] > _KIND_WEIGHT[known.name_kind]:
            best[entry.place.id] = entry
    return list(best.values())


def _weight(entry: Entry) -> float:
    people = entry.place.population or 300
    boost = {"country": 50.0, "admin1": 3.0, "region": 3.0, "continent": 50.0}.get(entry.place.feature, 1.0)
    return _KIND_WEIGHT[entry.name_kind] * math.pow(people, 0.75) * boost


def _decide(entries: Sequence[Entry], reasons: list[str]) -> Answer:
    ranked = sorted(entries, key=_weight, reverse=True)
    best = ranked[0]
    total = sum(_weight(entry) for entry in ranked)
    share = _weight(best) / total if total else 1.0
    how = "the only one" if len(ranked) == 1 else f"the most populous of {len(ranked)}"
    if best.name_kind in ("variant", "fuzzy") and NAMED_FOR not in reasons:
        reasons = [*reasons, f"spelled {best.name!r} in the gazetteer"]
    if share < CLEAR_SHARE:
        rivals = "; ".join(
            f"{e.place.name}, {e.place.admin1 or e.place.feature}, {e.place.country} ({e.place.id})"
            for e in ranked[:3]
        )
        return Answer("ambiguous", None, f"{len(ranked)} places of this name: {rivals}")
    place = best.place
    score = round(min(0.98, share * (0.95 if best.similarity == 1.0 else best.similarity * 0.9)), 3)
    hit = Hit(
        place.id, place.name, place.lat, place.lon, place.country, place.admin1, place.feature,
        place.uncertainty_m, score,
    )  # fmt: skip
    return Answer("resolved", hit, "; ".join([how, *reasons]))
