"""A file of records → what it is and its EventTable."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from geoclaims.errors import DatasetError
from geoclaims.evidence import (
    acled,
    control_read,
    gdelt,
    plain,
    polecat,
    sightings,
    ucdp,
    viina,
    viina_control,
)
from geoclaims.evidence.assemble import Draft, assemble, empty_table
from geoclaims.evidence.crosswalk import load_crosswalk
from geoclaims.evidence.extents import whole_extents
from geoclaims.evidence.plain import ColumnMapping
from geoclaims.evidence.raw import read_raw
from geoclaims.evidence.rawtable import RawTable, points_alone
from geoclaims.evidence.sidecar import Sidecar, read_sidecar, with_sidecar
from geoclaims.evidence.tables import DatasetInfo, EventTable, Kind, Quarantined
from geoclaims.evidence.values import parse_days

READERS: tuple[tuple[Callable[[RawTable], str | None], Callable[[RawTable, str], Draft]], ...] = (
    (acled.recognizes, acled.read),
    (ucdp.recognizes, ucdp.read),
    (gdelt.recognizes, gdelt.read),
    (viina.recognizes, viina.read),
    (polecat.recognizes, polecat.read),
    (sightings.recognizes_firms, sightings.read_firms),
    (sightings.recognizes_geoconfirmed, sightings.read_geoconfirmed),
    (sightings.recognizes_bellingcat, sightings.read_bellingcat),
    (sightings.recognizes_eyes_on_russia, sightings.read_eyes_on_russia),
    (plain.recognizes, plain.read),
)
"""Each dataset's (recognizes, read), the most particular first."""

_NEED_POINTS = ("table", "viina")
_WANTED = frozenset(
    acled.WANTED
    | ucdp.WANTED
    | gdelt.WANTED
    | viina.WANTED
    | viina_control.WANTED
    | {a for names in plain.column_aliases().values() for a in names}
)


def read_dataset(path: Path, mapping: ColumnMapping | None = None) -> EventTable:
    """The records of a file as columns, its kind recognized by its column names.

    A mapping given here, or in ``FILE.toml`` beside the file, says which column holds what.
    Weekly aggregates give a table without rows: counts at centroids are never matched as points.
    Raises DatasetError where the file can't be read, is none of the known kinds, or has no points.
    """
    table = open_dataset(path, mapping)
    if table.info.kind == "unknown" or (table.info.kind in _NEED_POINTS and table.info.unplaced):
        raise DatasetError(f"{path}: {table.info.why}")
    if table.info.kind in ("control_polygons", "viina_control") and table.control_source is None:
        why = table.info.quarantined[0].reason if table.info.quarantined else "nobody holds anything in it"
        raise DatasetError(f"{path}: nothing in it is evidence of control: {why}")
    return table


def open_dataset(path: Path, mapping: ColumnMapping | None = None) -> EventTable:
    """As ``read_dataset``, but a file that can't be compared is described instead of refused."""
    sidecar = read_sidecar(path)
    if path.is_dir():
        return _folder(path, sidecar)
    mapping = mapping or sidecar.mapping
    raw = read_raw(path, None if mapping else _WANTED)
    is_control = control_read.recognizes(raw) is not None
    table = _control(raw, sidecar) if is_control else _interpret(points_alone(raw), mapping)
    if mapping and not mapping.columns and table.info.kind != "table":
        note = "[types] and geo_precision are for tables of one's own; this file is read by its codebook"
        table = replace(table, info=replace(table.info, notes=(*table.info.notes, note)))
    return replace(table, info=with_sidecar(table.info, sidecar))


def _interpret(raw: RawTable, mapping: ColumnMapping | None) -> EventTable:
    crosswalk = load_crosswalk()
    if mapping and mapping.columns:
        draft = plain.read(raw, "columns as its mapping names them", mapping)
        return assemble(raw, draft, crosswalk.with_own(mapping.types))
    if why := acled.recognizes_aggregate(raw):
        counts = _without_points(raw, "acled_aggregate", why, "week", acled.LICENCE, acled.CITATION)
        return replace(counts, info=replace(counts.info, boxes=whole_extents(raw.columns.get("country"))))
    if why := viina_control.recognizes(raw):
        info, settlements = viina_control.read(raw, why)
        return replace(empty_table(raw.path, info), settlements=settlements)
    for recognizes, read in READERS:
        if why := recognizes(raw):
            if mapping and read is plain.read:  # it says what categories mean, columns have usual names
                return assemble(raw, plain.read(raw, why, mapping), crosswalk.with_own(mapping.types))
            return assemble(raw, read(raw, why), crosswalk)
    if why := viina.recognizes_labels(raw):
        return _without_points(raw, "viina", why, "", "ODbL 1.0", viina.CITATION)
    return _unplaced(raw)


def _control(raw: RawTable, sidecar: Sidecar) -> EventTable:
    info, control = control_read.read(raw, control_read.recognizes(raw) or "", sidecar.stated)
    return replace(empty_table(raw.path, info), control=control)


def _folder(path: Path, sidecar: Sidecar) -> EventTable:
    """A folder of GeoJSON files, one a day, as one map of control."""
    files = sorted(p for p in path.iterdir() if p.suffix.lower() in (".geojson", ".json"))
    if not files:
        raise DatasetError(f"{path}: a folder without GeoJSON files; name a file, or a map's folder of days")
    tables = [open_dataset(file) for file in files]
    for table in tables:
        if table.info.kind != "control_polygons":
            raise DatasetError(
                f"{table.info.path}: no map of control; only its daily files may share a folder"
            )
    info, control = control_read.merge(path, [(table.info, table.control) for table in tables])
    return replace(empty_table(path, with_sidecar(info, sidecar)), control=control)


def _unplaced(raw: RawTable) -> EventTable:
    """A table whose columns tell no points, and what is missing."""
    if not len(raw) and not raw.columns and not raw.quarantined:
        why = "no rows: nothing was found, or nothing asked for; a file without any says nothing"
        return _without_points(raw, "unknown", why, "", None, None)
    proposed = plain.propose_mapping(raw).columns
    missing = ", ".join(name for name in ("date", "lat", "lon") if name not in proposed)
    there = ", ".join(list(raw.columns)[:8]) or "none"
    if "date" in proposed and not parse_days(raw.columns[proposed["date"]])[1].any():
        why = f"a date in {proposed['date']!r}, no column for {missing}: a series of days, no points"
        return _without_points(raw, "table", why, proposed["date"], None, None)
    why = f"no column for {missing} (columns: {there}); name them in a mapping beside the file"
    return _without_points(raw, "unknown", why, "", None, None)


def _without_points(
    raw: RawTable, kind: Kind, why: str, days: str, licence: str | None, citation: str | None
) -> EventTable:
    """A table that is recognized and counted, and has nothing to be matched as a point."""
    first = last = None
    bad = list(raw.quarantined)
    if days:
        known, reasons = parse_days(raw.columns[days])
        bad += [Quarantined(int(raw.line[i]), str(reasons[i])) for i in np.flatnonzero(np.isnat(known))]
        known = known[~np.isnat(known)]
        first, last = (known.min().item(), known.max().item()) if len(known) else (None, None)
    info = DatasetInfo(
        raw.path,
        raw.path.name,
        kind,
        why,
        rows=len(raw) - (len(bad) - len(raw.quarantined)),
        quarantined=tuple(sorted(bad, key=lambda q: q.line)),
        first=first,
        last=last,
        redistribution=licence == "ODbL 1.0",
        licence=licence,
        citation=citation,
        notes=raw.notes,
    )
    return empty_table(raw.path, info)
