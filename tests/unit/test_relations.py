"""Spatial relations: the words, and shapes that lie where the words say."""

import math

import pytest
from places_support import PlantedGazetteer, annotated, resolved
from shapely.geometry import Point, shape

from geoclaims.model import Relation, Toponym
from geoclaims.places.relations import relate


def related(text: str, *names: str) -> list[Toponym]:
    return list(relate(annotated(text), resolved(text, *names)))


def relation_of(text: str, name: str = "Dorsk") -> Relation | None:
    return related(text, name)[0].relation


@pytest.mark.parametrize(
    ("text", "kind", "words", "bearing", "metres"),
    [
        ("In the southern part of Dorsk fires burn.", "part", "southern part of", "S", None),
        ("in the centre of Dorsk", "part", "the centre of", None, None),
        ("A drone fell 15 km west of Dorsk.", "distance", "15 km west of", "W", 15_000),
        ("about 10 miles from Dorsk", "distance", "about 10 miles from", None, 16_093),
        ("north of the city of Dorsk", "direction", "north of the city of", "N", None),
        ("Shelling was heard near Dorsk.", "near", "near", None, None),
        ("on the eastern outskirts of Dorsk", "outskirts", "eastern outskirts of", "E", None),
        ("15km north north-east of Dorsk", "distance", "15km north north-east of", "NNE", 15_000),
        ("1,500 metres from Dorsk", "distance", "1,500 metres from", None, 1_500),
        ("1.5 km from the edge of Dorsk", "distance", "1.5 km from the edge of", None, 1_500),
        ("10-15 km (6-9 miles) SW of Dorsk", "distance", "10-15 km (6-9 miles) SW of", "SW", 12_500),
        (
            "twenty-five kilometres due south of Dorsk",
            "distance",
            "twenty-five kilometres due south of",
            "S",
            25_000,
        ),
        ("half a mile from Dorsk", "distance", "half a mile from", None, 805),
        ("60 nautical miles off Dorsk", "distance", "60 nautical miles off", None, 111_120),
        ("within 5 km of Dorsk", "near", "within 5 km of", None, 5_000),
        (
            "10 km north of the Arvonian city of Dorsk",
            "distance",
            "10 km north of the Arvonian city of",
            "N",
            10_000,
        ),
        ("10 km north of the outskirts of Dorsk", "distance", "10 km north of the outskirts of", "N", 10_000),
        ("north and east of Dorsk", "direction", "north and east of", None, None),
        ("in the north-east of Dorsk", "part", "in the north-east of", "NE", None),
        ("across southern Dorsk", "part", "across southern", "S", None),
        ("A bomb in central Dorsk.", "part", "central", None, None),
        ("Dorsk's southern suburbs burn.", "outskirts", "southern suburbs", "S", None),
        ("They fought in the Dorsk direction.", "near", "direction", None, None),
        ("near the Dorsk border", "border", "border", None, None),
    ],
)
def test_words(text: str, kind: str, words: str, bearing: str | None, metres: int | None) -> None:
    relation = relation_of(text)
    assert relation is not None
    assert text[relation.start : relation.end] == relation.text == words
    assert (relation.kind, relation.bearing, relation.distance_m) == (kind, bearing, metres)
    outline = shape(relation.geometry)
    assert outline.is_valid
    assert relation.lat is not None
    assert relation.lon is not None
    assert relation.uncertainty_m is not None
    reach = relation.uncertainty_m * 1.05 / 111_000 / math.cos(math.radians(relation.lat))
    assert Point(relation.lon, relation.lat).buffer(reach).contains(outline)


def test_a_bearing_lies_on_its_side() -> None:
    west = relation_of("A drone fell 15 km west of Dorsk.")
    assert west is not None
    assert west.lon is not None
    km = (37.1 - west.lon) * 111.2 * math.cos(math.radians(48.1))
    assert km == pytest.approx(15, abs=0.3)
    assert west.lat == pytest.approx(48.1, abs=0.01)


def test_between_two_places() -> None:
    one, two = related("Fighting went on between Dorsk and Lesna.", "Dorsk", "Lesna")
    assert one.relation is not None
    assert one.relation == two.relation
    assert one.relation.kind == "between"
    assert shape(one.relation.geometry).contains(Point(37.15, 48.2))


def test_along_a_road() -> None:
    one, two = related("They advanced along the Dorsk-Lesna road.", "Dorsk", "Lesna")
    assert one.relation == two.relation
    assert one.relation is not None
    assert one.relation.kind == "along"


@pytest.mark.parametrize(
    "text",
    [
        "Troops entered Dorsk.",
        "Between 10 and 20 people died in Dorsk.",
        "About 10m from Dorsk fled.",
        "He is 15 miles from home in Dorsk.",
        "North of the border, Dorsk fell.",
        "Dorsk's border guards fled.",
        "The Dorsk direction is hot.",
        "fires in eastern and southern Dorsk",
        "the northern border town of Dorsk",
    ],
)
def test_no_words_no_relation(text: str) -> None:
    assert relation_of(text) is None
    assert PlantedGazetteer().knows("Dorsk")


@pytest.mark.parametrize(
    ("text", "names", "shared"),
    [
        ("Fires near Dorsk and Lesna on Monday.", ("Dorsk", "Lesna"), True),
        ("Fires north of Dorsk, Milton and Lesna.", ("Dorsk", "Milton", "Lesna"), True),
        ("Fires near Dorsk and Lesna was calm.", ("Dorsk", "Lesna"), False),
        ("Near Dorsk, Lesna was calm.", ("Dorsk", "Lesna"), False),
        ("Fires near Dorsk and Belmar.", ("Dorsk", "Belmar"), False),
    ],
)
def test_names_of_a_list_share_the_words(text: str, names: tuple[str, ...], shared: bool) -> None:
    first, *others = related(text, *names)
    assert first.relation is not None
    for other in others:
        assert (other.relation is not None) is shared
        if other.relation is not None:
            assert other.relation.text == first.relation.text
            assert other.relation.lat != first.relation.lat


def test_a_limit_is_a_filled_circle() -> None:
    limit, exact = relation_of("less than 20 km from Dorsk"), relation_of("20 km from Dorsk")
    assert limit is not None
    assert exact is not None
    assert shape(limit.geometry).contains(Point(37.1, 48.1))
    assert not shape(exact.geometry).contains(Point(37.1, 48.1))


def test_countries_at_war_are_no_ends_of_a_strip() -> None:
    assert related("Fighting between Arvonia and Belmar went on.", "Arvonia", "Belmar")[0].relation is None
    border = related("on the border between Arvonia and Belmar", "Arvonia", "Belmar")[0].relation
    assert border is not None
    assert border.kind == "between"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They cut the Dorsk-Lesna road.", "the Dorsk-Lesna road"),
        ("The road from Dorsk to Lesna is shut.", "road from Dorsk to"),
    ],
)
def test_roads(text: str, words: str) -> None:
    relation = related(text, "Dorsk", "Lesna")[0].relation
    assert relation is not None
    assert (relation.kind, relation.text) == ("along", words)
    assert shape(relation.geometry).buffer(0.001).contains(Point(37.2, 48.3))


def test_an_unresolved_place_keeps_the_words_without_a_shape() -> None:
    (place,) = related("10 km north of Xyzzyville", "Xyzzyville")
    assert place.relation is not None
    assert place.relation.geometry is None
    assert place.relation.distance_m == 10_000
