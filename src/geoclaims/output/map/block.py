"""The one block of data that the drawing layer reads, in the page and in the dashboard.

All words are made here, in Python; the drawing layer sets them as text and never as HTML.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from typing import Any

from geoclaims.model import Claim, ClaimPlace, Verdict
from geoclaims.output import positions, wording
from geoclaims.output.escape import link_target, visible
from geoclaims.output.families import FAMILIES, SIDES, family_of, look_of
from geoclaims.output.map.backdrop import Label, outlines
from geoclaims.output.map.facets import facet_values, facets
from geoclaims.output.map.overlays import Overlay, overlay_block
from geoclaims.output.place_names import PlaceNames, in_language
from geoclaims.output.provenance import UNVERIFIED, Provenance

QUOTE_LIMIT = 500
"""Characters of a report's sentence that a page quotes at most: enough to judge, less than the work."""
WORDS_LIMIT = 300
"""Characters of any name, title or label; a longer one is cut, with an ellipsis."""

TILES_CREDIT = "Map tiles: © OpenStreetMap contributors (https://www.openstreetmap.org/copyright), ODbL"


@dataclass(frozen=True, slots=True)
class MapOptions:
    """What a map page says of itself and shows besides the claims."""

    title: str = "Claimed events"
    provenance: Provenance = field(default_factory=Provenance)
    labels: tuple[Label, ...] = ()
    """Towns to write on the backdrop, the most important first."""
    notes: tuple[str, ...] = ()
    """Lines on what was left out, shown under the title."""
    online: bool = False
    private: bool = False
    names: PlaceNames | None = None
    """The names under which places are shown; None shows the gazetteer's main ones."""


def map_block(
    claims: Sequence[Claim],
    overlays: Sequence[Overlay] = (),
    verdicts: Iterable[Verdict] = (),
    options: MapOptions | None = None,
) -> dict[str, Any]:
    """Claims, records and verdicts as the JSON-ready data that ``geoclaims.draw`` reads."""
    options = options or MapOptions()
    claims = in_language(claims, options.names)
    by_claim: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        by_claim.setdefault(verdict.claim, []).append(verdict)
    counts = Counter(family_of(claim).id for claim in claims)
    sides = Counter(claim.attribution.side for claim in claims)
    return {
        "version": 1,
        "title": cut(options.title),
        "note": UNVERIFIED,
        "private": options.private,
        "online": options.online,
        "total": len(claims),
        "families": [
            {
                "id": f.id,
                "label": f.label,
                "letter": f.letter,
                "colour": f.colour,
                "ink": f.ink,
                "edge": f.edge,
                "count": counts[f.id],
            }
            for f in FAMILIES
            if counts[f.id]
        ],
        "sides": [{**asdict(side), "count": sides[side.id]} for side in SIDES if sides[side.id]],
        "about": [cut(line) for line in credit_lines(options, overlays)],
        "claims": [claim_block(claim, by_claim.get(claim.id, [])) for claim in claims],
        "facets": facets(claims, by_claim),
        "overlays": [overlay_block(overlay) for overlay in overlays],
        "backdrop": {
            "outlines": outlines(),
            "labels": [[cut(label.shown or label.name), label.lat, label.lon] for label in options.labels],
        },
    }


def credit_lines(options: MapOptions, overlays: Sequence[Overlay]) -> Iterator[str]:
    """What a page and all that is saved from it says of its making, one line each: whom to cite first."""
    made = options.provenance
    yield from made.citations
    for overlay in overlays:
        info = overlay.table.info
        parts = (overlay.title, info.citation, f"licence: {info.licence}" if info.licence else None)
        yield " · ".join(part for part in parts if part)
    yield outlines()["note"]
    if options.online:
        yield TILES_CREDIT
    if made.gazetteer:
        yield f"Gazetteer: {made.gazetteer}"
    if made.settings:
        yield f"Settings: {made.settings}"
    if made.filters:
        yield f"Filters: {made.filters}"
    yield f"Made with {made.software} on {made.made_at.isoformat()}"


