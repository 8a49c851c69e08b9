"""A verification pack a claim: what a person needs to look for independent records of it.

Names as they are written there, the area, the days, and searches ready to be opened. Nothing is
fetched: the links are only written down.
"""

import json
import math
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Protocol
from urllib.parse import quote, urlencode

from geoclaims.model import Claim
from geoclaims.output import positions, wording
from geoclaims.output.escape import markdown_text
from geoclaims.output.exporters.geojson import feature
from geoclaims.output.exporters.notes import file_name, note
from geoclaims.output.provenance import Provenance
from geoclaims.places.name_languages import official_languages

MARGIN_DAYS = 3
"""Days before and after the claimed ones that a search takes in: reports are late, dates are loose."""
LONGEST_BACK_DAYS = 14
"""Where the start is not stated, how far before the end a search goes."""
_NAMES_A_SCRIPT = 4
_LANGUAGES_A_NAME = 3
_KM_A_DEGREE = 111.195


class Names(Protocol):
    """What a pack needs of a gazetteer."""

    def names(self, place_id: str) -> Sequence[str]:
        """All names of a place, as written."""
        ...

    def in_languages(self, place_id: str) -> Mapping[str, str]:
        """The names of a place by language, where they are known."""
        ...


@dataclass(frozen=True, slots=True)
class Area:
    """West, south, east, north in degrees."""

    west: float
    south: float
    east: float
    north: float


def write(claims: Iterable[Claim], folder: Path, provenance: Provenance) -> None:
    """Write a folder a claim: ``note.md``, ``search.md`` and ``claim.geojson``."""
    names = _gazetteer_names()
    for claim in claims:
        pack = folder / file_name(claim)
        pack.mkdir()
        (pack / "note.md").write_text(note(claim, provenance), encoding="utf-8", newline="\n")
        (pack / "search.md").write_text(search_sheet(claim, names), encoding="utf-8", newline="\n")
        text = json.dumps(feature(claim), ensure_ascii=True, indent=1)
        (pack / "claim.geojson").write_text(text + "\n", encoding="utf-8")


def search_sheet(claim: Claim, names: Names | None = None) -> str:
    """Names by script, area, days and searches, as Markdown."""
    place = positions.main_place(claim)
    known = place.place if place else None
    point = positions.position(place) if place else None
    written = [place.text] if place else []
    every = [*written, *([known.name] if known else [])]
    called = _local_first(names.in_languages(known.id), known.country) if names and known else {}
    if names and known:
        every += [*called.values(), *names.names(known.id)]
    by_script = names_by_script(every)
    days = search_days(claim)
    lines = [f"# Looking for records: {markdown_text(wording.claimed_by(claim))}", ""]
    lines += ["A record found is a lead, not a proof; finding none says nothing.", "", "## Names", ""]
    for script, found in by_script.items():
        lines.append(f"- {script}: {', '.join(_with_languages(name, called) for name in found)}")
    lines += ["", "## Days", ""]
    lines.append(f"- {days[0]} to {days[1]}" if days else "- the report gives no date")
    lines.append(f"- claimed: {markdown_text(wording.time_text(claim.time))}")
    lines += ["", "## Area", ""]
    if point is None:
        lines.append("- the claim has no place that could be drawn")
    else:
        area = area_round(point)
        lines.append(f"- centre {point.lat:.5f}, {point.lon:.5f} (latitude, longitude)")
        lines.append(
            f"- box {area.west:.4f}, {area.south:.4f}, {area.east:.4f}, {area.north:.4f} (W, S, E, N)"
        )
    lines += ["", "## Searches", ""]
    lines += [f"- {label}: <{url}>" for label, url in searches(by_script, days, point)]
    return "\n".join([*lines, ""])


def _local_first(called: Mapping[str, str], country: str | None) -> dict[str, str]:
    """Names by language, those of the country's own languages first: it is they that are written there."""
    own = [code for code in official_languages(country) if code in called]
    return {code: called[code] for code in dict.fromkeys([*own, *called])}


