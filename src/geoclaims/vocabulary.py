"""The closed lists that values of the model are chosen from, as the JSON contract spells them."""

from typing import Literal, get_args

Feature = Literal[
    "country", "admin1", "admin2", "city", "village", "region",
    "continent", "water", "mountain", "facility", "other",
]  # fmt: skip
Use = Literal["literal", "demonym", "metonym"]
ResolutionStatus = Literal["resolved", "ambiguous", "not_found"]
RelationKind = Literal["part", "distance", "direction", "near", "outskirts", "between", "border", "along"]
PlaceRole = Literal["location", "origin", "destination", "parent", "mention"]
EventType = Literal[
    "territory_gain", "territory_transfer", "territory_status", "clash", "air_drone_strike",
    "shelling_missile", "ground_explosive", "unconventional", "civilian_attack", "intercept",
    "infrastructure_damage", "force_movement", "displacement", "detention", "agreement",
    "unrest", "restriction_aid", "casualties", "other",
]  # fmt: skip
SourceKind = Literal[
    "named_official", "anonymous_official", "institution", "armed_group", "combatant",
    "document", "media_outlet", "monitor", "expert", "resident_witness", "other_named",
    "other_unnamed", "social_post", "unspecified", "publisher",
]  # fmt: skip
Side = Literal["party", "opponent", "third", "unknown"]
Identity = Literal["named", "office", "collective", "anonymous", "none"]
Basis = Literal["witnessed", "told", "imagery", "document", "unstated"]
Channel = Literal["quote", "statement", "interview", "post", "report", "order", "unstated"]
Realis = Literal["occurred", "ongoing", "planned", "attempted", "possible", "hypothetical", "generic"]
Polarity = Literal["positive", "negative"]
Stance = Literal[
    "asserts", "denies", "accuses", "claims_credit", "concedes",
    "orders", "threatens", "predicts", "cannot_confirm",
]  # fmt: skip
Certainty = Literal["certain", "probable", "possible", "unstated"]
PublisherStanceValue = Literal["neutral", "doubts", "cannot_verify", "endorses"]
Extent = Literal["whole", "part", "unstated"]
Precision = Literal["day", "week", "month", "year", "unknown"]
TimeBasis = Literal["expression", "published", "none"]
CasualtyKind = Literal["killed", "wounded", "captured", "missing", "displaced"]
CasualtyWho = Literal["civilians", "combatants", "unstated"]
VerdictStatus = Literal[
    "same_event", "nearby_activity", "control_agrees", "control_disagrees",
    "control_contested", "no_record", "not_comparable",
]  # fmt: skip
VerdictReason = Literal[
    "place_unresolved", "not_testable", "embargoed", "outside_coverage", "too_recent",
    "time_unknown", "type_not_coded", "coarse_record_only", "no_observation",
    "filtered_out", "not_found",
]  # fmt: skip
TypeAgreement = Literal["same", "related", "other"]
ActorAgreement = Literal["same", "opposite", "unknown", "different"]
Bearing = Literal["agrees", "opposes", "unclear"]
Independence = Literal["same_report", "same_claimant", "shared_feed", "unknown"]

EVENT_TYPES: tuple[EventType, ...] = get_args(EventType)
SOURCE_KINDS: tuple[SourceKind, ...] = get_args(SourceKind)
REALIS: tuple[Realis, ...] = get_args(Realis)
FEATURES: tuple[Feature, ...] = get_args(Feature)
DRAWN_ROLES: tuple[PlaceRole, ...] = ("location", "origin", "destination")
