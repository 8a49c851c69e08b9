"""Districts and neighbourhoods that the text itself puts in a town: "Kherson's Dniprovskyi district".

Many towns have a Shevchenkivskyi or a Hamdaniyah, and a gazetteer knows that of the largest: a pin there
would be in another town altogether.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from geoclaims.places.resolve_candidates import Group, add_reason, distance_km, lies_in
from geoclaims.places.resolve_context import Context
from geoclaims.places.resolve_words import resolution_words

PART_WEIGHT = 4.0
NOT_IN_TOWN_WEIGHT = -20.0
PART_KM = 40.0
"""How far a part may be from the centre of its town; our own choice."""
_LARGER_THAN_PARTS = 500_000
"""A district of a city hardly has more people; our own choice."""
_MUCH_LARGER = 2
_MOST_HOLDERS = 8
_LONGEST_NOUN = 16
_TOWNS = ("city", "village")


@dataclass(frozen=True, slots=True)
class TownPart:
    """Mention ``part`` is called a part of mention ``town`` (indices), in these words."""

    part: int
    town: int
    noun: str
    words: str
    either: bool = False
    """Said by "of", which has the part on either side: "the Jobar district of Damascus", "the Damascus
    suburb of Jobar"."""


def town_parts(context: Context) -> int:
    """Weigh a part of a town down where it lies in another first-order division, and up near the town."""
    touched = 0
    for said in town_parts_in(context):
        part, town = (context.groups[context.group_of[index]] for index in (said.part, said.town))
        if part is town:
            continue
        near = [
            (inner, holder)
            for holder in town.candidates[:_MOST_HOLDERS]
            for inner in part.candidates[:_MOST_HOLDERS]
            if holder.entry.place.feature in _TOWNS
            and inner.entry.place.feature in _TOWNS
            and distance_km(inner.entry, holder.entry) <= PART_KM
        ]
        if near:
            for candidate in {id(candidate): candidate for pair in near for candidate in pair}.values():
                candidate.weight += PART_WEIGHT
                add_reason(candidate, f"part of a town: '{said.words}'")
            if said.noun != "district":  # Bucha is a suburb of Kyiv, not of the oblast
                for candidate in (*part.candidates, *town.candidates):
                    if candidate.entry.place.feature == "admin1":
                        candidate.weight += NOT_IN_TOWN_WEIGHT
        else:
            sides = _sides(said.noun, part, town) if said.either else (part, town)
            if sides is not None:
                _weigh_down(*sides, said.words)
        touched += 1
    return touched


def town_parts_in(context: Context) -> Iterator[TownPart]:
    """What the text calls a part of a town that it names."""
    text, mentions = context.annotation.text, context.mentions
    nouns = resolution_words("parts_of_towns")
    for index, part in enumerate(mentions):
        following = text[part.end : part.end + _LONGEST_NOUN].split(None, 1)[:1]
        noun = following[0].strip(".,;:").lower() if following else ""
        if noun not in nouns:
            continue
        before = text[mentions[index - 1].end : part.start].split() if index else []
        after = text[part.end : mentions[index + 1].start].split() if index + 1 < len(mentions) else []
        if len(after) == 2 and after[1] in ("of", "in"):
            words = f"{part.text} {' '.join(after)} {mentions[index + 1].text}"
            yield TownPart(index, index + 1, noun, words, either=after[1] == "of")
        elif before in (["'s"], ["’s"]):
            yield TownPart(index, index - 1, noun, f"{mentions[index - 1].text}{before[0]} {part.text}")
        elif before in ([","], [",", "the"]) and _opens_with(context, index - 1):
            yield TownPart(index, index - 1, noun, f"In {mentions[index - 1].text}, {part.text}")


def _opens_with(context: Context, index: int) -> bool:
    """Whether a sentence opens with "In" and the mention."""
    start = context.mentions[index].start
    sentence = context.annotation.sentence_at(start)
    return sentence is not None and context.annotation.text[sentence.start : start].strip().lower() == "in"


def _sides(noun: str, first: Group, second: Group) -> tuple[Group, Group] | None:
    """Which of "the X district of Y" is the part and which the town; None where that is open.

    A district stands mostly before its town, but for a capital or a large city; otherwise the much larger
    of the two is the town.
    """
    people, of_second = (_people(group) for group in (first, second))
    is_capital = first.best is not None and first.best.entry.capital_of is not None
    if is_capital or people >= _LARGER_THAN_PARTS:
        return second, first
    if noun == "district" or of_second > _MUCH_LARGER * people:
        return first, second
    return (second, first) if people > _MUCH_LARGER * of_second else None


def _people(group: Group) -> int:
    return (group.best.entry.place.population or 0) if group.best is not None else 0


def _weigh_down(part: Group, town: Group, words: str) -> None:
    """Give up the candidates outside the town's division, but none in it: "the Pishin district of Quetta"."""
    if town.best is None or town.best.entry.place.feature not in _TOWNS or _lies_in_division(part, town):
        return
    divisions = {
        c.entry.admin1_id for c in town.candidates[:_MOST_HOLDERS] if c.entry.place.feature in _TOWNS
    }
    outside = [c for c in part.candidates if c.entry.admin1_id is None or c.entry.admin1_id not in divisions]
    for candidate in outside:
        candidate.weight += NOT_IN_TOWN_WEIGHT
    if outside and len(outside) == len(part.candidates):
        part.reasons.append(f"no place of this name is known '{words}'")


def _lies_in_division(part: Group, town: Group) -> bool:
    """Whether the division of the town's name holds it: "the Lyman district of Donetsk"."""
    return any(
        lies_in(inner.entry, holder.entry)
        for holder in town.candidates[:_MOST_HOLDERS]
        for inner in part.candidates
    )
