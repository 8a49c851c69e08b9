"""Which claim is selected: one for all pages, kept in the address so that a link leads to it."""

import streamlit as st

_STATE = "claim"


def selected() -> str | None:
    """The selected claim's id, from this session or the link that opened it."""
    if _STATE not in st.session_state:
        st.session_state[_STATE] = st.query_params.get("claim")
    claim = st.session_state[_STATE]
    return claim if isinstance(claim, str) else None


def select(claim: str | None) -> None:
    """Select a claim, or none."""
    st.session_state[_STATE] = claim
    if claim is None:
        st.query_params.pop("claim", None)
    else:
        st.query_params["claim"] = claim
