"""Claims: the text with its marks, the map and the table; a click in any of them selects in all."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NoReturn

import streamlit as st

from geoclaims.model import Claim, Verdict
from geoclaims.output.place_names import in_language
from geoclaims.ui import add_claim, empty, map_data, selection, shown_names, views, workspace
from geoclaims.ui.claim_card import claim_card
from geoclaims.ui.claims_table import claims_table
from geoclaims.ui.filters import awaits_verdicts, clear_filters, filter_row, present_filters, use_filters
from geoclaims.ui.row_pick import picked_of, rows_key
from geoclaims.ui.words import counted, markdown_text

_PANEL = 430
_MAP = _PANEL + 34
"""Heights in pixels of the text and of the map, which has no legend over it."""
_STEPS = 5
"""Steps of comparing after which the page is drawn again, to say how far it is: 10,000 claims."""
_JUST_MADE = "claims_map_just_made"
_TABLE = "claims_table"
_ROWS = 200
"""The most rows of the table that are sent at once."""


def show() -> None:
    """The page as far as it can be told at once; then what takes longer is made, and it is drawn again.

    Text and table stand while claims are being compared, and a click is heard in between.
    """
    space = workspace.workspace()
    if not space.analyses:
        empty.no_claims(space)
        return
    form_is_open = add_claim.open_if_marked(space)
    verdicts, problems = workspace.verdicts_at_hand() or (None, [])
    with st.container():
        for problem in problems:
            st.warning(markdown_text(problem))
    claims = filter_row(space, verdicts)
    if awaits_verdicts(verdicts):
        _compare(_count_line("Which claims the filters leave is known once all are compared."))
    line = _count_line(_count(claims, space))
    claim_id = selection.selected()
    chosen = space.by_id.get(claim_id or "")
    shown = None if len(claims) == len(space.claims) else [claim.id for claim in claims]
    views.announce(chosen.id if chosen else None, shown)
    left, right = st.columns(2, gap="small")
    below = st.container()
    with left:
        _text(space, claims, chosen)
    with below:
        _table(claims, verdicts, chosen, space)
        if chosen:
            with st.container(border=True):
                beside = None if verdicts is None else verdicts.get(chosen.id, ())
                claim_card(shown_names.claim(chosen), beside, space.report_name(chosen.document.id))
        elif claims:
            st.caption("Click a claim in the text, on the map or in the table to see everything known of it.")
        else:
            st.empty()
    # The map comes last to the browser: it is by far the largest part.
    just_made = st.session_state.pop(_JUST_MADE, None)
    drawn = None if verdicts is None else map_data.at_hand(_MAP) or just_made
    with right:
        views.claims_map(drawn or views.awaited_map(_MAP), lambda: _pick("map"))
    if form_is_open:
        return  # goes on when it is closed, which draws the page again
    if verdicts is None:
        _compare(line)
    if drawn is None:
        # Shown though the project has changed since: while another page reads reports, it always has.
        st.session_state[_JUST_MADE] = map_data.for_the_map(_MAP)
        st.rerun()
    add_claim.forget_words()


def _compare(still: Callable[[], object]) -> NoReturn:
    """Compare claims and draw the page again. ``still`` says the same anew: there a click is heard."""
    for _ in range(_STEPS):
        if not workspace.compare_more():
            break
        still()
    st.rerun()


def _count(claims: Sequence[Claim], space: workspace.Workspace) -> str:
    placed = sum(claim.id in space.placed for claim in claims)
    without = len(claims) - placed
    return (
        f"**{len(claims):,} of {counted(len(space.claims), 'claim')}** shown, {placed:,} on the map"
        + (f"; {counted(without, 'claim')} without a placed location" if without else "")
        + ". Claims are unverified."
    )


def _count_line(words: str) -> Callable[[], object]:
    """The line over the text, with what clears and keeps filters; what it gives says its words again."""
    column, clear, saved = st.columns([6, 1, 1], vertical_alignment="center")
    line = column.empty()
    line.markdown(words)
    if present_filters():
        clear.button("Clear filters", on_click=clear_filters, width="stretch", type="tertiary")
    else:
        clear.empty()  # what is not said anew stands until the run ends
    with saved.popover("Views", width="stretch", help="Sets of filters kept in the project"):
        _views()
    return partial(line.markdown, words)


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


def _table(
    claims: Sequence[Claim],
    verdicts: dict[str, list[Verdict]] | None,
    chosen: Claim | None,
    space: workspace.Workspace,
) -> None:
    position = next((n for n, claim in enumerate(claims) if chosen and claim.id == chosen.id), None)
    first = _page(len(claims), position, chosen)
    shown = claims[first : first + _ROWS]
    ids = [claim.id for claim in shown]
    named = in_language(shown, shown_names.place_names())
    frame = claims_table(named, verdicts, space.corrected, space.report_names)
    hidden = ["Other datasets"] if verdicts == {} else []
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
    turned = st.container()
    last = max(0, (count - 1) // _ROWS)
    about = (chosen.id if chosen else None, count)
    if position is not None and st.session_state.get("claims_page_of") != about:
        st.session_state["claims_page"] = position // _ROWS + 1
    st.session_state["claims_page_of"] = about
    if not last:
        return 0
    st.session_state["claims_page"] = min(int(st.session_state.get("claims_page", 1)), last + 1)
    words, turn = turned.columns([6, 1], vertical_alignment="center")
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
