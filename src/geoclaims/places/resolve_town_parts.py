"""Districts and neighbourhoods that the text itself puts in a town: "Kherson's Dniprovskyi district".

Many towns have a Shevchenkivskyi or a Hamdaniyah, and a gazetteer knows that of the largest: a pin there
would be in another town altogether.
"""

from collections.abc import Iterator

from geoclaims.places.resolve_candidates import Group, add_reason, distance_km, lies_in
from geoclaims.places.resolve_context import Context
from geoclaims.places.resolve_words import resolution_words

PART_WEIGHT = 4.0
NOT_IN_TOWN_WEIGHT = -20.0
PART_KM = 40.0
"""How far a part may be from the centre of its town; our own choice."""
_MOST_HOLDERS = 8
_LONGEST_NOUN = 16
_TOWNS = ("city", "village")


def town_parts(context: Context) -> int:
    """Weigh a part of a town down where it lies in another first-order division, and up near the town."""
    touched = 0
    for index, town_index, words in _parts(context):
        part, town = (context.groups[context.group_of[i]] for i in (index, town_index))
        if part is town or town.best is None or town.best.entry.place.feature not in _TOWNS:
            continue
        towns = [c for c in town.candidates[:_MOST_HOLDERS] if c.entry.place.feature in _TOWNS]
        near = [
            (inner, holder)
            for holder in towns
            for inner in part.candidates
            if distance_km(inner.entry, holder.entry) <= PART_KM
        ]
        if near:
            for inner in {id(inner): inner for inner, _ in near}.values():
                inner.weight += PART_WEIGHT
                add_reason(inner, f"part of a town: '{words}'")
            for holder in {id(holder): holder for _, holder in near}.values():
                holder.weight += PART_WEIGHT
                add_reason(holder, f"holds {part.surface}")
        elif not _lies_in_division(part, town):
            _weigh_down(part, {holder.entry.admin1_id for holder in towns} - {None}, words)
        touched += 1
    return touched


def _weigh_down(part: Group, divisions: set[str | None], words: str) -> None:
    """Give up the candidates outside the town's division, but none in it: "the Pishin district of Quetta"."""
    outside = [candidate for candidate in part.candidates if candidate.entry.admin1_id not in divisions]
    for candidate in outside:
        candidate.weight += NOT_IN_TOWN_WEIGHT
    if outside and len(outside) == len(part.candidates):
        part.reasons.append(f"no place of this name is known '{words}'")


def _parts(context: Context) -> Iterator[tuple[int, int, str]]:
    """The mentions called parts of a town, with the mention of that town and the words that say so."""
    text, mentions = context.annotation.text, context.mentions
    nouns = resolution_words("parts_of_towns")
    for index, part in enumerate(mentions):
        following = text[part.end : part.end + _LONGEST_NOUN].split(None, 1)[:1]
        if not following or following[0].strip(".,;:").lower() not in nouns:
            continue
        before = text[mentions[index - 1].end : part.start].split() if index else []
        after = text[part.end : mentions[index + 1].start].split() if index + 1 < len(mentions) else []
        if len(after) == 2 and after[1] in ("of", "in"):  # "the Maru district of Oster"
            yield index, index + 1, f"{part.text} {' '.join(after)} {mentions[index + 1].text}"
        elif before in (["'s"], ["’s"]):
            yield index, index - 1, f"{mentions[index - 1].text}{before[0]} {part.text}"
        elif before in ([","], [",", "the"]) and _opens_with(context, index - 1):
            yield index, index - 1, f"In {mentions[index - 1].text}, {part.text}"


def _opens_with(context: Context, index: int) -> bool:
    """Whether a sentence opens with "In" and the mention."""
    start = context.mentions[index].start
    sentence = context.annotation.sentence_at(start)
    return sentence is not None and context.annotation.text[sentence.start : start].strip().lower() == "in"


def _lies_in_division(part: Group, town: Group) -> bool:
    """Whether the division of the town's name holds it: "the Lyman district of Donetsk"."""
    return any(
        lies_in(inner.entry, holder.entry)
        for holder in town.candidates[:_MOST_HOLDERS]
        for inner in part.candidates
    )
