"""What a report is made of: its voices, named and not, its links, byline and dates."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from geoclaims.model import Analysis, Attribution, Document
from geoclaims.output.wording import SOURCE_KIND_LABELS

_NAMED = ("named", "office")
_LINK = re.compile(r"https?://[^\s<>\"'“”’)\]}]+", re.IGNORECASE)
_BYLINE = re.compile(
    r"^\W{0,2}(?i:(?:written |reported |story |text )?by):?\s+(?P<who>(?!\d)\w[^\n|]{2,60}[^\W_])$"
)
"""A line of its own near the top that says who wrote: "By Jane Doe and John Roe"."""
_CREDIT = re.compile(r"\((?P<who>(?:additional )?reporting by [^()\n]{3,200})\)", re.IGNORECASE)
"""The agencies' closing credit: "(Reporting by …; editing by …)"."""
_TOP_LINES = 8


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody whom claims come from: what they are called, of which kind, how many claims."""

    name: str
    kind: str
    claims: int


@dataclass(frozen=True, slots=True)
class Profile:
    """One report's make-up; ``first`` and ``last`` are the days that its words give."""

    claims: int
    named: tuple[Voice, ...]
    unnamed: tuple[Voice, ...]
    unsourced: int
    statements: int
    """Attributions in the report, with or without an event."""
    mentions: int
    placed: int
    open_names: tuple[str, ...]
    links: tuple[str, ...]
    byline: str | None
    first: date | None
    last: date | None

    @property
    def from_named(self) -> int:
        """Claims whose source is named or holds a named office."""
        return sum(voice.claims for voice in self.named)

    @property
    def from_unnamed(self) -> int:
        """Claims whose source is neither named nor the outlet itself."""
        return sum(voice.claims for voice in self.unnamed)


def profile(analysis: Analysis) -> Profile:
    """The make-up of a report as read."""
    voices = [c.attribution for c in analysis.claims]
    sourced = [a for a in voices if a.kind != "publisher"]
    days = sorted(
        day
        for claim in analysis.claims
        if claim.time.basis == "expression"
        for day in (claim.time.start, claim.time.end)
        if day
    )
    return Profile(
        claims=len(analysis.claims),
        named=_voices([a for a in sourced if a.identity in _NAMED]),
        unnamed=_voices([a for a in sourced if a.identity not in _NAMED]),
        unsourced=len(voices) - len(sourced),
        statements=len(analysis.attributions),
        mentions=len(analysis.toponyms),
        placed=sum(t.place is not None for t in analysis.toponyms),
        open_names=tuple(sorted({t.text for t in analysis.toponyms if t.place is None})),
        links=links(analysis.document),
        byline=byline(analysis.document.text),
        first=days[0] if days else None,
        last=days[-1] if days else None,
    )


def links(document: Document) -> tuple[str, ...]:
    """The addresses in the text, in its order, each once."""
    return tuple(dict.fromkeys(found.rstrip(".,;:!?") for found in _LINK.findall(document.text)))


def byline(text: str) -> str | None:
    """Who wrote it, as a line near the top or the closing credit says; None where neither does."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for line in lines[:_TOP_LINES]:
        found = _BYLINE.match(line)
        if found and found["who"][0].isupper():
            return found["who"]
    credit = _CREDIT.search(text)
    return credit["who"].strip() if credit else None


def _voices(attributions: list[Attribution]) -> tuple[Voice, ...]:
    counts = Counter((_called(a), SOURCE_KIND_LABELS[a.kind]) for a in attributions)
    return tuple(Voice(name, kind, count) for (name, kind), count in counts.most_common())


def _called(attribution: Attribution) -> str:
    if attribution.name:
        return attribution.name
    return attribution.source.text if attribution.source else "nobody is named"
