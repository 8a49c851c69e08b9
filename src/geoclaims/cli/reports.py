"""``extract``, ``places`` and ``attributions``: reports in, what was read out."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from geoclaims.cli import console
from geoclaims.cli.names import NamesLanguage, place_names, tell_without
from geoclaims.cli.project import ProjectFile, open_project, own_settings, read_into_project
from geoclaims.cli.provenance import provenance_of
from geoclaims.errors import UsageError
from geoclaims.files import replacing

if TYPE_CHECKING:
    from geoclaims.model import Analysis, Claim, Document, Failure
    from geoclaims.output.place_names import PlaceNames
    from geoclaims.output.provenance import Provenance
    from geoclaims.pipeline import Pipeline
    from geoclaims.records import Record
    from geoclaims.settings import Settings

T = TypeVar("T")


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as cause:
        raise typer.BadParameter(f"{text!r} is not a date; write it as 2025-12-02") from cause


Files = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="FILE… | -",
        help="Reports: text, HTML, PDF, DOCX, JSON Lines, folders. With --project: none is all it holds.",
        show_default=False,
    ),
]
Published = Annotated[
    date | None,
    typer.Option(parser=_date, metavar="DATE", help="When the reports appeared, as 2025-12-02."),
]
Publisher = Annotated[str | None, typer.Option(metavar="NAME", help="Who published the reports.")]
Encoding = Annotated[
    str | None, typer.Option(metavar="NAME", help="The reports' encoding, where it is not UTF-8.")
]
Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="OUT", help="Write to this file, whole or not at all."),
]
Filters = Annotated[
    list[str] | None,
    typer.Option(
        "--filter",
        metavar="NAME=VALUE",
        help="Only these: kind, side, type, realis, publisher, verdict, from, to, q; again for more."
        " A map page's address holds its own.",
    ),
]
Recognizer = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="'default', or 'spacy:NAME' for an installed spaCy pipeline."),
]


def extract(
    files: Files = None,
    published: Published = None,
    publisher: Publisher = None,
    format: Annotated[  # noqa: A002 - the option's name is part of the contract
        str,
        typer.Option(
            metavar="FORMAT",
            help="jsonl (to work on), table (to read), csv, geojson, gpkg, kml, parquet; "
            "a folder of links, notes or packs.",
        ),
    ] = "jsonl",
    output: Output = None,
    private: Annotated[
        bool, typer.Option("--private", help="Keep in an export what may not be handed round.")
    ] = False,
    filters: Filters = None,
    split: Annotated[
        int | None,
        typer.Option(metavar="N", help="KML in files of at most N placemarks; Google My Maps takes 2000."),
    ] = None,
    encoding: Encoding = None,
    recognizer: Recognizer = None,
    names_language: NamesLanguage = None,
    project: ProjectFile = None,
) -> None:
    """Find each claimed event, who claims it and how, and where it is said to have happened.

    JSON Lines and the table hold everything; the other formats are made to be handed round.
    With --project, reports and claims are kept in it, what was read before is skipped, and
    corrections are applied.
    """
    from geoclaims.cli.table import print_claims
    from geoclaims.output import check_format
    from geoclaims.output.place_names import in_language

    if format != "table":
        check_format(format, output)
    if split is not None and (format != "kml" or output is None or split < 1):
        raise UsageError("--split N is for --format kml with -o, and N is 1 or more")
    settings = _settings_of(project, recognizer, names_language)
    if names_language and format == "jsonl":
        console.tell("JSON Lines keep the gazetteer's main names: a table, a map or an export shows others")
    names = None if format == "jsonl" else place_names(settings)
    keep = _selection(filters or [], names)
    with _Run(recognizer, project, output) as run:
        claims = run.each(
            files,
            published,
            publisher,
            encoding,
            lambda p, d: keep(p.analyse(d).claims),
            lambda a: keep(a.claims),
        )
        if format == "jsonl":
            run.write_lines(claims, output, "claims")
        elif format == "table":
            print_claims(in_language(claims, names))
        else:
            made = replace(provenance_of(settings), filters="&".join(filters or []) or None)
            _export(list(claims), format, output, private, split, made, names)
        tell_without(names, settings)


def _settings_of(project: Path | None, recognizer: str | None, names_language: str | None) -> "Settings":
    """The settings in force; what a project file sets comes in where it is there already."""
    from geoclaims.settings import load_settings

    own = own_settings(project) if project and project.is_file() else None
    return load_settings(project=own, recognizer=recognizer, names_language=names_language)


def _selection(
    filters: list[str], names: "PlaceNames | None"
) -> "Callable[[Sequence[Claim]], Sequence[Claim]]":
    """What keeps the claims that pass; without filters all pass, and nothing needs to load."""
    if not filters:
        return lambda claims: claims
    from geoclaims.output.selection import selection_of

    selection = selection_of(filters)
    return lambda claims: selection.claims(claims, names=names)


def _export(
    claims: "list[Claim]",
    format: str,  # noqa: A002
    output: Path | None,
    private: bool,
    split: int | None,
    made: "Provenance",
    names: "PlaceNames | None",
) -> None:
    from geoclaims.output import claims_as_text, write_claims
    from geoclaims.output.redaction import handed_round
    from geoclaims.output.surrogates import surrogates_note

    if not private:
        safe = handed_round(claims)
        claims = list(safe.claims)
        if safe.note:
            console.tell(f"{safe.note} --private keeps them")
    if format != "geojson" and (replaced := surrogates_note(claims)):  # GeoJSON has escapes for them
        console.tell(replaced)
    if output is None:
        sys.stdout.write(claims_as_text(claims, format, made, private=private, names=names))
        return
    paths = write_claims(claims, output, format, made, private=private, split=split, names=names)
    files = f"{len(paths)} files, {paths[0]} to {paths[-1].name}" if len(paths) > 1 else str(output)
    console.tell(f"{files}: {len(claims)} claims")


def places(
    files: Files = None,
    published: Published = None,
    publisher: Publisher = None,
    output: Output = None,
    encoding: Encoding = None,
    recognizer: Recognizer = None,
    project: ProjectFile = None,
) -> None:
    """Find each place name and the place it means, with doubts and reasons (JSON Lines)."""
    with _Run(recognizer, project, output) as run:
        found = run.each(
            files, published, publisher, encoding, lambda p, d: p.find_places(d), lambda a: a.toponyms
        )
        run.write_lines(found, output, "places")


def attributions(
    files: Files = None,
    published: Published = None,
    publisher: Publisher = None,
    output: Output = None,
    encoding: Encoding = None,
    recognizer: Recognizer = None,
    project: ProjectFile = None,
) -> None:
    """Find every attribution, with or without an event (JSON Lines)."""
    with _Run(recognizer, project, output) as run:
        found = run.each(
            files,
            published,
            publisher,
            encoding,
            lambda p, d: p.find_attributions(d),
            lambda a: a.attributions,
        )
        run.write_lines(found, output, "attributions")


class _Run:
    """One command's run over its inputs: counts what failed, names it, and sets the exit code."""

    def __init__(self, recognizer: str | None, project: Path | None, output: Path | None) -> None:
        self._recognizer = recognizer
        self._output = output
        self._project = project
        self._done = 0
        self._failed = 0

    def __enter__(self) -> "_Run":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None and self._failed:
            raise SystemExit(console.PARTLY if self._done else console.FAILED)

    def each(
        self,
        files: list[str] | None,
        published: date | None,
        publisher: str | None,
        encoding: str | None,
        analyse: "Callable[[Pipeline, Document], Iterable[T]]",
        part: "Callable[[Analysis], Iterable[T]]",
    ) -> Iterator[T]:
        """What ``analyse`` finds in all documents of the files, in order; in a project, ``part`` of each."""
        from geoclaims.cli.progress import counted
        from geoclaims.model import Failure
        from geoclaims.pipeline import each_document

        if self._project is not None:
            items = read_reports(files, published, publisher, encoding) if files else None
            yield from self._each_in_project(self._project, items, part)
            return
        if not files:
            raise UsageError("name the reports to read, or '-' for standard input")
        pipeline = load_pipeline(self._recognizer)
        documents = _told_apart(read_reports(files, published, publisher, encoding))
        results = each_document(documents, lambda d: tuple(analyse(pipeline, d)), debug=pipeline.debug)
        for result in counted(results, "reports read", to_stdout=self._output is None):
            if isinstance(result, Failure):
                self._failed += 1
                console.tell(f"error: {result.input}: {result.message}")
            else:
                self._done += 1
                yield from result

    def _each_in_project(
        self,
        path: Path,
        items: "Iterator[Document | Failure] | None",
        part: "Callable[[Analysis], Iterable[T]]",
    ) -> Iterator[T]:
        project = open_project(path, make=items is not None)
        try:
            result, self._failed = read_into_project(project, items, self._recognizer)
        finally:
            project.close()
        self._done = len(result.analyses)
        for analysis in result.analyses:
            yield from part(analysis)

    @staticmethod
    def write_lines(values: "Iterable[Record]", output: Path | None, what: str) -> None:
        """One JSON line each, as they come; a file is written whole or not at all, and told."""
        from geoclaims.records import to_json_line

        if output is None:
            for value in values:
                sys.stdout.write(to_json_line(value) + "\n")
            sys.stdout.flush()
            return
        with replacing(output) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
            count = 0
            for value in values:
                file.write(to_json_line(value) + "\n")
                count += 1
        console.tell(f"{output}: {count} {what}")


