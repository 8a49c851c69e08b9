"""``compare`` and ``datasets inspect`` as scripts rely on them: data out, messages aside, exit codes."""

import csv
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from geoclaims.documents.samples import sample_folder
from geoclaims.records import verdict_from_record

VERDICT_FIELDS = [
    "claim", "document", "dataset", "status", "reason", "matches", "window", "observed", "expected",
    "p_value", "q_value", "null_model", "sweep", "control", "citation",
]  # fmt: skip
EMBARGOED = {
    "status": 200, "success": True, "last_update": None, "count": 0, "messages": [], "data": [],
    "filename": None,
    "data_query_restrictions": {"date_recency": {"quantity": 12, "unit": "Months", "date": "2024-12-01"}},
}  # fmt: skip


def geoclaims(*arguments: object, text: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from geoclaims.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def claims(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The claims of the sample reports."""
    target = tmp_path_factory.mktemp("claims") / "claims.jsonl"
    done = geoclaims("extract", sample_folder() / "reports", "-o", target)
    assert done.returncode == 0, done.stderr
    return target


@pytest.fixture(scope="module")
def export() -> Path:
    """The sample evidence."""
    return sample_folder() / "evidence" / "acled-shaped-invented.csv"


def test_a_verdict_for_each_claim_and_dataset(claims: Path, export: Path, tmp_path: Path) -> None:
    embargoed = tmp_path / "reply.json"
    embargoed.write_text(json.dumps(EMBARGOED))
    done = geoclaims("compare", claims, "--with", export, "--with", embargoed)
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(lines) == 2 * len(claims.read_text().splitlines())
    for line in lines:
        assert list(line) == VERDICT_FIELDS
        verdict_from_record(line, "test")
    statuses = {line["status"] for line in lines if line["dataset"] == export.name}
    assert {"same_event", "nearby_activity", "not_comparable"} <= statuses
    assert "embargoed" in {line["reason"] for line in lines if line["dataset"] == "reply.json"}
    assert any(line["p_value"] is not None and line["q_value"] is not None for line in lines)
    assert not any(word in done.stdout for word in ("true event", "confirmed"))


def test_a_wider_window_counts_more(claims: Path, export: Path) -> None:
    counts = []
    for window in ((1, 0), (25, 7)):
        done = geoclaims("compare", claims, "--with", export, "--km", window[0], "--days", window[1])
        counts.append(sum(json.loads(line)["observed"] or 0 for line in done.stdout.splitlines()))
    assert counts[0] < counts[1]


def test_csv_and_summary_are_written_whole(claims: Path, export: Path, tmp_path: Path) -> None:
    target, summary = tmp_path / "v.csv", tmp_path / "s.csv"
    done = geoclaims(
        "compare", claims, "--with", export, "--format", "csv", "-o", target, "--summary", summary
    )
    assert (done.returncode, done.stdout) == (0, "")
    rows = list(csv.DictReader(io.StringIO(target.read_text("utf-8-sig"))))
    assert len(rows) == len(claims.read_text().splitlines())
    counted = list(csv.DictReader(io.StringIO(summary.read_text("utf-8-sig"))))
    assert sum(int(row["claims"]) for row in counted) == len(rows)


def test_what_is_told_for_reading(claims: Path, export: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.csv"
    copy.write_bytes(export.read_bytes())
    done = geoclaims("compare", claims, "--with", export, "--with", copy, "--format", "table")
    assert done.returncode == 0, done.stderr
    assert "one witness, not two" in done.stderr
    assert "chance: something is recorded within 10 km and 3 days of" in done.stderr
    assert "can't be compared: " in done.stderr
    assert "type_not_coded" not in done.stdout + done.stderr
    assert "not whether a claim is so" in " ".join(done.stdout.split())
    assert f"{export.name}: Invented sample of geoclaims" in done.stdout


def test_a_dataset_of_few_days_says_that_chance_cannot_be_told(claims: Path, tmp_path: Path) -> None:
    short = tmp_path / "short.csv"
    days = ("2025-12-01", "2025-12-02")
    rows = [f"{n},{day},48.2815,37.1806,clash" for n, day in enumerate(days)]
    short.write_text("\n".join(["id,date,lat,lon,type", *rows]) + "\n")
    wide = ("--km", 50, "--days", 30)
    told = geoclaims("compare", claims, "--with", short, *wide).stderr
    assert "(2025-12-01 – 2025-12-02; if more were asked for, write covered = [first, last]" in told
    short.with_name("short.csv.toml").write_text("covered = [2025-01-01, 2026-06-30]\n")
    told = geoclaims("compare", claims, "--with", short).stderr
    assert "no chance figures of worth" not in told
    assert "covered      2025-01-01 – 2026-06-30" in geoclaims("datasets", "inspect", short).stdout


def test_what_fails_is_named_and_the_rest_goes_on(claims: Path, export: Path, tmp_path: Path) -> None:
    mixed = claims.read_text() + "{broken\n"
    done = geoclaims("compare", "-", "--with", export, "--with", tmp_path / "missing.csv", text=mixed)
    assert done.returncode == 3
    line = len(claims.read_text().splitlines()) + 1
    assert f"standard input:{line}: not JSON" in done.stderr
    assert "missing.csv: can't be read" in done.stderr
    assert len(done.stdout.splitlines()) == line - 1
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("--with", "nowhere.csv"), 1, "can't be read"),
        (("--with", "nowhere.csv", "--km", "-1"), 2, "--km"),
        (("--with", "nowhere.csv", "--format", "doc"), 2, "--format"),
        ((), 2, "--with"),
    ],
)
def test_wrong_calls(claims: Path, arguments: tuple[str, ...], code: int, message: str) -> None:
    done = geoclaims("compare", claims, *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert message in done.stderr


def test_inspect_tells_what_a_file_is(export: Path, tmp_path: Path) -> None:
    done = geoclaims("datasets", "inspect", export, "--json")
    record = json.loads(done.stdout)
    assert list(record) == [
        "kind", "why", "rows", "quarantined", "dates", "bbox", "types", "precision", "embargo",
        "redistribution", "licence", "citation",
    ]  # fmt: skip
    assert (record["kind"], record["rows"], record["redistribution"]) == ("acled", 40, True)
    bad = tmp_path / "copy.csv"
    bad.write_text(export.read_text().replace(",48.2815,", ",95,"))
    told = geoclaims("datasets", "inspect", bad)
    assert told.returncode == 0
    assert "line 2: latitude 95" in told.stdout
    assert "left out of what is handed round" in told.stdout


def test_a_mapping_to_begin_with_is_never_overwritten(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("day,lat,lon,kind\n2025-12-01,48.28,37.18,boom\n")
    first = geoclaims("datasets", "inspect", table, "--save-mapping")
    assert first.returncode == 0, first.stderr
    beside = tmp_path / "t.csv.toml"
    beside.write_text(beside.read_text().replace('# "boom" = ""', '"boom" = "shelling_missile"'))
    again = geoclaims("datasets", "inspect", table, "--json")
    assert json.loads(again.stdout)["types"] == {"shelling_missile": 1}
    assert geoclaims("datasets", "inspect", table, "--save-mapping").returncode == 1
    assert "boom" in beside.read_text()


def test_a_map_of_claims_is_refused(claims: Path, tmp_path: Path) -> None:
    square = {"type": "Polygon", "coordinates": [[[36, 47], [39, 47], [39, 50], [36, 50], [36, 47]]]}
    feature = {"type": "Feature", "geometry": square, "properties": {"date": "2025-12-01", "side": "RU"}}
    drawn = tmp_path / "control.geojson"
    drawn.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    done = geoclaims("compare", claims, "--with", drawn)
    assert done.returncode == 0, done.stderr
    assert "control_agrees" in done.stdout
    claimed = shutil.copy(drawn, tmp_path / "claimed-territory.geojson")
    refused = geoclaims("compare", claims, "--with", claimed)
    assert refused.returncode == 1
    assert "claim of control" in refused.stderr
