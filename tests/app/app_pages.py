"""From page to page, and what a page says."""

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash


def open_page(app: AppTest, name: str) -> AppTest:
    """The page with this name, run."""
    app._page_hash = calc_hash(name)
    return app.run()


def words(app: AppTest) -> str:
    """All that the page says in words."""
    parts = [app.markdown, app.caption, app.error, app.success, app.info, app.warning, app.subheader]
    return "\n".join(element.value for elements in parts for element in elements)
