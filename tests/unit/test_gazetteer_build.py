import os
import sqlite3
import threading

import pytest

from geoclaims.errors import GazetteerError
from geoclaims.places import gazetteer, gazetteer_build, gazetteer_files
from geoclaims.places.gazetteer import default_path, ensure_gazetteer, open_gazetteer
from geoclaims.places.gazetteer_build import build_gazetteer
from geoclaims.places.gazetteer_files import other_files
from geoclaims.places.gazetteer_schema import ALTERNATE, PlaceRow
from geoclaims.places.gazetteer_sources import (
    extent,
    nationally_romanized,
    town_uncertainty_m,
    worth_keeping,
)


def few_places():
    yield PlaceRow("admin1:XX.1", "Northland", 10, 20, "admin1", 9000, "XX", "admin1:XX.1")
    yield PlaceRow("test:1", "Alpha", 10, 20, "city", 2000, "XX", "admin1:XX.1", names=[("Älpha", ALTERNATE)])
    yield PlaceRow("test:2", "Beta", 11, 21, "village", 2000, "XX", "admin1:XX.1")


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(gazetteer_build, "default_places", few_places)


def test_a_built_file_opens_and_knows_its_names(small, tmp_path):
    target = tmp_path / "folder" / "g.sqlite"
    steps = []
    report = build_gazetteer(target, lambda step, share: steps.append(share))
    assert (report.places, report.names) == (3, 3)
    assert steps == sorted(steps)
    assert steps[-1] == 1.0
    opened = open_gazetteer(target)
    assert [e.place.admin1 for e in opened.lookup("alpha")] == ["Northland"]
    assert list(target.parent.iterdir()) == [target]


def test_a_build_that_fails_leaves_the_old_file_whole(small, monkeypatch, tmp_path):
    target = tmp_path / "g.sqlite"
    build_gazetteer(target)
    before = target.read_bytes()

    def breaks():
        yield from few_places()
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(gazetteer_build, "default_places", breaks)
    with pytest.raises(GazetteerError, match="disk full"):
        build_gazetteer(target)
    assert target.read_bytes() == before
    assert list(tmp_path.iterdir()) == [target]


def test_what_a_killed_build_left_is_taken_away_once_it_is_old(small, tmp_path):
    old, new = tmp_path / ".g-abc.sqlite", tmp_path / ".g-def.sqlite"
    for left in (old, new):
        left.write_bytes(b"half")
    os.utime(old, (1, 1))
    build_gazetteer(tmp_path / "g.sqlite")
    assert (old.exists(), new.exists()) == (False, True)


def test_two_builders_at_once_leave_one_whole_file(small, tmp_path):
    target = tmp_path / "g.sqlite"
    builders = [threading.Thread(target=build_gazetteer, args=(target,)) for _ in range(4)]
    for builder in builders:
        builder.start()
    for builder in builders:
        builder.join()
    assert open_gazetteer(target).knows("Beta")
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_of_other_sources_is_built_anew_but_never_one_with_added_places(small, tmp_path):
    target = tmp_path / "g.sqlite"
    build_gazetteer(target)
    change(target, "UPDATE meta SET value = 'old' WHERE key IN ('contents', 'schema')")
    assert ensure_gazetteer(target).meta["contents"] != "old"
    change(target, "UPDATE meta SET value = '0' WHERE key = 'schema'")
    change(target, "INSERT INTO meta VALUES ('added:1', '{}')")
    with pytest.raises(GazetteerError, match="another version"):
        ensure_gazetteer(target)


@pytest.fixture
def data_folder(small, monkeypatch, tmp_path):
    monkeypatch.delenv("GEOCLAIMS_GAZETTEER", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return tmp_path / "geoclaims"


def test_installs_with_other_tables_each_have_their_own_file(data_folder, monkeypatch):
    ensure_gazetteer().close()
    mine = default_path()
    for room in (gazetteer, gazetteer_build, gazetteer_files):
        monkeypatch.setattr(room, "contents_mark", lambda: "0123456789abcdef")
    ensure_gazetteer().close()
    theirs = default_path()
    assert theirs.name == "gazetteer-01234567.sqlite"
    assert sorted(data_folder.iterdir()) == sorted([mine, theirs])
    (other,) = other_files(theirs)
    assert (other.path, other.added) == (mine, ())
    assert other.bytes == mine.stat().st_size
    assert other_files(data_folder / "mine.sqlite") == ()


def test_what_was_added_under_other_tables_is_not_left_behind_in_silence(data_folder):
    data_folder.mkdir()
    old = data_folder / "gazetteer.sqlite"
    build_gazetteer(old)
    change(old, "INSERT INTO meta VALUES ('added:UA', '{}')")
    with pytest.raises(GazetteerError, match=r"places were added .*\(UA\).*build.*to this file"):
        ensure_gazetteer()
    change(old, "UPDATE meta SET value = '3' WHERE key = 'schema'")
    with pytest.raises(GazetteerError, match=r"add them again$"):  # of an older format: it could not be read
        ensure_gazetteer()
    build_gazetteer(default_path())
    ensure_gazetteer().close()
    assert [other.added for other in other_files(default_path())] == [("UA",)]


def change(path, statement):
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_uncertainty_grows_with_a_town_and_has_a_floor():
    assert [town_uncertainty_m(p) for p in (None, 0, 500, 60_000, 10_000_000)] == [
        3000,
        3000,
        2000,
        5000,
        27500,
    ]


def test_an_extent_may_cross_the_antimeridian():
    assert extent([(60, 30), (65, 170), (66, -172)]) == (30, 60, -172, 66)
    assert extent([(1, 2)]) == (2, 1, 2, 1)


@pytest.mark.parametrize(
    ("name", "kept"),
    [("Покровськ", True), ("Krasnoarmeysk", True), ("dun nie ci ke", False), ("HRK", False), ("Y", False),
     ("http://x.y", False), ("ドネツィク", True)],
)  # fmt: skip
def test_romanized_syllables_and_airport_codes_are_no_names(name, kept):
    assert worth_keeping(name, "Donetsk") is kept


@pytest.mark.parametrize(
    ("name", "alternates", "chosen"),
    [
        ("Hulyaypole", ["Huliai-Pole", "Huliaipole", "Гуляй-Поле", "Гуляйполе"], "Huliaipole"),
        ("Kupyansk", ["Kup'jans'k", "Kupiansk", "Куп'янськ", "Купјанск"], "Kupiansk"),
        ("Kharkiv", ["Kharkov", "Харків", "Харьков"], "Kharkiv"),
        ("Nemo", ["Nemov"], "Nemo"),
    ],
)
def test_ukrainian_towns_are_called_by_the_national_romanization(name, alternates, chosen):
    assert nationally_romanized(name, alternates) == chosen
