import pytest

from geoclaims.places.names import fits_case, fold, without_generic_words, written_abbreviation
from geoclaims.places.names_arabic import arabic_key
from geoclaims.places.names_cyrillic import cyrillic_key, romanizations


@pytest.mark.parametrize(
    ("spellings", "key"),
    [
        (["Nova Kakhovka", "NOVA KAKHOVKA", "Nova-Kakhovka", "nova  kakhovka"], "nova kakhovka"),
        (["Khar'kov", "Khar’kov", "Kharʼkov", "Khar`kov", "Kharʹkov", "Kharkov"], "kharkov"),
        (["St. Louis", "St Louis", "Saint-Louis", "Saint Louis"], "saint louis"),
        (["Mt. Sinjar", "Mount Sinjar"], "mount sinjar"),
        (["Ft. Worth", "Fort Worth"], "fort worth"),
        (["Şırnak", "Sirnak", "Şirnak"], "sirnak"),
        (["Łódź", "Lodz"], "lodz"),
        (["Trinidad & Tobago", "Trinidad and Tobago"], "trinidad and tobago"),
        (["N.C.", "NC"], "nc"),
        (["Ménaka", "Me\u0301naka", "Menaka"], "menaka"),
    ],
)
def test_spellings_that_differ_in_typography_fold_to_one_key(spellings, key):
    assert {fold(spelling) for spelling in spellings} == {key}


def test_a_name_without_letters_folds_to_nothing():
    assert [fold(name) for name in ("", " ", "—", "'", "...")] == [""] * 5


@pytest.mark.parametrize(
    "spellings",
    [
        ["Gulyaipole", "Huliaipole", "Hulyaypole", "Huljajpole", "Gulyay-Pole", "Гуляйполе", "Гуляй-Поле"],
        ["Krasnoarmeysk", "Krasnoarmeisk", "Krasnoarmejsk", "Красноармейск"],
        ["Vovchansk", "Vovčansk", "Vovchans'k", "Вовчанськ"],
        ["Zaporizhzhia", "Zaporizhzhya", "Zaporižžja", "Запоріжжя"],
        ["Shchastia", "Shchastya", "Щастя"],
        ["Yenakiieve", "Yenakiyeve", "Єнакієве"],
    ],
)
def test_spellings_of_a_slavic_name_share_a_key(spellings):
    assert len({cyrillic_key(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Bakhmut", "Balakliia"), ("Kupiansk", "Kramatorsk"), ("Pokrovsk", "Petrovsk"), ("Lyman", "Lymanske")],
)
def test_different_slavic_names_keep_different_keys(one, other):
    assert cyrillic_key(one) != cyrillic_key(other)


@pytest.mark.parametrize(
    "spellings",
    [
        ["Deir ez-Zor", "Dayr az Zawr", "Deir al-Zour", "Deir ez Zor"],
        ["Raqqa", "Ar-Raqqah", "Al-Raqqa", "Rakka"],
        ["Tell Abyad", "Tal Abyad", "Tall Abyaḑ", "Tel Abiad"],
        ["Suwayda", "As-Suweida", "al-Suwaida"],
        ["El Fasher", "Al-Fashir", "Al Fāshir"],
    ],
)
def test_spellings_of_an_arabic_name_share_a_key(spellings):
    assert len({arabic_key(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("name", "cyrillic", "arabic"),
    [("Krasnoarmeysk", "krasnoarmeisk", "krasnuarmisk"), ("Shchastia", "Qasta", "shchastia"),
     ("Czeck Hill", "Tekgil", "czickhil"), ("Wadi Hhalfa", "vadigalfa", "uadihalfa"),
     ("Yeey Aaiouwn", "eiauvn", "iaiun"), ("Vovchansk", "vovCansk", "vuvchansk"),
     ("Deir ez-Zawr", "deirezzavr", "dirzur"), ("Mississippi", "misisipi", "misisipi")],
)  # fmt: skip
def test_coarse_keys_are_those_that_stand_in_gazetteer_files(name, cyrillic, arabic):
    # Who changes one raises SCHEMA_VERSION: files made before would no longer be found in.
    assert (cyrillic_key(name), arabic_key(name)) == (cyrillic, arabic)


def test_romanizations_hold_the_standards_spellings():
    found = set(romanizations("Гуляйполе"))
    assert {"Huliaipole", "Hulyaypole", "Gulyaypole", "Gulyaipole", "Huljajpole"} <= found
    assert "Yenakiieve" in romanizations("Єнакієве")
    assert "Yelets" in romanizations("Елец")
    assert romanizations("Huliaipole") == ()


@pytest.mark.parametrize(
    ("key", "core", "has", "has_not"),
    [
        ("donetsk oblast", "donetsk", "admin1", "city"),
        ("homs governorate", "homs", "admin1", "city"),
        ("arghistan district", "arghistan", "admin2", "country"),
        ("city of benton", "benton", "city", "admin1"),
        ("republic of kenya", "kenya", "country", "city"),
        ("the hague", "hague", "city", None),
    ],
)
def test_generic_words_come_off_and_say_what_the_name_can_be(key, core, has, has_not):
    features = {found.core: found.features for found in without_generic_words(key)}[core]
    assert has in features
    assert has_not not in features


def test_a_generic_word_alone_is_no_name():
    assert without_generic_words("oblast") == ()
    assert without_generic_words("donetsk") == ()


@pytest.mark.parametrize(
    ("name", "found"),
    [("U.S.", "U.S."), ("US", "U.S."), ("us", None), ("Us", None), ("U. S.", "U.S.")],
)
def test_abbreviations_need_their_capitals(name, found):
    assert written_abbreviation("U.S.|USA", name) == found


def test_an_abbreviation_may_stand_in_a_headline_once_it_is_long_enough():
    assert written_abbreviation("CA|Calif.", "CALIF.") == "Calif."
    assert written_abbreviation("OR|Ore.", "ORE") is None


def test_short_words_are_names_only_with_a_capital():
    assert [fits_case(word) for word in ("Gao", "us", "UN", "Goma", "goma", "GOMA")] == [
        True, False, False, True, True, True,
    ]  # fmt: skip
