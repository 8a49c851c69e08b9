"""Facilities: listed ones in any case, and those that only bear the name of a town."""

import pytest
from places_support import PlantedGazetteer

from geoclaims.globe import great_circle_km
from geoclaims.model import Document
from geoclaims.pipeline import Pipeline
from geoclaims.places.facilities import OUTSIDE_TOWN_M, heads_facility, look_up
from geoclaims.places.gazetteer import SqliteGazetteer, ensure_gazetteer
from geoclaims.places.gazetteer_sources import table
from geoclaims.places.geocode_local import GazetteerGeocoder
from geoclaims.places.geocoders import Query
from geoclaims.places.protocols import Entry
from geoclaims.settings import Settings, build_pipeline

FARTHEST_FROM_TOWN_KM = 70
"""Zaporizhzhia's thermal power plant is 56 km from it, at Enerhodar."""


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return build_pipeline(Settings())


@pytest.fixture(scope="module")
def gazetteer() -> SqliteGazetteer:
    return ensure_gazetteer()


@pytest.mark.parametrize(
    ("name", "town", "reach_m"),
    [
        ("Dorsk Railway Station", "t:1", 5_000),
        ("Dorsk Regional Children's Hospital", "t:1", 5_000),
        ("Dorsk Oil Refinery", "t:1", OUTSIDE_TOWN_M),
        ("Port of Dorsk", "t:1", 5_000),
        ("Quarry Hill Central Market", "t:7", 5_000),
    ],
)
def test_a_facility_is_at_the_town_in_its_name(name: str, town: str, reach_m: int) -> None:
    entries, only_named_for = look_up(PlantedGazetteer(), name)
    assert only_named_for
    assert [(e.place.id, e.place.uncertainty_m, e.name_kind) for e in entries] == [(town, reach_m, "variant")]


def test_an_institution_may_be_a_divisions_or_a_countrys_but_a_facility_is_in_a_town() -> None:
    planted = PlantedGazetteer()
    assert {e.place.feature for e in look_up(planted, "Dorsk Supreme Court")[0]} == {"city", "admin1"}
    assert [e.place.id for e in look_up(planted, "Arvonia Parliament")[0]] == ["c:AA"]
    assert look_up(planted, "Arvonia Railway Station") == ([], False)


@pytest.mark.parametrize(
    "name",
    [
        "Dorsk Street",  # in any town but Dorsk
        "Arvonian Embassy",
        "Dorsk Hilton",
        "Dorsk Memorial Hospital",  # mostly of a person
        "Dorsk Nuclear Power Plant",  # of a region
        "Hospital",
        "of Dorsk",
        "Hospital of",
        "",
    ],
)
def test_other_names_are_no_facilities(name: str) -> None:
    assert look_up(PlantedGazetteer(), name) == ([], False)


def test_what_is_named_for_a_small_place_bears_its_main_name(gazetteer: SqliteGazetteer) -> None:
    wheelersburg = gazetteer.lookup("Wheelersburg")[0].place.id
    assert wheelersburg not in {e.place.id for e in look_up(gazetteer, "Concord Reservoir")[0]}
    assert look_up(gazetteer, "Odessa Seaport")[0][0].place.name == "Odesa"


@pytest.mark.parametrize(
    ("words", "features"),
    [
        ("regional hospital was hit", {"city", "village"}),
        ("regional council met", {"city", "village", "admin1", "country"}),
        ("hospital was hit", set()),
        ("region was hit", set()),
        ("", set()),
    ],
)
def test_words_that_make_a_name_that_of_a_facility(words: str, features: set[str]) -> None:
    assert heads_facility(words.split()) == features


