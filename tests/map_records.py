"""Invented records of another dataset, for the tests of pages."""

import base64
import struct
from pathlib import Path

import numpy as np
import pyarrow as pa

from geoclaims.evidence.tables import DatasetInfo, EventTable
from geoclaims.output.map.packing import Packed


def table(count: int, **columns: object) -> EventTable:
    """Records along a line, a day apart."""
    values: dict[str, object] = {
        "info": DatasetInfo(Path("r.csv"), "r.csv", "table", "invented", count),
        "id": pa.array([f"R{n}" for n in range(count)]),
        "lat": np.linspace(48, 49, count),
        "lon": np.linspace(-37, 37, count),
        "start": np.datetime64("2025-01-01") + np.arange(count) % 700,
        "end": np.datetime64("2025-01-02") + np.arange(count) % 700,
        "category": np.arange(count, dtype=np.int16) % 3,
        "categories": ("a", "b", "c"),
        "type": np.zeros(count, np.int8),
        "geo_precision": np.zeros(count, np.int8),
        "time_precision": np.zeros(count, np.int8),
        "fatalities": np.zeros(count, np.int32),
        "line": np.arange(count, dtype=np.int32),
    }
    return EventTable(**(values | columns))  # type: ignore[arg-type]


CODES = {"Uint8": "B", "Uint16": "H", "Uint32": "I"}


def unpacked(column: Packed) -> list[int]:
    """The numbers, as the page's script reads them."""
    kind, least, text = column
    data = base64.b64decode(text)
    return [
        value + least
        for value in struct.unpack(f"<{len(data) // struct.calcsize(CODES[kind])}{CODES[kind]}", data)
    ]
