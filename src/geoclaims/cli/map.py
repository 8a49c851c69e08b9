"""``map``: claims or reports, and other datasets, on one page to hand round."""

import json
import sys
import webbrowser
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geoclaims.cli import console, reports
from geoclaims.cli.names import NamesLanguage, place_names, tell_without
from geoclaims.cli.progress import counted
from geoclaims.cli.project import ProjectFile, own_settings, project_claims, project_datasets
from geoclaims.cli.provenance import provenance_of
from geoclaims.errors import DatasetError, GazetteerError, GeoclaimsError, InputError, UsageError
from geoclaims.files import replacing

if TYPE_CHECKING:
    from geoclaims.evidence import EventTable
    from geoclaims.model import Claim, Document, Failure
    from geoclaims.output.map import Label
    from geoclaims.output.place_names import PlaceNames
    from geoclaims.settings import Settings

_JSON_LINES = (".jsonl", ".ndjson", ".json")


def map_command(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="CLAIMS|FILE… | -",
            help="Claims as JSON Lines (from 'extract'), or reports.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="OUT", help="The page to write.")] = Path(
        "map.html"
    ),
    overlay: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="A dataset to lay beside; again for more.")
    ] = None,
    title: Annotated[str, typer.Option(metavar="T", help="The page's title.")] = "Claimed events",
    online: Annotated[
        bool, typer.Option("--online", help="Show OpenStreetMap tiles; needs a network.")
    ] = False,
    private: Annotated[
        bool, typer.Option("--private", help="Keep what may not be handed round; marks the page.")
    ] = False,
    filters: reports.Filters = None,
    export: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE", help="Also write what is shown, as .gpkg, .kml, .csv …; again for more."
        ),
    ] = None,
    open_page: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    published: reports.Published = None,
    publisher: reports.Publisher = None,
    encoding: reports.Encoding = None,
    names_language: NamesLanguage = None,
    project: ProjectFile = None,
) -> None:
    """Draw claims, with who claims them, on one self-contained page (no network needed to open it).

    With --project its claims, as corrected, and its datasets are drawn; files given are drawn besides.
    """
    from geoclaims.evidence import compare
    from geoclaims.output import write_claims
    from geoclaims.output.map import MapOptions, page_html
    from geoclaims.output.redaction import handed_round
    from geoclaims.output.selection import selection_of
    from geoclaims.output.surrogates import surrogates_note
    from geoclaims.settings import load_settings

    if output.suffix.lower() not in (".html", ".htm"):
        raise UsageError(f"-o {output}: a map is a page; name it something.html")
    selection = selection_of(filters or [])
    settings = load_settings(
        project=own_settings(project) if project else None, names_language=names_language
    )
    exports = [(path, _format_of(path)) for path in export or []]
    if not files and project is None:
        raise UsageError("give a file of claims or reports, or --project FILE")
    claims, failed = _read_inputs(files or [], published, publisher, encoding)
    paths, missing = list(overlay or []), 0
    if project is not None:
        claims = [*project_claims(project), *claims]
        paths, missing = project_datasets(project, overlay)
    if failed and not claims:
        raise SystemExit(console.FAILED)
    notes: list[str] = []
    hidden: frozenset[str] = frozenset()
    chosen = selection.as_line()
    if not private:
        safe = handed_round(claims)
        hidden = safe.hidden
        claims = list(safe.claims)
        title, chosen = safe.without_names(title), safe.without_names(chosen)
        if safe.note:
            notes.append(safe.note)
            console.tell(f"{safe.note} --private keeps them")
    tables, bad_tables = _read_overlays(paths)
    names = place_names(settings)
    verdicts = [verdict for table in tables for verdict in compare(claims, table, settings.window)]
    if selection.active:
        found = len(claims)
        claims = selection.claims(claims, verdicts, names)
        notes.append(f"{len(claims):,} of {found:,} claims are in this page: {chosen}")
        console.tell(f"{len(claims)} of {found} claims pass {selection.as_line()}")
    tables = [selection.records(table, number) for number, table in enumerate(tables, start=1)]
    shown, not_shown = _left_out(tables, private)
    notes += not_shown
    if replaced := surrogates_note(claims):
        console.tell(replaced)
    made = replace(provenance_of(settings), filters=chosen or None)
    options = MapOptions(
        title=title,
        provenance=made,
        labels=tuple(label for label in _labels(claims, settings, names) if label.name not in hidden),
        notes=tuple(notes),
        online=online,
        private=private,
        names=names,
    )
    page = page_html(claims, _overlays(shown, tables, settings), verdicts, options)
    with replacing(output) as temporary:
        temporary.write_text(page, encoding="utf-8", newline="\n")
    for path, format_name in exports:
        for written in write_claims(claims, path, format_name, made, shown, private=private, names=names):
            console.tell(f"{written}: {len(claims)} claims")
    tell_without(names, settings)
    if not claims and not selection.active:
        console.tell("no claim was found; the page says so")
    console.tell(f"{output}: {len(claims)} claims, {len(page.encode()) / 1e6:.1f} MB")
    if online:
        console.tell(
            "OpenStreetMap's tiles are for pages on the web: it may refuse them to a page opened from disk"
        )
    if open_page:
        webbrowser.open(output.absolute().as_uri())
    if failed or bad_tables or missing:
        raise SystemExit(console.PARTLY)


def _format_of(path: Path) -> str:
    from geoclaims.output import SUFFIXES

    try:
        return SUFFIXES[path.suffix.lower()]
    except KeyError:
        raise UsageError(f"--export {path}: name it with one of {', '.join(SUFFIXES)}") from None


