"""An adversary greps every export, unpacked, for private people and places of refuge."""

import base64
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from geoclaims.model import Claim, DocumentReference, Place, Span, TimeRange
from geoclaims.output import FOLDER_FORMATS, FORMATS, claims_as_text, write_claims
from geoclaims.output.map import Label, MapOptions, page_html
from geoclaims.output.private_people import private_names
from geoclaims.output.provenance import Provenance
from geoclaims.output.redaction import handed_round
from geoclaims.vocabulary import PlaceRole
from map_claims import EASTHAM, NORTHFORD, PUBLISHED, claim, source, toponym

DOCUMENT = DocumentReference(
    "interview-anna-vole.txt",
    "Anna Vole: how we fled to Hideaway",
    "The Invented Courier",
    None,
    "https://example.org/2025/anna-vole-fled-to-hideaway",
)
HIDEAWAY = Place("geonames:987654", "Hydeaway", 48.123456, 36.654321, "village", "UA", "Donetsk", 300, 1000)
FLED = "Families fled Eastham for Hideaway, said the teacher Anna Vole, and VOLE wept."
HARMED = "Petra Quill, 61, was killed in Nordfurt, officials said."
HELD = "Soldiers detained Ruslan Tarn in Nordfurt, the mayor said."
KIN = "Hideaway was quiet, said Mira Osk, a nurse from Hideaway."
SECRETS = (
    "anna",
    "vole",
    "petra",
    "quill",
    "ruslan",
    "tarn",
    "mira",
    "osk",
    "hideaway",
    "hydeaway",
    "987654",
)
SPOTS = ("48.1234", "36.6543", "48.123", "36.654")


def adversarial_claims() -> list[Claim]:
    """Private people as source, victim, detainee and neighbour; a refuge in text, title, address and id."""
    monday = replace(PUBLISHED, text="the day Anna Vole fled")
    refuge = toponym(
        FLED, "Hideaway", HIDEAWAY, role="destination", reasons=("parent: 'Hideaway' by Anna Vole",)
    )
    teacher = source(
        FLED, "the teacher Anna Vole", "said", "resident_witness", name="Anna Vole", identity="named",
        inferred="the pronoun stands for Anna Vole",
    )  # fmt: skip
    made = [
        claim(
            "fled", FLED, "fled", (toponym(FLED, "Eastham", EASTHAM, role="origin"), refuge),
            type="displacement", attribution=teacher, time=monday,
            said_at=TimeRange(None, None, "unknown", "Vole's day", "none"),
        ),
        claim(
            "harmed", HARMED, "killed", (toponym(HARMED, "Nordfurt", NORTHFORD),), type="casualties",
            attribution=source(HARMED, "officials", "said", "anonymous_official"),
        ),
        claim("held", HELD, "detained", (toponym(HELD, "Nordfurt", NORTHFORD),), type="detention"),
        claim("kin", KIN, "quiet", (toponym(KIN, "Hideaway", HIDEAWAY),)),
    ]  # fmt: skip
    start = HELD.index("Ruslan")
    held = made[2]
    made[2] = replace(
        held, event=replace(held.event, targets=(Span("Ruslan Tarn", start, start + len("Ruslan Tarn")),))
    )
    return [replace(one, document=DOCUMENT) for one in made]


