"""The words that move a place: compass directions, distances, and the phrases before and after a name."""

import re
from dataclasses import dataclass

from geoclaims.vocabulary import RelationKind

COMPASS = ("N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW")
"""The sixteen points, 22.5 degrees apart."""
METRES_IN_FOOT = 0.3048
"""The international foot; a yard is three of it and a mile 5,280 (international agreement of 1959)."""
METRES_IN_NAUTICAL_MILE = 1852.0
"""By the International Hydrographic Conference of 1929."""

_POINTS = {
    "N": "north", "E": "east", "S": "south", "W": "west",
    "NE": "north[- ]?east", "SE": "south[- ]?east", "SW": "south[- ]?west", "NW": "north[- ]?west",
    "NNE": "north[- ]north[- ]?east", "ENE": "east[- ]north[- ]?east", "ESE": "east[- ]south[- ]?east",
    "SSE": "south[- ]south[- ]?east", "SSW": "south[- ]south[- ]?west", "WSW": "west[- ]south[- ]?west",
    "WNW": "west[- ]north[- ]?west", "NNW": "north[- ]north[- ]?west",
}  # fmt: skip
_LETTERS = {"north": "N", "east": "E", "south": "S", "west": "W"}
_LONGEST_FIRST = sorted(_POINTS.values(), key=len, reverse=True)
_NOUN = rf"(?<![\w-])(?P<direction>{'|'.join(_LONGEST_FIRST)})"
_ADJECTIVE = rf"(?<![\w-])(?P<direction>(?:{'|'.join(_LONGEST_FIRST)})ern)"
_DIRECTION = rf"(?<![\w-])(?P<direction>(?:{'|'.join(_LONGEST_FIRST)})(?:ern)?)"
_LETTER = r"(?-i:(?P<letters>[NS]{1,2}[EW]|[NESW]|[EW][NS][EW]))"
_TWO_DIRECTIONS = (
    rf"(?:{'|'.join(_LONGEST_FIRST)})\s+(?:and|or)\s+(?:to\s+the\s+)?(?:{'|'.join(_LONGEST_FIRST)})"
)

_UNITS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
_TEENS = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_EXACT = {
    **_UNITS,
    **_TEENS,
    **_TENS,
    "a dozen": 12,
    "half a": 0.5,
    "half an": 0.5,
    "half": 0.5,
    "a half": 0.5,
    "a": 1,
}
_VAGUE = {
    "several": 5,
    "a few": 4,
    "some": 4,
    "a couple of": 2,
    "a couple": 2,
    "dozens of": 36,
    "tens of": 30,
}
"""Middles of what these mostly stand for, our own choice; such a distance is good to a half."""
_WORD_NUMBER = (
    rf"(?:(?:{'|'.join(_TENS)})[- ](?:{'|'.join(_UNITS)})|"
    rf"{'|'.join(sorted((*_EXACT, *_VAGUE), key=len, reverse=True))})"
)
_DIGITS = r"\d{1,3}(?:,\d{3})+|\d{1,4}(?:[.,]\d{1,3})?"
_ABOUT = (
    r"(?:\b(?:about|around|some|roughly|nearly|almost|approximately|an\s+estimated|just|only|over"
    r"|more\s+than|at\s+least)\s+)?"
)
_NUMBER = (
    rf"(?<![\w.,$£€-])(?:(?P<low>(?:{_DIGITS})(?=\s*[-–—t])|{_WORD_NUMBER}(?=\s))\s*(?:[-–—]|(?:to|or)\s)\s*)?"
    rf"(?P<number>{_DIGITS}|{_WORD_NUMBER})(?:[- ](?P<times>hundred|thousand))?"
)
_UNIT = (
    r"(?P<unit>kilomet(?:er|re)s?|kms?|nautical\s+miles?|nmi?|miles?|mi|met(?:er|re)s?|yards?|yds?|feet|foot|ft"
    r"|(?<=\d\d\d)m|(?<=\d\d\d )m)\b\.?"  # "2m from Syria" is of people
)
_METRES = (
    ("kilom", 1000.0), ("km", 1000.0), ("naut", METRES_IN_NAUTICAL_MILE), ("nm", METRES_IN_NAUTICAL_MILE),
    ("mi", 5280 * METRES_IN_FOOT), ("m", 1.0), ("y", 3 * METRES_IN_FOOT), ("f", METRES_IN_FOOT),
)  # fmt: skip
_CONVERTED = r"(?:\s*[(\[][^()\[\]\n]{1,30}[)\]])?"
_MOST = r"(?:\b(?P<most>less\s+than|under|within|up\s+to|no\s+more\s+than)\s+)?"
_LENGTH = rf"{_NUMBER}\s*-?\s*{_UNIT}{_CONVERTED}"
_DISTANCE = rf"{_MOST}{_ABOUT}{_LENGTH}\s+(?:away\s+)?"
_TOWARDS = r"(?:due\s+|just\s+)?(?:to\s+the\s+)?"

