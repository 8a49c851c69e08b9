"""Corrections: laid over a reading, taken back, handed on, and never dropped in silence."""

from dataclasses import asdict, fields, is_dataclass, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoclaims.errors import RecordError
from geoclaims.model import Analysis, Casualties, Claim, Event, Span
from geoclaims.records import to_record
from geoclaims.store_corrections import (
    ACTIONS,
    Correction,
    apply_corrections,
    correction_line,
    describe,
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


def added(text: str, sentence: str, trigger: str) -> dict[str, Any]:
    """A claim as an analyst marks it: trigger in sentence, both found in the text."""
    start = text.index(sentence)
    at = text.index(trigger, start)
    where = Span(trigger, at, at + len(trigger))
    event = Event("clash", where)
    claim = replace(
        ANALYSIS.claims[3], id="c-new", text=sentence, start=start, end=start + len(sentence), event=event
    )
    return to_record(claim)


def reading_of(text: str) -> Analysis:
    return replace(ANALYSIS, document=replace(ANALYSIS.document, text=text), claims=(), toponyms=())


@pytest.mark.parametrize("before", ["", "😀 shells 🇺🇦.\r\n", "قال الجيش.\n", "A line more.\n\n"])
def test_an_added_claim_moves_with_its_sentence(before: str) -> None:
    sentence = "שלום 😀 troops\r\nclashed near Goma."
    record = added(f"x. {sentence}", sentence, "clashed")
    text = f"{before}{sentence} The end."
    laid = apply_corrections([reading_of(text)], [decide("add", "c-new", claim=record)])
    assert laid.unapplied == ()
    claim = laid.analyses[0].claims[0]
    trigger = claim.event.trigger
    assert (text[claim.start : claim.end], text[trigger.start : trigger.end]) == (sentence, "clashed")


def test_an_added_claim_without_its_sentence_or_with_two_is_listed() -> None:
    record = added("They clashed.", "They clashed.", "clashed")
    for text, reason in (
        ("Nothing.", "no longer"),
        ("Lo! They clashed. They clashed.", "more than once"),
    ):
        laid = apply_corrections([reading_of(text)], [decide("add", "c-new", claim=record)])
        assert reason in laid.unapplied[0].reason
        assert laid.analyses[0].claims == ()


def test_no_span_of_an_added_claim_may_point_elsewhere() -> None:
    record = added("They clashed.", "They clashed.", "clashed")
    record["event"]["trigger"] |= {"start": 0, "end": 4}
    laid = apply_corrections([reading_of("They clashed.")], [decide("add", "c-new", claim=record)])
    assert "do not stand" in laid.unapplied[0].reason


def test_an_added_claim_takes_no_id_of_another_reports_claim() -> None:
    other = replace(ANALYSIS, document=replace(ANALYSIS.document, id="other"), claims=())
    record = to_record(replace(ANALYSIS.claims[0], places=()))
    log = [replace(decide("add", "c-taken", claim=record), document="other")]
    laid = apply_corrections([ANALYSIS, other], log)
    assert laid.unapplied[0].reason == "its id is another claim's"
    assert laid.analyses == (ANALYSIS, other)


def edited(analysis: Analysis, before: str, after: str = "") -> Analysis:
    """The reading of a report to which something was written in front of its text and behind it."""

    def moved(value: Any) -> Any:
        if isinstance(value, list | tuple):
            return tuple(moved(item) for item in value)
        if not is_dataclass(value) or isinstance(value, type):
            return value
        changes = {f.name: moved(getattr(value, f.name)) for f in fields(value)}
        for edge in ("start", "end"):
            if type(changes.get(edge)) is int:
                changes[edge] += len(before)
        return replace(value, **changes)

    text = before + analysis.document.text + after
    return replace(moved(analysis), document=replace(analysis.document, text=text))


def placed(name: str, claim: str, place: object) -> Correction:
    """As the dashboard writes it: with the words, and where their sentence stood."""
    stood = next(c for c in ANALYSIS.claims if c.id == claim)
    correction = move(name, claim, place)
    sentence = {"text": stood.text, "start": stood.start}
    return replace(correction, value=correction.value | {"text": name, "sentence": sentence})


@pytest.mark.parametrize("before", ["", "😀 A line more.\n\n", "قال الجيش.\r\n"])
def test_a_corrected_place_moves_with_its_sentence(before: str) -> None:
    now = edited(ANALYSIS, before, " The end.")
    laid = apply_corrections([now], [placed("Novosilka", "c-shelling", POKROVSK)])
    assert laid.unapplied == ()
    place = next(c for c in laid.analyses[0].claims if c.id == "c-shelling").places[0]
    assert place.place == POKROVSK
    assert now.document.text[place.start : place.end] == "Novosilka"
    assert next(t for t in laid.analyses[0].toponyms if t.text == "Novosilka").place == POKROVSK


def test_a_corrected_place_without_its_sentence_or_with_two_is_listed() -> None:
    correction = placed("Novosilka", "c-shelling", POKROVSK)
    sentence = correction.value["sentence"]["text"]
    twice = edited(ANALYSIS, "More. ", f" {sentence}")
    assert "more than once" in apply_corrections([twice], [correction]).unapplied[0].reason
    other = replace(ANALYSIS, document=replace(ANALYSIS.document, text="x" * len(ANALYSIS.document.text)))
    assert "no longer" in apply_corrections([other], [correction]).unapplied[0].reason
    wrong = replace(correction, value=correction.value | {"text": "Novosilky"})
    assert "other words" in apply_corrections([ANALYSIS], [wrong]).unapplied[0].reason


def test_a_split_moves_with_its_sentence() -> None:
    analysis = two_places()
    claim = analysis.claims[0]
    split = decide("split", parts=halves(claim), sentence={"text": claim.text, "start": claim.start})
    for before in ("", "One line more. "):
        now = edited(analysis, before)
        laid = apply_corrections([now], [split])
        assert laid.unapplied == ()
        found = {c.id: c for c in laid.analyses[0].claims}
        assert [[p.text for p in found[half].places] for half in ("half-0", "half-1")] == [
            ["Krasnoarmeysk"], ["Donetsk"],
        ]  # fmt: skip


def two_places() -> Analysis:
    """The reading with one claim at two places."""
    first = ANALYSIS.claims[0]
    donetsk = replace(first.places[1], role="location")
    harm = Casualties("killed", "civilians", 3, 3, "three", 0, 0)
    event = replace(first.event, casualties=(harm,))
    claim = replace(first, places=(first.places[0], donetsk), event=event)
    return replace(ANALYSIS, claims=(claim, *ANALYSIS.claims[1:]))


def halves(claim: Claim) -> list[dict[str, Any]]:
    return [{"id": f"half-{n}", "places": [[p.start, p.end]]} for n, p in enumerate(claim.places)]


def test_a_claim_is_split_by_place_and_each_part_can_be_corrected() -> None:
    analysis = two_places()
    split = decide("split", parts=halves(analysis.claims[0]))
    laid = apply_corrections([analysis], [decide("accept"), split, decide("type", "half-1", type="clash")])
    found = {c.id: c for c in laid.analyses[0].claims}
    assert "c-taken" not in found
    assert [p.text for p in found["half-0"].places] == ["Krasnoarmeysk"]
    assert [p.text for p in found["half-1"].places] == ["Donetsk"]
    assert (found["half-0"].event.type, found["half-1"].event.type) == ("territory_gain", "clash")
    assert [(c.low, c.high) for c in found["half-1"].event.casualties] == [(0, 3)]
    assert laid.accepted == frozenset()
    undone = apply_corrections([analysis], [split, decide("undo", correction=split.id)])
    assert undone.analyses == (analysis,)
    later = apply_corrections([analysis], [split, decide("reject")])
    assert later.unapplied[0].reason == "it was split into others"


def test_a_split_that_the_reading_has_no_places_for_is_listed() -> None:
    parts = halves(two_places().claims[0])
    assert apply_corrections([ANALYSIS], [decide("split", parts=parts)]).unapplied
    assert apply_corrections([two_places()], [decide("split", parts=parts[:1])]).unapplied
    assert apply_corrections([two_places()], [decide("split", parts="x")]).unapplied


def test_two_tellings_become_one_claim_with_what_each_adds() -> None:
    merge = decide("merge", "c-clash", **{"with": "c-taken"})
    laid = apply_corrections([ANALYSIS], [merge, decide("accept", "c-clash")])
    found = {c.id: c for c in laid.analyses[0].claims}
    assert "c-taken" not in found
    one, before = found["c-clash"], ANALYSIS.claims[3]
    assert (one.text, one.attribution, one.event.trigger) == (
        before.text, before.attribution, before.event.trigger,
    )  # fmt: skip
    assert [p.text for p in one.drawn_places] == ["Krasnoarmeysk"]
    assert one.time == ANALYSIS.claims[0].time
    assert one.event.actors == ANALYSIS.claims[0].event.actors
    assert laid.accepted == {"c-clash"}
    again = apply_corrections([ANALYSIS], [merge, decide("reject", "c-taken")])
    assert again.unapplied[0].reason == "it was merged into another"
    undone = apply_corrections([ANALYSIS], [merge, decide("undo", correction=merge.id)])
    assert undone.analyses == (ANALYSIS,)


def test_a_claim_is_not_merged_with_itself_or_with_one_that_is_gone() -> None:
    for other in ("c-taken", "gone"):
        laid = apply_corrections([ANALYSIS], [decide("merge", **{"with": other})])
        assert len(laid.unapplied) == 1
        assert laid.analyses == (ANALYSIS,)


def test_the_new_kinds_can_be_handed_on() -> None:
    record = added(ANALYSIS.document.text, "Kyiv denied it.", "denied")
    log = [
        decide("add", "c-new", claim=record),
        decide("split", parts=halves(two_places().claims[0])),
        decide("merge", "c-clash", **{"with": "c-taken"}),
    ]
    text = "".join(f"{correction_line(c)}\n" for c in log)
    assert list(read_corrections(text, "theirs.jsonl")) == log
    assert all(describe(c) for c in log)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 40) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["claim", "parts", "with", "place", "start", "end", "places", "id", "text", "type"]),
        inner, max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(ACTIONS), st.sampled_from(["c-taken", "c-clash", "x"]), _JSON)))
def test_no_log_from_elsewhere_breaks_the_reading(entries: list[tuple[str, str, Any]]) -> None:
    log = [
        Correction(
            who="Bob", action=action, document=ANALYSIS.document.id, claim=claim,
            value=value if isinstance(value, dict) else {"value": value},
        )
        for action, claim, value in entries
    ]  # fmt: skip
    laid = apply_corrections([ANALYSIS], log)
    text = laid.analyses[0].document.text
    for claim in laid.analyses[0].claims:
        assert text[claim.start : claim.end] == claim.text
    for correction in log:
        assert describe(correction)
