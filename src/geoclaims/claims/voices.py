"""Whose claim an event is: from the attributions around a trigger to one Attribution."""

from collections.abc import Sequence

from geoclaims.claims.cues import Attributed, TokenSpan
from geoclaims.claims.grammar import lexicon
from geoclaims.claims.parties import side_of
from geoclaims.claims.reading import Reading
from geoclaims.claims.sources import SourceDescription
from geoclaims.claims.speakers import Speakers
from geoclaims.claims.voice_index import Voices
from geoclaims.model import PUBLISHER, Attribution, ChainLink, Span
from geoclaims.vocabulary import Basis, Channel

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
        outer.source
        for outer in voices.outer
        if outer.source is not None
        and outer.source != voice.source
        and reading.words[outer.source[0]] not in ("i", "we")
    ]
    passed_on = dict.fromkeys((*links, *voice.chain))  # each once, in order
    chain = tuple(_link(reading, speakers, link) for link in passed_on)
    return Attribution(
        kind=described.kind,
        side=side_of(reading, speakers, voice, described, actors, targets),
        name=described.name,
        role=described.role,
        source=source,
        cue=voice.cue,
        identity=described.identity,
        basis=_basis(reading, voice, described),
        channel=_channel(reading, voice, described),
        chain=chain,
        inferred=voice.inferred or _stands_for(reading, speakers, voice.source),
    )


def _stands_for(reading: Reading, speakers: Speakers, source: TokenSpan) -> str | None:
    """The rule by which a pronoun got its name and kind."""
    if source[1] - source[0] != 1 or reading.tags[source[0]] not in "RW":
        return None
    before = speakers.antecedent(source)
    return f"pronoun: stands for “{reading.span(*before).text}”" if before is not None else None


def _link(reading: Reading, speakers: Speakers, link: TokenSpan) -> ChainLink:
    span = reading.span(*link)
    return ChainLink(span.text, span.start, span.end, speakers.describe_span(link).kind)


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
        channels: tuple[Channel, ...] = ("interview", "post", "statement")
        for channel in channels:
            if near & (frozenset(lexicon("cues")["channels"][channel].split()) - {"x", "post"}):
                return channel
    if described.kind == "document":
        return "report"
    if voice.form == "quote":
        return "quote"
    said = set(reading.words[voice.cue_token : voice.cue_token + 3])
    if said & _STATEMENTS and described.kind in ("named_official", "institution", "armed_group"):
        return "statement"
    return "unstated"
