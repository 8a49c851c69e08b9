"""Quoted words: double, single and angled marks, over paragraphs, balanced or not."""

import re
from collections.abc import Sequence

from geoclaims.language.annotation import Paragraph, Quote

_CLOSER = {"“": "”", "„": "“”", "«": "»", "‘": "’", '"': '"”', "'": "'", "”": "”"}
_OPENERS = "“„«‘\"'"
_OPENER = re.compile(f"[{_OPENERS}]")
_SINGLE = "‘'"
_BEFORE_OPENING = re.compile(r"[\s(\[{—–\-/:“\"‘]")
_SPEECH_END = ".,!?…;—-"
_MOST_SCARE_WORDS = 3


def find_quotes(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Quote, ...]:
    """The quotes of a text in order, none inside another, each within its paragraph.

    A mark that is never closed makes a quote only where the next paragraph opens with a quote
    mark again, as print does for speech that runs on, or where it opens the last of such
    paragraphs; otherwise it is taken for a slip.
    """
    found: list[Quote] = []
    continued = False
    for number, paragraph in enumerate(paragraphs):
        runs_on = number + 1 < len(paragraphs) and _opens_with_mark(text, paragraphs[number + 1])
        quotes = _quotes_within(text, paragraph.start, paragraph.end, runs_on, continued)
        if quotes and continued and text[paragraph.start : quotes[0].start].strip() == "":
            first = quotes[0]
            quotes[0] = Quote(
                first.start, first.end, first.inner_start, first.inner_end, first.closed, True, False
            )
        found += quotes
        continued = bool(quotes) and not quotes[-1].closed
    return tuple(found)


def _quotes_within(text: str, start: int, end: int, runs_on: bool, continued: bool) -> list[Quote]:
    found: list[Quote] = []
    index = start
    while (opener := _OPENER.search(text, index, end)) is not None:
        index, mark = opener.start(), opener.group()
        if _opens(text, index, start, end):
            close = _closing(text, index, end)
            if close is not None:
                scare = _is_scare(text, index + 1, close, start, end)
                found.append(Quote(index, close + 1, index + 1, close, True, False, scare))
                index = close + 1
                continue
            if (runs_on or (continued and index == start)) and mark not in _SINGLE:
                found.append(Quote(index, end, index + 1, end, False, False, False))
                break
        index += 1
    return found


def _opens(text: str, index: int, start: int, end: int) -> bool:
    if index + 1 >= end or text[index + 1].isspace():
        return False
    if text[index] in "“„«":
        return True
    return index == start or bool(_BEFORE_OPENING.match(text[index - 1]))


def _closing(text: str, index: int, end: int) -> int | None:
    """Where the quote opened at ``index`` closes, or None."""
    closers = _CLOSER[text[index]]
    if text[index] not in _SINGLE:
        found = [at for at in (text.find(closer, index + 1, end) for closer in closers) if at >= 0]
        return min(found, default=None)
    stop = text.find("‘", index + 1, end) if text[index] == "‘" else -1
    candidates = [
        at
        for at in range(index + 1, end if stop < 0 else stop)
        if text[at] in closers
        and not text[at - 1].isspace()
        and (at + 1 == end or not text[at + 1].isalnum())
    ]
    # "the soldiers’ camp,’ he said": an apostrophe after a plural looks like a closing mark,
    # so one that follows punctuation or another letter is preferred.
    sure = [at for at in candidates if text[at - 1] in _SPEECH_END or text[at - 1] != "s"]
    return next(iter(sure or candidates), None)


def _opens_with_mark(text: str, paragraph: Paragraph) -> bool:
    return text[paragraph.start] in '“"«„'


def _is_scare(text: str, inner_start: int, inner_end: int, start: int, end: int) -> bool:
    inner = text[inner_start:inner_end]
    if len(inner.split()) > _MOST_SCARE_WORDS or (inner and inner[-1] in ".,!?…"):
        return False
    alone = not text[start : inner_start - 1].strip() and not text[inner_end + 1 : end].strip(" .,")
    return not alone
