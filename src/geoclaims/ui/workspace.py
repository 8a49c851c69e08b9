"""What all pages share: the project, its claims with all corrections, evidence and verdicts.

The project is the server's: two tabs see the same one, and a reloaded page finds it again.
What is computed from it is kept until the project's stamp changes.
"""

import os
import tempfile
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from geoclaims.errors import GeoclaimsError
from geoclaims.model import Analysis, Claim, Document, Failure, Verdict, Window
from geoclaims.settings import Settings, load_settings
from geoclaims.store import EvidenceReference, Project
from geoclaims.store_corrections import Corrected, Correction, apply_corrections
from geoclaims.store_evidence import evidence_folder, found_path, keep_dataset, kept_path
from geoclaims.ui.compared import KeptVerdicts
from geoclaims.ui.lasting import lasting_values

if TYPE_CHECKING:
    from geoclaims.evidence import EventTable

_AT_ONCE = 500
"""Claims that a page compares before it is drawn: so few take less than a tenth of a second."""
PROJECT_VARIABLE = "GEOCLAIMS_PROJECT"
"""Environment variable with the path of the project file; without it nothing outlives the server."""


@dataclass(frozen=True)
class Workspace:
    """The state of the project at one stamp."""

    documents: tuple[Document, ...]
    pending: tuple[Document, ...]
    failures: tuple[Failure, ...]
    corrected: Corrected
    log: tuple[Correction, ...]
    evidence: tuple[EvidenceReference, ...]

    @cached_property
    def analyses(self) -> dict[str, Analysis]:
        """The readings by document id."""
        return {a.document.id: a for a in self.corrected.analyses}

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """All claims that are not rejected, report by report."""
        return tuple(c for analysis in self.corrected.analyses for c in analysis.claims)

    @cached_property
    def by_id(self) -> dict[str, Claim]:
        """The same by id."""
        return {claim.id: claim for claim in self.claims}

    @cached_property
    def placed(self) -> frozenset[str]:
        """The ids of the claims that stand on the map."""
        return frozenset(c.id for c in self.claims if any(place.place for place in c.drawn_places))

    @cached_property
    def claim_counts(self) -> Counter[str]:
        """How many claims each document has."""
        return Counter(claim.document.id for claim in self.claims)

    @cached_property
    def report_names(self) -> dict[str, str]:
        """What to call each report, by its id."""
        return {document.id: report_name(document) for document in self.documents}

    def report_name(self, document_id: str) -> str:
        """What to call a report: its title, or its first words."""
        return self.report_names.get(document_id, document_id)


def report_name(document: Document) -> str:
    """The title, or the first words of the text."""
    if document.title:
        return document.title
    words = document.text.split()
    return " ".join(words[:9]) + (" …" if len(words) > 9 else "")


@st.cache_resource(show_spinner=False)
def project() -> Project:
    """The project of this server. Raises GeoclaimsError where its file can't be used."""
    path = os.environ.get(PROJECT_VARIABLE)
    return Project(Path(path) if path else None)


def workspace() -> Workspace:
    """The present state, read anew only when something changed."""
    return _workspace_at(project().stamp())


@st.cache_resource(max_entries=2, show_spinner=False)
def _workspace_at(stamp: tuple[int, int]) -> Workspace:
    store = project()
    log = tuple(store.corrections())
    return Workspace(
        documents=tuple(store.documents()),
        pending=tuple(store.pending()),
        failures=tuple(store.failures()),
        corrected=apply_corrections(_read_at(store.reading_stamp()), log),
        log=log,
        evidence=tuple(store.evidence()),
    )


@st.cache_resource(max_entries=1, show_spinner="Opening the project …")
def _read_at(stamp: tuple[int, int]) -> tuple[Analysis, ...]:
    with lasting_values():
        return tuple(project().analyses())


def settings() -> Settings:
    """The settings in force: what was set when the server started, and the project's own over it."""
    return _settings_at(project().stamp())


@st.cache_resource(max_entries=2, show_spinner=False)
def _settings_at(stamp: tuple[int, int]) -> Settings:
    return load_settings(project=project().settings())


# --- evidence -------------------------------------------------------------------------


def add_evidence_file(name: str, content: bytes, statement: str | None) -> EvidenceReference:
    """Keep a dataset in the user's own data folder and refer to it from the project.

    Raises DatasetError where it is none that can be used; then nothing is kept.
    """
    return keep_dataset(project(), _evidence_folder(), name, content, statement, evidence_table)


