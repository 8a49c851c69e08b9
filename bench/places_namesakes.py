"""Villages of front lines in three sentences each: how many pins are right, and how many at a namesake's.

usage: python bench/places_namesakes.py [--list]

``front_villages.csv`` has the first-order division that each lies in and a town nearby, from general
knowledge. The default gazetteer lacks many of them: "not found" is then right, a pin elsewhere wrong.
With --list each wrong pin is told.
"""

import csv
import sys
from collections import Counter
from pathlib import Path

from geoclaims.model import Document, Place
from geoclaims.places.names import fold
from geoclaims.settings import Settings, build_pipeline

SENTENCES = {
    "near": "Armed men seized {village}, near {town}, witnesses said.",
    "listed": "Fighting went on in {village} and {town} on Monday.",
    "region": "In {admin1} region, troops attacked {village} and shelled {town}.",
}


def is_in(place: Place, village: dict[str, str]) -> bool:
    """Whether a pin lies in the village's country and division, by the first letters of its name.

    Facilities have no division: of them the country decides.
    """
    in_division = place.admin1 is None or fold(village["admin1"])[:4] in fold(place.admin1)
    return place.country == village["country"] and in_division


def main(tell: bool) -> None:
    """Prints a line for each sentence and each part of the world."""
    pipeline = build_pipeline(Settings())
    rows = list(csv.DictReader((Path(__file__).parent / "front_villages.csv").open(encoding="utf-8")))
    counts: dict[tuple[str, str], Counter[str]] = {}
    for row in rows:
        for kind, sentence in SENTENCES.items():
            text = sentence.format(**row)
            toponyms = pipeline.find_places(Document("d", text))
            village = next((toponym for toponym in toponyms if toponym.text == row["village"]), None)
            if village is None:
                answer = "missed"
            elif village.place is None:
                answer = village.status
            else:
                answer = "right" if is_in(village.place, row) else "wrong"
            if tell and village is not None and answer == "wrong":
                place = village.place
                print(f"{text} -> {place and (place.name, place.admin1, place.country)} {village.score}")
            where = "Ukraine" if row["country"] == "UA" else "elsewhere"
            counts.setdefault((kind, where), Counter())[answer] += 1
    for (kind, where), counted in sorted(counts.items()):
        print(f"{kind:7} {where:9} " + ", ".join(f"{n} {answer}" for answer, n in counted.most_common()))


if __name__ == "__main__":
    main("--list" in sys.argv[1:])
