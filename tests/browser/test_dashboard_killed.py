"""The dashboard killed in the middle of a reading and of a decision: the file is whole, the rest resumes."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from served import REPORT_FILES, Server, Visit, hand_in, open_page, opened_browser

from geoclaims.store import Project

pytestmark = pytest.mark.browser
SENTENCES = (
    "Rebels seized Goma on Monday, the mayor of Goma said.",
    "A drone hit an oil depot in Kremenchuk on Sunday, according to the governor.",
    "The army said its troops had repelled an attack near Bara in North Kordofan.",
)
REPORTS = 120


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    yield from opened_browser(chromium)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    running = Server(tmp_path)
    running.start()
    yield running
    running.kill()


def many_reports() -> bytes:
    """Enough to read that a server can be stopped amidst them."""
    lines = []
    for number in range(REPORTS):
        text = f"INVENTED REPORT {number}.\n\n" + "\n\n".join(SENTENCES * 12)
        lines.append(json.dumps({"id": f"report-{number}", "text": text, "published": "2025-12-02"}))
    return "\n".join(lines).encode()


def finished(project: Project, at_least: int) -> None:
    """Wait until so many reports are read."""
    deadline = time.monotonic() + 60
    while len(project.documents()) - len(project.pending()) < at_least:
        assert time.monotonic() < deadline, "nothing is being read"


def test_a_reading_that_is_killed_keeps_what_it_had_and_goes_on(browser: Browser, server: Server) -> None:
    visit = Visit(browser, server)
    page = visit.page
    page.get_by_role("tab", name="Upload files").click()
    file = {"name": "many.jsonl", "mimeType": "application/x-ndjson", "buffer": many_reports()}
    hand_in(page, REPORT_FILES, [file])
    page.get_by_role("button", name="Read these files").click()
    expect(page.get_by_text("Reading")).to_be_visible()
    watching = Project(server.project)
    finished(watching, 5)
    server.kill()
    watching.close()
    visit.context.close()
    project = Project(server.project)
    assert project.check() == []
    before = {a.document.id: a.claims for a in project.analyses()}
    waiting = {d.id for d in project.pending()}
    assert len(before) >= 5
    assert len(before) + len(waiting) == REPORTS
    assert waiting, "the server was too quick to be killed amidst its work"
    assert project.runs()[0].finished_at is None
    assert all(claims for claims in before.values())
    server.start()
    again = Visit(browser, server)
    expect(again.page.get_by_text(f"{len(waiting)} reports not read yet")).to_be_visible()
    again.page.get_by_role("button", name="Go on reading").click()
    expect(again.page.get_by_text("not read yet")).to_have_count(0, timeout=60_000)
    again.close()
    after = {a.document.id: a.claims for a in project.analyses()}
    assert len(after) == REPORTS
    assert {id_: after[id_] for id_ in before} == before
    assert project.pending() == []
    assert project.runs()[0].finished_at is not None
    project.close()


def test_a_server_killed_amidst_decisions_leaves_each_whole_or_not_at_all(
    browser: Browser, server: Server
) -> None:
    visit = Visit(browser, server)
    visit.page.get_by_role("button", name="Try the sample reports").click()
    expect(visit.page.get_by_role("heading", name="3 reports")).to_be_visible()
    open_page(visit.page, "Review")
    for number in range(1, 4):
        visit.page.get_by_role("button", name="Reject").click()
        expect(visit.page.get_by_text(f"{number} rejected")).to_be_visible()
    visit.page.get_by_role("button", name="Reject").click(no_wait_after=True)
    server.kill()  # whether the last one came through or not
    visit.context.close()
    project = Project(server.project)
    assert project.check() == []
    kept = project.corrections()
    assert 3 <= len(kept) <= 4
    assert {c.action for c in kept} == {"reject"}
    project.close()
    server.start()
    again = Visit(browser, server, "review")
    expect(again.page.get_by_text(f"{len(kept)} rejected")).to_be_visible()
    again.close()
