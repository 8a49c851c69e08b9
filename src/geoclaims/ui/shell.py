"""The frame round every page: title, pages along the top, and what to say when the project can't be used."""

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from geoclaims.errors import GeoclaimsError
from geoclaims.ui import analyst_name, links, navigation
from geoclaims.ui.words import markdown_text
from geoclaims.ui.workspace import project

_PAGES = (
    ("Reports", "article"),
    ("Claims", "map"),
    ("Evidence", "stacks"),
    ("Review", "rule"),
    ("Geocode", "pin_drop"),
    ("Export", "download"),
    ("Settings", "settings"),
)
"""The title of each page and its icon; the page itself is ``show`` of ``page_TITLE``."""
_ICON = Path(__file__).with_name("icon.svg")
"""A file of our own, sent with the page: the browser would ask a font server for an icon by name."""
_SWITCH_S = 0.001
"""Seconds until a thread that reads or compares lets the one that serves files and messages have its turn.

A page is dozens of small files, each of which takes several turns: at Python's 5 ms they waited seconds.
"""
_START = "start"
"""Of the first page: Streamlit serves the default page at no other address than ``/``."""
_STYLE = """<style>
.stMainBlockContainer { padding: 4.2rem 2rem 3rem; max-width: 1680px; }
h3 { font-size: 1.25rem !important; padding: .2rem 0 .4rem !important; }
</style>"""
"""Less empty room than Streamlit leaves: text, map and table are meant to be seen together."""


def main() -> None:
    """Draw the page that the address asks for."""
    sys.setswitchinterval(_SWITCH_S)
    st.set_page_config(page_title="geoclaims", page_icon=_ICON, layout="wide")
    st.html(_STYLE)
    try:
        project()
    except GeoclaimsError as error:
        st.error(f"**The project can't be opened.** {markdown_text(error)}")
        st.stop()
    analyst_name.recall()
    pages = {
        title.lower(): st.Page(
            _page(title.lower()),
            title=title,
            icon=f":material/{icon}:",
            url_path=title.lower() if number else _START,
            default=not number,
        )
        for number, (title, icon) in enumerate(_PAGES)
    }
    navigation.remember(pages)
    page = st.navigation([*pages.values(), _first_by_name()], position="top")
    links.follow()
    page.run()
    links.sign()


def _first_by_name() -> StreamlitPage:
    """The first page at its own name, which people type as they do the others'."""
    title, icon = _PAGES[0]
    return st.Page(
        _page(title.lower()), title=title, icon=f":material/{icon}:", url_path=title.lower(),
        visibility="hidden",
    )  # fmt: skip


def _page(name: str) -> Callable[[], None]:
    """The page with this name, with an error of ours told in words instead of a traceback.

    It is imported when it is first opened: maps and datasets take seconds to load.
    """

    def run() -> None:
        st.set_page_config(page_title=f"{name.capitalize()} · geoclaims")
        try:
            import_module(f"geoclaims.ui.page_{name}").show()
        except GeoclaimsError as error:
            st.error(markdown_text(error))

    return run