def _told_apart(documents: "Iterator[Document | Failure]") -> "Iterator[Document | Failure]":
    """The documents as they come; says where one has the id of another, whose claims it will share."""
    from geoclaims.model import Document

    seen: set[str] = set()
    for document in documents:
        if isinstance(document, Document):
            if document.id in seen:
                console.tell(f"note: two documents have the id {document.id!r}; their claims share ids")
            seen.add(document.id)
        yield document


def load_pipeline(recognizer: str | None = None) -> "Pipeline":
    """The pipeline of the settings in force; builds the gazetteer on first use, with progress."""
    from geoclaims.cli.progress import gazetteer_progress
    from geoclaims.settings import build_pipeline, load_settings

    settings = load_settings(recognizer=recognizer, debug=console.is_debug() or None)
    with gazetteer_progress() as progress:
        return build_pipeline(settings, progress)


def read_reports(
    files: list[str], published: date | None, publisher: str | None, encoding: str | None
) -> "Iterator[Document | Failure]":
    """The documents of all files in order, and what could not be read."""
    from geoclaims.documents import ReportMetadata, read_documents

    if files.count("-") > 1:
        raise UsageError("'-' is standard input and can be given once")
    metadata = ReportMetadata(published=published, publisher=publisher)
    for file in files:
        yield from read_documents(file, metadata, encoding)
