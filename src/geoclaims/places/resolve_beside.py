"""Places that the text puts beside another: "Rivne, southwest of Orikhiv", "Tella, 12 km from Adré"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geoclaims.places.protocols import Mention
from geoclaims.places.resolve_parents import listed_before

NEAR_KM = 60.0
"""How far "near" and "outside" can reach, a county's width; our own choice."""
DIRECTION_KM = 250.0
"""How far "west of" can reach: reports tell directions within a region; our own choice."""
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


def beside_in(text: str, mentions: Sequence[Mention]) -> Iterator[Beside]:
    """The pairs of neighbouring mentions that the words between them put near each other."""
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
        yield Beside(index, index + 1, most_km, words)
        for other in listed_before(text, mentions, index):
            yield Beside(other, index + 1, most_km, words)
