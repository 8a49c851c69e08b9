"""A map page opened in Chromium with the network cut off, for the tests of the page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from geoclaims.output.map import Label, MapOptions, page_html
from map_claims import invented_claims, invented_verdicts

CLAIMS = invented_claims()
LABELS = (Label("Kramatorsk", 48.72, 37.55), Label("Dnipro", 48.46, 35.04))


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield instance
        instance.close()


class Opened:
    """A page opened without a network, and what it asked for and complained of."""

    def __init__(self, browser: Browser, html: str, folder: Path, **context: object) -> None:
        file = folder / "map.html"
        file.write_text(html, encoding="utf-8")
        self.context = browser.new_context(offline=True, **context)
        self.page: Page = self.context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.address = file.as_uri()
        self.page.goto(self.address)
        self.page.wait_for_selector("html.alive")


@pytest.fixture(scope="module")
def opened(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    options = MapOptions(title="Invented claims", labels=LABELS)
    html = page_html(CLAIMS, verdicts=invented_verdicts(), options=options)
    opened = Opened(browser, html, tmp_path_factory.mktemp("map"), viewport={"width": 1280, "height": 800})
    yield opened
    opened.context.close()


@pytest.fixture
def page(opened: Opened) -> Page:
    opened.page.goto("about:blank")
    opened.page.goto(opened.address)
    opened.page.wait_for_selector("html.alive")
    return opened.page
