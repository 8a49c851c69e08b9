"""Whether it happened: planned, failed, feared, denied; and what the outlet says of it."""

import pytest
from claims_support import claims_of, only_claim


@pytest.mark.parametrize(
    ("text", "realis"),
    [
        ("Troops captured [Arvol].", "occurred"),
        ("Forces are preparing to seize [Arvol].", "planned"),
        ("Insurgents are about to storm [Arvol].", "planned"),
        ("Israel will strike [Arvol].", "planned"),
        ("The president ordered troops to take [Arvol].", "planned"),
        ("The militia failed to retake [Arvol].", "attempted"),
        ("An attempt to seize [Arvol] failed.", "attempted"),
        ("If [Arvol] falls to the rebels, aid will stop.", "hypothetical"),
        ("Should [Arvol] fall, the road would be open.", "hypothetical"),
        ("Residents fear an assault on [Arvol].", "possible"),
        ("Families prayed, fearing shelling of [Arvol].", "possible"),
        ("The rebels could take [Arvol].", "possible"),
        ("The minister hopes to liberate [Arvol].", "hypothetical"),
        ("The army still holds [Arvol].", "ongoing"),
        ("Rebels are shelling [Arvol].", "ongoing"),
        ("Troops managed to capture [Arvol].", "occurred"),
    ],
)
def test_realis(text: str, realis: str) -> None:
    assert only_claim(text).realis == realis


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The army said troops took [Arvol].", "asserts"),
        ("Minsk denied that its drones had struck [Arvol].", "denies"),
        ("The police blamed the rebels for the attack on [Arvol].", "accuses"),
        ("The army admitted that it had lost control of [Arvol].", "concedes"),
        ("The Taliban claimed responsibility for the suicide attack in [Arvol].", "claims_credit"),
        ("The president ordered troops to take [Arvol].", "orders"),
        ("Hamas threatened to fire rockets at [Arvol].", "threatens"),
        ("Analysts expect troops to attack [Arvol].", "predicts"),
        ("The ministry could not confirm that [Arvol] had fallen.", "cannot_confirm"),
    ],
)
def test_stance(text: str, stance: str) -> None:
    assert only_claim(text).stance == stance


def test_a_denial_keeps_the_polarity_of_what_is_denied() -> None:
    denied = only_claim("Minsk denied that its drones had struck [Arvol].")
    assert denied.polarity == "positive"
    for text in (
        "No shelling was heard in [Arvol].",
        "Troops did not enter [Arvol].",
        "No troops entered [Arvol].",
    ):
        assert only_claim(text).polarity == "negative"


def test_another_voice_is_not_bound_by_the_denial_before_it() -> None:
    claims = claims_of("Kyiv denied that [Arvol] had fallen, saying its troops still held the town.")
    assert [claim.stance for claim in claims] == ["denies", "asserts"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (
            "The army said it had captured [Arvol]. Reuters could not independently verify the report.",
            "cannot_verify",
        ),
        ("The rebels said they captured [Arvol]. The claim could not be verified.", "cannot_verify"),
        ("Hamid claimed, without evidence, that [Arvol] was shelled.", "doubts"),
        ("The army said it had captured [Arvol].", "neutral"),
    ],
)
def test_what_the_outlet_says_is_no_claim_of_its_own(text: str, value: str) -> None:
    claim = only_claim(text)
    assert claim.publisher_stance.value == value


def test_certainty() -> None:
    assert only_claim("Troops probably captured [Arvol].").certainty == "probable"
    assert only_claim("Troops captured [Arvol].").certainty == "unstated"
