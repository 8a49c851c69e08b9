"""The command line's finer points: spans that overlap, progress, file names of one's own, gold files."""

import json
import os
import pty
import subprocess
import sys
import threading
from pathlib import Path

from test_command_line import REPORT, geoclaims


def on_a_terminal(*arguments: object, output: Path) -> str:
    """What stands on standard error where that is a terminal, with standard output sent to a file."""
    ours, theirs = pty.openpty()
    shown: list[bytes] = []

    def read() -> None:
        while True:
            try:
                piece = os.read(ours, 4096)
            except OSError:  # Linux says so when the other end is closed
                return
            if not piece:
                return
            shown.append(piece)

    reader = threading.Thread(target=read)
    reader.start()
    with output.open("wb") as file:
        subprocess.run(
            [sys.executable, "-c", "from geoclaims.cli import main; main()", *map(str, arguments)],
            stdout=file,
            stderr=theirs,
            check=True,
            env={**os.environ, "COLUMNS": "100", "TERM": "xterm"},
        )
    os.close(theirs)
    reader.join(timeout=60)
    os.close(ours)
    return b"".join(shown).decode("utf-8", "replace")


def test_spans_given_may_stand_inside_one_another_and_come_out_once_each() -> None:
    text = "Rebels reached the Donetsk Oblast town of Pokrovsk."
    spans = [[42, 50], [19, 33], [19, 26], [42, 50]]
    done = geoclaims("places", "-", text=json.dumps({"id": "a", "text": text, "spans": spans}) + "\n")
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(t["start"], t["end"]) for t in found] == [(19, 26), (19, 33), (42, 50)]
    assert [t["text"] for t in found] == ["Donetsk", "Donetsk Oblast", "Pokrovsk"]
    assert {t["status"] for t in found} == {"resolved"}


def test_reading_is_counted_on_a_terminal_and_the_data_stays_clean(tmp_path: Path) -> None:
    reports = tmp_path / "reports.jsonl"
    reports.write_text("".join(json.dumps({"id": str(n), "text": REPORT}) + "\n" for n in range(3)), "utf-8")
    data = tmp_path / "claims.jsonl"
    shown = on_a_terminal("extract", reports, output=data)
    assert "3 reports read" in shown
    assert [json.loads(line)["document"]["id"] for line in data.read_text("utf-8").splitlines()]
    assert "reports read" not in geoclaims("extract", reports).stderr


def test_a_geopackage_under_any_name_is_written_without_a_warning(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(REPORT, "utf-8")
    target = tmp_path / "claims.data"
    done = geoclaims("extract", report, "--format", "gpkg", "-o", target)
    assert done.returncode == 0, done.stderr
    assert "Warning" not in done.stderr
    assert target.read_bytes().startswith(b"SQLite format 3")


def test_a_gold_file_that_lacks_a_field_is_told_in_words(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"id": "a", "text": "Kyiv fell."}\n', "utf-8")
    for what, field in (("places", "toponyms"), ("attributions", "quotes")):
        done = geoclaims("evaluate", what, gold)
        assert done.returncode == 1
        assert f"gold.jsonl:1: not a gold document (no field '{field}')" in done.stderr
