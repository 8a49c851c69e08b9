"""A whole working day in Chromium with the network cut off: from the article to the files handed on.

``GEOCLAIMS_DAY_REPORT`` names another article to spend the day with, by hand; it has to speak of
the same places.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pyogrio
import pytest
from playwright.sync_api import Browser, Page, expect
from served import (
    DATASET_FILE,
    REPORT_FILES,
    Server,
    Visit,
    choose,
    give_date,
    hand_in,
    open_page,
    opened_browser,
    settled,
)

from geoclaims.documents.samples import sample_folder
from geoclaims.store import Project

pytestmark = pytest.mark.browser
ARTICLE = """INVENTED REPORT. Nothing in it happened; the people, quotes and events are made up.

The recent liberation of Krasnoarmeysk in Donetsk and Volchansk in Kharkiv, as reported by General
Arkady Melnikov to the president, is framed as a necessary step toward peace.

In the southern part of Dimitrov, where Russian troops have secured control, residents describe a
landscape scarred by shelling. “We are not here for conquest,” said a local commander.

An official in the capital, speaking on condition of anonymity, said that a drone had hit an oil
depot in Kremenchuk on Sunday.

In Gulyaipole, where Russian forces are preparing to take control, a schoolteacher recounted how
families have fled to the forests.
"""
EXPORT = sample_folder() / "evidence" / "acled-shaped-invented.csv"
SAMPLES = sample_folder() / "reports" / "invented-reports.jsonl"


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    yield from opened_browser(chromium)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    running = Server(tmp_path)
    running.start()
    yield running
    running.kill()


def select(page: Page, word: str, told: str) -> None:
    """Click a trigger in the report, and wait until its claim is told."""
    page.locator(".report .mark-trigger", has_text=word).click()
    expect(page.locator(".report .selected-part.mark-trigger")).to_contain_text(word)
    expect(page.locator(".claim-card")).to_contain_text(told)


def test_the_whole_working_day(browser: Browser, server: Server, tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    other = os.environ.get("GEOCLAIMS_DAY_REPORT")
    article.write_text(Path(other).read_text("utf-8") if other else ARTICLE, "utf-8")
    two_samples = tmp_path / "two-samples.jsonl"
    two_samples.write_text("".join(SAMPLES.read_text("utf-8").splitlines(keepends=True)[:2]), "utf-8")

    morning = Visit(browser, server)
    page = morning.page
    expect(page.get_by_role("heading", name="What geoclaims does")).to_be_visible()
    page.get_by_role("tab", name="Upload files").click()
    hand_in(page, REPORT_FILES, [article, two_samples])
    give_date(page, "Upload files", "20251202")
    page.get_by_role("button", name="Read these files").click()
    expect(page.get_by_text("3 reports added and read")).to_be_visible()

    open_page(page, "Evidence")
    hand_in(page, DATASET_FILE, [EXPORT])
    page.get_by_role("button", name="Add this dataset").click()
    expect(page.get_by_text("Beside each claim")).to_be_visible()

    open_page(page, "Claims")
    choose(page, "Report", 0)
    page.wait_for_url("**report=*")
    settled(page)
    select(page, "liberation", "Krasnoarmeysk (Pokrovsk")
    card = page.locator(".claim-card")
    expect(card.locator(".headline")).to_contain_text("claimed by")
    expect(card).to_contain_text("Krasnoarmeysk (Pokrovsk")
    expect(morning.map.locator(".leaflet-popup")).to_contain_text("Krasnoarmeysk (Pokrovsk")
    expect(card).to_contain_text(EXPORT.name)

    # One place is corrected …
    select(page, "secured", "Dimitrov")
    open_page(page, "Review")
    expect(card).to_contain_text("Dimitrov")
    page.get_by_role("textbox", name="Look up another name").fill("Kharkiv")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Save this place")).to_be_enabled()
    page.get_by_role("button", name="Save this place").click()
    expect(card).to_contain_text("Dimitrov (Kharkiv")
    # … and one claim is rejected.
    open_page(page, "Claims")
    select(page, "fled", "schoolteacher")
    expect(card.locator(".headline")).to_contain_text("schoolteacher")
    open_page(page, "Review")
    expect(card.locator(".headline")).to_contain_text("schoolteacher")
    page.get_by_role("button", name="Reject").click()
    expect(page.get_by_text("1 rejected")).to_be_visible()

    open_page(page, "Claims")
    page.get_by_role("button", name="Clear filters").click()
    expect(page.get_by_role("button", name="Clear filters")).to_have_count(0)
    settled(page)
    choose(page, "Kind of source", "named official")
    expect(page.get_by_role("button", name="Clear filters")).to_be_visible()
    page.wait_for_url("**source=named_official*")
    shown = page.get_by_text("claims shown")
    count = str(shown.text_content())
    link = page.url.split("/", 3)[3]

    open_page(page, "Export")
    for name, file in (("Download the map", "map.html"), ("Download GeoPackage", "claims.gpkg")):
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        download.value.save_as(tmp_path / file)
    rows = pyogrio.read_dataframe(tmp_path / "claims.gpkg", layer="claims", read_geometry=False)
    assert 0 < len(rows) < 12
    handed_on = (tmp_path / "map.html").read_text("utf-8")
    assert "Krasnoarmeysk" in handed_on
    assert "schoolteacher" not in handed_on
    morning.close()  # asserts that nothing outside was asked for

    server.kill()
    server.start()
    evening = Visit(browser, server, link)
    page = evening.page
    expect(page.get_by_text("claims shown")).to_have_text(count)
    expect(page.get_by_role("button", name="Clear filters")).to_be_visible()
    page.get_by_role("button", name="Clear filters").click()
    expect(page.locator(".report .mark-trigger").first).to_be_visible()
    open_page(page, "Evidence")
    expect(page.get_by_text("Beside each claim")).to_be_visible()
    open_page(page, "Review")
    expect(page.get_by_text("1 rejected")).to_be_visible()
    evening.close()
    project = Project(server.project)
    assert project.check() == []
    assert [c.action for c in project.corrections()] == ["place", "reject"]
    assert len(project.documents()) == 3
    assert [reference.name for reference in project.evidence()] == [EXPORT.name]
    project.close()
