"""Seconds to the first paint of the Claims page, to the answer of a click, a filter and a decision.

    python bench/dashboard.py [--claims 100 2000 20000] [--events 100000] [--chromium PATH]

Invented claims, twenty a report, over invented towns; invented records beside them. Each time
runs from the browser's action to the paint of its answer, on a warm server.
"""

import argparse
import os
import platform
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from geoclaims.claims.identity import claim_id_at
from geoclaims.cli.dashboard import command
from geoclaims.model import (
    PUBLISHER,
    Analysis,
    Attribution,
    Claim,
    ClaimPlace,
    Document,
    DocumentReference,
    Event,
    Place,
    RankedPlace,
    Span,
    TimeRange,
    Toponym,
)
from geoclaims.places.gazetteer import default_path
from geoclaims.store import EvidenceReference, Project

A_REPORT = 20
REPEATS = 7
_SENTENCES = (
    ("Troops captured {place} on Monday, General Invented told reporters.", "captured", "territory_gain"),
    ("Shelling was heard near {place}.", "Shelling", "shelling_missile"),
    ("Drones struck a depot in {place}, two officials said.", "struck", "air_drone_strike"),
    ("Heavy clashes went on outside {place}.", "clashes", "clash"),
)


def invented_reports(claims: int, seed: int = 20251202) -> Iterator[Analysis]:
    """Readings of so many claims in all, every span where its words stand."""
    chance = random.Random(seed)
    for number in range(0, claims, A_REPORT):
        day = date(2025, 11, 1) + timedelta(days=number % 30)
        yield _report(number, min(A_REPORT, claims - number), day, chance)


def _report(number: int, claims: int, day: date, chance: random.Random) -> Analysis:
    lines = []
    for n in range(claims):
        town = f"Inventovka-{chance.randrange(1500)}"
        sentence, trigger, kind = chance.choice(_SENTENCES)
        lines.append((f"{n}. {sentence.format(place=town)}", trigger, kind, town))
    text = "\n".join(line for line, *_ in lines)
    document = Document(f"report-{number}", text, f"Invented report {number}", "The Invented Courier", day)
    made, toponyms, start = [], [], 0
    for line, trigger, kind, town in lines:
        toponym = _toponym(document.id, town, text.index(town, start), chance)
        where = Span(trigger, at := text.index(trigger, start), at + len(trigger))
        place = ClaimPlace(**{name: getattr(toponym, name) for name in toponym.__slots__}, role="location")
        claim = Claim(
            id=claim_id_at(document.id, text, start, start + len(line), where, [place]),
            document=DocumentReference(document.id, document.title, document.publisher, day),
            text=line, start=start, end=start + len(line), event=Event(kind, where), places=(place,),
            time=TimeRange(day - timedelta(days=1), day, "day", "on Monday", "expression"), said_at=None,
            realis="occurred", polarity="positive", stance="asserts", certainty="unstated",
            attribution=_attribution(line, start),
        )  # fmt: skip
        made.append(claim)
        toponyms.append(toponym)
        start += len(line) + 1
    return Analysis(document, tuple(toponyms), tuple(made), (), "en")


def _toponym(document: str, town: str, start: int, chance: random.Random) -> Toponym:
    placed = random.Random(town)
    lat, lon = placed.uniform(46, 51), placed.uniform(30, 39)
    found = chance.random() < 0.9
    ranked = tuple(RankedPlace(f"own:{town}:{n}", town, lat + n, lon, "UA", 0.4 - n / 10) for n in range(3))
    return Toponym(
        document=document, start=start, end=start + len(town), text=town, use="literal",
        status="resolved" if found else "ambiguous", score=0.9 if found else 0.4,
        place=Place(f"own:{town}", town, lat, lon, "city", "UA", "Donetsk", 20_000, 5000) if found else None,
        candidates=ranked, reasons=("the most populous of its name",),
    )  # fmt: skip


def _attribution(line: str, start: int) -> Attribution:
    if "told" in line:
        source, cue = line.index("General Invented"), line.index("told")
        return Attribution(
            kind="named_official", side="party", name="Invented", role="General", identity="named",
            source=Span("General Invented", start + source, start + source + 16),
            cue=Span("told", start + cue, start + cue + 4), channel="statement",
        )  # fmt: skip
    return PUBLISHER


def fill(folder: Path, claims: int, events: int) -> Path:
    """A project with so many claims, and so many records beside it as files of the user's data folder."""
    path = folder / f"{claims}.geoclaims"
    project = Project(path)
    run = project.start_run({}, None)
    for analysis in invented_reports(claims):
        project.add_document(replace(analysis.document))
        project.save_analysis(run, analysis)
    project.finish_run(run)
    if events:
        content = _records(events)
        digest = sha256(content).hexdigest()
        file = folder / "data" / "geoclaims" / "evidence" / digest[:16] / "records.csv"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        project.add_evidence(EvidenceReference(digest, "records.csv"))
    project.close()
    return path


