"""``--project``: the command line and the dashboard work in one file."""

import csv
import json
import sqlite3
import sys
from pathlib import Path
from typing import NamedTuple, Protocol

import pyogrio
import pytest

from geoclaims.cli import main
from geoclaims.documents.samples import sample_folder
from geoclaims.model import PUBLISHER, Span
from geoclaims.places.gazetteer import default_path
from geoclaims.records import to_record
from geoclaims.store import Project
from geoclaims.store_corrections import Action, Correction
from geoclaims.ui import new_claim

REPORTS = sample_folder() / "reports"
DATASET = sample_folder() / "evidence" / "acled-shaped-invented.csv"


class Done(NamedTuple):
    """How a call ended."""

    returncode: int
    stdout: str
    stderr: str


class Run(Protocol):
    """A call of the command line."""

    def __call__(self, *arguments: object) -> Done: ...


@pytest.fixture
def geoclaims(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """The command line in this process, in a working and a data folder of its own."""
    monkeypatch.setenv("GEOCLAIMS_GAZETTEER", str(default_path()))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["geoclaims", *map(str, arguments)])
        code: object = 0
        try:
            main()
        except SystemExit as stop:
            code = stop.code or 0
        out, err = capsys.readouterr()
        return Done(int(str(code)), out, err)

    return run


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_what_was_read_with_the_same_settings_is_skipped_and_said(geoclaims: Run, tmp_path: Path) -> None:
    first = geoclaims("extract", "--project", "p.geoclaims", REPORTS)
    assert (first.returncode, "3 reports read" in first.stderr) == (0, True)
    more = tmp_path / "more.txt"
    more.write_text("Rebels seized Goma on Monday, the mayor said.")
    second = geoclaims("extract", "--project", "p.geoclaims", REPORTS, more)
    assert "1 reports read, 3 skipped" in second.stderr
    assert second.stdout.startswith(first.stdout)
    assert len(lines(second.stdout)) > len(lines(first.stdout))
    # Other settings read again: here the project's own table of parties.
    project = Project(tmp_path / "p.geoclaims")
    row = {"id": "mayors", "kind": "third", "names": ["the mayor"], "opponents": []}
    project.keep_setting("actors", [row])
    assert "1 reports read" in geoclaims("extract", "--project", "p.geoclaims", more).stderr
    assert len(project.runs()) == 3
    project.close()


def test_corrections_are_applied_and_those_that_do_not_apply_are_listed(
    geoclaims: Run, tmp_path: Path
) -> None:
    claims = lines(geoclaims("extract", "--project", "p.geoclaims", REPORTS).stdout)
    project = Project(tmp_path / "p.geoclaims")
    document = claims[0]["document"]["id"]  # type: ignore[index]
    project.append_corrections(
        [
            Correction(who="Ada", action="reject", document=document, claim=str(claims[0]["id"])),
            Correction(who="Ada", action="type", document=document, claim="gone", value={"type": "clash"}),
        ]
    )
    project.close()
    again = geoclaims("extract", "--project", "p.geoclaims")
    assert [c["id"] for c in lines(again.stdout)] == [c["id"] for c in claims[1:]]
    assert "1 corrections don't apply" in again.stderr
    assert "by Ada, claim gone" in again.stderr
    table = geoclaims("extract", "--project", "p.geoclaims", "--format", "csv", "-o", tmp_path / "c.csv")
    assert table.returncode == 0
    assert (tmp_path / "c.csv").read_text("utf-8-sig").count("invented-") >= len(claims) - 1
    assert geoclaims("places", "--project", "p.geoclaims").stdout
    assert geoclaims("attributions", "--project", "p.geoclaims", REPORTS).stdout
    page = geoclaims("map", "--project", "p.geoclaims", "--private", "-o", "m.html")
    assert f"{len(claims) - 1} claims" in page.stderr


TWO_PLACES = (
    "Rebels withdrew from Goma to Bukavu on Monday, the mayor said. Gunmen loitered in Beni. Shells hit Goma."
)


