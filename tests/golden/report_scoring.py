"""Claims of whole invented reports beside what an analyst would write down of them, field by field.

A report is a TOML file in ``reports/``: its text, its date and the claims in text order. "a|b" accepts
either. ``trigger`` is found behind the claim before it (or behind ``after``); ``at`` holds the drawn
places, with ``from:`` and ``to:`` for origin and destination, empty where nothing is drawn. What a claim
does not state is expected to be the usual: the publisher's voice, occurred, positive, asserts, neutral, no
expression of time. ``optional`` claims count neither way when missing; ``forbid`` and ``not_at`` are what
must never come out.
"""

import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from geoclaims.model import Claim

REPORTS = Path(__file__).with_name("reports")
USUAL = {
    "kind": "publisher",
    "realis": "occurred",
    "polarity": "positive",
    "stance": "asserts",
    "outlet": "neutral",
}
DRAWN = {"location": "", "origin": "from:", "destination": "to:"}
Wanted = dict[str, Any]


@dataclass(frozen=True)
class Report:
    """One report and the claims an analyst writes down."""

    name: str
    text: str
    published: date | None
    claims: tuple[Wanted, ...]
    not_at: tuple[str, ...] = ()
    forbid: tuple[Wanted, ...] = ()
    optional: tuple[str, ...] = ()
    optional_types: tuple[str, ...] = ()


