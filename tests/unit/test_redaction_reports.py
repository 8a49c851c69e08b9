"""Short reports with private persons of many name customs, officials, groups, villages and ages.

Each is (text, words of private names that must be gone, words that must stay), of our own invention.
"""

from dataclasses import replace
from datetime import date

import pytest

from geoclaims.documents import ReportMetadata, document_from_text
from geoclaims.model import Claim
from geoclaims.output.private_people import private_names
from geoclaims.output.redaction import handed_round
from geoclaims.records import to_json_line
from geoclaims.settings import build_pipeline, load_settings

REPORTS = (
    (
        "Killed by shelling in Izium: Olena Bondar and Pavlo Lysenko",
        "Olena Bondar Pavlo Lysenko",
        "Izium",
    ),
    (
        "Police shot dead a journalist in Kherson: Vasyl Hnatiuk",
        "Vasyl Hnatiuk",
        "Kherson",
    ),
    (
        "Twelve killed in Goma attack: Human Rights Watch",
        "",
        "Goma Human Rights Watch",
    ),
    (
        "An air strike in Rafah killed Umm Khalil al-Najjar and three of her grandchildren on "
        "Tuesday, her neighbours said.",
        "Khalil Najjar",
        "Rafah",
    ),
    (
        "Shelling in Kherson wounded Oleksandra Petrivna Koval, a pharmacist, on Friday, governor "
        "Ihor Danko said.",
        "Oleksandra Petrivna Koval",
        "Kherson Ihor Danko",
    ),
    (
        "Gunmen abducted Aïssata Diallo Maïga, the wife of a grain trader, near Gao on Sunday, local "
        "officials said.",
        "Aïssata Diallo Maïga",
        "Gao",
    ),
    (
        "Soldiers burned the house of U Tun Myint in Sagaing on Monday, villagers said.",
        "Tun Myint",
        "Sagaing",
    ),
    (
        "Daw Khin Htwe, 61, was killed when junta troops shelled Myingyan on Tuesday, residents said.",
        "Khin Htwe",
        "Myingyan",
    ),
    (
        "María Fernanda López García was wounded by a drone in El Plateado on Thursday, her cousin said.",
        "María Fernanda López García",
        "",
    ),
    (
        "ELN rebels kidnapped the children of José Luis Quintero Rojas in Tibú on Saturday, the army said.",
        "José Quintero Rojas",
        "ELN Tibú",
    ),
    (
        "The Abu Salem family lost seven members in a strike on Jabalia on Monday, medics said.",
        "Salem",
        "Jabalia",
    ),
    (
        "A missile hit the Kovalchuks’ flat in Kramatorsk on Wednesday, police said.",
        "Kovalchuk Kovalchuks",
        "Kramatorsk",
    ),
    (
        "“They shot my uncle Boubacar,” said Hawa, a market seller who fled Djibo after the attack on "
        "Monday.",
        "Boubacar Hawa",
        "Djibo",
    ),
    (
        "RSF fighters killed Hajja Zeinab Adam Ishaq at her home in El Fasher on Sunday, activists said.",
        "Zeinab Adam Ishaq",
        "RSF Fasher",
    ),
    (
        "Defence minister Rustam Melnyk said Russian forces attacked Sumy on Monday.",
        "",
        "Rustam Melnyk Sumy",
    ),
    (
        "General Soe Naing Lin, 58, said his troops had captured Lashio on Friday.",
        "",
        "Soe Naing Lin Lashio",
    ),
    (
        "Fighters of Jaysh al-Nur (60) and Hezbollah (25) were killed in clashes near Aleppo on "
        "Monday, the observatory said.",
        "",
        "Jaysh Hezbollah Aleppo",
    ),
    (
        "Drones struck Novopillia, 14, and Vyshneve, 9, on Tuesday, the regional administration said.",
        "",
        "Novopillia Vyshneve",
    ),
    (
        "Muammar Gaddafi, whose family controlled Libya for four decades, was killed in Sirte in 2011.",
        "",
        "Gaddafi Sirte",
    ),
    (
        "The Khalifa family, which rules Bahrain, ordered the arrest of protesters in Manama on Monday.",
        "",
        "Khalifa Manama",
    ),
    (
        "Police detained Thiri, a student, in Yangon on Monday; she gave only one name.",
        "Thiri",
        "Yangon",
    ),
    (
        "A mortar killed Svitlana H., 47, in Nikopol on Monday, prosecutors said.",
        "Svitlana",
        "Nikopol",
    ),
    (
        "The funeral of Ahmad Jaber al-Masri, killed in an air strike on Nuseirat on Monday, was held "
        "at the mosque.",
        "Ahmad Jaber Masri",
        "Nuseirat",
    ),
    (
        "Moussa ag Intalla, a herder, was shot dead by Wagner mercenaries near Kidal on Sunday, "
        "relatives said.",
        "Moussa Intalla",
        "Wagner Kidal",
    ),
    (
        "Lawyer Natalia Osipova and her husband Viktor were wounded when a glide bomb hit "
        "Zaporizhzhia on Monday.",
        "Natalia Osipova Viktor",
        "Zaporizhzhia",
    ),
    (
        "President Bola Adeyemi’s brother visited Maiduguri after militants attacked it on Monday.",
        "",
        "Adeyemi Maiduguri",
    ),
    (
        "M23 rebels looted the shop of Mama Furaha Kahindo in Goma on Monday, traders said.",
        "Furaha Kahindo",
        "M23 Goma",
    ),
    (
        "Among the dead in the strike on Khan Younis were Dr. Hanan Qudaih and her nine children, "
        "hospital staff said.",
        "Hanan Qudaih",
        "Khan Younis",
    ),
    (
        "Ko Zaw Min Htet, 23, and Ma Ei Phyu, 19, were arrested in Mandalay on Monday, their families said.",
        "Zaw Min Htet Phyu",
        "Mandalay",
    ),
    (
        "Mayor Olena Shvets said shelling hit the Ivanchenko household in Orikhiv on Monday.",
        "Ivanchenko",
        "Olena Shvets Orikhiv",
    ),
    (
        "Boko Haram attacked Gwoza on Monday and took away Fatima Bukar’s two sons, residents said.",
        "Fatima Bukar",
        "Boko Haram Gwoza",
    ),
    (
        "Two teachers, Ibrahim Oumarou and Salamatou Issoufou, were killed by gunmen in Tillabéri on Monday.",
        "Ibrahim Oumarou Salamatou Issoufou",
        "Tillabéri",
    ),
    (
        "Jorge Andrés Pérez de la Cruz, 34 años, was killed by a landmine in Samaniego on Monday, the "
        "ombudsman said.",
        "Jorge Andrés Pérez Cruz",
        "Samaniego",
    ),
)


