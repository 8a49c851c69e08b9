"""GeoNames' country files: their columns, read line by line.

Formats after https://download.geonames.org/export/dump/readme.txt: 19 tab-separated columns a
place (``XX.txt``), and ten an alternate name (``alternatenames/XX.txt``).
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, TextIO

from geoclaims.errors import TableError
from geoclaims.places.gazetteer_schema import ABBREVIATION, ALTERNATE, FORMER, PlaceRow
from geoclaims.places.gazetteer_sources import CITY_FROM, town_uncertainty_m, worth_keeping
from geoclaims.places.name_languages import is_in_its_script, language_code
from geoclaims.vocabulary import Feature

PLACE_COLUMNS, NAME_COLUMNS = 19, 8
LARGEST_ID = 1 << 28
"""Far above any geonameid there is (about 13 million in 2025), and small enough for four bytes each."""
NO_LANGUAGE = frozenset(
    ["link", "wkdt", "post", "phon", "iata", "icao", "faac", "tcid", "unlc", "piny", "fr_1793"]
)
"""Pseudo-languages of alternate names that are codes, links or postcodes."""
_WATER_IN_OTHER_CLASSES = frozenset(["SEA", "OCN"])
_SEATS = frozenset(["PPLC", "PPLA", "PPLA2", "PPLG"])
_MOUNTAINS = frozenset(
    ["MT", "MTS", "PK", "PKS", "HLL", "HLLS", "RDGE", "VLC", "PASS", "PLAT", "UPLD", "SPUR", "CLF"]
)
_REGION_LIKE = frozenset(["ISL", "ISLS", "PEN", "CAPE", "DSRT", "VAL", "DLTA", "PLN", "OAS", "ATOL"])
_UNCERTAINTY_M: dict[Feature, int] = {
    "country": 300_000, "admin1": 60_000, "admin2": 20_000, "region": 15_000, "continent": 3_000_000,
    "water": 10_000, "mountain": 5_000, "facility": 1_000, "other": 5_000,
}  # fmt: skip


@dataclass(slots=True)
class Skipped:
    """Lines that could not be used: how many, and the first of them with the reason."""

    count: int = 0
    first: list[str] = field(default_factory=list)

    def add(self, where: str, line: int, reason: str) -> None:
        """Count one, and keep it while they are few."""
        self.count += 1
        if len(self.first) < 10:
            self.first.append(f"{where}, line {line}: {reason}")


class DumpName(NamedTuple):
    """One alternate name: whose, in which language, of which kind, in use from and to when."""

    geonameid: int
    name: str
    language: str
    kind: int
    since: str | None
    until: str | None
    rank: int | None = None
    """How well it stands for the place in its language, the least best; None where it is not to be shown."""


@contextmanager
def dump_lines(path: Path, member: str) -> Iterator[TextIO]:
    """The lines of a dump: a text file, or the member of a zip file.

    Raises TableError where the file isn't there, isn't whole or has no such member.
    """
    if not path.is_file():
        raise TableError(f"{path}: no such file")
    if path.suffix.lower() != ".zip":
        with path.open(encoding="utf-8", errors="replace", newline="\n") as file:
            yield file
        return
    try:
        with zipfile.ZipFile(path) as archive:
            if member not in archive.namelist():
                raise TableError(f"{path}: no {member} in it")
            with archive.open(member) as raw:
                yield io.TextIOWrapper(raw, "utf-8", errors="replace", newline="\n")
    except (zipfile.BadZipFile, zlib.error, EOFError) as cause:
        raise TableError(f"{path}: not a whole zip file ({cause}); fetch it again") from cause


def places_in(lines: TextIO, where: str, skipped: Skipped) -> Iterator[tuple[int, PlaceRow]]:
    """The places of a country file, each with its geonameid; bad lines are counted and named."""
    for number, line in enumerate(lines, 1):
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) != PLACE_COLUMNS:
            skipped.add(where, number, f"{len(cells)} columns instead of {PLACE_COLUMNS}")
            continue
        try:
            geonameid, lat, lon = int(cells[0]), float(cells[4]), float(cells[5])
            population = int(cells[14] or 0)
        except ValueError as cause:
            skipped.add(where, number, str(cause))
            continue
        if not (abs(lat) <= 90 and abs(lon) <= 180 and cells[1] and 0 < geonameid < LARGEST_ID):
            skipped.add(where, number, "no name, no id, or a point that isn't on the globe")
            continue
        yield geonameid, _place(geonameid, cells, lat, lon, population)


def _place(geonameid: int, cells: list[str], lat: float, lon: float, population: int) -> PlaceRow:
    name, country, code = cells[1], cells[8], cells[7]
    feature = feature_of(cells[6], code, population)
    is_town = feature in ("city", "village")
    alternates = [cells[2], *cells[3].split(",")]
    division = f"{country}.{cells[10]}" if cells[10] not in ("", "00") else None
    return PlaceRow(
        f"geonames:{geonameid}", name, lat, lon, feature,
        town_uncertainty_m(population) if is_town else _UNCERTAINTY_M[feature], country or None,
        f"admin1:{division}" if division else None,
        f"admin2:{division}.{cells[11]}" if division and cells[11] else None,
        population or None, capital_of=country if code == "PPLC" else None,
        names=[(alt, ALTERNATE) for alt in alternates if alt != name and worth_keeping(alt, name)],
    )  # fmt: skip


def feature_of(feature_class: str, code: str, population: int) -> Feature:
    """The feature of a GeoNames class and code (https://www.geonames.org/export/codes.html).

    A populated place is a city where it is the seat of a country, or of a first- or
    second-order division, or has at least 5,000 inhabitants; a section of a town is "other".
    """
    if feature_class == "A":
        if code.startswith("PCL") or code == "TERR":
            return "country"
        return {"ADM1": "admin1", "ADM2": "admin2"}.get(code, "other")  # type: ignore[return-value]
    if feature_class == "P":
        if code == "PPLX":
            return "other"
        return "city" if code in _SEATS or population >= CITY_FROM else "village"
    if feature_class in ("H", "U") or code in _WATER_IN_OTHER_CLASSES:
        return "water"
    if feature_class == "T":
        return "mountain" if code in _MOUNTAINS else "region" if code in _REGION_LIKE else "other"
    if feature_class in ("L", "V"):
        return "continent" if code == "CONT" else "region"
    return "facility" if feature_class == "S" else "other"


def names_in(lines: TextIO, where: str, skipped: Skipped) -> Iterator[DumpName]:
    """The alternate names of a file that can stand in a text; bad lines are counted and named."""
    for number, line in enumerate(lines, 1):
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) < NAME_COLUMNS:
            skipped.add(where, number, f"{len(cells)} columns instead of at least {NAME_COLUMNS}")
            continue
        language, name = cells[2], cells[3].strip()
        if language in NO_LANGUAGE:
            continue
        try:
            geonameid = int(cells[1])
        except ValueError as cause:
            skipped.add(where, number, str(cause))
            continue
        if language == "abbr":
            if len(name) > 1:
                yield DumpName(geonameid, name, language, ABBREVIATION, None, None)
        elif worth_keeping(name, ""):
            kind = FORMER if cells[7] == "1" else ALTERNATE
            if len(cells) < 10:
                cells += ["", ""]
            since, until = cells[8] or None, cells[9] or None
            yield DumpName(geonameid, name, language, kind, since, until, _rank(cells, name))


def _rank(cells: list[str], name: str) -> int | None:
    """A preferred name before a plain one, short ones after both, colloquial ones last.

    None for a name that is historic or no longer in use, whose language isn't said, or which is a
    transliteration: that a place has no name in a language is better told by its main name.
    """
    code = language_code(cells[2])
    if code is None or cells[7] == "1" or cells[9] or not is_in_its_script(name, code):
        return None
    preferred, short, colloquial = cells[4] == "1", cells[5] == "1", cells[6] == "1"
    return 4 * colloquial + 2 * short + (not preferred)
