"""Settings: who decides, the project and its log, the gazetteer, the reading and what may go online."""

import pandas as pd
import streamlit as st

from geoclaims.errors import GeoclaimsError
from geoclaims.store_corrections import correction_line, read_corrections
from geoclaims.ui import analyst_name, empty, settings_gazetteer, settings_names, settings_reading, workspace
from geoclaims.ui.words import cell, counted, markdown_text


def show() -> None:
    """The page."""
    left, right = st.columns(2, gap="medium")
    with left:
        _analyst()
        _project()
        _decisions()
    with right:
        settings_gazetteer.gazetteer()
        settings_names.names_language()
        settings_reading.recognizer()
        settings_reading.online()
    settings_reading.actors()


def _analyst() -> None:
    with st.container(border=True):
        st.subheader("You")
        analyst_name.field()


def _project() -> None:
    space, store = workspace.workspace(), workspace.project()
    with st.container(border=True):
        st.subheader("Project")
        if store.path is None:
            st.warning(
                "This work is not kept: it goes when the dashboard is stopped. "
                "Start it with `geoclaims app --project my-work.geoclaims` to keep it in a file."
            )
        else:
            st.markdown(f"Kept in **{markdown_text(store.path)}**")
        st.markdown(
            f"{counted(len(space.documents), 'report')}, {counted(len(space.claims), 'claim')}, "
            f"{counted(len(space.evidence), 'dataset')}, {counted(len(space.log), 'decision')}"
        )
        runs = store.runs()
        if runs:
            rows = [
                (
                    r.started_at[:16].replace("T", " "),
                    "yes" if r.finished_at else "cut short",
                    r.software,
                    cell(r.gazetteer or "–"),
                )
                for r in runs[:50]
            ]
            with st.expander(f"{counted(len(runs), 'reading')} so far"):
                st.dataframe(
                    pd.DataFrame(rows, columns=["Started", "Finished", "By", "Gazetteer"]), hide_index=True
                )
        again, check = st.columns(2)
        if again.button(
            "Read all reports again", disabled=not space.documents, width="stretch",
            help="With the present program and gazetteer; your decisions are laid over the new reading.",
        ):  # fmt: skip
            store.mark_due()
            empty.read_with_progress()
        if check.button("Check the file", width="stretch"):
            problems = store.check()
            if problems:
                st.error(markdown_text("; ".join(problems[:5])))
            else:
                st.success("The project file is whole.")


def _decisions() -> None:
    store = workspace.project()
    log = store.corrections()
    with st.container(border=True):
        st.subheader("Share decisions")
        st.caption("A colleague with the same reports can take yours in; what both have changes nothing.")
        st.download_button(
            "Save decisions", data="".join(f"{correction_line(c)}\n" for c in log),
            file_name="decisions.jsonl", mime="application/x-ndjson", disabled=not log, on_click="ignore",
        )  # fmt: skip
        with st.form("merge_form", border=False, clear_on_submit=True):
            file = st.file_uploader("A colleague's decisions", type=["jsonl"], key="merge_file")
            if st.form_submit_button("Take them in") and file is not None:
                try:
                    text = file.getvalue().decode("utf-8", "replace")
                    new = store.append_corrections(list(read_corrections(text, file.name)))
                except GeoclaimsError as error:
                    st.error(markdown_text(error))
                else:
                    st.success(f"{counted(new, 'new decision')} taken in.")
