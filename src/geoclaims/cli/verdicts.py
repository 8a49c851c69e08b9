"""Verdicts for reading on a terminal: a few lines a dataset, and a table."""

import io
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from geoclaims.cli import console
from geoclaims.output.wording import days_text, near_text

if TYPE_CHECKING:
    from geoclaims.evidence import EventTable
    from geoclaims.evidence.overlap import Traces
    from geoclaims.model import Claim, Match, Verdict

_WIDTH = 150
_LEGEND = (
    "in window: records of any kind within {km:g} km and {days}. By chance: how many such a window has "
    "on average on the other days within ±{shift} at the same place. p: the share of those days with as many "
    "or more; q: p with the number of places and days compared taken into account. They say how unusual so "
    "much recorded activity is there, not whether a claim is so."
)

_FEW_DAYS = (
    "few days: the dataset covers too few other days around the claimed ones to show what chance alone would "
    "put there; no figure of chance is to be had from it."
)


def tell_verdicts(table: "EventTable", verdicts: Sequence["Verdict"]) -> None:
    """Say on standard error what a dataset says of how many claims, with chance beside it."""
    from geoclaims.evidence.summary import REASON_WORDS, STATUS_WORDS

    info = table.info
    if info.quarantined:
        first = info.quarantined[0]
        console.tell(
            f"{info.name}: {_rows(len(info.quarantined))} left out (line {first.line}: {first.reason}); "
            "'geoclaims datasets inspect' lists them"
        )
    console.tell(f"{info.name} ({info.kind}, {_rows(info.rows)}) of {_claims(len(verdicts))}:")
    for (status, reason), count in Counter((v.status, v.reason) for v in verdicts).most_common():
        words = STATUS_WORDS[status] + (f": {REASON_WORDS[reason]}" if reason else "")
        console.tell(f"  {count:,} {words}{_shared_records(verdicts) if status == 'same_event' else ''}")
    _tell_chance(table, verdicts)


def _shared_records(verdicts: Sequence["Verdict"]) -> str:
    """How many records the candidates are, where several claims share one: many reports of one event."""
    best = [v.matches[0].event for v in verdicts if v.status == "same_event" and v.matches]
    distinct = len(set(best))
    records = "1 record" if distinct == 1 else f"{distinct:,} records"
    return f" ({records} between them)" if distinct < len(best) else ""


def _tell_chance(table: "EventTable", verdicts: Sequence["Verdict"]) -> None:
    from geoclaims.evidence.summary import baseline

    info, base = table.info, baseline(verdicts)
    if base.claims:
        window = verdicts[0].window
        console.tell(
            f"  chance: something is recorded within {window.km:g} km and {days_text(window.days)} of "
            f"{base.found_share:.0%} of {_claims(base.claims)}; on other days at the same places, "
            f"{base.found_share_by_chance:.0%}"
        )
    blind = sum(v.observed is not None and not (v.null_model and v.null_model.effective_n) for v in verdicts)
    if blind and info.period is not None:
        first, last = info.period
        more = f"; if more were asked for, write covered = [first, last] in {info.name}.toml"
        console.tell(
            f"  no chance figures of worth for {_claims(blind)}: vaguely dated, or too few other days around "
            f"them are covered ({first} – {last}{'' if info.covered else more})"
        )


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"


def _claims(count: int) -> str:
    return "1 claim" if count == 1 else f"{count:,} claims"


def tell_overlap(table: "EventTable", known: list[tuple[str, "Traces"]]) -> None:
    """Say which of the datasets read before hold the same records; this one is added to them."""
    from geoclaims.evidence.overlap import SHARED, shared_share, traces

    own = traces(table)
    for name, other in known:
        share = shared_share(own, other)
        if share is not None and share >= SHARED:
            console.tell(
                f"  {share:.0%} of the days and points in the smaller of {table.info.name} and {name} are in "
                "both: they may share rows or a feed, and what both record is one witness, not two"
            )
    known.append((table.info.name, own))


def verdict_table(verdicts: Sequence["Verdict"], claims: Iterable["Claim"]) -> str:
    """The verdicts as a table of text with what its figures mean and the citations below."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from geoclaims.cli.table import describe_claim, describe_time
    from geoclaims.evidence.summary import describe_status

    claimed = {claim.id: claim for claim in claims}
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in ("claim", "dataset", "what it records", "nearest fit", "in window", "by chance", "p", "q"):
        table.add_column(heading, overflow="fold")
    for v in verdicts:
        alone = v.null_model is not None and not v.null_model.effective_n
        claim = claimed.get(v.claim)
        cells = (
            f"{describe_claim(claim)}, {describe_time(claim.time)}" if claim else v.claim,
            v.dataset,
            describe_status(v),
            _describe_match(v.matches[0], claim) if v.matches else "",
            "" if v.observed is None else str(v.observed),
            "few days" if alone else "" if v.expected is None else f"{v.expected:.1f}",
            "" if alone or v.p_value is None else f"{v.p_value:.2f}",
            "" if alone or v.q_value is None else f"{v.q_value:.2f}",
        )
        table.add_row(*(Text("".join(c if c.isprintable() else " " for c in cell)) for cell in cells))
    target = io.StringIO()
    printer = Console(file=target, width=_WIDTH, highlight=False, markup=False)
    printer.print(table)
    model = next((v for v in verdicts if v.null_model is not None), None)
    if model is not None and model.null_model is not None:
        window, shift = model.window, model.null_model.shift_days
        printer.print(_LEGEND.format(km=window.km, days=days_text(window.days), shift=shift))
    if any(v.null_model is not None and not v.null_model.effective_n for v in verdicts):
        printer.print(_FEW_DAYS)
    for dataset, citation in dict.fromkeys((v.dataset, v.citation) for v in verdicts if v.citation):
        printer.print(f"{dataset}: {citation}")
    return target.getvalue()


def _describe_match(match: "Match", claim: "Claim | None") -> str:
    days = days_text(match.days) if match.days else "same day"
    kind = {"same": "same kind", "related": "related kind", "other": "another kind"}[match.type]
    place = "" if match.same_place else ", not known to be the same place"
    shared = {
        "same_report": "; made from this report",
        "same_claimant": "; from the same claimant",
        "shared_feed": "; mentions in news",
        "unknown": "",
    }[match.independence]
    place_name = (near_text(claim, match) if claim else None) or match.place
    near = f" of {place_name}" if place_name else ""  # which of the claim's places
    return f"{match.event}: {match.km:g} km{near}, {days}, {kind}{place}{shared}"
