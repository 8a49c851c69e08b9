"""Uploads and pasted text into reports of the project, and reports into claims, with progress."""

import json
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from geoclaims.documents import ReportMetadata, document_from_text, read_documents
from geoclaims.documents.samples import sample_folder
from geoclaims.errors import GazetteerError, GeoclaimsError
from geoclaims.model import Document, Failure
from geoclaims.pipeline import Pipeline
from geoclaims.settings import Settings, run_facts
from geoclaims.store import Project
from geoclaims.store_evidence import safe_name
from geoclaims.store_reading import Progress, gazetteer_line, read_into

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoclaims.places.gazetteer import SqliteGazetteer

ActorRow = Mapping[str, Any]
READABLE = (".txt", ".md", ".html", ".htm", ".pdf", ".docx", ".jsonl", ".ndjson")
"""How the names of reports end."""
_TABLES = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls")
_LONGEST = 2_000_000
"""Characters of one report: reading so many takes minutes, and no article has a tenth of them."""

_Key = tuple[Settings, int]
_pipelines: dict[tuple[_Key, str], Pipeline] = {}
_gazetteers: dict[_Key, "SqliteGazetteer"] = {}
_building = Lock()


def pipeline(settings: Settings, progress: Progress, actors: "Sequence[ActorRow] | None" = None) -> Pipeline:
    """The pipeline, made once a server; the first ever use builds the gazetteer.

    ``actors`` are the project's own rows of the table of parties. Raises GazetteerError where
    there is no gazetteer and none can be built, UsageError for rows or settings that can't be used.
    """
    from geoclaims.settings import build_pipeline

    with _building:
        key = (_key(settings), json.dumps(actors, sort_keys=True))
        if key not in _pipelines:
            made = build_pipeline(settings, progress, actors)
            _pipelines.clear()
            _pipelines[(_key(settings), key[1])] = made  # the gazetteer may have come with it
        return _pipelines[(_key(settings), key[1])]


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
    return gazetteer_line(gazetteer(settings).meta)


def _key(settings: Settings) -> _Key:
    """Changes with the gazetteer's file: places added from another window count at once."""
    from geoclaims.places.gazetteer import default_path

    path = settings.gazetteer or default_path()
    return settings, path.stat().st_mtime_ns if path.exists() else 0


def documents_from_upload(
    name: str, content: bytes, metadata: ReportMetadata
) -> Iterator[Document | Failure]:
    """The reports in an uploaded file; a Failure names the upload, never a path of this machine."""
    suffix = Path(name).suffix.lower()
    if suffix in _TABLES:
        yield Failure(
            name,
            "is a table, not a report: datasets are added on the Evidence page, names to be placed on the"
            " Geocode page",
        )
        return
    with tempfile.TemporaryDirectory(prefix="geoclaims-") as folder:
        path = Path(folder) / safe_name(name)
        path.write_bytes(content)
        for item in read_documents(path, metadata):
            if isinstance(item, Failure):
                yield Failure(item.input.replace(str(path), name), item.message.replace(str(path), name))
            else:
                yield _of_a_length_to_read(item, name)


def _of_a_length_to_read(document: Document, name: str) -> Document | Failure:
    if len(document.text) <= _LONGEST:
        return document
    return Failure(
        name,
        f"has {len(document.text):,} characters, more than one report of {_LONGEST:,}; cut it into its"
        " reports, or give JSON Lines with one a line",
    )


def document_from_paste(text: str, metadata: ReportMetadata) -> Document | Failure:
    """The pasted text as a report, or why it can't be one."""
    try:
        document = document_from_text(text, metadata, name="the pasted text")
    except GeoclaimsError as error:
        return Failure("the pasted text", str(error).removeprefix("the pasted text: "))
    return _of_a_length_to_read(document, "the pasted text")


def sample_documents() -> Iterator[Document | Failure]:
    """The invented sample reports."""
    return read_documents(sample_folder() / "reports")


def sample_evidence() -> "Sequence[Path]":
    """The invented datasets that belong to the sample reports."""
    folder = sample_folder() / "evidence"
    return sorted(p for p in folder.glob("*") if p.suffix != ".toml") if folder.is_dir() else []


def read_pending(project: Project, settings: Settings, progress: Progress) -> int:
    """Read every report that is not read yet, or due again; each is kept as soon as it is done.

    Gives how many were read. Raises GazetteerError where no gazetteer can be had.
    """
    waiting = project.pending()
    if not waiting:
        return 0
    actors = project.settings().get("actors")
    ready = pipeline(settings, progress, actors)
    read_into(project, waiting, ready, run_facts(settings, actors), gazetteer_version(settings), progress)
    return len(waiting)


def read_otherwise(project: Project, settings: Settings) -> list[str]:
    """The ids of reports that were read with other settings, another gazetteer or an older version."""
    failed = {failure.input for failure in project.failures()}
    waiting = {document.id for document in project.pending()}
    try:
        facts = run_facts(settings, project.settings().get("actors"))
    except GazetteerError:
        return []
    same = project.read_with(facts["reading"]) | failed | waiting
    return [document.id for document in project.documents() if document.id not in same]
