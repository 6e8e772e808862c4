"""The SQL of offers that were published through us: whose they are, and what is left of them.

All of it runs within a transaction of `SqliteRecords`.
"""

from sqlite3 import Connection

import msgspec

from maas.errors import NotFound, NotYours, QuotaReached
from maas.live import RideOffer
from maas.records.rows import KeptOffer, WithdrawnOffer

ENCODER = msgspec.json.Encoder()
OFFER = msgspec.json.Decoder(RideOffer)
DAYS = msgspec.json.Decoder(WithdrawnOffer)


def put(connection: Connection, kept: KeptOffer, most: int, by_operator: bool) -> KeptOffer:
    """Keep an offer in place of the one of its id, which stays who published it first."""
    name = kept.offer.id
    owner = _owner(connection, name, kept.key_id, by_operator)
    if owner is None:
        owner = kept.key_id
        _refuse_more_than(connection, owner, most)
    connection.execute(
        "INSERT OR REPLACE INTO offers (id, key_id, until, content) VALUES (?, ?, ?, ?)",
        (name, owner, kept.until, ENCODER.encode(kept.offer)),
    )
    connection.execute("DELETE FROM withdrawn_offers WHERE id = ?", (name,))
    return KeptOffer(kept.offer, owner, kept.until)


def withdraw(
    connection: Connection, withdrawn: WithdrawnOffer, key_id: str, by_operator: bool
) -> None:
    """Erase an offer, and keep that it was taken back."""
    if _owner(connection, withdrawn.id, key_id, by_operator) is None:
        raise NotFound(f"no offer has the id {withdrawn.id!r}")
    connection.execute("DELETE FROM offers WHERE id = ?", (withdrawn.id,))
    connection.execute(
        "INSERT OR REPLACE INTO withdrawn_offers (id, until, days) VALUES (?, ?, ?)",
        (withdrawn.id, withdrawn.until, ENCODER.encode(withdrawn).decode()),
    )


def kept(connection: Connection) -> tuple[KeptOffer, ...]:
    """All offers that are kept, by id."""
    rows = connection.execute("SELECT content, key_id, until FROM offers ORDER BY id")
    return tuple(KeptOffer(OFFER.decode(content), key, until) for content, key, until in rows)


def withdrawn(connection: Connection) -> tuple[WithdrawnOffer, ...]:
    """All that were taken back, by id."""
    rows = connection.execute("SELECT days FROM withdrawn_offers ORDER BY id")
    return tuple(DAYS.decode(days) for (days,) in rows)


def erase(connection: Connection, now: int) -> None:
    """Erase what was to be kept until now."""
    connection.execute("DELETE FROM offers WHERE until <= ?", (now,))
    connection.execute("DELETE FROM withdrawn_offers WHERE until <= ?", (now,))


def _owner(connection: Connection, name: str, key_id: str, by_operator: bool) -> str | None:
    """Who published an offer, if it may be changed; None: nobody did."""
    row = connection.execute("SELECT key_id FROM offers WHERE id = ?", (name,)).fetchone()
    if row is None:
        return None
    owner: str = row[0]
    if owner != key_id and not by_operator:
        raise NotYours("another key published this offer; only that one may change or withdraw it")
    return owner


def _refuse_more_than(connection: Connection, key_id: str, most: int) -> None:
    rows = connection.execute("SELECT count(*) FROM offers WHERE key_id = ?", (key_id,))
    [[n]] = rows
    if n >= most:
        raise QuotaReached(f"this key has {n} offers here, which is as many as one may have")