def _read_inputs(
    files: Sequence[str], published: date | None, publisher: str | None, encoding: str | None
) -> tuple[list["Claim"], int]:
    """The claims of all inputs in order, those of reports read out first; and how many inputs failed."""
    from geoclaims.model import Claim, Failure

    if list(files).count("-") > 1:
        raise UsageError("'-' is standard input and can be given once")
    claims: list[Claim] = []
    failed = 0
    pipeline = None
    items = (item for file in files for item in _items(file, published, publisher, encoding))
    for item in counted(items, "inputs read"):
        if isinstance(item, Claim):
            claims.append(item)
            continue
        if not isinstance(item, Failure):
            pipeline = pipeline or reports.load_pipeline()
            result = next(iter(pipeline.run([item])))
            if not isinstance(result, Failure):
                claims.extend(result.claims)
                continue
            item = result
        failed += 1
        console.tell(f"error: {item.input}: {item.message}")
    return claims, failed


def _items(
    file: str, published: date | None, publisher: str | None, encoding: str | None
) -> Iterator["Claim | Document | Failure"]:
    """The claims and documents of one input: a line with ``event`` is a claim, any other a report."""
    from geoclaims.documents import ReportMetadata, document_from_text, plain

    if file == "-":
        text = plain.decode(sys.stdin.buffer.read(), "standard input", encoding)
        if text.lstrip().startswith("{"):
            yield from _lines(text, "standard input", published, publisher)
        else:
            yield document_from_text(text, ReportMetadata(published, publisher), name="standard input")
    elif Path(file).suffix.lower() in _JSON_LINES and Path(file).is_file():
        content = Path(file).read_bytes()
        if not content.strip():
            raise InputError(f"{file}: is empty")
        yield from _lines(plain.decode(content, file, encoding), file, published, publisher)
    else:
        yield from reports.read_reports([file], published, publisher, encoding)


def _lines(
    text: str, name: str, published: date | None, publisher: str | None
) -> Iterator["Claim | Document | Failure"]:
    from geoclaims.documents.json_lines import document_from_record
    from geoclaims.model import Failure
    from geoclaims.records import claim_from_record

    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{name}:{number}"
        try:
            record: Any = json.loads(line)
            if isinstance(record, dict) and "event" in record:
                yield claim_from_record(record, where)
            else:
                yield document_from_record(record, published, publisher)
        except ValueError as error:
            yield Failure(where, f"not JSON ({error}); one object a line is expected")
        except GeoclaimsError as error:
            yield Failure(where, str(error).removeprefix(f"{where}: "))


def _read_overlays(paths: Sequence[Path]) -> tuple[list["EventTable"], int]:
    from geoclaims.evidence import read_dataset

    tables: list[EventTable] = []
    for path in paths:
        try:
            tables.append(read_dataset(path))
        except DatasetError as error:
            console.tell(f"error: {error}")
        else:
            if left_out := tables[-1].info.quarantined:
                console.tell(
                    f"{tables[-1].info.name}: {len(left_out)} rows left out"
                    f" (line {left_out[0].line}: {left_out[0].reason})"
                )
    return tables, len(paths) - len(tables)


def _left_out(tables: Sequence["EventTable"], private: bool) -> tuple[list["EventTable"], list[str]]:
    """The datasets that the page may show, and a line for the page on each that it may not."""
    from geoclaims.output.map import may_be_shown

    shown, notes = [], []
    for table in tables:
        if private or may_be_shown(table):
            shown.append(table)
            continue
        notes.append(f"{len(table):,} records of {table.info.name} were compared but are not shown.")
        console.tell(
            f"{table.info.name}: rows are not in the page, since nothing says they may be handed round;"
            f" --private keeps them, or redistribution = true (and the licence that allows it) in"
            f" {table.info.name}.toml"
        )
    return shown, notes


def _overlays(
    shown: Sequence["EventTable"], asked: Sequence["EventTable"], settings: "Settings"
) -> list[Any]:
    """The datasets as the page draws them, under the numbers they were asked for as."""
    from geoclaims.output.map import Overlay, place_ids, points_of
    from geoclaims.places.gazetteer import open_gazetteer

    made = []
    for number, table in enumerate(asked, start=1):
        if not any(table is one for one in shown):
            continue
        if table.settlements is None:
            made.append(Overlay(table, table.info.name, number=number))
            continue
        try:
            with closing(open_gazetteer(settings.gazetteer)) as gazetteer:
                points = points_of(table, gazetteer)
        except GazetteerError as error:
            console.tell(f"{table.info.name}: no settlement can be drawn: {error}")
            points = {}
        made.append(Overlay(table, table.info.name, points, number))
        if missing := len(place_ids(table)) - len(points):
            console.tell(
                f"{table.info.name}: {missing:,} of its settlements not in the gazetteer and not on the map;"
                f" 'geoclaims gazetteer add UA' brings the villages of Ukraine"
            )
    return made


def _labels(
    claims: Sequence["Claim"], settings: "Settings", names: "PlaceNames | None"
) -> tuple["Label", ...]:
    """Towns for the backdrop; none without a gazetteer, which is said."""
    from geoclaims.output.map import labels_near
    from geoclaims.output.positions import position
    from geoclaims.places.gazetteer import open_gazetteer

    try:
        gazetteer = open_gazetteer(settings.gazetteer)
    except GazetteerError as error:
        console.tell(f"no towns on the backdrop: {error}")
        return ()
    places = [place for claim in claims for place in claim.drawn_places]
    points = [(point.lat, point.lon) for place in places if (point := position(place))]
    points += [(candidate.lat, candidate.lon) for place in places for candidate in place.candidates[:5]]

    # Towns of the backdrop are not counted among the places shown that have no name in the language.
    def shown(place_id: str) -> str | None:
        return names.gazetteer.called(place_id, names.language)[0] if names else None

    with closing(gazetteer):
        return labels_near(points, gazetteer, shown)
