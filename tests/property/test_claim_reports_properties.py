"""Whole reports, cut and changed at random: every span holds, and an edit elsewhere changes no id."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geoclaims.model import Claim, Document
from geoclaims.pipeline import Pipeline
from geoclaims.records import claim_from_record, to_record

REPORTS = Path(__file__).parents[1] / "golden" / "reports"
TEXTS = [
    tomllib.loads(path.read_text("utf-8"))["text"].strip("\n") for path in sorted(REPORTS.glob("*.toml"))
]
INSERTED = (
    "“",
    "”",
    '"',
    "\n",
    "\n\n",
    " ",
    ", ",
    ". ",
    "’s",
    "İ",
    "\u200b",
    "—",
    "(",
    ")",
    "\r\n",
    "not ",
    "14:05 ",
)
NEUTRAL = "The weather was mild and the shops were open."
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def changed(draw: st.DrawFn) -> str:
    """A report with pieces cut out, doubled or put in."""
    text = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 60)))
        piece = draw(st.one_of(st.sampled_from(INSERTED), st.just(""), st.just(text[start:end] * 2)))
        text = text[:start] + piece + text[end:]
    return text


def spans_of(claim: Claim) -> list[tuple[int | None, int | None, str | None]]:
    """Every span of a claim as (start, end, text)."""
    event, who, stance = claim.event, claim.attribution, claim.publisher_stance
    spans = [event.trigger, *event.actors, *event.targets, *event.casualties, *claim.places, *who.chain]
    spans += [span for span in (who.source, who.cue) if span is not None]
    found: list[tuple[int | None, int | None, str | None]] = [(s.start, s.end, s.text) for s in spans]
    found += [
        (place.relation.start, place.relation.end, place.relation.text)
        for place in claim.places
        if place.relation
    ]
    if stance.start is not None:
        found.append((stance.start, stance.end, stance.text))
    return [*found, (claim.start, claim.end, claim.text)]


@FEW
@given(changed())
def test_every_span_of_a_changed_report_holds(analyse, text: str) -> None:
    claims = analyse(text).claims
    assert len({claim.id for claim in claims}) == len(claims)
    for claim in claims:
        for start, end, said in spans_of(claim):
            assert text[start:end] == said
        assert claim_from_record(to_record(claim), "test") == claim
    assert analyse(text).claims == claims


def ids(pipeline: Pipeline, text: str) -> list[str]:
    """The ids of a text's claims."""
    return [claim.id for claim in pipeline.analyse(Document("d", text)).claims]


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_a_paragraph_put_in_changes_no_other_id(pipeline: Pipeline, text: str) -> None:
    before = ids(pipeline, text)
    assert ids(pipeline, f"{text}\n\n{NEUTRAL}") == before
    assert ids(pipeline, f"{NEUTRAL}\n\n{text}") == before
    at = text.rindex("\n\n")
    assert ids(pipeline, f"{text[:at]}\n\n{NEUTRAL}{text[at:]}") == before
