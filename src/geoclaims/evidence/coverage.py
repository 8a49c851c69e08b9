"""What a dataset could have recorded at all: without that, its silence says nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from geoclaims.evidence.crosswalk import Crosswalk
from geoclaims.evidence.match import Target, targets_of
from geoclaims.evidence.tables import Box, EventTable
from geoclaims.model import Claim, Window
from geoclaims.vocabulary import EventType, VerdictReason

TESTABLE_REALIS = ("occurred", "ongoing")
TESTABLE_STANCES = ("asserts", "accuses", "claims_credit", "concedes")
REPORTING_LAG_DAYS = {"acled": 14, "viina": 1, "gdelt": 1}
"""Days after which about half of the records of a living dataset are in (ACLED Africa: two weeks)."""
LONGEST_CLAIM_DAYS = 62
"""A claim dated no better than this can't be told from the place's usual activity."""
_REACHES_BACK_DAYS = {"week": 6, "month": 30}
EDGE_KM = 25.0
"""Rows hardly lie on the very border of what was asked for: so far beyond the outermost is still covered."""
EARLIEST_RECORD_AFTER_REPORT_DAYS = 1
"""A record dated later than this after the report can't be what it tells of (a day for time zones)."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What of a dataset decides whether a claim could be in it."""

    table: EventTable
    crosswalk: Crosswalk

    def reason_before_search(self, claim: Claim, window: Window) -> VerdictReason | None:
        """Why a claim can't be looked for at all, the first that holds, or None."""
        targets = targets_of(claim)
        if not targets:
            return "place_unresolved"
        if not is_testable(claim):
            return "not_testable"
        days = claimed_days(claim)
        if self._embargoed(claim, days):
            return "embargoed"
        if self._outside(targets, days, window):
            return "outside_coverage"
        if days is None:
            return "time_unknown"
        return "coarse_record_only" if self.table.info.kind == "acled_aggregate" else None

    def codes_type(self, claimed: EventType) -> bool:
        """Whether the dataset would have recorded an event of this type as one.

        Rows of which none has a type that is understood do not tell what else would be among them, and
        an export without a single row of the event type may have been asked for others alone.
        """
        kind, categories = self.table.info.kind, self.table.categories
        typed = kind in self.crosswalk.matches or any(self.crosswalk.type_of(kind, c) for c in categories)
        if not typed or not self.crosswalk.codes_type(kind, claimed, categories):
            return False
        return self.crosswalk.holds_family(kind, claimed, categories)

    def reason_of_silence(self, claim: Claim, coarse_record: bool) -> VerdictReason:
        """Why nothing that could be the claimed event was found, the first that holds."""
        days = claimed_days(claim)
        if days and self._too_recent(days[1]):
            return "too_recent"
        if not self.codes_type(claim.event.type) or self._needs_deaths(claim):
            return "type_not_coded"
        if coarse_record:
            return "coarse_record_only"
        return "no_observation" if days and self._unobserved(*days) else "not_found"

    def _needs_deaths(self, claim: Claim) -> bool:
        """Whether only lethal events are recorded, and the claim tells of nobody killed."""
        told = any(c.what == "killed" and c.high != 0 for c in claim.event.casualties)
        return self.table.info.kind in self.crosswalk.lethal_only and not told

    def _unobserved(self, first: date, last: date) -> bool:
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return all(day in self.table.info.unobserved for day in days)

    def _embargoed(self, claim: Claim, days: tuple[date, date] | None) -> bool:
        info = self.table.info
        if info.embargo is None:
            return False
        when = days[1] if days else claim.document.published
        until = info.given_out_until
        return when is None or until is None or when > until

    def covered(self, targets: Iterable[Target], window: Window) -> tuple[Target, ...]:
        """Those of a claim's places that the rows were asked for, as far as they show."""
        return tuple(target for target in targets if self._reaches(target, window.km))

    def _outside(self, targets: Sequence[Target], days: tuple[date, date] | None, window: Window) -> bool:
        info = self.table.info
        if info.period is None or not self.covered(targets, window):
            return True
        first, last = info.period
        if info.kind == "acled_aggregate":  # a row's day is the first of its week
            last += timedelta(days=6)
        return days is not None and (days[0] > last or days[1] < first)

    def _reaches(self, target: Target, km: float) -> bool:
        """Whether the rows were asked for there, as far as they show: in the country, where its rows lie.

        An export may have been asked for one province, and a file of one country may hold a few rows
        across its border: nothing is known of what lies beyond them.
        """
        info, km = self.table.info, max(km, EDGE_KM)
        if info.kind == "acled_aggregate" and not info.boxes:  # its countries are not known
            return True
        if target.country in info.whole_countries:
            return True
        if info.boxes and target.country:
            return target.country in info.boxes and _in_box(target, info.boxes[target.country], km)
        return info.bbox is not None and _in_box(target, info.bbox, km)

    def _too_recent(self, day: date) -> bool:
        info = self.table.info
        lag = REPORTING_LAG_DAYS.get(info.kind, 0)
        known = info.as_of or (info.period or (None, None))[1]
        return known is not None and lag > 0 and day > known - timedelta(days=lag)


def _in_box(target: Target, box: Box, km: float) -> bool:
    """Whether a point lies in a box or within ``km`` of it; a box may cross the antimeridian."""
    west, south, east, north = box
    slack = km / 111.2
    wide = slack / max(0.05, 1 - abs(target.lat) / 90)
    across = east - west + (360 if east < west else 0)
    beyond = (target.lon - west + wide) % 360
    return south - slack <= target.lat <= north + slack and beyond <= across + 2 * wide


def is_testable(claim: Claim) -> bool:
    """Whether somebody claims that it happened: a denial, a plan or a threat is nothing to be matched."""
    return (
        claim.realis in TESTABLE_REALIS and claim.polarity == "positive" and claim.stance in TESTABLE_STANCES
    )


def claimed_days(claim: Claim) -> tuple[date, date] | None:
    """The first and last day the claimed event may have happened, or None where that is too wide to use.

    An open start ("recent", or no word on time at all) is taken as the last day itself, and the
    window's days reach back from it; one of a week's or a month's precision reaches back so far.
    """
    last = claim.time.end or claim.time.start
    if last is None or claim.time.precision == "year":
        return None
    first = claim.time.start or last - timedelta(days=_REACHES_BACK_DAYS.get(claim.time.precision, 0))
    if first > last or (last - first).days >= LONGEST_CLAIM_DAYS:
        return None
    return first, last
