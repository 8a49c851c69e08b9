"""Whatever the text: no crash, spans that hold, times that follow from words, the same twice."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from geoclaims.claims.attribution import attributed_contents
from geoclaims.claims.extract import extract_claims
from geoclaims.language import annotate
from geoclaims.model import Document, Toponym
from geoclaims.records import claim_from_record, to_record

PIECES = (
    "Troops captured Arvol on Monday", "“We took Besk,” said Col. Lee", "according to the mayor",
    ", citing the army,", "The rebels denied shelling Arvol", "If Besk falls", "12 people were killed",
    "\n\n", ". ", ", ", "; ", "“", "”", '"', "‘", "’", "(", ")", "—", ": ", "• ", "14:05 ",
    "who", "and", "said",
    "reportedly", "near Besk", "there", "BREAKING: ARVOL HIT BY MISSILES", "| a | b |",
    "in 2015", "yesterday",
    "could not be verified", "his", "they", "preparing to seize", "an air strike on", "No",
    "Al-Shabaab", "'s",
    "told reporters in Besk that", "-", "\t", "…",
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=24).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=24).map("".join),
    st.text(max_size=200),
)


def read(text: str, published: date | None):
    """The claims and attributions of a text whose Arvol and Besk are places."""
    spans = sorted(
        (at, at + len(name))
        for name in ("Arvol", "Besk", "ARVOL")
        for at in range(len(text))
        if text.startswith(name, at)
    )
    toponyms = [
        Toponym(
            document="d",
            start=a,
            end=b,
            text=text[a:b],
            use="literal",
            status="not_found",
            score=0.0,
            place=None,
        )
        for a, b in spans
    ]
    document = Document("d", text, published=published)
    annotation = annotate(text)
    return extract_claims(document, annotation, toponyms), attributed_contents(document, annotation, toponyms)


@settings(max_examples=250, deadline=None)
@given(TEXTS, st.sampled_from([None, date(2024, 3, 14)]))
def test_spans_hold_and_records_go_round(text: str, published: date | None) -> None:
    claims, attributions = read(text, published)
    assert len({claim.id for claim in claims}) == len(claims)
    for claim in claims:
        assert text[claim.start : claim.end] == claim.text
        spans = [claim.event.trigger, *claim.event.actors, *claim.event.targets, *claim.event.casualties]
        spans += [*claim.places, *claim.attribution.chain]
        spans += [s for s in (claim.attribution.source, claim.attribution.cue) if s is not None]
        for span in spans:
            assert text[span.start : span.end] == span.text
        if published is None and claim.time.basis != "expression":
            assert (claim.time.start, claim.time.end, claim.time.basis) == (None, None, "none")
        if claim.attribution.kind == "publisher":
            assert claim.attribution.source is None
        assert claim_from_record(to_record(claim), "test") == claim
    for found in attributions:
        assert found.kind != "publisher"
        assert text[found.content.start : found.content.end] == found.content.text


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_the_same_text_gives_the_same_claims(text: str) -> None:
    assert read(text, date(2024, 3, 14)) == read(text, date(2024, 3, 14))


def test_many_sentences_give_each_its_claim() -> None:
    text = "\n\n".join(f"Rebels shelled Besk on day {number}." for number in range(2000))
    claims, _ = read(text, None)
    assert len(claims) == 2000
