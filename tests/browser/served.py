"""The dashboard as its own process, and a browser page that can reach nothing else."""

import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, FrameLocator, Locator, Page, Response, expect, sync_playwright

from geoclaims.cli.dashboard import command
from geoclaims.places.gazetteer import default_path

# The uploaders, by their labels.
REPORT_FILES = "Text, HTML, PDF, DOCX, or JSON Lines with one report a line"
DATASET_FILE = "ACLED or UCDP export, or any table with dates and coordinates"


# What each page has and no other: right after a change of page, parts of the last one may still stand.
MARKS = {
    "Reports": ("heading", "Add reports"),
    "Claims": ("combobox", "Kind of source"),
    "Evidence": ("heading", "Add a dataset"),
    "Review": ("toolbar", "Look at those with"),
    "Export": ("heading", "Map page"),
    "Settings": ("heading", "You"),
}


ROW_HEIGHT = 35
"""Pixels of a table's row and of its heading: Streamlit's own, the table is a picture."""


class Server:
    """The dashboard as its own process on a port of its own; ``app`` in place of its own file."""

    def __init__(self, folder: Path, app: Path | None = None) -> None:
        self.app = app
        with socket.socket() as free:
            free.bind(("localhost", 0))
            self.port: int = free.getsockname()[1]
        self.project = folder / "day.geoclaims"
        self.environment = os.environ | {
            "GEOCLAIMS_PROJECT": str(self.project),
            "GEOCLAIMS_GAZETTEER": str(default_path()),
            "XDG_DATA_HOME": str(folder / "data"),
            "XDG_CONFIG_HOME": str(folder / "config"),
        }

    def start(self) -> None:
        call = command(self.port, no_browser=True)
        if self.app is not None:
            call[call.index("run") + 1] = str(self.app)
        self.process = subprocess.Popen(
            call, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"http://localhost:{self.port}/_stcore/health", timeout=2):
                    return
            except OSError:
                assert self.process.poll() is None, "the dashboard did not start"
        raise AssertionError("the dashboard did not answer")

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


class Visit:
    """A page that can reach the server alone, and what it tried to reach besides."""

    def __init__(self, browser: Browser, server: Server, path: str = "") -> None:
        self.context = browser.new_context(viewport={"width": 1280, "height": 900})
        self.outside: list[str] = []
        self.errors: list[str] = []
        self.inside = (f"http://localhost:{server.port}/", "data:", "blob:")
        self.context.route(
            lambda url: not url.startswith(self.inside),
            lambda route: (self.outside.append(route.request.url), route.abort()),
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(30_000)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.goto(f"http://localhost:{server.port}/{path}")
        stands(self.page, path.partition("?")[0].capitalize() or "Reports")

    @property
    def map(self) -> FrameLocator:
        return self.page.frame_locator("iframe[title='Map of the claims']")

    def close(self) -> None:
        # Read from the page: a browser without windows never asks for it.
        icon = self.page.locator("link[rel~=icon]").first.evaluate("link => link.href")
        self.context.close()
        assert icon.startswith(self.inside)
        assert self.outside == []
        assert self.errors == []


def opened_browser(chromium: str) -> Iterator[Browser]:
    """A browser for the tests of a module."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()


def stands(page: Page, name: str) -> None:
    """Wait until the page with this name stands, and nothing of the last one beside it."""
    role, words = MARKS[name]
    expect(page.get_by_role(role, name=words, exact=True)).to_be_visible()  # type: ignore[arg-type]
    expect(page).to_have_title(f"{name} · geoclaims")
    settled(page)


UNTIL_STILL = """app => new Promise(resolve => {
    let timer;
    const observer = new MutationObserver(() => wait());
    const wait = () => {
        clearTimeout(timer);
        timer = setTimeout(() => { observer.disconnect(); resolve(); }, 400);
    };
    observer.observe(app, { attributes: true, childList: true, subtree: true });
    wait();
})"""
"""Resolves once nothing has changed within the page for 400 milliseconds."""


UNTIL_OPENED = """frame => Promise.allSettled(
    frame.getAnimations({ subtree: true }).map(animation => animation.finished)
)"""
"""Resolves once a frame that opens slowly stands open: its end scrolls the page once more."""


def settled(page: Page) -> None:
    """Wait until the server has said all it has to say, what it took away is gone, and nothing moves.

    After what it says first is seen: right after a click it does not know of it yet.
    """
    app = page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.locator("[data-stale=true]")).to_have_count(0)
    app.evaluate(UNTIL_STILL)  # a part may answer what was just drawn, and the page is computed once more
    expect(app).to_have_attribute("data-test-script-state", "notRunning")


def open_page(page: Page, name: str) -> None:
    """Go to a page by its link along the top."""
    page.get_by_role("link", name=name, exact=True).click()
    stands(page, name)


def key(page: Page, *keys: str) -> None:
    """Press keys outside of any field, where they are no letters."""
    page.evaluate("document.activeElement?.blur()")
    for name in keys:
        page.keyboard.press(name)


def give_date(page: Page, tab: str, day: str) -> None:
    """Type a day (YYYYMMDD) into the date of this tab of the Reports page."""
    field = page.get_by_role("tabpanel", name=tab).get_by_role("group", name="Published")
    parts = field.get_by_role("spinbutton")
    parts.first.click()
    expect(parts.first).to_be_focused()
    page.keyboard.type(day)
    expect(parts).to_have_text([day[:4], day[4:6], day[6:]])
    page.keyboard.press("Escape")


def choose(page: Page, label: str, option: str | int, within: Locator | None = None) -> None:
    """Take an option from a list, by words of it or its number.

    An open list closes when what is round it moves: first it has to stand still.
    """
    box = (within or page).get_by_role("combobox", name=label)
    box.click(trial=True)  # brought into sight
    for frame in page.get_by_test_id("stExpander").filter(has=box).element_handles():
        frame.evaluate(UNTIL_OPENED)
    box.focus()  # which may scroll to it
    settled(page)
    box.press("ArrowDown")
    options = page.get_by_role("option")
    (options.nth(option) if isinstance(option, int) else options.filter(has_text=option).first).click()
    if page.get_by_test_id("stMultiSelect").filter(has=box).count():
        page.keyboard.press("Escape")  # where several can be taken, the list stays open
    expect(options).to_have_count(0)


def select_row(page: Page, words: str) -> None:
    """Click the box before the row of the page's first table that has these words."""
    line = page.get_by_test_id("data-grid-canvas").first.locator("[role=row]").filter(has_text=words).first
    expect(line).to_have_count(1)
    number = int(str(line.get_attribute("aria-rowindex")))  # the heading is 1
    page.locator(".dvn-scroller").first.click(position={"x": 18, "y": ROW_HEIGHT * (number - 0.5)})


def hand_in(page: Page, uploader: str, files: Sequence[Any]) -> None:
    """Choose files in the uploader of this label, and wait until the server has them.

    By its label: right after a change of page the last page's uploader still stands there.
    """
    arrived: list[str] = []

    def is_last(response: Response) -> bool:
        if "upload_file" in response.url and response.request.method == "PUT":
            arrived.append(response.url)
        return len(arrived) >= len(files)

    box = page.get_by_test_id("stFileUploader").filter(has=page.get_by_role("region", name=uploader))
    with page.expect_response(is_last):
        box.locator("input[type=file]").set_input_files(files)
    expect(box.get_by_test_id("stFileChip")).to_have_count(len(files))
    expect(box.get_by_role("progressbar")).to_have_count(0)
