"""What a claim says beside type and place: whose wording, whose side, how many, since when."""

import pytest
from claims_support import attributions_of, claims_of, only_claim, places_of


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ("The army said it carried out a pre-emptive strike on [Arvol].", ("pre-emptive strike", "source")),
        ("Rebels massacred 20 villagers in [Arvol].", ("massacred", "publisher")),
        ("The ministry said troops repelled an attack near [Arvol].", ("repelled", "source")),
        ("Rockets struck [Arvol].", None),
        ("Shelling hit [Arvol], the mayor said.", None),
    ],
)
def test_wording_that_takes_sides_is_kept(text: str, frame: tuple[str, str] | None) -> None:
    kept = claims_of(text)[-1].event.frame
    assert ((kept.text, kept.voice) if kept else None) == frame


def test_scare_quotes_are_not_the_outlets_wording() -> None:
    frame = only_claim('The "liberation" of [Arvol] was marked on Sunday.').event.frame
    assert frame is not None
    assert (frame.text, frame.voice) == ("liberation", "source")


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("The army said rebels attacked [Arvol].", "opponent"),
        ("The army said its troops had recaptured [Arvol].", "party"),
        ("The army said troops had recaptured [Arvol].", "party"),
        ("The rebels said they had shelled [Arvol].", "party"),
        ("The rebels said the army had shelled [Arvol].", "opponent"),
        ("Rebels vowed to attack [Arvol].", "party"),
        ("The army denied shelling [Arvol].", "party"),
        ("A farmer said rebels attacked [Arvol].", "unknown"),
        ("The mayor said drones hit [Arvol].", "unknown"),
    ],
)
def test_sides_by_pronouns_and_roles(text: str, side: str) -> None:
    assert only_claim(text).attribution.side == side


def test_a_pronoun_says_whom_it_stands_for() -> None:
    second = claims_of("General Abal Moro spoke. He said rebels shelled [Arvol].")[-1]
    assert second.attribution.name == "Abal Moro"
    assert second.attribution.inferred == "pronoun: stands for “General Abal Moro”"


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Two soldiers and three civilians were killed in an ambush in [Arvol].",
         [("killed", "combatants", 2, 2), ("killed", "civilians", 3, 3)]),
        ("The blast in [Arvol] killed two soldiers and wounded five others.",
         [("killed", "combatants", 2, 2), ("wounded", "unstated", 5, 5)]),
        ("Gunmen attacked [Arvol], killing at least five people and injuring 11.",
         [("killed", "unstated", 5, None), ("wounded", "unstated", 11, 11)]),
        ("On 12 March rebels killed five soldiers in [Arvol].", [("killed", "combatants", 5, 5)]),
        ("Between 30 and 40 people were killed when shells hit [Arvol].", [("killed", "unstated", 30, 40)]),
        ("The war has killed thousands and displaced 8 million people.",
         [("killed", "unstated", 2000, None), ("displaced", "unstated", 8_000_000, 8_000_000)]),
    ],
)  # fmt: skip
def test_counts(text: str, counts: list[tuple[str, str, int, int | None]]) -> None:
    found = claims_of(text)[0].event.casualties
    assert [(one.what, one.who, one.low, one.high) for one in found] == counts


@pytest.mark.parametrize(
    ("text", "subtype"),
    [
        ("The army recaptured [Arvol].", "Government regains territory"),
        ("Rebels seized [Arvol].", "Non-state actor overtakes territory"),
        ("The National Unity Government said its forces captured [Arvol].", None),
        ("[Arvol] was captured on Friday.", None),
    ],
)
def test_whose_gain(text: str, subtype: str | None) -> None:
    assert only_claim(text).event.subtype == subtype


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Between 1 and 7 March rebels shelled [Arvol].", "2024-03-01", "2024-03-07"),
        ("Rebels shelled [Arvol] on March 3-5.", "2024-03-03", "2024-03-05"),
        ("Shelling resumed within hours in [Arvol].", "None", "2024-03-14"),
        ("It is unclear whether troops have taken [Arvol].", "None", "2024-03-14"),
    ],
)
def test_times(text: str, start: str, end: str) -> None:
    time = only_claim(text).time
    assert (str(time.start), str(time.end)) == (start, end)


def test_a_name_no_gazetteer_knows_is_not_where_its_neighbour_is() -> None:
    first, second = claims_of("Rebels attacked [Arvol]. The governor said 12 people were killed in Komanda.")
    assert places_of(first) == [("location", "Arvol")]
    assert places_of(second) == []


def test_speech_in_a_paragraph_of_its_own_keeps_its_speaker() -> None:
    found = attributions_of('"We hid," said Abal Moro.\n\n"They shelled the port all night."\n\nIt rained.')
    assert [one.source.text for one in found if one.source] == ["Abal Moro", "Abal Moro"]


def test_an_apposition_is_no_sentence() -> None:
    (found,) = attributions_of("According to the ministry, the bridge near Arvol was hit.")
    assert found.source is not None
    assert (found.source.text, found.content.text) == ("the ministry", "the bridge near Arvol was hit")
