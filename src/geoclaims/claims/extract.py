"""Claims from an annotated document: triggers, whose words they stand in, where, when and whether."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from geoclaims.claims.arguments import accused, find_actors, find_extent
from geoclaims.claims.attribution import find_in
from geoclaims.claims.casualties import find_casualties
from geoclaims.claims.cues import Attributed
from geoclaims.claims.event_times import event_time, said_at
from geoclaims.claims.event_types import decide_type
from geoclaims.claims.linking import (
    Linked,
    link_places,
    place_runs,
    previous_place,
    refers_back,
    usable_toponyms,
)
from geoclaims.claims.modality import Modality, read_modality
from geoclaims.claims.publisher_stance import NEUTRAL, publisher_stances, stance_on
from geoclaims.claims.reading import Reading, read
from geoclaims.claims.requirements import Surroundings, borne_out, surroundings
from geoclaims.claims.speakers import Speakers
from geoclaims.claims.triggers import Trigger, alternatives, find_triggers
from geoclaims.claims.voices import Voices, attribution_of, continued, voices_at
from geoclaims.language.annotation import Annotation, Sentence
from geoclaims.model import (
    Attribution,
    Casualties,
    Claim,
    ClaimPlace,
    Document,
    DocumentReference,
    Event,
    Frame,
    PublisherStance,
    Span,
    Toponym,
)
from geoclaims.vocabulary import EventType, PlaceRole, Realis

_UNREAL = ("generic", "hypothetical")
_PRONOUNS = frozenset(("it", "they", "we", "he", "she", "i", "you", "them"))
_ID_LENGTH = 16


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One trigger with all that is decided about it, before places make claims of it."""

    around: Surroundings
    type: EventType
    subtype: str | None
    voices: Voices
    modality: Modality
    places: list[list[Linked]]
    casualties: tuple[Casualties, ...]
    actors: tuple[Span, ...]
    targets: tuple[Span, ...]

    @property
    def is_secondary(self) -> bool:
        """Deaths, and words for the people of an event: they say no event where another is said."""
        trigger = self.around.trigger
        return trigger.entry.type == "kill" or trigger.lemma in ("protester", "demonstrator", "rioter")


def extract_claims(
    document: Document, annotation: Annotation, toponyms: Sequence[Toponym]
) -> tuple[Claim, ...]:
    """The claims of one document in text order; none for a text in an unsupported language.

    ``toponyms`` are those of the document in text order; their spans lie in ``document.text``.
    """
    if annotation.language is None or not annotation.sentences:
        return ()
    reading = read(document, annotation, toponyms)
    triggers = find_triggers(reading)
    if not triggers:
        return ()
    attributions = find_in(reading)
    extraction = _Extraction(reading, attributions)
    claims: dict[str, Claim] = {}
    for index, in_sentence in _by_sentence(annotation, triggers):
        for candidate in extraction.candidates(index, in_sentence):
            for claim in extraction.claims_of(index, candidate):
                claims.setdefault(claim.id, claim)
    return tuple(claims.values())


def _by_sentence(annotation: Annotation, triggers: Sequence[Trigger]) -> list[tuple[int, list[Trigger]]]:
    found: list[tuple[int, list[Trigger]]] = []
    index = 0
    for trigger in triggers:
        while annotation.sentences[index].last <= trigger.first:
            index += 1
            if index == len(annotation.sentences):
                return found
        if annotation.sentences[index].first > trigger.first:
            continue  # a stray token outside every sentence
        if found and found[-1][0] == index:
            found[-1][1].append(trigger)
        else:
            found.append((index, [trigger]))
    return found


