"""``geoclaims map`` as a user runs it: inputs, exit codes, what is left out, nothing half-written."""

import csv
import io
import json
import re
import sys
from pathlib import Path
from typing import NamedTuple, Protocol

import pyogrio
import pytest

from geoclaims.cli import main
from geoclaims.records import to_json_line
from map_claims import invented_claims

REPORT = "Rebels captured Goma on Monday, the mayor of Goma said."
RECORDS = "event_date,latitude,longitude,event_type,notes\n2025-12-01,48.31,37.21,Battles,invented\n"


class Done(NamedTuple):
    """How a call ended."""

    returncode: int
    stdout: str
    stderr: str


class Run(Protocol):
    """A call of the command line."""

    def __call__(self, *arguments: object, text: str = "") -> Done: ...


@pytest.fixture
def geoclaims(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command line in this process: a new one takes seconds."""

    def run(*arguments: object, text: str = "") -> Done:
        monkeypatch.setattr(sys, "argv", ["geoclaims", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8"))
        code: object = 0
        try:
            main()
        except SystemExit as ended:
            code = ended.code
        return Done(code if isinstance(code, int) else 0, *capsys.readouterr())

    return run


@pytest.fixture
def claims_file(tmp_path: Path) -> Path:
    path = tmp_path / "claims.jsonl"
    path.write_text("".join(to_json_line(claim) + "\n" for claim in invented_claims()), encoding="utf-8")
    return path


def records(folder: Path, *, shown: bool) -> Path:
    path = folder / "records.csv"
    path.write_text(RECORDS)
    if shown:
        (folder / "records.csv.toml").write_text('redistribution = true\ncitation = "Invented records"\n')
    return path


def block(page: Path) -> dict[str, object]:
    text = page.read_text("utf-8").split('id="geoclaims-data">', 1)[1].split("</script>", 1)[0]
    return json.loads(text)


def test_claims_records_and_verdicts_on_one_page(geoclaims: Run, tmp_path: Path, claims_file: Path) -> None:
    page = tmp_path / "page.html"
    done = geoclaims(
        "map", claims_file, "--overlay", records(tmp_path, shown=True), "-o", page, "--title", "A <b>"
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    data = block(page)
    assert data["total"] == 9
    assert [overlay["shown"] for overlay in data["overlays"]] == [1]
    assert data["claims"][0]["verdicts"]
    assert "Invented records" in page.read_text("utf-8")
    assert "<title>A &lt;b&gt;</title>" in page.read_text("utf-8")


def test_what_may_not_be_handed_round_is_not_there(geoclaims: Run, tmp_path: Path, claims_file: Path) -> None:
    overlay = records(tmp_path, shown=False)
    safe, private = tmp_path / "safe.html", tmp_path / "private.html"
    done = geoclaims("map", claims_file, "--overlay", overlay, "-o", safe)
    assert done.returncode == 0
    assert "records.csv" in done.stderr
    assert block(safe)["overlays"] == []
    assert "Anna Vole" not in safe.read_text("utf-8")
    assert "Anna Vole" not in done.stderr
    assert geoclaims("map", claims_file, "--overlay", overlay, "-o", private, "--private").returncode == 0
    assert len(block(private)["overlays"]) == 1
    assert "Anna Vole" in private.read_text("utf-8")
    assert "not to be shared" in private.read_text("utf-8")


def test_reports_are_read_and_mixed_with_claims(geoclaims: Run, tmp_path: Path, claims_file: Path) -> None:
    mixed = tmp_path / "mixed.jsonl"
    report = {
        "id": "r1",
        "text": "Rebels captured Goma on Monday, the mayor of Goma said.",
        "published": "2025-12-02",
    }
    mixed.write_text(claims_file.read_text("utf-8") + json.dumps(report) + "\n", encoding="utf-8")
    page = tmp_path / "page.html"
    assert geoclaims("map", mixed, "-o", page).returncode == 0
    assert block(page)["total"] > 9
    piped = geoclaims("map", "-", "-o", page, text=REPORT)
    assert piped.returncode == 0, piped.stderr
    assert "Goma" in block(page)["claims"][0]["where"]


def test_a_bad_line_is_named_and_the_rest_drawn(geoclaims: Run, tmp_path: Path, claims_file: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text(claims_file.read_text("utf-8") + '{"event": 1}\nnot json\n', encoding="utf-8")
    page = tmp_path / "page.html"
    done = geoclaims("map", bad, "-o", page)
    assert done.returncode == 3
    assert "bad.jsonl:10" in done.stderr
    assert "bad.jsonl:11" in done.stderr
    assert block(page)["total"] == 9


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("missing.txt", "-o", "p.html"), 1, "missing.txt"),
        (("claims.jsonl", "-o", "nowhere/p.html"), 1, "can't write"),
        (("claims.jsonl", "-o", "p.csv"), 2, ".html"),
        (("empty.jsonl", "-o", "p.html"), 1, "empty"),
        (("-", "-", "-o", "p.html"), 2, "standard input"),
        ((), 2, "FILE"),
    ],
)
def test_wrong_calls_say_what_is_wrong(
    geoclaims: Run, tmp_path: Path, claims_file: Path, monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...], code: int, words: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty.jsonl").write_text("\n")
    before = sorted(tmp_path.iterdir())
    done = geoclaims("map", *arguments, text="")
    assert done.returncode == code, done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(tmp_path.iterdir()) == before


def test_a_files_name_does_not_steer_the_terminal(geoclaims: Run, tmp_path: Path) -> None:
    result = geoclaims("map", tmp_path / "x\x1b[31m\x9b2J\u202e.txt", "-o", tmp_path / "m.html")
    assert result.returncode == 1
    assert "no such file" in result.stderr
    assert not re.search("[\x1b\x9b\u202e]", result.stderr)


def test_an_overlay_that_is_none_is_named(geoclaims: Run, tmp_path: Path, claims_file: Path) -> None:
    odd = tmp_path / "odd.csv"
    odd.write_text("a,b\n1,2\n")
    page = tmp_path / "page.html"
    done = geoclaims("map", claims_file, "--overlay", odd, "--overlay", tmp_path / "gone.csv", "-o", page)
    assert done.returncode == 3
    assert "odd.csv" in done.stderr
    assert "gone.csv" in done.stderr
    assert block(page)["total"] == 9


def test_filters_are_those_of_the_page_and_exports_follow_them(
    geoclaims: Run, tmp_path: Path, claims_file: Path
) -> None:
    page, table, package = tmp_path / "page.html", tmp_path / "shown.csv", tmp_path / "shown.gpkg"
    done = geoclaims(
        "map", claims_file, "--overlay", records(tmp_path, shown=True), "-o", page,
        "--filter", "other.html#type=territory_gain&at=48,37,7", "--filter", "to=2025-12-01",
        "--export", table, "--export", package,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "1 of 9 claims pass type=territory_gain&to=2025-12-01" in done.stderr
    assert [claim["id"] for claim in block(page)["claims"]] == ["taken"]
    rows = list(csv.DictReader(table.read_text("utf-8-sig").splitlines()))
    assert [row["id"] for row in rows] == ["taken"]
    assert "filters type=territory_gain&to=2025-12-01" in rows[0]["made_with"]
    assert len(pyogrio.read_dataframe(package, layer="claims")) == 1
    assert len(pyogrio.read_dataframe(package, layer="events")) == 1
    about = pyogrio.read_dataframe(package, layer="about").set_index("name")["value"]
    assert about["filters"] == "type=territory_gain&to=2025-12-01"


def test_an_export_holds_no_row_that_may_not_be_handed_round(
    geoclaims: Run, tmp_path: Path, claims_file: Path
) -> None:
    overlay, package = records(tmp_path, shown=False), tmp_path / "shown.gpkg"
    arguments = ("map", claims_file, "--overlay", overlay, "-o", tmp_path / "p.html", "--export", package)
    assert geoclaims(*arguments).returncode == 0
    assert "events" not in dict(pyogrio.list_layers(package))
    assert b"Anna Vole" not in package.read_bytes()
    assert geoclaims(*arguments, "--private").returncode == 0
    assert len(pyogrio.read_dataframe(package, layer="events")) == 1


@pytest.mark.parametrize(
    ("filter_", "words"),
    [
        ("colour", "NAME=VALUE"),
        ("place=x", "there is no filter 'place'"),
        ("kind=spy", "kind=spy: unknown"),
        ("from=yesterday", "not a date"),
    ],
)
def test_a_filter_that_is_none_says_which_there_are(
    geoclaims: Run, tmp_path: Path, claims_file: Path, filter_: str, words: str
) -> None:
    done = geoclaims("map", claims_file, "-o", tmp_path / "p.html", "--filter", filter_)
    assert done.returncode == 2
    assert words in done.stderr
    assert not (tmp_path / "p.html").exists()


def test_lone_surrogates_are_told_and_counted(geoclaims: Run, tmp_path: Path) -> None:
    report = tmp_path / "odd.jsonl"
    report.write_text(
        '{"id": "r\\ud800", "text": "Rebels captured Goma on Monday, the mayor of Goma said."}\n'
    )
    done = geoclaims("extract", report, "--format", "csv", "-o", tmp_path / "odd.csv")
    assert done.returncode == 0, done.stderr
    assert "lone surrogate" in done.stderr
    assert "U+FFFD" in done.stderr
    assert "\ufffd" in (tmp_path / "odd.csv").read_text("utf-8-sig")
    done = geoclaims("map", report, "-o", tmp_path / "odd.html")
    assert "lone surrogate" in done.stderr


def test_kml_is_written_in_parts_for_my_maps(geoclaims: Run, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("Rebels captured Goma, the mayor said. Rebels captured Bukavu, the army said.")
    done = geoclaims("extract", report, "--format", "kml", "--split", "1", "-o", tmp_path / "claims.kml")
    assert done.returncode == 0, done.stderr
    assert sorted(file.name for file in tmp_path.glob("*.kml")) == ["claims-1.kml", "claims-2.kml"]
    assert "2 files" in done.stderr
    done = geoclaims("extract", report, "--format", "csv", "--split", "1", "-o", tmp_path / "claims.csv")
    assert done.returncode == 2
