"""The words for how far a record is from a claim, and from which of its places."""

from dataclasses import replace

from geoclaims.model import Match
from geoclaims.output.map.block import MapOptions, map_block
from geoclaims.output.wording import apart_text, near_text
from map_claims import invented_claims, invented_verdicts

_MATCH = Match("INV1", 1.25, True, 1, "same", "unknown", "unclear", "unknown", 0.5)


def test_days_apart_are_counted_in_words() -> None:
    assert [apart_text(days) for days in (0, 1, 3)] == ["same day", "1 day apart", "3 days apart"]


def test_a_match_names_the_claimed_place_it_is_for_as_written() -> None:
    claim = next(c for c in invented_claims() if any(p.place for p in c.drawn_places))
    place = next(p for p in claim.drawn_places if p.place)
    assert place.place is not None
    assert near_text(claim, _MATCH) is None
    assert near_text(claim, replace(_MATCH, place="geonames:0")) is None
    match = replace(_MATCH, place=place.place.id)
    assert near_text(claim, match) == place.text
    verdict = replace(
        invented_verdicts()[0], claim=claim.id, status="nearby_activity", reason=None, matches=(match,)
    )
    block = map_block([claim], (), [verdict], MapOptions())
    (line,) = [line for line in block["claims"][0]["verdicts"][0]["lines"] if "INV1" in line]
    assert f"km from {place.text}, 1 day apart" in line
