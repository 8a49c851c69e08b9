"""Which place each toponym means: candidates weighed by ordered passes, and "none of these"."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from geoclaims.language import Annotation
from geoclaims.model import Document, Place, RankedPlace, Toponym
from geoclaims.places.facilities import NAMED_FOR, look_up
from geoclaims.places.protocols import Entry, Gazetteer, Mention
from geoclaims.places.recognize_use import use_of
from geoclaims.places.resolve_candidates import (
    Candidate,
    Group,
    candidates_of,
    distance_km,
    is_listed_settlement,
    none_weight,
)
from geoclaims.places.resolve_context import Context
from geoclaims.places.resolve_countries import countries_of_wording
from geoclaims.places.resolve_features import RIVER, Expected, calls_for, expected_features
from geoclaims.places.resolve_forces import forces_in
from geoclaims.places.resolve_parents import parents_in
from geoclaims.places.resolve_passes import GOVERNMENT_REASON, PASSES, Pass
from geoclaims.vocabulary import ResolutionStatus

SAME_PLACE_KM = 50.0
"""Candidates this near to each other are one answer: a town, and the district named for it."""
_SAME_PLACE_DEGREES = SAME_PLACE_KM / 110.0
"""What they are apart by latitude at most: a degree of it is 110.6 km or more."""
LEAST_SCORE = 0.5
"""A pin is drawn where it is likelier right than wrong, scores being calibrated; else it is ambiguous."""
_MOST_RUNNERS_UP = 5
_SETTLEMENTS = frozenset({"city", "village"})
_REMEMBERED_NAMES = 100_000


class PassResolver:
    """Resolves toponyms by ordered passes over the gazetteer's candidates.

    ``counts`` says how many names each pass has spoken for so far.
    """

    def __init__(
        self,
        gazetteer: Gazetteer,
        *,
        homes: Mapping[str, str] | None = None,
        passes: Sequence[Pass] = PASSES,
    ) -> None:
        """``homes`` maps publishers to the id of the place they are at home in."""
        self._gazetteer = gazetteer
        self._homes = {publisher.casefold(): place for publisher, place in (homes or {}).items()}
        self.passes = tuple(passes)
        self.counts: Counter[str] = Counter()
        self._candidates = lru_cache(maxsize=_REMEMBERED_NAMES)(self._look_up)

    def resolve(
        self, document: Document, annotation: Annotation, mentions: Sequence[Mention]
    ) -> tuple[Toponym, ...]:
        """One toponym for each mention, in the same order."""
        if document.spans is not None:
            mentions = [self._with_use(annotation, mention) for mention in mentions]
        context = self._context(document, annotation, mentions)
        for step in self.passes:
            if step.reads_shares:
                context.normalize()
            self.counts[step.name] += step.apply(context)
        context.normalize()
        decided: list[Toponym | None] = [None] * len(mentions)
        for group in context.groups:
            status, score, place, candidates, told = _decide(group)
            for index, mention in zip(group.indices, group.mentions, strict=True):
                reasons = told
                if mention.use != "metonym":
                    reasons = tuple([r for r in told if not r.startswith(GOVERNMENT_REASON)])
                if len(group.mentions) > 1:
                    reasons = (*reasons, f"one sense a document: {len(group.mentions)} mentions")
                decided[index] = Toponym(
                    document=document.id, start=mention.start, end=mention.end, text=mention.text,
                    use=mention.use, status=status, score=score, place=place, candidates=candidates,
                    reasons=reasons,
                )  # fmt: skip
        return tuple(toponym for toponym in decided if toponym is not None)

    def _context(self, document: Document, annotation: Annotation, mentions: Sequence[Mention]) -> Context:
        groups: dict[str, Group] = {}
        group_of: list[int] = []
        number: dict[str, int] = {}
        order: list[Group] = []
        expected = [expected_features(annotation, mention) for mention in mentions]
        forces = forces_in(annotation, mentions)
        for index, mention in enumerate(mentions):
            weighed, told = self._candidates(mention.text)
            said = expected[index]
            if said is not None and said.features == RIVER and not told:
                weighed = [*weighed, *self._candidates(f"{mention.text} River")[0]]
            if said is not None and not calls_for(said, (entry.place.feature for entry, _ in weighed)):
                expected[index] = None
            key = mention.text.casefold() + _sense(expected[index])
            group = groups.get(key)
            if group is None:
                found = [Candidate(entry, weight) for entry, weight in weighed]
                none = none_weight(mention.text, len(found))
                group = groups[key] = Group(mention.text, [], [], found, none, list(told))
                number[key] = len(order)
                order.append(group)
            group.mentions.append(mention)
            group.indices.append(index)
            group.forces += index in forces
            group_of.append(number[key])
        parents = tuple(parents_in(annotation, mentions))
        return Context(
            document,
            annotation,
            mentions,
            order,
            group_of,
            parents,
            expected,
            self._homes_of(document),
            countries_of_wording(annotation),
        )

    def _look_up(self, name: str) -> tuple[Sequence[tuple[Entry, float]], Sequence[str]]:
        """The candidates with their weights, and what is to be told of all of them."""
        entries, only_named_for = look_up(self._gazetteer, name)
        return candidates_of(entries), (NAMED_FOR,) if only_named_for else ()

    def _homes_of(self, document: Document) -> tuple[Entry, ...]:
        place_id = self._homes.get((document.publisher or "").casefold())
        entry = self._gazetteer.get(place_id) if place_id else None
        return (entry,) if entry else ()

    def _with_use(self, annotation: Annotation, mention: Mention) -> Mention:
        entries = [entry for entry, _ in self._candidates(mention.text)[0]]
        use = use_of(
            annotation, mention.start, mention.end,
            demonym=bool(entries) and entries[0].name_kind == "demonym",
            governs=any(e.capital_of or e.place.feature == "country" for e in entries[:3]),
        )  # fmt: skip
        return replace(mention, use=use)


def _sense(expected: Expected | None) -> str:
    """What sets a mention apart from others of its name: "the Dnipro river" is not the city of Dnipro."""
    if expected is None or expected.features & _SETTLEMENTS:
        return ""
    return " ".join(sorted(expected.features))


class _Decision(NamedTuple):
    """What a group's name means, which holds for each of its mentions."""

    status: ResolutionStatus
    score: float
    place: Place | None
    candidates: tuple[RankedPlace, ...]
    reasons: tuple[str, ...]


