"""Evidence: other datasets beside the claims; what each is and covers, and what it says of each claim."""

from collections.abc import Mapping
from datetime import date

import pandas as pd
import streamlit as st

from geoclaims.errors import GeoclaimsError
from geoclaims.output.wording import EVENT_TYPE_LABELS, day_text
from geoclaims.store import EvidenceReference
from geoclaims.store_evidence import safe_name
from geoclaims.ui import empty, workspace
from geoclaims.ui.evidence_beside import beside
from geoclaims.ui.evidence_mapping import describe, seen
from geoclaims.ui.words import cell, counted, markdown_text

_UNKNOWN = "evidence_unknown"
_PROBLEM = "evidence_problem"
"""Of this session: why what was handed in last can't be used."""
_ABBREVIATIONS = frozenset({"acled", "firms", "gdelt", "ged", "ucdp", "viina"})


def show() -> None:
    """The page."""
    space = workspace.workspace()
    left, right = st.columns([4, 7], gap="medium")
    with left:
        _add()
        _window()
    with right:
        if _UNKNOWN in st.session_state:
            _unknown()
        elif not space.evidence:
            with st.container(border=True):
                st.subheader("No dataset yet")
                empty.no_evidence()
        for reference in space.evidence:
            _dataset(reference)
    if space.evidence and space.claims:
        beside(space)


def _add() -> None:
    st.subheader("Add a dataset")
    with st.form("evidence_form", border=False, clear_on_submit=True):
        st.file_uploader(
            "ACLED or UCDP export, or any table with dates and coordinates", key="evidence_file",
            type=["csv", "tsv", "xlsx", "json", "jsonl", "geojson", "gpkg", "parquet", "zip"],
        )  # fmt: skip
        st.file_uploader(
            "Its statement, if you have one (FILE.toml)", type=["toml"], key="evidence_sidecar",
            help="Says licence, citation, whether rows may be handed round, and which column holds what.",
        )  # fmt: skip
        st.form_submit_button("Add this dataset", type="primary", on_click=_take)
    if problem := st.session_state.pop(_PROBLEM, None):
        st.error(problem)


def _take() -> None:
    file, sidecar = (st.session_state.get(key) for key in ("evidence_file", "evidence_sidecar"))
    if file is None:
        st.session_state[_PROBLEM] = "Choose a file first."
        return
    statement = sidecar.getvalue().decode("utf-8", "replace") if sidecar else None
    add(file.name, file.getvalue(), statement)


def add(name: str, content: bytes, statement: str | None) -> None:
    """Take a dataset in, or keep in words why it can't be used; an unknown table can be described."""
    try:
        workspace.add_evidence_file(name, content, statement)
    except GeoclaimsError as error:
        why = markdown_text(_without_path(str(error), name))
        st.session_state[_PROBLEM] = f"**{markdown_text(name)}** can't be used: {why}"
        if seen(name, content) is not None:
            st.session_state[_UNKNOWN] = (name, content, statement)
        return
    st.session_state.pop(_UNKNOWN, None)


def _unknown() -> None:
    name, content, given = st.session_state[_UNKNOWN]

    def take(text: str) -> None:
        add(name, content, text)
        st.rerun()

    describe(name, content, given, take)
    if st.button("Leave it out"):
        st.session_state.pop(_UNKNOWN)
        st.rerun()


def _without_path(message: str, name: str) -> str:
    # The analyst knows the upload by its name, not by where this computer keeps it.
    return " ".join(
        safe_name(word.rstrip(":")) + ":" if safe_name(name) in word else word for word in message.split(" ")
    ).removeprefix(f"{safe_name(name)}: ")


def _window() -> None:
    present = workspace.window()
    st.subheader("Compare within")
    km, days = st.columns(2)
    # Kept in the project: what a colleague sets meanwhile is another field, with another key.
    km_key, days_key = f"window_km_{present.km}", f"window_days_{present.days}"
    km.number_input(
        "Kilometres", value=present.km, min_value=0.0, max_value=200.0, step=5.0, format="%g", key=km_key,
        on_change=_keep, args=("window_km", km_key),
        help="How far from the claimed place a record may lie to be counted.",
    )  # fmt: skip
    days.number_input(
        "Days", value=present.days, min_value=0, max_value=60, step=1, key=days_key,
        on_change=_keep, args=("window_days", days_key),
        help="How many days before or after the claimed day a record may be dated.",
    )  # fmt: skip


def _keep(name: str, key: str) -> None:
    workspace.project().keep_setting(name, st.session_state[key])


def _dataset(reference: EvidenceReference) -> None:
    from geoclaims.evidence import inspect_table

    with st.container(border=True):
        head, state, button = st.columns([3, 1, 1], vertical_alignment="center")
        head.markdown(f"**{markdown_text(reference.name)}**")
        if state.button(
            "Describe", key=f"describe_{reference.sha256}", type="tertiary",
            help="Its licence, whether rows may be handed round, and which column holds what",
        ):  # fmt: skip
            path = workspace.evidence_path(reference)
            if path.is_file():
                st.session_state[_UNKNOWN] = (reference.name, path.read_bytes(), reference.statement)
                st.rerun()
        if button.button("Remove", key=f"remove_{reference.sha256}", type="tertiary"):
            workspace.project().remove_evidence(reference.sha256)
            st.rerun()
        try:
            inspection = inspect_table(workspace.evidence_table(reference))
        except GeoclaimsError as error:
            st.error(markdown_text(_without_path(str(error), reference.name)))
            return
        info = inspection.info
        columns = st.columns([2, 2, 7])
        columns[0].metric("Records", f"{info.rows:,}")
        columns[1].metric(
            "Left out", f"{len(info.quarantined):,}", help="Rows that can't be used; why is below."
        )
        lines = [f"{_kind(info.kind)}: {info.why}", _days(info.first, info.last)]
        if inspection.types:
            common = sorted(inspection.types.items(), key=lambda item: -item[1])[:5]
            lines.append("Mostly " + "; ".join(f"{_type(name)} ({n:,})" for name, n in common))
        if info.embargo:
            until = info.embargo.until
            since = f"Records after {day_text(until)}" if until else "Its latest records (no day is stated)"
            lines.append(f"{since} are held back by its provider")
        lines.append(
            "May be handed round"
            if info.redistribution
            else "Its rows stay out of maps that are handed round"
        )
        lines += [text for text in (info.licence, info.citation) if text]
        columns[2].markdown("  \n".join(markdown_text(line) for line in lines))
        if info.quarantined:
            with st.expander(f"{counted(len(info.quarantined), 'row')} left out"):
                rows = [(q.line, cell(q.reason)) for q in info.quarantined[:500]]
                st.dataframe(pd.DataFrame(rows, columns=["Line", "Why"]), hide_index=True)


def _kind(kind: str) -> str:
    words = [word.upper() if word in _ABBREVIATIONS else word for word in kind.split("_")]
    return " ".join(words)


def _type(name: str) -> str:
    labels: Mapping[str, str] = EVENT_TYPE_LABELS  # rows without a type are "unmapped"
    return labels.get(name, "of no type that claims have")


def _days(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return "No dates"
    return f"From {day_text(first)} to {day_text(last)}"
