"""The editor for a table of unknown columns: which holds what, and what its categories mean."""

import json
import tempfile
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from geoclaims.errors import GeoclaimsError
from geoclaims.output.wording import EVENT_TYPE_LABELS
from geoclaims.store_evidence import safe_name
from geoclaims.ui.words import cell, markdown_text

NEEDED = ("date", "lat", "lon")
FIELDS = {
    "date": "Date", "lat": "Latitude", "lon": "Longitude", "end_date": "Last day", "id": "Id of a record",
    "category": "Kind of event", "location": "Place name", "country": "Country", "actor1": "Who acts",
    "actor2": "Whom it meets", "fatalities": "Deaths", "source": "Its source", "note": "What is said of it",
    "geo_precision": "How exactly placed",
}  # fmt: skip
"""What a column may hold, and how the page calls it."""
MOST_CATEGORIES = 60
_NONE = "–"
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Seen:
    """What the editor needs of a table: its columns with their first values, and the proposed statement."""

    columns: tuple[str, ...]
    first: tuple[tuple[str, ...], ...]
    """The first rows, in the columns' order."""
    values: Mapping[str, tuple[str, ...]]
    """The distinct values of columns that have few."""
    proposed: str


@st.cache_data(max_entries=2, show_spinner="Looking into the table …")
def seen(name: str, content: bytes) -> Seen | None:
    """What a table holds, or None where it is none."""
    import pyarrow.compute as pc

    from geoclaims.evidence import propose_sidecar
    from geoclaims.evidence.raw import read_raw

    with tempfile.TemporaryDirectory(prefix="geoclaims-") as folder:
        path = Path(folder) / safe_name(name)
        path.write_bytes(content)
        try:
            raw, proposed = read_raw(path), propose_sidecar(path)
        except GeoclaimsError:
            return None
    columns = tuple(raw.columns)
    heads = [raw.columns[column].slice(0, _SHOWN).to_pylist() for column in columns]
    values = {}
    for column in columns:
        distinct = [str(v) for v in pc.unique(raw.columns[column]).to_pylist() if v]
        if len(distinct) <= MOST_CATEGORIES:
            values[column] = tuple(distinct)
    return Seen(columns, tuple(zip(*heads, strict=True)), values, proposed)


def statement(
    columns: Mapping[str, str], types: Mapping[str, str], licence: str, citation: str, share: bool
) -> str:
    """The text of a ``FILE.toml`` that says this of a table."""
    lines = [
        f"{key} = {_quoted(text)}" for key, text in (("licence", licence), ("citation", citation)) if text
    ]
    lines += [f"redistribution = {str(share).lower()}", "", "[columns]"]
    lines += [f"{field} = {_quoted(column)}" for field, column in columns.items()]
    if types:
        lines += [
            "",
            "[types]",
            *(f"{_quoted(category)} = {_quoted(kind)}" for category, kind in types.items()),
        ]
    return "\n".join(lines) + "\n"


def describe(name: str, content: bytes, given: str | None, take: Callable[[str], None]) -> None:
    """Draw the editor; ``take`` gets the statement, ``given`` is the one there is already."""
    table = seen(name, content)
    if table is None:
        return
    key = sha256(content).hexdigest()[:12]  # another table, another field
    with st.container(border=True):
        st.subheader(f"Which column of {markdown_text(name)} holds what?")
        rows = [[cell(value if value is not None else "") for value in row] for row in table.first]
        st.dataframe(pd.DataFrame(rows, columns=list(table.columns), dtype="str"), hide_index=True)
        by_column, as_text = st.tabs(["By columns", "As text (FILE.toml)"])
        with by_column:
            chosen = _columns(table, given, key)
        with as_text, st.form(f"describe_form_{key}", border=False):
            st.caption(
                "At least date, lat and lon must name a column. Take away the # before a line to use it. "
                "Under [types] a category of the table stands for a kind of claimed event."
            )
            edited = st.text_area(
                "Its statement", value=given or table.proposed, height=300, key=f"text_{key}"
            )
            if st.form_submit_button("Read the table with this"):
                chosen = edited
    if chosen is not None:
        take(chosen)


def _columns(table: Seen, given: str | None, key: str) -> str | None:
    known = _parsed(given) or _parsed(table.proposed)
    before: Mapping[str, str] = known.get("columns", {})
    picked: dict[str, str] = {}
    places = st.columns(3)
    for number, (field, label) in enumerate(FIELDS.items()):
        options = [_NONE, *table.columns]
        column = places[number % 3].selectbox(
            f"**{label}**" if field in NEEDED else label, options, key=f"map_{field}_{key}",
            index=options.index(before[field]) if before.get(field) in table.columns else 0,
        )  # fmt: skip
        if column != _NONE:
            picked[field] = column
    types = _types(table.values.get(picked.get("category", ""), ()), known.get("types", {}), key)
    left, right = st.columns(2)
    licence = left.text_input("Licence", value=str(known.get("licence") or ""), key=f"licence_{key}")
    citation = right.text_input("How to cite it", value=str(known.get("citation") or ""), key=f"cite_{key}")
    share = st.toggle(
        "Its rows may be handed round", value=bool(known.get("redistribution")), key=f"share_{key}",
        help="Otherwise they are compared, and left out of maps and exports.",
    )  # fmt: skip
    missing = [FIELDS[field] for field in NEEDED if field not in picked]
    if missing:
        st.caption(f"Still to be chosen: {', '.join(missing)}.")
    if st.button("Use these columns", type="primary", disabled=bool(missing), key=f"use_{key}"):
        return statement(picked, types, licence.strip(), citation.strip(), share)
    return None


def _types(categories: Sequence[str], before: Mapping[str, str], key: str) -> dict[str, str]:
    if not categories:
        return {}
    st.caption("What each kind stands for; one without a counterpart only counts as activity nearby.")
    labels = list(EVENT_TYPE_LABELS.values())
    kinds = {label: kind for kind, label in EVENT_TYPE_LABELS.items()}
    base = [(cell(c), EVENT_TYPE_LABELS.get(before.get(c, ""), None)) for c in categories]
    edited = st.data_editor(
        pd.DataFrame(base, columns=["In the table", "Claimed event"]),
        hide_index=True, disabled=["In the table"],
        key=f"types_{key}_{hash(tuple(categories))}", height=min(38 + 36 * len(base), 260),
        column_config={"Claimed event": st.column_config.SelectboxColumn(options=labels)},
    )  # fmt: skip
    chosen = edited["Claimed event"].tolist()
    return {c: str(kinds[label]) for c, label in zip(categories, chosen, strict=True) if label in kinds}


def _parsed(text: str | None) -> dict[str, Any]:
    try:
        return tomllib.loads(text or "")
    except tomllib.TOMLDecodeError:
        return {}


def _quoted(text: str) -> str:
    # A TOML basic string: JSON's escapes are among TOML's.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
