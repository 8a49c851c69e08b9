"""Scores of attributions and of claims against files that people marked.

Attributions: a gold file holds a document a line, {"id", "text", "quotes": [{"source": [span …],
"cue": [span …], "content": [span …]}]}, the shape of PolNeAR (Newell, Margolin & Ruths 2018); lists are
discontinuous parts. A predicted attribution is paired with the gold one whose content it overlaps most,
by at least half of the shorter of the two, one to one.

Claims: a gold file holds a text a line, {"id", "text", "published", "category", "claims": [expected]},
where an expected claim names its type, its places and any of kind, side, source, realis, polarity,
stance, publisher_stance and year; "a|b" accepts either, and only what is named is checked.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from geoclaims.errors import GeoclaimsError, RecordError
from geoclaims.model import AttributedContent, Claim, Document, Span
from geoclaims.records import parse_lines, why_not

_QUOTE_MARKS = '"“”«»„‟‘’'
Offsets = frozenset[int]


@dataclass(frozen=True, slots=True)
class GoldAttribution:
    """Character offsets of source, cue and content as people marked them."""

    source: Offsets
    cue: Offsets
    content: Offsets
    kind: str
    """``direct`` (in quotation marks), ``mixed`` or ``indirect``."""


@dataclass(frozen=True, slots=True)
class GoldAttributions:
    """A document and its attributions."""

    document: Document
    attributions: tuple[GoldAttribution, ...]


@dataclass(frozen=True, slots=True)
class GoldClaims:
    """A text and what must be claimed in it; ``not_at`` are places where nothing happened."""

    document: Document
    category: str
    claims: tuple[Mapping[str, Any], ...]
    not_at: tuple[str, ...]
    count: int | None


def read_gold_attributions(path: Path) -> Iterator[GoldAttributions]:
    """The documents of a gold file. Raises RecordError, naming the line, for one of another shape."""
    for where, record in _lines(path):
        try:
            text = str(record["text"])
            quotes = [quote for quote in record["quotes"] if quote["content"]]
            yield GoldAttributions(
                Document(str(record["id"]), text), tuple(_gold_attribution(text, quote) for quote in quotes)
            )
        except (KeyError, TypeError, ValueError) as cause:
            raise RecordError(
                f'{where}: not a gold document ({why_not(cause)}); wanted "id", "text", "quotes"'
            ) from cause


def read_gold_claims(path: Path) -> Iterator[GoldClaims]:
    """The texts of a gold file. Raises RecordError, naming the line, for one of another shape."""
    for where, record in _lines(path):
        try:
            published = record.get("published")
            day = date.fromisoformat(published) if published else None
            yield GoldClaims(
                document=Document(str(record["id"]), str(record["text"]), published=day),
                category=str(record.get("category", "")),
                claims=tuple({"type": claim["type"], **claim} for claim in record["claims"]),
                not_at=tuple(record.get("not_at", ())),
                count=0 if record.get("no_claims") else record.get("count"),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as cause:
            raise RecordError(
                f'{where}: not a gold text ({why_not(cause)}); wanted "id", "text", "claims"'
            ) from cause


def score_attributions(
    gold: Iterable[GoldAttributions], predict: Callable[[Document], Sequence[AttributedContent]]
) -> dict[str, Any]:
    """Precision, recall and F1 of attributions, recall by kind, and how often the source is right.

    A document on which ``predict`` raises a GeoclaimsError counts as one without predictions.
    """
    n_gold = n_predicted = n_found = n_sourced = n_with_source = n_failed = 0
    by_kind: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for item in gold:
        try:
            predicted = predict(item.document)
        except GeoclaimsError:
            n_failed += 1
            predicted = ()
        paired = _pair(item.attributions, predicted)
        n_gold += len(item.attributions)
        n_predicted += len(predicted)
        n_found += len(paired)
        for index, attribution in enumerate(item.attributions):
            by_kind[attribution.kind][1] += 1
            by_kind[attribution.kind][0] += index in paired
            n_with_source += bool(attribution.source)
            if index in paired:
                n_sourced += bool(attribution.source & _offsets(predicted[paired[index]].source))
    precision = n_found / n_predicted if n_predicted else 0.0
    recall = n_found / n_gold if n_gold else 0.0
    both = precision + recall
    return {
        "gold": n_gold,
        "predicted": n_predicted,
        "failed_documents": n_failed,
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / both, 4) if both else 0.0,
        "recall_by_kind": {kind: round(hit / of, 4) for kind, (hit, of) in sorted(by_kind.items())},
        "source_right_of_all_with_a_source": round(n_sourced / n_with_source, 4) if n_with_source else None,
    }


def score_claims(
    gold: Iterable[GoldClaims], predict: Callable[[Document], Sequence[Claim]]
) -> dict[str, Any]:
    """How many texts have every expected claim and nothing forbidden, the share by category, and why not.

    A document on which ``predict`` raises a GeoclaimsError fails with that as the reason.
    """
    passed: Counter[str] = Counter()
    total: Counter[str] = Counter()
    failures: list[dict[str, Any]] = []
    for item in gold:
        try:
            reasons = _shortcomings(item, predict(item.document))
        except GeoclaimsError as cause:
            reasons = [str(cause)]
        total[item.category] += 1
        passed[item.category] += not reasons
        if reasons:
            failures.append({"id": item.document.id, "category": item.category, "reasons": reasons})
    return {
        "texts": total.total(),
        "passed": passed.total(),
        "by_category": {category: [passed[category], total[category]] for category in sorted(total)},
        "failures": failures,
    }


def _lines(path: Path) -> Iterator[tuple[str, Any]]:
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as cause:
        raise RecordError(f"{path}: can't be read ({cause})") from cause
    return parse_lines(lines, str(path))


def _gold_attribution(text: str, quote: Mapping[str, Any]) -> GoldAttribution:
    joined = "".join(text[part["start"] : part["end"]] for part in quote["content"]).strip()
    kind = "mixed" if any(mark in joined for mark in '"“”«»') else "indirect"
    if joined[:1] in _QUOTE_MARKS and joined[-1:] in _QUOTE_MARKS + ".,":
        kind = "direct"
    source, cue, content = (_gold_offsets(quote[part]) for part in ("source", "cue", "content"))
    return GoldAttribution(source, cue, content, kind)


def _gold_offsets(parts: Iterable[Mapping[str, int]]) -> Offsets:
    return frozenset(at for part in parts for at in range(int(part["start"]), int(part["end"])))


def _offsets(span: Span | None) -> Offsets:
    return frozenset(range(span.start, span.end)) if span is not None else frozenset()


def _pair(gold: Sequence[GoldAttribution], predicted: Sequence[AttributedContent]) -> dict[int, int]:
    """Gold index to predicted index, greedily from the largest overlap of contents."""
    pairs = []
    for j, guess in enumerate(predicted):
        content, cue = _offsets(guess.content), _offsets(guess.cue)
        for i, attribution in enumerate(gold):
            both = len(attribution.content & content)
            if both and both * 2 >= min(len(attribution.content), len(content)):
                share = both / max(len(attribution.content), len(content))
                pairs.append((share, len(attribution.cue & cue), i, j))
    pairs.sort(key=lambda pair: (-pair[0], -pair[1]))
    found: dict[int, int] = {}
    used: set[int] = set()
    for _, _, i, j in pairs:
        if i not in found and j not in used:
            found[i] = j
            used.add(j)
    return found


def _shortcomings(item: GoldClaims, predicted: Sequence[Claim]) -> list[str]:
    """Why the predicted claims are not what was expected; empty where they are."""
    reasons: list[str] = []
    used: set[int] = set()
    for expected in item.claims:
        ranked = sorted(
            (len(_differences(expected, claim)), at) for at, claim in enumerate(predicted) if at not in used
        )
        name = f"{expected['type']} at {list(expected.get('places', ()))}"
        if not ranked:
            reasons.append(f"missing: {name}")
        elif ranked[0][0]:
            reasons.append(f"{name}: " + ", ".join(_differences(expected, predicted[ranked[0][1]])))
        else:
            used.add(ranked[0][1])
    located = {place.text for claim in predicted for place in claim.places if place.role == "location"}
    reasons += [f"placed at {name}" for name in item.not_at if name in located]
    if item.count is not None and len(predicted) != item.count:
        reasons.append(f"{len(predicted)} claims, not {item.count}")
    return reasons


def _differences(expected: Mapping[str, Any], claim: Claim) -> list[str]:
    """The fields named in ``expected`` that the claim has otherwise."""
    attribution = claim.attribution
    given: dict[str, str] = {
        "type": claim.event.type,
        "kind": attribution.kind,
        "side": attribution.side,
        "realis": claim.realis,
        "polarity": claim.polarity,
        "stance": claim.stance,
        "publisher_stance": claim.publisher_stance.value,
    }
    found = [
        f"{key} {value}"
        for key, value in given.items()
        if key in expected and value not in str(expected[key]).split("|")
    ]
    names = [place.text for place in claim.drawn_places]
    if not all(any(name in has or has in name for has in names) for name in expected.get("places", ())):
        found.append(f"places {names}")
    source = attribution.source.text if attribution.source is not None else ""
    if str(expected.get("source", "")).lower() not in source.lower():
        found.append(f"source {source!r}")
    year = claim.time.start.year if claim.time.start is not None else None
    if "year" in expected and year != int(expected["year"]):
        found.append(f"year {year}")
    if expected.get("chain") and not attribution.chain:
        found.append("no chain")
    return found
