"""What a page says while there is nothing on it: what it will show, and the next step."""

import streamlit as st

from geoclaims.errors import GeoclaimsError
from geoclaims.store_reading import add_documents
from geoclaims.ui import reading, workspace
from geoclaims.ui.words import counted, markdown_text


def no_claims(space: workspace.Workspace) -> None:
    """The Claims page before any report is read."""
    with st.container(border=True):
        st.subheader("No claims yet")
        st.markdown(
            "Here a report's text stands beside a map and a table. Every claimed event in it is marked with "
            "**who claims it, in which words, and where** the place it names lies; a click in the text, on "
            "the map or in the table shows the same claim in the other two."
        )
        if space.documents and space.failures:
            st.warning(
                f"{counted(len(space.failures), 'report')} could not be read; the Reports page says why."
            )
        sample_button("claims_sample")


def no_evidence() -> None:
    """The Evidence page before any dataset is added."""
    st.markdown(
        "Lay another dataset beside the claims: an **ACLED export**, **UCDP GED**, or any table with dates "
        "and coordinates. Each claim then shows what that dataset records there and then. A record nearby "
        "is no proof, and a missing record is no disproof: each verdict gives its reason."
    )


def nothing_to_export() -> None:
    """The Export page before any report is read."""
    with st.container(border=True):
        st.subheader("Nothing to export yet")
        st.markdown(
            "Once reports are read, this page writes their claims, all or those that filters leave:\n"
            "- **a map page**: one HTML file that opens without a network, every pin with who claims what;\n"
            "- **tables and layers**: CSV, GeoJSON, GeoPackage for QGIS, KML, link charts and more;\n"
            "- **JSON Lines** to go on with at the command line.\n\n"
            "Each says with which gazetteer, settings and filters it was made and whom to cite. Names of "
            "private people, places of refuge and rows that may not be handed round are left out unless you "
            "ask for them."
        )
        sample_button("export_sample")


def sample_button(key: str) -> None:
    """A button that takes the invented sample reports and their dataset into the project."""
    if not st.button(
        "Try the sample reports", key=key, icon=":material/science:",
        help="Three invented reports and an invented dataset that belongs to them",
    ):  # fmt: skip
        return
    store = workspace.project()
    add_documents(store, reading.sample_documents())
    for path in reading.sample_evidence():
        sidecar = path.with_name(path.name + ".toml")
        statement = sidecar.read_text("utf-8") if sidecar.is_file() else None
        workspace.add_evidence_file(path.name, path.read_bytes(), statement)
    read_with_progress()


def read_with_progress() -> None:
    """Read what is pending, showing how far it is; then draw the page anew."""
    bar = st.progress(0.0, text="starting …")

    def progress(step: str, share: float) -> None:
        bar.progress(min(max(share, 0.0), 1.0), text=markdown_text(step)[:200])

    try:
        with st.spinner("Reading …", show_time=True):
            reading.read_pending(workspace.project(), workspace.settings(), progress)
    except GeoclaimsError as error:
        st.error(markdown_text(error))
        st.stop()
    st.rerun()
