"""``extract``, ``places`` and ``attributions``: reports in, what was read out."""

import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from geoclaims.cli import console
from geoclaims.errors import UsageError
from geoclaims.files import replacing

if TYPE_CHECKING:
    from geoclaims.model import Document, Failure
    from geoclaims.pipeline import Pipeline
    from geoclaims.records import Record

T = TypeVar("T")

Files = Annotated[
    list[str],
    typer.Argument(metavar="FILE… | -", help="Reports: text, HTML, PDF, DOCX, JSON Lines, folders."),
]
Published = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="When the reports appeared, as 2025-12-02."),
]
Publisher = Annotated[str | None, typer.Option(metavar="NAME", help="Who published the reports.")]
Encoding = Annotated[
    str | None, typer.Option(metavar="NAME", help="The reports' encoding, where it is not UTF-8.")
]
Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="OUT", help="Write to this file, whole or not at all."),
]
Recognizer = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="'default', or 'spacy:NAME' for an installed spaCy pipeline."),
]


def extract(
    files: Files,
    published: Published = None,
    publisher: Publisher = None,
    format: Annotated[  # noqa: A002 - the option's name is part of the contract
        str, typer.Option(metavar="FORMAT", help="jsonl, table, csv, geojson, gpkg, kml or parquet.")
    ] = "jsonl",
    output: Output = None,
    encoding: Encoding = None,
    recognizer: Recognizer = None,
) -> None:
    """Find each claimed event, who claims it and how, and where it is said to have happened."""
    from geoclaims.cli.table import print_claims
    from geoclaims.output import check_format, claims_as_text, write_claims

    if format != "table":
        check_format(format, output)
    with _Run(recognizer) as run:
        claims = run.each(files, published, publisher, encoding, lambda p, d: p.analyse(d).claims)
        if format == "jsonl":
            run.write_lines(claims, output)
        elif format == "table":
            print_claims(list(claims))
        elif output is not None:
            write_claims(list(claims), output, format)
        else:
            sys.stdout.write(claims_as_text(list(claims), format))


def places(
    files: Files,
    published: Published = None,
    publisher: Publisher = None,
    output: Output = None,
    encoding: Encoding = None,
    recognizer: Recognizer = None,
) -> None:
    """Find each place name and the place it means, with doubts and reasons (JSON Lines)."""
    with _Run(recognizer) as run:
        run.write_lines(
            run.each(files, published, publisher, encoding, lambda p, d: p.find_places(d)), output
        )


def attributions(
    files: Files,
    published: Published = None,
    publisher: Publisher = None,
    output: Output = None,
    encoding: Encoding = None,
    recognizer: Recognizer = None,
) -> None:
    """Find every attribution, with or without an event (JSON Lines)."""
    with _Run(recognizer) as run:
        run.write_lines(
            run.each(files, published, publisher, encoding, lambda p, d: p.find_attributions(d)), output
        )


class _Run:
    """One command's run over its inputs: counts what failed, names it, and sets the exit code."""

    def __init__(self, recognizer: str | None) -> None:
        self._recognizer = recognizer
        self._done = 0
        self._failed = 0

    def __enter__(self) -> "_Run":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None and self._failed:
            raise SystemExit(console.PARTLY if self._done else console.FAILED)

    def each(
        self,
        files: list[str],
        published: datetime | None,
        publisher: str | None,
        encoding: str | None,
        analyse: "Callable[[Pipeline, Document], Iterable[T]]",
    ) -> Iterator[T]:
        """What ``analyse`` finds in all documents of the files, in order."""
        from geoclaims.model import Failure
        from geoclaims.pipeline import each_document

        pipeline = load_pipeline(self._recognizer)
        documents = read_reports(files, published, publisher, encoding)
        for result in each_document(documents, lambda d: tuple(analyse(pipeline, d)), debug=pipeline.debug):
            if isinstance(result, Failure):
                self._failed += 1
                console.tell(f"error: {result.input}: {result.message}")
            else:
                self._done += 1
                yield from result

    @staticmethod
    def write_lines(values: "Iterable[Record]", output: Path | None) -> None:
        """One JSON line each, as they come; a file is written whole or not at all."""
        from geoclaims.records import to_json_line

        if output is None:
            for value in values:
                sys.stdout.write(to_json_line(value) + "\n")
            sys.stdout.flush()
            return
        with replacing(output) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(to_json_line(value) + "\n" for value in values)


def load_pipeline(recognizer: str | None = None) -> "Pipeline":
    """The pipeline of the settings in force; builds the gazetteer on first use, with progress."""
    from geoclaims.cli.progress import gazetteer_progress
    from geoclaims.settings import build_pipeline, load_settings

    settings = load_settings(recognizer=recognizer, debug=console.is_debug() or None)
    with gazetteer_progress() as progress:
        return build_pipeline(settings, progress)


def read_reports(
    files: list[str], published: datetime | None, publisher: str | None, encoding: str | None
) -> "Iterator[Document | Failure]":
    """The documents of all files in order, and what could not be read."""
    from geoclaims.documents import ReportMetadata, read_documents

    if files.count("-") > 1:
        raise UsageError("'-' is standard input and can be given once")
    metadata = ReportMetadata(published=published.date() if published else None, publisher=publisher)
    for file in files:
        yield from read_documents(file, metadata, encoding)
