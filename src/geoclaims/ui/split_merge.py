"""One claim made two by its places, and two tellings of one event made one."""

import streamlit as st

from geoclaims.model import Claim
from geoclaims.output import wording
from geoclaims.ui import decisions, new_claim, selection, workspace
from geoclaims.ui.words import markdown_text


def split_or_merge(claim: Claim, space: workspace.Workspace) -> None:
    """Draw both forms for a claim, and write what is decided."""
    _split(claim, space)
    st.divider()
    _merge(claim, space)


def _split(claim: Claim, space: workspace.Workspace) -> None:
    places = {(place.start, place.end): place for place in claim.drawn_places}
    if len(places) < 2:
        st.caption(
            "**Split:** it is claimed for one place at most. For a second event in the sentence, mark its "
            "words in the text on the Claims page."
        )
        return
    spans = list(places)
    second = st.multiselect(
        "Split: places of a claim of their own", spans, default=spans[-1:], key=f"split_{claim.id}",
        format_func=lambda span: wording.place_text(places[span]),
        help="Words, source, time and type stay the same for both; counts of harm become “up to”.",
    )  # fmt: skip
    st.text_input("Why it is split", placeholder="for whoever reads this later", key=f"why_split_{claim.id}")
    st.button(
        "Split it in two", key=f"do_split_{claim.id}", disabled=not 0 < len(second) < len(spans),
        on_click=_save_split, args=(claim, space.analyses[claim.document.id].document.text, len(spans)),
    )  # fmt: skip


def _save_split(claim: Claim, text: str, places: int) -> None:
    second = st.session_state[f"split_{claim.id}"]
    if not 0 < len(second) < places:
        return
    parts = new_claim.parts_by_place(claim, text, second)
    value = {"parts": parts, "sentence": decisions.sentence_of(claim)}
    decisions.decide(claim, "split", value, st.session_state[f"why_split_{claim.id}"])
    selection.select(str(parts[0]["id"]))


def _merge(claim: Claim, space: workspace.Workspace) -> None:
    others = [c for c in space.analyses[claim.document.id].claims if c.id != claim.id]
    if not others:
        st.caption("**Merge:** the report has no other claim.")
        return
    by_id = {c.id: c for c in sorted(others, key=lambda c: abs(c.start - claim.start))}
    other_id = st.selectbox(
        "Merge: the same event, told again in this report as", list(by_id), index=None,
        format_func=lambda id_: f"{by_id[id_].event.trigger.text}: {by_id[id_].text}"[:160],
        placeholder="choose the other claim", key=f"merge_{claim.id}",
    )  # fmt: skip
    if other_id is None:
        return
    other = by_id[other_id]
    st.markdown(f"> {markdown_text(other.text)}")
    if wording.source_text(other.attribution) != wording.source_text(claim.attribution):
        st.warning(
            f"Another source says it: {markdown_text(wording.source_text(other.attribution))}. Once merged, "
            f"only {markdown_text(wording.source_text(claim.attribution))} is named for it."
        )
    st.text_input("Why they are one", placeholder="for whoever reads this later", key=f"why_merge_{claim.id}")
    st.button("Merge it into this claim", key=f"do_merge_{claim.id}", on_click=_save_merge, args=(claim,))


def _save_merge(claim: Claim) -> None:
    other = st.session_state[f"merge_{claim.id}"]
    if other is not None:
        decisions.decide(claim, "merge", {"with": other}, st.session_state[f"why_merge_{claim.id}"])
