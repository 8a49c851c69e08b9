"""Attributions of quoted speech: who said what stands between quotation marks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from geoclaims.claims.attribution_subjects import main_subject
from geoclaims.claims.cues import PLAIN, Attributed, Cue, TokenSpan, cue_verbs
from geoclaims.claims.phrases import (
    phrase_after,
    phrase_before,
    verb_group_start,
    with_apposition_after,
)
from geoclaims.claims.reading import Reading
from geoclaims.language.annotation import Quote, Sentence

_REACH_AFTER = 32
_REACH_BEFORE = 16
_BELOW = "the quote stands in a paragraph of its own right below its speaker's"


@dataclass(frozen=True, slots=True)
class _Voice:
    source: TokenSpan
    cue: TokenSpan
    cue_token: int
    entry: Cue


def find_quote_attributions(reading: Reading) -> list[Attributed]:
    """The attributions of all quoted speech, one for each run of quotes with one speaker."""
    found: list[Attributed] = []
    waiting: list[Quote] = []  # quotes left open, whose speaker a later paragraph names
    for quote in reading.quotes:
        first = reading.first_token_at(quote.start)
        last = reading.first_token_at(quote.end)
        if last <= first:
            continue
        voice = _voice_after(reading, last) or _voice_before(reading, first)
        bounds = (quote.start, quote.end)
        if voice is not None:
            if found and found[-1].cue_token == voice.cue_token:
                found[-1] = replace(found[-1], contents=(*found[-1].contents, bounds))
            else:
                earlier = tuple((q.start, q.end) for q in waiting)
                found.append(
                    Attributed(
                        contents=(*earlier, bounds),
                        cue=reading.span(*voice.cue),
                        cue_token=voice.cue_token,
                        entry=voice.entry,
                        source=voice.source,
                        form="quote",
                    )
                )
            waiting = []
        elif found and not waiting and (quote.continues or _follows_on(reading, first, found[-1])):
            found[-1] = replace(found[-1], contents=(*found[-1].contents, bounds))
        elif found and not waiting and _stands_below(reading, first, last, found[-1]):
            found.append(replace(found[-1], contents=(bounds,), inferred=_BELOW))
        elif not quote.closed or waiting:
            waiting.append(quote)
    return found


def _paragraph(reading: Reading, token: int) -> int:
    sentence = reading.sentence_of(token)
    return sentence.paragraph if sentence is not None else -1


def _stands_below(reading: Reading, first: int, last: int, before: Attributed) -> bool:
    """Whether a quote is a whole paragraph right below the one whose end tells who spoke before."""
    here = _paragraph(reading, first)
    above = _paragraph(reading, reading.first_token_at(before.contents[-1][1]) - 1)
    paragraph = reading.annotation.paragraphs[here]
    return (
        here == above + 1
        and reading.tokens[first].start == paragraph.start
        and reading.tokens[last - 1].end == paragraph.end
        and _names_last(reading, before, above)
    )


def _names_last(reading: Reading, before: Attributed, paragraph: int) -> bool:
    """Whether the quote and its cue end their paragraph: nobody else speaks between."""
    end = reading.annotation.paragraphs[paragraph].end
    sentence = reading.sentence_of(before.cue_token)
    return before.contents[-1][1] >= end - 1 or (sentence is not None and sentence.end == end)


def _follows_on(reading: Reading, first: int, before: Attributed) -> bool:
    """A quote that opens its sentence, behind a quote of the same paragraph."""
    sentence = reading.sentence_of(first)
    if sentence is None or sentence.first != first:
        return False
    if _paragraph(reading, reading.first_token_at(before.contents[-1][1]) - 1) != sentence.paragraph:
        return False
    start = before.contents[-1][1]
    between = reading.first_token_at(start)
    # no other sentence may stand between but the end of the one that names the speaker
    sentences_between = sum(
        1 for at in range(between, first) if reading.words[at] in (".", "!", "?") and reading.quote_of[at] < 0
    )
    return sentences_between <= 1


def _is_speech(cue: Cue) -> bool:
    return cue.aside or "quote" in cue.takes or "that" in cue.takes or "clause" in cue.takes


def _voice_after(reading: Reading, last: int) -> _Voice | None:
    """ "…," said X; "…," X said; "…," according to X."""
    if last >= len(reading.words):
        return None
    sentence = reading.sentence_of(last)
    words, tags = reading.words, reading.tags
    if sentence is None or (sentence.first == last and not _names_speaker(reading, sentence, last)):
        return None
    first = last
    while first < sentence.last and words[first] in (",", "—", "–", "--", "―"):
        first += 1
    stop = min(sentence.last, first + _REACH_AFTER)
    if first > last and words[first - 1] in ("—", "–", "―", "--") and tags[first : first + 1] == ["M"]:
        phrase = phrase_after(reading, first, sentence.last)
        if phrase is not None and phrase[1] >= sentence.last - 1:
            return _Voice(phrase, (first - 1, first), first - 1, PLAIN)
    if words[first : first + 2] == ["according", "to"]:
        phrase = phrase_after(reading, first + 2, sentence.last)
        if phrase is not None:
            phrase = with_apposition_after(reading, phrase, sentence.last)
            return _Voice(phrase, (first, first + 2), first, PLAIN)
    for at in range(first, stop):
        if reading.quote_of[at] >= 0 or (
            words[at] in (";", ".", ":") and tags[at] != "-" and not _bracketed(words, at)
        ):
            return None
        cue, end = _cue_at(reading, at)
        if cue is None:
            if tags[at] in "SW" and at > first + 1 and words[at] not in ("who", "which"):
                return None
            continue
        start = verb_group_start(reading, at, first)
        if at == first or (start == first and tags[at] in "VE"):
            phrase = phrase_after(reading, end, sentence.last)
            if phrase is None or tags[at] == "G":
                return None if tags[at] != "G" else _participle(reading, sentence.first, at, end, cue)
            phrase = with_apposition_after(reading, phrase, sentence.last)
            return _Voice(phrase, (at, end), at, cue)
        if tags[at] == "G":
            continue
        phrase = phrase_before(reading, start - 1, first)
        if phrase is None or phrase[0] > first + 3:
            if tags[at] in "VE" and words[first] in ("which", "who"):
                return None
            return None
        return _Voice(phrase, (start, end), at, cue)
    return None


def _names_speaker(reading: Reading, sentence: Sentence, last: int) -> bool:
    """ "“Who would have believed that?” Trump said." — a sentence of its own to the eye only."""
    before = reading.sentence_of(last - 1)
    if before is None or before.paragraph != sentence.paragraph or reading.tags[last - 1] != "Q":
        return False
    if reading.words[last] in ("—", "–", "―"):
        return True
    if reading.words[last - 2] not in ("?", "!"):
        return False
    phrase = phrase_after(reading, last, sentence.last)
    if phrase is None or phrase[1] >= sentence.last:
        return False
    cue, end = _cue_at(reading, phrase[1])
    return cue is not None and (end >= sentence.last or reading.words[end] in (",", ".", "—"))


def _bracketed(words: Sequence[str], at: int) -> bool:
    """Whether a full stop stands within brackets: "(D-Md.)"."""
    return at + 1 < len(words) and words[at + 1] == ")"


def _participle(reading: Reading, floor: int, at: int, end: int, cue: Cue) -> _Voice | None:
    source = main_subject(reading, floor, at)
    return _Voice(source, (at, end), at, cue) if source is not None else None


def _cue_at(reading: Reading, at: int) -> tuple[Cue | None, int]:
    if reading.tags[at] not in "VIEG":
        return None, at
    for cue in cue_verbs().get(reading.words[at], ()):
        end = at + 1 + len(cue.rest)
        if cue.rest and tuple(reading.words[at + 1 : end]) != cue.rest:
            continue
        if _is_speech(cue):
            return cue, end
    return None, at


def _voice_before(reading: Reading, first: int) -> _Voice | None:
    """X said, "…"; X told reporters: "…"; as X put it, "…"."""
    sentence = reading.sentence_of(first)
    if sentence is None:
        return None
    floor = sentence.first
    if sentence.first == first:
        # "He was blunt: “…”" may have been cut into two sentences at the colon
        if first == 0 or reading.words[first - 1] not in (":", ","):
            return None
        before = reading.sentence_of(first - 1)
        near = 1 if reading.words[first - 1] == ":" else 0  # "Ann continued:" and the quote below it
        if before is None or sentence.paragraph - before.paragraph > near:
            return None
        floor = before.first
    words, tags = reading.words, reading.tags
    colon = words[first - 1] == ":"
    for at in range(first - 1, max(floor, first - _REACH_BEFORE) - 1, -1):
        if reading.quote_of[at] >= 0 or words[at] in (";",):
            return None
        if words[at] == "." and at < first - 1:
            return None
        cue, end = _cue_at(reading, at)
        if cue is None:
            continue
        if not colon and not _only_asides(reading, end, first):
            return None
        start = verb_group_start(reading, at, floor)
        phrase = phrase_before(reading, start - 1, floor)
        if phrase is None or tags[at] == "G" or words[start - 1] in ("and", "but", ","):
            phrase = phrase if tags[at] != "G" and phrase is not None else main_subject(reading, floor, at)
        if phrase is None:
            return None
        return _Voice(phrase, (start, end), at, cue)
    if colon:
        subject = main_subject(reading, floor, first)
        if subject is not None:
            return _Voice(subject, (first - 1, first), first - 1, PLAIN)
        named = _name_and_office(reading, floor, first - 1)
        if named:
            return _Voice((floor, first - 1), (first - 1, first), first - 1, PLAIN)
        if first - 1 - floor <= 6:
            phrase = phrase_before(reading, first - 2, floor)
            if phrase is not None and phrase[0] == floor:
                return _Voice(phrase, (first - 1, first), first - 1, PLAIN)
    return None


def _name_and_office(reading: Reading, first: int, colon: int) -> bool:
    """ "Ann Lee, head of the regional council:" — a name, a comma, what they are, and no verb."""
    return (
        reading.tags[first] == "M"
        and "," in reading.words[first + 1 : min(colon, first + 5)]
        and colon - first <= _REACH_BEFORE
        and all(tag in "MND'P-#." for tag in reading.tags[first:colon])
    )


def _only_asides(reading: Reading, first: int, last: int) -> bool:
    """Whether only a hearer, a day, marks and the like stand between a cue and its quote."""
    for at in range(first, last):
        if reading.tags[at] in "VAWSO" and reading.words[at] != "that":
            return False
    return last - first <= 10
