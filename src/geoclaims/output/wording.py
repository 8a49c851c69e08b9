"""How the closed lists and a claim's source, date and place read to people: one wording everywhere.

Never "true", "false" or "confirmed"; a publisher's own wording is never an origin.
"""

import unicodedata
from collections.abc import Iterable
from datetime import date

from geoclaims.model import Attribution, Casualties, Claim, ClaimPlace, Match, TimeRange
from geoclaims.vocabulary import SourceKind

SOURCE_KIND_LABELS: dict[SourceKind, str] = {
    "named_official": "named official",
    "anonymous_official": "anonymous official",
    "institution": "institution",
    "armed_group": "armed group",
    "combatant": "combatant",
    "document": "document",
    "media_outlet": "media outlet",
    "monitor": "monitor (NGO, UN, observatory)",
    "expert": "expert",
    "resident_witness": "resident or witness",
    "other_named": "other named source",
    "other_unnamed": "other unnamed source",
    "social_post": "social media post",
    "unspecified": "unspecified (“was reported”)",
    "publisher": "unsourced, the outlet's wording",
}
SIDE_LABELS = {
    "party": "party to the claimed event",
    "opponent": "opponent of the party",
    "third": "third side",
    "unknown": "side unknown",
}
EVENT_TYPE_LABELS = {
    "territory_gain": "territory gained",
    "territory_transfer": "territory given up or handed over",
    "territory_status": "territory held or encircled",
    "clash": "clash",
    "air_drone_strike": "air or drone strike",
    "shelling_missile": "shelling or missile strike",
    "ground_explosive": "mine, bomb or other ground explosive",
    "unconventional": "chemical or other unconventional weapon",
    "civilian_attack": "attack on civilians",
    "intercept": "interception",
    "infrastructure_damage": "damage to infrastructure",
    "force_movement": "movement of forces",
    "displacement": "displacement",
    "detention": "detention",
    "agreement": "agreement",
    "unrest": "unrest",
    "restriction_aid": "aid restricted",
    "casualties": "casualties",
    "other": "other",
}
REALIS_LABELS = {
    "occurred": "said to have occurred",
    "ongoing": "said to be going on",
    "planned": "planned",
    "attempted": "attempted",
    "possible": "possible",
    "hypothetical": "hypothetical",
    "generic": "in general",
}
STANCE_LABELS = {
    "asserts": "asserts it",
    "denies": "denies it",
    "accuses": "accuses another side of it",
    "claims_credit": "claims credit for it",
    "concedes": "concedes it",
    "orders": "orders it",
    "threatens": "threatens it",
    "predicts": "predicts it",
    "cannot_confirm": "can't say whether it happened",
}
_NOT_SAID_TO_BE = {
    "orders": "ordered",
    "threatens": "threatened",
    "predicts": "predicted",
    "cannot_confirm": "not known to have happened",
}
PUBLISHER_STANCE_LABELS = {
    "neutral": "reports it without comment",
    "doubts": "doubts it",
    "cannot_verify": "says it could not verify it",
    "endorses": "says it as its own",
}
ROLE_LABELS = {
    "location": "where",
    "origin": "from",
    "destination": "to",
    "parent": "within",
    "mention": "mentioned",
}
VERDICT_LABELS = {
    "same_event": "candidate for the same event",
    "nearby_activity": "activity recorded nearby",
    "control_agrees": "control map agrees",
    "control_disagrees": "control map disagrees",
    "control_contested": "control map: contested",
    "no_record": "no record",
    "not_comparable": "not comparable",
}
REASON_LABELS = {
    "place_unresolved": "the claim has no resolved place",
    "not_testable": "planned, hypothetical or general: nothing to compare",
    "embargoed": "the dataset holds back this period",
    "outside_coverage": "outside what the dataset covers",
    "too_recent": "too recent for the dataset",
    "time_unknown": "the claim has no usable date",
    "type_not_coded": "the dataset does not record this type of event",
    "coarse_record_only": "only coarsely placed records",
    "no_observation": "the dataset could not see it (cloud, no pass)",
    "filtered_out": "left out by a filter",
    "not_found": "nothing within the window; silence is no disproof",
}


MASK = "█"
"""Stands for each character of a name that is left out of what is handed round."""


_LEFT_TO_RIGHT = "\u200e"
_PRONOUNS = frozenset(
    {"he", "she", "they", "it", "we", "i", "who", "him", "her", "them", "us", "this", "that"}
)


def source_text(attribution: Attribution) -> str:
    """The source in a few words: name and role, or the mention as it stands in the text."""
    if attribution.kind == "publisher":
        return "no named source: unsourced, the outlet's wording"
    name = attribution.name or (attribution.source.text if attribution.source else None)
    if name is None:
        words = f" (“{attribution.cue.text}”)" if attribution.cue else ""
        return f"an unstated source{words}"
    if not name.replace(MASK, "").strip():
        name = "a person whose name is left out here"
    if name.casefold() in _PRONOUNS:
        return f"“{name}” ({SOURCE_KIND_LABELS[attribution.kind]})"
    role = attribution.role
    if role and role.casefold() not in name.casefold():
        return f"{name}, {role}"
    return name


