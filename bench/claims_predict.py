"""Reads {"id", "text", "published"} as JSON Lines and writes claims, or attributions, as JSON Lines.

usage: python bench/claims_predict.py [--attributions] < documents.jsonl > predictions.jsonl

The time from resolved places to claims is printed on standard error.
"""

import json
import sys
import time
from datetime import date

from geoclaims.claims.attribution import attributed_contents
from geoclaims.claims.extract import extract_claims
from geoclaims.language import annotate
from geoclaims.model import Document
from geoclaims.records import to_json_line
from geoclaims.settings import Settings, build_pipeline


def main(arguments: list[str]) -> None:
    """Predicts for every document on standard input."""
    pipeline = build_pipeline(Settings())
    predict = attributed_contents if "--attributions" in arguments else extract_claims
    documents, seconds = 0, 0.0
    for line in sys.stdin:
        row = json.loads(line)
        published = date.fromisoformat(row["published"]) if row.get("published") else None
        document = Document(id=str(row["id"]), text=row["text"], published=published)
        annotation = annotate(document.text, pipeline.tag_names)
        toponyms = pipeline.find_places(document)
        began = time.perf_counter()
        found = predict(document, annotation, toponyms)
        seconds += time.perf_counter() - began
        documents += 1
        for value in found:
            print(to_json_line(value))
    if seconds:
        print(f"{documents} documents, {documents / seconds:.0f} documents a second", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
