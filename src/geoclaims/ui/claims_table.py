"""Claims as rows for reading: who claims what, in which words, where, when; and what stands beside it."""

from collections.abc import Mapping, Sequence

import pandas as pd

from geoclaims.model import Claim, TimeRange, Verdict
from geoclaims.output import wording
from geoclaims.store_corrections import Corrected
from geoclaims.ui.words import COMPARING, cell

COLUMNS = (
    "Claimed by", "What", "Where, as written → place", "When", "Said as", "How it is said",
    "Kind of source", "Other datasets", "Review", "Report",
)  # fmt: skip


def claims_table(
    claims: Sequence[Claim],
    verdicts: Mapping[str, Sequence[Verdict]] | None,
    corrected: Corrected,
    report_names: Mapping[str, str],
) -> pd.DataFrame:
    """One row a claim, in the claims' order; the index is the claim's id. Verdicts None: being compared."""
    rows = [
        (
            wording.source_text(claim.attribution),
            f"{wording.EVENT_TYPE_LABELS[claim.event.type]}: “{claim.event.trigger.text}”",
            where(claim),
            when(claim.time),
            claim.realis,
            how(claim),
            wording.SOURCE_KIND_LABELS[claim.attribution.kind],
            COMPARING if verdicts is None else beside(verdicts.get(claim.id, ())),
            review_state(claim, corrected),
            report_names.get(claim.document.id, claim.document.id),
        )
        for claim in claims
    ]
    shown = [[cell(value) for value in row] for row in rows]
    return pd.DataFrame(shown, columns=list(COLUMNS), index=[claim.id for claim in claims], dtype="str")


def how(claim: Claim) -> str:
    """The cue as it stands, and whoever denies it or keeps a distance from it."""
    parts = [f"“{claim.attribution.cue.text}”"] if claim.attribution.cue else []
    if claim.polarity == "negative":
        parts.append("said not to have happened")
    if claim.stance != "asserts":
        parts.append(wording.STANCE_LABELS[claim.stance])
    if claim.publisher_stance.value != "neutral":
        parts.append(f"the outlet {wording.PUBLISHER_STANCE_LABELS[claim.publisher_stance.value]}")
    return "; ".join(parts) or "–"


def when(time: TimeRange) -> str:
    """The claimed days in short; an open end stays open."""
    if time.start and time.end:
        return str(time.end) if time.start == time.end else f"{time.start} – {time.end}"
    if time.end:
        return f"by {time.end}"
    return f"from {time.start}" if time.start else "no date"


def where(claim: Claim) -> str:
    """Each place of the claim as written and what it was found to mean; never silent about a missing one."""
    places = claim.drawn_places
    if not places:
        return "no place named for it"
    parts = []
    for place in places:
        said = wording.moved(place, place.text)
        role = "" if place.role == "location" else f"{wording.ROLE_LABELS[place.role]} "
        if place.place is None:
            problem = "ambiguous, not placed" if place.status == "ambiguous" else "not found, not placed"
            parts.append(f"{role}{said} → {problem}")
        else:
            known = [place.place.name, place.place.admin1, place.place.country]
            found = wording.listed(dict.fromkeys(part for part in known if part))
            parts.append(f"{role}{said} → {found}")
    return "; ".join(parts)


def beside(verdicts: Sequence[Verdict]) -> str:
    """What each dataset says of a claim, in words that don't say too much."""
    parts = []
    for verdict in verdicts:
        words = wording.VERDICT_LABELS[verdict.status]
        if verdict.matches:
            best = verdict.matches[0]
            words += f" ({best.event}, {best.km:g} km, {wording.apart_text(best.days)})"
        elif verdict.reason:
            words += f": {wording.REASON_LABELS[verdict.reason]}"
        parts.append(f"{verdict.dataset}: {words}" if len(verdicts) > 1 else words)
    return "; ".join(parts) or "–"


def review_state(claim: Claim, corrected: Corrected) -> str:
    """What an analyst decided about the claim."""
    states = []
    if claim.id in corrected.changed:
        states.append("corrected")
    if claim.id in corrected.accepted:
        states.append("accepted")
    return ", ".join(states) or "not reviewed"
