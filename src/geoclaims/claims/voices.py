"""Whose claim an event is: from the attributions around a trigger to one Attribution."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from geoclaims.claims.actors import side_of
from geoclaims.claims.cues import Attributed, TokenSpan
from geoclaims.claims.grammar import lexicon, words_of
from geoclaims.claims.reading import Reading
from geoclaims.claims.sources import SourceDescription
from geoclaims.claims.speakers import Speakers
from geoclaims.language.annotation import Sentence
from geoclaims.model import PUBLISHER, Attribution, ChainLink, Span
from geoclaims.vocabulary import Basis, Channel, Side, SourceKind

_FIRST_PERSON = frozenset(("i", "we", "us", "my", "our", "me"))
_CONTINUING = frozenset(("they", "it", "these", "there"))
_STATEMENTS = frozenset(
    (
        "announce",
        "declare",
        "state",
        "confirm",
        "report",
        "announced",
        "reported",
        "confirmed",
        "declared",
        "stated",
    )
)
_OUTSIDE: frozenset[SourceKind] = frozenset(("monitor", "expert", "media_outlet"))


@dataclass(frozen=True, slots=True)
class Voices:
    """The attributions around one trigger, innermost first, and the one that vouches for it."""

    around: tuple[Attributed, ...]
    vouching: Attributed | None
    outer: tuple[Attributed, ...] = ()
    """Those that pass the vouching one on, from the outlet's side inward."""


def voices_at(reading: Reading, attributions: Sequence[Attributed], token: int) -> Voices:
    """The voices of the trigger at ``token``."""
    offset = reading.tokens[token].start
    covering = [
        found
        for found in attributions
        if found.covers(offset) and not (found.cue is not None and found.cue.start <= offset < found.cue.end)
    ]
    covering.sort(key=lambda found: found.length)
    return _chosen(reading, covering)


def _chosen(reading: Reading, covering: Sequence[Attributed]) -> Voices:
    vouching = [found for found in covering if found.entry.vouches and not found.entry.weak]
    named = [found for found in vouching if found.source is not None]
    # "‘I think they took X,’ he said": the first person in a quote is its speaker
    kept = [
        found
        for at, found in enumerate(named)
        if not (_is_first_person(reading, found) and any(outer.form == "quote" for outer in named[at + 1 :]))
    ]
    # Who orders, threatens or fears is the source only where nobody else tells of it.
    tellers = [found for found in kept if found.entry.realis is None or found.form == "quote"]
    ordered = tellers or kept
    if not ordered:
        return Voices(tuple(covering), vouching[0] if vouching else None)
    return Voices(tuple(covering), ordered[0], tuple(reversed(ordered[1:])))


def _is_first_person(reading: Reading, found: Attributed) -> bool:
    assert found.source is not None
    first, last = found.source
    return last - first == 1 and reading.words[first] in _FIRST_PERSON


def continued(
    reading: Reading, attributions: Sequence[Attributed], sentence: Sentence, before: Sentence | None
) -> Attributed | None:
    """The voice of the sentence before where this one goes on in it: "Aziz said … They then …".

    It goes on where the subject is a pronoun for what was spoken of, in the same paragraph, and
    ends with the first sentence that has another subject, its own source, or is itself in quotes.
    """
    if before is None or before.paragraph != sentence.paragraph:
        return None
    if any(
        found.cue is not None and sentence.start <= found.cue.start < sentence.end and found.entry.vouches
        for found in attributions
    ):
        return None
    first = sentence.first
    while first < sentence.last and reading.tags[first] in "CB":
        first += 1
    if first >= sentence.last or reading.words[first] not in _CONTINUING or reading.quote_of[first] >= 0:
        return None
    inside = [
        found
        for found in attributions
        if found.form in ("clause", "aside", "preposed")
        and found.entry.vouches
        and found.source is not None
        and found.cue is not None
        and before.start <= found.cue.start < before.end
        and found.entry.realis is None
    ]
    if not inside:
        return None
    if reading.words[first] == "they" and _speaks_of_themselves(reading, inside[-1]):
        return None
    return replace(inside[0], inferred="continued: the subject goes back to what the source spoke of")


