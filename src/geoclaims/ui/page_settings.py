"""Settings: who decides, the project and its log, the gazetteer, and what is in force."""

import tempfile
from dataclasses import fields
from pathlib import Path

import pandas as pd
import streamlit as st

from geoclaims.errors import GeoclaimsError
from geoclaims.places.gazetteer import default_path
from geoclaims.places.gazetteer_import import Mapping, import_table
from geoclaims.places.name_tables import read_table
from geoclaims.store_corrections import correction_line, read_corrections
from geoclaims.store_evidence import safe_name
from geoclaims.ui import decisions, empty, reading, workspace
from geoclaims.ui.words import cell, counted, markdown_text

_NO_COLUMN = "–"


def show() -> None:
    """The page."""
    left, right = st.columns(2, gap="medium")
    with left:
        _analyst()
        _project()
        _decisions()
    with right:
        _gazetteer()
        _in_force()


def _analyst() -> None:
    with st.container(border=True):
        st.subheader("You")
        # The field's own value goes with its page; the name is wanted on all of them.
        st.session_state["analyst"] = st.text_input(
            "Your name, as it stands beside your decisions", value=decisions.analyst(), max_chars=80
        )


def _project() -> None:
    space, store = workspace.workspace(), workspace.project()
    with st.container(border=True):
        st.subheader("Project")
        if store.path is None:
            st.warning(
                "This work is not kept: it goes when the dashboard is stopped. "
                "Start it with `geoclaims app --project my-work.geoclaims` to keep it in a file."
            )
        else:
            st.markdown(f"Kept in **{markdown_text(store.path)}**")
        st.markdown(
            f"{counted(len(space.documents), 'report')}, {counted(len(space.claims), 'claim')}, "
            f"{counted(len(space.evidence), 'dataset')}, {counted(len(space.log), 'decision')}"
        )
        runs = store.runs()
        if runs:
            rows = [
                (
                    r.started_at[:16].replace("T", " "),
                    "yes" if r.finished_at else "cut short",
                    r.software,
                    cell(r.gazetteer or "–"),
                )
                for r in runs[:50]
            ]
            with st.expander(f"{counted(len(runs), 'reading')} so far"):
                st.dataframe(
                    pd.DataFrame(rows, columns=["Started", "Finished", "By", "Gazetteer"]), hide_index=True
                )
        again, check = st.columns(2)
        if again.button(
            "Read all reports again", disabled=not space.documents, width="stretch",
            help="With the present program and gazetteer; your decisions are laid over the new reading.",
        ):  # fmt: skip
            store.mark_due()
            empty.read_with_progress()
        if check.button("Check the file", width="stretch"):
            problems = store.check()
            if problems:
                st.error(markdown_text("; ".join(problems[:5])))
            else:
                st.success("The project file is whole.")


def _decisions() -> None:
    store = workspace.project()
    log = store.corrections()
    with st.container(border=True):
        st.subheader("Share decisions")
        st.caption("A colleague with the same reports can take yours in; what both have changes nothing.")
        st.download_button(
            "Save decisions", data="".join(f"{correction_line(c)}\n" for c in log),
            file_name="decisions.jsonl", mime="application/x-ndjson", disabled=not log, on_click="ignore",
        )  # fmt: skip
        with st.form("merge_form", border=False, clear_on_submit=True):
            file = st.file_uploader("A colleague's decisions", type=["jsonl"], key="merge_file")
            if st.form_submit_button("Take them in") and file is not None:
                try:
                    text = file.getvalue().decode("utf-8", "replace")
                    new = store.append_corrections(list(read_corrections(text, file.name)))
                except GeoclaimsError as error:
                    st.error(markdown_text(error))
                else:
                    st.success(f"{counted(new, 'new decision')} taken in.")


def _gazetteer() -> None:
    settings = workspace.settings()
    with st.container(border=True):
        st.subheader("Gazetteer")
        try:
            gazetteer = reading.gazetteer(settings)
        except GeoclaimsError:
            st.info(
                "Not built yet: that happens by itself with the first report, once, in under half a minute."
            )
            return
        st.markdown(f"**{reading.gazetteer_version(settings)}**")
        st.caption(
            "  \n".join(
                markdown_text(value)
                for key, value in sorted(gazetteer.meta.items())
                if key.startswith("source:")
            )
        )
        st.info(
            "It holds towns of 500 people and more. Villages are missing: where the front runs through them, "
            "add a country's full list with `geoclaims gazetteer add UA` (needs a network once), or your own "
            "table here."
        )
        name = st.text_input("Look a name up", key="settings_lookup", placeholder="in any spelling or script")
        if name.strip():
            rows = [
                (cell(e.place.name), cell(e.name), e.place.feature, cell(e.place.admin1 or ""),
                 e.place.country or "", e.place.population, f"{e.place.lat:.3f}, {e.place.lon:.3f}")
                for e in gazetteer.lookup(name.strip(), fuzzy=True)[:30]
            ]  # fmt: skip
            if rows:
                columns = ["Place", "Found as", "Kind", "Division", "Country", "People", "Point"]
                st.dataframe(
                    pd.DataFrame(rows, columns=columns), hide_index=True, height=min(38 + 36 * len(rows), 220)
                )
            else:
                st.warning("No place of this name, nor one close to it in spelling.")
        with st.expander("Add places of your own"):
            _own_places()


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
                name = left.selectbox("Names", header, index=_guess(header, "name"))
                names = right.selectbox("Other names (parted by | or ;)", optional)
                lat = left.selectbox("Latitude", header, index=_guess(header, "lat", "y"))
                lon = right.selectbox("Longitude", header, index=_guess(header, "lon", "lng", "x"))
                country = left.selectbox("Country code", optional, index=_guess(optional, "country", "iso"))
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
    st.success(
        f"{counted(report.added, 'place')} added, {report.renewed:,} renewed. "
        "Read the reports again to use them."
    )
    if report.skipped.count:
        st.warning(
            f"{counted(report.skipped.count, 'line')} left out: "
            + markdown_text("; ".join(report.skipped.first[:5]))
        )


def _value(setting: object) -> str:
    if isinstance(setting, bool):
        return "on" if setting else "off"
    return "default" if setting is None else cell(setting)


def _given(column: str) -> str | None:
    return None if column == _NO_COLUMN else column


def _guess(header: list[str], *words: str) -> int:
    return next((n for word in words for n, name in enumerate(header) if word in name.casefold()), 0)


def _in_force() -> None:
    settings = workspace.settings()
    with st.container(border=True):
        st.subheader("Reading")
        rows = [(f.name.replace("_", " "), _value(getattr(settings, f.name))) for f in fields(settings)]
        st.dataframe(pd.DataFrame(rows, columns=["Setting", "In force"]), hide_index=True)
        st.caption(
            "Set in settings.toml, geoclaims.toml in the working folder, or GEOCLAIMS_… variables, "
            "before the dashboard starts."
        )
        st.markdown(
            "**Online services:** none. The dashboard asks nothing and sends nothing over the network."
        )
