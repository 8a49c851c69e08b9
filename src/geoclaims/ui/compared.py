"""Verdicts kept report by report, so that a decision compares one report again and not all of them.

What a dataset says of a claim hangs on the claims of its own report alone (two claims can't both be
one record), but for the q-value, which is over all claims: it is left out here, and in files alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from threading import Lock

from geoclaims.evidence import EventTable, compare
from geoclaims.model import Analysis, Claim, Verdict, Window


@dataclass
class KeptVerdicts:
    """What one dataset said of each report's claims when they were last compared in this window."""

    reports: dict[str, tuple[tuple[Claim, ...], dict[str, Verdict]]] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def of(self, analyses: Mapping[str, Analysis], table: EventTable, window: Window) -> dict[str, Verdict]:
        """The verdict of each claim by its id; only reports with other claims than before are compared."""
        with self.lock:
            kept = {
                id_: self.reports[id_]
                for id_, analysis in analyses.items()
                # Claims that no decision changed are the very same objects: told apart at once.
                if id_ in self.reports and self.reports[id_][0] == analysis.claims
            }
            due = [
                claim for id_, analysis in analyses.items() if id_ not in kept for claim in analysis.claims
            ]
            found: dict[str, dict[str, Verdict]] = {}
            for verdict in compare(due, table, window) if due else ():
                verdict = replace(verdict, q_value=None)
                found.setdefault(verdict.document, {})[verdict.claim] = verdict
            self.reports = {
                id_: kept.get(id_) or (analysis.claims, found.get(id_, {}))
                for id_, analysis in analyses.items()
            }
            return {
                id_: verdict for _, verdicts in self.reports.values() for id_, verdict in verdicts.items()
            }
