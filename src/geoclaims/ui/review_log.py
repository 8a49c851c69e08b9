"""The log of decisions under the Review page: who decided what, when, and whether it is in force."""

import pandas as pd
import streamlit as st

from geoclaims.store_corrections import Correction, describe, in_force
from geoclaims.ui import decisions, workspace
from geoclaims.ui.words import cell, counted


def decision_log(space: workspace.Workspace) -> None:
    """What is not in force and why, and every decision with a button to take it back."""
    if space.corrected.unapplied:
        with st.expander(
            f"{counted(len(space.corrected.unapplied), 'decision')} not in force now", expanded=True
        ):
            rows = [
                (
                    u.correction.at.date().isoformat(),
                    cell(u.correction.who),
                    cell(describe(u.correction)),
                    u.reason,
                )
                for u in space.corrected.unapplied
            ]
            st.dataframe(
                pd.DataFrame(rows, columns=["When", "Who", "What", "Why it is not in force"]), hide_index=True
            )
    if not space.log:
        return
    with st.expander(f"All decisions ({len(space.log):,})"):
        _decisions(space)


def _decisions(space: workspace.Workspace) -> None:
    force = {correction.id for correction in in_force(space.log)}
    newest: list[Correction] = list(reversed(space.log))
    rows = [
        {
            "When": c.at.strftime("%Y-%m-%d %H:%M"),
            "Who": cell(c.who),
            "What": cell(describe(c)),
            "Claim": cell(_claim_words(c, space)),
            "Why": cell(c.why),
            "In force": "" if c.action == "undo" else "yes" if c.id in force else "taken back",
        }
        for c in newest
    ]
    event = st.dataframe(
        pd.DataFrame(rows), key="log_table", hide_index=True, on_select="rerun", selection_mode="single-row",
        height=min(38 + 36 * len(rows), 300),
    )  # fmt: skip
    picked = event["selection"]["rows"]
    if picked and picked[0] < len(newest) and newest[picked[0]].id in force:
        st.button(
            "Take this decision back", icon=":material/undo:", on_click=decisions.undo,
            args=(newest[picked[0]],),
        )  # fmt: skip
    else:
        st.caption(
            "Select a decision that is in force to take it back. Nothing is ever erased from this list."
        )


def _claim_words(correction: Correction, space: workspace.Workspace) -> str:
    claims = {**space.by_id, **{claim.id: claim for claim in space.corrected.rejected}}
    claim = claims.get(correction.claim or "")
    return claim.text if claim else correction.claim or ""
