"""What a reader of the map page does with it: colours, filters, saving, measuring, keyboard, contrast."""

import csv
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from map_page_support import CLAIMS, Opened
from playwright.sync_api import Browser, Page, Route

from geoclaims.model import TimeRange
from geoclaims.output import escape
from geoclaims.output.map import MapOptions, Overlay, overlays, page_html
from geoclaims.output.redaction import handed_round
from geoclaims.output.selection import selection_of
from hostile_texts import SHEETS
from map_claims import invented_verdicts
from map_records import table

pytestmark = pytest.mark.browser

# WCAG 2.2, 1.4.3: text of 4.5 to 1 on the nearest background that is not transparent.
CONTRAST = """() => {
  const numbers = (colour) => (colour.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const found = numbers(getComputedStyle(at).backgroundColor);
      if (found.length === 3 || found[3] > 0.8) return found;
    }
    return [255, 255, 255];
  };
  const poor = [];
  for (const node of document.querySelectorAll(":is(header, .list, footer, .legend, .timeline) *")) {
    const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim());
    if (!own || !node.checkVisibility() || node.closest("svg, .unseen, :disabled")) continue;
    const [ink, paper] = [light(numbers(getComputedStyle(node).color)), light(ground(node))];
    const ratio = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
    if (ratio < 4.5) poor.push(node.className + ": " + node.textContent.slice(0, 30));
  }
  return poor;
}"""


def test_colours_change_to_the_side_of_the_source(opened: Opened, page: Page) -> None:
    before = page.locator("#legend").inner_text()
    page.get_by_role("radio", name="side of source").check()
    assert "Party to the claimed event (2)" in page.locator("#legend").inner_text()
    assert "colour=side" in page.url
    assert page.evaluate("geoclaims.page.view.palette") == "side"
    page.get_by_role("radio", name="kind of source").check()
    assert page.locator("#legend").inner_text() == before


def test_pins_that_would_cover_each_other_stand_aside_of_the_same_points(page: Page) -> None:
    page.evaluate("map_claims.setView([48.3, 37.2], 7, {animate: false})")
    boxes = page.evaluate(
        """[...geoclaims.page.view.placed].map(({ pin, lat, lon, aside }) => {
            return { aside, lat: pin.getLatLng().lat - lat, lon: pin.getLatLng().lng - lon };
        })"""
    )
    assert any(entry["aside"] != [0, 0] for entry in boxes)
    assert all(entry["lat"] == entry["lon"] == 0 for entry in boxes)
    assert page.locator(".geoclaims-pin line").count() > 0  # what ties a pin to its point


def test_records_are_filtered_by_type(browser: Browser, tmp_path: Path) -> None:
    source = table(
        60, categories=("Battles", "Protests", "Riots"), category=np.arange(60, dtype=np.int16) % 3
    )
    opened = Opened(browser, page_html(CLAIMS, [Overlay(source, "Records")]), tmp_path)
    page = opened.page
    page.locator("[data-facet=r1] summary").click()
    page.locator("[data-facet=r1]").get_by_label("Riots").check()
    assert "20 of 60 records of Records" in page.locator("#count").inner_text()
    assert "Showing 9 of 9 claims" in page.locator("#count").inner_text()
    assert "r1=Riots" in page.url
    assert page.evaluate("geoclaims.page.view.datasets[0].shown") == 20
    assert opened.complaints == []
    opened.context.close()


