"""Adding to a gazetteer: into a copy that takes the old file's place when it is whole."""

import json
import shutil
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from geoclaims.errors import GazetteerError
from geoclaims.files import replacing
from geoclaims.places.gazetteer import open_gazetteer
from geoclaims.places.gazetteer_build import counts, open_for_building, sweep
from geoclaims.places.gazetteer_doubles import merge_settlements
from geoclaims.places.gazetteer_dumps import DumpName, Skipped, dump_lines, names_in, places_in
from geoclaims.places.gazetteer_schema import (
    ABBREVIATION,
    ALTERNATE,
    COARSE_KEYS,
    FORMER,
    STAGING,
    PlaceRow,
    coarse,
    settle,
    stage,
    stage_called,
    variant_rows,
)
from geoclaims.places.name_languages import language_code
from geoclaims.places.names import fold

Progress = Callable[[str, float], None]
T = TypeVar("T")
EVERYWHERE = "allCountries"
GEONAMES_LICENCE = "GeoNames, https://www.geonames.org, CC BY 4.0"
_ENRICHED = ("country", "admin1", "continent")
"""Known places of these features keep their own name, point and extent and get names only."""


@dataclass(slots=True)
class AddReport:
    """What was added: places new and renewed, names taken, lines left out."""

    source: str
    added: int = 0
    renewed: int = 0
    names: int = 0
    skipped: Skipped = field(default_factory=Skipped)


@dataclass(frozen=True, slots=True)
class CountryDump:
    """The files of one country, or of all: places, and alternate names where there are any."""

    country: str
    places: Path
    names: Path | None
    source: str
    sha256: dict[str, str]


def add_dump(target: Path, dump: CountryDump, progress: Progress | None = None) -> AddReport:
    """Take the places and names of a GeoNames country file into the gazetteer at ``target``.

    The old file stays as it is until the new one is whole. Known places are renewed, not doubled:
    towns take the file's row, countries and first-order divisions keep theirs and get its
    names; second-order divisions derived for the default gazetteer give way to the file's.
    Raises GazetteerError where there is no usable gazetteer, TableError for a file that can't be
    read or has no usable line.
    """
    tell = progress or (lambda _what, _share: None)
    report = AddReport(dump.source)
    with _merging(target) as connection:
        merger = _Merger(connection, dump.country, report)
        member = f"{dump.country}.txt"
        with dump_lines(dump.places, member) as lines:
            merger.take(_told(places_in(lines, dump.places.name, report.skipped), tell, 0.05, 0.5, 300_000))
        if not report.added and not report.renewed:
            raise GazetteerError(
                f"{dump.places}: no line of a GeoNames country file in it "
                f"({'; '.join(report.skipped.first[:1]) or 'it is empty'})"
            )
        if dump.names is not None:
            names_member = "alternateNamesV2.txt" if dump.country == EVERYWHERE else member
            with dump_lines(dump.names, names_member) as lines:
                names = names_in(lines, dump.names.name, report.skipped)
                merger.take_names(_told(names, tell, 0.5, 0.7, 500_000))
        tell("indexing names", 0.75)
        _finish(connection, dump.country, report, GEONAMES_LICENCE, dump.sha256)
    tell("done", 1.0)
    return report


def add_rows(
    target: Path, rows: Iterable[PlaceRow], report: AddReport, licence: str | None, sha256: dict[str, str]
) -> AddReport:
    """Take a user's places into the gazetteer at ``target``; ids known already are renewed.

    Raises GazetteerError where there is no usable gazetteer.
    """
    with _merging(target) as connection:
        merger = _Merger(connection, EVERYWHERE, report)
        merger.take((-1, row) for row in rows)
        if not report.added and not report.renewed:
            first = "; ".join(report.skipped.first[:1])
            raise GazetteerError(f"{report.source}: no usable place in it ({first or 'it is empty'})")
        _finish(connection, report.source, report, licence, sha256)
    return report


@contextmanager
def _merging(target: Path) -> Iterator[sqlite3.Connection]:
    open_gazetteer(target).close()
    before = target.stat()
    sweep(target)
    with replacing(target) as temporary:
        try:
            shutil.copyfile(target, temporary)
            connection = open_for_building(temporary)
            try:
                connection.executescript(STAGING)
                connection.execute("DROP INDEX IF EXISTS place_id")
                connection.execute("BEGIN")
                yield connection
            finally:
                connection.close()
            now = target.stat()
            if (now.st_ino, now.st_mtime_ns) != (before.st_ino, before.st_mtime_ns):
                raise GazetteerError(f"{target}: something else was added to it meanwhile; run this again")
        except (sqlite3.Error, OSError) as cause:
            raise GazetteerError(
                f"{target}: adding failed ({cause}); the gazetteer is as before; is the disk full, or the "
                "folder for temporary files (SQLITE_TMPDIR)?"
            ) from cause