_THE = r"(?:the\s+)?"
_KINDS = (
    r"(?:city|town|village|settlement|port|capital|hamlet|suburb|stronghold|hub|camp"
    r"|region|province|district|governorate|state|county|oblast)"
)
_OF_PLACE = (
    r"(?:(?:outskirts|suburbs|edge|limits|cent(?:er|re))\s+of\s+(?:the\s+)?)?"
    rf"(?:(?:(?!and\b|or\b|of\b)[\w'’-]+\s+){{0,3}}{_KINDS}(?:\s+of\s+|,?\s+)"
    r"|(?:nearby|neighbou?ring|besieged|embattled|war-torn|ruined|\w+-(?:held|controlled|occupied|run))\s+)?"
)
_TAIL = rf"\s+{_THE}{_OF_PLACE}$"
_PARTS = (
    r"(?:parts?|half|areas?|districts?|neighbou?rhoods?|quarters?|side|sector|section|end|edge|fringes?|flank"
    r"|reaches|portion)"
)
_EDGES = r"(?:outskirts|suburbs?|approach(?:es)?|periphery|fringes?|edges?|entrance|limits|gates)"


@dataclass(frozen=True, slots=True)
class Rule:
    """A phrase beside a name, and what it makes of the place."""

    kind: RelationKind
    pattern: re.Pattern[str]
    directed: bool = False
    """Whether it has a point of the compass in it."""


@dataclass(frozen=True, slots=True)
class Distance:
    """A stated distance in metres, what it may be off by, and whether it is only a limit."""

    metres: int
    slack_m: float
    at_most: bool = False


def _rule(kind: RelationKind, pattern: str, *, directed: bool = False) -> Rule:
    return Rule(kind, re.compile(pattern, re.IGNORECASE), directed)