def _with_languages(name: str, called: Mapping[str, str]) -> str:
    """A name with the languages it is said to be in: ``Київ (uk)``."""
    codes = [code for code, other in called.items() if other == name][:_LANGUAGES_A_NAME]
    return markdown_text(name) + (f" ({', '.join(codes)})" if codes else "")


def names_by_script(names: Iterable[str]) -> dict[str, list[str]]:
    """Names grouped by writing system (by the Unicode names of their letters), the first ones of each."""
    groups: dict[str, list[str]] = {}
    for name in names:
        script = _script(name)
        found = groups.setdefault(script, [])
        if name not in found and len(found) < _NAMES_A_SCRIPT:
            found.append(name)
    return groups


def search_days(claim: Claim) -> tuple[date, date] | None:
    """First and last day to search, with a margin; None where the claim has no date at all."""
    start, end = claim.time.start, claim.time.end
    if end is None and start is None:
        return None
    last = end or start
    assert last is not None
    first = start or last - timedelta(days=LONGEST_BACK_DAYS)
    try:
        return first - timedelta(days=MARGIN_DAYS), last + timedelta(days=MARGIN_DAYS)
    except OverflowError:
        return first, last


def area_round(point: positions.Position) -> Area:
    """A box round the point, at least two kilometres and as wide as its uncertainty."""
    half_km = max(2.0, (point.uncertainty_m or 0) / 1000)
    up = half_km / _KM_A_DEGREE
    across = min(180.0, up / max(0.01, math.cos(math.radians(point.lat))))
    return Area(
        max(-180.0, point.lon - across), max(-90.0, point.lat - up),
        min(180.0, point.lon + across), min(90.0, point.lat + up),
    )  # fmt: skip


def searches(
    by_script: Mapping[str, Sequence[str]],
    days: tuple[date, date] | None,
    point: positions.Position | None,
) -> Iterator[tuple[str, str]]:
    """Labels and addresses of searches to open by hand."""
    for script, names in by_script.items():
        words = " OR ".join(f'"{name}"' for name in names[:2])
        dated = f"{words} after:{days[0]} before:{days[1]}" if days else words
        yield f"web, {script}", "https://www.google.com/search?" + urlencode({"q": dated})
        since = f"{words} since:{days[0]} until:{days[1]}" if days else words
        yield f"X, {script}", "https://x.com/search?" + urlencode({"q": since, "f": "live"})
    if point is None:
        return
    here = f"{point.lat:.5f}/{point.lon:.5f}"
    yield "OpenStreetMap", f"https://www.openstreetmap.org/#map=13/{here}"
    when = {"fromTime": f"{days[0]}T00:00:00Z", "toTime": f"{days[1]}T23:59:59Z"} if days else {}
    at = {"lat": f"{point.lat:.5f}", "lng": f"{point.lon:.5f}", "zoom": "13"}
    yield (
        "Copernicus Browser (Sentinel-2)",
        "https://browser.dataspace.copernicus.eu/?" + urlencode(at | when),
    )
    if days:
        view = quote(f"{point.lon:.4f},{point.lat:.4f},12.0z", safe=",")
        span = f"{days[0]}..{days[1]}"
        yield "NASA FIRMS fires", f"https://firms.modaps.eosdis.nasa.gov/map/#d:{span};@{view}"


def _script(name: str) -> str:
    for character in name:
        if character.isalpha():
            return unicodedata.name(character, "OTHER").split()[0].capitalize()
    return "Other"


def _gazetteer_names() -> Names | None:
    """The user's gazetteer where there is one; a pack without it has the names of the report."""
    from geoclaims.errors import GazetteerError
    from geoclaims.places.gazetteer import open_gazetteer

    try:
        return open_gazetteer()
    except GazetteerError:
        return None
