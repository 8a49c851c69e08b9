"""When: anchored on the published date, and null without one."""

from datetime import date

import pytest
from claims_support import PUBLISHED, only_claim

from geoclaims.claims.times import find_times

DAY = date.fromisoformat


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("on Monday", "2024-03-11", "2024-03-11", "day"),
        ("on Thursday", "2024-03-14", "2024-03-14", "day"),
        ("last Thursday", "2024-03-07", "2024-03-07", "day"),
        ("next Friday", "2024-03-15", "2024-03-15", "day"),
        ("yesterday", "2024-03-13", "2024-03-13", "day"),
        ("overnight", "2024-03-13", "2024-03-14", "day"),
        ("two days ago", "2024-03-12", "2024-03-12", "day"),
        ("last week", "2024-03-04", "2024-03-10", "week"),
        ("last month", "2024-02-01", "2024-02-29", "month"),
        ("last year", "2023-01-01", "2023-12-31", "year"),
        ("in 2015", "2015-01-01", "2015-12-31", "year"),
        ("in August", "2023-08-01", "2023-08-31", "month"),
        ("in November 2022", "2022-11-01", "2022-11-30", "month"),
        ("on 3 March", "2024-03-03", "2024-03-03", "day"),
        ("on March 3, 2021", "2021-03-03", "2021-03-03", "day"),
        ("on 2021-03-03", "2021-03-03", "2021-03-03", "day"),
        ("since Friday", "2024-03-08", "2024-03-14", "day"),
        ("from Monday to Wednesday", "2024-03-11", "2024-03-13", "day"),
        ("recently", None, "2024-03-14", "unknown"),
        ("in the past two days", "2024-03-12", "2024-03-14", "day"),
    ],
)
def test_expressions(text: str, start: str | None, end: str, precision: str) -> None:
    (found,) = find_times(text, 0, len(text), PUBLISHED)
    assert found.range.start == (DAY(start) if start else None)
    assert found.range.end == DAY(end)
    assert found.range.precision == precision
    assert text[found.start : found.end] == found.range.text


@pytest.mark.parametrize(
    "text", ["on Monday", "yesterday", "last week", "two days ago", "recently", "on 3 March"]
)
def test_without_a_published_date_a_relative_expression_has_no_dates(text: str) -> None:
    (found,) = find_times(text, 0, len(text), None)
    assert (found.range.start, found.range.end, found.range.basis) == (None, None, "none")


@pytest.mark.parametrize("text", ["31 February 2024", "they may march", "in 1200 houses", "May the army win"])
def test_what_is_no_date_gives_none(text: str) -> None:
    assert all(found.range.start is None for found in find_times(text, 0, len(text), PUBLISHED))


def test_the_time_of_the_event_and_of_its_telling() -> None:
    claim = only_claim("The army said on Tuesday that troops took [Arvol] on Sunday.")
    assert claim.time.start == DAY("2024-03-10")
    assert claim.said_at is not None
    assert claim.said_at.start == DAY("2024-03-12")


def test_an_old_event_beside_a_new_one() -> None:
    claim = only_claim("[Arvol], captured by the militants in 2015, was quiet on Thursday.")
    assert claim.time.start == DAY("2015-01-01")


def test_no_word_of_time() -> None:
    claim = only_claim("Troops captured [Arvol].")
    assert (claim.time.start, claim.time.end, claim.time.basis) == (None, PUBLISHED, "published")
    undated = only_claim("Troops captured [Arvol].", published=None)
    assert (undated.time.start, undated.time.end, undated.time.basis) == (None, None, "none")
    planned = only_claim("Troops will take [Arvol] on Friday.")
    assert planned.time.start == DAY("2024-03-15")
