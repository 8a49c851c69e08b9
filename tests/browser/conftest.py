"""What the browser tests share."""

from map_page_support import browser, opened, page

__all__ = ["browser", "opened", "page"]
