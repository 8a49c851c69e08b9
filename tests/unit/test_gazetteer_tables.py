"""The hand-made tables: what a reader of the news expects to be found, and where."""

import csv
import math
from importlib.resources import files

import pytest

from geoclaims.globe import great_circle_km
from geoclaims.places.gazetteer import SqliteGazetteer, ensure_gazetteer
from geoclaims.places.gazetteer_sources import split, table


@pytest.fixture(scope="module")
def gazetteer() -> SqliteGazetteer:
    return ensure_gazetteer()


@pytest.mark.parametrize(
    ("former", "present", "country"),
    [
        ("Dzerzhynsk", "Toretsk", "UA"),
        ("Krasnoarmeysk", "Pokrovsk", "UA"),
        ("Stalino", "Donetsk", "UA"),
        ("Leningrad", "Saint Petersburg", "RU"),
        ("Nur-Sultan", "Astana", "KZ"),
        ("Rangoon", "Yangon", "MM"),
        ("Leopoldville", "Kinshasa", "CD"),
        ("Port Elizabeth", "Gqeberha", "ZA"),
        ("Allahabad", "Prayagraj", "IN"),
    ],
)
def test_former_names_are_marked_as_such(
    gazetteer: SqliteGazetteer, former: str, present: str, country: str
) -> None:
    now = {e.place.id for e in gazetteer.lookup(present) if e.place.country == country}
    entries = [e for e in gazetteer.lookup(former) if e.place.id in now and e.place.feature != "admin1"]
    assert "former" in {e.name_kind for e in entries}


@pytest.mark.parametrize(
    ("name", "feature", "country"),
    [
        ("Pokrovsk Raion", "admin2", "UA"),
        ("Al-Hamdaniya District", "admin2", "IQ"),
        ("Khan Yunis Governorate", "admin2", "PS"),
        ("Qamishlo", "city", "SY"),
        ("Serê Kaniyê", "city", "SY"),
        ("Galmudug", "region", "SO"),
        ("Downing Street", "facility", "GB"),
        ("Azovstal", "facility", "UA"),
        ("Humera", "city", "ET"),
        ("Thar Desert", "region", None),
        ("Dnipro", "water", None),
    ],
)
def test_what_news_names_is_known(
    gazetteer: SqliteGazetteer, name: str, feature: str, country: str | None
) -> None:
    assert (feature, country) in {(e.place.feature, e.place.country) for e in gazetteer.lookup(name)}


def test_names_of_peoples_and_neighbours_are_no_names_of_a_place(gazetteer: SqliteGazetteer) -> None:
    assert not gazetteer.lookup("Rohingya")
    assert not gazetteer.lookup("Caucasian")
    assert "Myrnohrad" not in {e.place.name for e in gazetteer.lookup("Novoekonomichne")}
    assert "Nikopol" not in {e.place.name for e in gazetteer.lookup("Sloviansk")}


def test_every_town_of_the_table_is_one_of_the_source(gazetteer: SqliteGazetteer) -> None:
    for row in table("towns.csv"):
        entry = gazetteer.get(f"geonames:{row['geonameid']}")
        assert entry is not None, row
        assert entry.place.feature in ("city", "village"), row


def test_settlements_lie_in_the_country_and_division_that_their_row_names(gazetteer: SqliteGazetteer) -> None:
    for row in table("settlements.csv"):
        assert row["id"].startswith(f"{row['country'].lower()}-"), row
        division = gazetteer.get(row["admin1"])
        assert division is not None, row
        assert division.place.country == row["country"], row
        lat, lon = float(row["lat"]), float(row["lon"])
        near = [place for _, place in gazetteer.nearest(lat, lon, 250, 40)]
        assert row["country"] in {place.country for place in near if place.name != row["name"]}, row
        assert 2 <= int(row["radius_km"]) <= 15, row


def test_a_settlement_is_listed_where_the_source_lacks_it_and_known_by_all_its_names(
    gazetteer: SqliteGazetteer,
) -> None:
    for row in table("settlements.csv"):
        for name in (row["name"], *split(row["names"])):
            here = [e.place for e in gazetteer.lookup(name) if e.place.country == row["country"]]
            assert f"settlement:{row['id']}" in {place.id for place in here}, (row, name)
            lat, lon = float(row["lat"]), float(row["lon"])
            others = [p for p in here if p.feature in ("city", "village") and p.id.startswith("geonames:")]
            assert all(great_circle_km(lat, lon, p.lat, p.lon) > 20 for p in others), (row, name)


def test_ids_are_given_once_and_points_lie_in_their_extents() -> None:
    seen: set[str] = set()
    for name in ("regions.csv", "features.csv", "facilities.csv"):
        for row in table(name):
            assert row["id"] not in seen, row
            seen.add(row["id"])
            assert row["feature"] in ("region", "water", "mountain", "facility", "other"), row
    settlements = [row["id"] for row in table("settlements.csv")]
    assert len(set(settlements)) == len(settlements)
    for row in table("regions.csv"):
        west, south, east, north = (float(row[edge]) for edge in ("west", "south", "east", "north"))
        lat, lon = float(row["lat"] or south), float(row["lon"] or west)
        assert -90 <= south <= lat <= north <= 90, row
        assert math.fmod(lon - west + 360, 360) <= math.fmod(east - west + 360, 360), row


def test_tables_have_as_many_cells_as_headings() -> None:
    for path in (files("geoclaims.places") / "data").iterdir():
        if path.name.endswith(".csv"):
            with path.open(encoding="utf-8", newline="") as file:  # type: ignore[call-overload]
                rows = list(csv.reader(file, strict=True))
            assert {len(row) for row in rows} == {len(rows[0])}, path.name
