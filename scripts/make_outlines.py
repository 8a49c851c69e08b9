"""Make the offline backdrop: coasts and borders from Natural Earth, small enough for every page.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python scripts/make_outlines.py package/countries-50m.json src/geoclaims/output/static/outlines.json

Natural Earth (version 4.1.0, 1:50m, https://www.naturalearthdata.com) is in the public
domain; the npm package world-atlas (ISC) holds it as TopoJSON. Here its shared arcs are
simplified one by one, so that neighbours stay seamless, and rounded to 0.01 degrees.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from shapely import LineString, Polygon

UNITS_PER_DEGREE = 100
TOLERANCE_DEGREES = 0.025
SMALLEST_RING_SQUARE_DEGREES = 0.02
SOUTHERNMOST_DEGREES = -60.0

Box = tuple[float, float, float, float]
Point = tuple[float, float]
ANYWHERE: Box = (-180, -90, 180, 90)
# Boundaries that the states concerned, or one of them and most others, do not agree on, by
# Natural Earth's names: drawn dashed. Where only a stretch is in dispute, its bounding box
# (west, south, east, north). An editorial list of ours, each entry with what the dispute is
# about: longer is safer, since a dashed line claims less than a solid one.
DISPUTED: tuple[tuple[str, str, Box], ...] = (
    ("Ukraine", "Russia", (32.0, 44.0, 36.9, 46.6)),  # Crimea
    ("Georgia", "Russia", (39.9, 42.4, 44.7, 43.7)),  # Abkhazia, South Ossetia
    ("India", "Pakistan", (73.0, 32.4, 78.5, 37.2)),  # Kashmir: the line of control
    ("India", "China", ANYWHERE),  # Aksai Chin, Arunachal Pradesh: the line of actual control
    ("India", "Nepal", (80.0, 29.8, 81.1, 30.6)),  # Kalapani
    ("Pakistan", "China", ANYWHERE),  # Shaksgam valley, claimed by India
    ("Afghanistan", "Pakistan", ANYWHERE),  # the Durand line
    ("Bhutan", "China", ANYWHERE),  # not delimited
    ("Siachen Glacier", "India", ANYWHERE),
    ("Siachen Glacier", "Pakistan", ANYWHERE),
    ("Siachen Glacier", "China", ANYWHERE),
    ("Thailand", "Cambodia", ANYWHERE),  # Preah Vihear and other stretches
    ("South Korea", "North Korea", ANYWHERE),  # the armistice line
    ("Israel", "Palestine", ANYWHERE),
    ("Israel", "Syria", ANYWHERE),  # Golan
    ("Israel", "Lebanon", ANYWHERE),  # the blue line of withdrawal
    ("Cyprus", "N. Cyprus", ANYWHERE),  # the buffer zone
    ("Armenia", "Azerbaijan", ANYWHERE),  # not delimited
    ("Serbia", "Kosovo", ANYWHERE),
    ("Croatia", "Serbia", ANYWHERE),  # along the Danube
    ("Morocco", "W. Sahara", ANYWHERE),
    ("W. Sahara", "Mauritania", ANYWHERE),
    ("W. Sahara", "Algeria", ANYWHERE),
    ("Sudan", "S. Sudan", ANYWHERE),  # Abyei and other stretches
    ("Sudan", "Egypt", ANYWHERE),  # Halaib
    ("Sudan", "Ethiopia", (35.5, 12.6, 36.8, 14.4)),  # Fashaga
    ("Kenya", "S. Sudan", ANYWHERE),  # Ilemi
    ("Somalia", "Somaliland", ANYWHERE),
    ("Ethiopia", "Somalia", ANYWHERE),  # a provisional line
    ("Ethiopia", "Eritrea", ANYWHERE),  # Badme: decided, not demarcated
    ("Eritrea", "Djibouti", ANYWHERE),  # Doumeira
    ("Malawi", "Tanzania", ANYWHERE),  # in the lake
    ("Guyana", "Venezuela", ANYWHERE),  # Essequibo
    ("Guyana", "Suriname", ANYWHERE),  # New River triangle
    ("Belize", "Guatemala", ANYWHERE),
    ("Argentina", "Chile", (-73.9, -50.8, -72.8, -48.7)),  # Southern Patagonian ice field
)
NOTE = (
    "Borders and coasts: Natural Earth, 1:50m, simplified (public domain). They show who holds a territory as"
    " Natural Earth has it, take no side and settle nothing; borders that states dispute are dashed, by a"
    " list of our own, and no area is filled because of a claim."
)


def main(source: Path, target: Path) -> None:
    """Read world-atlas TopoJSON from ``source`` and write the backdrop to ``target``."""
    topology = json.loads(source.read_text(encoding="utf-8"))
    arcs = [_decoded(arc, topology["transform"]) for arc in topology["arcs"]]
    owners: dict[int, set[str]] = defaultdict(set)
    for country in topology["objects"]["countries"]["geometries"]:
        for ring in _rings(country):
            for arc in ring:
                owners[arc if arc >= 0 else ~arc].add(country["properties"]["name"])

    names = {name for found in owners.values() for name in found}
    together = [found for found in owners.values() if len(found) > 1]
    for one, other, _ in DISPUTED:
        if not {one, other} <= names or not any({one, other} <= found for found in together):
            print(f"no common border in the source: {one}, {other}")

    rings = [ring for ring in _rings(topology["objects"]["land"]["geometries"][0]) if _is_kept(ring, arcs)]
    coasts = sorted({arc if arc >= 0 else ~arc for ring in rings for arc in ring})
    number = {arc: position for position, arc in enumerate(coasts)}
    lines = [arcs[arc] for arc in coasts]
    borders: list[int] = []
    disputed: list[int] = []
    for arc, names in sorted(owners.items()):
        if len(names) > 1:
            for stretch, in_dispute in _stretches(names, arcs[arc]):
                (disputed if in_dispute else borders).append(len(lines))
                lines.append(stretch)

    backdrop = {
        "source": "Natural Earth 4.1.0, 1:50m, by way of the npm package world-atlas 2.0.2",
        "licence": "public domain",
        "note": NOTE,
        "units_per_degree": UNITS_PER_DEGREE,
        "arcs": [_encoded(line) for line in lines],
        "land": [[number[arc] if arc >= 0 else ~number[~arc] for arc in ring] for ring in rings],
        "borders": borders,
        "disputed": disputed,
    }
    target.write_text(
        json.dumps(backdrop, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8"
    )
    print(f"{target}: {target.stat().st_size:,} bytes, {len(lines)} arcs, {len(disputed)} of them disputed")


def _decoded(arc: list[list[int]], transform: dict[str, list[float]]) -> list[Point]:
    """An arc in degrees: TopoJSON stores quantized differences."""
    (x_scale, y_scale), (x_shift, y_shift) = transform["scale"], transform["translate"]
    points, x, y = [], 0, 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * x_scale + x_shift, y * y_scale + y_shift))
    return points


def _encoded(points: list[Point]) -> list[int]:
    """An arc simplified and as whole-number differences: x, y, dx, dy, dx, dy …"""
    line = LineString(points).simplify(TOLERANCE_DEGREES, preserve_topology=False)
    numbers: list[int] = []
    before_x = before_y = 0
    for index, (longitude, latitude) in enumerate(line.coords):
        x, y = round(longitude * UNITS_PER_DEGREE), round(latitude * UNITS_PER_DEGREE)
        last = index == len(line.coords) - 1
        if index == 0 or last or (x, y) != (before_x, before_y):
            numbers += [x - before_x, y - before_y]
            before_x, before_y = x, y
    return numbers


def _rings(geometry: dict[str, Any]) -> Iterator[list[int]]:
    """The outer and inner rings of a TopoJSON geometry, each a list of arc numbers."""
    match geometry["type"]:
        case "Polygon":
            yield from geometry["arcs"]
        case "MultiPolygon":
            for polygon in geometry["arcs"]:
                yield from polygon
        case "GeometryCollection":
            for part in geometry["geometries"]:
                yield from _rings(part)


def _is_kept(ring: list[int], arcs: list[list[Point]]) -> bool:
    points = [point for arc in ring for point in (arcs[arc] if arc >= 0 else arcs[~arc][::-1])]
    if all(latitude < SOUTHERNMOST_DEGREES for _, latitude in points):
        return False
    return bool(Polygon(points).area >= SMALLEST_RING_SQUARE_DEGREES)


def _stretches(names: set[str], points: list[Point]) -> Iterator[tuple[list[Point], bool]]:
    """A border cut where it enters or leaves a disputed stretch, each piece with whether it is disputed."""
    boxes = [box for one, other, box in DISPUTED if {one, other} <= names]
    inside = [
        any(west <= x <= east and south <= y <= north for west, south, east, north in boxes)
        for x, y in points
    ]
    first = 0
    for index in range(1, len(points)):
        if inside[index] != inside[first]:
            yield points[first : index + 1], inside[first]
            first = index
    if first < len(points) - 1:
        yield points[first:], inside[first]


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
