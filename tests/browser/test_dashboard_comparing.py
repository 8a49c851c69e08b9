"""Claims stand while they are compared: what is said meanwhile, that a click is heard, that nothing moves.

The server compares when the test lets it: each step waits for the test's word.
"""

import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect
from served import Server, Visit, opened_browser, settled

from geoclaims.ui.words import COMPARING

pytestmark = pytest.mark.browser
HELD = """
import socket
from geoclaims.ui import main, workspace

if not hasattr(workspace, "really_compare_more"):
    workspace.really_compare_more = workspace.compare_more

    def compare_more():
        with socket.create_connection(("localhost", {port})) as asked:
            word = asked.recv(9)
        return workspace.really_compare_more() if word == b"compare" else 1

    workspace.compare_more = compare_more
main()
"""
"""The dashboard's own file, with each step of comparing held until somebody answers at the port."""


class Steps:
    """The steps of comparing that the server asks for."""

    def __init__(self) -> None:
        self.listening = socket.create_server(("localhost", 0))
        self.listening.settimeout(60)
        self.asked: socket.socket | None = None

    @property
    def port(self) -> int:
        return int(self.listening.getsockname()[1])

    def wait(self) -> None:
        """Until the server would compare."""
        if self.asked is None:
            self.asked, _ = self.listening.accept()

    def answer(self, word: bytes) -> None:
        """Let it compare (``compare``), or have it ask again (anything else)."""
        self.wait()
        asked, self.asked = self.asked, None
        assert asked is not None
        with asked:
            asked.sendall(word)

    def let_go(self) -> None:
        """Let it compare as often as it asks from now on: a run cut short by a click asks anew."""
        Thread(target=self._answer_all, daemon=True).start()

    def _answer_all(self) -> None:
        with suppress(OSError):  # closed with the test
            while True:
                with suppress(ConnectionError):  # asked by a run that is over
                    self.answer(b"compare")


@pytest.fixture
def steps() -> Iterator[Steps]:
    made = Steps()
    yield made
    made.listening.close()


@pytest.fixture
def server(tmp_path: Path, steps: Steps) -> Iterator[Server]:
    app = tmp_path / "held.py"
    app.write_text(HELD.format(port=steps.port), "utf-8")
    running = Server(tmp_path, app)
    running.start()
    yield running
    running.kill()


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    yield from opened_browser(chromium)


def places(page: Page) -> list[tuple[float, ...]]:
    """Where the parts of the page are, from its first filter on, wherever it is scrolled to."""
    parts = [".report", "iframe[title='Map of the claims']", "[data-testid=stDataFrame]"]
    found = [page.get_by_role("combobox", name="Report").bounding_box()]
    found += [page.get_by_role("combobox", name="Beside other datasets").bounding_box()]
    found += [page.locator(part).bounding_box() for part in parts]
    boxes = [box for box in found if box]
    top = boxes[0]["y"]
    return [(box["x"], box["y"] - top, box["width"], box["height"]) for box in boxes]


@pytest.mark.parametrize("width", [1280, 390])
def test_claims_stand_while_they_are_compared(
    browser: Browser, server: Server, steps: Steps, width: int
) -> None:
    visit = Visit(browser, server)
    page = visit.page
    page.get_by_role("button", name="Try the sample reports").click()
    expect(page.get_by_role("heading", name="3 reports")).to_be_visible()
    settled(page)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"http://localhost:{server.port}/claims")
    expect(page.locator(".report .mark-trigger").first).to_be_visible()
    steps.wait()
    expect(page.get_by_role("combobox", name="Beside other datasets")).to_be_disabled()
    expect(page.get_by_placeholder("comparing … 0%")).to_be_visible()
    expect(page.get_by_text("Drawing the map …")).to_be_visible()
    expect(page.locator("[data-stale=true]:not(:has([data-testid=stEmpty]))")).to_have_count(0)
    before = places(page)
    # A click between two steps is heard, and nothing is said that is not known.
    page.locator(".report .mark-trigger", has_text="captured").click()
    steps.answer(b"again")
    expect(page.locator(".claim-card .headline")).to_contain_text("claimed by Arkady Melnikov")
    expect(page.locator(".claim-card")).to_contain_text(COMPARING)
    expect(page.locator(".claim-card")).not_to_contain_text("no record")
    steps.let_go()
    expect(page.locator(".claim-card")).not_to_contain_text(COMPARING)
    expect(page.locator(".claim-card")).to_contain_text("acled-shaped-invented.csv")
    expect(page.get_by_role("combobox", name="Beside other datasets")).to_be_enabled()
    expect(visit.map.locator(".geoclaims-pin").first).to_be_visible()
    expect(page.get_by_text("Drawing the map …")).to_be_hidden()
    expect(visit.map.locator(".leaflet-popup")).to_contain_text("Arkady Melnikov")
    expect(page.locator(".report .selected-part.mark-trigger")).to_have_text("captured")
    settled(page)
    assert places(page) == before
    visit.close()
