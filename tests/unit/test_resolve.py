"""Resolution over planted places: each pass alone, and "none of these"."""

from places_support import PlantedGazetteer, resolved

from geoclaims.language import annotate
from geoclaims.model import Document
from geoclaims.places.protocols import Mention
from geoclaims.places.resolve import PassResolver
from geoclaims.places.resolve_passes import PASSES


def ids(text: str, *names: str) -> list[str | None]:
    return [t.place.id if t.place else None for t in resolved(text, *names)]


def test_without_context_the_larger_place_is_meant() -> None:
    (milton,) = resolved("A fire broke out in Milton.", "Milton")
    assert milton.candidates
    assert milton.candidates[0].id in ("t:2", "t:3")
    assert milton.place is None or milton.place.id == "t:3"


def test_the_parent_in_the_text_decides() -> None:
    milton, dorsk = resolved("the liberation of Milton in Dorsk, officials said", "Milton", "Dorsk")
    assert milton.place is not None
    assert milton.place.id == "t:2"
    assert "parent: 'in Dorsk'" in milton.reasons
    assert dorsk.place is not None
    assert dorsk.place.id == "a:AA.1"


def test_x_comma_y() -> None:
    assert ids("He was born in Milton, Belmar.", "Milton", "Belmar") == ["t:3", "c:BB"]


def test_a_bare_name_is_the_town_not_its_division() -> None:
    assert ids("Shelling hit Dorsk.", "Dorsk") == ["t:1"]


def test_the_words_around_tell_the_kind() -> None:
    assert ids("Shelling hit Dorsk province.", "Dorsk") == ["a:AA.1"]


def test_other_names_of_the_document_decide() -> None:
    text = "Arvonia sent troops from Vostrov to Dorsk. Then they took Milton."
    *_, milton = resolved(text, "Arvonia", "Vostrov", "Dorsk", "Milton")
    assert milton.place is not None
    assert milton.place.id == "t:2"
    assert any(r.startswith("shared country AA") for r in milton.reasons)


def test_a_far_namesake_is_no_answer() -> None:
    text = "Arvonia sent troops from Vostrov to Dorsk. Then they took Quarry Hill."
    *_, hill = resolved(text, "Arvonia", "Vostrov", "Dorsk", "Quarry Hill")
    assert hill.status == "not_found"
    assert hill.place is None
    assert [c.id for c in hill.candidates] == ["t:7"]


def test_a_namesake_far_from_the_place_it_is_said_to_be_near_is_no_answer() -> None:
    far, _ = resolved("They took Quarry Hill, southwest of Dorsk.", "Quarry Hill", "Dorsk")
    assert far.status == "not_found"
    assert "no place of this name is known 'southwest of Dorsk'" in far.reasons
    near, _ = resolved("They took Milton, 20 km east of Dorsk.", "Milton", "Dorsk")
    assert near.place is not None
    assert near.place.id == "t:2"
    assert "beside: '20 km east of Dorsk'" in near.reasons


def test_a_village_far_from_all_the_towns_named_is_no_answer() -> None:
    *_, lesna = resolved("They took Dorsk, Milton and Lesna.", "Dorsk", "Milton", "Lesna")
    assert lesna.place is not None
    assert lesna.place.id == "t:5"
    *_, hill = resolved("They took Dorsk, Milton and Quarry Hill.", "Dorsk", "Milton", "Quarry Hill")
    assert hill.status == "not_found"


def test_a_town_of_a_country_that_is_named_is_not_doubted_for_lying_abroad() -> None:
    text = "Belmar left Vostrov, Dorsk and Milton in Arvonia. Arvonia struck Milton, Belmar."
    *_, milton, _ = resolved(text, "Belmar", "Vostrov", "Dorsk", "Arvonia", "Milton")
    assert milton.status == "resolved"


def test_the_division_and_its_town_are_two_senses() -> None:
    text = "Dorsk burns. In Dorsk province all fled; Dorsk is lost."
    mentions = [Mention(at, at + 5, "Dorsk", "literal") for at in (0, 16, text.rindex("Dorsk"))]
    found = PassResolver(PlantedGazetteer()).resolve(Document("d", text), annotate(text), mentions)
    assert [t.place.id if t.place else None for t in found] == ["t:1", "a:AA.1", "t:1"]


def test_what_holds_of_the_last_of_a_list_holds_of_all() -> None:
    milton, _, _ = resolved("Milton and Lesna in Dorsk province fell.", "Milton", "Lesna", "Dorsk")
    assert milton.place is not None
    assert milton.place.id == "t:2"
    assert "parent: 'in Dorsk'" in milton.reasons


def test_each_of_two_pairs_has_its_own_parent() -> None:
    found = resolved("Milton in Dorsk and Lesna in Arvonia fell.", "Milton", "Dorsk", "Lesna", "Arvonia")
    assert "parent: 'in Dorsk'" in found[0].reasons
    assert "parent: 'in Arvonia'" in found[2].reasons


def test_a_heading_with_a_colon_is_the_parent_of_its_line() -> None:
    _, milton, lesna = resolved("Dorsk province: Milton, Lesna", "Dorsk", "Milton", "Lesna")
    assert milton.place is not None
    assert milton.place.id == "t:2"
    assert lesna.place is not None
    assert lesna.place.id == "t:5"


def test_a_village_may_be_one_that_no_gazetteer_lists() -> None:
    (lesna,) = resolved("They burned the village of Lesna.", "Lesna")
    assert lesna.status == "not_found"


def test_an_actor_s_country_says_nothing_of_where_the_others_are() -> None:
    dorsk = resolved("Belmar struck Dorsk.", "Belmar", "Dorsk")[-1]
    assert dorsk.place is not None
    assert dorsk.place.id == "t:1"


def test_a_name_the_gazetteer_lacks_in_the_stated_parent() -> None:
    lesna, _ = resolved("They were in Lesna, Belmar.", "Lesna", "Belmar")
    assert lesna.status == "not_found"
    assert any("no place of this name is known" in r for r in lesna.reasons)


def test_an_unknown_name_is_not_found_and_empties_nothing() -> None:
    unknown, known = resolved("from Xyzzyville to Vostrov", "Xyzzyville", "Vostrov")
    assert unknown.status == "not_found"
    assert unknown.candidates == ()
    assert known.status == "resolved"


def test_passes_are_named_described_and_counted() -> None:
    resolver = PassResolver(PlantedGazetteer())
    resolved("Milton in Dorsk", "Milton", "Dorsk", resolver=resolver)
    assert resolver.counts["parent"] == 1
    assert all(step.name and step.description for step in PASSES)
    assert len({step.name for step in PASSES}) == len(PASSES)


def test_the_outlet_s_home_decides() -> None:
    resolver = PassResolver(PlantedGazetteer(), homes={"The Milton Bugle": "t:2"})
    from geoclaims.places.protocols import Mention

    text = "Milton burned."
    document = Document("d", text, publisher="the milton bugle")
    (milton,) = resolver.resolve(document, annotate(text), [Mention(0, 6, "Milton", "literal")])
    assert milton.place is not None
    assert milton.place.id == "t:2"
