"""What taking big dumps in relies on: numbers kept by geonameid, names in any order, ids met twice."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoclaims.places import gazetteer_build
from geoclaims.places.gazetteer import open_gazetteer
from geoclaims.places.gazetteer_add import CountryDump, _ByGeonameid, add_dump
from geoclaims.places.gazetteer_build import build_gazetteer
from geoclaims.places.gazetteer_dumps import LARGEST_ID
from geoclaims.places.gazetteer_schema import PlaceRow


def base_places():
    yield PlaceRow("geonames:1", "Sudan", 15, 30, "country", 400_000, "SD", called=[("en", "Sudan")])
    yield PlaceRow("admin1:SD.47", "North Darfur", 15, 25, "admin1", 90_000, "SD", "admin1:SD.47")


@pytest.fixture
def gazetteer(monkeypatch, tmp_path):
    monkeypatch.setattr(gazetteer_build, "default_places", base_places)
    target = tmp_path / "g.sqlite"
    build_gazetteer(target)
    return target


def place(gid, name, *, fclass="P", code="PPL", admin1="47"):
    cells = [gid, name, name, "", 13.6, 25.3, fclass, code, "SD", "", admin1, "", "", "", 0, "", 1, "", ""]
    return "\t".join(map(str, cells))


def add(gazetteer, places, names=()):
    folder = gazetteer.parent
    (folder / "SD.txt").write_text("".join(f"{line}\n" for line in places), "utf-8")
    (folder / "names.txt").write_text("".join(f"{line}\n" for line in names), "utf-8")
    return add_dump(gazetteer, CountryDump("SD", folder / "SD.txt", folder / "names.txt", "test", {}))


def contents(gazetteer):
    ask = open_gazetteer(gazetteer)._connection.execute
    return [
        ask(f"SELECT * FROM {table} ORDER BY 1, 2, 3").fetchall()
        for table in ("place", "name", "variant", "history", "called")
    ]


FAR = LARGEST_ID - 1
PLACES = [
    place(4096, "El Fasher"),
    place(FAR, "Zamzam"),
    place(4095, "Tawila"),
    place(1, "Sudan", code="PCLI"),
]
NAMES = [
    f"1\t{FAR}\tar\tزمزم\t1\t\t\t\t\t",
    "2\t4096\ten\tAl-Fashir\t1\t\t\t\t\t",
    f"3\t{FAR}\ten\tZamzam Camp\t\t\t\t\t2004\t",
    "4\t4095\ten\tTawilah\t\t\t\t1\t\t",
    "5\t1\ten\tThe Sudan\t1\t\t\t\t\t",
    "6\t4096\ten\tFasher\t\t\t\t\t\t",
]


def test_names_in_any_order_make_the_same_gazetteer(gazetteer):
    before = gazetteer.read_bytes()
    add(gazetteer, PLACES, NAMES)
    once = contents(gazetteer)
    gazetteer.write_bytes(before)
    add(gazetteer, PLACES, NAMES[::-1])
    assert contents(gazetteer) == once
    opened = open_gazetteer(gazetteer)
    assert opened.in_languages(f"geonames:{FAR}") == {"ar": "زمزم", "en": "Zamzam Camp"}
    assert [e.place.id for e in opened.lookup("al Fashir")] == ["geonames:4096"]
    assert [e.place.id for e in opened.lookup("Tawila")] == ["geonames:4095"]


@pytest.mark.parametrize("stranger", ["0", "-1", "4097", "4094", str(FAR - 1), str(1 << 40), "9" * 30])
def test_names_of_places_that_were_not_taken_are_passed_over(gazetteer, stranger):
    report = add(gazetteer, PLACES, [f"1\t{stranger}\ten\tNobody's\t1\t\t\t1\t1900\t", *NAMES])
    assert not report.skipped.count
    opened = open_gazetteer(gazetteer)
    assert not opened.knows("Nobody's")
    assert opened.knows("Zamzam Camp")


def test_a_geonameid_met_twice_is_told_and_its_first_line_stands(gazetteer):
    report = add(gazetteer, [*PLACES, place(FAR, "Another"), place(LARGEST_ID, "Too far")])
    assert (report.added, report.renewed, report.skipped.count) == (3, 1, 2)
    assert f"test, line 0: geonameid {FAR} stands there twice" in report.skipped.first
    opened = open_gazetteer(gazetteer)
    assert opened.get(f"geonames:{FAR}").place.name == "Zamzam"
    assert not opened.knows("Another")


def test_divisions_of_one_code_all_stay_and_are_renewed_each(gazetteer):
    divisions = [
        place(50, "Jazirah", fclass="A", code="ADM1", admin1="38"),
        place(51, "Gezira State", fclass="A", code="ADM1", admin1="38"),
        place(52, "Shamal Darfur", fclass="A", code="ADM1", admin1="47"),
    ]
    names = ["1\t50\ten\tEl Gezira\t\t\t\t\t\t", "2\t51\ten\tBlue Gezira\t\t\t\t\t\t"]
    report = add(gazetteer, divisions, names)
    assert (report.added, report.renewed) == (2, 1)
    once = contents(gazetteer)
    assert add(gazetteer, divisions, names).renewed == 3
    assert contents(gazetteer) == once
    opened = open_gazetteer(gazetteer)
    ids = {
        name: [e.place.id for e in opened.lookup(name)]
        for name in ("El Gezira", "Blue Gezira", "Shamal Darfur")
    }
    assert ids == {
        "El Gezira": ["admin1:SD.38"], "Blue Gezira": ["geonames:51"], "Shamal Darfur": ["admin1:SD.47"],
    }  # fmt: skip


@given(
    st.dictionaries(st.integers(0, FAR), st.integers(1, (1 << 32) - 1), max_size=30), st.integers(-9, 1 << 40)
)
@settings(max_examples=50)
def test_numbers_are_kept_by_geonameid(numbers, stranger):
    kept = _ByGeonameid()
    for geonameid, number in numbers.items():
        kept[geonameid] = number
    assert {geonameid: kept[geonameid] for geonameid in numbers} == numbers
    assert kept[stranger] == numbers.get(stranger, 0)
