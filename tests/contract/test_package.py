"""The package as others import it, and the shape it keeps."""

import re
from pathlib import Path

import pytest

import geoclaims
from geoclaims.places.resolve_passes import PASSES

ROOT = Path(__file__).parent.parent.parent
SOURCES = sorted(Path(geoclaims.__file__).parent.rglob("*.py"))


def test_public_names_are_sorted_and_there() -> None:
    assert geoclaims.__all__ == sorted(geoclaims.__all__)
    for name in geoclaims.__all__:
        assert getattr(geoclaims, name) is not None
    with pytest.raises(AttributeError):
        geoclaims.no_such_name  # noqa: B018


@pytest.mark.parametrize("source", SOURCES, ids=lambda p: p.stem)
def test_a_module_is_one_room(source: Path) -> None:
    text = source.read_text("utf-8")
    assert text.count("\n") < 400
    assert not text or text.lstrip().startswith(('"""', 'r"""')), "what is this module for?"


def test_every_pass_of_resolution_is_told() -> None:
    page = (ROOT / "docs" / "places.md").read_text("utf-8")
    assert [step.name for step in PASSES] == re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)
