"""Scores against gold: the figures of a hand-made case, groups, confusions and calibration."""

import json
from pathlib import Path

import pytest

from geoclaims.errors import DocumentError, RecordError
from geoclaims.evaluation import GoldDocument, GoldToponym, read_gold_places, score_places
from geoclaims.model import Document, Place, Toponym

TEXT = "Milton and Dorsk and Lesna and Anna."
MILTON = Place("geonames:2", "Milton", 48.2, 37.4, "city", "AA", "Dorsk", 9_000, 2_000)
DORSK = Place("geonames:1", "Dorsk", 10.0, 10.0, "city", "BB", None, 9_000, 2_000)


def toponym(name: str, place: Place | None, score: float = 0.9) -> Toponym:
    start = TEXT.index(name)
    status = "resolved" if place else "not_found"
    return Toponym(
        document="d", start=start, end=start + len(name), text=name, use="literal", status=status,
        score=score, place=place,
    )  # fmt: skip


def gold(
    name: str, lat: float | None = None, lon: float | None = None, number: str | None = None
) -> GoldToponym:
    start = TEXT.index(name)
    return GoldToponym(start, start + len(name), lat, lon, number)


GOLD = GoldDocument(
    Document("d", TEXT), (gold("Milton", 48.2, 37.4, "2"), gold("Dorsk", 48.1, 37.1, "1"), gold("Lesna"))
)


def predict(_: Document) -> list[Toponym]:
    return [toponym("Milton", MILTON), toponym("Dorsk", DORSK, 0.6), toponym("Anna", DORSK, 0.6)]


def place_of(place_id: str) -> Place | None:
    return MILTON if place_id == "geonames:2" else None


def test_figures_of_a_small_case() -> None:
    scores = score_places([GOLD], predict, place_of)
    record = scores.record(given_spans=False)
    assert record["recognition"]["overlap"] == {"precision": 0.6667, "recall": 0.6667, "f1": 0.6667}
    assert record["resolution"]["acc161"] == 0.5
    assert record["resolution"]["same_id"] == 1.0  # both carry the right number, one at the wrong point
    assert record["end_to_end"] == {"recall161": 0.5, "precision161": 0.3333}
    assert scores.by_feature == {"city": (1, 1.0), "not in the gazetteer": (1, 0.0)}
    assert {(c.kind, c.text) for c in scores.confusions} == {
        ("far", "Dorsk"),
        ("missed", "Lesna"),
        ("spurious", "Anna"),
    }
    assert [(b.low, b.pins, b.right) for b in scores.reliability] == [(0.6, 1, 0.0), (0.9, 1, 1.0)]
    assert scores.calibration_error == pytest.approx((0.1 + 0.6) / 2)


def test_given_spans_are_handed_over() -> None:
    seen: list[Document] = []

    def record_spans(document: Document) -> list[Toponym]:
        seen.append(document)
        return predict(document)

    scores = score_places([GOLD], record_spans, place_of, given_spans=True)
    assert seen[0].spans == tuple(sorted((t.start, t.end) for t in GOLD.toponyms))
    assert "recognition" not in scores.record(given_spans=True)


def test_a_failed_document_counts_as_nothing_found() -> None:
    def fail(_: Document) -> list[Toponym]:
        raise DocumentError("broken")

    scores = score_places([GOLD], fail, place_of)
    assert scores.overlap.f1 == 0.0
    assert scores.acc161 == 0.0
    assert scores.precision161 is None


def test_reading_gold(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    line = {"id": 7, "text": TEXT, "toponyms": [{"start": 0, "end": 6, "lat": None, "lon": None}]}
    path.write_text(json.dumps(line) + "\n\n", "utf-8")
    (document,) = read_gold_places(path)
    assert document.document.id == "7"
    path.write_text(json.dumps(line) + '\n{"id": 8, "text": "x"}\n', "utf-8")
    with pytest.raises(RecordError, match=r"gold\.jsonl:2"):
        list(read_gold_places(path))
    with pytest.raises(RecordError, match="can't be read"):
        list(read_gold_places(tmp_path / "none.jsonl"))
