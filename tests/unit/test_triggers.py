"""The lexicon of triggers and the forms of verbs."""

import pytest
from claims_support import claims_of, only_claim

from geoclaims.claims.grammar import forms, lexicon, listed, verb_bases
from geoclaims.claims.requirements import _CHECKS
from geoclaims.vocabulary import EVENT_TYPES

PSEUDO_TYPES = {
    "seize",
    "fall",
    "attack",
    "bomb",
    "bombard",
    "strike",
    "blast",
    "bombing",
    "shoot",
    "ruin",
    "kill",
}


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ("capture", {"capture", "captures", "captured", "capturing"}),
        ("seize", {"seize", "seizes", "seized", "seizing"}),
        ("take", {"take", "takes", "took", "taken", "taking"}),
        ("flee", {"flee", "flees", "fled", "fleeing"}),
        ("shell", {"shell", "shells", "shelled", "shelling"}),
        ("repel", {"repel", "repels", "repelled", "repelling"}),
        ("occupy", {"occupy", "occupies", "occupied", "occupying"}),
        ("hit", {"hit", "hits", "hitting"}),
        ("hand over", {"hand over", "hands over", "handed over", "handing over"}),
        ("die", {"die", "dies", "died", "dying"}),
        ("rob", {"rob", "robs", "robbed", "robbing"}),
    ],
)
def test_forms_of_verbs(base: str, expected: set[str]) -> None:
    assert set(forms(base)) == expected


def test_every_group_of_the_lexicon_has_a_known_type_and_requirement() -> None:
    data = lexicon("triggers")
    for key in ("verb", "noun", "idiom"):
        for group in data[key]:
            assert group["type"] in EVENT_TYPES or group["type"] in PSEUDO_TYPES
            assert group.get("needs") is None or group["needs"] in _CHECKS


def test_past_forms_win_over_other_verbs_bases() -> None:
    assert verb_bases()["found"][0] == "find"
    assert verb_bases()["saw"][0] == "see"
    assert verb_bases()["left"][0] == "leave"
    assert listed("a, b c ,, d") == ["a", "b c", "d"]


@pytest.mark.parametrize(
    ("text", "subtype"),
    [
        ("A suicide bomber blew himself up in [Arvol].", "Suicide bomb"),
        ("Two hand grenades were hurled at a café in [Arvol].", "Grenade"),
        ("A roadside bomb exploded near [Arvol].", "Remote explosive/landmine/IED"),
        ("Soldiers found a cache of weapons in [Arvol].", "Disrupted weapons use"),
        ("Police fired tear gas to disperse protesters in [Arvol].", "Protest with intervention"),
        ("Rioters burned cars in [Arvol].", "Looting/property destruction"),
        ("The army retook [Arvol].", "Government regains territory"),
        ("Militants captured [Arvol].", "Non-state actor overtakes territory"),
        ("Gunmen kidnapped 12 students in [Arvol].", "Abduction/forced disappearance"),
        ("The rebels set up a new headquarters in [Arvol].", "Headquarters or base established"),
    ],
)
def test_sub_types_where_words_decide(text: str, subtype: str) -> None:
    assert subtype in {claim.event.subtype for claim in claims_of(text)}


def test_a_sub_type_is_not_made_up() -> None:
    assert only_claim("[Arvol] was captured.").event.subtype is None


def test_an_idiom_is_one_trigger() -> None:
    assert only_claim("Rebels took full control of [Arvol].").event.trigger.text == "took full control"
