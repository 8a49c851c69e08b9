"""When the features of a map of control hold: on a day, or from one day to another; → its snapshots."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pyarrow as pa
import shapely
from shapely.geometry.base import BaseGeometry

from geoclaims.evidence.control import ControlMap, Snapshot
from geoclaims.evidence.rawtable import RawTable
from geoclaims.evidence.values import parse_days

DATE_COLUMNS = ("date", "valid_on", "valid_date", "as_of", "day", "datetime", "snapshot", "updated")
FROM_COLUMNS = (
    "valid_from", "from", "from_date", "date_from", "start_date", "date_start", "start", "begin", "begins",
    "valid_since", "since",
)  # fmt: skip
TO_COLUMNS = (
    "valid_to", "to", "to_date", "date_to", "end_date", "date_end", "end", "ends", "valid_until",
    "valid_through", "until",
)  # fmt: skip
DATE_IN_NAME = re.compile(r"(20\d{2})[-_]?(0[1-9]|1[0-2])[-_]?(0[1-9]|[12]\d|3[01])(?!\d)")
ENDS_EXCLUDED = (
    "a feature's last day is that on which the next begins: it is read as the first on which it holds no more"
)
_NO_END = re.compile(r"^(?:\d{1,2}[./-]\d{1,2}[./-])?[92]999\b")
"""How tables of intervals write that one still holds."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Held:
    """The first and the last day on which a feature holds."""

    first: date
    last: date


def day_columns(columns: Iterable[str]) -> tuple[str, ...]:
    """The column of days, or those of the first and the last day; none where there are none."""
    there = set(columns)
    begin = next((name for name in FROM_COLUMNS if name in there), None)
    end = next((name for name in TO_COLUMNS if name in there), None)
    if begin and end:
        return begin, end
    return tuple(name for name in DATE_COLUMNS if name in there)[:1]


def held_days(raw: RawTable, stated: Mapping[str, str]) -> tuple[list[Held | str | None], tuple[str, ...]]:
    """When each feature holds (or why its days can't be read, None without any), and notes on that reading.

    Its own days come first, then the day stated beside the file, then the one in its name. A feature without
    a last day holds until the last day that the file speaks of.
    """
    usual: date | None = None
    if "date" in stated:
        usual = date.fromisoformat(stated["date"])
    elif found := DATE_IN_NAME.search(raw.path.name):
        usual = date(int(found[1]), int(found[2]), int(found[3]))
    columns = day_columns(raw.columns)
    if len(columns) == 2:
        return _between(raw.columns[columns[0]], raw.columns[columns[1]], usual)
    always = None if usual is None else Held(usual, usual)
    if not columns:
        return [always] * len(raw), ()
    held: list[Held | str | None] = []
    for day in _days(raw.columns[columns[0]]):
        held.append(always if day is None else day if isinstance(day, str) else Held(day, day))
    return held, ()


def _between(
    begins: pa.Array, ends: pa.Array, usual: date | None
) -> tuple[list[Held | str | None], tuple[str, ...]]:
    first = _days(begins)
    open_ended = np.array([bool(_NO_END.match(v or "")) for v in ends.to_pylist()], dtype=bool)
    last = [None if never else day for day, never in zip(_days(ends), open_ended, strict=True)]
    starts = {day for day in first if isinstance(day, date)}
    # What begins and ends on one day says nothing of whether the last day counts.
    stops = [end for begin, end in zip(first, last, strict=True) if isinstance(end, date) and end != begin]
    excluded = sum(day in starts for day in stops) > sum(day + _DAY in starts for day in stops)
    known = max(
        [*starts, *(day for day in last if isinstance(day, date)), *([usual] if usual else [])],
        default=date.min,
    )
    held: list[Held | str | None] = []
    for begin, end in zip(first, last, strict=True):
        if begin is None or isinstance(begin, str):
            held.append("no first day" if begin is None else begin)
        elif isinstance(end, str):
            held.append(end)
        else:
            final = known if end is None else end - _DAY if excluded and end != begin else end
            held.append(Held(begin, final) if begin <= final else f"ends before it begins on {begin}")
    return held, (ENDS_EXCLUDED,) if excluded else ()


def _days(column: pa.Array) -> list[date | str | None]:
    """Each value's day, why it can't be read, or None where there is none."""
    days, reasons = parse_days(column)
    return [
        day.astype(date) if reason is None else None if reason == "no date" else str(reason)
        for day, reason in zip(days, reasons, strict=True)
    ]


def snapshots(pieces: Sequence[tuple[Held, str | None, BaseGeometry]]) -> tuple[Snapshot, ...]:
    """The map between one change and the next, from (when, controller or None for contested, area)."""
    changes: dict[date, tuple[list[int], list[int]]] = {}
    for i, (held, _, _) in enumerate(pieces):
        changes.setdefault(held.first, ([], []))[0].append(i)
        changes.setdefault(held.last + _DAY, ([], []))[1].append(i)
    found: list[Snapshot] = []
    joined: dict[tuple[int, ...], BaseGeometry] = {}
    holding: set[int] = set()
    for day, following in pairwise(sorted(changes)):  # at the last change nothing holds any more
        begun, ended = changes[day]
        holding = holding.difference(ended).union(begun)
        if not holding:
            continue
        parts: dict[str | None, list[int]] = {}
        for i in sorted(holding):
            parts.setdefault(pieces[i][1], []).append(i)
        # What did not change since the snapshot before need not be joined again.
        joined = {
            key: joined[key] if key in joined else shapely.union_all([pieces[i][2] for i in key])
            for key in map(tuple, parts.values())
        }
        areas = {who: joined[tuple(rows)] for who, rows in parts.items() if who is not None}
        contested = joined[tuple(parts[None])] if None in parts else None
        found.append(Snapshot(day, areas, contested, following - _DAY))
    return tuple(found)


def layered(maps: Sequence[ControlMap]) -> tuple[Snapshot, ...]:
    """The snapshots of several files of one map, those that hold on the same days laid on each other."""
    every = [s for control in maps for s in control.snapshots]
    changes = sorted({d for s in every for d in (s.day, s.shown_until + _DAY)})
    found = []
    for day, following in pairwise(changes):
        layers = [s for s in every if s.day <= day <= s.shown_until]
        if layers:
            found.append(_as_one(layers, day, following - _DAY))
    return tuple(found)


def _as_one(layers: Sequence[Snapshot], first: date, last: date) -> Snapshot:
    """Layers of the same days as one: what is drawn for different sides is contested when it is read."""
    names = dict.fromkeys(who for layer in layers for who in layer.areas)
    areas = {who: _joined([layer.areas[who] for layer in layers if who in layer.areas]) for who in names}
    grey = [layer.contested for layer in layers if layer.contested is not None]
    return Snapshot(first, areas, _joined(grey) if grey else None, last)


def _joined(areas: Sequence[BaseGeometry]) -> BaseGeometry:
    return areas[0] if len(areas) == 1 else shapely.union_all(list(areas))
