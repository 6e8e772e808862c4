"""The one durable store as the rest of the system sees it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from maas.keys import Key
from maas.model import SourceId
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


class Records(Protocol):
    """Each call is one transaction, and on disk when it returns.

    Safe to use from many threads and processes, but never across a fork: what was opened before
    one is closed before it. Every method may raise `RecordsUnavailable`.
    """

    def add_key(self, key: Key, digest: bytes, /) -> None:
        """Keep a key by the digest of its secret."""

    def find_key(self, digest: bytes, /) -> Key | None:
        """The key in force that has this digest."""

    def list_keys(self) -> tuple[Key, ...]:
        """All keys ever given out, revoked or not, oldest first."""

    def revoke_key(self, key_id: str, at: int, /) -> Key:
        """Put a key out of force for ever; one that is so already stays as it is.

        Raises:
            NotFound: no key has this id.
        """

    def note_use(self, key_id: str, at: int, /) -> None:
        """Remember when a key was used last."""

    def put_hours(self, hours: Sequence[SourceHour], outages: Sequence[Outage], /) -> None:
        """Keep hours and outages, each in place of what was known of it."""

    def hours(self, source_id: SourceId, since: int, until: int, /) -> tuple[SourceHour, ...]:
        """The hours of a source that begin in `[since, until)` (Unix s), oldest first."""

    def outages(self, source_id: SourceId, since: int, until: int, /) -> tuple[Outage, ...]:
        """The outages of a source that touch `[since, until)` (Unix s), oldest first."""

    def forget_hours(self, before: int, /) -> None:
        """Drop hours and outages that ended before a moment (Unix s)."""

    def put_offer(self, kept: KeptOffer, most: int, /, *, by_operator: bool) -> KeptOffer:
        """Keep an offer in place of the one of its id, which stays who published it first.

        Args:
            most: so many a key may have here.

        Raises:
            NotYours: another key published it, and it is not the operator who asks.
            QuotaReached: the key has as many.
        """

    def withdraw_offer(
        self, withdrawn: WithdrawnOffer, key_id: str, /, *, by_operator: bool
    ) -> None:
        """Erase an offer, and keep that it was taken back.

        Raises:
            NotFound: none has this id.
            NotYours: another key published it, and it is not the operator who asks.
        """

    def offers(self) -> tuple[KeptOffer, ...]:
        """All offers that are kept, by id."""

    def withdrawn_offers(self) -> tuple[WithdrawnOffer, ...]:
        """All that were taken back, by id."""

    def erase_offers(self, now: int, /) -> bool:
        """Erase what was to be kept until `now` (Unix s) or before.

        Returns whether no trace of it, nor of what was withdrawn or changed before, is left in any
        file; if not, somebody reads just now: to be tried again.
        """

    def put_incidents(self, kept: Sequence[KeptIncident], /) -> None:
        """Keep versions of incidents, each as the newest of its own: all of them or none."""

    def incidents(self, since: int, /) -> tuple[KeptIncident, ...]:
        """The newest version of all incidents that are not over at a moment (Unix s), by id."""

    def find_incident(self, name: str, /) -> KeptIncident | None:
        """The newest version of an incident, be it over or not."""

    def incident_history(self, name: str, /) -> tuple[KeptIncident, ...]:
        """All versions of an incident, oldest first."""

    def put_reports(self, kept: Sequence[KeptReport], dropped: Collection[str], /) -> None:
        """Keep some, each in place of the one of its id, and erase others by id: all or nothing."""

    def reports(self) -> tuple[KeptReport, ...]:
        """All that people reported and that is kept, by id."""

    def erase_reports(self, now: int, /) -> bool:
        """Erase what was to be kept until `now` (Unix s) or before.

        Returns whether no trace of it, nor of what was changed before, is left in any file.
        """

    def keep_begins(self, begins: Mapping[str, int | None], now: int, /) -> Mapping[str, ToldBegin]:
        """Since when incidents hold, as others are to be told (Unix s; None: nobody knows), by id:
        what was told once its time had come never changes. Keeps what is told now."""

    def add_exchanged(self, rows: Sequence[Exchanged], /) -> None:
        """Add to what is known of each hour, partner and subject."""

    def exchanged(
        self, since: int, until: int, partner: str | None, most: int, /
    ) -> tuple[Exchanged, ...]:
        """The hours that begin in `[since, until)` (Unix s) of one partner, or all, newest first:
        at most so many rows."""

    def forget_exchanged(self, before: int, /) -> None:
        """Drop hours that began before a moment (Unix s)."""
