"""Times of the dashboard in Chromium: first text, first paint, a click, a filter, a decision.

    python bench/dashboard.py [--claims 100 2000 20000] [--events 100000] [--visits 3] [--chromium PATH]

The claims are those of the sample reports over and over, at most twenty to a report; the records of the
dataset beside them are invented. The server is warm: one visit came before ("cold": to the text, and to
the map, which waits for the verdicts), as on any day but its first minute. Each time runs from the
browser's action to its last visible answer, and is the median over new browser sessions: first text is
the marked report, first paint that, the map with a pin and the table; a click is answered when the
claim's card shows its words, a filter when nothing on the page is stale any more, a decision when the
counts have changed. Frames are the bytes that came through the WebSocket of a visit, up to its first
paint.
"""

import argparse
import os
import platform
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
PIN = ".geoclaims-pin, .geoclaims-cluster"
COLUMNS = ("first text s", "first paint s", "click s", "slowest click s", "filter s", "decision s")
LONGEST_MS = 120_000


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


@contextmanager
def served(file: Path, data: Path) -> Iterator[str]:
    """The dashboard on this project as a process of its own, once it answers; gives its address."""
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
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=2).close()
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://localhost:{port}"
    finally:
        server.kill()
        server.wait()


def timed(action: Callable[[], object], answered: Callable[[], object]) -> float:
    """Seconds from an action to its answer."""
    start = time.perf_counter()
    action()
    answered()
    return time.perf_counter() - start


def settle(page: Page) -> None:
    """Wait until the server and the page are done: what is timed next begins at rest."""
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    page.wait_for_timeout(1000)


def map_drawn(page: Page) -> None:
    """Wait for the first pin, or pins gathered into a number."""
    page.frame_locator("iframe[title='Map of the claims']").locator(PIN).first.wait_for()


def first_visit(browser: Browser, address: str) -> tuple[float, float]:
    """Seconds to the text and to the map for whoever comes first: the server reads, compares and draws."""
    page = browser.new_page()
    page.set_default_timeout(LONGEST_MS)
    start = time.perf_counter()
    page.goto(f"{address}/claims")
    page.locator(".report .mark-trigger").first.wait_for()
    text = time.perf_counter() - start
    map_drawn(page)
    drawn = time.perf_counter() - start
    page.close()
    return text, drawn


def visit(browser: Browser, address: str) -> tuple[dict[str, list[float]], int]:
    """The times of one new session by column, and the bytes that came through its WebSocket at first."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.set_default_timeout(LONGEST_MS)
    frames: list[int] = []
    page.on("websocket", lambda ws: ws.on("framereceived", lambda frame: frames.append(len(frame))))
    found: dict[str, list[float]] = {}
    start = time.perf_counter()
    page.goto(f"{address}/claims")
    page.locator(".report .mark-trigger").first.wait_for()
    found["first text s"] = [time.perf_counter() - start]
    map_drawn(page)
    page.locator(".dvn-scroller").first.wait_for()
    found["first paint s"] = [time.perf_counter() - start]
    received = sum(frames)
    settle(page)
    clicks = []
    for word in ("captured", "fallen", "captured", "fallen"):
        trigger = page.locator(".report .mark-trigger", has_text=word).first
        answer = page.locator(".claim-card").get_by_text(word).first
        clicks.append(timed(trigger.click, answer.wait_for))
        settle(page)
    found["click s"], found["slowest click s"] = clicks, [max(clicks)]
    page.get_by_label("How it is said").click()
    option = page.get_by_role("option", name="planned")
    option.wait_for()

    def choose() -> None:
        option.click()
        page.keyboard.press("Escape")  # an open list hides the page behind it

    found["filter s"] = [timed(choose, lambda: filtered(page))]
    settle(page)
    page.get_by_role("button", name="Clear filters").click()
    settle(page)
    page.get_by_role("link", name="Review").click()
    page.get_by_role("button", name="Accept").wait_for()
    settle(page)
    page.evaluate("document.activeElement?.blur()")
    found["decision s"] = []
    for key, words in (("a", "1 accepted"), ("u", "0 accepted")):
        answer = page.get_by_text(re.compile(rf"· {words} ·"))
        found["decision s"].append(timed(lambda key=key: page.keyboard.press(key), answer.wait_for))  # type: ignore[misc]
        settle(page)
    page.context.close()
    return found, received


def filtered(page: Page) -> None:
    """Wait until the filter shows and nothing of the page before it is left."""
    page.get_by_role("button", name="Clear filters").wait_for()
    page.wait_for_function("document.querySelector('[data-stale=true]') === null")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--claims", type=int, nargs="+", default=[100, 2_000, 20_000])
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--visits", type=int, default=3)
    parser.add_argument("--chromium", default=shutil.which("chromium-headless-shell") or "chromium")
    given = parser.parse_args()
    print(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {platform.machine()}, {os.cpu_count()} cores, ", end="")
    print(f"load {os.getloadavg()[0]:.1f}, Python {platform.python_version()}; {given.visits} sessions")
    print("  claims   events  cold text s  cold s  " + "  ".join(COLUMNS) + "  frames MB")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        data = Path(folder) / "data"
        export = Path(folder) / "invented-export.csv"
        if given.events:
            invented_export(export, given.events)
        for claims in given.claims:
            browser = playwright.chromium.launch(executable_path=given.chromium, args=["--no-sandbox"])
            file = Path(folder) / f"{claims}.geoclaims"
            fill(file, claims, data / "geoclaims" / "evidence", export if given.events else None)
            with served(file, data) as address:
                cold_text, cold = first_visit(browser, address)
                visits = [visit(browser, address) for _ in range(given.visits)]
            browser.close()
            middle = [statistics.median([s for found, _ in visits for s in found[name]]) for name in COLUMNS]
            print(
                f"{claims:>8,} {given.events:>8,} {cold_text:>12.1f} {cold:>7.1f}  "
                + "  ".join(f"{m:>{len(name)}.2f}" for m, name in zip(middle, COLUMNS, strict=True))
                + f"  {statistics.median(received for _, received in visits) / 1e6:>9.2f}",
                flush=True,
            )


if __name__ == "__main__":
    sys.exit(main())
