"""Read-only lookup of places in the gazetteer file."""

import json
import math
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from zlib import crc32

from geoclaims.errors import GazetteerError
from geoclaims.globe import EARTH_RADIUS_KM, great_circle_km
from geoclaims.language.names_features import common_words
from geoclaims.model import Place
from geoclaims.places import gazetteer_sql as sql
from geoclaims.places.gazetteer_files import default_path as default_path
from geoclaims.places.gazetteer_files import file_meta, other_files
from geoclaims.places.gazetteer_schema import (
    ABBREVIATION,
    ALTERNATE,
    ARABIC_COUNTRIES,
    CYRILLIC_COUNTRIES,
    DEMONYM,
    FORMER,
    FUZZY,
    KINDS,
    MERGED,
    PRIMARY,
    SCHEMA_VERSION,
    VARIANT,
    arabic_variant,
    contents_mark,
    cyrillic_variant,
)
from geoclaims.places.name_languages import fallbacks
from geoclaims.places.names import fits_case, fold, without_generic_words, written_abbreviation
from geoclaims.places.names_arabic import ARTICLES
from geoclaims.places.protocols import BoundingBox, Entry, NameKind

VARIANT_SIMILARITY = 0.9
"""What an entry found by a rule instead of a listed name is worth at most."""
NAMESAKE_SIMILARITY = 0.6
"""Of a town in the country of another that bears the name exactly as written.

Of 400 Ukrainian spellings that hide such a town, with its oblast named, 358 led to the wrong town without
these and 22 with them; where the listed one is meant, 5 do.
"""
FUZZY_FROM = 0.8
"""The least similarity (normalized Indel, rapidfuzz) of a fuzzy hit."""
SHORTEST_FUZZY = 5
"""Of shorter names one letter is too much: "Goma" is not "Gomma"."""
FUZZY_SIMILARITY = 0.85
"""What a fuzzy hit is worth at most: less than one made by a rule, by how much it differs."""
_WHOLE: tuple[NameKind, ...] = ("primary", "alternate", "former")
_OF_A_PLACE = (PRIMARY, ALTERNATE, FORMER, VARIANT)
_PREFERRED = (0, 2, 1, 3, 4, 5, 6)
"""Of a place's several rows for one key: its first name, then a former name, then any other."""
_ROMANIZED = ARABIC_COUNTRIES | CYRILLIC_COUNTRIES
"""Whose names have many spellings in Latin letters."""
_LETTERS_OF_A_WORD = 5
"""Shorter words of English are names elsewhere: "Said", "Bab", "Ash"."""
_HOW_TO_BUILD = "build it with: geoclaims gazetteer build"


def open_gazetteer(path: Path | None = None) -> "SqliteGazetteer":
    """Open the gazetteer read-only.

    Raises GazetteerError where the file is missing, damaged or of another version.
    """
    return SqliteGazetteer(path or default_path())


def ensure_gazetteer(
    path: Path | None = None, progress: Callable[[str, float], None] | None = None
) -> "SqliteGazetteer":
    """Open the gazetteer; build it first where it is missing, or anew where its sources changed.

    A file that holds places the user added is never thrown away, nor left behind in silence: where
    it is of another version, GazetteerError says what to do. ``progress`` is called with a message and
    a share (0–1).
    """
    target = path or default_path()
    if not target.exists():
        _mind_what_was_added(target)
    if not target.exists() or _is_outdated_default(target):
        from geoclaims.places.gazetteer_build import build_gazetteer  # only the builder needs its imports

        build_gazetteer(target, progress)
    return SqliteGazetteer(target)


def _mind_what_was_added(target: Path) -> None:
    other = next((file for file in other_files(target) if file.added), None)
    if other is not None:
        same_format = file_meta(other.path).get("schema") == SCHEMA_VERSION
        raise GazetteerError(
            f"{other.path}: places were added to this gazetteer ({', '.join(other.added)}), which is "
            "another version's; run 'geoclaims gazetteer build' and add them again"
            + (", or set GEOCLAIMS_GAZETTEER to this file" if same_format else "")
        )


def _is_outdated_default(path: Path) -> bool:
    meta = file_meta(path)
    if not meta or any(key.startswith("added:") for key in meta):
        return False
    return meta.get("schema") != SCHEMA_VERSION or meta.get("contents") != contents_mark()


