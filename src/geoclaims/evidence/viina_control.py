"""VIINA's table of control: a status a settlement and day, UA, RU or CONTESTED.

Source: VIINA 2.0 codebook (Zhukov). A row is ``geonameid, date, status_wiki, status_boost, status_dsm,
status_isw, status``.
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from geoclaims.evidence.control import DRAWS_CLAIMS, NO_EVIDENCE
from geoclaims.evidence.control_settlements import NOWHERE, Codes, SettlementControl, Sites
from geoclaims.evidence.controllers import controller_name
from geoclaims.evidence.rawtable import RawTable
from geoclaims.evidence.tables import DatasetInfo, Quarantined
from geoclaims.evidence.values import coordinate_reasons, map_distinct, parse_days, parse_degrees
from geoclaims.evidence.viina import CITATION

MAPS = {"status_wiki": "Wikipedia", "status_boost": "VIINA's own model", "status_dsm": "DeepState",
        "status_isw": "ISW"}  # fmt: skip
"""Where each column's status comes from; ``status`` is VIINA's reading of them together."""
STATUSES = ("UA", "RU", "CONTESTED")
WANTED = frozenset({"geonameid", "asciiname", "latitude", "longitude", "date", "status", *MAPS})
ALIGNMENT = (
    "one status for all of a settlement, no areas; VIINA takes it from other maps (Wikipedia, DeepState, "
    "ISW) and is not independent of them"
)


def recognizes(raw: RawTable) -> str | None:
    """Why this is VIINA's table of control, or None."""
    if raw.has("geonameid", "date") and (raw.has("status_isw") or raw.has("status_dsm") or raw.has("status")):
        return "columns geonameid, date, status…: VIINA control, a status a settlement and day"
    return None


def read(raw: RawTable, why: str) -> tuple[DatasetInfo, SettlementControl | None]:
    """What a table of statuses holds, and its control (None where rows are there and none can be used)."""
    days, reasons = parse_days(raw.columns["date"])
    settlement = map_distinct(raw.columns["geonameid"], _number).astype(np.int64)
    present = [name for name in ("status", *MAPS) if name in raw.columns]
    controllers, codes = _statuses({name: raw.columns[name] for name in present})
    status = codes[present[0]]
    reasons[settlement < 0] = "no geonameid"
    if DRAWS_CLAIMS.search(raw.path.stem):
        reasons[:] = NO_EVIDENCE
    unknown = np.flatnonzero((status == NOWHERE) & (reasons == None))  # noqa: E711
    for row in unknown:
        said = raw.columns[present[0]][int(row)].as_py()
        reasons[row] = f"no status: {str(said)[:40]!r} is none of {', '.join(STATUSES)}"
    usable = np.flatnonzero(reasons == None)  # noqa: E711
    order = usable[np.lexsort((days[usable], settlement[usable]))]
    same = (settlement[order][1:] == settlement[order][:-1]) & (days[order][1:] == days[order][:-1])
    for row, first in zip(order[1:][same], order[:-1][same], strict=True):
        reasons[row] = f"a second status of this settlement and day, first on line {raw.line[first]}"
    order = order[np.concatenate(([True], ~same))] if len(order) else order
    bad = [Quarantined(int(raw.line[row]), str(reasons[row])) for row in np.flatnonzero(reasons != None)]  # noqa: E711
    sites = _sites(raw, settlement, order)
    info = DatasetInfo(
        path=raw.path,
        name=raw.path.name,
        kind="viina_control",
        why=why,
        rows=len(order),
        quarantined=tuple(sorted((*raw.quarantined, *bad), key=lambda q: q.line)),
        duplicates=int(same.sum()),
        first=days[order].min().item() if len(order) else None,
        last=days[order].max().item() if len(order) else None,
        bbox=sites.box if sites else None,
        redistribution=True,
        licence="ODbL 1.0",
        citation=CITATION,
        notes=(*raw.notes, *_told(settlement[order], status[order], controllers), ALIGNMENT),
    )
    if not len(order) and bad:
        return info, None
    by_map = {MAPS[name]: codes[name][order] for name in present if name in MAPS}
    return info, SettlementControl(
        settlement[order],
        days[order],
        status[order],
        controllers,
        by_map,
        ALIGNMENT,
        sites,
    )


def _sites(raw: RawTable, settlement: npt.NDArray[np.int64], rows: npt.NDArray[np.int64]) -> Sites | None:
    """Where the settlements lie, in a table that was joined with the list of them; else None."""
    if not raw.has("latitude", "longitude"):
        return None
    lat, lon = parse_degrees(raw.columns["latitude"])[rows], parse_degrees(raw.columns["longitude"])[rows]
    placed = np.flatnonzero(coordinate_reasons(lat, lon) == None)  # noqa: E711
    numbers, first = np.unique(settlement[rows][placed], return_index=True)
    if not len(first):
        return None
    at = placed[first]
    names = raw.columns.get("asciiname")
    called = tuple("" if names is None else names[int(row)].as_py() or "" for row in rows[at])
    return Sites(numbers, lat[at], lon[at], called)


def _statuses(columns: Mapping[str, pa.Array]) -> tuple[tuple[str, ...], dict[str, Codes]]:
    """The controllers named in any of the columns, and each column as indices of them."""
    said = {str(v) for column in columns.values() for v in pc.unique(column).to_pylist() if v}
    meant = {text: text.strip().upper() for text in said}
    meant = {text: upper for text, upper in meant.items() if upper in STATUSES}
    named = {text: controller_name(upper) for text, upper in meant.items()}
    controllers = tuple(sorted({who for who in named.values() if who is not None}))

    def code(value: str | None) -> int:
        if value not in named:
            return NOWHERE
        who = named[value]
        return len(controllers) if who is None else controllers.index(who)

    return controllers, {name: map_distinct(column, code).astype(np.int8) for name, column in columns.items()}


def _number(value: str | None) -> int:
    text = (value or "").strip().removesuffix(".0")
    return int(text) if text.isdigit() and len(text) < 19 else -1


def _told(settlement: npt.NDArray[np.int64], status: Codes, controllers: tuple[str, ...]) -> tuple[str, ...]:
    """How many settlements there are, and how many rows have which status."""
    names = (*controllers, "contested")
    counts = ", ".join(f"{name} {int((status == code).sum()):,}" for code, name in enumerate(names))
    return (f"{len(np.unique(settlement)):,} settlements; rows by status: {counts}",)
