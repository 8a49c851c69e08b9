"""Where a text itself says what a place lies in: "Wilmington, Delaware", "Krasnoarmeysk in Donetsk"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from geoclaims.language import Annotation
from geoclaims.places.protocols import Mention
from geoclaims.places.resolve_words import features_after, resolution_words

MOST_WORDS_BETWEEN = 9
_ARTICLES = ("the", "a", "an")
_LONGEST_LIST = 12
"""Names that one parent is carried over to: no report lists more villages before it says where they are."""
_DIVISIONS = frozenset({"region", "oblast", "province", "state", "governorate", "department", "prefecture"})
_LONGEST_NOUN = 15
_LISTS = ([","], ["and"], [",", "and"], ["or"])
_ELSEWHERE = (["from"], ["to"], ["toward"], ["towards"], ["into"])
"""Before a place that what happens "in Kharkiv region" comes from or goes to."""
_CONTAINED = ("in", "inside", "of", "within")


@dataclass(frozen=True, slots=True)
class Parent:
    """Mention ``child`` is said to lie in mention ``parent`` (indices), in these words.

    ``strong`` where the form says nothing else ("X, Y"); a weak one ("X in Y") may also
    tell where somebody acts.
    """

    child: int
    parent: int
    words: str
    strong: bool
    opening: bool = False
    """Said once for all of a sentence: "In Kharkiv region, …"."""


def parents_in(annotation: Annotation, mentions: Sequence[Mention]) -> Iterator[Parent]:
    """The parents that the mentions of one sentence name for each other."""
    yield from _by_neighbours(annotation, mentions)
    yield from _by_opening(annotation, mentions)


def _by_neighbours(annotation: Annotation, mentions: Sequence[Mention]) -> Iterator[Parent]:
    """The parents of mentions that stand beside each other, or in a list beside it."""
    text = annotation.text
    inside: Parent | None = None
    inside_in = False
    for index in range(len(mentions) - 1):
        left, right = mentions[index], mentions[index + 1]
        gap = text[left.end : right.start]
        if len(gap) > 60 or "\n\n" in gap:
            continue
        words = gap.replace(",", " , ").replace("(", " ( ").replace(":", " : ").split()
        if len(words) > MOST_WORDS_BETWEEN:
            continue
        lower = [w.lower() for w in words]
        named_division = lower[:1] != [] and lower[0] in features_after() and left.use != "demonym"
        lower = lower[named_division:]
        # "Near Homs, Russian aircraft …": a people acts, and holds nothing that is named before it.
        if right.use != "demonym" and _left_in_right(lower):
            strong = _without_directions(lower) in ([","], ["("], ["of"]) or lower[0] == "in"
            # "in Dorsk and Vostrov regions": in one of them, while "X, Dorsk, and Y" starts anew
            others = joined_after(text, mentions, index + 1) if lower[-1] in _CONTAINED else ()
            strong = strong and not others
            parents = text[right.start : mentions[others[-1] if others else index + 1].end]
            found = Parent(index, index + 1, f"{gap.strip(' ,(')} {parents}".strip(), strong)
            yield found
            listed = tuple(listed_before(text, mentions, index))  # "Oster, Lupin and Marek in Dorsk"
            for child, parent in product((index, *listed), (index + 1, *others)):
                if (child, parent) != (index, index + 1):
                    yield Parent(child, parent, found.words, False)
            chained = (named_division or inside_in) and inside is not None and inside.parent == index
            if strong and chained and inside is not None:
                words_of_chain = f"{inside.words} {found.words}"
                yield Parent(inside.child, index + 1, words_of_chain, True)  # "Lere, Timbuktu region, Mali"
            inside, inside_in = (found if strong else None), lower[0] == "in"
        elif lower == [":"] and left.use == "literal":  # "Dorsk region: Oster, Lupin"
            for other in _of_line(text, mentions, index + 1):
                yield Parent(other, index, f"{left.text}{gap}".strip(), False)
        elif right.use == "literal" and _right_in_left(lower, left):
            yield Parent(index + 1, index, (left.text + " " + gap.strip()).strip(), lower != [])


def _by_opening(annotation: Annotation, mentions: Sequence[Mention]) -> Iterator[Parent]:
    """What follows "In Kharkiv region, …" in its sentence, up to the next division."""
    text = annotation.text
    for index, mention in enumerate(mentions):
        if not _is_division(text, mention) or mention.use != "literal":
            continue
        sentence = annotation.sentence_at(mention.start)
        if sentence is None or text[sentence.start : mention.start].lower() not in (
            "in ",
            "in the ",
            "across ",
        ):
            continue
        words = f"{text[sentence.start : mention.end]} {_following(text, mention)}"
        for later in range(index + 1, len(mentions)):
            if mentions[later].start >= sentence.end or _is_division(text, mentions[later]):
                break
            before = text[max(0, mentions[later].start - _LONGEST_NOUN) : mentions[later].start].split()
            if mentions[later].use == "literal" and before[-1:] not in _ELSEWHERE:
                yield Parent(later, index, words, False, opening=True)


def _is_division(text: str, mention: Mention) -> bool:
    """Whether the mention is called a division: "Kharkiv region"."""
    return _following(text, mention).lower() in _DIVISIONS


def _following(text: str, mention: Mention) -> str:
    return (text[mention.end : mention.end + _LONGEST_NOUN].split(None, 1) or [""])[0].strip(",.")


def listed_before(text: str, mentions: Sequence[Mention], index: int) -> Iterator[int]:
    """The literal mentions that only commas and "and" part from the one at ``index``, nearest first."""
    for item in range(index - 1, max(-1, index - 1 - _LONGEST_LIST), -1):
        gap = text[mentions[item].end : mentions[item + 1].start].split()
        if not is_list_gap(gap) or mentions[item].use != "literal":
            return
        yield item


def is_list_gap(words: Sequence[str]) -> bool:
    """Whether only a comma, "and" or "or" parts two names."""
    return list(words) in _LISTS


def joined_after(text: str, mentions: Sequence[Mention], index: int) -> tuple[int, ...]:
    """The mentions that a list ended by "and" or "or" joins to the one at ``index``."""
    for item in range(index + 1, min(len(mentions), index + 1 + _LONGEST_LIST)):
        gap = text[mentions[item - 1].end : mentions[item].start].split()
        if not is_list_gap(gap):
            break
        if gap != [","]:
            following = text[mentions[item].end : mentions[item].end + _LONGEST_NOUN].split(None, 1)[:1]
            # "Oster in Dorsk and Lupin in Arvonia": the second begins a pair of its own
            return () if following and following[0] in _CONTAINED else tuple(range(index + 1, item + 1))
    return ()


def _of_line(text: str, mentions: Sequence[Mention], index: int) -> Iterator[int]:
    """The literal mentions from the one at ``index`` to the end of its line."""
    start = mentions[index].start
    for item in range(index, min(len(mentions), index + _LONGEST_LIST)):
        if "\n" in text[start : mentions[item].start]:
            return
        if mentions[item].use == "literal":
            yield item


def _left_in_right(words: Sequence[str]) -> bool:
    rest = _without_directions(words)
    if rest in ([","], ["("], ["in"], ["within"], ["inside"], ["of"], [",", "in"]):
        return True
    # ", a city in", ", the capital of", ", a town of 3,000 people in"
    return (
        len(rest) >= 3
        and rest[0] == ","
        and rest[-1] in _CONTAINED
        and any(w in resolution_words("settlements") for w in rest)
        and rest.count(",") == 1
        and not any(w.endswith(("ed", "ing")) for w in rest[1:])
    )


def _without_directions(words: Sequence[str]) -> list[str]:
    """The words but articles and directions: ", northern" says no less than ","."""
    return [w for w in words if w not in _ARTICLES and w not in resolution_words("directions")]


def _right_in_left(words: Sequence[str], left: Mention) -> bool:
    if words and words[0] in ("'s", "’s"):
        rest = [
            w
            for w in words[1:]
            if w not in resolution_words("directions") and w not in ("largest", "second", "main", "of")
        ]
        return all(w in resolution_words("settlements") for w in rest)
    if left.use in ("demonym", "metonym") or words:
        rest = [
            w
            for w in words
            if w not in resolution_words("directions") and w not in ("of", "border", "coastal", "frontline")
        ]
        return bool(rest) and all(w in resolution_words("settlements") for w in rest)
    return False
