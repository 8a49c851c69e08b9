"""One way in: a path or ``-`` becomes documents, and what can't be read becomes failures."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

from geoclaims.documents import docx, html, json_lines, pdf, plain
from geoclaims.errors import DocumentError, GeoclaimsError
from geoclaims.model import Document, Failure


@dataclass(frozen=True, slots=True)
class ReportMetadata:
    """What the caller knows of the reports, used where they don't say it themselves."""

    published: date | None = None
    publisher: str | None = None
    title: str | None = None
    url: str | None = None


_BINARY_FORMATS: dict[str, Callable[[bytes, str], str]] = {
    ".html": html.extract_text,
    ".htm": html.extract_text,
    ".pdf": pdf.extract_text,
    ".docx": docx.extract_text,
}
_JSON_LINES = (".jsonl", ".ndjson")
_READABLE = (".txt", ".md", *_JSON_LINES, *_BINARY_FORMATS)
STANDARD_INPUT = "-"


def read_documents(
    source: str | Path, metadata: ReportMetadata | None = None, encoding: str | None = None
) -> Iterator[Document | Failure]:
    """The documents of a file, a folder of files, or ``-`` for standard input.

    A file is one report, or JSON Lines of ``{"id", "text", …}`` with one report a line. What
    can't be read yields a Failure that names it, and reading goes on. ``encoding`` is only for
    text that is not UTF-8 or UTF-16 with a mark.
    """
    metadata = metadata or ReportMetadata()
    path = Path(source)
    if str(source) != STANDARD_INPUT and path.is_dir():
        inside = sorted(p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in _READABLE)
        if not inside:
            yield Failure(str(source), f"no report in this folder; looked for {', '.join(_READABLE)}")
        for file in inside:
            yield from read_documents(file, metadata, encoding)
        return
    name = "standard input" if str(source) == STANDARD_INPUT else str(source)
    try:
        content = _content(source)
        if path.suffix.lower() in _JSON_LINES or (str(source) == STANDARD_INPUT and _is_json(content)):
            text = plain.decode(content, name, encoding)
            yield from json_lines.read(text, name, metadata.published, metadata.publisher, metadata.title)
        else:
            extract = _BINARY_FORMATS.get(path.suffix.lower())
            text = extract(content, name) if extract else plain.decode(content, name, encoding)
            yield document_from_text(text, metadata, sha256(content).hexdigest(), name)
    except GeoclaimsError as error:
        yield Failure(name, _without_prefix(str(error), name))


def document_from_text(
    text: str, metadata: ReportMetadata | None = None, digest: str | None = None, name: str = "the text"
) -> Document:
    """A document of this text, its id a hash of the content. Raises DocumentError if it is blank."""
    metadata = metadata or ReportMetadata()
    if not text.strip():
        raise DocumentError(f"{name}: has no text")
    return Document(
        id=json_lines.content_id(text),
        text=text,
        title=metadata.title,
        publisher=metadata.publisher,
        published=metadata.published,
        url=metadata.url,
        retrieved_at=datetime.now(UTC),
        sha256=digest or sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
    )


def _content(source: str | Path) -> bytes:
    if str(source) == STANDARD_INPUT:
        content = sys.stdin.buffer.read()
    else:
        path = Path(source)
        if path.exists() and not (path.is_file() or path.is_fifo()):
            raise DocumentError(f"{source}: is no file that could be read")  # a device has no end
        try:
            content = path.read_bytes()
        except FileNotFoundError as cause:
            raise DocumentError(f"{source}: no such file") from cause
        except OSError as cause:
            raise DocumentError(f"{source}: can't be read ({cause.strerror})") from cause
    if not content.strip():
        name = "standard input" if str(source) == STANDARD_INPUT else source
        raise DocumentError(f"{name}: is empty")
    return content


def _is_json(content: bytes) -> bool:
    return content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def _without_prefix(message: str, name: str) -> str:
    return message.removeprefix(f"{name}: ")