class _Extraction:
    """What the claims of one document share."""

    def __init__(self, reading: Reading, attributions: Sequence[Attributed]) -> None:
        self._reading = reading
        self._attributions = attributions
        self._speakers = Speakers(reading)
        self._stances = publisher_stances(reading.annotation)
        self._speaking: dict[int, list[tuple[int, int]]] = {}
        self._sources = self._source_bounds()
        self._occurrences: dict[str, int] = {}
        self._occurrence_of: dict[int, int] = {}
        document = reading.document
        self._reference = DocumentReference(
            document.id, document.title, document.publisher, document.published, document.url
        )

    def candidates(self, index: int, triggers: Sequence[Trigger]) -> list[_Candidate]:
        """The events of one sentence, repetitions of the same one merged."""
        sentence = self._reading.annotation.sentences[index]
        found = []
        for trigger in triggers:
            around = self._borne_out(trigger, sentence)
            if around is not None:
                made = self._candidate(index, around)
                if made is not None:
                    found.append(made)
        return _with_own_casualties(_merged(found))

    def _borne_out(self, trigger: Trigger, sentence: Sentence) -> Surroundings | None:
        around = surroundings(self._reading, trigger, sentence)
        if borne_out(around):
            return around
        for other in alternatives(self._reading, trigger):
            around = replace(around, trigger=other)
            if borne_out(around):
                return around
        return None

    def _candidate(self, index: int, around: Surroundings) -> _Candidate | None:
        reading = self._reading
        trigger, sentence = around.trigger, around.sentence
        offset = reading.tokens[trigger.first].start
        if any(a <= offset < b for a, b in self._speaking.get(index, ())):
            return None  # the trigger is part of a source or a cue: "the attack survivor said"
        voices = voices_at(reading, self._attributions, trigger.first)
        if voices.vouching is None:
            before = reading.annotation.sentences[index - 1] if index else None
            going_on = continued(reading, self._attributions, sentence, before)
            if going_on is not None:
                voices = Voices((going_on, *voices.around), going_on)
        kind, subtype = decide_type(around)
        modality = read_modality(around, voices.around)
        places = self._places(index, around, kind, voices, modality.realis)
        if modality.realis in _UNREAL and not places:
            return None
        casualties = tuple(find_casualties(reading.document.text, sentence.start, sentence.end))
        actors, targets = find_actors(_within_voice(around, voices))
        actors = _doers(reading, voices, modality) or actors or accused(reading, voices.vouching)
        made = _Candidate(around, kind, subtype, voices, modality, places, casualties, actors, targets)
        return None if _is_vague(made) else made

    def _places(
        self, index: int, around: Surroundings, kind: EventType, voices: Voices, realis: Realis
    ) -> list[list[Linked]]:
        reading, sentence = self._reading, around.sentence
        excluded = self._sources.get(index, ())
        bounds = (sentence.first, sentence.last)
        voice = voices.vouching
        if voice is not None and voice.form != "quote" and voice.inferred is None:
            offset = reading.tokens[around.trigger.first].start
            for start, end in voice.contents:
                if start <= offset < end:
                    bounds = (reading.first_token_at(start), reading.first_token_at(end))
            if voice.form in ("preposed", "aside", "unspecified"):
                bounds = (sentence.first, sentence.last)
        linked = link_places(around, kind, excluded, bounds, self._fronted_allowed(voice))
        if not linked and voice is not None and voice.source is not None:
            linked = self._where_they_live(voice, kind)
        if linked or realis in _UNREAL or not refers_back(around):
            return linked
        opener = previous_place(reading, around.clause[0], excluded, 0)
        return [
            [(group[0], "location"), *((place, "parent") for place in group[1:])]
            for run in opener
            for group in run.groups[:1]
        ]

    def _where_they_live(self, voice: Attributed, kind: EventType) -> list[list[Linked]]:
        """ "Residents of X described shelling": what people tell of where they are happened there."""
        assert voice.source is not None
        if self._speakers.describe(voice).kind != "resident_witness":
            return []
        runs = place_runs(self._reading, usable_toponyms(self._reading, *voice.source, ()), voice.source[0])
        role: PlaceRole = "origin" if kind == "displacement" else "location"
        return [
            [(group[0], role), *((place, "parent") for place in group[1:])]
            for run in runs[:1]
            if run.preposition in ("of", "in", "at", "near", "outside")
            for group in run.groups[:1]
        ]

    def _fronted_allowed(self, voice: Attributed | None) -> bool:
        """Whether "In X, …" can place what is said: not where a ministry or an outlet speaks from X."""
        if voice is None or voice.source is None:
            return True
        return self._speakers.describe(voice).kind not in (
            "institution", "media_outlet", "expert", "monitor", "named_official",
        )  # fmt: skip

    def claims_of(self, index: int, candidate: _Candidate) -> list[Claim]:
        """One claim for each place that is an event of its own; one without a place where there is none."""
        reading, around = self._reading, candidate.around
        actors, targets = candidate.actors, candidate.targets
        attribution = attribution_of(reading, self._speakers, candidate.voices, actors, targets)
        trigger = reading.span(around.trigger.first, around.trigger.last)
        voiced = attribution.kind not in ("publisher", "unspecified")
        groups = candidate.places or [[]]
        casualties = candidate.casualties
        if len(groups) > 1:  # the count is of all places together, so each has at most that many
            casualties = tuple(replace(c, low=0 if c.low is not None else None) for c in casualties)
        event = Event(
            type=candidate.type,
            trigger=trigger,
            subtype=candidate.subtype,
            extent=find_extent(around, candidate.type),
            frame=Frame(trigger.text, "source" if voiced else "publisher")
            if around.trigger.entry.frame
            else None,
            actors=actors,
            targets=targets,
            casualties=casualties,
        )
        sentence = around.sentence
        return [
            Claim(
                id=self._id(index, around.trigger, places),
                document=self._reference,
                text=reading.document.text[sentence.start : sentence.end],
                start=sentence.start,
                end=sentence.end,
                event=event,
                places=places,
                time=event_time(around, candidate.voices, candidate.modality.realis),
                said_at=said_at(around, candidate.voices),
                realis=candidate.modality.realis,
                polarity=candidate.modality.polarity,
                stance=candidate.modality.stance,
                certainty=candidate.modality.certainty,
                attribution=attribution,
                publisher_stance=(
                    NEUTRAL
                    if candidate.modality.stance == "cannot_confirm"
                    else self._stance(index, attribution)
                ),
            )
            for places in (tuple(self._claim_place(link) for link in group) for group in groups)
        ]

    def _claim_place(self, link: Linked) -> ClaimPlace:
        place = self._reading.toponyms[link[0]]
        return ClaimPlace(
            document=place.document,
            start=place.start,
            end=place.end,
            text=place.text,
            use=place.use,
            status=place.status,
            score=place.score,
            place=place.place,
            candidates=place.candidates,
            relation=place.relation,
            reasons=place.reasons,
            role=link[1],
        )

    def _stance(self, index: int, attribution: Attribution) -> PublisherStance:
        if attribution.kind == "publisher" or not self._stances:
            return NEUTRAL
        return stance_on(self._reading.annotation, self._stances, index)

    def _id(self, index: int, trigger: Trigger, places: Sequence[ClaimPlace]) -> str:
        """A hash of document id, sentence and occurrence, trigger and occurrence, and place text."""
        reading = self._reading
        sentence = reading.annotation.sentences[index]
        text = reading.document.text[sentence.start : sentence.end]
        if index not in self._occurrence_of:
            self._occurrence_of[index] = self._occurrences.get(text, 0)
            self._occurrences[text] = self._occurrence_of[index] + 1
        word = reading.span(trigger.first, trigger.last)
        occurrence = text[: word.start - sentence.start].count(word.text)
        drawn = "|".join(f"{place.role}:{place.text}" for place in places if place.role != "parent")
        parts = (
            reading.document.id,
            text,
            str(self._occurrence_of[index]),
            word.text,
            str(occurrence),
            drawn,
        )
        digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass"))
        return digest.hexdigest()[:_ID_LENGTH]

    def _source_bounds(self) -> dict[int, list[tuple[int, int]]]:
        """Sentence index to the character bounds of its sources, cues and links: no events are there."""
        reading = self._reading
        index_of = {sentence.start: index for index, sentence in enumerate(reading.annotation.sentences)}
        found: dict[int, list[tuple[int, int]]] = {}
        for attributed in self._attributions:
            sentence = reading.sentence_of(attributed.cue_token)
            if sentence is None:
                continue
            bounds = found.setdefault(index_of[sentence.start], [])
            for first, last in (
                (attributed.source, *attributed.chain) if attributed.source else attributed.chain
            ):
                source = (reading.tokens[first].start, reading.tokens[last - 1].end)
                bounds.append(source)
                self._speaking.setdefault(index_of[sentence.start], []).append(source)
            if (
                attributed.form in ("clause", "aside", "quote")
                and attributed.cue is not None
                and attributed.contents
            ):
                # "told reporters in Kyiv that …": what stands between cue and content
                after = min(
                    (start for start, _ in attributed.contents if start > attributed.cue.end), default=None
                )
                bounds.append((attributed.cue.start, attributed.cue.end if after is None else after))
        return found


