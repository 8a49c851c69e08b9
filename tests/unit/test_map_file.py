"""The page as a file: one document, everything inside, and a policy that keeps it so."""

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import folium
import pytest

from geoclaims.output.map import MapOptions, page_html
from geoclaims.output.map.page import TILES, OfflineMap
from geoclaims.output.provenance import Provenance
from map_claims import invented_claims

CLAIMS = invented_claims()


class Tags(HTMLParser):
    """The tags of a page with their attributes, and the scripts in it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self._open = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._open = tag == "script" and "type" not in dict(attrs)

    def handle_endtag(self, tag: str) -> None:
        self._open = False

    def handle_data(self, data: str) -> None:
        if self._open:
            self.scripts.append(data)


@pytest.fixture(scope="module")
def page() -> str:
    return page_html(CLAIMS, options=MapOptions(provenance=Provenance(gazetteer="g1", settings="s1")))


def test_no_tag_points_outside(page: str) -> None:
    for tag, attributes in Tags(page).tags:
        assert tag not in ("link", "iframe", "img", "object", "embed", "base")
        assert "src" not in attributes
        assert attributes.get("href", "#").startswith("#")
    assert not re.search(r"url\((?!data:)", page.split("</style>")[0])
    assert "openstreetmap.org" not in page


def test_the_policy_names_exactly_the_scripts_inside(page: str) -> None:
    tags = Tags(page)
    policy = next(a["content"] for t, a in tags.tags if a.get("http-equiv") == "Content-Security-Policy")
    named = set(re.findall(r"'sha256-([^']+)'", policy or ""))
    assert named == {b64encode(sha256(script.encode()).digest()).decode() for script in tags.scripts}
    assert "default-src 'none'" in (policy or "")


def test_tiles_only_when_asked_for_and_with_their_credit() -> None:
    online = page_html(CLAIMS, options=MapOptions(online=True))
    assert f"img-src data: {TILES};" in online
    assert "© OpenStreetMap contributors" in online


def test_it_says_what_it_was_made_with(page: str) -> None:
    for words in ("GeoNames", "Gazetteer: g1", "Settings: s1", "Natural Earth", "unverified"):
        assert words in page


def test_a_hundred_claims_stay_under_a_megabyte() -> None:
    assert len(page_html((CLAIMS * 12)[:100]).encode()) < 1_000_000


def test_folium_keeps_its_own_links() -> None:
    before = list(folium.Map.default_js)
    assert OfflineMap().default_js == []
    assert folium.Map.default_js == before
    assert before
