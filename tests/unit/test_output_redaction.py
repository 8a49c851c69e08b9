"""What is handed round holds no name of a private person and no place of refuge, anywhere in the file."""

from dataclasses import replace

import pytest

from geoclaims.model import Claim, Place, Span
from geoclaims.output.map import MapOptions, page_html
from geoclaims.output.private_patterns import named_as_private
from geoclaims.output.redaction import handed_round
from geoclaims.records import to_json_line
from map_claims import EASTHAM, NORTHFORD, claim, invented_claims, source, toponym

TEXT = "Families fled Eastham for Hideaway, said the teacher Anna Vole, and Vole's mother agreed."
HIDEAWAY = Place("geonames:9", "Hideaway", 48.1, 36.1, "village", "UA", "Donetsk", 300, 1000)


def fled(place: Place | None = HIDEAWAY) -> Claim:
    return claim(
        "fled", TEXT, "fled",
        (
            toponym(TEXT, "Eastham", EASTHAM, role="origin"),
            toponym(TEXT, "Hideaway", place, role="destination"),
        ),
        type="displacement",
        attribution=source(
            TEXT, "the teacher Anna Vole", "said", "resident_witness", name="Anna Vole", identity="named"
        ),
    )  # fmt: skip


def test_names_and_refuge_are_gone_and_the_rest_stands() -> None:
    safe = handed_round([fled()])
    text = to_json_line(safe.claims[0])
    for word in ("Anna", "Vole", "Hideaway", "36.1"):
        assert word not in text
    kept = safe.claims[0]
    assert [place.text for place in kept.places] == ["Eastham"]
    assert len(kept.text) == len(TEXT)
    assert kept.text[kept.event.trigger.start : kept.event.trigger.end] == "fled"
    assert (safe.persons, safe.refuges) == (1, 1)
    assert safe.note is not None


def test_other_claims_of_the_report_do_not_tell_either() -> None:
    other = claim("other", TEXT, "agreed", (toponym(TEXT, "Hideaway", HIDEAWAY),))
    later = replace(claim("later", "Vole left.", "left"), start=500, end=510)
    later = replace(later, event=replace(later.event, trigger=Span("left", 505, 509)))
    safe = handed_round([fled(), other, later])
    assert all(word not in to_json_line(c) for c in safe.claims for word in ("Vole", "Hideaway", "36.1"))


@pytest.mark.parametrize(
    "place",
    [
        replace(HIDEAWAY, population=2_000_000, feature="city"),
        replace(HIDEAWAY, feature="country", population=None),
    ],
)
def test_a_big_city_or_a_country_hides_nobody(place: Place) -> None:
    assert handed_round([fled(place)]).refuges == 0


def test_officials_keep_their_names_and_locations_their_places() -> None:
    claims = [c for c in invented_claims() if c.id != "fled"]
    safe = handed_round(claims)
    assert safe.claims == tuple(claims)
    assert safe.note is None


def test_a_named_resident_without_a_separate_name_is_masked_too() -> None:
    text = "Olena Moroz, a resident, said Nordfurt was shelled."
    one = claim(
        "c", text, "shelled", (toponym(text, "Nordfurt", NORTHFORD),),
        attribution=source(text, "Olena Moroz", "said", "resident_witness", identity="named"),
    )  # fmt: skip
    assert "Moroz" not in to_json_line(handed_round([one]).claims[0])


def test_the_page_is_safe_unless_it_is_private() -> None:
    page = page_html([fled()])
    assert not any(word in page for word in ("Anna", "Vole", "Hideaway"))
    assert "left out" in page
    private = page_html([fled()], options=MapOptions(private=True))
    assert "Anna Vole" in private
    assert "not to be shared" in private


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Ali Hassan, aged 70 years, and Mira Iva (34 years old) died.", {"Ali Hassan", "Mira Iva"}),
        ("Ali Hassan, 100, died in Goma.", {"Ali Hassan"}),
        ("The body of journalist Layla Moreno was found.", {"Layla Moreno"}),
        ("The body of Nadia Guard was found.", {"Nadia Guard"}),
        ("The bodies of two soldiers near Northford were found.", set()),
    ],
)  # fmt: skip
def test_an_age_however_written_tells_a_private_person(sentence: str, names: set[str]) -> None:
    spans = named_as_private(sentence, kin=("daughter",), everyday=("farmer",))
    assert {sentence[start:end] for start, end, _ in spans} == names
