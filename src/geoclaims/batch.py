"""Tables geocoded row by row: in chunks, resumable, nothing dropped."""

import csv
import hashlib
import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from geoclaims.errors import InputError, OutputError, ServiceError, ServiceRefusedError
from geoclaims.files import replacing
from geoclaims.places.geocoders import Geocoder, Query
from geoclaims.places.name_tables import Table, column_index, read_table

ADDED = (
    "geo_id", "geo_name", "lat", "lon", "country", "admin1", "feature", "uncertainty_m", "score",
    "status", "reason",
)  # fmt: skip
"""The columns added to a table; one it already has is added as ``geo_<name>``."""
FAILURES_IN_A_ROW = 5
"""After so many rows failed one after the other the service is not asked any more."""
MOST_NAMED = 20
"""So many failed rows are named; all of them have their reason in the table."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of the table hold the name, and the country and division it lies in."""

    name: str
    country: str | None = None
    admin1: str | None = None


@dataclass(slots=True)
class GeocodeReport:
    """How many rows came out how; ``failures`` names the first failed rows with their reasons.

    ``unreadable`` counts those of the failed that are wrong in the table itself.
    """

    rows: int = 0
    unreadable: int = 0
    resumed: int = 0
    counts: dict[str, int] = field(
        default_factory=lambda: {"resolved": 0, "ambiguous": 0, "not_found": 0, "failed": 0}
    )
    failures: list[str] = field(default_factory=list)


