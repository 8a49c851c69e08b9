"""Denials of what was just claimed: "…, but the rebels denied it", "rejected X's claim that …"."""

from collections.abc import Sequence
from dataclasses import replace

from geoclaims.claims.candidates import Candidate
from geoclaims.claims.cues import Attributed, TokenSpan, cue_verbs
from geoclaims.claims.grammar import words_of
from geoclaims.claims.phrases import phrase_after, verb_group_start
from geoclaims.claims.reading import Reading
from geoclaims.claims.surroundings import Surroundings, is_passive
from geoclaims.claims.triggers import Trigger
from geoclaims.claims.voice_index import Voices

_REFERRING = frozenset(("it", "this", "that"))
_RELATIVES = frozenset(("which", "charge", "charges", "something"))
_ARTICLES = frozenset(("the", "that", "this", "those", "these", "such"))


def denied(candidates: Sequence[Candidate], attributions: Sequence[Attributed]) -> list[Candidate]:
    """The denials of one sentence's claims, each an event of its own told by who denies it.

    ``attributions`` are those whose cue stands in the sentence, or opens the one right behind.
    The word for what is denied ("it", "the claim") is the trigger; type, places and actors are
    those of the event that it goes back to.
    """
    found: list[Candidate] = []
    for made in candidates:
        for outer in made.voices.around:
            if _rejects(made, outer):
                assert made.voices.vouching is not None
                found.append(_denial(made, outer, made.voices.vouching.cue_token))
        passive = _rejected_by(made)
        if passive is not None:
            assert made.voices.vouching is not None
            found.append(_denial(made, passive, made.voices.vouching.cue_token))
    for relative in map(_denied_behind, candidates[-1:]):
        if relative is not None:
            found.append(_denial(candidates[-1], *relative))
    for voice in attributions:
        before = _denied_before(candidates, voice)
        if before is not None:
            found.append(_denial(before, voice, _referring(before.around.reading, voice)))
    return found


def is_presupposed(around: Surroundings, voices: Sequence[Attributed]) -> bool:
    """Whether a denial takes an event for granted: "denied supplying the drones that struck X".

    A relative clause tells of what is named, not of what is denied; a cleft ("that it was its
    drones that struck X") is denied as a whole.
    """
    denial = next((voice for voice in voices if voice.entry.stance == "denies"), None)
    reading, opener = around.reading, around.clause[0]
    if denial is None or denial.form == "quote" or reading.words[opener] not in ("who", "which", "that"):
        return False
    of_content = reading.words[opener - 1] in words_of("modality", "report_words")
    of_thing = reading.tags[opener - 1] == "N"  # "shells that Russian forces fired", but not "denied that"
    if of_content or not (of_thing or reading.tags[opener + 1] in "VEAB"):
        return False
    told = range(reading.first_token_at(denial.contents[0][0]), opener)
    cleft = any(
        reading.words[at] == "it" and reading.words[at + 1] in words_of("grammar", "forms_of_be")
        for at in told
    )
    return not cleft and any(reading.tags[at] in "VEIGA" for at in told)


def _rejects(made: Candidate, outer: Attributed) -> bool:
    """ "Ukraine rejected Russia's claim that …": the noun of another's claim is what is denied."""
    inner = made.voices.vouching
    return (
        inner is not None
        and outer is not inner
        and inner.form == "noun"
        and inner.source is not None
        and outer.source is not None
        and outer.entry.stance == "denies"
        and not outer.negated
    )


def _rejected_by(made: Candidate) -> Attributed | None:
    """ "Russia's claim to have captured X was dismissed by Kyiv"."""
    voice, reading = made.voices.vouching, made.around.reading
    if voice is None or voice.form != "noun" or voice.source is None:
        return None
    sentence = made.around.sentence
    for at in range(made.around.trigger.last, sentence.last - 1):
        if reading.words[at] in (";", ","):
            return None
        denies = [
            cue for cue in cue_verbs().get(reading.words[at], ()) if cue.stance == "denies" and not cue.rest
        ]
        if denies and reading.words[at + 1] == "by" and is_passive(reading, at):
            source = phrase_after(reading, at + 2, sentence.last)
            if source is None:
                return None
            start = verb_group_start(reading, at, sentence.first)
            cue = reading.span(start, at + 2)
            return replace(
                voice, cue=cue, cue_token=at, entry=denies[0], source=source, form="clause", chain=()
            )
    return None


