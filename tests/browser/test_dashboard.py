"""The dashboard in Chromium, with nothing reachable but the server itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from served import Server, Visit, opened_browser

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
    page.get_by_label("Text of the report").fill(REPORT)
    page.get_by_role("group", name="Published").first.get_by_role("spinbutton").first.click()
    page.keyboard.type("20251202")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Read this report").click()
    expect(page.get_by_text("1 report added and read")).to_be_visible()
    expect(page.get_by_role("heading", name="4 reports")).to_be_visible()
    visit.close()
    return server


def zoom_of(visit: Visit) -> str:
    return str(visit.map.locator(".leaflet-control-scale-line").first.text_content())


def test_text_map_and_table_select_the_same_claim(browser: Browser, filled: Server) -> None:
    visit = Visit(browser, filled, "claims")
    page = visit.page
    expect(visit.map.locator(".geoclaims-pin").first).to_be_visible()
    page.locator(".report .mark-trigger", has_text="captured").click()
    expect(page.locator(".claim-card .headline")).to_contain_text("claimed by Arkady Melnikov")
    expect(visit.map.locator(".leaflet-popup")).to_contain_text("Arkady Melnikov")
    expect(page.locator(".report .selected-part", has_text="captured")).to_be_visible()
    # From the map: another claim in the same popup.
    visit.map.locator(".leaflet-popup summary", has_text="Commander").click()
    expect(page.locator(".claim-card .headline")).to_contain_text("claimed by Commander")
    expect(page.locator(".report .selected-part", has_text="fallen").first).to_be_visible()
    # From the table: its second row.
    box = page.locator(".dvn-scroller").first.bounding_box()
    assert box
    page.mouse.click(box["x"] + 18, box["y"] + 90)
    expect(page.locator(".report .selected-part", has_text="captured").first).to_be_visible()
    visit.close()


def test_a_filter_a_click_and_another_report_leave_the_map_where_it_is(
    browser: Browser, filled: Server
) -> None:
    visit = Visit(browser, filled, "claims")
    page = visit.page
    expect(visit.map.locator(".geoclaims-pin").first).to_be_visible()
    frame = page.locator("iframe[title='Map of the claims']").element_handle()
    for _ in range(2):
        visit.map.locator(".leaflet-control-zoom-in").click()
    expect(visit.map.locator(".leaflet-zoom-anim")).to_have_count(0)
    frame_window = frame.content_frame()
    frame_window.evaluate("window.markedByTest = true")
    before = zoom_of(visit)
    pins = visit.map.locator(".geoclaims-pin").count()
    page.get_by_label("How it is said").click()
    page.get_by_role("option", name="planned").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Clear filters")).to_be_visible()
    expect(visit.map.locator(".geoclaims-pin")).not_to_have_count(pins)
    assert zoom_of(visit) == before
    page.get_by_role("button", name="Clear filters").click()
    expect(visit.map.locator(".geoclaims-pin")).to_have_count(pins)
    assert zoom_of(visit) == before
    assert frame_window.evaluate("window.markedByTest") is True
    assert page.evaluate("frame => frame.isConnected", frame)
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
    page.get_by_label("Report", exact=True).click()
    page.get_by_role("option", name="The recent liberation").click()
    page.keyboard.press("Escape")
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
    for number, visit in enumerate(visits):
        visit.page.get_by_role("button", name="Reject").click()
        expect(visit.page.get_by_text(f"{number + 1} rejected")).to_be_visible()
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
    page.get_by_role("link", name="Review").click()
    expect(page.locator(".claim-card")).to_contain_text("Kremenchuk")
    page.get_by_role("textbox", name="Look up another name").fill("Kharkiv")
    page.keyboard.press("Enter")
    # What was looked up is what is offered first.
    expect(page.get_by_role("button", name="Save this place")).to_be_enabled()
    page.get_by_role("button", name="Save this place").click()
    expect(page.locator(".claim-card")).to_contain_text("Kremenchuk (Kharkiv")
    page.get_by_role("link", name="Claims").click()
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
    second.page.get_by_role("link", name="Review").click()
    expect(second.page.get_by_text("1 rejected")).to_be_visible()
    second.close()
