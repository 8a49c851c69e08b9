"""The shipped tagger: loads, keeps offsets, tells persons from places."""

import string
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoclaims.language import annotate
from geoclaims.language.names import load_tagger

TAG = load_tagger({"London": "city7"}.get)


def test_persons_and_organizations() -> None:
    text = "Maria Petrova of the United Nations told Reuters on Monday. Petrova then left for London."
    names = {(n.text, n.label) for n in annotate(text, TAG).names}
    assert ("Maria Petrova", "PER") in names
    assert ("Petrova", "PER") in names
    assert ("Reuters", "ORG") in names


def test_emoji_part_names_and_belong_to_none() -> None:
    text = "Explosions in \U0001f4cdLondon\U0001f525 #London near Odesa"
    assert [n.text for n in annotate(text, TAG).names if n.label == "LOC"][:2] == ["London", "London"]


@given(st.text(max_size=200) | st.text(alphabet=string.ascii_letters + " .,'-’\n", max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_text_keeps_its_offsets(text: str) -> None:
    names = annotate(text, TAG).names
    assert all(text[n.start : n.end] == n.text for n in names)
    assert all(a.end <= b.start for a, b in pairwise(names))


@pytest.mark.parametrize("text", ["", " ", "\ud800 Abc", "🙂" * 50, "مدينة حلب", "x" * 10_000])
def test_odd_text(text: str) -> None:
    annotate(text, TAG)
