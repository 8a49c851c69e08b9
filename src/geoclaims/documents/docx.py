"""Word files."""

from io import BytesIO
from zipfile import BadZipFile

from geoclaims.errors import DocumentError, MissingExtraError


def extract_text(content: bytes, name: str) -> str:
    """The paragraphs of a DOCX file. Raises MissingExtraError, or DocumentError for another kind of file."""
    try:
        from docx import Document as WordDocument
        from docx.opc.exceptions import PackageNotFoundError
    except ImportError as cause:
        raise MissingExtraError(
            f"{name}: reading DOCX needs an extra: pip install 'geoclaims[docs]'"
        ) from cause
    try:
        paragraphs = WordDocument(BytesIO(content)).paragraphs
    except (BadZipFile, PackageNotFoundError, KeyError, ValueError) as cause:
        raise DocumentError(f"{name}: not a DOCX file ({cause})") from cause
    return "\n\n".join(p.text for p in paragraphs)
