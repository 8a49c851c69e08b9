"""Datasets that belong to a project: their files lie in the user's data folder, found by their hash.

So a project can be handed on without rows that may not be.
"""

import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from platformdirs import user_data_path

from geoclaims.errors import GeoclaimsError, InputError
from geoclaims.files import replacing
from geoclaims.store import Project
from geoclaims.store_records import EvidenceReference


def evidence_folder() -> Path:
    """The folder of this user for the datasets of all projects."""
    return user_data_path("geoclaims") / "evidence"


def kept_path(folder: Path, reference: EvidenceReference) -> Path:
    """Where a dataset's file is kept: in a folder named by its hash, under a harmless name.

    Another statement beside the same rows is another folder: one project may not be allowed to
    hand round what another may.
    """
    key = reference.sha256[:16]
    if reference.statement is not None:
        key += "-" + sha256(reference.statement.encode()).hexdigest()[:8]
    return folder / key / safe_name(reference.name)


def found_path(folder: Path, reference: EvidenceReference) -> Path:
    """The same. Raises InputError where the file is not on this computer."""
    path = kept_path(folder, reference)
    if not path.is_file():
        raise InputError(f"{reference.name}: its file is not on this computer; add it again to the project")
    return path


def keep_dataset(
    project: Project,
    folder: Path,
    name: str,
    content: bytes,
    statement: str | None,
    check: Callable[[EvidenceReference], object],
) -> EvidenceReference:
    """Keep a dataset's file and its statement, and refer to it from the project.

    ``check`` reads the kept file and raises a GeoclaimsError where it can't be used; then nothing
    stays of it. Raises InputError for an empty file.
    """
    if not content.strip():
        raise InputError(f"{name}: is empty")
    digest = sha256(content).hexdigest()
    if statement is None:  # added again where it was missing: what was stated of it still holds
        statement = next((known.statement for known in project.evidence() if known.sha256 == digest), None)
    reference = EvidenceReference(digest, safe_name(name), statement)
    path = kept_path(folder, reference)
    sidecar = path.with_name(path.name + ".toml")
    known = path.is_file() and path.stat().st_size == len(content)
    path.parent.mkdir(parents=True, exist_ok=True)
    if statement is not None:
        with replacing(sidecar) as temporary:
            temporary.write_text(statement, "utf-8")
    if not known:
        with replacing(path) as temporary:
            temporary.write_bytes(content)
    try:
        check(reference)
    except GeoclaimsError:
        if not known:
            path.unlink(missing_ok=True)
            sidecar.unlink(missing_ok=True)
        raise
    project.add_evidence(reference)
    return reference


def safe_name(name: str) -> str:
    """A file name made of harmless characters, from one that came from outside."""
    cleaned = re.sub(r"[^\w.() -]+", "_", name.replace("\\", "/").rsplit("/", 1)[-1]).strip(" .")
    return cleaned[-100:].lstrip(" .") or "dataset"
