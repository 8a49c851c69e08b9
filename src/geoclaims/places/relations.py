"""Where words around a place name move it to: "southern part of Dimitrov", "15 km west of Vuhledar"."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from geoclaims.language import Annotation
from geoclaims.model import Place, Relation, Toponym
from geoclaims.places import relations_shapes as shapes
from geoclaims.vocabulary import RelationKind

_BEARINGS = {
    "north": 0.0, "northern": 0.0, "northeast": 45.0, "north-east": 45.0, "northeastern": 45.0,
    "north-eastern": 45.0, "east": 90.0, "eastern": 90.0, "southeast": 135.0, "south-east": 135.0,
    "southeastern": 135.0, "south-eastern": 135.0, "south": 180.0, "southern": 180.0, "southwest": 225.0,
    "south-west": 225.0, "southwestern": 225.0, "south-western": 225.0, "west": 270.0, "western": 270.0,
    "northwest": 315.0, "north-west": 315.0, "northwestern": 315.0, "north-western": 315.0,
}  # fmt: skip
_COMPASS = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")
_DIRECTION = "(?P<direction>" + "|".join(sorted(_BEARINGS, key=len, reverse=True)) + ")"
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "a dozen": 12, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40,
    "fifty": 50, "a hundred": 100, "a": 1, "several": 5, "a few": 4, "some": 1,
}  # fmt: skip
_NUMBER = r"(?P<number>\d{1,4}(?:[.,]\d+)?|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + ")"
_UNITS_M = {
    "km": 1000.0,
    "kilomet": 1000.0,
    "mile": 1609.344,
    "mi": 1609.344,
    "metre": 1.0,
    "meter": 1.0,
    "m": 1.0,
}
_UNIT = r"(?P<unit>km|kms|kilometers?|kilometres?|miles?|mi|meters?|metres?|m)"
_ABOUT = r"(?:(?:about|around|some|roughly|nearly|approximately|just|over|less than|more than|only)\s+)?"
_THE = r"(?:the\s+)?"
_KIND_OF_PLACE = r"(?:(?:city|town|village|settlement|port|capital|region|province|district)\s+of\s+)?"
_PARTS = (
    r"(?:parts?|half|areas?|districts?|neighbou?rhoods?|quarters?"
    r"|side|sector|section|end|edge|fringes?|flank)"
)
_TAIL = rf"\s+{_THE}{_KIND_OF_PLACE}$"

_LAST_WORDS = frozenset(
    ("of", "from", "outside", "off", "to", "with", "near", "nearby", "around", *_BEARINGS)
)
"""One of these stands just before the place (or before "the city of") wherever there is a relation."""
_LONGEST_PAIR_GAP = len(" and the ")
MOST_CHARACTERS = 90
NEAR_M = 10_000
"""How far "near" reaches: the distance at which a settlement's neighbours begin, our own choice."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """A pattern that ends where a toponym begins, and what it makes of the place."""

    kind: RelationKind
    pattern: re.Pattern[str]


def _rule(kind: RelationKind, pattern: str) -> _Rule:
    return _Rule(kind, re.compile(rf"\b{pattern}", re.IGNORECASE))


_RULES = (
    _rule("distance", rf"{_ABOUT}{_NUMBER}\s*-?{_UNIT}\s+(?:to\s+the\s+)?{_DIRECTION}\s+(?:of|from){_TAIL}"),
    _rule("distance", rf"{_ABOUT}{_NUMBER}\s*-?{_UNIT}\s+(?:away\s+)?(?:from|outside|off){_TAIL}"),
    _rule("part", rf"{_DIRECTION}\s+{_PARTS}\s+of{_TAIL}"),
    _rule("outskirts", rf"(?:{_DIRECTION}\s+)?(?:outskirts|suburbs|approaches|periphery)\s+(?:of|to){_TAIL}"),
    _rule("border", rf"(?:on|along|near|at)?\s*{_THE}(?:{_DIRECTION}\s+)?border\s+(?:of|with){_TAIL}"),
    _rule("direction", rf"(?:just\s+)?(?:to\s+the\s+)?{_DIRECTION}\s+of{_TAIL}"),
    _rule("part", rf"(?:the\s+)?(?:cent(?:er|re)|heart|downtown|middle)\s+of{_TAIL}"),
    _rule("part", rf"\bin\s+{_THE}{_DIRECTION}{_TAIL}"),
    _rule("near", rf"(?:near(?:by)?|close\s+to|around|(?:just\s+)?outside(?:\s+of)?){_TAIL}"),
    _rule("near", rf"(?:in\s+the\s+vicinity\s+of|not\s+far\s+from){_TAIL}"),
)  # fmt: skip
_BETWEEN = re.compile(rf"\bbetween\s+{_THE}{_KIND_OF_PLACE}$", re.IGNORECASE)
_ALONG = re.compile(r"\b(?:along|on)\s+the\s+$", re.IGNORECASE)
_ROAD = re.compile(
    r"^\s*(?:road|highway|motorway|line|railway|axis|direction|front|route|corridor)\b", re.IGNORECASE
)
_PAIR = {"between": re.compile(r"^\s+and\s+(?:the\s+)?$"), "along": re.compile(r"^\s*[-–—]\s*$")}


