"""Claims and ACLED-shaped files made for tests of evidence."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

from geoclaims.model import Attribution, Claim, ClaimPlace, DocumentReference, Event, Place, Span, TimeRange
from geoclaims.vocabulary import EventType

POKROVSK = Place("geonames:704422", "Pokrovsk", 48.28014, 37.17706, "city", "UA", "Donetsk", 60127, 5000)
MYRNOHRAD = Place("geonames:1", "Myrnohrad", 48.3099, 37.26513, "city", "UA", "Donetsk", 46098, 4000)
DONETSK_OBLAST = Place("admin1:UA.05", "Donetsk", 48.0, 37.8, "admin1", "UA", "Donetsk", None, 120_000)

ACLED_HEADER = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
]
ACLED_ROW = dict.fromkeys(ACLED_HEADER, "") | {
    "event_id_cnty": "INV1",
    "event_date": "2025-12-01",
    "time_precision": "1",
    "event_type": "Battles",
    "sub_event_type": "Armed clash",
    "actor1": "Military Forces of Russia (2000-)",
    "inter1": "State forces",
    "actor2": "Military Forces of Ukraine (2019-)",
    "inter2": "State forces",
    "iso": "804",
    "country": "Ukraine",
    "location": "Pokrovsk",
    "latitude": "48.2815",
    "longitude": "37.1806",
    "geo_precision": "1",
    "source": "Invented Daily; Invented Wire",
    "fatalities": "3",
}


def make_claim(
    event_type: EventType = "territory_gain",
    *,
    place: Place | None = POKROVSK,
    name: str = "Krasnoarmeysk",
    first: date | None = date(2025, 12, 1),
    last: date | None = date(2025, 12, 1),
    actors: tuple[str, ...] = ("Russian troops",),
    claim_id: str = "c1",
    document: str = "d1",
    **other: Any,
) -> Claim:
    """A claim that something happened at one place; ``other`` sets further fields of Claim."""
    toponym = ClaimPlace(
        document=document,
        start=0,
        end=len(name),
        text=name,
        use="literal",
        status="resolved" if place else "not_found",
        score=0.9,
        place=place,
        role="location",
        relation=other.pop("relation", None),
    )
    fields: dict[str, Any] = {
        "said_at": None,
        "realis": "occurred",
        "polarity": "positive",
        "stance": "asserts",
        "certainty": "unstated",
        "attribution": Attribution(kind="publisher"),
    } | other
    return Claim(
        id=claim_id,
        document=DocumentReference(document, published=date(2025, 12, 2), publisher="Some Paper"),
        text="…",
        start=0,
        end=1,
        event=Event(
            event_type, Span("taken", 0, 5), actors=tuple(Span(a, 0, len(a)) for a in actors), targets=()
        ),
        places=(toponym,),
        time=TimeRange(first, last, "day", None, "expression"),
        **fields,
    )


def write_acled(path: Path, rows: list[dict[str, str]], **csv_options: Any) -> Path:
    """An ACLED-shaped CSV; each row is ACLED_ROW with these changes."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, **csv_options)
        writer.writerow(ACLED_HEADER)
        for row in rows:
            full = ACLED_ROW | row
            writer.writerow([full[name] for name in ACLED_HEADER])
    return path
