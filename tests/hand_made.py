"""A reading made by hand, for parts that are tested apart from the stages before them."""

from datetime import date

from geoclaims.documents import ReportMetadata, document_from_text
from geoclaims.model import (
    PUBLISHER,
    Analysis,
    Attribution,
    Claim,
    ClaimPlace,
    Document,
    DocumentReference,
    Event,
    Place,
    RankedPlace,
    Span,
    TimeRange,
    Toponym,
)

TEXT = (
    "INVENTED.\n\n"
    "Troops captured Krasnoarmeysk in Donetsk on Monday, General Arkady Melnikov told reporters.\n"
    "Shelling was heard near Novosilka. Forces are preparing to take Myrnohrad, two officials said.\n"
    "Kyiv denied it. The situation in Qwertyville is tense; a clash broke out <b>somewhere</b>."
)
POKROVSK = Place("geonames:704422", "Pokrovsk", 48.28, 37.18, "city", "UA", "Donetsk", 60_127, 5000)
MYRNOHRAD = Place("geonames:709161", "Myrnohrad", 48.3, 37.26, "city", "UA", "Donetsk", 46_000, 5000)
DONETSK = Place("admin1:UA.05", "Donetsk", 48.0, 37.8, "admin1", "UA", "Donetsk", None, 90_000)
CANDIDATES = (
    RankedPlace("geonames:1", "Novosilka", 49.1, 33.2, "UA", 0.5),
    RankedPlace("geonames:2", "Novosilka", 47.1, 36.2, "UA", 0.48),
)


def hand_made_document() -> Document:
    """The report that ``hand_made_analysis`` read."""
    metadata = ReportMetadata(date(2025, 12, 2), "The Invented Courier", "Invented: three towns")
    return document_from_text(TEXT, metadata)


def span(words: str) -> Span:
    """The first place of these words in the text."""
    start = TEXT.index(words)
    return Span(words, start, start + len(words))


def hand_made_analysis() -> Analysis:
    """Four claims: placed and sourced, ambiguous and unsourced, planned, and without a place."""
    document = hand_made_document()
    names = {
        "Krasnoarmeysk": POKROVSK, "Donetsk": DONETSK, "Novosilka": None, "Myrnohrad": MYRNOHRAD,
        "Kyiv": None, "Qwertyville": None,
    }  # fmt: skip
    toponyms = {
        name: {
            "document": document.id, "start": span(name).start, "end": span(name).end, "text": name,
            "use": "metonym" if name == "Kyiv" else "literal",
            "status": "resolved" if place else "ambiguous" if name == "Novosilka" else "not_found",
            "score": 0.9 if place else 0.5 if name == "Novosilka" else 0.0, "place": place,
            "candidates": CANDIDATES if name == "Novosilka" else (),
            "reasons": ("parent: 'in Donetsk'",) if name == "Krasnoarmeysk" else (),
        }
        for name, place in names.items()
    }  # fmt: skip
    general = Attribution(
        kind="named_official", side="party", name="Arkady Melnikov", role="General",
        source=span("General Arkady Melnikov"), cue=span("told"), identity="named", channel="statement",
    )  # fmt: skip
    officials = Attribution(
        kind="anonymous_official", source=span("two officials"), cue=span("said"), identity="anonymous"
    )

    def claim(id_: str, sentence: str, event: Event, places: dict[str, str], **more: object) -> Claim:
        where = span(sentence)
        values = {
            "time": TimeRange(None, date(2025, 12, 2), "unknown", None, "published"),
            "said_at": None, "realis": "occurred", "polarity": "positive", "stance": "asserts",
            "certainty": "unstated", "attribution": PUBLISHER,
        }  # fmt: skip
        return Claim(
            id=id_,
            document=DocumentReference(document.id, document.title, document.publisher, document.published),
            text=sentence,
            start=where.start,
            end=where.end,
            event=event,
            places=tuple(ClaimPlace(**toponyms[name], role=role) for name, role in places.items()),
            **(values | more),
        )

    lines = TEXT.split("\n")
    monday = TimeRange(date(2025, 12, 1), date(2025, 12, 1), "day", "on Monday", "expression")
    claims = (
        claim(
            "c-taken", lines[2], Event("territory_gain", span("captured"), actors=(span("Troops"),)),
            {"Krasnoarmeysk": "location", "Donetsk": "parent"}, time=monday, attribution=general,
        ),
        claim(
            "c-shelling", "Shelling was heard near Novosilka.",
            Event("shelling_missile", span("Shelling")), {"Novosilka": "location"},
        ),
        claim(
            "c-planned", "Forces are preparing to take Myrnohrad, two officials said.",
            Event("territory_gain", span("take")), {"Myrnohrad": "location"},
            realis="planned", attribution=officials,
        ),
        claim(
            "c-clash", "The situation in Qwertyville is tense; a clash broke out <b>somewhere</b>.",
            Event("clash", span("clash")), {},
        ),
    )  # fmt: skip
    return Analysis(document, tuple(Toponym(**t) for t in toponyms.values()), claims, (), "en")
