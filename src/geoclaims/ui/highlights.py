"""A report's text cut into pieces, each with the marks that lie on it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from geoclaims.model import Analysis, Claim, Toponym
from geoclaims.output.escape import visible
from geoclaims.output.wording import EVENT_TYPE_LABELS, REALIS_LABELS, SOURCE_KIND_LABELS, listed
from geoclaims.vocabulary import DRAWN_ROLES

Kind = Literal["place", "ambiguous", "unfound", "trigger", "source", "cue"]
LEGEND: dict[Kind, str] = {
    "place": "place",
    "ambiguous": "place, ambiguous",
    "unfound": "place, not found",
    "trigger": "claimed event",
    "source": "who says it",
    "cue": "how it is said",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """One span with a meaning; ``claim`` is the id of the claim it is a part of, if any."""

    start: int
    end: int
    kind: Kind
    claim: str | None
    note: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with the same marks throughout."""

    start: int
    end: int
    kinds: tuple[Kind, ...] = ()
    parts: tuple[str, ...] = ()
    """Claims of which it is the trigger, the source, the cue or a place."""
    sentences: tuple[str, ...] = ()
    """Claims in whose sentence it stands."""
    notes: tuple[str, ...] = ()


def marks(analysis: Analysis) -> list[Mark]:
    """Every toponym, trigger, source and cue of a reading, with a note in words."""
    found = [Mark(t.start, t.end, _place_kind(t), None, place_note(t)) for t in analysis.toponyms]
    for claim in analysis.claims:
        event, attribution = claim.event, claim.attribution
        what = f"claimed event: {EVENT_TYPE_LABELS[event.type]}; {REALIS_LABELS[claim.realis]}"
        found.append(Mark(event.trigger.start, event.trigger.end, "trigger", claim.id, what))
        if attribution.source:
            kind = f"who says it: {SOURCE_KIND_LABELS[attribution.kind]}"
            if attribution.name and attribution.name != attribution.source.text:
                kind += f" ({attribution.name})"
            found.append(Mark(attribution.source.start, attribution.source.end, "source", claim.id, kind))
        if attribution.cue:
            cue = attribution.cue
            found.append(Mark(cue.start, cue.end, "cue", claim.id, "how it is said"))
        for link in attribution.chain:
            note = f"passed on by: {SOURCE_KIND_LABELS[link.kind]}"
            found.append(Mark(link.start, link.end, "source", claim.id, note))
        for place in claim.places:
            if place.role in DRAWN_ROLES:
                found.append(Mark(place.start, place.end, _place_kind(place), claim.id, place_note(place)))
    return found


def pieces(analysis: Analysis) -> list[Piece]:
    """The whole text, without gaps or overlaps, cut wherever a mark or a claim's sentence begins or ends."""
    length = len(analysis.document.text)
    found = [m for m in marks(analysis) if 0 <= m.start < m.end <= length]
    claims = [c for c in analysis.claims if 0 <= c.start < c.end <= length]
    cuts = {0, length}
    spans: list[Mark | Claim] = [*found, *claims]
    for span in spans:
        cuts |= {span.start, span.end}
    opening: dict[int, list[Mark | Claim]] = {}
    for span in spans:
        opening.setdefault(span.start, []).append(span)
    open_spans: list[Mark | Claim] = []
    result = []
    for start, end in pairwise(sorted(cuts)):
        open_spans = [span for span in open_spans if span.end > start] + opening.get(start, [])
        result.append(_piece(start, end, open_spans))
    return result


def as_data(analysis: Analysis) -> list[dict[str, Any]]:
    """The pieces as small JSON values for the page; control and bidi characters are made visible.

    ``o`` is where ``t`` begins in the text; from there code points can be counted, one by one.
    """
    text = analysis.document.text
    data = []
    for piece in pieces(analysis):
        item: dict[str, Any] = {}
        if piece.kinds:
            item |= {"k": list(piece.kinds), "n": visible("\n".join(piece.notes))}
        if piece.parts:
            item["p"] = list(piece.parts)
        if piece.sentences:
            item["s"] = list(piece.sentences)
        data += [{"o": start, "t": shown, **item} for start, shown in _shown(text, piece.start, piece.end)]
    return data


def _shown(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Stretches as they are shown, each code point for one: cut where a character is taken out."""
    shown = visible(text[start:end])
    if len(shown) == end - start:
        yield start, shown
        return
    first = start
    for at in [n for n in range(start, end) if not visible(text[n])] + [end]:
        if first < at:
            yield first, visible(text[first:at])
        first = at + 1


def place_note(toponym: Toponym) -> str:
    """What a name was found to mean, in one line."""
    use = "" if toponym.use == "literal" else f", used as a {toponym.use}"
    if toponym.place is not None:
        place = toponym.place
        where = listed(dict.fromkeys(p for p in (place.name, place.admin1, place.country) if p))
        return f"place: {where} ({place.feature}, within {place.uncertainty_m / 1000:g} km{use})"
    if toponym.status == "ambiguous":
        options = "; ".join(dict.fromkeys(f"{c.name} ({c.country or '–'})" for c in toponym.candidates[:4]))
        return f"place, ambiguous: may be {options or 'one of several'}{use}"
    return f"place, not found in the gazetteer{use}"


def _place_kind(toponym: Toponym) -> Kind:
    if toponym.place is not None:
        return "place"
    return "ambiguous" if toponym.status == "ambiguous" else "unfound"


def _piece(start: int, end: int, spans: Sequence[Mark | Claim]) -> Piece:
    here = [span for span in spans if isinstance(span, Mark)]
    return Piece(
        start,
        end,
        kinds=tuple(dict.fromkeys(m.kind for m in here)),
        parts=tuple(dict.fromkeys(m.claim for m in here if m.claim)),
        sentences=tuple(span.id for span in spans if isinstance(span, Claim)),
        notes=tuple(dict.fromkeys(m.note for m in here)),
    )
