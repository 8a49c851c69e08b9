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


def test_no_words_no_relation() -> None:
    assert relation_of("Troops entered Dorsk.") is None
    assert PlantedGazetteer().knows("Dorsk")


def test_an_unresolved_place_keeps_the_words_without_a_shape() -> None:
    (place,) = related("10 km north of Xyzzyville", "Xyzzyville")
    assert place.relation is not None
    assert place.relation.geometry is None
    assert place.relation.distance_m == 10_000
