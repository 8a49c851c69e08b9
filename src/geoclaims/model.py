"""The nouns of the project: frozen, typed values without any input or output.

Spans are half-open ``[start, end)`` in code points of ``Document.text``, so that
``document.text[span.start:span.end] == span.text`` always holds. Positions are
degrees in EPSG:4326; times are plain dates with a precision. Field names and
nesting are those of the JSON contract, so ``geoclaims.records`` needs no mapping.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from geoclaims.vocabulary import (
    DRAWN_ROLES,
    ActorAgreement,
    Basis,
    Bearing,
    CasualtyKind,
    CasualtyWho,
    Certainty,
    Channel,
    EventType,
    Extent,
    Feature,
    Identity,
    Independence,
    PlaceRole,
    Polarity,
    Precision,
    PublisherStanceValue,
    Realis,
    RelationKind,
    ResolutionStatus,
    Side,
    SourceKind,
    Stance,
    TimeBasis,
    TypeAgreement,
    Use,
    VerdictReason,
    VerdictStatus,
)

Day = date
"""The type under a name that no field has: ``Control.date`` would hide it."""

# --- text -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Span:
    """A verbatim piece of a document: ``text == document.text[start:end]``."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """One report, its text stored as decoded and never newline-normalized."""

    id: str
    text: str
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    url: str | None = None
    retrieved_at: datetime | None = None
    sha256: str | None = None
    archive_url: str | None = None
    spans: tuple[tuple[int, int], ...] | None = None
    """Toponym spans handed in with the document: recognition is skipped for them."""


@dataclass(frozen=True, slots=True)
class DocumentReference:
    """What a claim keeps of its document."""

    id: str
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    url: str | None = None


# --- places -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Place:
    """A gazetteer entry; ``uncertainty_m`` is the radius in metres its point stands for."""

    id: str
    name: str
    lat: float
    lon: float
    feature: Feature
    country: str | None
    admin1: str | None
    population: int | None
    uncertainty_m: int


@dataclass(frozen=True, slots=True)
class RankedPlace:
    """A runner-up: a place the toponym may mean, with its score in 0–1."""

    id: str
    name: str
    lat: float
    lon: float
    country: str | None
    score: float


@dataclass(frozen=True, slots=True)
class Relation:
    """Where the words around a toponym move it to ("southern part of", "15 km west of")."""

    kind: RelationKind
    text: str
    start: int
    end: int
    bearing: str | None
    distance_m: int | None
    lat: float | None
    lon: float | None
    uncertainty_m: int | None
    geometry: dict[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """A place name as it stands in the text, and the decision what it means.

    ``place`` is None unless ``status`` is ``resolved``; ``score`` is in 0–1.
    """

    document: str
    start: int
    end: int
    text: str
    use: Use
    status: ResolutionStatus
    score: float
    place: Place | None
    candidates: tuple[RankedPlace, ...] = ()
    relation: Relation | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPlace(Toponym):
    """A toponym in the role it has for one claim."""

    role: PlaceRole


# --- claims -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Frame:
    """The wording that takes sides ("liberated", "seized"), and whose voice it is in."""

    text: str
    voice: Literal["source", "publisher"]


@dataclass(frozen=True, slots=True)
class Casualties:
    """People harmed as one phrase counts them; ``low`` and ``high`` bound the count."""

    what: CasualtyKind
    who: CasualtyWho
    low: int | None
    high: int | None
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Event:
    """What is claimed to happen."""

    type: EventType
    trigger: Span
    subtype: str | None = None
    extent: Extent | None = None
    frame: Frame | None = None
    actors: tuple[Span, ...] = ()
    targets: tuple[Span, ...] = ()
    casualties: tuple[Casualties, ...] = ()


@dataclass(frozen=True, slots=True)
class TimeRange:
    """When, as the words give it; both ends inclusive, None is open or unknown."""

    start: date | None
    end: date | None
    precision: Precision
    text: str | None
    basis: TimeBasis


@dataclass(frozen=True, slots=True)
class ChainLink:
    """A voice between the outlet and the origin ("State TV, citing the army")."""

    text: str
    start: int
    end: int
    kind: SourceKind


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who a claim comes from, by which words, and through whom."""

    kind: SourceKind
    side: Side = "unknown"
    name: str | None = None
    role: str | None = None
    source: Span | None = None
    cue: Span | None = None
    identity: Identity = "none"
    basis: Basis = "unstated"
    channel: Channel = "unstated"
    chain: tuple[ChainLink, ...] = ()
    inferred: str | None = None