@pytest.mark.parametrize(
    ("text", "surface", "place"),
    [
        ("Fighting went on at Azovstal.", "Azovstal", "Azovstal"),
        ("The Kakhovka Dam was destroyed.", "Kakhovka Dam", "Kakhovka Dam"),
        ("Inmates of Evin prison were moved.", "Evin prison", "Evin Prison"),
        ("Erez crossing was closed.", "Erez crossing", "Erez Crossing"),
        ("Clashes went on near Goma airport.", "Goma airport", "Goma International Airport"),
        ("Kabul Airport Attack Kills 13 Troops", "Kabul Airport", "Hamid Karzai International Airport"),
        ("A missile hit Kramatorsk Railway Station.", "Kramatorsk Railway Station", "Kramatorsk"),
        ("It struck the Saratov Oil Refinery overnight.", "Saratov Oil Refinery", "Saratov"),
        ("Kherson Regional Hospital was hit.", "Kherson", "Kherson"),
    ],
)
def test_facilities_in_text(pipeline: Pipeline, text: str, surface: str, place: str) -> None:
    (toponym,) = pipeline.find_places(Document("d", text))
    assert (toponym.text, toponym.status) == (surface, "resolved")
    assert toponym.place is not None
    assert toponym.place.name == place
    assert toponym.place.feature != "admin1"
    assert toponym.use == "literal"


def test_a_town_whose_facility_is_meant_says_so_among_its_reasons(pipeline: Pipeline) -> None:
    (toponym,) = pipeline.find_places(Document("d", "A missile hit Kramatorsk Railway Station."))
    assert any("not listed itself" in reason for reason in toponym.reasons)


@pytest.mark.parametrize(
    ("text", "use"),
    [
        ("A drone hit the Taganrog Metallurgical Plant.", "literal"),
        ("Mosul University was retaken by the army.", "literal"),
        ("Mosul University said its students were safe.", "metonym"),
    ],
)
def test_a_struck_facility_is_its_walls_and_one_that_speaks_is_a_body(
    pipeline: Pipeline, text: str, use: str
) -> None:
    (toponym,) = pipeline.find_places(Document("d", text))
    assert toponym.use == use


@pytest.mark.parametrize(
    "text",
    [
        "A shell hit a bus and five people were rushed to a hospital in Kramatorsk, officials said.",
        "A shell hit a bus and the wounded were taken to Kramatorsk hospital, officials said.",
        "A shell hit a bus and the bodies were brought to Nasser Hospital in Khan Younis, officials said.",
    ],
)
def test_an_attack_is_not_where_the_hurt_were_taken(pipeline: Pipeline, text: str) -> None:
    claims = pipeline.analyse(Document("d", text)).claims
    assert claims
    assert not any(claim.drawn_places for claim in claims)


def test_an_attack_on_a_hospital_is_at_the_hospital(pipeline: Pipeline) -> None:
    text = "Israeli strikes hit Nasser Hospital in Khan Younis on Monday, the health ministry said."
    (claim,) = pipeline.analyse(Document("d", text)).claims
    assert [place.text for place in claim.drawn_places] == ["Nasser Hospital"]


def test_a_column_of_names_gets_the_towns_and_is_told_so(gazetteer: SqliteGazetteer) -> None:
    answer = GazetteerGeocoder(gazetteer).answer(Query("Kramatorsk Railway Station", "UA", ""))
    assert answer.hit is not None
    assert answer.hit.name == "Kramatorsk"
    assert "not listed itself" in answer.reason


def test_listed_facilities_lie_near_the_town_in_their_name(gazetteer: SqliteGazetteer) -> None:
    for row in table("facilities.csv"):
        lat, lon = float(row["lat"]), float(row["lon"])
        named_for, _ = look_up(Unlisted(gazetteer), row["name"])
        towns = [
            e.place
            for e in named_for
            if e.place.country == row["country"] and (e.place.population or 0) > 100_000
        ]
        if towns:
            nearest = min(great_circle_km(lat, lon, town.lat, town.lon) for town in towns)
            assert nearest < FARTHEST_FROM_TOWN_KM, (row["name"], nearest)


class Unlisted:
    """The gazetteer without its facilities, so that their names have to be read."""

    def __init__(self, gazetteer: SqliteGazetteer) -> None:
        self._gazetteer = gazetteer

    def lookup(self, name: str, *, fuzzy: bool = False) -> list[Entry]:
        """All but facilities."""
        return [e for e in self._gazetteer.lookup(name, fuzzy=fuzzy) if e.place.feature != "facility"]
