"""What a file of records is, and why: the report behind ``datasets inspect``."""

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from geoclaims.evidence.control import NO_EVIDENCE
from geoclaims.evidence.mapping import propose_sidecar
from geoclaims.evidence.plain import guess_mapping
from geoclaims.evidence.raw import read_raw
from geoclaims.evidence.rawtable import points_alone
from geoclaims.evidence.read import open_dataset
from geoclaims.evidence.tables import GEO_PRECISIONS, NO_TYPE, DatasetInfo, EventTable
from geoclaims.vocabulary import EVENT_TYPES


@dataclass(frozen=True, slots=True)
class Inspection:
    """The counts of one dataset beside its DatasetInfo."""

    info: DatasetInfo
    types: dict[str, int]
    """Rows by claim type; ``unmapped`` counts rows whose category has no counterpart."""
    categories: dict[str, int]
    """Rows by the dataset's own category."""
    precision: dict[str, int]
    proposed: str | None = None
    """The ``FILE.toml`` that a file which can't be compared as it stands may need, as a draft."""

    def to_record(self) -> dict[str, Any]:
        """The record that ``datasets inspect --json`` prints."""
        info = self.info
        embargo = None
        if info.embargo:
            embargo = {
                "date": info.embargo.until.isoformat() if info.embargo.until else None,
                "quantity": info.embargo.quantity,
                "unit": info.embargo.unit,
            }
        return {
            "kind": info.kind,
            "why": info.why,
            "rows": info.rows,
            "quarantined": [{"line": q.line, "reason": q.reason} for q in info.quarantined],
            "dates": [d.isoformat() if d else None for d in (info.first, info.last)],
            "bbox": None if info.bbox is None else list(info.bbox),
            "types": self.types,
            "precision": self.precision,
            "embargo": embargo,
            "redistribution": info.redistribution,
            "licence": info.licence,
            "citation": info.citation,
        }


def inspect_dataset(path: Path) -> Inspection:
    """What a file is, its rows, coverage and quarantined rows. Raises DatasetError if unreadable."""
    table = open_dataset(path)
    return replace(inspect_table(table), proposed=_proposal(table))


def _proposal(table: EventTable) -> str | None:
    info = table.info
    layer = info.kind == "control_polygons" and table.control is None and not info.path.is_dir()
    if info.kind == "unknown" and info.rows:
        return propose_sidecar(info.path)
    if info.kind == "table" and info.unplaced:  # a series of days, or points in columns of odd names
        return (
            propose_sidecar(info.path)
            if guess_mapping(points_alone(read_raw(info.path))).has_points
            else None
        )
    return propose_sidecar(info.path) if layer and not _draws_claims(info) else None


def _draws_claims(info: DatasetInfo) -> bool:
    return any(q.reason == NO_EVIDENCE for q in info.quarantined)


def inspect_table(table: EventTable) -> Inspection:
    """The same of a table that is already read."""
    types: Counter[str] = Counter()
    for code, count in zip(*np.unique(table.type, return_counts=True), strict=True):
        types["unmapped" if code == NO_TYPE else EVENT_TYPES[code]] += int(count)
    categories = {
        table.categories[code]: int(count)
        for code, count in zip(*np.unique(table.category, return_counts=True), strict=True)
    }
    precision = {
        GEO_PRECISIONS[code]: int(count)
        for code, count in zip(*np.unique(table.geo_precision, return_counts=True), strict=True)
    }
    return Inspection(table.info, dict(types.most_common()), categories, precision)
