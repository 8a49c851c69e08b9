"""What an analyst decides about a claim, as an append-only log that is laid over each new reading.

A correction names its claim by the id that is stable under better readings. Where a later
reading no longer holds what was corrected, the correction is listed as one that does not
apply, with the reason, and never dropped.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Literal, get_args
from uuid import uuid4

from pydantic import TypeAdapter, ValidationError

from geoclaims.errors import RecordError
from geoclaims.model import Analysis, Claim, ClaimPlace, Place, Toponym
from geoclaims.vocabulary import EventType, Realis, Side, SourceKind

Action = Literal["accept", "reject", "place", "type", "realis", "source", "add", "note", "undo"]
ACTIONS: tuple[Action, ...] = get_args(Action)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One decision: who, when, what and why.

    ``value`` by action: ``place`` {start, end, place (a Place or None: none of these)};
    ``type`` {type}; ``realis`` {realis}; ``source`` {kind, side, name}; ``add`` {claim};
    ``undo`` {correction: id}; otherwise empty.
    """

    who: str
    action: Action
    document: str
    claim: str | None
    value: dict[str, Any] = field(default_factory=dict)
    why: str = ""
    id: str = field(default_factory=lambda: uuid4().hex)
    at: datetime = field(default_factory=lambda: datetime.now(UTC).replace(microsecond=0))


@dataclass(frozen=True, slots=True)
class Unapplied:
    """A correction that the present reading has no place for, and why."""

    correction: Correction
    reason: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """Readings with the decisions laid over them."""

    analyses: tuple[Analysis, ...]
    """Rejected claims are left out of these."""
    rejected: tuple[Claim, ...]
    accepted: frozenset[str]
    changed: frozenset[str]
    """Ids of claims that some correction changed or added."""
    unapplied: tuple[Unapplied, ...]


class _DoesNotApplyError(Exception):
    """The claim is there, but what the correction speaks of is not."""


_CORRECTION = TypeAdapter(Correction)
_PLACE = TypeAdapter(Place | None)
_TYPE: TypeAdapter[EventType] = TypeAdapter(EventType)
_REALIS: TypeAdapter[Realis] = TypeAdapter(Realis)
_KIND: TypeAdapter[SourceKind] = TypeAdapter(SourceKind)
_SIDE: TypeAdapter[Side] = TypeAdapter(Side)
_CLAIM = TypeAdapter(Claim)


def in_force(log: Sequence[Correction]) -> list[Correction]:
    """The corrections that no later ``undo`` takes back; an undo can itself be undone."""
    undone: set[str] = set()
    for correction in reversed(log):
        if correction.action == "undo" and correction.id not in undone:
            undone.add(str(correction.value.get("correction")))
    return [c for c in log if c.action != "undo" and c.id not in undone]


def apply_corrections(analyses: Iterable[Analysis], log: Sequence[Correction]) -> Corrected:
    """The readings with all corrections in force laid over them, in the log's order."""
    by_document = {analysis.document.id: analysis for analysis in analyses}
    claims = {c.id: c for analysis in by_document.values() for c in analysis.claims}
    order = {id_: [c.id for c in analysis.claims] for id_, analysis in by_document.items()}
    accepted: set[str] = set()
    rejected: dict[str, None] = {}
    changed: set[str] = set()
    unapplied: list[Unapplied] = []
    toponyms: dict[str, list[Correction]] = {}
    for correction in in_force(log):
        document, claim = correction.document, correction.claim
        if document not in by_document:
            unapplied.append(Unapplied(correction, "its report is not in this project or not yet read"))
            continue
        if correction.action != "add" and claim not in claims:
            unapplied.append(Unapplied(correction, "the present reading does not find this claim"))
            continue
        try:
            match correction.action:
                case "accept":
                    accepted.add(str(claim))
                    rejected.pop(str(claim), None)
                case "reject":
                    rejected[str(claim)] = None
                    accepted.discard(str(claim))
                case "note":
                    pass
                case "add":
                    added = _added(correction, by_document[document])
                    if added.id not in claims:
                        order[document].append(added.id)
                    claims[added.id] = added
                    changed.add(added.id)
                case "place":
                    # The words mean one place, whichever of the sentence's claims they belong to.
                    moved = [_moved(claims[other], correction) for other in order[document]]
                    if str(claim) not in {c.id for c in moved if c is not None}:
                        raise _DoesNotApplyError(
                            "the present reading gives this claim no place at those words"
                        )
                    claims |= {c.id: c for c in moved if c is not None}
                    changed |= {c.id for c in moved if c is not None}
                    toponyms.setdefault(document, []).append(correction)
                case _:
                    claims[str(claim)] = _changed(claims[str(claim)], correction)
                    changed.add(str(claim))
        except (ValidationError, KeyError, _DoesNotApplyError) as error:
            reason = str(error) if isinstance(error, _DoesNotApplyError) else "its value is not understood"
            unapplied.append(Unapplied(correction, reason))
    corrected = tuple(
        replace(
            analysis,
            claims=tuple(sorted((claims[c] for c in order[id_] if c not in rejected), key=_text_order)),
            toponyms=_with_places(analysis.toponyms, toponyms.get(id_, [])),
        )
        for id_, analysis in by_document.items()
    )
    return Corrected(
        analyses=corrected,
        rejected=tuple(claims[c] for c in rejected),
        accepted=frozenset(accepted),
        changed=frozenset(changed),
        unapplied=tuple(unapplied),
    )