def test_added_split_and_merged_claims_are_in_every_output(geoclaims: Run, tmp_path: Path) -> None:
    (tmp_path / "day.txt").write_text(TWO_PLACES)
    read = lines(
        geoclaims("extract", "--project", "p.geoclaims", "day.txt", "--published", "2025-12-02").stdout
    )
    project = Project(tmp_path / "p.geoclaims")
    analysis = next(iter(project.analyses()))
    left, hit = (next(c for c in analysis.claims if c.event.trigger.text == t) for t in ("withdrew", "hit"))
    _, second = ((p.start, p.end) for p in left.drawn_places)
    loitered = Span("loitered", at := TWO_PLACES.index("loitered"), at + len("loitered"))
    sentence = new_claim.sentence_round(TWO_PLACES, loitered)
    added = new_claim.claim_of(
        analysis, loitered, new_claim.toponyms_in(analysis, sentence), kind="force_movement",
        attribution=PUBLISHER, time=hit.time, realis="occurred", stance="asserts",
    )  # fmt: skip
    parts = new_claim.parts_by_place(left, TWO_PLACES, [second])

    def decide(action: Action, claim: str, value: dict[str, object]) -> Correction:
        return Correction(who="Ada", action=action, document=left.document.id, claim=claim, value=value)

    project.append_corrections(
        [
            decide("add", added.id, {"claim": to_record(added)}),
            decide("split", left.id, {"parts": parts}),
            decide("merge", str(parts[0]["id"]), {"with": hit.id}),
        ]
    )
    project.close()
    wanted = {added.id, *(str(part["id"]) for part in parts)}
    assert {c["id"] for c in read} == {left.id, hit.id}
    found = {c["id"]: c for c in lines(geoclaims("extract", "--project", "p.geoclaims").stdout)}
    assert set(found) == wanted
    triggers = {id_: claim["event"]["trigger"]["text"] for id_, claim in found.items()}  # type: ignore[index]
    assert sorted(triggers.values()) == ["loitered", "withdrew", "withdrew"]
    verdicts = lines(geoclaims("compare", "--project", "p.geoclaims", "--with", DATASET).stdout)
    assert {v["claim"] for v in verdicts} == wanted
    assert "3 claims" in geoclaims("map", "--project", "p.geoclaims", "--private", "-o", "m.html").stderr
    page = (tmp_path / "m.html").read_text()
    assert all(f'"id":"{id_}"' in page.replace(" ", "") for id_ in wanted)
    geoclaims("extract", "--project", "p.geoclaims", "--format", "csv", "-o", "c.csv")
    with (tmp_path / "c.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {row["id"] for row in csv.DictReader(file)} == wanted
    geoclaims("extract", "--project", "p.geoclaims", "--format", "gpkg", "-o", "c.gpkg")
    assert set(pyogrio.read_dataframe(tmp_path / "c.gpkg", layer="claims")["id"]) == wanted


def test_datasets_of_a_comparison_stay_in_the_project(geoclaims: Run, tmp_path: Path) -> None:
    geoclaims("extract", "--project", "p.geoclaims", REPORTS)
    assert geoclaims("compare", "--project", "p.geoclaims").returncode == 2
    first = geoclaims("compare", "--project", "p.geoclaims", "--with", DATASET)
    assert first.returncode == 0, first.stderr
    assert geoclaims("compare", "--project", "p.geoclaims").stdout == first.stdout
    assert geoclaims("compare", "--project", "p.geoclaims", "--with", DATASET).stdout == first.stdout
    project = Project(tmp_path / "p.geoclaims")
    assert [reference.name for reference in project.evidence()] == [DATASET.name]
    assert "redistribution = true" in str(project.evidence()[0].statement)
    project.close()
    for file in (tmp_path / "data").rglob("*.csv"):
        file.unlink()
    missing = geoclaims("map", "--project", "p.geoclaims", "-o", "m.html")
    assert missing.returncode == 3
    assert "not on this computer" in missing.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("map", "--project", "none.geoclaims"),
        ("extract", "--project", "none.geoclaims"),
        ("compare", "--project", "none.geoclaims", "--with", DATASET),
        ("compare", "claims.jsonl", "--project", "none.geoclaims"),
        ("extract", "--project", ".", REPORTS),
        ("map",),
    ],
)
def test_a_project_that_is_not_there_is_wrong_usage(
    geoclaims: Run, tmp_path: Path, arguments: tuple[object, ...]
) -> None:
    done = geoclaims(*arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "none.geoclaims").exists()


def test_an_input_that_fails_is_named_and_the_rest_is_kept(geoclaims: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    done = geoclaims("extract", "--project", "p.geoclaims", "empty.txt", REPORTS)
    assert done.returncode == 3
    assert "empty.txt" in done.stderr
    assert len(lines(done.stdout)) > 10


def test_a_project_of_the_version_before_is_taken_over(geoclaims: Run, tmp_path: Path) -> None:
    geoclaims("extract", "--project", "p.geoclaims", REPORTS)
    file = sqlite3.connect(tmp_path / "p.geoclaims")
    for statement in (
        "DROP TABLE settings", "ALTER TABLE analyses DROP COLUMN due", "PRAGMA user_version = 1",
    ):  # fmt: skip
        file.execute(statement)
    file.commit()
    file.close()
    assert "3 skipped" in geoclaims("extract", "--project", "p.geoclaims", REPORTS).stderr
    file = sqlite3.connect(tmp_path / "p.geoclaims")
    file.execute("PRAGMA user_version = 99")
    file.close()
    assert geoclaims("extract", "--project", "p.geoclaims").returncode == 2
