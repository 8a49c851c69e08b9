"""The project file on the command line: what a batch reads goes into it, and corrections lie over it."""

from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geoclaims.cli import console
from geoclaims.errors import InputError, UsageError

if TYPE_CHECKING:
    from geoclaims.model import Claim, Document, Failure
    from geoclaims.settings import Settings
    from geoclaims.store import Project
    from geoclaims.store_corrections import Corrected

ProjectFile = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Work in this project file (*.geoclaims), as the dashboard does."),
]
_LISTED = 20


def open_project(path: Path, *, make: bool = False) -> "Project":
    """The project at this path; only with ``make`` is one made where there is none.

    Raises UsageError where it is missing or no project.
    """
    from geoclaims.store import Project

    if path.is_dir():
        raise UsageError(f"--project {path}: is a folder; name a file in it, such as {path / 'my.geoclaims'}")
    if not make and not path.is_file():
        raise UsageError(
            f"--project {path}: there is no such project; 'geoclaims extract --project {path} FILE…' makes it"
        )
    return Project(path)


def project_settings(project: "Project", recognizer: str | None = None) -> "Settings":
    """The settings in force for a project: its own over the user's, flags over all."""
    from geoclaims.settings import load_settings

    return load_settings(project=project.settings(), recognizer=recognizer, debug=console.is_debug() or None)


def read_into_project(
    project: "Project", items: "Iterable[Document | Failure] | None", recognizer: str | None
) -> tuple["Corrected", int]:
    """Take reports in and read those that are due; None reads what the project holds already.

    Gives the readings of these reports with all corrections laid over them, and how many inputs
    failed. What was read with the same settings is not read again. Both are told.
    """
    from geoclaims.cli.progress import gazetteer_progress, reading_progress
    from geoclaims.places.gazetteer import ensure_gazetteer
    from geoclaims.settings import build_pipeline, run_facts
    from geoclaims.store_reading import add_documents, gazetteer_line, read_into

    failed = 0
    wanted: set[str] | None = None
    if items is not None:
        added = add_documents(project, items)
        for failure in added.failures:
            console.tell(f"error: {failure.input}: {failure.message}")
        failed, wanted = len(added.failures), set(added.ids)
    documents = [d for d in project.documents() if wanted is None or d.id in wanted]
    settings, actors = project_settings(project, recognizer), project.settings().get("actors")
    with gazetteer_progress() as progress:
        gazetteer = ensure_gazetteer(settings.gazetteer, progress)
    version = gazetteer_line(gazetteer.meta)
    gazetteer.close()
    facts = run_facts(settings, actors)
    known = project.read_with(facts["reading"])
    due = [d for d in documents if d.id not in known]
    if due:
        pipeline = build_pipeline(settings, actors=actors)
        with reading_progress() as bar:
            failures = read_into(project, due, pipeline, facts, version, bar)
        for failure in failures:
            console.tell(f"error: {failure.input}: {failure.message}")
        failed += len(failures)
    skipped = len(documents) - len(due)
    console.tell(
        f"{project.path}: {len(due)} reports read"
        + (f", {skipped} skipped (read before with the same settings)" if skipped else "")
    )
    return corrected(project, {d.id for d in documents}), failed


def corrected(project: "Project", documents: "set[str] | None" = None) -> "Corrected":
    """The readings of a project, or of some of its reports, with its corrections; says which don't apply."""
    from geoclaims.store_corrections import apply_corrections, describe

    result = apply_corrections(project.analyses(), project.corrections())
    analyses = tuple(a for a in result.analyses if documents is None or a.document.id in documents)
    unapplied = [u for u in result.unapplied if documents is None or u.correction.document in documents]
    if unapplied:
        console.tell(f"{len(unapplied)} corrections don't apply to the present reading (kept in the log):")
        for item in unapplied[:_LISTED]:
            c = item.correction
            console.tell(f"  {describe(c)} by {c.who}, claim {c.claim}, report {c.document}: {item.reason}")
        if len(unapplied) > _LISTED:
            console.tell(f"  and {len(unapplied) - _LISTED} more")
    return replace(result, analyses=analyses, unapplied=tuple(unapplied))


def own_settings(path: Path) -> dict[str, Any]:
    """What is set for a project alone."""
    with closing(open_project(path)) as project:
        return project.settings()


def project_claims(path: Path) -> "list[Claim]":
    """All claims of a project that are not rejected, as corrected, report by report.

    Raises InputError where it has none.
    """
    with closing(open_project(path)) as project:
        claims = [claim for analysis in corrected(project).analyses for claim in analysis.claims]
    if not claims:
        raise InputError(f"{path}: holds no claims; read reports with 'geoclaims extract --project {path}'")
    return claims


def project_datasets(path: Path, given: Sequence[Path] | None = None) -> tuple[list[Path], int]:
    """The files given and those of a project's datasets; and how many are not on this computer (told)."""
    from geoclaims.store_evidence import evidence_folder, found_path

    paths, missing = list(given or ()), 0
    digests = {sha256(file.read_bytes()).hexdigest() for file in paths if file.is_file()}
    with closing(open_project(path)) as project:
        for reference in project.evidence():
            if reference.sha256 in digests:
                continue
            try:
                paths.append(found_path(evidence_folder(), reference))
            except InputError as error:
                missing += 1
                console.tell(f"error: {error}")
    return paths, missing


def keep_for_project(path: Path, dataset: Path) -> None:
    """Keep a dataset that was read for a project, as the dashboard does."""
    from geoclaims.evidence.sidecar import sidecar_path
    from geoclaims.store_evidence import evidence_folder, keep_dataset

    statement = sidecar_path(dataset).read_text("utf-8") if sidecar_path(dataset).is_file() else None
    with closing(open_project(path)) as project:
        keep_dataset(
            project, evidence_folder(), dataset.name, dataset.read_bytes(), statement, lambda _: None
        )
