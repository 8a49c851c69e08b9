"""The command line: thin shells over the library, data on standard output, messages on standard error."""

import gc
import sys
from typing import Annotated

import typer

from geoclaims import __version__
from geoclaims.cli import console, dashboard, datasets, doctor, gazetteer, reports
from geoclaims.cli.compare import compare
from geoclaims.cli.evaluate import app as evaluate_app
from geoclaims.cli.geocode import geocode
from geoclaims.cli.map import map_command

_OBJECTS_BETWEEN_COLLECTIONS = 100_000
"""Reading makes millions of small tuples and hardly a cycle: Python's 700 cost a tenth of the time."""

app = typer.Typer(
    name="geoclaims",
    help="Find who claims what happened where in reports of armed conflict, and compare other datasets.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("extract")(reports.extract)
app.command("places")(reports.places)
app.command("attributions")(reports.attributions)
app.command("compare")(compare)
app.command("map")(map_command)
app.command("geocode")(geocode)
app.command("app")(dashboard.run_app)
app.command("doctor")(doctor.doctor)
app.add_typer(datasets.app, name="datasets")
app.add_typer(gazetteer.app, name="gazetteer")
app.add_typer(evaluate_app, name="evaluate")


def _show_version(on: bool) -> None:
    if on:
        typer.echo(f"geoclaims {__version__}")
        raise typer.Exit


@app.callback()
def _everywhere(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and stop."),
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
) -> None:
    console.set_debug(debug)


def main() -> None:
    """Run the command line: a closed pipe ends quietly, an error is told in a line or two."""
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    arguments = sys.argv[1:]
    if "--debug" in arguments:  # may stand anywhere
        arguments = ["--debug", *(a for a in arguments if a != "--debug")]
    try:
        with console.reporting_errors():
            app(arguments)
    except SystemExit as stop:
        if isinstance(stop.__context__, BrokenPipeError):  # the reader of a pipe has seen enough
            sys.exit(console.OK)
        raise
    except KeyboardInterrupt:
        console.tell("stopped")
        sys.exit(130)
