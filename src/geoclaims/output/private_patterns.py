"""Wordings that name a private person by themselves: with an age, as a relative, as a body found.

The tagger of names is trained on news of people in office and misses many a villager; where the
words round a capitalized name say enough, it is not asked.
"""

import calendar
import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache

# Bounded, or a hostile megabyte without a space would be read from each of its letters.
_WORD = r"[^\W\d_a-z][\w'’]{0,40}(?:-[\w'’]{1,40}){0,3}"
_LETTERS = r"[^\W\d_a-z]\w{0,40}(?:['’][^\W\d_sS]\w{0,40})?(?:-\w{1,40}){0,3}"
"""A word without the apostrophe of an owner: the "Olena" of "Olena's"."""
_PARTICLE = r"(?:al|el|bin|bint|ibn|abu|um|umm|de|da|di|dos|van|von|der)"
_NEXT = rf"[ \u00a0]+(?:{_PARTICLE}[ \u00a0-]+)?{_WORD}"
_NAME = rf"(?P<name>{_WORD}(?:{_NEXT}){{0,3}})"
_FULL_NAME = rf"(?P<name>{_WORD}(?:{_NEXT}){{1,3}})"
_NAMES = rf"(?P<name>{_WORD}(?:{_NEXT}){{0,3}}(?:(?:,|,?\s+and)\s+{_WORD}(?:{_NEXT}){{0,3}}){{0,20}})"
AGE = r"(?:aged?\s+)?\d{1,3}(?:[ -](?:years?|months?)(?:[ -]old)?)?"
"""A person's age behind the name, as a pattern: "34", "aged 70 years", "5 months old"."""
_STATED_AGE = (
    r"(?:aged?\s+\d{1,3}(?:[ -](?:years?|months?)(?:[ -]old)?)?|\d{1,3}[ -](?:years?|months?)(?:[ -]old)?)"
)
_TRADE = (
    r"(?:the\s+late\s+)?"
    r"(?:(?:journalist|reporter|photographer|activist|doctor|nurse|teacher|student|farmer)\s+)?"
)
_RELATIVE = _NAME.replace("name", "relative")
_NO_FULL_NAME = (
    r"(?:(?:first|full|last|real|family|true|second)[ -]names?|surnames?|pseudonym"
    r"|names?\s+(?:has|have|was|were|had)\s+(?:been\s+)?(?:changed|withheld))\b"
)
_PLURAL = r"(?P<name>[^\W\d_a-z]\w{1,40}?)"
_NAME_OWNING = rf"(?P<name>{_LETTERS}(?:{_NEXT.replace(_WORD, _LETTERS)}){{0,3}})"
_KINSHIP = r"(?:brother|sister|son|daughter|wife|husband|mother|father|child|children)"
_HOME = (
    r"(?:homes?|house|flat|apartment|compound|farm)"
    r"(?![ -]*(?:town|city|land|country|region|province|village|base|front))"
)
_KIN_OF_ONE = (
    r"(?:(?:elder|younger|older|little|late|pregnant|two|three|four|five)\s+)?"
    r"(?:family|relatives?|household|neighbou?rs?|widow|brothers?|sisters?|sons?|daughters?|wife|husband"
    r"|mother|father|parents|child|children|uncle|aunt|cousins?)"
)
_RULES = (
    r"(?:\s+(?:has|have|had|still|long|once))*\s+(?:rul|govern|control|dominat|own|found|le[ad]|head|reign"
    r"|held\s+power|came\s+to\s+power|dynasty|regime)"
)
"""What families of rulers do, and private ones do not."""
_WEAK_PATTERNS = (
    # a number alone may be a count: "Hamas (40)", "shells fell in Oak, 12, and Elm, 7"
    rf"(?<!\w){_NAME}(?:,\s+\d{{1,3}}(?=[,.;:!?)]|\s+and\b|$)|\s+\(\d{{1,3}}\))",
    # "the Bondar family", "the Bondars' home"; but no royal or ruling one
    rf"(?<!\bruling )(?<!\broyal )\b[Tt]he\s+{_NAME}"
    rf"\s+(?:family|household|siblings|brothers|sisters|couple|{_HOME})\b(?!{_RULES})",
    rf"\b[Tt]he\s+{_PLURAL}s['’]\s+{_HOME}",
    rf"(?<!\w){_NAME_OWNING}['’]s?\s+(?:{_KIN_OF_ONE}|{_HOME}|body|remains|funeral)\b(?!{_RULES})",
    rf"(?<!\w){_NAME},\s+whose\s+(?:home|house|flat|apartment|farm|shop|family)\b(?!{_RULES})",
)
_PATTERNS = (
    rf"(?<!\w){_NAME}(?:,\s+(?:who\s+(?:is|was)\s+{AGE}|{_STATED_AGE})(?=[,.;:!?)]|\s+and\b|$)"
    rf"|\s+\({_STATED_AGE}\)|,\s+(?:a\s+|an\s+)?\d{{1,2}}[ -](?:year|month)s?[ -]old)",
    # not "a 24-year-old Odesa man"
    rf"\b\d{{1,2}}-(?:year|month)-old\s+{_NAME}\b(?!\s+(?:m[ae]n|wom[ae]n|boys?|girls?|residents?|natives?))",
    rf"\b(?:bod(?:y|ies)|remains|corpses?)\s+of\s+{_TRADE}{_NAMES}"
    r"\s+(?:was|were|is|are|lay|had|has|have)\b",
    r"\b(?:found|recovered|retrieved|buried|exhumed|identified)\s+the\s+(?:bod(?:y|ies)|remains|corpses?)"
    rf"\s+of\s+{_TRADE}{_NAMES}",
    r"\b(?:dead|deceased|victims?|killed|bodies|body|wounded|missing)\b[^.;,]{0,40}?"
    rf"\b(?:identified|named)\s+(?:\w+\s+)?as\s+{_NAMES}",
    rf"\b(?:home|house|flat|apartment|family|relatives|mother|father|parents|wife|husband)\s+of\s+{_FULL_NAME}",
    rf"(?<!\w){_NAME},\s+(?:who\s+(?:has\s+|had\s+|still\s+|also\s+)?(?:lives?|lived|survived|escaped)"
    rf"|whose\s+(?:\w+\s+)?{_KINSHIP})\b",
    rf"(?<!\w){_FULL_NAME}\s+(?:fled|escaped|left|lost)\b[^.;]{{0,100}}?\b(?:is|was|are|were)\s+(?:now\s+)?"
    r"(?:sheltering|hiding|staying)\b",
    # "two brothers, Artem and Maksym Savchuk, …"; "three children, Hamas said" is no such thing
    rf"\b(?:brothers?|sisters?|sons?|daughters?|wife|husband)(?:,\s+{_NAMES},|\s+{_RELATIVE})",
    # "Olena, who asked that only her first name be used"; "who gave only his first name, Timur"
    rf"(?<!\w){_NAME}\b(?:\s*[,(][^.;,()]{{0,60}}?)\b{_NO_FULL_NAME}",
    rf"\b{_NO_FULL_NAME}(?:\s+only)?,?\s+(?:as\s+|of\s+|was\s+)?{_NAME}",
)
_OF_THE_CALENDAR = {*calendar.day_name, *calendar.month_name, *calendar.month_abbr}
_TITLES = {"Dr", "Mr", "Mrs", "Ms", "Miss", "Sir", "Prof", "The", "A", "An", "In", "On", "At"}
_BETWEEN_NAMES = re.compile(r",?\s+and\s+|,\s+")


