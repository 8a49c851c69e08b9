"""Text into paragraphs, and tokens into sentences."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from geoclaims.language.annotation import Paragraph, Sentence, Token, Tokens, where
from geoclaims.language.words import word_list

_BLOCK_END = re.compile(r"(?:\r\n?|\n)[ \t]*(?:\r\n?|\n)\s*")
_LINE = re.compile(r"[^\r\n]+")
_TERMINAL = frozenset((".", "!", "?", "…", "..."))
_CLOSING = ("”", "’", '"', "'", "»", ")", "]", "“")
_SENTENCE_ENDING = re.compile(r"[.!?…:;]['\"”’»)\]]*$")
_BULLETS = frozenset("•‣▪●◦*·–—-")
_ORNAMENTAL = frozenset(("So", "Sk", "Mn", "Cf", "Co"))
"""Unicode's categories of emoji, their skin tones, and the marks that join and colour them."""
_LONGEST_WRAPPED_LINE = 120
_LONGEST_SENTENCE = 400
"""Tokens. Text without full stops (captions, tickers, tables) is read in stretches of this length at most:
the longest of 12,859 sentences of news has 127, and what relates words within one costs the square of it."""
_LONGEST_HEADING_WORDS = 25


def split_paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a text: lines, but for blocks whose lines were broken to fit a width."""
    found: list[Paragraph] = []
    for start, end in _blocks(text):
        lines = [(m.start() + start, m.end() + start) for m in _LINE.finditer(text[start:end])]
        lines = [bounds for bounds in (_trim(text, *line) for line in lines) if bounds[0] < bounds[1]]
        if not lines:
            continue
        if _is_hard_wrapped([text[a:b] for a, b in lines]):
            lines = [(lines[0][0], lines[-1][1])]
        found += [Paragraph(a, b, _is_heading(text[a:b])) for a, b in lines]
    return tuple(found)


def split_sentences(text: str, tokens: Tokens, paragraphs: Sequence[Paragraph]) -> tuple[Sentence, ...]:
    """The sentences; none crosses a paragraph, and every token lies in one but for the
    emoji and bullets before it.

    What has more than 400 tokens without a full stop is cut at its commas and the like.
    """
    found: list[Sentence] = []
    index = 0
    for number, paragraph in enumerate(paragraphs):
        first = bisect_left(tokens.starts, paragraph.start, lo=index)
        index = bisect_left(tokens.starts, paragraph.end, lo=first)
        for begin, end in _sentence_bounds(text, tokens, first, index):
            while begin < end - 1 and _is_ornament(tokens[begin], tokens[begin + 1]):
                begin += 1
            for a, b in _cut_to_length(tokens, begin, end):
                found.append(Sentence(tokens[a].start, tokens[b - 1].end, a, b, number))
    return tuple(found)


def _is_ornament(token: Token, following: Token) -> bool:
    """An emoji, or a bullet apart from what follows, which posts begin their sentences with."""
    if token.kind != "punctuation":
        return False
    if token.text in _BULLETS:
        return following.start > token.end  # but "-5"
    return unicodedata.category(token.text[0]) in _ORNAMENTAL


def _cut_to_length(tokens: Sequence[Token], first: int, last: int) -> Iterator[tuple[int, int]]:
    """The sentence, or the stretches of one far too long: each ends at a mark, or before a small word."""
    while last - first > _LONGEST_SENTENCE:
        places = range(first + _LONGEST_SENTENCE, first + _LONGEST_SENTENCE // 2, -1)
        marks = (
            i for i in places if tokens[i - 1].kind == "punctuation" and tokens[i - 1].end < tokens[i].start
        )
        small_words = (i for i in places if tokens[i].text[0].islower())
        cut = next(marks, None) or next(small_words, places[0])
        yield first, cut
        first = cut
    yield first, last


def _sentence_bounds(text: str, tokens: Tokens, first: int, last: int) -> Iterator[tuple[int, int]]:
    start = after = first
    for at in where(_TERMINAL.__contains__, tokens.texts[first:last]):
        index = first + at
        if index < after:  # more of the same: "?!"
            continue
        after = index + 1
        while after < last and (
            tokens[after].text in _TERMINAL
            or (tokens[after].text in _CLOSING and tokens[after].start == tokens[after - 1].end)
        ):
            after += 1
        if after < last and _begins_sentence(text, tokens, index, after):
            yield start, after
            start = after
    if start < last:
        yield start, last


def _begins_sentence(text: str, tokens: Sequence[Token], stop: int, after: int) -> bool:
    """Whether the token at ``after`` begins a new sentence, given the full stop at ``stop``."""
    following = tokens[after]
    if following.start == tokens[after - 1].end:
        return False
    if following.kind == "word" and following.text[0].islower():
        return False
    if following.text in (",", ";", ":", "-", "–", "—"):
        return False
    if tokens[stop].text != "." or stop == 0:
        return True
    before = tokens[stop - 1]
    if before.end != tokens[stop].start:
        return True
    if len(before.text) == 1 and before.text.isupper() and following.capital:
        return False  # the initial of a name: "J. Smith"
    # "in Fla. Police said": a state's abbreviation can end a sentence, a title's never does;
    # nothing nearby tells them apart, so both are held together.
    return before.lower not in word_list("abbreviations")


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in _BLOCK_END.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _is_hard_wrapped(lines: Sequence[str]) -> bool:
    if len(lines) < 2:
        return False
    *inner, _ = lines
    if max(map(len, inner)) > _LONGEST_WRAPPED_LINE:
        return False
    open_ended = sum(not _SENTENCE_ENDING.search(line) for line in inner)
    continued = sum(line[0].islower() for line in lines[1:])
    longest = max(map(len, inner))
    even = sum(len(line) >= 0.6 * longest for line in inner) / len(inner)
    return open_ended / len(inner) >= 0.5 and even >= 0.7 and continued / len(inner) >= 0.4


def _is_heading(paragraph: str) -> bool:
    return not _SENTENCE_ENDING.search(paragraph) and len(paragraph.split()) <= _LONGEST_HEADING_WORDS
