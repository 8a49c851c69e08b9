"""Reads {"id", "text", "published"} as JSON Lines and writes claims, or attributions, as JSON Lines.

usage: python bench/claims_predict.py [--attributions] [--names] < documents.jsonl > predictions.jsonl
"""

import json
import sys
from datetime import date

from geoclaims.claims.attribution import attributed_contents
from geoclaims.language import annotate
from geoclaims.model import Document
from geoclaims.records import to_json_line


def main(arguments: list[str]) -> None:
    """Predicts for every document on standard input."""
    attributions = "--attributions" in arguments
    tag_names = None
    if "--names" in arguments:
        from geoclaims.language.names import name_tagger

        tag_names = name_tagger()
    locate = None if attributions and "--places" not in arguments else _locator()
    for line in sys.stdin:
        row = json.loads(line)
        published = date.fromisoformat(row["published"]) if row.get("published") else None
        document = Document(id=str(row["id"]), text=row["text"], published=published)
        annotation = annotate(document.text, tag_names)
        toponyms = locate(document, annotation, row) if locate is not None else ()
        if attributions:
            for found in attributed_contents(document, annotation, toponyms):
                print(to_json_line(found))
        else:
            from geoclaims.claims.extract import extract_claims

            for claim in extract_claims(document, annotation, toponyms):
                print(to_json_line(claim))


def _locator():
    """The project's own places, or (until they are there) names given in the input as spans."""
    try:
        from claims_places import locate
    except ImportError:
        from geoclaims.places import locate
    return locate


if __name__ == "__main__":
    main(sys.argv[1:])