def _speaks_of_themselves(reading: Reading, found: Attributed) -> bool:
    """A source in the plural, so that "they" may be the speakers."""
    assert found.source is not None
    first, last = found.source
    return reading.words[last - 1].endswith("s") and reading.tags[last - 1] == "N" and last - first <= 2


def attribution_of(
    reading: Reading,
    speakers: Speakers,
    voices: Voices,
    actors: Sequence[Span],
    targets: Sequence[Span],
) -> Attribution:
    """The Attribution of one claim; the publisher's where nobody vouches for it."""
    voice = voices.vouching
    if voice is None:
        return PUBLISHER
    if voice.source is None:
        return Attribution(kind="unspecified", cue=voice.cue, identity="none")
    described = speakers.describe(voice)
    source = reading.span(*voice.source)
    links = [
        outer.source for outer in voices.outer if outer.source is not None and outer.source != voice.source
    ]
    passed_on = dict.fromkeys((*links, *voice.chain))  # each once, in order
    chain = tuple(_link(reading, speakers, link) for link in passed_on)
    return Attribution(
        kind=described.kind,
        side=_side(reading, speakers, voice, described, actors, targets),
        name=described.name,
        role=described.role,
        source=source,
        cue=voice.cue,
        identity=described.identity,
        basis=_basis(reading, voice, described),
        channel=_channel(reading, voice, described),
        chain=chain,
        inferred=voice.inferred,
    )


def _link(reading: Reading, speakers: Speakers, link: TokenSpan) -> ChainLink:
    span = reading.span(*link)
    return ChainLink(span.text, span.start, span.end, speakers.describe_span(link).kind)


def _side(
    reading: Reading,
    speakers: Speakers,
    voice: Attributed,
    described: SourceDescription,
    actors: Sequence[Span],
    targets: Sequence[Span],
) -> Side:
    if voice.entry.stance in ("claims_credit", "orders", "threatens"):
        return "party"
    if described.kind in _OUTSIDE:
        return "third"
    assert voice.source is not None
    text = reading.span(*voice.source).text
    before = speakers.antecedent(voice.source) if reading.tags[voice.source[0]] in "RW" else None
    if before is not None:
        text = reading.span(*before).text
    elif described.role is not None or described.name is not None:
        text = f"{text} {described.role or ''} {described.name or ''}"
    return side_of(text, [actor.text for actor in actors], [target.text for target in targets])


def _basis(reading: Reading, voice: Attributed, described: SourceDescription) -> Basis:
    assert voice.source is not None
    words = set(reading.words[voice.source[0] : voice.source[1]])
    cue = set(reading.words[voice.cue_token : voice.cue_token + 1])
    table = lexicon("sources")["basis"]
    if words & set(table["imagery"].split()):
        return "imagery"
    if described.kind == "document":
        return "document"
    if cue & set(table["witnessed"].split()) or words & {
        "eyewitness",
        "eyewitnesses",
        "witness",
        "witnesses",
    }:
        return "witnessed"
    if cue & {"heard", "learned", "learnt"}:
        return "told"
    return "unstated"


def _channel(reading: Reading, voice: Attributed, described: SourceDescription) -> Channel:
    if voice.entry.channel != "unstated":
        return voice.entry.channel
    sentence = reading.sentence_of(voice.cue_token)
    if sentence is not None:
        near = set(
            reading.words[max(sentence.first, voice.cue_token - 12) : min(sentence.last, voice.cue_token + 8)]
        )
        for channel in ("interview", "statement", "post"):
            if near & (frozenset(lexicon("cues")["channels"][channel].split()) - {"x", "post"}):
                return channel  # type: ignore[return-value]
    if described.kind == "document":
        return "report"
    if voice.form == "quote":
        return "quote"
    said = set(reading.words[voice.cue_token : voice.cue_token + 3])
    if said & _STATEMENTS and described.kind in ("named_official", "institution", "armed_group"):
        return "statement"
    return "unstated"


def is_continuing_word(word: str) -> bool:
    """Whether a sentence that opens with this word may go on in the voice before it."""
    return word in _CONTINUING or word in words_of("grammar", "coordinators")
