"""Link charts, notes and verification packs: folders of small files."""

import csv
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from geoclaims.errors import OutputError, UsageError
from geoclaims.model import TimeRange
from geoclaims.output import FOLDER_FORMATS, check_format, positions, write_claims
from geoclaims.output.escape import visible
from geoclaims.output.exporters import notes, packs
from geoclaims.output.provenance import Provenance
from hostile_texts import FOLDERS, PAGES, SHEETS
from map_claims import MONDAY, NORTHFORD, invented_claims, with_text

CLAIMS = invented_claims()
BY_ID = {claim.id: claim for claim in CLAIMS}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_link_chart_ties_source_claim_and_place(tmp_path: Path) -> None:
    write_claims(CLAIMS, tmp_path / "chart", "links", Provenance(gazetteer="g1"))
    nodes = {row["Id"]: row for row in rows(tmp_path / "chart" / "nodes.csv")}
    links = {(row["Source"], row["Type"], row["Target"]) for row in rows(tmp_path / "chart" / "links.csv")}
    assert {end for link in links for end in (link[0], link[2])} == set(nodes)
    assert ("source:ilya marsh", "asserts", "claim:taken") in links
    assert ("source:state tv", "relays", "source:ilya marsh") in links
    assert ("claim:taken", "location", NORTHFORD.id) in links
    assert not any(kind == "asserts" and target == "claim:nowhere" for _, kind, target in links)
    assert "g1" in (tmp_path / "chart" / "about.txt").read_text("utf-8")


def test_notes_have_coordinates_and_the_claimant(tmp_path: Path) -> None:
    write_claims(CLAIMS, tmp_path / "notes", "notes")
    assert len(list((tmp_path / "notes").iterdir())) == len(CLAIMS)
    text = (tmp_path / "notes" / "claim-taken.md").read_text("utf-8")
    front, body = text.removeprefix("---\n").split("\n---\n", 1)
    assert "location: [48.3, 37.2]" in front
    assert "unverified: true" in front
    assert body.lstrip().startswith("# claimed by Ilya Marsh, General · unverified")
    assert "location:" not in (tmp_path / "notes" / "claim-nowhere.md").read_text("utf-8")


@pytest.mark.parametrize("hostile", FOLDERS)
@pytest.mark.parametrize("format_", FOLDER_FORMATS)
def test_hostile_texts_stay_texts_and_inside_the_folder(tmp_path: Path, format_: str, hostile: str) -> None:
    claim = replace(with_text(CLAIMS[0], hostile), id=hostile)
    write_claims([claim], tmp_path / "out", format_)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    for file in (tmp_path / "out").rglob("*.md"):
        text = file.read_text("utf-8")
        assert "<script" not in text
        assert not re.search(r"(?<!\\)\]\(", text)
        if file.name != "search.md":
            assert text.split("\n---\n")[0].count("\nid: ") == 1


def test_front_matter_of_any_text_is_one_mapping() -> None:
    for hostile in FOLDERS + SHEETS + PAGES:
        text = notes.note(replace(with_text(CLAIMS[0], hostile), id=hostile), Provenance())
        opening, front, body = re.split(r"^---$", text, maxsplit=2, flags=re.MULTILINE)
        lines = [line.split(": ", 1) for line in front.strip().splitlines()]
        told = {key: json.loads(value) for key, value in lines if key != "tags"}  # JSON's scalars are YAML's
        assert opening == ""
        assert told["unverified"] is True
        assert told["location"] == [NORTHFORD.lat, NORTHFORD.lon]
        assert told["place_written"] == visible(hostile)
        assert body.lstrip().startswith("# claimed by")
        assert [line for line in body.splitlines() if line.startswith(("# ", "```", "---"))] == [
            body.lstrip().splitlines()[0], "---",
        ]  # fmt: skip


@pytest.mark.parametrize("hostile", SHEETS)
def test_link_charts_and_tables_run_nothing_in_a_spreadsheet(tmp_path: Path, hostile: str) -> None:
    claim = replace(with_text(CLAIMS[0], hostile), id=hostile)
    write_claims([claim], tmp_path / "chart", "links")
    write_claims([claim], tmp_path / "claims.csv", "csv")
    for table in tmp_path.rglob("*.csv"):
        for row in rows(table):
            for cell in row.values():
                assert not re.match(r"[\s\u00a0\u200b\ufeff\ufffd]*[=+@\uff1d]|-\D", cell), cell


def test_packs_hold_names_days_area_and_searches() -> None:
    class Gazetteer:
        def names(self, place_id: str) -> list[str]:
            return ["Northford", "Старий Норт", "نورثفورد", "Northforda", "Nord-Ford", "Nordfort"]

        def in_languages(self, place_id: str) -> dict[str, str]:
            return {"be": "Нортфард", "ru": "Нортфорд", "uk": "Нортфорд"}

    sheet = packs.search_sheet(BY_ID["taken"], Gazetteer())
    assert "Cyrillic: Нортфорд (uk, ru), Нортфард (be), Старий Норт\n" in sheet  # the country's own first
    assert "Arabic: نورثفورد" in sheet
    assert "2025-11-28 to 2025-12-04" in sheet
    assert "48.30000, 37.20000" in sheet
    for url in re.findall(r"<(.+?)>", sheet):
        assert re.fullmatch(r"https://[!-~]+", url)
    assert "no place that could be drawn" in packs.search_sheet(BY_ID["nowhere"])


def test_search_days_are_wide_enough_and_never_fail() -> None:
    at = replace(CLAIMS[0], time=MONDAY)
    assert packs.search_days(at) == (date(2025, 11, 28), date(2025, 12, 4))
    first = replace(at, time=TimeRange(date.min, date.max, "unknown", None, "expression"))
    assert packs.search_days(first) == (date.min, date.max)
    assert packs.search_days(replace(at, time=TimeRange(None, None, "unknown", None, "none"))) is None


@pytest.mark.parametrize("lat", [-90.0, 0.0, 89.99, 90.0])
def test_the_area_stays_on_the_earth(lat: float) -> None:
    area = packs.area_round(positions.Position(lat, 179.9, 500_000, None))
    assert -180 <= area.west <= area.east <= 180
    assert -90 <= area.south <= area.north <= 90


def test_a_pack_is_a_folder_with_the_claim(tmp_path: Path) -> None:
    write_claims(CLAIMS[:1], tmp_path / "packs", "packs")
    pack = tmp_path / "packs" / "claim-taken"
    assert {file.name for file in pack.iterdir()} == {"note.md", "search.md", "claim.geojson"}
    assert json.loads((pack / "claim.geojson").read_text())["id"] == "taken"


def test_a_folder_that_is_used_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "file").write_text("kept")
    with pytest.raises(OutputError, match="new or empty"):
        write_claims(CLAIMS, tmp_path / "mine", "notes")
    with pytest.raises(OutputError, match="can't write"):
        write_claims(CLAIMS, tmp_path / "no" / "such", "notes")
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
    with pytest.raises(UsageError, match="folder"):
        check_format("notes")


def test_file_names_differ_where_ids_do() -> None:
    names = {notes.file_name(replace(CLAIMS[0], id=id_)) for id_ in ("a/b", "a-b", "a.b", "a b", "../a-b")}
    assert len(names) == 5
    assert all(re.fullmatch(r"[A-Za-z0-9-]+", name) for name in names)
