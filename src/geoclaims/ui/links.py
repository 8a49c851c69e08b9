"""Links into the dashboard: which project they lead to, and a saved view by its name.

The claim and the filters stand in the address by themselves (``selection``, ``filters``).
"""

import streamlit as st

from geoclaims.ui import workspace
from geoclaims.ui.filters import use_filters
from geoclaims.ui.words import markdown_text

_PROJECT, _VIEW = "project", "view"
_ELSEWHERE = "link_elsewhere"


def follow() -> None:
    """Use the saved view that the address names, once; say so where it leads to another project."""
    store = workspace.project()
    wanted = st.query_params.get(_PROJECT)
    if wanted is not None and wanted != store.name:
        st.session_state[_ELSEWHERE] = wanted
    if elsewhere := st.session_state.get(_ELSEWHERE):
        st.warning(
            f"This link leads to the project **{markdown_text(elsewhere)}**; here is "
            f"**{markdown_text(store.name)}**. Its claims and views are not these."
        )
    name = st.query_params.get(_VIEW)
    if name is None:
        return
    del st.query_params[_VIEW]
    view = store.views().get(name)
    if view is None:
        st.warning(f"There is no view called **{markdown_text(name)}** in this project.")
    else:
        use_filters(view)


def sign() -> None:
    """Put the project's name into the address, so that a copied link says where it belongs."""
    store = workspace.project()
    if store.path is not None and st.query_params.get(_PROJECT) != store.name:
        st.query_params[_PROJECT] = store.name
