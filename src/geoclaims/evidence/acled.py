"""ACLED event rows in every header generation, their API replies, and the weekly aggregates.

Source: ACLED Codebook, and the headers of exports before and after March 2023.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geoclaims.evidence.assemble import Draft
from geoclaims.evidence.rawtable import RawTable
from geoclaims.evidence.tables import Embargo, GeoPrecision
from geoclaims.evidence.values import parse_days
from geoclaims.vocabulary import Precision

CITATION = "ACLED (Armed Conflict Location & Event Data), acleddata.com"
LICENCE = "ACLED terms of use: no redistribution of rows; derived work with the citation"
GEO_PRECISION: Mapping[str, GeoPrecision] = {"1": "exact", "2": "near", "3": "coarse"}
TIME_PRECISION: Mapping[str, Precision] = {"1": "day", "2": "week", "3": "month"}
INTER = ("", "State forces", "Rebel group", "Political militia", "Identity militia", "Rioters",
         "Protesters", "Civilians", "External/Other forces")  # fmt: skip
"""What the numbers in inter1 and inter2 stood for before they were written out."""

WANTED = frozenset(
    {
        "event_id_cnty", "event_date", "time_precision", "event_type", "sub_event_type", "actor1", "actor2",
        "inter1", "inter2", "iso", "country", "location", "latitude", "longitude", "geo_precision", "source",
        "fatalities", "timestamp", "data_id",
    }
)  # fmt: skip


def recognizes_aggregate(raw: RawTable) -> str | None:
    """Why this is a table of weekly counts, or None."""
    if raw.has("week", "events") and (raw.has("centroid_latitude") or raw.has("event_type")):
        return "columns WEEK and EVENTS with centroids of first-order divisions: counts, no single events"
    return None


def recognizes(raw: RawTable) -> str | None:
    """Why these are ACLED event rows (or an API reply without any), or None."""
    if raw.has("event_date", "latitude", "longitude") and (
        raw.has("event_id_cnty") or raw.has("event_type", "sub_event_type")
    ):
        form = "an API reply" if "success" in raw.envelope else "an export"
        generation = "after March 2023" if raw.has("disorder_type") else "before March 2023"
        return f"columns event_id_cnty, event_date, sub_event_type: {form} with the header {generation}"
    if "success" in raw.envelope and "count" in raw.envelope and not len(raw):
        return "an API reply (success, count, data) without rows"
    return None


def read(raw: RawTable, why: str) -> Draft:
    """The ACLED reading of a raw table; reports the embargo an API reply states."""
    if not len(raw):
        none = pa.array([], type=pa.string())
        return Draft("acled", why, none, none, none, embargo=_embargo(raw.envelope), **_terms())
    columns = raw.columns
    category = columns.get("sub_event_type")
    if category is not None and "event_type" in columns:
        category = pc.binary_join_element_wise(
            pc.fill_null(columns["event_type"], ""), pc.fill_null(category, "unstated"), ": "
        )
    text = raw.named(location="location", actor1="actor1", actor2="actor2", source="source", note="notes")
    for name in ("inter1", "inter2"):
        if name in columns:
            text[name] = _inter(columns[name])
    return Draft(
        kind="acled",
        why=why,
        id=columns.get("event_id_cnty", columns.get("data_id")),
        date=columns["event_date"],
        lat=columns["latitude"],
        lon=columns["longitude"],
        category=category,
        geo_precision=(columns.get("geo_precision"), GEO_PRECISION, "near"),
        time_precision=(columns.get("time_precision"), TIME_PRECISION, "day"),
        fatalities=columns.get("fatalities"),
        country=columns.get("iso", columns.get("country")),
        updated=_updated(columns.get("timestamp")),
        text=text,
        embargo=_embargo(raw.envelope),
        **_terms(),
    )


def _terms() -> dict[str, Any]:
    return {"citation": CITATION, "licence": LICENCE, "redistribution": False}


def _inter(column: pa.Array) -> pa.Array:
    """Numbers written out, plurals of older exports made singular."""
    names = {str(i): name for i, name in enumerate(INTER)}
    plural = {
        "Rebel groups": "Rebel group",
        "Political militias": "Political militia",
        "Identity militias": "Identity militia",
        "External forces": "External/Other forces",
    }
    values = pc.unique(column).to_pylist()
    meaning = {v: names.get(v.removesuffix(".0"), plural.get(v, v)) for v in values if v}
    encoded = pc.dictionary_encode(column)
    dictionary = pa.array([meaning.get(v) for v in encoded.dictionary.to_pylist()], type=pa.string())
    return pa.DictionaryArray.from_arrays(encoded.indices, dictionary).cast(pa.string())


def _updated(column: pa.Array | None) -> date | None:
    """The day of the last update: ACLED's ``timestamp`` is in Unix seconds."""
    if column is None:
        return None
    seconds = [int(v) for v in pc.unique(column).to_pylist() if v and v.isdigit() and len(v) <= 10]
    return datetime.fromtimestamp(max(seconds), UTC).date() if seconds else None


def _embargo(envelope: Mapping[str, Any]) -> Embargo | None:
    """What ``data_query_restrictions.date_recency`` says: records after its date are withheld.

    Whatever it holds is a restriction, also where its date is missing or can't be read.
    """
    restrictions = envelope.get("data_query_restrictions")
    recency = restrictions.get("date_recency") if isinstance(restrictions, dict) else None
    if not recency:
        return None
    said = recency if isinstance(recency, dict) else {}
    days, _ = parse_days(pa.array([str(said.get("date") or "")]))
    quantity, unit = str(said.get("quantity")), said.get("unit")
    return Embargo(
        None if np.isnat(days[0]) else days[0].item(),
        int(quantity) if quantity.isdecimal() else None,
        unit if isinstance(unit, str) else None,
    )