def _records(count: int) -> bytes:
    chance = random.Random(7)
    head = "event_id_cnty,event_date,event_type,sub_event_type,latitude,longitude,location,country,fatalities"
    rows = (
        f"INV{n},{date(2025, 10, 1) + timedelta(days=chance.randrange(90))},Battles,Armed clash,"
        f"{chance.uniform(46, 51):.4f},{chance.uniform(30, 39):.4f},Invented,Ukraine,0"
        for n in range(count)
    )
    return "\n".join([head, *rows, ""]).encode()


@contextmanager
def served(project: Path, folder: Path) -> Iterator[str]:
    """The dashboard on this project, as a process of its own; gives its address."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    environment = os.environ | {
        "GEOCLAIMS_PROJECT": str(project),
        "GEOCLAIMS_GAZETTEER": str(default_path()),
        "XDG_DATA_HOME": str(folder / "data"),
    }
    process = subprocess.Popen(
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
        process.kill()
        process.wait()


def timed(page: Page, act: Callable[[], object], answered: str) -> float:
    """Seconds from the action until the script ``answered`` is true in the page, and painted."""
    began = time.perf_counter()
    act()
    page.wait_for_function(answered, timeout=120_000, polling=20)
    return time.perf_counter() - began


def middle(times: list[float]) -> float:
    """The median."""
    return sorted(times)[len(times) // 2]


IDLE = "!document.querySelector('[data-testid=stStatusWidget]')"


def measure(page: Page, address: str) -> dict[str, float]:
    """The times of one visit, the page open and idle before each action."""
    found: dict[str, float] = {}
    page.goto(f"{address}/claims", timeout=240_000)
    page.wait_for_selector(".mark-trigger", timeout=240_000)
    page.wait_for_timeout(6000)
    began = time.perf_counter()
    page.goto(f"{address}/claims", timeout=120_000)
    page.wait_for_selector(".mark-trigger", timeout=120_000)
    found["first paint"] = time.perf_counter() - began
    page.frame_locator("iframe[title='Map of the claims']").locator(
        ".geoclaims-pin, .geoclaims-cluster"
    ).first.wait_for(timeout=120_000)
    found["map drawn"] = time.perf_counter() - began
    page.wait_for_timeout(4000)
    clicks = []
    for n in range(REPEATS):
        trigger = page.locator(".report .mark-trigger").nth(n + 1)
        sentence = trigger.evaluate("span => span.textContent")
        before = page.evaluate("document.querySelector('.claim-card blockquote')?.textContent ?? ''")
        clicks.append(
            timed(
                page, trigger.click,
                f"(() => {{ const said = document.querySelector('.claim-card blockquote')?.textContent ?? '';"
                f" return said !== {before!r} && said.includes({sentence!r}); }})()",
            )
        )  # fmt: skip
        page.wait_for_timeout(1500)
    found["click"] = middle(clicks)
    found["slowest click"] = max(clicks)
    page.get_by_label("Kind of source").click()
    option = page.get_by_role("option").first
    found["filter"] = timed(
        page,
        option.click,
        "[...document.querySelectorAll('button')].some(b => b.textContent === 'Clear filters')",
    )
    page.keyboard.press("Escape")
    page.wait_for_timeout(2500)
    page.get_by_role("button", name="Clear filters").click()
    page.wait_for_timeout(2500)
    page.get_by_role("link", name="Review").click()
    page.get_by_role("button", name="Accept").wait_for(timeout=120_000)
    page.wait_for_timeout(4000)
    for name, key, said in (
        ("next", "N", None),
        ("decision", "A", "1 accepted"),
        ("undo", "U", "0 accepted"),
    ):
        before = page.evaluate("document.querySelector('.claim-card blockquote').textContent")
        answered = (
            f"document.body.innerText.includes({said!r})"
            if said
            else f"document.querySelector('.claim-card blockquote')?.textContent !== {before!r}"
        )
        found[name] = timed(page, lambda key=key: page.keyboard.press(key.lower()), answered)
        page.wait_for_timeout(3000)
    return found


def main() -> None:
    """Print one line a number of claims."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, nargs="+", default=[100, 2_000, 20_000])
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument(
        "--chromium", default=shutil.which("chromium-headless-shell") or shutil.which("chromium")
    )
    options = parser.parse_args()
    if not options.chromium:
        sys.exit("no Chromium: name one with --chromium")
    print(f"{datetime.now(UTC).date()} · {os.cpu_count()} × {platform.machine()}, {options.events:,} records")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as name:
        browser = playwright.chromium.launch(executable_path=options.chromium, args=["--no-sandbox"])
        folder = Path(name)
        for claims in options.claims:
            project = fill(folder, claims, options.events)
            with served(project, folder) as address:
                page = browser.new_page(viewport={"width": 1280, "height": 900})
                found = measure(page, address)
                page.close()
            times = "  ".join(f"{what} {seconds:.2f} s" for what, seconds in found.items())
            print(f"{claims:7,} claims  {times}", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
