"""Review: claims that deserve a look, one after the other; decisions that last and can be taken back."""

import pandas as pd
import streamlit as st

from geoclaims.model import Claim
from geoclaims.output import wording
from geoclaims.store_corrections import Correction, describe, in_force
from geoclaims.ui import decisions, empty, selection, workspace
from geoclaims.ui.claim_card import claim_card
from geoclaims.ui.claims_table import where
from geoclaims.ui.navigation import go_to
from geoclaims.ui.place_editor import place_editor
from geoclaims.ui.review_queue import REASONS, Item, Reason, review_queue
from geoclaims.ui.words import cell, counted, markdown_text

_TABLE = "review_table"
_SIDES = tuple(wording.SIDE_LABELS)
_TYPES = tuple(wording.EVENT_TYPE_LABELS)
_REALIS = tuple(wording.REALIS_LABELS)
_KINDS = tuple(wording.SOURCE_KIND_LABELS)


def show() -> None:
    """The page."""
    space = workspace.workspace()
    if not space.claims and not space.log:
        empty.no_claims(space)
        return
    wanted = _wanted(space)
    left, right = st.columns([5, 7], gap="medium")
    with left:
        item = _queue(space, wanted)
    with right:
        if item is None:
            st.success("Nothing is left to look at here.")
        else:
            _claim(item, space)
    _log(space)


def _wanted(space: workspace.Workspace) -> list[Reason]:
    counts = {r: sum(r in i.reasons for i in _items(space, [])) for r in REASONS}
    return st.pills(
        "Look at those with", list(REASONS), selection_mode="multi", key="review_reasons",
        format_func=lambda reason: f"{REASONS[reason]} ({counts[reason]})",
    )  # fmt: skip


def _queue(space: workspace.Workspace, wanted: list[Reason]) -> Item | None:
    items = _items(space, wanted)
    accepted = len(space.corrected.accepted)
    st.markdown(
        f"**{counted(len(items), 'claim')}** to look at · {accepted:,} accepted · "
        f"{len(space.corrected.rejected):,} rejected"
    )
    ids = [item.claim.id for item in items]
    chosen = selection.selected()
    position = ids.index(chosen) if chosen in ids else 0
    st.session_state["review_ids"] = ids
    st.session_state[_TABLE] = {"selection": {"rows": [position] if ids else []}}
    rows = [
        {
            "Claim": cell(f"{item.claim.event.trigger.text}: {item.claim.text}"),
            "Where": cell(where(item.claim)),
            "Why": ", ".join(REASONS[reason] for reason in item.reasons) or "not reviewed yet",
        }
        for item in items
    ]
    st.dataframe(
        pd.DataFrame(rows, columns=["Claim", "Where", "Why"]), key=_TABLE, hide_index=True,
        on_select=_row_picked, selection_mode="single-row", height=min(38 + 36 * max(len(rows), 1), 470),
        column_config={
            "Claim": st.column_config.TextColumn(width=190),
            "Where": st.column_config.TextColumn(width=140),
        },
    )  # fmt: skip
    st.toggle("Show accepted ones too", key="review_all")
    return items[position] if items else None


def _items(space: workspace.Workspace, wanted: list[Reason]) -> list[Item]:
    reviewed = bool(st.session_state.get("review_all"))
    return review_queue(space.claims, space.corrected, wanted, reviewed=reviewed)


def _row_picked() -> None:
    rows = st.session_state[_TABLE]["selection"]["rows"]
    ids = st.session_state.get("review_ids", [])
    if rows and rows[0] < len(ids):
        selection.select(ids[rows[0]])


def _claim(item: Item, space: workspace.Workspace) -> None:
    claim = item.claim
    buttons = st.container(horizontal=True)
    if buttons.button(
        "Accept",
        icon=":material/check:",
        type="primary",
        shortcut="A",
        disabled=claim.id in space.corrected.accepted,
    ):
        _then_next(claim)
        decisions.decide(claim, "accept")
        st.rerun()
    if buttons.button("Reject", icon=":material/close:", shortcut="X", help="No claim, or wrongly read"):
        _then_next(claim)
        decisions.decide(claim, "reject")
        st.rerun()
    if buttons.button("Next", icon=":material/arrow_forward:", shortcut="N"):
        _then_next(claim)
        st.rerun()
    last = next(reversed(in_force(space.log)), None)
    if buttons.button(
        "Undo", icon=":material/undo:", shortcut="U", disabled=last is None,
        help=f"Takes back: {markdown_text(describe(last))}" if last else None,
    ) and last:  # fmt: skip
        decisions.undo(last)
        if last.claim:
            selection.select(last.claim)
        st.rerun()
    if buttons.button("In the text", icon=":material/map:"):
        selection.select(claim.id)
        go_to("claims")
    with st.container(border=True):
        verdicts, _ = workspace.verdicts()
        claim_card(claim, verdicts.get(claim.id, ()), space.report_name(claim.document.id))
    for number, place in enumerate(claim.places):
        if place.role in ("location", "origin", "destination"):
            with st.container(border=True):
                place_editor(claim, place, number)
    with st.expander("Correct what happened, how it is said, or who says it"):
        _fields(claim)


def _then_next(claim: Claim) -> None:
    ids = st.session_state.get("review_ids", [])
    if claim.id in ids and len(ids) > 1:
        selection.select(ids[(ids.index(claim.id) + 1) % len(ids)])


def _fields(claim: Claim) -> None:
    attribution = claim.attribution
    with st.form(f"fields_{claim.id}", border=False):
        left, right = st.columns(2)
        kind_of_event = left.selectbox(
            "What happened", _TYPES, index=_TYPES.index(claim.event.type),
            format_func=lambda value: wording.EVENT_TYPE_LABELS[value],
        )  # fmt: skip
        realis = right.selectbox(
            "It is",
            _REALIS,
            index=_REALIS.index(claim.realis),
            format_func=lambda value: wording.REALIS_LABELS[value],
        )
        name = left.text_input("Who says it", value=attribution.name or "")
        kind = right.selectbox(
            "Kind of source", _KINDS, index=_KINDS.index(attribution.kind),
            format_func=lambda value: wording.SOURCE_KIND_LABELS[value],
        )  # fmt: skip
        side = left.selectbox(
            "Side of the source", _SIDES, index=_SIDES.index(attribution.side),
            format_func=lambda value: wording.SIDE_LABELS[value],
        )  # fmt: skip
        why = right.text_input("Why", placeholder="for whoever reads this later")
        if not st.form_submit_button("Save these"):
            return
    source = {"kind": kind, "side": side, "name": name.strip() or None}
    before = {"kind": attribution.kind, "side": attribution.side, "name": attribution.name}
    if kind_of_event != claim.event.type:
        decisions.decide(claim, "type", {"type": kind_of_event}, why)
    if realis != claim.realis:
        decisions.decide(claim, "realis", {"realis": realis}, why)
    if source != before:
        decisions.decide(claim, "source", source, why)
    st.rerun()


def _log(space: workspace.Workspace) -> None:
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
        if st.button("Take this decision back", icon=":material/undo:"):
            decisions.undo(newest[picked[0]])
            st.rerun()
    else:
        st.caption(
            "Select a decision that is in force to take it back. Nothing is ever erased from this list."
        )


def _claim_words(correction: Correction, space: workspace.Workspace) -> str:
    claims = {**space.by_id, **{claim.id: claim for claim in space.corrected.rejected}}
    claim = claims.get(correction.claim or "")
    return claim.text if claim else correction.claim or ""
