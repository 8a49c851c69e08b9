"""``geocode``: a table of names in, the table with places out."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geoclaims.cli import console
from geoclaims.errors import UsageError

if TYPE_CHECKING:
    from geoclaims.places.geocoders import Geocoder


def geocode(
    table: Annotated[Path, typer.Argument(metavar="IN.csv", help="A CSV, TSV or XLSX table.")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="OUT.csv", help="The table to write.")],
    name: Annotated[str, typer.Option(metavar="COL", help="The column with the place names.")],
    country: Annotated[str | None, typer.Option(metavar="COL", help="The column with countries.")] = None,
    admin1: Annotated[
        str | None, typer.Option(metavar="COL", help="The column with provinces, states, oblasts.")
    ] = None,
    provider: Annotated[
        str, typer.Option(metavar="NAME", help="gazetteer (offline), nominatim or photon (online).")
    ] = "gazetteer",
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on where a stopped run was, and retry failed rows.")
    ] = False,
    fuzzy: Annotated[
        bool, typer.Option("--fuzzy", help="Gazetteer only: also take names close in spelling.")
    ] = False,
    user_agent: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="Who asks, for online services; or GEOCLAIMS_USER_AGENT."),
    ] = None,
) -> None:
    """Find the place of each row: id, point, uncertainty, status and reason as columns behind its own."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    from geoclaims.batch import Columns, geocode_table

    if output.suffix.lower() in (".xlsx", ".xlsm", ".xls"):
        raise UsageError(f"{output}: the result is written as CSV; choose a name that ends in .csv")
    geocoder = _geocoder(provider, fuzzy, user_agent)
    with Progress(
        BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
        console=console.messages, transient=True, disable=not console.is_interactive(),
    ) as bar:  # fmt: skip
        task = bar.add_task("rows")
        report = geocode_table(
            table, output, Columns(name, country, admin1), geocoder, resume=resume,
            progress=lambda done, rows: bar.update(task, completed=done, total=rows),
        )  # fmt: skip
    for failure in report.failures:
        console.tell(failure)
    counts = ", ".join(f"{count} {status.replace('_', ' ')}" for status, count in report.counts.items())
    resumed = f", {report.resumed} kept from the run before" if report.resumed else ""
    console.tell(f"{output}: {report.rows} rows, {counts}{resumed}")
    if report.counts["failed"] > len(report.failures):
        console.tell(
            f"{report.counts['failed']} rows failed; those not named here have their reason in {output}"
        )
    if report.unreadable:
        console.tell(f"rows that can't be read as they stand: {report.unreadable}; mend them in {table}")
    if report.counts["failed"] > report.unreadable:
        console.tell("failed rows are asked again with --resume")
    if report.counts["failed"]:
        raise typer.Exit(console.PARTLY if report.counts["failed"] < report.rows else console.FAILED)


def _geocoder(provider: str, fuzzy: bool, user_agent: str | None) -> "Geocoder":
    if provider == "gazetteer":
        from geoclaims.cli.progress import gazetteer_progress
        from geoclaims.places.gazetteer import ensure_gazetteer
        from geoclaims.places.geocode_local import GazetteerGeocoder
        from geoclaims.settings import load_settings

        with gazetteer_progress() as progress:
            return GazetteerGeocoder(ensure_gazetteer(load_settings().gazetteer, progress), fuzzy=fuzzy)
    from platformdirs import user_cache_path

    from geoclaims.places.geocoders import ONLINE, online_geocoder

    if provider not in ONLINE:
        raise UsageError(f"unknown provider {provider!r}; there are gazetteer, {', '.join(ONLINE)}")
    agent = user_agent or os.environ.get("GEOCLAIMS_USER_AGENT", "")
    cache = user_cache_path("geoclaims", appauthor=False) / "geocoded.sqlite"
    geocoder = online_geocoder(provider, agent, cache)
    console.tell(f"asking {provider}, one name a second; the names leave this machine")
    return geocoder
