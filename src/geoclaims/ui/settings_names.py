"""The language of names on the Settings page: those that the gazetteer in use has, with their counts."""

import streamlit as st

from geoclaims.errors import GeoclaimsError
from geoclaims.places.name_languages import language_name
from geoclaims.ui import reading, workspace
from geoclaims.ui.words import counted

_MAIN = "main"


def names_language() -> None:
    """In which language places are named; kept in the project."""
    settings, store = workspace.settings(), workspace.project()
    try:
        counts = reading.gazetteer(settings).languages()
    except GeoclaimsError:
        return  # the page says already that it is built with the first report
    current = settings.names_language or _MAIN
    choices = [_MAIN, *sorted(counts, key=lambda code: (-counts[code], language_name(code)))]
    if current not in choices:
        choices.insert(1, current)

    def shown(code: str) -> str:
        if code == _MAIN:
            return "the gazetteer's main names"
        return f"{language_name(code)}: {counted(counts.get(code, 0), 'place')}"

    with st.container(border=True):
        st.subheader("Language of names")
        chosen = st.selectbox(
            "Name places in", choices, index=choices.index(current), format_func=shown, key="names_language",
            help="On the pages, the map and in what is exported, behind the name as the report writes it. "
            "A place without a name in the language keeps its main name; nothing is transliterated. Kept in "
            "the project; JSON Lines keep the main names.",
        )  # fmt: skip
        st.caption(
            "The gazetteer comes with the names of countries. Names of towns and divisions come with a "
            "country's full list: see “Add a country's full list”, with the file of alternate names."
        )
        if chosen != current:
            # Said as such, since the user's own settings may name a language that the project does not want.
            store.keep_setting("names_language", chosen)
            st.rerun()
