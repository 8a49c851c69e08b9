"""What the name tagger looks at: stretches of capitalized words, and features of each token."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import compress, count

from geoclaims.language.annotation import Sentence, Token, Tokens, where
from geoclaims.language.words import word_list

Hint = Callable[[str], str | None]
"""What a gazetteer says of a name, as one word ("country", "city5"), or None for a name it lacks."""

COMMON_WORD = "common"
"""Stands for the hint of a town whose name is an everyday word ("Reading", "Police")."""
LONGEST_MATCH_TOKENS = 6
_TOWN_HINTS = ("city", "village", "admin", "other", "water", "mountain", "facility")
_LARGEST_GAP = 2
_FEWEST_IN_HEADLINE = 3
"""A headline has more words than these, and as many with a capital."""
_INSIDE_NAMES = frozenset(
    ("-", "‐", "–", "/", "&", "'", "’", "'s", "’s", "of", "the", "and", "de", "la", "le", "les", "du", "des",
     "del", "da", "do", "dos", "di", "al", "el", "ul", "us", "es", "upon", "on", "am", "an", "der", "den",
     "sur", "y", "e", "i")
)  # fmt: skip
"""Marks and small words that names of places have inside."""
_OPEN_NO_NAME = frozenset(word.capitalize() for word in word_list("english") if word != "the")
"""Capitalized by a sentence that begins with them, never by a name of several words."""
_HYPHENS = ("-", "‐", "–")
_JOINED_ARTICLES = frozenset(
    ("al", "el", "ul", "as", "ash", "ar", "an", "at", "az", "ad", "ed", "es", "esh", "et", "ez", "er", "en")
)
"""The Arabic article as it is written before its noun, assimilated or not."""
_NO_HINT: tuple[str, ...] = ("g=-",)
_PLACE_BEFORE = frozenset(("in", "at", "near", "from", "to", "of", "outside", "around", "across", "toward"))


def segments_of(tokens: Tokens, sentence: Sentence, beginnings: Iterable[int]) -> list[range]:
    """The stretches of a sentence in which a name may stand, as ranges of token indices.

    A stretch begins with a capitalized word or a joined article and ends with a capitalized word;
    at most two other tokens in a row lie inside it ("University of the West", "Bashar al-Assad"),
    or words that hyphens join ("Port-au-Prince"). ``beginnings`` are the tokens of the sentence with
    which names may begin.
    """
    found: list[range] = []
    start = last = -1
    for index in beginnings:
        if start < 0:
            start = index
        else:
            last = _joined_end(tokens, last, index)
            if index - last > _LARGEST_GAP + 1:
                found.append(range(start, last + 1))
                start = index
        last = index
    if start >= 0:
        found.append(range(start, _joined_end(tokens, last, sentence.last) + 1))
    return found


def _joined_end(tokens: Tokens, last: int, stop: int) -> int:
    """The last token before ``stop`` that hyphens join to token ``last``, itself where none does."""
    while last + 1 < stop and is_joined(tokens, last + 1):
        last += 1
    return last


def beginnings_of_names(tokens: Tokens) -> list[int]:
    """Where names may begin in a text: its words with a capital, and the articles joined to one."""
    capitals = list(compress(count(), tokens.capitals))
    hyphens = where(_HYPHENS.__contains__, tokens.texts)
    articles = [i - 1 for i in hyphens if i and not tokens[i - 1].capital and begins_name(tokens, i - 1)]
    return sorted(capitals + articles) if articles else capitals


def begins_name(tokens: Sequence[Token], index: int) -> bool:
    """Whether a name may begin here: a capitalized word, or an article joined to one ("el-Fasher")."""
    token = tokens[index]
    if token.capital:
        return True
    return (
        token.text in _JOINED_ARTICLES
        and index + 2 < len(tokens)
        and tokens[index + 1].text in _HYPHENS
        and token.end == tokens[index + 1].start
        and tokens[index + 1].end == tokens[index + 2].start
        and tokens[index + 2].capital
        and (index == 0 or tokens[index - 1].text not in _HYPHENS)
    )


def is_joined(tokens: Tokens, index: int) -> bool:
    """Whether the token hangs by hyphens between other words: both hyphens and "au" in "Port-au-Prince"."""
    if index == 0 or index + 1 >= len(tokens):
        return False
    starts, ends = tokens.starts, tokens.ends
    if ends[index - 1] != starts[index] or ends[index] != starts[index + 1]:
        return False
    before, here, after = tokens.texts[index - 1 : index + 2]
    return here in _HYPHENS or (before in _HYPHENS and after in _HYPHENS)


def _furthest(tokens: Tokens, first: int, stop: int) -> int:
    """The last token that may belong to a name that begins at ``first``."""
    last = first
    for index in range(first + 1, min(first + LONGEST_MATCH_TOKENS, stop)):
        text = tokens.texts[index]
        if tokens.capitals[index] or tokens.kinds[index] == "number":
            last = index
        elif not (
            text in _INSIDE_NAMES
            or (text == "." and len(tokens.texts[index - 1]) < 5)
            or is_joined(tokens, index)
            or (text in _JOINED_ARTICLES and begins_name(tokens, index))  # "Deir ez-Zor"
        ):
            break
    return last


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch in which a name may stand, and the gazetteer's names in it: first token → (last, hint)."""

    sentence: Sentence
    tokens: range
    matches: dict[int, tuple[int, str]]
    crowded: bool
    """Whether most words of its sentence are capitalized, as in a headline."""


