"""The block of data that the drawing layer reads."""

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoclaims.model import Attribution, Span
from geoclaims.output import families, wording
from geoclaims.output.map import MapOptions, block, map_block, page_html
from geoclaims.output.map.backdrop import labels_near, outlines
from geoclaims.vocabulary import EVENT_TYPES, REALIS, SOURCE_KINDS, Stance
from map_claims import DOCUMENT, NORTHFORD, claim, invented_claims, invented_verdicts, toponym

CLAIMS = invented_claims()
BLOCK = {entry["id"]: entry for entry in map_block(CLAIMS, verdicts=invented_verdicts())["claims"]}


def test_every_claim_is_in_the_block_and_begins_with_its_claimant() -> None:
    assert list(BLOCK) == [claim.id for claim in CLAIMS]
    for entry in BLOCK.values():
        assert entry["headline"].startswith("claimed by ")
        assert entry["headline"].endswith(" · unverified")


def test_marks_are_the_spans_of_the_document() -> None:
    marked = {(mark, text) for text, marks in BLOCK["taken"]["parts"] for mark in marks}
    assert marked == {("t", "liberated"), ("p", "Nordfurt"), ("s", "General Ilya Marsh"), ("c", "said")}
    for one in CLAIMS:
        assert "".join(text for text, _ in BLOCK[one.id]["parts"]) == one.text


@given(st.text(min_size=1, max_size=60), st.data())
def test_marks_of_any_text_and_spans_join_to_the_sentence(text: str, data: st.DataObject) -> None:
    def span() -> Span:
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        return Span(text[start:end], start, end)

    base = claim("c", text, text[0])
    base = replace(
        base,
        event=replace(base.event, trigger=span()),
        attribution=Attribution("expert", source=span(), cue=span()),
    )
    parts = block.sentence_parts(base)
    assert "".join(part for part, _ in parts) == "".join(block.visible(character) for character in text)
    assert all(set(marks) <= set("tscp") for _, marks in parts)


def test_a_source_outside_the_sentence_marks_nothing() -> None:
    base = claim("c", "A clash broke out.", "clash")
    base = replace(base, start=500, end=518, event=replace(base.event, trigger=Span("clash", 502, 507)))
    base = replace(
        base, attribution=Attribution("expert", source=Span("He", 10, 12), inferred="same speaker")
    )
    assert block.sentence_parts(base) == [["A ", ""], ["clash", "t"], [" broke out.", ""]]


def test_long_sentences_are_quoted_round_their_trigger() -> None:
    text = "word " * 400 + "clash" + " word" * 400
    parts = block.sentence_parts(claim("c", text, "clash"))
    assert sum(len(part) for part, _ in parts) <= block.QUOTE_LIMIT + 4
    assert ["clash", "t"] in parts


def test_looks_follow_realis_and_denial() -> None:
    looks = {id_: entry["style"] for id_, entry in BLOCK.items()}
    assert looks["taken"] == "solid"
    assert looks["planned"] == "open"
    assert looks["denied"] == "struck"
    assert families.look_of(replace(CLAIMS[0], polarity="negative")) == "struck"
    forms = {realis: families.look_of(replace(CLAIMS[0], realis=realis)) for realis in REALIS}
    assert forms == {
        "occurred": "solid", "ongoing": "solid", "planned": "open", "attempted": "tried",
        "possible": "hollow", "hypothetical": "hollow", "generic": "hollow",
    }  # fmt: skip
    assert families.look_of(replace(CLAIMS[0], stance="threatens")) == "open"
    assert families.look_of(replace(CLAIMS[0], stance="cannot_confirm")) == "hollow"


def test_a_threat_or_a_denial_is_never_said_to_have_occurred() -> None:
    told = {stance: wording.said_text(replace(CLAIMS[0], stance=stance)) for stance in get_args(Stance)}
    silent = {"orders", "threatens", "predicts", "cannot_confirm", "denies"}
    assert {stance for stance, words in told.items() if words != "said to have occurred"} == silent
    assert wording.said_text(replace(CLAIMS[0], polarity="negative")) == "said not to have happened"