def unpacked(path: Path) -> Iterator[bytes]:
    """The bytes of a file or of all files of a folder, their names, and what is packed inside them."""
    for file in [path, *path.rglob("*"), *path.parent.glob(f"{path.name}.about.json")]:
        yield file.name.encode()
        if not file.is_file():
            continue
        content = file.read_bytes()
        yield content
        for packed in re.findall(rb"[A-Za-z0-9+/]{24,}={0,2}", content):
            bare = packed.rstrip(b"=")
            yield base64.b64decode(bare[: len(bare) // 4 * 4])
        if file.suffix == ".parquet":
            table = pq.read_table(file)
            yield repr(table.to_pydict()).encode()
            yield repr(table.schema.metadata).encode()
        if file.suffix == ".gpkg":
            yield "\n".join(sqlite3.connect(file).iterdump()).encode()


def told(parts: Iterator[bytes]) -> set[str]:
    found: set[str] = set()
    for part in parts:
        text = part.decode("utf-8", "ignore").casefold()
        found |= {secret for secret in SECRETS if re.search(rf"(?<![^\W_]){secret}(?![^\W_])", text)}
        found |= {spot for spot in SPOTS if spot in text}
    return found


@pytest.mark.parametrize("format_", [*FORMATS, *FOLDER_FORMATS])
def test_no_export_holds_them_and_a_private_one_does(tmp_path: Path, format_: str) -> None:
    safe, private = tmp_path / f"safe.{format_}", tmp_path / f"private.{format_}"
    write_claims(adversarial_claims(), safe, format_)
    assert told(unpacked(safe)) == set()
    write_claims(adversarial_claims(), private, format_, private=True)
    assert {"anna", "hideaway"} <= told(unpacked(private))
    assert any(b"PRIVATE, not to be shared" in part for part in unpacked(private))


def test_no_page_holds_them(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    options = MapOptions(labels=(Label("Hideaway", 48.123456, 36.654321), Label("Dnipro", 48.46, 35.04)))
    page.write_text(page_html(adversarial_claims(), options=options), encoding="utf-8")
    assert told(unpacked(page)) == set()
    page.write_text(page_html(adversarial_claims(), options=replace(options, private=True)), encoding="utf-8")
    assert {"anna", "quill", "hideaway"} <= told(unpacked(page))


def with_document(**changes: str) -> list[Claim]:
    return [replace(one, document=replace(DOCUMENT, **changes)) for one in adversarial_claims()]


def with_a_name_taken_for_a_place(role: PlaceRole) -> list[Claim]:
    fled, harmed, held, kin = adversarial_claims()
    tarn = toponym(HELD, "Tarn", replace(EASTHAM, id="geonames:55", name="Tarn"), role=role)
    return [fled, harmed, replace(held, places=(*held.places, tarn)), kin]


WAYS_OUT = {
    "publisher": with_document(publisher="Anna Vole's diary"),
    "claim's id": [replace(one, id=f"anna-vole-{one.id}") for one in adversarial_claims()],
    "address in percents": with_document(url="https://example.org/%41nna%20%56ole"),
    "address without spaces": with_document(url="https://example.org/AnnaVole"),
    "report's id without spaces": with_document(id="annavole.txt"),
    "title in small letters": with_document(title="anna vole tells how they reached hideaway"),
    "title in two cases": with_document(title="ANNA vole"),
    "title with another space": with_document(title="anna\u00a0vole"),
    "name taken for a place mentioned": with_a_name_taken_for_a_place("mention"),
    "name taken for the place": with_a_name_taken_for_a_place("location"),
    "subtype": [
        replace(one, event=replace(one.event, subtype="by Anna Vole")) for one in adversarial_claims()
    ],
}


@pytest.mark.parametrize("way", WAYS_OUT)
def test_no_way_out_is_open(tmp_path: Path, way: str) -> None:
    made = Provenance(settings="by Anna Vole", filters="q=anna vole")
    for format_ in ("jsonl", "geojson", "gpkg", "links", "packs"):
        target = tmp_path / f"safe.{format_}"
        write_claims(WAYS_OUT[way], target, format_, made)
        assert told(unpacked(target)) == set(), format_
    page = tmp_path / "page.html"
    options = MapOptions("Anna Vole's village, Hideaway", made, notes=("9 of 21 claims: q=Anna Vole",))
    page.write_text(page_html(WAYS_OUT[way], options=options), encoding="utf-8")
    page_told = told(unpacked(page))
    assert page_told == set()


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Displaced families are sheltering in Hideaway, aid workers said.", True),
        (
            "Petra Quill said her relatives were hiding in a cellar in Hideaway after shells hit Eastham.",
            True,
        ),
        ("Residents of Eastham took refuge in the village of Hideaway.", True),
        ("Troops were hiding in Hideaway, officials said.", False),
        ("Families fled Eastham, and Hideaway was shelled.", False),
    ],
)
@pytest.mark.parametrize("listed", [True, False])
def test_where_people_shelter_is_a_refuge(text: str, hidden: bool, listed: bool) -> None:
    places = (toponym(text, "Hideaway", HIDEAWAY),) if listed else ()
    safe = handed_round([claim("c", text, "in" if hidden else "Hideaway", places)]).claims[0]
    assert ("Hideaway" not in safe.text) == hidden
    assert bool(safe.places) == (listed and not hidden)


def test_text_on_standard_output_is_safe_too() -> None:
    for format_ in ("csv", "jsonl", "geojson", "kml"):
        assert told(iter([claims_as_text(adversarial_claims(), format_).encode()])) == set()


def test_a_second_time_changes_nothing() -> None:
    once = handed_round(adversarial_claims())
    assert once.displaced == {"fled", "kin"}
    twice = handed_round(once.claims)
    assert twice.claims == once.claims
    assert twice.note is None


@pytest.mark.parametrize(
    "text",
    [
        "Soldiers detained Mayor Ivan Fedorenko in Nordfurt, officials said.",
        "General Ilya Marsh said troops fled Nordfurt.",
    ],
)
def test_persons_in_office_keep_their_names(text: str) -> None:
    words = re.findall(r"Ivan Fedorenko|Ilya Marsh", text)[0]
    start = text.index(words)
    one = claim("c", text, "Nordfurt", type="detention")
    one = replace(one, event=replace(one.event, targets=(Span(words, start, start + len(words)),)))
    assert private_names([one]) == set()
