"""Where an event was that the sentences before told of: "Two were wounded", "claimed the attack"."""

from collections.abc import Sequence
from dataclasses import replace

from geoclaims.claims.candidates import Candidate
from geoclaims.claims.linking import Linked
from geoclaims.claims.reading import Reading
from geoclaims.claims.unlisted import names_unlisted

_SENTENCES_BACK = 3


class ToldBefore:
    """What the sentences of one document told of last, sentence by sentence in text order."""

    def __init__(self, reading: Reading) -> None:
        self._sentences = reading.annotation.sentences
        self._words = reading.words
        self._last: tuple[int, list[list[Linked]]] = (-1, [])
        self._event: tuple[int, Candidate] | None = None

    def placed(self, index: int, candidates: Sequence[Candidate]) -> list[Candidate]:
        """The candidates of the sentence at ``index``, at places told before where they go on about them."""
        decided = [self._same_as_told(index, self._where_it_went_on(index, made)) for made in candidates]
        self._last = index, [group for made in decided for group in made.places]
        events = [made for made in decided if made.places and made.type != "casualties"]
        if events:
            self._event = index, events[-1]
        return decided

    def _where_it_went_on(self, index: int, made: Candidate) -> Candidate:
        """ "A drone hit X. Two workers were wounded." — harm told right after goes with that one place."""
        last, groups = self._last
        if made.places or not made.casualties or made.around.trigger.entry.type != "kill":
            return made
        if last != index - 1 or self._sentences[last].paragraph != self._sentences[index].paragraph:
            return made
        places = {group[0][0] for group in groups}
        if len(places) != 1 or made.modality.realis != "occurred" or names_unlisted(made.around):
            return made
        moved: list[Linked] = [(at, "location" if role != "parent" else role) for at, role in groups[0]]
        return replace(made, places=[moved])

    def _same_as_told(self, index: int, made: Candidate) -> Candidate:
        """ "Missiles hit X. … The group claimed the attack." — "the attack" is the one told of before."""
        trigger = made.around.trigger
        if made.places or self._event is None or made.voices.vouching is None or trigger.verbal:
            return made
        at, before = self._event
        near = self._sentences[index].paragraph - self._sentences[at].paragraph <= 1
        definite = trigger.first > 0 and self._words[trigger.first - 1] in ("the", "this", "that")
        if not near or index - at > _SENTENCES_BACK or not definite or len(before.places) != 1:
            return made
        generic = trigger.entry.type in ("attack", "strike", "blast")
        if names_unlisted(made.around) or (not generic and made.type != before.type):
            return made
        return replace(made, places=before.places, type=before.type, subtype=before.subtype)
