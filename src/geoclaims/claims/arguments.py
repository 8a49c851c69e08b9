"""Who does a claimed event to whom, and over how much of the place."""

from geoclaims.claims.cues import Attributed
from geoclaims.claims.grammar import verb_bases
from geoclaims.claims.phrases import past_day, phrase_after, phrase_before, verb_group_start
from geoclaims.claims.reading import Reading
from geoclaims.claims.surroundings import Surroundings, is_passive
from geoclaims.claims.triggers import context
from geoclaims.model import Span
from geoclaims.vocabulary import Extent

_DIRECTIONS = frozenset(
    [
        "southern",
        "northern",
        "eastern",
        "western",
        "central",
        "southeastern",
        "northeastern",
        "southwestern",
        "northwestern",
        "south-eastern",
    ]
)
_DIRECTION_WORDS = frozenset(
    (
        "north",
        "south",
        "east",
        "west",
        "northeast",
        "northwest",
        "southeast",
        "southwest",
        "toward",
        "towards",
    )
)
_WHOLE = frozenset(
    ["entire", "entirely", "whole", "fully", "full", "complete", "completely", "total", "totally", "all"]
)
_DOING = frozenset(
    ("carry", "launch", "conduct", "stage", "mount", "commit", "perpetrate", "wage", "unleash")
)
_BODIES = frozenset(("group", "junta", "militia", "regime", "faction"))
_NOT_ACTORS = frozenset(
    [
        "people",
        "person",
        "time",
        "day",
        "attack",
        "event",
        "incident",
        "it",
        "there",
        "number",
        "result",
        "move",
        "which",
        "that",
    ]
)


def find_actors(around: Surroundings) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Who acts and who is acted upon, as spans; empty where the clause doesn't say."""
    reading, trigger = around.reading, around.trigger
    if trigger.verbal and reading.tags[trigger.first] in "VIEG":
        before = _subject(around)
        after = phrase_after(reading, trigger.last, around.clause[1])
        if trigger.lemma in ("flee", "leave", "advance", "withdraw", "retreat") or (
            after is not None and reading.words[after[0]] in _DIRECTION_WORDS
        ):
            after = None  # "fled X", "advanced northwest of X": where, not whom
        if around.passive():
            agent = _by_phrase(around)
            return _spans(reading, agent), _spans(reading, before, target=True)
        if trigger.lemma in ("burn", "burn down", "explode") and after is None:
            return (), _spans(reading, before, target=True)  # "the school burned"
        if trigger.entry.passive:
            receiver = _receiver(around)
            return _spans(reading, receiver), ()
        return _spans(reading, before), _spans(reading, after, target=True)
    if trigger.entry.type == "clash":
        sides = _both_sides(around)
        if sides:
            return sides, ()
    possessor = _modifier(around)
    agent = _by_phrase(around)
    on = _object_of(around)
    return (
        _spans(reading, agent) or _spans(reading, possessor) or _spans(reading, _who_does(around)),
        _spans(reading, on, target=True),
    )


def _subject(around: Surroundings) -> tuple[int, int] | None:
    reading, trigger = around.reading, around.trigger
    start = past_day(reading, verb_group_start(reading, trigger.first, around.clause[0]), around.clause[0])
    phrase = phrase_before(reading, start - 1, around.clause[0]) if start - 1 >= around.clause[0] else None
    if phrase is not None and reading.tags[phrase[0]] not in "W":
        return phrase
    # "forces are preparing to seize X": the subject of the governing verb
    for at in range(around.clause[0] + 1, start):
        if reading.tags[at] in "VAE":
            group = verb_group_start(reading, at, around.clause[0])
            return phrase_before(reading, group - 1, around.clause[0])
    return None


def _by_phrase(around: Surroundings) -> tuple[int, int] | None:
    reading = around.reading
    for at in range(around.trigger.last, min(around.clause[1], around.trigger.last + 8)):
        if reading.words[at] == "by":
            return phrase_after(reading, at + 1, around.clause[1])
        if reading.words[at] in (",", ";") or reading.tags[at] in "VAEWSO":
            break
    return None


