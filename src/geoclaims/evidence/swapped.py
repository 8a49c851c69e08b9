"""Points whose latitude and longitude were swapped, where both are in range and nothing else shows it."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from geoclaims.evidence.tables import Floats

ENOUGH_ROWS = 20
"""A country with fewer rows shows no extent to judge by."""
FAR_DEGREES = 3.0
"""A point this far outside where nearly all of its country's rows lie …"""
MIDDLE = (0.05, 0.95)
"""… that lies among the middle rows once it is turned round, was written the wrong way round."""


def swapped_points(lat: Floats, lon: Floats, country: pa.Array | None) -> npt.NDArray[np.bool_]:
    """Where a row's point fits its country's other rows only with latitude and longitude exchanged.

    Such a row is named and left out, never turned round in silence. Without a country column
    nothing is said.
    """
    wrong = np.zeros(len(lat), bool)
    if country is None or not len(lat):
        return wrong
    codes = pc.dictionary_encode(pc.fill_null(country, "")).indices.to_numpy(zero_copy_only=False)
    usable = np.isfinite(lat) & np.isfinite(lon)
    for code in np.unique(codes[usable]):
        rows = np.flatnonzero(usable & (codes == code))
        if len(rows) < ENOUGH_ROWS:
            continue
        here_lat, here_lon = lat[rows], lon[rows]
        south, north = np.quantile(here_lat, MIDDLE)
        west, east = np.quantile(here_lon, MIDDLE)
        outside = (np.maximum(south - here_lat, here_lat - north) > FAR_DEGREES) & (
            np.maximum(west - here_lon, here_lon - east) > FAR_DEGREES
        )
        turned = (here_lon >= south) & (here_lon <= north) & (here_lat >= west) & (here_lat <= east)
        wrong[rows[outside & turned]] = True
    return wrong
