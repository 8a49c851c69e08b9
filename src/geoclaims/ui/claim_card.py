"""Everything known of one claim, in words and with every reason."""

from collections.abc import Sequence

import streamlit as st

from geoclaims.model import Claim, ClaimPlace, Verdict
from geoclaims.output import wording
from geoclaims.output.escape import html_text, link_target
from geoclaims.ui.claims_table import how
from geoclaims.ui.words import COMPARING

_WORTH_NAMING = 0.01
"""The least score in 0–1 of a runner-up that the card names; the Review page offers all."""
_STYLE = """<style>
.claim-card { font-size: .92rem; line-height: 1.5; }
.claim-card .headline { font-weight: 650; font-size: 1.02rem; }
.claim-card blockquote { margin: .4rem 0 .6rem; padding: .1rem 0 .1rem .8rem; border-left: 3px solid #999; }
.claim-card .facts { display: grid; grid-template-columns: minmax(4.5rem, 22%) 1fr; gap: .15rem .9rem; }
.claim-card .facts div { overflow-wrap: anywhere; }
.claim-card .facts div:nth-child(odd) { opacity: .65; }
</style>"""


def claim_card(claim: Claim, verdicts: Sequence[Verdict] | None, report: str) -> None:
    """The claim's headline, sentence, source, place, time and verdicts with their reasons.

    ``verdicts`` are None while the claim is being compared.
    """
    lines = [("How", f"{wording.REALIS_LABELS[claim.realis]}; {how(claim)}"), ("What", _what(claim))]
    for label, span in (("By whom", claim.event.actors), ("To whom", claim.event.targets)):
        if span:
            lines.append((label, "; ".join(s.text for s in span)))
    if claim.event.casualties:
        lines.append(("Harm", "; ".join(wording.casualties_text(c) for c in claim.event.casualties)))
    lines += [(wording.ROLE_LABELS[place.role].capitalize(), _place(place)) for place in claim.places]
    if not claim.drawn_places:
        lines.append(("Where", "the sentence names no place for it; listed, not drawn"))
    lines.append(("When", wording.time_text(claim.time)))
    attribution = claim.attribution
    kind = f"{wording.SOURCE_KIND_LABELS[attribution.kind]}; {wording.SIDE_LABELS[attribution.side]}"
    lines.append(("Source", kind + (f"; {via}" if (via := wording.chain_text(attribution)) else "")))
    if attribution.inferred:
        lines.append(("Taken over", attribution.inferred))
    if verdicts is None:
        lines.append(("Other datasets", COMPARING))
    lines += [(f"Beside {verdict.dataset}", _verdict(claim, verdict)) for verdict in verdicts or ()]
    lines.append(("Report", report))
    rows = "".join(f"<div>{html_text(label)}</div><div>{html_text(words)}</div>" for label, words in lines)
    url = link_target(claim.document.url)
    link = (
        f'<a href="{html_text(url)}" target="_blank" rel="noopener noreferrer nofollow">{html_text(url)}</a>'
        if url
        else ""
    )
    st.html(
        f'{_STYLE}<div class="claim-card"><div class="headline" dir="auto">'
        f"{html_text(wording.claimed_by(claim))}</div>"
        f'<blockquote dir="auto">{html_text(claim.text)}</blockquote>'
        f'<div class="facts">{rows}</div>{link}</div>'
    )


def _what(claim: Claim) -> str:
    event = claim.event
    words = f"{wording.EVENT_TYPE_LABELS[event.type]}: “{event.trigger.text}”"
    if event.subtype:
        words += f" ({event.subtype})"
    if event.frame:
        whose = "the outlet's" if event.frame.voice == "publisher" else "the source's"
        words += f"; “{event.frame.text}” is {whose} wording"
    return words


def _place(place: ClaimPlace) -> str:
    words = wording.moved(place, wording.place_text(place))
    if place.place is not None:
        words += f", point good to {place.place.uncertainty_m / 1000:g} km"
    likely = [c for c in place.candidates[:5] if c.score >= _WORTH_NAMING]
    if likely:
        others = [f"{c.name}{f', {c.country}' if c.country else ''} {c.score:.2f}" for c in likely]
        words += f" · candidates: {'; '.join(others)}"
    if place.reasons:
        words += f" · because: {'; '.join(place.reasons)}"
    return words


def _verdict(claim: Claim, verdict: Verdict) -> str:
    words = [wording.VERDICT_LABELS[verdict.status]]
    if verdict.reason:
        words.append(wording.REASON_LABELS[verdict.reason])
    if verdict.observed is not None:
        within = f"within {verdict.window.km:g} km and {wording.days_text(verdict.window.days)}"
        words.append(f"{verdict.observed} recorded {within}")
        if verdict.expected is not None:
            words.append(f"{verdict.expected:.1f} to be expected there by chance")
    for match in verdict.matches[:3]:
        place = wording.near_text(claim, match)
        near = f" from {place}" if place else ""
        words.append(
            f"{match.event}: {match.km:g} km{near},"
            f" {wording.apart_text(match.days)}, type {match.type}, actors {match.actors},"
            f" independence {match.independence.replace('_', ' ')}"
        )
    return " · ".join(words)
