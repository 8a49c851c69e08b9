"""Reports into a project file and readings of them, one by one: what stops midway goes on from there."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from geoclaims.errors import GeoclaimsError
from geoclaims.model import Analysis, Document, Failure
from geoclaims.pipeline import Pipeline
from geoclaims.store import Project

Progress = Callable[[str, float], None]
"""Takes what is being done, in words, and how far it is, 0–1."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of what was handed in; ``ids`` are those of all reports in it, new or known, in order."""

    new: int
    known: int
    failures: tuple[Failure, ...]
    ids: tuple[str, ...] = ()


def gazetteer_line(meta: Mapping[str, str]) -> str:
    """What a gazetteer holds and when it was built, in one line; ``meta`` is its own."""
    return f"{int(meta['places']):,} places under {int(meta['names']):,} names, built {meta['built'][:10]}"


def add_documents(project: Project, items: Iterable[Document | Failure]) -> Added:
    """Take reports into the project; what is there already changes nothing."""
    new = known = 0
    failures: list[Failure] = []
    ids: dict[str, None] = {}
    for item in items:
        if isinstance(item, Failure):
            failures.append(item)
            continue
        try:
            if project.add_document(item):
                new += 1
            else:
                known += 1
        except GeoclaimsError as error:
            failures.append(Failure(item.title or item.id, str(error)))
        else:
            ids[item.id] = None
    return Added(new, known, tuple(failures), tuple(ids))


def read_into(
    project: Project,
    documents: Sequence[Document],
    pipeline: Pipeline,
    settings: dict[str, Any],
    gazetteer: str | None = None,
    progress: Progress | None = None,
) -> tuple[Failure, ...]:
    """Read the reports, each kept as soon as it is done; gives those that could not be read, by id.

    ``settings`` are noted with the run; what a reading depends on stands in them under ``reading``.
    """
    run = project.start_run(settings, gazetteer)
    failures = []
    for number, (document, result) in enumerate(zip(documents, pipeline.run(documents), strict=True)):
        if progress is not None:
            progress(f"read {document.title or document.id}", (number + 1) / len(documents))
        if isinstance(result, Analysis):
            project.save_analysis(run, result)
        else:
            failures.append(Failure(document.id, result.message))
            project.save_failure(run, failures[-1])
    project.finish_run(run)
    return tuple(failures)
