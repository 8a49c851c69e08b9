"""Where words beside a place name move it to: "southern part of Dimitrov", "15 km west of Vuhledar"."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from geoclaims.language import Annotation
from geoclaims.model import Place, Relation, Toponym
from geoclaims.places import relations_shapes as shapes
from geoclaims.places import relations_words as words
from geoclaims.vocabulary import RelationKind

MOST_CHARACTERS = 110
NEAR_M = 10_000
"""How far "near" reaches: the distance at which a settlement's neighbours begin, our own choice."""
FRONT_M = 25_000
"""How far a town's "direction" on a front reaches: half the way between such towns, our own choice."""
_LONGEST_GAP = 35
_SETTLEMENTS = ("city", "village", "facility", "other")
_STATES = ("country", "continent")


@dataclass(frozen=True, slots=True)
class _Stated:
    """What words at ``[start, end)`` of the text state of some place."""

    kind: RelationKind
    start: int
    end: int
    degrees: float | None = None
    distance: words.Distance | None = None
    reach_m: float = NEAR_M


def relate(annotation: Annotation, toponyms: Sequence[Toponym]) -> tuple[Toponym, ...]:
    """The toponyms, with a relation where the words beside (or between) them state one.

    The relation's geometry is a GeoJSON Polygon in EPSG:4326; its ``lat``/``lon`` and
    ``uncertainty_m`` (metres) are a circle that holds the shape. A place that is not
    resolved gets the words without a shape.
    """
    text = annotation.text
    found: dict[int, Relation] = {}
    for index, toponym in enumerate(toponyms):
        if toponym.use == "demonym" or index in found:
            continue
        pair = _paired(text, toponyms, index)
        if pair is not None:
            found[index] = found[index + 1] = pair
            continue
        stated = _before(annotation, toponyms, index)
        closer = _after(annotation, toponyms, index) if stated is None or stated.kind == "near" else None
        if closer is not None:  # "near the Syria border"
            found[index] = _relation(text, closer, toponym.place)
        elif stated is not None:
            for place_of in (index, *_joined(text, toponyms, index)):
                found[place_of] = _relation(text, stated, toponyms[place_of].place)
    moved = {i: relation for i, relation in found.items() if toponyms[i].use != "metonym"}
    return tuple(replace(t, relation=moved[i]) if i in moved else t for i, t in enumerate(toponyms))


def _before(annotation: Annotation, toponyms: Sequence[Toponym], index: int) -> _Stated | None:
    """What the words before a name state."""
    toponym, text = toponyms[index], annotation.text
    sentence = annotation.sentence_at(toponym.start)
    low = max(sentence.start if sentence else 0, toponym.start - MOST_CHARACTERS)
    for earlier in (toponyms[i] for i in range(index - 1, -1, -1)):
        if earlier.end <= low:
            break
        if earlier.use != "demonym" and not _owns(text, earlier, toponym):
            low = earlier.end
            break
    before = text[low : toponym.start]
    if not words.may_move(before):
        return None
    for rule in words.rules_before(before):
        match = rule.pattern.search(before)
        if match is not None:
            stated = _stated(rule, match, low)
            if stated.kind == "part" and stated.degrees is not None and _is_one_of_two(before, match):
                return None
            return replace(stated, end=low + len(before[: match.end()].rstrip()))
    return None


def _is_one_of_two(before: str, match: re.Match[str]) -> bool:
    return words.ANOTHER.search(before[: match.start("direction")]) is not None


def _owns(text: str, owner: Toponym, owned: Toponym) -> bool:
    """Whether the one name is but the possessor of the other: "Congo's Goma", "the Rwandan city of"."""
    return text[owner.end : owned.start] in ("'s ", "’s ")


def _after(annotation: Annotation, toponyms: Sequence[Toponym], index: int) -> _Stated | None:
    """What the words after a name state: "Beirut's southern suburbs", "in the Lyman direction"."""
    toponym, text = toponyms[index], annotation.text
    high = toponyms[index + 1].start if index + 1 < len(toponyms) else len(text)
    after = text[toponym.end : min(high, toponym.end + MOST_CHARACTERS)]
    for rule in words.AFTER:
        match = rule.pattern.match(after)
        if match is not None:
            stated = _stated(rule, match, toponym.end)
            start, end = match.span("words")
            return replace(stated, start=toponym.end + start, end=toponym.end + end)
    front = words.FRONT.match(after)
    if front is not None and words.IN_THE.search(text[max(0, toponym.start - 12) : toponym.start]):
        start, end = front.span("words")
        return _Stated("near", toponym.end + start, toponym.end + end, reach_m=FRONT_M)
    return None


def _stated(rule: words.Rule, match: re.Match[str], offset: int) -> _Stated:
    groups = match.groupdict()
    distance = words.distance_of(groups)
    return _Stated(
        rule.kind,
        offset + match.start(),
        offset + match.end(),
        words.degrees_of(groups.get("direction"), groups.get("letters")),
        distance,
        float(distance.metres) if distance is not None else NEAR_M,
    )


