"""Which file of an archive holds the rows, and which only tell of them."""

import zipfile
from collections.abc import Sequence
from pathlib import Path

from geoclaims.errors import DatasetError

TEXT_TABLES = (".csv", ".tsv", ".tab", ".txt")
_TABLES = (
    ".csv", ".tsv", ".tab", ".xlsx", ".jsonl", ".ndjson", ".geojson", ".gpkg", ".kml", ".shp", ".parquet",
)  # fmt: skip
_ABOUT = (
    "readme", "licence", "license", "notice", "citation", "terms", "changelog", "codebook", "meta",
    "metadata",
)  # fmt: skip
"""Names of files that tell of the rows beside them."""
_SHOWN_NAMES = 5


def is_workbook(archive: zipfile.ZipFile) -> bool:
    """Whether an archive is an XLSX file itself."""
    return "[Content_Types].xml" in archive.namelist()


def data_file(path: Path, archive: zipfile.ZipFile) -> tuple[zipfile.ZipInfo, tuple[str, ...]]:
    """The one file of rows in an archive, and a note on JSON beside it that is not read.

    A table or a file of features comes first, then a text, unless its name says that it is about others,
    then JSON that holds a list of rows. Raises DatasetError where there is none, or where there are several.
    """
    files = [m for m in archive.infolist() if not m.is_dir() and not m.filename.startswith("__MACOSX/")]
    named = [m for m in files if _stem(m) not in _ABOUT] or files
    json_files = _ending(named, (".json",))
    found = _ending(named, _TABLES) or _ending(named, (".txt",))
    if not found:
        found = json_files
        if len(found) > 1:
            from geoclaims.evidence.raw_json import holds_rows  # shapely takes a while to load

            found = [m for m in json_files if holds_rows(archive.read(m))]
    if len(found) == 1:
        beside = [m for m in json_files if m is not found[0]]
        return found[0], (f"not read in the archive: {_names(beside)}",) if beside else ()
    if found:
        raise DatasetError(
            f"{path}: an archive of {len(found)} files of rows ({_names(found)}); unpack it and name one"
        )
    raise DatasetError(
        f"{path}: no table in the archive (it holds {_names(files) or 'nothing'}); CSV, XLSX, JSON, GeoJSON, "
        "GeoPackage, KML, Shapefile or Parquet is expected"
    )


def _ending(files: Sequence[zipfile.ZipInfo], endings: tuple[str, ...]) -> list[zipfile.ZipInfo]:
    return [m for m in files if m.filename.lower().endswith(endings)]


def _stem(member: zipfile.ZipInfo) -> str:
    return Path(member.filename).stem.lower()


def _names(files: Sequence[zipfile.ZipInfo]) -> str:
    more = f" and {len(files) - _SHOWN_NAMES} more" if len(files) > _SHOWN_NAMES else ""
    return ", ".join(m.filename for m in files[:_SHOWN_NAMES]) + more
