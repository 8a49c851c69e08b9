"""A claim made of words that an analyst marked: what may be chosen for it, and the claim itself."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from geoclaims.claims.identity import claim_id_at
from geoclaims.claims.times import find_times, published_range
from geoclaims.language import annotate
from geoclaims.model import (
    Analysis,
    Attribution,
    Claim,
    ClaimPlace,
    DocumentReference,
    Event,
    Place,
    Span,
    TimeRange,
    Toponym,
)
from geoclaims.vocabulary import EventType, Realis, Stance

LONGEST = 200
"""Code points of a trigger at most: the words that name the event, no paragraph."""


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The words between two offsets without the white space round them, or None where there are none."""
    if not 0 <= start < end <= len(text):
        return None
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    words = words.strip()
    return Span(words, start, start + len(words)) if words else None


def sentence_round(text: str, words: Span) -> Span:
    """The sentence the words stand in; all of them where they run over several."""
    sentences = [s for s in annotate(text).sentences if s.start < words.end and s.end > words.start]
    start = min((s.start for s in sentences), default=words.start)
    end = max((s.end for s in sentences), default=words.end)
    return Span(text[start:end], min(start, words.start), max(end, words.end))


def toponyms_in(analysis: Analysis, sentence: Span) -> list[Toponym]:
    """The place names of the sentence, in its order."""
    return [t for t in analysis.toponyms if sentence.start <= t.start and t.end <= sentence.end]


def toponym_of(analysis: Analysis, words: str, sentence: Span, place: Place | None) -> Toponym | None:
    """Words of the report as a place name that means this place: those of the sentence first."""
    text = analysis.document.text
    words = words.strip()
    start = text.find(words, sentence.start, sentence.end) if words else -1
    if words and start < 0:
        start = text.find(words)
    if start < 0:
        return None
    return Toponym(
        document=analysis.document.id, start=start, end=start + len(words), text=words, use="literal",
        status="resolved" if place else "not_found", score=1.0 if place else 0.0, place=place,
        reasons=("chosen by the analyst",),
    )  # fmt: skip


def sources_for(analysis: Analysis, sentence: Span) -> list[Attribution]:
    """Whom the report cites, those in the sentence first, then by distance from it."""
    found = [claim.attribution for claim in analysis.claims]
    for content in analysis.attributions:
        chain = content.chain
        found.append(Attribution(kind=content.kind, source=content.source, cue=content.cue, chain=chain))
    kept: dict[tuple[str, str], Attribution] = {}
    for attribution in sorted(found, key=lambda a: _distance(a, sentence)):
        if attribution.source is not None:
            kept.setdefault((attribution.kind, attribution.name or attribution.source.text), attribution)
    return list(kept.values())


def times_for(analysis: Analysis, sentence: Span) -> list[TimeRange]:
    """The times that words of the sentence give, and the one of an event about which no word is said."""
    published = analysis.document.published
    found = find_times(analysis.document.text, sentence.start, sentence.end, published)
    return [*(expression.range for expression in found), published_range(published)]


def named_source(text: str, sentence: Span, attribution: Attribution) -> Attribution:
    """The attribution with the span of its name, where the sentence has the name."""
    start = text.find(attribution.name, sentence.start, sentence.end) if attribution.name else -1
    if start < 0 or not attribution.name:
        return attribution
    return replace(attribution, source=Span(attribution.name, start, start + len(attribution.name)))


def claim_of(
    analysis: Analysis,
    words: Span,
    places: Iterable[Toponym],
    *,
    kind: EventType,
    attribution: Attribution,
    time: TimeRange,
    realis: Realis,
    stance: Stance,
) -> Claim:
    """The claim that these words make, with the id that a reading of the same words would give it."""
    document = analysis.document
    sentence = sentence_round(document.text, words)
    located = tuple(_located(place) for place in places)
    return Claim(
        id=claim_id_at(document.id, document.text, sentence.start, sentence.end, words, located),
        document=DocumentReference(
            document.id, document.title, document.publisher, document.published, document.url
        ),
        text=sentence.text,
        start=sentence.start,
        end=sentence.end,
        event=Event(kind, words),
        places=located,
        time=time,
        said_at=None,
        realis=realis,
        polarity="positive",
        stance=stance,
        certainty="unstated",
        attribution=attribution,
    )


def parts_by_place(claim: Claim, text: str, second: Sequence[tuple[int, int]]) -> list[dict[str, object]]:
    """The two claims that a split makes, as its correction holds them: ids, and whose places are whose."""
    drawn = [(place.start, place.end) for place in claim.drawn_places]
    shares = ([span for span in drawn if span not in second], [span for span in drawn if span in second])
    parts: list[dict[str, object]] = []
    for share, others in (shares, shares[::-1]):
        places = [p for p in claim.places if (p.start, p.end) not in others]
        id_ = claim_id_at(claim.document.id, text, claim.start, claim.end, claim.event.trigger, places)
        parts.append({"id": id_, "places": [list(span) for span in share]})
    return parts


def _located(toponym: Toponym) -> ClaimPlace:
    values = {name: getattr(toponym, name) for name in Toponym.__slots__}
    return ClaimPlace(**values | {"use": "literal"}, role="location")


def _distance(attribution: Attribution, sentence: Span) -> int:
    source = attribution.source
    if source is None:
        return 0
    return max(0, sentence.start - source.end, source.start - sentence.end)
