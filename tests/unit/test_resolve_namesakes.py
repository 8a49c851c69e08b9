"""Villages that no gazetteer lists are not found, rather than pinned at a namesake's far away."""

import pytest
from places_support import PlantedGazetteer, entry, resolved

from geoclaims.places.resolve import PassResolver

GAZETTEER = PlantedGazetteer(
    (
        entry("a:1", "Ostrel", 48.0, 37.0, "admin1", "UA", "1", 2_000_000),
        entry("t:1", "Marvolk", 48.2, 37.2, "city", "UA", "1", 60_000),
        entry("t:2", "Marvolk", 53.0, 60.0, "city", "RU", "9", 50_000),
        entry("t:3", "Lupinka", 46.0, 30.0, "village", "UA", "2", 3_000),  # 590 km from Marvolk
        entry("t:4", "Dorvil", 48.3, 37.4, "village", "UA", "1", 900),  # 19 km from it
        entry("t:5", "Velmir", 46.5, 35.0, "city", "UA", "3", 300_000),  # 250 km from it
        entry("t:6", "Kestrin", 48.6, 37.8, "city", "UA", "1", 80_000),
    )
)


def place_of(text: str, *names: str) -> str | None:
    toponym = resolved(text, *names, resolver=PassResolver(GAZETTEER))[-1]
    return toponym.place.id if toponym.place else None


@pytest.mark.parametrize(
    ("name", "place"), [("Lupinka", None), ("Dorvil", "t:4"), ("Velmir", "t:5"), ("Kestrin", "t:6")]
)
def test_what_a_sentence_tells_of_a_region_lies_in_it(name: str, place: str | None) -> None:
    assert place_of(f"In Ostrel region, troops attacked {name}.", "Ostrel", name) == place


@pytest.mark.parametrize(
    "told",
    [
        "In Ostrel region, people fled from {}.",
        "In Ostrel region, all was quiet; in Narev region, {} burned.",
    ],
)
def test_what_comes_from_elsewhere_or_is_told_of_another_region_need_not(told: str) -> None:
    names = [name for name in ("Ostrel", "Narev", "Lupinka") if name in told.format("Lupinka")]
    *_, lupinka = resolved(told.format("Lupinka"), *names, resolver=PassResolver(GAZETTEER))
    assert not any("'In Ostrel region'" in reason for reason in lupinka.reasons)


@pytest.mark.parametrize(("name", "place"), [("Lupinka", None), ("Velmir", None), ("Dorvil", "t:4")])
def test_what_is_near_a_town_is_near_it(name: str, place: str | None) -> None:
    toponym, _ = resolved(
        f"Troops seized {name}, near Kestrin.", name, "Kestrin", resolver=PassResolver(GAZETTEER)
    )
    assert (toponym.place.id if toponym.place else None) == place


def test_what_is_near_neither_of_two_towns_of_a_name_is_no_answer_though_which_is_meant_is_open() -> None:
    lupinka, _ = resolved(
        "Troops seized Lupinka, near Marvolk.", "Lupinka", "Marvolk", resolver=PassResolver(GAZETTEER)
    )
    assert lupinka.status == "not_found"
    assert "no place of this name is known 'near Marvolk'" in lupinka.reasons


@pytest.mark.parametrize(("name", "place"), [("Lupinka", None), ("Dorvil", "t:4"), ("Velmir", "t:5")])
def test_a_village_listed_with_a_town_far_away_is_no_answer(name: str, place: str | None) -> None:
    assert place_of(f"Fighting went on in Kestrin and {name}.", "Kestrin", name) == place
