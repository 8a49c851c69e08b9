"""Review: claims that deserve a look, one after the other; decisions that last and can be taken back."""

from collections import Counter
from functools import partial
from typing import Literal

import pandas as pd
import streamlit as st

from geoclaims.model import Claim
from geoclaims.output import wording
from geoclaims.store_corrections import describe, in_force
from geoclaims.ui import decisions, empty, map_data, map_point, selection, shown_names, views, workspace
from geoclaims.ui.claim_card import claim_card
from geoclaims.ui.claims_table import where
from geoclaims.ui.navigation import go_to
from geoclaims.ui.place_editor import place_editor
from geoclaims.ui.review_log import decision_log
from geoclaims.ui.review_queue import REASONS, Item, Reason, reasons, review_queue
from geoclaims.ui.row_pick import picked_of, rows_key
from geoclaims.ui.split_merge import split_or_merge
from geoclaims.ui.words import cell, counted, markdown_text
from geoclaims.vocabulary import DRAWN_ROLES

_TABLE = "review_table"
_SHOWN = "review_shown"
"""Of this session: the id of the claim that is looked at, which keys decide; none at the queue's end."""
_MAP = 330
"""Height of the map in pixels."""
_ROWS = 200
"""The most rows of the queue that are sent at once: those round the claim that is looked at."""
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
    _wanted()
    left, right = st.columns([5, 7], gap="medium")
    with left:
        item = _queue(space)
        st.session_state[_SHOWN] = item.claim.id if item else None
        if item:
            views.announce(item.claim.id, None)
            views.claims_map(
                map_data.of_report(item.claim.document.id, _MAP),
                _pin_picked,
                lambda: _point_picked(item.claim.id),
                key="review_map",
            )
            if item.claim.drawn_places:
                st.caption("A click beside the pins offers the places near it for the claim on the right.")
    with right:
        if item is None:
            st.success(_done(space))
            st.button(
                "Undo", key="undo_last", icon=":material/undo:", shortcut="U", disabled=not space.log,
                on_click=_undo,
            )  # fmt: skip
        else:
            _claim(item, space)
    decision_log(space)


def _wanted() -> None:
    counts = review_counts(workspace.project().stamp())
    st.pills(
        "Look at those with", list(REASONS), selection_mode="multi", key="review_reasons",
        format_func=lambda reason: f"{REASONS[reason]} ({counts[reason]:,})", on_change=_to_the_first,
    )  # fmt: skip


@st.cache_resource(max_entries=8, show_spinner=False)
def _items(stamp: tuple[int, int], wanted: tuple[Reason, ...], reviewed: bool) -> list[Item]:
    space = workspace.workspace()
    return review_queue(space.claims, space.corrected, wanted, reviewed=reviewed)


def _present() -> list[Item]:
    """The queue as it is now: what was decided since the page was drawn is not in it."""
    wanted = tuple(st.session_state.get("review_reasons") or ())
    return _items(workspace.project().stamp(), wanted, bool(st.session_state.get("review_all")))


def review_counts(stamp: tuple[int, int]) -> Counter[Reason]:
    """How many claims of the queue have each reason."""
    items = _items(stamp, (), bool(st.session_state.get("review_all")))
    return Counter(reason for item in items for reason in item.reasons)


