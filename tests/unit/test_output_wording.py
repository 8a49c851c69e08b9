"""The words of a place stand in the order of the text."""

from dataclasses import replace

from geoclaims.model import ClaimPlace, Place, Relation
from geoclaims.output.wording import moved, place_text


def place_with(start: int, text: str) -> ClaimPlace:
    relation = Relation(
        kind="outskirts", text=text, start=start, end=start + len(text), bearing=None, distance_m=None,
        lat=None, lon=None, uncertainty_m=None, geometry=None,
    )  # fmt: skip
    return ClaimPlace(
        role="location", document="d", start=20, end=25, text="Dorsk", use="literal", status="not_found",
        score=0.0, place=None, candidates=(), relation=relation, reasons=(),
    )  # fmt: skip


def test_words_before_and_after_a_name() -> None:
    assert moved(place_with(0, "near"), "Dorsk") == "near Dorsk"
    assert moved(place_with(27, "southern suburbs"), "Dorsk") == "Dorsk, southern suburbs"
    assert moved(place_with(0, "near"), "Dorsk", quoted=True) == "“near” Dorsk"
    assert moved(replace(place_with(0, "near"), relation=None), "Dorsk") == "Dorsk"


def test_a_name_that_differs_in_capitals_alone_is_not_told_twice() -> None:
    dorsk = Place("t:1", "Dorsk", 48.1, 37.1, "city", "AA", None, 500_000, 5_000)
    placed = replace(place_with(0, "near"), status="resolved", place=dorsk)
    assert place_text(replace(placed, text="DORSK")) == "DORSK (AA)"
    assert place_text(replace(placed, text="Dorskoye")) == "Dorskoye (Dorsk, AA)"
