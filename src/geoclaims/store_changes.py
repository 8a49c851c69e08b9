"""What one correction makes of a claim: pure functions from claim and value to claim."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import TypeAdapter

from geoclaims.model import Attribution, Claim, ClaimPlace, Document, DocumentReference, Event, Place, Toponym
from geoclaims.vocabulary import DRAWN_ROLES, EventType, Realis, Side, SourceKind

_T = TypeVar("_T", bound=Toponym)


class DoesNotApplyError(Exception):
    """The report is there, but what the correction speaks of is not; the message says what."""


_PLACE: TypeAdapter[Place | None] = TypeAdapter(Place | None)
_TYPE: TypeAdapter[EventType] = TypeAdapter(EventType)
_REALIS: TypeAdapter[Realis] = TypeAdapter(Realis)
_KIND: TypeAdapter[SourceKind] = TypeAdapter(SourceKind)
_SIDE: TypeAdapter[Side] = TypeAdapter(Side)
_CLAIM: TypeAdapter[Claim] = TypeAdapter(Claim)


def changed_claim(claim: Claim, action: str, value: dict[str, Any]) -> Claim:
    """The claim with another type, realis or source. Raises ValidationError for what is in no closed list."""
    if action == "type":
        return replace(claim, event=replace(claim.event, type=_TYPE.validate_python(value["type"])))
    if action == "realis":
        return replace(claim, realis=_REALIS.validate_python(value["realis"]))
    attribution: Attribution = claim.attribution
    if value.get("kind"):
        attribution = replace(attribution, kind=_KIND.validate_python(value["kind"]))
    if value.get("side"):
        attribution = replace(attribution, side=_SIDE.validate_python(value["side"]))
    if "name" in value:
        attribution = replace(attribution, name=str(value["name"]) if value["name"] else None)
    return replace(claim, attribution=attribution)


def words_now(value: dict[str, Any], text: str) -> dict[str, Any]:
    """A decision about words of a report, with their offsets in the text as it is now.

    ``sentence`` {text, start} says where the words' sentence stood, ``text`` which words of it are
    meant; a decision without them keeps its offsets. Raises DoesNotApplyError where the sentence is
    gone or stands elsewhere more than once, and where other words stand there now.
    """
    if value.get("sentence") is None:
        return value
    by = _shift(value["sentence"], text)
    now: dict[str, Any] = _shifted(value, by)
    if "parts" in now:
        moved = ([[start + by, end + by] for start, end in part["places"]] for part in now["parts"])
        now = now | {
            "parts": [{**part, "places": spans} for part, spans in zip(now["parts"], moved, strict=True)]
        }
    if "text" in now and (now["start"] < 0 or text[now["start"] : now["end"]] != now["text"]):
        raise DoesNotApplyError("other words stand in the report where its place was named")
    return now


def placed_claim(claim: Claim, value: dict[str, Any], who: str, why: str) -> Claim | None:
    """The claim with the place at the corrected words, or None where it has none there."""
    place = _PLACE.validate_python(value["place"])
    wanted = (value["start"], value["end"])
    if not any((p.start, p.end) == wanted for p in claim.places):
        return None
    reason = f"corrected by {who}: {why or 'no reason given'}"
    places = (_placed(p, place, reason) if (p.start, p.end) == wanted else p for p in claim.places)
    return replace(claim, places=tuple(places))


def placed_toponyms(
    toponyms: tuple[Toponym, ...], decided: Sequence[tuple[dict[str, Any], str]]
) -> tuple[Toponym, ...]:
    """The toponyms with the places that were decided for their words: values, and who decided."""
    if not decided:
        return toponyms
    chosen = {(value["start"], value["end"]): (value, who) for value, who in decided}
    result = []
    for toponym in toponyms:
        if (toponym.start, toponym.end) in chosen:
            value, who = chosen[toponym.start, toponym.end]
            toponym = _placed(toponym, _PLACE.validate_python(value["place"]), f"corrected by {who}")
        result.append(toponym)
    return tuple(result)


def _placed(toponym: _T, place: Place | None, reason: str) -> _T:
    if place == toponym.place and toponym.place is not None:
        return toponym
    return replace(
        toponym,
        place=place,
        status="resolved" if place else "not_found",
        score=1.0 if place else 0.0,
        relation=None,  # the words around it would have to be measured anew from the other place
        reasons=(*toponym.reasons, reason),
    )


def split_claim(claim: Claim, parts: Sequence[dict[str, Any]]) -> list[Claim]:
    """The claim as several, each with its own share of the places; what else was said holds for each.

    A place that the parts do not name (a parent, a mention) stays with all of them. Raises
    DoesNotApplyError where a place that is named is not the claim's.
    """
    drawn = {(place.start, place.end) for place in claim.drawn_places}
    shares = [{(start, end) for start, end in part["places"]} for part in parts]
    named = set().union(*shares) if shares else set()
    if len(parts) < 2 or not named or not named <= drawn:
        raise DoesNotApplyError("the present reading gives this claim other places")
    # The count of harm is of all places together, so each has at most that many.
    harm = tuple(replace(c, low=0 if c.low is not None else None) for c in claim.event.casualties)
    return [
        replace(
            claim,
            id=str(part["id"]),
            event=replace(claim.event, casualties=harm),
            places=tuple(
                p for p in claim.places if (p.start, p.end) in share or (p.start, p.end) not in named
            ),
        )
        for part, share in zip(parts, shares, strict=True)
    ]


def merged_claim(claim: Claim, other: Claim) -> Claim:
    """The claim with what the other telling of the same event adds to it.

    Sentence, trigger, source and realis stay; places it does not name, kinds of harm it does not
    count, actors and targets where it has none, and the days where its own words give none, come in.
    """
    if claim.id == other.id:
        raise DoesNotApplyError("a claim can't be merged with itself")
    mine, theirs = claim.event, other.event
    counted = {(c.what, c.who) for c in mine.casualties}
    event: Event = replace(
        mine,
        actors=mine.actors or theirs.actors,
        targets=mine.targets or theirs.targets,
        casualties=mine.casualties + tuple(c for c in theirs.casualties if (c.what, c.who) not in counted),
    )
    new = tuple(
        p for p in other.places if p.role in DRAWN_ROLES and not any(_same(p, q) for q in claim.places)
    )
    dated = claim.time.basis == "expression" or other.time.basis != "expression"
    return replace(claim, event=event, places=claim.places + new, time=claim.time if dated else other.time)


def _same(place: ClaimPlace, other: ClaimPlace) -> bool:
    if place.place and other.place:
        return place.place.id == other.place.id
    return place.text == other.text


def added_claim(record: Any, document: Document) -> Claim:
    """The claim that an analyst marked in the text, with every span where its words stand now.

    Where the report's text is another one, the sentence is looked for in it. Raises
    DoesNotApplyError where it is gone or stands there more than once, ValidationError for no claim.
    """
    claim = _CLAIM.validate_python(_shifted(record, _shift(record, document.text)))
    for text, start, end in _spans(_CLAIM.dump_python(claim)):
        if not 0 <= start < end or document.text[start:end] != text:
            raise DoesNotApplyError("its words do not stand in the report where it says")
    reference = DocumentReference(
        document.id, document.title, document.publisher, document.published, document.url
    )
    places = tuple(replace(place, document=document.id) for place in claim.places)
    return replace(claim, document=reference, places=places)


def _shift(record: dict[str, Any], text: str) -> int:
    """By how many characters the sentence of a record stands elsewhere in the text."""
    sentence, start = str(record["text"]), int(record["start"])
    if start >= 0 and text.startswith(sentence, start):
        return 0
    if not sentence or text.count(sentence) != 1:
        raise DoesNotApplyError(
            "its sentence stands in the report more than once"
            if sentence and sentence in text
            else "its sentence no longer stands in the report"
        )
    return text.index(sentence) - start


def _shifted(value: Any, by: int) -> Any:
    if isinstance(value, list | tuple):
        return [_shifted(item, by) for item in value]
    if not isinstance(value, dict) or by == 0:
        return value
    moved = {key: _shifted(item, by) for key, item in value.items()}
    return moved | {edge: value[edge] + by for edge in ("start", "end") if type(value.get(edge)) is int}


def _spans(value: Any) -> Iterator[tuple[str, int, int]]:
    """Every (text, start, end) of a record: what has both and counts characters, not days."""
    if isinstance(value, list | tuple):
        for item in value:
            yield from _spans(item)
    elif isinstance(value, dict):
        if type(value.get("start")) is int and type(value.get("end")) is int:
            yield str(value.get("text")), value["start"], value["end"]
        for item in value.values():
            yield from _spans(item)