_OF_A_LENGTH = (
    _rule("distance", rf"{_DISTANCE}{_TOWARDS}{_NOUN}\s+(?:of|from){_TAIL}"),
    _rule("distance", rf"{_DISTANCE}{_LETTER}\s+(?:of|from){_TAIL}"),
    _rule("distance", rf"{_DISTANCE}(?:from|outside|off|short\s+of){_TAIL}"),
    _rule("near", rf"\bwithin\s+{_ABOUT}{_LENGTH}\s+of{_TAIL}"),
)
_BEFORE = (
    _rule("part", rf"{_DIRECTION}\s+{_PARTS}\s+of{_TAIL}", directed=True),
    _rule("outskirts", rf"(?:{_DIRECTION}\s+)?\b{_EDGES}\s+(?:of|to){_TAIL}"),
    _rule(
        "border",
        rf"(?:\b(?:on|along|near|at)\s+)?{_THE}(?:{_DIRECTION}\s+)?\b(?:border|frontier)\s+(?:of|with){_TAIL}",
    ),
    _rule(
        "part", rf"\b(?:in|inside|across|throughout|of|from|into)\s+{_THE}{_NOUN}\s+of{_TAIL}", directed=True
    ),
    _rule("direction", rf"\b{_TWO_DIRECTIONS}\s+of{_TAIL}", directed=True),
    _rule("direction", rf"(?:\bjust\s+)?(?:\bto\s+the\s+)?{_NOUN}\s+of{_TAIL}", directed=True),
    _rule("part", rf"\b{_THE}(?:city\s+|town\s+)?(?:cent(?:er|re)|heart|downtown|middle)\s+of{_TAIL}"),
    _rule("near", rf"\b(?:near(?:by)?|close\s+to|around|(?:just\s+)?outside(?:\s+of)?){_TAIL}"),
    _rule("near", rf"\b(?:in\s+the\s+(?:vicinity|area)\s+of|not\s+far\s+from){_TAIL}"),
    _rule("near", rf"\boff\s+the\s+(?:\w+\s+)?coast\s+of{_TAIL}"),
    _rule(
        "part",
        rf"\b(?:in|inside|across|throughout|of|from|into|over|to)\s+{_THE}{_DIRECTION}\s+$",
        directed=True,
    ),
    _rule("part", rf"{_ADJECTIVE}\s+$", directed=True),
    _rule("part", r"(?<![\w-])(?:central|downtown)\s+$"),
)  # fmt: skip
"""Phrases that end where a name begins, the surest first; those with a length before all others."""
_UNDIRECTED = tuple(rule for rule in _BEFORE if not rule.directed)
_HAS_DIRECTION = re.compile("north|east|south|west", re.IGNORECASE)
_HAS_UNIT = re.compile(_UNIT, re.IGNORECASE)
_TRIGGER = re.compile(
    r"north|east|south|west|central|downtown|cent(?:er|re)|heart|middle|border|frontier|near|close|around|outside"
    rf"|vicinity|area of|far from|coast|within|{_EDGES}|\b(?:from|off|short of)\s|\s[nesw]{{1,3}} of"
)
"""One of these, in lower case, stands somewhere before the name wherever a phrase does."""

_LAST_WORDS = frozenset(
    ("of", "from", "outside", "off", "with", "near", "nearby", "around", "to", "central", "downtown")
)
_DIRECTION_STEMS = frozenset(("nort", "sout", "east", "west"))
_MOST_LAST_WORDS = 10


def may_move(before: str) -> bool:
    """Whether one of the phrases can stand right before a name; made for a hot loop."""
    lower = before.lower()
    last = lower.replace("(", " ").replace("[", " ").rsplit(None, _MOST_LAST_WORDS)[-_MOST_LAST_WORDS:]
    if _LAST_WORDS.isdisjoint(last) and _DIRECTION_STEMS.isdisjoint([word[:4] for word in last]):
        return False
    return _TRIGGER.search(lower) is not None


def rules_before(before: str) -> tuple[Rule, ...]:
    """The rules that may hold for the words before a name, the surest first."""
    rules = _BEFORE if _HAS_DIRECTION.search(before) else _UNDIRECTED
    return (*_OF_A_LENGTH, *rules) if _HAS_UNIT.search(before) else rules


ANOTHER = re.compile(rf"{_DIRECTION}\s*(?:,|and|or|,\s*and)\s+(?:in\s+)?(?:the\s+)?$", re.IGNORECASE)
"""Before a direction this names another: "eastern and southern Ukraine" is neither part alone."""

_OWN = r"(?:['’]s?)?\s+"
AFTER = (
    _rule("outskirts", rf"['’]s?\s+(?P<words>(?:{_DIRECTION}\s+)?{_EDGES})\b(?!\s+of\b)"),
    _rule("part", rf"['’]s?\s+(?P<words>{_DIRECTION}\s+{_PARTS})\b"),
    _rule("part", r"['’]s?\s+(?P<words>(?:city\s+|town\s+)?cent(?:er|re)|downtown)\b"),
    _rule("part", rf"['’]s\s+(?P<words>{_NOUN})(?=[,.;:]|\s+(?:and|is|was|has|on|in)\b|$)"),
    _rule(
        "border",
        rf"{_OWN}(?P<words>(?:{_DIRECTION}\s+)?(?:border|frontier))\b"
        r"(?!\s+(?:guards?|police|patrols?|forces?|service|agency|agents?|troops|officials?|protection|control))",
    ),
)
"""Phrases that begin where a name ends."""
FRONT = re.compile(r"\s+(?P<words>(?:operational\s+)?(?:direction|axis|sector|front))\b", re.IGNORECASE)
"""What the reports of general staffs call the country before a town: "in the Pokrovsk direction"."""
IN_THE = re.compile(r"\b(?:in|on|along|at|from)\s+the\s+$", re.IGNORECASE)

