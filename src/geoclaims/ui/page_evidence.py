"""Evidence: other datasets beside the claims; what each is and covers, and what it says of each claim."""

import tempfile
from collections import Counter
from datetime import date
from hashlib import sha256
from pathlib import Path

import pandas as pd
import streamlit as st

from geoclaims.errors import GeoclaimsError
from geoclaims.model import Verdict
from geoclaims.output.wording import REASON_LABELS, SOURCE_KIND_LABELS, VERDICT_LABELS, day_text
from geoclaims.store import EvidenceReference
from geoclaims.store_evidence import safe_name
from geoclaims.ui import empty, selection, workspace
from geoclaims.ui.claims_table import where
from geoclaims.ui.navigation import go_to
from geoclaims.ui.words import cell, counted, markdown_text

_UNKNOWN = "evidence_unknown"


def show() -> None:
    """The page."""
    space = workspace.workspace()
    left, right = st.columns([4, 7], gap="medium")
    with left:
        _add()
        _window()
    with right:
        if _UNKNOWN in st.session_state:
            _describe()
        elif not space.evidence:
            with st.container(border=True):
                st.subheader("No dataset yet")
                empty.no_evidence()
        for reference in space.evidence:
            _dataset(reference)
    if space.evidence and space.claims:
        _beside(space)


def _add() -> None:
    st.subheader("Add a dataset")
    with st.form("evidence_form", border=False, clear_on_submit=True):
        file = st.file_uploader(
            "ACLED or UCDP export, or any table with dates and coordinates", key="evidence_file",
            type=["csv", "tsv", "xlsx", "json", "jsonl", "geojson", "gpkg", "parquet", "zip"],
        )  # fmt: skip
        sidecar = st.file_uploader(
            "Its statement, if you have one (FILE.toml)", type=["toml"], key="evidence_sidecar",
            help="Says licence, citation, whether rows may be handed round, and which column holds what.",
        )  # fmt: skip
        if st.form_submit_button("Add this dataset", type="primary"):
            if file is None:
                st.error("Choose a file first.")
                return
            statement = sidecar.getvalue().decode("utf-8", "replace") if sidecar else None
            add(file.name, file.getvalue(), statement)


def add(name: str, content: bytes, statement: str | None) -> None:
    """Take a dataset in, or say in words why it can't be used; an unknown table can be described."""
    try:
        workspace.add_evidence_file(name, content, statement)
    except GeoclaimsError as error:
        st.error(f"**{markdown_text(name)}** can't be used: {markdown_text(_without_path(str(error), name))}")
        proposed = statement or _proposed_statement(name, content)
        if proposed is not None:
            st.session_state[_UNKNOWN] = (name, content, proposed)
        return
    st.session_state.pop(_UNKNOWN, None)
    st.rerun()


def _proposed_statement(name: str, content: bytes) -> str | None:
    """What a table's own column names suggest, or None where it is no table."""
    from geoclaims.evidence import propose_sidecar

    with tempfile.TemporaryDirectory(prefix="geoclaims-") as folder:
        path = Path(folder) / safe_name(name)
        path.write_bytes(content)
        try:
            return propose_sidecar(path)
        except GeoclaimsError:
            return None


def _describe() -> None:
    """The editor for a table whose columns are not known by name."""
    name, content, proposed = st.session_state[_UNKNOWN]
    with st.container(border=True), st.form("describe_form", border=False):
        st.subheader(f"Which column of {markdown_text(name)} holds what?")
        st.markdown(
            "At least **date**, **lat** and **lon** must name a column. Take away the `#` before a line "
            "to use it. Under `[types]` a category of the table stands for a kind of claimed event."
        )
        key = f"describe_{sha256(content).hexdigest()[:12]}"  # another table, another field
        edited = st.text_area("Its statement", value=proposed, height=380, key=key)
        read, leave = st.columns(2)
        if read.form_submit_button("Read the table with this", type="primary", width="stretch"):
            add(name, content, edited)
        if leave.form_submit_button("Leave it out", width="stretch"):
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
    st.session_state.setdefault("window_km_input", present.km)
    st.session_state.setdefault("window_days_input", present.days)
    st.session_state["window_km"] = km.number_input(
        "Kilometres", min_value=0.0, max_value=200.0, step=5.0, key="window_km_input",
        help="How far from the claimed place a record may lie to be counted.",
    )  # fmt: skip
    st.session_state["window_days"] = days.number_input(
        "Days", min_value=0, max_value=60, step=1, key="window_days_input",
        help="How many days before or after the claimed day a record may be dated.",
    )  # fmt: skip