def _receiver(around: Surroundings) -> tuple[int, int] | None:
    """ "fell to the rebels", "fell into the hands of the rebels"."""
    reading = around.reading
    for at in range(around.trigger.last - 1, min(around.clause[1], around.trigger.last + 3)):
        if reading.words[at] in ("to", "of"):
            return phrase_after(reading, at + 1, around.clause[1])
    return None


def _modifier(around: Surroundings) -> tuple[int, int] | None:
    """ "Russian shelling", "the army's capture of X"."""
    reading, at = around.reading, around.trigger.first - 1
    low = around.clause[0]
    if at >= low and reading.tags[at] == "'":
        return phrase_before(reading, at - 1, low)
    first = at
    while first >= low and reading.tags[first] in "NM-":
        first -= 1
    for index in range(first + 1, around.trigger.first):
        if (
            _names_people(reading, index)
            or reading.actors.actor_of(reading.tokens[index].text)
            or reading.words[index] in context("armed")
        ):
            return index, min(index + 1, around.trigger.first)
    return None


def _both_sides(around: Surroundings) -> tuple[Span, ...]:
    """ "clashes between the army and the rebels": both act."""
    reading, at = around.reading, around.trigger.last
    while at < around.clause[1] and reading.tags[at] in "NBT":
        at += 1
    if at >= around.clause[1] or reading.words[at] != "between":
        return ()
    first = phrase_after(reading, at + 1, around.clause[1])
    if first is None:
        return ()
    joint = next((i for i in range(*first) if reading.words[i] == "and"), first[1])
    if joint >= around.clause[1] or reading.words[joint] != "and":
        return _spans(reading, first)
    second = phrase_after(reading, joint + 1, around.clause[1])
    if second is not None:
        end = next((i for i in range(second[0] + 1, second[1]) if _leaves(reading, i)), second[1])
        second = second[0], end
    return _spans(reading, (first[0], joint)) + _spans(reading, second)


def doing_verb(around: Surroundings) -> int | None:
    """The verb before a noun that only says that it was done: "carried out a strike", or None."""
    reading, at = around.reading, around.trigger.first - 1
    while at > around.clause[0] and reading.tags[at] in "DNM#'-BG":
        at -= 1
    verb = at - 1 if reading.words[at] in ("out", "off", "up") else at
    if verb <= around.clause[0] or verb_bases().get(reading.words[verb], ("",))[0] not in _DOING:
        return None
    return None if is_passive(reading, verb) else verb


def _who_does(around: Surroundings) -> tuple[int, int] | None:
    verb, low = doing_verb(around), around.clause[0]
    if verb is None:
        return None
    start = past_day(around.reading, verb_group_start(around.reading, verb, low), low)
    return phrase_before(around.reading, start - 1, low) if start > low else None


def _names_people(reading: Reading, at: int) -> bool:
    """ "Russian shelling", "Israel strikes": a people or a country, not the town that was struck."""
    if reading.toponym_of[at] < 0:
        return False
    toponym = reading.toponyms[reading.toponym_of[at]]
    return toponym.use != "literal" or (toponym.place is not None and toponym.place.feature == "country")


def _object_of(around: Surroundings) -> tuple[int, int] | None:
    reading, at = around.reading, around.trigger.last
    if at < around.clause[1] and reading.words[at] in ("on", "against", "of", "targeting"):
        return phrase_after(reading, at + 1, around.clause[1])
    return None


