"""Export: the map page and the tables, of all claims or of those the filters leave."""

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from geoclaims.model import Claim
from geoclaims.output import FOLDER_FORMATS
from geoclaims.output.redaction import handed_round
from geoclaims.output.surrogates import surrogates_note
from geoclaims.ui import empty, map_data, workspace
from geoclaims.ui.export_files import (
    Export,
    about_file,
    claims_file,
    filters_line,
    map_file,
    verdicts_file,
)
from geoclaims.ui.filters import filter_row, present_filters
from geoclaims.ui.words import counted, markdown_text

_SHARED = {
    "csv": ("CSV", "For spreadsheets: one row a claim", "text/csv"),
    "geojson": ("GeoJSON", "For GIS and the web", "application/geo+json"),
    "gpkg": (
        "GeoPackage",
        "For QGIS and ArcGIS, styled, with the datasets",
        "application/geopackage+sqlite3",
    ),
    "kml": ("KML", "For Google Earth", "application/vnd.google-earth.kml+xml"),
    "parquet": ("GeoParquet", "For data tools", "application/vnd.apache.parquet"),
    "links": ("Link chart", "Who claims what where, for Gephi, Maltego or i2", "application/zip"),
    "notes": ("Notes", "A Markdown note a claim, for Obsidian", "application/zip"),
    "packs": ("Packs", "To verify with, a folder a claim: area, days, searches", "application/zip"),
}
"""Format, what it is called, what it is for, its media type."""
_JSON_LINES = "application/x-ndjson"


def show() -> None:
    """The page."""
    space = workspace.workspace()
    if not space.claims:
        empty.nothing_to_export()
        return
    verdicts, _ = workspace.verdicts()
    claims = filter_row(space, verdicts)
    chosen = present_filters()
    filters = filters_line(chosen, space.report_names)
    st.markdown(f"**{len(claims):,} of {counted(len(space.claims), 'claim')}** will be written.")
    if not claims:
        st.info("No claim is left by these filters.")
        return
    private = st.toggle(
        "For our own use only", key="export_private",
        help="Keeps names of private persons, small places of refuge, and rows of datasets that may not be "
        "handed round; marks what is written as private.",
    )  # fmt: skip
    export = Export(claims, len(space.claims), filters, private)
    left_out, replaced = _changed_on_the_way(workspace.project().stamp(), json.dumps(chosen), claims)
    for note in (None if private else left_out, replaced):
        if note:
            st.caption(markdown_text(note))
    left, right = st.columns([4, 5], gap="medium")
    with left:
        with st.container(border=True):
            _map(export)
        with st.container(border=True):
            _to_work_on(replace(export, private=True), beside=bool(verdicts))
    with right, st.container(border=True):
        _tables(export)


@st.cache_resource(max_entries=16, show_spinner="Looking for what may not be handed round …")
def _changed_on_the_way(
    stamp: tuple[int, int], chosen: str, _claims: Sequence[Claim]
) -> tuple[str | None, str | None]:
    """What is left out for people's safety, and what no file can hold; made once a choice of claims."""
    return handed_round(_claims).note, surrogates_note(_claims)


def _map(export: Export) -> None:
    st.subheader("Map page")
    st.markdown(
        "One HTML file with everything inside: it opens in any browser without a network, and every pin says "
        "who claims what."
    )
    title = st.text_input("Title", value="Claimed events", key="map_title", max_chars=150)
    _, notes = map_data.overlays(shareable_only=not export.private)
    for note in notes:
        st.caption(markdown_text(note))
    st.download_button(
        "Download the map", data=lambda: map_file(export, title), file_name="claims-map.html",
        mime="text/html", icon=":material/map:", type="primary", on_click="ignore",
    )  # fmt: skip


def _to_work_on(everything: Export, *, beside: bool) -> None:
    st.subheader("To work on")
    st.markdown(
        "JSON Lines hold **everything, also what may not be handed round**; the command line takes them: "
        "`geoclaims compare`, `geoclaims map`."
    )
    _button("Download JSON Lines", partial(claims_file, everything, "jsonl"), "claims.jsonl", _JSON_LINES)
    _button(
        "Download what it was made with", partial(about_file, everything), "claims.jsonl.about.json",
        "application/json",
    )  # fmt: skip
    if beside:
        _button("Download the verdicts", partial(verdicts_file, everything), "verdicts.jsonl", _JSON_LINES)


def _tables(export: Export) -> None:
    st.subheader("Tables and layers")
    for name, (label, words, mime) in _SHARED.items():
        text, button = st.columns(2, vertical_alignment="center")
        text.markdown(f"**{label}**  \n{words}")
        file_name = f"claims-{name}.zip" if name in FOLDER_FORMATS else f"claims.{name}"
        with button:
            _button(f"Download {label}", partial(claims_file, export, name), file_name, mime)


def _button(label: str, data: "partial[bytes]", file_name: str, mime: str) -> None:
    st.download_button(
        label, data=data, file_name=file_name, mime=mime, key=f"download_{file_name}", width="stretch",
        on_click="ignore",
    )  # fmt: skip
