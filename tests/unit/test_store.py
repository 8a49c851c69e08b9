"""The project file: nothing twice, nothing lost, nothing half."""

import multiprocessing
import os
import signal
import sqlite3
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from geoclaims.errors import InputError, OutputError, UsageError
from geoclaims.model import Failure
from geoclaims.store import EvidenceReference, Project
from geoclaims.store_corrections import Correction
from hand_made import hand_made_analysis, hand_made_document


@pytest.fixture
def project(tmp_path: Path):
    opened = Project(tmp_path / "day.geoclaims")
    yield opened
    opened.close()


def correction(action: str = "note", **values: object) -> Correction:
    given = {"who": "Ada", "action": action, "document": "d", "claim": "c"} | values
    return Correction(**given)


def test_what_was_read_is_there_after_opening_again(tmp_path: Path) -> None:
    file = tmp_path / "day.geoclaims"
    analysis = hand_made_analysis()
    first = Project(file)
    assert first.add_document(analysis.document)
    run = first.start_run({"window_km": 10.0}, "gazetteer 1")
    first.save_analysis(run, analysis)
    first.finish_run(run)
    first.add_evidence(EvidenceReference("ab" * 32, "export.csv", "licence = 'own'"))
    first.append_corrections([correction(why="seen")])
    first.save_view("mine", {"kinds": ["publisher"]})
    first.close()
    again = Project(file)
    assert list(again.analyses()) == [analysis]
    assert again.pending() == []
    assert again.runs()[0].settings == {"window_km": 10.0}
    assert again.runs()[0].finished_at is not None
    assert again.evidence() == [EvidenceReference("ab" * 32, "export.csv", "licence = 'own'")]
    assert again.corrections()[0].why == "seen"
    assert again.views() == {"mine": {"kinds": ["publisher"]}}
    assert again.check() == []
    again.close()


def test_the_same_report_twice_changes_nothing(project: Project) -> None:
    document = hand_made_document()
    assert project.add_document(document)
    assert not project.add_document(replace(document, title="another title"))
    assert [d.title for d in project.documents()] == [document.title]


def test_another_text_under_the_same_id_is_refused(project: Project) -> None:
    document = hand_made_document()
    project.add_document(document)
    with pytest.raises(InputError, match="different text"):
        project.add_document(replace(document, text="something else"))


def test_other_metadata_make_the_reading_due_again(project: Project) -> None:
    analysis = hand_made_analysis()
    project.add_document(analysis.document)
    project.save_analysis(project.start_run({}, None), analysis)
    project.update_document(replace(analysis.document, publisher="Another"))
    assert [d.publisher for d in project.pending()] == ["Another"]


def test_a_text_that_is_no_unicode_is_kept(project: Project) -> None:
    document = replace(hand_made_document(), id="id-\udcff", text="a \udcff b\r\n\x00")
    project.add_document(document)
    project.save_failure(project.start_run({}, None), Failure(document.id, "can't be read"))
    assert project.documents() == [document]
    assert project.pending() == []
    assert project.failures()[0].message == "can't be read"


def test_a_removed_report_takes_its_claims_along(project: Project) -> None:
    analysis = hand_made_analysis()
    project.add_document(analysis.document)
    project.save_analysis(project.start_run({}, None), analysis)
    project.append_corrections([correction()])
    project.remove_document(analysis.document.id)
    assert list(project.analyses()) == []
    assert len(project.corrections()) == 1


def test_the_log_of_corrections_only_grows(project: Project) -> None:
    one = correction()
    assert project.append_corrections([one, correction()]) == 2
    assert project.append_corrections([one]) == 0
    for statement in ("DELETE FROM corrections", "UPDATE corrections SET who = 'x'"):
        with pytest.raises(sqlite3.DatabaseError, match="append-only"):
            project._db.execute(statement)


def test_the_stamp_changes_with_each_change_by_anyone(tmp_path: Path) -> None:
    mine, theirs = Project(tmp_path / "p"), Project(tmp_path / "p")
    before = mine.stamp()
    assert mine.stamp() == before
    theirs.append_corrections([correction()])
    assert mine.stamp() != before
    mine.close()
    theirs.close()


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    projects = [Project(tmp_path / "p") for _ in range(2)]

    def write(project: Project) -> None:
        for number in range(40):
            project.append_corrections([correction(why=str(number))])

    threads = [threading.Thread(target=write, args=(project,)) for project in projects]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(projects[0].corrections()) == 80
    for project in projects:
        project.close()


def _write_until_killed(file: Path, started) -> None:  # type: ignore[no-untyped-def]
    project, analysis, run = Project(file), hand_made_analysis(), None
    number = 0
    while True:
        document = replace(analysis.document, id=f"d{number}")
        project.add_document(document)
        run = run or project.start_run({}, None)
        project.save_analysis(run, replace(analysis, document=document))
        number += 1
        if number == 3:
            started.set()


def test_a_killed_writer_leaves_a_whole_file(tmp_path: Path) -> None:
    file = tmp_path / "p.geoclaims"
    context = multiprocessing.get_context("spawn")
    started = context.Event()
    writer = context.Process(target=_write_until_killed, args=(file, started))
    writer.start()
    assert started.wait(60)
    os.kill(writer.pid, signal.SIGKILL)
    writer.join()
    project = Project(file)
    assert project.check() == []
    read = list(project.analyses())
    assert len(read) >= 3
    assert all(len(analysis.claims) == 4 for analysis in read)
    assert {d.id for d in project.documents()} == {a.document.id for a in read} | {
        d.id for d in project.pending()
    }
    project.close()


def test_what_is_no_project_is_left_alone(tmp_path: Path) -> None:
    text, database = tmp_path / "a.geoclaims", tmp_path / "b.geoclaims"
    text.write_text("a text file, long enough not to be taken for an empty database" * 20)
    other = sqlite3.connect(database)
    other.execute("CREATE TABLE t(x)")
    other.commit()
    other.close()
    before = database.read_bytes()
    with pytest.raises(UsageError, match="no geoclaims project"):
        Project(text)
    with pytest.raises(UsageError, match="no geoclaims project"):
        Project(database)
    assert database.read_bytes() == before
    with pytest.raises(OutputError, match="can't be opened"):
        Project(tmp_path / "missing" / "c.geoclaims")


def test_what_is_due_again_keeps_its_last_reading_until_then(project: Project) -> None:
    analysis = hand_made_analysis()
    project.add_document(analysis.document)
    facts = {"reading": {"gazetteer": "one", "homes": (("The Hill Courier", "geonames:1"),)}}
    project.save_analysis(project.start_run(facts, None), analysis)
    assert project.read_with(facts["reading"]) == {analysis.document.id}
    assert project.read_with({"gazetteer": "two"}) == set()
    project.mark_due([analysis.document.id])
    assert project.pending() == [analysis.document]
    assert list(project.analyses()) == [analysis]
    assert project.read_with(facts["reading"]) == set()
    project.save_analysis(project.start_run(facts, None), analysis)
    assert project.pending() == []


def test_a_projects_own_settings_are_kept_and_taken_away(project: Project) -> None:
    before = project.stamp()
    project.keep_setting("window_km", 25.0)
    project.keep_setting("actors", [{"id": "ж"}])
    assert project.settings() == {"window_km": 25.0, "actors": [{"id": "ж"}]}
    assert project.stamp() != before
    project.keep_setting("actors", None)
    assert project.settings() == {"window_km": 25.0}