def _finish(
    connection: sqlite3.Connection, key: str, report: AddReport, licence: str | None, sha256: dict[str, str]
) -> None:
    connection.execute("COMMIT")
    settle(connection)
    merge_settlements(connection)
    places, names = counts(connection)
    added = {
        "source": report.source,
        "places": report.added + report.renewed,
        "names": report.names,
        "skipped": report.skipped.count,
        "licence": licence,
        "sha256": sha256,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    connection.executemany(
        "INSERT OR REPLACE INTO meta VALUES (?, ?)",
        [("places", str(places)), ("names", str(names)), (f"added:{key}", json.dumps(added))],
    )


def _told(items: Iterator[T], tell: Progress, start: float, end: float, about: int) -> Iterator[T]:
    for count, item in enumerate(items):
        if count % 20_000 == 0:
            tell(f"{count:,} lines", start + (end - start) * count / (count + about))
        yield item


class _ByGeonameid:
    """A number for each geonameid, 0 for one that has none; any other integer may be asked for.

    Four bytes each, in pages of 4,096 ids: GeoNames has 13 million places, for which a dict would
    take more than a gigabyte and a table a query for each name, and there are gaps between their ids.
    """

    def __init__(self) -> None:
        self._pages: dict[int, array[int]] = {}

    def __getitem__(self, geonameid: int) -> int:
        page = self._pages.get(geonameid >> 12)
        return 0 if page is None else page[geonameid & 0xFFF]

    def __setitem__(self, geonameid: int, number: int) -> None:
        page = self._pages.get(geonameid >> 12)
        if page is None:
            page = self._pages[geonameid >> 12] = array("I", bytes(4 << 12))
        page[geonameid & 0xFFF] = number


class _Merger:
    """Gives each place its number: the one it has already, or the next."""

    def __init__(self, connection: sqlite3.Connection, country: str, report: AddReport) -> None:
        self._connection = connection
        self._country = country
        self._report = report
        self._next = connection.execute("SELECT coalesce(max(n), 0) + 1 FROM place").fetchone()[0]
        where, values = ("", ()) if country == EVERYWHERE else ("WHERE country = ?", (country,))
        self._known: dict[str, int] = {}
        self._known_geonames = _ByGeonameid()
        self._divisions: dict[str, str] = {}
        self._division_ids: set[str] = set()
        for place_id, n, division in connection.execute(
            f"SELECT id, n, CASE feature WHEN 'admin1' THEN admin1_id END FROM place {where}", values
        ):
            self._remember(place_id, n)
            if division is not None:
                self._divisions.setdefault(division, place_id)
                self._division_ids.add(place_id)
        # Of each geonameid met in this run: its place's number, and in the last two bits its coarse key.
        self._taken = _ByGeonameid()
        # The names of countries are CLDR's, which somebody keeps; GeoNames' fill the gaps.
        self._kept = set(
            connection.execute(
                "SELECT place, language FROM called JOIN place ON n = place WHERE feature = 'country'"
            )
        )

    def take(self, rows: Iterable[tuple[int, PlaceRow]]) -> None:
        """Put the places in; -1 for the geonameid of one that isn't GeoNames'."""
        stage(self._connection, self._numbered(rows))

    def _numbered(self, rows: Iterable[tuple[int, PlaceRow]]) -> Iterator[tuple[int, PlaceRow]]:
        with_admin2 = False
        for geonameid, row in rows:
            if geonameid >= 0 and row.feature == "admin1" and row.admin1_id:
                row.id = self._division_id(row.id, row.admin1_id)
            if geonameid >= 0 and row.feature == "admin2" and not with_admin2:
                self._forget_derived_admin2()
                with_admin2 = True
            if self._taken[geonameid]:
                self._report.skipped.add(self._report.source, 0, f"geonameid {geonameid} stands there twice")
                continue
            n = self._number(row.id)
            if not n:
                n, self._next = self._next, self._next + 1
                if geonameid < 0:
                    self._known[row.id] = n
                self._report.added += 1
            else:
                self._renew(n, row)
                self._report.renewed += 1
            self._report.names += 1 + len(row.names)
            if geonameid >= 0:
                self._taken[geonameid] = n << 2 | coarse(row.country, row.feature)
            yield n, row

    def _remember(self, place_id: str, n: int) -> None:
        source, _, number = place_id.partition(":")
        if source == "geonames":
            self._known_geonames[int(number)] = n
        else:
            self._known[place_id] = n

    def _number(self, place_id: str) -> int:
        """The number of a known place, or 0."""
        source, _, number = place_id.partition(":")
        return self._known_geonames[int(number)] if source == "geonames" else self._known.get(place_id, 0)

    def _division_id(self, own_id: str, code: str) -> str:
        """The id of the known division of a code, or the code; of two new ones the second keeps its own."""
        if own_id in self._division_ids:
            return own_id
        place_id = self._divisions.get(code) or (own_id if code in self._division_ids else code)
        self._division_ids.add(place_id)
        return place_id

    def _renew(self, n: int, row: PlaceRow) -> None:
        """Make a row that takes a known place's number keep what the known one says better."""
        known = self._connection.execute(
            "SELECT name, lat, lon, feature, admin1_id, population, uncertainty_m, west, south, east, north, "
            "capital_of FROM place WHERE n = ?",
            (n,),
        ).fetchone()
        if known is None:  # twice in a user's table
            return
        name, lat, lon, feature, admin1_id, population, uncertainty_m, *box, capital_of = known
        row.capital_of = row.capital_of or capital_of
        row.population = row.population or population
        if box[0] is not None:
            row.bbox = row.bbox or (box[0], box[1], box[2], box[3])
        if feature in _ENRICHED:
            if row.name != name:
                row.names.append((row.name, ALTERNATE))
            row.name, row.lat, row.lon, row.feature = name, lat, lon, feature
            row.admin1_id, row.uncertainty_m = admin1_id, uncertainty_m
        elif row.name != name:
            self._connection.execute(
                "UPDATE OR REPLACE name SET kind = ?, name = ? WHERE key = ? AND place = ? AND kind = 0",
                (ALTERNATE, name, fold(name), n),
            )

    def _forget_derived_admin2(self) -> None:
        where, values = ("", ()) if self._country == EVERYWHERE else ("AND country = ?", (self._country,))
        gone = self._connection.execute(
            f"SELECT n, id FROM place WHERE feature = 'admin2' AND id LIKE 'admin2:%' {where}", values
        ).fetchall()
        if not gone:
            return
        self._connection.execute("CREATE TEMP TABLE gone (n INTEGER PRIMARY KEY)")
        self._connection.executemany("INSERT INTO gone VALUES (?)", [(n,) for n, _ in gone])
        for table, column in (("name", "place"), ("variant", "place"), ("called", "place"), ("place", "n")):
            self._connection.execute(f"DELETE FROM {table} WHERE {column} IN (SELECT n FROM gone)")
        self._connection.execute("DROP TABLE gone")
        for _, place_id in gone:
            self._known.pop(place_id, None)

    def take_names(self, names: Iterable[DumpName]) -> None:
        """Stage the alternate names of places that were taken; those of others are passed over."""
        staged: list[tuple[str, int, int, str]] = []
        variants: list[tuple[str, int, str]] = []
        history: list[tuple[int, str, str, str | None, str | None]] = []
        called: list[tuple[int, str, int, str]] = []
        for name in names:
            geonameid, spelled, language, kind, since, until, rank = name
            taken = self._taken[geonameid]
            key = fold(spelled) if taken else ""
            if not key:
                continue
            n, coarse_key = taken >> 2, COARSE_KEYS[taken & 3]
            staged.append((key, n, kind, spelled))
            if coarse_key is not None and kind < ABBREVIATION:
                variants += variant_rows(n, coarse_key, [(key, spelled, kind)])
            if kind == FORMER or since or until:
                history.append((n, spelled, language, since, until))
            code = language_code(language) if rank is not None else None
            if rank is not None and code and (n, code) not in self._kept:
                called.append((n, code, rank, spelled))
            if len(staged) >= 20_000:
                self._write_names(staged, variants, history, called)
        self._write_names(staged, variants, history, called)

    def _write_names(
        self,
        staged: list[tuple[str, int, int, str]],
        variants: list[tuple[str, int, str]],
        history: list[tuple[int, str, str, str | None, str | None]],
        called: list[tuple[int, str, int, str]],
    ) -> None:
        self._report.names += len(staged)
        self._connection.executemany("INSERT INTO staged_name VALUES (?,?,?,?)", staged)
        self._connection.executemany("INSERT INTO staged_variant VALUES (?,?,?)", variants)
        self._connection.executemany("INSERT OR REPLACE INTO history VALUES (?,?,?,?,?)", history)
        stage_called(self._connection, called)
        staged.clear()
        variants.clear()
        history.clear()
        called.clear()
