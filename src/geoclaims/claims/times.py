"""When an event is said to have happened: expressions of time, anchored on the published date.

Without a published date a relative expression has no dates at all: today is never assumed.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from geoclaims.claims.grammar import lexicon
from geoclaims.model import TimeRange
from geoclaims.vocabulary import Precision

_EARLIEST_YEAR = 1900
NO_TIME = TimeRange(None, None, "unknown", None, "none")


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words of time at ``start``–``end`` and what they mean; ``open_ended`` marks "since"."""

    start: int
    end: int
    range: TimeRange


@cache
def _pattern() -> re.Pattern[str]:
    data = lexicon("times")
    weekday = "|".join(data["weekdays"])
    month = "|".join([*data["months"], *(f"{short}\\.?" for short in data["month_short"])])
    number = r"\d{1,3}|" + "|".join(data["numbers"]) + "|several|a few|a couple of"
    day = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
    year = r"(?:19|20)\d{2}"
    return re.compile(
        rf"""(?<![\w-])(?:
          (?P<iso>{year}-\d{{2}}-\d{{2}})
        | (?P<span>(?:between\s+|from\s+)?(?P<d5>{day})\s*(?:-|–|and|to)\s*(?P<d6>{day})\s+(?P<m5>{month})
             (?:,?\s+(?P<y5>{year}))?)
        | (?P<span2>(?P<m6>{month})\s+(?P<d7>{day})\s*(?:-|–|to|and)\s*(?P<d8>{day})(?!\d)
             (?:,?\s+(?P<y6>{year}))?)
        | (?P<dmy>(?P<d1>{day})(?:\s+of)?\s+(?P<m1>{month})(?:,?\s+(?P<y1>{year}))?)
        | (?P<mdy>(?P<m2>{month})\s+(?P<d2>{day})(?!\d)(?:,?\s+(?P<y2>{year}))?)
        | (?P<months>(?:between|from)\s+(?P<m7>{month})\s+(?:and|to)\s+(?P<m8>{month})
             (?!\s*\d{{1,2}}\b)(?:,?\s+(?P<y8>{year}))?)
        | (?P<my>(?P<part>(?:early|mid|late)[\s-])?(?P<m3>{month}),?\s+(?P<y3>{year}))
        | (?P<lastm>(?:last|this|in|since|of|during|(?:early|mid|late)[\s-])\s*(?P<m4>{month})(?!\s*\d))
        | (?P<ago>(?P<n1>{number})\s+(?P<u1>day|week|month|year|hour|minute)s?\s+
             (?P<rel>ago|earlier|before|previously))
        | (?P<past>(?:over|in|during|for)?\s*the\s+(?:past|last)\s+
             (?:(?P<n2>{number})\s+)?(?P<u2>day|week|month|year|hour)s?)
        | (?P<lastu>(?P<which>last|this|next|previous|past)\s+
             (?P<u3>week|weekend|month|year|night|morning|evening|afternoon))
        | (?P<wd>(?P<mod>last|next|this|since|by|early|late)?\s*(?P<w>{weekday})(?!s))
        | (?P<word>yesterday|today|tomorrow|tonight|overnight|recent(?:ly)?|earlier\s+today|
             the\s+(?:previous|same|next|following)\s+day|the\s+(?:night|evening|day)\s+before|in\s+recent\s+(?:days|weeks|months|years)|
             within\s+(?:days|weeks|months|hours)|in\s+the\s+coming\s+(?:days|weeks|months)|
             earlier\s+this\s+(?:week|month|year))
        | (?P<year>(?:in|since|from|during|until|of|by|late|early|mid)[\s-](?P<y4>{year}))
        )(?![\w])""",
        re.IGNORECASE | re.VERBOSE,
    )


def find_times(text: str, start: int, end: int, published: date | None) -> list[TimeExpression]:
    """The expressions of time between two offsets, in text order."""
    found: list[TimeExpression] = []
    for match in _pattern().finditer(text, start, end):
        said = match[0].strip()
        if said.lower() in ("may", "march") or (match["lastm"] and said.split()[-1] in ("may", "march")):
            continue
        begin = match.start() + len(match[0]) - len(match[0].lstrip())
        found.append(TimeExpression(begin, match.end(), _meaning(match, said, published)))
    return _joined(text, found)


