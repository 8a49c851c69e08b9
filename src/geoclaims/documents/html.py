"""Web pages: the article's text without menus and adverts."""

from geoclaims.documents import plain
from geoclaims.errors import DocumentError, MissingExtraError


def extract_text(content: bytes, name: str) -> str:
    """The main text of a page. Raises MissingExtraError, or DocumentError where there is none."""
    try:
        import trafilatura
    except ImportError as cause:
        raise MissingExtraError(
            f"{name}: reading HTML needs an extra: pip install 'geoclaims[html]'"
        ) from cause
    text: str | None = trafilatura.extract(plain.decode(content, name), include_comments=False)
    if not text:
        raise DocumentError(f"{name}: no article text found in this page; save its text and give that")
    return text
