"""The JSON contract: every field there, and the way back checked."""

import json
from datetime import date

import pytest

from geoclaims.errors import RecordError
from geoclaims.model import (
    PUBLISHER,
    AttributedContent,
    Claim,
    ClaimPlace,
    DocumentReference,
    Event,
    Place,
    Span,
    TimeRange,
    Toponym,
)
from geoclaims.records import claim_from_record, to_json_line, to_record, toponym_from_record

PLACE = Place("geonames:1", "Goma", -1.67, 29.22, "city", "CD", "North Kivu", 432_587, 5000)
TOPONYM = {
    "document": "d",
    "start": 9,
    "end": 13,
    "text": "Goma",
    "use": "literal",
    "status": "resolved",
    "score": 0.9,
    "place": PLACE,
}
CLAIM = Claim(
    id="c1",
    document=DocumentReference("d", published=date(2025, 3, 10)),
    text="Fight in Goma.",
    start=0,
    end=14,
    event=Event("clash", Span("Fight", 0, 5)),
    places=(ClaimPlace(**TOPONYM, role="location"),),
    time=TimeRange(None, date(2025, 3, 10), "unknown", None, "published"),
    said_at=None,
    realis="occurred",
    polarity="positive",
    stance="asserts",
    certainty="unstated",
    attribution=PUBLISHER,
)


def test_a_claim_has_all_fields_of_the_contract() -> None:
    record = to_record(CLAIM)
    assert set(record) == {
        "id", "document", "text", "start", "end", "event", "places", "time", "said_at", "realis",
        "polarity", "stance", "certainty", "attribution", "publisher_stance",
    }  # fmt: skip
    assert set(record["event"]) == {
        "type", "subtype", "extent", "trigger", "frame", "actors", "targets", "casualties",
    }  # fmt: skip
    assert set(record["attribution"]) == {
        "kind", "side", "name", "role", "source", "cue", "identity", "basis", "channel", "chain", "inferred",
    }  # fmt: skip
    assert set(record["places"][0]) == {
        "role", "document", "start", "end", "text", "use", "status", "score", "place", "candidates",
        "relation", "reasons",
    }  # fmt: skip
    assert set(record["places"][0]["place"]) == {
        "id", "name", "lat", "lon", "feature", "country", "admin1", "population", "uncertainty_m",
    }  # fmt: skip
    assert record["document"] == {
        "id": "d", "title": None, "publisher": None, "published": "2025-03-10", "url": None,
    }  # fmt: skip
    assert record["publisher_stance"] == {"value": "neutral", "text": None, "start": None, "end": None}


def test_a_claim_comes_back_as_it_went() -> None:
    assert claim_from_record(json.loads(to_json_line(CLAIM)), "x:1") == CLAIM


def test_toponyms_and_attributions() -> None:
    toponym = Toponym(**TOPONYM)
    assert toponym_from_record(json.loads(to_json_line(toponym)), "x:1") == toponym
    content = AttributedContent("d", None, Span("said", 1, 5), Span("it", 6, 8), "other_unnamed")
    record = to_record(content)
    assert set(record) == {"document", "source", "cue", "content", "kind", "chain"}
    assert record["source"] is None


def test_lone_surrogates_are_escaped() -> None:
    line = to_json_line(AttributedContent("d", None, None, Span("\ud83d", 0, 1), "document"))
    line.encode("utf-8")
    assert json.loads(line)["content"]["text"] == "\ud83d"


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (("event", "type"), "battle", "event.type"),
        (("places", 0, "role"), "somewhere", "places.0.role"),
        (("time", "end"), "12th of May", "time.end"),
        (("attribution",), None, "attribution"),
    ],
)
def test_a_broken_record_is_named(path: tuple[str | int, ...], value: object, words: str) -> None:
    record = json.loads(to_json_line(CLAIM))
    inner = record
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    with pytest.raises(RecordError, match=rf"claims\.jsonl:7.*{words}"):
        claim_from_record(record, "claims.jsonl:7")
