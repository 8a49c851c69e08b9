"""The heads of wire stories: "GOMA, March 3 (Wire) - …"."""

import re
from collections.abc import Sequence

from geoclaims.language.annotation import Dateline, Paragraph
from geoclaims.language.words import word_list

_PLACE = r"[^\W\d_][\w.'’\-]*(?:[ ][^\W\d_][\w.'’\-]*){0,3}"
_MONTH = "(?:" + "|".join(sorted(word_list("months"), key=len, reverse=True)) + r")\.?"
_DATE = rf"(?i:{_MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH})(?:,?\s+\d{{4}})?"
_DATELINE = re.compile(
    rf"(?P<place>{_PLACE})(?:\s*[,/]\s*(?P<region>{_PLACE}))?"
    rf"(?P<date>,\s*{_DATE})?(?P<agency>\s*\([^()\n]{{2,40}}\))?\s*(?P<dash>--?|–|—|:)\s"
)


def find_datelines(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Dateline, ...]:
    """The datelines that open paragraphs.

    A place in capitals and a dash are enough; one in ordinary letters needs a date or an
    agency in brackets too, so that "Ankara: 12 killed" stays a headline.
    """
    found = []
    for paragraph in paragraphs:
        match = _DATELINE.match(text, paragraph.start, paragraph.end)
        if match and _is_dateline(match):
            found.append(Dateline(match.start(), match.end(), match.start("place"), match.end("place")))
    return tuple(found)


def _is_dateline(match: re.Match[str]) -> bool:
    place = match["place"]
    if match["date"] or match["agency"]:
        return place[0].isupper()
    return place.isupper() and len(place) > 2 and match["dash"] != ":"