def _relation(text: str, stated: _Stated, place: Place | None) -> Relation:
    degrees, distance = stated.degrees, stated.distance
    shape = None
    if place is not None:
        make: dict[RelationKind, Callable[[], shapes.Shape]] = {
            "part": lambda: shapes.part(place, degrees),
            "distance": lambda: shapes.at_distance(
                place,
                distance.metres if distance else NEAR_M,
                degrees,
                slack_m=distance.slack_m if distance else 0.0,
                at_most=distance is not None and distance.at_most,
            ),
            "direction": lambda: shapes.towards(place, degrees),
            "near": lambda: shapes.around(place, stated.reach_m),
            "outskirts": lambda: shapes.outskirts(place, degrees),
            "border": lambda: shapes.outskirts(place, degrees),
        }
        shape = make[stated.kind]()
    return _made(text, stated, shape)


def _made(text: str, stated: _Stated, shape: shapes.Shape | None) -> Relation:
    degrees = stated.degrees
    return Relation(
        kind=stated.kind,
        text=text[stated.start : stated.end],
        start=stated.start,
        end=stated.end,
        bearing=words.COMPASS[int(degrees / 22.5)] if degrees is not None else None,
        distance_m=stated.distance.metres if stated.distance else None,
        lat=shape.lat if shape else None,
        lon=shape.lon if shape else None,
        uncertainty_m=shape.uncertainty_m if shape else None,
        geometry=shape.geometry if shape else None,
    )


def _joined(text: str, toponyms: Sequence[Toponym], index: int) -> Iterator[int]:
    """The names that share the words before the first: "near Sake, Minova and Goma".

    They are of one kind, and the list ends before a new clause ("near Goma and Sake was quiet").
    """
    last, closed = index, index
    for other in range(index + 1, len(toponyms)):
        mark = words.LIST_MARK.fullmatch(text, toponyms[other - 1].end, toponyms[other].start)
        if mark is None or toponyms[other].use != "literal" or not _alike(toponyms[index], toponyms[other]):
            break
        last = other
        if mark["mark"] != "," and words.ENDS_LIST.match(text, toponyms[other].end):
            closed = last
            break
    yield from range(index + 1, closed + 1)


def _alike(one: Toponym, other: Toponym) -> bool:
    """Whether both are settlements, or neither; an unresolved name is taken for one."""
    return _is_settlement(one) == _is_settlement(other)


def _is_settlement(toponym: Toponym) -> bool:
    return toponym.place is None or toponym.place.feature in _SETTLEMENTS


def _paired(text: str, toponyms: Sequence[Toponym], index: int) -> Relation | None:
    """ "between A and B", "the A–B road", "the road from A to B", "the A-B border"."""
    if index + 1 >= len(toponyms):
        return None
    first, second = toponyms[index], toponyms[index + 1]
    if first.use != "literal" or second.use != "literal" or second.start - first.end > _LONGEST_GAP:
        return None
    low = max(0, first.start - MOST_CHARACTERS, toponyms[index - 1].end if index else 0)
    before = text[low : first.start]
    stated = (
        _between(text, before, first, second)
        or _along(text, before, first, second)
        or _from_to(text, before, first, second)
    )
    if stated is None:
        return None
    shape = None
    if first.place is not None and second.place is not None:
        shape = shapes.corridor(first.place, second.place)
    return _made(text, stated, shape)


def _between(text: str, before: str, first: Toponym, second: Toponym) -> _Stated | None:
    """What lies between two places; two countries are mostly the parties of what is between them."""
    joined = words.AND.fullmatch(text, first.end, second.start)
    opened = words.BETWEEN.search(before) if joined else None
    if opened is None:
        return None
    states = all(t.place is not None and t.place.feature in _STATES for t in (first, second))
    if states and not words.LINE_BETWEEN.search(before[: opened.start()]):
        return None
    return _Stated("between", first.start - len(before) + opened.start(), _stripped(text, second.start))


def _along(text: str, before: str, first: Toponym, second: Toponym) -> _Stated | None:
    """ "along the Goma–Bukavu road", "on the Iran-Iraq border"."""
    if not words.HYPHEN.fullmatch(text, first.end, second.start):
        return None
    road, border = words.ROAD.match(text, second.end), words.BORDER.match(text, second.end)
    named = road or border
    if named is None:
        return None
    opened = words.ALONG.search(before)
    start = first.start - len(before) + opened.start() if opened else first.start
    return _Stated("along" if road else "border", start, named.end())


def _from_to(text: str, before: str, first: Toponym, second: Toponym) -> _Stated | None:
    """ "the road from Goma to Bukavu"."""
    joined = words.TO.fullmatch(text, first.end, second.start)
    opened = words.ROAD_FROM.search(before) if joined else None
    if opened is None:
        return None
    return _Stated("along", first.start - len(before) + opened.start(), _stripped(text, second.start))


def _stripped(text: str, end: int) -> int:
    while end and text[end - 1].isspace():
        end -= 1
    return end
