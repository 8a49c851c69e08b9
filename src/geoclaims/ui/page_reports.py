"""Reports: bring them in, see what was read in each, and mend what is known of it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pandas as pd
import streamlit as st

from geoclaims.documents import ReportMetadata
from geoclaims.model import Analysis, Document, Failure
from geoclaims.output.wording import day_text
from geoclaims.store_reading import Added, add_documents
from geoclaims.ui import empty, reading, selection, workspace
from geoclaims.ui.navigation import go_to
from geoclaims.ui.report_profile import Profile, profile
from geoclaims.ui.row_pick import rows_key
from geoclaims.ui.settings_gazetteer import needs_prompt
from geoclaims.ui.words import cell, counted, markdown_text

_EARLIEST = date(1900, 1, 1)
_LONGEST_NAME = 80
_TAKEN = "reports_taken"
"""Of this session: reports were handed in, and what is not read yet is to be read."""
_NAMES, _LINKS = 12, 10
"""How many names and how many links are listed."""


def show() -> None:
    """The page."""
    space = workspace.workspace()
    left, right = st.columns([4, 7] if space.documents else [5, 6], gap="medium")
    with left:
        _add()
    with right:
        _last_added(space)
        if space.documents:
            needs_prompt()
            _list(space)
        else:
            _welcome()


def _welcome() -> None:
    with st.container(border=True):
        st.subheader("What geoclaims does")
        st.markdown(
            "1. **Bring in reports** of armed conflict: paste one, or upload files.\n"
            "2. **See every claimed event** with who claims it and how it was said, at the place its name "
            "means, even an old or foreign name.\n"
            "3. **Lay other datasets beside it**, such as an ACLED export, with an honest account of what a "
            "match or a silence means.\n"
            "4. **Correct** what was misread; corrections stay.\n"
            "5. **Hand round** a map that opens without a network, or a table."
        )
        st.caption(
            "Everything happens on this computer; no text leaves it. Names are looked up in a gazetteer of "
            "towns of 500 people and more; for villages, add a country's full list on the Settings page."
        )
        empty.sample_button("reports_sample")


def _add() -> None:
    st.subheader("Add reports")
    emptied = st.session_state.setdefault("paste_emptied", 0)  # another key is an empty field
    pasted, uploaded, folder = st.tabs(["Paste", "Upload files", "Upload a folder"])
    with pasted, st.form("paste_form", border=False):
        st.text_area(
            "Text of the report", key=f"paste_text_{emptied}", height=210,
            placeholder="Paste an article, a statement or a post here …",
        )  # fmt: skip
        _metadata("paste", number=emptied)
        st.form_submit_button("Read this report", type="primary", on_click=_take_paste)
    with uploaded, st.form("upload_form", border=False, clear_on_submit=True):
        st.file_uploader(
            "Text, HTML, PDF, DOCX, or JSON Lines with one report a line",
            accept_multiple_files=True, key="upload_files",
        )  # fmt: skip
        _metadata("upload", note=" (where a file does not say it)")
        st.form_submit_button("Read these files", type="primary", on_click=_take_files, args=("upload",))
    with folder, st.form("folder_form", border=False, clear_on_submit=True):
        st.file_uploader(
            "A folder of reports, with what is inside it",
            accept_multiple_files="directory", key="upload_folder",
        )  # fmt: skip
        _metadata("folder", note=" (where a file does not say it)")
        st.form_submit_button("Read this folder", type="primary", on_click=_take_files, args=("folder",))
    if st.session_state.get(_TAKEN):
        # Not before what was handed in is kept: a run cut short by another click loses nothing.
        st.session_state[_TAKEN] = False
        empty.read_with_progress()


def _metadata(form: str, note: str = "", number: int = 0) -> None:
    day, publisher = st.columns([5, 4])
    day.date_input(
        f"Published{note}", value=None, min_value=_EARLIEST, format="YYYY-MM-DD",
        key=f"{form}_published_{number}",
        help="“Recently” and “on Monday” are counted from this day; without it they stay open.",
    )  # fmt: skip
    publisher.text_input(f"Publisher{note}", key=f"{form}_publisher_{number}")
    if form == "paste":
        st.text_input("Title", key=f"{form}_title_{number}")


def _metadata_given(form: str, number: int = 0) -> ReportMetadata:
    published = st.session_state.get(f"{form}_published_{number}")
    publisher, title = (
        str(st.session_state.get(f"{form}_{name}_{number}") or "").strip() for name in ("publisher", "title")
    )
    return ReportMetadata(
        published if isinstance(published, date) else None, publisher or None, title or None
    )


def _take_paste() -> None:
    number = st.session_state["paste_emptied"]
    text = st.session_state.get(f"paste_text_{number}") or ""
    item = reading.document_from_paste(text, _metadata_given("paste", number))
    if isinstance(item, Document):
        st.session_state["paste_emptied"] += 1
    _take([item])


def _take_files(form: str) -> None:
    given = st.session_state.get("upload_files" if form == "upload" else "upload_folder") or []
    files = [file for file in given if form == "upload" or file.name.lower().endswith(reading.READABLE)]
    left_out = [file.name for file in given if file not in files]
    metadata = _metadata_given(form)
    items: list[Document | Failure] = []
    for file in files:
        items += reading.documents_from_upload(file.name, file.getvalue(), metadata)
    if left_out:
        more = " …" if len(left_out) > _NAMES else ""
        items.append(
            Failure(
                counted(len(left_out), "file"),
                f"left out, as no kind of report: {', '.join(left_out[:_NAMES])}{more}",
            )
        )
    if not items:
        items.append(Failure("no file", "choose one or more files first"))
    _take(items)


def _take(items: Iterable[Document | Failure]) -> None:
    st.session_state["added"] = add_documents(workspace.project(), items)
    st.session_state[_TAKEN] = True


def _last_added(space: workspace.Workspace) -> None:
    added = st.session_state.pop("added", None)
    if not isinstance(added, Added):
        return
    if added.new:
        st.success(f"{counted(added.new, 'report')} added{'' if space.pending else ' and read'}.")
    if added.known:
        st.info(f"{counted(added.known, 'report')} already in the project; nothing changed.")
    for failure in added.failures:
        st.error(f"**{markdown_text(_short(failure.input))}**: {markdown_text(failure.message)}")


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 20]} … {name[-18:]}"


def _list(space: workspace.Workspace) -> None:
    st.subheader(counted(len(space.documents), "report"))
    if space.pending:
        st.warning(
            f"{counted(len(space.pending), 'report')} not read yet: the reading was cut short, as by a "
            "click on another page, or something of them was changed."
        )
        if st.button("Go on reading"):
            empty.read_with_progress()
    failures = {failure.input: failure.message for failure in space.failures}
    rows = [_row(document, space, failures) for document in space.documents]
    columns = [name for name in rows[0] if name != "State" or any(row["State"] != "read" for row in rows)]
    event = st.dataframe(
        pd.DataFrame(rows), key=rows_key("reports_table", [document.id for document in space.documents]),
        hide_index=True, on_select="rerun", selection_mode="single-row", column_order=columns,
        height=min(38 + 36 * len(rows), 290),
        column_config={"Report": st.column_config.TextColumn(width="medium")},
    )  # fmt: skip
    if st.button("See the claims", icon=":material/map:", type="primary", disabled=not space.analyses):
        go_to("claims")
    picked = event["selection"]["rows"]
    if not picked or picked[0] >= len(space.documents):
        st.caption("Select a report to see its profile and to mend its title, publisher or date.")
        return
    document = space.documents[picked[0]]
    if message := failures.get(document.id):
        st.error(markdown_text(message))
    _profile(document, space.analyses.get(document.id))
    _editor(document)


def _row(document: Document, space: workspace.Workspace, failures: dict[str, str]) -> dict[str, object]:
    reading_of = space.analyses.get(document.id)
    state = "could not be read" if document.id in failures else "not read yet" if reading_of is None else None
    if reading_of is not None and reading_of.language is None:
        state = "language not supported: places only"
    claims = space.claim_counts[document.id]
    return {
        "Report": cell(workspace.report_name(document)),
        "Claims": claims if state is None else 0,
        "State": state or "read",
        "Published": document.published.isoformat() if document.published else "no date",
        "Publisher": cell(document.publisher or "–"),
    }


def _profile(document: Document, reading_of: Analysis | None) -> None:
    if reading_of is None:
        return
    made_of = profile(reading_of)
    with st.container(border=True):
        st.markdown(f"**{markdown_text(workspace.report_name(document))}**")
        columns = st.columns(4)
        columns[0].metric("Claims", made_of.claims)
        columns[1].metric("Named", made_of.from_named, help="Their source is named.")
        columns[2].metric("Unnamed", made_of.from_unnamed, help="Their source is not named.")
        columns[3].metric(
            "Unsourced", made_of.unsourced, help="No source is given: the outlet's own wording."
        )
        voices, facts = st.tabs(["Voices", "Places, dates, links"])
        with voices:
            _voices(made_of)
        with facts:
            st.markdown("  \n".join(markdown_text(line) for line in _facts(document, made_of)))
            for link in made_of.links[:_LINKS]:
                st.code(link, language=None)
        if reading_of.claims and st.button("Show its claims", key="show_claims_of"):
            selection.select(reading_of.claims[0].id)
            go_to("claims")


def _voices(made_of: Profile) -> None:
    rows = [
        (cell(voice.name), voice.claims, known, voice.kind)
        for known, voices in (("named", made_of.named), ("not named", made_of.unnamed))
        for voice in voices
    ]
    if not rows:
        st.caption("No claim in it has a source: all is the outlet's own wording.")
        return
    st.dataframe(
        pd.DataFrame(rows, columns=["Voice", "Claims", "Named?", "Kind"]), hide_index=True,
        height=min(38 + 36 * len(rows), 220),
        column_config={"Voice": st.column_config.TextColumn(width="medium")},
    )  # fmt: skip
    st.caption(
        f"{counted(made_of.statements, 'statement')} attributed to somebody, with or without an event."
    )


def _facts(document: Document, made_of: Profile) -> list[str]:
    lines = [f"Places: {made_of.placed:,} of {counted(made_of.mentions, 'mention')} found"]
    if made_of.open_names:
        more = " …" if len(made_of.open_names) > _NAMES else ""
        lines[0] += f"; not placed: {', '.join(made_of.open_names[:_NAMES])}{more}"
    if made_of.first and made_of.last:
        lines.append(f"Days its words give: {day_text(made_of.first)} – {day_text(made_of.last)}")
    else:
        lines.append("Days its words give: none")
    if document.published is None:
        lines.append("No publication date: “recently” and weekdays stay open. Give one below.")
    lines.append(f"Byline: {made_of.byline or 'none found'}")
    if document.retrieved_at:
        lines.append(f"Brought in {document.retrieved_at:%Y-%m-%d %H:%M}")
    more = f", the first {_LINKS} below" if len(made_of.links) > _LINKS else ""
    lines.append(f"Links in the text: {len(made_of.links) or 'none'}{more}")
    return lines


def _editor(document: Document) -> None:
    with st.form("metadata_form"):
        st.markdown("**What is known of this report**")
        st.text_input("Title", value=document.title or "", key=f"title_{document.id}")
        day, name = st.columns(2)
        day.date_input(
            "Published", value=document.published, min_value=_EARLIEST, format="YYYY-MM-DD",
            key=f"published_{document.id}",
        )  # fmt: skip
        name.text_input("Publisher", value=document.publisher or "", key=f"publisher_{document.id}")
        st.text_input("Address (URL)", value=document.url or "", key=f"url_{document.id}")
        save, remove = st.columns(2)
        save.form_submit_button(
            "Save and read again", width="stretch", on_click=_save_metadata, args=(document,)
        )
        remove.form_submit_button(
            "Remove this report", width="stretch", on_click=workspace.project().remove_document,
            args=(document.id,),
        )  # fmt: skip


def _save_metadata(document: Document) -> None:
    title, publisher, url = (
        str(st.session_state[f"{name}_{document.id}"]).strip() or None
        for name in ("title", "publisher", "url")
    )
    published = st.session_state[f"published_{document.id}"]
    changed = replace(
        document, title=title, publisher=publisher, url=url,
        published=published if isinstance(published, date) else None,
    )  # fmt: skip
    if changed != document:
        workspace.project().update_document(changed)
    st.session_state[_TAKEN] = True
