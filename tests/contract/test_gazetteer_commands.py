import csv
import json

import pytest
from typer.testing import CliRunner

from geoclaims.cli.gazetteer import app
from geoclaims.places.gazetteer import ensure_gazetteer


@pytest.fixture(scope="module", autouse=True)
def _built():
    ensure_gazetteer().close()


@pytest.fixture
def run():
    return lambda *arguments: CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_lookup_prints_a_line_or_a_record_a_place(run):
    done = run("lookup", "Гуляйполе", "--json")
    assert done.exit_code == 0
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert records[0]["id"] == "geonames:707898"
    assert {"name", "lat", "lon", "feature", "country", "admin1", "population", "uncertainty_m"} <= set(
        records[0]
    )
    assert run("lookup", "Goma").stdout.startswith("geonames:216281")


def test_a_name_that_is_not_found_says_what_to_do_and_fails(run):
    done = run("lookup", "Nonesuchville")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "gazetteer add" in done.stderr


def test_info_names_version_and_sources(run):
    facts = json.loads(run("info", "--json").stdout)
    assert facts["places"] > 200_000
    assert any("CC BY 4.0" in source for source in facts["sources"])
    assert "source" in run("info").stdout


def test_geocode_is_wired_to_files(tmp_path):
    from geoclaims.cli import app as everything

    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("town,country\nPokrovsk,Ukraine\nNonesuchville,\n", "utf-8")
    done = CliRunner().invoke(
        everything, ["geocode", str(source), "-o", str(target), "--name", "town", "--country", "country"]
    )
    assert done.exit_code in (0, None)
    with target.open(encoding="utf-8", newline="") as file:
        assert [row["status"] for row in csv.DictReader(file)] == ["resolved", "not_found"]
    assert "1 resolved" in done.stderr