def correction_line(correction: Correction) -> str:
    """A correction as one line of JSON, to hand to a colleague's project."""
    return json.dumps(_CORRECTION.dump_python(correction, mode="json"), ensure_ascii=True)


def read_corrections(text: str, name: str) -> Iterator[Correction]:
    """The corrections in JSON Lines. Raises RecordError naming the line that is none."""
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield _CORRECTION.validate_python(json.loads(line))
        except ValueError as cause:  # pydantic's ValidationError is one too
            raise RecordError(
                f"{name}:{number}: is no correction; expected what “Save corrections” writes"
            ) from cause


def describe(correction: Correction) -> str:
    """What was decided, in a few words."""
    value = correction.value
    match correction.action:
        case "accept":
            return "accepted"
        case "reject":
            return "rejected: no claim, or wrongly read"
        case "place":
            place = value.get("place")
            return f"place → {place['name']}" if place else "place → none of the candidates"
        case "type":
            return f"type → {str(value.get('type')).replace('_', ' ')}"
        case "realis":
            return f"how it was said → {value.get('realis')}"
        case "source":
            parts = [str(value[key]).replace("_", " ") for key in ("name", "kind", "side") if value.get(key)]
            return f"source → {', '.join(parts)}"
        case "add":
            return "claim added"
        case "note":
            return "note"
        case "undo":
            return "undone"


def _changed(claim: Claim, correction: Correction) -> Claim:
    value = correction.value
    match correction.action:
        case "type":
            return replace(claim, event=replace(claim.event, type=_TYPE.validate_python(value["type"])))
        case "realis":
            return replace(claim, realis=_REALIS.validate_python(value["realis"]))
        case "source":
            attribution = claim.attribution
            if value.get("kind"):
                attribution = replace(attribution, kind=_KIND.validate_python(value["kind"]))
            if value.get("side"):
                attribution = replace(attribution, side=_SIDE.validate_python(value["side"]))
            if "name" in value:
                attribution = replace(attribution, name=str(value["name"]) if value["name"] else None)
            return replace(claim, attribution=attribution)
        case _:
            raise AssertionError(correction.action)


def _moved(claim: Claim, correction: Correction) -> Claim | None:
    """The claim with the place at the corrected words, or None where it has none there."""
    place = _PLACE.validate_python(correction.value["place"])
    wanted = (correction.value["start"], correction.value["end"])
    if not any((p.start, p.end) == wanted for p in claim.places):
        return None
    places = (_placed(p, place, correction) if (p.start, p.end) == wanted else p for p in claim.places)
    return replace(claim, places=tuple(places))


def _placed(toponym: ClaimPlace, place: Place | None, correction: Correction) -> ClaimPlace:
    if place == toponym.place and toponym.place is not None:
        return toponym
    return replace(
        toponym,
        place=place,
        status="resolved" if place else "not_found",
        score=1.0 if place else 0.0,
        relation=None,  # the words around it would have to be measured anew from the other place
        reasons=(*toponym.reasons, f"corrected by {correction.who}: {correction.why or 'no reason given'}"),
    )


def _with_places(toponyms: tuple[Toponym, ...], corrections: Sequence[Correction]) -> tuple[Toponym, ...]:
    chosen = {(c.value["start"], c.value["end"]): c for c in corrections}
    result = []
    for toponym in toponyms:
        correction = chosen.get((toponym.start, toponym.end))
        if correction is not None:
            place = _PLACE.validate_python(correction.value["place"])
            toponym = replace(
                toponym, place=place, status="resolved" if place else "not_found",
                score=1.0 if place else 0.0, relation=None,
                reasons=(*toponym.reasons, f"corrected by {correction.who}"),
            )  # fmt: skip
        result.append(toponym)
    return tuple(result)


def _added(correction: Correction, analysis: Analysis) -> Claim:
    claim = _CLAIM.validate_python(correction.value["claim"])
    if analysis.document.text[claim.start : claim.end] != claim.text:
        raise _DoesNotApplyError("the report's text is another one at those characters")
    return claim


def _text_order(claim: Claim) -> tuple[int, int]:
    return claim.start, claim.event.trigger.start
