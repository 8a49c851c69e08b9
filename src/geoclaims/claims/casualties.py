"""How many people a phrase says were killed, wounded, captured, missing or displaced."""

import re
from functools import cache

from geoclaims.claims.grammar import lexicon, tag_table
from geoclaims.claims.triggers import context
from geoclaims.model import Casualties
from geoclaims.vocabulary import CasualtyKind, CasualtyWho

_ROUND = 1000
"""From here "more than" is said of round figures: "more than 10 million" is at least ten million."""
_REACH = 60
_NO_VERBS = frozenset(("wounded", "armed", "others"))
_DOZEN = r"(?:(?:two|three|four|five|six)\s+|half\s+a\s+|half-|a\s+)?dozen"
_DOZENS = {"a": 12, "two": 24, "three": 36, "four": 48, "five": 60, "six": 72, "half": 6}
_VAGUE = {
    "dozens": 24,
    "scores": 40,
    "hundreds": 200,
    "thousands": 2000,
    "several": 2,
    "some": None,
    "many": None,
    "few": 2,
}
_KINDS: tuple[tuple[CasualtyKind, str], ...] = (
    (
        "killed",
        r"killed|dead|died|die|kills?|slain|massacred|executed|murdered|killing|shot dead|perished|"
        r"lost their lives|beheaded",
    ),
    ("wounded", r"wounded|injured|hurt|wounds|injures|wounding|injuring|maimed"),
    ("captured", r"captured|taken prisoner|detained|arrested|abducted|kidnapped|taken hostage"),
    ("missing", r"missing|unaccounted for"),
    ("displaced", r"displaced|evacuated|uprooted|fled"),
)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    number = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?!\s*(?:percent|per|km|mm|%|years?[- ]old|-))"
    words = "|".join(word for word in lexicon("times")["numbers"] if word not in ("a", "an"))
    vague = "|".join(_VAGUE)
    bounds = "at least|more than|over|up to|as many as|no fewer than|about|around|nearly|almost|some"
    bound = rf"(?:(?P<bound>{bounds}|fewer than|less than|another)\s+)?"
    count = (
        rf"(?P<count>{_DOZEN}|{number}(?:\s+(?:thousand|million))?|(?:{words})\b(?:-(?:{words})\b)?"
        rf"|{vague}|a|an)\b"
    )
    upper = rf"(?:\s*(?:to|and|or|–|-)\s*(?P<upper>{number}|{words}))?"
    kinds = "|".join(f"(?P<{kind}>{text})" for kind, text in _KINDS)
    # "at least 11 persons, including six children, were injured", "12 militants killed"
    forward = re.compile(
        rf"(?<![\w.:/-]){bound}(?:between\s+)?{count}{upper}(?P<who>(?:\s+(?!(?:and|or|{_all_kinds()})\b)[\w'’-]+){{0,6}}?)"
        rf"(?:,\s*(?:including|among them)[^,;.]{{2,60}},)?"
        r"\s+(?:(?:were|was|are|is|have|has|had|been|being|be|left|reported|also|\w+ly)\s+){0,4}"
        rf"(?:{kinds})\b",
        re.IGNORECASE,
    )
    # "killing 6 civilians", "wounded at least two soldiers"
    back = re.compile(
        rf"\b(?:{kinds})\s+(?:and\s+(?:wounding|injuring|wounded|injured)\s+)?{bound}(?:between\s+)?{count}{upper}"
        rf"(?P<who>(?:\s+(?!(?:and|or)\b)[\w'’-]+){{0,3}})",
        re.IGNORECASE,
    )
    return forward, back


