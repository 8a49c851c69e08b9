"""Parts of towns lie in the town that the text puts them in, or are not found."""

import pytest
from places_support import PlantedGazetteer, entry, resolved

from geoclaims.model import Toponym
from geoclaims.places.resolve import PassResolver

GAZETTEER = PlantedGazetteer(
    (
        entry("t:1", "Ostrel", 48.0, 33.0, "city", "UA", "1", 300_000),
        entry("t:2", "Marvolk", 50.0, 36.0, "city", "UA", "2", 900_000),
        entry("t:3", "Lupinsk", 50.05, 36.05, "city", "UA", "2", 200_000),  # a part of Marvolk
        entry("t:4", "Veltsk", 50.9, 36.0, "city", "UA", "2", 20_000),  # 100 km from Marvolk, in its division
    )
)


def found(text: str, *names: str) -> list[Toponym]:
    """The names in the order given; mentions go to the resolver in the order of the text."""
    in_order = sorted(names, key=text.index)
    toponyms = dict(zip(in_order, resolved(text, *in_order, resolver=PassResolver(GAZETTEER)), strict=True))
    return [toponyms[name] for name in names]


@pytest.mark.parametrize(
    "text",
    [
        "Shells hit Ostrel's Lupinsk district.",
        "Shells hit the Lupinsk district of Ostrel.",
        "In Ostrel, the Lupinsk neighbourhood was shelled.",
        "A woman died in the Lupinsk quarter in Ostrel.",
    ],
)
def test_a_part_of_one_town_is_not_that_of_another(text: str) -> None:
    part, town = found(text, "Lupinsk", "Ostrel")
    assert (part.status, part.place) == ("not_found", None)
    assert any("no place of this name is known" in reason for reason in part.reasons)
    assert town.place is not None
    assert town.place.id == "t:1"


@pytest.mark.parametrize(
    "text", ["Shells hit Marvolk's Lupinsk district.", "In Marvolk, the Lupinsk suburb burnt."]
)
def test_a_part_is_found_in_its_town(text: str) -> None:
    part, town = found(text, "Lupinsk", "Marvolk")
    assert part.place is not None
    assert town.place is not None
    assert (part.place.id, town.place.id) == ("t:3", "t:2")
    assert any(reason.startswith("part of a town: ") for reason in part.reasons)


def test_a_district_named_for_a_town_of_the_same_division_stays() -> None:
    (part,) = found("Shells hit the Veltsk district of Marvolk.", "Veltsk", "Marvolk")[:1]
    assert part.place is not None
    assert part.place.id == "t:4"


@pytest.mark.parametrize("text", ["Shells hit Ostrel and Lupinsk.", "Ostrel's Lupinsk offensive began."])
def test_a_name_that_is_called_no_part_is_left_alone(text: str) -> None:
    (part,) = found(text, "Lupinsk", "Ostrel")[:1]
    assert part.place is not None
    assert part.place.id == "t:3"


def test_a_city_stands_before_its_suburb_as_well() -> None:
    city, suburb = found("Shells hit the Marvolk suburb of Ostrel.", "Marvolk", "Ostrel")
    assert city.place is not None
    assert city.place.id == "t:2"
    assert suburb.status == "not_found"


def test_a_city_is_no_district_of_a_smaller_town() -> None:
    (city,) = found("Shells hit the Marvolk district of Ostrel.", "Marvolk", "Ostrel")[:1]
    assert city.place is not None
    assert city.place.id == "t:2"
