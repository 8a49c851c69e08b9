"""What is claimed to happen where: triggers, guards, places, actors, harm and ids."""

import pytest
from claims_support import claims_of, document_and_toponyms, only_claim, places_of

from geoclaims.claims.extract import extract_claims
from geoclaims.language import annotate


@pytest.mark.parametrize(
    ("text", "type_", "places"),
    [
        ("Troops captured [Arvol] on Monday.", "territory_gain", [("location", "Arvol")]),
        ("[Arvol] has fallen to the rebels.", "territory_gain", [("location", "Arvol")]),
        ("The fall of [Arvol] was quick, soldiers said.", "territory_gain", [("location", "Arvol")]),
        ("Rebels took control of [Arvol].", "territory_gain", [("location", "Arvol")]),
        ("[Arvol], where troops have secured control, is empty.", "territory_gain", [("location", "Arvol")]),
        ("Troops withdrew from [Arvol].", "territory_transfer", [("location", "Arvol")]),
        ("The army still holds [Arvol].", "territory_status", [("location", "Arvol")]),
        ("Missiles struck [Arvol] overnight.", "shelling_missile", [("location", "Arvol")]),
        ("A drone hit a depot in [Arvol].", "air_drone_strike", [("location", "Arvol")]),
        ("Clashes erupted near [Arvol].", "clash", [("location", "Arvol")]),
        ("A roadside bomb killed six near [Arvol].", "ground_explosive", [("location", "Arvol")]),
        ("Gunmen shot dead two farmers in [Arvol].", "civilian_attack", [("location", "Arvol")]),
        ("Police arrested 20 people in [Arvol].", "detention", [("location", "Arvol")]),
        ("Thousands protested in [Arvol].", "unrest", [("location", "Arvol")]),
        ("A ceasefire was signed in [Arvol].", "agreement", [("location", "Arvol")]),
        (
            "Families fled from [Arvol] to [Besk].",
            "displacement",
            [("origin", "Arvol"), ("destination", "Besk")],
        ),
        ("Troops moved into [Arvol].", "force_movement", [("destination", "Arvol")]),
        ("Air defences shot down two drones over [Arvol].", "intercept", [("location", "Arvol")]),
        (
            "Rebels seized [Arvol] in [Besk] province.",
            "territory_gain",
            [("location", "Arvol"), ("parent", "Besk")],
        ),
    ],
)
def test_an_event_has_its_type_and_place(text: str, type_: str, places: list[tuple[str, str]]) -> None:
    claim = only_claim(text)
    assert claim.event.type == type_
    assert places_of(claim) == places


@pytest.mark.parametrize(
    "text",
    [
        "The film bombed at the box office in [Arvol].",
        "The song captured the mood in [Arvol].",
        "Workers at the [Arvol] plant went on strike on Friday.",
        "Bank shares fell in [Arvol] on Monday.",
        "The match took place in [Arvol].",
        "The museum in [Arvol] reopened with an exhibition.",
        "They are shelling out for tickets.",
    ],
)
def test_words_of_war_used_otherwise_are_no_events(text: str) -> None:
    assert [c.event.trigger.text for c in claims_of(text) if c.places] == []


def test_coordinated_places_are_events_of_their_own() -> None:
    claims = claims_of("The recent liberation of [Arvol] in [Besk] and [Corin] in [Dule] was hailed.")
    assert [places_of(claim) for claim in claims] == [
        [("location", "Arvol"), ("parent", "Besk")],
        [("location", "Corin"), ("parent", "Dule")],
    ]
    assert len({claim.id for claim in claims}) == 2


