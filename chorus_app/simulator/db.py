"""The simulator's own SQLite file: its tables, and one connection shared under a lock.

Moments are epoch seconds (REAL), days are `YYYY-MM-DD`, amounts are integer cents.
"""

import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any

Values = Sequence[Any] | Mapping[str, Any]

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE structure (
  id INTEGER PRIMARY KEY, siret TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
  nature TEXT NOT NULL DEFAULT 'PUBLIQUE', active INTEGER NOT NULL DEFAULT 1,
  address TEXT NOT NULL DEFAULT '', postcode TEXT NOT NULL DEFAULT '',
  city TEXT NOT NULL DEFAULT '', phone TEXT NOT NULL DEFAULT '', email TEXT NOT NULL DEFAULT '',
  service_required INTEGER NOT NULL DEFAULT 0, engagement_required INTEGER NOT NULL DEFAULT 0,
  either_required INTEGER NOT NULL DEFAULT 0, reports_payment INTEGER NOT NULL DEFAULT 1,
  optional_statuses TEXT NOT NULL DEFAULT '', out_of_order INTEGER NOT NULL DEFAULT 0,
  contracting INTEGER NOT NULL DEFAULT 0, slowness REAL NOT NULL DEFAULT 1.0);
CREATE TABLE service (
  id INTEGER PRIMARY KEY, structure_id INTEGER NOT NULL REFERENCES structure(id),
  code TEXT NOT NULL, name TEXT NOT NULL, active INTEGER NOT NULL DEFAULT 1,
  engagement_required INTEGER NOT NULL DEFAULT 0, reports_payment INTEGER NOT NULL DEFAULT 1,
  started_at REAL NOT NULL, ended_at REAL, UNIQUE (structure_id, code));
CREATE TABLE account (
  login TEXT PRIMARY KEY, password TEXT NOT NULL,
  structure_id INTEGER NOT NULL REFERENCES structure(id));
CREATE TABLE bank_account (
  id INTEGER PRIMARY KEY, structure_id INTEGER NOT NULL REFERENCES structure(id),
  name TEXT NOT NULL, iban TEXT NOT NULL, bic TEXT NOT NULL);
CREATE TABLE invoice (
  id INTEGER PRIMARY KEY, supplier_id INTEGER NOT NULL REFERENCES structure(id),
  recipient_id INTEGER NOT NULL REFERENCES structure(id),
  service_id INTEGER REFERENCES service(id), number TEXT NOT NULL, type_code TEXT NOT NULL,
  status TEXT NOT NULL, status_at REAL NOT NULL, status_comment TEXT NOT NULL DEFAULT '',
  business_process TEXT NOT NULL DEFAULT 'A1_FACTURE_FOURNISSEUR',
  deposit_mode TEXT NOT NULL DEFAULT 'DEPOT_PDF_API', issue_date TEXT, deposit_date TEXT,
  created_at REAL NOT NULL, due_date TEXT, currency TEXT NOT NULL DEFAULT 'EUR',
  vat_scheme TEXT NOT NULL DEFAULT 'TVA_SUR_DEBIT', exemption_reason TEXT NOT NULL DEFAULT '',
  payment_means TEXT NOT NULL DEFAULT '', purchase_order TEXT NOT NULL DEFAULT '',
  contract TEXT NOT NULL DEFAULT '', preceding_number TEXT NOT NULL DEFAULT '',
  net INTEGER NOT NULL, vat INTEGER NOT NULL, gross INTEGER NOT NULL,
  discount INTEGER NOT NULL DEFAULT 0, discount_reason TEXT NOT NULL DEFAULT '',
  payable INTEGER NOT NULL, comment TEXT NOT NULL DEFAULT '',
  flow_number TEXT NOT NULL DEFAULT '', rejection_treated INTEGER NOT NULL DEFAULT 0,
  validator_id INTEGER REFERENCES structure(id), validated_at REAL,
  mandate_number TEXT NOT NULL DEFAULT '', bank_account_id INTEGER,
  creator_id INTEGER NOT NULL DEFAULT 0, certificate TEXT NOT NULL DEFAULT '',
  size INTEGER NOT NULL DEFAULT 0, downloaded INTEGER NOT NULL DEFAULT 0,
  vat_lines TEXT NOT NULL DEFAULT '[]', lines TEXT NOT NULL DEFAULT '[]',
  due REAL, next_status TEXT);
CREATE INDEX invoice_by_deposit ON invoice (supplier_id, deposit_date DESC, id DESC);
CREATE INDEX invoice_by_number ON invoice (supplier_id, number);
CREATE INDEX invoice_by_change ON invoice (supplier_id, status_at);
CREATE INDEX invoice_by_recipient ON invoice (recipient_id, deposit_date DESC);
CREATE INDEX invoice_by_flow ON invoice (flow_number) WHERE flow_number <> '';
CREATE INDEX invoice_due ON invoice (due) WHERE due IS NOT NULL;
CREATE TABLE passage (
  id INTEGER PRIMARY KEY, invoice_id INTEGER NOT NULL REFERENCES invoice(id),
  status TEXT NOT NULL, at REAL NOT NULL, comment TEXT NOT NULL DEFAULT '',
  first_name TEXT NOT NULL DEFAULT '', last_name TEXT NOT NULL DEFAULT '',
  email TEXT NOT NULL DEFAULT '', phone TEXT NOT NULL DEFAULT '');