def _denied_behind(made: Candidate) -> tuple[Attributed, int] | None:
    """ "…, a claim the rebels denied", "…, which the army denies": who, and the word for what is denied."""
    reading, sentence = made.around.reading, made.around.sentence
    words = reading.words
    for at in range(made.around.trigger.last, sentence.last - 2):
        if words[at] not in (",", "—", "–", "--") or made.modality.stance == "denies":
            continue
        word = at + 1 + (words[at + 1] in ("a", "an"))
        if words[word] not in _RELATIVES | words_of("modality", "report_words"):
            continue
        behind = word + 1 + (words[word + 1] in ("that", "which"))
        source = phrase_after(reading, behind, sentence.last) if behind < sentence.last else None
        if source is None or source[1] >= sentence.last:
            continue
        verb = source[1]
        while verb < sentence.last and reading.tags[verb] in "AB":
            verb += 1
        denies = [
            cue for cue in cue_verbs().get(words[verb], ()) if cue.stance == "denies" and not cue.rest
        ] if verb < sentence.last else []  # fmt: skip
        if denies:
            cue = reading.span(source[1], verb + 1)
            content = (reading.tokens[sentence.first].start, reading.tokens[at - 1].end)
            return Attributed((content,), cue, verb, denies[0], source, "clause"), word
    return None


def _denied_before(candidates: Sequence[Candidate], voice: Attributed) -> Candidate | None:
    """The event before a cue whose object is a word for it."""
    if voice.entry.stance != "denies" or voice.source is None or voice.negated or voice.form != "clause":
        return None
    for made in reversed(candidates):
        reading = made.around.reading
        told = made.voices.vouching
        if made.around.trigger.last > voice.cue_token or _referring_span(reading, voice) is None:
            continue
        if told is not None and told.source is not None and _same(reading, told.source, voice.source):
            continue
        if made.modality.stance == "denies":
            continue
        return made
    return None


def _same(reading: Reading, first: TokenSpan, second: TokenSpan) -> bool:
    return reading.words[slice(*first)] == reading.words[slice(*second)]


def _referring(reading: Reading, voice: Attributed) -> int:
    span = _referring_span(reading, voice)
    assert span is not None
    return span


def _referring_span(reading: Reading, voice: Attributed) -> int | None:
    """The word that stands for what is denied: a pronoun alone, or "the claim" and nothing more."""
    first = reading.first_token_at(voice.contents[0][0])
    last = reading.first_token_at(voice.contents[-1][1])
    if last <= first:
        return None
    words = reading.words
    left = reading.tags[first + 1 : last]
    if words[first] == "it" and left and all(tag in "AB." for tag in left):
        return first  # "Police later denied it had"
    if words[first] in _REFERRING and (last - first == 1 or reading.tags[first + 1] in "PT"):
        return first
    if (
        words[first] in _ARTICLES
        and first + 1 < last
        and words[first + 1] in words_of("modality", "report_words")
    ):
        return (
            first + 1
            if last - first == 2 or (reading.tags[first + 2] in "PT" and words[first + 2] != "of")
            else None
        )
    return None


def _denial(made: Candidate, voice: Attributed, token: int) -> Candidate:
    reading = made.around.reading
    sentence = reading.sentence_of(token)
    assert sentence is not None
    entry = replace(made.around.trigger.entry, kind="noun", frame=False)
    around: Surroundings = replace(
        made.around, trigger=Trigger(token, token + 1, made.around.trigger.lemma, entry), sentence=sentence
    )
    return replace(
        made,
        around=around,
        voices=Voices((voice,), voice),
        modality=replace(made.modality, stance="denies", certainty="unstated"),
        casualties=(),
        denial_of=made,
    )