def named_as_private(
    text: str, *, kin: Collection[str], everyday: Collection[str]
) -> Iterator[tuple[int, int, bool]]:
    """Spans of the names of persons whom the words beside them tell to be private, and whether for sure.

    Not for sure is what a group, a village or a ruler may be told with too: a number behind the name, a
    family, a home.
    ``kin`` are words for relatives ("his daughter Sofia"), ``everyday`` words for private people
    ("shopkeeper Rahim Gul"), which are no part of the name where they are capitalized.
    """
    patterns = _patterns(tuple(sorted(kin)), tuple(sorted(everyday)))
    for number, pattern in enumerate(patterns):
        for found in pattern.finditer(text):
            group = "name" if found["name"] else "relative"
            for start, end in _single(text, *found.span(group)):
                start = _without_titles(text, start, end, everyday)
                end = start + len(text[start:end].removesuffix("’s").removesuffix("'s").rstrip("'’"))
                words = re.findall(_WORD, text[start:end])
                if words and not set(words) <= _OF_THE_CALENDAR:
                    yield start, end, number >= len(_WEAK_PATTERNS)


@cache
def _patterns(kin: Sequence[str], everyday: Sequence[str]) -> tuple[re.Pattern[str], ...]:
    relative = rf"\b(?i:his|her|their|my|our)\s+(?:\w+\s+)?(?:{'|'.join(kin)}),?\s+{_NAME}"
    stranger = rf"\b(?:{'|'.join(everyday)})\s+{_FULL_NAME}"
    return tuple(re.compile(pattern) for pattern in (*_WEAK_PATTERNS, *_PATTERNS, relative, stranger))


def _single(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The names of a list of them: "Musa Ibrahim and Bilkisu Ali" are two."""
    for between in _BETWEEN_NAMES.finditer(text, start, end):
        yield start, between.start()
        start = between.end()
    yield start, end


def _without_titles(text: str, start: int, end: int, everyday: Collection[str]) -> int:
    """Where the name itself begins: behind "Dr" or a capitalized "Farmer"; its end where nothing is left."""
    for word in re.finditer(_WORD, text[start:end]):
        if word[0] not in _TITLES and word[0].lower() not in everyday:
            return start + word.start()
    return end
