"""Add a claim that the reading missed: words marked in the text, and what an analyst says of them."""

from typing import get_args

import streamlit as st

from geoclaims.errors import GeoclaimsError
from geoclaims.model import PUBLISHER, Analysis, Attribution, Place, Span, TimeRange, Toponym
from geoclaims.output import wording
from geoclaims.records import to_record
from geoclaims.store_corrections import Correction
from geoclaims.ui import decisions, new_claim, reading, selection, shown_names, workspace
from geoclaims.ui.highlights import place_note
from geoclaims.ui.words import markdown_text
from geoclaims.vocabulary import EVENT_TYPES, REALIS, Side, Stance

_WORDS = "words_for_claim"
_STANCES: tuple[Stance, ...] = get_args(Stance)
_KINDS = tuple(kind for kind in wording.SOURCE_KIND_LABELS if kind != "publisher")
_SIDES: tuple[Side, ...] = get_args(Side)


def remember_words(words: tuple[str, int, int] | None) -> None:
    """Keep the words that were just marked for the run that follows."""
    if words:
        st.session_state[_WORDS] = words


def open_if_marked(space: workspace.Workspace) -> bool:
    """Open the form where words were just marked; what is no longer there is said so until ``forget_words``.

    Gives whether it is open: the next run of the whole page closes it.
    """
    marked = st.session_state.get(_WORDS)
    if marked is None:
        return False
    document, start, end = marked
    analysis = space.analyses.get(document)
    words = new_claim.trimmed(analysis.document.text, start, end) if analysis else None
    if analysis is None or words is None:
        st.warning("These words are no longer in the report as it was shown. Mark them again.")
    elif len(words.text) > new_claim.LONGEST:
        st.warning(
            "Mark only the words that name the event (“seized”, “drone strike”): the sentence round them, "
            "its places and its sources are taken along."
        )
    else:
        forget_words()
        _form(analysis, words)
        return True
    return False


def forget_words() -> None:
    """What there was to say of the words that were marked is said."""
    st.session_state.pop(_WORDS, None)


@st.dialog("Add a claim", width="large", on_dismiss="rerun")
def _form(analysis: Analysis, words: Span) -> None:
    text, key = analysis.document.text, f"{analysis.document.id}_{words.start}_{words.end}"
    sentence = new_claim.sentence_round(text, words)
    before, after = text[sentence.start : words.start], text[words.end : sentence.end]
    st.markdown(
        f"{markdown_text(before)}**:orange-background[{markdown_text(words.text)}]**{markdown_text(after)}"
    )
    left, right = st.columns(2)
    kind = left.selectbox(
        "What happened", EVENT_TYPES, index=None, placeholder="choose what is claimed", key=f"new_type_{key}",
        format_func=lambda value: wording.EVENT_TYPE_LABELS[value],
    )  # fmt: skip
    realis = right.selectbox(
        "It is", REALIS, key=f"new_realis_{key}", format_func=lambda r: wording.REALIS_LABELS[r]
    )
    time = left.selectbox(
        "When", new_claim.times_for(analysis, sentence), format_func=_time_words, key=f"new_time_{key}"
    )
    stance = right.selectbox(
        "The source",
        _STANCES,
        key=f"new_stance_{key}",
        format_func=lambda value: wording.STANCE_LABELS[value],
    )
    attribution = _source(analysis, sentence, key)
    places = _places(analysis, sentence, key)
    why = st.text_input("Why", placeholder="for whoever reads this later", key=f"new_why_{key}")
    # Never switched off: a press in the moment after the choice would be lost. What was chosen last counts.
    pressed = f"new_pressed_{key}"
    st.button("Add this claim", type="primary", key=f"new_save_{key}", on_click=_press, args=(pressed,))
    if not st.session_state.get(pressed):
        return
    st.session_state[pressed] = False
    if kind is None:
        st.warning("Choose first what is claimed to have happened.")
        return
    claim = new_claim.claim_of(
        analysis, words, places, kind=kind, attribution=attribution, time=time, realis=realis, stance=stance
    )
    if claim.id in workspace.workspace().by_id:
        st.warning("The report already has a claim of these words at these places; correct that one.")
        return
    decisions.write(
        [
            Correction(
                who=decisions.analyst(), action="add", document=analysis.document.id, claim=claim.id,
                value={"claim": to_record(claim)}, why=why.strip(),
            )
        ]
    )  # fmt: skip
    selection.select(claim.id)
    st.rerun()


