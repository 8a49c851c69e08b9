"""PDF files that hold text."""

from io import BytesIO

from geoclaims.errors import DocumentError, MissingExtraError


def extract_text(content: bytes, name: str) -> str:
    """The text of all pages. Raises MissingExtraError, or DocumentError for a damaged or scanned file."""
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError as cause:
        raise MissingExtraError(
            f"{name}: reading PDF needs an extra: pip install 'geoclaims[pdf]'"
        ) from cause
    try:
        text = "\n\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    except (
        PyPdfError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError
    ) as cause:  # fmt: skip  # damaged tables come out of the library as Python's own errors
        raise DocumentError(f"{name}: not a PDF that can be read ({cause})") from cause
    if not text.strip():
        raise DocumentError(f"{name}: this PDF holds no text (a scan?); run text recognition on it first")
    return text