def cut(text: str, limit: int = WORDS_LIMIT) -> str:
    """The text in one line of at most ``limit`` characters."""
    line = " ".join(visible(text[: limit * 4]).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def claim_block(claim: Claim, verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """One claim as the drawing layer takes it, in words ready to be shown."""
    place = positions.main_place(claim)
    document = claim.document
    words = " · ".join(
        cut(part)
        for part in (
            document.title or f"document {document.id}",
            document.publisher,
            wording.day_text(document.published) if document.published else None,
        )
        if part
    )
    return {
        "id": claim.id,
        "headline": cut(wording.claimed_by(claim)),
        "source": cut(wording.source_text(claim.attribution)),
        "family": family_of(claim).id,
        "side": claim.attribution.side,
        "style": look_of(claim),
        "pin": "drop"
        if place and positions.position(place)
        else "ring"
        if place and place.candidates
        else "none",
        "where": cut(_where(place)) if place else "no place given",
        "how": wording.said_text(claim),
        "what": " · ".join(
            [wording.EVENT_TYPE_LABELS[claim.event.type], wording.said_text(claim), _when(claim)]
        ),
        "parts": sentence_parts(claim),
        "rows": [[label, cut(value)] for label, value in _rows(claim) if value],
        "places": [_place(claim, drawn) for drawn in claim.drawn_places],
        "unplaced": _unplaced(place),
        "document": {"words": words, "url": link_target(document.url)},
        "verdicts": [_verdict(claim, verdict) for verdict in verdicts],
        "facets": facet_values(claim, verdicts),
        "dates": [day.isoformat() if day else None for day in (claim.time.start, claim.time.end)],
    }


def _when(claim: Claim) -> str:
    return wording.time_text(claim.time).partition(" (")[0]


def _rows(claim: Claim) -> Iterable[tuple[str, str | None]]:
    """The label and the words of each line under the sentence; a line without words is left out."""
    attribution, event = claim.attribution, claim.event
    yield "Source", wording.source_text(attribution)
    yield (
        "Kind of source",
        f"{wording.SOURCE_KIND_LABELS[attribution.kind]}; {wording.SIDE_LABELS[attribution.side]}",
    )
    yield "Through", wording.chain_text(attribution)
    yield "How", f"{wording.STANCE_LABELS[claim.stance]}; {wording.said_text(claim)}"
    if claim.certainty != "unstated":
        yield "Certainty in the words", claim.certainty
    if attribution.inferred:
        yield "Source taken over from the text before", attribution.inferred
    yield "Event", wording.EVENT_TYPE_LABELS[event.type] + (f": {event.subtype}" if event.subtype else "")
    yield "Harm", "; ".join(wording.casualties_text(count) for count in event.casualties) or None
    for place in claim.places:
        yield wording.ROLE_LABELS[place.role].capitalize(), _place_line(place)
    yield "When", wording.time_text(claim.time)
    if claim.said_at:
        yield "Said", wording.time_text(claim.said_at)
    stance = claim.publisher_stance
    if stance.value != "neutral":
        quoted = f" (“{stance.text}”)" if stance.text else ""
        yield "The outlet", wording.PUBLISHER_STANCE_LABELS[stance.value] + quoted


def _where(place: ClaimPlace) -> str:
    return wording.moved(place, wording.place_text(place))


def _place_line(place: ClaimPlace) -> str:
    point = positions.position(place)
    words = _where(place)
    if point and point.uncertainty_m:
        words += f", ± {point.uncertainty_m / 1000:g} km"
    if place.status == "ambiguous" and place.candidates:
        listed = (
            f"{c.name}{f', {c.country}' if c.country else ''} ({c.score:.2f})" for c in place.candidates[:5]
        )
        words += ": " + "; ".join(listed)
    return words


def _short_name(place: ClaimPlace) -> str:
    """What stands at the pin: as written, and the gazetteer's name where it differs."""
    if place.place is None or not wording.is_named_otherwise(place):
        return place.text
    return f"{place.text} ({place.place.name})"


def _place(claim: Claim, place: ClaimPlace) -> dict[str, Any]:
    point = positions.position(place)
    candidates = place.candidates[:5] if place.status == "ambiguous" else ()
    return {
        "written": cut(place.text),
        "name": cut(_short_name(place), 60),
        "label": cut(wording.place_text(place)),
        "lat": point.lat if point else None,
        "lon": point.lon if point else None,
        "radius_m": point.uncertainty_m if point else None,
        "geometry": point.geometry if point else None,
        "candidates": [
            {
                "label": cut(f"{c.name}{f', {c.country}' if c.country else ''} (score {c.score:.2f})"),
                "lat": c.lat,
                "lon": c.lon,
            }
            for c in candidates
            if positions.is_on_earth(c.lat, c.lon)
        ],
    }


def _unplaced(place: ClaimPlace | None) -> str:
    if place is None:
        return "the sentence names no place for it"
    if place.status == "not_found":
        return f"“{cut(place.text)}” is not in the gazetteer"
    return "it has no usable position"


def sentence_parts(claim: Claim) -> list[list[str]]:
    """The sentence cut where its marked spans begin and end: [text, marks] with marks out of ``tscp``.

    t trigger, s source, c cue, p place; offsets are code points of the document, so a page
    that counts otherwise needs none. A long sentence is cut round the trigger.
    """
    spans = [("t", claim.event.trigger.start, claim.event.trigger.end)]
    for mark, span in (("s", claim.attribution.source), ("c", claim.attribution.cue)):
        if span is not None:
            spans.append((mark, span.start, span.end))
    spans += [("p", place.start, place.end) for place in claim.places]
    length = len(claim.text)
    first, last = _quoted(length, claim.event.trigger.start - claim.start)
    inside = [
        (mark, max(start - claim.start, first), min(end - claim.start, last)) for mark, start, end in spans
    ]
    cuts = sorted({first, last, *(edge for _, start, end in inside if start < end for edge in (start, end))})
    parts = [["… ", ""]] if first else []
    for start, end in pairwise(cuts):
        here = {mark for mark, s, e in inside if s <= start and end <= e}
        marks = "".join(mark for mark in "tscp" if mark in here)
        parts.append([visible(claim.text[start:end]), marks])
    return [*parts, ["…", ""]] if last < length else parts


def _quoted(length: int, trigger: int) -> tuple[int, int]:
    if length <= QUOTE_LIMIT:
        return 0, length
    first = max(0, min(trigger - QUOTE_LIMIT // 2, length - QUOTE_LIMIT))
    return first, first + QUOTE_LIMIT


def _verdict(claim: Claim, verdict: Verdict) -> dict[str, Any]:
    lines = []
    if verdict.reason:
        lines.append(wording.REASON_LABELS[verdict.reason])
    window = f"within {verdict.window.km:g} km and {wording.days_text(verdict.window.days)}"
    if verdict.observed is not None and verdict.status != "not_comparable":
        count = f"{verdict.observed} record{'' if verdict.observed == 1 else 's'} {window}"
        told = verdict.null_model is None or verdict.null_model.effective_n > 0
        if not told:
            count += "; too few days are covered to say what chance would show"
        elif verdict.expected is not None:
            count += f"; {verdict.expected:.1f} expected by chance there"
        if told and verdict.p_value is not None:
            count += f" (p = {verdict.p_value:.2f}: how unusual this much recorded activity is)"
        lines.append(count)
    for match in verdict.matches[:5]:
        place = wording.near_text(claim, match)
        near = f" from {place}" if place else ""
        lines.append(
            f"record {match.event}: {match.km:.1f} km{near}, {wording.apart_text(match.days)},"
            f" type {match.type}, actors {match.actors},"
            f" independence {match.independence.replace('_', ' ')}"
        )
    if verdict.control:
        shares = ", ".join(f"{name} {share:.0%}" for name, share in verdict.control.shares.items())
        lines.append(f"map of {wording.day_text(verdict.control.date)}: {shares}. {verdict.control.lag_note}")
    return {
        "dataset": cut(verdict.dataset),
        "status": verdict.status,
        "label": wording.VERDICT_LABELS[verdict.status],
        "lines": [cut(line) for line in lines],
    }
