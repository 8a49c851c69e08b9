"""Trains the name tagger that ships with the package.

usage: python scripts/train_names.py FOLDER [--check] [--out FILE]

FOLDER holds JSON Lines files of sentences, {"tokens": […], "spans": [[first, last, "PER|LOC|ORG"], …]}.
Sentences of war reports are made beside them from train_reports.txt. With --check one sentence of FOLDER
in ten is kept back, and precision, recall and F1 on them are printed.
The gazetteer must have been built: what it says of a name is a feature, and its names fill the reports.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pycrfsuite

from geoclaims.language.annotation import Sentence, Token, Tokens
from geoclaims.language.names_features import Hint, name_class, segment_features, segments_with_matches
from geoclaims.language.tokens import tokenize
from report_sentences import Names, reports

DEFAULT_OUT = Path(__file__).parent.parent / "src" / "geoclaims" / "language" / "names.crfsuite"
SHARE_IN_CAPITALS = 0.03
SEED = 1
TIMES_EACH_REPORT = 5


@dataclass(frozen=True)
class Example:
    """A sentence as the tagger sees it, with the names in it as (start, end, label)."""

    text: str
    tokens: Tokens
    spans: tuple[tuple[int, int, str], ...]
    unknown: frozenset[str] = frozenset()
    """Names of which the gazetteer shall say nothing."""


def read_examples(folder: Path) -> Iterator[tuple[str, Example]]:
    """Each sentence with the name of its corpus, tokenized as the package does."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            record = json.loads(line)
            yield path.stem, _example(record["tokens"], record["spans"])


def _example(words: list[str], spans: list[tuple[int, int, str]]) -> Example:
    text, bounds = "", []
    for word in words:
        glue = "" if text.endswith((" '", " ’")) and word in ("s", "S") else " "
        text += glue if text else ""
        bounds.append((len(text), len(text) + len(word)))
        text += word
    tokens = tokenize(text)
    return Example(text, tokens, tuple(_clean(text, tokens, bounds, spans)))


def _clean(
    text: str, tokens: Tokens, bounds: list[tuple[int, int]], spans: list[tuple[int, int, str]]
) -> Iterator[tuple[int, int, str]]:
    """The spans cut to the proper name in them: no article, no common nouns at either end."""
    for first, last, label in spans:
        inside = [t for t in tokens if bounds[first][0] <= t.start and t.end <= bounds[last - 1][1]]
        while inside and (not inside[0].text[0].isupper() or inside[0].text in ("The", "A", "An")):
            inside.pop(0)
        while inside and not (inside[-1].text[0].isupper() or inside[-1].text[0].isdigit()):
            inside.pop()
        if label == "PER":
            inside = _without_title(inside)
        if inside and inside[0].text[0].isupper():
            yield inside[0].start, inside[-1].end, label


def _without_title(name: list[Token]) -> list[Token]:
    """A person's name from the given name on: one corpus counts "Chief of Staff" before it as well."""
    if len(name) <= 2:
        return name
    given = next((i for i, t in enumerate(name) if "g" in name_class(t.text)), None)
    if given is None and all(t.text[0].isupper() or t.kind == "punctuation" for t in name):
        return name
    return name[given if given is not None and given < len(name) - 1 else len(name) - 1 :]


def in_capitals(example: Example) -> Example:
    """The sentence as a headline in capitals would have it."""
    upper = "".join(c.upper() if len(c.upper()) == 1 else c for c in example.text)
    tokens = Tokens(
        Token(t.start, t.end, upper[t.start : t.end], t.kind, t.lower, upper[t.start].isupper())
        for t in example.tokens
    )
    return Example(upper, tokens, example.spans, frozenset(name.upper() for name in example.unknown))


