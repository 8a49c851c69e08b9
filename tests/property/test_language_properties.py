"""Whatever the text, offsets stay right and nothing breaks."""

from hypothesis import given
from hypothesis import strategies as st

from geoclaims.language import annotate

any_text = st.text(alphabet=st.characters(), max_size=300)
newsy = st.lists(
    st.sampled_from(
        ["“", "”", "‘", "’", '"', "'", ".", "\n", "\n\n", " ", "Gen.", "Goma", "’s", "-", "said", "é"]
    ),
    max_size=60,
).map("".join)


@given(any_text | newsy)
def test_spans_lie_in_the_text(text: str) -> None:
    annotation = annotate(text)
    for token in annotation.tokens:
        assert text[token.start : token.end] == token.text
    for before, after in zip(annotation.tokens, annotation.tokens[1:], strict=False):
        assert not text[before.end : after.start].strip() or before.end == after.start
    for span in (*annotation.sentences, *annotation.paragraphs, *annotation.quotes, *annotation.datelines):
        assert 0 <= span.start < span.end <= len(text)


@given(any_text | newsy)
def test_sentences_hold_every_token_once_but_the_ornaments_before_them(text: str) -> None:
    annotation = annotate(text)
    held = [index for s in annotation.sentences for index in range(s.first, s.last)]
    assert held == sorted(set(held))
    for index, token in enumerate(annotation.tokens):
        assert annotation.token_at(token.start) == index
        sentence = annotation.sentence_at(token.start)
        if sentence is None:
            assert index not in held
            assert token.kind == "punctuation"
        else:
            assert sentence.first <= index < sentence.last
