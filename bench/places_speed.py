"""Documents a second: places found and resolved, and beside it flashgeotext's recognition if installed.

usage: python bench/places_speed.py DOCUMENTS.jsonl

DOCUMENTS holds {"id", "text"} a line. Start-up is taken off; caches begin empty. flashgeotext
(pip install flashgeotext) looks names up and resolves nothing: the ratio says what the rest costs.
"""

import gc
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from geoclaims.model import Document
from geoclaims.settings import Settings, build_pipeline


def rate(texts: list[str], run: Callable[[str], object]) -> float:
    """Documents a second of processor time."""
    started = time.process_time()
    for text in texts:
        run(text)
    return len(texts) / (time.process_time() - started)


def main(path: Path) -> None:
    """Prints one line for each, and the ratio."""
    texts = [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()]
    gc.set_threshold(100_000)  # as the command line does
    pipeline = build_pipeline(Settings())
    pipeline.find_places(Document("start", "Fighters took Goma, said Mr Smith."))  # reads the word lists
    ours = rate(texts, lambda text: pipeline.find_places(Document("d", text)))
    size = sum(map(len, texts)) / len(texts)
    print(f"{len(texts)} documents of {size:.0f} characters; geoclaims places: {ours:.0f} a second")
    try:
        from flashgeotext.geotext import GeoText
    except ImportError:
        print("flashgeotext is not installed: no ratio")
        return
    geotext = GeoText()
    theirs = rate(texts, geotext.extract)
    print(f"flashgeotext, recognition alone: {theirs:.0f} a second; ratio {ours / theirs:.3f}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
