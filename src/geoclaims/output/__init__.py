"""Claims as files and pages to hand round."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from geoclaims.errors import OutputError, UsageError
from geoclaims.files import replacing
from geoclaims.model import Claim
from geoclaims.output.provenance import Provenance

if TYPE_CHECKING:
    from geoclaims.evidence.tables import EventTable
    from geoclaims.output.place_names import PlaceNames

__all__ = [
    "FOLDER_FORMATS",
    "FORMATS",
    "SUFFIXES",
    "TEXT_FORMATS",
    "check_format",
    "claims_as_text",
    "write_claims",
]

TEXT_FORMATS = {"jsonl": "jsonl", "csv": "csv_table", "geojson": "geojson", "kml": "kml"}
"""Formats that can go to standard output, and the module that writes each."""
FORMATS = {**TEXT_FORMATS, "gpkg": "geopackage", "parquet": "geoparquet"}
"""All formats of one file, and the module in ``output.exporters`` that writes each."""
SUFFIXES = {f".{name}": name for name in FORMATS}
"""The format that a file's name asks for."""
FOLDER_FORMATS = {"links": "links", "notes": "notes", "packs": "packs"}
"""Formats of several files, written into a new folder: a link chart, notes, verification packs."""


def check_format(format: str, output: Path | None = None) -> None:  # noqa: A002 - the option's name
    """Raises UsageError for a format that does not exist, or a binary one without a file to write to."""
    if format not in FORMATS and format not in FOLDER_FORMATS:
        raise UsageError(
            f"--format {format!r} is unknown; there are {', '.join((*FORMATS, *FOLDER_FORMATS))}"
        )
    if output is None and format in FOLDER_FORMATS:
        raise UsageError(f"--format {format} writes several files: name a folder with -o")
    if output is None and format not in TEXT_FORMATS:
        raise UsageError(f"--format {format} is a binary format: name a file with -o")


def text_parts(
    claims: Iterable[Claim],
    format: str,  # noqa: A002
    provenance: Provenance | None = None,
    *,
    private: bool = False,
    names: "PlaceNames | None" = None,
) -> Iterator[str]:
    """Claims in a text format, piece by piece. Raises UsageError for a binary format."""
    if format not in TEXT_FORMATS:
        raise UsageError(f"--format {format!r} is no text format; there are {', '.join(TEXT_FORMATS)}")
    made = replace(provenance or Provenance(), private=private)
    if not private:
        from geoclaims.output.redaction import handed_round  # many patterns: for who hands round alone

        safe = handed_round(list(claims))
        claims, made = safe.claims, made.said_as(safe.without_names)
    parts: Iterator[str] = _exporter(format).text_parts(_shown(claims, format, names), made)
    return parts


def claims_as_text(
    claims: Iterable[Claim],
    format: str,  # noqa: A002
    provenance: Provenance | None = None,
    *,
    private: bool = False,
    names: "PlaceNames | None" = None,
) -> str:
    """Claims as one text (JSON Lines, CSV, GeoJSON or KML). Raises UsageError for a binary format."""
    return "".join(text_parts(claims, format, provenance, private=private, names=names))


def _shown(
    claims: Iterable[Claim],
    format: str,  # noqa: A002
    names: "PlaceNames | None",
) -> list[Claim]:
    """The claims with places named in a language; JSON Lines are to work on and keep the main names."""
    from geoclaims.output.place_names import in_language

    return list(in_language(claims, None if format == "jsonl" else names))


def write_claims(
    claims: Iterable[Claim],
    path: Path,
    format: str,  # noqa: A002
    provenance: Provenance | None = None,
    tables: "Sequence[EventTable]" = (),
    *,
    private: bool = False,
    split: int | None = None,
    names: "PlaceNames | None" = None,
) -> list[Path]:
    """Write claims to ``path``, whole or not at all; formats of several files make it a folder.

    Unless ``private``, names of private persons and places of refuge are left out. A GeoPackage
    also takes the records of ``tables``: whoever calls leaves out those that may not be handed
    round. With ``split``, a KML of more placemarks than that becomes several files, numbered.
    ``names`` are those under which places are shown, in all formats but JSON Lines.
    Returns the files or the folder written. Raises UsageError for an unknown format, OutputError
    where the file can't be written.
    """
    check_format(format, path)
    if split is not None and (format != "kml" or split < 1):
        raise UsageError("--split is for KML, and takes a number of placemarks from 1")
    made = replace(provenance or Provenance(), private=private)
    kept: Sequence[Claim] = list(claims)
    if not private:
        from geoclaims.output.redaction import handed_round

        safe = handed_round(kept)
        kept, made = safe.claims, made.said_as(safe.without_names)
    kept = _shown(kept, format, names)
    if format in FOLDER_FORMATS:
        with _new_folder(path) as folder:
            _exporter(format).write(kept, folder, made)
        return [path]
    parts = (
        [kept] if split is None else [kept[at : at + split] for at in range(0, len(kept), split)] or [kept]
    )
    paths = [path] if len(parts) == 1 else [numbered(path, n) for n in range(1, len(parts) + 1)]
    for part, target in zip(parts, paths, strict=True):
        _write_file(part, target, format, made, tables)
    return [*paths, _about(path, made)] if format == "jsonl" else paths


def numbered(path: Path, number: int) -> Path:
    """The path of one of several files: ``claims-2.kml``."""
    return path.with_name(f"{path.stem}-{number}{path.suffix}")


def _about(path: Path, made: Provenance) -> Path:
    """What JSON Lines have no room for, in a file beside them: ``claims.jsonl.about.json``."""
    target = path.with_name(f"{path.name}.about.json")
    with replacing(target) as temporary:
        temporary.write_text(json.dumps(made.as_record(), ensure_ascii=False, indent=1) + "\n", "utf-8")
    return target


def _write_file(
    claims: Sequence[Claim],
    path: Path,
    format: str,  # noqa: A002
    made: Provenance,
    tables: "Sequence[EventTable]",
) -> None:
    with replacing(path) as temporary:
        if format in TEXT_FORMATS:
            # Excel takes a CSV without the mark for the machine's own encoding.
            encoding = "utf-8-sig" if format == "csv" else "utf-8"
            with temporary.open("w", encoding=encoding, newline="") as file:
                file.writelines(_exporter(format).text_parts(claims, made))
        else:
            more = (tables,) if format == "gpkg" else ()
            _exporter(format).write(claims, temporary, made, *more)


@contextmanager
def _new_folder(target: Path) -> Iterator[Path]:
    """A folder beside ``target`` to fill, moved there when the block ends without an error."""
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise OutputError(f"{target}: is there already; name a folder that is new or empty")
    try:
        temporary = Path(mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    except OSError as cause:
        raise OutputError(f"{target}: can't write there ({cause.strerror})") from cause
    try:
        yield temporary
        temporary.chmod(0o755)
        temporary.replace(target)
    finally:
        rmtree(temporary, ignore_errors=True)


def _exporter(format: str):  # type: ignore[no-untyped-def]  # noqa: A002 - a module
    # On demand: GeoPandas takes a second to load, and JSON Lines does not need it.
    return import_module(f"geoclaims.output.exporters.{ {**FORMATS, **FOLDER_FORMATS}[format] }")
