"""GeoJSON (RFC 7946): one feature a claim, its geometry null where the claim has no place."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from geoclaims.model import Claim
from geoclaims.output.provenance import Provenance
from geoclaims.output.rows import claim_row
from geoclaims.records import to_json_line


def text_parts(claims: Iterable[Claim], provenance: Provenance) -> Iterator[str]:
    """A FeatureCollection, feature by feature; provenance as its foreign member ``geoclaims``.

    The properties are the claim's JSON record with the flat columns of the tables beside it,
    so that map programs see plain values and scripts the whole claim.
    """
    yield f'{{"type": "FeatureCollection", "geoclaims": {_json(provenance.as_record())}, "features": ['
    separator = "\n"
    for claim in claims:
        yield separator + _json(feature(claim))
        separator = ",\n"
    yield "\n]}\n"


def feature(claim: Claim) -> dict[str, Any]:
    """One claim as a GeoJSON feature."""
    row = claim_row(claim)
    point = None if row["lat"] is None else {"type": "Point", "coordinates": [row["lon"], row["lat"]]}
    properties = {**row, **json.loads(to_json_line(claim))}  # in which a coordinate that is no number is null
    return {"type": "Feature", "id": claim.id, "geometry": point, "properties": properties}


def _json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:  # a lone surrogate has no UTF-8, but a JSON escape
        return json.dumps(value, allow_nan=False)
    return text
