"""Uploads and pasted text into reports of the project, and reports into claims, with progress."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from geoclaims.documents import ReportMetadata, document_from_text, read_documents
from geoclaims.documents.samples import sample_folder
from geoclaims.errors import GeoclaimsError
from geoclaims.model import Analysis, Document, Failure
from geoclaims.pipeline import Pipeline
from geoclaims.settings import Settings
from geoclaims.store import Project
from geoclaims.ui.workspace import safe_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoclaims.places.gazetteer import SqliteGazetteer

Progress = Callable[[str, float], None]
"""Takes what is being done, in words, and how far it is, 0–1."""
READABLE = ["txt", "md", "html", "htm", "pdf", "docx", "jsonl", "ndjson"]

_Key = tuple[Settings, int]
_pipelines: dict[_Key, Pipeline] = {}
_gazetteers: dict[_Key, "SqliteGazetteer"] = {}
_building = Lock()


@dataclass(frozen=True, slots=True)
class Added:
    """What became of what was handed in."""

    new: int
    known: int
    failures: tuple[Failure, ...]


def pipeline(settings: Settings, progress: Progress) -> Pipeline:
    """The pipeline, made once a server; the first ever use builds the gazetteer.

    Raises GazetteerError where that is impossible.
    """
    from geoclaims.settings import build_pipeline

    with _building:
        if _key(settings) not in _pipelines:
            made = build_pipeline(settings, progress)
            _pipelines.clear()
            _pipelines[_key(settings)] = made
        return _pipelines[_key(settings)]


def gazetteer(settings: Settings) -> "SqliteGazetteer":
    """The gazetteer for looking names up; shared by all sessions.

    Raises GazetteerError where there is none yet.
    """
    from geoclaims.places.gazetteer import open_gazetteer

    with _building:
        key = _key(settings)
        if key not in _gazetteers:
            _gazetteers[key] = open_gazetteer(settings.gazetteer)
        return _gazetteers[key]


def gazetteer_version(settings: Settings) -> str:
    """What the gazetteer holds and when it was built, in one line."""
    meta = gazetteer(settings).meta
    return f"{int(meta['places']):,} places under {int(meta['names']):,} names, built {meta['built'][:10]}"


def _key(settings: Settings) -> _Key:
    """Changes with the gazetteer's file: places added from another window count at once."""
    from geoclaims.places.gazetteer import default_path

    path = settings.gazetteer or default_path()
    return settings, path.stat().st_mtime_ns if path.exists() else 0


def documents_from_upload(
    name: str, content: bytes, metadata: ReportMetadata
) -> Iterator[Document | Failure]:
    """The reports in an uploaded file; a Failure names the upload, never a path of this machine."""
    with tempfile.TemporaryDirectory(prefix="geoclaims-") as folder:
        path = Path(folder) / safe_name(name)
        path.write_bytes(content)
        for item in read_documents(path, metadata):
            if isinstance(item, Failure):
                yield Failure(item.input.replace(str(path), name), item.message.replace(str(path), name))
            else:
                yield item


def document_from_paste(text: str, metadata: ReportMetadata) -> Document | Failure:
    """The pasted text as a report, or why it can't be one."""
    try:
        return document_from_text(text, metadata, name="the pasted text")
    except GeoclaimsError as error:
        return Failure("the pasted text", str(error).removeprefix("the pasted text: "))


def sample_documents() -> Iterator[Document | Failure]:
    """The invented sample reports."""
    return read_documents(sample_folder() / "reports")


def sample_evidence() -> "Sequence[Path]":
    """The invented datasets that belong to the sample reports."""
    folder = sample_folder() / "evidence"
    return sorted(p for p in folder.glob("*") if p.suffix != ".toml") if folder.is_dir() else []


def add_documents(project: Project, items: Iterable[Document | Failure]) -> Added:
    """Take reports into the project; what is there already changes nothing."""
    new = known = 0
    failures = []
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
    return Added(new, known, tuple(failures))


def read_pending(project: Project, settings: Settings, progress: Progress) -> int:
    """Read every report that is not read yet; each is kept as soon as it is done.

    Gives how many were read. Raises GazetteerError where no gazetteer can be had.
    """
    waiting = project.pending()
    if not waiting:
        return 0
    ready = pipeline(settings, progress)
    run = project.start_run(asdict(settings), gazetteer_version(settings))
    for number, (document, result) in enumerate(zip(waiting, ready.run(waiting), strict=True)):
        progress(f"reading {document.title or document.id}", number / len(waiting))
        if isinstance(result, Analysis):
            project.save_analysis(run, result)
        else:
            project.save_failure(run, Failure(document.id, result.message))
    project.finish_run(run)
    return len(waiting)