PUBLISHER = Attribution(kind="publisher")
"""The outlet's own wording, unsourced: a positive decision, not a missing source."""


@dataclass(frozen=True, slots=True)
class PublisherStance:
    """What the outlet itself says of a claim it reports ("could not be verified")."""

    value: PublisherStanceValue = "neutral"
    text: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One claimed event; ``start``/``end`` bound the sentence ``text``."""

    id: str
    document: DocumentReference
    text: str
    start: int
    end: int
    event: Event
    places: tuple[ClaimPlace, ...]
    time: TimeRange
    said_at: TimeRange | None
    realis: Realis
    polarity: Polarity
    stance: Stance
    certainty: Certainty
    attribution: Attribution
    publisher_stance: PublisherStance = field(default_factory=PublisherStance)

    @property
    def drawn_places(self) -> tuple[ClaimPlace, ...]:
        """The places at which the claim may be drawn: location, origin, destination."""
        return tuple(p for p in self.places if p.role in DRAWN_ROLES)


@dataclass(frozen=True, slots=True)
class AttributedContent:
    """One attribution anywhere in a document, with or without an event."""

    document: str
    source: Span | None
    cue: Span | None
    content: Span
    kind: SourceKind
    chain: tuple[ChainLink, ...] = ()


# --- evidence ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Match:
    """A record that may be the claimed event: distance in km, gap in days."""

    event: str
    km: float
    same_place: bool
    days: int
    type: TypeAgreement
    actors: ActorAgreement
    bearing: Bearing
    independence: Independence
    score: float
    place: str | None = None
    """The id of the claimed place it is near, where the claim has several: a match of that one alone."""


@dataclass(frozen=True, slots=True)
class Window:
    """How far a record may lie from a claim to be counted."""

    km: float
    days: int


@dataclass(frozen=True, slots=True)
class NullModel:
    """The local time-shift null: shifts within ± ``shift_days``, how many, how many independent.

    ``unobserved`` shifts are left out: less of them could be observed than of the claimed window.
    ``found`` is the share of the shifts in which there is any record.
    """

    shift_days: int
    shifts: int
    effective_n: float
    unobserved: int = 0
    found: float | None = None


@dataclass(frozen=True, slots=True)
class SweepStep:
    """The observed and the expected count in one window of a sweep."""

    km: float
    days: int
    observed: int
    expected: float | None


@dataclass(frozen=True, slots=True)
class Control:
    """The share of a place's area by controller on a date, from one control map."""

    date: Day
    shares: dict[str, float]
    contested: float
    flip_date: Day | None
    lag_note: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one dataset says of one claim, and why; chance fields are None where they mean nothing."""

    claim: str
    document: str
    dataset: str
    status: VerdictStatus
    reason: VerdictReason | None
    matches: tuple[Match, ...]
    window: Window
    observed: int | None
    expected: float | None = None
    p_value: float | None = None
    q_value: float | None = None
    null_model: NullModel | None = None
    sweep: tuple[SweepStep, ...] = ()
    control: Control | None = None
    citation: str | None = None


# --- what a run yields ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that was read in one document."""

    document: Document
    toponyms: tuple[Toponym, ...]
    claims: tuple[Claim, ...]
    attributions: tuple[AttributedContent, ...]
    language: str | None
    """``en``, or None where the language is not supported (places are still found)."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be read or analysed; the run goes on without it."""

    input: str
    message: str
