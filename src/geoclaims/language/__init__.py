"""Text into the one annotation that recognition and claims share."""

from collections.abc import Callable, Sequence

from geoclaims.language.annotation import (
    Annotation,
    Dateline,
    Name,
    NameLabel,
    Paragraph,
    Quote,
    Sentence,
    Token,
    Tokens,
    where,
)
from geoclaims.language.datelines import find_datelines
from geoclaims.language.identify import identify_language
from geoclaims.language.quotes import find_quotes
from geoclaims.language.sentences import split_paragraphs, split_sentences
from geoclaims.language.tokens import tokenize

NameTagger = Callable[[str, Tokens, Sequence[Sentence]], Sequence[Name]]
"""Finds the names of persons, places and organizations: text, tokens, sentences in; names out."""


def annotate(text: str, tag_names: NameTagger | None = None) -> Annotation:
    """All that the stages share of one text; without a tagger it has no names."""
    tokens = tokenize(text)
    paragraphs = split_paragraphs(text)
    sentences = split_sentences(text, tokens, paragraphs)
    return Annotation(
        text=text,
        language=identify_language(tokens),
        tokens=tokens,
        sentences=sentences,
        paragraphs=paragraphs,
        quotes=find_quotes(text, paragraphs),
        datelines=find_datelines(text, paragraphs),
        names=tuple(tag_names(text, tokens, sentences)) if tag_names else (),
    )


__all__ = [
    "Annotation",
    "Dateline",
    "Name",
    "NameLabel",
    "NameTagger",
    "Paragraph",
    "Quote",
    "Sentence",
    "Token",
    "Tokens",
    "annotate",
    "where",
]
