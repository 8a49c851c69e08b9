"""How the page words what a dataset says of a claim."""

from dataclasses import replace

from geoclaims.model import Match, Verdict, Window
from geoclaims.output.map.block import MapOptions, map_block
from geoclaims.output.wording import days_text
from map_claims import invented_claims, invented_verdicts


def _lines(verdict: Verdict) -> list[str]:
    (shown,) = [
        one["lines"]
        for claim in map_block(invented_claims(), (), [verdict], MapOptions())["claims"]
        for one in claim["verdicts"]
    ]
    return list(shown)


def _match(days: int) -> Match:
    return Match("E1", 0.3, True, days, "same", "unknown", "unclear", "unknown", 0.5)


def test_one_day_is_one_day_and_none_the_same_day() -> None:
    assert [days_text(n) for n in (0, 1, 2)] == ["0 days", "1 day", "2 days"]
    base = replace(
        invented_verdicts()[0], status="nearby_activity", reason=None, observed=2, window=Window(5, 1),
        matches=(_match(1), _match(0)),
    )  # fmt: skip
    lines = "\n".join(_lines(base))
    assert "2 records within 5 km and 1 day" in lines
    assert "0.3 km, 1 day apart" in lines
    assert "0.3 km, same day, type" in lines


def test_what_can_not_be_compared_is_given_no_count_and_no_chance() -> None:
    base = replace(
        invented_verdicts()[0], status="not_comparable", reason="type_not_coded", observed=0, expected=0.0,
        p_value=1.0, matches=(),
    )  # fmt: skip
    assert not [line for line in _lines(base) if "chance" in line or "records" in line]