def test_two_clauses_keep_their_own_places_and_harm() -> None:
    first, second = claims_of("Shelling killed three in [Arvol] and a drone hit a depot in [Besk].")
    assert (places_of(first), places_of(second)) == ([("location", "Arvol")], [("location", "Besk")])
    assert [c.low for c in first.event.casualties] == [3]
    assert second.event.casualties == ()


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("Speaking in [Arvol], Sow said gunmen had attacked [Besk].", "Arvol"),
        ("[metonym:Arvol] said its troops had taken [Besk].", "Arvol"),
        ("ARVOL, March 3 (Wire) - Rebels shelled [Besk].", "ARVOL"),
        ("[Arvol] and [Corin] traded accusations after missiles struck [Besk].", "Corin"),
        ("[demonym:Arvolian] forces captured [Besk].", "Arvolian"),
        ("[Arvol]: two killed in air strikes on [Besk]", "Arvol"),
    ],
)
def test_where_somebody_speaks_or_acts_from_is_no_event_place(text: str, never: str) -> None:
    drawn = [place.text for claim in claims_of(text) for place in claim.drawn_places]
    assert drawn == ["Besk"]
    assert never not in drawn


def test_what_residents_tell_happened_where_they_are() -> None:
    assert places_of(only_claim("Residents of [Arvol] described heavy shelling.")) == [("location", "Arvol")]


def test_harm_told_right_after_goes_with_the_place_before() -> None:
    _, harm = claims_of("A drone hit a depot in [Arvol]. Two workers were wounded.")
    assert harm.event.type == "casualties"
    assert places_of(harm) == [("location", "Arvol")]


@pytest.mark.parametrize(
    ("text", "what", "low", "high", "who"),
    [
        ("Shelling killed two soldiers in [Arvol].", "killed", 2, 2, "combatants"),
        ("At least 11 civilians were wounded in shelling of [Arvol].", "wounded", 11, None, "civilians"),
        ("Up to 40 people were killed in an air strike on [Arvol].", "killed", None, 40, "unstated"),
        ("Between 10 and 12 people were killed in shelling of [Arvol].", "killed", 10, 12, "unstated"),
        ("Dozens were killed in shelling of [Arvol].", "killed", 24, None, "unstated"),
    ],
)
def test_casualties_are_bounded(text: str, what: str, low: int | None, high: int | None, who: str) -> None:
    (count,) = only_claim(text).event.casualties
    assert (count.what, count.low, count.high, count.who) == (what, low, high, who)


def test_actors_targets_frame_and_extent() -> None:
    claim = only_claim("Russian troops seized the southern part of [Arvol].")
    assert [a.text for a in claim.event.actors] == ["Russian troops"]
    assert claim.event.extent == "part"
    assert claim.event.frame is not None
    assert (claim.event.frame.text, claim.event.frame.voice) == ("seized", "publisher")
    passive = only_claim("[Arvol] was captured by militants.")
    assert [a.text for a in passive.event.actors] == ["militants"]
    accused = only_claim("Armenia accused Azerbaijan of shelling [Arvol].")
    assert [a.text for a in accused.event.actors] == ["Azerbaijan"]


def test_a_text_in_an_unsupported_language_has_no_claims() -> None:
    assert (
        claims_of("Les troupes ont capturé [Arvol] et les forces sont dans la ville, selon le ministre.")
        == ()
    )


def test_ids_stay_when_another_part_of_the_text_is_edited() -> None:
    before = claims_of("Troops captured [Arvol].\n\nRebels shelled [Besk].")
    after = claims_of("Troops captured [Arvol] at dawn.\n\nRebels shelled [Besk].")
    assert before[1].id == after[1].id
    assert before[0].id != after[0].id
    twice = claims_of("Rebels shelled [Besk].\n\nRebels shelled [Besk].")
    assert len({claim.id for claim in twice}) == 2


def test_every_span_is_verbatim() -> None:
    document, toponyms = document_and_toponyms(
        "“We took [Arvol],” said Col. Ann Lee, citing the army. Two soldiers were killed there on Monday."
    )
    for claim in extract_claims(document, annotate(document.text), toponyms):
        spans = [claim.event.trigger, *claim.event.actors, *claim.event.casualties, *claim.places]
        spans += [s for s in (claim.attribution.source, claim.attribution.cue) if s is not None]
        for span in spans:
            assert document.text[span.start : span.end] == span.text
