"""The pass of parents: where the text itself says what a place lies in."""

from geoclaims.places.resolve_candidates import Group, add_reason, lies_in
from geoclaims.places.resolve_context import Context
from geoclaims.places.resolve_doubts import is_small_town
from geoclaims.places.resolve_features import Expected
from geoclaims.places.resolve_forces import borders
from geoclaims.places.resolve_parents import Parent

PARENT_WEIGHT = 8.0
CHILD_WEIGHT = 4.0
NAMESAKE_OF_COUNTRY_WEIGHT = 5.0
"""For "Peru, Indiana", over what a country weighs before any context."""
NOT_IN_PARENT_WEIGHT = -11.0
NOT_AFTER_COMMA_WEIGHT = -6.0
DISPUTED_WEIGHT = 1.5
"""For "none of these", over what a large town weighs before any context; our own choice."""
_LARGER = frozenset({"country", "admin1", "region"})
_LONGEST_GAP = 40


def parents(context: Context) -> int:
    """Weigh candidates by the place that the text says they lie in."""
    touched = 0
    for parent in context.parents:
        child = context.groups[context.group_of[parent.child]]
        outer = context.groups[context.group_of[parent.parent]]
        is_country = any(c.entry.place.feature in ("country", "continent") for c in child.candidates[:1])
        if child is outer or (is_country and not (parent.strong and _is_division(outer))):
            continue
        pairs = [
            (inner, holder)
            for holder in outer.candidates[:8]
            if holder.entry.place.feature in ("country", "admin1", "admin2", "region", "continent")
            for inner in child.candidates
            if lies_in(inner.entry, holder.entry)
        ]
        if not pairs:
            surely_larger = _is_surely_larger(outer, context.expected[parent.parent])
            if (parent.strong or _is_town_of_opening(parent, child)) and not is_country and surely_larger:
                if _is_disputable(context, parent, child, outer):
                    child.none_weight += DISPUTED_WEIGHT
                    child.reasons.append(f"'{parent.words}': disputed, or none of these")
                    continue
                # A comma may part the items of a list, or two clauses ("struck Haifa, Iran said").
                of_division = _is_division(outer) and not _is_listed(context, parent)
                certain = parent.opening or of_division or not {"in", "of"}.isdisjoint(parent.words.split())
                for inner in child.candidates:
                    inner.weight += NOT_IN_PARENT_WEIGHT if certain else NOT_AFTER_COMMA_WEIGHT
                child.reasons.append(f"no place of this name is known '{parent.words}'")
                touched += 1
            continue
        touched += 1
        inside = {id(inner) for inner, _ in pairs}
        for inner in child.candidates:
            if id(inner) in inside:
                inner.weight += PARENT_WEIGHT if parent.strong else PARENT_WEIGHT / 2
                inner.weight += NAMESAKE_OF_COUNTRY_WEIGHT if is_country else 0.0
                add_reason(inner, f"parent: '{parent.words}'")
        for holder in {id(h): h for _, h in pairs}.values():
            holder.weight += CHILD_WEIGHT
            add_reason(holder, f"holds {child.surface}")
    return touched


def _is_town_of_opening(parent: Parent, child: Group) -> bool:
    """Whether a sentence that opens with "In Kharkiv region" names a town that may be a namesake."""
    return parent.opening and child.best is not None and is_small_town(child.best.entry)


def _is_disputable(context: Context, parent: Parent, child: Group, outer: Group) -> bool:
    """ "The Russian town of Horlivka" is Horlivka, whosoever it is: no gazetteer lacks a larger town.

    Only neighbours claim each other's towns: Palma of Mozambique is not the city in Spain.
    """
    if context.mentions[parent.parent].use != "demonym" or child.best is None or outer.best is None:
        return False
    town, claimant = child.best.entry, outer.best.entry.place.country
    return (
        not is_small_town(town)
        and parent.words.endswith((" city of", " town of"))
        and (parent.words.endswith(" city of") or town.place.country in borders().get(claimant or "", ()))
    )


def _is_listed(context: Context, parent: Parent) -> bool:
    """Whether a comma or "and" joins the pair to more names: "Homs, Syria and Lebanon"."""
    text, mentions = context.annotation.text, context.mentions
    before = text[mentions[parent.child - 1].end : mentions[parent.child].start] if parent.child else ""
    after = text[mentions[parent.parent].end :][:_LONGEST_GAP].split()[:1]
    return before.split()[-1:] in ([","], ["and"], ["or"]) or after in ([","], ["and"], ["or"])


def _is_division(outer: Group) -> bool:
    best = outer.best
    return best is not None and best.entry.place.feature == "admin1"


def _is_surely_larger(outer: Group, expected: Expected | None) -> bool:
    if expected is not None and expected.features <= _LARGER:
        return any(candidate.entry.place.feature in _LARGER for candidate in outer.candidates)
    best = outer.best
    return best is not None and best.entry.place.feature in ("country", "admin1")
