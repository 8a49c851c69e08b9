"""Whether two datasets hold the same records: then they are one witness, and not two."""

import numpy as np
import numpy.typing as npt

from geoclaims.evidence.tables import EventTable

ENOUGH_TRACES = 5
"""Fewer places and days than this may be shared by accident."""
SHARED = 0.5
"""From this share on two datasets are told to overlap. Independent ones share far fewer exact points."""

Traces = npt.NDArray[np.int64]


def traces(table: EventTable) -> Traces:
    """The distinct (day, point) pairs of a table as sorted numbers; points to a thousandth of a degree."""
    day = table.start.astype("int64") + 40_000  # none is before 1900
    lat = np.round((table.lat + 90) * 1000).astype(np.int64)
    lon = np.round((table.lon + 180) * 1000).astype(np.int64)
    return np.unique((day << 37) | (lat << 19) | lon)


def shared_share(one: Traces, other: Traces) -> float | None:
    """Which share of the smaller of two datasets lies on the same days and points as the other.

    None where there is too little to tell.
    """
    fewest = min(len(one), len(other))
    if fewest < ENOUGH_TRACES:
        return None
    return len(np.intersect1d(one, other, assume_unique=True)) / fewest
