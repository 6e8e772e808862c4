"""What the exchange reaches beyond the world it serves from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from maas.records import Exchanged, ToldBegin


class Exchanges(Protocol):
    """Knows what others were told and took."""

    def note(self, added: Exchanged, /) -> None:
        """Add to what is known of an hour, a partner and a subject."""

    async def run(self) -> None:
        """Keep what was noted, until cancelled."""

    def keep_begins(self, begins: Mapping[str, int | None], now: int, /) -> Mapping[str, ToldBegin]:
        """Since when incidents hold, as others are to be told (Unix s; None: nobody knows), by id.
        Not for the event loop.

        Raises:
            RecordsUnavailable: nobody can tell now what they were told before.
        """

    async def exchanged(
        self, since: int, until: int, partner: str | None, most: int, /
    ) -> Sequence[Exchanged]:
        """The hours that begin in `[since, until)` (Unix s) of one partner, or all, newest first.

        Raises:
            RecordsUnavailable: nobody can tell now.
        """


@dataclass(frozen=True, slots=True)
class NoExchanges:
    """Told nobody anything before, and forgets it at once."""

    def note(self, _: Exchanged, /) -> None:
        """Nothing is kept."""

    async def run(self) -> None:
        """Nothing is to be done."""

    def keep_begins(self, begins: Mapping[str, int | None], now: int, /) -> Mapping[str, ToldBegin]:
        """As they are."""
        return {id: ToldBegin(now if at is None else at) for id, at in begins.items()}

    async def exchanged(
        self, _: int, __: int, ___: str | None, ____: int, /
    ) -> Sequence[Exchanged]:
        """None."""
        return ()
