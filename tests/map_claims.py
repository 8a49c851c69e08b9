"""Invented claims of every look a map has: made by hand, so that pages and exports are tested alone."""

from dataclasses import replace
from datetime import date
from typing import Any

from geoclaims.model import (
    PUBLISHER,
    Attribution,
    Casualties,
    ChainLink,
    Claim,
    ClaimPlace,
    DocumentReference,
    Event,
    Match,
    Place,
    RankedPlace,
    Relation,
    Span,
    TimeRange,
    Verdict,
    Window,
)
from geoclaims.vocabulary import SourceKind

DOCUMENT = DocumentReference(
    "invented-1",
    "Invented: a day at the river",
    "The Invented Courier",
    date(2025, 12, 2),
    "https://example.org/a",
)
NORTHFORD = Place("geonames:1", "Northford", 48.30, 37.20, "city", "UA", "Donetsk", 60_000, 4000)
EASTHAM = Place("geonames:2", "Eastham", 48.33, 37.30, "city", "UA", "Donetsk", 46_000, 3000)
OLDTOWN = Place("geonames:3", "Oldtown", 47.66, 36.26, "city", "UA", "Zaporizhzhia", 22_000, 3000)
PUBLISHED = TimeRange(None, date(2025, 12, 2), "unknown", None, "published")
MONDAY = TimeRange(date(2025, 12, 1), date(2025, 12, 1), "day", "on Monday", "expression")


def in_text(text: str, words: str) -> Span:
    """The first place of these words in a sentence that stands at the beginning of its document."""
    start = text.index(words)
    return Span(words, start, start + len(words))


def toponym(text: str, words: str, place: Place | None, **more: Any) -> ClaimPlace:
    """A place of a claim; not found unless a place is given."""
    span = in_text(text, words)
    values: dict[str, Any] = {
        "document": DOCUMENT.id, "start": span.start, "end": span.end, "text": words, "use": "literal",
        "status": "resolved" if place else "not_found", "score": 0.9 if place else 0.0, "place": place,
        "role": "location",
    }  # fmt: skip
    return ClaimPlace(**(values | more))


def source(text: str, words: str, cue: str, kind: SourceKind, **more: Any) -> Attribution:
    """Who a claim comes from, by the words of its sentence."""
    return Attribution(kind, source=in_text(text, words), cue=in_text(text, cue), **more)


def claim(id_: str, text: str, trigger: str, places: tuple[ClaimPlace, ...] = (), **more: Any) -> Claim:
    """A claim whose sentence begins its document; asserted, occurred and unsourced unless said otherwise."""
    event = Event(more.pop("type", "clash"), in_text(text, trigger), casualties=more.pop("casualties", ()))
    values: dict[str, Any] = {
        "document": DOCUMENT, "time": PUBLISHED, "said_at": None, "realis": "occurred",
        "polarity": "positive", "stance": "asserts", "certainty": "unstated", "attribution": PUBLISHER,
    }  # fmt: skip
    return Claim(id=id_, text=text, start=0, end=len(text), event=event, places=places, **(values | more))