def test_places_are_drawn_only_where_they_are_known() -> None:
    moved = BLOCK["moved"]["places"][0]
    assert (moved["lat"], moved["lon"], moved["radius_m"]) == (48.28, 36.95, 8000)
    assert moved["geometry"]["type"] == "Polygon"
    ambiguous = BLOCK["ambiguous"]["places"][0]
    assert ambiguous["lat"] is None
    assert len(ambiguous["candidates"]) == 2
    assert BLOCK["unfound"]["places"][0]["lat"] is None
    assert "not in the gazetteer" in BLOCK["unfound"]["unplaced"]
    assert BLOCK["nowhere"]["places"] == []


def test_a_parent_is_never_drawn() -> None:
    text = "A clash in Nordfurt."
    parent = claim("c", text, "clash", (toponym(text, "Nordfurt", NORTHFORD, role="parent"),))
    assert map_block([parent])["claims"][0]["places"] == []


def test_verdicts_speak_of_records_and_chance() -> None:
    verdict = BLOCK["taken"]["verdicts"][0]
    assert verdict["label"] == "candidate for the same event"
    assert "4 records within 10 km and 3 days; 2.7 expected by chance" in verdict["lines"][0]
    assert BLOCK["planned"]["verdicts"][0]["label"] == "not comparable"


def test_no_word_of_judgement_anywhere() -> None:
    tables = [value for value in vars(wording).values() if isinstance(value, dict) and value]
    words = " ".join(
        str(text) for table in tables for text in table.values() if isinstance(text, str)
    ).lower()
    for banned in ("true", "false", "confirmed", "fake", "liberat"):
        assert banned not in words.split()


def test_every_closed_list_has_its_words() -> None:
    assert set(wording.SOURCE_KIND_LABELS) == set(SOURCE_KINDS)
    assert set(wording.EVENT_TYPE_LABELS) == set(EVENT_TYPES)
    assert set(wording.REALIS_LABELS) == set(REALIS)
    assert sorted(kind for family in families.FAMILIES for kind in family.kinds) == sorted(SOURCE_KINDS)


@pytest.mark.parametrize("length", [1_000_000])
def test_a_title_without_end_is_cut(length: int) -> None:
    page = page_html(CLAIMS, options=MapOptions(title="A" * length))
    assert len(page) < 600_000


def test_the_page_of_the_same_input_is_the_same() -> None:
    options = MapOptions()
    assert page_html(CLAIMS, options=options) == page_html(CLAIMS, options=options)


def test_outlines_are_small_and_whole() -> None:
    backdrop = outlines()
    count = len(backdrop["arcs"])
    used = [arc if arc >= 0 else ~arc for ring in backdrop["land"] for arc in ring]
    used += backdrop["borders"] + backdrop["disputed"]
    assert set(used) == set(range(count))
    assert all(len(arc) % 2 == 0 for arc in backdrop["arcs"])
    assert backdrop["licence"] == "public domain"


def test_labels_are_the_largest_towns_and_those_near_a_point() -> None:
    class Gazetteer:
        def largest_towns(self, box: object, most: int) -> list[tuple[str, float, float, str]]:
            far = [(f"far {n}", 10.0, 10.0 + n / 100, f"id {n}") for n in range(80)]
            return [*far, ("near", 48.0, 37.0, "id near"), ("elsewhere", 20.0, 20.0, "id elsewhere")]

    shown = labels_near([(48.2, 37.1)], Gazetteer(), {"id near": "поруч"}.get)
    assert {label.name: label.shown for label in shown}["near"] == "поруч"
    names = [label.name for label in labels_near([(48.2, 37.1)], Gazetteer())]
    assert "near" in names
    assert "far 0" in names
    assert "elsewhere" not in names
    assert labels_near([], Gazetteer()) == ()


def test_documents_without_a_date_or_publisher_still_have_words() -> None:
    bare = replace(
        CLAIMS[0], document=replace(DOCUMENT, title=None, publisher=None, published=None, url=None)
    )
    entry = map_block([bare])["claims"][0]
    assert entry["document"] == {"words": "document invented-1", "url": None}
