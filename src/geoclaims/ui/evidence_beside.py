"""What each dataset says beside each claim: verdicts, matches, what chance would show, counts by source."""

from collections import Counter
from typing import Any

import pandas as pd
import streamlit as st

from geoclaims.model import Claim, Verdict, Window
from geoclaims.output.wording import (
    REASON_LABELS,
    SOURCE_KIND_LABELS,
    VERDICT_LABELS,
    apart_text,
    claimed_by,
    day_text,
    days_text,
    near_text,
)
from geoclaims.ui import selection, workspace
from geoclaims.ui.claims_table import where
from geoclaims.ui.evidence_timeline import draw, timeline
from geoclaims.ui.navigation import go_to
from geoclaims.ui.row_pick import rows_key
from geoclaims.ui.words import cell, counted, markdown_text

_TABLE = "verdicts_table"
_NAMED = 3
"""How many reports are named in a line."""
_BEARING = {"agrees": "in the claim's favour", "opposes": "against the claim", "unclear": "unclear"}
_INDEPENDENCE = {
    "same_report": "the same report", "same_claimant": "the same source speaks",
    "shared_feed": "may share a source", "unknown": "unknown",
}  # fmt: skip


def beside(space: workspace.Workspace) -> None:
    """The verdicts of all datasets: one row a claim and dataset, its details, the counts, the timeline."""
    by_claim, problems = workspace.verdicts()
    for problem in problems:
        st.warning(markdown_text(problem))
    flat = [verdict for found in by_claim.values() for verdict in found]
    if not flat:
        return
    st.subheader("Beside each claim")
    _summary(flat)
    _undated(space, flat)
    picked = _table(*_rows(workspace.project().stamp(), workspace.window(), len(flat)))
    if picked is not None:
        _details(*picked)
    else:
        st.caption(
            "Select a row to see each record that may be the claimed event, and what chance would show."
        )
    by_source, in_time = st.tabs(["By kind of source", "In time"])
    with by_source:
        _by_source(space, flat)
    with in_time:
        _timeline(space)


def _summary(flat: list[Verdict]) -> None:
    counts: Counter[str] = Counter(verdict.status for verdict in flat)
    parts = [f"{label}: {counts[status]:,}" for status, label in VERDICT_LABELS.items() if counts[status]]
    st.caption(" · ".join(parts) + ". A record nearby is no proof; a missing record is no disproof.")


def _undated(space: workspace.Workspace, flat: list[Verdict]) -> None:
    """Say which reports keep claims from being compared for want of a date."""
    no_day = {verdict.document for verdict in flat if verdict.reason == "time_unknown"}
    reports = [document for document in space.documents if document.id in no_day and not document.published]
    if reports:
        names = ", ".join(f"“{space.report_name(document.id)}”" for document in reports[:_NAMED])
        more = " …" if len(reports) > _NAMED else ""
        st.info(
            f"{counted(len(reports), 'report')} without a publication date "
            f"({markdown_text(names + more)}): days such as “on Sunday” stay open there, and what has no day "
            "can't be compared. Give the date on the Reports page."
        )


@st.cache_resource(max_entries=2, show_spinner=False)
def _rows(
    stamp: tuple[int, int], window: Window, count: int
) -> tuple[list[tuple[Claim, Verdict]], pd.DataFrame, str]:
    """A row for each claim and dataset, what they show, and the key of the table with these rows.

    ``count`` is that of all verdicts: a dataset's file may come back without a change of the project.
    """
    by_claim, _ = workspace.verdicts()
    rows = [(c, verdict) for c in workspace.workspace().claims for verdict in by_claim.get(c.id, ())]
    lines = []
    for claim, verdict in rows:
        best = verdict.matches[0] if verdict.matches else None
        lines.append(
            {
                "Claim": cell(claim.text),
                "Where": cell(where(claim)),
                "Dataset": cell(verdict.dataset),
                "What it shows": VERDICT_LABELS[verdict.status],
                "Why": REASON_LABELS[verdict.reason] if verdict.reason else "",
                "Recorded": verdict.observed,
                "By chance": verdict.expected,
                "Closest record": cell(f"{best.event}: {best.km:g} km, {apart_text(best.days)}")
                if best
                else "",
            }
        )
    frame = pd.DataFrame(lines)
    if frame["Dataset"].nunique() == 1:  # one dataset needs no column: room for the record
        frame = frame.drop(columns="Dataset")
    return rows, frame, rows_key(_TABLE, [f"{claim.id} {verdict.dataset}" for claim, verdict in rows])


def _table(rows: list[tuple[Claim, Verdict]], frame: pd.DataFrame, key: str) -> tuple[Claim, Verdict] | None:
    event = st.dataframe(
        frame, key=key, placeholder="–", hide_index=True,
        on_select="rerun", selection_mode="single-row", height=min(38 + 36 * len(rows), 420),
        column_config={
            "Claim": st.column_config.TextColumn(width=270),
            "Where": st.column_config.TextColumn(width=170),
            "Dataset": st.column_config.TextColumn(width=130),
            "What it shows": st.column_config.TextColumn(width=190),
            "Why": st.column_config.TextColumn(width=170),
            "Recorded": st.column_config.NumberColumn(help="Records within the window"),
            "By chance": st.column_config.NumberColumn(
                help="Records that as busy a place and time would show anyway", format="%.1f"
            ),
        },
    )  # fmt: skip
    picked = event["selection"]["rows"]
    return rows[picked[0]] if picked and picked[0] < len(rows) else None


