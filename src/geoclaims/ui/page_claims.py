"""Claims: the text with its marks, the map and the table; a click in any of them selects in all."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from geoclaims.model import Claim, Verdict, Window
from geoclaims.output.place_names import in_language
from geoclaims.ui import add_claim, empty, map_data, selection, shown_names, views, workspace
from geoclaims.ui.claim_card import claim_card
from geoclaims.ui.claims_table import claims_table
from geoclaims.ui.filters import clear_filters, filter_row, present_filters, use_filters
from geoclaims.ui.row_pick import picked_of, rows_key
from geoclaims.ui.words import counted, markdown_text

_PANEL = 430
_TABLE = "claims_table"
_ROWS = 200
"""The most rows of the table that are sent at once."""


def show() -> None:
    """The page."""
    space = workspace.workspace()
    if not space.analyses:
        empty.no_claims(space)
        return
    add_claim.open_if_marked(space)
    verdicts, problems = workspace.verdicts()
    for problem in problems:
        st.warning(markdown_text(problem))
    claims = filter_row(space, verdicts)
    _count_line(claims, space)
    claim_id = selection.selected()
    chosen = space.by_id.get(claim_id or "")
    shown = None if len(claims) == len(space.claims) else [claim.id for claim in claims]
    views.announce(chosen.id if chosen else None, shown)
    left, right = st.columns(2, gap="small")
    with left:
        _text(space, claims, chosen)
    with right:
        views.claims_map(map_data.for_the_map(_PANEL + 34), lambda: _pick("map"))
    _table(claims, verdicts, chosen, space)
    if chosen:
        with st.container(border=True):
            report = space.report_name(chosen.document.id)
            claim_card(shown_names.claim(chosen), verdicts.get(chosen.id, ()), report)
    elif claims:
        st.caption("Click a claim in the text, on the map or in the table to see everything known of it.")


def _count_line(claims: Sequence[Claim], space: workspace.Workspace) -> None:
    placed = sum(claim.id in space.placed for claim in claims)
    without = len(claims) - placed
    words = (
        f"**{len(claims):,} of {counted(len(space.claims), 'claim')}** shown, {placed:,} on the map"
        + (f"; {counted(without, 'claim')} without a placed location" if without else "")
        + ". Claims are unverified."
    )
    line, clear, saved = st.columns([6, 1, 1], vertical_alignment="center")
    line.markdown(words)
    if present_filters():
        clear.button("Clear filters", on_click=clear_filters, width="stretch", type="tertiary")
    with saved.popover("Views", width="stretch", help="Sets of filters kept in the project"):
        _views()


def _views() -> None:
    store = workspace.project()
    kept = store.views()
    for number, (name, view) in enumerate(kept.items()):
        use, drop = st.columns([4, 1])
        use.button(
            markdown_text(name), key=f"view_{number}", on_click=use_filters, args=(view,), width="stretch"
        )
        drop.button(
            "✕", key=f"drop_view_{number}", on_click=store.remove_view, args=(name,), help="Forget it"
        )
    if not kept:
        st.caption("No view saved yet. Set filters, give them a name, and they are one click away.")
    name = st.text_input("Name for the present filters", key="view_name", max_chars=60)
    if st.button("Save view", disabled=not (name.strip() and present_filters())):
        store.save_view(name.strip(), present_filters())
        st.rerun()


def _text(space: workspace.Workspace, claims: Sequence[Claim], chosen: Claim | None) -> None:
    views.legend()
    reports = present_filters().get("report", [])
    if chosen:
        document = chosen.document.id
    elif reports:
        document = reports[0]
    else:
        document = claims[0].document.id if claims else next(iter(space.analyses))
    views.report_text(
        shown_names.analysis(space.analyses[document]),
        _PANEL,
        on_claim=lambda: _pick("report_text"),
        on_words=lambda: add_claim.remember_words(views.marked_words("report_text")),
    )


@st.cache_resource(max_entries=2, show_spinner=False)
def _whole_table(
    stamp: tuple[int, int], window: Window, names_key: tuple[str | None, str] | None, compared: int
) -> pd.DataFrame:
    # How many have verdicts is part of the key: a dataset's file may come back, the project being the same.
    space = workspace.workspace()
    claims = in_language(space.claims, shown_names.place_names())
    return claims_table(claims, workspace.verdicts()[0], space.corrected, space.report_names)


def _table(
    claims: Sequence[Claim],
    verdicts: dict[str, list[Verdict]],
    chosen: Claim | None,
    space: workspace.Workspace,
) -> None:
    position = next((n for n, claim in enumerate(claims) if chosen and claim.id == chosen.id), None)
    first = _page(len(claims), position, chosen)
    shown = claims[first : first + _ROWS]
    ids = [claim.id for claim in shown]
    made_of = (workspace.project().stamp(), workspace.window(), shown_names.names_key(), len(verdicts))
    frame = _whole_table(*made_of).loc[ids]
    hidden = [] if verdicts else ["Other datasets"]
    hidden += [] if space.corrected.accepted or space.corrected.changed else ["Review"]
    hidden += [] if len(space.analyses) > 1 else ["Report"]
    row = None if position is None or not first <= position < first + _ROWS else position - first
    key = rows_key(_TABLE, ids)
    # Which row is selected is said anew each time: the selection may come from text or map.
    st.session_state[key] = {"selection": {"rows": [] if row is None else [row]}}
    st.dataframe(
        frame.drop(columns=hidden),
        key=key,
        hide_index=True,
        selection_mode="single-row",
        on_select=partial(_row_picked, key, ids),
        height=min(38 + 36 * max(len(frame), 1), 330),
        column_config={
            "Claimed by": st.column_config.TextColumn(width=190),
            "What": st.column_config.TextColumn(width=250),
            "Where, as written → place": st.column_config.TextColumn(width=290),
            "When": st.column_config.TextColumn(
                width=110, help="The claimed days; “by” leaves the start open"
            ),
            "Said as": st.column_config.TextColumn(
                width=85, help="Whether it is said to have occurred, to be planned, attempted, possible …"
            ),
            "How it is said": st.column_config.TextColumn(width=140),
            "Kind of source": st.column_config.TextColumn(width=130),
            "Other datasets": st.column_config.TextColumn(width=260),
            "Report": st.column_config.TextColumn(width=180),
        },
    )


def _page(count: int, position: int | None, chosen: Claim | None) -> int:
    """The number of the first row to show: the page is turned by hand, and by selecting a claim."""
    last = max(0, (count - 1) // _ROWS)
    about = (chosen.id if chosen else None, count)
    if position is not None and st.session_state.get("claims_page_of") != about:
        st.session_state["claims_page"] = position // _ROWS + 1
    st.session_state["claims_page_of"] = about
    if not last:
        return 0
    st.session_state["claims_page"] = min(int(st.session_state.get("claims_page", 1)), last + 1)
    words, turn = st.columns([6, 1], vertical_alignment="center")
    page = int(
        turn.number_input("Page of the table", 1, last + 1, key="claims_page", label_visibility="collapsed")
    )
    first = (page - 1) * _ROWS
    words.caption(
        f"Rows {first + 1:,}–{min(first + _ROWS, count):,} of {count:,}; page {page:,} of {last + 1:,}"
    )
    return first


def _row_picked(key: str, ids: list[str]) -> None:
    selection.select(picked_of(key, ids))


def _pick(part: str) -> None:
    claim = views.clicked_claim(part)
    if claim:
        selection.select(claim)
