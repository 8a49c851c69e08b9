"""The sample reports from end to end: what is claimed, by whom, where, and how it was said.

After a change that is meant, look at the difference and accept it: pytest tests/golden --snapshot-update
"""

from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from geoclaims.documents import read_documents
from geoclaims.documents.samples import sample_folder
from geoclaims.model import Claim, Document, Span, TimeRange
from geoclaims.pipeline import Pipeline

DOCUMENTS = [d for d in read_documents(sample_folder() / "reports") if isinstance(d, Document)]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.id)
def test_what_an_analyst_would_write_down(
    document: Document, pipeline: Pipeline, snapshot: SnapshotAssertion
) -> None:
    analysis = pipeline.analyse(document)
    assert [in_short(claim) for claim in analysis.claims] == snapshot(extension_class=JSONSnapshotExtension)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.id)
def test_every_span_is_verbatim(document: Document, pipeline: Pipeline) -> None:
    analysis = pipeline.analyse(document)
    text = document.text
    for toponym in analysis.toponyms:
        assert text[toponym.start : toponym.end] == toponym.text
    for claim in analysis.claims:
        assert text[claim.start : claim.end] == claim.text
        source, cue = claim.attribution.source, claim.attribution.cue
        spans = [claim.event.trigger, *claim.event.actors, *claim.event.targets, *claim.attribution.chain]
        for span in (*spans, *claim.places, *claim.event.casualties, *(s for s in (source, cue) if s)):
            assert text[span.start : span.end] == span.text


def test_claims_keep_their_ids_when_another_sentence_changes(pipeline: Pipeline) -> None:
    document = DOCUMENTS[0]
    edited = Document(document.id, document.text.replace("the streets were empty", "nobody was seen"))
    assert edited.text != document.text
    before = [claim.id for claim in pipeline.analyse(document).claims]
    assert [claim.id for claim in pipeline.analyse(edited).claims] == before
    assert len(set(before)) == len(before)


def in_short(claim: Claim) -> dict[str, Any]:
    """What decides how a claim is drawn and read."""
    who = claim.attribution
    return {
        "trigger": claim.event.trigger.text,
        "type": claim.event.type,
        "places": [f"{p.role}: {p.text} = {p.place.id if p.place else p.status}" for p in claim.places],
        "time": _days(claim.time),
        "by": f"{who.kind}: {who.name or _text(who.source)}",
        "cue": _text(who.cue),
        "chain": [link.text for link in who.chain],
        "how": f"{claim.realis} {claim.polarity} {claim.stance} {claim.publisher_stance.value}",
        "casualties": [f"{c.what} {c.low}-{c.high}" for c in claim.event.casualties],
    }


def _text(span: Span | None) -> str | None:
    return span.text if span else None


def _days(time: TimeRange) -> str:
    return f"{time.start or '…'} – {time.end or '…'} ({time.basis})"
