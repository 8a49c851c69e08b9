"""All attributions of a document: whose words each piece of text gives."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from geoclaims.claims.actors import ActorTable
from geoclaims.claims.attribution_clauses import find_clause_attributions
from geoclaims.claims.attribution_phrases import find_phrase_attributions
from geoclaims.claims.attribution_quotes import find_quote_attributions
from geoclaims.claims.cues import Attributed
from geoclaims.claims.phrases import phrase_after
from geoclaims.claims.reading import Reading, read
from geoclaims.claims.speakers import Speakers
from geoclaims.language.annotation import Annotation
from geoclaims.model import AttributedContent, ChainLink, Document, Span, Toponym

_CITING = ("citing", "quoting")
_REACH_CITING = 60


def find_attributions(
    document: Document, annotation: Annotation, toponyms: Sequence[Toponym] = ()
) -> tuple[Attributed, ...]:
    """Every attribution of the document in text order of its cues, nested ones included."""
    return find_in(read(document, annotation, toponyms))


def attributed_contents(
    document: Document,
    annotation: Annotation,
    toponyms: Sequence[Toponym] = (),
    actors: ActorTable | None = None,
) -> tuple[AttributedContent, ...]:
    """What ``geoclaims attributions`` lists: every attribution, with or without an event.

    Nothing in the publisher's own voice is among them; a text in an unsupported language has none.
    """
    if annotation.language is None:
        return ()
    reading = read(document, annotation, toponyms, actors)
    found = find_in(reading)
    speakers = Speakers(reading, found)
    rows = []
    for attributed in found:
        if attributed.entry.weak:
            continue
        kind = "unspecified" if attributed.source is None else speakers.describe(attributed).kind
        rows.append(
            AttributedContent(
                document=document.id,
                source=reading.span(*attributed.source) if attributed.source is not None else None,
                cue=attributed.cue,
                content=_one_span(reading, attributed),
                kind=kind,
                chain=tuple(
                    ChainLink(*_parts(reading, link), speakers.describe_span(link).kind)
                    for link in attributed.chain
                ),
            )
        )
    return tuple(rows)


def _parts(reading: Reading, link: tuple[int, int]) -> tuple[str, int, int]:
    span = reading.span(*link)
    return span.text, span.start, span.end


def _one_span(reading: Reading, attributed: Attributed) -> Span:
    """The content as one span: a run of quotes as a whole, else its longest part."""
    if attributed.form == "quote":
        return reading.cut(attributed.contents[0][0], attributed.contents[-1][1])
    start, end = max(attributed.contents, key=lambda bounds: bounds[1] - bounds[0])
    return reading.cut(start, end)


def find_in(reading: Reading) -> tuple[Attributed, ...]:
    """The attributions of a reading; quotes first, then what the cues around them leave."""
    quotes = find_quote_attributions(reading)
    used = {found.cue_token for found in quotes}
    quoted_cues = sorted((found.cue.start, found.cue.end) for found in quotes if found.cue is not None)
    others: list[Attributed] = []
    for sentence in reading.annotation.sentences:
        clauses = find_clause_attributions(reading, sentence)
        phrases = find_phrase_attributions(reading, sentence)
        others += _merged(reading, clauses, phrases, used)
    others = [found for found in others if not _inside_cue(found, quoted_cues)]
    every = sorted([*quotes, *others], key=lambda found: found.cue_token)
    return tuple(_with_citing(reading, found) for found in every)


def _merged(
    reading: Reading, clauses: Sequence[Attributed], phrases: Sequence[Attributed], used: set[int]
) -> list[Attributed]:
    found = [made for made in clauses if made.cue_token not in used]
    cues = {made.cue_token for made in found} | used
    for made in phrases:
        if made.cue_token not in cues:
            found.append(made)
    return found


def _inside_cue(found: Attributed, cues: Sequence[tuple[int, int]]) -> bool:
    """Whether the cue lies within one of these, which are in text order."""
    if found.cue is None:
        return False
    at = bisect_right(cues, found.cue.start, key=lambda bounds: bounds[0]) - 1
    return at >= 0 and found.cue.start < cues[at][1]


def _with_citing(reading: Reading, found: Attributed) -> Attributed:
    """ "State TV, citing the army, reported": the army is the source, State TV passes it on."""
    if found.source is None:
        return found
    first, last = found.source
    for at in range(first, last):
        if reading.words[at] in _CITING and reading.tags[at] in "GN" and at > first:
            origin = phrase_after(reading, at + 1, last)
            if origin is not None:
                outer = at - 1 if reading.words[at - 1] == "," else at
                return replace(found, source=origin, chain=((first, outer), *found.chain))
        if reading.words[at] in ("quoted", "cited") and reading.words[at + 1] == "by" and at > first:
            outlet = phrase_after(reading, at + 2, last)  # "the governor, quoted by state media, said"
            if outlet is not None and reading.tags[at] == "E":
                end = at - 1 if reading.words[at - 1] == "," else at
                return replace(found, source=(first, end), chain=(outlet, *found.chain))
    sentence = reading.sentence_of(found.cue_token)
    if sentence is not None and reading.words[sentence.first] in _CITING and first > sentence.first:
        origin = phrase_after(reading, sentence.first + 1, first)  # "Citing officials, state TV reported"
        if origin is not None and reading.words[origin[1]] == "," and origin[1] == first - 1:
            return replace(found, source=origin, chain=(found.source, *found.chain))
    if sentence is None or found.form not in ("clause", "aside", "quote", "preposed"):
        return found
    for at in range(found.cue_token + 1, min(sentence.last, found.cue_token + _REACH_CITING)):
        if reading.words[at] in _CITING and reading.words[at - 1] == "," and reading.quote_of[at] < 0:
            origin = phrase_after(reading, at + 1, sentence.last)
            if origin is not None:
                return replace(found, source=origin, chain=(found.source, *found.chain))
    return found
