"""What handlers reach beyond the world they serve from; maas.app says what stands behind."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from api.exchange.ports import Exchanges, NoExchanges
from api.metrics.meters import Meter
from api.served import Served
from maas.archive import Kept
from maas.errors import NotFound, WriterAway
from maas.generation import Manifest
from maas.keys import Key
from maas.model import SourceId
from maas.records import KeptIncident, Outage, SourceHour, WithdrawnOffer
from maas.requests import Done, Request
from maas.series import Change
from maas.settings.reports import USUAL_REPORTS, ReportsSettings
from routing.question import Question


class Keys(Protocol):
    """Knows who may do what."""

    async def find(self, secret: str, /) -> Key | None:
        """The key in force that has this secret.

        Raises:
            RecordsUnavailable: nobody can tell now.
        """


@dataclass(frozen=True, slots=True)
class NoKeys:
    """Knows no key."""

    async def find(self, _: str, /) -> Key | None:
        """Nobody's."""
        return None


class Writer(Protocol):
    """Does what must be done once, whoever was asked to."""

    async def ask(self, request: Request, /) -> Done:
        """Have it done.

        Raises:
            WriterAway: nobody is there to do it now.
            MaasError: it was refused.
        """


@dataclass(frozen=True, slots=True)
class NoWriter:
    """Nobody is there."""

    async def ask(self, _: Request, /) -> Done:
        """Nothing is done."""
        raise WriterAway("nothing new is taken here")


class Past(Protocol):
    """Knows what was known before."""

    async def served(self, at: int, /) -> Served:
        """What was served at a moment (Unix s of the service clock).

        Raises:
            NotFound: nothing is known of that moment.
            Overloaded: too many ask.
        """


@dataclass(frozen=True, slots=True)
class NoPast:
    """Knows only the present."""

    async def served(self, _: int, /) -> Served:
        """Nothing."""
        raise NotFound("nothing is archived here")


class History(Protocol):
    """Knows how live sources did, hour by hour."""

    async def find(
        self, source_id: SourceId, since: int, until: int, /
    ) -> tuple[Sequence[SourceHour], Sequence[Outage]]:
        """The hours of a source that begin in `[since, until)`, and the outages that touch it.

        Raises:
            RecordsUnavailable: nobody can tell now.
        """


@dataclass(frozen=True, slots=True)
class NoHistory:
    """Knows of no hour."""

    async def find(
        self, _: SourceId, __: int, ___: int, /
    ) -> tuple[Sequence[SourceHour], Sequence[Outage]]:
        """Nothing."""
        return (), ()


class Generations(Protocol):
    """Knows the versions of static data."""

    async def manifests(self) -> Sequence[Manifest]:
        """Those on disk, oldest first."""


@dataclass(frozen=True, slots=True)
class NoGenerations:
    """Knows none."""

    async def manifests(self) -> Sequence[Manifest]:
        """None."""
        return ()


class Messages(Protocol):
    """Knows what was received."""

    async def between(
        self, source_id: SourceId, since: int, until: int, most: int, /
    ) -> Sequence[Kept]:
        """The first messages of a source that were read in `[since, until]` (service clock)."""


@dataclass(frozen=True, slots=True)
class NoMessages:
    """Knows of none."""

    async def between(self, _: SourceId, __: int, ___: int, ____: int, /) -> Sequence[Kept]:
        """None."""
        return ()


class Counts(Protocol):
    """Knows how many vehicles and free docks there were."""

    def changes(
        self, source_id: SourceId, since: int, until: int, place: str | None, /
    ) -> Iterator[Change]:
        """What was known of a source's places at `since`, and what changed before `until`
        (service clock). Each step may read a file: take it in a thread."""


@dataclass(frozen=True, slots=True)
class NoCounts:
    """Knows of none."""

    def changes(self, _: SourceId, __: int, ___: int, ____: str | None, /) -> Iterator[Change]:
        """None."""
        return iter(())


class Carpools(Protocol):
    """Knows whom to ask for rides."""

    async def ask(self, question: Question, /) -> tuple[SourceId, ...]:
        """Have operators say what they offer around a question's ends, and wait a bounded time
        until what came is served; the sources that are still out."""

    async def ask_again(self, offers: tuple[str, ...], /) -> tuple[SourceId, ...]:
        """The same for offers that were found before, by `<source>:<local>`."""


@dataclass(frozen=True, slots=True)
class NoCarpools:
    """Asks nobody."""

    async def ask(self, _: Question, /) -> tuple[SourceId, ...]:
        """Nobody is out."""
        return ()

    async def ask_again(self, _: tuple[str, ...], /) -> tuple[SourceId, ...]:
        """Nobody is out."""
        return ()


class Withdrawals(Protocol):
    """Knows which offers of rides were taken back."""

    async def all(self) -> Sequence[WithdrawnOffer]:
        """Those that somebody may still wait for.

        Raises:
            RecordsUnavailable: nobody can tell now.
        """


@dataclass(frozen=True, slots=True)
class NoWithdrawals:
    """Knows of none."""

    async def all(self) -> Sequence[WithdrawnOffer]:
        """None."""
        return ()


class Writings(Protocol):
    """Knows what staff wrote, drafts included."""

    async def all(self, since: int, /) -> Sequence[KeptIncident]:
        """The newest version of all that are not over at a moment (Unix s), by id.

        Raises:
            RecordsUnavailable: nobody can tell now.
        """

    async def history(self, name: str, /) -> Sequence[KeptIncident]:
        """All versions of one, oldest first.

        Raises:
            RecordsUnavailable: nobody can tell now.
        """


@dataclass(frozen=True, slots=True)
class NoWritings:
    """Knows of none."""

    async def all(self, _: int, /) -> Sequence[KeptIncident]:
        """None."""
        return ()

    async def history(self, _: str, /) -> Sequence[KeptIncident]:
        """None."""
        return ()


@dataclass(frozen=True, slots=True)
class Ports:
    """One for each thing beyond."""

    keys: Keys = NoKeys()
    writer: Writer = NoWriter()
    past: Past = NoPast()
    history: History = NoHistory()
    generations: Generations = NoGenerations()
    messages: Messages = NoMessages()
    counts: Counts = NoCounts()
    carpools: Carpools = NoCarpools()
    withdrawals: Withdrawals = NoWithdrawals()
    writings: Writings = NoWritings()
    exchanges: Exchanges = field(default_factory=NoExchanges)
    reporting: ReportsSettings = USUAL_REPORTS
    """Who may report, and how much."""
    meter: Meter = field(default_factory=Meter.alone)
