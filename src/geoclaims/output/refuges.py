"""Which places of a claim are refuges: small places where displaced people are said to be.

A place they reached, or one they shelter, hide or stay in, whatever the claim is about: the
sentence that tells of a strike may tell where a family hides from the next one.
"""

import re
from collections.abc import Iterator

from geoclaims.model import Claim, ClaimPlace

_WIDE = frozenset({"country", "admin1", "admin2", "region", "continent", "water", "mountain"})
_CROWD = 100_000
"""A town of this many hides people by itself; its name gives nobody away."""
_NEAR = 300
"""Characters before a name in which its people may stand; a hostile sentence can be a megabyte."""
_PEOPLE = (
    r"\b(?:civilians?|displaced|evacuees?|famil(?:y|ies)|refugees?|residents?|villagers?|women|children|people"
    r"|mothers?|relatives|survivors?|witness(?:es)?|patients?|pupils|students?|worshippers|elders|girls?|boys?"
    r"|men|wom[ae]n|farmers?|households|hundreds|thousands|dozens|scores|others|many|some|those|she|he|they"
    r"|we|i)\b"
)
_SHELTER = (
    r"\b(?:shelter(?:s|ed|ing)?|(?:took|taken|taking|found|find|sought|seek|seeking)\s+(?:refuge|shelter)"
    r"|hid(?:es?|ing|den)?|staying|housed|hosted|taken\s+in)\b"
)
_SHELTERED_IN = re.compile(
    rf"{_PEOPLE}[^.;:]*?{_SHELTER}[^.;:,]{{0,50}}?\b(?:in|at|near|outside)\s+(?:the\s+)?(?:\w+\s+of\s+)?$",
    re.I,
)
_REFUGE_TAKEN = re.compile(
    r"\b(?:sheltering|(?:took|taken|found|sought)\s+(?:refuge|shelter))\b[^.;:,]{0,50}?"
    r"\b(?:in|at|near|outside)\s+(?:the\s+)?(?:\w+\s+of\s+)?$",
    re.I,
)
_HOSTING = re.compile(
    r"\s+(?:now\s+|also\s+|already\s+)?(?:hosts?|hosted|houses|housed|shelters?|sheltered|has\s+taken\s+in"
    rf"|have\s+taken\s+in|is\s+sheltering|are\s+sheltering)\b[^.;:]{{0,60}}?{_PEOPLE}",
    re.I,
)
_NAMED = re.compile(
    r"\b(?:in|at|near|outside)\s+(?:the\s+)?(?:[a-z]+\s+of\s+)?"
    r"(?P<name>[^\W\d_a-z][\w'’-]+(?:[ -][^\W\d_a-z][\w'’-]+)*)"
)


def refuges(claim: Claim) -> tuple[ClaimPlace, ...]:
    """The places of the claim that are refuges and small, or of unknown size."""
    return tuple(place for place in claim.places if _is_small(place) and _is_reached(claim, place))


def unlisted_refuges(claim: Claim) -> Iterator[tuple[int, int]]:
    """Spans of names after "sheltering in" that are no places of the claim: their size is unknown."""
    known = [(place.start - claim.start, place.end - claim.start) for place in claim.places]
    for found in _NAMED.finditer(claim.text):
        first, last = found.span("name")
        if not any(start < last and first < end for start, end in known) and _sheltered(claim, first, last):
            yield claim.start + first, claim.start + last


def _is_small(place: ClaimPlace) -> bool:
    known = place.place
    return known is None or (known.feature not in _WIDE and (known.population or 0) < _CROWD)


def _is_reached(claim: Claim, place: ClaimPlace) -> bool:
    if claim.event.type == "displacement" and place.role == "destination":
        return True
    return claim.start <= place.start < claim.end and _sheltered(
        claim, place.start - claim.start, place.end - claim.start
    )


def _sheltered(claim: Claim, start: int, end: int) -> bool:
    before = claim.text[max(0, start - _NEAR) : start]
    return bool(
        _SHELTERED_IN.search(before) or _REFUGE_TAKEN.search(before) or _HOSTING.match(claim.text, end)
    )