def geocode_table(
    source: Path,
    target: Path,
    columns: Columns,
    geocoder: Geocoder,
    *,
    resume: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> GeocodeReport:
    """Geocode the names of a table and write it with the columns of ``ADDED`` behind its own.

    Own columns stay as they are, as text; only a cell that a spreadsheet would take for a formula
    gets an apostrophe before it. Answers are kept beside the target (``OUT.part``) until all rows
    have one, so that ``resume`` takes up where a run stopped and asks again for failed rows only.
    ``progress`` is called with rows done and rows in all. Raises TableError where a named
    column isn't there, OutputError where the target can't be written.
    """
    table = read_table(source)
    indexes = {
        name: column_index(source, table, name)
        for name in (columns.name, columns.country, columns.admin1)
        if name
    }
    queries = [
        Query(
            cells[indexes[columns.name]].strip(),
            cells[indexes[columns.country]].strip() if columns.country else "",
            cells[indexes[columns.admin1]].strip() if columns.admin1 else "",
        )
        for _, cells in table.rows
    ]
    if not target.parent.is_dir():
        raise OutputError(f"{target}: there is no folder {target.parent}; make it first")
    part = target.with_name(target.name + ".part")
    mark = _fingerprint(queries, geocoder.name)
    known, whole = _read_part(part, mark) if resume else ({}, 0)
    problems = {i: table.problems[line] for i, (line, _) in enumerate(table.rows) if line in table.problems}
    report = GeocodeReport(rows=len(queries), resumed=len(known))
    try:
        if whole:
            os.truncate(part, whole)  # a line torn by the end of the run before
        with part.open("a" if whole else "w", encoding="utf-8", buffering=1) as journal:
            if not whole:
                journal.write(json.dumps({"of": mark}) + "\n")
            answers = _answer_all(queries, problems, known, geocoder, journal, progress)
    except OSError as cause:
        raise OutputError(f"{part}: can't be written ({cause.strerror})") from cause
    for (line, _), answer in zip(table.rows, answers, strict=True):
        report.counts[answer["status"]] += 1
        if answer["status"] == "failed" and len(report.failures) < MOST_NAMED:
            report.failures.append(f"{source}, line {line}: {answer['reason']}")
    report.unreadable = len(problems)
    with replacing(target) as temporary:
        _write(temporary, table, answers)
    if report.counts["failed"] == report.unreadable:
        part.unlink(missing_ok=True)
    return report


def _fingerprint(queries: Sequence[Query], provider: str) -> str:
    digest = hashlib.sha256(provider.encode())
    for query in queries:
        digest.update(repr(query).encode())
    return digest.hexdigest()


def _read_part(part: Path, mark: str) -> tuple[dict[int, dict[str, Any]], int]:
    """The answers of a run that stopped, failed ones left out, and how many bytes of it are whole."""
    known: dict[int, dict[str, Any]] = {}
    whole = 0
    for line in part.read_bytes().splitlines(keepends=True) if part.is_file() else ():
        try:
            record = json.loads(line)
        except ValueError:
            break
        if not line.endswith(b"\n"):
            break
        if whole == 0 and record.get("of") != mark:
            raise InputError(
                f"{part}: belongs to another table or other columns; run without --resume to begin anew"
            )
        if whole and record["status"] != "failed":
            known[record.pop("i")] = record
        whole += len(line)
    return known, whole


def _answer_all(
    queries: Sequence[Query],
    problems: Mapping[int, str],
    known: Mapping[int, dict[str, Any]],
    geocoder: Geocoder,
    journal: TextIO,
    progress: Callable[[int, int], None] | None,
) -> list[dict[str, Any]]:
    """An answer for each query, each written down as soon as it is known."""
    asked: dict[Query, dict[str, Any]] = {queries[i]: record for i, record in known.items()}
    answers = []
    failed_in_a_row = 0
    stopped: str | None = None
    for i, query in enumerate(queries):
        answer = _record("failed", problems[i]) if i in problems else known.get(i) or asked.get(query)
        if answer is None:
            if stopped is None:
                answer, refused = _ask(geocoder, query)
                failed_in_a_row = failed_in_a_row + 1 if answer["status"] == "failed" else 0
                if refused or failed_in_a_row >= FAILURES_IN_A_ROW:
                    stopped = answer["reason"]
            else:
                answer = _record("failed", f"not asked any more: {stopped}")
            if answer["status"] != "failed":
                asked[query] = answer
        if i not in known and i not in problems:
            journal.write(json.dumps({"i": i, **answer}, ensure_ascii=False) + "\n")
        answers.append(answer)
        if progress is not None:
            progress(i + 1, len(queries))
    return answers


def _ask(geocoder: Geocoder, query: Query) -> tuple[dict[str, Any], bool]:
    if not query.name:
        return _record("not_found", "the name is empty"), False
    try:
        answer = geocoder.answer(query)
    except ServiceRefusedError as error:
        return _record("failed", str(error)), True
    except ServiceError as error:
        return _record("failed", str(error)), False
    record = _record(answer.status, answer.reason)
    hit = answer.hit
    if hit is not None:
        record |= {
            "geo_id": hit.id, "geo_name": hit.name, "lat": hit.lat, "lon": hit.lon, "country": hit.country,
            "admin1": hit.admin1, "feature": hit.feature, "uncertainty_m": hit.uncertainty_m,
            "score": hit.score,
        }  # fmt: skip
    return record, False


def _record(status: str, reason: str) -> dict[str, Any]:
    return {**dict.fromkeys(ADDED), "status": status, "reason": reason}


def _write(path: Path, table: Table, answers: Sequence[dict[str, Any]]) -> None:
    names = [f"geo_{name}" if name in table.header else name for name in ADDED]
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow([safe_cell(cell) for cell in (*table.header, *names)])
        for (_, cells), answer in zip(table.rows, answers, strict=True):
            added = ["" if answer[name] is None else str(answer[name]) for name in ADDED]
            out.writerow([safe_cell(cell) for cell in (*cells, *added)])


def safe_cell(cell: str) -> str:
    """The cell, with an apostrophe before it where a spreadsheet would run it as a formula.

    After OWASP, "CSV Injection"; numbers with a sign stay as they are.
    """
    if not cell.startswith(_FORMULA):
        return cell
    try:
        float(cell.replace(",", ".", 1))
    except ValueError:
        return "'" + cell
    return cell
