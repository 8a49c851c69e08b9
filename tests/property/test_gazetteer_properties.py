import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geoclaims.places.gazetteer import ensure_gazetteer

NAMES = (
    "Donetsk", "Deir ez-Zor", "Saint-Louis", "Krasnoarmeysk", "North Kivu", "U.S.", "Nigerian", "Гуляйполе",
    "Homs Governorate", "the Gambia", "Los Angeles County", "Gao", "Ky.",
)  # fmt: skip
CHANGES = (str, str.upper, str.lower, str.title, lambda s: s.replace("-", " "), lambda s: s + " Oblast",
           lambda s: "the " + s, lambda s: s[:-1], lambda s: s + "’s")  # fmt: skip


@pytest.fixture(scope="module")
def gazetteer():
    return ensure_gazetteer()


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.text(max_size=40) | st.builds(lambda n, c: c(n), st.sampled_from(NAMES), st.sampled_from(CHANGES))
)
def test_knowing_a_name_is_finding_it(gazetteer, name):
    entries = gazetteer.lookup(name)
    assert gazetteer.knows(name) == bool(entries)
    keys = [(entry.place.id, entry.name_kind in ("abbreviation", "demonym")) for entry in entries]
    assert len(keys) == len(set(keys)) or {e.name_kind for e in entries} == {"variant"}
    for entry in entries:
        assert gazetteer.get(entry.place.id).place == entry.place
