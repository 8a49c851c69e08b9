"""Which row of a table was clicked, by what the row is about.

A table tells the number of a row, and what is drawn may have changed since the click: each set of rows
is a table with a key of its own, whose clicks are read with the rows it had.
"""

from collections.abc import Sequence
from hashlib import sha256

import streamlit as st


def rows_key(table: str, ids: Sequence[str]) -> str:
    """The key of the table with these rows."""
    return f"{table}_{sha256(repr(list(ids)).encode()).hexdigest()[:12]}"


def picked_of(key: str, ids: Sequence[str]) -> str | None:
    """The id of the clicked row of the table with this key and these rows, if one is clicked."""
    state = st.session_state.get(key)
    rows = state["selection"]["rows"] if state else []
    return ids[rows[0]] if rows and rows[0] < len(ids) else None
