"""``datasets inspect``: what a file of records is, its coverage, and the rows left out and why."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geoclaims.cli import console

if TYPE_CHECKING:
    from geoclaims.evidence import Inspection

_SHOWN_ROWS = 20

app = typer.Typer(help="Records of other datasets: what they are and cover.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Keep ``inspect`` a command of its own while it is the only one."""


@app.command("inspect")
def inspect(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV, TSV, XLSX, JSON or GeoJSON.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    save_mapping: Annotated[
        bool,
        typer.Option("--save-mapping", help="Write FILE.toml with the columns it seems to have."),
    ] = False,
) -> None:
    """Say what a file is and why, what it covers, and which rows can't be used and why."""
    from geoclaims.evidence import inspect_dataset, save_sidecar

    inspection = inspect_dataset(file)
    if as_json:
        sys.stdout.write(json.dumps(inspection.to_record(), ensure_ascii=False) + "\n")
    else:
        sys.stdout.writelines(line + "\n" for line in _lines(inspection))
    if save_mapping:
        console.tell(f"written: {save_sidecar(file)}; edit it, and the file is read as it says")


def _lines(inspection: "Inspection") -> list[str]:
    info = inspection.info
    lines = [f"{info.name}: {info.kind}", f"why          {info.why}", f"rows         {info.rows:,}"]
    if info.title:
        lines.insert(1, f"title        {info.title}")
    lines.append(f"dates        {info.first} – {info.last}" if info.first else "dates        none")
    if info.covered:
        first, last = info.covered
        lines.append(
            f"covered      {first} – {last}, as its TOML file says: days without rows had no records"
        )
    elif info.rows and info.bbox and info.kind not in ("control_polygons", "viina_control"):
        lines.append(
            "covered      the span of its rows; write covered = [first, last] beside it if it is longer"
        )
    if info.bbox:
        west, south, east, north = info.bbox
        lines.append(f"area         {west:.2f}, {south:.2f} – {east:.2f}, {north:.2f} (lon, lat)")
    if info.whole_countries:
        lines.append(
            f"asked for    {', '.join(sorted(info.whole_countries))} as a whole, as its TOML file says"
        )
    if info.countries:
        lines.append(f"countries    {', '.join(sorted(info.countries))}")
    for name, counts in (("types", inspection.types), ("precision", inspection.precision)):
        if counts:
            lines.append(f"{name:<12} {', '.join(f'{key} {count:,}' for key, count in counts.items())}")
    if info.embargo:
        since = f"nothing after {info.embargo.until} is given out"
        if info.embargo.until is None:
            since = "the latest records are held back, from a day that is not stated"
        lines.append(
            f"embargo      {since}, so that their absence says nothing"
            + ("" if info.rows else "; the reply may be empty for that, not because nothing happened")
        )
    elif not info.rows and not info.quarantined:
        lines.append("no rows      an empty file says nothing: nothing was found, or nothing asked for")
    lines.append(f"licence      {info.licence or 'not stated'}")
    if info.citation:
        lines.append(f"citation     {info.citation}")
    lines.append(
        f"rows shown   {'may be handed round' if info.redistribution else 'left out of what is handed round'}"
    )
    lines.extend(f"note         {note}" for note in info.notes)
    lines.append(f"left out     {len(info.quarantined):,} rows ({info.duplicates:,} of them duplicates)")
    lines.extend(f"  line {q.line}: {q.reason}" for q in info.quarantined[:_SHOWN_ROWS])
    if len(info.quarantined) > _SHOWN_ROWS:
        lines.append(f"  … and {len(info.quarantined) - _SHOWN_ROWS:,} more; --json lists all")
    if inspection.proposed:
        lines.append(f"To be read it needs {info.name}.toml beside it; --save-mapping writes this draft:")
        lines.extend(f"  {line}" for line in inspection.proposed.splitlines())
    return [_printable(line) for line in lines]


def _printable(text: str) -> str:
    """Without control characters, which a terminal would obey."""
    return "".join(c if c.isprintable() else " " for c in text)