def rows_of(example: Example, hint: Hint) -> Iterator[tuple[range, list[list[str | bytes]], list[str]]]:
    """Segment, features and labels of each stretch of the sentence in which a name may stand."""
    if not example.tokens:
        return
    sentence = Sentence(0, len(example.text), 0, len(example.tokens), 0)
    labels = ["O"] * len(example.tokens)
    for start, end, label in sorted(example.spans, key=lambda s: s[0] - s[1], reverse=True):
        inside = [i for i, t in enumerate(example.tokens) if start <= t.start and t.end <= end]
        for i in inside:
            labels[i] = ("B-" if i == inside[0] else "I-") + label
    said = partial(_hint_but, hint, example.unknown) if example.unknown else hint
    for found in segments_with_matches(example.text, example.tokens, [sentence], said):
        segment = found.tokens
        row = labels[segment.start : segment.stop]
        row = [
            f"B-{x[2:]}" if x[0] == "I" and (i == 0 or row[i - 1] == "O") else x for i, x in enumerate(row)
        ]
        yield segment, segment_features(example.tokens, found), row


def _hint_but(hint: Hint, unknown: frozenset[str], name: str) -> str | None:
    return None if name in unknown else hint(name)


def train(examples: Iterable[Example], hint: Hint, out: Path) -> None:
    """Fits the model and writes it."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(
        {"c1": 0.2, "c2": 0.2, "max_iterations": 150, "feature.minfreq": 2,
         "feature.possible_transitions": True}
    )  # fmt: skip
    for example in examples:
        for _, features, labels in rows_of(example, hint):
            trainer.append(features, labels)
    trainer.train(str(out))


def check(examples: Iterable[Example], hint: Hint, model: Path) -> str:
    """Precision, recall and F1 on exact spans, a line a label."""
    crf = pycrfsuite.Tagger()
    crf.open(str(model))
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    for example in examples:
        gold.update(label for _, _, label in example.spans)
        spans = set(example.spans)
        for segment, features, _ in rows_of(example, hint):
            for span in _spans(example.tokens, segment, crf.tag(features)):
                found[span[2]] += 1
                right[span[2]] += span in spans
    lines = []
    for label in ("PER", "LOC", "ORG"):
        precision, recall = right[label] / max(1, found[label]), right[label] / max(1, gold[label])
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        lines.append(
            f"{label} precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f} ({gold[label]} names)"
        )
    return "\n".join(lines)


def _spans(tokens: tuple[Token, ...], segment: range, labels: list[str]) -> Iterator[tuple[int, int, str]]:
    begun = -1
    for i, label in enumerate([*labels, "O"]):
        if begun >= 0 and (label[0] != "I" or label[2:] != labels[begun][2:]):
            yield tokens[segment.start + begun].start, tokens[segment.start + i - 1].end, labels[begun][2:]
            begun = -1
        if label != "O" and begun < 0:
            begun = i


def main() -> None:
    """Reads the sentences, trains, and with --check prints the figures."""
    from geoclaims.places.gazetteer import ensure_gazetteer
    from geoclaims.places.recognize_hints import gazetteer_hints

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--out", type=Path, default=DEFAULT_OUT)
    options = parser.parse_args()
    gazetteer = ensure_gazetteer()
    run(options.folder, gazetteer.path, gazetteer_hints(gazetteer), options.out, options.check)


def run(folder: Path, gazetteer: Path, hint: Hint, out: Path, checking: bool) -> None:
    """Trains on all sentences, or with ``checking`` on nine in ten and scores the tenth."""
    examples = [example for _, example in read_examples(folder)]
    rng = random.Random(SEED)
    held = set(rng.sample(range(len(examples)), len(examples) // 10)) if checking else set()
    kept = [e for i, e in enumerate(examples) if i not in held]
    kept += [in_capitals(e) for e in kept if rng.random() < SHARE_IN_CAPITALS]
    made = [
        Example(report.text, tokenize(report.text), report.spans, report.unknown)
        for report in reports(Names(gazetteer, rng), rng, TIMES_EACH_REPORT)
    ]
    kept += made
    train(kept, hint, out)
    print(f"{len(kept)} sentences, {out.stat().st_size / 1e6:.1f} MB: {out}")
    if checking:
        print(check([examples[i] for i in sorted(held)], hint, out))


if __name__ == "__main__":
    main()
