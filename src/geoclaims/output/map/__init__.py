"""The map: one block of data, one drawing layer, one self-contained page.

``page_html`` makes the page to be handed round; ``map_block`` makes the data alone, which
the drawing layer (``output.assets.scripts``, ``geoclaims.draw(map, block)``) shows anywhere. A
window that holds the page hears ``{type: "geoclaims:select", claim: ID}`` when a claim is
chosen, and can send ``{type: "geoclaims:focus", claim: ID}``.
"""

from typing import TYPE_CHECKING

from geoclaims.output.map.backdrop import Label, labels_near
from geoclaims.output.map.block import MapOptions, map_block
from geoclaims.output.map.overlays import Overlay, may_be_shown, place_ids, points_of

if TYPE_CHECKING:
    from geoclaims.output.map.page import page_html

__all__ = [
    "Label",
    "MapOptions",
    "Overlay",
    "labels_near",
    "map_block",
    "may_be_shown",
    "page_html",
    "place_ids",
    "points_of",
]


def __getattr__(name: str) -> object:
    if name != "page_html":
        raise AttributeError(f"module 'geoclaims.output.map' has no attribute {name!r}")
    from geoclaims.output.map.page import page_html  # takes folium, which the dashboard's map does without

    return page_html
