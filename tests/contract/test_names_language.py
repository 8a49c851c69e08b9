"""``--names-language`` as a user gives it: in tables, maps and exports, never in what is worked on."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from geoclaims.cli import app
from geoclaims.cli.console import reporting_errors
from geoclaims.places import gazetteer_build
from geoclaims.places.gazetteer_schema import PlaceRow

REPORT = (
    "Rebels captured Goma on Monday, the mayor of Goma said. Fighting broke out in Syria, officials said."
)


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "report.txt"
    file.write_text(REPORT, "utf-8")
    return file


def run(*arguments: object):  # type: ignore[no-untyped-def]
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.mark.parametrize("command", ["extract", "map", "compare"])
def test_the_option_stands_in_the_help(command: str) -> None:
    done = CliRunner().invoke(app, [command, "--help"], env={"COLUMNS": "200"})
    assert "--names-language" in done.stdout


def test_an_export_names_places_in_the_language_and_says_which_have_no_name(report: Path) -> None:
    done = run("extract", report, "--published", "2025-12-02", "--format", "csv", "--names-language", "ar")
    assert done.exit_code == 0
    assert "Syria,سوريا,geonames:163843" in done.stdout
    assert "Goma,Goma,geonames:216281" in done.stdout  # the default gazetteer names countries alone
    assert "names of places in ar" in done.stdout
    assert "have no name in Arabic (ar)" in done.stderr
    assert "gazetteer add CD" in done.stderr


def test_the_setting_holds_for_the_map(report: Path, tmp_path: Path) -> None:
    (tmp_path / "geoclaims.toml").write_text('names_language = "uk"\n')
    done = run("map", report, "--published", "2025-12-02", "-o", "m.html")
    assert done.exit_code == 0
    assert "Syria (Сирія" in (tmp_path / "m.html").read_text("utf-8")
    assert "Сирія" not in run("extract", report, "--format", "csv", "--names-language", "main").stdout


def test_json_lines_keep_the_main_names_and_that_is_said(report: Path) -> None:
    done = run("extract", report, "--names-language", "uk")
    names = {p["place"]["name"] for line in done.stdout.splitlines() for p in json.loads(line)["places"]}
    assert {"Goma", "Syria"} <= names
    assert "JSON Lines keep the gazetteer's main names" in done.stderr


def test_what_is_no_language_is_wrong_usage(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended, reporting_errors():
        app(["extract", str(report), "--names-language", "arabic"], standalone_mode=False)
    assert ended.value.code == 2
    assert "write a language's code such as uk, ar" in capsys.readouterr().err


def test_the_gazetteer_says_its_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    assert json.loads(run("gazetteer", "info", "--json").stdout)["languages"]["uk"] > 200
    assert "languages" in run("gazetteer", "info").stdout
    monkeypatch.setenv("GEOCLAIMS_NAMES_LANGUAGE", "uk")
    assert ", in uk: Сирія" in run("gazetteer", "lookup", "Syria").stdout
    record = json.loads(run("gazetteer", "lookup", "Syria", "--json").stdout.splitlines()[0])
    assert record["called"]["ar"] == "سوريا"


def test_at_first_use_the_gazetteer_is_there_before_names_are_asked_for(
    report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def small() -> Iterator[PlaceRow]:
        yield PlaceRow("geonames:1", "Goma", -1.67, 29.22, "city", 5000, "CD", called=[("ar", "غوما")])

    monkeypatch.setattr(gazetteer_build, "default_places", small)
    monkeypatch.setenv("GEOCLAIMS_GAZETTEER", str(tmp_path / "new.sqlite"))
    done = run("extract", report, "--format", "csv", "--names-language", "ar")
    assert "Goma,غوما,geonames:1" in done.stdout
