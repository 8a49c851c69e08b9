"""Scores against gold files: what was found, what was resolved, and how far its score can be trusted.

Places: a gold file holds a document a line, {"id", "text", "toponyms": [{"start", "end", "lat",
"lon", "geonameid"}]}. The measures are those of the geoparsing literature (Gritta, Pilehvar &
Collier 2020, "A pragmatic guide to geoparsing evaluation"): precision, recall and F1 of exact and
of overlapping spans, and the share of points within 161 km (100 miles).
"""

import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from geoclaims.errors import GeoclaimsError, RecordError
from geoclaims.globe import great_circle_km
from geoclaims.model import Document, Place, Toponym
from geoclaims.records import parse_lines, why_not

LIMIT_KM = 161.0
_BINS = 10


@dataclass(frozen=True, slots=True)
class GoldToponym:
    """A place name as people marked it; without a point where they gave none."""

    start: int
    end: int
    lat: float | None
    lon: float | None
    geonameid: str | None


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A document and its toponyms."""

    document: Document
    toponyms: tuple[GoldToponym, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Precision, recall and F1, each in 0–1."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Confusion:
    """A name that was missed, made up or put elsewhere, and how often.

    ``kind`` is ``missed``, ``spurious``, ``unresolved`` or ``far``; ``gold`` and ``given`` say
    what the two sides made of it, ``context`` is one occurrence.
    """

    kind: str
    text: str
    gold: str
    given: str
    count: int
    context: str


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Pins whose score lies in one tenth: how many, their mean score, and the share that was right."""

    low: float
    pins: int
    mean_score: float
    right: float


@dataclass(frozen=True, slots=True)
class PlaceScores:
    """All figures of one gold file; ``groups`` maps a feature class or country to (gold, near, share)."""

    gold: int
    exact: Agreement
    overlap: Agreement
    gold_with_point: int
    acc161: float | None
    same_id: float | None
    median_km: float | None
    precision161: float | None
    by_feature: dict[str, tuple[int, float]]
    by_country: dict[str, tuple[int, float]]
    confusions: tuple[Confusion, ...]
    reliability: tuple[ReliabilityBin, ...]
    calibration_error: float | None
    """Expected calibration error over ten bins (Naeini, Cooper & Hauskrecht 2015)."""

    def record(self, given_spans: bool) -> dict[str, Any]:
        """The figures as one JSON-ready object, rounded to four places."""
        spans = {"exact": _rounded(self.exact), "overlap": _rounded(self.overlap)}
        resolution = {
            "gold_with_point": self.gold_with_point,
            "acc161": _round(self.acc161),
            "same_id": _round(self.same_id),
            "median_km": None if self.median_km is None else round(self.median_km, 2),
        }
        found: dict[str, Any] = {"gold": self.gold}
        if not given_spans:
            found["recognition"] = spans
        found["resolution"] = resolution
        if not given_spans:
            found["end_to_end"] = {
                "recall161": _round(self.acc161),
                "precision161": _round(self.precision161),
            }
        found["calibration_error"] = _round(self.calibration_error)
        return found


