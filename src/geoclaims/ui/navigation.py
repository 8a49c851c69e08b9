"""From one page to another by its name."""

import streamlit as st
from streamlit.navigation.page import StreamlitPage

_PAGES = "pages"


def remember(pages: dict[str, StreamlitPage]) -> None:
    """Keep this session's pages by name."""
    st.session_state[_PAGES] = pages


def go_to(name: str) -> None:
    """Leave for the page with this name."""
    st.switch_page(st.session_state[_PAGES][name])
