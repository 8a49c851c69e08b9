"""Files of polygons → a map of control: territory kept, everything else left out and counted."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow.compute as pc
import shapely
from shapely.geometry.base import BaseGeometry

from geoclaims.evidence.control import DRAWS_CLAIMS, NO_EVIDENCE, ControlMap
from geoclaims.evidence.control_days import Held, held_days, layered, snapshots
from geoclaims.evidence.controllers import controller_name, is_known_controller
from geoclaims.evidence.rawtable import RawTable
from geoclaims.evidence.sidecar import sidecar_path
from geoclaims.evidence.tables import DatasetInfo, Quarantined
from geoclaims.evidence.values import map_distinct

CONTROLLER_COLUMNS = (
    "controller", "controlled_by", "control", "held_by", "holder", "occupier", "occupied_by",
    "side", "party", "faction", "owner",
)  # fmt: skip
LABEL_COLUMNS = ("status", "name", "layer", "type", "title", "layer_name", "category", "class", "folder")
"""Columns that may name the controller, or say that a feature draws a claim, or anything else."""
DEEPSTATE_STATUS = re.compile(r"geoJSON\.status\.(occupied|unknown|dismissed_at|dismissed)")
DEEPSTATE_NOTE = "DeepState sides with Ukraine and has paused updates; its grey zone is shown as contested"
_TERRITORY = ("Polygon", "MultiPolygon")


def recognizes(raw: RawTable) -> str | None:
    """Why this is a map of control, or None."""
    if raw.shapes is None:
        return None
    count = sum(s is not None and s.geom_type in _TERRITORY for s in raw.shapes)
    if not count:
        return None
    points = sum(s is not None and s.geom_type == "Point" for s in raw.shapes)
    if points > count and not _is_deepstate(raw) and controller_column(raw) is None:
        return None  # records, with an outline or two among them
    if _is_deepstate(raw):
        return f"{count} polygons with geoJSON.status names: DeepState"
    column = controller_column(raw)
    return f"{count} polygons, " + (
        f"a controller in {column!r}" if column else "no column of who holds them"
    )


def read(raw: RawTable, why: str, stated: Mapping[str, str]) -> tuple[DatasetInfo, ControlMap | None]:
    """What a file of polygons holds, and its map of control (None where nothing of it is evidence).

    ``stated`` may give the ``date``, ``controller`` or ``remainder`` that the features leave out.
    """
    assert raw.shapes is not None
    deepstate = _is_deepstate(raw)
    days, told = held_days(raw, stated)
    names = _names(raw)
    claims = _draw_claims(raw)
    pieces: list[tuple[Held, str | None, BaseGeometry]] = []
    bad: list[Quarantined] = list(raw.quarantined)
    for row, number in enumerate(raw.line):
        area = raw.shapes[row]
        if claims[row] and area is not None and area.geom_type in _TERRITORY:
            found: tuple[Held, str | None, BaseGeometry] | str = NO_EVIDENCE
        else:
            found = _territory(area, names[row], days[row], deepstate, stated, raw.path)
        if isinstance(found, str):
            bad.append(Quarantined(int(number), found))
            continue
        pieces.append(found)
    drawn = snapshots(pieces)
    areas = [area for _, _, area in pieces]
    bounds = shapely.total_bounds(np.array(areas, dtype=object)) if areas else None
    remainder = stated.get("remainder") or ("UA" if deepstate else None)
    note = DEEPSTATE_NOTE if deepstate else "whose side the map takes and how far it lags is not stated"
    info = DatasetInfo(
        path=raw.path,
        name=raw.path.name,
        kind="control_polygons",
        why=why,
        rows=len(raw) - (len(bad) - len(raw.quarantined)),
        quarantined=tuple(sorted(bad, key=lambda q: q.line)),
        first=drawn[0].day if drawn else None,
        last=drawn[-1].shown_until if drawn else None,
        bbox=None if bounds is None else (bounds[0], bounds[1], bounds[2], bounds[3]),
        licence="DeepStateMAP's terms: no redistribution" if deepstate else None,
        citation="DeepStateMAP, deepstatemap.live" if deepstate else None,
        notes=(*raw.notes, *told),
    )
    if not drawn:
        return info, None
    return info, ControlMap(drawn, remainder, stated.get("alignment", note))


def merge(
    path: Path, parts: Sequence[tuple[DatasetInfo, ControlMap | None]]
) -> tuple[DatasetInfo, ControlMap | None]:
    """The daily files of one map of control in a folder, as one map; quarantined rows name their file."""
    maps = [control for _, control in parts if control is not None]
    bad = [Quarantined(q.line, f"{info.name}: {q.reason}") for info, _ in parts for q in info.quarantined]
    drawn = layered(maps)
    boxes = np.array([info.bbox for info, _ in parts if info.bbox is not None])
    info = replace(
        parts[0][0],
        path=path,
        name=path.name,
        why=f"{len(parts)} files of one map: {parts[0][0].why}",
        rows=sum(info.rows for info, _ in parts),
        quarantined=tuple(bad),
        first=drawn[0].day if drawn else None,
        last=drawn[-1].shown_until if drawn else None,
        bbox=(*boxes[:, :2].min(axis=0), *boxes[:, 2:].max(axis=0)) if len(boxes) else None,
    )
    if not maps:
        return info, None
    return info, replace(maps[0], snapshots=drawn)


def _is_deepstate(raw: RawTable) -> bool:
    names = raw.columns.get("name")
    return names is not None and any(DEEPSTATE_STATUS.search(n or "") for n in names.to_pylist())


def _column(raw: RawTable, aliases: Sequence[str]) -> str | None:
    return next((a for a in aliases if a in raw.columns), None)


def _draw_claims(raw: RawTable) -> npt.NDArray[np.bool_]:
    """Which features draw claims of control, by their own labels or the name of the file or layer."""
    whole = (raw.path.stem, str(raw.envelope.get("name") or ""), str(raw.envelope.get("title") or ""))
    claims = np.full(len(raw), any(DRAWS_CLAIMS.search(name) for name in whole))
    for column in (*CONTROLLER_COLUMNS, *LABEL_COLUMNS):
        if column in raw.columns:
            said = map_distinct(raw.columns[column], lambda v: DRAWS_CLAIMS.search(v or "") is not None)
            claims |= said.astype(bool)
    return claims


def controller_column(raw: RawTable) -> str | None:
    """The column that says who holds what: one of a plain name, else one whose labels name a party."""
    plain = _column(raw, CONTROLLER_COLUMNS)
    labels = (name for name in LABEL_COLUMNS if name in raw.columns)
    return plain or next(
        (
            c
            for c in labels
            if any(is_known_controller(v) for v in pc.unique(raw.columns[c]).to_pylist() if v)
        ),
        None,
    )


def _names(raw: RawTable) -> list[str]:
    """What each feature says of its controller."""
    column = "name" if _is_deepstate(raw) else controller_column(raw)
    return [""] * len(raw) if column is None else [v or "" for v in raw.columns[column].to_pylist()]


def _territory(
    area: BaseGeometry | None,
    name: str,
    held: Held | str | None,
    deepstate: bool,
    stated: Mapping[str, str],
    path: Path,
) -> tuple[Held, str | None, BaseGeometry] | str:
    """A feature's days, controller (None: contested) and area, or why it is no evidence of control."""
    if area is None or area.is_empty:
        return "no geometry"
    if area.geom_type not in _TERRITORY:
        return f"a {area.geom_type}: no territory"
    west, south, east, north = area.bounds
    if max(abs(west), abs(east)) > 180 or max(abs(south), abs(north)) > 90:
        return "out of range: degrees (EPSG:4326, longitude first) are expected"
    if isinstance(held, str):
        return held
    beside = sidecar_path(path).name
    if held is None:
        return f"no date; write date = 2025-12-01 (the day the map shows, no quotes) in {beside} beside it"
    if deepstate:
        status = DEEPSTATE_STATUS.search(name)
        if status is None:
            return f"no status of territory: {name[:40]!r}"
        if status[1].startswith("dismissed"):
            return "left again (dismissed): counted with the ground no polygon covers"
        return held, ("RU" if status[1] == "occupied" else None), shapely.make_valid(area)
    controller = name or stated.get("controller", "")
    if not controller:
        return (
            f'no column says who holds it; write controller = "RU" (or whoever holds what this layer draws) '
            f"in {beside} beside it, or let 'datasets inspect --save-mapping' write a draft"
        )
    return held, controller_name(controller), shapely.make_valid(area)
