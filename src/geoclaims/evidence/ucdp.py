"""UCDP Georeferenced Event Dataset, old and new column sets, in any order.

Source: UCDP GED Codebook 23.1. Only lethal events are recorded.
"""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geoclaims.evidence.assemble import Draft
from geoclaims.evidence.rawtable import RawTable
from geoclaims.evidence.tables import GeoPrecision
from geoclaims.evidence.values import map_distinct
from geoclaims.vocabulary import Precision

CITATION = (
    "UCDP GED (Davies, Pettersson & Öberg 2023; Sundberg & Melander 2013), Uppsala Conflict Data Program"
)
GEO_PRECISION: Mapping[str, GeoPrecision] = {
    "1": "exact", "2": "near", "3": "near", "4": "coarse", "5": "coarse", "6": "coarse", "7": "coarse",
}  # fmt: skip
TIME_PRECISION: Mapping[str, Precision] = {"1": "day", "2": "week", "3": "week", "4": "month", "5": "year"}
VIOLENCE = {"1": "state-based violence", "2": "non-state violence", "3": "one-sided violence"}

WANTED = frozenset(
    {
        "id", "type_of_violence", "side_a", "side_b", "where_prec", "where_coordinates", "latitude",
        "longitude", "country", "date_prec", "date_start", "date_end", "best", "source_article",
        "source_office", "source_original",
    }
)  # fmt: skip


def recognizes(raw: RawTable) -> str | None:
    """Why this is UCDP GED, or None."""
    if raw.has("type_of_violence", "where_prec", "date_start", "latitude", "longitude"):
        generation = "49 columns" if raw.has("relid", "code_status") else "an older set"
        return f"columns type_of_violence, where_prec, date_start: UCDP GED with {generation}"
    return None


def read(raw: RawTable, why: str) -> Draft:
    """The UCDP reading of a raw table."""
    columns = raw.columns
    names = map_distinct(
        columns["type_of_violence"], lambda v: VIOLENCE.get((v or "").removesuffix(".0"), "unstated")
    )
    text = raw.named(location="where_coordinates", actor1="side_a", actor2="side_b")
    return Draft(
        kind="ucdp_ged",
        why=why,
        id=columns.get("id"),
        date=columns["date_start"],
        end_date=columns.get("date_end"),
        lat=columns["latitude"],
        lon=columns["longitude"],
        category=pa.array(names.astype(np.str_), type=pa.string()),
        geo_precision=(columns["where_prec"], GEO_PRECISION, "coarse"),
        time_precision=(columns.get("date_prec"), TIME_PRECISION, "day"),
        fatalities=columns.get("best"),
        country=columns.get("country"),
        text=text | _sources(raw),
        citation=CITATION,
        licence="CC BY 4.0",
        redistribution=True,
    )


def _sources(raw: RawTable) -> dict[str, pa.Array]:
    """Who reported it (older rows name no office, only the article) and from whom they had it, in one."""
    named = raw.named(office="source_office", article="source_article", original="source_original")
    told = [named[name] for name in ("office", "article") if name in named]
    reported = pc.coalesce(*told) if told else None
    known = [column for column in (reported, named.get("original")) if column is not None]
    if not known:
        return {}
    # Not null_handling="skip": pyarrow then leaves out rows without any, and the others move up.
    joined = pc.binary_join_element_wise(*(pc.fill_null(column, "") for column in known), "; ")
    return {"source": pc.utf8_trim(joined, "; ")}