def read_gold_places(path: Path) -> Iterator[GoldDocument]:
    """The documents of a gold file, in order.

    Raises RecordError, naming the line, for one that is no gold document.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as cause:
        raise RecordError(f"{path}: can't be read ({cause})") from cause
    for where, record in parse_lines(lines, str(path)):
        try:
            toponyms = tuple(_gold_toponym(t) for t in record["toponyms"])
            yield GoldDocument(Document(str(record["id"]), str(record["text"])), toponyms)
        except (KeyError, TypeError, ValueError) as cause:
            raise RecordError(
                f'{where}: not a gold document ({why_not(cause)}); wanted "id", "text", "toponyms"'
            ) from cause


def _gold_toponym(record: dict[str, Any]) -> GoldToponym:
    lat, lon, number = record.get("lat"), record.get("lon"), record.get("geonameid")
    return GoldToponym(
        int(record["start"]),
        int(record["end"]),
        None if lat is None else float(lat),
        None if lat is None or lon is None else float(lon),
        None if number is None else str(number),
    )


@dataclass(slots=True)
class _Tally:
    documents_failed: int = 0
    predicted: int = 0
    gold: int = 0
    exact: int = 0
    overlapping_predicted: int = 0
    overlapping_gold: int = 0
    located: int = 0
    near: int = 0
    with_id: int = 0
    same_id: int = 0
    drawn: int = 0
    drawn_right: int = 0
    errors_km: list[float] = field(default_factory=list)
    pins: list[tuple[float, bool]] = field(default_factory=list)
    by_feature: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))
    by_country: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))
    confusions: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)
    contexts: dict[tuple[str, str, str, str], str] = field(default_factory=dict)


def score_places(
    gold: Iterable[GoldDocument],
    predict: Callable[[Document], Sequence[Toponym]],
    place_of: Callable[[str], Place | None],
    *,
    given_spans: bool = False,
) -> PlaceScores:
    """Score a predictor against gold documents.

    With ``given_spans`` the predictor gets the gold spans and only resolution means anything.
    ``place_of`` gives the place of a GeoNames number, for the grouping by feature and country.
    A document on which ``predict`` raises a GeoclaimsError counts as one without predictions.
    """
    tally = _Tally()
    for item in gold:
        document = item.document
        if given_spans:
            spans = sorted({(t.start, t.end) for t in item.toponyms})
            document = Document(document.id, document.text, spans=tuple(spans))
        try:
            predicted = predict(document)
        except GeoclaimsError:
            tally.documents_failed += 1
            predicted = ()
        _count_spans(tally, item, predicted)
        for toponym in item.toponyms:
            _count_gold(tally, item, toponym, predicted, place_of)
        for guess in predicted:
            _count_drawn(tally, item, guess)
    return _scores(tally)


def _count_spans(tally: _Tally, item: GoldDocument, predicted: Sequence[Toponym]) -> None:
    tally.predicted += len(predicted)
    tally.gold += len(item.toponyms)
    tally.exact += len({(t.start, t.end) for t in item.toponyms} & {(t.start, t.end) for t in predicted})
    tally.overlapping_predicted += sum(any(_meet(p, g) for g in item.toponyms) for p in predicted)
    tally.overlapping_gold += sum(any(_meet(p, g) for p in predicted) for g in item.toponyms)


def _count_gold(
    tally: _Tally,
    item: GoldDocument,
    gold: GoldToponym,
    predicted: Sequence[Toponym],
    place_of: Callable[[str], Place | None],
) -> None:
    over = [p for p in predicted if _meet(p, gold)]
    wanted = place_of(f"geonames:{gold.geonameid}") if gold.geonameid else None
    described = f"{wanted.name}, {wanted.country} ({wanted.feature})" if wanted else _point(gold)
    if not over:
        _confuse(tally, item, "missed", gold.start, gold.end, described, "")
    if gold.lat is None or gold.lon is None:
        return
    tally.located += 1
    tally.with_id += gold.geonameid is not None
    hits = sorted((p for p in over if p.place), key=lambda p: -_overlap(p, gold))
    place = hits[0].place if hits else None
    near = False
    if place is not None:
        km = great_circle_km(gold.lat, gold.lon, place.lat, place.lon)
        near = km <= LIMIT_KM
        tally.errors_km.append(km)
        tally.same_id += gold.geonameid is not None and place.id.split(":")[-1] == gold.geonameid
        if not near:
            given = f"{place.name}, {place.country} ({place.feature}), {km:.0f} km off"
            _confuse(tally, item, "far", gold.start, gold.end, described, given)
    elif over:
        _confuse(tally, item, "unresolved", gold.start, gold.end, described, over[0].status)
    tally.near += near
    tally.by_feature[wanted.feature if wanted else "not in the gazetteer"].append(near)
    tally.by_country[(wanted.country if wanted else None) or "no country known"].append(near)


def _count_drawn(tally: _Tally, item: GoldDocument, guess: Toponym) -> None:
    over = [g for g in item.toponyms if _meet(guess, g)]
    if not over:
        given = f"{guess.place.name}, {guess.place.country}" if guess.place else guess.status
        _confuse(tally, item, "spurious", guess.start, guess.end, "", given)
    if guess.place is None or (over and all(g.lat is None for g in over)):
        return
    place = guess.place
    right = any(
        g.lat is not None
        and g.lon is not None
        and great_circle_km(g.lat, g.lon, place.lat, place.lon) <= LIMIT_KM
        for g in over
    )
    tally.drawn += 1
    tally.drawn_right += right
    if over:
        tally.pins.append((guess.score, right))


def _scores(tally: _Tally) -> PlaceScores:
    bins = _reliability(tally.pins)
    error = None
    if tally.pins:
        error = sum(b.pins * abs(b.mean_score - b.right) for b in bins) / len(tally.pins)
    return PlaceScores(
        gold=tally.gold,
        exact=_agreement(tally.exact, tally.predicted, tally.exact, tally.gold),
        overlap=_agreement(tally.overlapping_predicted, tally.predicted, tally.overlapping_gold, tally.gold),
        gold_with_point=tally.located,
        acc161=_share(tally.near, tally.located),
        same_id=_share(tally.same_id, tally.with_id),
        median_km=statistics.median(tally.errors_km) if tally.errors_km else None,
        precision161=_share(tally.drawn_right, tally.drawn),
        by_feature=_grouped(tally.by_feature),
        by_country=_grouped(tally.by_country),
        confusions=tuple(
            Confusion(*key, count, tally.contexts[key]) for key, count in tally.confusions.most_common()
        ),
        reliability=bins,
        calibration_error=error,
    )


def _reliability(pins: Sequence[tuple[float, bool]]) -> tuple[ReliabilityBin, ...]:
    found = []
    for number in range(_BINS):
        low, high = number / _BINS, (number + 1) / _BINS
        inside = [(s, r) for s, r in pins if low <= s < high or (s >= 1.0 and number == _BINS - 1)]
        if inside:
            mean = sum(s for s, _ in inside) / len(inside)
            found.append(ReliabilityBin(low, len(inside), mean, sum(r for _, r in inside) / len(inside)))
    return tuple(found)


def _grouped(groups: dict[str, list[bool]]) -> dict[str, tuple[int, float]]:
    ordered = sorted(groups.items(), key=lambda item: -len(item[1]))
    return {name: (len(near), sum(near) / len(near)) for name, near in ordered}


def _confuse(
    tally: _Tally, item: GoldDocument, kind: str, start: int, end: int, gold: str, given: str
) -> None:
    text = item.document.text
    key = (kind, text[start:end], gold, given)
    tally.confusions[key] += 1
    tally.contexts.setdefault(key, " ".join(text[max(0, start - 40) : end + 40].split()))


def _point(gold: GoldToponym) -> str:
    return "no point" if gold.lat is None or gold.lon is None else f"{gold.lat:.2f}, {gold.lon:.2f}"


def _meet(guess: Toponym, gold: GoldToponym) -> bool:
    return guess.start < gold.end and gold.start < guess.end


def _overlap(guess: Toponym, gold: GoldToponym) -> int:
    return min(guess.end, gold.end) - max(guess.start, gold.start)


def _agreement(right_predicted: int, predicted: int, right_gold: int, gold: int) -> Agreement:
    precision, recall = right_predicted / (predicted or 1), right_gold / (gold or 1)
    both = precision + recall
    return Agreement(precision, recall, 2 * precision * recall / both if both else 0.0)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _rounded(agreement: Agreement) -> dict[str, float]:
    return {
        "precision": round(agreement.precision, 4),
        "recall": round(agreement.recall, 4),
        "f1": round(agreement.f1, 4),
    }
