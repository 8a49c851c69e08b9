"""Export: the map page and the tables, of all claims or of those the filters leave."""

import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import streamlit as st

from geoclaims.model import Claim
from geoclaims.output import write_claims
from geoclaims.output.map import MapOptions, page_html
from geoclaims.output.redaction import handed_round
from geoclaims.ui import empty, map_data, workspace
from geoclaims.ui.filters import filter_row
from geoclaims.ui.words import counted, markdown_text

_FORMATS = {
    "csv": ("CSV", "For spreadsheets: one row a claim", "text/csv"),
    "geojson": ("GeoJSON", "For GIS and the web", "application/geo+json"),
    "jsonl": (
        "JSON Lines",
        "To work on: everything, also what may not be handed round",
        "application/x-ndjson",
    ),
    "gpkg": ("GeoPackage", "For QGIS and ArcGIS", "application/geopackage+sqlite3"),
    "kml": ("KML", "For Google Earth", "application/vnd.google-earth.kml+xml"),
    "parquet": ("GeoParquet", "For data tools", "application/vnd.apache.parquet"),
}


def show() -> None:
    """The page."""
    space = workspace.workspace()
    if not space.claims:
        empty.no_claims(space)
        return
    verdicts, _ = workspace.verdicts()
    claims = filter_row(space, verdicts)
    st.markdown(f"**{len(claims):,} of {counted(len(space.claims), 'claim')}** will be written.")
    if not claims:
        st.info("No claim is left by these filters.")
        return
    private = st.toggle(
        "For our own use only", key="export_private",
        help="Keeps names of private persons, small places of refuge, and rows of datasets that may not be "
        "handed round; marks what is written as private.",
    )  # fmt: skip
    safe = handed_round(claims)
    if safe.note and not private:
        st.caption(markdown_text(safe.note))
    left, right = st.columns(2, gap="medium")
    with left, st.container(border=True):
        _map(claims, private)
    with right, st.container(border=True):
        _tables(claims, private)


def _map(claims: Sequence[Claim], private: bool) -> None:
    st.subheader("Map page")
    st.markdown(
        "One HTML file with everything inside: it opens in any browser without a network, and every pin says "
        "who claims what."
    )
    title = st.text_input("Title", value="Claimed events", key="map_title", max_chars=150)
    _, notes = map_data.overlays(shareable_only=not private)
    for note in notes:
        st.caption(markdown_text(note))
    st.download_button(
        "Download the map", data=lambda: map_file(claims, title, private), file_name="claims-map.html",
        mime="text/html", icon=":material/map:", type="primary", on_click="ignore",
    )  # fmt: skip


def map_file(claims: Sequence[Claim], title: str, private: bool) -> bytes:
    """The self-contained page of these claims; unless private, without what may not be handed round."""
    overlays, notes = map_data.overlays(shareable_only=not private)
    verdicts, _ = workspace.verdicts()
    hidden: frozenset[str] = frozenset()
    if not private:
        safe = handed_round(claims)
        claims, hidden = safe.claims, safe.hidden
        notes = [*([safe.note] if safe.note else []), *notes]
        # What was measured at a place that is left out would tell where it is.
        verdicts = {claim: found for claim, found in verdicts.items() if claim not in safe.displaced}
    labels, provenance = map_data.gazetteer_facts(tuple(claims))
    options = MapOptions(
        title=title or "Claimed events",
        provenance=provenance,
        labels=tuple(label for label in labels if label.name not in hidden),
        notes=tuple(notes),
        private=private,
    )
    every = [verdict for claim in claims for verdict in verdicts.get(claim.id, ())]
    return page_html(claims, overlays, every, options).encode("utf-8", "replace")


def _tables(claims: Sequence[Claim], private: bool) -> None:
    st.subheader("Tables and layers")
    for name, (label, words, mime) in _FORMATS.items():
        text, button = st.columns([4, 5], vertical_alignment="center")
        text.markdown(f"**{label}**  \n{words}")
        button.download_button(
            f"Download {label}", data=partial(claims_file, claims, name, private),
            file_name=f"claims.{name}", mime=mime, key=f"download_{name}", width="stretch", on_click="ignore",
        )  # fmt: skip


def claims_file(claims: Sequence[Claim], format_name: str, private: bool = False) -> bytes:
    """The claims in a format, as the bytes of its file; JSON Lines, to work on, hold everything."""
    _, provenance = map_data.gazetteer_facts(())
    private = private or format_name == "jsonl"
    with tempfile.TemporaryDirectory(prefix="geoclaims-") as folder:
        path = Path(folder) / f"claims.{format_name}"
        write_claims(claims, path, format_name, provenance, private=private)
        return path.read_bytes()
