"""A country or a division beside the city called after it: "Mexico" where the text names Mexico City too."""

from geoclaims.places.names import fold
from geoclaims.places.resolve_candidates import Candidate, Group
from geoclaims.places.resolve_context import Context

CALLED_OTHERWISE_WEIGHT = -8.0
"""Against the city under the bare name where the text tells the two apart: as much as it gains by being near
to itself."""


def states(context: Context) -> int:
    """Weigh the city of a bare name down where the text calls it "… City" elsewhere."""
    named = {fold(group.surface): group for group in context.groups}
    touched = 0
    for group in context.groups:
        called = named.get(f"{fold(group.surface)} city")
        if called is None:
            continue
        cities = {
            c.entry.place.id for c in called.candidates if c.entry.name_kind in ("primary", "alternate")
        }
        of_country = any(
            c.entry.place.feature == "country" and c.entry.name_kind == "primary" for c in group.candidates
        )
        for candidate in group.candidates:
            division = of_country and candidate.entry.place.feature in ("admin1", "admin2")
            if division or (candidate.entry.place.id in cities and _has_state(group, candidate)):
                candidate.weight += CALLED_OTHERWISE_WEIGHT
                touched += 1
    return touched


def _has_state(group: Group, city: Candidate) -> bool:
    """Whether the country or the division of the city bears the name as its own."""
    return any(
        c.entry.name_kind == "primary"
        and c.entry.place.country == city.entry.place.country
        and (
            c.entry.place.feature == "country"
            or (c.entry.place.feature == "admin1" and c.entry.admin1_id == city.entry.admin1_id)
        )
        for c in group.candidates
    )
