"""What is asked of the gazetteer file, in SQL."""

from geoclaims.places.gazetteer_schema import ABBREVIATION, PRIMARY, VARIANT

MOST = 400
"""A name with more namesakes than this gives its most populous."""

_PLACE = (
    "p.n, p.id, p.name, p.lat, p.lon, p.feature, p.country, p.admin1_id, p.admin2_id, p.population, "
    "p.uncertainty_m, p.west, p.south, p.east, p.north, p.capital_of"
)
BY_KEY = (
    f"SELECT n.kind, n.name, {_PLACE} FROM name n JOIN place p ON p.n = n.place WHERE n.key = ? "
    f"ORDER BY p.population DESC LIMIT {MOST}"
)
BY_VARIANT = (
    f"SELECT {VARIANT}, v.name, {_PLACE} FROM variant v JOIN place p ON p.n = v.place WHERE v.key = ? "
    f"ORDER BY p.population DESC LIMIT {MOST}"
)
LARGEST_WITHIN = (
    "SELECT name, lat, lon, id FROM place WHERE feature IN ('city', 'village') "
    "AND lat BETWEEN ? AND ? AND lon BETWEEN ? AND ? ORDER BY population DESC LIMIT ?"
)
NEAR = (
    f"SELECT {PRIMARY}, NULL, {_PLACE} FROM place p WHERE p.lat BETWEEN ? AND ? "
    "AND (p.lon BETWEEN ? AND ? OR p.lon BETWEEN ? AND ?) "
    "AND p.feature NOT IN ('country', 'admin1', 'region', 'continent')"
)
NAMES_OF = (
    f"SELECT coalesce(n.name, p.name) FROM name n JOIN place p ON p.n = n.place "
    f"WHERE p.id = ? AND n.kind < {ABBREVIATION} ORDER BY n.kind"
)
POINTS = "SELECT p.id, p.name, p.lat, p.lon FROM json_each(?) asked JOIN place p ON p.id = asked.value"
CALLED = (
    "SELECT (SELECT c.name FROM called c WHERE c.place = p.n AND c.language = :language), "
    "(SELECT c.name FROM place d JOIN called c ON c.place = d.n AND c.language = :language "
    "WHERE d.feature = 'admin1' AND d.admin1_id = p.admin1_id) FROM place p WHERE p.id = :id"
)
BY_ID = f"SELECT {PRIMARY}, NULL, {_PLACE} FROM place p WHERE p.id = ?"
