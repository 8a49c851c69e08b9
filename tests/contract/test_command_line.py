"""The command line as scripts rely on it: names, exit codes, where what goes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from geoclaims.documents.samples import sample_folder
from geoclaims.records import claim_from_record, toponym_from_record
from geoclaims.vocabulary import EVENT_TYPES

COMMANDS = (
    "extract", "places", "attributions", "compare", "map", "geocode", "app", "doctor",
    "datasets inspect", "gazetteer info", "gazetteer build", "gazetteer lookup", "evaluate places",
)  # fmt: skip
README = Path(__file__).parents[2] / "README.md"
REPORT = "Rebels captured Goma on Monday, the mayor of Goma said.\n"


def geoclaims(*arguments: object, text: str | bytes | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command line as a user does."""
    given = text.encode("utf-8") if isinstance(text, str) else text
    done = subprocess.run(
        [sys.executable, "-c", "from geoclaims.cli import main; main()", *map(str, arguments)],
        input=given,
        capture_output=True,
        check=False,
        env={**os.environ, "COLUMNS": "100"},
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    )


@pytest.fixture(scope="module")
def claims_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The claims of the sample reports, as the command writes them."""
    target = tmp_path_factory.mktemp("claims") / "claims.jsonl"
    done = geoclaims("extract", sample_folder() / "reports", "-o", target)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    return target


def test_help_names_every_command() -> None:
    done = geoclaims("--help")
    assert done.returncode == 0
    for command in COMMANDS:
        assert command.split()[0] in done.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_stands_in_the_readme(command: str) -> None:
    done = geoclaims(*command.split(), "--help")
    assert done.returncode == 0, done.stderr
    assert "Usage" in done.stdout
    assert command in README.read_text("utf-8")


def test_version() -> None:
    assert geoclaims("--version").stdout.startswith("geoclaims ")


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("extract",),
        ("extract", "x.txt", "--published", "yesterday"),
        ("extract", "-", "--format", "x"),
    ],
)
def test_wrong_usage_is_2(arguments: tuple[str, ...]) -> None:
    assert geoclaims(*arguments).returncode == 2


def test_places_from_standard_input() -> None:
    done = geoclaims("places", "-", text='{"id": "a", "text": "Rebels came to Goma."}\n')
    assert done.returncode == 0
    toponym = toponym_from_record(json.loads(done.stdout), "stdout:1")
    assert (toponym.document, toponym.text, toponym.start) == ("a", "Goma", 15)


def test_given_spans_are_resolved_and_nothing_else() -> None:
    text = "Rebels came to Goma and Bukavu."
    done = geoclaims("places", "-", text=json.dumps({"id": "a", "text": text, "spans": [[24, 30]]}))
    (line,) = done.stdout.splitlines()
    assert json.loads(line)["text"] == "Bukavu"


def test_extract_writes_claims_that_point_into_the_text() -> None:
    done = geoclaims("extract", "-", "--published", "2025-03-10", text=REPORT)
    assert done.returncode == 0, done.stderr
    claims = [claim_from_record(json.loads(line), "stdout") for line in done.stdout.splitlines()]
    assert claims
    for claim in claims:
        assert claim.event.type in EVENT_TYPES
        assert REPORT[claim.start : claim.end] == claim.text
        trigger = claim.event.trigger
        assert REPORT[trigger.start : trigger.end] == trigger.text


def test_some_failed_is_3_and_all_failed_is_1(tmp_path: Path) -> None:
    good, empty = tmp_path / "good.txt", tmp_path / "empty.txt"
    good.write_text(REPORT)
    empty.write_text("")
    both = geoclaims("extract", good, empty, tmp_path / "none.txt")
    assert both.returncode == 3
    assert both.stdout.count("\n") >= 1
    assert str(empty) in both.stderr
    assert "none.txt" in both.stderr
    alone = geoclaims("extract", empty)
    assert alone.returncode == 1
    assert alone.stderr.count("\n") <= 2
    assert "Traceback" not in alone.stderr


@pytest.mark.parametrize("content", [b"\0\1\2\3", "Capturé".encode("latin-1")])
def test_unreadable_reports_are_told_without_a_traceback(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes(content)
    done = geoclaims("extract", file)
    assert done.returncode == 1
    assert str(file) in done.stderr
    assert "Traceback" not in done.stderr


def test_an_output_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(REPORT)
    done = geoclaims("extract", report, "-o", tmp_path / "none" / "claims.jsonl")
    assert done.returncode == 1
    assert "can't write" in done.stderr
    assert list(tmp_path.iterdir()) == [report]


def test_a_binary_format_needs_a_file() -> None:
    assert geoclaims("extract", "-", "--format", "gpkg", text=REPORT).returncode == 2


def test_a_table_to_read(claims_file: Path) -> None:
    done = geoclaims("extract", sample_folder() / "reports", "--format", "table")
    assert done.returncode == 0
    assert "Claims are unverified" in done.stdout
    assert claims_file.read_text("utf-8").count("\n") == int(done.stdout.rsplit("\n", 2)[-2].split()[0])


def test_attributions_never_name_the_publisher() -> None:
    done = geoclaims("attributions", sample_folder() / "reports")
    assert done.returncode == 0
    kinds = {json.loads(line)["kind"] for line in done.stdout.splitlines()}
    assert kinds
    assert "publisher" not in kinds


def test_compare_gives_one_verdict_for_each_claim(claims_file: Path) -> None:
    evidence = sample_folder() / "evidence" / "acled-shaped-invented.csv"
    done = geoclaims("compare", claims_file, "--with", evidence)
    assert done.returncode == 0, done.stderr
    verdicts = [json.loads(line) for line in done.stdout.splitlines()]
    claims = [json.loads(line)["id"] for line in claims_file.read_text("utf-8").splitlines()]
    assert [verdict["claim"] for verdict in verdicts] == claims
    assert {verdict["dataset"] for verdict in verdicts} == {evidence.name}


def test_a_table_without_coordinates_is_told(tmp_path: Path, claims_file: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("name,date\nGoma,2025-01-01\n")
    done = geoclaims("compare", claims_file, "--with", table)
    assert done.returncode == 1
    assert "table.csv" in done.stderr
    assert "Traceback" not in done.stderr


def test_map_is_one_file(tmp_path: Path, claims_file: Path) -> None:
    page = tmp_path / "map.html"
    done = geoclaims("map", claims_file, "-o", page)
    assert done.returncode == 0, done.stderr
    assert "claimed by" in page.read_text("utf-8")
    assert list(tmp_path.iterdir()) == [page]


def test_geocode_keeps_every_row(tmp_path: Path) -> None:
    table, out = tmp_path / "in.csv", tmp_path / "out.csv"
    table.write_text("town,country\nGoma,CD\nNowhereville Nine,CD\n")
    done = geoclaims("geocode", table, "-o", out, "--name", "town", "--country", "country")
    assert done.returncode == 0, done.stderr
    lines = out.read_text("utf-8-sig").splitlines()
    assert len(lines) == 3
    assert "not_found" in lines[2]
    wrong = geoclaims("geocode", table, "-o", out, "--name", "city")
    assert wrong.returncode in (1, 2)
    assert "town" in wrong.stderr


def test_a_closed_pipe_ends_quietly() -> None:
    program = f"{sys.executable} -c 'from geoclaims.cli import main; main()'"
    command = f"{program} places {sample_folder() / 'reports'} | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout.count("\n") == 1


def test_doctor_and_gazetteer_info_speak_json() -> None:
    assert isinstance(json.loads(geoclaims("doctor", "--json").stdout), list)
    assert json.loads(geoclaims("gazetteer", "info", "--json").stdout)["sources"]
