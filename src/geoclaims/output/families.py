"""How claims look on every map: kinds of source in a few families, and what kind of claim it is."""

from dataclasses import dataclass
from typing import Literal

from geoclaims.model import Claim
from geoclaims.vocabulary import Realis, Side, SourceKind, Stance

Look = Literal["solid", "tried", "open", "hollow", "struck"]
"""Said to have occurred; attempted; planned, ordered or threatened; possible or supposed; denied."""
OPEN_REALIS: frozenset[Realis] = frozenset({"planned"})
OPEN_STANCES: frozenset[Stance] = frozenset({"threatens", "predicts", "orders"})
TRIED_REALIS: frozenset[Realis] = frozenset({"attempted"})
HOLLOW_REALIS: frozenset[Realis] = frozenset({"possible", "hypothetical", "generic"})
HOLLOW_STANCES: frozenset[Stance] = frozenset({"cannot_confirm"})


@dataclass(frozen=True, slots=True)
class Family:
    """Kinds of source that share a colour and a letter.

    ``ink`` is legible on the colour (4.5 to 1), ``edge`` stands out on white (3 to 1) where a pin is hollow.
    """

    id: str
    label: str
    letter: str
    colour: str
    ink: str
    edge: str
    kinds: tuple[SourceKind, ...]


# Colours from Okabe & Ito, "Color Universal Design" (2008), told apart by the colour-blind;
# the letters tell them apart in print.
FAMILIES = (
    Family(
        "officials", "Officials, institutions, documents", "O", "#0072b2", "#fff", "#0072b2",
        ("named_official", "anonymous_official", "institution", "document"),
    ),
    Family(
        "armed", "Armed groups, combatants", "A", "#c04a00", "#fff", "#c04a00", ("armed_group", "combatant")
    ),
    Family("monitors", "Monitors, experts", "M", "#007a5a", "#fff", "#007a5a", ("monitor", "expert")),
    Family(
        "residents", "Residents, witnesses", "R", "#e69f00", "#1c2733", "#8f6200", ("resident_witness",)
    ),
    Family(
        "media", "Media outlets, social posts", "S", "#a84a82", "#fff", "#a84a82",
        ("media_outlet", "social_post"),
    ),
    Family(
        "others", "Other, unnamed or unstated", "N", "#56b4e9", "#1c2733", "#1677b0",
        ("other_named", "other_unnamed", "unspecified"),
    ),
    Family("publisher", "Unsourced, the outlet's wording", "–", "#5f6670", "#fff", "#5f6670", ("publisher",)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SideLook:
    """How pins look that are coloured by the side their source is on; fields as of a ``Family``."""

    id: Side
    label: str
    letter: str
    colour: str
    ink: str = "#fff"


SIDES = (
    SideLook("party", "Party to the claimed event", "P", "#7a3e9d"),
    SideLook("opponent", "Opponent of that party", "O", "#a3480c"),
    SideLook("third", "Third side", "T", "#0b6e69"),
    SideLook("unknown", "Side unknown", "U", "#5f6670"),
)
_BY_KIND = {kind: family for family in FAMILIES for kind in family.kinds}


def family_of(claim: Claim) -> Family:
    """The family of a claim's source."""
    return _BY_KIND[claim.attribution.kind]


def look_of(claim: Claim) -> Look:
    """The form of a claim's pin: the first that holds of denied, attempted, planned, possible, occurred."""
    if claim.stance == "denies" or claim.polarity == "negative":
        return "struck"
    if claim.realis in TRIED_REALIS:
        return "tried"
    if claim.realis in OPEN_REALIS or claim.stance in OPEN_STANCES:
        return "open"
    if claim.realis in HOLLOW_REALIS or claim.stance in HOLLOW_STANCES:
        return "hollow"
    return "solid"
