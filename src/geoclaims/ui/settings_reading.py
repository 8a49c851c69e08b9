"""Settings of the reading: parties to wars, the recognizer, what is in force, and what may go online."""

import json
from dataclasses import fields
from importlib.util import find_spec

import pandas as pd
import streamlit as st

from geoclaims.places.recognize_spacy import PREFIX
from geoclaims.settings import actor_rows
from geoclaims.ui import empty, reading, workspace
from geoclaims.ui.actor_rows import KINDS, from_editor, to_editor
from geoclaims.ui.words import cell, counted, markdown_text

_SERVICES = (
    ("GeoNames", "the country whose places are fetched", "download.geonames.org; CC BY 4.0"),
    (
        "Nominatim",
        "the names of a table that is geocoded",
        "operations.osmfoundation.org/policies/nominatim: at most one a second, by a user who is named; ODbL",
    ),
    ("Photon", "the names of a table that is geocoded", "photon.komoot.io: fair use, may be throttled; ODbL"),
)
"""Name, what is sent, and the service's own policy."""


def actors() -> None:
    """The editor of the table of parties, which decides a source's side."""
    store = workspace.project()
    own = store.settings().get("actors")
    shipped = actor_rows(workspace.settings())
    rows = to_editor(own or shipped)
    with st.container(border=True):
        st.subheader("Parties to wars")
        st.caption(
            "Whether a source is a party to what it claims, its opponent or a third is told from this table. "
            + ("This project has its own." if own else "This is the one that comes with geoclaims.")
        )
        # The base stays as it is while it is edited; another one is another editor.
        key = f"actors_editor_{st.session_state.setdefault('actors_version', 0)}"
        edited = st.data_editor(
            pd.DataFrame(rows, columns=["id", "kind", "names", "opponents"]), key=key, num_rows="dynamic",
            height=260, width="stretch",
            column_config={
                "id": st.column_config.TextColumn("Id", width="small"),
                "kind": st.column_config.SelectboxColumn("Kind", options=KINDS, width="small"),
                "names": st.column_config.TextColumn("Names, parted by commas", width="medium"),
                "opponents": st.column_config.TextColumn("Opponents, by id", width="small"),
            },
        )  # fmt: skip
        lines = [{str(name): value for name, value in row.items()} for row in edited.to_dict("records")]
        checked = from_editor(lines)
        changed = checked.rows != from_editor(rows).rows
        for problem in checked.problems[:8]:
            st.error(markdown_text(problem))
        save, back, file = st.columns(3)
        if save.button(
            "Save in this project", type="primary", disabled=not changed or bool(checked.problems),
            width="stretch",
        ):  # fmt: skip
            store.keep_setting("actors", checked.rows)
            _other_base()
        if back.button("Use the shipped table", disabled=own is None, width="stretch"):
            store.keep_setting("actors", None)
            _other_base()
        file.download_button(
            "Save as actors.toml", data=_as_toml(checked.rows), file_name="actors.toml",
            mime="application/toml", on_click="ignore", width="stretch", disabled=bool(checked.problems),
            help="For the command line and other projects: actors = \"actors.toml\" in the settings.",
        )  # fmt: skip


def _other_base() -> None:
    st.session_state["actors_version"] += 1
    st.rerun()


def _as_toml(rows: list[dict[str, object]]) -> str:
    # JSON's strings and lists of strings are TOML's as well.
    parts = []
    for row in rows:
        lines = [f"{name} = {json.dumps(row[name], ensure_ascii=False)}" for name in row]
        parts.append("\n".join(["[[actor]]", *lines]))
    return "\n\n".join(parts) + "\n"


def recognizer() -> None:
    """Which part finds the names, what else is in force, and whether reports are due for it."""
    settings, store = workspace.settings(), workspace.project()
    with st.container(border=True):
        st.subheader("Reading")
        choices = ["default", *_pipelines()]
        if settings.recognizer not in choices:
            choices.append(settings.recognizer)
        chosen = st.selectbox(
            "What finds the place names", choices, index=choices.index(settings.recognizer),
            format_func=lambda name: "built in" if name == "default" else name,
            help="Kept in the project. A spaCy pipeline appears here once it is installed.",
        )  # fmt: skip
        if chosen != settings.recognizer:
            store.keep_setting("recognizer", chosen)
            st.rerun()
        due = reading.read_otherwise(store, settings)
        if due:
            st.info(
                f"{counted(len(due), 'report')} read with other settings, another gazetteer or an older "
                "version. Your decisions are laid over the new reading."
            )
            if st.button("Read them again", key="read_otherwise"):
                store.mark_due(due)
                empty.read_with_progress()
        with st.expander("All settings in force"):
            rows = [(f.name.replace("_", " "), _value(getattr(settings, f.name))) for f in fields(settings)]
            st.dataframe(pd.DataFrame(rows, columns=["Setting", "In force"]), hide_index=True)
            st.caption(
                "Set in settings.toml, geoclaims.toml in the working folder, or GEOCLAIMS_… variables "
                "before the dashboard starts; a project's own come before the files."
            )


def _pipelines() -> list[str]:
    if find_spec("spacy") is None:
        return []
    from importlib import import_module

    return [PREFIX + name for name in sorted(import_module("spacy.util").get_installed_models())]


def online() -> None:
    """What could be asked over the network, and the switch that lets it; off at every start."""
    with st.container(border=True):
        st.subheader("Online services")
        # The fields' own values go with their page; the choices are wanted on all of them.
        st.toggle(
            "Let me ask online services until I close this page", value=may_go_online(), key="online_switch",
            on_change=lambda: st.session_state.update(online=st.session_state["online_switch"]),
            help="Off: nothing is asked and nothing is sent. On: only where you press a button that says so.",
        )  # fmt: skip
        for name, sent, policy in _SERVICES:
            st.markdown(f"**{name}**: is sent {sent}. {markdown_text(policy)}.")
        st.caption("Reports, claims and decisions are never sent. Map tiles are not used in the dashboard.")
        if may_go_online():
            st.session_state["contact"] = st.text_input(
                "Who asks, for Nominatim and Photon", value=contact(), max_chars=120,
                placeholder="our-project (mail@example.org)",
                help="Their policy wants a name and an address; it is sent with each request.",
            )  # fmt: skip


def may_go_online() -> bool:
    """Whether this session was allowed to ask online services."""
    return bool(st.session_state.get("online"))


def contact() -> str:
    """Who asks, as it was given for services that want to know."""
    return str(st.session_state.get("contact") or "")


def _value(setting: object) -> str:
    if isinstance(setting, bool):
        return "on" if setting else "off"
    return "default" if setting is None else cell(setting)