BETWEEN = re.compile(
    rf"\bbetween\s+{_THE}(?:(?:cities|towns|villages|settlements)\s+of\s+)?{_OF_PLACE}$", re.IGNORECASE
)
LINE_BETWEEN = re.compile(
    r"\b(?:border|frontier|boundary|road|highway|route|line|area|crossing|strait|waters?|railway)\s+(?:that\s+runs\s+)?$",
    re.IGNORECASE,
)
"""Before "between" two countries this makes them ends of something, and not the parties of it."""
ALONG = re.compile(r"(?:\b(?:along|on)\s+)?(?:\bthe\s+)?$", re.IGNORECASE)
ROAD_FROM = re.compile(
    r"\b(?:road|highway|motorway|route|railway)\s+(?:leading\s+)?(?:from|linking|connecting)\s+$",
    re.IGNORECASE,
)
ROAD = re.compile(
    r"\s*(?:road|highway|motorway|line|railway|axis|direction|front|route|corridor)\b", re.IGNORECASE
)
BORDER = re.compile(r"\s*(?:border|frontier)\b", re.IGNORECASE)
AND = re.compile(rf"\s+and\s+{_THE}(?:(?:city|town|village|settlement|port)\s+of\s+)?", re.IGNORECASE)
TO = re.compile(r"\s+(?:to|and|with)\s+(?:the\s+)?", re.IGNORECASE)
HYPHEN = re.compile(r"\s*[-–—]\s*")
LIST_MARK = re.compile(
    rf"\s*(?P<mark>,|,?\s+and|,?\s+or)\s+{_THE}(?:(?:city|town|village|settlement)\s+of\s+)?", re.IGNORECASE
)
ENDS_LIST = re.compile(
    r"\s*(?:$|[.;:,!?)\n–—]|\b(?:in|on|at|after|as|during|by|where|that|when|this|last|early|late|overnight|with|while"
    r"|since|according|before|for|from|to|left|killed|killing|leaving|and)\b)"
)  # fmt: skip


def degrees_of(direction: str | None, letters: str | None = None) -> float | None:
    """The bearing of "south-western", "north north east" or "SW" in degrees, or None."""
    if direction:
        letters = "".join(_LETTERS[word] for word in re.findall("north|east|south|west", direction.lower()))
    return COMPASS.index(letters) * 22.5 if letters in COMPASS else None


def distance_of(groups: dict[str, str | None]) -> Distance | None:
    """The distance that a rule's groups state, in metres; of a range its middle."""
    number, unit = groups.get("number"), (groups.get("unit") or "").lower()
    if not number or not unit:
        return None
    metres = next(m for prefix, m in _METRES if unit.startswith(prefix))
    metres *= {"hundred": 100, "thousand": 1000}.get((groups.get("times") or "").lower(), 1)
    high, low = _value(number), groups.get("low")
    middle, half_range = high, 0.0
    if low and _value(low) < high:
        middle, half_range = (_value(low) + high) / 2, (high - _value(low)) / 2
    vague = middle / 2 if number.lower() in _VAGUE else 0.0
    return Distance(round(middle * metres), max(half_range, vague) * metres, groups.get("most") is not None)


def _value(number: str) -> float:
    """A number in digits or words; "1,500" is one and a half thousand, "1,5" one and a half."""
    lower = number.lower()
    if lower in _EXACT or lower in _VAGUE:
        return float(_EXACT.get(lower) or _VAGUE[lower])
    if lower[0].isdigit():
        return float(
            lower.replace(",", "") if re.fullmatch(r"\d+(?:,\d{3})+", lower) else lower.replace(",", ".")
        )
    tens, unit = re.split("[- ]", lower, maxsplit=1)
    return float(_TENS[tens] + _UNITS[unit])
