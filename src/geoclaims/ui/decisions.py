"""What an analyst decides, written to the project's log under their name."""

import getpass
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import streamlit as st

from geoclaims.model import Claim, Place
from geoclaims.store_corrections import Action, Correction
from geoclaims.ui import workspace


def analyst() -> str:
    """The name under which decisions are written: what was given on the Settings page, or the login."""
    given = str(st.session_state.get("analyst") or "").strip()
    if given:
        return given
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unnamed"


def decide(claim: Claim, action: Action, value: dict[str, Any] | None = None, why: str = "") -> None:
    """Write one decision about a claim."""
    write([_correction(claim, action, value or {}, why)])


def correction_of_place(claim: Claim, start: int, end: int, place: Place | None, why: str) -> Correction:
    """The decision that the words at [start, end) mean this place, or none that is known."""
    words = next(p.text for p in claim.places if (p.start, p.end) == (start, end))
    value = {"start": start, "end": end, "text": words, "sentence": sentence_of(claim)}
    value["place"] = asdict(place) if place else None
    return _correction(claim, "place", value, why)


def sentence_of(claim: Claim) -> dict[str, Any]:
    """Where the claim's sentence stands, for a decision that counts characters of the report."""
    return {"text": claim.text, "start": claim.start}


def write(corrections: Sequence[Correction]) -> None:
    """Write decisions to the log."""
    workspace.project().append_corrections(corrections)


def undo(correction: Correction) -> None:
    """Take a decision back; the log keeps both."""
    write(
        [
            Correction(
                who=analyst(), action="undo", document=correction.document, claim=correction.claim,
                value={"correction": correction.id},
            )
        ]
    )  # fmt: skip


def _correction(claim: Claim, action: Action, value: dict[str, Any], why: str) -> Correction:
    return Correction(
        who=analyst(), action=action, document=claim.document.id, claim=claim.id, value=value, why=why.strip()
    )
