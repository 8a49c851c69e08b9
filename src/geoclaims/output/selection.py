"""Which claims are shown or written: the filters of the map page, in the words of its address.

``kind=monitor&realis=planned&from=2025-12-01`` means the same after the ``#`` of a page and on
the command line, and leaves the same claims.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import get_args
from urllib.parse import parse_qsl

import numpy as np

from geoclaims.errors import UsageError
from geoclaims.evidence.tables import EventTable
from geoclaims.model import Claim, Verdict
from geoclaims.output import wording
from geoclaims.output.map.block import claim_block
from geoclaims.output.map.facets import facet_values
from geoclaims.output.map.packing import short
from geoclaims.output.place_names import PlaceNames
from geoclaims.vocabulary import Side

_VALUES: dict[str, frozenset[str] | None] = {
    "kind": frozenset(wording.SOURCE_KIND_LABELS),
    "side": frozenset(get_args(Side)),
    "type": frozenset(wording.EVENT_TYPE_LABELS),
    "realis": frozenset(wording.REALIS_LABELS),
    "publisher": None,
    "verdict": frozenset(wording.VERDICT_LABELS),
}
_RECORDS = re.compile(r"r([1-9]\d{0,3})")
_PAGE_STATE = frozenset({"at", "claim", "colour"})
"""What a page's address holds besides its filters: where it stands, not what it shows."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What claims must have to be kept: any of the values of each facet, dates, and words."""

    facets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    first: date | None = None
    last: date | None = None
    query: str = ""
    record_types: Mapping[int, frozenset[str]] = field(default_factory=dict)
    """By the number of the dataset on the page, from 1: its types of records to keep."""

    @property
    def active(self) -> bool:
        """Whether anything may be left out at all."""
        return bool(self.facets or self.first or self.last or self.query or self.record_types)

    def as_line(self) -> str:
        """The filters in one line, for what an export says of itself."""
        parts = [f"{name}={value}" for name, values in self.facets.items() for value in sorted(values)]
        parts += [f"from={self.first}"] if self.first else []
        parts += [f"to={self.last}"] if self.last else []
        parts += [f"q={self.query}"] if self.query else []
        parts += [f"r{n}={value}" for n, values in self.record_types.items() for value in sorted(values)]
        return "&".join(parts)

    def claims(
        self, claims: Iterable[Claim], verdicts: Iterable[Verdict] = (), names: PlaceNames | None = None
    ) -> list[Claim]:
        """The claims that pass, in their order; words are looked for as they are shown, under ``names``."""
        by_claim: dict[str, list[Verdict]] = {}
        for verdict in verdicts:
            by_claim.setdefault(verdict.claim, []).append(verdict)
        return [
            claim
            for claim in claims
            if self._keeps(names.claim(claim) if names else claim, by_claim.get(claim.id, []))
        ]

    def records(self, table: EventTable, number: int) -> EventTable:
        """The records of the ``number``-th dataset (from 1) within the dates and of the types asked for."""
        keep = np.ones(len(table), dtype=bool)
        if self.first:
            keep &= table.end >= np.datetime64(self.first)
        if self.last:
            keep &= table.start <= np.datetime64(self.last)
        if wanted := self.record_types.get(number):
            kept = [n for n, name in enumerate(table.categories) if short(name) in wanted]
            keep &= np.isin(table.category, kept)
        return table if keep.all() else table.select(keep)

    def _keeps(self, claim: Claim, verdicts: Sequence[Verdict]) -> bool:
        found = facet_values(claim, verdicts)
        if any(not wanted & set(found[name]) for name, wanted in self.facets.items()):
            return False
        if self.query:
            words = _words(claim, verdicts)
            if not all(word in words for word in _folded(self.query).split()):
                return False
        return self._in_time(claim)

    def _in_time(self, claim: Claim) -> bool:
        """A claim without a date is left out as soon as one is asked for; an open start stands at its end."""
        if not (self.first or self.last):
            return True
        start, end = claim.time.start, claim.time.end
        if start is None and end is None:
            return False
        earliest = start or end
        assert earliest is not None
        return (self.first is None or end is None or end >= self.first) and (
            self.last is None or earliest <= self.last
        )


def selection_of(filters: Iterable[str]) -> Selection:
    """The filters of ``NAME=VALUE`` texts, of several joined by ``&``, or of a page's whole address.

    Raises UsageError for a name or a value that no filter has.
    """
    facets: dict[str, set[str]] = {}
    single: dict[str, str] = {}
    records: dict[int, set[str]] = {}
    for text in filters:
        pairs = parse_qsl(text.rpartition("#")[2], keep_blank_values=True)
        if "=" not in text or not pairs:
            raise UsageError(f"--filter {text!r}: write it as NAME=VALUE, with NAME one of {_names()}")
        for name, value in pairs:
            if name in _PAGE_STATE:
                continue
            if found := _RECORDS.fullmatch(name):
                records.setdefault(int(found[1]), set()).add(value)
                continue
            if name in ("from", "to", "q"):
                single[name] = value
            elif name in _VALUES:
                facets.setdefault(name, set()).add(_checked(name, value))
            else:
                raise UsageError(f"--filter {text!r}: there is no filter {name!r}; there are {_names()}")
    return Selection(
        {name: frozenset(values) for name, values in facets.items()},
        _day("from", single.get("from")),
        _day("to", single.get("to")),
        single.get("q", ""),
        {number: frozenset(values) for number, values in records.items()},
    )


def _names() -> str:
    return ", ".join((*_VALUES, "from", "to", "q"))


def _checked(name: str, value: str) -> str:
    allowed = _VALUES[name]
    if allowed is not None and value not in allowed:
        raise UsageError(f"--filter {name}={value}: unknown; there are {', '.join(sorted(allowed))}")
    return value


def _day(name: str, text: str | None) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as cause:
        raise UsageError(f"--filter {name}={text}: not a date; write it as 2025-12-02") from cause


def _words(claim: Claim, verdicts: Sequence[Verdict]) -> str:
    """All that the page's search looks in, folded as there."""
    block = claim_block(claim, verdicts)
    sentence = "".join(text for text, _ in block["parts"])
    rows = " ".join(value for _, value in block["rows"])
    parts = (block["headline"], block["where"], block["what"], sentence, rows, block["document"]["words"])
    return _folded(" ".join(parts))


def _folded(text: str) -> str:
    """Without case and accents: NFKD, no marks, lower case, as the page's script folds."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.category(c).startswith("M")).lower()
