"""Bytes into text, exactly: no newline is changed and no character guessed."""

import codecs

from geoclaims.errors import DocumentError

_MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LOOKED_AT = 65_536
_MOST_CONTROL = 0.02


def decode(content: bytes, name: str, encoding: str | None = None) -> str:
    """The text of these bytes: UTF-8, UTF-16 with its mark, or the encoding named.

    Raises DocumentError for a binary file and for bytes that are not of the encoding.
    """
    if encoding is None:
        encoding = next((e for mark, e in _MARKED if content.startswith(mark)), "utf-8")
    if encoding.startswith("utf-8") and _looks_binary(content[:_LOOKED_AT]):
        raise DocumentError(f"{name}: looks like a binary file; give the report as text, HTML, PDF or DOCX")
    try:
        return content.decode(encoding)
    except LookupError as cause:
        raise DocumentError(
            f"{name}: unknown encoding {encoding!r}; try cp1251, cp1252 or latin-1"
        ) from cause
    except UnicodeDecodeError as cause:
        line = content[: cause.start].count(b"\n") + 1
        raise DocumentError(
            f"{name}: not {encoding} (byte {cause.start}, line {line}); "
            "name the encoding with --encoding, for instance cp1252, or convert the file to UTF-8"
        ) from cause


def _looks_binary(head: bytes) -> bool:
    control = sum(byte < 32 and byte not in b"\t\n\v\f\r\x1b" for byte in head)
    return b"\0" in head or control > _MOST_CONTROL * len(head)
