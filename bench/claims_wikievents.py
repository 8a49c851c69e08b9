"""How many marked conflict events are found, and how many at the place marked for them.

usage: python bench/claims_wikievents.py wikievents.jsonl

The file holds {"id", "text", "events"} a line, as WikiEvents (Li, Ji & Han 2021): each event has a type, a
trigger span and arguments with role and span. A trigger of a conflict event is found where a claim's trigger
overlaps it. A place is right where a claim of the trigger's sentence has a drawn place that overlaps the
marked one or has its text; marked places that begin with a small letter ("the city", "a station") name none
and are counted apart. Deaths, injuries, damage and arrests count for places only: they go with the event
that caused them.
"""

import json
import sys
from pathlib import Path
from typing import Any

from geoclaims.model import Claim, ClaimPlace, Document, Span
from geoclaims.settings import Settings, build_pipeline

CONFLICT = "Conflict."
PLACED = (CONFLICT, "Life.Die", "Life.Injure", "ArtifactExistence.Damage", "Justice.ArrestJail")


def main(arguments: list[str]) -> None:
    """Counts and prints."""
    pipeline = build_pipeline(Settings())
    found = conflicts = 0
    places = {"named": [0, 0], "common noun": [0, 0]}
    for line in Path(arguments[0]).read_text("utf-8").splitlines():
        record = json.loads(line)
        claims = pipeline.analyse(Document(id=record["id"], text=record["text"])).claims
        for event in record["events"]:
            if not event["type"].startswith(PLACED):
                continue
            trigger = event["trigger"]
            near = [claim for claim in claims if claim.start <= trigger["start"] < claim.end]
            if event["type"].startswith(CONFLICT):
                conflicts += 1
                found += any(_overlaps(claim.event.trigger, trigger) for claim in near)
            marked = [one for one in event["arguments"] if one["role"] == "Place"]
            if marked:
                named = [one for one in marked if one["text"][0].isupper()]
                count = places["named" if named else "common noun"]
                count[1] += 1
                count[0] += any(_is_at(claim, one) for claim in near for one in marked)
    print(f"{conflicts} conflict events: trigger found {found / conflicts:.3f}")
    for kind, (right, count) in places.items():
        print(f"{count} events with a marked place, {kind}: at that place {right / max(1, count):.3f}")


def _is_at(claim: Claim, marked: dict[str, Any]) -> bool:
    return any(
        _overlaps(place, marked) or place.text.lower() == marked["text"].lower()
        for place in claim.drawn_places
    )


def _overlaps(span: Span | ClaimPlace, marked: dict[str, Any]) -> bool:
    return span.start < marked["end"] and marked["start"] < span.end


if __name__ == "__main__":
    main(sys.argv[1:])
