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
_PARTICLE = (
    r"(?:al|el|ag|bin|ben|bint|ibn|ould|mint|abu|um|umm|oum|de|da|di|do|dos|das|del|la|las|los|le|du|y|e|van|von"
    r"|der|den|ter)"
)
_NEXT = rf"[ \u00a0]+(?:{_PARTICLE}[ \u00a0-]+){{0,2}}{_WORD}"
_LAST = r"(?:[ \u00a0]+[^\W\d_a-z]\.)?"
"""A family name of which only the initial is told: "Olena H."."""
_NAME = rf"(?P<name>{_WORD}(?:{_NEXT}){{0,5}}{_LAST})"
_FULL_NAME = rf"(?P<name>{_WORD}(?:{_NEXT}){{1,5}}{_LAST})"
_NAMES = rf"(?P<name>{_WORD}(?:{_NEXT}){{0,5}}(?:(?:,|,?\s+and)\s+{_WORD}(?:{_NEXT}){{0,5}}){{0,20}})"
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
_HARMED = (
    r"(?:killed|wounded|injured|maimed|shot(?! down)|beaten|beat|tortured|raped|executed|lynched|abducted"
    r"|kidnapped|detained|arrested)"
)
_HONOURED = r"(?:(?:Dr|Mr|Mrs|Ms|Haji|Hajj|Hajja|Mama|Baba)\.?\s+)?"
_GOES_ON = (
    r"(?=[,.;:!?)]|$|\s+(?:and|along|together|at|in|on|near|outside|inside|when|while|after|before|with|during"
    r"|by|as|for|from|last|overnight|this)\b)"
)
"""What goes on behind a name that is not the first part of "Bora fighters"."""
_WEAK_PATTERNS = (
    # a number alone may be a count: "Hamas (40)", "shells fell in Oak, 12, and Elm, 7"
    rf"(?<!\w){_NAME}(?:,\s+\d{{1,3}}(?=[,.;:!?)]|\s+and\b|$)|\s+\(\d{{1,3}}\))",
    # "the Bondar family", "the Bondars' home"; but no royal or ruling one
    rf"(?<!\bruling )(?<!\broyal )\b[Tt]he\s+{_NAME}"
    rf"\s+(?:family|household|siblings|brothers|sisters|couple|{_HOME})\b(?!\s+of\b)(?!(?:,\s+wh(?:ich|o))?{_RULES})",
    rf"\b[Tt]he\s+{_PLURAL}s['’]\s+{_HOME}",
    rf"(?<!\w){_NAME_OWNING}['’]s?\s+(?:{_KIN_OF_ONE}|{_HOME}|body|remains|funeral)\b(?!{_RULES})",
    rf"(?<!\w){_NAME},?\s+and\s+(?:his|her)\s+(?:\w+\s+)?{_KIN_OF_ONE}\b",
    rf"\b(?:shop|stall|store|funeral|burial|grave|children|sons|daughters|brothers|widow|son|daughter)\s+of\s+{_FULL_NAME}",
    # harmed, whoever it is: an office or a group beside the name would stand between it and the verb
    rf"\b{_HARMED}\s+(?:dead\s+)?{_HONOURED}{_NAMES}{_GOES_ON}",
    rf"(?<!\w){_NAMES}(?:,[^.;,]{{1,60}},)?\s+(?:was|were)\s+(?:\w+ly\s+)?{_HARMED}\b",
    rf"(?<!\w){_NAME},\s+whose\s+(?:home|house|flat|apartment|farm|shop|family)\b(?!{_RULES})",
    # a line's last words: "Killed by shelling in Izium: Olena Koval", "… killed a man: Pavlo Bilyk"
    rf"(?:(?m:^)\W{{0,5}}(?i:{_HARMED})|\b{_HARMED}\s+(?:dead\s+)?(?:a|an|one)\s+[a-z])[^.;:\r\n]{{0,80}}"
    rf":[ \u00a0]+{_NAMES}(?=[ \u00a0]*(?:$|[\r\n]))",
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
    rf"\b(?:home|house|hut|flat|apartment|tent|farm|orchard|garage|car|family|relatives|mother|father|parents|wife|husband)\s+of\s+{_FULL_NAME}",
    rf"(?<!\w){_NAME},\s+(?:who\s+(?:has\s+|had\s+|still\s+|also\s+)?(?:lives?|lived|survived|escaped|(?:ran|runs|kept|keeps|owned|owns|sold|sells)\s+an?)"
    rf"|whose\s+(?:\w+\s+)?{_KINSHIP})\b",
    rf"(?<!\w){_FULL_NAME}\s+(?:fled|escaped|left|lost)\b[^.;]{{0,100}}?\b(?:is|was|are|were)\s+(?:now\s+)?"
    r"(?:sheltering|hiding|staying)\b",
    rf"(?<!\w){_NAME},\s+(?:the\s+|a\s+)?{_KIN_OF_ONE}\s+of\b",
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
    for pattern, sure in _patterns(tuple(sorted(kin)), tuple(sorted(everyday))):
        for found in pattern.finditer(text):
            group = "name" if found["name"] else "relative"
            for start, end in _single(text, *found.span(group)):
                start = _without_titles(text, start, end, everyday)
                end = start + len(text[start:end].removesuffix("’s").removesuffix("'s").rstrip("'’"))
                words = re.findall(_WORD, text[start:end])
                if words and not set(words) <= _OF_THE_CALENDAR:
                    yield start, end, sure


@cache
def _patterns(kin: Sequence[str], everyday: Sequence[str]) -> tuple[tuple[re.Pattern[str], bool], ...]:
    """The patterns, and whether what one finds is a private person for sure."""
    relative = rf"\b(?i:his|her|their|my|our)\s+(?:\w+\s+)?(?:{'|'.join(kin)}),?\s+{_NAME}"
    trades = "|".join(everyday)
    strangers = (rf"\b(?:{trades})\s+{_FULL_NAME}", rf"\b(?:{trades})s,\s+{_NAMES},")
    # "Hawa, a market seller who …"; not "in Oak, a resident said"
    apposition = (
        rf"(?<!\w){_NAME},\s+(?:an?|the)\s+(?:[\w-]+\s+){{0,2}}(?:{trades})"
        r"(?=[,.;:!?)]|$|\s+(?:who|whose|from|in|at|with|and)\b)"
    )
    weak = [(re.compile(pattern), False) for pattern in (*_WEAK_PATTERNS, apposition)]
    return (*weak, *((re.compile(pattern), True) for pattern in (*_PATTERNS, relative, *strangers)))


@cache
def rulers() -> tuple[re.Pattern[str], ...]:
    """Names of those whose families are told to rule."""
    return (
        re.compile(rf"(?<!\w){_NAME},\s+whose\s+(?:family|father|clan|house){_RULES}"),
        re.compile(rf"\b[Tt]he\s+{_NAME}\s+family(?:,\s+which|,\s+who)?{_RULES}"),
    )


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
