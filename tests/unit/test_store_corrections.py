"""Corrections: laid over a reading, taken back, handed on, and never dropped in silence."""

from dataclasses import asdict, replace

import pytest

from geoclaims.errors import RecordError
from geoclaims.records import to_record
from geoclaims.store_corrections import (
    Correction,
    apply_corrections,
    correction_line,
    in_force,
    read_corrections,
)
from hand_made import MYRNOHRAD, POKROVSK, hand_made_analysis, span

ANALYSIS = hand_made_analysis()


def decide(action: str, claim: str | None = "c-taken", /, **value: object) -> Correction:
    return Correction(who="Ada", action=action, document=ANALYSIS.document.id, claim=claim, value=value)


def move(name: str, claim: str, place: object) -> Correction:
    where = span(name)
    return decide("place", claim, start=where.start, end=where.end, place=asdict(place) if place else None)


def claims(*log: Correction) -> dict[str, object]:
    return {c.id: c for c in apply_corrections([ANALYSIS], log).analyses[0].claims}


def test_each_action_changes_what_it_names() -> None:
    assert claims(decide("type", type="clash"))["c-taken"].event.type == "clash"
    assert claims(decide("realis", realis="planned"))["c-taken"].realis == "planned"
    changed = claims(decide("source", kind="monitor", side="third", name="A watch group"))["c-taken"]
    assert (changed.attribution.kind, changed.attribution.side, changed.attribution.name) == (
        "monitor", "third", "A watch group",
    )  # fmt: skip
    assert "c-taken" not in claims(decide("reject"))
    assert apply_corrections([ANALYSIS], [decide("accept")]).accepted == {"c-taken"}


def test_a_place_is_corrected_in_the_claim_and_the_text() -> None:
    corrected = apply_corrections([ANALYSIS], [move("Novosilka", "c-shelling", POKROVSK)])
    place = next(c for c in corrected.analyses[0].claims if c.id == "c-shelling").places[0]
    assert (place.place, place.status, place.text) == (POKROVSK, "resolved", "Novosilka")
    assert any("Ada" in reason for reason in place.reasons)
    assert next(t for t in corrected.analyses[0].toponyms if t.text == "Novosilka").place == POKROVSK


def test_none_of_the_candidates_takes_the_pin_away() -> None:
    place = claims(move("Krasnoarmeysk", "c-taken", None))["c-taken"].places[0]
    assert (place.place, place.status) == (None, "not_found")


def test_undo_and_undoing_the_undo() -> None:
    reject = decide("reject")
    undo = decide("undo", correction=reject.id)
    again = decide("undo", correction=undo.id)
    assert "c-taken" in claims(reject, undo)
    assert "c-taken" not in claims(reject, undo, again)
    assert in_force([reject, undo]) == []


def test_the_last_word_holds() -> None:
    assert "c-taken" in claims(decide("reject"), decide("accept"))
    log = (move("Novosilka", "c-shelling", POKROVSK), move("Novosilka", "c-shelling", MYRNOHRAD))
    assert claims(*log)["c-shelling"].places[0].place == MYRNOHRAD


def test_what_no_longer_applies_is_listed_with_its_reason() -> None:
    log = [
        decide("reject", "gone"),
        replace(decide("reject"), document="not here"),
        decide("place", "c-taken", start=0, end=3, place=None),
        decide("type", type="picnic"),
        decide("add", None, claim={"id": "x"}),
    ]
    corrected = apply_corrections([ANALYSIS], log)
    assert [u.correction for u in corrected.unapplied] == log
    assert all(u.reason for u in corrected.unapplied)
    assert corrected.analyses == (ANALYSIS,)


def test_an_added_claim_must_stand_in_the_text() -> None:
    added = replace(ANALYSIS.claims[0], id="c-new")
    assert "c-new" in claims(decide("add", "c-new", claim=to_record(added)))
    moved = to_record(replace(added, text="words that are not there"))
    assert apply_corrections([ANALYSIS], [decide("add", "c-new", claim=moved)]).unapplied


def test_corrections_can_be_handed_on() -> None:
    log = [decide("reject"), move("Novosilka", "c-shelling", POKROVSK), decide("type", type="clash")]
    text = "\n".join(correction_line(c) for c in log) + "\n"
    assert list(read_corrections(text, "theirs.jsonl")) == log
    with pytest.raises(RecordError, match=r"theirs\.jsonl:2"):
        list(read_corrections(correction_line(log[0]) + '\n{"who": 1}', "theirs.jsonl"))