def claimed_by(claim: Claim) -> str:
    """The line every popup, row and note begins with: ``claimed by … · unverified``."""
    denial = " (a denial)" if claim.stance == "denies" else ""
    return f"claimed by {source_text(claim.attribution)}{denial} · unverified"


def said_text(claim: Claim) -> str:
    """How the event is said to be: denied, planned, attempted, or to have occurred."""
    if claim.polarity == "negative":
        return "said not to have happened"
    if claim.stance == "denies":
        return "denied"
    if claim.realis in ("occurred", "ongoing"):
        return _NOT_SAID_TO_BE.get(claim.stance, REALIS_LABELS[claim.realis])
    return REALIS_LABELS[claim.realis]


def chain_text(attribution: Attribution) -> str | None:
    """The voices between the outlet and the origin, from the outlet's side inward."""
    if not attribution.chain:
        return None
    return "via " + ", via ".join(link.text for link in attribution.chain)


def day_text(day: date) -> str:
    """A date as 2 December 2025, in no language's order that could be misread."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def days_text(count: int) -> str:
    """A number of days, as "1 day" or "3 days"."""
    return "1 day" if count == 1 else f"{count} days"


def apart_text(days: int) -> str:
    """How far a record is dated from the claim: "same day" or "3 days apart"."""
    return f"{days_text(days)} apart" if days else "same day"


def near_text(claim: Claim, match: Match) -> str | None:
    """The claimed place a match is for, as written, where the claim has several."""
    return next((p.text for p in claim.places if p.place and p.place.id == match.place), None)


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


def time_text(time: TimeRange) -> str:
    """When, with its precision and what it rests on."""
    match time.start, time.end:
        case None, None:
            when = "date unknown"
        case None, date() as end:
            when = f"by {day_text(end)}, start not stated"
        case date() as start, None:
            when = f"from {day_text(start)}, end not stated"
        case date() as start, date() as end:
            when = day_text(start) if start == end else f"{day_text(start)} – {day_text(end)}"
        case _:
            raise AssertionError(time)
    if time.text:
        when += f" (the words: “{time.text}”)"
    elif time.basis == "published":
        when += " (from the publication date)"
    if time.precision not in ("day", "unknown"):
        when += f", to the {time.precision}"
    return when


def is_named_otherwise(place: ClaimPlace) -> bool:
    """Whether the gazetteer's name of a place tells a reader more than its name as written does."""
    return place.place is not None and place.place.name.casefold() != place.text.casefold()


def place_text(place: ClaimPlace) -> str:
    """The name as written, then the gazetteer's if it differs: ``Krasnoarmeysk (Pokrovsk, Donetsk, UA)``."""
    if place.place is None:
        problem = {
            "ambiguous": "ambiguous: may be one of several places",
            "not_found": "not found in the gazetteer",
            "resolved": "no place given",
        }[place.status]
        return f"{place.text} ({problem})"
    parts = [place.place.name] if is_named_otherwise(place) else []
    parts += [part for part in (place.place.admin1, place.place.country) if part and part != place.place.name]
    return f"{place.text} ({listed(parts)})" if parts else place.text


def listed(names: Iterable[str]) -> str:
    """Names one after the other, in this order also where some run from right to left.

    Without the mark between them two Arabic names would change places in a line that runs from left to
    right (Unicode Bidirectional Algorithm, N1).
    """
    return ", ".join(name + _LEFT_TO_RIGHT if _runs_left(name) else name for name in names)


def _runs_left(name: str) -> bool:
    return any(unicodedata.bidirectional(character) in ("R", "AL") for character in name)


def moved(place: ClaimPlace, words: str, *, quoted: bool = False) -> str:
    """Words for a place together with those that move it, in the order of the text."""
    relation = place.relation
    if relation is None:
        return words
    said = f"“{relation.text}”" if quoted else relation.text
    return f"{said} {words}" if relation.end <= place.start else f"{words}, {said}"


def relation_text(place: ClaimPlace) -> str | None:
    """The words around the name that move the point, as written."""
    return place.relation.text if place.relation else None


def casualties_text(casualties: Casualties) -> str:
    """One count of people harmed, with its bounds."""
    low, high = casualties.low, casualties.high
    if low is None and high is None:
        count = f"“{casualties.text}”"
    elif low == high:
        count = str(low)
    elif high is None:
        count = f"at least {low}"
    elif low is None:
        count = f"up to {high}"
    else:
        count = f"{low}–{high}"
    who = "" if casualties.who == "unstated" else f" {casualties.who}"
    return f"{count}{who} {casualties.what}"
