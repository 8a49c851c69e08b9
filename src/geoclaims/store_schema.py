"""The tables of a project file."""

import sqlite3
from collections.abc import Iterator

APPLICATION_ID = 0x47434C4D
"""``GCLM`` in the file's header, so that another program's database is never taken for a project."""
SCHEMA_VERSION = 2
_SCHEMA = """
CREATE TABLE documents(
  id TEXT PRIMARY KEY, text_sha256 TEXT NOT NULL, record TEXT NOT NULL, added_at TEXT NOT NULL);
CREATE TABLE runs(
  id INTEGER PRIMARY KEY, started_at TEXT NOT NULL, finished_at TEXT, software TEXT NOT NULL,
  gazetteer TEXT, settings TEXT NOT NULL);
CREATE TABLE analyses(
  document TEXT PRIMARY KEY REFERENCES documents(id) ON DELETE CASCADE,
  run INTEGER NOT NULL REFERENCES runs(id), language TEXT, toponyms TEXT, attributions TEXT, failure TEXT);
CREATE TABLE claims(
  document TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE, position INTEGER NOT NULL,
  id TEXT NOT NULL, record TEXT NOT NULL, PRIMARY KEY(document, position));
CREATE INDEX claims_by_id ON claims(id);
CREATE TABLE evidence(
  sha256 TEXT PRIMARY KEY, name TEXT NOT NULL, statement TEXT, added_at TEXT NOT NULL);
CREATE TABLE corrections(
  sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, at TEXT NOT NULL, who TEXT NOT NULL,
  action TEXT NOT NULL, document TEXT NOT NULL, claim TEXT, value TEXT NOT NULL, why TEXT NOT NULL);
CREATE TRIGGER corrections_stay BEFORE UPDATE ON corrections
  BEGIN SELECT RAISE(ABORT, 'corrections are append-only'); END;
CREATE TRIGGER corrections_remain BEFORE DELETE ON corrections
  BEGIN SELECT RAISE(ABORT, 'corrections are append-only'); END;
CREATE TABLE views(name TEXT PRIMARY KEY, record TEXT NOT NULL, saved_at TEXT NOT NULL);
"""
_SINCE = {
    1: """
CREATE TABLE settings(name TEXT PRIMARY KEY, value TEXT NOT NULL, saved_at TEXT NOT NULL);
ALTER TABLE analyses ADD COLUMN due INTEGER NOT NULL DEFAULT 0;
""",
}
"""What each version lacks that the next has."""


def schema_statements() -> Iterator[str]:
    """The statements that make an empty project, in order."""
    yield from _split(_SCHEMA)
    yield from statements_since(1)


def statements_since(version: int) -> Iterator[str]:
    """The statements that make a project of this version one of the present version."""
    for step in range(version, SCHEMA_VERSION):
        yield from _split(_SINCE[step])


def _split(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
