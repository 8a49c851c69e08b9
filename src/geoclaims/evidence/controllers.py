"""Who holds a place: as maps write it, and as claims say it."""

from geoclaims.evidence.actors import load_actors, party_words
from geoclaims.evidence.countries import country_code
from geoclaims.model import Claim

CONTESTED_WORDS = frozenset(
    {"contested", "unknown", "grey", "gray", "grey zone", "gray zone", "disputed", "mixed"}
)
_HOLDING = ("territory_gain", "territory_status")
_SIEGE = ("encircl", "surround", "besieg", "siege")


def controller_name(text: str) -> str | None:
    """A controller as maps write it → one name: ``RU`` for RU, Russia, Russian forces; None if contested."""
    folded = text.strip().lower()
    if folded in CONTESTED_WORDS:
        return None
    for word in (folded, *sorted(party_words(text))):
        if code := country_code(word):
            return code
    words = sorted(party_words(text))
    return words[0] if words else text.strip()


def is_known_controller(text: str) -> bool:
    """Whether a label names a country, a known party or contested ground, and not just anything."""
    name = controller_name(text) if text.strip() else ""
    return name is None or country_code(name) is not None or name in load_actors().known


def claimed_controller(claim: Claim) -> str | None:
    """Who would hold (or give up) the place if the claim were so; None if the claim names nobody alone."""
    named = {controller_name(actor.text) for actor in claim.event.actors if party_words(actor.text)}
    return named.pop() if len(named) == 1 else None


def is_about_control(claim: Claim) -> bool:
    """Whether the claim says that somebody holds, takes or gives up a place (a siege holds nothing)."""
    if claim.event.type == "territory_transfer":
        return True
    trigger = claim.event.trigger.text.lower()
    return claim.event.type in _HOLDING and not any(word in trigger for word in _SIEGE)