def _claims(text: str) -> tuple[Claim, ...]:
    pipeline = build_pipeline(load_settings())
    document = document_from_text(text, ReportMetadata(date(2025, 12, 2), None), name="report")
    return pipeline.analyse(replace(document, id="r")).claims


@pytest.mark.parametrize(("text", "gone", "kept"), REPORTS)
def test_private_names_are_gone_and_the_others_stay(text: str, gone: str, kept: str) -> None:
    claims = _claims(text)
    shown = "".join(to_json_line(claim) for claim in handed_round(claims).claims)
    told = "".join(to_json_line(claim) for claim in claims)
    assert [word for word in gone.split() if word in shown] == []
    assert [word for word in kept.split() if word in told and word not in shown] == []


NO_PERSONS = (
    "Militiamen killed Fulani and Dogon in Bankass on Monday.",
    "Nine Palestinians were killed in Gaza City on Monday, medics said.",
    "Turkish troops arrested Syrians in Afrin on Monday, activists said.",
    "Women were raped by uniformed men in Tigray's Hawzen, a doctor said.",
    "Nine Shaheds were shot down over Mykolaiv and Odesa, the air force wrote.",
    "Gunmen killed Islamic State fighters near Raqqa on Monday.",
    "In Bamako (12) and Mopti (9) people were killed on Monday.",
    "A shell hit Kyiv. Kyiv’s children were wounded in the strike on Monday.",
    "Hamas leader Yahya Sinwar was killed in Rafah. Sinwar was shot in a house in Rafah.",
    "Two people were killed in Qwertyville, a resident said.",
)  # fmt: skip


@pytest.mark.parametrize("text", NO_PERSONS)
def test_peoples_places_and_leaders_are_no_private_persons(text: str) -> None:
    assert private_names(_claims(text)) == set()
