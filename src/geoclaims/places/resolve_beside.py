"""Places that the text puts beside another: "Rivne, southwest of Orikhiv", "Rivne in the Orikhiv sector"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geoclaims.language import Annotation
from geoclaims.places.protocols import Entry, Mention
from geoclaims.places.resolve_candidates import Candidate, Group, add_reason, distance_km
from geoclaims.places.resolve_context import Context
from geoclaims.places.resolve_doubts import SURE_SHARE, is_known_city, is_small_town
from geoclaims.places.resolve_parents import joined_after, listed_before

PART_KM = 40.0
"""How far a quarter or a suburb can lie from the middle of its city; our own choice."""
NEAR_KM = 60.0
"""How far "near" and "outside" can reach, a county's width; our own choice."""
LOOSELY_NEAR_KM = 120.0
"""How far a city may lie that tells readers where a lesser-known town is; our own choice."""
DIRECTION_KM = 250.0
"""How far "west of" a city can reach: reports tell directions within a region; our own choice."""
FRONT_KM = 100.0
"""How far a "direction" or sector of a front, and "west of", reaches from a lesser town; our own choice."""
BESIDE_WEIGHT = 6.0
LOOSELY_BESIDE_WEIGHT = 3.0
"""For "none of these" where the one bearer of a name lies farther off a city than "near" reaches."""
NOT_BESIDE_WEIGHT = 15.0
"""The text's own word against a namesake elsewhere, whatever else speaks for it."""
NOT_BESIDE_CITY_WEIGHT = 6.0
"""The same for large towns, told of loosely where no distance is given: "Mosul, north of Baghdad"."""
_SURE_OF_OTHER = 0.8
"""The least share of the place beside which something is missed."""
_FRONT = re.compile(
    r"\s+(?:operational\s+)?(?:direction|sector|axis|front(?:[ -]?line)?)\b(?!\s+of\b)", re.IGNORECASE
)
_ORIENTED = re.compile(r"\b((?:north|south)?-?(?:east|west)\s+of|(?:north|south)\s+of)\s+$", re.IGNORECASE)
_LONGEST_ORIENTATION = 20
_OPENING = re.compile(
    r"(?:(?:just|further)\s+)?(?:(?:north|south)?-?(?:east|west)|north|south)\s+of\s+", re.IGNORECASE
)
_KM_OF_UNIT = {"k": 1.0, "m": 1.609}
_ABOUT = 1.5
_SLACK_KM = 20.0

_GAP = re.compile(
    r"""^(?:\s+(?:area|district|neighbou?rhood|suburb|quarter|locality|camp|village|town))?,?\s+
    (?:an?\s+(?:village|town|settlement|hamlet|city|community),?\s+)?
    (?:(?:which\s+is|located|lying|situated)\s+)?
    (?:(?:just|about|some|around|roughly|approximately)\s+)?
    (?:(?P<number>\d{1,4})\s*-?(?P<unit>k(?:m|ms|ilomet(?:er|re)s?)|mi(?:les?)?)\s+)?
    (?:away\s+)?(?:to\s+the\s+)?
    (?:
        (?P<direction>(?:north|south)?-?(?:east|west)|north|south)\s+(?:of|from)
      | (?P<near>near|outside|close\s+to|next\s+to|not\s+far\s+from|on\s+the\s+outskirts\s+of)
      | (?P<away>from)
      | (?P<part>quarter\s+of|an?\s+(?:quarter|neighbou?rhood|suburb)\s+of)
    )\s+
    (?:the\s+)?(?:(?:city|town|village|settlement)\s+of\s+)?$""",
    re.VERBOSE | re.IGNORECASE,
)
_LONGEST_GAP = 70


@dataclass(frozen=True, slots=True)
class Beside:
    """Mention ``child`` is said to lie within ``most_km`` of mention ``other`` (indices), in these words."""

    child: int
    other: int
    most_km: float
    words: str
    by_front: bool = False
    """Said of a whole passage, in which a large town elsewhere may be named too."""
    measured: bool = True
    """Whether a distance or a front bounds it: "north of Baghdad" alone may be half a country away."""


def beside(context: Context) -> int:
    """Weigh candidates by how far they lie from a place that the text puts them beside."""
    touched = 0
    for said in beside_in(context.annotation, context.mentions):
        child = context.groups[context.group_of[said.child]]
        beside_group = context.groups[context.group_of[said.other]]
        other = beside_group.best
        if (
            other is None
            or other.entry.place.feature not in ("city", "village", "admin2", "facility")
            or child.best is None
            or child.best.entry.place.feature not in ("city", "village", "admin2", "facility")
            or (said.by_front and not is_small_town(child.best.entry))
        ):
            continue
        if other.share < SURE_SHARE:  # which of its name it is, is open
            if said.most_km <= NEAR_KM and not _any_near(child, beside_group):
                child.none_weight += NOT_BESIDE_WEIGHT
                child.reasons.append(f"no place of this name is known '{said.words}'")
                touched += 1
            continue
        touched += 1
        reach = said.most_km if said.measured or is_known_city(other.entry) else min(said.most_km, FRONT_KM)
        near = [c for c in child.candidates if distance_km(c.entry, other.entry) <= reach]
        nearest = min((distance_km(c.entry, other.entry) for c in near), default=0.0)
        for candidate in near:
            farther = (distance_km(candidate.entry, other.entry) - nearest) / reach
            candidate.weight += BESIDE_WEIGHT * (1.0 - farther)
            add_reason(candidate, f"beside: '{said.words}'")
        if not (near or said.measured) and said.most_km <= NEAR_KM:
            near = _loosely_near(child, other.entry)
            for candidate in near:
                child.none_weight += LOOSELY_BESIDE_WEIGHT
                km = distance_km(candidate.entry, other.entry)
                add_reason(candidate, f"loosely beside ({km:.0f} km): '{said.words}'")
        if not near and (other.share >= _SURE_OF_OTHER or not _any_near(child, beside_group)):
            is_local = (
                said.measured
                or said.most_km <= NEAR_KM
                or is_small_town(other.entry)
                or is_small_town(child.best.entry)
            )
            child.none_weight += NOT_BESIDE_WEIGHT if is_local else NOT_BESIDE_CITY_WEIGHT
            child.reasons.append(f"no place of this name is known '{said.words}'")
    return touched


