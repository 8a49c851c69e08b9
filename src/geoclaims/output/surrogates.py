"""Lone surrogates: half characters that JSON can hold and no text file can."""

import re
from collections.abc import Iterable
from typing import Any

from geoclaims.model import Claim
from geoclaims.records import to_record

_SURROGATE = re.compile("[\ud800-\udfff]")
REPLACEMENT = "\ufffd"


def without_surrogates(text: str) -> str:
    """The text with U+FFFD for each lone surrogate, which UTF-8 does not have."""
    return _SURROGATE.sub(REPLACEMENT, text)


def surrogates_note(claims: Iterable[Claim]) -> str | None:
    """One line on how many lone surrogates the claims' texts hold and become U+FFFD; None without any."""
    counts = [count for claim in claims if (count := _count(to_record(claim)))]
    if not counts:
        return None
    characters, holders = sum(counts), len(counts)
    return (
        f"{characters} lone surrogate{'s' if characters > 1 else ''} in {holders}"
        f" claim{'s' if holders > 1 else ''} replaced by U+FFFD: no text file can hold them"
    )


def _count(value: Any) -> int:
    if isinstance(value, str):
        return len(_SURROGATE.findall(value))
    if isinstance(value, dict):
        return sum(map(_count, value.values()))
    if isinstance(value, list | tuple):
        return sum(map(_count, value))
    return 0
