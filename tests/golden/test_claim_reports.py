"""Whole invented reports in many styles: what an analyst writes down, and what is known to be missed."""

import tomllib
from pathlib import Path

import pytest
from report_scoring import Outcome, Report, all_reports, compare

REPORTS = all_reports()
KNOWN = tomllib.loads(Path(__file__).with_name("known_misses.toml").read_text("utf-8"))


def _faults(outcome: Outcome) -> set[str]:
    missing = {f"missing: {one}" for one in outcome.missing}
    unwanted = {f"unwanted: {one}" for one in outcome.unwanted}
    return missing | unwanted | {f"{key}: {which}" for which, key, _, _ in outcome.wrong}


@pytest.mark.parametrize("report", REPORTS, ids=[report.name for report in REPORTS])
def test_a_report_gives_what_an_analyst_writes_down_but_known_misses(analyse, report: Report) -> None:
    claims = list(analyse(report.text, published=report.published, title=None).claims)
    assert _faults(compare(report, claims)) <= set(KNOWN.get(report.name, ()))
