"""The map page in a browser, with the network cut off."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from map_page_support import CLAIMS, Opened
from playwright.sync_api import Browser, Page
from shapely import box

from geoclaims.evidence.control import ControlMap, Snapshot
from geoclaims.evidence.control_settlements import SettlementControl
from geoclaims.output.escape import visible
from geoclaims.output.map import Label, MapOptions, Overlay, page_html
from hostile_texts import PAGES as HOSTILE
from map_claims import with_text
from map_records import table

pytestmark = pytest.mark.browser


def test_it_asks_the_network_for_nothing(opened: Opened, page: Page) -> None:
    for pin in page.locator(".geoclaims-pin").all():
        pin.dispatch_event("click")
    assert {request for request in opened.requests if not request.startswith(("file:", "about:"))} == set()
    assert {request.partition("#")[0] for request in opened.requests} <= {opened.address, "about:blank"}
    assert opened.complaints == []


def test_claims_at_one_point_are_one_pin_and_stay_there(page: Page) -> None:
    words = page.locator(".geoclaims-pin").evaluate_all(
        "pins => pins.map(pin => pin.getAttribute('aria-label'))"
    )
    assert sum("2 claims" in text for text in words) == 2
    assert sum("may be Springfield" in text for text in words) == 2
    assert len(words) == 6


def test_every_popup_begins_with_the_claimant(page: Page) -> None:
    for number in range(page.locator(".geoclaims-pin").count()):
        page.locator(".geoclaims-pin").nth(number).dispatch_event("click")
        text = page.locator(".leaflet-popup-content").last.inner_text()
        assert text.startswith("claimed by")
        assert "unverified" in text.splitlines()[0]


def test_a_popup_shows_sentence_source_and_doubt(page: Page) -> None:
    page.locator("[data-claim=taken] summary").click()
    page.locator("[data-claim=taken] button").click()
    popup = page.locator(".leaflet-popup-content")
    details = popup.locator("details[data-claim=taken]")
    assert details.locator("mark.trigger").inner_text() == "liberated"
    assert details.locator("mark.source").inner_text() == "General Ilya Marsh"
    assert details.locator("mark.cue").inner_text() == "said"
    text = details.inner_text()
    for words in (
        "via State TV",
        "Nordfurt (Northford, Donetsk, UA), ± 4 km",
        "1 December 2025",
        "2.7 expected by chance",
    ):
        assert words in text


def test_the_list_holds_claims_without_a_place_too(page: Page) -> None:
    assert page.locator("#claims > li").count() == len(CLAIMS)
    assert "Showing 9 of 9 claims · 2 without a place" in page.locator("#count").inner_text()
    page.locator("[data-claim=unfound] summary").click()
    page.locator("[data-claim=unfound] .doubt").get_by_text("is not in the gazetteer").wait_for()


def test_a_pin_marks_its_claim_in_the_list(page: Page) -> None:
    page.get_by_label("Oldtown", exact=False).first.dispatch_event("click")
    assert page.locator("li.current").get_attribute("data-claim") == "planned"


def test_a_layer_taken_off_is_counted(page: Page) -> None:
    page.locator(".leaflet-control-layers").hover()
    page.locator(".leaflet-control-layers label").filter(
        has_text="Officials, institutions, documents (3)"
    ).click()
    assert "Showing 6 of 9 claims" in page.locator("#count").inner_text()
    assert page.locator("#claims > li:visible").count() == 6


def test_filters_count_and_stand_in_the_address(opened: Opened, page: Page) -> None:
    page.locator("[data-facet=realis] summary").click()
    page.locator("[data-facet=realis]").get_by_label("planned").check()
    assert "Showing 1 of 9 claims" in page.locator("#count").inner_text()
    assert "realis=planned" in page.url
    address = page.url
    page.get_by_role("button", name="Clear filters").click()
    assert "Showing 9 of 9 claims" in page.locator("#count").inner_text()
    other = opened.context.new_page()
    other.goto(address)
    other.wait_for_selector("html.alive")
    assert "Showing 1 of 9 claims" in other.locator("#count").inner_text()
    assert other.locator(".geoclaims-pin").count() == 1
    other.close()


@pytest.mark.parametrize(
    ("filled", "shown"),
    [
        ({"q": "nordfurt"}, 3), ({"q": "NORDFÚRT shelled"}, 1), ({"q": "watchpost"}, 1), ({"q": "zzz"}, 0),
        ({"from": "2025-12-02"}, 8), ({"to": "2025-12-01"}, 1), ({"from": "2025-12-03"}, 0),
    ],
)  # fmt: skip
def test_search_and_dates(page: Page, filled: dict[str, str], shown: int) -> None:
    for name, value in filled.items():
        page.locator(f"#filters [name={name}]").fill(value)
    assert f"Showing {shown} of 9 claims" in page.locator("#count").inner_text()
    assert page.locator("#claims > li:visible").count() == shown


def test_a_link_to_a_claim_opens_it(opened: Opened) -> None:
    page = opened.context.new_page()
    page.goto(opened.address + "#claim=twice&at=48.3,37.2,9&kind=nonsense&from=x")
    page.wait_for_selector("html.alive")
    assert page.locator("details[data-claim=twice][open]").count() == 1
    assert page.locator("li.current").get_attribute("data-claim") == "twice"
    page.close()


def test_the_timeline_chooses_dates(page: Page) -> None:
    box = page.locator("#timeline svg").bounding_box()
    assert box
    page.mouse.move(box["x"] + 2, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 12, box["y"] + 20)
    page.mouse.up()
    assert "Showing 1 of 9 claims" in page.locator("#count").inner_text()
    assert "to=2025-12-01" in page.url


def test_the_keyboard_reaches_a_claim(page: Page) -> None:
    page.locator("[data-claim=planned] summary").focus()
    page.keyboard.press("Enter")
    page.locator("[data-claim=planned] button").focus()
    page.keyboard.press("Enter")
    assert page.locator(".leaflet-popup-content").inner_text().startswith("claimed by two officials")
    page.keyboard.press("Escape")
    page.locator(".geoclaims-pin").first.focus()
    page.keyboard.press("Enter")
    assert page.locator(".leaflet-popup-content").last.inner_text().startswith("claimed by")


def test_paper_shows_every_claim_in_full_and_on_the_map(opened: Opened) -> None:
    page = opened.context.new_page()
    page.goto(opened.address + "#at=10,10,6")
    page.wait_for_selector("html.alive")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#claims .details").count() == len(CLAIMS)
    assert page.locator("#claims").inner_text().count("unverified") >= len(CLAIMS)
    stage = page.locator(".stage").bounding_box()
    assert stage
    for pin in page.locator(".geoclaims-pin").all():
        box = pin.bounding_box()
        assert box
        assert stage["x"] <= box["x"] <= stage["x"] + stage["width"]
        assert stage["y"] <= box["y"] <= stage["y"] + stage["height"]
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#claims details[open]").count() == 0
    assert round(page.evaluate("map_claims.getCenter().lat")) == 10
    page.close()


def test_a_window_round_it_hears_and_sends_the_choice(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "inner.html").write_text(page_html(CLAIMS), encoding="utf-8")
    (tmp_path / "outer.html").write_text(
        "<iframe src='inner.html' width=900 height=700></iframe><script>window.heard = [];"
        "addEventListener('message', e => heard.push(e.data))</script>"
    )
    page = browser.new_context(offline=True).new_page()
    page.goto((tmp_path / "outer.html").as_uri())
    page.frame_locator("iframe").locator("html.alive").wait_for()
    page.evaluate("frames[0].postMessage({type: 'geoclaims:focus', claim: 'planned'}, '*')")
    page.wait_for_function("heard.length > 0")
    assert page.evaluate("heard[0]") == {"type": "geoclaims:select", "claim": "planned"}
    page.context.close()


@pytest.mark.parametrize("part", range(4))
def test_hostile_texts_are_shown_and_never_run(browser: Browser, tmp_path: Path, part: int) -> None:
    tried = HOSTILE[part::4]
    claims = [with_text(CLAIMS[0], text) for text in tried]
    claims = [
        type(c)(**{**{f: getattr(c, f) for f in c.__dataclass_fields__}, "id": text})
        for c, text in zip(claims, tried, strict=True)
    ]
    options = MapOptions(title=tried[0], labels=tuple(Label(text, 48.5, 37.0) for text in tried), notes=tried)
    opened = Opened(browser, page_html(claims, options=options), tmp_path)
    page = opened.page
    for item in page.locator("#claims > li > details").all():
        item.evaluate("box => box.open = true")
    page.locator(".geoclaims-pin").dispatch_event("click")
    for item in page.locator(".leaflet-popup-content details").all():
        item.evaluate("box => box.open = true")
    page.locator(".leaflet-popup-content a, #claims a").evaluate_all(
        "links => links.forEach(link => link.click())"
    )
    assert page.evaluate("window.hacked") is None
    assert {request for request in opened.requests if not request.startswith(("file:", "about:"))} == set()
    assert page.locator("iframe, base, meta[http-equiv=refresh], img[src=x], svg[onload]").count() == 0
    shown = page.locator("#claims").inner_text()
    for text in tried:
        assert visible(text).split()[0] in shown
    opened.context.close()


@pytest.mark.parametrize("part", range(3))
def test_hostile_records_are_shown_and_never_run(browser: Browser, tmp_path: Path, part: int) -> None:
    tried = HOSTILE[part::3]
    texts = pa.array([text.encode("utf-8", "replace").decode() for text in tried])
    place = {"lat": np.full(len(tried), 48.5), "lon": np.full(len(tried), 36.5)}
    source = table(
        len(tried), **place, id=texts, categories=tried[:3], text={"location": texts, "source": texts}
    )
    info = replace(source.info, name=tried[0], citation=tried[2], licence=tried[9])
    html = page_html([], [Overlay(replace(source, info=info), tried[2])])
    opened = Opened(browser, html, tmp_path)
    page = opened.page
    page.locator(".leaflet-control-layers").hover()
    spot = page.evaluate("Object.values(map_claims.latLngToContainerPoint([48.5, 36.5])).slice(0, 2)")
    page.locator("#map_claims").click(position={"x": spot[0], "y": spot[1]})
    assert page.locator(".leaflet-popup-content li").count() == len(tried)
    assert tried[2] in page.locator(".leaflet-popup-content").inner_text()
    assert page.evaluate("window.hacked") is None
    assert page.locator("img[src=x], iframe, svg[onload]").count() == 0
    assert opened.complaints == []
    opened.context.close()


def test_one_impossible_coordinate_does_not_blank_the_page(browser: Browser, tmp_path: Path) -> None:
    record = page_html(CLAIMS)
    broken = record.replace('"radius_m":4000', '"radius_m":-1', 1).replace('"lat":47.66', '"lat":null', 1)
    assert broken != record
    opened = Opened(browser, broken, tmp_path)
    assert opened.page.locator(".geoclaims-pin").count() >= 4
    opened.context.close()


def test_records_and_control_follow_the_dates(browser: Browser, tmp_path: Path) -> None:
    days = (date(2025, 1, 10), date(2025, 6, 1))
    control = ControlMap(tuple(Snapshot(day, {"Blue": box(36, 48, 37, 49)}, None) for day in days), None, "")
    overlays = [Overlay(table(50), "Records"), Overlay(table(0, control=control), "Areas")]
    opened = Opened(browser, page_html(CLAIMS, overlays), tmp_path)
    count, page = opened.page.locator("#count"), opened.page
    assert "50 of 50 records of Records" in count.inner_text()
    assert "Areas as of 2025-06-01" in count.inner_text()
    page.locator("#filters [name=to]").fill("2025-01-20")
    assert "20 of 50 records of Records" in count.inner_text()
    assert "Areas as of 2025-01-10" in count.inner_text()
    page.locator("#filters [name=to]").fill("2024-12-31")
    assert "0 of 50 records of Records" in count.inner_text()
    assert "Areas: nothing before 2025-01-10" in count.inner_text()
    assert opened.complaints == []
    opened.context.close()


def test_settlements_are_points_in_the_status_of_the_date_asked_for(browser: Browser, tmp_path: Path) -> None:
    days = np.array(["2025-01-10", "2025-01-20", "2025-01-20"], dtype="datetime64[D]")
    status = np.array([1, 0, 2], dtype=np.int8)
    held = SettlementControl(np.array([7, 7, 9]), days, status, ("RU", "UA"), {}, "taken from other maps")
    points = {
        "geonames:7": ("<img src=x onerror=hacked=1>", 48.5, 36.5),
        "geonames:9": ("Nine`${hacked=1}`", 48.9, 36.9),
    }
    html = page_html([], [Overlay(table(0, settlements=held), "Statuses", points)])
    opened = Opened(browser, html, tmp_path)
    count, page = opened.page.locator("#count"), opened.page
    assert "2 of 2 settlements of Statuses as of 2025-01-20" in count.inner_text()
    assert page.locator("#legend svg.outline").count() == 3  # of all days
    where = "Object.values(map_claims.latLngToContainerPoint([48.5, 36.5])).slice(0, 2)"
    spot = page.evaluate(where)
    page.locator("#map_claims").click(position={"x": spot[0], "y": spot[1]})
    text = page.locator(".leaflet-popup-content").inner_text()
    assert text.startswith("control of settlements on 2025-01-20, by Statuses")
    assert "<img src=x onerror=hacked=1> · RU" in text
    assert "so since 2025-01-20" in text
    assert "taken from other maps" in text
    assert "A record nearby" not in text
    page.keyboard.press("Escape")
    page.locator("#filters [name=to]").fill("2025-01-15")
    assert (
        "1 of 2 settlements of Statuses as of 2025-01-15, the oldest told 5 days before" in count.inner_text()
    )
    page.locator("#map_claims").click(position={"x": spot[0], "y": spot[1]})
    told = page.locator(".leaflet-popup-content").last.inner_text()
    assert "· UA" in told
    assert "last told 2025-01-10, 5 days before" in told
    page.locator("#filters [name=to]").fill("2025-03-01")
    assert "0 of 2 settlements" in count.inner_text()
    assert "it tells of 2025-01-10 to 2025-01-20" in count.inner_text()
    assert page.evaluate("window.hacked") is None
    assert page.locator("path.leaflet-interactive").count() == 0  # no area
    assert opened.complaints == []
    opened.context.close()


def test_a_datasets_filter_keeps_its_number_where_others_have_no_records(
    browser: Browser, tmp_path: Path
) -> None:
    control = ControlMap((Snapshot(date(2025, 1, 10), {"Blue": box(36, 48, 37, 49)}, None),), None, "")
    asked = [Overlay(table(0, control=control), "Areas", number=1), Overlay(table(9), "Records", number=2)]
    opened = Opened(browser, page_html(CLAIMS, asked), tmp_path)
    opened.page.goto("about:blank")
    opened.page.goto(opened.address + "#r2=a")
    opened.page.wait_for_selector("html.alive")
    assert "3 of 9 records of Records" in opened.page.locator("#count").inner_text()
    opened.context.close()


def test_a_click_on_a_record_tells_it_in_the_datasets_words(browser: Browser, tmp_path: Path) -> None:
    source = table(
        1, lat=np.array([48.5]), lon=np.array([36.5]), text={"location": pa.array(["<b>Ford</b>"])}
    )
    opened = Opened(browser, page_html([], [Overlay(source, "Records")]), tmp_path)
    where = "Object.values(map_claims.latLngToContainerPoint([48.5, 36.5])).slice(0, 2)"
    spot = opened.page.evaluate(where)
    opened.page.locator("#map_claims").click(position={"x": spot[0] + 3, "y": spot[1]})
    text = opened.page.locator(".leaflet-popup-content").inner_text()
    assert text.startswith("recorded by Records")
    assert "<b>Ford</b>" in text
    assert "record R0" in text
    assert "no proof" in text
    opened.context.close()


def test_many_claims_are_gathered_by_number_and_still_found(browser: Browser, tmp_path: Path) -> None:
    many = [
        replace(
            claim,
            id=f"c{n}",
            places=tuple(replace(p, place=replace(p.place, lat=40 + n / 50)) for p in claim.places),
        )
        for n, claim in enumerate([CLAIMS[0]] * 400)
    ]
    opened = Opened(browser, page_html(many), tmp_path)
    page = opened.page
    assert page.locator(".geoclaims-cluster").count() > 0
    assert page.locator("#count").inner_text().startswith("Showing 400 of 400 claims")
    page.locator("[data-claim=c200] summary").click()
    page.locator("[data-claim=c200] button").click()
    assert page.locator(".leaflet-popup-content").inner_text().startswith("claimed by Ilya Marsh")
    assert opened.complaints == []
    opened.context.close()


def test_nothing_runs_but_what_the_policy_names(opened: Opened, page: Page) -> None:
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.hacked=1\">')")
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'hacked=1'}))"
    )
    assert page.evaluate("window.hacked") is None
    opened.complaints.clear()


def test_the_block_is_json_that_other_programs_can_read(page: Page) -> None:
    block = json.loads(page.locator("#geoclaims-data").text_content() or "")
    assert [entry["id"] for entry in block["claims"]] == [claim.id for claim in CLAIMS]