def _dataset(reference: EvidenceReference) -> None:
    from geoclaims.evidence import inspect_table

    with st.container(border=True):
        head, button = st.columns([6, 1], vertical_alignment="center")
        head.markdown(f"**{markdown_text(reference.name)}**")
        if button.button("Remove", key=f"remove_{reference.sha256}", type="tertiary"):
            workspace.project().remove_evidence(reference.sha256)
            st.rerun()
        try:
            inspection = inspect_table(workspace.evidence_table(reference))
        except GeoclaimsError as error:
            st.error(markdown_text(_without_path(str(error), reference.name)))
            return
        info = inspection.info
        columns = st.columns([2, 2, 5])
        columns[0].metric("Records", f"{info.rows:,}")
        columns[1].metric(
            "Left out", f"{len(info.quarantined):,}", help="Rows that can't be used; why is below."
        )
        lines = [f"{info.kind.replace('_', ' ')}: {info.why}", _days(info.first, info.last)]
        if inspection.types:
            common = sorted(inspection.types.items(), key=lambda item: -item[1])[:5]
            lines.append("Mostly " + ", ".join(f"{name.replace('_', ' ')} ({n:,})" for name, n in common))
        if info.embargo:
            lines.append(f"Records after {day_text(info.embargo.until)} are held back by its provider")
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


def _days(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return "No dates"
    return f"From {day_text(first)} to {day_text(last)}"


def _beside(space: workspace.Workspace) -> None:
    by_claim, problems = workspace.verdicts()
    for problem in problems:
        st.warning(markdown_text(problem))
    flat = [verdict for found in by_claim.values() for verdict in found]
    if not flat:
        return
    st.subheader("Beside each claim")
    _summary(flat)
    rows = []
    ids = []
    for claim in space.claims:
        for verdict in by_claim.get(claim.id, ()):
            best = verdict.matches[0] if verdict.matches else None
            ids.append(claim.id)
            rows.append(
                {
                    "Claim": cell(claim.text),
                    "Where": cell(where(claim)),
                    "Dataset": cell(verdict.dataset),
                    "What it shows": VERDICT_LABELS[verdict.status],
                    "Why": REASON_LABELS[verdict.reason] if verdict.reason else "",
                    "Recorded": verdict.observed,
                    "By chance": verdict.expected,
                    "Closest record": cell(f"{best.event}: {best.km:g} km, {best.days} d") if best else "",
                }
            )
    event = st.dataframe(
        pd.DataFrame(rows), key="verdicts_table", hide_index=True,
        on_select="rerun", selection_mode="single-row", height=min(38 + 36 * len(rows), 420),
        column_config={
            "Claim": st.column_config.TextColumn(width=330),
            "Where": st.column_config.TextColumn(width=210),
            "What it shows": st.column_config.TextColumn(width=210),
            "Recorded": st.column_config.NumberColumn(help="Records within the window"),
            "By chance": st.column_config.NumberColumn(
                help="Records that as busy a place and time would show anyway", format="%.1f"
            ),
        },
    )  # fmt: skip
    picked = event["selection"]["rows"]
    if picked and picked[0] < len(ids) and st.button("Show this claim", icon=":material/map:"):
        selection.select(ids[picked[0]])
        go_to("claims")
    _by_source(space, flat)


def _by_source(space: workspace.Workspace, flat: list[Verdict]) -> None:
    from geoclaims.evidence import summarize

    rows = [
        {
            "Dataset": cell(row.dataset),
            "Kind of source": SOURCE_KIND_LABELS[row.source_kind],
            "What it shows": VERDICT_LABELS[row.status],
            "Why": REASON_LABELS[row.reason] if row.reason else "",
            "Claims": row.claims,
            "Recorded, mean": row.mean_observed,
            "By chance, mean": row.mean_expected,
        }
        for row in summarize(space.claims, flat)
    ]
    with st.expander("By kind of source"):
        figure = st.column_config.NumberColumn(format="%.1f")
        st.dataframe(
            pd.DataFrame(rows), hide_index=True, height=min(38 + 36 * len(rows), 420),
            column_config={"Recorded, mean": figure, "By chance, mean": figure},
        )  # fmt: skip


def _summary(flat: list[Verdict]) -> None:
    counts: Counter[str] = Counter(verdict.status for verdict in flat)
    parts = [f"{counts[status]:,} {label}" for status, label in VERDICT_LABELS.items() if counts[status]]
    st.caption(" · ".join(parts) + ". A record nearby is no proof; a missing record is no disproof.")
