"""One record for one event: which of a document's claims a record goes to."""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from geoclaims.model import Match


@dataclass(frozen=True, slots=True)
class Contender:
    """A claim with the records that may be its event, best first.

    Claims of one document with the same ``told`` repeat one event and share its record.
    """

    document: str
    told: Hashable
    matches: tuple[Match, ...]


def assign_within_documents(contenders: Sequence[Contender]) -> list[Match | None]:
    """For each claim the record that is its own, so that the scores of a document add up to the most.

    Different events of one document never share a record; those that get none keep their records
    as activity nearby. Documents don't contend with each other: they may tell of the same event.
    """
    assigned: list[Match | None] = [None] * len(contenders)
    documents: dict[str, list[int]] = defaultdict(list)
    for i, contender in enumerate(contenders):
        if contender.matches:
            documents[contender.document].append(i)
    for members in documents.values():
        events: dict[Hashable, list[int]] = defaultdict(list)
        for i in members:
            events[contenders[i].told].append(i)
        for told, record in _assign(contenders, events).items():
            for i in events[told]:
                assigned[i] = next((m for m in contenders[i].matches if m.event == record), None)
    return assigned


def _assign(contenders: Sequence[Contender], events: dict[Hashable, list[int]]) -> dict[Hashable, str]:
    """The record of each event of one document, by the assignment of the highest total score."""
    keys = list(events)
    records = sorted({m.event for members in events.values() for i in members for m in contenders[i].matches})
    column = {record: n for n, record in enumerate(records)}
    scores = np.zeros((len(keys), len(records)))
    for row, key in enumerate(keys):
        for i in events[key]:
            for match in contenders[i].matches:
                at = column[match.event]
                scores[row, at] = max(scores[row, at], match.score, 1e-9)
    rows, columns = linear_sum_assignment(scores, maximize=True)
    return {keys[r]: records[c] for r, c in zip(rows, columns, strict=True) if scores[r, c] > 0}
