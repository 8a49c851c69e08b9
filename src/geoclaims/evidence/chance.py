"""How much recorded activity chance alone would put beside a claim: the local time-shift null.

The claimed window stays where it is and is moved in time, day by day, within ± SHIFT_DAYS: short,
since fronts move. Every shift but 0 is enumerated, none is drawn at random. A high p says that this
much recorded activity is usual here; it says nothing of the claim's truth.

Shifts that overlap the claimed window are kept. Leaving them out would make p too small where
records are few: one lone record in 57 days lies in a random 7-day window with probability 7/57, and
p must not be less than that. bench/evidence_chance.py checks that random claims keep to it.

Shifts of which less could be observed than of the claimed window (cloud over a fire map, days the
dataset does not cover) are left out: counting them would make any record look unusual.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from geoclaims.evidence.match import EventIndex, Indices
from geoclaims.model import Window

SHIFT_DAYS = 28
SWEEP: tuple[Window, ...] = (Window(1.0, 1), Window(5.0, 1), Window(10.0, 3), Window(25.0, 7))
"""The windows published work uses or warns of (xSub 1|5 km × 1|2 days; Donnay et al. 2019)."""
LONGEST_CLAIM_DAYS = 7
"""The window of a claim dated no better than this overlaps most of its own shifts, and any record in so
long a time may be another event."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class LocalNull:
    """Counts of each claim's windows and of their shifts; arrays are claims × windows."""

    observed: Indices
    expected: Floats
    p_value: Floats
    """(1 + shifts with at least as many) / (1 + shifts): at most α in at most a share α of random claims."""
    found: Floats
    """The share of the shifts with at least one record: how often a random day finds something here."""
    above: Indices
    """Shifts with more records than observed."""
    equal: Indices
    """Shifts with just as many: counts are full of ties, so the plain p is conservative."""
    shifts: Indices
    unobserved: Indices
    """Shifts within the covered days that were left out, since too little of them could be observed."""
    effective_n: Indices
    """Shifted windows that overlap neither the claimed one nor each other: the independent looks."""


@dataclass(frozen=True, slots=True, eq=False)
class Observed:
    """The days a dataset covers, ``first`` to ``last`` since 1970, and which of them were observed."""

    first: int
    last: int
    seen_before: Indices
    """Observed days from ``first`` up to, not including, ``first + i``; last - first + 2 values."""

    @staticmethod
    def of(first: int, last: int, unobserved: Iterable[int] = ()) -> "Observed":
        """Covered days without the ``unobserved`` ones among them."""
        seen = np.ones(max(0, last - first + 1), np.int64)
        days = np.array(sorted(unobserved), np.int64)
        seen[days[(days >= first) & (days <= last)] - first] = 0
        return Observed(first, last, np.concatenate(([0], np.cumsum(seen))))

    def seen(self, begin: Indices, end: Indices) -> Indices:
        """How many days of each [begin, end] were observed; days that are not covered were not."""
        most = len(self.seen_before) - 1
        low = np.clip(begin - self.first, 0, most)
        return self.seen_before[np.clip(end + 1 - self.first, 0, most)] - self.seen_before[low]


def local_null(
    index: EventIndex,
    points: Floats,
    first: Indices,
    last: Indices,
    windows: tuple[Window, ...],
    covered: Observed,
    shift_days: int = SHIFT_DAYS,
    claim: Indices | None = None,
) -> LocalNull:
    """Observed and shifted counts of records around claims, for each window.

    ``points`` are claims on the unit sphere, ``first``/``last`` their days since 1970. A claim of several
    places has several points (``claim`` says of which claim each is): records near any of them count, each
    once, in its own window as in the shifted ones. The claimed
    window itself (shift 0) and shifts of which less was observed are left out; a day that is not
    covered was not observed. Where no shift is left, nothing of the claimed window was observed, or the
    claim spans more than LONGEST_CLAIM_DAYS, expected and p are NaN. In a dataset of few days all shifts
    overlap the claimed window: p is then close to 1 and ``effective_n`` 0, which says that nothing is known.
    """
    count, reach = len(first), max(w.days for w in windows) + shift_days
    shape = (count, len(windows))
    result = LocalNull(
        np.zeros(shape, np.int64),
        *(np.full(shape, np.nan) for _ in range(3)),
        *(np.zeros(shape, np.int64) for _ in range(5)),
    )
    seen = np.zeros(count, bool)
    widest = max(w.km for w in windows)
    for block in index.pairs(points, first - reach, last + reach, widest, claim):
        claims, local = np.unique(block.claim, return_inverse=True)
        seen[claims] = True
        start = index.start[block.event] - last[block.claim]
        end = index.end[block.event] - first[block.claim]
        for w, window in enumerate(windows):
            near = block.km <= window.km
            counts = _counts(local[near], start[near], end[near], len(claims), window.days, shift_days)
            _fill(result, claims, w, counts, first[claims], last[claims], window.days, covered)
    empty = np.flatnonzero(~seen)
    for w, window in enumerate(windows):
        nothing = np.zeros((len(empty), 2 * shift_days + 1), np.int64)
        _fill(result, empty, w, nothing, first[empty], last[empty], window.days, covered)
    return result


