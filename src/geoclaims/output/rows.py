"""A claim as one flat row: the columns of every table that leaves the program."""

from collections.abc import Iterable
from typing import Any

from geoclaims.model import Claim
from geoclaims.output import positions, wording

COLUMNS = (
    "id", "claimed_by", "source_kind", "source_side", "source_name", "source_role", "source_text", "cue",
    "identity", "basis", "channel", "via",
    "event_type", "event_subtype", "extent", "trigger", "actors", "targets", "casualties",
    "realis", "polarity", "stance", "certainty", "publisher_stance",
    "place_written", "place_name", "place_id", "place_role", "place_status", "feature", "country", "admin1",
    "lat", "lon", "uncertainty_m", "relation", "other_places",
    "date_start", "date_end", "date_precision", "date_text", "date_basis",
    "document_id", "title", "publisher", "published", "url", "text", "start", "end",
)  # fmt: skip
"""The flat columns of every table of claims, in order; ``frame`` wording is left to ``record``."""


def claim_row(claim: Claim) -> dict[str, Any]:
    """A claim as flat values by column: texts, numbers and None; dates as ISO texts."""
    attribution, event, time, document = claim.attribution, claim.event, claim.time, claim.document
    place = positions.main_place(claim)
    point = positions.position(place) if place else None
    known = place.place if place else None
    return {
        "id": claim.id,
        "claimed_by": wording.claimed_by(claim),
        "source_kind": attribution.kind,
        "source_side": attribution.side,
        "source_name": attribution.name,
        "source_role": attribution.role,
        "source_text": attribution.source.text if attribution.source else None,
        "cue": attribution.cue.text if attribution.cue else None,
        "identity": attribution.identity,
        "basis": attribution.basis,
        "channel": attribution.channel,
        "via": wording.chain_text(attribution),
        "event_type": event.type,
        "event_subtype": event.subtype,
        "extent": event.extent,
        "trigger": event.trigger.text,
        "actors": _joined(span.text for span in event.actors),
        "targets": _joined(span.text for span in event.targets),
        "casualties": _joined(wording.casualties_text(count) for count in event.casualties),
        "realis": claim.realis,
        "polarity": claim.polarity,
        "stance": claim.stance,
        "certainty": claim.certainty,
        "publisher_stance": claim.publisher_stance.value,
        "place_written": place.text if place else None,
        "place_name": known.name if known else None,
        "place_id": known.id if known else None,
        "place_role": place.role if place else None,
        "place_status": place.status if place else None,
        "feature": known.feature if known else None,
        "country": known.country if known else None,
        "admin1": known.admin1 if known else None,
        "lat": point.lat if point else None,
        "lon": point.lon if point else None,
        "uncertainty_m": point.uncertainty_m if point else None,
        "relation": wording.relation_text(place) if place else None,
        "other_places": _joined(
            f"{wording.ROLE_LABELS[other.role]}: {wording.place_text(other)}"
            for other in claim.places
            if other is not place
        ),
        "date_start": time.start.isoformat() if time.start else None,
        "date_end": time.end.isoformat() if time.end else None,
        "date_precision": time.precision,
        "date_text": time.text,
        "date_basis": time.basis,
        "document_id": document.id,
        "title": document.title,
        "publisher": document.publisher,
        "published": document.published.isoformat() if document.published else None,
        "url": document.url,
        "text": claim.text,
        "start": claim.start,
        "end": claim.end,
    }


def _joined(parts: Iterable[str]) -> str | None:
    return "; ".join(parts) or None
