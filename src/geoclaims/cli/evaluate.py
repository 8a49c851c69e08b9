"""``evaluate``: how well places, attributions and claims are found, against files people marked."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geoclaims.cli.reports import load_pipeline

if TYPE_CHECKING:
    from collections.abc import Callable

    from geoclaims.evaluation import PlaceScores
    from geoclaims.model import Place

app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="Score against gold files: see each command's own help."
)
_LEAST_IN_GROUP = 20

Gold = Annotated[Path, typer.Argument(metavar="GOLD", help="The gold file, JSON Lines.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object instead of tables.")]


@app.callback()
def _group() -> None:
    """Score against gold files."""


@app.command()
def places(
    gold: Gold,
    given_spans: Annotated[
        bool, typer.Option("--given-spans", help="Hand the gold spans over; score resolution alone.")
    ] = False,
    confusions: Annotated[
        int, typer.Option(min=0, help="How many lines of each kind of error to list.")
    ] = 20,
    as_json: Json = False,
) -> None:
    """Score places against {"id", "text", "toponyms": [{"start", "end", "lat", "lon", "geonameid"}]} lines.

    Prints recognition (exact and overlapping spans), resolution within 161 km, both end to end,
    the same by feature class and country, how far scores can be trusted, and a list of errors to read.
    """
    from geoclaims.evaluation import read_gold_places, score_places

    pipeline = load_pipeline()
    documents = list(read_gold_places(gold))
    scores = score_places(documents, pipeline.find_places, _places_by_id(), given_spans=given_spans)
    if as_json:
        sys.stdout.write(json.dumps(scores.record(given_spans)) + "\n")
    else:
        _print_places(scores, given_spans, confusions)


def _places_by_id() -> "Callable[[str], Place | None]":
    from geoclaims.places.gazetteer import open_gazetteer
    from geoclaims.settings import load_settings

    gazetteer = open_gazetteer(load_settings().gazetteer)

    def place_of(place_id: str) -> "Place | None":
        entry = gazetteer.get(place_id)
        return entry.place if entry else None

    return place_of


def _print_places(scores: "PlaceScores", given_spans: bool, confusions: int) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    out = Console(highlight=False, markup=False)
    record = scores.record(given_spans)
    out.print(f"{scores.gold} gold toponyms, {scores.gold_with_point} with a point")
    for part in ("recognition", "resolution", "end_to_end"):
        if part in record:
            out.print(f"{part}: {json.dumps(record[part])}")
    for title, groups in (("feature class", scores.by_feature), ("country", scores.by_country)):
        table = Table(title, "gold", "within 161 km", box=box.SIMPLE_HEAD, pad_edge=False)
        for name, (count, share) in groups.items():
            if count >= _LEAST_IN_GROUP:
                table.add_row(name, str(count), f"{share:.3f}")
        out.print(table)
    table = Table("score", "pins", "mean score", "right", box=box.SIMPLE_HEAD, pad_edge=False)
    for bin_ in scores.reliability:
        table.add_row(
            f"{bin_.low:.1f}–{bin_.low + 0.1:.1f}",
            str(bin_.pins),
            f"{bin_.mean_score:.3f}",
            f"{bin_.right:.3f}",
        )
    out.print(table)
    out.print(f"expected calibration error {record['calibration_error']}")
    for kind in ("missed", "spurious", "unresolved", "far"):
        listed = [c for c in scores.confusions if c.kind == kind]
        out.print(f"\n{kind}: {sum(c.count for c in listed)} of {len(listed)} kinds")
        for c in listed[:confusions]:
            meant = f" [{c.gold}]" if c.gold else ""
            given = f" → {c.given}" if c.given else ""
            out.print(f"  {c.count} × {c.text!r}{meant}{given}: … {c.context} …", soft_wrap=True)


@app.command()
def attributions(gold: Gold) -> None:
    """Score attributions against {"id", "text", "quotes": [{"source", "cue", "content"}]} lines.

    Prints one JSON object: precision, recall and F1 of attributions found, recall of direct, mixed and
    indirect ones, and the share whose source is right.
    """
    from geoclaims.evaluation_claims import read_gold_attributions, score_attributions

    pipeline = load_pipeline()
    scores = score_attributions(read_gold_attributions(gold), pipeline.find_attributions)
    sys.stdout.write(json.dumps(scores) + "\n")


@app.command()
def claims(gold: Gold) -> None:
    """Score claims against {"id", "text", "published", "category", "claims": [expected]} lines.

    Prints one JSON object: how many texts have every expected claim and nothing forbidden, by
    category, and for each of the others what was otherwise.
    """
    from geoclaims.evaluation_claims import read_gold_claims, score_claims

    pipeline = load_pipeline()
    scores = score_claims(read_gold_claims(gold), lambda document: pipeline.analyse(document).claims)
    sys.stdout.write(json.dumps(scores, ensure_ascii=False) + "\n")
