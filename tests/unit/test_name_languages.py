import pytest

from geoclaims.places.name_languages import (
    country_names,
    fallbacks,
    is_in_its_script,
    language_code,
    language_name,
    official_languages,
)


@pytest.mark.parametrize(
    ("given", "kept"),
    [("uk", "uk"), ("UKR", "uk"), ("iw", "he"), ("zh_hant", "zh-Hant"), ("SR-latn", "sr-Latn"),
     ("pt-br", "pt-BR"), (" ar ", "ar"), ("be-tarask", "be-tarask")],
)  # fmt: skip
def test_codes_are_kept_in_one_way(given: str, kept: str) -> None:
    assert language_code(given) == kept
    assert language_code(kept) == kept


@pytest.mark.parametrize(
    "given", ["", "ukrainian", "link", "wkdt", "u", "uk ar", "українська", "uk;--", "../x"]
)
def test_what_is_no_code_is_none(given: str) -> None:
    assert language_code(given) is None


def test_a_code_falls_back_on_what_it_is_a_kind_of() -> None:
    assert fallbacks("zh-Hant-TW") == ("zh-Hant-TW", "zh-Hant", "zh")
    assert language_name("uk") == "Ukrainian (uk)"
    assert language_name("uz-Cyrl") == "Uzbek, Cyrillic (uz-Cyrl)"
    assert language_name("pt-BR") == "Portuguese, Brazil (pt-BR)"
    assert language_name("zz") == "zz"


@pytest.mark.parametrize(
    ("name", "code", "fits"),
    [("Покровськ", "uk", True), ("Pokrovs'k", "uk", False), ("حلب", "ar", True), ("Halab", "ar", False),
     ("حلب", "fa", True), ("Beograd", "sr-Latn", True), ("Beograd", "sr", False), ("東京", "ja", True),
     ("とうきょう", "ja", True), ("Tokyo", "ja", False), ("Kyiv", "en", True), ("Київ", "en", False),
     ("anything", "zz", True), ("123", "uk", False)],
)  # fmt: skip
def test_a_transliteration_is_no_name_of_the_language(name: str, code: str, fits: bool) -> None:
    assert is_in_its_script(name, code) is fits


def test_countries_have_their_names_in_many_languages_and_in_their_scripts() -> None:
    found = dict(country_names())
    assert {"uk", "ar", "ru", "he", "fa", "zh", "zh-Hant", "fr", "tr"} <= set(found)
    assert "en" not in found
    assert "zh-Hans" not in found
    assert found["uk"]["UA"] == "Україна"
    assert found["ar"]["SD"] == "السودان"
    assert found["zh"]["UA"] != found["zh-Hant"]["UA"]
    for code in ("uk", "ar", "he", "ja", "ka"):
        assert all(is_in_its_script(name, code) for name in found[code].values()), code


def test_the_languages_of_a_country_come_from_cldr() -> None:
    assert official_languages("UA")[0] == "uk"
    assert "ar" in official_languages("IQ")
    assert official_languages("XX") == official_languages(None) == ()
