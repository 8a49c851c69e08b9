"""Exports keep every claim, its attribution and its doubt; read back by other programs."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from geoclaims.errors import OutputError, RecordError, UsageError
from geoclaims.model import Attribution, TimeRange
from geoclaims.output import check_format, claims_as_text, positions, text_parts, wording, write_claims
from geoclaims.output.frames import claims_frame, claims_from_frame
from geoclaims.output.provenance import Provenance
from geoclaims.records import claim_from_record
from map_claims import DOCUMENT, EASTHAM, MONDAY, NORTHFORD, claim, invented_claims, toponym, with_text

CLAIMS = invented_claims()
BY_ID = {claim.id: claim for claim in CLAIMS}


def test_frame_and_back() -> None:
    frame = claims_frame(CLAIMS)
    assert claims_from_frame(frame) == CLAIMS
    assert frame.crs == "EPSG:4326"
    assert list(frame["id"]) == list(BY_ID)
    taken = frame.set_index("id").loc["taken"]
    assert (taken.geometry.x, taken.geometry.y) == (NORTHFORD.lon, NORTHFORD.lat)
    assert frame.set_index("id").loc["unfound"].geometry is None


def test_an_empty_frame_is_a_frame() -> None:
    assert claims_from_frame(claims_frame([])) == []


def test_a_frame_of_something_else_is_named() -> None:
    with pytest.raises(RecordError, match="record"):
        claims_from_frame(pd.DataFrame({"id": ["a"]}))
    with pytest.raises(RecordError, match="row 1"):
        claims_from_frame(pd.DataFrame({"record": ["{"]}))


def test_json_lines_is_the_contract() -> None:
    lines = claims_as_text(CLAIMS, "jsonl", private=True).splitlines()
    assert [claim_from_record(json.loads(line), "line") for line in lines] == CLAIMS


def test_geojson_has_a_feature_for_each_claim_and_null_where_it_is_nowhere() -> None:
    collection = json.loads(claims_as_text(CLAIMS, "geojson", Provenance(gazetteer="g1", settings="s1")))
    assert [feature["id"] for feature in collection["features"]] == list(BY_ID)
    nowhere = {f["id"] for f in collection["features"] if f["geometry"] is None}
    assert nowhere == {"unfound", "nowhere", "ambiguous"}
    assert collection["features"][0]["geometry"]["coordinates"] == [NORTHFORD.lon, NORTHFORD.lat]
    assert collection["features"][0]["properties"]["attribution"]["name"] == "Ilya Marsh"
    assert collection["geoclaims"]["gazetteer"] == "g1"
    assert collection["geoclaims"]["settings"] == "s1"
    assert collection["geoclaims"]["citations"]


def test_no_claims_is_an_empty_file_of_its_kind() -> None:
    assert json.loads(claims_as_text([], "geojson"))["features"] == []
    assert len(list(csv.reader(io.StringIO(claims_as_text([], "csv"))))) == 1


def test_csv_is_read_back_with_its_citation() -> None:
    rows = list(csv.DictReader(io.StringIO(claims_as_text(CLAIMS, "csv"), newline="")))
    assert [row["id"] for row in rows] == list(BY_ID)
    assert rows[0]["claimed_by"] == "claimed by Ilya Marsh, General · unverified"
    assert float(rows[0]["lon"]) == NORTHFORD.lon
    assert rows[0]["date_start"] == "2025-12-01"
    assert "GeoNames" in rows[0]["made_with"]


@pytest.mark.parametrize("formula", ['=HYPERLINK("http://evil.example")', "+1", "-1", "@x", "\t=1"])
def test_csv_has_no_cell_that_a_spreadsheet_would_run(formula: str) -> None:
    text = claims_as_text([with_text(CLAIMS[0], formula)], "csv")
    for row in csv.reader(io.StringIO(text, newline="")):
        for cell in row:
            assert not cell.startswith(("=", "+", "@", "\t")), cell
            if cell.startswith("-"):
                float(cell)


def test_csv_file_carries_the_mark_that_excel_needs(tmp_path: Path) -> None:
    file = tmp_path / "claims.csv"
    write_claims(CLAIMS, file, "csv")
    assert file.read_bytes().startswith(b"\xef\xbb\xbfid,")
    assert len(pd.read_csv(file)) == len(CLAIMS)


def test_parts_come_as_claims_come() -> None:
    parts = text_parts(iter(CLAIMS), "jsonl")
    assert json.loads(next(parts))["id"] == "taken"


def test_unknown_and_binary_formats_are_refused() -> None:
    with pytest.raises(UsageError, match="gpkg"):
        check_format("gpkg")
    with pytest.raises(UsageError, match="unknown"):
        check_format("xlsx", Path("out.xlsx"))
    with pytest.raises(UsageError):
        claims_as_text(CLAIMS, "parquet")


def test_nothing_is_left_where_nothing_can_be_written(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="can't write there"):
        write_claims(CLAIMS, tmp_path / "missing" / "out.csv", "csv")
    assert list(tmp_path.iterdir()) == []


def test_a_place_off_the_earth_gives_a_claim_without_a_point() -> None:
    text = "A clash near Nordfurt."
    for lat, lon in ((91.0, 0.0), (0.0, 181.0), (float("nan"), 0.0), (float("inf"), 0.0)):
        lost = claim(
            "lost", text, "clash", (toponym(text, "Nordfurt", replace(NORTHFORD, lat=lat, lon=lon)),)
        )
        assert claims_frame([lost]).geometry.iloc[0] is None
        assert positions.position(lost.places[0]) is None


def test_the_row_stands_where_it_happened_before_where_it_began() -> None:
    text = "They fled Nordfurt for Eastham."
    origin = toponym(text, "Nordfurt", NORTHFORD, role="origin")
    destination = toponym(text, "Eastham", EASTHAM, role="destination")
    both = claim("both", text, "fled", (origin, destination))
    assert positions.main_place(both) == destination
    assert (
        positions.main_place(replace(both, places=(origin, replace(destination, role="mention")))) == origin
    )
    assert positions.main_place(replace(both, places=(replace(origin, role="parent"),))) is None


def test_wording_names_the_source_and_never_a_publisher_as_one() -> None:
    assert wording.claimed_by(BY_ID["taken"]) == "claimed by Ilya Marsh, General · unverified"
    assert wording.claimed_by(BY_ID["denied"]) == "claimed by its spokesman (a denial) · unverified"
    assert "unsourced, the outlet's wording" in wording.claimed_by(BY_ID["nowhere"])
    assert DOCUMENT.publisher not in wording.claimed_by(BY_ID["nowhere"])
    assert "unstated source" in wording.source_text(Attribution("unspecified"))
    assert wording.chain_text(BY_ID["taken"].attribution) == "via State TV"


def test_wording_of_dates_says_what_they_rest_on() -> None:
    assert wording.time_text(MONDAY) == "1 December 2025 (the words: “on Monday”)"
    assert (
        wording.time_text(BY_ID["nowhere"].time)
        == "by 2 December 2025, start not stated (from the publication date)"
    )
    assert wording.time_text(TimeRange(None, None, "unknown", None, "none")) == "date unknown"
