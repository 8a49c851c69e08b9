"""Claims from an annotated document: triggers, whose words they stand in, where, when and whether."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from geoclaims.claims.actors import ActorTable
from geoclaims.claims.arguments import accused, find_actors, find_extent
from geoclaims.claims.attribution import find_in
from geoclaims.claims.back_references import previous_place, refers_back
from geoclaims.claims.candidates import (
    Candidate,
    doers,
    is_vague,
    lost_where_taken,
    merged,
    speaking_of_itself,
    with_own_casualties,
    within_voice,
)
from geoclaims.claims.casualties import find_casualties
from geoclaims.claims.cues import Attributed
from geoclaims.claims.denials import denied, is_presupposed
from geoclaims.claims.event_times import event_time, said_at
from geoclaims.claims.event_types import decide_type, territory_subtype
from geoclaims.claims.falsity import called_false
from geoclaims.claims.identity import claim_id
from geoclaims.claims.linking import Linked, link_places
from geoclaims.claims.modality import read_modality
from geoclaims.claims.parties import text_of_actor
from geoclaims.claims.pastimes import is_about_pastime
from geoclaims.claims.place_runs import place_runs, usable_toponyms
from geoclaims.claims.publisher_stance import NEUTRAL, publisher_stances, stance_on
from geoclaims.claims.reading import Reading, read
from geoclaims.claims.requirements import borne_out
from geoclaims.claims.speakers import Speakers
from geoclaims.claims.surroundings import Surroundings, surroundings
from geoclaims.claims.told_before import ToldBefore
from geoclaims.claims.triggers import Trigger, alternatives, context, find_triggers, framing
from geoclaims.claims.voice_index import VoiceIndex, Voices
from geoclaims.claims.voices import attribution_of
from geoclaims.language.annotation import Annotation, Sentence
from geoclaims.model import (
    Attribution,
    Claim,
    ClaimPlace,
    Document,
    DocumentReference,
    Event,
    Frame,
    PublisherStance,
    Toponym,
)
from geoclaims.vocabulary import EventType, PlaceRole, Realis

_UNREAL = ("generic", "hypothetical")


def extract_claims(
    document: Document,
    annotation: Annotation,
    toponyms: Sequence[Toponym],
    actors: ActorTable | None = None,
) -> tuple[Claim, ...]:
    """The claims of one document in text order; none for a text in an unsupported language.

    ``toponyms`` are those of the document in text order; their spans lie in ``document.text``.
    ``actors`` says who is a party to which war; the shipped table where it is None.
    """
    if annotation.language is None or not annotation.sentences:
        return ()
    reading = read(document, annotation, toponyms, actors)
    triggers = find_triggers(reading)
    if not triggers or is_about_pastime(reading):
        return ()
    attributions = find_in(reading)
    extraction = _Extraction(reading, attributions)
    claims: dict[str, Claim] = {}
    for index, in_sentence in _by_sentence(annotation, triggers):
        candidates = extraction.candidates(index, in_sentence)
        for at, candidate in [
            *((index, made) for made in candidates),
            *extraction.denials(index, candidates),
        ]:
            for claim in extraction.claims_of(at, candidate):
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
        self._speakers = Speakers(reading, attributions)
        self._voices = VoiceIndex(reading, attributions)
        self._told = ToldBefore(reading)
        self._scare = [quote for quote in reading.annotation.quotes if quote.scare]
        self._stances = publisher_stances(reading.annotation)
        self._speaking: dict[int, list[tuple[int, int]]] = {}
        self._sources = self._source_bounds()
        self._occurrences: dict[str, int] = {}
        self._occurrence_of: dict[int, int] = {}
        document = reading.document
        self._reference = DocumentReference(
            document.id, document.title, document.publisher, document.published, document.url
        )

    def candidates(self, index: int, triggers: Sequence[Trigger]) -> list[Candidate]:
        """The events of one sentence, repetitions of the same one merged."""
        sentence = self._reading.annotation.sentences[index]
        found = []
        for trigger in triggers:
            around = self._borne_out(trigger, sentence)
            if around is not None:
                made = self._candidate(index, around)
                if made is not None:
                    found.append(made)
        own = lost_where_taken(with_own_casualties(merged(found)))
        return self._told.placed(index, own)

    def denials(self, index: int, candidates: Sequence[Candidate]) -> list[tuple[int, Candidate]]:
        """Who denies these events, there or at the start of the next sentence, by sentence index."""
        reading = self._reading
        sentences = reading.annotation.sentences
        voices = list(self._voices.cues_in(index))
        following = self._voices.cues_in(index + 1)
        if following and sentences[index + 1].paragraph - sentences[index].paragraph <= 1:
            voices += following[:1]
        return [
            (reading.sentence_index(made.around.sentence.start), made) for made in denied(candidates, voices)
        ]

    def _borne_out(self, trigger: Trigger, sentence: Sentence) -> Surroundings | None:
        around = surroundings(self._reading, trigger, sentence)
        if borne_out(around):
            return around
        for other in alternatives(self._reading, trigger):
            around = replace(around, trigger=other)
            if borne_out(around):
                return around
        return None

    def _candidate(self, index: int, around: Surroundings) -> Candidate | None:
        reading = self._reading
        trigger, sentence = around.trigger, around.sentence
        offset = reading.tokens[trigger.first].start
        if any(a <= offset < b for a, b in self._speaking.get(index, ())):
            return None  # the trigger is part of a source or a cue: "the attack survivor said"
        voices = self._voices.at(trigger.first)
        if voices.vouching is None:
            going_on = self._voices.continued(index)
            if going_on is not None:
                voices = Voices((going_on, *voices.around), going_on)
        if is_presupposed(around, voices.around):
            voices = Voices((), None)
        kind, subtype = decide_type(around)
        modality = read_modality(around, voices.around, voices.vouching)
        places = self._places(index, around, kind, voices, modality.realis)
        if modality.realis in _UNREAL and not places:
            return None
        casualties = tuple(find_casualties(reading.document.text, sentence.start, sentence.end))
        actors, targets = find_actors(within_voice(around, voices))
        actors = (
            doers(reading, voices, modality)
            or actors
            or accused(reading, voices.vouching)
            or speaking_of_itself(around, voices)
        )
        if kind == "territory_gain" and subtype is None:
            takers = [text_of_actor(reading, self._speakers, voices.vouching, actor) for actor in actors]
            subtype = territory_subtype(around, takers)
        made = Candidate(around, kind, subtype, voices, modality, places, casualties, actors, targets)
        return None if is_vague(made) else made

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
            linked = self._where_they_live(voice, kind, around)
        if linked or realis in _UNREAL or not refers_back(around):
            return linked
        opener = previous_place(reading, around.clause[0], excluded, 0)
        return [
            [(group[0], "location"), *((place, "parent") for place in group[1:])]
            for run in opener
            for group in run.groups[:1]
        ]

    def _where_they_live(
        self, voice: Attributed, kind: EventType, around: Surroundings
    ) -> list[list[Linked]]:
        """ "Residents of X described shelling": what people tell of where they are happened there.

        So too "the mayor of X said jets bombed the city".
        """
        assert voice.source is not None
        kind_of_source = self._speakers.describe(voice).kind
        spoken_of = kind_of_source in ("named_official", "combatant") and refers_back(around)
        if kind_of_source != "resident_witness" and not spoken_of:
            return []
        if not context("arriving").isdisjoint(self._reading.words[slice(*voice.source)]):
            return []  # "families who reached X told of looting": on the way
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

    def claims_of(self, index: int, candidate: Candidate) -> list[Claim]:
        """One claim for each place that is an event of its own; one without a place where there is none."""
        reading, around = self._reading, candidate.around
        actors, targets = candidate.actors, candidate.targets
        attribution = attribution_of(reading, self._speakers, candidate.voices, actors, targets)
        trigger = reading.span(around.trigger.first, around.trigger.last)
        voiced = self._distanced(trigger.start) or attribution.kind not in ("publisher", "unspecified")
        wording = framing(reading, around.trigger) if candidate.denial_of is None else None
        groups = candidate.places or [[]]
        casualties = candidate.casualties
        if len(groups) > 1:  # the count is of all places together, so each has at most that many
            casualties = tuple(replace(c, low=0 if c.low is not None else None) for c in casualties)
        event = Event(
            type=candidate.type,
            trigger=trigger,
            subtype=candidate.subtype,
            extent=find_extent(within_voice(around, candidate.voices), candidate.type),
            frame=Frame(wording.text, "source" if voiced else "publisher") if wording is not None else None,
            actors=actors,
            targets=targets,
            casualties=casualties,
        )
        sentence = around.sentence
        told = candidate.denial_of or candidate
        return [
            Claim(
                id=self._id(index, around.trigger, places),
                document=self._reference,
                text=reading.document.text[sentence.start : sentence.end],
                start=sentence.start,
                end=sentence.end,
                event=event,
                places=places,
                time=event_time(
                    told.around,
                    told.voices,
                    told.modality.realis,
                    places[0].end if len(groups) > 1 else None,
                ),
                said_at=said_at(around, candidate.voices),
                realis=candidate.modality.realis,
                polarity=candidate.modality.polarity,
                stance=candidate.modality.stance,
                certainty=candidate.modality.certainty,
                attribution=attribution,
                publisher_stance=self._stance(index, candidate, attribution),
            )
            for places in (tuple(self._claim_place(link) for link in group) for group in groups)
        ]

    def _distanced(self, offset: int) -> bool:
        """Whether a word stands in scare quotes: the outlet does not make it its own."""
        at = bisect_right(self._scare, offset, key=lambda quote: quote.start) - 1
        return at >= 0 and offset < self._scare[at].end

    def _claim_place(self, link: Linked) -> ClaimPlace:
        place = self._reading.toponyms[link[0]]
        if place.use != "literal":  # "Polish airspace": a word for a people that names its land
            place = replace(place, use="literal", reasons=(*place.reasons, "names the land itself"))
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

    def _stance(self, index: int, candidate: Candidate, attribution: Attribution) -> PublisherStance:
        if candidate.modality.stance == "cannot_confirm":
            return NEUTRAL
        around = candidate.around
        false = called_false(self._reading, around.sentence, around.trigger)
        if false is not None and candidate.modality.stance != "denies":
            word = self._reading.span(false, false + 1)
            return PublisherStance("doubts", word.text, word.start, word.end)
        if attribution.kind == "publisher" or candidate.modality.stance == "denies" or not self._stances:
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
        return claim_id(
            reading.document.id,
            text,
            self._occurrence_of[index],
            word.text,
            text[: word.start - sentence.start].count(word.text),
            places,
        )

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
                # "Reda, whose supporters hold X, said …": what the clause tells is an event
                last = next((at for at in range(first + 1, last) if reading.words[at] == "whose"), last)
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
