"""One trigger with all that is decided about it, and which triggers tell of the same event."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from geoclaims.claims.arguments import doing_verb
from geoclaims.claims.linking import Linked
from geoclaims.claims.modality import Modality
from geoclaims.claims.phrases import verb_group_start
from geoclaims.claims.reading import Reading
from geoclaims.claims.surroundings import Surroundings
from geoclaims.claims.voice_index import Voices
from geoclaims.model import Casualties, Span
from geoclaims.vocabulary import EventType

_OWN_REACH = 4
_PEOPLE_OF_EVENTS = frozenset(("protester", "demonstrator", "rioter", "marcher"))
_PRONOUNS = frozenset(("it", "they", "we", "he", "she", "i", "you", "them"))


@dataclass(frozen=True, slots=True)
class Candidate:
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
    denial_of: "Candidate | None" = None
    """The event told before that this one denies in a word ("denied it"): its time is that one's."""

    @property
    def is_secondary(self) -> bool:
        """Deaths, and words for the people of an event: they say no event where another is said."""
        trigger = self.around.trigger
        if trigger.lemma in ("foil", "thwart"):
            return True  # "a plot to bomb X was foiled": the plot is the event
        if trigger.entry.type == "kill" or trigger.lemma in _PEOPLE_OF_EVENTS:
            return True
        # "a grenade exploded at a rally": the rally is where it happened
        words = self.around.reading.words
        before = set(words[max(0, trigger.first - 3) : trigger.first])
        return self.type == "unrest" and not trigger.verbal and bool(before & {"at", "during", "outside"})


def merged(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Drops what only says again what another trigger of the sentence says.

    Deaths go with the event that caused them; a second trigger of the same type without a place
    of its own is the same event.
    """
    others = [made for made in candidates if not made.is_secondary]
    kept: list[Candidate] = []
    for made in candidates:
        if made.around.trigger.lemma in _PEOPLE_OF_EVENTS and len(candidates) > 1 and not others:
            continue  # "the killing of protesters": who was killed
        if made.is_secondary and others:
            told = made.voices.vouching
            behind = made.around.after(1)  # "the killing of two men in X"
            named = made.around.trigger.lemma in ("killing", "slaying") and [*behind] == ["of"]
            elsewhere = (
                (named or all(other.around.clause != made.around.clause for other in others))
                and made.places
                and all(other.places and _locations(other).isdisjoint(_locations(made)) for other in others)
            )
            if not elsewhere and (told is None or any(other.voices.vouching is told for other in others)):
                continue
            if not made.places:  # "…, while the army said 20 were killed": another's word on the same event
                made = replace(
                    made, places=others[-1].places, type=others[-1].type, subtype=others[-1].subtype
                )
        same = next((k for k in kept if _same_event(k, made)), None)
        if same is None:
            kept.append(made)
        elif not same.places and made.places:
            kept[kept.index(same)] = made
    return kept


def with_own_casualties(candidates: Sequence[Candidate]) -> list[Candidate]:
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


def lost_where_taken(candidates: Sequence[Candidate]) -> list[Candidate]:
    """ "… seized the airport in X, while the army denied losing control": control of the same place."""
    placed = [made for made in candidates if made.places and made.type == "territory_gain"]
    if len(placed) != 1:
        return list(candidates)
    return [
        replace(made, places=placed[0].places)
        if made.around.trigger.lemma == "lose control" and not made.places
        else made
        for made in candidates
    ]


def _same_event(first: Candidate, second: Candidate) -> bool:
    if first.modality.realis != second.modality.realis or first.modality.polarity != second.modality.polarity:
        return False
    if first.voices.vouching is not second.voices.vouching:
        return False
    generic = second.around.trigger.entry.type in ("attack", "blast", "ruin", "kill", "strike")
    if first.type != second.type and not generic:
        return False
    return not first.places or not second.places or _locations(first) == _locations(second)


def within_voice(around: Surroundings, voices: Voices) -> Surroundings:
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


def doers(reading: Reading, voices: Voices, modality: Modality) -> tuple[Span, ...]:
    """Who orders, threatens or claims an event is its actor."""
    said = voices.vouching
    if said is not None and said.source is not None and said.entry.lemma in ("claim", "profess"):
        opens = reading.first_token_at(said.contents[0][0])
        if "to" in reading.words[opens - 1 : opens + 1]:
            return (reading.span(*said.source),)  # "claimed to have seized X"
    if modality.stance not in ("orders", "threatens", "claims_credit"):
        return ()
    return tuple(
        reading.span(*voice.source)
        for voice in voices.around
        if voice.entry.stance == modality.stance and voice.source is not None
    )[:1]


def speaking_of_itself(around: Surroundings, voices: Voices) -> tuple[Span, ...]:
    """ "said it had captured X", "denied attacking X": who speaks of what they did."""
    voice = voices.vouching
    if voice is None or voice.source is None or voice.form not in ("clause", "aside"):
        return ()
    if voice.entry.realis == "planned" and around.trigger.verbal:
        start = around.reading.first_token_at(voice.contents[0][0])
        own = around.reading.words[start] == "to" and around.trigger.first - start < _OWN_REACH
        return (around.reading.span(*voice.source),) if own else ()  # "vowed to attack X"
    opens = around.reading.tokens[around.trigger.first].start == voice.contents[0][0]
    if opens and around.reading.tags[around.trigger.first] == "G":
        return (around.reading.span(*voice.source),) if voice.entry.stance != "accuses" else ()
    if around.trigger.entry.passive or around.passive():
        return ()
    reading = around.reading
    verb = around.trigger.first if around.trigger.verbal else doing_verb(around)
    if verb is None:
        return ()
    at = verb_group_start(reading, verb, around.clause[0]) - 1
    if at < around.clause[0] or reading.words[at] != "it" or at <= voice.source[1] - 1:
        return ()
    return (reading.span(at, at + 1),)


def is_vague(made: Candidate) -> bool:
    """An aim without a place, a person or a number: "allowed it to liberate territories"."""
    if made.places or made.casualties or not made.around.trigger.verbal:
        return False
    if made.around.reading.tags[made.around.trigger.first] != "I":
        return False
    people = [actor for actor in made.actors if actor.text.lower() not in _PRONOUNS]
    return made.type.startswith("territory") or not (people or made.targets)


def _locations(made: Candidate) -> frozenset[int]:
    return frozenset({index for group in made.places for index, role in group if role != "parent"})
