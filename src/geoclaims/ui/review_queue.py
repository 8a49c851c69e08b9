"""Which claims an analyst should look at first, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from geoclaims.model import Claim
from geoclaims.store_corrections import Corrected

Reason = Literal["ambiguous", "unfound", "doubtful", "unsourced", "no_place"]
REASONS: dict[Reason, str] = {
    "ambiguous": "place ambiguous",
    "unfound": "place not found",
    "doubtful": "place doubtful",
    "unsourced": "no source given",
    "no_place": "no place named",
}
DOUBTFUL_BELOW = 0.6
"""The score in 0–1 below which a placed name is worth a look."""


@dataclass(frozen=True, slots=True)
class Item:
    """A claim in the queue, with every reason for it to be there; without any, it is only unreviewed."""

    claim: Claim
    reasons: tuple[Reason, ...]


def review_queue(
    claims: Iterable[Claim], corrected: Corrected, wanted: Sequence[Reason], *, reviewed: bool
) -> list[Item]:
    """The claims to look at in the texts' order; ``wanted`` leaves those with one of these reasons.

    ``reviewed`` keeps the claims that were accepted already.
    """
    items = [Item(c, reasons(c)) for c in claims if reviewed or c.id not in corrected.accepted]
    return [item for item in items if not wanted or set(wanted) & set(item.reasons)]


def reasons(claim: Claim) -> tuple[Reason, ...]:
    """Why a claim deserves a look."""
    found: list[Reason] = []
    places = claim.drawn_places
    if any(place.status == "ambiguous" for place in places):
        found.append("ambiguous")
    if any(place.status == "not_found" for place in places):
        found.append("unfound")
    if any(place.place is not None and place.score < DOUBTFUL_BELOW for place in places):
        found.append("doubtful")
    if claim.attribution.kind in ("publisher", "unspecified"):
        found.append("unsourced")
    if not places:
        found.append("no_place")
    return tuple(found)
