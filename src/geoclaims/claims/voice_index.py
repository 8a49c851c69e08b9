"""The attributions around each trigger of a document: which voice an event stands in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from geoclaims.claims.cues import Attributed
from geoclaims.claims.reading import Reading

_FIRST_PERSON = frozenset(("i", "we", "us", "my", "our", "me"))
_SELF = frozenset(("they", "he", "she", "it"))
_CONTINUING = frozenset(("they", "it", "these", "there"))


@dataclass(frozen=True, slots=True)
class Voices:
    """The attributions around one trigger, innermost first, and the one that vouches for it."""

    around: tuple[Attributed, ...]
    vouching: Attributed | None
    outer: tuple[Attributed, ...] = ()
    """Those that pass the vouching one on, from the outlet's side inward."""


class VoiceIndex:
    """The attributions of a reading by the sentences that their contents and cues stand in."""

    def __init__(self, reading: Reading, attributions: Sequence[Attributed]) -> None:
        self._reading = reading
        self._by_content: dict[int, list[Attributed]] = {}
        self._by_cue: dict[int, list[Attributed]] = {}
        for found in attributions:
            for start, end in found.contents:
                at = reading.sentence_index(start)
                while at < len(reading.annotation.sentences) and reading.annotation.sentences[at].start < end:
                    listed = self._by_content.setdefault(at, [])
                    if not listed or listed[-1] is not found:
                        listed.append(found)
                    at += 1
            if found.cue is not None:
                self._by_cue.setdefault(reading.sentence_index(found.cue.start), []).append(found)

    def cues_in(self, index: int) -> Sequence[Attributed]:
        """The attributions whose cue stands in one sentence, in text order."""
        return self._by_cue.get(index, ())

    def at(self, token: int) -> Voices:
        """The voices of the trigger at ``token``."""
        offset = self._reading.tokens[token].start
        covering = [
            found
            for found in self._by_content.get(self._reading.sentence_index(offset), ())
            if found.covers(offset)
            and not (found.cue is not None and found.cue.start <= offset < found.cue.end)
        ]
        covering.sort(key=lambda found: found.length)
        return _chosen(self._reading, covering)

    def continued(self, index: int) -> Attributed | None:
        """The voice of the sentence before where this one goes on in it: "Aziz said … They then …".

        It goes on where the subject is a pronoun for what was spoken of, in the same paragraph,
        and ends with the first sentence that has another subject, its own source, or is in quotes.
        """
        reading = self._reading
        sentences = reading.annotation.sentences
        if index == 0 or sentences[index - 1].paragraph != sentences[index].paragraph:
            return None
        if any(found.entry.vouches for found in self._by_cue.get(index, ())):
            return None
        sentence = sentences[index]
        first = sentence.first
        while first < sentence.last and reading.tags[first] in "CB":
            first += 1
        if first >= sentence.last or reading.words[first] not in _CONTINUING or reading.quote_of[first] >= 0:
            return None
        inside = [
            found
            for found in self._by_cue.get(index - 1, ())
            if found.form in ("clause", "aside", "preposed")
            and found.entry.vouches
            and found.source is not None
            and found.entry.realis is None
        ]
        if not inside:
            return None
        if reading.words[first] == "they" and _speaks_of_themselves(reading, inside[-1]):
            return None
        return replace(inside[0], inferred="continued: the subject goes back to what the source spoke of")


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
    if len(ordered) > 1 and _hears_itself(reading, *ordered[:2]):
        ordered = ordered[1:]
    if not ordered:
        return Voices(tuple(covering), vouching[0] if vouching else None)
    # who denies what another claims does not pass it on
    outer = [found for found in ordered[1:] if found.entry.stance != "denies"]
    return Voices(tuple(covering), ordered[0], tuple(reversed(outer)))


def _hears_itself(reading: Reading, inner: Attributed, outer: Attributed) -> bool:
    """ "Residents said they had heard explosions": the residents speak, not somebody they name."""
    assert inner.source is not None
    first, last = inner.source
    if (
        last - first > 1
        or reading.words[first] not in _SELF
        or outer.form == "quote"
        or not inner.entry.belief
    ):
        return False
    opens = reading.first_token_at(outer.contents[-1][0])
    return first - opens <= (reading.words[opens] == "that")


def _is_first_person(reading: Reading, found: Attributed) -> bool:
    assert found.source is not None
    first, last = found.source
    return last - first == 1 and reading.words[first] in _FIRST_PERSON


def _speaks_of_themselves(reading: Reading, found: Attributed) -> bool:
    """A source in the plural, so that "they" may be the speakers."""
    assert found.source is not None
    first, last = found.source
    return reading.words[last - 1].endswith("s") and reading.tags[last - 1] == "N" and last - first <= 2
