"""The pieces of a text are the text, whatever marks lie on it."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from geoclaims.model import Analysis, Span, Toponym
from geoclaims.output.escape import visible
from geoclaims.ui.highlights import as_data, marks, pieces
from hand_made import hand_made_analysis

ANALYSIS = hand_made_analysis()
LENGTH = len(ANALYSIS.document.text)
spans = st.tuples(st.integers(-5, LENGTH + 5), st.integers(-5, LENGTH + 5))


def with_spans(places: list[tuple[int, int]], triggers: list[tuple[int, int]]) -> Analysis:
    toponyms = tuple(
        Toponym(
            document="d", start=start, end=end, text="", use="literal",
            status="not_found", score=0.0, place=None,
        )
        for start, end in places
    )  # fmt: skip
    claims = tuple(
        replace(
            ANALYSIS.claims[0], id=f"c{n}", start=start, end=end,
            event=replace(ANALYSIS.claims[0].event, trigger=Span("", start, end)),
        )
        for n, (start, end) in enumerate(triggers)
    )  # fmt: skip
    return replace(ANALYSIS, toponyms=toponyms, claims=claims)


@given(st.lists(spans, max_size=8), st.lists(spans, max_size=4))
def test_pieces_cover_the_text_once(places: list[tuple[int, int]], triggers: list[tuple[int, int]]) -> None:
    analysis = with_spans(places, triggers)
    cut = pieces(analysis)
    text = analysis.document.text
    assert "".join(text[p.start : p.end] for p in cut) == text
    for mark in marks(analysis):
        if 0 <= mark.start < mark.end <= len(text):
            inside = [p for p in cut if p.start >= mark.start and p.end <= mark.end]
            assert "".join(text[p.start : p.end] for p in inside) == text[mark.start : mark.end]
            assert all(mark.kind in p.kinds for p in inside)


@given(st.text(min_size=1))
def test_any_text_becomes_data(text: str) -> None:
    analysis = replace(ANALYSIS, document=replace(ANALYSIS.document, text=text), toponyms=(), claims=())
    assert "".join(piece["t"] for piece in as_data(analysis)) == visible(text)


def test_marks_name_what_they_are() -> None:
    by_text = {}
    text = ANALYSIS.document.text
    for piece in pieces(ANALYSIS):
        by_text[text[piece.start : piece.end]] = piece
    assert by_text["captured"].kinds == ("trigger",)
    assert by_text["Krasnoarmeysk"].kinds == ("place",)
    assert "Pokrovsk, Donetsk, UA" in by_text["Krasnoarmeysk"].notes[0]
    assert by_text["Novosilka"].kinds == ("ambiguous",)
    assert "may be Novosilka (UA)" in by_text["Novosilka"].notes[0]
    assert by_text["Qwertyville"].kinds == ("unfound",)
    assert by_text["told"].kinds == ("cue",)
    assert by_text["General Arkady Melnikov"].kinds == ("source",)
    assert by_text["captured"].parts == by_text["captured"].sentences == ("c-taken",)
