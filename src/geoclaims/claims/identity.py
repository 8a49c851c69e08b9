"""The id of a claim: the same for every reading that finds the same words."""

import hashlib
from collections.abc import Sequence

from geoclaims.model import ClaimPlace, Span

_LENGTH = 16


def claim_id(
    document_id: str,
    sentence: str,
    occurrence: int,
    trigger: str,
    trigger_occurrence: int,
    places: Sequence[ClaimPlace],
) -> str:
    """A hash of document id, sentence and its occurrence, trigger and its occurrence, and place text.

    The decided type is no part of it, so that a better reading keeps the id.
    """
    drawn = "|".join(f"{place.role}:{place.text}" for place in places if place.role != "parent")
    parts = (document_id, sentence, str(occurrence), trigger, str(trigger_occurrence), drawn)
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:_LENGTH]


def claim_id_at(
    document_id: str, text: str, start: int, end: int, trigger: Span, places: Sequence[ClaimPlace]
) -> str:
    """The same id for words of ``text``: the sentence at [start, end) with the trigger inside it."""
    sentence = text[start:end]
    return claim_id(
        document_id,
        sentence,
        text[:start].count(sentence),
        trigger.text,
        sentence[: trigger.start - start].count(trigger.text),
        places,
    )
