"""Other datasets laid beside claims: read, covered, matched, and judged with care."""

from geoclaims.evidence.inspection import Inspection, inspect_dataset, inspect_table
from geoclaims.evidence.mapping import propose_sidecar, save_sidecar
from geoclaims.evidence.plain import ColumnMapping
from geoclaims.evidence.read import open_dataset, read_dataset
from geoclaims.evidence.summary import SummaryRow, summarize
from geoclaims.evidence.tables import (
    DatasetInfo,
    Embargo,
    EventTable,
    Quarantined,
    RecordedEvent,
)
from geoclaims.evidence.verdict import compare

__all__ = [
    "ColumnMapping",
    "DatasetInfo",
    "Embargo",
    "EventTable",
    "Inspection",
    "Quarantined",
    "RecordedEvent",
    "SummaryRow",
    "compare",
    "inspect_dataset",
    "inspect_table",
    "open_dataset",
    "propose_sidecar",
    "read_dataset",
    "save_sidecar",
    "summarize",
]