def _joined(text: str, found: Sequence[TimeExpression]) -> list[TimeExpression]:
    """ "from Monday to Friday", "between 3 and 5 March": two ends of one range."""
    joined: list[TimeExpression] = []
    for expression in found:
        if joined:
            before = joined[-1]
            between = text[before.end : expression.start].strip().lower()
            lead = text[max(0, before.start - 9) : before.start].strip().lower()
            ranges = (between in ("to", "until", "till", "–", "-", "and", "through")) and lead.endswith(
                ("from", "between")
            )
            if ranges and before.range.start and expression.range.end:
                said = text[before.start : expression.end]
                joined[-1] = TimeExpression(
                    before.start,
                    expression.end,
                    replace(before.range, end=expression.range.end, text=said),
                )
                continue
            if (
                (before.range.text or "").lower() == "overnight"
                and between in ("on", "from")
                and expression.range.start
            ):
                said = text[before.start : expression.end]  # "overnight on November 10 to 11"
                joined[-1] = TimeExpression(
                    before.start, expression.end, replace(expression.range, text=said)
                )
                continue
        joined.append(expression)
    return joined


def published_range(published: date | None) -> TimeRange:
    """The time of an event about which no word is said."""
    if published is None:
        return NO_TIME
    return TimeRange(None, published, "unknown", None, "published")


def ahead(published: date | None) -> TimeRange:
    """The time of an event that is still to come and about whose time no word is said."""
    if published is None:
        return NO_TIME
    return TimeRange(published, None, "unknown", None, "published")


def toward_future(expression: TimeRange, published: date | None) -> TimeRange:
    """ "On Friday" of something planned: the next one, where the words mean a weekday."""
    if published is None or expression.text is None or expression.start is None:
        return expression
    weekday = expression.text.lower().split()[-1]
    if weekday in lexicon("times")["weekdays"] and expression.start < published:
        moved = expression.start + timedelta(days=7)
        return replace(expression, start=moved, end=moved)
    return expression


def _meaning(match: re.Match[str], said: str, published: date | None) -> TimeRange:
    kind = next(key for key in _READERS if match[key])
    try:
        found = _READERS[kind](match, published)
    except (ValueError, OverflowError):
        found = None  # 31 February, or the year 0: words, but no date
    if found is None:
        return TimeRange(None, None, "unknown", said, "expression" if published else "none")
    start, end, precision = found
    before = match.string[max(0, match.start() - 6) : match.start()].lower()
    if said.lower().startswith("since") or before == "since ":
        end = published
    return TimeRange(start, end, precision, said, "expression")


_Found = tuple[date | None, date | None, Precision] | None


def _month_number(name: str) -> int:
    data = lexicon("times")
    low = name.lower().rstrip(".")
    if low in data["months"]:
        return int(data["months"].index(low)) + 1
    return int(data["month_short"][low])


def _day(year: str | None, month: str, day: str, published: date | None) -> _Found:
    number = int(re.sub(r"\D", "", day))
    if year is not None:
        when = date(int(year), _month_number(month), number)
    elif published is not None:
        when = date(published.year, _month_number(month), number)
        if when > published + timedelta(days=90):
            when = date(published.year - 1, _month_number(month), number)
    else:
        return None
    return when, when, "day"


def _iso(match: re.Match[str], _: date | None) -> _Found:
    when = date.fromisoformat(match["iso"])
    return when, when, "day"


def _days(year: str | None, month: str, first: str, last: str, published: date | None) -> _Found:
    """ "between 1 and 7 March": the days from the one to the other."""
    begin, end = _day(year, month, first, published), _day(year, month, last, published)
    if begin is None or end is None or begin[0] is None or end[1] is None or begin[0] > end[1]:
        return None
    return begin[0], end[1], "day"


def _month(year: int, month: int) -> _Found:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month"


def _month_alone(match: re.Match[str], published: date | None) -> _Found:
    if published is None:
        return None
    month = _month_number(match["m4"])
    year = published.year if month <= published.month else published.year - 1
    return _month(year, month)


def _months_between(match: re.Match[str], published: date | None) -> _Found:
    """ "between January and March": of the year named, else of the last such span."""
    first, last = _month_number(match["m7"]), _month_number(match["m8"])
    if match["y8"] is not None:
        year = int(match["y8"])
    elif published is not None:
        year = published.year if last <= published.month else published.year - 1
    else:
        return None
    begin, end = _month(year if first <= last else year - 1, first), _month(year, last)
    return (begin[0], end[1], "month") if begin is not None and end is not None else None


def _count(text: str | None) -> int | None:
    if text is None:
        return 1
    low = text.lower()
    if low.isdigit():
        return int(low)
    known = lexicon("times")["numbers"].get(low)
    return int(known) if known is not None else None


_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365, "hour": 0, "minute": 0}
_UNIT_PRECISION: dict[str, Precision] = {
    "day": "day", "hour": "day", "minute": "day", "week": "week", "weekend": "day",
    "month": "month", "year": "year",
}  # fmt: skip