def invented_claims() -> list[Claim]:
    """Nine claims: solid, planned, denied, unsourced, ambiguous, moved, without a place, two at one point."""
    taken = "Troops liberated Nordfurt on Monday, General Ilya Marsh said, State TV reported."
    planned = "Forces are preparing to storm Oldtown, two officials said."
    denied = "The army did not lose Eastham, its spokesman said."
    shelled = "Shells fell west of Nordfurt."
    spread = "Drones hit Springfield, the monitor Watchpost reported."
    nowhere = "Two people were killed in Qwertyville, a resident said."
    plain = "A clash broke out."
    twice = "Nordfurt was shelled, the Blue Column said."
    fled = "Families fled Eastham, the teacher Anna Vole said."
    ring = {
        "type": "Polygon",
        "coordinates": [[[36.9, 48.2], [37.0, 48.2], [37.0, 48.35], [36.9, 48.35], [36.9, 48.2]]],
    }
    state_tv = in_text(taken, "State TV")
    springfields = (
        RankedPlace("geonames:7", "Springfield", 47.9, 35.2, "UA", 0.5),
        RankedPlace("geonames:8", "Springfield", 49.2, 36.4, "UA", 0.48),
    )
    west = Relation("direction", "west of", 12, 19, "W", None, 48.28, 36.95, 8000, ring)
    return [
        claim(
            "taken", taken, "liberated", (toponym(taken, "Nordfurt", NORTHFORD),),
            type="territory_gain", time=MONDAY,
            attribution=source(
                taken, "General Ilya Marsh", "said", "named_official", side="party", name="Ilya Marsh",
                role="General", identity="named", channel="statement",
                chain=(ChainLink(state_tv.text, state_tv.start, state_tv.end, "media_outlet"),),
            ),
        ),
        claim(
            "planned", planned, "storm", (toponym(planned, "Oldtown", OLDTOWN),),
            type="territory_gain", realis="planned",
            attribution=source(planned, "two officials", "said", "anonymous_official"),
        ),
        claim(
            "denied", denied, "lose", (toponym(denied, "Eastham", EASTHAM),),
            type="territory_transfer", stance="denies",
            attribution=source(denied, "its spokesman", "said", "institution", side="party"),
        ),
        claim(
            "moved", shelled, "fell", (toponym(shelled, "Nordfurt", NORTHFORD, relation=west),),
            type="shelling_missile",
        ),
        claim(
            "ambiguous", spread, "hit",
            (toponym(spread, "Springfield", None, status="ambiguous", score=0.5, candidates=springfields),),
            type="air_drone_strike",
            attribution=source(spread, "the monitor Watchpost", "reported", "monitor", name="Watchpost"),
        ),
        claim(
            "unfound", nowhere, "killed", (toponym(nowhere, "Qwertyville", None),), type="civilian_attack",
            casualties=(Casualties("killed", "civilians", 2, 2, "Two people", 0, 10),),
            attribution=source(nowhere, "a resident", "said", "resident_witness"),
        ),
        claim("nowhere", plain, "clash"),
        claim(
            "twice", twice, "shelled", (toponym(twice, "Nordfurt", NORTHFORD),), type="shelling_missile",
            attribution=source(twice, "the Blue Column", "said", "armed_group", name="Blue Column"),
        ),
        claim(
            "fled", fled, "fled", (toponym(fled, "Eastham", EASTHAM, role="origin"),), type="displacement",
            attribution=source(
                fled, "the teacher Anna Vole", "said", "resident_witness", name="Anna Vole", role="teacher",
                identity="named",
            ),
        ),
    ]  # fmt: skip


def invented_verdicts() -> list[Verdict]:
    """What an invented dataset says of two of the claims."""
    match = Match("INV1", 1.2, True, 1, "same", "same", "agrees", "unknown", 0.8)
    window = Window(10, 3)
    return [
        Verdict("taken", DOCUMENT.id, "records.csv", "same_event", None, (match,), window, 4, 2.7, 0.21),
        Verdict("planned", DOCUMENT.id, "records.csv", "not_comparable", "not_testable", (), window, None),
    ]


def with_text(base: Claim, hostile: str) -> Claim:
    """The claim with a hostile text in every field that is free text."""
    span = Span(hostile, 0, len(hostile))
    place = toponym(hostile, hostile, replace(NORTHFORD, name=hostile, admin1=hostile, country=hostile))
    return replace(
        base,
        text=hostile,
        end=len(hostile),
        document=replace(DOCUMENT, title=hostile, publisher=hostile, url=hostile),
        event=replace(base.event, trigger=span, subtype=hostile),
        places=(place,),
        time=replace(PUBLISHED, text=hostile),
        attribution=Attribution("named_official", "party", hostile, hostile, span, span),
    )
