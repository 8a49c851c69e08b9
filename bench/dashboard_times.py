"""Times of the dashboard in Chromium: first paint, a click answered, a filter answered.

    python bench/dashboard_times.py [--claims 100 2000 20000] [--events 100000] [--chromium PATH]

The claims are those of the sample reports over and over, twenty to a report, the events invented.
The server is warm: one visit came before, as on any day but its first minute. First paint is the text
with its marks, the map with a pin and the table, in a new browser session.
"""

import argparse
import os
import platform
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser, Page, sync_playwright

from geoclaims.cli.dashboard import command
from geoclaims.documents import read_documents
from geoclaims.documents.samples import sample_folder
from geoclaims.model import Analysis, Document
from geoclaims.places.gazetteer import default_path
from geoclaims.settings import Settings, build_pipeline
from geoclaims.store import Project
from geoclaims.store_evidence import keep_dataset

A_REPORT = 20
TRIES = 3
PIN = ".geoclaims-pin, .marker-cluster, .leaflet-marker-icon"


def invented_export(path: Path, count: int) -> None:
    """An ACLED-shaped export of random records over Ukraine and a year."""
    random = np.random.default_rng(20251202)
    days = np.datetime64("2025-01-01") + random.integers(0, 365, count)
    lat, lon = random.normal(48.5, 1.2, count).clip(44, 52), random.normal(36, 2.5, count).clip(22, 40)
    with path.open("w", encoding="utf-8") as file:
        file.write(
            "event_id_cnty,event_date,event_type,sub_event_type,latitude,longitude,location,country,fatalities\n"
        )
        for n in range(count):
            file.write(
                f"INV{n},{days[n]},Battles,Armed clash,{lat[n]:.4f},{lon[n]:.4f},Town {n % 3000},Ukraine,0\n"
            )


def fill(file: Path, claims: int, folder: Path, export: Path | None) -> None:
    """A project with so many claims, and the export beside them."""
    pipeline = build_pipeline(Settings())
    samples = [d for d in read_documents(sample_folder() / "reports") if isinstance(d, Document)]
    read = [pipeline.analyse(document) for document in samples]
    project = Project(file)
    run = project.start_run({}, None)
    made = 0
    while made < claims:
        for analysis in read:
            copy = renamed(analysis, made, min(A_REPORT, claims - made))
            project.add_document(copy.document)
            project.save_analysis(run, copy)
            made += len(copy.claims)
            if made >= claims:
                break
    project.finish_run(run)
    if export is not None:
        keep_dataset(project, folder, export.name, export.read_bytes(), None, lambda _: None)
    project.close()


def renamed(analysis: Analysis, number: int, most: int) -> Analysis:
    """The same reading as that of another report."""
    document = replace(analysis.document, id=f"{analysis.document.id}-{number}")
    claims = tuple(
        replace(c, id=f"{c.id}-{number}", document=replace(c.document, id=document.id))
        for c in analysis.claims[:most]
    )
    return replace(analysis, document=document, claims=claims)


def timed(action: Callable[[], None]) -> float:
    """Seconds that an action takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def measure(browser: Browser, address: str) -> tuple[float, float, float]:
    """Medians of first paint, click and filter, each to its last visible answer."""
    paints, clicks, filters = [], [], []
    for _ in range(TRIES):
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        page.set_default_timeout(180_000)

        def paint(page: Page = page) -> None:
            page.goto(address)
            page.locator(".report .mark-trigger").first.wait_for()
            page.frame_locator("iframe[title='Map of the claims']").locator(PIN).first.wait_for()
            page.locator(".dvn-scroller").first.wait_for()

        paints.append(timed(paint))
        for word in ("captured", "fallen"):

            def click(page: Page = page, word: str = word) -> None:
                page.locator(".report .mark-trigger", has_text=word).first.click()
                page.locator(".claim-card").get_by_text(word).first.wait_for()

            clicks.append(timed(click))
        page.get_by_label("How it is said").click()
        option = page.get_by_role("option", name="planned")
        option.wait_for()

        def filtered(page: Page = page) -> None:
            option.click()  # noqa: B023 - called at once
            page.keyboard.press("Escape")
            page.get_by_role("button", name="Clear filters").wait_for()
            page.wait_for_function("document.querySelector('[data-stale=true]') === null")

        filters.append(timed(filtered))
        context.close()
    return statistics.median(paints), statistics.median(clicks), statistics.median(filters)


def served(file: Path, data: Path) -> tuple[subprocess.Popen[bytes], str]:
    """The dashboard on this project, once it answers."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    environment = os.environ | {
        "GEOCLAIMS_PROJECT": str(file), "XDG_DATA_HOME": str(data),
        "GEOCLAIMS_GAZETTEER": str(default_path()),
    }  # fmt: skip
    server = subprocess.Popen(
        command(port, no_browser=True), env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    for _ in range(600):
        try:
            urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=2).close()
            return server, f"http://localhost:{port}/claims"
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the dashboard did not answer")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--claims", type=int, nargs="+", default=[100, 2_000, 20_000])
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--chromium", default=shutil.which("chromium-headless-shell") or "chromium")
    given = parser.parse_args()
    print(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {platform.machine()}, {os.cpu_count()} cores, ", end="")
    print(f"load {os.getloadavg()[0]:.1f}, Python {platform.python_version()}; medians of {TRIES} sessions")
    print("  claims   events  cold visit s  first paint s  click s  filter s")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=given.chromium, args=["--no-sandbox"])
        data = Path(folder) / "data"
        export = Path(folder) / "invented-export.csv"
        if given.events:
            invented_export(export, given.events)
        for claims in given.claims:
            file = Path(folder) / f"{claims}.geoclaims"
            fill(file, claims, data / "geoclaims" / "evidence", export if given.events else None)
            server, address = served(file, data)
            try:
                page = browser.new_page()
                page.set_default_timeout(300_000)
                start = time.perf_counter()
                page.goto(address)
                page.frame_locator("iframe[title='Map of the claims']").locator(PIN).first.wait_for()
                cold = time.perf_counter() - start
                page.close()
                paint, click, filtered = measure(browser, address)
            finally:
                server.kill()
                server.wait()
            print(
                f"{claims:>8,} {given.events:>8,} {cold:>13.1f} {paint:>14.2f} "
                f"{click:>8.2f} {filtered:>9.2f}",
                flush=True,
            )
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
