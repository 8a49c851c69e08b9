"""What the browser tests share."""

from map_page_support import browser, opened, page
from playwright.sync_api import expect

# A busy machine may be slow to draw a page; a passing test does not wait for it.
expect.set_options(timeout=45_000)

__all__ = ["browser", "opened", "page"]
