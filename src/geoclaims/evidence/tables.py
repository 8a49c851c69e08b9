"""Records of other datasets as columns: millions of rows, single values only where one is shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from geoclaims.evidence.control import ControlMap, ControlSource
from geoclaims.evidence.control_settlements import SettlementControl
from geoclaims.vocabulary import EVENT_TYPES, EventType, Precision

Kind = Literal[
    "acled", "acled_aggregate", "ucdp_ged", "gdelt", "viina", "viina_control", "control_polygons",
    "firms", "geoconfirmed", "bellingcat", "eyes_on_russia", "polecat", "table", "unknown",
]  # fmt: skip
GeoPrecision = Literal["exact", "near", "coarse", "unstated"]
GEO_PRECISIONS: tuple[GeoPrecision, ...] = ("exact", "near", "coarse", "unstated")
TIME_PRECISIONS: tuple[Precision, ...] = ("day", "week", "month", "year", "unknown")
NO_TYPE = -1
"""Code of a record whose category has no counterpart among the claim types."""

Days = npt.NDArray[np.datetime64]
Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int8]
Integers = npt.NDArray[np.int32]
Box = tuple[float, float, float, float]
"""West, south, east, north in degrees."""


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A row that was not used: its line in the file (1 is the first) and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Embargo:
    """Records after ``until`` are withheld by the provider, so their absence says nothing.

    Without that day, where a provider withholds the latest records and does not say from when on, nothing
    is known to be given out after the last record that was.
    """

    until: date | None
    quantity: int | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class DatasetInfo:
    """What a dataset is, how it was recognized, and what may be done with it."""

    path: Path
    name: str
    kind: Kind
    why: str
    rows: int
    """Usable rows: the length of the table."""
    quarantined: tuple[Quarantined, ...] = ()
    duplicates: int = 0
    """Rows quarantined because their id was seen before."""
    first: date | None = None
    last: date | None = None
    """The last day a record begins on: one that runs on covers no days after it."""
    as_of: date | None = None
    """When the rows were last updated by their provider, where they say so."""
    covered: tuple[date, date] | None = None
    """The period the rows were asked for, as its owner says: days in it without rows had no records."""
    bbox: Box | None = None
    boxes: Mapping[str, Box] = field(default_factory=dict)
    """The extent of the rows of each country, by ISO 3166-1 alpha-2 code; empty where a row's is unknown."""
    whole_countries: frozenset[str] = frozenset()
    """Countries that were asked for as a whole, as its owner says."""
    embargo: Embargo | None = None
    unobserved: frozenset[date] = frozenset()
    """Days on which nothing could be seen (cloud over a fire map), as its owner says."""
    redistribution: bool = False
    title: str | None = None
    """What its owner calls it."""
    licence: str | None = None
    citation: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def countries(self) -> frozenset[str] | None:
        """The countries that the rows name and its owner states, or None where there are none."""
        return self.whole_countries.union(self.boxes) or None

    @property
    def period(self) -> tuple[date, date] | None:
        """The first and last day it covers: as its owner says, else those of its rows; None without rows."""
        if self.covered is not None:
            return self.covered
        return None if self.first is None or self.last is None else (self.first, self.last)

    @property
    def given_out_until(self) -> date | None:
        """The last day of which an embargo withholds nothing, as far as is known; None where none is."""
        if self.embargo is None:
            return date.max
        return self.embargo.until or self.last

    @property
    def unplaced(self) -> bool:
        """Whether there are rows, and none has a point."""
        return self.rows > 0 and self.bbox is None


@dataclass(frozen=True, slots=True)
class RecordedEvent:
    """One record of a dataset, made for a match or a popup."""

    dataset: str
    id: str
    lat: float
    lon: float
    start: date
    end: date
    type: EventType | None
    category: str
    """The dataset's own label, e.g. ``Battles: Armed clash``."""
    location: str | None
    actors: tuple[str, ...]
    fatalities: int | None
    geo_precision: GeoPrecision
    time_precision: Precision
    source: str | None
    note: str | None
    line: int


@dataclass(frozen=True, slots=True, eq=False)
class EventTable:
    """The usable rows of a dataset as equally long columns.

    ``lat``/``lon`` are degrees in EPSG:4326; ``start``/``end`` are days, both inclusive.
    Text columns are Arrow dictionaries or strings with nulls. ``category`` indexes
    ``categories``; ``type`` indexes ``EVENT_TYPES`` or is ``NO_TYPE``; the precisions
    index ``GEO_PRECISIONS`` and ``TIME_PRECISIONS``.
    """

    info: DatasetInfo
    id: pa.Array
    lat: Floats
    lon: Floats
    start: Days
    end: Days
    category: npt.NDArray[np.int16]
    categories: tuple[str, ...]
    type: Codes
    geo_precision: Codes
    time_precision: Codes
    fatalities: Integers
    """-1 where none is stated."""
    line: Integers
    control: ControlMap | None = None
    """The map of control, for a file of polygons; it has no rows that could be matched."""
    settlements: SettlementControl | None = None
    """The table of control, for a file of settlements' statuses; it has no rows that could be matched."""
    text: Mapping[str, pa.Array] = field(default_factory=dict)
    """Optional columns: location, country, actor1, actor2, inter1, inter2, source, note."""

    def __len__(self) -> int:
        return len(self.lat)

    @property
    def control_source(self) -> ControlSource | None:
        """Who held which place, where the dataset is of that."""
        return self.settlements if self.control is None else self.control

    def text_at(self, column: str, row: int) -> str | None:
        """The value of an optional text column, or None where the column or the value is missing."""
        values = self.text.get(column)
        if values is None:
            return None
        value: Any = values[row].as_py()
        return str(value) if value else None

    def record(self, row: int) -> RecordedEvent:
        """The record at ``row`` as a value."""
        code = int(self.type[row])
        deaths = int(self.fatalities[row])
        actors = tuple(a for a in (self.text_at("actor1", row), self.text_at("actor2", row)) if a)
        return RecordedEvent(
            dataset=self.info.name,
            id=str(self.id[row].as_py()),
            lat=float(self.lat[row]),
            lon=float(self.lon[row]),
            start=self.start[row].astype(date),
            end=self.end[row].astype(date),
            type=None if code == NO_TYPE else EVENT_TYPES[code],
            category=self.categories[self.category[row]],
            location=self.text_at("location", row),
            actors=actors,
            fatalities=None if deaths < 0 else deaths,
            geo_precision=GEO_PRECISIONS[self.geo_precision[row]],
            time_precision=TIME_PRECISIONS[self.time_precision[row]],
            source=self.text_at("source", row),
            note=self.text_at("note", row),
            line=int(self.line[row]),
        )

    def select(self, keep: npt.NDArray[np.bool_]) -> "EventTable":
        """The rows where ``keep`` holds; the info stays that of the whole dataset."""
        rows = np.flatnonzero(keep)
        taken = pa.array(rows)
        return replace(
            self,
            id=self.id.take(taken),
            lat=self.lat[rows],
            lon=self.lon[rows],
            start=self.start[rows],
            end=self.end[rows],
            category=self.category[rows],
            type=self.type[rows],
            geo_precision=self.geo_precision[rows],
            time_precision=self.time_precision[rows],
            fatalities=self.fatalities[rows],
            line=self.line[rows],
            text={name: column.take(taken) for name, column in self.text.items()},
        )
