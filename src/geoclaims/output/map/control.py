"""A map of control as areas by day, light enough for a page."""

from collections.abc import Sequence
from typing import Any

import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from geoclaims.evidence.control import ControlMap, Snapshot

CONTESTED = "contested"
_MOST_DAYS = 40
_MOST_POINTS = 60_000
_TOLERANCES_DEGREES = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.3)
_GRID_DEGREES = 0.001


def control_block(control: ControlMap) -> dict[str, Any]:
    """The areas of each controller by day; many days are thinned out, and the block says how many."""
    days = control.snapshots
    kept = _thinned(days)
    for tolerance in _TOLERANCES_DEGREES:
        areas = [[(who, _lighter(g, tolerance)) for who, g in _drawn(snapshot)] for snapshot in kept]
        points = sum(int(shapely.get_num_coordinates(g)) for day in areas for _, g in day)
        if points <= _MOST_POINTS:
            break
    return {
        "days": [
            {
                "day": snapshot.day.isoformat(),
                "areas": [[who, mapping(geometry)] for who, geometry in drawn if not geometry.is_empty],
            }
            for snapshot, drawn in zip(kept, areas, strict=True)
        ],
        "total_days": len(days),
        "tolerance_degrees": tolerance,
        "note": control.alignment,
    }


def _thinned(days: Sequence[Snapshot]) -> list[Snapshot]:
    """Evenly spaced days, the first and the last among them."""
    if len(days) <= _MOST_DAYS:
        return list(days)
    last = len(days) - 1
    return [days[round(step * last / (_MOST_DAYS - 1))] for step in range(_MOST_DAYS)]


def _drawn(snapshot: Snapshot) -> list[tuple[str, BaseGeometry]]:
    areas = list(snapshot.areas.items())
    return areas if snapshot.contested is None else [*areas, (CONTESTED, snapshot.contested)]


def _lighter(geometry: BaseGeometry, tolerance: float) -> BaseGeometry:
    lighter: BaseGeometry = shapely.set_precision(shapely.simplify(geometry, tolerance), _GRID_DEGREES)
    return lighter
