"""The analyst's name, kept by their browser: people who share a server each have their own.

It is a cookie of this address, sent nowhere else; the server keeps it for as long as the page is open.
"""

from urllib.parse import unquote

import streamlit as st

from geoclaims.ui import decisions

LONGEST = 80
_COOKIE, _STATE = "geoclaims_name", "analyst"
_SCRIPT = f"""export default function ({{ data }}) {{
  const age = data.name ? 60 * 60 * 24 * 365 : 0;
  const name = encodeURIComponent(data.name || "");
  document.cookie = `{_COOKIE}=${{name}}; max-age=${{age}}; path=/; samesite=strict`;
}}"""
_keep = st.components.v2.component("geoclaims_name", html="<span></span>", js=_SCRIPT)


def recall() -> None:
    """Take over the name that the browser kept, where this session has none yet."""
    if _STATE not in st.session_state and (kept := unquote(st.context.cookies.get(_COOKIE, ""))):
        st.session_state[_STATE] = kept.strip()[:LONGEST]


def field() -> None:
    """The field for the name; what is given there is kept, and an empty one is the login again."""
    shown = decisions.analyst()
    given = st.text_input(
        "Your name, as it stands beside your decisions", value=shown, max_chars=LONGEST,
        help="This browser remembers it for a year; it is sent nowhere.",
    )  # fmt: skip
    if given != shown:  # the field's own value goes with its page; the name is wanted on all of them
        st.session_state[_STATE] = given.strip()
        st.rerun()
    _keep(key="analyst_name", data={"name": st.session_state.get(_STATE, "")}, height=1)