def _press(pressed: str) -> None:
    st.session_state[pressed] = True  # lasts, should the run be cut short by another change


def _time_words(time: TimeRange) -> str:
    return f"“{time.text}”: {wording.time_text(time)}" if time.text else wording.time_text(time)


def _source(analysis: Analysis, sentence: Span, key: str) -> Attribution:
    cited = new_claim.sources_for(analysis, sentence)
    options = [*range(len(cited)), "publisher", "other"]
    inside = bool(cited and cited[0].source and sentence.start <= cited[0].source.start < sentence.end)
    choice = st.selectbox(
        "Who says it", options, index=0 if inside else len(cited), key=f"new_source_{key}",
        format_func=lambda option: _source_words(cited[option]) if isinstance(option, int)
        else "the outlet's own wording, unsourced" if option == "publisher" else "somebody else …",
    )  # fmt: skip
    if isinstance(choice, int):
        return cited[choice]
    if choice == "publisher":
        return PUBLISHER
    left, middle, right = st.columns(3)
    name = left.text_input("Name, as written", key=f"new_name_{key}").strip() or None
    kind = middle.selectbox(
        "Kind of source", _KINDS, key=f"new_kind_{key}", format_func=lambda k: wording.SOURCE_KIND_LABELS[k]
    )
    side = right.selectbox(
        "Side", _SIDES, index=_SIDES.index("unknown"), key=f"new_side_{key}",
        format_func=lambda value: wording.SIDE_LABELS[value],
    )  # fmt: skip
    given = Attribution(kind=kind, side=side, name=name, identity="named" if name else "none")
    return new_claim.named_source(analysis.document.text, sentence, given)


def _source_words(attribution: Attribution) -> str:
    return f"{wording.source_text(attribution)} ({wording.SOURCE_KIND_LABELS[attribution.kind]})"


def _places(analysis: Analysis, sentence: Span, key: str) -> list[Toponym]:
    here = new_claim.toponyms_in(analysis, sentence)
    literal = [n for n, toponym in enumerate(here) if toponym.use == "literal"]
    chosen = st.multiselect(
        "Where, by the names in the sentence", range(len(here)), default=literal if len(literal) == 1 else [],
        format_func=lambda n: f"{here[n].text}: {_note(here[n])}",
        key=f"new_places_{key}",
        placeholder="no place, or choose" if here else "no name was found in it",
    )  # fmt: skip
    places = [here[n] for n in chosen]
    with st.expander("Another place: words that are not marked, or a name looked up"):
        left, right = st.columns(2)
        words = left.text_input("Its words in the report", key=f"new_place_words_{key}").strip()
        asked = right.text_input(
            "Look up as", key=f"new_place_name_{key}", placeholder=words or "a name"
        ).strip()
        if words:
            place = _looked_up(asked or words, key)
            toponym = new_claim.toponym_of(analysis, words, sentence, place)
            if toponym is None:
                st.warning("These words don't stand in the report: a place must be named in it.")
            else:
                places.append(toponym)
    return places


def _looked_up(name: str, key: str) -> Place | None:
    try:
        gazetteer = reading.gazetteer(workspace.settings())
    except GeoclaimsError as error:
        st.error(markdown_text(error))
        return None
    exact = gazetteer.lookup(name)
    found = {entry.place.id: entry.place for entry in (exact or gazetteer.lookup(name, fuzzy=True))[:25]}
    if not found:
        st.caption("Not in the gazetteer: it will stand without a pin, and can be placed on the Review page.")
        return None
    options = [*found, None]
    choice = st.selectbox(
        "It means", options, index=0 if exact and len(found) == 1 else len(found),
        key=f"new_meaning_{key}_{name}",
        format_func=lambda option: shown_names.label(found[option]) if option else "none of these: no pin",
        help="Chosen by itself only where the gazetteer has one place of exactly this name.",
    )  # fmt: skip
    return found[choice] if choice else None


def _note(toponym: Toponym) -> str:
    return place_note(shown_names.toponym(toponym)).removeprefix("place: ")
