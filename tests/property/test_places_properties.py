"""Whatever the text, places and the words that move them are quoted from it as they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoclaims.globe import great_circle_km
from geoclaims.model import Document, Place
from geoclaims.pipeline import Pipeline
from geoclaims.places.protocols import Entry
from geoclaims.places.resolve_candidates import distance_km
from geoclaims.settings import Settings, build_pipeline

SENTENCES = (
    "Clashes 10-15 km (6-9 miles) SW of Goma, Sake and Bukavu.",
    "Beirut's southern suburbs were hit; the Donetsk-Mariupol road is cut.",
    "In Sumy region: Yunakivka, Krasnopillia 🔥 #Kherson 'Харків'",
    "Fighting between Soledar and Siversk, near the border with Russia.",
)
NOISE = st.sampled_from(
    (
        "😀",
        "🇺🇦",
        "\r\n",
        "\r",
        "\u200f",
        "\u202b",
        "\ud83d",
        "\u200b",
        "\u0301",
        "\x00",
        "\u2028",
        "İ",
        "ﬁ",
        " ",
    )
)


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return build_pipeline(Settings())


@given(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3),
    st.lists(st.tuples(st.integers(0, 200), NOISE), max_size=8),
)
def test_spans_are_slices_of_the_text(
    pipeline: Pipeline, sentences: list[str], noise: list[tuple[int, str]]
) -> None:
    text = " ".join(sentences)
    for at, mark in noise:
        text = text[:at] + mark + text[at:]
    end = 0
    for toponym in pipeline.find_places(Document(id="d", text=text)):
        assert text[toponym.start : toponym.end] == toponym.text
        assert toponym.start >= end
        end = toponym.end
        if toponym.relation is not None:
            assert text[toponym.relation.start : toponym.relation.end] == toponym.relation.text


LATITUDES = st.floats(-90, 90, allow_nan=False)
LONGITUDES = st.floats(-180, 180, allow_nan=False)


@given(LATITUDES, LONGITUDES, LATITUDES, LONGITUDES)
def test_both_ways_to_a_distance_give_the_same(lat: float, lon: float, lat2: float, lon2: float) -> None:
    one, other = (
        Entry(
            Place("p", "P", *at, "city", "AA", None, None, 2000), "P", "primary", 1.0, None, None, None, None
        )
        for at in ((lat, lon), (lat2, lon2))
    )
    assert distance_km(one, other) == pytest.approx(great_circle_km(lat, lon, lat2, lon2), abs=0.2)