class SqliteGazetteer:
    """Places in one immutable SQLite file; safe to share between threads for reading."""

    def __init__(self, path: Path) -> None:
        self.path = path
        if not path.is_file():
            raise GazetteerError(f"{path}: there is no gazetteer; {_HOW_TO_BUILD}")
        try:
            self._connection = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=ro&immutable=1",
                uri=True, check_same_thread=False, isolation_level=None, cached_statements=32,
            )  # fmt: skip
            self._connection.execute("PRAGMA cache_size=-65536")
            self._connection.execute("PRAGMA mmap_size=1073741824")
            self.meta: dict[str, str] = dict(self._connection.execute("SELECT key, value FROM meta"))
            bits = self._connection.execute("SELECT bits FROM known").fetchone()
        except sqlite3.Error as cause:
            raise GazetteerError(f"{path}: not a whole gazetteer ({cause}); {_HOW_TO_BUILD}") from cause
        if self.meta.get("schema") != SCHEMA_VERSION:
            raise GazetteerError(
                f"{path}: made by another version (format {self.meta.get('schema')}, "
                f"wanted {SCHEMA_VERSION}); {_HOW_TO_BUILD}"
            )
        if bits is None or not self.meta.get("places"):
            raise GazetteerError(f"{path}: not a whole gazetteer; {_HOW_TO_BUILD}")
        self._bits: bytes = bits[0]
        self._mask = len(self._bits) * 8 - 1
        self._lookup = lru_cache(maxsize=20_000)(self._look_up)
        self._knows = lru_cache(maxsize=200_000)(self._find_out)
        self._admin1_name = lru_cache(maxsize=8_000)(self._name_of_admin1)
        self._fuzzy_keys: list[str] | None = None

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def lookup(self, name: str, *, fuzzy: bool = False) -> Sequence[Entry]:
        """All places of this name, most populous first.

        The ladder: names equal once folded (case, diacritics, apostrophes, hyphens); else names
        without their generic word ("Donetsk Oblast") and names of Slavic and Arabic places that
        share a coarse key, as ``variant`` with similarity 0.9; else, if ``fuzzy``, names close
        in spelling, as ``fuzzy``. A rung is used only where those before it find nothing, but
        towns of the countries found that share the coarse key follow with similarity 0.6.
        """
        found = self._lookup(name)
        if found or not fuzzy:
            return found
        return self._fuzzy(name)

    def knows(self, name: str) -> bool:
        """Whether ``lookup`` without fuzzy search would find anything; a microsecond for most."""
        return self._knows(name)

    def get(self, place_id: str) -> Entry | None:
        """The place of this id under its primary name."""
        place_id = self.meta.get(f"{MERGED}{place_id}", place_id)
        row = self._connection.execute(sql.BY_ID, (place_id,)).fetchone()
        return None if row is None else self._entry(row, 1.0)

    def names(self, place_id: str) -> Sequence[str]:
        """All names of a place as written, the primary one first; reads the whole table of names."""
        return [name for (name,) in self._connection.execute(sql.NAMES_OF, (place_id,))]

    def languages(self) -> dict[str, int]:
        """How many places have a name in each language, the most first."""
        counts: dict[str, int] = json.loads(self.meta.get("languages", "{}"))
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    def called(self, place_id: str, language: str) -> tuple[str | None, str | None]:
        """The name of a place and of its first-order division in a language; None where none is known.

        Of "zh-Hant" also what "zh" has.
        """
        name = division = None
        for code in fallbacks(language):
            row = self._connection.execute(sql.CALLED, {"language": code, "id": place_id}).fetchone()
            if row is not None:
                name, division = name or row[0], division or row[1]
        return name, division

    def in_languages(self, place_id: str) -> dict[str, str]:
        """The names of a place by language."""
        return dict(
            self._connection.execute(
                "SELECT c.language, c.name FROM called c JOIN place p ON p.n = c.place "
                "WHERE p.id = ? ORDER BY c.language",
                (place_id,),
            )
        )

    def points(self, place_ids: Iterable[str]) -> dict[str, tuple[str, float, float]]:
        """Name, latitude and longitude of those of many places that are in the gazetteer, by id."""
        rows = self._connection.execute(sql.POINTS, (json.dumps(list(place_ids)),))
        return {place_id: (name, lat, lon) for place_id, name, lat, lon in rows}

    def largest_towns(self, box: BoundingBox, most: int) -> Sequence[tuple[str, float, float, str]]:
        """Name, latitude, longitude and id of the most populous towns within a box, for a map's labels."""
        west, south, east, north = box
        return self._connection.execute(sql.LARGEST_WITHIN, (south, north, west, east, most)).fetchall()

    def nearest(self, lat: float, lon: float, within_km: float, most: int) -> list[tuple[float, Place]]:
        """The places nearest to a point with their distances in km, but no country, division or region."""
        height = math.degrees(within_km / EARTH_RADIUS_KM)
        width = min(180.0, height / max(math.cos(math.radians(lat)), 0.01))
        over = 360.0 if lon < 0 else -360.0  # the same meridians, counted from the other side
        box = (lat - height, lat + height, lon - width, lon + width, lon + over - width, lon + over + width)
        found = [self._entry(row, 1.0).place for row in self._connection.execute(sql.NEAR, box)]
        measured = [(great_circle_km(lat, lon, place.lat, place.lon), place) for place in found]
        measured.sort(key=lambda item: item[0])
        return [(km, place) for km, place in measured if km <= within_km][:most]

    def history(self, place_id: str) -> list[tuple[str, str, str | None, str | None]]:
        """The dated or former names of a place: name, language, since, until, as GeoNames has them."""
        return self._connection.execute(
            "SELECT h.name, h.language, h.since, h.until FROM history h JOIN place p ON p.n = h.place "
            "WHERE p.id = ? ORDER BY h.name, h.language",
            (place_id,),
        ).fetchall()

    def _maybe(self, key: str) -> bool:
        at = crc32(key.encode("utf-8", "replace")) & self._mask
        return bool(self._bits[at >> 3] & (1 << (at & 7)))

    def _find_out(self, name: str) -> bool:
        key = fold(name)
        if not key:
            return False
        if self._maybe(key) and self._has(key, name):
            return True
        return any(True for _ in self._by_variant(name, key))

    def _has(self, key: str, name: str) -> bool:
        rows = self._connection.execute(
            "SELECT kind, name FROM name WHERE key = ? ORDER BY kind", (_plain(key),)
        )
        fits = fits_case(name)
        return any(
            written_abbreviation(listed, name) if kind == ABBREVIATION else fits for kind, listed in rows
        )

    def _look_up(self, name: str) -> tuple[Entry, ...]:
        key = fold(name)
        if not key:
            return ()
        if self._maybe(key):
            found = tuple(self._listed(key, name))
            if found:
                return (*found, *self._spelled_otherwise(found, name, key))
        return tuple(self._by_variant(name, key))

    def _listed(self, key: str, name: str) -> Iterator[Entry]:
        fits = fits_case(name)
        best: dict[tuple[int, bool], tuple[Any, ...]] = {}
        for row in self._connection.execute(sql.BY_KEY, (_plain(key),)):
            kind = row[0]
            if kind == ABBREVIATION:
                abbreviation = written_abbreviation(row[1], name)
                if abbreviation is not None:
                    best[row[2], True] = (kind, abbreviation, *row[2:])
            elif fits:
                at = (row[2], kind == DEMONYM)
                if at not in best or _PREFERRED[kind] < _PREFERRED[best[at][0]]:
                    best[at] = row
        for row in best.values():
            yield self._entry(row, VARIANT_SIMILARITY if row[0] == VARIANT else 1.0)

    def _by_variant(self, name: str, key: str) -> Iterable[Entry]:
        for core, features in without_generic_words(key):
            if self._maybe(core):
                found = [
                    self._entry(row, VARIANT_SIMILARITY, VARIANT)
                    for row in self._connection.execute(sql.BY_KEY, (_plain(core),))
                    if row[0] in _OF_A_PLACE and row[7] in features
                ]
                if found:
                    return found
        return () if _has_english_word(key) else self._by_coarse_key(name, key)

    def _by_coarse_key(self, name: str, key: str) -> Iterator[Entry]:
        keys = [cyrillic_variant(name, key), arabic_variant(name, key)]
        if "x" in key:  # х in GOST 7.79 B and scholarly romanization, ks to everybody else
            keys.append(cyrillic_variant(key.replace("x", "kh")))
        for variant in keys:
            if variant is not None and self._maybe(variant):
                for row in self._connection.execute(sql.BY_VARIANT, (_plain(variant),)):
                    yield self._entry(row, VARIANT_SIMILARITY)

        article, _, bare = key.partition(" ")
        if bare and article in ARTICLES and self._maybe(bare):  # names too short for a coarse key
            for row in self._connection.execute(sql.BY_KEY, (_plain(bare),)):
                if row[0] in _OF_A_PLACE and row[8] in ARABIC_COUNTRIES:
                    yield self._entry(row, VARIANT_SIMILARITY, VARIANT)

    def _spelled_otherwise(self, found: Sequence[Entry], name: str, key: str) -> Iterator[Entry]:
        """Towns that bear the name in another spelling where places that bear it as written are found.

        In a division of the name they are as good as it ("Deir Ezzor" is both); in the countries of
        namesakes they come after these ("Serebryanka" is listed, and "Serebrianka" is elsewhere).
        """
        if _ROMANIZED.isdisjoint(e.place.country for e in found):
            return
        towns = [e for e in found if e.place.feature in ("city", "village")]
        divisions = {e.admin1_id for e in found if e.place.feature == "admin1" and e.name_kind in _WHOLE}
        divisions -= {e.admin1_id for e in towns} | {None}
        countries = set() if _has_english_word(key) else {e.place.country for e in towns} - {None}
        if not (divisions or countries):
            return
        known = {e.place.id for e in found}
        for entry in self._by_coarse_key(name, key):
            if entry.place.id in known or entry.place.feature not in ("city", "village"):
                continue
            known.add(entry.place.id)
            if entry.admin1_id in divisions:
                yield entry
            elif entry.place.country in countries:
                yield replace(entry, similarity=NAMESAKE_SIMILARITY)

    def _fuzzy(self, name: str) -> tuple[Entry, ...]:
        from rapidfuzz import fuzz, process  # needed by this rung alone

        key = fold(name)
        if len(key) < SHORTEST_FUZZY:
            return ()
        if self._fuzzy_keys is None:
            rows = self._connection.execute(
                "SELECT DISTINCT key FROM name WHERE kind < ? AND length(key) >= ?",
                (ABBREVIATION, SHORTEST_FUZZY),
            )
            self._fuzzy_keys = [found for (found,) in rows]
        hits = process.extract(
            key, self._fuzzy_keys, scorer=fuzz.ratio, score_cutoff=FUZZY_FROM * 100, limit=10
        )
        entries = [
            self._entry(row, round(score / 100 * FUZZY_SIMILARITY, 3), FUZZY)
            for hit, score, _ in hits
            for row in self._connection.execute(sql.BY_KEY, (hit,))
            if row[0] < ABBREVIATION
        ]
        best: dict[str, Entry] = {}
        for entry in entries:
            best.setdefault(entry.place.id, entry)
        return tuple(best.values())

    def _name_of_admin1(self, admin1_id: str) -> str | None:
        row = self._connection.execute(
            "SELECT name FROM place WHERE feature = 'admin1' AND admin1_id = ?", (admin1_id,)
        ).fetchone()
        return None if row is None else str(row[0])

    def _entry(self, row: tuple[Any, ...], similarity: float, kind: int | None = None) -> Entry:
        (listed_kind, listed, _n, place_id, primary, lat, lon, feature, country, admin1_id, admin2_id,
         population, uncertainty_m, west, south, east, north, capital_of) = row  # fmt: skip
        admin1 = None if admin1_id is None else self._admin1_name(admin1_id)
        place = Place(place_id, primary, lat, lon, feature, country, admin1, population, uncertainty_m)
        box: BoundingBox | None = None if west is None else (west, south, east, north)
        shown: NameKind = KINDS[listed_kind if kind is None else kind]
        return Entry(place, listed or primary, shown, similarity, admin1_id, admin2_id, box, capital_of)


def _has_english_word(key: str) -> bool:
    """Whether a folded name has an everyday word of English, which no romanized name has.

    By sound alone "Broken" would be Brūqīn.
    """
    return not _english_words().isdisjoint(key.split())


@cache
def _english_words() -> frozenset[str]:
    return frozenset(word for word in common_words() if len(word) >= _LETTERS_OF_A_WORD)


def _plain(key: str) -> str:
    # SQLite can't take lone surrogates; no place has one.
    return key.encode("utf-8", "replace").decode("utf-8")
