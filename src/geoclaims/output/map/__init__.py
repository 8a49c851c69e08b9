"""The map: one block of data, one drawing layer, one self-contained page.

``page_html`` makes the page to be handed round; ``map_block`` makes the data alone, which
the drawing layer (``assets.scripts``, ``geoclaims.draw(map, block)``) shows anywhere. A
window that holds the page hears ``{type: "geoclaims:select", claim: ID}`` when a claim is
chosen, and can send ``{type: "geoclaims:focus", claim: ID}``.
"""

from geoclaims.output.map.backdrop import Label, labels_near
from geoclaims.output.map.block import MapOptions, map_block
from geoclaims.output.map.overlays import Overlay, may_be_shown, place_ids, points_of
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
