"""What a new user tries: any address, a name that is kept, hostile files, two windows, files read back."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from served import REPORT_FILES, Server, Visit, hand_in, opened_browser, stands

from geoclaims.store import Project

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    yield from opened_browser(chromium)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server with an empty project for each test."""
    running = Server(tmp_path / "served")
    running.project.parent.mkdir()
    running.start()
    yield running
    running.kill()


def read_file(page: Page, name: str, content: bytes) -> None:
    page.get_by_role("tab", name="Upload files").click()
    hand_in(page, REPORT_FILES, [{"name": name, "mimeType": "text/plain", "buffer": content}])
    page.get_by_role("button", name="Read these files").click()


def test_the_first_page_has_an_address_as_the_others(browser: Browser, server: Server) -> None:
    for path in ("", "reports"):
        visit = Visit(browser, server, path)
        expect(visit.page.get_by_text("What geoclaims does")).to_be_visible()
        expect(visit.page.get_by_text("Page not found")).to_have_count(0)
        visit.close()


def test_downloaded_files_hold_what_the_page_says(browser: Browser, server: Server, tmp_path: Path) -> None:
    visit = Visit(browser, server)
    page = visit.page
    page.get_by_role("button", name="Try the sample reports").click()
    expect(page.get_by_role("heading", name="3 reports")).to_be_visible()
    page.goto(f"http://localhost:{server.port}/export?said=planned")
    stands(page, "Export")
    expect(page.get_by_text("will be written")).to_be_visible()
    shown = int(page.get_by_text("will be written").inner_text().split()[0])
    files = {}
    for label in ("JSON Lines", "what it was made with", "GeoPackage", "the map"):
        with page.expect_download() as download:
            page.get_by_role("button", name=f"Download {label}").click()
        files[label] = tmp_path / download.value.suggested_filename
        download.value.save_as(files[label])
    visit.close()
    lines = files["JSON Lines"].read_text("utf-8").splitlines()
    assert {json.loads(line)["realis"] for line in lines} == {"planned"}
    assert len(lines) == shown > 0
    made = json.loads(files["what it was made with"].read_text("utf-8"))
    assert made["filters"] == "realis=planned"
    assert "CC BY" in " ".join(made["citations"])
    with closing(sqlite3.connect(files["GeoPackage"])) as connection:
        assert connection.execute("SELECT count(*) FROM claims").fetchone() == (shown,)
        about = dict(connection.execute("SELECT name, value FROM about"))
    assert about["filters"] == "realis=planned"
    assert about["gazetteer"] == made["gazetteer"]
    assert f"{shown} of 21 claims are in this page: realis=planned" in files["the map"].read_text("utf-8")


def test_the_name_is_there_tomorrow_and_only_in_its_own_browser(browser: Browser, server: Server) -> None:
    visit = Visit(browser, server, "settings")
    field = visit.page.get_by_role("textbox", name="Your name")
    field.fill("Ada Löwe; =1")
    field.press("Enter")
    visit.page.wait_for_function("document.cookie.includes('geoclaims_name=Ada')")
    server.kill()
    server.start()
    visit.page.goto(f"http://localhost:{server.port}/settings")
    stands(visit.page, "Settings")
    expect(visit.page.get_by_role("textbox", name="Your name")).to_have_value("Ada Löwe; =1")
    other = Visit(browser, server, "settings")
    expect(other.page.get_by_role("textbox", name="Your name")).not_to_have_value("Ada Löwe; =1")
    other.close()
    visit.page.get_by_role("textbox", name="Your name").fill("")
    visit.page.get_by_role("textbox", name="Your name").press("Enter")
    visit.page.wait_for_function("!document.cookie.includes('geoclaims_name=')")
    visit.close()


def test_hostile_files_are_told_and_the_same_file_from_two_windows_is_one(
    browser: Browser, server: Server
) -> None:
    one, two = Visit(browser, server), Visit(browser, server)
    names = ["<img src=x onerror=alert(1)>.txt", f"a\u202etxt.{'m' * 300}.pdf"]
    for name in names:
        read_file(one.page, name, b"\x00\x01\x02\xff" * 50)
        # The alert of the file before has the same ending, and stands until this one is read.
        alert = one.page.get_by_role("alert").filter(has_text=name[:7].replace("\u202e", ""))
        expect(alert).to_contain_text(name[-4:])
        said = alert.inner_text()
        assert "\u202e" not in said
        assert len(said) < 250
    for visit, answer in ((one, "1 report added and read"), (two, "1 report already in the project")):
        read_file(visit.page, "../../outside.txt", b"Shells hit Goma on Monday, residents said.")
        expect(visit.page.get_by_text(answer)).to_be_visible()
    one.close()
    two.close()
    assert not list(server.project.parent.parent.rglob("outside*"))
    project = Project(server.project)
    assert len(project.documents()) == len(list(project.analyses())) == 1
    assert project.check() == []
    project.close()
