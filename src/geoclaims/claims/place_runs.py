"""Place names that stand together: which are coordinated, and which lie in which."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from geoclaims.claims.clauses import own_clause_behind
from geoclaims.claims.reading import Reading
from geoclaims.claims.triggers import context, is_trigger_word
from geoclaims.vocabulary import Feature

_LARGER: tuple[Feature, ...] = ("country", "admin1", "admin2", "region", "continent")

_TIMES_OF_DAY = frozenset(("morning", "afternoon", "evening", "night", "dawn", "dusk", "noon", "midnight"))

_FARTHEST_CARRYING = 9
"""Tokens from "taken" to the town of the hospital: "taken by ambulance to a nearby hospital in Arvol"."""


@dataclass(frozen=True, slots=True)
class PlaceRun:
    """Place names that stand together: "Arvol in Besk and Corin in Dule".

    ``groups`` holds for each coordinated place its toponym and the larger ones it lies in.
    """

    first: int
    last: int
    groups: tuple[tuple[int, ...], ...]
    preposition: str


def usable_toponyms(
    reading: Reading, first: int, last: int, excluded: Collection[tuple[int, int]]
) -> list[tuple[int, int, int]]:
    """Toponyms between two tokens that can be where something happened: (index, first, last token).

    Left out are demonyms and metonyms, datelines, and those within the character bounds
    ``excluded`` (sources and cues).
    """
    found: list[tuple[int, int, int]] = []
    for at in range(first, last):
        index = reading.toponym_of[at]
        if index < 0 or (at > first and reading.toponym_of[at - 1] == index):
            continue
        place = reading.toponyms[index]
        if not (place.use == "literal" or names_land(reading, at)) or any(
            a <= place.start < b for a, b in excluded
        ):
            continue
        if any(line.start <= place.start < line.end for line in reading.annotation.datelines):
            continue
        stop = at + 1
        while stop < last and reading.toponym_of[stop] == index:
            stop += 1
        if _qualifies(reading, index, stop) or _names_unit(reading, at, stop):
            continue
        if _received_hurt(reading, at, stop):
            continue
        found.append((index, at, stop))
    return found


def _received_hurt(reading: Reading, first: int, last: int) -> bool:
    """Where the hurt and the dead were taken: "rushed to Arvol hospital", "taken to a hospital in Arvol"."""
    words, houses = reading.words, context("houses_of_hurt")
    opening = max(0, first - _FARTHEST_CARRYING)
    if not houses.isdisjoint(words[last - 1 : last + 1]):
        to = first - 1 if words[first - 1] != "the" else first - 2
    elif first > 1 and words[first - 1] in ("in", "at") and words[first - 2] in houses:
        to = next((at for at in range(first - 2, opening, -1) if words[at] in ("to", "into")), -1)
    else:
        return False
    if to < 1 or words[to] not in ("to", "into", "at") or _goes_on(words, last):
        return False
    carried = range(max(opening, to - 3), to)
    at = next((at for at in carried if words[at] in context("carries")), -1)
    return at > 0 and not context("hurt").isdisjoint(words[max(0, at - _FARTHEST_CARRYING) : at + 2])


def _goes_on(words: Sequence[str], last: int) -> bool:
    """ "taken to Arvol hospital, which was hit": what follows happened there."""
    following = words[last : last + 3]
    return any(a == "," and b in ("which", "where") for a, b in pairwise(following))


def names_land(reading: Reading, at: int) -> bool:
    """ "Polish airspace", "Lebanese soil": the country itself."""
    return reading.words[at + 1 : at + 2] in (["airspace"], ["territory"], ["soil"], ["waters"])


def _qualifies(reading: Reading, index: int, stop: int) -> bool:
    """A country before a noun says whose that is: "a U.S. base", "at U.S. request"."""
    place = reading.toponyms[index].place
    if place is None or place.feature != "country" or stop >= len(reading.words):
        return False
    if reading.tags[stop] == "-":
        return reading.tokens[stop].start == reading.tokens[stop - 1].end  # "U.S.-led"
    word = reading.words[stop]
    if reading.tags[stop] != "N" or word in (
        "last",
        "early",
        "late",
        "next",
        "airspace",
        "territory",
        "soil",
    ):
        return False
    text = reading.tokens[stop].text
    return word not in _TIMES_OF_DAY and (not text[0].isupper() or (len(text) > 3 and text.isupper()))


def _names_unit(reading: Reading, first: int, last: int) -> bool:
    """A place alone in quotation marks behind or before a noun: the OTU "Donetsk", the "Azov" brigade."""
    if first < 2 or last >= len(reading.words) or reading.tags[first - 1] != "Q" or reading.tags[last] != "Q":
        return False
    before = reading.tags[first - 2] in "NM" and reading.words[first - 2] not in context("places")
    return before or reading.tags[last + 1 : last + 2] == ["N"]


def place_runs(reading: Reading, usable: Sequence[tuple[int, int, int]], floor: int) -> list[PlaceRun]:
    """The usable toponyms gathered into runs of coordinated places with their parents."""
    runs: list[PlaceRun] = []
    groups: list[list[int]] = []
    begin = end = -1
    for index, first, last in usable:
        if _lies_around_unlisted(reading, first) or _owns_unlisted(reading, index, last):
            continue
        relation = _relation(reading, groups, end, index, first, last) if groups else None
        if relation == "parent":
            groups[-1].append(index)
        elif relation == "owner":  # "Syria's Idlib province"
            groups[-1].insert(0, index)
        elif relation == "and":
            groups.append([index])
        else:
            if groups:
                runs.append(
                    PlaceRun(begin, end, tuple(map(tuple, groups)), _preposition(reading, begin, floor))
                )
            groups, begin = [[index]], first
        end = last
    if groups:
        runs.append(PlaceRun(begin, end, tuple(map(tuple, groups)), _preposition(reading, begin, floor)))
    return runs


def _lies_around_unlisted(reading: Reading, first: int) -> bool:
    """ "… and Qwerty in Arvol": Arvol is the larger place of a name that no gazetteer knows."""
    if first < 3 or reading.words[first - 1] != "in" or reading.tags[first - 2] != "M":
        return False
    at = first - 2
    while at > 0 and reading.tags[at] in "M-":
        if reading.toponym_of[at] >= 0:
            return False
        at -= 1
    return reading.words[at] in ("and", "of", "near") and (
        reading.words[at] != "and" or reading.toponym_of[at - 1] >= 0
    )


def _owns_unlisted(reading: Reading, index: int, last: int) -> bool:
    """ "Tigray's Qwerty": the larger place of a name that no gazetteer knows."""
    place = reading.toponyms[index].place
    return (
        place is not None
        and place.feature in _LARGER
        and reading.tags[last : last + 2] == ["'", "M"]
        and reading.toponym_of[last + 1] < 0
        and reading.words[last - 2 : last - 1] == ["in"]
    )


def _relation(
    reading: Reading, groups: Sequence[Sequence[int]], end: int, index: int, first: int, last: int
) -> str | None:
    """How the toponym at ``first`` follows the one that ended at ``end``."""
    between = list(reading.words[end:first])
    tags = reading.tags[end:first]
    if not between or len(between) > 9 or any(is_trigger_word(word) for word in between):
        return None
    before = reading.toponyms[groups[-1][0]]
    place = reading.toponyms[index]
    if before.text == place.text:
        return None
    if [*tags] == ["'"]:
        larger = before.place is not None and before.place.feature in _LARGER
        return "owner" if larger and before.use == "literal" else None
    between, tags = _past_time(between, tags)
    if (
        between[0] in (",", "(")
        and all(
            tag in "DNM.-" or word in ("in", "of") for tag, word in zip(tags[1:], between[1:], strict=True)
        )
        and len(between) <= 5
    ):
        listed = len(groups) > 1 or _list_follows(reading, last)
        if "," in between[1:]:
            return None
        larger = place.place is not None and place.place.feature in _LARGER
        smaller_before = before.place is not None and before.place.feature in _LARGER
        if larger and not smaller_before:
            return "parent"
        if place.place is None and not listed and before.place is None:
            return "parent"
        if (
            not larger
            and place.place is not None
            and before.place is not None
            and not listed
            and place.place.admin1 == before.place.admin1
            and place.place.country == before.place.country
            and reading.words[last : last + 1] == [","]
        ):
            return "parent"
        return "and"
    if between[0] in ("in", "of") and all(tag in "DNMP-" for tag in tags[1:]):
        return "parent"
    if between[0] in ("and", "&", "or") or (
        len(between) > 1 and between[0] == "," and between[1] in ("and", "or")
    ):
        rest = tags[1:] if between[0] in ("and", "&", "or") else tags[2:]
        words = between[1:]
        if _opens_own_clause(reading, tags, last):
            return None  # "in X, and in Y police fired tear gas"
        if all(
            tag in "DNMG-P#" or word == "one"
            for tag, word in zip(rest, words[len(words) - len(rest) :], strict=True)
        ) and not any(word in ("from", "to", "into") for word in words):
            return "and"
    # nouns between: "Bakhmut district of Donetsk"
    if all(tag in "NM-" for tag in tags[:-1]) and between[-1] in ("of", "in") and len(between) <= 4:
        return "parent"
    if (
        all(tag in "NM-" or word in ("of", "in", "the") for tag, word in zip(tags, between, strict=True))
        and ("of" in between or "in" in between)
        and len(between) <= 6
    ):
        return "parent"
    return None


def _opens_own_clause(reading: Reading, tags: Sequence[str], last: int) -> bool:
    """Whether the place behind "and in" is fronted to a subject and a verb of its own."""
    return (
        tags[-1] == "P"
        and own_clause_behind(reading, last, len(reading.words))
        and reading.tags[last] in "DNRM#"
    )


def _past_time(between: list[str], tags: Sequence[str]) -> tuple[list[str], Sequence[str]]:
    """Without the day behind the first of two coordinated places: "X in January and Y in February"."""
    joint = next((at for at, word in enumerate(between) if word in ("and", ",")), 0)
    timed = joint > 0 and all(tag in "PDT#N" for tag in tags[:joint]) and "T" in tags[:joint]
    return (between[joint:], tags[joint:]) if timed else (between, tags)


def _list_follows(reading: Reading, last: int) -> bool:
    """Whether "and" and another place come soon: "A, B and C" is a list."""
    for at in range(last, min(last + 6, len(reading.words))):
        if reading.words[at] in ("and", "or"):
            return any(reading.toponym_of[i] >= 0 for i in range(at + 1, min(at + 4, len(reading.words))))
        if reading.tags[at] in "VAE":
            return False
    return False


def _preposition(reading: Reading, first: int, floor: int) -> str:
    """The preposition a place depends on, past articles and nouns: "in the town of X", "" for none."""
    at = first - 1
    while at >= floor and (reading.tags[at] in "DNM#'-TQ"):
        at -= 1
    nearest = reading.words[at] if at >= floor and reading.tags[at] in "PO" else ""
    if nearest == "of" and at - 1 >= floor:
        outer = _preposition(reading, at, floor)
        return outer or "of"
    return nearest


def cut_at(run: PlaceRun, first: int, last: int) -> PlaceRun:
    """The run, ending before a trigger that begins within it: "the Rafah | crossing remained closed"."""
    return replace(run, last=first) if run.first < first < run.last < last else run


def is_entered(reading: Reading, into: PlaceRun, beside: PlaceRun) -> bool:
    """Whether a place on the map says where a country was entered: "into Chad near Adre"."""
    country, town = (reading.toponyms[run.groups[0][0]].place for run in (into, beside))
    entered = country is not None and country.feature == "country" and town is not None
    return entered and beside.preposition == "near" and into.last + 1 == beside.first


def in_country(beside: PlaceRun, into: PlaceRun) -> PlaceRun:
    """The place beside which a country was entered, with the country for its parent and in its role."""
    groups = tuple((*group, *into.groups[0]) for group in beside.groups)
    return replace(beside, preposition=into.preposition, groups=groups)
