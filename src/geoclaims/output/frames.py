"""Claims as a GeoDataFrame and back: the only converter between the model and tables.

One row a claim; the geometry is the point of its main place (EPSG:4326), null where it has
none. The last column, ``record``, is the whole claim as JSON, from which it can be read back.
"""

import json
from collections.abc import Iterable
from typing import Any

import geopandas as gpd
import pandas as pd
from shapely.geometry import Point

from geoclaims.errors import RecordError
from geoclaims.model import Claim
from geoclaims.output.rows import COLUMNS, claim_row
from geoclaims.output.surrogates import without_surrogates
from geoclaims.records import claim_from_record, to_json_line

CRS = "EPSG:4326"
_WHOLE_NUMBERS = ("uncertainty_m", "start", "end")


def claims_frame(claims: Iterable[Claim]) -> gpd.GeoDataFrame:
    """One row a claim: ``COLUMNS``, ``record`` (JSON) and the point geometry, null where nowhere."""
    kept = list(claims)
    rows = [{key: storable(value) for key, value in claim_row(claim).items()} for claim in kept]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    for column in frame.columns:
        if column in _WHOLE_NUMBERS:
            frame[column] = frame[column].astype("Int64")
        elif column in ("lat", "lon"):
            frame[column] = frame[column].astype("float64")
        else:
            frame[column] = frame[column].astype("string")
    frame["record"] = pd.Series([to_json_line(claim) for claim in kept], dtype="string")
    points = [Point(row["lon"], row["lat"]) if row["lat"] is not None else None for row in rows]
    return gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries(points, crs=CRS), crs=CRS)


def claims_from_frame(frame: pd.DataFrame) -> list[Claim]:
    """The claims of a frame that ``claims_frame`` made, or that was read back from an export of it.

    Raises RecordError where the ``record`` column is missing or a row of it is no claim.
    """
    if "record" not in frame.columns:
        raise RecordError("the table has no 'record' column, so claims can't be read back from it")
    claims = []
    for number, text in enumerate(frame["record"], start=1):
        where = f"row {number}"
        try:
            record = json.loads(text)
        except (TypeError, ValueError) as cause:
            raise RecordError(f"{where}: 'record' is not JSON ({cause})") from cause
        claims.append(claim_from_record(record, where))
    return claims


def storable(value: Any) -> Any:
    """Lone surrogates have no UTF-8, which every file format wants; ``record`` keeps them as JSON escapes."""
    return without_surrogates(value) if isinstance(value, str) else value
