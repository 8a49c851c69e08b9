"""Corrections as a person makes them in Chromium, with nothing reachable but the server itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from served import Server, Visit, choose, key, opened_browser, select_row, settled

from geoclaims.model import Analysis
from geoclaims.store import Project
from geoclaims.store_corrections import apply_corrections

pytestmark = pytest.mark.browser
TEXT = (
    "😀 “مرحبا” \u2067שלום\u2069 said 🇺🇦 the invented envoy.\r\n\r\n"
    "Rebels seized Goma and Sake on Monday, the mayor said.\r\n"
    "Gunmen 💥 loitered round a depot in Bukavu, two officials said. Shells hit Goma on Tuesday."
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, analyse) -> Iterator[Server]:  # type: ignore[no-untyped-def]
    yield from _served(tmp_path_factory.mktemp("corrections"), analyse)


@pytest.fixture
def uncorrected(tmp_path: Path, analyse) -> Iterator[Server]:  # type: ignore[no-untyped-def]
    """A server of the same report, of which nothing has been corrected yet."""
    yield from _served(tmp_path, analyse)


def _served(folder: Path, analyse) -> Iterator[Server]:  # type: ignore[no-untyped-def]
    running = Server(folder)
    project = Project(running.project)
    analysis: Analysis = analyse(TEXT, title="Invented: a day")
    project.add_document(analysis.document)
    project.save_analysis(project.start_run({}, None), analysis)
    project.close()
    running.start()
    yield running
    running.kill()


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    yield from opened_browser(chromium)


def corrected(server: Server) -> Analysis:
    project = Project(server.project)
    laid = apply_corrections(project.analyses(), project.corrections())
    project.close()
    assert laid.unapplied == ()
    return laid.analyses[0]


def map_window(visit: Visit, name: str = "Map of the claims"):  # type: ignore[no-untyped-def]
    frame = visit.page.locator(f"iframe[title='{name}']").element_handle()
    return frame, frame.content_frame()


def marked_words(visit: Visit, words: str) -> None:
    """Mark words with the mouse, from their first letter to behind their last."""
    settled(visit.page)  # nothing moves under the mouse
    box = visit.page.locator(".report").evaluate(
        """(report, words) => {
            const walker = document.createTreeWalker(report, NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const at = node.data.indexOf(words);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(node, at);
                range.setEnd(node, at + words.length);
                const { left, right, top, bottom } = range.getBoundingClientRect();
                return { left, right, y: (top + bottom) / 2 };
            }
        }""",
        words,
    )
    mouse = visit.page.mouse
    mouse.move(box["left"] + 1, box["y"])
    mouse.down()
    mouse.move((box["left"] + box["right"]) / 2, box["y"], steps=3)
    mouse.move(box["right"] - 1, box["y"], steps=3)
    mouse.up()


def test_marked_words_become_a_claim_at_their_very_characters(browser: Browser, server: Server) -> None:
    visit = Visit(browser, server, "claims")
    page = visit.page
    expect(visit.map.locator(".geoclaims-pin").first).to_be_visible()
    frame, window = map_window(visit)
    window.evaluate("window.markedByTest = true")
    zoom = visit.map.locator(".leaflet-control-scale-line").first.text_content()
    marked_words(visit, "loitered")
    page.get_by_role("button", name="Add a claim from these words").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Gunmen 💥 loitered round a depot in Bukavu, two officials said.")
    choose(page, "What happened", "damage to infrastructure", within=dialog)
    dialog.get_by_role("button", name="Add this claim").click()
    expect(dialog).to_have_count(0)
    expect(page.locator(".claim-card .headline")).to_contain_text("two officials")
    added = next(c for c in corrected(server).claims if c.event.trigger.text == "loitered")
    assert TEXT[added.event.trigger.start : added.event.trigger.end] == "loitered"
    assert [(p.text, p.place and p.place.name) for p in added.places] == [("Bukavu", "Bukavu")]
    # It is on the map at once; the frame, what it holds and its zoom stayed.
    expect(page.locator(".report .selected-part.mark-trigger")).to_have_text("loitered")
    expect(visit.map.locator(".leaflet-popup")).to_contain_text("loitered")
    assert window.evaluate("window.markedByTest") is True
    assert page.evaluate("frame => frame.isConnected", frame)
    assert visit.map.locator(".leaflet-control-scale-line").first.text_content() == zoom
    visit.close()


def test_offsets_hold_behind_emoji_right_to_left_text_and_crlf(browser: Browser, server: Server) -> None:
    visit = Visit(browser, server, "claims")
    for words in ("envoy", "שלום", "مرحبا", "depot"):
        visit.page.locator(".report").wait_for()
        marked_words(visit, words)
        visit.page.get_by_role("button", name="Add a claim from these words").click()
        dialog = visit.page.get_by_role("dialog")
        expect(dialog.locator("strong")).to_contain_text(words)
        expect(dialog.locator("strong")).to_have_text(words)
        visit.page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
    visit.close()


def test_words_of_a_marked_trigger_can_be_marked_too(browser: Browser, server: Server) -> None:
    visit = Visit(browser, server, "claims")
    page, chosen = visit.page, visit.page.locator(".report .selected-part.mark-trigger")
    expect(page.locator(".report .mark-trigger").first).to_be_visible()
    marked_words(visit, "seized")
    page.get_by_role("button", name="Add a claim from these words").click()
    expect(page.get_by_role("dialog").locator("strong")).to_have_text("seized")
    expect(chosen).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    # A click and a key still select.
    page.locator(".report .mark-trigger", has_text="hit").click()
    expect(page.locator(".claim-card blockquote")).to_contain_text("Shells hit")
    page.locator(".report .mark-trigger", has_text="seized").press("Enter")
    expect(page.locator(".claim-card blockquote")).to_contain_text("Rebels")
    visit.close()


def test_all_pins_are_in_sight_and_colours_can_say_the_side(browser: Browser, server: Server) -> None:
    visit = Visit(browser, server, "claims")
    pins, legend = visit.map.locator(".geoclaims-pin"), visit.map.locator("#legend")
    expect(pins.first).to_be_visible()
    frame = visit.map.locator("#map").bounding_box()
    assert frame
    for pin in pins.all():
        box = pin.bounding_box()
        assert box
        assert frame["y"] <= box["y"] <= box["y"] + box["height"] <= frame["y"] + frame["height"]
    zoom = visit.map.locator(".leaflet-control-scale-line").first.text_content()
    expect(legend.get_by_label("kind of source")).to_be_checked()
    legend.get_by_label("side of source").check()
    expect(legend).to_contain_text("unknown")
    expect(legend.get_by_label("side of source")).to_be_focused()
    assert visit.map.locator(".leaflet-control-scale-line").first.text_content() == zoom
    visit.close()


def test_a_click_in_text_map_or_table_selects_in_the_other_two(browser: Browser, server: Server) -> None:
    visit = Visit(browser, server, "claims")
    page = visit.page
    expect(visit.map.locator(".geoclaims-pin").first).to_be_visible()
    popup, part = visit.map.locator(".leaflet-popup"), page.locator(".report .selected-part.mark-trigger")

    def selected_row() -> str:
        return page.url.partition("claim=")[2]

    # Text first.
    page.locator(".report .mark-trigger", has_text="hit").click()
    expect(popup).to_contain_text("Shells hit")
    expect(page.locator(".claim-card blockquote")).to_contain_text("Shells hit")
    from_text = selected_row()
    # Then the table.
    select_row(page, "“seized”")
    expect(part).to_have_text("seized")
    expect(popup).to_contain_text("Rebels")
    assert selected_row() != from_text
    # Then the map: the claim that shares the pin, or the next pin.
    popup.locator(".leaflet-popup-close-button").dispatch_event("click")
    for _ in range(2):
        scale = str(visit.map.locator(".leaflet-control-scale-line").first.text_content())
        visit.map.locator(".leaflet-control-zoom-out").click()
        expect(visit.map.locator(".leaflet-control-scale-line").first).not_to_have_text(scale)
    visit.map.locator(".geoclaims-pin[title*='Bukavu']").dispatch_event("click")
    expect(part).to_have_text("loitered")
    expect(page.locator(".claim-card blockquote")).to_contain_text("Gunmen")
    visit.close()


def test_a_place_is_corrected_by_a_click_on_the_map(browser: Browser, server: Server) -> None:
    claim = next(c for c in corrected(server).claims if c.event.trigger.text == "hit")
    visit = Visit(browser, server, f"review?claim={claim.id}")
    page = visit.page
    expect(visit.map.locator(".geoclaims-pin").first).to_be_visible()
    frame, window = map_window(visit)
    window.evaluate("window.markedByTest = true")
    expect(page.locator(".claim-card")).to_contain_text("Shells hit")
    zoom = visit.map.locator(".leaflet-control-scale-line").first.text_content()
    page.locator("iframe[title='Map of the claims']").scroll_into_view_if_needed()
    ringed = visit.map.locator("#map").bounding_box()
    assert ringed
    visit.map.locator("#map").click(position={"x": ringed["width"] / 2 + 70, "y": ringed["height"] / 2})
    expect(page.get_by_role("button", name="Save this place")).to_be_enabled()
    choose(page, "It means", "the clicked point itself")
    page.get_by_role("spinbutton", name="Good to, in metres").fill("2500")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Save this place").click()
    expect(page.locator(".claim-card")).to_contain_text("point good to 2.5 km")
    place = next(c for c in corrected(server).claims if c.id == claim.id).places[0].place
    assert place
    assert place.id.startswith("own:")
    assert place.uncertainty_m == 2500
    assert window.evaluate("window.markedByTest") is True
    assert page.evaluate("frame => frame.isConnected", frame)
    assert visit.map.locator(".leaflet-control-scale-line").first.text_content() == zoom
    settled(page)
    key(page, "u")
    expect(page.locator(".claim-card")).not_to_contain_text("2.5 km")
    visit.close()


def test_two_claims_are_merged_and_parted_again(browser: Browser, server: Server) -> None:
    claims = corrected(server).claims
    seized = next(c for c in claims if c.event.trigger.text == "seized")
    visit = Visit(browser, server, f"review?claim={seized.id}")
    page = visit.page
    expect(visit.map.locator(".geoclaims-pin").first).to_be_visible()
    _, window = map_window(visit)
    window.evaluate("window.markedByTest = true")
    settled(page)
    page.get_by_text("Split it in two, or merge it").click()
    choose(page, "Merge", "hit:")
    expect(page.get_by_text("Another source says it")).to_be_visible()
    page.get_by_role("button", name="Merge it into this claim").click()
    expect(page.get_by_text(f"{len(claims) - 1} claims")).to_be_visible()
    settled(page)
    key(page, "u")
    expect(page.get_by_text(f"{len(claims)} claims")).to_be_visible()
    assert corrected(server).claims == claims
    assert window.evaluate("window.markedByTest") is True
    visit.close()


def test_the_keys_of_the_queue(browser: Browser, server: Server) -> None:
    visit = Visit(browser, server, "review")
    page, quote = visit.page, visit.page.locator(".claim-card blockquote")
    expect(page.get_by_role("button", name="In the text")).to_be_visible()
    expect(page.get_by_text("Split it in two, or merge it")).to_be_visible()
    settled(page)
    first = str(quote.text_content())
    page.keyboard.press("n")
    expect(quote).not_to_have_text(first)
    second = str(quote.text_content())
    page.keyboard.press("p")
    expect(quote).to_have_text(first)
    page.keyboard.press("a")
    expect(page.get_by_text("1 accepted")).to_be_visible()
    expect(quote).to_have_text(second)
    page.keyboard.press("x")
    expect(page.get_by_text("1 rejected")).to_be_visible()
    for said in ("0 rejected", "0 accepted"):
        page.keyboard.press("u")
        expect(page.get_by_text(said)).to_be_visible()
    page.keyboard.press("t")
    expect(page.locator(".report")).to_be_visible()
    visit.close()


def test_the_map_tells_what_is_clicked_on_it_and_not_what_it_was_told(
    browser: Browser, uncorrected: Server
) -> None:
    """Else an answer that comes late would take the selection back to an older claim."""
    visit = Visit(browser, uncorrected, "claims")
    page = visit.page
    expect(visit.map.locator(".geoclaims-pin").first).to_be_visible()
    page.evaluate(
        """() => {
            window.heard = [];
            addEventListener("message", ({ data }) => {
                if (data?.type === "geoclaims:select") window.heard.push(data.claim);
            });
        }"""
    )
    claims = {claim.event.trigger.text: claim.id for claim in corrected(uncorrected).claims}
    popup = visit.map.locator(".leaflet-popup")
    for word in ("seized", "hit"):  # at one point: the popup lists both
        page.locator(".report .mark-trigger", has_text=word).click()
        expect(popup.locator(f"details[data-claim='{claims[word]}'][open]")).to_be_visible()
    popup.locator(f"details[data-claim='{claims['seized']}'] summary").click()
    page.wait_for_function("window.heard.length > 0")
    assert page.evaluate("window.heard") == [claims["seized"]]
    expect(page.locator(".report .selected-part.mark-trigger")).to_have_text("seized")
    visit.close()


def test_keys_pressed_faster_than_the_page_is_drawn_all_count(browser: Browser, server: Server) -> None:
    visit = Visit(browser, server, "review")
    page = visit.page
    expect(page.get_by_role("button", name="In the text")).to_be_visible()
    expect(page.get_by_text("Split it in two, or merge it")).to_be_visible()
    settled(page)
    page.keyboard.type("ax", delay=80)  # milliseconds: as a quick hand types
    expect(page.get_by_text("1 accepted · 1 rejected")).to_be_visible()
    decided = _log(server.project)[-2:]
    assert [c.action for c in decided] == ["accept", "reject"]
    assert decided[0].claim != decided[1].claim
    for said in ("1 accepted · 0 rejected", "0 accepted · 0 rejected"):
        key(page, "u")
        expect(page.get_by_text(said)).to_be_visible()
    visit.close()


def test_all_of_it_is_in_the_file(server: Server) -> None:
    actions = [c.action for c in _log(server.project)]
    assert {"add", "place", "merge", "accept", "reject", "undo"} <= set(actions)


def _log(path: Path):  # type: ignore[no-untyped-def]
    project = Project(path)
    log = project.corrections()
    project.close()
    return log
