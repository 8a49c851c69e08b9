"""Places that the text puts beside another: "Rivne, southwest of Orikhiv", "Rivne in the Orikhiv sector"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geoclaims.language import Annotation
from geoclaims.places.protocols import Mention
from geoclaims.places.resolve_parents import listed_before

NEAR_KM = 60.0
"""How far "near" and "outside" can reach, a county's width; our own choice."""
DIRECTION_KM = 250.0
"""How far "west of" can reach: reports tell directions within a region; our own choice."""
FRONT_KM = 100.0
"""How far a "direction" or sector of a front reaches from the town it is named for; our own choice."""
_FRONT = re.compile(
    r"\s+(?:operational\s+)?(?:direction|sector|axis|front(?:[ -]?line)?)\b(?!\s+of\b)", re.IGNORECASE
)
_KM_OF_UNIT = {"k": 1.0, "m": 1.609}
_ABOUT = 1.5
_SLACK_KM = 20.0

_GAP = re.compile(
    r"""^,?\s+
    (?:an?\s+(?:village|town|settlement|hamlet|city|community),?\s+)?
    (?:(?:which\s+is|located|lying|situated)\s+)?
    (?:(?:just|about|some|around|roughly|approximately)\s+)?
    (?:(?P<number>\d{1,4})\s*-?(?P<unit>k(?:m|ms|ilomet(?:er|re)s?)|mi(?:les?)?)\s+)?
    (?:away\s+)?(?:to\s+the\s+)?
    (?:
        (?P<direction>(?:north|south)?-?(?:east|west)|north|south)\s+(?:of|from)
      | (?P<near>near|outside|close\s+to|next\s+to|not\s+far\s+from|on\s+the\s+outskirts\s+of)
      | (?P<away>from)
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


def beside_in(annotation: Annotation, mentions: Sequence[Mention]) -> Iterator[Beside]:
    """The pairs of mentions that the text puts near each other."""
    yield from _by_words_between(annotation.text, mentions)
    yield from _by_front(annotation, mentions)


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
        if number is not None:
            most_km = float(number) * _KM_OF_UNIT[found["unit"][0].lower()] * _ABOUT + _SLACK_KM
        elif found["away"] is not None:
            continue  # "moved from"
        else:
            most_km = DIRECTION_KM if found["direction"] else NEAR_KM
        words = " ".join(text[left.end : right.end].strip(" ,").split())
        for child in (index, *listed_before(text, mentions, index)):
            yield Beside(child, index + 1, most_km, words, measured=number is not None)


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
