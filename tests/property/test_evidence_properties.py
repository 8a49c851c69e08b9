"""Files from outside are hostile: any bytes give a table or one clear error."""

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geoclaims.errors import DatasetError
from geoclaims.evidence import inspect_dataset
from geoclaims.evidence.actors import party_words
from geoclaims.evidence.countries import country_code
from geoclaims.evidence.match import Target
from geoclaims.evidence.rawtable import fold_header
from geoclaims.evidence.settlements import is_same_settlement

HEADERS = (
    "event_id_cnty,event_date,event_type,sub_event_type,latitude,longitude,geo_precision,iso,timestamp\n",
    "date;lat;lon;type;place\n",
    "WEEK,EVENTS,EVENT_TYPE\n",
    "geonameid,date,status\n",
    "type_of_violence,where_prec,date_start,date_end,latitude,longitude,id\n",
    "a\tb\n",
    "",
)
KEYS = (
    "data", "features", "geometry", "type", "coordinates", "properties", "date", "lat", "lon",
    "latitude", "longitude", "success", "count", "data_query_restrictions", "date_recency",
)  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=8) | st.integers(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=20,
)
NO_RINGS = {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": []}, "properties": 3}
NO_POINT = {"geometry": {"type": "Point", "coordinates": ["x", None]}, "properties": {"date": "2025-01-01"}}


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], None]:
    path: Path = tmp_path_factory.mktemp("any") / "file.csv"

    def run(content: bytes) -> None:
        path.write_bytes(content)
        with suppress(DatasetError):
            record = inspect_dataset(path).to_record()
            json.dumps(record, allow_nan=False)
            assert record["rows"] >= 0

    return run


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(HEADERS), st.text(max_size=120))
@example(HEADERS[0], 'a,"2025-01-01\n')
@example(HEADERS[1], "2025-01-01;1e400;nan\n")
@example(HEADERS[1], "99999;1;2;;\n2025-12-01;inf;2;;\n")
def test_any_text_under_any_header(described: Callable[[bytes], None], header: str, body: str) -> None:
    described((header + body).encode("utf-8", "surrogatepass"))


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=80),
    st.sampled_from([b"", b"PK\x03\x04", b"PAR1", b"\xff\xfe", b"{", b"SQLite format 3\0"]),
)
def test_any_bytes(described: Callable[[bytes], None], body: bytes, start: bytes) -> None:
    described(start + body)


@settings(max_examples=150, deadline=None)
@given(JSON)
@example({"features": [NO_RINGS]})
@example({"features": [NO_POINT]})
def test_any_json(described: Callable[[bytes], None], value: object) -> None:
    described(json.dumps(value).encode())


@given(st.text(max_size=60))
def test_any_words(text: str) -> None:
    party_words(text)
    country_code(text)
    fold_header(text)
    target = Target(48.0, 37.0, 5.0, (text, "Pokrovsk"), True, None)
    assert is_same_settlement(target, text or None, "exact", 30.0) is False
