"""Text from outside in places where Streamlit would read it as Markdown."""

import re

from geoclaims.model import Place
from geoclaims.output.escape import spreadsheet_cell, visible
from geoclaims.output.wording import listed

COMPARING = "comparing with evidence …"
"""Stands where a verdict will, until there is one."""
_MARKDOWN = re.compile(r"([!-/:-@\[-`{-~])")


def markdown_text(text: object) -> str:
    """The text so that Markdown, and Streamlit's own directives in it, show it as it is."""
    return _MARKDOWN.sub(r"\\\1", visible(str(text)).replace("\n", " "))


def cell(text: object) -> str:
    """The text for a table that can be saved as CSV: a spreadsheet must not run it."""
    return str(spreadsheet_cell(str(text)))


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """``1 claim``, ``2 claims``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def place_label(place: Place) -> str:
    """A gazetteer place with all that tells it from its namesakes, in one line."""
    where = listed(dict.fromkeys(part for part in (place.name, place.admin1, place.country) if part))
    size = f", {place.population:,} people" if place.population else ""
    return f"{where} ({place.feature}{size}; {place.lat:.2f}, {place.lon:.2f})"
