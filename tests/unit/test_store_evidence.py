"""Datasets of a project: kept by their hash, whole or not at all, with what was stated of them."""

from pathlib import Path

import pytest

from geoclaims.errors import DatasetError, InputError
from geoclaims.store import EvidenceReference, Project
from geoclaims.store_evidence import found_path, keep_dataset, kept_path


def test_the_same_rows_with_another_statement_are_kept_apart(tmp_path: Path) -> None:
    shared, closed = Project(), Project()
    may = keep_dataset(shared, tmp_path, "a.csv", b"rows", "redistribution = true", lambda _: None)
    silent = keep_dataset(closed, tmp_path, "a.csv", b"rows", None, lambda _: None)
    assert may.sha256 == silent.sha256
    assert found_path(tmp_path, may).with_name("a.csv.toml").read_text() == "redistribution = true"
    assert not found_path(tmp_path, silent).with_name("a.csv.toml").exists()


def test_what_was_stated_holds_when_the_file_is_brought_again(tmp_path: Path) -> None:
    project = Project()
    first = keep_dataset(project, tmp_path / "mine", "a.csv", b"rows", "licence = 'own'", lambda _: None)
    again = keep_dataset(project, tmp_path / "theirs", "a.csv", b"rows", None, lambda _: None)
    assert again == first
    assert project.evidence() == [first]
    with pytest.raises(InputError, match="not on this computer"):
        found_path(tmp_path / "nowhere", first)


def test_a_dataset_that_cannot_be_used_leaves_nothing_behind(tmp_path: Path) -> None:
    def refuse(reference: EvidenceReference) -> None:
        assert kept_path(tmp_path, reference).is_file()
        raise DatasetError("no")

    project = Project()
    with pytest.raises(DatasetError):
        keep_dataset(project, tmp_path, "a.csv", b"rows", "licence = 'own'", refuse)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    assert project.evidence() == []
    with pytest.raises(InputError, match="is empty"):
        keep_dataset(project, tmp_path, "a.csv", b" \n", None, refuse)
