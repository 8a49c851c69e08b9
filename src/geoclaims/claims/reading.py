"""A text as the rules of claims look at it: words, tags (see ``tags``), quotes and places, token by token."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from geoclaims.claims.actors import ActorTable, default_actors
from geoclaims.claims.tags import settle, tag_names, tag_words
from geoclaims.language.annotation import Annotation, Quote, Sentence, Token
from geoclaims.model import Document, Span, Toponym

_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "`": "'", "‘": "'"})


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """One document ready for the rules; the lists run parallel to ``tokens``."""

    document: Document
    annotation: Annotation
    toponyms: Sequence[Toponym]
    tokens: Sequence[Token]
    words: Sequence[str]
    """In lower case, with plain apostrophes."""
    tags: Sequence[str]
    quote_of: Sequence[int]
    """Index into ``quotes``, −1 outside quoted speech."""
    toponym_of: Sequence[int]
    """Index into ``toponyms``, −1 outside place names."""
    name_of: Sequence[int]
    """Index into ``annotation.names``, −1 outside names."""
    quotes: Sequence[Quote]
    """Quoted speech: without scare quotes."""
    actors: ActorTable
    """Who is a party to which war."""

    def span(self, first: int, last: int) -> Span:
        """The text of the tokens ``first`` up to, not including, ``last``."""
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        return Span(self.document.text[start:end], start, end)

    def cut(self, start: int, end: int) -> Span:
        """The text between two offsets."""
        return Span(self.document.text[start:end], start, end)

    def sentence_of(self, token: int) -> Sentence | None:
        """The sentence a token lies in."""
        return self.annotation.sentence_at(self.tokens[token].start)

    def sentence_index(self, offset: int) -> int:
        """The index of the last sentence that begins at or before an offset, at least 0."""
        sentences = self.annotation.sentences
        return max(0, bisect_right(sentences, offset, key=lambda sentence: sentence.start) - 1)

    def first_token_at(self, offset: int) -> int:
        """The first token that starts at or after an offset."""
        return bisect_left(self.tokens, offset, key=lambda token: token.start)


def read(
    document: Document,
    annotation: Annotation,
    toponyms: Sequence[Toponym],
    actors: ActorTable | None = None,
) -> Reading:
    """The reading of one annotated document; without a table of actors by the shipped one."""
    tokens = annotation.tokens
    words = [word.translate(_APOSTROPHES) for word in annotation.tokens.words]
    tags = tag_words(annotation, words)
    toponym_of = _covering(tokens, [(place.start, place.end) for place in toponyms])
    for index, place in enumerate(toponym_of):
        if place >= 0 and tags[index] not in "'-.":
            tags[index] = "M"
    name_of = _covering(tokens, [(name.start, name.end) for name in annotation.names])
    tag_names(annotation, name_of, tags)
    settle(words, tags)
    for index in range(len(words) - 1):
        following = toponym_of[index + 1]
        if (
            tags[index] == "N"
            and words[index].endswith("ing")
            and following >= 0
            and toponyms[following].use == "literal"
        ):
            tags[index] = "G"  # "denied bombing X"
    quotes = [quote for quote in annotation.quotes if not quote.scare]
    return Reading(
        document=document,
        annotation=annotation,
        toponyms=toponyms,
        tokens=tokens,
        words=words,
        tags=tags,
        quote_of=_covering(tokens, [(quote.start, quote.end) for quote in quotes]),
        toponym_of=toponym_of,
        name_of=name_of,
        quotes=quotes,
        actors=actors or default_actors(),
    )


def _covering(tokens: Sequence[Token], spans: Sequence[tuple[int, int]]) -> list[int]:
    """For each token the index of the span it lies in, or −1; the spans are in text order."""
    found = [-1] * len(tokens)
    index = 0
    for number, (start, end) in enumerate(spans):
        while index < len(tokens) and tokens[index].end <= start:
            index += 1
        at = index
        while at < len(tokens) and tokens[at].start < end:
            found[at] = number
            at += 1
    return found