CREATE INDEX passage_of ON passage (invoice_id);
CREATE TABLE user_action (
  id INTEGER PRIMARY KEY, invoice_id INTEGER NOT NULL REFERENCES invoice(id),
  code TEXT NOT NULL, at REAL NOT NULL, first_name TEXT NOT NULL, last_name TEXT NOT NULL,
  email TEXT NOT NULL);
CREATE INDEX user_action_of ON user_action (invoice_id);
CREATE TABLE event (
  id INTEGER PRIMARY KEY, invoice_id INTEGER NOT NULL REFERENCES invoice(id),
  label TEXT NOT NULL, who TEXT NOT NULL, at REAL NOT NULL);
CREATE INDEX event_of ON event (invoice_id);
CREATE TABLE attachment (
  id INTEGER PRIMARY KEY, structure_id INTEGER NOT NULL REFERENCES structure(id),
  name TEXT NOT NULL, extension TEXT NOT NULL, media_type TEXT NOT NULL, content BLOB NOT NULL,
  created_at REAL NOT NULL);
CREATE TABLE attachment_link (
  id INTEGER PRIMARY KEY, invoice_id INTEGER NOT NULL REFERENCES invoice(id),
  attachment_id INTEGER NOT NULL REFERENCES attachment(id), main INTEGER NOT NULL DEFAULT 0,
  label TEXT NOT NULL, type_code TEXT NOT NULL DEFAULT '', line_number INTEGER);
CREATE INDEX attachment_link_of ON attachment_link (invoice_id);
CREATE TABLE flow (
  number TEXT PRIMARY KEY, structure_id INTEGER NOT NULL REFERENCES structure(id),
  name TEXT NOT NULL, syntax TEXT NOT NULL, state TEXT NOT NULL, state_at REAL NOT NULL,
  deposited_at REAL NOT NULL, content BLOB NOT NULL, errors TEXT NOT NULL DEFAULT '[]',
  due REAL, next_state TEXT);
CREATE INDEX flow_due ON flow (due) WHERE due IS NOT NULL;
"""


class Database:
    """One SQLite file. Every use takes the lock, so handlers may run on any thread."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = RLock()
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        self._connection.create_function("fold", 1, fold, deterministic=True)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=NORMAL")
        self._connection.execute("PRAGMA foreign_keys=ON")
        if not self.rows("SELECT 1 FROM sqlite_master WHERE name = 'flow_due'"):
            self._connection.executescript(f"BEGIN; {SCHEMA} COMMIT;")
        self.is_new = not self.meta("epoch")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Hold the lock and write everything or nothing. Nested uses join the outer one."""
        with self._lock:
            if self._connection.in_transaction:
                yield
                return
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.rollback()
                raise
            self._connection.commit()

    def rows(self, sql: str, values: Values = ()) -> list[sqlite3.Row]:
        """Return every row of a query."""
        with self._lock:
            return self._connection.execute(sql, values).fetchall()

    def row(self, sql: str, values: Values = ()) -> sqlite3.Row | None:
        """Return the first row of a query, or None."""
        found = self.rows(sql, values)
        return found[0] if found else None

    def value(self, sql: str, values: Values = ()) -> Any:
        """Return the first column of the first row, or None."""
        row = self.row(sql, values)
        return row[0] if row else None

    def write(self, sql: str, values: Values = ()) -> int:
        """Run one statement; return the id of the row it inserted."""
        with self._lock:
            return self._connection.execute(sql, values).lastrowid or 0

    def insert(self, table: str, values: Mapping[str, Any]) -> int:
        """Insert one row and return its id. Tables and columns are named by our code alone."""
        return self.write(_insert(table, values), values)

    def insert_many(self, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Insert rows that all have the columns of the first."""
        ready = list(rows)
        if any(row.keys() != ready[0].keys() for row in ready):
            raise ValueError(f"{table}: rows with different columns")
        if ready:
            with self._lock:
                self._connection.executemany(_insert(table, ready[0]), ready)

    def meta(self, key: str, default: str = "") -> str:
        """Return a remembered value."""
        return str(self.value("SELECT value FROM meta WHERE key = ?", (key,)) or default)

    def remember(self, **values: object) -> None:
        """Keep values for the next start."""
        for key, value in values.items():
            self.write("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, str(value)))

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()


def fold(words: str) -> str:
    """Return words without accents, hyphens or capitals, for searches by name."""
    letters = unicodedata.normalize("NFD", words)
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return bare.replace("-", " ").lower()


def _insert(table: str, values: Mapping[str, Any]) -> str:
    names = ", ".join(values)
    marks = ", ".join(f":{name}" for name in values)
    return f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 -- names are ours
