"""The values a project file holds besides reports and corrections, and how values become its rows."""

import json
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from geoclaims.errors import InputError
from geoclaims.model import AttributedContent, Claim, Document, Toponym

DOCUMENT = TypeAdapter(Document)
CLAIM = TypeAdapter(Claim)
TOPONYMS = TypeAdapter(tuple[Toponym, ...])
ATTRIBUTIONS = TypeAdapter(tuple[AttributedContent, ...])


@dataclass(frozen=True, slots=True)
class EvidenceReference:
    """A dataset that belongs to a project: its rows stay in their own file, found by ``sha256``."""

    sha256: str
    name: str
    statement: str | None = None
    """The text of ``FILE.toml`` beside it: licence, citation, redistribution, mapping."""


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One reading of reports: with which program, gazetteer and settings, and how far it came."""

    id: int
    started_at: str
    finished_at: str | None
    software: str
    gazetteer: str | None
    settings: dict[str, Any]


def dump(adapter: TypeAdapter[Any], value: Any) -> str:
    """A value as JSON. By the standard library: pydantic's refuses lone surrogates, which a text may hold."""
    return json.dumps(adapter.dump_python(value, mode="python"), default=str)


def load(adapter: TypeAdapter[Any], text: str) -> Any:
    """The value back. Raises InputError where it is damaged."""
    try:
        return adapter.validate_json(text)  # three times as fast, but it refuses lone surrogates
    except ValidationError:
        pass
    try:
        return adapter.validate_python(json.loads(text))
    except (ValueError, ValidationError) as cause:
        raise InputError(f"the project holds a damaged record ({cause})") from cause


def sql_text(text: str) -> str:
    """Without lone surrogates, which SQLite can't hold: an id may come from any JSON file."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
