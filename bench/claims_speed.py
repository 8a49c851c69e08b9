"""How fast claims are found once the places are resolved, and how the time grows with a text's length.

usage: python bench/claims_speed.py [documents.jsonl]

``documents.jsonl`` holds {"id", "text"} a line; without it the sample reports are read over and over.
Times are of the process, so that other work beside does not count. Prints documents a second
from resolved places to claims (one core, the second of two rounds), then the
time for one text of 100, 1,000 and 2,000 sentences: linear growth keeps the time for each the same.
"""

import json
import platform
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from geoclaims.claims.extract import extract_claims
from geoclaims.language import annotate
from geoclaims.model import Document
from geoclaims.settings import Settings, build_pipeline

SAMPLES = Path(__file__).parents[1] / "data" / "reports" / "invented-reports.jsonl"
LEAST = 200
PARAGRAPH = (
    "Rebels shelled Goma on Monday, killing three people, the army said. It said they also bombed Bukavu. "
    "\u201cWe fled from Uvira,\u201d a farmer told reporters. Residents of Kadugli said drones hit a market. "
    "The governor denied that troops had withdrawn from Bunia.\n\n"
)
SENTENCES_IN_PARAGRAPH = 5


def main(arguments: list[str]) -> None:
    """Measures and prints."""
    pipeline = build_pipeline(Settings())
    print(f"{datetime.now(UTC).date()}, {platform.machine()}, Python {platform.python_version()}")
    source = Path(arguments[0]) if arguments else SAMPLES
    rows = [json.loads(line) for line in source.read_text("utf-8").splitlines()]
    documents = [Document(id=str(row["id"]), text=row["text"]) for row in rows]
    documents *= max(1, LEAST // len(documents))
    ready = [
        (document, annotate(document.text, pipeline.tag_names), pipeline.find_places(document))
        for document in documents
    ]
    for _ in range(2):
        began = time.process_time()
        found = sum(len(extract_claims(*one)) for one in ready)
        seconds = time.process_time() - began
    print(f"{len(ready)} documents, {found} claims: {len(ready) / seconds:.0f} documents a second")
    for sentences in (100, 1000, 2000):
        text = PARAGRAPH * (sentences // SENTENCES_IN_PARAGRAPH)
        document = Document(id="long", text=text)
        annotation, places = annotate(text, pipeline.tag_names), pipeline.find_places(document)
        began = time.process_time()
        extract_claims(document, annotation, places)
        seconds = time.process_time() - began
        print(f"{sentences} sentences: {seconds:.3f} s, {1e6 * seconds / sentences:.0f} microseconds each")


if __name__ == "__main__":
    main(sys.argv[1:])
