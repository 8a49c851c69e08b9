"""Files written whole or not at all, and settings from their places."""

from pathlib import Path

import pytest

from geoclaims.errors import OutputError, UsageError
from geoclaims.files import replacing
from geoclaims.settings import Settings, build_pipeline, load_settings


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    target.write_text("old")
    with pytest.raises(ZeroDivisionError), replacing(target) as temporary:
        temporary.write_text(str(1 / 0))
    assert target.read_text() == "old"
    with replacing(target) as temporary:
        temporary.write_text("new")
    assert target.read_text() == "new"
    assert list(tmp_path.iterdir()) == [target]


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="can't write there"), replacing(tmp_path / "none" / "out.txt"):
        pass


def test_later_settings_win(tmp_path: Path) -> None:
    (tmp_path / "geoclaims.toml").write_text("window_km = 5\nwindow_days = 1\n")
    settings = load_settings(tmp_path, {"GEOCLAIMS_WINDOW_DAYS": "7"}, window_km=None)
    assert (settings.window_km, settings.window_days) == (5.0, 7)
    assert load_settings(tmp_path, {}, window_km=25.0).window.km == 25.0


@pytest.mark.parametrize(
    "line", ["window_kms = 5", "window_km = 'far'", "window_km = -1", "window_km = [", "a b"]
)
def test_bad_settings_name_their_file(tmp_path: Path, line: str) -> None:
    (tmp_path / "geoclaims.toml").write_text(line)
    with pytest.raises(UsageError, match=r"geoclaims\.toml"):
        load_settings(tmp_path, {})


def test_homes_of_publishers_can_be_settled_and_settings_stay_a_key(tmp_path: Path) -> None:
    (tmp_path / "geoclaims.toml").write_text('[homes]\n"Hill Courier" = "geonames:4544379"\n')
    settings = load_settings(tmp_path, {})
    assert settings.homes == (("Hill Courier", "geonames:4544379"),)
    assert hash(settings) == hash(load_settings(tmp_path, {}))


def test_a_home_that_the_gazetteer_lacks_is_refused_rather_than_passed_over() -> None:
    with pytest.raises(UsageError, match=r"'Hill Courier' is at home in 'geonames:0'.*gazetteer lookup NAME"):
        build_pipeline(Settings(homes=(("Hill Courier", "geonames:0"),)))
    assert build_pipeline(Settings(homes=(("Hill Courier", "geonames:4544379"),)))


def test_the_language_of_names_is_kept_as_a_code_and_said_in_exports(tmp_path: Path) -> None:
    (tmp_path / "geoclaims.toml").write_text('names_language = "UKR"\n')
    settings = load_settings(tmp_path, {})
    assert settings.names_language == "uk"
    assert settings.as_line().endswith(", names of places in uk")
    assert load_settings(tmp_path, {}, project={"names_language": "ar"}).names_language == "ar"
    # The main names can be chosen over a language that was set before.
    assert load_settings(tmp_path, {}, project={"names_language": "main"}).names_language is None
    assert (
        load_settings(tmp_path, {}, names_language="main").as_line()
        == load_settings(tmp_path / "none", {}).as_line()
    )


def test_what_is_no_language_is_told_with_what_to_write(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="names_language can't be 'ukrainian'; write a language's code such"):
        load_settings(tmp_path, {"GEOCLAIMS_NAMES_LANGUAGE": "ukrainian"})


def test_the_language_of_names_is_no_matter_of_the_reading() -> None:
    # Choosing one must not have reports read again.
    from geoclaims.places.gazetteer import ensure_gazetteer
    from geoclaims.settings import Settings, run_facts

    ensure_gazetteer().close()
    assert run_facts(Settings())["reading"] == run_facts(Settings(names_language="uk"))["reading"]
