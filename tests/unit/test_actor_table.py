"""The table of parties to wars: sides told by it, and a user's own in its place."""

from pathlib import Path

import pytest

from geoclaims.claims.actors import actor_table, default_actors
from geoclaims.errors import UsageError
from geoclaims.settings import load_settings

NORTH = {"id": "north", "kind": "state", "names": ["Northland", "NLA"], "opponents": ["front"]}
FRONT = {"id": "front", "kind": "armed_group", "names": ["Hill Front"], "opponents": ["north"]}


@pytest.mark.parametrize(
    ("source", "actors", "targets", "side"),
    [
        ("Northland's army", ["Northland troops"], [], "party"),
        ("the Hill Front", ["Northland troops"], [], "opponent"),
        ("the Hill Front", [], ["Northland troops"], "party"),
        ("a farmer", ["Northland troops"], [], "unknown"),
        ("the nla spokesman", ["the Hill Front"], [], "unknown"),
        (None, ["Northland troops"], [], "unknown"),
    ],
)
def test_sides(source: str | None, actors: list[str], targets: list[str], side: str) -> None:
    assert actor_table({"actor": [NORTH, FRONT]}).side_of(source, actors, targets) == side


@pytest.mark.parametrize("row", [{"id": "x"}, {**NORTH, "kind": "empire"}, None])
def test_a_broken_table_is_told(row: dict[str, object] | None) -> None:
    with pytest.raises(UsageError, match="actor table"):
        actor_table({"actor": [row] if row else []})


def test_the_shipped_table_names_opponents_that_exist() -> None:
    actors = {actor.id: actor for actor in default_actors().by_name.values()}
    for actor in actors.values():
        assert actor.opponents <= set(actors), actor


def test_a_users_own_table_is_a_setting(tmp_path: Path) -> None:
    assert load_settings(tmp_path, {"GEOCLAIMS_ACTORS": "mine.toml"}).actors == Path("mine.toml")
