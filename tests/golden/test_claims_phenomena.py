"""Invented short texts, one phenomenon each: what an analyst would write down of them, and what not.

``claims_phenomena.jsonl`` holds a text a line with the claims it must give: type and places, and of
kind, side, source, realis, polarity, stance, publisher_stance and year what the phenomenon is about.
"a|b" accepts either; ``not_at`` names what is no location, ``forbid`` claims that must not be made.
``attribution_phenomena.jsonl`` is the same for who says it: cue, chain, name, identity, basis, channel.
``known_miss`` marks a text that still comes out wrong: when it comes out right, the mark must go.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from geoclaims.model import Claim

PUBLISHED = date(2024, 3, 14)
DATA = Path(__file__).with_name("claims_phenomena.jsonl")
FILES = (DATA, DATA.with_name("attribution_phenomena.jsonl"))
TEXTS = [json.loads(line) for file in FILES for line in file.read_text("utf-8").splitlines()]
DRAWN = ("location", "origin", "destination")


def _differs(wanted: dict[str, Any], claim: Claim) -> list[str]:
    """The fields in which a claim is not the wanted one."""
    who = claim.attribution
    got = {
        "type": claim.event.type,
        "kind": who.kind,
        "side": who.side,
        "realis": claim.realis,
        "polarity": claim.polarity,
        "stance": claim.stance,
        "publisher_stance": claim.publisher_stance.value,
        "name": who.name or "",
        "identity": who.identity,
        "basis": who.basis,
        "channel": who.channel,
    }
    found = [f"{key} {got[key]}" for key in got if key in wanted and got[key] not in wanted[key].split("|")]
    names = [place.text for place in claim.places if place.role in DRAWN]
    if not all(any(want in name or name in want for name in names) for want in wanted["places"]):
        found.append(f"places {names}")
    source = who.source.text if who.source else ""
    if not any(part in source.lower() for part in wanted.get("source", "").lower().split("|")):
        found.append(f"source {source!r}")
    if wanted.get("cue", "") not in (who.cue.text if who.cue else ""):
        found.append(f"cue {who.cue.text if who.cue else ''!r}")
    chain = [link.text for link in who.chain]
    if wanted.get("chain") is True and not chain:
        found.append("no chain")
    if isinstance(wanted.get("chain"), list) and chain != wanted["chain"]:
        found.append(f"chain {chain}")
    if "year" in wanted and (claim.time.start is None or claim.time.start.year != wanted["year"]):
        found.append(f"start {claim.time.start}")
    return found


def _cases() -> list[Any]:
    missed = pytest.mark.xfail(reason="known miss", strict=True)
    return [
        pytest.param(
            case, id=f"{case['id']} {case['category']}", marks=[missed] if case.get("known_miss") else []
        )
        for case in TEXTS
    ]


@pytest.mark.parametrize("case", _cases())
def test_a_phenomenon(analyse, case: dict[str, Any]) -> None:
    left = list(analyse(case["text"], published=PUBLISHED).claims)
    every = list(left)
    for wanted in case.get("claims", ()):
        right = next((claim for claim in left if not _differs(wanted, claim)), None)
        assert right is not None, [_differs(wanted, claim) for claim in left]
        left.remove(right)
    located = {place.text for claim in every for place in claim.places if place.role == "location"}
    assert located.isdisjoint(case.get("not_at", ()))
    for unwanted in case.get("forbid", ()):
        assert all(_differs(unwanted, claim) for claim in every)
    if case.get("no_claims"):
        assert not every
    if "count" in case:
        assert len(every) == case["count"]
