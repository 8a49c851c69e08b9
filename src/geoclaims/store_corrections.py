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
from geoclaims.model import Analysis, Claim
from geoclaims.store_changes import (
    DoesNotApplyError,
    added_claim,
    changed_claim,
    merged_claim,
    placed_claim,
    placed_toponyms,
    split_claim,
    words_now,
)

Action = Literal[
    "accept", "reject", "place", "type", "realis", "source", "add", "split", "merge", "note", "undo"
]
ACTIONS: tuple[Action, ...] = get_args(Action)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One decision: who, when, what and why.

    ``value`` by action: ``place`` {start, end, text, sentence, place (a Place or None: none of these)};
    ``type`` {type}; ``realis`` {realis}; ``source`` {kind, side, name}; ``add`` {claim};
    ``split`` {parts: [{id, places: [[start, end], …]}, …], sentence}; ``merge`` {with: id of the
    claim that goes into this one}; ``undo`` {correction: id}; otherwise empty. ``sentence`` {text,
    start} is the claim's, so that offsets can follow it where the report was edited elsewhere.
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


_CORRECTION = TypeAdapter(Correction)


def in_force(log: Sequence[Correction]) -> list[Correction]:
    """The corrections that no later ``undo`` takes back; an undo can itself be undone."""
    undone: set[str] = set()
    for correction in reversed(log):
        if correction.action == "undo" and correction.id not in undone:
            undone.add(str(correction.value.get("correction")))
    return [c for c in log if c.action != "undo" and c.id not in undone]


def apply_corrections(analyses: Iterable[Analysis], log: Sequence[Correction]) -> Corrected:
    """The readings with all corrections in force laid over them, in the log's order."""
    laid = _Laid(analyses)
    unapplied: list[Unapplied] = []
    for correction in in_force(log):
        try:
            laid.over(correction)
        except DoesNotApplyError as reason:
            unapplied.append(Unapplied(correction, str(reason)))
        except (ValidationError, KeyError, TypeError, ValueError):
            unapplied.append(Unapplied(correction, "its value is not understood"))
    return laid.result(tuple(unapplied))


class _Laid:
    """The state of all claims while one correction after the other is laid over them."""

    def __init__(self, analyses: Iterable[Analysis]) -> None:
        self.by_document = {analysis.document.id: analysis for analysis in analyses}
        self.claims = {c.id: c for analysis in self.by_document.values() for c in analysis.claims}
        self.order = {id_: [c.id for c in a.claims] for id_, a in self.by_document.items()}
        self.accepted: set[str] = set()
        self.rejected: dict[str, None] = {}
        self.changed: set[str] = set()
        self.gone: dict[str, str] = {}
        self.toponyms: dict[str, list[Correction]] = {}

    def over(self, correction: Correction) -> None:
        """Lay one correction over. Raises DoesNotApplyError, or what a wrong value raises."""
        analysis = self.by_document.get(correction.document)
        if analysis is None:
            raise DoesNotApplyError("its report is not in this project or not yet read")
        if correction.action == "add":
            self._put(added_claim(correction.value["claim"], analysis.document), correction.claim)
            return
        claim = self._claim(str(correction.claim), correction.document)
        match correction.action:
            case "accept":
                self.accepted.add(claim.id)
                self.rejected.pop(claim.id, None)
            case "reject":
                self.rejected[claim.id] = None
                self.accepted.discard(claim.id)
            case "note":
                pass
            case "place":
                value = words_now(correction.value, analysis.document.text)
                self._place(claim, replace(correction, value=value))
            case "split":
                value = words_now(correction.value, analysis.document.text)
                parts = split_claim(claim, value["parts"])
                if any(part.id in self.claims for part in parts):
                    raise DoesNotApplyError("the present reading has one of these claims by itself")
                for part in parts:
                    self._put(part, part.id)
                self._drop(claim, "it was split into others")
            case "merge":
                other = self._claim(str(correction.value["with"]), correction.document)
                self.claims[claim.id] = merged_claim(claim, other)
                self._drop(other, "it was merged into another")
                self.changed.add(claim.id)
            case _:
                self.claims[claim.id] = changed_claim(claim, correction.action, correction.value)
                self.changed.add(claim.id)

    def result(self, unapplied: tuple[Unapplied, ...]) -> Corrected:
        """All that holds now, each report's claims in the order of its text."""
        return Corrected(
            analyses=tuple(self._analysis(id_, analysis) for id_, analysis in self.by_document.items()),
            rejected=tuple(self.claims[c] for c in self.rejected),
            accepted=frozenset(self.accepted),
            changed=frozenset(self.changed),
            unapplied=unapplied,
        )

    def _analysis(self, id_: str, analysis: Analysis) -> Analysis:
        kept = [self.claims[c] for c in self.order[id_] if c not in self.rejected and c not in self.gone]
        return replace(
            analysis,
            claims=tuple(sorted(kept, key=_text_order)),
            toponyms=placed_toponyms(
                analysis.toponyms, [(c.value, c.who) for c in self.toponyms.get(id_, [])]
            ),
        )

    def _claim(self, id_: str, document: str) -> Claim:
        claim = self.claims.get(id_)
        if id_ in self.gone:
            raise DoesNotApplyError(self.gone[id_])
        if claim is None or claim.document.id != document:
            raise DoesNotApplyError("the present reading does not find this claim")
        return claim

    def _put(self, claim: Claim, named: str | None) -> None:
        """Add a claim, or lay it over the one with its id."""
        known = self.claims.get(claim.id)
        if claim.id != named or (known and known.document.id != claim.document.id):
            raise DoesNotApplyError("its id is another claim's")
        if known is None:
            self.order[claim.document.id].append(claim.id)
        self.claims[claim.id] = claim
        self.changed.add(claim.id)

    def _drop(self, claim: Claim, reason: str) -> None:
        self.gone[claim.id] = reason
        self.accepted.discard(claim.id)
        self.rejected.pop(claim.id, None)
        self.changed.discard(claim.id)

    def _place(self, claim: Claim, correction: Correction) -> None:
        """The words mean one place, whichever of the report's claims they belong to."""
        moved = [
            placed
            for other in self.order[correction.document]
            if other not in self.gone
            and (placed := placed_claim(self.claims[other], correction.value, correction.who, correction.why))
        ]
        if claim.id not in {c.id for c in moved}:
            raise DoesNotApplyError("the present reading gives this claim no place at those words")
        self.claims |= {c.id: c for c in moved}
        self.changed |= {c.id for c in moved}
        self.toponyms.setdefault(correction.document, []).append(correction)


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
            name = _inner(value, "place", "name")
            return f"place → {name}" if value.get("place") else "place → none of the candidates"
        case "type":
            return f"type → {str(value.get('type')).replace('_', ' ')}"
        case "realis":
            return f"how it was said → {value.get('realis')}"
        case "source":
            parts = [str(value[key]).replace("_", " ") for key in ("name", "kind", "side") if value.get(key)]
            return f"source → {', '.join(parts)}"
        case "add":
            return f"claim added: “{_inner(value, 'claim', 'event', 'trigger', 'text')}”"
        case "split":
            shares = value.get("parts")
            return f"split into {len(shares) if isinstance(shares, list) else 'several'}, by place"
        case "merge":
            return "merged with another claim: the same event told twice"
        case "note":
            return "note"
        case "undo":
            return "undone"


def _inner(value: Any, *path: str) -> str:
    """What stands there in a value that may come from anywhere, or a question mark."""
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return "?" if value is None else str(value)


def _text_order(claim: Claim) -> tuple[int, int]:
    return claim.start, claim.event.trigger.start