def _ago(match: re.Match[str], published: date | None) -> _Found:
    if published is None:
        return None
    count, unit = _count(match["n1"]), match["u1"].lower()
    if count is None:
        return None, published, "unknown"
    if unit == "year":
        return date(published.year - count, 1, 1), date(published.year - count, 12, 31), "year"
    if unit == "month":
        months = published.year * 12 + published.month - 1 - count
        return _month(months // 12, months % 12 + 1)
    when = published - timedelta(days=_DAYS[unit] * count)
    if unit == "week":
        return when - timedelta(days=3), min(published, when + timedelta(days=3)), "week"
    return when, when, "day"


def _past(match: re.Match[str], published: date | None) -> _Found:
    if published is None:
        return None
    unit = match["u2"].lower()
    count = _count(match["n2"])
    if count is None:
        return None, published, "unknown"
    days = max(1, _DAYS[unit] * count) if unit != "hour" else max(1, count // 24)
    return published - timedelta(days=days), published, _UNIT_PRECISION[unit]


def _last_unit(match: re.Match[str], published: date | None) -> _Found:
    if published is None:
        return None
    which, unit = match["which"].lower(), match["u3"].lower()
    if unit in ("night", "morning", "evening", "afternoon"):
        when = (
            published - timedelta(days=1)
            if which in ("last", "previous", "past") and unit == "night"
            else published
        )
        return (
            (published - timedelta(days=1) if unit == "night" and which != "this" else when),
            published,
            "day",
        )
    step = {"last": -1, "previous": -1, "past": -1, "this": 0, "next": 1}[which]
    monday = published - timedelta(days=published.weekday())
    if unit == "week":
        first = monday + timedelta(days=7 * step)
        return first, _not_after(first + timedelta(days=6), published, step), "week"
    if unit == "weekend":
        saturday = monday + timedelta(days=5 + 7 * (step if published.weekday() >= 5 or step else -1))
        return saturday, saturday + timedelta(days=1), "day"
    if unit == "month":
        months = published.year * 12 + published.month - 1 + step
        found = _month(months // 12, months % 12 + 1)
        assert found is not None
        assert found[1] is not None
        return found[0], _not_after(found[1], published, step), "month"
    return (
        date(published.year + step, 1, 1),
        _not_after(date(published.year + step, 12, 31), published, step),
        "year",
    )


def _not_after(end: date, published: date, step: int) -> date:
    return min(end, published) if step <= 0 else end


def _weekday(match: re.Match[str], published: date | None) -> _Found:
    if published is None:
        return None
    wanted = lexicon("times")["weekdays"].index(match["w"].lower())
    back = (published.weekday() - wanted) % 7
    which = (match["mod"] or "").lower()
    if which == "next":
        when = published + timedelta(days=(wanted - published.weekday() - 1) % 7 + 1)
    elif which == "last" and back == 0:
        when = published - timedelta(days=7)
    else:
        when = published - timedelta(days=back)
    return when, when, "day"


def _word(match: re.Match[str], published: date | None) -> _Found:
    if published is None:
        return None
    word = " ".join(match["word"].lower().split())
    one = timedelta(days=1)
    match word:
        case "today" | "earlier today" | "tonight":
            return published, published, "day"
        case "yesterday" | "the previous day" | "the night before" | "the evening before" | "the day before":
            return published - one, published - one, "day"
        case "tomorrow":
            return published + one, published + one, "day"
        case "overnight":
            return published - one, published, "day"
        case "earlier this week":
            return published - timedelta(days=published.weekday()), published, "week"
        case "earlier this month":
            return published.replace(day=1), published, "month"
        case "earlier this year":
            return date(published.year, 1, 1), published, "year"
        case _:
            if word.startswith(("within", "in the coming")):
                return published, None, "unknown"
            if word.startswith("the "):
                return None
            return None, published, "unknown"


def _year(match: re.Match[str], _: date | None) -> _Found:
    year = int(match["y4"])
    return (date(year, 1, 1), date(year, 12, 31), "year") if year >= _EARLIEST_YEAR else None


_READERS: dict[str, Callable[[re.Match[str], date | None], _Found]] = {
    "iso": _iso,
    "span": lambda m, p: _days(m["y5"], m["m5"], m["d5"], m["d6"], p),
    "span2": lambda m, p: _days(m["y6"], m["m6"], m["d7"], m["d8"], p),
    "dmy": lambda m, p: _day(m["y1"], m["m1"], m["d1"], p),
    "mdy": lambda m, p: _day(m["y2"], m["m2"], m["d2"], p),
    "months": _months_between,
    "my": lambda m, p: _month(int(m["y3"]), _month_number(m["m3"])),
    "lastm": _month_alone,
    "ago": _ago,
    "past": _past,
    "lastu": _last_unit,
    "wd": _weekday,
    "word": _word,
    "year": _year,
}
