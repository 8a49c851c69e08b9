"""Claims as a table for reading on a terminal."""

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from geoclaims.model import Attribution, Claim, ClaimPlace, TimeRange
from geoclaims.output import wording

_WIDTH_IN_A_PIPE = 140


def print_claims(claims: Sequence[Claim]) -> None:
    """The claims on standard output, one a row, in document order."""
    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console = Console(highlight=False, markup=False, width=_WIDTH_IN_A_PIPE)
    table = Table(box=box.SIMPLE_HEAD, show_lines=False, pad_edge=False)
    for heading in ("claimed event", "where", "when", "claimed by", "in the words", "how"):
        table.add_column(heading, overflow="fold")
    for claim in claims:
        cells = (
            f"{claim.event.type} “{claim.event.trigger.text}”",
            "; ".join(map(describe_place, claim.drawn_places)) or "no place named",
            describe_time(claim.time),
            describe_source(claim.attribution),
            claim.attribution.cue.text if claim.attribution.cue else "",
            describe_manner(claim),
        )
        table.add_row(*(Text(_printable(cell)) for cell in cells))
    console.print(table)
    placed = sum(bool(claim.drawn_places) for claim in claims)
    console.print(f"{len(claims)} claims, {placed} with a place. Claims are unverified.")


def describe_claim(claim: Claim) -> str:
    """A claim in a line: the trigger, where, and who claims it."""
    where = "; ".join(map(describe_place, claim.drawn_places)) or "no place named"
    return f"“{claim.event.trigger.text}” at {where}, {describe_source(claim.attribution)}"


def describe_place(place: ClaimPlace) -> str:
    """The name as written, and what it was found to mean."""
    said = wording.moved(place, place.text)
    if place.place is None:
        return f"{said} ({place.status.replace('_', ' ')})"
    known = f"{place.place.name}, " if wording.is_named_otherwise(place) else ""
    return f"{said} ({known}{place.place.country or place.place.feature})"


def describe_time(time: TimeRange) -> str:
    """The days the words give, open ends left open."""
    if time.start and time.end:
        return str(time.start) if time.start == time.end else f"{time.start} – {time.end}"
    if time.end:
        return f"by {time.end}"
    return f"since {time.start}" if time.start else "unknown"


def describe_source(attribution: Attribution) -> str:
    """Who claims it: a name, the words used for them, or that it is unsourced."""
    if attribution.kind == "publisher":
        return "unsourced, the outlet's wording"
    who = attribution.name or (attribution.source.text if attribution.source else "nobody named")
    return f"{who} [{attribution.kind.replace('_', ' ')}]"


def describe_manner(claim: Claim) -> str:
    """Realis, and whatever else is not the plain case."""
    parts: list[str] = [claim.realis]
    if claim.polarity == "negative":
        parts.append("said not to have happened")
    if claim.stance != "asserts":
        parts.append(claim.stance.replace("_", " "))
    if claim.publisher_stance.value != "neutral":
        parts.append(f"the outlet {claim.publisher_stance.value.replace('_', ' ')}")
    return ", ".join(parts)


def _printable(text: str) -> str:
    """Without control characters, which a terminal would obey, and without line breaks."""
    return "".join(c if c.isprintable() else " " for c in text)
