"""The names of persons, places and organizations, by a small trained tagger.

The model is a linear-chain conditional random field (Lafferty, McCallum & Pereira 2001) in the
format of CRFsuite; ``scripts/train_names.py`` trains it, ``docs/model-card.md`` describes it.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from importlib.resources import as_file, files
from itertools import groupby

import pycrfsuite

from geoclaims.language.annotation import Name, NameLabel, Sentence, Token, Tokens
from geoclaims.language.names_features import Hint, is_mere_opening, segment_features, segments_with_matches

MODEL_FILE = "names.crfsuite"
_MARKS_IN_NAMES = frozenset("-‐–—/&'’`.,()\"“”")
"""Others beside a name, emoji and hashes above all, are no part of it."""
_LABELS: dict[str, NameLabel] = {"PER": "PER", "LOC": "LOC", "ORG": "ORG"}


def load_tagger(
    gazetteer_hint: Hint | None = None,
) -> Callable[[str, Tokens, Sequence[Sentence]], tuple[Name, ...]]:
    """The shipped tagger; ``gazetteer_hint`` says in one word what a gazetteer knows of a name.

    The model was trained with a hint; without one places are found much less well.
    Loading takes some ten milliseconds; one tagger serves one thread.
    """
    crf = pycrfsuite.Tagger()
    with as_file(files(__package__).joinpath(MODEL_FILE)) as path:
        crf.open(str(path))
    hint = gazetteer_hint or _no_hint

    def tag_names(text: str, tokens: Tokens, sentences: Sequence[Sentence]) -> tuple[Name, ...]:
        found: list[Name] = []
        for segment in segments_with_matches(text, tokens, sentences, hint):
            if is_mere_opening(tokens, segment):
                continue
            labels = crf.tag(segment_features(tokens, segment))
            if labels.count("O") < len(labels):
                found += _names(text, tokens, segment.tokens.start, labels)
        return tuple(_with_family_names(found))

    return tag_names


def _names(text: str, tokens: Sequence[Token], first: int, labels: Sequence[str]) -> Iterator[Name]:
    """The names that a row of B-/I-/O labels spells, the row starting at token ``first``."""
    begun = -1
    for offset, label in enumerate([*labels, "O"]):
        if begun >= 0 and (label == "O" or label[0] == "B" or label[2:] != labels[begun][2:]):
            label_of_name = _LABELS[labels[begun][2:]]
            for piece in _pieces(tokens, range(first + begun, first + offset)):
                start, end = tokens[piece[0]].start, tokens[piece[-1]].end
                yield Name(start, end, text[start:end], label_of_name)
            begun = -1
        if label != "O" and begun < 0:
            begun = offset


def _pieces(tokens: Sequence[Token], name: range) -> Iterator[list[int]]:
    """The token indices of a name, parted at emoji and the like, with words at either end."""
    if all(tokens[i].kind == "word" for i in name):
        yield list(name)
        return
    for inside, group in groupby(name, key=lambda i: _is_inside_name(tokens[i])):
        piece = list(group)
        words = [i for i in piece if tokens[i].kind != "punctuation"]
        if inside and words:
            last = piece[-1] if tokens[piece[-1]].text == "." else words[-1]
            yield [i for i in piece if words[0] <= i <= last]


def _is_inside_name(token: Token) -> bool:
    return token.kind != "punctuation" or token.text in _MARKS_IN_NAMES


def _with_family_names(names: Sequence[Name]) -> Iterator[Name]:
    """The names, with lone family names of persons named in full earlier read as persons.

    "Maria Clark said … Clark added": a name that closes a full name in the text is that person,
    unless the text uses it as a place more often than not.
    """
    family = {name.text.split()[-1] for name in names if name.label == "PER" and " " in name.text}
    uses = Counter((name.text, name.label) for name in names if name.text in family)
    for name in names:
        if name.label == "PER" or name.text not in family:
            yield name
        elif uses[(name.text, "PER")] + 1 >= uses[(name.text, name.label)]:
            yield Name(name.start, name.end, name.text, "PER")
        else:
            yield name


def _no_hint(name: str) -> str | None:
    return None
