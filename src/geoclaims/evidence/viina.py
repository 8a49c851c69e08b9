"""VIINA 2.0: events read from news in Ukraine by machine.

Source: VIINA codebook (Zhukov). Event reports are mentions; sources repeat each other.
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from geoclaims.evidence.assemble import Draft
from geoclaims.evidence.rawtable import RawTable
from geoclaims.evidence.tables import GeoPrecision
from geoclaims.evidence.values import map_distinct

CITATION = "VIINA 2.0: Violent Incident Information from News Articles (Zhukov), github.com/zhukovyuri/VIINA"
GEO_PRECISION: Mapping[str, GeoPrecision] = {
    "street": "exact", "house": "exact", "exact": "exact", "settlement": "exact", "locality": "exact",
    "city": "exact", "adm3": "near", "adm2": "coarse", "adm1": "coarse", "country": "coarse",
}  # fmt: skip
LABELS = ("uav", "airstrike", "artillery", "ied", "aad", "firefight", "armor", "raid", "occupy", "control",
          "arrest", "hospital", "property", "civcas", "milcas")  # fmt: skip
"""Labels a row may bear, the most particular first; the first that holds is its category."""

WANTED = frozenset(
    {
        "event_id", "event_id_1pd", "geonameid", "report_id", "adm1_name", "date", "latitude", "longitude",
        "geo_precision", "asciiname", "source", "sources_matching", "a_ukr", "a_rus", "a_ukr_b", "a_rus_b",
        *(f"t_{label}" for label in LABELS), *(f"t_{label}_b" for label in LABELS),
    }
)  # fmt: skip


def recognizes(raw: RawTable) -> str | None:
    """Why these are VIINA events (or a table derived from them), or None."""
    if not raw.has("date", "longitude", "latitude"):
        return None
    if raw.has("event_id", "geonameid", "geo_precision", "report_id"):
        return "columns event_id, report_id, geonameid, GEO_PRECISION: VIINA events"
    if raw.has("event_id_1pd", "geonameid", "adm1_name"):
        return "columns event_id_1pd, geonameid, ADM1_NAME: derived from VIINA events"
    return None


def recognizes_labels(raw: RawTable) -> str | None:
    """Why these are VIINA labels without places, or None."""
    if raw.has("event_id") and any(f"t_{label}_b" in raw.columns or f"t_{label}" in raw.columns
                                   for label in ("mil", "artillery", "airstrike")):  # fmt: skip
        return "columns event_id and t_…: VIINA labels; the places are in its event_info table"
    return None


def read(raw: RawTable, why: str) -> Draft:
    """The VIINA reading of a raw table."""
    columns = raw.columns
    text = raw.named(location="asciiname", source="source", note="text") | raw.named(
        source="sources_matching"
    )
    if actors := _actors(raw):
        text["actor1"] = actors
    return Draft(
        kind="viina",
        why=why,
        id=columns.get("event_id", columns.get("event_id_1pd")),
        date=columns["date"],
        lat=columns["latitude"],
        lon=columns["longitude"],
        category=_category(raw),
        geo_precision=(columns.get("geo_precision"), GEO_PRECISION, "near"),
        text=text,
        citation=CITATION,
        licence="ODbL 1.0",
        redistribution=True,
        notes=("read from news by machine; its sources repeat each other and other trackers",),
    )


def _category(raw: RawTable) -> pa.Array | None:
    found: npt.NDArray[np.object_] = np.full(len(raw), None, dtype=object)
    for label in reversed(LABELS):
        holds = _holds(raw, f"t_{label}_b", f"t_{label}")
        if holds is not None:
            found[holds] = label
    return pa.array(list(found), type=pa.string())


def _actors(raw: RawTable) -> pa.Array | None:
    found: npt.NDArray[np.object_] = np.full(len(raw), None, dtype=object)
    for name, party in (("a_ukr", "Ukrainian forces"), ("a_rus", "Russian forces")):
        holds = _holds(raw, f"{name}_b", name)
        if holds is None:
            return None
        found[holds] = np.where(found[holds] == None, party, "both sides")  # noqa: E711
    found[found == "both sides"] = None
    return pa.array(list(found), type=pa.string())


def _holds(raw: RawTable, *names: str) -> npt.NDArray[np.bool_] | None:
    """Where a yes-or-no label (or a probability above one half) holds; None without the column."""
    name = next((n for n in names if n in raw.columns), None)
    if name is None:
        return None

    def convert(value: str | None) -> bool:
        try:
            return float(value or 0) > 0.5
        except ValueError:
            return (value or "").lower() == "true"

    return map_distinct(raw.columns[name], convert).astype(bool)
