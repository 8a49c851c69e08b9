"""Predicts the toponyms of a gold corpus, for a scorer.

usage: python bench/places_predict.py GOLD.jsonl [--given-spans] [--names-only] > predicted.jsonl

GOLD holds {"id", "text", "toponyms": [{"start", "end"}, …]} a line. With --given-spans the gold
spans are handed to the resolver; otherwise places are found too. The time spent, start-up taken
off, is told on standard error.
"""

import json
import sys
import time
from pathlib import Path

from geoclaims.language import annotate
from geoclaims.language.names import load_tagger
from geoclaims.model import Document
from geoclaims.places.gazetteer import ensure_gazetteer
from geoclaims.places.protocols import Mention
from geoclaims.places.recognize import GazetteerRecognizer
from geoclaims.places.recognize_hints import gazetteer_hints
from geoclaims.places.relations import relate
from geoclaims.places.resolve import PassResolver
from geoclaims.records import to_json_line


def main(gold: Path, given: bool) -> None:
    """Reads the corpus, writes a toponym a line."""
    gazetteer = ensure_gazetteer()
    hint = gazetteer_hints(gazetteer)
    tagger, recognizer, resolver = (
        load_tagger(hint),
        GazetteerRecognizer(gazetteer, hint),
        PassResolver(gazetteer),
    )
    records = [json.loads(line) for line in gold.read_text("utf-8").splitlines()]
    started = time.perf_counter()
    found = []
    for record in records:
        text = record["text"]
        spans = sorted({(t["start"], t["end"]) for t in record["toponyms"]}) if given else None
        document = Document(str(record["id"]), text, spans=tuple(spans) if spans is not None else None)
        annotation = annotate(text, tagger)
        if spans is None:
            mentions = recognizer.recognize(annotation)
        else:
            mentions = tuple(Mention(a, b, text[a:b], "literal") for a, b in spans)
        found.append(relate(annotation, resolver.resolve(document, annotation, mentions)))
    seconds = time.perf_counter() - started
    for toponyms in found:
        for toponym in toponyms:
            print(to_json_line(toponym))
    print(f"{len(records) / seconds:.0f} documents a second", dict(resolver.counts), file=sys.stderr)


if __name__ == "__main__":
    arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
    if len(arguments) != 1:
        sys.exit(__doc__)
    main(Path(arguments[0]), "--given-spans" in sys.argv)
