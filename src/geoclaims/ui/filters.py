"""The filters over the claims, kept in the address; and how many of how many they leave."""

from collections.abc import Collection, Mapping, Sequence

import streamlit as st

from geoclaims.model import Claim, Verdict
from geoclaims.output import wording
from geoclaims.ui.workspace import Workspace, share_compared

KEYS = ("report", "source", "type", "said", "status")
_STATUS = "Beside other datasets"
_KINDS: dict[str, str] = {str(kind): label for kind, label in wording.SOURCE_KIND_LABELS.items()}
_TYPES: dict[str, str] = dict(wording.EVENT_TYPE_LABELS)
_REALIS: dict[str, str] = dict(wording.REALIS_LABELS)


def filter_row(space: Workspace, verdicts: Mapping[str, Sequence[Verdict]] | None) -> list[Claim]:
    """Draw the filters; gives the claims that all of them leave, in order.

    While claims are being compared ``verdicts`` are None, and the filter over them keeps its place and what
    was chosen in it; see ``awaits_verdicts``.
    """
    claims = space.claims
    columns = st.columns(4 if verdicts == {} else 5)
    reports = _choose(
        columns[0], "Report", "report", list(space.analyses),
        space.report_names, "all reports",
    )  # fmt: skip
    sources = _choose(
        columns[1], "Kind of source", "source",
        _present(_KINDS, {c.attribution.kind for c in claims}), _KINDS, "all kinds",
    )  # fmt: skip
    types = _choose(
        columns[2], "What happened", "type",
        _present(_TYPES, {c.event.type for c in claims}), _TYPES, "all events",
    )  # fmt: skip
    realis = _choose(
        columns[3], "How it is said", "said", _present(_REALIS, {c.realis for c in claims}),
        _REALIS, "all ways",
    )  # fmt: skip
    statuses: list[str] = []
    labels = wording.VERDICT_LABELS
    if verdicts is None:
        words = f"comparing … {share_compared():.0%}"
        _choose(columns[4], _STATUS, "status", list(labels), labels, words, disabled=True)
    elif verdicts:
        present = {v.status for found in verdicts.values() for v in found}
        statuses = _choose(columns[4], _STATUS, "status", _present(labels, present), labels, "all")
    return [
        claim
        for claim in claims
        if (not reports or claim.document.id in reports)
        and (not sources or claim.attribution.kind in sources)
        and (not types or claim.event.type in types)
        and (not realis or claim.realis in realis)
        and (not statuses or any(v.status in statuses for v in (verdicts or {}).get(claim.id, ())))
    ]


def awaits_verdicts(verdicts: Mapping[str, Sequence[Verdict]] | None) -> bool:
    """Whether it can't be told yet which claims the filters leave."""
    return verdicts is None and "status" in present_filters()


def clear_filters() -> None:
    """Show all claims again."""
    for key in KEYS:
        st.session_state[f"filter_{key}"] = []


def present_filters() -> dict[str, list[str]]:
    """The filters that are set, to be saved as a view."""
    chosen = {key: list(st.session_state.get(f"filter_{key}") or []) for key in KEYS}
    return {key: values for key, values in chosen.items() if values}


def use_filters(view: Mapping[str, Sequence[str]]) -> None:
    """Set the filters of a saved view."""
    for key in KEYS:
        st.session_state[f"filter_{key}"] = list(view.get(key, []))


def _choose(
    column: "st.delta_generator.DeltaGenerator", label: str, key: str, options: Sequence[str],
    labels: Mapping[str, str], placeholder: str, *, disabled: bool = False,
) -> list[str]:  # fmt: skip
    state = f"filter_{key}"
    if state in st.session_state:  # what a filter names may be gone: a report removed, a type corrected
        st.session_state[state] = [value for value in st.session_state[state] if value in options]
    elif query := st.query_params.get_all(key) or st.session_state.get(f"kept_{state}"):
        st.session_state[state] = [value for value in query if value in options]
    chosen: list[str] = column.multiselect(
        label, options, format_func=lambda value: labels.get(value, value), key=state,
        placeholder=placeholder, disabled=disabled,
    )  # fmt: skip
    st.session_state[f"kept_{state}"] = chosen  # the field's own value goes with its page
    if chosen:
        st.query_params[key] = chosen
    else:
        st.query_params.pop(key, None)
    return chosen


def _present(labels: Mapping[str, str], there: Collection[str]) -> list[str]:
    return [value for value in labels if value in there]