def segments_with_matches(
    text: str, tokens: Tokens, sentences: Sequence[Sentence], hint: Hint
) -> Sequence[Segment]:
    """All segments of a text with the longest names of the gazetteer in each.

    The tagger and the recognizer ask for the same text one after the other, so that the last
    answer is kept.
    """
    global _latest
    latest = _latest
    if latest is not None and latest[0] is tokens and latest[1] is hint:
        return latest[2]
    found = []
    beginnings = beginnings_of_names(tokens)
    begin = 0
    for sentence in sentences:
        begin, before = bisect_left(beginnings, sentence.last, begin), begin
        inside = beginnings[before:begin]
        if segments := segments_of(tokens, sentence, inside):
            crowded = len(inside) >= _FEWEST_IN_HEADLINE and is_crowded(tokens, sentence)
            found += [
                Segment(sentence, segment, longest_matches(text, tokens, segment, hint), crowded)
                for segment in segments
            ]
    _latest = (tokens, hint, found)
    return found


_latest: tuple[Tokens, Hint, Sequence[Segment]] | None = None


def longest_matches(text: str, tokens: Tokens, segment: range, hint: Hint) -> dict[int, tuple[int, str]]:
    """Where names of the gazetteer stand in a segment: first token → (last token, hint)."""
    found: dict[int, tuple[int, str]] = {}
    starts, ends, texts, capitals = tokens.starts, tokens.ends, tokens.texts, tokens.capitals
    index = segment.start
    while index < segment.stop:
        step = 1
        if capitals[index] or begins_name(tokens, index):
            opens_none = texts[index] in _OPEN_NO_NAME
            furthest = index if opens_none else _furthest(tokens, index, segment.stop)
            for last in range(furthest, index - 1, -1):
                if not capitals[last]:
                    continue
                said = hint(text[starts[index] : ends[last]])
                if said is not None:
                    if last == index and said.startswith(_TOWN_HINTS) and is_common(texts[index]):
                        said = COMMON_WORD
                    found[index] = (last, said)
                    step = last - index + 1
                    break
        index += step
    return found


def segment_features(tokens: Tokens, segment: Segment) -> list[list[str | bytes]]:
    """The features of each token of a segment, for the tagger and its training alike; bytes are UTF-8."""
    hints = _hint_features(segment)
    sentence = segment.sentence
    crowded = segment.crowded
    texts = tokens.texts
    rows = []
    for index in segment.tokens:
        before = texts[index - 1] if index > sentence.first else "<s>"
        after = texts[index + 1] if index + 1 < sentence.last else "</s>"
        own_hint = hints[index]
        kind = own_hint[0]
        row: list[str | bytes] = [
            *_own(texts[index]),
            *_neighbour(before, "-1"),
            *_neighbour(after, "+1"),
            _far(texts[index - 2] if index - 1 > sentence.first else "<s>", "-2"),
            _far(texts[index + 2] if index + 2 < sentence.last else "</s>", "+2"),
            *own_hint,
            _hint_beside(kind, before, "-1"),
            _hint_beside(kind, after, "+1"),
        ]
        if index - 1 in hints:
            row.append("-1" + hints[index - 1][0])
        if index + 1 in hints:
            row.append("+1" + hints[index + 1][0])
        if after == "," and index + 2 in hints:
            row.append(f"{kind},{hints[index + 2][0]}")
        if before == "," and index - 2 in hints:
            row.append(f"{hints[index - 2][0]},{kind}")
        if crowded:
            row.append("crowded|" + kind)
        if index == sentence.first:
            row.append("first|" + kind)
        rows.append(row)
    return rows


