"""Export: what the page offers, and each file read back: its claims, citations, settings and filters."""

import csv
import io
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from html import unescape
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from app_pages import open_page, words
from streamlit.testing.v1 import AppTest

from geoclaims.pipeline import Pipeline
from geoclaims.store import Project
from geoclaims.ui import workspace
from geoclaims.ui.export_files import (
    Export,
    about_file,
    claims_file,
    filters_line,
    map_file,
    verdicts_file,
)
from hand_made import hand_made_analysis

FILTERS = "kind=monitor&report=A title"
ACLED = (
    b"event_id_cnty,event_date,event_type,sub_event_type,latitude,longitude,location,country,fatalities\n"
    b"INV1,2025-12-01,Battles,Armed clash,48.28,37.18,Pokrovsk,Ukraine,0\n"
)
OWN = b"date,lat,lon,category\n2025-12-01,48.28,37.18,Battles\n"
PRIVATE = "Families fled to Tawila, said Mariam Idris, a nurse who lives there. Troops seized Bara in Sudan."


@pytest.fixture
def filled(project_file: Path) -> Iterator[Project]:
    """The project with one hand-made reading, and two datasets of which one may be shown."""
    project = Project(project_file)
    analysis = hand_made_analysis()
    project.add_document(analysis.document)
    project.save_analysis(project.start_run({}, None), analysis)
    workspace.add_evidence_file("acled.csv", ACLED, None)
    workspace.add_evidence_file("own.csv", OWN, 'licence = "CC0"\nredistribution = true\n')
    yield project
    project.close()


def everything(private: bool = False) -> Export:
    claims = hand_made_analysis().claims
    return Export(claims, len(claims), FILTERS, private)


def test_the_page_offers_every_format_and_says_how_many(app: AppTest, filled: Project) -> None:
    open_page(app, "export")
    assert not app.exception
    labels = {e.proto.label.removeprefix("Download ") for e in app.get("download_button")}
    assert labels == {
        "the map", "JSON Lines", "what it was made with", "the verdicts",
        "CSV", "GeoJSON", "GeoPackage", "KML", "GeoParquet", "Link chart", "Notes", "Packs",
    }  # fmt: skip
    assert "4 of 4 claims" in words(app)
    next(m for m in app.multiselect if m.key == "filter_said").set_value(["planned"]).run()
    assert "1 of 4 claims" in words(app)


def test_filters_are_told_as_the_command_line_takes_them() -> None:
    chosen = {"report": ["d"], "source": ["monitor", "publisher"], "said": ["planned"], "status": []}
    assert filters_line(chosen, {"d": "A title"}) == (
        "report=A title&kind=monitor&kind=publisher&realis=planned"
    )
    assert filters_line({}, {}) is None


@pytest.mark.parametrize("name", ["csv", "geojson", "kml", "parquet", "gpkg", "links", "notes", "packs"])
def test_each_file_says_with_what_it_was_made(filled: Project, name: str) -> None:
    content = claims_file(everything(), name)
    if name in ("links", "notes", "packs"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            said = b"".join(archive.read(entry) for entry in archive.namelist()).decode()
    elif name == "parquet":
        said = str(pq.read_schema(io.BytesIO(content)).metadata)
    else:
        said = content.decode("utf-8", "replace")
    said = unescape(unescape(said))  # KML holds HTML
    for part in ("places, built 20", "GeoNames", "window 10 km and 3 days", FILTERS):
        assert part in said, part
    assert "PRIVATE" not in said


def test_files_hold_all_claims_of_the_selection(filled: Project, tmp_path: Path) -> None:
    claims = hand_made_analysis().claims
    rows = list(csv.DictReader(io.StringIO(claims_file(everything(), "csv").decode("utf-8-sig"))))
    assert [row["id"] for row in rows if row["id"] in {c.id for c in claims}] == [c.id for c in claims]
    assert len(json.loads(claims_file(everything(), "geojson"))["features"]) == len(claims)
    assert pq.read_table(io.BytesIO(claims_file(everything(), "parquet"))).num_rows == len(claims)
    lines = claims_file(everything(private=True), "jsonl").decode().splitlines()
    assert [json.loads(line)["id"] for line in lines] == [c.id for c in claims]


@pytest.mark.parametrize(("private", "datasets"), [(False, {"own.csv"}), (True, {"own.csv", "acled.csv"})])
def test_a_geopackage_has_the_records_that_may_be_there(
    filled: Project, tmp_path: Path, private: bool, datasets: set[str]
) -> None:
    path = tmp_path / "claims.gpkg"
    path.write_bytes(claims_file(everything(private), "gpkg"))
    with closing(sqlite3.connect(path)) as connection:
        assert {row[0] for row in connection.execute("SELECT dataset FROM events")} == datasets
        assert connection.execute("SELECT count(*) FROM claims").fetchone() == (4,)
        about = dict(connection.execute("SELECT name, value FROM about"))
    assert about["filters"] == FILTERS
    assert ("private" in about) == private


def test_json_lines_have_their_making_and_verdicts_beside_them(filled: Project) -> None:
    about = json.loads(about_file(everything(private=True)))
    assert about["filters"] == FILTERS
    assert about["private"].startswith("PRIVATE")
    assert "places, built" in about["gazetteer"]
    verdicts = [json.loads(line) for line in verdicts_file(everything()).decode().splitlines()]
    assert len(verdicts) == 2 * len(hand_made_analysis().claims)
    assert {v["dataset"] for v in verdicts} == {"acled.csv", "own.csv"}


def test_the_map_says_its_filters_and_leaves_rows_out(filled: Project) -> None:
    page = map_file(everything(), "Title <b>").decode()
    assert "Title &lt;b&gt;" in page
    assert "claimed by Arkady Melnikov" in page
    assert "4 of 4 claims are in this page: kind=monitor&amp;report=A title" in page
    assert "1 records of acled.csv were compared but are not shown" in page


def test_what_may_not_be_handed_round_stays_unless_for_own_use(
    app: AppTest, project_file: Path, pipeline: Pipeline
) -> None:
    analysis = pipeline.analyse(replace(hand_made_analysis().document, text=PRIVATE))
    project = Project(project_file)
    project.add_document(analysis.document)
    project.save_analysis(project.start_run({}, None), analysis)
    open_page(app, "export")
    assert not app.exception
    assert "Left out for their safety" in words(app)
    shared = Export(analysis.claims, len(analysis.claims))
    own = replace(shared, private=True)
    for name in ("csv", "geojson", "kml"):
        assert b"Mariam" not in claims_file(shared, name)
        assert b"Mariam" in claims_file(own, name)
    assert b"Mariam" not in map_file(shared, "x")
    assert b"Mariam" in map_file(own, "x")
    project.close()
