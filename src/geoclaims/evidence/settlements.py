"""Whether a record lies in the claimed settlement itself, not merely within reach of it."""

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz

from geoclaims.evidence.match import Target
from geoclaims.evidence.tables import GeoPrecision

SAME_POINT_KM = 1.0
"""Two names this close are one place under two names (Bakhmut, Artemivsk)."""
NAMELESS_KM = 2.0
"""Without a name to compare, a point must be this close: coordinates are shared below about 2 km."""
SAME_NAME_KM = 5.0
"""Gazetteers put the same town's point this far apart at most, beyond the town's own extent."""
SIMILAR = 85
_GENERIC = re.compile(r"\b(town|city|village|settlement|municipality|district|raion|of|the)\b")


def is_same_settlement(target: Target, location: str | None, precision: GeoPrecision, km: float) -> bool:
    """Whether a record at ``km`` from the claimed point is in the claimed settlement.

    Only a record coded to the exact place can be; one of unstated precision needs the name.
    Neighbouring towns can lie closer than any useful radius, so another name is another place.
    """
    if not target.settlement or precision in ("near", "coarse"):
        return False
    if location is None:
        return precision == "exact" and km <= min(NAMELESS_KM, max(target.uncertainty_km, SAME_POINT_KM))
    if any(_similar(location, name) for name in target.names):
        return km <= target.uncertainty_km + SAME_NAME_KM
    return precision == "exact" and km <= SAME_POINT_KM


@lru_cache(maxsize=65536)
def _similar(location: str, name: str) -> bool:
    ours = _folded(name)
    parts = [_folded(part) for part in (location, location.split(" - ")[0]) if part]
    return any(part == ours or fuzz.ratio(part, ours) >= SIMILAR for part in parts if part and ours)


@lru_cache(maxsize=65536)
def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.lower())
    plain = "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’ʼ`")
    plain = re.sub(r"[^\w]+", " ", plain)
    return re.sub(r"\s+", " ", _GENERIC.sub(" ", plain)).strip()
