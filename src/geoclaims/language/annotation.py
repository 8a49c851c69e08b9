"""The one annotation of a text that recognition and claims share."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress, count, repeat
from operator import itemgetter
from typing import Any, Literal, NamedTuple, TypeVar

T = TypeVar("T")

NameLabel = Literal["PER", "LOC", "ORG"]
TokenKind = Literal["word", "number", "punctuation"]


class Token(NamedTuple):
    """A word, a number or a punctuation mark. (A tuple, since a text has thousands.)"""

    start: int
    end: int
    text: str
    kind: TokenKind
    lower: str
    """Its lower case: ``text`` itself where it has no capital."""
    capital: bool
    """Whether it begins with a capital letter."""


class Tokens(tuple[Token, ...]):
    """The tokens of a text in order, and each of their columns for what looks at all of them."""

    @classmethod
    def of_columns(cls, *columns: tuple[Any, ...]) -> "Tokens":
        """The tokens whose starts, ends, texts, kinds, words and capitals these are.

        A text has thousands of tokens: made column by column, they take half the time of a loop.
        """
        tokens = cls(map(tuple.__new__, repeat(Token), zip(*columns, strict=True)))
        tokens.__dict__["_columns"] = columns
        return tokens

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each begins."""
        return self._columns[0]

    @cached_property
    def ends(self) -> tuple[int, ...]:
        """Where each ends."""
        return self._columns[1]

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Each as it is written."""
        return self._columns[2]

    @cached_property
    def kinds(self) -> tuple[TokenKind, ...]:
        """The kind of each."""
        return self._columns[3]

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Each in lower case."""
        return self._columns[4]

    @cached_property
    def capitals(self) -> tuple[bool, ...]:
        """Whether each begins with a capital letter."""
        return self._columns[5]

    @cached_property
    def _columns(self) -> tuple[tuple[Any, ...], ...]:
        return tuple(tuple(map(itemgetter(column), self)) for column in range(len(Token._fields)))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence; ``first``/``last`` bound its tokens, half-open; ``paragraph`` is an index."""

    start: int
    end: int
    first: int
    last: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of text between blank lines or line breaks; ``heading`` marks a title line."""

    start: int
    end: int
    heading: bool


@dataclass(frozen=True, slots=True)
class Quote:
    """Quoted words. ``start``/``end`` include the marks, ``inner_*`` do not.

    ``closed`` is False for a quote that its paragraph leaves open; ``continues`` is True
    where the paragraph before left the same quote open (each paragraph has its own Quote).
    ``scare`` marks one to three quoted words inside a sentence, which report no speech.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool
    continues: bool
    scare: bool


@dataclass(frozen=True, slots=True)
class Dateline:
    """The head of a wire story, "GOMA, March 3 (Wire) -": where it was filed, no event place."""

    start: int
    end: int
    place_start: int
    place_end: int


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the text, as the tagger reads it."""

    start: int
    end: int
    text: str
    label: NameLabel


def where(holds: Callable[[T], object], values: Iterable[T]) -> list[int]:
    """The indices of the values for which something holds. (A loop would take ten times as long.)"""
    return list(compress(count(), map(holds, values)))


class _Words(dict[int, str]):
    """Words by index. (A mapping, since rules look before and behind a name some hundred times a text.)"""

    def __missing__(self, index: int) -> str:
        return ""


@dataclass(frozen=True)
class Annotation:
    """All that the stages share of one text; every list is in text order."""

    text: str
    language: str | None
    tokens: Tokens
    sentences: tuple[Sentence, ...]
    paragraphs: tuple[Paragraph, ...]
    quotes: tuple[Quote, ...]
    datelines: tuple[Dateline, ...]
    names: tuple[Name, ...]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds this offset, or None between sentences."""
        found = bisect_right(self._sentence_starts, offset) - 1
        if found < 0 or self.sentences[found].end <= offset:
            return None
        return self.sentences[found]

    def token_at(self, offset: int) -> int | None:
        """The index of the token that holds this offset, or None between tokens."""
        found = bisect_right(self.tokens.starts, offset) - 1
        if found < 0 or self.tokens.ends[found] <= offset:
            return None
        return found

    def tokens_of(self, sentence: Sentence) -> Sequence[Token]:
        """The tokens of one sentence."""
        return self.tokens[sentence.first : sentence.last]

    @cached_property
    def word(self) -> Callable[[int], str]:
        """The token at an index in lower case; empty outside the text, as before its first token."""
        return _Words(enumerate(self.tokens.words)).__getitem__

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]
