"""Columns of numbers as base64 text in their narrowest type: what makes 100,000 records fit in a page."""

import base64
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from geoclaims.output.escape import visible

TEXT_LIMIT = 120
"""Characters of a dataset's text that a page shows at most."""
_TYPES = (("Uint8", "<u1"), ("Uint16", "<u2"), ("Uint32", "<u4"))

Packed = list[Any]
"""[name of the JavaScript array type, number added to each value, base64 of the little-endian values]."""


def packed(column: npt.NDArray[Any]) -> Packed:
    """Whole numbers (within 32 bits) less their least, in the narrowest type that holds them."""
    least = int(column.min()) if len(column) else 0
    shifted = column.astype(np.int64) - least
    most = int(shifted.max()) if len(column) else 0
    name, code = next((n, c) for n, c in _TYPES if most <= np.iinfo(c).max)
    return [name, least, base64.b64encode(shifted.astype(code).tobytes()).decode("ascii")]


def coded(texts: Sequence[str | None]) -> tuple[list[str], npt.NDArray[np.int32]]:
    """Each distinct text once, and each row's number of it; -1 where it has none."""
    numbers: dict[str, int] = {}
    shortened: dict[str, int] = {}
    codes = np.full(len(texts), -1, dtype=np.int32)
    for row, text in enumerate(texts):
        if text:
            if text not in numbers:
                numbers[text] = shortened.setdefault(short(text), len(shortened))
            codes[row] = numbers[text]
    return list(shortened), codes


def short(text: object) -> str:
    """A dataset's text in one line of at most ``TEXT_LIMIT`` characters."""
    line = " ".join(visible(str(text)[: TEXT_LIMIT * 4]).split())
    return line if len(line) <= TEXT_LIMIT else line[: TEXT_LIMIT - 1] + "…"