def is_mere_opening(tokens: Sequence[Token], segment: Segment) -> bool:
    """Whether a segment is but the capital that a sentence begins with ("The", "On")."""
    only = segment.tokens.start
    return len(segment.tokens) == 1 and only == segment.sentence.first and is_common(tokens[only].text)


def _hint_features(segment: Segment) -> dict[int, tuple[str, ...]]:
    features = dict.fromkeys(segment.tokens, _NO_HINT)
    for first, (last, said) in segment.matches.items():
        if first == last:
            features[first] = _hint_row(said, "S")
        else:
            features[first] = _hint_row(said, "B")
            for index in range(first + 1, last + 1):
                features[index] = _hint_row(said, "E" if index == last else "I")
    return features


@lru_cache(maxsize=1000)
def _hint_row(said: str, position: str) -> tuple[str, ...]:
    return (f"g={position}{said}", f"gp={position}", f"gk={said.partition(':')[0]}")


def is_crowded(tokens: Tokens, sentence: Sentence) -> bool:
    """Whether most words are capitalized, as in a headline."""
    is_word = map("word".__eq__, tokens.kinds[sentence.first : sentence.last])
    capitals = list(compress(tokens.capitals[sentence.first : sentence.last], is_word))
    return len(capitals) > _FEWEST_IN_HEADLINE and sum(capitals) > 0.6 * len(capitals)


@lru_cache(maxsize=50_000)
def _lower(word: str) -> str:
    lower = word.lower()
    return lower if lower.isascii() else lower.encode("utf-8", "replace").decode("utf-8")  # lone surrogates


@lru_cache(maxsize=50_000)
def _own(word: str) -> tuple[bytes, ...]:
    """Encoded here, once a word: else the tagger does so each time."""
    lower = _lower(word)
    features = (
        f"w={lower}", f"s={_shape(word)}", f"x3={lower[-3:]}", f"p3={lower[:3]}", f"x4={lower[-4:]}",
        f"n={name_class(lower)}",
    )  # fmt: skip
    return tuple(map(str.encode, features))


@lru_cache(maxsize=100_000)
def _neighbour(word: str, where: str) -> tuple[bytes, ...]:
    lower = _lower(word)
    features = (f"{where}={lower}", f"{where}s={_shape(word)}", f"{where}n={name_class(lower)}")
    return tuple(map(str.encode, features))


@lru_cache(maxsize=100_000)
def _far(word: str, where: str) -> bytes:
    return f"{where}={_lower(word)}".encode()


@lru_cache(maxsize=50_000)
def _hint_beside(kind: str, word: str, where: str) -> bytes:
    return f"{kind}|{where}={_context(word)}".encode()


@lru_cache(maxsize=50_000)
def _context(word: str) -> str:
    """A coarse class of a neighbouring word, to be combined with the gazetteer's hint."""
    lower = _lower(word)
    if lower in _PLACE_BEFORE or not word[0].isalnum():
        return lower
    return _shape(word) + name_class(lower)


@lru_cache(maxsize=50_000)
def name_class(word: str) -> str:
    """ "g" for a known given name, "f" for a known family name, "gf" for both."""
    lower = word.lower()
    return ("g" if lower in _names("names_given.txt") else "") + (
        "f" if lower in _names("names_family.txt") else ""
    )


@lru_cache(maxsize=50_000)
def is_common(word: str) -> bool:
    """Whether the word, whatever its capitals, is an everyday word of English."""
    return _lower(word) in common_words()


def common_words() -> frozenset[str]:
    """The everyday words of English, in lower case."""
    return _names("names_common.txt")


@lru_cache(maxsize=50_000)
def _shape(word: str) -> str:
    if word.isdigit():
        return "d"
    if not word[0].isalnum():
        return _lower(word) if len(word) == 1 or word in ("<s>", "</s>") else "?"
    if word.isupper():
        if "." in word:
            return "X."
        return "X" if len(word) == 1 else ("XX" if len(word) < 5 else "XXX")
    if word[0].isupper():
        return "Xx" if word[1:].islower() else "XxX"
    return "x" if word.isalpha() else "x?"


@cache
def _names(file: str) -> frozenset[str]:
    lines = files(__package__).joinpath(file).read_text("utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))
