"""Word files."""

import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from geoclaims.errors import DocumentError, MissingExtraError

_MOST_UNPACKED = 200_000_000
"""Bytes that a report may unpack to; a ZIP of zeros makes gigabytes of a few kilobytes."""


def extract_text(content: bytes, name: str) -> str:
    """The paragraphs of a DOCX file. Raises MissingExtraError, or DocumentError for another kind of file."""
    try:
        from docx import Document as WordDocument
        from docx.opc.exceptions import PackageNotFoundError
        from lxml.etree import LxmlError  # type: ignore[import-untyped]
    except ImportError as cause:
        raise MissingExtraError(
            f"{name}: reading DOCX needs an extra: pip install 'geoclaims[docs]'"
        ) from cause
    try:
        with ZipFile(BytesIO(content)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked > _MOST_UNPACKED:
            raise DocumentError(
                f"{name}: unpacks to {unpacked / 1e6:,.0f} MB, more than a report has; give its text"
            )
        paragraphs = WordDocument(BytesIO(content)).paragraphs
    except (
        BadZipFile, PackageNotFoundError, LxmlError, zlib.error,
        AttributeError, EOFError, KeyError, RuntimeError, TypeError, ValueError,
    ) as cause:  # fmt: skip  # damaged parts come out of the libraries as Python's own errors
        raise DocumentError(f"{name}: not a DOCX file ({cause})") from cause
    return "\n\n".join(p.text for p in paragraphs)
