"""Settlements that the default gazetteer lists of its own, once a source that was added has them too."""

import sqlite3
from collections import defaultdict
from collections.abc import Sequence

from geoclaims.globe import great_circle_km
from geoclaims.places.gazetteer_schema import ALTERNATE, MERGED, SETTLEMENT_IDS
from geoclaims.places.gazetteer_sources import CITY_FROM

_CENTRE_KM = 5.0
"""Beside what a listed point may be off by: towns have centres of their own. Our own choice."""
_LISTED = f"SELECT n FROM place WHERE id LIKE '{SETTLEMENT_IDS}%'"
_TOWNS = """
SELECT p.n, p.lat, p.lon FROM name JOIN place p ON p.n = name.place
WHERE key = ? AND p.country = ? AND p.feature IN ('city', 'village') AND p.id LIKE 'geonames:%'
"""


def merge_settlements(connection: sqlite3.Connection) -> int:
    """Let each listed settlement be the source's town of its name, country and surroundings; says how many.

    The source's point and name stay. The town takes over the other names, and the population where it
    has none; who kept the settlement's id is led to the town. Reads the tables of names once.
    """
    names, variants = _of_listed(connection, "name"), _of_listed(connection, "variant")
    listed = connection.execute(
        f"SELECT n, id, name, lat, lon, country, population, uncertainty_m FROM place WHERE n IN ({_LISTED})"
    ).fetchall()
    merged = 0
    connection.execute("BEGIN")
    for n, id_, name, lat, lon, country, population, uncertainty_m in listed:
        most_km = uncertainty_m / 1000 + _CENTRE_KM
        town = _town(connection, [key for key, _ in names[n]], lat, lon, country, most_km)
        if town is None:
            continue
        merged += 1
        for key, spelled in names[n]:
            connection.execute("DELETE FROM name WHERE key = ? AND place = ?", (key, n))
            if not connection.execute(
                "SELECT 1 FROM name WHERE key = ? AND place = ?", (key, town)
            ).fetchone():
                connection.execute(
                    "INSERT INTO name VALUES (?, ?, ?, ?)", (key, town, ALTERNATE, spelled or name)
                )
        for key, spelled in variants[n]:
            connection.execute("DELETE FROM variant WHERE key = ? AND place = ?", (key, n))
            connection.execute("INSERT OR IGNORE INTO variant VALUES (?, ?, ?)", (key, town, spelled))
        if population:
            connection.execute(
                "UPDATE place SET population = ?, feature = CASE WHEN ? >= ? THEN 'city' ELSE feature END "
                "WHERE n = ? AND coalesce(population, 0) = 0",
                (population, population, CITY_FROM, town),
            )
        connection.execute("DELETE FROM place WHERE n = ?", (n,))
        connection.execute(
            "INSERT OR REPLACE INTO meta SELECT ?, id FROM place WHERE n = ?", (f"{MERGED}{id_}", town)
        )
    connection.execute("COMMIT")
    return merged


def _of_listed(connection: sqlite3.Connection, table: str) -> dict[int, list[tuple[str, str | None]]]:
    """The keys of all listed settlements in a table of names, with the spelling where it has one."""
    found: dict[int, list[tuple[str, str | None]]] = defaultdict(list)
    for key, n, name in connection.execute(
        f"SELECT key, place, name FROM {table} WHERE place IN ({_LISTED})"
    ):
        found[n].append((key, name))
    return found


def _town(
    connection: sqlite3.Connection, keys: Sequence[str], lat: float, lon: float, country: str, most_km: float
) -> int | None:
    """The number of the nearest town of GeoNames that bears one of these names nearby."""
    found = [
        (great_circle_km(lat, lon, *at), n)
        for key in keys
        for n, *at in connection.execute(_TOWNS, (key, country))
    ]
    km, n = min(found, default=(most_km, None))
    return n if km < most_km else None
