"""Claims against records in time: how many of each a day, week or month, one above the other."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import streamlit as st

from geoclaims.model import Claim
from geoclaims.output.positions import position
from geoclaims.ui.words import markdown_text

if TYPE_CHECKING:
    from geoclaims.evidence import EventTable

CLAIMS = "Claims"
_DAYS, _WEEKS = 92, 3 * 366
"""Spans in days up to which a bar is a day, and a week."""
_MARGIN_DAYS = 14
"""Records so long before the first and after the last claim are shown too."""


def timeline(
    claims: Sequence[Claim], tables: Mapping[str, "EventTable"], km: float
) -> tuple[pd.DataFrame, str]:
    """Rows of (what, from, count), and whether a bar is a day, a week or a month.

    A claim counts on its last claimed day, if it has a date and a placed location and is said to
    have occurred or to go on; a record if it lies within ``km`` of one of these places, on its first day,
    and near the claims in time.
    """
    dated = [(day, points) for claim in claims if (day := _day(claim)) and (points := _points(claim))]
    if not dated:
        return pd.DataFrame(columns=["what", "from", "count"]), "day"
    first, last = min(day for day, _ in dated), max(day for day, _ in dated)
    unit = "day" if (last - first).days <= _DAYS else "week" if (last - first).days <= _WEEKS else "month"
    rows = [(CLAIMS, start, count) for start, count in _counted([day for day, _ in dated], unit)]
    points = sorted({point for _, some in dated for point in some})
    margin = timedelta(days=_MARGIN_DAYS)
    for name, table in tables.items():
        days = _near(table, points, km, first - margin, last + margin)
        rows += [(name, start, count) for start, count in _counted(days, unit)]
    return pd.DataFrame(rows, columns=["what", "from", "count"]), unit


def draw(frame: pd.DataFrame, unit: str, km: float) -> None:
    """One small chart a kind of row, all over the same days."""
    if frame.empty:
        st.caption("No claim has both a date and a placed location, so there is no timeline.")
        return
    first, last = min(frame["from"]), max(frame["from"])
    step = {"day": 1, "week": 7, "month": 31}[unit]
    domain = [first.isoformat(), (last + timedelta(days=step)).isoformat()]
    for name, rows in frame.groupby("what", sort=False):
        if name == CLAIMS:
            words = f"**{CLAIMS}** by {unit}, on the last day claimed"
        else:
            words = f"**{markdown_text(name)}**: records within {km:g} km of a claimed place, by {unit}"
        st.markdown(f"{words} ({int(rows['count'].sum()):,})")
        # A chart each over the same days: counts of records would flatten those of claims.
        data = pd.DataFrame({"from": [day.isoformat() for day in rows["from"]], "count": rows["count"]})
        st.vega_lite_chart(data, _chart(domain, step, name == CLAIMS), width="stretch", height=110)


def _chart(domain: list[str], step: int, own: bool) -> dict[str, Any]:
    day = {"scale": {"domain": domain}, "axis": {"title": None, "format": "%d %b %Y", "labelOverlap": True}}
    end = f"datum.from_day + {step} * 86400000 * 0.9"
    return {
        "transform": [
            {"calculate": "toDate(datum.from)", "as": "from_day"},
            {"calculate": end, "as": "until"},
        ],
        "mark": {"type": "bar", "color": "#0b5cad" if own else "#8a8f98"},
        "encoding": {
            "x": {"field": "from_day", "type": "temporal", **day},
            "x2": {"field": "until"},
            "y": {
                "field": "count",
                "type": "quantitative",
                "axis": {"title": None, "tickMinStep": 1, "minExtent": 40, "maxExtent": 40},
            },
            "y2": {"datum": 0},
            "tooltip": [
                {"field": "from", "title": "From"},
                {"field": "count", "title": "Number"},
            ],
        },
    }


def _day(claim: Claim) -> date | None:
    return (claim.time.end or claim.time.start) if claim.realis in ("occurred", "ongoing") else None


def _points(claim: Claim) -> list[tuple[float, float]]:
    return [(p.lat, p.lon) for place in claim.drawn_places if (p := position(place))]


def _counted(days: Sequence[date], unit: str) -> list[tuple[date, int]]:
    return sorted(Counter(_start(day, unit) for day in days).items())


def _start(day: date, unit: str) -> date:
    if unit == "month":
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if unit == "week" else day


def _near(
    table: "EventTable", points: Sequence[tuple[float, float]], km: float, first: date, last: date
) -> list[date]:
    from scipy.spatial import cKDTree

    from geoclaims.evidence.match import chord, unit_sphere

    timely = (table.start >= np.datetime64(first)) & (table.start <= np.datetime64(last))
    rows = np.flatnonzero(timely & np.isfinite(table.lat) & np.isfinite(table.lon))
    if not len(rows):
        return []
    tree = cKDTree(unit_sphere([lat for lat, _ in points], [lon for _, lon in points]))
    away, _ = tree.query(unit_sphere(table.lat[rows], table.lon[rows]), distance_upper_bound=chord(km))
    near = rows[np.isfinite(away)]
    return [day.astype(date) for day in table.start[near].astype("datetime64[D]")]
