"""Readings that once went wrong: who denies, what is false, where an event is not."""

import pytest
from claims_support import claims_of, only_claim, places_of


@pytest.mark.parametrize(
    ("text", "source", "realis"),
    [
        ("The militants claimed to have seized [Menaka].", "The militants", "occurred"),
        ("The rebels claim to control [Luhe].", "The rebels", "ongoing"),
        ("The army claimed on Monday to have taken [Orvik].", "The army", "occurred"),
    ],
)
def test_who_claims_to_have_taken_is_the_source(text: str, source: str, realis: str) -> None:
    claim = only_claim(text)
    assert claim.attribution.source is not None
    assert claim.attribution.source.text == source
    assert (claim.realis, claim.stance) == (realis, "asserts")
    assert [actor.text for actor in claim.event.actors] == [source]


@pytest.mark.parametrize(
    "text",
    [
        "Reports that rebels had captured [Orvik] are false, the army said.",
        "It is not true that [Orvik] has fallen, an army spokesman said.",
        "The army dismissed as lies reports that rebels had taken [Orvik].",
        "The governor called reports of the fall of [Orvik] a lie.",
    ],
)
def test_who_calls_it_false_denies_it(text: str) -> None:
    claim = only_claim(text)
    assert claim.stance == "denies"
    assert claim.attribution.source is not None
    assert claim.attribution.source.text.lower().split()[-1] in ("army", "spokesman", "governor")


def test_false_in_the_outlets_own_voice_is_its_doubt() -> None:
    claim = only_claim("The rumours about the fall of [Orvik] are fake.")
    assert (claim.publisher_stance.value, claim.publisher_stance.text) == ("doubts", "fake")


def test_one_report_called_false_says_nothing_of_another_claim() -> None:
    claim = claims_of("Rebels captured [Orvik], and reports of a truce are false.")[0]
    assert claim.publisher_stance.value == "neutral"


@pytest.mark.parametrize("words", ["has not yet", "has still not", "has not so far", "has not even"])
def test_adverbs_do_not_hide_a_negation(words: str) -> None:
    assert only_claim(f"The force {words} deployed to [Orvik].").polarity == "negative"


def test_yet_to_capture_is_not_captured() -> None:
    claim = only_claim("Rebel troops have yet to capture [Orvik].")
    assert (claim.realis, claim.polarity) == ("occurred", "negative")


@pytest.mark.parametrize(
    ("text", "trigger", "source"),
    [
        ("The army said it had captured [Orvik] but the rebels denied it.", "it", "the rebels"),
        ("The army said it had captured [Orvik]. The rebels denied the claim.", "claim", "The rebels"),
        ("The army rejected the rebels' claim that they had captured [Orvik].", "claim", "The army"),
        ("The rebels' claim to have captured [Orvik] was dismissed by the army.", "claim", "the army"),
    ],
)
def test_a_denial_of_what_was_claimed_is_a_claim_of_its_own(text: str, trigger: str, source: str) -> None:
    claimed, denial = claims_of(text)
    assert claimed.stance == "asserts"
    assert denial.stance == "denies"
    assert denial.event.trigger.text == trigger
    assert denial.attribution.source is not None
    assert denial.attribution.source.text == source
    assert claimed.attribution.source is not None
    assert claimed.attribution.source.text != source
    assert not claimed.attribution.chain
    assert places_of(claimed) == places_of(denial)
    assert claimed.id != denial.id


def test_what_a_group_has_not_claimed_is_not_its_claim() -> None:
    assert only_claim("The group has not claimed the attack on [Orvik].").attribution.kind == "publisher"


def test_denied_and_said_are_two_stances() -> None:
    denial, said = claims_of(
        "The army denied losing the town of [Orvik] and said its troops had repelled the attack."
    )
    assert (denial.stance, said.stance) == ("denies", "asserts")


def test_a_place_beside_an_unlisted_object_is_a_mention() -> None:
    assert places_of(only_claim("Rebels captured Zhelvo near [Orvik].")) == [("mention", "Orvik")]


def test_a_place_as_the_name_of_a_unit_is_no_location() -> None:
    claim = only_claim('Our brigade holds the town, said the spokesman of the group "[Orvik]".')
    assert ("location", "Orvik") not in places_of(claim)


def test_coordinated_places_with_days_between_are_two_claims() -> None:
    claims = claims_of("The rebels took [Orvik] in January and [Menaka] in February.")
    assert [places_of(claim) for claim in claims] == [[("location", "Orvik")], [("location", "Menaka")]]
    assert [claim.time.text for claim in claims] == ["in January", "in February"]


def test_an_open_question_is_possible_and_not_confirmed() -> None:
    claim = only_claim("It is unclear whether rebel troops captured [Orvik].")
    assert (claim.realis, claim.stance) == ("possible", "cannot_confirm")


def test_an_anniversary_is_dated() -> None:
    claim = claims_of("Two years after rebels captured [Orvik], veterans met.")[0]
    assert claim.time.start is not None
    assert claim.time.start.year == 2022
    assert claim.time.text == "Two years after"


@pytest.mark.parametrize(
    ("count", "low"),
    [("At least a dozen", 12), ("More than 10 million", 10_000_000), ("More than 40", 41)],
)
def test_counts_are_lower_bounds(count: str, low: int) -> None:
    (casualties,) = only_claim(f"{count} people were displaced from [Orvik].").event.casualties
    assert casualties.low == low


def test_a_target_ends_before_time_and_place() -> None:
    claim = only_claim("Missiles destroyed warehouses last week near [Orvik].")
    assert [target.text for target in claim.event.targets] == ["warehouses"]


def test_a_credit_in_parentheses_is_a_source() -> None:
    claim = only_claim("Shells killed three people in [Orvik] (source: the mayor).")
    assert claim.attribution.kind == "named_official"
