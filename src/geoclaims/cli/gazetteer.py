"""``gazetteer``: what it holds, building it, looking a name up, adding to it."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geoclaims.cli import console
from geoclaims.errors import GazetteerError, GeoclaimsError, UsageError

if TYPE_CHECKING:
    from geoclaims.cli.progress import ProgressReport
    from geoclaims.places.gazetteer import SqliteGazetteer
    from geoclaims.places.gazetteer_add import AddReport
    from geoclaims.places.protocols import Entry

app = typer.Typer(help="The places that names are looked up in.", no_args_is_help=True)

_LANGUAGES_TOLD = 12
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]


def _path() -> Path:
    """The gazetteer of the settings in force."""
    from geoclaims.places.gazetteer import default_path
    from geoclaims.settings import load_settings

    return load_settings().gazetteer or default_path()


@app.command("info")
def info(as_json: AsJson = False) -> None:
    """Say where the gazetteer is, its version, what it holds and from which sources."""
    from geoclaims.places.gazetteer import open_gazetteer
    from geoclaims.places.gazetteer_files import other_files

    path = _path()
    gazetteer = open_gazetteer(path)
    meta = gazetteer.meta
    others = [asdict(other) | {"path": str(other.path)} for other in other_files(path)]
    facts: dict[str, Any] = {
        "path": str(path),
        "bytes": path.stat().st_size,
        "version": meta["schema"],
        "built": meta["built"],
        "built_by": f"geoclaims {meta['geoclaims']}",
        "places": int(meta["places"]),
        "names": int(meta["names"]),
        "languages": gazetteer.languages(),
        "sources": [value for key, value in sorted(meta.items()) if key.startswith("source:")],
        "added": [json.loads(value) for key, value in sorted(meta.items()) if key.startswith("added:")],
        "others": others,
    }
    if as_json:
        sys.stdout.write(json.dumps(facts, ensure_ascii=False) + "\n")
        return
    lines = [f"{key:<9} {facts[key]}" for key in ("path", "version", "built", "built_by")]
    lines += [f"{key:<9} {facts[key]:,}" for key in ("bytes", "places", "names")]
    lines.append(f"languages {_languages(facts['languages'])}")
    lines += [f"source    {source}" for source in facts["sources"]]
    lines += [f"added     {_describe(added)}" for added in facts["added"]]
    lines += [
        f"beside it {other['path']}, {other['bytes']:,} bytes, built {other['built']}"
        f"{', with ' + ', '.join(other['added']) if other['added'] else ''}: another "
        "version's, left alone; delete it once no install uses it"
        for other in others
    ]
    sys.stdout.writelines(line + "\n" for line in lines)


@app.command("add")
def add(
    countries: Annotated[
        list[str], typer.Argument(metavar="CC…", help="ISO codes, such as UA SD; or allCountries.")
    ],
    source: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="PATH|URL", help="A folder, a zip or text file, or a mirror of export/dump."
        ),
    ] = None,
) -> None:
    """Take in the full GeoNames files of countries, villages and alternate names included."""
    from platformdirs import user_cache_path

    from geoclaims.cli.progress import gazetteer_progress
    from geoclaims.places.gazetteer import ensure_gazetteer
    from geoclaims.places.gazetteer_add import add_dump
    from geoclaims.places.gazetteer_fetch import country_dump

    path, failed = _path(), 0
    cache = user_cache_path("geoclaims", appauthor=False) / "geonames"
    with gazetteer_progress() as progress:
        ensure_gazetteer(path, progress).close()
    for country in countries:
        try:
            with _adding(country) as progress:
                dump = country_dump(country, source, cache, progress=progress)
                report = add_dump(path, dump, progress)
        except GeoclaimsError as error:
            if len(countries) == 1 or isinstance(error, UsageError):
                raise
            console.tell(f"error: {error}")
            failed += 1
            continue
        if dump.names is None:
            console.tell(f"{country}: no file of alternate names there; only those of the country file")
        _tell(report)
    if failed:
        raise typer.Exit(console.PARTLY if failed < len(countries) else console.FAILED)


@app.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV, TSV, XLSX, GeoJSON or GeoPackage.")],
    name: Annotated[str, typer.Option(metavar="COL", help="The column with the names.")] = "name",
    lat: Annotated[str, typer.Option(metavar="COL", help="Latitudes, in tables.")] = "lat",
    lon: Annotated[str, typer.Option(metavar="COL", help="Longitudes, in tables.")] = "lon",
    id_column: Annotated[
        str | None, typer.Option("--id", metavar="COL", help="Ids; else row numbers.")
    ] = None,
    names: Annotated[str | None, typer.Option(metavar="COL", help="Other names, parted by | or ;.")] = None,
    country: Annotated[str | None, typer.Option(metavar="COL", help="ISO codes, or =UA for all.")] = None,
    admin1: Annotated[
        str | None, typer.Option(metavar="COL", help="GeoNames codes of divisions, or =05 for all.")
    ] = None,
    feature: Annotated[
        str | None, typer.Option(metavar="COL", help="city, village, facility …, or =facility for all.")
    ] = None,
    population: Annotated[str | None, typer.Option(metavar="COL", help="Inhabitants.")] = None,
    uncertainty_m: Annotated[
        str | None, typer.Option("--uncertainty-m", metavar="COL", help="Radii in metres.")
    ] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="What the source is called.")] = None,
    licence: Annotated[str | None, typer.Option(metavar="TEXT", help="The source's licence.")] = None,
) -> None:
    """Take in a table of places of your own; bad rows are counted and named."""
    from geoclaims.cli.progress import gazetteer_progress
    from geoclaims.places.gazetteer import ensure_gazetteer
    from geoclaims.places.gazetteer_import import Mapping, import_table

    path = _path()
    with gazetteer_progress() as progress:
        ensure_gazetteer(path, progress).close()
    mapping = Mapping(name, lat, lon, id_column, names, country, admin1, feature, population, uncertainty_m)
    _tell(import_table(path, file, mapping, title=title, licence=licence))


@contextmanager
def _adding(what: str) -> Iterator["ProgressReport"]:
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    with Progress(
        TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(),
        console=console.messages, transient=True, disable=not console.is_interactive(),
    ) as bar:  # fmt: skip
        task = bar.add_task(what, total=1.0)
        yield lambda step, share: bar.update(task, description=f"{what}: {step}", completed=share)


def _tell(report: "AddReport") -> None:
    console.tell(
        f"{report.source}: {report.added:,} places added, {report.renewed:,} renewed, {report.names:,} names"
    )
    if report.skipped.count:
        console.tell(f"{report.skipped.count:,} lines left out, such as:")
        for line in report.skipped.first[:5]:
            console.tell(f"  {line}")


def _languages(counts: dict[str, int]) -> str:
    """How many places have a name in the languages that name most."""
    listed = ", ".join(f"{code} {count:,}" for code, count in list(counts.items())[:_LANGUAGES_TOLD])
    more = len(counts) - _LANGUAGES_TOLD
    return f"{listed}{f' and {more} more' if more > 0 else ''} (places with a name in each; all with --json)"


def _describe(added: dict[str, Any]) -> str:
    parts = [added["source"], f"{added['places']:,} places", added.get("licence") or "licence not stated"]
    if added.get("sha256"):
        parts += [f"{name} sha256 {digest[:12]}…" for name, digest in added["sha256"].items()]
    return ", ".join([*parts, added["at"]])


@app.command("build")
def build() -> None:
    """Build the default gazetteer anew from installed packages; places added before are not kept."""
    from geoclaims.cli.progress import gazetteer_progress
    from geoclaims.places.gazetteer import open_gazetteer
    from geoclaims.places.gazetteer_build import build_gazetteer

    path, added = _path(), []
    with suppress(GazetteerError):
        added = [key.removeprefix("added:") for key in open_gazetteer(path).meta if key.startswith("added:")]
    with gazetteer_progress() as progress:
        report = build_gazetteer(path, progress)
    console.tell(f"{report.path}: {report.places:,} places under {report.names:,} names")
    if added:
        console.tell(f"what had been added is not in it any more; add again: {', '.join(sorted(added))}")


@app.command("lookup")
def lookup(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A place name, in any spelling or script.")],
    fuzzy: Annotated[bool, typer.Option("--fuzzy", help="Also look for names close in spelling.")] = False,
    as_json: AsJson = False,
) -> None:
    """List the places of a name, most populous first; exit code 1 where there is none."""
    from geoclaims.cli.progress import gazetteer_progress
    from geoclaims.places.facilities import NAMED_FOR, look_up
    from geoclaims.places.gazetteer import ensure_gazetteer
    from geoclaims.settings import load_settings

    with gazetteer_progress() as progress:
        gazetteer = ensure_gazetteer(_path(), progress)
    language = load_settings().names_language
    entries, only_named_for = look_up(gazetteer, name)
    entries = entries or gazetteer.lookup(name, fuzzy=fuzzy)
    if only_named_for:
        console.tell(f"{name}: {NAMED_FOR}")
    for entry in entries:
        history = gazetteer.history(entry.place.id)
        called = gazetteer.in_languages(entry.place.id)
        if as_json:
            line = json.dumps(_record(entry) | {"history": history, "called": called}, ensure_ascii=False)
        else:
            line = _line(entry) + _periods(entry.name, history) + _shown_as(gazetteer, entry, language)
        sys.stdout.write(line + "\n")
    if not entries:
        console.tell(
            f"{name}: not found; villages may need the full file of their country: geoclaims gazetteer add CC"
        )
        raise typer.Exit(console.FAILED)


def _record(entry: "Entry") -> dict[str, Any]:
    place = entry.place
    return {
        "id": place.id, "name": place.name, "lat": place.lat, "lon": place.lon, "feature": place.feature,
        "country": place.country, "admin1": place.admin1, "population": place.population,
        "uncertainty_m": place.uncertainty_m, "matched": entry.name, "kind": entry.name_kind,
        "similarity": entry.similarity, "admin1_id": entry.admin1_id, "admin2_id": entry.admin2_id,
        "bbox": entry.bbox, "capital_of": entry.capital_of,
    }  # fmt: skip


def _shown_as(gazetteer: "SqliteGazetteer", entry: "Entry", language: str | None) -> str:
    """What the place is shown as by the settings in force, where that is not its main name."""
    name = gazetteer.called(entry.place.id, language)[0] if language else None
    return "" if name in (None, entry.place.name) else f", in {language}: {name}"


def _periods(name: str, history: "list[tuple[str, str, str | None, str | None]]") -> str:
    """When the name that matched was in use, where the gazetteer knows."""
    dated = {(since, until) for called, _, since, until in history if called == name and (since or until)}
    return "".join(f", in use {since or '?'}–{until or '?'}" for since, until in sorted(dated, key=str))


def _line(entry: "Entry") -> str:
    place = entry.place
    where = ", ".join(part for part in (place.admin1, place.country) if part and part != place.name)
    matched = "" if entry.name == place.name else f" as “{entry.name}” ({entry.name_kind})"
    people = f", {place.population:,} inhabitants" if place.population else ""
    return (
        f"{place.id:<18} {place.name}{f', {where}' if where else ''}: {place.feature}{people}, "
        f"{place.lat:.5f} {place.lon:.5f} ± {place.uncertainty_m / 1000:g} km{matched}"
    )
