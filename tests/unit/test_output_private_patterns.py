"""Private persons whom the words beside their names tell, and refuges: not in what is handed round."""

from dataclasses import replace
from datetime import date

import pytest

from geoclaims.documents import ReportMetadata, document_from_text
from geoclaims.model import Claim
from geoclaims.output.map import page_html
from geoclaims.output.private_patterns import named_as_private
from geoclaims.output.redaction import handed_round
from geoclaims.records import to_json_line
from geoclaims.settings import build_pipeline, load_settings

KIN = ("brother", "daughter", "mother", "sister", "son", "wife")
EVERYDAY = ("farmer", "resident", "shopkeeper")


def names(text: str) -> set[str]:
    return {text[start:end] for start, end, _ in named_as_private(text, kin=KIN, everyday=EVERYDAY)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A rocket killed Orhan Veshti, 34, at noon.", {"Orhan Veshti"}),
        ("It killed Dr Orhan Veshti (34).", {"Orhan Veshti"}),
        ("It wounded 12-year-old Mila Dorn.", {"Mila Dorn"}),
        ("It wounded a 24-year-old Odesa man.", set()),
        ("The body of Nour Saad was found there.", {"Nour Saad"}),
        ("Police found the bodies of Tia Nkomo and Sizwe Nkomo.", {"Tia Nkomo", "Sizwe Nkomo"}),
        ("The dead were identified as Karim Addo, Musa Bello and Ali.", {"Karim Addo", "Musa Bello", "Ali"}),
        ("The attackers were identified as Islamic State.", set()),
        ("A shell hit the home of Lyuda Hryn.", {"Lyuda Hryn"}),
        ("Abdi Warsan, who lives in the port, heard it.", {"Abdi Warsan"}),
        ("Two brothers, Artem and Maks Savko, died.", {"Artem", "Maks Savko"}),
        ("It killed two sons, Hamas said.", set()),
        ("It killed his daughter Sonya.", {"Sonya"}),
        ("It killed shopkeeper Rahim Gol.", {"Rahim Gol"}),
        ("Farmer Rahim Gol, 50, saw it.", {"Rahim Gol"}),
        ("“Tanks,” said Olena, who asked that only her first name be used.", {"Olena"}),
        ("Zainab (not her real name) saw it.", {"Zainab"}),
        ("A soldier who gave only his first name, Timur, spoke.", {"Timur"}),
        ("On Monday, 12, of them came.", set()),
        ("Shells killed three of the Hryn family.", {"Hryn"}),
        ("It hit the home of the Abu Veshti household.", {"Abu Veshti"}),
        ("They burned the Bondars’ house.", {"Bondar", "Bondars"}),
        ("Orhan Veshti’s relatives buried him; Nadia's two daughters survived.", {"Orhan Veshti", "Nadia"}),
        ("Ilya Vesh, whose family ruled the emirate, left.", set()),
        ("Ilya Vesh, whose family fled, left.", {"Ilya Vesh"}),
        ("The ruling Vesh family's guards fired.", set()),
        ("The Vesh family has ruled for long.", set()),
        ("They returned to Veshti’s home town.", set()),
        ("Orhan Veshti’s house burned.", {"Orhan Veshti"}),
    ],
)
def test_names_that_the_words_beside_them_tell_to_be_private(text: str, expected: set[str]) -> None:
    assert names(text) == expected


REPORTS = (
    ("A missile hit a house in Izium on Sunday, killing Orhan Bondar, 34, police said.", ("Orhan", "Bondar")),
    ("The body of Nour Saad was found in Khan Younis after an air strike, medics said.", ("Nour", "Saad")),
    ("A shell hit the home of Lyuda Hryn in Huliaipole on Monday, residents said.", ("Lyuda", "Hryn")),
    ("Families displaced by shelling in Toretsk have taken refuge in Dobropillia.", ("Dobropillia",)),
    ("Survivors of the attack on Kaga Bandoro are hiding in a church in Mbrès, the UN said.", ("Mbrès",)),
    ("After an air strike on Mekelle a camp at Shire now hosts 2,000 survivors, officials said.", ("Shire",)),
    ("Ruth Aching fled the attack on Bunia and is sheltering with others in Mahagi.", ("Ruth", "Mahagi")),
)  # fmt: skip


def _claims(text: str) -> tuple[Claim, ...]:
    pipeline = build_pipeline(load_settings())
    document = document_from_text(text, ReportMetadata(date(2025, 12, 2), None), name="report")
    return pipeline.analyse(replace(document, id="r")).claims


@pytest.mark.parametrize(("text", "gone"), REPORTS)
def test_no_byte_of_the_page_or_of_the_records_tells(text: str, gone: tuple[str, ...]) -> None:
    claims = _claims(text)
    assert claims
    safe = handed_round(claims)
    page = page_html(claims)
    records = "".join(to_json_line(claim) for claim in safe.claims)
    for name in gone:
        assert name not in page
        assert name not in records
    assert all(len(a.text) == len(b.text) for a, b in zip(claims, safe.claims, strict=True))


@pytest.mark.parametrize(
    ("text", "kept", "gone"),
    [
        ("Shelling killed fighters of Hamas (40) and Fatah (12) in Gaza, officials said.", "Hamas Fatah", ""),
        ("Russian shells hit Kupiansk, 7, and Zzyrakivka, 12, on Monday, the mayor said.", "Zzyrakivka", ""),
        ("Rebels seized the palace of Bashar al-Assad, whose family ruled Syria for decades.", "Assad", ""),
        ("A drone hit the house of President Ilya Vesh, and Vesh’s family fled, police said.", "Vesh", ""),
        ("A shell killed four of the Hryn family in Huliaipole on Monday, residents said.", "", "Hryn"),
        ("An air strike killed five of Yusuf Darwazi’s relatives in Gaza, medics said.", "", "Yusuf Darwazi"),
        ("A rocket killed Orhan Veshti, 34, and Mila Dorn, 7, in Huliaipole.", "", "Orhan Veshti Mila Dorn"),
    ],
)  # fmt: skip
def test_families_are_masked_and_groups_villages_and_rulers_stay(text: str, kept: str, gone: str) -> None:
    claims = _claims(text)
    assert claims
    shown = "".join(to_json_line(claim) for claim in handed_round(claims).claims)
    assert all(word in shown for word in kept.split())
    assert not any(word in shown for word in gone.split())


def test_persons_in_office_and_big_towns_stay() -> None:
    text = (
        "President Orhan Veshti, 54, said a drone hit Kharkiv on Monday. Hundreds are sheltering in Kharkiv."
        " Shelling killed two sons, Hamas said."
    )
    safe = handed_round(_claims(text))
    shown = "".join(to_json_line(claim) for claim in safe.claims)
    for name in ("Veshti", "Kharkiv", "Hamas"):
        assert name in shown


def test_a_sentence_without_an_end_is_searched_in_good_time() -> None:
    # What took the square of the length would not come back from these.
    for piece in (
        "people shelter in Abo ",
        "Abo ",
        "the bodies of Abo, ",
        "A’",
        "his son ",
        "the Abo ",
        "Abo's ",
    ):
        text = piece * (20_000 // len(piece))
        claim = replace(_claims(REPORTS[0][0])[0], text=text, start=0, end=len(text))
        assert len(handed_round([claim]).claims[0].text) == len(text)