def _spans(reading: Reading, phrase: tuple[int, int] | None, target: bool = False) -> tuple[Span, ...]:
    """The phrase if it names people, forces or a party; a place alone is no target."""
    if phrase is None:
        return ()
    first, last = phrase
    while first < last - 1 and reading.tags[first] == "#" and ":" in reading.words[first]:
        first += 1  # "10:45 Rebels shell X": the time of an entry
    if "," in reading.words[first:last]:
        last = first + reading.words[first:last].index(",")
    if target:
        last = next((at for at in range(first + 1, last) if _leaves(reading, at)), last)
    words = reading.words[first:last]
    if not words or words[-1] in _NOT_ACTORS or any(word == "," for word in words[:1]):
        return ()
    while first < last - 1 and reading.words[first] in ("at", "least", "most"):
        first += 1
    while first < last - 1 and reading.tags[first] == "D" and reading.words[first] not in ("no",):
        first += 1
    if (
        target
        and reading.toponym_of[first] >= 0
        and reading.toponyms[reading.toponym_of[first]].use == "literal"
    ):
        return ()
    if (
        target
        and words[0 if reading.tags[phrase[0]] != "D" else 1 : 2]
        and _is_place_phrase(reading, first, last)
    ):
        return ()
    if all(reading.toponym_of[at] >= 0 for at in range(first, last)):
        if target and any(
            reading.toponyms[reading.toponym_of[at]].use == "literal" for at in range(first, last)
        ):
            return ()
        return (reading.span(first, last),)
    if target and not (context("missile") | context("explosive")).isdisjoint(words):
        return ()
    known = (
        _BODIES
        | context("armed")
        | context("people")
        | context("civilian")
        | context("states")
        | context("fleeing")
    )
    if target:
        known = known | context("things")
    named = (
        any(reading.tags[at] == "M" for at in range(first, last))
        or reading.actors.actor_of(reading.span(first, last).text) is not None
    )
    if not named and known.isdisjoint(words) and reading.tags[first] != "R":
        return ()
    return (reading.span(first, last),)


def _leaves(reading: Reading, at: int) -> bool:
    """Where a target ends and its time or place begins: "warehouses | last week", "homes | in X"."""
    if reading.tags[at] == "T" or reading.words[at] in ("last", "this", "next", "earlier", "overnight"):
        return True
    return reading.words[at] in ("in", "at", "near", "on", "from", "outside", "inside", "around")


def accused(reading: Reading, voice: Attributed | None) -> tuple[Span, ...]:
    """Whom an accusation names: "accused Azerbaijan of shelling X", "blamed the rebels for …"."""
    if voice is None or voice.entry.stance != "accuses" or voice.cue is None:
        return ()
    first = reading.first_token_at(voice.cue.end)
    sentence = reading.sentence_of(voice.cue_token)
    if sentence is None or first >= sentence.last or reading.tags[first] not in "DMN":
        return ()
    last = first
    while (
        last < sentence.last
        and reading.words[last] not in ("of", "for", "with")
        and reading.tags[last] in "DNM'-"
    ):
        last += 1
    while first < last and reading.tags[first] == "D":
        first += 1
    return (reading.span(first, last),) if first < last else ()


def _is_place_phrase(reading: Reading, first: int, last: int) -> bool:
    """ "the town of Arvol": a word for a place, and its name."""
    named = any(reading.toponym_of[at] >= 0 for at in range(first, last))
    return named and not context("localities").isdisjoint(reading.words[first:last])


def find_extent(around: Surroundings, event_type: str) -> Extent | None:
    """Whether control is claimed of the whole place or a part; None for events that are not of territory."""
    if not event_type.startswith("territory"):
        return None
    reading = around.reading
    first = max(around.sentence.first, around.clause[0] - 8)
    words = list(reading.words[first : min(around.clause[1], around.trigger.last + 12)])
    for at, word in enumerate(words):
        following = words[at + 1] if at + 1 < len(words) else ""
        if (word in context("part") and following in ("of", "in")) or word in (
            "partly",
            "partially",
            "partial",
        ):
            return "part"
        if word in _DIRECTIONS and following in (
            "part",
            "parts",
            "districts",
            "outskirts",
            "suburbs",
            "quarter",
            "edge",
            "neighborhoods",
            "areas",
        ):
            return "part"
    return "whole" if not _WHOLE.isdisjoint(words) else "unstated"
