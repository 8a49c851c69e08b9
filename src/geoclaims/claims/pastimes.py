"""Texts about sport, films and the like, whose battles, shots and bombs are none."""

from collections import Counter

from geoclaims.claims.reading import Reading
from geoclaims.claims.triggers import context

_FEWEST = 4
_OUTWEIGHS = 2
_OF_WAR = ("armed", "air", "missile", "explosive", "military_object")


def is_about_pastime(reading: Reading) -> bool:
    """Whether a text holds several words of sport or screen, and twice as many as of war."""
    counts = Counter(reading.words)
    of_pastime = context("pastime") & counts.keys()
    if len(of_pastime) < _FEWEST:
        return False
    of_war = frozenset[str]().union(*(context(name) for name in _OF_WAR)) & counts.keys()
    played, fought = (sum(counts[word] for word in found) for found in (of_pastime, of_war))
    return played >= _OUTWEIGHS * fought