def _merged(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Drops what only says again what another trigger of the sentence says.

    Deaths go with the event that caused them; a second trigger of the same type without a place
    of its own is the same event.
    """
    others = [made for made in candidates if not made.is_secondary]
    kept: list[_Candidate] = []
    for made in candidates:
        if made.is_secondary and others:
            continue
        same = next((k for k in kept if _same_event(k, made)), None)
        if same is None:
            kept.append(made)
        elif not same.places and made.places:
            kept[kept.index(same)] = made
    return kept


def _with_own_casualties(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Each count goes with one event: that of its clause, else the nearest."""
    if len(candidates) < 2:
        return list(candidates)
    owners: dict[int, int] = {}
    for count in candidates[0].casualties:

        def distance(at: int, start: int = count.start, end: int = count.end) -> tuple[bool, int]:
            around = candidates[at].around
            tokens = around.reading.tokens
            first, last = tokens[around.clause[0]].start, tokens[around.clause[1] - 1].end
            trigger = tokens[around.trigger.first].start
            return not first <= start < last, min(abs(trigger - start), abs(trigger - end))

        owners[count.start] = min(range(len(candidates)), key=distance)
    return [
        replace(made, casualties=tuple(c for c in made.casualties if owners[c.start] == at))
        for at, made in enumerate(candidates)
    ]


def _same_event(first: _Candidate, second: _Candidate) -> bool:
    if first.modality.realis != second.modality.realis or first.modality.polarity != second.modality.polarity:
        return False
    if first.voices.vouching is not second.voices.vouching:
        return False
    generic = second.around.trigger.entry.type in ("attack", "blast", "ruin", "kill", "strike")
    if first.type != second.type and not generic:
        return False
    return not first.places or not second.places or _locations(first) == _locations(second)


def _within_voice(around: Surroundings, voices: Voices) -> Surroundings:
    """The clause without the words that attribute it: "Akar said jets had struck X"."""
    voice = voices.vouching
    reading = around.reading
    offset = reading.tokens[around.trigger.first].start
    for start, end in voice.contents if voice is not None and voice.inferred is None else ():
        if start <= offset < end:
            first = max(around.clause[0], reading.first_token_at(start))
            last = min(around.clause[1], reading.first_token_at(end))
            return replace(around, clause=(first, max(last, around.trigger.last)))
    return around


def _doers(reading: Reading, voices: Voices, modality: Modality) -> tuple[Span, ...]:
    """Who orders, threatens or claims an event is its actor."""
    if modality.stance not in ("orders", "threatens", "claims_credit"):
        return ()
    return tuple(
        reading.span(*voice.source)
        for voice in voices.around
        if voice.entry.stance == modality.stance and voice.source is not None
    )[:1]


def _is_vague(made: _Candidate) -> bool:
    """An aim without a place, a person or a number: "allowed it to liberate territories"."""
    if made.places or made.casualties or not made.around.trigger.verbal:
        return False
    if made.around.reading.tags[made.around.trigger.first] != "I":
        return False
    people = [actor for actor in made.actors if actor.text.lower() not in _PRONOUNS]
    return made.type.startswith("territory") or not (people or made.targets)


def _locations(made: _Candidate) -> Collection[int]:
    return {index for group in made.places for index, role in group if role != "parent"}