@dataclass
class Outcome:
    """What came out of one report: wrong fields by claim, claims not found, claims nobody wrote down."""

    wrong: list[tuple[str, str, str, str]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    unwanted: list[str] = field(default_factory=list)
    wanted: int = 0
    matched: int = 0
    made: int = 0
    fields: dict[str, int] = field(default_factory=dict)


def read_report(path: Path) -> Report:
    """The report in a file."""
    data = tomllib.loads(path.read_text("utf-8"))
    return Report(
        path.stem,
        data["text"].strip("\n"),
        data.get("published"),
        tuple(data["claims"]),
        tuple(data.get("not_at", ())),
        tuple(data.get("forbid", ())),
        tuple(data.get("optional", ())),
        tuple(data.get("optional_types", ())),
    )


def all_reports() -> list[Report]:
    """Every report, by name."""
    return [read_report(path) for path in sorted(REPORTS.glob("*.toml"))]


def label(wanted: Wanted) -> str:
    """A short name of a wanted claim."""
    return f"{wanted['trigger']} @ {', '.join(wanted['at']) or '-'}"


def compare(report: Report, claims: list[Claim]) -> Outcome:
    """The differences between what came out and what was written down."""
    out = Outcome(made=len(claims))
    left = list(claims)
    matches: list[tuple[Wanted, Claim | None]] = []
    at = 0
    for wanted in report.claims:
        if "after" in wanted:
            at = report.text.index(wanted["after"], 0)
        starts = [(report.text.find(one, at), one) for one in wanted["trigger"].split("|")]
        found = sorted((start, one) for start, one in starts if start >= 0)
        if not found:
            back = report.text.find(wanted["trigger"].split("|")[0])
            assert back >= 0, (report.name, wanted["trigger"])
            at = back
        near = [(start, start + len(one)) for start, one in found if start - (found[0][0]) < 160] or [
            (at, at + 1)
        ]
        same = [
            c
            for c in left
            if any(c.event.trigger.start < b + 1 and a <= c.event.trigger.end for a, b in near)
        ]
        if not same:
            same = [
                c
                for c in left
                if c.start <= near[0][0] < c.end
                and _one_of(c.event.type, wanted["type"])
                and _places(c, wanted)
            ]
        best = max(same, key=lambda c: _rank(c, wanted), default=None)
        if best is not None:
            left.remove(best)
        matches.append((wanted, best))
        if found:
            at = found[0][0]
    for wanted, claim in matches:
        counted = not wanted.get("optional")
        out.wanted += counted
        if claim is None:
            if counted:
                out.missing.append(label(wanted))
            continue
        out.matched += counted
        if wanted.get("forbidden"):
            out.unwanted.append(label(wanted))
        for key, right, got in _fields(wanted, claim):
            out.fields[key] = out.fields.get(key, 0) + 1
            if not right:
                out.wrong.append((label(wanted), key, str(wanted.get(key, USUAL.get(key, "none"))), got))
    for claim in left:
        trigger = claim.event.trigger.text
        if (
            any(trigger.lower() in one.lower() for one in report.optional)
            or claim.event.type in report.optional_types
        ):
            continue
        out.unwanted.append(f"{claim.event.type} {trigger!r} @ {', '.join(_drawn(claim)) or '-'}")
    for claim in claims:
        for place in claim.places:
            if place.role in DRAWN and place.text in report.not_at:
                out.wrong.append((claim.event.trigger.text, "not_at", "no event place", place.text))
        for never in report.forbid:
            if (
                _one_of(claim.event.type, never.get("type", claim.event.type))
                and (never.get("at") is None or never["at"] in _drawn(claim))
                and claim.realis == never.get("realis", claim.realis)
            ):
                out.wrong.append((claim.event.trigger.text, "forbidden", str(never), claim.realis))
    return out


def _rank(claim: Claim, wanted: Wanted) -> tuple[int, ...]:
    # The place and the stance tell two claims of one trigger apart.
    return (
        _places(claim, wanted),
        _one_of(claim.stance, wanted.get("stance", "asserts")),
        _one_of(claim.event.type, wanted["type"]),
        _one_of(claim.attribution.kind, wanted.get("kind", "publisher")),
        -claim.event.trigger.start,
    )


def _one_of(got: str, accepted: str) -> bool:
    kinds = accepted.split("|")
    if "attack" in kinds:
        kinds += ["clash", "civilian_attack"]
    return got in kinds


def _drawn(claim: Claim) -> list[str]:
    return [DRAWN[place.role] + place.text for place in claim.places if place.role in DRAWN]


def _places(claim: Claim, wanted: Wanted) -> bool:
    drawn = _drawn(claim)
    if wanted.get("optional_place") and not drawn:
        return True
    choices = [one.split("|") for one in wanted["at"]]
    if not choices:
        return not drawn
    return all(any(c in drawn or (c == "" and not drawn) for c in one) for one in choices) and len(
        drawn
    ) <= len(choices)


def _has(got: str | None, accepted: str) -> bool:
    return got is not None and any(one.lower() in got.lower() for one in accepted.split("|"))


def _fields(wanted: Wanted, claim: Claim) -> list[tuple[str, bool, str]]:
    who = claim.attribution
    source = who.source.text if who.source else None
    found = [
        ("type", _one_of(claim.event.type, wanted["type"]), claim.event.type),
        ("at", _places(claim, wanted), str(_drawn(claim))),
        (
            "kind",
            _one_of(who.kind, wanted.get("kind", "publisher"))
            or (bool(wanted.get("optional_source")) and who.kind == "publisher"),
            who.kind,
        ),
        ("realis", _one_of(claim.realis, wanted.get("realis", "occurred")), claim.realis),
        ("polarity", _one_of(claim.polarity, wanted.get("polarity", "positive")), claim.polarity),
        ("stance", _one_of(claim.stance, wanted.get("stance", "asserts")), claim.stance),
        (
            "outlet",
            _one_of(claim.publisher_stance.value, wanted.get("outlet", "neutral")),
            claim.publisher_stance.value,
        ),
    ]
    if wanted.get("source_any"):
        found = [one for one in found if one[0] != "kind"]
    if "source" in wanted:
        found.append(("source", _has(source, wanted["source"]), str(source)))
    if "name" in wanted:
        found.append(("name", _has(who.name, wanted["name"]), str(who.name)))
    if "cue" in wanted:
        found.append(
            ("cue", _has(who.cue.text if who.cue else None, wanted["cue"]), str(who.cue and who.cue.text))
        )
    if not wanted.get("chain_any"):
        chain = ", ".join(link.text for link in who.chain)
        found.append(("chain", _has(chain, wanted["chain"]) if "chain" in wanted else not chain, chain))
    if not wanted.get("time_any"):
        found.append(("time", *_time(wanted.get("time"), claim)))
    if "said_at" in wanted:
        said = str(claim.said_at.start) if claim.said_at else "none"
        found.append(("said_at", said == wanted["said_at"], said))
    if "casualties" in wanted:
        got = [f"{c.what} {c.low or ''}-{c.high or ''}" for c in claim.event.casualties]
        found.append(("casualties", all(one in got for one in wanted["casualties"]), str(got)))
    if "actors" in wanted:
        got = [actor.text for actor in claim.event.actors]
        found.append(("actors", any(_has(one, wanted["actors"]) for one in got), str(got)))
    if "extent" in wanted:
        found.append(("extent", claim.event.extent == wanted["extent"], str(claim.event.extent)))
    if "channel" in wanted:
        found.append(
            ("channel", _one_of(claim.attribution.channel, wanted["channel"]), claim.attribution.channel)
        )
    return found


def _time(wanted: str | None, claim: Claim) -> tuple[bool, str]:
    time = claim.time
    got = f"{time.start}/{time.end}" if time.basis == "expression" else "none"
    if wanted is None:
        return time.basis != "expression" or time.start is None, f"{got} {time.text!r}"
    start, _, end = wanted.partition("/")
    return (str(time.start), str(time.end)) == (start, end or start), f"{got} {time.text!r}"