def _details(claim: Claim, verdict: Verdict) -> None:
    with st.container(border=True):
        words, button = st.columns([3, 1], vertical_alignment="center")
        words.markdown(
            f"**{markdown_text(verdict.dataset)}: {VERDICT_LABELS[verdict.status]}**  \n"
            f"“{markdown_text(claim.text)}”, {markdown_text(claimed_by(claim))}"
        )
        if button.button("Show this claim", icon=":material/map:", width="stretch"):
            selection.select(claim.id)
            go_to("claims")
        for line in chance_words(verdict):
            st.markdown(markdown_text(line))
        if verdict.matches:
            _matches(claim, verdict)
        if verdict.sweep:
            with st.expander("With a wider or a narrower window"):
                st.dataframe(
                    pd.DataFrame(
                        [(step.km, step.days, step.observed, step.expected) for step in verdict.sweep],
                        columns=["Km", "Days", "Recorded", "By chance"],
                    ),
                    hide_index=True,
                    column_config={"By chance": st.column_config.NumberColumn(format="%.1f")},
                )
        if verdict.citation:
            st.caption(markdown_text(verdict.citation))


def _matches(claim: Claim, verdict: Verdict) -> None:
    frame = pd.DataFrame(
        [
            (cell(m.event), m.km, cell(near_text(claim, m) or ""), m.days, m.type, m.actors,
             _BEARING[m.bearing], _INDEPENDENCE[m.independence], m.score)
            for m in verdict.matches
        ],
        columns=["Record", "Km", "From", "Days", "Type", "Actors", "Bears", "Shared with report", "Fit"],
    )  # fmt: skip
    if not frame["From"].any():  # the claim has one place
        frame = frame.drop(columns="From")
    st.dataframe(
        frame, hide_index=True, height=min(38 + 36 * len(frame), 220),
        column_config={
            "Km": st.column_config.NumberColumn(format="%.1f"),
            "From": st.column_config.TextColumn(help="Which of the claim's places the record is near"),
            "Fit": st.column_config.NumberColumn(
                help="How well place, day, type and actors fit, from 0 to 1: a rank, no probability",
                format="%.2f",
            ),
        },
    )  # fmt: skip


def chance_words(verdict: Verdict) -> list[str]:
    """What stands beside a verdict, in sentences: counts against chance, shares of control, the reason."""
    lines = []
    within = f"within {verdict.window.km:g} km and {days_text(verdict.window.days)}"
    if verdict.reason:
        lines.append(f"Why: {REASON_LABELS[verdict.reason]}.")
    is_told = verdict.null_model is None or verdict.null_model.effective_n > 0
    if verdict.observed is not None and not is_told:
        lines.append(f"{verdict.observed} recorded {within}; too few days are covered to tell chance.")
    elif verdict.observed is not None and verdict.expected is not None:
        lines.append(
            f"{verdict.observed} recorded {within}; {verdict.expected:.1f} would be there by chance, "
            "as busy as this place is at other times."
        )
    elif verdict.observed is not None:
        lines.append(f"{verdict.observed} recorded {within}; what chance would show can't be told here.")
    if is_told and verdict.p_value is not None:
        corrected = "" if verdict.q_value is None else f" ({verdict.q_value:.2f} over all claims compared)"
        lines.append(
            f"Chance alone would show as many or more in {verdict.p_value:.0%} of such windows{corrected}."
        )
    if verdict.control is not None:
        control = verdict.control
        shares = ", ".join(f"{who} {share:.0%}" for who, share in control.shares.items())
        lines.append(f"The control map of {day_text(control.date)}: {shares}. {control.lag_note}")
    return lines


def _by_source(space: workspace.Workspace, flat: list[Verdict]) -> None:
    from geoclaims.evidence import summarize

    found = summarize(space.claims, flat)
    rows: list[dict[str, object]] = [
        {
            "Dataset": cell(row.dataset),
            "Kind of source": SOURCE_KIND_LABELS[row.source_kind],
            "What it shows": VERDICT_LABELS[row.status],
            "Why": REASON_LABELS[row.reason] if row.reason else "",
            "Claims": row.claims,
        }
        for row in found
    ]
    _narrow(rows, {})
    # Chance is told once for each kind of source: within one verdict more is found whatever is claimed.
    chance: dict[tuple[str, str], dict[str, object]] = {
        (row.dataset, row.source_kind): {
            "Dataset": cell(row.dataset),
            "Kind of source": SOURCE_KIND_LABELS[row.source_kind],
            "Claims compared": row.with_chance,
            "With a record near": row.found_share,
            "By chance": row.found_share_by_chance,
            "Records, mean": row.mean_observed,
            "By chance, mean": row.mean_expected,
        }
        for row in found
        if row.with_chance
    }
    if not chance:
        st.caption("What chance would show can't be told for any of these claims.")
        return
    st.markdown("**Against chance**")
    share, mean = (st.column_config.NumberColumn(format=form) for form in ("percent", "%.1f"))
    _narrow(
        list(chance.values()),
        {"With a record near": share, "By chance": share, "Records, mean": mean, "By chance, mean": mean},
    )
    st.caption(
        "Over all claims of a kind of source that can be compared, whatever their verdict. "
        "By chance: the same places on other days."
    )


def _narrow(rows: list[dict[str, object]], columns: dict[str, Any]) -> None:
    """A table of these rows, without the column of datasets where there is only one."""
    frame = pd.DataFrame(rows)
    if frame["Dataset"].nunique() == 1:
        frame = frame.drop(columns="Dataset")
    st.dataframe(
        frame, placeholder="–", hide_index=True, height=min(38 + 36 * len(rows), 420), column_config=columns
    )


def _timeline(space: workspace.Workspace) -> None:
    tables = {
        reference.name: table
        for reference in space.evidence
        if (table := workspace.evidence_table_or_none(reference)) is not None
    }
    km = workspace.window().km
    frame, unit = timeline(space.claims, tables, km)
    draw(frame, unit, km)