def test_cells_are_filtered_by_type_and_what_has_no_points_is_named(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overlays, "MOST_RECORDS", 50)
    source = table(60, categories=("Battles", "Riots"), category=np.arange(60, dtype=np.int16) % 3 // 2)
    weekly = table(0, info=replace(table(0).info, rows=5))
    opened = Opened(
        browser, page_html(CLAIMS, [Overlay(source, "Records"), Overlay(weekly, "Weekly")]), tmp_path
    )
    page = opened.page
    assert "Weekly: 5 rows without points: not drawn" in page.locator("#count").inner_text()
    page.locator("[data-facet=r1] summary").click()
    assert page.locator("[data-facet=r1] .number").all_inner_texts() == ["40", "20"]
    page.locator("[data-facet=r1]").get_by_label("Riots").check()
    assert "20 of 60 records of Records (summarized" in page.locator("#count").inner_text()
    told = page.evaluate("geoclaims.page.view.datasets[0].describe(2).innerText")
    assert "Battles" not in told
    page.locator("[data-facet=r1]").get_by_label("Riots").uncheck()
    assert "60 of 60 records" in page.locator("#count").inner_text()
    assert opened.complaints == []
    opened.context.close()


def test_one_claim_far_off_in_time_stands_outside_the_timeline(browser: Browser, tmp_path: Path) -> None:
    old = replace(CLAIMS[0], id="old", time=TimeRange(None, date(1914, 8, 1), "day", "then", "expression"))
    many = [replace(CLAIMS[0], id=f"c{n}") for n in range(20)]
    opened = Opened(browser, page_html([old, *many, CLAIMS[1]]), tmp_path)
    words = opened.page.locator("#timeline .key").inner_text()
    assert "1 outside this span" in words
    opened.context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_lies_on_the_words_of_a_popup(browser: Browser, tmp_path: Path, width: int) -> None:
    opened = Opened(browser, page_html(CLAIMS), tmp_path, viewport={"width": width, "height": 844})
    pins = opened.page.locator(".geoclaims-pin")
    opened.page.evaluate("map_claims.setView([48.3, 36.0], 9, {animate: false})")  # pins near the right edge
    pins.first.dispatch_event("click")
    opened.page.evaluate(
        """() => new Promise((done) => {
            const look = () => (map_claims._panAnim?._inProgress ? requestAnimationFrame(look) : done());
            look();
        })"""
    )
    covered = opened.page.evaluate(
        """() => {
            const box = document.querySelector(".leaflet-popup-content-wrapper").getBoundingClientRect();
            return [...document.querySelectorAll(".leaflet-control, .corner")].filter((control) => {
                const other = control.getBoundingClientRect();
                return getComputedStyle(control).visibility !== "hidden" && other.width
                    && other.left < box.right && other.right > box.left
                    && other.top < box.bottom && other.bottom > box.top;
            }).map((control) => control.className);
        }"""
    )
    assert covered == []
    opened.context.close()


def test_tiles_are_asked_for_by_name_and_seen(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "map.html").write_text(page_html(CLAIMS, options=MapOptions(online=True)), encoding="utf-8")
    context = browser.new_context()
    page = context.new_page()
    referers: set[str | None] = set()

    def answer(route: Route) -> None:
        if route.request.url.startswith("http://pages.example/"):
            route.fulfill(path=tmp_path / "map.html", content_type="text/html")
            return
        referers.add(route.request.all_headers().get("referer"))
        route.fulfill(body="<svg xmlns='http://www.w3.org/2000/svg'/>", content_type="image/svg+xml")

    page.route("**/*", answer)
    page.goto("http://pages.example/private/map.html")
    page.wait_for_selector(".leaflet-tile-loaded")
    assert referers == {"http://pages.example/"}  # the site, as OpenStreetMap asks; never the page
    over, under = page.evaluate(
        """() => [".leaflet-tile-pane > .leaflet-layer", ".leaflet-tile-pane > canvas"]
            .map((name) => Number(getComputedStyle(document.querySelector(name)).zIndex))"""
    )
    assert over > under
    assert "© OpenStreetMap contributors" in page.locator(".corner").inner_text()
    context.close()


FILTERS = (
    "kind=institution&kind=monitor", "side=party", "realis=planned", "type=territory_gain", "q=nordfurt",
    "q=NORDFÚRT+shelled", "from=2025-12-02", "to=2025-12-01", "from=2025-12-03", "verdict=same_event",
    "publisher=The+Invented+Courier&realis=occurred&from=2025-12-01&to=2025-12-02",
)  # fmt: skip


def test_the_command_line_filters_as_the_page_does(opened: Opened) -> None:
    for filters in FILTERS:
        page = opened.context.new_page()
        page.goto(f"{opened.address}#{filters}&at=48,37,7")
        page.wait_for_selector("html.alive")
        shown = page.evaluate("geoclaims.page.shownClaims().map(claim => claim.id)")
        kept = selection_of([page.url]).claims(handed_round(CLAIMS).claims, invented_verdicts())
        assert shown == [claim.id for claim in kept], filters
        page.close()


def test_what_is_shown_can_be_saved(opened: Opened, page: Page, tmp_path: Path) -> None:
    page.locator("#filters [name=q]").fill("nordfurt")
    with page.expect_download() as saved:
        page.get_by_role("button", name="CSV", exact=True).click()
    saved.value.save_as(tmp_path / "claims.csv")
    rows = list(csv.DictReader((tmp_path / "claims.csv").read_text("utf-8-sig").splitlines()))
    assert len(rows) == 3
    assert all("unverified" in row["claimed_by"] for row in rows)
    for words in ("q=nordfurt", "GeoNames", "geoclaims"):
        assert words in rows[0]["made_with"]
    with page.expect_download() as saved:
        page.get_by_role("button", name="GeoJSON", exact=True).click()
    saved.value.save_as(tmp_path / "claims.geojson")
    collection = json.loads((tmp_path / "claims.geojson").read_text("utf-8"))
    assert [feature["id"] for feature in collection["features"]] == [row["id"] for row in rows]
    assert "Filters: q=nordfurt" in collection["geoclaims"]["about"]


def test_a_saved_table_runs_nothing_in_a_spreadsheet(page: Page) -> None:
    hostile = [escape.visible(text) for text in SHEETS]  # as every text is in the page
    cells = page.evaluate("texts => texts.map(text => geoclaims.cell(text))", hostile)
    assert [cell.lstrip('"')[0] for cell in cells] == ["'"] * len(SHEETS)
    assert page.evaluate("geoclaims.cell('a\\nb,c')") == '"a\nb,c"'


def test_a_page_without_claims_or_without_any_left_says_so(
    browser: Browser, opened: Opened, page: Page
) -> None:
    page.locator("#filters [name=q]").fill("zzz")
    assert "No claim passes these filters" in page.locator("#none").inner_text()
    page.get_by_role("button", name="Show all claims").click()
    assert page.locator("#none").is_hidden()
    assert "Showing 9 of 9" in page.locator("#count").inner_text()


def test_an_empty_page_is_whole(browser: Browser, tmp_path: Path) -> None:
    opened = Opened(browser, page_html([]), tmp_path)
    assert "No claim was found" in opened.page.locator("#none").inner_text()
    assert opened.page.locator("#save, .legend, #timeline").filter(visible=True).count() == 0
    assert opened.complaints == []
    opened.context.close()


def test_the_map_can_fill_the_screen_and_measure(page: Page) -> None:
    page.get_by_role("button", name="Measure a distance").click()
    for x, y in ((200, 200), (300, 200)):
        page.locator("#map_claims").click(position={"x": x, "y": y})
    assert page.locator(".geoclaims-ruler .reading").inner_text().endswith("km")
    page.get_by_role("button", name="Measure a distance").click()
    if page.evaluate("document.fullscreenEnabled"):
        page.get_by_role("button", name="Fill the screen with the map").click()
        page.locator("button[title='Fill the screen with the map'][aria-pressed=true]").wait_for()
        assert page.locator("#legend").is_visible()
        page.evaluate("document.exitFullscreen()")


def test_closing_a_popup_by_keyboard_goes_back_to_its_pin(page: Page) -> None:
    page.get_by_label("Oldtown", exact=False).first.focus()
    page.keyboard.press("Enter")
    page.locator(".leaflet-popup-content").wait_for()
    page.keyboard.press("Escape")
    assert "Oldtown" in page.evaluate("document.activeElement.getAttribute('aria-label')")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_text_has_contrast_and_nothing_overflows(
    browser: Browser, tmp_path: Path, scheme: str, width: int
) -> None:
    opened = Opened(
        browser, page_html(CLAIMS, verdicts=invented_verdicts()), tmp_path,
        viewport={"width": width, "height": 800}, color_scheme=scheme,
    )  # fmt: skip
    page = opened.page
    page.locator("#claims summary").first.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    poor = page.evaluate(CONTRAST)
    assert poor == []
    opened.context.close()


@pytest.mark.parametrize(
    "state",
    [
        "at=1e308,1e308,99", "at=NaN,NaN,NaN", "at=-999,999,-5", "at=,,", "at=Infinity,0,3",
        "claim=__proto__",
        "claim=%22%5D%5Bx", "from=0000-00-00&to=9999-99-99", "kind=<script>&type=constructor&r1=__proto__",
        "colour=__proto__", "q=%00%FF%E0%A4%A", "%", "r999=a&r-1=b&r0=c", "q=(((((a%2B)%2B)%2B)%2B$",
    ],
)  # fmt: skip
def test_a_hostile_address_leaves_a_map_that_can_be_read(opened: Opened, state: str) -> None:
    page = opened.page
    page.goto("about:blank")
    page.goto(opened.address + "#" + state)
    page.wait_for_selector("html.alive")
    assert page.evaluate("window.hacked") is None
    assert opened.complaints == []
    lat, lon = page.evaluate("[map_claims.getCenter().lat, map_claims.getCenter().lng]")
    assert (round(lat), round(lon)) == (49, 36)
