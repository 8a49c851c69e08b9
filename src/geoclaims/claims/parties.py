"""Which side of an event its source is on: actors taken back to whom they stand for, and their party."""

from collections.abc import Sequence
from functools import cache

from geoclaims.claims.attribution_subjects import main_subject
from geoclaims.claims.cues import Attributed, TokenSpan
from geoclaims.claims.grammar import lexicon
from geoclaims.claims.reading import Reading
from geoclaims.claims.sources import SourceDescription
from geoclaims.claims.speakers import Speakers
from geoclaims.model import Span
from geoclaims.vocabulary import Side, SourceKind

_OUTSIDE: frozenset[SourceKind] = frozenset(("monitor", "expert", "media_outlet"))
_SPEAKERS_OWN = frozenset(("we", "us", "our", "ours", "i", "my"))
_ONE = frozenset(("it", "its", "he", "she", "his", "her"))
_MANY = frozenset(("they", "their", "them"))
_STATE_KINDS: frozenset[SourceKind] = frozenset(
    ("institution", "named_official", "anonymous_official", "combatant")
)
_SENTENCES_BACK = 2


def side_of(
    reading: Reading,
    speakers: Speakers,
    voice: Attributed,
    described: SourceDescription,
    actors: Sequence[Span],
    targets: Sequence[Span],
) -> Side:
    """Whether the source of a claim is a party to its event, an opponent of one, a third or unknown.

    By the table of actors; where that knows neither, by the roles the words name: a ministry is
    an opponent of "rebels", and a party where its own "troops" act.
    """
    if voice.entry.stance in ("claims_credit", "orders", "threatens"):
        return "party"
    if described.kind in _OUTSIDE:
        return "third"
    assert voice.source is not None
    source = _text_of_source(reading, speakers, voice.source, described)
    doers = [text_of_actor(reading, speakers, voice, actor) for actor in actors]
    if source and source in doers:
        return "party"
    sufferers = [text_of_actor(reading, speakers, voice, target) for target in targets]
    side = reading.actors.side_of(source, doers, sufferers)
    return side if side != "unknown" else _by_roles(reading, described, source, doers, sufferers)


def _text_of_source(
    reading: Reading, speakers: Speakers, span: TokenSpan, described: SourceDescription
) -> str:
    before = speakers.antecedent(span) if reading.tags[span[0]] in "RW" else None
    if before is not None:
        span = before
    parts = (reading.span(*span).text, described.role or "", described.name or "")
    return " ".join(dict.fromkeys(part for part in parts if part))


def text_of_actor(reading: Reading, speakers: Speakers, voice: Attributed | None, actor: Span) -> str:
    """The actor's own words, and for a pronoun ("they", "its forces") whom it stands for."""
    at = reading.first_token_at(actor.start)
    if at > 0 and reading.words[at] not in _SPEAKERS_OWN | _ONE | _MANY:
        at -= 1 if reading.words[at - 1] in _SPEAKERS_OWN | _ONE | _MANY else 0
    word = reading.words[at]
    if reading.tokens[at].text == "US":
        return actor.text
    if word not in _SPEAKERS_OWN | _ONE | _MANY:
        return actor.text
    source = voice.source if voice is not None else None
    if voice is not None and source is not None and word in _SPEAKERS_OWN:
        return _text_of_source(reading, speakers, source, speakers.describe(voice))
    before = _antecedent(reading, source, at)
    if before is None:
        return actor.text
    if voice is not None and before == source:
        return _text_of_source(reading, speakers, before, speakers.describe(voice))
    return reading.span(*before).text


def _antecedent(reading: Reading, source: TokenSpan | None, at: int) -> TokenSpan | None:
    """Whom a pronoun among the actors stands for: the source before it, else an earlier subject."""
    sentence = reading.sentence_of(at)
    if sentence is None:
        return None
    word = reading.words[at]
    if source is not None and sentence.first <= source[0] < at and _agree(reading, source, word):
        return source
    index = reading.sentence_index(sentence.start)
    for back in range(min(index, _SENTENCES_BACK) + 1):
        earlier = reading.annotation.sentences[index - back]
        subject = main_subject(reading, earlier.first, at if back == 0 else earlier.last)
        if subject is not None and reading.tags[subject[0]] not in "RW" and _agree(reading, subject, word):
            return subject
    return None


def _agree(reading: Reading, phrase: TokenSpan, pronoun: str) -> bool:
    """Whether a phrase has the number of a pronoun; a group by its name has either."""
    words = reading.words[slice(*phrase)]
    if reading.tags[phrase[0]] in "RW":
        return (words[0] in _MANY) == (pronoun in _MANY)
    actor = reading.actors.actor_of(reading.span(*phrase).text)
    if actor is not None and actor.kind == "armed_group":
        return True
    head = next((words[at - 1] for at in range(1, len(words)) if words[at] in ("of", "in")), words[-1])
    many = head.endswith("s") or head in ("people", "police") or "and" in words
    return many == (pronoun in _MANY)


def _by_roles(
    reading: Reading,
    described: SourceDescription,
    source: str,
    doers: Sequence[str],
    sufferers: Sequence[str],
) -> Side:
    speaker = _role(source) if described.kind in _STATE_KINDS else None
    if described.kind == "armed_group":
        speaker = "nonstate"
    roles = [role for role in map(_role, doers) if role is not None]
    known = reading.actors.actor_of(source)
    if speaker is None and known is not None and described.kind in _STATE_KINDS:
        speaker = "nonstate" if known.kind == "armed_group" else "state"
    if speaker is None:
        return "unknown"
    if roles:
        if roles[0] != speaker:
            return "opponent"
        return "party" if _may_be_one(reading, source, doers[0]) else "unknown"
    suffering = [role for role in map(_role, sufferers) if role is not None]
    if not doers and suffering and suffering[0] == speaker and _may_be_one(reading, source, sufferers[0]):
        return "opponent"
    return "unknown"


def _may_be_one(reading: Reading, source: str, actor: str) -> bool:
    """Whether forces without a nationality can be the speaker's: "the army said troops …"."""
    return reading.actors.actor_of(actor) is None and not _words("military").isdisjoint(
        source.lower().split()
    )


@cache
def _words(role: str) -> frozenset[str]:
    return frozenset(lexicon("sources")["roles"][role].split())


def _role(text: str) -> str | None:
    words = set(text.lower().replace("-", " ").split())
    if words & _words("nonstate"):
        return "nonstate"
    return "state" if words & _words("state") else None
