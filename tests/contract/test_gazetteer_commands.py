import csv
import json

import pytest
from typer.testing import CliRunner

from geoclaims.cli.gazetteer import app
from geoclaims.places import gazetteer_build
from geoclaims.places.gazetteer import ensure_gazetteer
from geoclaims.places.gazetteer_schema import PlaceRow


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


@pytest.fixture
def own_gazetteer(monkeypatch, tmp_path):
    """A gazetteer of one place, which the commands then use."""
    path = tmp_path / "g.sqlite"
    monkeypatch.setattr(
        gazetteer_build,
        "default_places",
        lambda: iter([PlaceRow("geonames:1", "Ukraine", 49, 32, "country", 400_000, "UA")]),
    )
    gazetteer_build.build_gazetteer(path)
    monkeypatch.setenv("GEOCLAIMS_GAZETTEER", str(path))
    return path


def test_add_and_import_tell_what_came_in_and_what_did_not(run, own_gazetteer, tmp_path):
    cells = [
        "7",
        "Klishchiivka",
        "",
        "",
        "48.5",
        "37.9",
        "P",
        "PPL",
        "UA",
        "",
        "05",
        "",
        "",
        "",
        "500",
        "",
        "",
        "",
        "",
    ]
    (tmp_path / "UA.txt").write_text("\t".join(cells) + "\nbroken\n", "utf-8")
    (tmp_path / "posts.csv").write_text("name,lat,lon\nPost A,48,37\nPost B,,\n", "utf-8")
    added = run("add", "UA", "--from", tmp_path)
    assert added.exit_code == 0, added.output
    assert "1 places added" in added.stderr
    assert "UA.txt, line 2: 1 columns instead of 19" in added.stderr
    imported = run("import", tmp_path / "posts.csv", "--country", "=UA", "--licence", "own")
    assert imported.exit_code == 0, imported.output
    assert "posts.csv, line 3: Post B: no coordinates" in imported.stderr
    assert [json.loads(line)["id"] for line in run("lookup", "Post A", "--json").stdout.splitlines()] == [
        "import:posts:2"
    ]
    facts = json.loads(run("info", "--json").stdout)
    assert [added["licence"] for added in facts["added"]] == [
        "GeoNames, https://www.geonames.org, CC BY 4.0",
        "own",
    ]


def test_a_new_build_says_what_is_lost(run, own_gazetteer, tmp_path):
    (tmp_path / "posts.csv").write_text("name,lat,lon\nPost A,48,37\n", "utf-8")
    run("import", tmp_path / "posts.csv")
    assert "add again: posts.csv" in run("build").stderr
    assert "add again" not in run("build").stderr


def test_one_country_that_fails_does_not_end_the_others(run, own_gazetteer, tmp_path):
    done = run("add", "UA", "SD", "--from", tmp_path)
    assert done.exit_code == 1
    assert done.stderr.count("error:") == 2
