"""Geocode: a table of place names in, the same table with places out."""

import re
import tempfile
from pathlib import Path

import pandas as pd
import streamlit as st
from platformdirs import user_cache_path

from geoclaims.batch import ADDED, Columns, GeocodeReport, geocode_table
from geoclaims.errors import GeoclaimsError, InputError
from geoclaims.places.geocode_local import GazetteerGeocoder
from geoclaims.places.geocoders import ONLINE, Geocoder, Provider, online_geocoder
from geoclaims.places.name_tables import Table, read_table
from geoclaims.store_evidence import safe_name
from geoclaims.ui import reading, workspace
from geoclaims.ui.column_guesses import guess_column
from geoclaims.ui.settings_reading import contact, may_go_online
from geoclaims.ui.words import cell, counted, markdown_text

_PREVIEW = 8
_SHOWN = 200
"""Rows of the result that the page shows; the download has all."""
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
"""What is no formula though it begins with a sign: a longitude west of Greenwich."""
_NO_COLUMN = "–"
_EXAMPLE = """| town | country | status | lat, lon |
|---|---|---|---|
| Krasnoarmeysk | UA | resolved: Pokrovsk | 48.28, 37.18 |
| Malynivka | UA | ambiguous: several places | |
| Qwerty | UA | not found | |"""


def show() -> None:
    """The page."""
    left, right = st.columns([4, 7], gap="medium")
    with left:
        st.subheader("Geocode a table")
        file = st.file_uploader(
            "A table with a column of place names", type=["csv", "tsv", "xlsx"], key="geocode_file"
        )
    if file is None:
        with right, st.container(border=True):
            st.subheader("What comes out")
            st.markdown(
                "The same table with the place of each row behind its own columns: id, name, latitude, "
                "longitude, how far the point is good, and a **status**. A name that may be several places "
                "is *ambiguous*, one that is nowhere is *not found*; neither gets a guessed point. All is "
                "looked up in the gazetteer on this computer.\n\n" + _EXAMPLE
            )
        return
    with tempfile.TemporaryDirectory(prefix="geoclaims-") as folder:
        path = Path(folder) / safe_name(file.name)
        path.write_bytes(file.getvalue())
        try:
            table = read_table(path)
        except GeoclaimsError as error:
            left.error(markdown_text(str(error).replace(str(path), file.name)))
            return
        with left:
            columns, provider, fuzzy, go = _choices(table)
        with right:
            if go:
                _run(path, columns, provider, fuzzy, file.file_id)
            result = st.session_state.get("geocoded")
            if result and result[0] == file.file_id:
                _result(file.name, result[1], result[2])
            else:
                st.subheader(f"{counted(len(table.rows), 'row')} in {markdown_text(file.name)}")
                st.dataframe(_frame(table, _PREVIEW), hide_index=True)


def _frame(table: Table, rows: int) -> pd.DataFrame:
    shown = [
        [value if _NUMBER.fullmatch(value) else cell(value) for value in row] for _, row in table.rows[:rows]
    ]
    return pd.DataFrame(shown, columns=list(table.header), dtype="str")


def _choices(table: Table) -> tuple[Columns, Provider, bool, bool]:
    header = list(table.header)
    name = st.selectbox("Place names are in", header, index=guess_column(header, "place"))
    optional = [_NO_COLUMN, *header]
    country = st.selectbox(
        "Countries are in", optional, index=guess_column(optional, "country"),
        help="Keeps a name to its country; without it, namesakes stay ambiguous.",
    )  # fmt: skip
    admin1 = st.selectbox(
        "Provinces, states or oblasts are in",
        optional,
        index=guess_column(optional, "admin1"),
    )
    provider: Provider = "gazetteer"
    if may_go_online():
        provider = st.selectbox(
            "Looked up in", ["gazetteer", *ONLINE],
            format_func=lambda name: "the gazetteer here" if name == "gazetteer" else f"{name} (online)",
            help="An online service is sent the names of the table, one a second.",
        )  # fmt: skip
    fuzzy = st.toggle("Also take names close in spelling", key="geocode_fuzzy")
    go = st.button("Geocode", type="primary")
    chosen = Columns(
        name, None if country == _NO_COLUMN else country, None if admin1 == _NO_COLUMN else admin1
    )
    return chosen, provider, fuzzy, go


def _run(path: Path, columns: Columns, provider: Provider, fuzzy: bool, file_id: str) -> None:
    bar = st.progress(0.0, text="geocoding …")

    def progress(done: int, rows: int) -> None:
        if done % max(rows // 100, 1) == 0:
            bar.progress(min(done / max(rows, 1), 1.0), text=f"{done:,} of {rows:,} rows")

    target = path.with_name("geocoded.csv")

    def building(step: str, share: float) -> None:
        bar.progress(min(share, 1.0), text=step)

    geocoder: Geocoder
    if provider == "gazetteer":
        reading.pipeline(workspace.settings(), building)
        geocoder = GazetteerGeocoder(reading.gazetteer(workspace.settings()), fuzzy=fuzzy)
    elif not contact():
        st.error(f"{provider} wants to know who asks: say so on the Settings page, under “Online services”.")
        return
    else:
        cache = user_cache_path("geoclaims", appauthor=False) / "geocoded.sqlite"
        geocoder = online_geocoder(provider, contact(), cache)
    try:
        report = geocode_table(path, target, columns, geocoder, progress=progress)
    except InputError as error:
        st.error(markdown_text(str(error).replace(f"{path.parent}/", "")))
        return
    bar.empty()
    st.session_state["geocoded"] = (file_id, report, target.read_bytes())


def _result(name: str, report: GeocodeReport, content: bytes) -> None:
    st.subheader(f"{counted(report.rows, 'row')} done")
    for column, (status, count) in zip(st.columns(4), report.counts.items(), strict=True):
        column.metric(status.replace("_", " ").capitalize(), f"{count:,}")
    with tempfile.TemporaryDirectory(prefix="geoclaims-") as folder:
        path = Path(folder) / "geocoded.csv"
        path.write_bytes(content)
        table = read_table(path)
    own, added = table.header[: -len(ADDED)], dict(zip(ADDED, table.header[-len(ADDED) :], strict=True))
    first = [added.pop(name) for name in ("status", "geo_name", "lat", "lon", "reason")]
    st.dataframe(
        _frame(table, _SHOWN), hide_index=True,
        column_order=[*own, *first, *added.values()],  # what came of each row first
    )  # fmt: skip
    if report.rows > _SHOWN:
        st.caption(f"The first {_SHOWN} rows; the download has all {report.rows:,}.")
    stem = safe_name(name).rsplit(".", 1)[0]
    st.download_button(
        "Download the table", data=content, file_name=f"{stem}-geocoded.csv", mime="text/csv", type="primary",
        icon=":material/download:", on_click="ignore",
    )  # fmt: skip
