"""POLECAT events: news coded by machine with the PLOVER ontology, as tab-separated text.

Source: POLECAT codebook (Halterman et al. 2023). Missing values are written "None".
"""

from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from geoclaims.evidence.assemble import Draft
from geoclaims.evidence.rawtable import RawTable

CITATION = "POLECAT (Halterman, Bagozzi, Beger, Schrodt & Scarborough 2023)"


def recognizes(raw: RawTable) -> str | None:
    """Why this is POLECAT, or None."""
    if raw.has("event_id", "event_date", "event_type", "latitude", "longitude") and (
        raw.has("event_mode") or raw.has("recipient_name")
    ):
        return "columns Event Type, Event Mode, Recipient Name: POLECAT (PLOVER codes)"
    return None


def read(raw: RawTable, why: str) -> Draft:
    """The POLECAT reading of a raw table: type with its mode, place of the event."""
    raw = replace(raw, columns={name: _without_none(column) for name, column in raw.columns.items()})
    columns = raw.columns
    mode = columns.get("event_mode")
    category = columns["event_type"]
    if mode is not None:
        category = pc.binary_join_element_wise(
            pc.fill_null(category, "unstated"), pc.fill_null(mode, ""), " "
        )
    return Draft(
        kind="polecat",
        why=why,
        id=columns["event_id"],
        date=columns["event_date"],
        lat=columns["latitude"],
        lon=columns["longitude"],
        category=pc.utf8_trim_whitespace(category),
        geo_precision=(None, {}, "near"),
        country=columns.get("country"),
        text=raw.named(location="city", actor1="actor_name", actor2="recipient_name", source="source"),
        citation=CITATION,
        licence="CC0 1.0",
        redistribution=True,
        notes=("coded from news by machine: the report at hand may be among its sources",),
    )


def _without_none(column: pa.Array) -> pa.Array:
    missing = pc.is_in(column, value_set=pa.array(["None", "nan"]))
    return pc.if_else(pc.fill_null(missing, True), pa.scalar(None, pa.string()), column)
