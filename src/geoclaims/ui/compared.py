"""Verdicts kept report by report, so that a decision compares one report again and not all of them.

What a dataset says of a claim hangs on the claims of its own report alone (two claims can't both be
one record), but for the q-value, which is over all claims: it is left out here, and in files alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from threading import RLock
from typing import TYPE_CHECKING

from geoclaims.model import Analysis, Claim, Verdict, Window

if TYPE_CHECKING:
    from geoclaims.evidence import EventTable

_STEP = 2_000
"""Claims that are compared at once: a quarter of a second beside 100,000 records; no click is heard in it.

Each step sorts the records anew: half as many claims at once take half as long again in all.
"""


@dataclass
class KeptVerdicts:
    """What one dataset said of each report's claims when they were last compared in this window."""

    reports: dict[str, tuple[tuple[Claim, ...], dict[str, Verdict]]] = field(default_factory=dict)
    readable: bool | None = None
    """Whether the dataset could be read when it was last tried; None where it was not yet."""
    lock: RLock = field(default_factory=RLock)

    def due(self, analyses: Mapping[str, Analysis]) -> list[Analysis]:
        """The readings with other claims than when they were last compared."""
        reports = self.reports
        # Claims that no decision changed are the very same objects: told apart at once.
        return [a for id_, a in analyses.items() if id_ not in reports or reports[id_][0] != a.claims]

    def left(self, analyses: Mapping[str, Analysis]) -> int:
        """How many claims can still be compared."""
        if self.readable is False:
            return 0
        return sum(len(analysis.claims) for analysis in self.due(analyses))

    def compare_some(self, analyses: Mapping[str, Analysis], table: "EventTable", window: Window) -> None:
        """Compare the claims of some of the reports that are due."""
        from geoclaims.evidence import compare  # takes a second to load, and a page stands before

        with self.lock:
            some: dict[str, tuple[Claim, ...]] = {}
            count = 0
            for analysis in self.due(analyses):
                some[analysis.document.id] = analysis.claims
                count += len(analysis.claims)
                if count >= _STEP:
                    break
            claims = [claim for of_one in some.values() for claim in of_one]
            found: dict[str, dict[str, Verdict]] = {}
            for verdict in compare(claims, table, window) if claims else ():
                verdict = replace(verdict, q_value=None)
                found.setdefault(verdict.document, {})[verdict.claim] = verdict
            kept = {id_: of_one for id_, of_one in self.reports.items() if id_ in analyses}
            self.reports = kept | {id_: (of_one, found.get(id_, {})) for id_, of_one in some.items()}

    def of(self, analyses: Mapping[str, Analysis], table: "EventTable", window: Window) -> dict[str, Verdict]:
        """The verdict of each claim by its id; only reports with other claims than before are compared."""
        with self.lock:
            while self.due(analyses):
                self.compare_some(analyses, table, window)
            of_reports = [self.reports[id_][1] for id_ in analyses]
            return {id_: verdict for verdicts in of_reports for id_, verdict in verdicts.items()}