def _queue(space: workspace.Workspace) -> Item | None:
    items = _present()
    st.markdown(
        f"**{counted(len(items), 'claim')}** to look at · {len(space.corrected.accepted):,} accepted · "
        f"{len(space.corrected.rejected):,} rejected"
    )
    chosen = selection.selected()
    ids = [item.claim.id for item in items]
    asked_for = space.by_id.get(chosen or "")
    if asked_for and asked_for.id not in ids:  # accepted, or none of these: shown all the same
        position = None
        item: Item | None = Item(asked_for, reasons(asked_for))
    else:
        position = ids.index(chosen) if chosen in ids else 0
        item = items[position] if items else None
    step = _ROWS // 2  # the list moves by leaps: with each claim it would be another table
    first = max(0, min((position or 0) // step * step - step // 2, len(items) - _ROWS))
    shown = items[first : first + _ROWS]
    shown_ids = [entry.claim.id for entry in shown]
    key = rows_key(_TABLE, shown_ids)
    st.session_state[key] = {
        "selection": {"rows": [position - first] if position is not None and ids else []}
    }
    rows = [
        {
            "Why": ", ".join(REASONS[reason] for reason in entry.reasons) or "not reviewed yet",
            "Claim": cell(f"{entry.claim.event.trigger.text}: {entry.claim.text}"),
            "Where": cell(where(shown_names.claim(entry.claim))),
        }
        for entry in shown
    ]
    st.dataframe(
        pd.DataFrame(rows, columns=["Why", "Claim", "Where"]), key=key, hide_index=True,
        on_select=partial(_row_picked, key, shown_ids), selection_mode="single-row",
        height=min(38 + 36 * max(len(rows), 1), 300),
        column_config={
            "Why": st.column_config.TextColumn(width=125),  # first: on a tablet the last is cut off
            "Claim": st.column_config.TextColumn(width=190),
            "Where": st.column_config.TextColumn(width=140),
        },
    )  # fmt: skip
    if len(shown) < len(items):
        st.caption(f"{first + 1:,}–{first + len(shown):,} of {len(items):,}; the list goes along with Next.")
    st.toggle("Show accepted ones too", key="review_all", on_change=_to_the_first)
    return item


def _to_the_first() -> None:
    selection.select(None)


def _row_picked(key: str, ids: list[str]) -> None:
    claim = picked_of(key, ids)
    if claim:
        selection.select(claim)


def _pin_picked() -> None:
    claim = views.clicked_claim("review_map")
    if claim:
        selection.select(claim)


def _point_picked(claim: str) -> None:
    map_point.remember(claim, views.clicked_point("review_map"))
    for key in [key for key in st.session_state if str(key).startswith(f"lookup_{claim}_")]:
        st.session_state[key] = ""  # what was asked for last counts


def _done(space: workspace.Workspace) -> str:
    if not st.session_state.get("review_reasons"):
        return "**Done.** Every claim is accepted or rejected; nothing is left to look at."
    left = len(space.claims) - len(space.corrected.accepted)
    others = f" {counted(left, 'claim')} without these reasons not reviewed yet." if left else ""
    return f"**Done.** Nothing is left to look at here.{others}"


def _claim(item: Item, space: workspace.Workspace) -> None:
    claim = item.claim
    _buttons(claim, space)
    with st.container(border=True):
        verdicts, _ = workspace.verdicts()
        claim_card(shown_names.claim(claim), verdicts.get(claim.id, ()), space.report_name(claim.document.id))
    for number, place in enumerate(claim.places):
        if place.role in DRAWN_ROLES:
            with st.container(border=True):
                place_editor(claim, place, number)
    with st.expander("Correct what happened, how it is said, or who says it"):
        _fields(claim)
    with st.expander("Split it in two, or merge it with another telling"):
        split_or_merge(claim, space)


def _buttons(claim: Claim, space: workspace.Workspace) -> None:
    """The decisions, as callbacks: one that is made while the page is still drawn for the last one counts."""
    buttons = st.container(horizontal=True, gap="xsmall")
    buttons.button(
        "Accept",
        key="review_accept",
        icon=":material/check:",
        type="primary",
        shortcut="A",
        disabled=claim.id in space.corrected.accepted,
        on_click=_decide,
        args=("accept",),
    )
    buttons.button(
        "Reject",
        key="review_reject",
        icon=":material/close:",
        shortcut="X",
        help="No claim, or wrongly read. Undo brings it back.",
        on_click=_decide,
        args=("reject",),
    )
    buttons.button(
        "Previous",
        key="review_previous",
        icon=":material/arrow_back:",
        shortcut="P",
        on_click=_move,
        args=(-1,),
    )
    buttons.button(
        "Next", key="review_next", icon=":material/arrow_forward:", shortcut="N", on_click=_move, args=(1,)
    )
    last = next(reversed(in_force(space.log)), None)
    buttons.button(
        "Undo", key="review_undo", icon=":material/undo:", shortcut="U", disabled=last is None,
        on_click=_undo, help=f"Takes back: {markdown_text(describe(last))}" if last else None,
    )  # fmt: skip
    if buttons.button("In the text", key="review_in_text", icon=":material/map:", shortcut="T"):
        selection.select(claim.id)
        go_to("claims")


def _decide(action: Literal["accept", "reject"]) -> None:
    claim = _looked_at()
    if claim is None:
        if st.session_state.get(_SHOWN):
            st.toast("This claim was rejected or taken out meanwhile: nothing was decided.")
        return
    if action == "accept" and claim.id in workspace.workspace().corrected.accepted:
        return
    queue = [item.claim.id for item in _present()]
    decisions.decide(claim, action)
    accepted = workspace.workspace().corrected.accepted
    left = {item.claim.id for item in _present()} - set(accepted)
    at = queue.index(claim.id) + 1 if claim.id in queue else 0
    # Keys may be faster than the page: on to what is not decided by now, past the end to what was skipped.
    following = next((id_ for id_ in [*queue[at:], *queue[:at]] if id_ in left), None)
    kept = claim.id if action == "accept" and st.session_state.get("review_all") else None
    st.session_state[_SHOWN] = following or kept
    selection.select(following or kept)


def _move(by: int) -> None:
    claim = _looked_at()
    if claim is not None:
        _step(claim, by)


def _undo() -> None:
    last = next(reversed(in_force(workspace.workspace().log)), None)
    if last is None:
        return
    decisions.undo(last)
    if last.claim:
        selection.select(last.claim)


def _looked_at() -> Claim | None:
    """The claim that is selected, or else shown; none where somebody took it away meanwhile."""
    by_id = workspace.workspace().by_id
    return by_id.get(selection.selected() or "") or by_id.get(st.session_state.get(_SHOWN) or "")


def _step(claim: Claim, by: int) -> None:
    """On to the claim after this one in the queue, or before it; to the first from outside it."""
    ids = [item.claim.id for item in _present()]
    if claim.id not in ids:
        selection.select(ids[0] if ids else None)
    else:
        other = ids[(ids.index(claim.id) + by) % len(ids)]
        selection.select(other if other != claim.id else None)


def _fields(claim: Claim) -> None:
    attribution = claim.attribution
    with st.form(f"fields_{claim.id}", border=False):
        left, right = st.columns(2)
        # What is changed elsewhere meanwhile is another field, with another key.
        keys = {
            name: f"field_{name}_{claim.id}_{value}"
            for name, value in {
                "type": claim.event.type, "realis": claim.realis, "name": attribution.name or "",
                "kind": attribution.kind, "side": attribution.side, "why": "",
            }.items()
        }  # fmt: skip
        left.selectbox(
            "What happened", _TYPES, index=_TYPES.index(claim.event.type), key=keys["type"],
            format_func=lambda value: wording.EVENT_TYPE_LABELS[value],
        )  # fmt: skip
        right.selectbox(
            "It is", _REALIS, index=_REALIS.index(claim.realis), key=keys["realis"],
            format_func=lambda value: wording.REALIS_LABELS[value],
        )  # fmt: skip
        left.text_input("Who says it", value=attribution.name or "", key=keys["name"])
        right.selectbox(
            "Kind of source", _KINDS, index=_KINDS.index(attribution.kind), key=keys["kind"],
            format_func=lambda value: wording.SOURCE_KIND_LABELS[value],
        )  # fmt: skip
        left.selectbox(
            "Side of the source", _SIDES, index=_SIDES.index(attribution.side), key=keys["side"],
            format_func=lambda value: wording.SIDE_LABELS[value],
        )  # fmt: skip
        right.text_input("Why", placeholder="for whoever reads this later", key=keys["why"])
        st.form_submit_button("Save these", on_click=_save_fields, args=(claim, keys))


def _save_fields(claim: Claim, keys: dict[str, str]) -> None:
    given = {name: st.session_state[key] for name, key in keys.items()}
    attribution = claim.attribution
    source = {"kind": given["kind"], "side": given["side"], "name": given["name"].strip() or None}
    before = {"kind": attribution.kind, "side": attribution.side, "name": attribution.name}
    if given["type"] != claim.event.type:
        decisions.decide(claim, "type", {"type": given["type"]}, given["why"])
    if given["realis"] != claim.realis:
        decisions.decide(claim, "realis", {"realis": given["realis"]}, given["why"])
    if source != before:
        decisions.decide(claim, "source", source, given["why"])