def _decide(group: Group) -> _Decision:
    ranked = sorted(group.candidates, key=lambda c: -c.share)
    best = ranked[0] if ranked else None
    status: ResolutionStatus = "not_found"
    score = 0.0
    reasons: tuple[str, ...] = tuple(group.reasons)
    if best is None:
        reasons = (*reasons, "no place of this name in the gazetteer")
    else:
        share = _share(best, ranked)
        score = calibrated(share)
        none_share = 1.0 - sum(c.share for c in ranked)
        if none_share >= share:
            reasons = (*reasons, "none of these: no candidate fits the document")
        else:
            status = "resolved" if score >= LEAST_SCORE else "ambiguous"
            reasons = (*best.reasons, _prior_reason(best.entry), *reasons)
    runners_up = ranked[1:] if status == "resolved" else ranked
    return _Decision(
        status,
        round(score, 3),
        best.entry.place if best is not None and status == "resolved" else None,
        tuple(map(_ranked, runners_up[:_MOST_RUNNERS_UP])),
        reasons,
    )


def calibrated(share: float) -> float:
    """The chance that a pin of this share of the evidence is right: half the logit of the share.

    Platt scaling (1999) over the pins of three news corpora gave a slope of 0.51 and an intercept
    of -0.02: the passes count evidence that is not independent, so their shares are too sure.
    """
    kept = min(max(share, 1e-6), 1.0 - 1e-6)
    return 1.0 / (1.0 + math.sqrt((1.0 - kept) / kept))


def _share(best: Candidate, ranked: Sequence[Candidate]) -> float:
    """The share of the best candidate and of those that are nearly the same place."""
    together = sum(
        c.share
        for c in ranked[:10]
        if c is best
        or (
            abs(c.entry.place.lat - best.entry.place.lat) < _SAME_PLACE_DEGREES
            and c.entry.place.feature not in ("country", "continent")
            and distance_km(c.entry, best.entry) < SAME_PLACE_KM
        )
    )
    return min(together, 0.999)


def _prior_reason(entry: Entry) -> str:
    place = entry.place
    kind = "" if entry.name_kind == "primary" else f", here under a {entry.name_kind} name"
    if place.feature in ("country", "continent", "region", "admin1", "admin2"):
        return f"{place.feature}{kind}"
    about = "about " if is_listed_settlement(entry) else ""
    return f"population {about}{place.population:,}{kind}" if place.population else f"{place.feature}{kind}"


def _ranked(candidate: Candidate) -> RankedPlace:
    place = candidate.entry.place
    return RankedPlace(place.id, place.name, place.lat, place.lon, place.country, round(candidate.share, 3))
