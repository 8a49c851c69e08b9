"""The frame round every page: title, pages along the top, and what to say when the project can't be used."""

from collections.abc import Callable

import streamlit as st

from geoclaims.errors import GeoclaimsError
from geoclaims.ui import (
    navigation,
    page_claims,
    page_evidence,
    page_export,
    page_geocode,
    page_reports,
    page_review,
    page_settings,
)
from geoclaims.ui.words import markdown_text
from geoclaims.ui.workspace import project

_PAGES: tuple[tuple[str, str, Callable[[], None]], ...] = (
    ("Reports", "article", page_reports.show),
    ("Claims", "map", page_claims.show),
    ("Evidence", "stacks", page_evidence.show),
    ("Review", "rule", page_review.show),
    ("Geocode", "pin_drop", page_geocode.show),
    ("Export", "download", page_export.show),
    ("Settings", "settings", page_settings.show),
)
_STYLE = """<style>
.stMainBlockContainer { padding: 4.2rem 2rem 3rem; max-width: 1680px; }
h3 { font-size: 1.25rem !important; padding: .2rem 0 .4rem !important; }
</style>"""
"""Less empty room than Streamlit leaves: text, map and table are meant to be seen together."""


def main() -> None:
    """Draw the page that the address asks for."""
    st.set_page_config(page_title="geoclaims", page_icon=":material/travel_explore:", layout="wide")
    st.html(_STYLE)
    try:
        project()
    except GeoclaimsError as error:
        st.error(f"**The project can't be opened.** {markdown_text(error)}")
        st.stop()
    pages = {
        title.lower(): st.Page(
            _guarded(show),
            title=title,
            icon=f":material/{icon}:",
            url_path=title.lower(),
            default=number == 0,
        )
        for number, (title, icon, show) in enumerate(_PAGES)
    }
    navigation.remember(pages)
    st.navigation(list(pages.values()), position="top").run()


def _guarded(show: Callable[[], None]) -> Callable[[], None]:
    """The page, with an error of ours told in words instead of a traceback."""

    def run() -> None:
        try:
            show()
        except GeoclaimsError as error:
            st.error(markdown_text(error))

    return run
