"""The tables of a project file."""

import sqlite3
from collections.abc import Iterator

APPLICATION_ID = 0x47434C4D
"""``GCLM`` in the file's header, so that another program's database is never taken for a project."""
SCHEMA_VERSION = 1
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


def schema_statements() -> Iterator[str]:
    """The statements that make an empty project, in order."""
    statement = ""
    for line in _SCHEMA.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
