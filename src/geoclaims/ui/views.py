"""The parts of a page that Streamlit does not have: the marked text, the map in its frame.

The text is sent once for a report; the map's data are a file of their own that the browser fetches
when its content changed. Which claim is selected and which are shown goes by a message of its own,
so that neither a click nor a filter sends a map again or moves what was zoomed or scrolled.
"""

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

import streamlit as st
from streamlit import runtime

from geoclaims.model import Analysis
from geoclaims.output import assets
from geoclaims.ui.highlights import LEGEND, as_data

_FOLDER = files("geoclaims.ui") / "components"


def _asset(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")


@cache
def _frame() -> str:
    """The page inside the map's frame: constant, without data, and closed to the network."""
    library, own = assets.scripts(clustered=True, page=False), _asset("frame.js")
    allowed = " ".join(map(assets.script_hash, (library, own)))
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Map of the claims</title>'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\';'
        f" script-src {allowed}; style-src 'unsafe-inline'; img-src data:\">"
        f"<style>{assets.styles(clustered=True)}{_asset('frame.css')}</style></head>"
        '<body><div id="map"></div><ul id="legend" class="map-legend"></ul>'
        f"<script>{library}</script><script>{own}</script></body></html>"
    )


def _map_script() -> str:
    return f"const FRAME = {json.dumps(_frame())};\n{_asset('map.js')}"


_LEGEND_STYLE = (
    ".legend{display:flex;flex-wrap:wrap;gap:.2rem .9rem;font-size:.8rem;color:var(--st-text-color)}"
    ".legend span{padding:0 .25rem}"
)
_text = st.components.v2.component(
    "geoclaims_text",
    html='<div class="panel"><div class="report"></div>'
    '<button class="from-words" type="button" hidden>Add a claim from these words</button></div>',
    css=_asset("text.css"),
    js=_asset("text.js"),
)
_map = st.components.v2.component(
    "geoclaims_map",
    html='<div class="map"><p class="awaited" role="status" hidden>Drawing the map …</p></div>',
    css=_asset("map.css"),
    js=_map_script(),
)
_selection = st.components.v2.component(
    "geoclaims_selection", html="<span></span>", js=_asset("selection.js")
)
_legend = st.components.v2.component(
    "geoclaims_legend",
    html="<div class='legend'>"
    + "".join(f"<span class='mark-{kind}'>{words}</span>" for kind, words in LEGEND.items())
    + "</div>",
    css=_asset("text.css") + _LEGEND_STYLE,
)


def report_text(
    analysis: Analysis,
    height: int,
    on_claim: Callable[[], None],
    on_words: Callable[[], None],
    key: str = "report_text",
) -> None:
    """The text with its marks, at most ``height`` pixels high.

    A click on a claim calls ``on_claim``, which finds its id by ``clicked_claim(key)``; words marked
    for a new claim call ``on_words``, which finds them by ``marked_words(key)``.
    """
    pieces = as_data(analysis)
    # By content: a correction elsewhere leaves the panel, and where it is scrolled to, alone.
    version = sha256(json.dumps([analysis.document.id, pieces]).encode()).hexdigest()
    data = {"pieces": pieces, "version": version, "height": height, "document": analysis.document.id}
    _text(key=key, data=data, on_claim_change=on_claim, on_words_change=on_words)


@dataclass(frozen=True, slots=True)
class MapFile:
    """A map's data as they are sent: the block as gzipped JSON, and what is known of it unread."""

    content: bytes
    version: str
    height: int
    pick: bool


def awaited_map(height: int) -> MapFile:
    """Nothing yet: the map's frame stands, and says that the map is being drawn."""
    return MapFile(b"", "", height, pick=False)


def claims_map(
    file: MapFile, on_claim: Callable[[], None], on_point: Callable[[], None] | None = None, key: str = "map"
) -> None:
    """The map of what ``map_file`` made.

    A click on a claim calls ``on_claim``, which finds its id by ``clicked_claim(key)``; one beside the
    pins calls ``on_point``, which finds it by ``clicked_point(key)``, if the data were made for it.
    """
    data = {"address": _address(file, key), "version": file.version, "height": file.height, "pick": file.pick}
    _map(key=key, data=data, on_claim_change=on_claim, on_point_change=on_point or (lambda: None))


def map_file(block: dict[str, Any], height: int, *, pick: bool = False) -> MapFile:
    """A map's data as they are sent, made once and not at every click.

    ``height`` is in pixels; ``pick`` has the map tell where it was clicked.
    """
    body = json.dumps(block, ensure_ascii=True, separators=(",", ":")).encode()
    return MapFile(gzip.compress(body, 4, mtime=0), sha256(body).hexdigest(), height, pick)


def _address(file: MapFile, key: str) -> str:
    """Where the browser fetches the file: by its hash, as pictures are, while a page shows it."""
    if not file.content or not runtime.exists():
        return ""
    return runtime.get_instance().media_file_mgr.add(file.content, "application/gzip", f"geoclaims-{key}")


def clicked_point(key: str) -> object:
    """Where the map with this key was just clicked, as the browser says it."""
    return getattr(st.session_state.get(key), "point", None)


def clicked_claim(key: str) -> str | None:
    """The id of the claim that was just clicked in the part with this key."""
    claim = getattr(st.session_state.get(key), "claim", None)
    return claim if isinstance(claim, str) else None


def marked_words(key: str) -> tuple[str, int, int] | None:
    """The report's id, start and end of the words that were just marked in the part with this key.

    As the browser says them: the report may be another by now, and the offsets any numbers.
    """
    words = getattr(st.session_state.get(key), "words", None)
    match words:
        case {"document": str(document), "start": int(start), "end": int(end)}:
            return document, start, end
    return None


def announce(claim: str | None, shown: list[str] | None) -> None:
    """Tell text and map which claim is selected, and which the filters leave (None: all)."""
    _selection(key="selection", data={"claim": claim, "shown": shown}, height=1)


def legend() -> None:
    """What the marks in the text mean."""
    _legend(key="legend")
