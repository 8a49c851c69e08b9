"""Names that no gazetteer lists and the tagger passed by or took for persons, though they can only be places.

A front line runs through villages that no list has. What is captured, what people flee from, what
something happens in, and what stands in a list of places is a place: it will be *not found*, and
an analyst will see it, which is better than an event without any place.
"""

from collections.abc import Iterator, Mapping, Sequence

from geoclaims.language.names_features import is_common, name_class
from geoclaims.places.recognize_contested import is_act, is_conquered, is_held, is_moved_to
from geoclaims.places.recognize_reading import ALWAYS_PLACES, Found, Reading
from geoclaims.places.recognize_tagged import is_person
from geoclaims.places.recognize_words import cue_words, war_words
from geoclaims.places.resolve_words import after_whole_names

_LONGEST_NAME = 3
_SHORTEST_LETTERS = 3
_LIST_MARKS = (",", "and", "or", "&")
_ENDS = (".", ",", ";", ":", "!", "?", ")")
_LOCATING = frozenset(("in", "near", "at", "outside", "inside", "around"))


def capitalized_names(reading: Reading) -> list[tuple[int, int]]:
    """Stretches of capitalized words, half-open token bounds, that are no longer than a name of a place."""
    found = []
    for first, last in reading.capital_runs:
        capitals = [i for i in range(first, last) if reading.is_capital(i) and _is_like_name(reading, i)]
        if capitals and len(capitals) <= _LONGEST_NAME and first == capitals[0] and last == capitals[-1] + 1:
            found.append((first, last))
    return found


def unlisted_places(reading: Reading, names: Sequence[tuple[int, int]], taken: set[int]) -> Iterator[Found]:
    """Of the names those that the words before them make places; ``taken`` are the tokens of toponyms."""
    annotation = reading.annotation
    for first, last in names:
        if not taken.isdisjoint(range(first, last)):
            continue
        said = (
            is_moved_to(annotation, first)
            or is_act(annotation, first)
            or (first not in reading.label and is_held(annotation, last))
            or _is_located(reading, first)
        )
        conquered = is_conquered(annotation, first) and first not in reading.label
        if ((said or conquered) and _may_be_place(reading, first, last)) or _is_mistaken(
            reading, first, last
        ):
            yield Found(first, last, None)


def listed_places(
    reading: Reading, names: Sequence[tuple[int, int]], taken: set[int], chosen: Mapping[int, Found]
) -> Iterator[Found]:
    """Of the names those in a list: "Oster, Kavune and Mirovka" with places on either side, or on one."""
    names = [(a, b) for a, b in names if taken.isdisjoint(range(a, b))]
    ends = {found.last for found in chosen.values() if found.kind not in ALWAYS_PLACES}
    starts = {found.first for found in chosen.values() if found.kind not in ALWAYS_PLACES}
    begins = {first for first, last in names if not _is_known_person(reading, first, last)}
    found: dict[int, Found] = {}
    for first, last in names:
        before = reading.word(first - 1)
        left = first - 2 if before != "," and reading.word(first - 2) == "," else first - 1
        if before in _LIST_MARKS and left in ends and _may_be_place(reading, first, last):
            following = _next_of_list(reading, last)
            goes_on = reading.word(last) == "and" and following in begins
            if following in starts or (
                (before != "," or goes_on) and not _is_known_person(reading, first, last)
            ):
                ends.add(last)
                found[first] = Found(first, last, None)
    starts.update(found)
    for first, last in reversed(names):
        before = reading.word(first - 1)
        opens = before in _LOCATING or (before == "," and reading.word(last) != ",")
        if first in found or not opens or _next_of_list(reading, last) not in starts:
            continue
        if _may_be_place(reading, first, last) and not _is_known_person(reading, first, last):
            starts.add(first)
            found[first] = Found(first, last, None)
    yield from found.values()


def _next_of_list(reading: Reading, last: int) -> int:
    """Where the next item of a list begins after a name that ends at ``last``; -1 if no list goes on."""
    index = last
    while reading.word(index) in _LIST_MARKS:
        index += 1
    return index + (reading.word(index) == "the") if index > last else -1


def _is_known_person(reading: Reading, first: int, last: int) -> bool:
    return any(name_class(reading.word(i)) for i in range(first, last))


def _may_be_place(reading: Reading, first: int, last: int) -> bool:
    """Whether the tagger says nothing of the name, or takes just it for a person whom no list knows."""
    opens = last - first > 1 and reading.word(first) in cue_words("name_openers")
    if (is_common(reading.word(first)) and not opens) or is_person(reading, first, last):
        return False
    labels = {reading.label[i] for i in range(first, last) if i in reading.label}
    if not labels:
        return True
    (name, *others) = labels
    return (
        not others
        and name.label == "PER"
        and reading.bounds[name] == (first, last)
        and not _is_known_person(reading, first, last)
        and reading.persons[name.text] < 2
        and name.text not in reading.family_names
    )


def _is_mistaken(reading: Reading, first: int, last: int) -> bool:
    """Whether what the tagger took for a person or a body is the object of a verb that has places alone.

    Nothing may follow that the name belongs to: "retook Jebel Moya in", but not "overran Wagner positions".
    """
    name = reading.label.get(first)
    if name is None or reading.bounds.get(name) != (first, last):
        return False
    following = reading.tokens[last] if last < len(reading.tokens) else None
    ends = following is None or following.text in _ENDS or following.lower in after_whole_names()
    verbs = war_words("never_of_persons" if name.label == "PER" else "only_of_places")
    return (
        ends
        and reading.word(first - 1) in verbs
        and name.text.lower() not in cue_words("bodies_like_places")
        and not any(reading.word(i) in cue_words("public_bodies") for i in range(first, last))
        and not any(map(is_common, map(reading.word, range(first, last))))
    )


def _is_located(reading: Reading, first: int) -> bool:
    """Whether something is in, at or near it."""
    if reading.word(first - 1) not in _LOCATING:
        return False
    return reading.word(first - 2) not in cue_words("states_of_mind")


def _is_like_name(reading: Reading, index: int) -> bool:
    text = reading.tokens.texts[index]
    return len(text) >= _SHORTEST_LETTERS and not text.isupper()
