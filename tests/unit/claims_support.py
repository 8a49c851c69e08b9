"""Short invented texts into claims: place names are marked with [brackets] where the test puts them."""

import re
from datetime import date

from geoclaims.claims.attribution import attributed_contents
from geoclaims.claims.extract import extract_claims
from geoclaims.language import annotate
from geoclaims.model import AttributedContent, Claim, Document, Toponym, Use

PUBLISHED = date(2024, 3, 14)  # a Thursday
_MARK = re.compile(r"\[(?:(literal|demonym|metonym):)?([^\]]+)\]")


def marked(text: str) -> tuple[str, list[tuple[int, int, Use]]]:
    """The text without its brackets, and the spans that stood in them."""
    plain, spans, last = "", [], 0
    for match in _MARK.finditer(text):
        plain += text[last : match.start()]
        spans.append((len(plain), len(plain) + len(match[2]), match[1] or "literal"))
        plain += match[2]
        last = match.end()
    return plain + text[last:], spans


def document_and_toponyms(
    text: str, published: date | None = PUBLISHED
) -> tuple[Document, tuple[Toponym, ...]]:
    """A document and unresolved toponyms at its brackets."""
    plain, spans = marked(text)
    document = Document("test", plain, published=published)
    toponyms = tuple(
        Toponym(
            document="test", start=start, end=end, text=plain[start:end],
            use=use, status="not_found", score=0.0, place=None,
        )
        for start, end, use in spans
    )  # fmt: skip
    return document, toponyms


def claims_of(text: str, published: date | None = PUBLISHED) -> tuple[Claim, ...]:
    """The claims of a text with bracketed place names; no tagger of names is used."""
    document, toponyms = document_and_toponyms(text, published)
    return extract_claims(document, annotate(document.text), toponyms)


def only_claim(text: str, published: date | None = PUBLISHED) -> Claim:
    """The one claim of a text."""
    (claim,) = claims_of(text, published)
    return claim


def attributions_of(text: str) -> tuple[AttributedContent, ...]:
    """The attributions of a text."""
    document, toponyms = document_and_toponyms(text)
    return attributed_contents(document, annotate(document.text), toponyms)


def places_of(claim: Claim) -> list[tuple[str, str]]:
    """The places of a claim as (role, text)."""
    return [(place.role, place.text) for place in claim.places]
