"""One SQLite file: made whole or not at all, brought up to date, opened once per process.

A file that is damaged, foreign or of a newer version is an error and stays as it is; nothing here
ever starts anew over one.
"""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from maas.disk import flush
from maas.errors import RecordsUnavailable
from maas.records.schema import APPLICATION, STEPS

BUSY_S = 5.0
"""How long to wait for another process that writes."""

Identity = tuple[int, int]
"""Device and inode: a file put in another's place, such as a copy restored, is another one."""


@dataclass(slots=True)
class Database:
    """A file and our one connection to it, taken in turns by threads."""

    path: Path
    _turn: Lock = field(default_factory=Lock)
    _connection: sqlite3.Connection | None = None
    _identity: Identity | None = None
    _owner: int = 0

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection to read by; where there is no file yet, to an empty database.

        Raises:
            RecordsUnavailable: the file cannot be read, or is not what we wrote.
        """
        with self._turn, self._named():
            yield self._opened()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction: on disk when the block is left in order, undone otherwise.

        Raises:
            RecordsUnavailable: the file cannot be written, or is not what we wrote.
        """
        with self._turn, self._named():
            if not self.path.exists():
                _create(self.path)
            connection = self._opened()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    def empty_log(self) -> bool:
        """Take over what the log of writes holds and cut it, for it keeps what was deleted since.

        Returns whether all of it could be; if not, somebody reads or writes: try again later.

        Raises:
            RecordsUnavailable: the file cannot be written, or is not what we wrote.
        """
        with self.reading() as connection:
            [[is_busy, *_]] = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return not is_busy

    def verify(self) -> None:
        """Look through the whole file, and close it again: what a supervisor does before it forks.

        Raises:
            RecordsUnavailable: it is damaged.
        """
        with self.reading() as connection:
            [[said]] = connection.execute("PRAGMA quick_check(1)")
            if said != "ok":
                raise sqlite3.DatabaseError(said)
        self.close()

    def close(self) -> None:
        """Let go of the file; it is opened again when it is needed."""
        with self._turn:
            self._close()

    def _opened(self) -> sqlite3.Connection:
        """Our connection, made anew when the file is another one.

        What SQLite knows of locks is per process and wrong after a fork: to use it there is a
        defect of ours, and better met at once than as a damaged file.
        """
        found = _identity(self.path)
        if self._connection is None or found != self._identity:
            self._close()
            self._connection = _connect(self.path) if found else _empty()
            self._identity, self._owner = found, os.getpid()
        if self._owner != os.getpid():
            raise RuntimeError("records were opened before a fork")
        return self._connection

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    @contextmanager
    def _named(self) -> Iterator[None]:
        """Say of each error which file it is about, and begin anew after it."""
        try:
            yield
        except (sqlite3.Error, OSError) as problem:
            with suppress(sqlite3.Error):
                self._close()
            self._connection = None
            raise RecordsUnavailable(f"{self.path}: {problem}") from problem


def _identity(path: Path) -> Identity | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def _connect(path: Path) -> sqlite3.Connection:
    """Open an existing file, at the newest version of the tables."""
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode=rw",
        uri=True,
        timeout=BUSY_S,
        isolation_level=None,
        check_same_thread=False,  # threads take turns
    )
    try:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")  # what is erased is overwritten
        _bring_up_to_date(connection)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _empty() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    _take_steps(connection, 0)
    return connection


def _create(path: Path) -> None:
    """Make the file under another name first: it appears whole, and never over another one.

    Only its owner may read it: later records hold what people told in confidence.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix="records-", dir=path.parent)
    os.close(handle)
    fresh = Path(name)
    try:
        _give_to_owner_of(path.parent, fresh)
        with closing(sqlite3.connect(fresh, isolation_level=None)) as connection:
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute("PRAGMA journal_mode = WAL")
            _take_steps(connection, 0)
        with suppress(FileExistsError):  # another process was faster
            path.hardlink_to(fresh)
    finally:
        fresh.unlink()
    flush(path.parent)


def _give_to_owner_of(folder: Path, file: Path) -> None:
    """What root makes by hand, the service must be able to read."""
    if os.geteuid() == 0:
        owner = folder.stat()
        os.chown(file, owner.st_uid, owner.st_gid)


def _bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Take the steps that a file has not taken yet; two processes may try at the same time."""
    if _version(connection) == len(STEPS):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        _take_steps(connection, _version(connection))
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _version(connection: sqlite3.Connection) -> int:
    """How many steps the file has taken."""
    [[application]] = connection.execute("PRAGMA application_id")
    if application != APPLICATION:
        raise sqlite3.DatabaseError("these are not the records of a maas")
    [[version]] = connection.execute("PRAGMA user_version")
    if version > len(STEPS):
        raise sqlite3.DatabaseError("written by a newer version of maas")
    return int(version)


def _take_steps(connection: sqlite3.Connection, taken: int) -> None:
    for step in STEPS[taken:]:
        for statement in step.split(";"):
            connection.execute(statement)  # not executescript, which would commit
    connection.execute(f"PRAGMA user_version = {len(STEPS)}")
