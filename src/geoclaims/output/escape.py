"""The one place where text from outside is made safe for a page, a script block, a table or XML.

Titles, sentences, names and dataset columns are hostile until they have passed here.
"""

import json
import re
from typing import Any
from urllib.parse import urlsplit

_HTML = {
    ord("&"): "&amp;",
    ord("<"): "&lt;",
    ord(">"): "&gt;",
    ord('"'): "&quot;",
    ord("'"): "&#39;",
    # Inert in HTML, but folium puts text into JavaScript template literals and Jinja templates.
    ord("`"): "&#96;",
    ord("$"): "&#36;",
    ord("\\"): "&#92;",
    ord("{"): "&#123;",
    ord("}"): "&#125;",
    0x2028: "&#8232;",
    0x2029: "&#8233;",
}
_JSON = {ord(c): f"\\u{ord(c):04x}" for c in "<>&'`$\u2028\u2029\x7f"}
# Never structure: in JSON a brace is followed by a quote, a brace that closes, or a comma.
_TEMPLATE_START = re.compile(r"\{(?=[{%#])")
_SURROGATES = re.compile("[\ud800-\udfff]")
# C0 and C1 controls but tab, newline and carriage return; and what XML 1.0 forbids besides.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_MARKDOWN = re.compile(r"[\\`*_{}\[\]#|~$]")
# Overrides and isolates can make a text read as another one (CVE-2021-42574).
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Spaces and signs without width before a formula hide it from a reader, and not from every spreadsheet.
_FORMULA = re.compile(
    "[\t\r]|[\\s\u00ad\u200b-\u200f\u2060-\u2064\ufeff\ufffd]*[=+@\uff1d\uff0b\uff0d\uff20-]"
)


def visible(text: str) -> str:
    """The text without control characters, each made visible as U+FFFD; bidi overrides go."""
    return _BIDI.sub("", _CONTROLS.sub("\ufffd", text))


def html_text(text: object) -> str:
    """The text for HTML content or a quoted attribute; it stays inert inside script and template text too."""
    return visible(str(text)).translate(_HTML)


def script_json(value: Any) -> str:
    """The value as JSON that can stand inside a ``<script>`` block and read back unchanged.

    No ``<``, quote-breaking, line-separator or template character is left in it: branca renders
    what a template made as a template once more, so that ``{{`` must not survive. Raises
    ValueError for NaN and infinities, which JSON does not have.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    text = _TEMPLATE_START.sub(r"\\u007b", text.translate(_JSON))
    return _SURROGATES.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def spreadsheet_cell(value: object) -> object:
    """A text that a spreadsheet would run as a formula, with an apostrophe before it (OWASP CSV injection).

    Numbers and None pass as they are.
    """
    if not isinstance(value, str):
        return value
    text = visible(value)
    return f"'{text}" if _FORMULA.match(text) else text


def markdown_text(text: object) -> str:
    """The text for Markdown: no markup, no HTML, no named link or image."""
    plain = visible(str(text)).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARKDOWN.sub(r"\\\g<0>", plain)


def xml_text(text: object) -> str:
    """The text without characters that XML 1.0 forbids; the XML writer escapes the rest."""
    return visible(str(text))


def link_target(url: str | None) -> str | None:
    """The address if it is a plain web link, else None; ``javascript:``, ``data:`` and ``file:`` are none."""
    if not url or _CONTROLS.search(url) or _BIDI.search(url) or any(c.isspace() for c in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None
