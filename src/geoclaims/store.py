"""The project file: one SQLite database with what was read, decided and corrected.

Documents, runs, claims, references to evidence files, corrections (append-only) and saved
views. It is in WAL mode, so that the dashboard and the command line may have it open at once;
every document is its own transaction, so a run that is killed keeps what it had finished.
"""

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from geoclaims import __version__
from geoclaims.errors import InputError, OutputError, UsageError
from geoclaims.model import Analysis, Claim, Document, Failure
from geoclaims.store_corrections import Correction
from geoclaims.store_records import (
    ATTRIBUTIONS,
    CLAIM,
    DOCUMENT,
    TOPONYMS,
    EvidenceReference,
    RunRecord,
    dump,
    load,
    sql_text,
)
from geoclaims.store_schema import APPLICATION_ID, SCHEMA_VERSION, schema_statements, statements_since

__all__ = ["EvidenceReference", "Project", "RunRecord"]

_BUSY_MS = 10_000


class Project:
    """An open project file; safe to share between threads and with other processes.

    Every method that writes is one transaction: it is there whole or not at all.
    """

    def __init__(self, path: Path | None = None) -> None:
        """Open the file, or make it; None is a project in memory that ends with the process.

        Raises UsageError where the file is no project, OutputError where it can't be opened.
        """
        self.path = path
        self._lock = threading.RLock()
        self._decided = 0
        try:
            self._db = sqlite3.connect(
                ":memory:" if path is None else path, timeout=_BUSY_MS / 1000, check_same_thread=False,
                isolation_level=None,
            )  # fmt: skip
            self._prepare()
        except sqlite3.DatabaseError as cause:
            if isinstance(cause, sqlite3.OperationalError):
                raise OutputError(f"{path}: can't be opened as a project ({cause})") from cause
            raise UsageError(f"{path}: is no geoclaims project ({cause}); name another file") from cause

    def close(self) -> None:
        """Close the file; nothing is pending."""
        with self._lock:
            self._db.close()

    @property
    def name(self) -> str:
        """What to call it: the file's name without its suffix."""
        return self.path.stem if self.path else "not saved"

    def stamp(self) -> tuple[int, int]:
        """A value that changes whenever anything in the project does, here or in another process."""
        with self._lock:
            return self._db.total_changes, self._one("PRAGMA data_version")[0]

    def reading_stamp(self) -> tuple[int, int]:
        """A value that changes with everything but decisions written by this process.

        What was read can be kept for it: 20,000 claims take seconds to load.
        """
        with self._lock:
            return self._db.total_changes - self._decided, self._one("PRAGMA data_version")[0]

    def check(self) -> list[str]:
        """What SQLite's own integrity check finds wrong; empty where the file is whole."""
        found = [row[0] for row in self._all("PRAGMA integrity_check")]
        return [] if found == ["ok"] else found

    # --- documents --------------------------------------------------------------------

    def add_document(self, document: Document) -> bool:
        """Take a report in; False where the very same text is already there under its id.

        Raises InputError where another text has that id.
        """
        digest = sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()
        with self._writing():
            row = self._one("SELECT text_sha256 FROM documents WHERE id = ?", sql_text(document.id))
            if row is not None:
                if row[0] != digest:
                    raise InputError(
                        f"{document.id}: another report with this id and a different text is in the project;"
                        " give this one another id, or remove that one first"
                    )
                return False
            self._db.execute(
                "INSERT INTO documents VALUES(?, ?, ?, ?)",
                (sql_text(document.id), digest, dump(DOCUMENT, document), _now()),
            )
        return True

    def update_document(self, document: Document) -> None:
        """Keep other metadata (title, publisher, date) for a report; its reading is then due again."""
        with self._writing():
            self._db.execute(
                "UPDATE documents SET record = ? WHERE id = ?",
                (dump(DOCUMENT, document), sql_text(document.id)),
            )
            self._db.execute("UPDATE analyses SET due = 1 WHERE document = ?", (sql_text(document.id),))

    def mark_due(self, document_ids: Iterable[str] | None = None) -> None:
        """Have these reports, or all, read again at the next run; until then the last reading holds."""
        with self._writing():
            if document_ids is None:
                self._db.execute("UPDATE analyses SET due = 1")
            else:
                ids = [(sql_text(document_id),) for document_id in document_ids]
                self._db.executemany("UPDATE analyses SET due = 1 WHERE document = ?", ids)

    def remove_document(self, document_id: str) -> None:
        """Take a report and its claims out; corrections stay in the log."""
        with self._writing():
            self._db.execute("DELETE FROM documents WHERE id = ?", (sql_text(document_id),))

    def documents(self) -> list[Document]:
        """All reports, in the order in which they came."""
        rows = self._all("SELECT record FROM documents ORDER BY rowid")
        return [load(DOCUMENT, record) for (record,) in rows]

    def pending(self) -> list[Document]:
        """The reports that no run has finished, or that are due again."""
        rows = self._all(
            "SELECT record FROM documents WHERE id NOT IN (SELECT document FROM analyses WHERE NOT due)"
            " ORDER BY rowid"
        )
        return [load(DOCUMENT, record) for (record,) in rows]

    def read_with(self, reading: dict[str, Any]) -> set[str]:
        """The ids of the reports whose last reading succeeded and was made with exactly these facts."""
        wanted = json.loads(json.dumps(reading))
        runs = self._all("SELECT id, settings FROM runs")
        same = {run for run, settings in runs if json.loads(settings).get("reading") == wanted}
        rows = self._all("SELECT document, run FROM analyses WHERE failure IS NULL AND NOT due")
        return {document for document, run in rows if run in same}

    # --- runs -------------------------------------------------------------------------

    def start_run(self, settings: dict[str, Any], gazetteer: str | None) -> int:
        """Note that a reading begins; gives its number."""
        with self._writing():
            cursor = self._db.execute(
                "INSERT INTO runs(started_at, software, gazetteer, settings) VALUES(?, ?, ?, ?)",
                (_now(), f"geoclaims {__version__}", gazetteer, json.dumps(settings, default=str)),
            )
        return int(cursor.lastrowid or 0)

    def finish_run(self, run: int) -> None:
        """Note that a reading came to its end."""
        with self._writing():
            self._db.execute("UPDATE runs SET finished_at = ? WHERE id = ?", (_now(), run))

    def runs(self) -> list[RunRecord]:
        """All readings, the latest first."""
        rows = self._all(
            "SELECT id, started_at, finished_at, software, gazetteer, settings FROM runs ORDER BY id DESC"
        )
        return [RunRecord(n, start, end, by, places, json.loads(s)) for n, start, end, by, places, s in rows]

    def save_analysis(self, run: int, analysis: Analysis) -> None:
        """Keep what was read in one document in place of what was read before."""
        document = sql_text(analysis.document.id)
        with self._writing():
            self._forget(document)
            self._db.execute(
                "INSERT INTO analyses VALUES(?, ?, ?, ?, ?, NULL, 0)",
                (
                    document, run, analysis.language, dump(TOPONYMS, analysis.toponyms),
                    dump(ATTRIBUTIONS, analysis.attributions),
                ),
            )  # fmt: skip
            self._db.executemany(
                "INSERT INTO claims VALUES(?, ?, ?, ?)",
                [(document, n, claim.id, dump(CLAIM, claim)) for n, claim in enumerate(analysis.claims)],
            )

    def save_failure(self, run: int, failure: Failure) -> None:
        """Keep that a document (``failure.input`` is its id) could not be read, and why."""
        document = sql_text(failure.input)
        with self._writing():
            self._forget(document)
            self._db.execute(
                "INSERT INTO analyses VALUES(?, ?, NULL, NULL, NULL, ?, 0)", (document, run, failure.message)
            )

    def analyses(self) -> Iterator[Analysis]:
        """What was read in each document that could be read, before any correction."""
        claims: dict[str, list[Claim]] = {}
        for document, record in self._all("SELECT document, record FROM claims ORDER BY document, position"):
            claims.setdefault(document, []).append(load(CLAIM, record))
        rows = self._all(
            "SELECT d.record, a.language, a.toponyms, a.attributions, d.id FROM analyses a"
            " JOIN documents d ON d.id = a.document WHERE a.failure IS NULL ORDER BY d.rowid"
        )
        for record, language, toponyms, attributions, document in rows:
            yield Analysis(
                document=load(DOCUMENT, record),
                toponyms=load(TOPONYMS, toponyms),
                claims=tuple(claims.get(document, ())),
                attributions=load(ATTRIBUTIONS, attributions),
                language=language,
            )

    def failures(self) -> list[Failure]:
        """The documents that could not be read, by id, and why."""
        return [
            Failure(document, message)
            for document, message in self._all(
                "SELECT document, failure FROM analyses WHERE failure IS NOT NULL ORDER BY rowid"
            )
        ]

    # --- evidence ---------------------------------------------------------------------

    def add_evidence(self, reference: EvidenceReference) -> bool:
        """Refer to a dataset; False where the same file is already referred to."""
        with self._writing():
            cursor = self._db.execute(
                "INSERT INTO evidence VALUES(?, ?, ?, ?) ON CONFLICT(sha256) DO UPDATE"
                " SET statement = excluded.statement WHERE excluded.statement IS NOT statement",
                (reference.sha256, reference.name, reference.statement, _now()),
            )
        return cursor.rowcount > 0

    def remove_evidence(self, digest: str) -> None:
        """No longer refer to a dataset; its file is left alone."""
        with self._writing():
            self._db.execute("DELETE FROM evidence WHERE sha256 = ?", (digest,))

    def evidence(self) -> list[EvidenceReference]:
        """The datasets referred to, in the order in which they came."""
        return [
            EvidenceReference(*row)
            for row in self._all("SELECT sha256, name, statement FROM evidence ORDER BY added_at, rowid")
        ]

    # --- corrections and views ----------------------------------------------------------

    def append_corrections(self, corrections: Iterable[Correction]) -> int:
        """Add to the log; one whose id is there already is left out. Gives how many were new."""
        with self._writing():
            before = self._db.total_changes
            self._db.executemany(
                "INSERT INTO corrections(id, at, who, action, document, claim, value, why)"
                " VALUES(?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(id) DO NOTHING",
                [
                    (
                        c.id, c.at.isoformat(), c.who, c.action, sql_text(c.document), c.claim,
                        json.dumps(c.value), c.why,
                    )
                    for c in corrections
                ],
            )  # fmt: skip
            new = self._db.total_changes - before
            self._decided += new
            return new

    def corrections(self) -> list[Correction]:
        """The whole log, in the order in which it was written."""
        rows = self._all(
            "SELECT id, at, who, action, document, claim, value, why FROM corrections ORDER BY sequence"
        )
        return [
            Correction(
                id=row[0], at=datetime.fromisoformat(row[1]), who=row[2], action=row[3], document=row[4],
                claim=row[5], value=json.loads(row[6]), why=row[7],
            )
            for row in rows
        ]  # fmt: skip

    def save_view(self, name: str, record: dict[str, Any]) -> None:
        """Keep a set of filters under a name, in place of what had it."""
        with self._writing():
            self._db.execute(
                "INSERT OR REPLACE INTO views VALUES(?, ?, ?)", (name, json.dumps(record), _now())
            )

    def remove_view(self, name: str) -> None:
        """Forget a saved set of filters."""
        with self._writing():
            self._db.execute("DELETE FROM views WHERE name = ?", (name,))

    def views(self) -> dict[str, dict[str, Any]]:
        """The saved sets of filters by name."""
        return {name: json.loads(r) for name, r in self._all("SELECT name, record FROM views ORDER BY name")}

    def keep_setting(self, name: str, value: Any) -> None:
        """Keep a setting of this project, as JSON; None takes it away."""
        with self._writing():
            if value is None:
                self._db.execute("DELETE FROM settings WHERE name = ?", (name,))
            else:
                self._db.execute(
                    "INSERT OR REPLACE INTO settings VALUES(?, ?, ?)", (name, json.dumps(value), _now())
                )

    def settings(self) -> dict[str, Any]:
        """What is set for this project alone, by name."""
        return {name: json.loads(value) for name, value in self._all("SELECT name, value FROM settings")}

    # --- inside -------------------------------------------------------------------------

    def _prepare(self) -> None:
        self._db.execute("PRAGMA foreign_keys = ON")
        application, version = (self._one(f"PRAGMA {p}")[0] for p in ("application_id", "user_version"))
        if (application, version) == (0, 0) and not self._one("SELECT count(*) FROM sqlite_master")[0]:
            self._db.execute("PRAGMA journal_mode = WAL")
            with self._writing():
                if self._one("PRAGMA user_version")[0] == 0:  # or another process was faster
                    for statement in schema_statements():
                        self._db.execute(statement)
                    self._db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                    self._db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        elif application != APPLICATION_ID:
            raise UsageError(f"{self.path}: is another program's database, no geoclaims project")
        elif version > SCHEMA_VERSION:
            raise UsageError(
                f"{self.path}: is a project of version {version}; this geoclaims reads up to {SCHEMA_VERSION}"
            )
        elif version < SCHEMA_VERSION:
            with self._writing():
                for statement in statements_since(self._one("PRAGMA user_version")[0]):
                    self._db.execute(statement)
                self._db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._lock:
            try:
                self._db.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as cause:
                raise OutputError(f"{self.path}: can't be written to ({cause})") from cause
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def _forget(self, document: str) -> None:
        self._db.execute("DELETE FROM analyses WHERE document = ?", (document,))
        self._db.execute("DELETE FROM claims WHERE document = ?", (document,))

    def _all(self, statement: str, *values: object) -> list[Any]:
        with self._lock:
            return self._db.execute(statement, values).fetchall()

    def _one(self, statement: str, *values: object) -> Any:
        with self._lock:
            return self._db.execute(statement, values).fetchone()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