@cache
def _joined() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A second count with the same verb: "two soldiers and | three civilians were killed"."""
    number = r"\d{1,3}(?:,\d{3})+|\d+"
    words = "|".join(word for word in lexicon("times")["numbers"] if word not in ("an", "hundred"))
    part = rf"(?P<bound>at least\s+)?(?P<count>{number}|{words})(?P<who>(?:\s+(?!and\b)[\w'’-]+){{1,2}})"
    before = re.compile(rf"(?<![\w.:/-]){part}\s+and\s+$", re.IGNORECASE)
    after = re.compile(rf"\s+and\s+{part}(?!\s+(?:were|was|are|is|{_all_kinds()})\b)", re.IGNORECASE)
    return before, after


@cache
def _months() -> frozenset[str]:
    return frozenset(lexicon("times")["months"])


def _all_kinds() -> str:
    return "|".join(text for _, text in _KINDS)


def find_casualties(text: str, start: int, end: int) -> list[Casualties]:
    """The counts of casualties between two offsets, in text order, none overlapping."""
    found: list[Casualties] = []
    for pattern in _patterns():
        for match in pattern.finditer(text, start, end):
            made = _made(match)
            if made is not None and all(made.end <= c.start or made.start >= c.end for c in found):
                found.append(made)
                other = _other_count(text, made, start, end, forward=pattern is _patterns()[0])
                if other is not None:
                    found.append(other)
    return sorted(found, key=lambda c: c.start)


def _other_count(text: str, made: Casualties, start: int, end: int, *, forward: bool) -> Casualties | None:
    before, after = _joined()
    match = (
        before.search(text, max(start, made.start - _REACH), made.start)
        if forward
        else after.match(text, made.end, end)
    )
    if match is None:
        return None
    people = frozenset(match["who"].lower().split())
    low, high = _bounds(match["count"].lower(), (match["bound"] or "").strip().lower(), None)
    if not people & (context("people") | context("civilian") | context("combatants")):
        return None
    first = match.start("bound") if match["bound"] else match.start("count")
    said = text[first : match.end("who")]
    return Casualties(made.what, _who(people), low, high, said, first, match.end("who"))


def _who(people: frozenset[str]) -> CasualtyWho:
    if people & context("combatants"):
        return "combatants"
    return "civilians" if people & (context("civilian") - {"people", "man", "men"}) else "unstated"


def _made(match: re.Match[str]) -> Casualties | None:
    what = next(kind for kind, _ in _KINDS if match[kind])
    people = frozenset(word.lower() for word in match["who"].split())
    count = match["count"].lower()
    if count in ("a", "an", "one") and (
        len(people) > 3 or not people & (context("people") | context("civilian"))
    ):
        return None
    if any(
        tag_table().get(word) in ("E", "s", "A", "R", "W", "S")
        for word in people - {"wounded", "armed", "others"}
    ):
        return None  # another verb stands between: the count is of something else
    if people & (context("missile") | context("explosive")):
        return None  # "two bombs on a monastery sheltering displaced families"
    if people & _months():
        return None  # "on 12 March rebels killed …"
    if people & {
        "building",
        "buildings",
        "house",
        "houses",
        "vehicles",
        "tanks",
        "weapons",
        "town",
        "towns",
        "village",
        "villages",
    }:
        return None
    if (
        what == "captured"
        and people
        and not people & (context("people") | context("civilian") | context("combatants"))
    ):
        return None
    low, high = _bounds(count, (match["bound"] or "").lower(), match["upper"])
    stop = match.end()
    return Casualties(what, _who(people), low, high, match.string[match.start() : stop], match.start(), stop)


def _bounds(count: str, bound: str, upper: str | None) -> tuple[int | None, int | None]:
    if count in _VAGUE:
        return _VAGUE[count], None
    number = _number(count)
    if upper is not None:
        return number, _number(upper.lower())
    match bound:
        case "at least" | "more than" | "over" | "no fewer than":
            exact = number is not None and bound in ("more than", "over") and number < _ROUND
            return (number + 1 if number is not None and exact else number), None
        case "up to" | "as many as" | "fewer than" | "less than":
            return None, number
        case "about" | "around" | "nearly" | "almost" | "some":
            return None, None
        case _:
            return number, number


def _number(text: str) -> int | None:
    if text.endswith("dozen"):
        return _DOZENS.get(re.split(r"[\s-]", text)[0], 12)
    if text.endswith(("thousand", "million")) and text[0].isdigit():
        amount, unit = text.split()
        return int(amount.replace(",", "")) * (1000 if unit == "thousand" else 1_000_000)
    digits = text.replace(",", "")
    if digits.isdigit():
        return int(digits)
    numbers = lexicon("times")["numbers"]
    parts = [numbers.get(part) for part in text.split("-")]
    if any(part is None for part in parts):
        return None
    return int(sum(parts))
