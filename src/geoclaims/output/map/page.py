"""The map page: a folium map as one self-contained HTML file that makes no request at all."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import folium
from branca.element import Figure, MacroElement
from folium.template import Template

from geoclaims.model import Claim, Verdict
from geoclaims.output import assets
from geoclaims.output.escape import html_text, script_json
from geoclaims.output.map.block import MapOptions, map_block
from geoclaims.output.map.overlays import Overlay
from geoclaims.output.provenance import UNVERIFIED
from geoclaims.output.redaction import handed_round
from geoclaims.output.wording import day_text

TILES = "https://tile.openstreetmap.org"
_CLUSTERED_ABOVE = 150
"""Claims; the drawing layer gathers pins only above the same number of points."""


class OfflineMap(folium.Map):
    """A folium map without a single link to a content delivery network.

    What is added to it must bring no ``default_js`` of its own.
    """

    # Lists of its own: folium's are shared by every map of the process.
    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - folium's own way
    default_css: list[tuple[str, str]] = []  # noqa: RUF012
    _template = Template(
        """
        {% macro html(this, kwargs) %}<div class="folium-map" id="{{ this.get_name() }}"></div>{% endmacro %}
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, {{ this.options|tojson }});
        L.control.scale({imperial: false}).addTo({{ this.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        super().__init__(tiles=None)
        self._name, self._id = "map", "claims"  # the same input gives the same page
        self.options = {
            "center": [20, 10],
            "zoom": 2,
            "minZoom": 1,
            "maxZoom": 18,
            "zoomSnap": 0.5,
            "worldCopyJump": True,
            "attributionControl": False,
        }


class TileBackdrop(MacroElement):
    """OpenStreetMap's tiles, for a page that was asked to go online.

    They lie over the outlines (whose canvases have 100), which stay for where there are none.
    The tile usage policy wants to know the site that shows them (never more than its origin is sent).
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        L.tileLayer({{ this.address|tojson }}, {
            maxZoom: 18, zIndex: 150, referrerPolicy: "strict-origin-when-cross-origin",
        }).addTo({{ this._parent.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "TileBackdrop"
        self.address = TILES + "/{z}/{x}/{y}.png"


class ClaimsLayer(MacroElement):
    """The block of data, and the call that draws it on the map it is added to."""

    _template = Template(
        """
        {% macro html(this, kwargs) %}
        <script type="application/json" id="geoclaims-data">{{ this.data }}</script>
        {% endmacro %}
        {% macro script(this, kwargs) %}
        geoclaims.start({{ this._parent.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(self, block: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "ClaimsLayer"
        self.data = script_json(block)


class Page(Figure):
    """The document round a map: title, list, legend, notes, credits, and a policy against all else."""

    _template = Template(assets.own_text("page.html"))

    def __init__(self, block: dict[str, Any], options: MapOptions) -> None:
        super().__init__()
        clustered = len(block["claims"]) > _CLUSTERED_ABOVE
        self.title = html_text(block["title"])
        self.styles = assets.styles(clustered=clustered)
        self.library = assets.scripts(clustered=clustered)
        self.made = html_text(day_text(options.provenance.made_at.date()))
        self.note = html_text(UNVERIFIED)
        self.notes = [html_text(note) for note in options.notes]
        self.private = options.private
        self.credits = [html_text(line) for line in block["about"]]
        self.online = options.online

    def render(self, **kwargs: Any) -> str:
        """The whole page as HTML."""
        for child in self._children.values():
            child.render(**kwargs)
        # Hashed before it stands in the page, so that nothing but these two scripts can run there.
        self.calls = self.script.render(**kwargs)
        allowed = " ".join(map(assets.script_hash, (self.library, self.calls)))
        images = f"data: {TILES}" if self.online else "data:"
        self.policy = (
            f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src {images};"
            " base-uri 'none'; form-action 'none'"
        )
        return str(self._template.render(this=self, kwargs=kwargs))


def page_html(
    claims: Sequence[Claim],
    overlays: Sequence[Overlay] = (),
    verdicts: Iterable[Verdict] = (),
    options: MapOptions | None = None,
) -> str:
    """The claims on a map, as one HTML file with everything inside.

    Unless the options say private, names of private persons and places of refuge are left out.
    Datasets are drawn as they are given: whoever calls leaves out those that may not be shown.
    """
    options = options or MapOptions()
    if not options.private:
        safe = handed_round(claims)
        claims = safe.claims
        verdicts = [verdict for verdict in verdicts if verdict.claim not in safe.displaced]
        kept = tuple(label for label in options.labels if label.name not in safe.hidden)
        options = replace(
            options,
            title=safe.without_names(options.title),
            provenance=options.provenance.said_as(safe.without_names),
            labels=kept,
            notes=(*map(safe.without_names, options.notes), *([safe.note] if safe.note else [])),
        )
    block = map_block(claims, overlays, verdicts, options)
    page = Page(block, options)
    offline = OfflineMap()
    page.add_child(offline)
    if options.online:
        offline.add_child(TileBackdrop())
    offline.add_child(ClaimsLayer(block))
    return page.render()
