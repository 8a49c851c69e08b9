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

from playwright.sync_api import Browser, FrameLocator, Page, Response, expect, sync_playwright

from geoclaims.cli.dashboard import command
from geoclaims.places.gazetteer import default_path

# The uploaders, by their labels.
REPORT_FILES = "Text, HTML, PDF, DOCX, or JSON Lines with one report a line"
DATASET_FILE = "ACLED or UCDP export, or any table with dates and coordinates"


class Server:
    """The dashboard as its own process on a port of its own."""

    def __init__(self, folder: Path) -> None:
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
        self.process = subprocess.Popen(
            command(self.port, no_browser=True), env=self.environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
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
        self.context.route(
            lambda url: not url.startswith((f"http://localhost:{server.port}/", "data:", "blob:")),
            lambda route: (self.outside.append(route.request.url), route.abort()),
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(30_000)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.goto(f"http://localhost:{server.port}/{path}")

    @property
    def map(self) -> FrameLocator:
        return self.page.frame_locator("iframe[title='Map of the claims']")

    def close(self) -> None:
        self.context.close()
        assert self.outside == []
        assert self.errors == []


def opened_browser(chromium: str) -> Iterator[Browser]:
    """A browser for the tests of a module."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()


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
