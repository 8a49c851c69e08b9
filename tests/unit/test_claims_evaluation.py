"""Scores of attributions and claims: what counts as found, and gold files of another shape."""

import json
from pathlib import Path

import pytest
from claims_support import claims_of

from geoclaims.errors import DocumentError, RecordError
from geoclaims.evaluation_claims import (
    read_gold_attributions,
    read_gold_claims,
    score_attributions,
    score_claims,
)
from geoclaims.model import AttributedContent, Document, Span

TEXT = "Ann Lee said that the road was open. “It is calm,” Bo Ray said."


def span(words: str) -> dict[str, int]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words)}


def gold_file(folder: Path, *records: object) -> Path:
    path = folder / "gold.jsonl"
    path.write_text("\n".join(json.dumps(record) for record in records), "utf-8")
    return path


def predicted(source: str, cue: str, content: str) -> AttributedContent:
    spans = [
        Span(words, TEXT.index(words), TEXT.index(words) + len(words)) for words in (source, cue, content)
    ]
    return AttributedContent("d", spans[0], spans[1], spans[2], "other_named")


def test_attributions_are_paired_by_content_and_split_by_kind(tmp_path: Path) -> None:
    quotes = [
        {"source": [span("Ann Lee")], "cue": [span("said")], "content": [span("that the road was open")]},
        {"source": [span("Bo Ray")], "cue": [span("said")], "content": [span("“It is calm,”")]},
    ]
    gold = list(read_gold_attributions(gold_file(tmp_path, {"id": 1, "text": TEXT, "quotes": quotes})))
    guesses = [
        predicted("Ann Lee", "said", "the road was open"),
        predicted("Ann Lee", "said", "“It is calm,”"),
        predicted("Ann Lee", "said", "Lee"),
    ]
    scores = score_attributions(gold, lambda document: guesses)
    assert scores["gold"] == 2
    assert scores["precision"] == pytest.approx(2 / 3, abs=1e-4)
    assert scores["recall_by_kind"] == {"direct": 1.0, "indirect": 1.0}
    assert scores["source_right_of_all_with_a_source"] == 0.5
    nothing = score_attributions(gold, lambda document: [])
    assert (nothing["precision"], nothing["recall"], nothing["f1"]) == (0.0, 0.0, 0.0)


def test_claims_pass_when_all_expected_and_nothing_forbidden(tmp_path: Path) -> None:
    text = "Troops captured [Arvol], the army said."
    expected = {"type": "territory_gain", "places": ["Arvol"], "kind": "institution|armed_group"}
    records = [
        {"id": "right", "category": "a", "text": "x", "claims": [expected]},
        {"id": "wrong", "category": "a", "text": "x", "claims": [{**expected, "realis": "planned"}]},
        {"id": "forbidden", "category": "b", "text": "x", "claims": [], "not_at": ["Arvol"]},
        {"id": "none", "category": "b", "text": "x", "claims": [], "no_claims": True},
    ]
    scores = score_claims(read_gold_claims(gold_file(tmp_path, *records)), lambda document: claims_of(text))
    assert scores["passed"] == 1
    assert scores["by_category"] == {"a": [1, 2], "b": [0, 2]}
    assert [failure["id"] for failure in scores["failures"]] == ["wrong", "forbidden", "none"]
    assert scores["failures"][0]["reasons"] == ["territory_gain at ['Arvol']: realis occurred"]


def test_a_document_that_fails_counts_as_one_without_predictions(tmp_path: Path) -> None:
    def fails(document: Document) -> list[AttributedContent]:
        raise DocumentError("damaged")

    gold = read_gold_attributions(gold_file(tmp_path, {"id": 1, "text": TEXT, "quotes": []}))
    assert score_attributions(gold, fails)["failed_documents"] == 1


@pytest.mark.parametrize("line", ['{"id": 1, "text": "x"}', "[1]", '{"id": 1, "text": "x", "quotes": [{}]}'])
def test_a_gold_line_of_another_shape_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(line, "utf-8")
    for reader in (read_gold_attributions, read_gold_claims):
        with pytest.raises(RecordError, match=r"gold\.jsonl:1"):
            list(reader(path))
