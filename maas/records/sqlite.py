"""The records in one SQLite file: all SQL there is, but that of offers, incidents and reports."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from maas.errors import NotFound
from maas.keys import Key, Scope
from maas.model import SourceId
from maas.records import exchanged, incidents, offers, reports
from maas.records.database import Database
from maas.records.rows import (
    Exchanged,
    KeptIncident,
    KeptOffer,
    KeptReport,
    Outage,
    SourceHour,
    ToldBegin,
    WithdrawnOffer,
)

FILE = "records.db"
"""Its name in a data folder."""

KEY_COLUMNS = "id, name, scope, created, used, revoked"
ENCODER = msgspec.json.Encoder()
HOUR = msgspec.json.Decoder(SourceHour)


def open_records(data_dir: Path) -> "SqliteRecords":
    """The records of a data folder; nothing is opened before it is needed."""
    return SqliteRecords(Database(data_dir / FILE))


@dataclass(frozen=True, slots=True)
class SqliteRecords:
    """`Records` on one file."""

    database: Database

    def verify(self) -> None:
        """Look through the whole file, if there is one, and let go of it: before a fork.

        Raises:
            RecordsUnavailable: it is damaged, foreign or newer.
        """
        self.database.verify()

    def add_key(self, key: Key, digest: bytes) -> None:
        """Keep a key by the digest of its secret."""
        row = (key.id, digest, key.name, key.scope.value, key.created)
        with self.database.writing() as connection:
            connection.execute(
                "INSERT INTO keys (id, digest, name, scope, created) VALUES (?, ?, ?, ?, ?)", row
            )

    def find_key(self, digest: bytes) -> Key | None:
        """The key in force that has this digest."""
        with self.database.reading() as connection:
            rows = connection.execute(
                f"SELECT {KEY_COLUMNS} FROM keys WHERE digest = ? AND revoked IS NULL", (digest,)
            )
            return next(map(_key, rows), None)

    def list_keys(self) -> tuple[Key, ...]:
        """All keys ever given out, revoked or not, oldest first."""
        with self.database.reading() as connection:
            rows = connection.execute(f"SELECT {KEY_COLUMNS} FROM keys ORDER BY created, rowid")
            return tuple(map(_key, rows))

    def revoke_key(self, key_id: str, at: int) -> Key:
        """Put a key out of force for ever; one that is so already stays as it is."""
        with self.database.writing() as connection:
            rows = connection.execute(
                "UPDATE keys SET revoked = coalesce(revoked, ?) WHERE id = ?"
                f" RETURNING {KEY_COLUMNS}",
                (at, key_id),
            ).fetchall()
        if not rows:
            raise NotFound(f"no key has the id {key_id!r}")
        return _key(rows[0])

    def note_use(self, key_id: str, at: int) -> None:
        """Remember when a key was used last."""
        with self.database.writing() as connection:
            connection.execute("UPDATE keys SET used = ? WHERE id = ?", (at, key_id))

    def put_hours(self, hours: Sequence[SourceHour], outages: Sequence[Outage]) -> None:
        """Keep hours and outages, each in place of what was known of it."""
        with self.database.writing() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO source_hours (source_id, hour, content) VALUES (?, ?, ?)",
                [(each.source_id, each.hour, ENCODER.encode(each)) for each in hours],
            )
            connection.executemany(
                "INSERT OR REPLACE INTO outages (source_id, began, until) VALUES (?, ?, ?)",
                [(each.source_id, each.began, each.until) for each in outages],
            )

    def hours(self, source_id: SourceId, since: int, until: int) -> tuple[SourceHour, ...]:
        """The hours of a source that begin in `[since, until)`, oldest first."""
        with self.database.reading() as connection:
            rows = connection.execute(
                "SELECT content FROM source_hours"
                " WHERE source_id = ? AND hour >= ? AND hour < ? ORDER BY hour",
                (source_id, since, until),
            )
            return tuple(HOUR.decode(content) for (content,) in rows)

    def outages(self, source_id: SourceId, since: int, until: int) -> tuple[Outage, ...]:
        """The outages of a source that touch `[since, until)`, oldest first."""
        with self.database.reading() as connection:
            rows = connection.execute(
                "SELECT source_id, began, until FROM outages"
                " WHERE source_id = ? AND until > ? AND began < ? ORDER BY began",
                (source_id, since, until),
            )
            return tuple(Outage(SourceId(name), began, until) for name, began, until in rows)

    def forget_hours(self, before: int) -> None:
        """Drop hours and outages that ended before a moment."""
        with self.database.writing() as connection:
            connection.execute("DELETE FROM source_hours WHERE hour < ?", (before,))
            connection.execute("DELETE FROM outages WHERE until < ?", (before,))

    def put_offer(self, kept: KeptOffer, most: int, *, by_operator: bool) -> KeptOffer:
        """Keep an offer in place of the one of its id, which stays who published it first."""
        with self.database.writing() as connection:
            return offers.put(connection, kept, most, by_operator)

    def withdraw_offer(self, withdrawn: WithdrawnOffer, key_id: str, *, by_operator: bool) -> None:
        """Erase an offer, and keep that it was taken back."""
        with self.database.writing() as connection:
            offers.withdraw(connection, withdrawn, key_id, by_operator)

    def offers(self) -> tuple[KeptOffer, ...]:
        """All offers that are kept, by id."""
        with self.database.reading() as connection:
            return offers.kept(connection)

    def withdrawn_offers(self) -> tuple[WithdrawnOffer, ...]:
        """All that were taken back, by id."""
        with self.database.reading() as connection:
            return offers.withdrawn(connection)

    def erase_offers(self, now: int) -> bool:
        """Erase what was to be kept until `now` or before; whether no trace of it is left."""
        if not self.database.path.exists():
            return True
        with self.database.writing() as connection:
            offers.erase(connection, now)
        return self.database.empty_log()

    def put_incidents(self, kept: Sequence[KeptIncident]) -> None:
        """Keep versions of incidents, each as the newest of its own: all of them or none."""
        with self.database.writing() as connection:
            incidents.put(connection, kept)

    def incidents(self, since: int) -> tuple[KeptIncident, ...]:
        """The newest version of all incidents that are not over at a moment, by id."""
        with self.database.reading() as connection:
            return incidents.kept(connection, since)

    def find_incident(self, name: str) -> KeptIncident | None:
        """The newest version of an incident, be it over or not."""
        with self.database.reading() as connection:
            return incidents.find(connection, name)

    def incident_history(self, name: str) -> tuple[KeptIncident, ...]:
        """All versions of an incident, oldest first."""
        with self.database.reading() as connection:
            return incidents.history(connection, name)

    def put_reports(self, kept: Sequence[KeptReport], dropped: Collection[str]) -> None:
        """Keep some, each in place of the one of its id, and erase others by id."""
        with self.database.writing() as connection:
            reports.put(connection, kept, dropped)

    def reports(self) -> tuple[KeptReport, ...]:
        """All that people reported and that is kept, by id."""
        with self.database.reading() as connection:
            return reports.kept(connection)

    def erase_reports(self, now: int) -> bool:
        """Erase what was to be kept until `now` or before; whether no trace of it is left."""
        if not self.database.path.exists():
            return True
        with self.database.writing() as connection:
            reports.erase(connection, now)
        return self.database.empty_log()

    def keep_begins(self, begins: Mapping[str, int | None], now: int) -> Mapping[str, ToldBegin]:
        """What is told of begins; written only where something of it is new."""
        with self.database.reading() as connection:
            found, changed = exchanged.settled(exchanged.known_begins(connection), begins, now)
        if not changed:
            return found
        with self.database.writing() as connection:  # another worker may have told some meanwhile
            found, changed = exchanged.settled(exchanged.known_begins(connection), begins, now)
            exchanged.put_begins(connection, changed, now)
        return found

    def add_exchanged(self, rows: Sequence[Exchanged]) -> None:
        """Add to what is known of each hour, partner and subject."""
        with self.database.writing() as connection:
            exchanged.add(connection, rows)

    def exchanged(
        self, since: int, until: int, partner: str | None, most: int
    ) -> tuple[Exchanged, ...]:
        """The hours that begin in `[since, until)`, newest first, at most so many rows."""
        with self.database.reading() as connection:
            return exchanged.between(connection, since, until, partner, most)

    def forget_exchanged(self, before: int) -> None:
        """Drop hours that began before a moment."""
        with self.database.writing() as connection:
            exchanged.forget(connection, before)


def _key(row: tuple[str, str, str, int, int | None, int | None]) -> Key:
    name, title, scope, created, used, revoked = row
    return Key(name, title, Scope(scope), created, used, revoked)
