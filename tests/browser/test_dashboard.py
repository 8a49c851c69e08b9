"""The dashboard in Chromium, with nothing reachable but the server itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from served import Server, Visit, choose, give_date, open_page, opened_browser, select_row, settled

from geoclaims.store import Project

pytestmark = pytest.mark.browser
REPORT = (
    "The recent liberation of Krasnoarmeysk in Donetsk, as reported by General Arkady Melnikov to "
    "the president, was denied by Kyiv.\n\n"
    "Rebels seized Goma on Monday, the mayor said. <img src=x onerror=alert(1)>"
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(tmp_path_factory.mktemp("dashboard"))
    running.start()
    yield running
    running.kill()


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    yield from opened_browser(chromium)


@pytest.fixture(scope="module")
def filled(browser: Browser, server: Server) -> Server:
    """The samples and a pasted report, brought in as an analyst would."""
    visit = Visit(browser, server)
    page = visit.page
    page.get_by_role("button", name="Try the sample reports").click()
    expect(page.get_by_role("heading", name="3 reports")).to_be_visible()
    settled(page)
    page.get_by_label("Text of the report").fill(REPORT)
    give_date(page, "Paste", "20251202")
    page.get_by_role("button", name="Read this report").click()
    expect(page.get_by_text("1 report added and read")).to_be_visible()
    expect(page.get_by_role("heading", name="4 reports")).to_be_visible()
    visit.close()
    return server


def zoom_of(visit: Visit) -> str:
    return str(visit.map.locator(".leaflet-control-scale-line").first.text_content())


def zoom_in(visit: Visit) -> None:
    before = zoom_of(visit)
    visit.map.locator(".leaflet-control-zoom-in").click()
    expect(visit.map.locator(".leaflet-control-scale-line").first).not_to_have_text(before)
    expect(visit.map.locator(".leaflet-zoom-anim")).to_have_count(0)


def test_text_map_and_table_select_the_same_claim(browser: Browser, filled: Server) -> None:
    visit = Visit(browser, filled, "claims")
    page = visit.page
    expect(visit.map.locator(".geoclaims-pin").first).to_be_visible()
    page.locator(".report .mark-trigger", has_text="captured").click()
    expect(page.locator(".claim-card .headline")).to_contain_text("claimed by Arkady Melnikov")
    expect(visit.map.locator(".leaflet-popup")).to_contain_text("Arkady Melnikov")
    expect(page.locator(".report .selected-part.mark-trigger")).to_have_text("captured")
    # From the map: another claim in the same popup.
    visit.map.locator(".leaflet-popup summary", has_text="Commander").click()
    expect(page.locator(".claim-card .headline")).to_contain_text("claimed by Commander")
    expect(page.locator(".report .selected-part.mark-trigger")).to_have_text("fallen")
    # From the table.
    settled(page)
    select_row(page, "“captured”")
    expect(page.locator(".report .selected-part.mark-trigger")).to_have_text("captured")
    visit.close()


def test_a_filter_a_click_and_another_report_leave_the_map_where_it_is(
    browser: Browser, filled: Server
) -> None:
    visit = Visit(browser, filled, "claims")
    page = visit.page
    expect(visit.map.locator(".geoclaims-pin").first).to_be_visible()
    frame = page.locator("iframe[title='Map of the claims']").element_handle()
    for _ in range(2):
        zoom_in(visit)
    frame_window = frame.content_frame()
    frame_window.evaluate("window.markedByTest = true")
    before = zoom_of(visit)
    pins = visit.map.locator(".geoclaims-pin").count()
    choose(page, "How it is said", "planned")
    expect(page.get_by_role("button", name="Clear filters")).to_be_visible()
    expect(visit.map.locator(".geoclaims-pin")).not_to_have_count(pins)
    assert zoom_of(visit) == before
    page.get_by_role("button", name="Clear filters").click()
    expect(visit.map.locator(".geoclaims-pin")).to_have_count(pins)
    assert zoom_of(visit) == before
    assert frame_window.evaluate("window.markedByTest") is True
    assert page.evaluate("frame => frame.isConnected", frame)
    visit.close()


def test_on_a_tablet_the_legend_of_the_map_is_whole(browser: Browser, filled: Server) -> None:
    visit = Visit(browser, filled, "claims")
    for width in (1280, 820):
        visit.page.set_viewport_size({"width": width, "height": 1180})
        expect(visit.map.locator(".geoclaims-pin").first).to_be_visible()
        legend = visit.map.locator("#legend")
        expect(legend).to_contain_text("acled-shaped-invented.csv")
        hidden = legend.evaluate("list => list.scrollHeight - list.clientHeight")
        assert hidden <= 1, f"{hidden} px of the legend are cut off at {width} px"
        assert visit.map.locator("#map").evaluate("map => map.clientHeight") > 200
    visit.close()


def test_the_map_frame_reaches_nothing_of_the_page(browser: Browser, filled: Server) -> None:
    visit = Visit(browser, filled, "claims")
    expect(visit.map.locator(".geoclaims-pin").first).to_be_visible()
    frame = visit.page.locator("iframe[title='Map of the claims']").element_handle().content_frame()
    title = "(() => { try { return String(parent.document.title) } catch { return 'closed' } })()"
    assert frame.evaluate(title) == "closed"
    assert frame.evaluate("fetch('/').then(() => 'open', () => 'closed')") == "closed"
    visit.close()


def test_hostile_text_is_shown_as_text(browser: Browser, filled: Server) -> None:
    visit = Visit(browser, filled, "claims")
    page = visit.page
    choose(page, "Report", "The recent liberation")
    expect(page.locator(".report")).to_contain_text("<img src=x onerror=alert(1)>")
    assert page.locator(".report img").count() == 0
    visit.close()


def test_a_map_and_a_table_are_downloaded(browser: Browser, filled: Server, tmp_path: Path) -> None:
    visit = Visit(browser, filled, "export")
    page = visit.page
    for name, file in (("Download the map", "claims-map.html"), ("Download GeoPackage", "claims.gpkg")):
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        download.value.save_as(tmp_path / file)
    assert (tmp_path / "claims.gpkg").read_bytes()[:6] == b"SQLite"
    assert "claimed by" in (tmp_path / "claims-map.html").read_text("utf-8")
    visit.close()


def test_two_sessions_decide_in_one_project_and_nothing_is_lost(browser: Browser, filled: Server) -> None:
    visits = [Visit(browser, filled, "review") for _ in range(2)]
    for visit in visits:
        expect(visit.page.get_by_role("button", name="Accept")).to_be_enabled()
    headline = visits[1].page.locator(".claim-card blockquote")
    first = headline.inner_text()
    visits[1].page.get_by_role("button", name="Next").click()
    expect(headline).not_to_have_text(first)
    for number, visit in enumerate(visits):
        visit.page.get_by_role("button", name="Reject").click()
        expect(visit.page.get_by_text(f"{number + 1} rejected")).to_be_visible()
    settled(visits[0].page)
    visits[0].page.get_by_role("button", name="Next").click()
    expect(visits[0].page.get_by_text("2 rejected")).to_be_visible()
    visits[0].page.get_by_role("button", name="Undo").click()
    expect(visits[0].page.get_by_text("1 rejected")).to_be_visible()
    for visit in visits:
        visit.close()


def test_a_place_is_corrected_and_the_map_follows(browser: Browser, filled: Server) -> None:
    visit = Visit(browser, filled, "claims")
    page = visit.page
    page.locator(".report .mark-trigger", has_text="hit").first.click()
    expect(page.locator(".claim-card .headline")).to_be_visible()
    open_page(page, "Review")
    expect(page.locator(".claim-card")).to_contain_text("Kremenchuk")
    page.get_by_role("textbox", name="Look up another name").fill("Kharkiv")
    page.keyboard.press("Enter")
    # What was looked up is what is offered first.
    expect(page.get_by_role("button", name="Save this place")).to_be_enabled()
    page.get_by_role("button", name="Save this place").click()
    expect(page.locator(".claim-card")).to_contain_text("Kremenchuk (Kharkiv")
    open_page(page, "Claims")
    expect(visit.map.locator(".leaflet-popup")).to_contain_text("Kremenchuk (Kharkiv")
    visit.close()


def test_after_a_kill_and_in_a_second_session_all_is_there(browser: Browser, filled: Server) -> None:
    first = Visit(browser, filled, "claims")
    expect(first.page.get_by_text("claims shown")).to_be_visible()
    shown = first.page.get_by_text("claims shown").text_content()
    link = first.page.locator(".report .mark-trigger", has_text="captured")
    link.click()
    first.page.wait_for_url("**/claims?*claim=*")
    address = first.page.url.split("/", 3)[3]
    first.close()
    filled.kill()
    project = Project(filled.project)
    assert project.check() == []
    project.close()
    filled.start()
    second = Visit(browser, filled, address)
    expect(second.page.get_by_text("claims shown")).to_have_text(str(shown))
    expect(second.page.locator(".claim-card .headline")).to_contain_text("claimed by Arkady Melnikov")
    expect(second.page.locator(".dvn-scroller").first).to_be_visible()
    open_page(second.page, "Review")
    expect(second.page.get_by_text("1 rejected")).to_be_visible()
    second.close()
