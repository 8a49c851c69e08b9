"""Places under their names in a language: shown everywhere, compared and kept nowhere."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import geopandas as gpd
import pytest

from geoclaims.model import RankedPlace
from geoclaims.output import claims_as_text, wording, write_claims
from geoclaims.output.map import Label, MapOptions, map_block, page_html
from geoclaims.output.place_names import PlaceNames, in_language
from geoclaims.output.selection import selection_of
from hostile_texts import PAGES
from map_claims import EASTHAM, NORTHFORD, invented_claims

CLAIMS = {claim.id: claim for claim in invented_claims()}
NAMES = {
    "uk": {NORTHFORD.id: ("Нортфорд", "Донецька область"), EASTHAM.id: (None, "Донецька область")},
    "ar": {NORTHFORD.id: ("نورثفورد", "دونيتسك")},
}


class Gazetteer:
    """Names of two towns by language."""

    def called(self, place_id: str, language: str) -> tuple[str | None, str | None]:
        """What the table has."""
        return NAMES.get(language, {}).get(place_id, (None, None))


class Hostile:
    """Every place is called the same."""

    def __init__(self, name: str) -> None:
        self.name = name

    def called(self, place_id: str, language: str) -> tuple[str | None, str | None]:
        """The name, for the place and its division."""
        return self.name, self.name


@pytest.fixture
def uk() -> PlaceNames:
    return PlaceNames(Gazetteer(), "uk")


def test_the_name_as_written_stands_first_and_then_the_one_in_the_language(uk: PlaceNames) -> None:
    place = uk.claim(CLAIMS["taken"]).drawn_places[0]
    assert place.text == "Nordfurt"
    assert wording.place_text(place) == "Nordfurt (Нортфорд, Донецька область, UA)"
    written = replace(CLAIMS["taken"].drawn_places[0], text="Krasny Ford")
    assert wording.place_text(uk.toponym(written)) == "Krasny Ford (Нортфорд, Донецька область, UA)"


def test_a_place_without_a_name_in_the_language_keeps_its_main_name(uk: PlaceNames) -> None:
    shown = uk.place(EASTHAM)
    assert (shown.name, shown.admin1) == ("Eastham", "Донецька область")
    other = replace(NORTHFORD, id="own:1,2")
    assert uk.place(other) is other
    assert uk.shown == 2
    assert set(uk.without) == {EASTHAM.id, "own:1,2"}


def test_a_division_is_not_named_as_within_itself() -> None:
    names = PlaceNames(Hostile("Донецька область"), "uk")
    division = replace(NORTHFORD, feature="admin1", name="Donetsk", admin1="Donetsk")
    place = replace(CLAIMS["taken"].drawn_places[0], text="Donetsk", place=division)
    assert wording.place_text(names.toponym(place)) == "Donetsk (Донецька область, UA)"


def test_names_from_right_to_left_stay_in_their_order() -> None:
    place = PlaceNames(Gazetteer(), "ar").claim(CLAIMS["taken"]).drawn_places[0]
    assert wording.place_text(place) == "Nordfurt (نورثفورد\u200e, دونيتسك\u200e, UA)"
    assert wording.listed(["Northford", "Donetsk", "UA"]) == "Northford, Donetsk, UA"
    assert place.place is not None
    assert place.place.name == "نورثفورد"  # the mark is of the line, not of the name


def test_candidates_are_named_too(uk: PlaceNames) -> None:
    base = CLAIMS["taken"].drawn_places[0]
    options = (RankedPlace(NORTHFORD.id, "Northford", 48.3, 37.2, "UA", 0.6),
               RankedPlace("geonames:9", "Norford", 1.0, 1.0, "XX", 0.4))  # fmt: skip
    shown = uk.toponym(replace(base, place=None, status="ambiguous", candidates=options))
    assert [c.name for c in shown.candidates] == ["Нортфорд", "Norford"]
    assert uk.without == {}  # runners-up are not counted


def test_without_a_language_nothing_is_made_anew(uk: PlaceNames) -> None:
    claims = list(CLAIMS.values())
    assert all(one is other for one, other in zip(in_language(claims, None), claims, strict=True))
    nowhere = CLAIMS["nowhere"]
    assert uk.claim(nowhere) is nowhere


@pytest.mark.parametrize(("language", "name"), [("uk", "Нортфорд"), ("ar", "نورثفورد")])
def test_exports_hold_the_name_in_the_language_and_json_lines_the_main_one(
    language: str, name: str, tmp_path: Path
) -> None:
    names = PlaceNames(Gazetteer(), language)
    claims = [CLAIMS["taken"]]
    (row,) = csv.DictReader(io.StringIO(claims_as_text(claims, "csv", names=names)))
    assert (row["place_written"], row["place_name"], row["place_id"]) == ("Nordfurt", name, NORTHFORD.id)
    kml = ElementTree.fromstring(claims_as_text(claims, "kml", names=names))
    assert any(name in (element.text or "") for element in kml.iter())
    shown = json.loads(claims_as_text(claims, "geojson", names=names))["features"][0]["properties"]
    assert name in json.dumps(shown, ensure_ascii=False)
    write_claims(claims, tmp_path / "c.gpkg", "gpkg", names=names)
    assert list(gpd.read_file(tmp_path / "c.gpkg", layer="claims")["place_name"]) == [name]
    write_claims(claims, tmp_path / "notes", "notes", names=names)
    note = next((tmp_path / "notes").glob("*.md")).read_text("utf-8")
    assert f'place_name: "{name}"' in note
    assert f"Nordfurt ({name}" in note
    assert "\u200e" not in note.partition("# ")[0]  # the front matter has the bare name
    line = json.loads(claims_as_text(claims, "jsonl", names=names))
    assert line["places"][0]["place"]["name"] == "Northford"


def test_the_page_and_its_backdrop_are_in_the_language_and_words_are_found_as_shown(uk: PlaceNames) -> None:
    options = MapOptions(labels=(Label("Northford", 48.3, 37.2, "Нортфорд"), Label("B", 1, 1)), names=uk)
    block = map_block([CLAIMS["taken"]], options=options)
    assert "Нортфорд" in block["claims"][0]["where"]
    assert [label[0] for label in block["backdrop"]["labels"]] == ["Нортфорд", "B"]
    wanted = selection_of(["q=нортфорд"])
    assert wanted.claims([CLAIMS["taken"]]) == []
    assert wanted.claims([CLAIMS["taken"]], names=uk) == [CLAIMS["taken"]]  # the claim as it was read


@pytest.mark.parametrize("hostile", PAGES)
def test_a_hostile_name_in_the_gazetteer_stays_text(hostile: str) -> None:
    names = PlaceNames(Hostile(hostile), "uk")
    page = page_html([CLAIMS["taken"]], options=MapOptions(names=names))
    for markup in ("<img src=x", "<script>window", "</script><script>window", "<svg/onload"):
        assert markup not in page
    for row in csv.DictReader(io.StringIO(claims_as_text([CLAIMS["taken"]], "csv", names=names))):
        assert not row["place_name"].startswith(("=", "+", "@"))
    ElementTree.fromstring(claims_as_text([CLAIMS["taken"]], "kml", names=names))


def test_a_place_of_refuge_is_left_out_under_any_name() -> None:
    taken = CLAIMS["taken"]
    at = replace(taken.drawn_places[0], role="destination", place=replace(NORTHFORD, population=900))
    fled = replace(taken, event=replace(taken.event, type="displacement"), places=(at,))
    names = PlaceNames(Gazetteer(), "uk")
    label = Label("Northford", 48.3, 37.2, "Нортфорд")
    page = page_html([fled], options=MapOptions(labels=(label,), names=names))
    assert "Нортфорд" not in page
    assert "Northford" not in page
    assert "Nordfurt" not in page
    assert "Нортфорд" not in claims_as_text([fled], "csv", names=names)
