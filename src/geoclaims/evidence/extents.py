"""Points that lie outside the country their own row names, by the extent of that country's places.

``country_extents.csv`` holds, for each country, the box in degrees round all its places of 500
inhabitants and more and its first-order divisions, as the default gazetteer has them (GeoNames,
CC BY 4.0). West greater than east crosses the antimeridian.
"""

import csv
from functools import lru_cache
from importlib.resources import files

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geoclaims.evidence.countries import country_code
from geoclaims.evidence.tables import Box, Floats

KM_A_DEGREE = 111.195
SURELY_OUTSIDE_KM = 300.0
"""A desert border or the sea can lie far from the last town, but not this far: the point is wrong."""
PERHAPS_OUTSIDE_KM = 100.0
"""From here on a row is kept, and told: a border town, a ship, or a slip of a degree."""
_ONCE_PART = {"SD": ("SS",)}
"""Countries whose older rows lie in one that left since (South Sudan, 2011)."""


def km_outside(lat: Floats, lon: Floats, country: pa.Array) -> Floats:
    """How far each point lies outside the extent of its row's country; 0 inside it or where none is known."""
    far = np.zeros(len(lat))
    encoded = pc.dictionary_encode(pc.fill_null(country, ""))
    codes = encoded.indices.to_numpy(zero_copy_only=False)
    usable = np.isfinite(lat) & np.isfinite(lon)
    for code, name in enumerate(encoded.dictionary.to_pylist()):
        boxes = _boxes(country_code(name) or "")
        rows = np.flatnonzero(usable & (codes == code))
        if boxes and len(rows):
            far[rows] = np.min([_km_from(box, lat[rows], lon[rows]) for box in boxes], axis=0)
    return far


def country_boxes(
    country: pa.Array | None, lat: Floats, lon: Floats
) -> tuple[dict[str, Box], tuple[str, ...]]:
    """The extent of the rows of each country by its alpha-2 code, and a note on what is no country.

    None are told where a row names no country, or one that is not known: it could be any.
    """
    if country is None or not len(lat):
        return {}, ()
    encoded = pc.dictionary_encode(pc.fill_null(country, ""))
    of_row = encoded.indices.to_numpy(zero_copy_only=False)
    rows: dict[str, list[int]] = {}
    unknown: list[str] = []
    for code, name in enumerate(encoded.dictionary.to_pylist()):
        if found := country_code(name):
            rows.setdefault(found, []).append(code)
        else:
            unknown.append(name)
    if unknown:
        shown = ", ".join(repr(name[:30]) if name.strip() else "none" for name in unknown[:5])
        return {}, (f"countries not known: {shown}; what is covered goes by the extent of all rows alone",)
    members = {found: np.isin(of_row, codes) for found, codes in rows.items()}
    return {found: _box_round(lat[where], lon[where]) for found, where in members.items()}, ()


def whole_extents(country: pa.Array | None) -> dict[str, Box]:
    """The extent of each country named in a column, by its alpha-2 code; none where one is not known."""
    named = [] if country is None else [name for name in pc.unique(country).to_pylist() if name]
    boxes = {code: _extents().get(code) for code in map(country_code, named) if code}
    known = {code: box for code, box in boxes.items() if box is not None}
    return known if len(known) == len({country_code(name) for name in named}) else {}


def _box_round(lat: Floats, lon: Floats) -> Box:
    """The box round points, across the antimeridian where that is the shorter way."""
    west, east = float(lon.min()), float(lon.max())
    turned = lon % 360
    if turned.max() - turned.min() < east - west:
        west, east = ((float(x) + 180) % 360 - 180 for x in (turned.min(), turned.max()))
    return west, float(lat.min()), east, float(lat.max())


def _boxes(code: str) -> list[Box]:
    return [_extents()[part] for part in (code, *_ONCE_PART.get(code, ())) if part in _extents()]


def _km_from(box: Box, lat: Floats, lon: Floats) -> Floats:
    """The distance to a box, by its nearest latitude and longitude; exact enough to tell 100 km from 300."""
    west, south, east, north = box
    wide = (east - west) % 360
    beyond = (lon - west) % 360  # degrees east of its western edge
    aside = np.where(beyond <= wide, 0.0, np.minimum(beyond - wide, 360 - beyond))
    above = np.maximum(0.0, np.maximum(south - lat, lat - north))
    km: Floats = KM_A_DEGREE * np.hypot(above, aside * np.cos(np.radians(lat)))
    return km


@lru_cache(maxsize=1)
def _extents() -> dict[str, Box]:
    text = files("geoclaims.evidence").joinpath("country_extents.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {
        row["country"]: (float(row["west"]), float(row["south"]), float(row["east"]), float(row["north"]))
        for row in rows
    }
