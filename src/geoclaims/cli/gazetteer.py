"""``gazetteer``: what it holds, building it, looking a name up, adding to it."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geoclaims.cli import console

if TYPE_CHECKING:
    from geoclaims.places.protocols import Entry

app = typer.Typer(help="The places that names are looked up in.", no_args_is_help=True)

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

    path = _path()
    meta = open_gazetteer(path).meta
    facts: dict[str, Any] = {
        "path": str(path),
        "bytes": path.stat().st_size,
        "version": meta["schema"],
        "built": meta["built"],
        "built_by": f"geoclaims {meta['geoclaims']}",
        "places": int(meta["places"]),
        "names": int(meta["names"]),
        "sources": [value for key, value in sorted(meta.items()) if key.startswith("source:")],
        "added": [json.loads(value) for key, value in sorted(meta.items()) if key.startswith("added:")],
    }
    if as_json:
        sys.stdout.write(json.dumps(facts, ensure_ascii=False) + "\n")
        return
    lines = [f"{key:<9} {facts[key]}" for key in ("path", "version", "built", "built_by")]
    lines += [f"{key:<9} {facts[key]:,}" for key in ("bytes", "places", "names")]
    lines += [f"source    {source}" for source in facts["sources"]]
    lines += [f"added     {_describe(added)}" for added in facts["added"]]
    sys.stdout.writelines(line + "\n" for line in lines)


def _describe(added: dict[str, Any]) -> str:
    parts = [added["source"], f"{added['places']:,} places", added.get("licence") or "licence not stated"]
    if added.get("sha256"):
        parts.append(f"sha256 {added['sha256'][:12]}")
    return ", ".join([*parts, added["at"]])


@app.command("build")
def build() -> None:
    """Build the default gazetteer anew from installed packages; places added before are not kept."""
    from geoclaims.cli.progress import gazetteer_progress
    from geoclaims.places.gazetteer_build import build_gazetteer

    with gazetteer_progress() as progress:
        report = build_gazetteer(_path(), progress)
    console.tell(f"{report.path}: {report.places:,} places under {report.names:,} names")


@app.command("lookup")
def lookup(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A place name, in any spelling or script.")],
    fuzzy: Annotated[bool, typer.Option("--fuzzy", help="Also look for names close in spelling.")] = False,
    as_json: AsJson = False,
) -> None:
    """List the places of a name, most populous first; exit code 1 where there is none."""
    from geoclaims.cli.progress import gazetteer_progress
    from geoclaims.places.gazetteer import ensure_gazetteer

    with gazetteer_progress() as progress:
        gazetteer = ensure_gazetteer(_path(), progress)
    entries = gazetteer.lookup(name, fuzzy=fuzzy)
    for entry in entries:
        line = json.dumps(_record(entry), ensure_ascii=False) if as_json else _line(entry)
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


def _line(entry: "Entry") -> str:
    place = entry.place
    where = ", ".join(part for part in (place.admin1, place.country) if part and part != place.name)
    matched = "" if entry.name == place.name else f" as “{entry.name}” ({entry.name_kind})"
    people = f", {place.population:,} inhabitants" if place.population else ""
    return (
        f"{place.id:<18} {place.name}{f', {where}' if where else ''}: {place.feature}{people}, "
        f"{place.lat:.5f} {place.lon:.5f} ± {place.uncertainty_m / 1000:g} km{matched}"
    )
