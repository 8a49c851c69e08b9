"""JSON Lines of reports: one object with at least ``text`` a line."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from geoclaims.errors import DocumentError
from geoclaims.model import Document, Failure


def read(
    text: str, name: str, published: date | None, publisher: str | None, title: str | None
) -> Iterator[Document | Failure]:
    """The document of each line; a line that is none yields a Failure that names it."""
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield document_from_record(json.loads(line), published, publisher, title)
        except ValueError as error:
            yield Failure(f"{name}:{number}", f"not JSON ({error}); one object a line is expected")
        except DocumentError as error:
            yield Failure(f"{name}:{number}", str(error))


def document_from_record(
    record: Any, published: date | None = None, publisher: str | None = None, title: str | None = None
) -> Document:
    """The document a JSON object holds; unknown fields are ignored.

    Raises DocumentError where ``text`` is missing or a field is not of its kind.
    """
    if not isinstance(record, dict):
        raise DocumentError('not an object; expected {"id": …, "text": …}')
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        raise DocumentError(f"document {record.get('id')!r} has no text in the field 'text'")
    given = record.get("id")
    return Document(
        id=content_id(text) if given is None else str(given),
        text=text,
        title=_optional_text(record, "title") or title,
        publisher=_optional_text(record, "publisher") or publisher,
        published=_date(record, "published") or published,
        url=_optional_text(record, "url"),
        retrieved_at=datetime.now(UTC),
        sha256=sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        archive_url=_optional_text(record, "archive_url"),
        spans=_spans(record, text),
    )


def content_id(text: str) -> str:
    """The id of a document that was given none: a hash of its text."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _optional_text(record: dict[str, Any], field: str) -> str | None:
    value = record.get(field)
    if value is None or isinstance(value, str):
        return value or None
    raise DocumentError(f"document {record.get('id')!r}: {field} is not a text: {value!r}")


def _date(record: dict[str, Any], field: str) -> date | None:
    value = _optional_text(record, field)
    if value is None:
        return None
    try:
        return datetime.fromisoformat(value).date()
    except ValueError as cause:
        raise DocumentError(
            f"document {record.get('id')!r}: {field} is not a date: {value!r}; write it as 2025-12-02"
        ) from cause


def _spans(record: dict[str, Any], text: str) -> tuple[tuple[int, int], ...] | None:
    given = record.get("spans")
    if given is None:
        return None
    if not isinstance(given, list):
        raise DocumentError(f"document {record.get('id')!r}: spans is not a list of [start, end]")
    spans = []
    for item in given:
        match item:
            case [int(start), int(end)] if not isinstance(start, bool) and 0 <= start < end <= len(text):
                spans.append((start, end))
            case _:
                raise DocumentError(
                    f"document {record.get('id')!r}: span {item!r} is not [start, end) "
                    f"within its {len(text)} characters"
                )
    return tuple(spans)
