"""Compound nouns in which a word of war means something else: "gas pipeline", "mine shaft"."""

from functools import cache

from geoclaims.claims.grammar import lexicon
from geoclaims.claims.reading import Reading
from geoclaims.claims.triggers import Trigger, context


def words_meant(reading: Reading, first: int, last: int) -> frozenset[str]:
    """The words between two tokens, without those that only a compound's other noun gives a meaning."""
    words = frozenset(reading.words[first:last])
    if words.isdisjoint(_harmless()):
        return words
    return frozenset(reading.words[at] for at in range(first, last) if not means_otherwise(reading, at))


def means_otherwise(reading: Reading, at: int) -> bool:
    """ "gas" in "gas project", "mine" in "mine shaft" and "gold mine": no weapon."""
    beside = _harmless().get(reading.words[at])
    if beside is None:
        return False
    before, behind = reading.words[max(0, at - 1) : at], reading.words[at + 1 : at + 2]
    return not beside.isdisjoint((*before, *behind))


@cache
def _harmless() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for group in lexicon("triggers")["compound"]:
        for word in group["words"].split():
            found[word] = frozenset(group["beside"].split())
    return found


def names_a_thing(reading: Reading, trigger: Trigger) -> bool:
    """Whether a noun that could name an event only says what kind of thing or body the next one is.

    "Assault units", "strike drones", "air raid sirens"; "the People's Liberation Front".
    """
    last = trigger.last
    if trigger.entry.kind == "verb" or last >= len(reading.words):
        return False
    named = reading.tags[trigger.first] == "M" and reading.tags[last] == "M"
    if named and reading.words[last] in context("bodies"):
        return True
    return reading.tags[last] in "NM" and reading.words[last] in context("named_after_events")