def _any_near(child: Group, other: Group) -> bool:
    """Whether any bearer of one name lies where the other is, whichever of its bearers that be."""
    return any(
        distance_km(inner.entry, outer.entry) <= (LOOSELY_NEAR_KM if is_known_city(outer.entry) else NEAR_KM)
        for outer in other.candidates
        for inner in child.candidates
    )


def _loosely_near(child: Group, city: Entry) -> list[Candidate]:
    """The one bearer of a name in a town's country, or one in a city's division, not much farther off."""
    bearers = [c for c in child.candidates if c.entry.place.country == city.place.country]
    if len(bearers) > 1 and is_known_city(city):
        towns = [c for c in bearers if c.entry.place.feature == "city"]
        bearers = [c for c in towns if c.entry.admin1_id == city.admin1_id]
    if len(bearers) != 1 or distance_km(bearers[0].entry, city) > LOOSELY_NEAR_KM:
        return []
    return bearers


def beside_in(annotation: Annotation, mentions: Sequence[Mention]) -> Iterator[Beside]:
    """The pairs of mentions that the text puts near each other."""
    yield from _by_words_between(annotation.text, mentions)
    yield from _by_front(annotation, mentions)
    yield from _by_opening(annotation, mentions)


def _by_words_between(text: str, mentions: Sequence[Mention]) -> Iterator[Beside]:
    """Neighbouring mentions that the words between them put near each other."""
    for index in range(len(mentions) - 1):
        left, right = mentions[index], mentions[index + 1]
        if right.start - left.end > _LONGEST_GAP or left.use == "demonym" or right.use == "demonym":
            continue
        found = _GAP.match(text[left.end : right.start])
        if found is None:
            continue
        number = found["number"]
        oriented = _ORIENTED.search(text, max(0, left.start - _LONGEST_ORIENTATION), left.start)
        if found["near"] and oriented:  # "west of Orikhiv near Stepove and Kamianske"
            words = f"{oriented[1]} {left.text}"
            for child in (index + 1, *joined_after(text, mentions, index + 1)):
                yield Beside(child, index, DIRECTION_KM, words, measured=False)
            continue
        if number is not None:
            most_km = float(number) * _KM_OF_UNIT[found["unit"][0].lower()] * _ABOUT + _SLACK_KM
        elif found["away"] is not None:
            continue  # "moved from"
        elif found["part"] is not None:
            most_km = PART_KM
        else:
            most_km = DIRECTION_KM if found["direction"] else NEAR_KM
        words = " ".join(text[left.end : right.end].strip(" ,").split())
        for child in (index, *listed_before(text, mentions, index)):
            yield Beside(child, index + 1, most_km, words, measured=bool(number or found["part"]))


def _by_front(annotation: Annotation, mentions: Sequence[Mention]) -> Iterator[Beside]:
    """What follows "in the Orikhiv direction" in its paragraph, up to the next such words.

    What stands before the first of them in its sentence, too: "near Rivne in the Orikhiv sector".
    """
    text = annotation.text
    front: tuple[int, str, int] | None = None
    for index, mention in enumerate(mentions):
        sentence = annotation.sentence_at(mention.start)
        if sentence is None or mention.use != "literal":
            continue
        named = _FRONT.match(text, mention.end)
        if named is not None:
            words = " ".join(text[mention.start : named.end()].split())
            is_first = front is None or mentions[front[0]].start < sentence.start
            front = index, words, sentence.paragraph
            for earlier in range(index - 1, -1, -1):
                if not is_first or mentions[earlier].start < sentence.start:
                    break
                if mentions[earlier].use == "literal":
                    yield Beside(earlier, index, FRONT_KM, words, by_front=True)
        elif front is not None and front[2] == sentence.paragraph:
            yield Beside(index, front[0], FRONT_KM, front[1], by_front=True)


def _by_opening(annotation: Annotation, mentions: Sequence[Mention]) -> Iterator[Beside]:
    """What follows "South of Huliaipole, …" in its sentence."""
    text = annotation.text
    for index, mention in enumerate(mentions):
        if text[mention.end : mention.end + 1] != "," or text[mention.start - 3 : mention.start] != "of ":
            continue
        sentence = annotation.sentence_at(mention.start)
        if sentence is None or not _OPENING.fullmatch(text, sentence.start, mention.start):
            continue
        words = text[sentence.start : mention.end]
        for later in range(index + 1, len(mentions)):
            if mentions[later].start >= sentence.end:
                break
            if mentions[later].use == "literal":
                yield Beside(later, index, DIRECTION_KM, words, by_front=True, measured=False)
