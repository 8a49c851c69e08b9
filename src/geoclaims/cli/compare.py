"""``compare``: claims and other datasets in, a verdict for each claim and dataset out."""

import csv
import io
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geoclaims.cli import console
from geoclaims.cli.names import NamesLanguage, place_names, tell_without
from geoclaims.cli.project import (
    ProjectFile,
    keep_for_project,
    own_settings,
    project_claims,
    project_datasets,
)
from geoclaims.cli.verdicts import tell_overlap, tell_verdicts, verdict_table
from geoclaims.errors import DatasetError, InputError, RecordError, UsageError
from geoclaims.files import replacing

if TYPE_CHECKING:
    from geoclaims.evidence.overlap import Traces
    from geoclaims.model import Claim, Verdict

_FORMATS = ("jsonl", "csv", "table")
_WIDEST_KM, _LONGEST_DAYS = 500, 366


def compare(
    claims: Annotated[
        str | None,
        typer.Argument(
            metavar="CLAIMS | -", help="Claims as JSON Lines, from 'geoclaims extract'.", show_default=False
        ),
    ] = None,
    datasets: Annotated[
        list[Path] | None, typer.Option("--with", metavar="FILE", help="A dataset; again for more.")
    ] = None,
    km: Annotated[float | None, typer.Option(metavar="KM", help="How far a record may lie (10).")] = None,
    days: Annotated[int | None, typer.Option(metavar="DAYS", help="How many days it may be off (3).")] = None,
    format: Annotated[  # noqa: A002 - the option's name is part of the contract
        str, typer.Option(metavar="FORMAT", help="jsonl, csv or table.")
    ] = "jsonl",
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="OUT", help="Write to this file, whole or not at all."),
    ] = None,
    summary: Annotated[
        Path | None,
        typer.Option(metavar="CSV", help="Also count verdicts by kind of source, with the chance baseline."),
    ] = None,
    names_language: NamesLanguage = None,
    project: ProjectFile = None,
) -> None:
    """Say what other datasets record where and when each claim places its event.

    With --project its claims, as corrected, are compared with its datasets and those of --with,
    which are kept in it.
    """
    from geoclaims import evidence
    from geoclaims.output.place_names import in_language
    from geoclaims.settings import load_settings

    if format not in _FORMATS:
        raise UsageError(f"--format {format!r} is unknown; there are {', '.join(_FORMATS)}")
    if (km is not None and not 0 < km <= _WIDEST_KM) or (days is not None and not 0 <= days <= _LONGEST_DAYS):
        raise UsageError(f"--km must lie between 0 and {_WIDEST_KM}, --days between 0 and {_LONGEST_DAYS}")
    if (claims is None) == (project is None):
        raise UsageError("give a file of claims, or --project FILE, and not both")
    own = own_settings(project) if project else {}
    settings = load_settings(project=own, window_km=km, window_days=days, names_language=names_language)
    read, bad_lines = (project_claims(project), 0) if project else _read_claims(str(claims))
    paths, bad_files = project_datasets(project, datasets) if project else (list(datasets or ()), 0)
    if not paths:
        raise UsageError("give a dataset: --with FILE")
    verdicts: list[Verdict] = []
    known: list[tuple[str, Traces]] = []
    for name in {path.name for path in paths if [p.name for p in paths].count(path.name) > 1}:
        console.tell(f"{name}: two datasets of this name, so that their verdicts look alike; rename one")
    for path in paths:  # one after the other: a dataset may fill much of the memory
        try:
            table = evidence.read_dataset(path)
        except DatasetError as error:
            bad_files += 1
            console.tell(f"error: {error}")
            continue
        found = evidence.compare(read, table, settings.window)
        tell_verdicts(table, found)
        tell_overlap(table, known)
        verdicts.extend(found)
        if project and path in (datasets or ()):
            keep_for_project(project, path)
    if verdicts or not bad_files:
        names = place_names(settings) if format == "table" else None  # the other formats name no place
        _write(verdicts, in_language(read, names), format, output)
        tell_without(names, settings)
        if summary is not None:
            _write_summary(read, verdicts, summary)
    if bad_lines or bad_files:
        raise SystemExit(console.PARTLY if verdicts else console.FAILED)


def _read_claims(name: str) -> tuple[list["Claim"], int]:
    from geoclaims.records import claim_from_record, parse_lines

    label = "standard input" if name == "-" else name
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8-sig")
    except OSError as cause:
        raise InputError(f"{label}: can't be read ({cause.strerror})") from cause
    except UnicodeDecodeError as cause:
        raise InputError(f"{label}: not UTF-8; claims as 'geoclaims extract' writes them") from cause
    claims: list[Claim] = []
    bad = 0
    for number, line in enumerate(text.split("\n"), start=1):
        try:
            for _, record in parse_lines([line], label):
                claims.append(claim_from_record(record, f"{label}:{number}"))
        except RecordError as error:
            bad += 1
            console.tell(f"error: {str(error).replace(f'{label}:1:', f'{label}:{number}:', 1)}")
    if not claims and not bad:
        raise InputError(f"{label}: holds no claims; make them with 'geoclaims extract'")
    return claims, bad


def _write(
    verdicts: Sequence["Verdict"],
    claims: Sequence["Claim"],
    format: str,  # noqa: A002
    output: Path | None,
) -> None:
    from geoclaims.records import to_json_line

    if format == "jsonl":
        text = "".join(to_json_line(v) + "\n" for v in verdicts)
    elif format == "csv":
        text = _as_csv(verdicts)
    else:
        text = verdict_table(verdicts, claims)
    if output is None:
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    with replacing(output) as temporary:
        encoding = "utf-8-sig" if format == "csv" else "utf-8"
        temporary.write_text(text, encoding=encoding, newline="")


def _as_csv(verdicts: Iterable["Verdict"]) -> str:
    from geoclaims.evidence.summary import VERDICT_COLUMNS, verdict_row

    return _csv_text(VERDICT_COLUMNS, map(verdict_row, verdicts))


def _write_summary(claims: Sequence["Claim"], verdicts: Sequence["Verdict"], target: Path) -> None:
    from dataclasses import astuple

    from geoclaims.evidence.summary import SUMMARY_COLUMNS, summarize

    text = _csv_text(SUMMARY_COLUMNS, map(astuple, summarize(claims, verdicts)))
    with replacing(target) as temporary:
        temporary.write_text(text, encoding="utf-8-sig", newline="")


def _csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    from geoclaims.output.escape import spreadsheet_cell

    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([spreadsheet_cell(cell) for cell in row] for row in rows)
    return target.getvalue()