def relate(annotation: Annotation, toponyms: Sequence[Toponym]) -> tuple[Toponym, ...]:
    """The toponyms, with a relation where the words before (or between) them state one.

    The relation's geometry is a GeoJSON Polygon in EPSG:4326; its ``lat``/``lon`` and
    ``uncertainty_m`` (metres) are a circle that holds the shape. A place that is not
    resolved gets the words without a shape.
    """
    found = list(toponyms)
    for index, toponym in enumerate(toponyms):
        if toponym.use == "demonym":
            continue
        pair = _paired(annotation.text, toponyms, index)
        relation = pair or _relation(annotation, toponym, toponyms[index - 1].end if index else 0)
        if relation is not None:
            found[index] = replace(toponym, relation=relation)
            if pair is not None:
                found[index + 1] = replace(toponyms[index + 1], relation=relation)
    return tuple(
        replace(t, relation=None) if t.relation is not None and t.use == "metonym" else t for t in found
    )


def _relation(annotation: Annotation, toponym: Toponym, after: int) -> Relation | None:
    sentence = annotation.sentence_at(toponym.start)
    low = max(sentence.start if sentence else 0, toponym.start - MOST_CHARACTERS, after)
    before = annotation.text[low : toponym.start]
    words = before.split()
    if not words or not any(word.lower() in _LAST_WORDS for word in words[-3:]):
        return None
    for rule in _RULES:
        match = rule.pattern.search(before)
        if match is None:
            continue
        start, end = low + match.start(), low + len(match.group().rstrip()) + match.start()
        return _shaped(rule.kind, match.groupdict(), annotation.text[start:end], start, end, toponym.place)
    return None


def _shaped(
    kind: RelationKind, groups: dict[str, str | None], text: str, start: int, end: int, place: Place | None
) -> Relation:
    direction = groups.get("direction")
    degrees = _BEARINGS[direction.lower()] if direction else None
    distance_m = _metres(groups.get("number"), groups.get("unit"))
    bearing = _COMPASS[int(degrees // 45)] if degrees is not None else None
    shape = None
    if place is not None:
        make: dict[RelationKind, Callable[[], shapes.Shape]] = {
            "part": lambda: shapes.part(place, degrees),
            "distance": lambda: shapes.at_distance(place, distance_m or NEAR_M, degrees),
            "direction": lambda: shapes.towards(place, degrees or 0.0),
            "near": lambda: shapes.around(place, NEAR_M),
            "outskirts": lambda: shapes.outskirts(place, degrees),
            "border": lambda: shapes.outskirts(place, degrees),
        }
        shape = make[kind]()
    return Relation(
        kind=kind,
        text=text,
        start=start,
        end=end,
        bearing=bearing,
        distance_m=distance_m,
        lat=shape.lat if shape else None,
        lon=shape.lon if shape else None,
        uncertainty_m=shape.uncertainty_m if shape else None,
        geometry=shape.geometry if shape else None,
    )


def _metres(number: str | None, unit: str | None) -> int | None:
    if not number or not unit:
        return None
    value = _NUMBERS.get(number.lower())
    amount = float(value) if value is not None else float(number.replace(",", "."))
    lower = unit.lower()
    for prefix, metres in _UNITS_M.items():
        if lower.startswith(prefix) and (len(prefix) > 2 or lower.rstrip("s") == prefix):
            return round(amount * metres)
    return None


def _paired(text: str, toponyms: Sequence[Toponym], index: int) -> Relation | None:
    """ "between A and B", "along the A–B road"."""
    if index + 1 >= len(toponyms):
        return None
    first, second = toponyms[index], toponyms[index + 1]
    if first.use != "literal" or second.use != "literal":
        return None
    gap = text[first.end : second.start]
    if len(gap) > _LONGEST_PAIR_GAP:
        return None
    before = text[max(0, first.start - 40) : first.start]
    kind: RelationKind
    opened = _BETWEEN.search(before)
    if opened and _PAIR["between"].match(gap):
        kind, end = "between", second.start
    else:
        opened = _ALONG.search(before)
        road = _ROAD.match(text[second.end : second.end + 20])
        if not (opened and road and _PAIR["along"].match(gap)):
            return None
        kind, end = "along", second.end + road.end()
    start = first.start - len(before) + opened.start()
    shape = None
    if first.place is not None and second.place is not None:
        shape = shapes.corridor(first.place, second.place)
    words = text[start:end].rstrip()
    return Relation(
        kind=kind, text=words, start=start, end=start + len(words), bearing=None, distance_m=None,
        lat=shape.lat if shape else None, lon=shape.lon if shape else None,
        uncertainty_m=shape.uncertainty_m if shape else None, geometry=shape.geometry if shape else None,
    )  # fmt: skip
