"""What a source of control shows of one place from day to day: its state on a day, its changes, its gaps."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

MAJORITY = 0.5
"""A place flips on the day the controller's share first passes this."""
LONGEST_LAG_DAYS = 14
"""What is older than this on the claimed day says nothing of it."""
AROUND_DAYS = 28
"""How far before and after the claimed day a change is told: as far as chance looks for records."""
CHANGED = 0.05
"""Shares that move by less than this are the same: outlines are drawn anew from day to day."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reading:
    """What is shown of one place from ``day`` to ``until``: shares of the place by controller."""

    day: date
    shares: dict[str, float]
    contested: float
    until: date | None = None
    """The last day on which it says so; ``day`` itself, where it is of a single one."""
    note: str = ""
    """What else it says of this place and these days."""

    @property
    def shown_until(self) -> date:
        """The last day that it is of."""
        return self.until or self.day


@dataclass(frozen=True, slots=True)
class Flip:
    """A change of who holds most of a place: first shown on ``day``, on ``unchanged`` not yet."""

    day: date
    unchanged: date

    @property
    def is_exact(self) -> bool:
        """Whether the day before was shown too: else the change may have come on any day between."""
        return self.day - self.unchanged <= _DAY


def reading_on(history: Sequence[Reading], day: date) -> Reading | None:
    """The last reading not after ``day``, as of the last of its days up to then; None if that is too old."""
    last = next((reading for reading in reversed(history) if reading.day <= day), None)
    if last is None or day - last.shown_until > timedelta(days=LONGEST_LAG_DAYS):
        return None
    return replace(last, day=min(day, last.shown_until))


def last_flip(history: Sequence[Reading], controller: str, *, lost: bool = False) -> Flip | None:
    """The last change by which the controller came to hold most of the place (or ceased to).

    None where no such change is shown: it always held it, or never did.
    """
    for before, after in reversed(list(pairwise(history))):
        held = [reading.shares.get(controller, 0.0) > MAJORITY for reading in (before, after)]
        if held == [lost, not lost]:
            return Flip(after.day, before.shown_until)
    return None


def readings_around(history: Sequence[Reading], day: date) -> tuple[Reading | None, Reading | None]:
    """The nearest readings before and after that of ``day`` which differ from it, within AROUND_DAYS."""
    at = max((i for i, reading in enumerate(history) if reading.day <= day), default=None)
    if at is None:
        return None, None
    reach = timedelta(days=AROUND_DAYS)
    earlier = (r for r in reversed(history[:at]) if _differ(r, history[at]))
    later = (r for r in history[at + 1 :] if _differ(r, history[at]))
    before, after = next(earlier, None), next(later, None)
    return (
        before if before is not None and day - before.shown_until <= reach else None,
        after if after is not None and after.day - day <= reach else None,
    )


def _differ(one: Reading, other: Reading) -> bool:
    moved = [abs(one.shares.get(who, 0.0) - other.shares.get(who, 0.0)) for who in one.shares | other.shares]
    return max([abs(one.contested - other.contested), *moved]) >= CHANGED
