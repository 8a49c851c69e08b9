"""The lists of persons' names are what their heads say: made by a script, sorted, folded."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
LANGUAGE = ROOT / "src/geoclaims/language"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_name_lists", ROOT / "scripts/make_name_lists.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("which", ["given", "family"])
def test_heads_name_the_script_and_the_packages_it_reads(script: ModuleType, which: str) -> None:
    lines = (LANGUAGE / f"names_{which}.txt").read_text("utf-8").splitlines()
    head = "\n".join(line for line in lines if line.startswith("#"))
    names = [line for line in lines if not line.startswith("#")]
    assert "scripts/make_name_lists.py" in head
    assert "public domain" in head
    assert "MIT" in head
    assert script.__doc__ is not None
    for package, version in (("names", "0.3.0"), ("Faker", "40.1.0")):
        assert f"{package} {version}" in head
        assert f"{package}=={version}" in script.__doc__
    assert names == sorted(set(names))
    assert all(script.folded(name) == name and name.isalpha() and name.isascii() for name in names)
    assert not script.LEFT_OUT[which] & set(names)


@pytest.mark.parametrize("which", ["given", "family"])
def test_the_packages_give_the_list_again(script: ModuleType, which: str) -> None:
    pytest.importorskip("names", reason="not declared: only for making the lists anew")
    pytest.importorskip("faker", reason="not declared: only for making the lists anew")
    lines = (LANGUAGE / f"names_{which}.txt").read_text("utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == script.name_list(which)


def test_names_are_folded_and_romanized(script: ModuleType) -> None:
    assert [script.folded(name) for name in ("Зоя", "Щерба", "José", "Їжак")] == [
        "zoya", "shcherba", "jose", "izhak",
    ]  # fmt: skip
