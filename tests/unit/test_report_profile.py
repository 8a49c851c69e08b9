"""What a report is made of, from its reading and its text."""

from dataclasses import replace
from datetime import date

import pytest

from geoclaims.ui.report_profile import byline, links, profile
from hand_made import hand_made_analysis, hand_made_document


def test_voices_are_counted_by_claims_and_the_outlet_is_none() -> None:
    analysis = hand_made_analysis()
    made_of = profile(analysis)
    assert made_of.claims == made_of.from_named + made_of.from_unnamed + made_of.unsourced == 4
    assert [voice.name for voice in made_of.named] == ["Arkady Melnikov"]
    assert made_of.unnamed[0].name == "two officials"
    assert made_of.unsourced == 2
    assert "Novosilka" in made_of.open_names
    assert made_of.placed < made_of.mentions
    assert made_of.last == date(2025, 12, 1)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Town falls\n\nBy Jane Doe and John Roe\n\nTroops came.", "Jane Doe and John Roe"),
        ("Written by: JANE DOE\nTroops came.", "JANE DOE"),
        ("Troops came.\n\n(Reporting by Jane Doe; editing by X)", "Reporting by Jane Doe; editing by X"),
        ("Troops came by night.\nBy night they left, the mayor said", None),
        ("By Monday they had left.", None),
        ("By 2024 the town was empty", None),
        ("", None),
    ],
)  # fmt: skip
def test_a_byline_is_a_line_of_its_own_or_the_closing_credit(text: str, who: str | None) -> None:
    assert byline(text) == who


def test_links_are_those_of_the_text_without_what_follows_them() -> None:
    text = "See https://example.org/a?b=1. Again (https://example.org/a?b=1), and HTTP://EXAMPLE.net/x!"
    assert links(replace(hand_made_document(), text=text)) == (
        "https://example.org/a?b=1", "HTTP://EXAMPLE.net/x",
    )  # fmt: skip
