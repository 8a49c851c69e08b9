"""A file of records → what it is and its EventTable."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from geoclaims.errors import DatasetError
from geoclaims.evidence import acled, plain, ucdp
from geoclaims.evidence.assemble import Draft, assemble, empty_table
from geoclaims.evidence.crosswalk import load_crosswalk
from geoclaims.evidence.plain import ColumnMapping
from geoclaims.evidence.raw import RawTable, read_raw
from geoclaims.evidence.sidecar import read_sidecar, with_sidecar
from geoclaims.evidence.tables import DatasetInfo, EventTable
from geoclaims.evidence.values import parse_days

READERS: tuple[tuple[Callable[[RawTable], str | None], Callable[[RawTable, str], Draft]], ...] = (
    (acled.recognizes, acled.read),
    (ucdp.recognizes, ucdp.read),
    (plain.recognizes, plain.read),
)
"""Each dataset's (recognizes, read), the most particular first."""

_WANTED = acled.WANTED | ucdp.WANTED | {a for names in plain.column_aliases().values() for a in names}


def read_dataset(path: Path, mapping: ColumnMapping | None = None) -> EventTable:
    """The records of a file as columns, its kind recognized by its column names.

    A mapping given here, or in ``FILE.toml`` beside the file, says which column holds what.
    Weekly aggregates give a table without rows: counts at centroids are never matched as points.
    Raises DatasetError where the file can't be read or is none of the known kinds.
    """
    table = open_dataset(path, mapping)
    if table.info.kind == "unknown":
        raise DatasetError(f"{path}: {table.info.why}")
    return table


def open_dataset(path: Path, mapping: ColumnMapping | None = None) -> EventTable:
    """As ``read_dataset``, but a table that is none of the known kinds is returned as ``unknown``."""
    sidecar = read_sidecar(path)
    mapping = mapping or sidecar.mapping
    raw = read_raw(path, None if mapping else _WANTED)
    table = _interpret(raw, mapping)
    return replace(table, info=with_sidecar(table.info, sidecar))


def _interpret(raw: RawTable, mapping: ColumnMapping | None) -> EventTable:
    crosswalk = load_crosswalk()
    if mapping:
        draft = plain.read(raw, "columns as its mapping names them", mapping)
        return assemble(raw, draft, crosswalk.with_own(mapping.types))
    if why := acled.recognizes_aggregate(raw):
        return empty_table(raw.path, _aggregate_info(raw, why))
    for recognizes, read in READERS:
        if why := recognizes(raw):
            return assemble(raw, read(raw, why), crosswalk)
    proposed = plain.propose_mapping(raw).columns
    missing = [name for name in ("date", "lat", "lon") if name not in proposed]
    there = ", ".join(list(raw.columns)[:8]) or "none"
    info = _bare_info(raw, f"no column for {', '.join(missing)} (columns: {there}); name them in a mapping")
    return empty_table(raw.path, info)


def _bare_info(raw: RawTable, why: str) -> DatasetInfo:
    return DatasetInfo(
        raw.path, raw.path.name, "unknown", why, len(raw), quarantined=raw.quarantined, notes=raw.notes
    )


def _aggregate_info(raw: RawTable, why: str) -> DatasetInfo:
    days = parse_days(raw.columns["week"])[0]
    known = days[~np.isnat(days)]
    first, last = (known.min().item(), known.max().item()) if len(known) else (None, None)
    return replace(
        _bare_info(raw, why),
        kind="acled_aggregate",
        first=first,
        last=last,
        licence=acled.LICENCE,
        citation=acled.CITATION,
    )