def evidence_path(reference: EvidenceReference) -> Path:
    """Where a dataset's file is kept: named by its hash, outside the project file."""
    return kept_path(_evidence_folder(), reference)


@st.cache_resource(show_spinner=False)
def _evidence_folder() -> Path:
    if project().path is None:
        # Goes with the server, as the project itself.
        folder = tempfile.TemporaryDirectory(prefix="geoclaims-evidence-")
        _KEPT.append(folder)
        return Path(folder.name)
    return evidence_folder()


_KEPT: list[tempfile.TemporaryDirectory[str]] = []


def evidence_table(reference: EvidenceReference) -> "EventTable":
    """The dataset's rows. Raises DatasetError where its file is not there or can't be used."""
    return _evidence_table(reference)


def evidence_table_or_none(reference: EvidenceReference) -> "EventTable | None":
    """The same, or None where it can't be used; what is wrong stands with the dataset on its page."""
    try:
        return evidence_table(reference)
    except GeoclaimsError:
        return None


@st.cache_resource(max_entries=8, show_spinner="Reading the dataset …")
def _evidence_table(reference: EvidenceReference) -> "EventTable":
    from geoclaims.evidence import read_dataset

    return read_dataset(found_path(_evidence_folder(), reference))


@st.cache_resource(max_entries=32, show_spinner="Comparing …")
def _verdicts_at(stamp: tuple[int, int], reference: EvidenceReference, window: Window) -> dict[str, Verdict]:
    table = _table_to_compare(reference, window)
    with lasting_values():
        return _kept_verdicts(reference, window).of(_workspace_at(stamp).analyses, table, window)


@st.cache_resource(max_entries=1000, show_spinner=False)  # more than anybody compares with at once
def _kept_verdicts(reference: EvidenceReference, window: Window) -> KeptVerdicts:
    return KeptVerdicts()


def _table_to_compare(reference: EvidenceReference, window: Window) -> "EventTable":
    kept = _kept_verdicts(reference, window)
    try:
        table = evidence_table(reference)
    except GeoclaimsError:
        kept.readable = False
        raise
    kept.readable = True
    return table


def verdicts() -> tuple[dict[str, list[Verdict]], list[str]]:
    """Each claim's verdicts, one a dataset, by claim id; and in words which datasets can't be used."""
    problems, usable = [], []
    stamp, within = project().stamp(), window()
    for reference in _workspace_at(stamp).evidence:
        try:
            _verdicts_at(stamp, reference, within)
        except GeoclaimsError as error:
            problems.append(str(error).replace(str(evidence_path(reference)), reference.name))
        else:
            usable.append(reference)
    return _verdicts_of(stamp, tuple(usable), within), problems


@st.cache_resource(max_entries=2, show_spinner=False)
def _verdicts_of(
    stamp: tuple[int, int], usable: tuple[EvidenceReference, ...], window: Window
) -> dict[str, list[Verdict]]:
    by_claim: dict[str, list[Verdict]] = {}
    for reference in usable:
        for claim, verdict in _verdicts_at(stamp, reference, window).items():
            by_claim.setdefault(claim, []).append(verdict)
    return by_claim


def verdicts_at_hand() -> tuple[dict[str, list[Verdict]], list[str]] | None:
    """The same, or None where datasets are to be read or many claims compared, which may take minutes.

    A page drawn without them says so, calls ``compare_more`` until nothing is left, and is drawn again.
    """
    within = window()
    untried = any(_kept_verdicts(r, within).readable is None for r in workspace().evidence)
    return None if untried or _left_to_compare() > _AT_ONCE else verdicts()


def compare_more() -> int:
    """Compare some more claims with a dataset; gives how many comparisons of a claim are left."""
    analyses, within = workspace().analyses, window()
    for reference in workspace().evidence:
        kept = _kept_verdicts(reference, within)
        if kept.readable is None or kept.left(analyses):
            try:
                with lasting_values():
                    kept.compare_some(analyses, _table_to_compare(reference, within), within)
            except GeoclaimsError:
                kept.readable = False  # what is wrong is told with the verdicts
            break
    return _left_to_compare()


def share_compared() -> float:
    """How much of what is to be compared is: 0 to 1."""
    every = len(workspace().claims) * len(workspace().evidence)
    return 1 - _left_to_compare() / every if every else 1.0


def _left_to_compare() -> int:
    analyses, within = workspace().analyses, window()
    return sum(_kept_verdicts(reference, within).left(analyses) for reference in workspace().evidence)


def window() -> Window:
    """How far a record may lie from a claim: set on the Evidence page, kept in the project."""
    return settings().window
