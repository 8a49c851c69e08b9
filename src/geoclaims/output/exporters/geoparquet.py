"""GeoParquet 1.0: the claims frame, with the provenance in the file's metadata."""

import json
from collections.abc import Iterable
from pathlib import Path

import pyarrow.parquet as pq

from geoclaims.model import Claim
from geoclaims.output.frames import claims_frame
from geoclaims.output.provenance import Provenance

METADATA_KEY = b"geoclaims"


def write(claims: Iterable[Claim], path: Path, provenance: Provenance) -> None:
    """Write one row a claim to ``path``."""
    claims_frame(claims).to_parquet(path, index=False)
    table = pq.read_table(path)
    about = json.dumps(provenance.as_record(), ensure_ascii=False).encode("utf-8")
    table = table.replace_schema_metadata({**(table.schema.metadata or {}), METADATA_KEY: about})
    pq.write_table(table, path)