def _counts(claim: Indices, start: Indices, end: Indices, count: int, days: int, shift_days: int) -> Indices:
    """Records in the window at each shift from -shift_days to +shift_days; claims × shifts.

    A record overlaps the window at just the shifts from start - days to end + days (both relative to
    the claim), so it adds one there and takes it away behind: no window is counted twice.
    """
    width = 2 * shift_days + 2
    begin = np.clip(start - days + shift_days, 0, width - 1)
    behind = np.clip(end + days + 1 + shift_days, 0, width - 1)
    change = np.bincount(claim * width + begin, minlength=count * width)
    change -= np.bincount(claim * width + behind, minlength=count * width)
    totals: Indices = change.reshape(count, width).cumsum(axis=1)[:, :-1]
    return totals


def _fill(
    result: LocalNull,
    claims: Indices,
    window: int,
    counts: Indices,
    first: Indices,
    last: Indices,
    days: int,
    covered: Observed,
) -> None:
    shift_days = counts.shape[1] // 2
    shifts = np.arange(-shift_days, shift_days + 1)
    length = last - first
    width = length + 2 * days + 1
    begin = (first - days)[:, None] + shifts
    end = (last + days)[:, None] + shifts
    inside = (shifts != 0) & (begin >= covered.first) & (end <= covered.last)
    seen = covered.seen(begin, end)
    claimed = seen[:, shift_days]
    valid = (shifts != 0) & (seen >= np.maximum(claimed, 1)[:, None])
    observed = counts[:, shift_days]
    n = valid.sum(axis=1)
    above = ((counts > observed[:, None]) & valid).sum(axis=1)
    equal = ((counts == observed[:, None]) & valid).sum(axis=1)
    usable = (n > 0) & (length < LONGEST_CLAIM_DAYS) & (claimed > 0)
    mean = (counts * valid).sum(axis=1) / np.maximum(n, 1)
    result.observed[claims, window] = observed
    result.expected[claims, window] = np.where(usable, mean, np.nan)
    result.p_value[claims, window] = np.where(usable, (1 + above + equal) / (1 + n), np.nan)
    result.above[claims, window] = above
    result.equal[claims, window] = equal
    result.shifts[claims, window] = n
    result.unobserved[claims, window] = (inside & ~valid).sum(axis=1)
    result.effective_n[claims, window] = _independent(valid, width)
    found = ((counts > 0) & valid).sum(axis=1) / np.maximum(n, 1)
    result.found[claims, window] = np.where(usable, found, np.nan)


def _independent(valid: npt.NDArray[np.bool_], width: Indices) -> Indices:
    """How many of the shifted windows fit side by side, before and after the claimed one."""
    total = np.zeros(len(valid), np.int64)
    shift_days = valid.shape[1] // 2
    for side in (-1, 1):
        free = width
        for away in range(1, shift_days + 1):
            taken = valid[:, shift_days + side * away] & (away >= free)
            total += taken
            free = np.where(taken, away + width, free)
    return total


def randomized_p(null: LocalNull, window: int, draws: Floats) -> Floats:
    """A p-value with ties broken by ``draws`` in [0, 1): uniform for random claims if the null holds.

    For checking the null, not for reading a verdict: it differs from draw to draw.
    """
    shifts = null.shifts[:, window]
    p: Floats = (null.above[:, window] + draws * (1 + null.equal[:, window])) / (1 + shifts)
    return np.where(np.isnan(null.p_value[:, window]), np.nan, p)


def false_discovery_of_tests(p_values: Floats, tests: Indices) -> Floats:
    """``false_discovery`` over distinct tests: claims of one place and time are one look at the dataset.

    ``tests`` numbers the test of each claim. Counted once a claim, a place that many claims tell of would
    weigh that much in everybody's q.
    """
    _, first, of_claim = np.unique(tests, return_index=True, return_inverse=True)
    q: Floats = false_discovery(p_values[first])[of_claim]
    return q


def false_discovery(p_values: Floats) -> Floats:
    """Benjamini–Hochberg (1995) q-values of the p-values that are not NaN; NaN stays NaN."""
    q = np.full(len(p_values), np.nan)
    known = np.flatnonzero(~np.isnan(p_values))
    order = known[np.argsort(p_values[known])]
    raised = p_values[order] * len(order) / np.arange(1, len(order) + 1)
    q[order] = np.minimum.accumulate(raised[::-1])[::-1].clip(max=1.0)
    return q
