"""Size of the map page and time until it is alive, by number of overlay records.

    python bench/map_page.py [--chromium PATH]

A page is alive once its map is drawn and a filter has answered. Beside it a folium page with
FastMarkerCluster and the same fields, its scripts and styles from the same local files.
"""

import argparse
import os
import platform
import shutil
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import folium
import numpy as np
import pyarrow as pa
from folium.plugins import FastMarkerCluster
from playwright.sync_api import Browser, sync_playwright

from geoclaims.evidence.tables import DatasetInfo, EventTable
from geoclaims.output import assets
from geoclaims.output.map import Overlay, page_html

COUNTS = (100, 1_000, 10_000, 100_000, 1_000_000)
CLUSTER_MOST = 100_000
PLACES, ACTORS, SOURCES = 3000, 400, 900


def invented_table(count: int) -> EventTable:
    """Random records over Ukraine and three years, with as many distinct texts as such exports have."""
    random = np.random.default_rng(20251202)
    start = np.datetime64("2023-01-01") + random.integers(0, 1095, count)
    names = {
        "location": [f"Invented town {n}" for n in range(PLACES)],
        "actor1": [f"Invented forces of the {n}th side" for n in range(ACTORS)],
        "actor2": [f"Invented militia number {n}" for n in range(ACTORS)],
        "source": [f"Invented outlet {n}; Another invented outlet" for n in range(SOURCES)],
    }
    return EventTable(
        info=DatasetInfo(
            Path("invented.csv"), "invented.csv", "acled", "invented", count, redistribution=True
        ),
        id=pa.array([f"UKR{n}" for n in range(count)]),
        lat=random.normal(48.5, 1.2, count).clip(44, 52),
        lon=random.normal(36.0, 2.5, count).clip(22, 40),
        start=start,
        end=start,
        category=random.integers(0, 24, count).astype(np.int16),
        categories=tuple(f"Battles: invented type {n}" for n in range(24)),
        type=np.zeros(count, dtype=np.int8),
        geo_precision=np.zeros(count, dtype=np.int8),
        time_precision=np.zeros(count, dtype=np.int8),
        fatalities=np.zeros(count, dtype=np.int32),
        line=np.arange(count, dtype=np.int32),
        text={name: pa.array(random.choice(values, count)) for name, values in names.items()},
    )


def our_page(table: EventTable) -> str:
    """The page of the records alone."""
    return page_html([], [Overlay(table, "invented.csv")])


def cluster_page(table: EventTable) -> str:
    """The same records by folium's FastMarkerCluster, self-contained too."""
    rows = [
        [float(lat), float(lon), id_, str(day), table.categories[category], *texts]
        for lat, lon, id_, day, category, *texts in zip(
            table.lat, table.lon, table.id.to_pylist(), table.start.astype(str), table.category,
            *(column.to_pylist() for column in table.text.values()), strict=True,
        )
    ]  # fmt: skip
    callback = (
        "function (row) { return L.circleMarker([row[0], row[1]]).bindPopup(row.slice(2).join('<br>')); }"
    )
    made = folium.Map([48.5, 36], zoom_start=6, tiles=None, max_zoom=18)
    made.options["maxZoom"] = 18
    cluster = FastMarkerCluster(rows, callback=callback)
    made.default_js = made.default_css = cluster.default_js = cluster.default_css = []
    cluster.add_to(made)
    scripts = f"<script>{assets.scripts(clustered=True, page=False)}</script>"
    styles = f"<style>{assets.styles(clustered=True)}</style>"
    return str(made.get_root().render()).replace("</head>", f"{styles}{scripts}</head>", 1)


def seconds_to_alive(browser: Browser, page_file: Path, *, ours: bool) -> tuple[float, float | None]:
    """Seconds from opening to a drawn map; and for a filter by date to answer, drawn again."""
    page = browser.new_context(offline=True, viewport={"width": 1280, "height": 800}).new_page()
    page.set_default_timeout(120_000)
    began = time.perf_counter()
    page.goto(page_file.as_uri(), wait_until="commit")
    page.wait_for_selector("html.alive" if ours else ".marker-cluster, .leaflet-interactive")
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    drawn = time.perf_counter() - began
    filtered = None
    if ours:
        before = page.locator("#count").inner_text()
        began = time.perf_counter()
        page.locator("#filters [name=from]").fill("2024-06-01")
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        filtered = time.perf_counter() - began
        assert page.locator("#count").inner_text() != before
    page.context.close()
    return drawn, filtered


def main() -> None:
    """Print one line a number of records."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--chromium", default=shutil.which("chromium-headless-shell") or shutil.which("chromium")
    )
    chromium = parser.parse_args().chromium
    if not chromium:
        sys.exit("no Chromium: name one with --chromium")
    print(
        f"{datetime.now(UTC).date()} · {os.cpu_count()} × {platform.machine()},"
        f" Python {platform.python_version()}, {Path(chromium).name}"
    )
    print(
        f"{'records':>9} {'page':>8} {'making':>8} {'drawn':>8} {'filter':>8}  {'cluster':>12} {'drawn':>8}"
    )
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        file = Path(folder) / "page.html"
        for count in COUNTS:
            table = invented_table(count)
            began = time.perf_counter()
            file.write_text(our_page(table), encoding="utf-8")
            making = time.perf_counter() - began
            size = file.stat().st_size / 1e6
            drawn, filtered = seconds_to_alive(browser, file, ours=True)
            other = "–"
            if count <= CLUSTER_MOST:
                file.write_text(cluster_page(table), encoding="utf-8")
                cluster_size = file.stat().st_size / 1e6
                cluster_drawn, _ = seconds_to_alive(browser, file, ours=False)
                other = f"{cluster_size:9.2f} MB {cluster_drawn:6.2f} s"
            print(
                f"{count:9,} {size:5.2f} MB {making:6.2f} s {drawn:6.2f} s {filtered:6.2f} s   {other}",
                flush=True,
            )
        browser.close()


if __name__ == "__main__":
    main()
