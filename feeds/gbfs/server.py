"""All files of a system on servers, each asked for when its time has come.

gbfs.json says where they are, and manifest.json where gbfs.json of several systems are: both are
asked for again like any other file, so that one that was bad at the start is picked up later. A
file that fails keeps its last good version and says so in the message; only if nothing answers is
there no message.
"""

import asyncio
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from yarl import URL

from feeds.fetch.asking import Address, Limits, Version
from feeds.fetch.client import Client
from feeds.fetch.reading import Reading
from feeds.gbfs.asking import Asked
from feeds.gbfs.composing import Parts, compose
from feeds.gbfs.discovering import contents_of, files_named, is_manifest, systems_named
from feeds.gbfs.files import LIVE, OLD_NAMES
from maas.errors import FeedMalformed, FeedUnavailable
from maas.settings import public_host

AT_A_TIME = 6
"""Questions to servers of one source."""

MOST_HOSTS = 3
"""That are asked whether they are there again, while none answers."""

NEEDED = frozenset({*LIVE, *OLD_NAMES, "station_information"})
"""Files worth asking for every few minutes, whatever happens."""


@dataclass(slots=True)
class System:
    """The files of one system."""

    discovery: Asked
    files: dict[str, Asked] = field(default_factory=dict)
    named: bytes = b""
    """The discovery that `files` are from."""

    @property
    def parts(self) -> Parts:
        """What is known of it."""
        found = {name: each.part for name, each in self.files.items() if each.part is not None}
        failed = {name: each.problem for name, each in self.files.items() if each.problem}
        wrong = self.discovery.problem
        return Parts(found, {**({"gbfs": wrong} if wrong else {}), **failed})


@dataclass(slots=True)
class ServerReader:
    """Composes one message of all files of a source."""

    address: Address
    limits: Limits
    client: Client
    language: str = ""
    wanted: Sequence[str] = ()
    """Systems of a manifest; empty: all."""
    is_remote: bool = True
    root: Asked = field(init=False)
    systems: dict[str, System] = field(default_factory=dict)
    """By key in the message."""
    missing: tuple[str, ...] = ()
    """Systems that are wanted and that the manifest does not name."""
    is_dead: bool = False
    """Nothing answered last time."""
    _arranged: bytes = b""
    """The root that `systems` are from."""

    def __post_init__(self) -> None:
        self.root = Asked(self.address, self.limits)

    async def read(self, known: Version, now: int) -> Reading:
        """The newest message.

        Raises:
            FeedUnavailable: nothing answers, or there is no file yet.
        """
        if self.is_dead:
            await self._probe(self._pioneers, now)
            self._revive()
        answers = await self._ask([self.root], now)
        self._arrange()
        answers += await self._ask(self._discoveries[1:], now)
        for system in self.systems.values():
            self._name_files(system)
        answers += await self._ask(self._files, now)
        if answers and not any(answers):
            await self._probe([each for each in self._pioneers if not each.failures], now)
        return self._reading(known)

    @property
    def _discoveries(self) -> list[Asked]:
        """The root, and those it names if it is a manifest."""
        named = [each.discovery for each in self.systems.values()]
        return [self.root, *(each for each in named if each is not self.root)]

    @property
    def _files(self) -> list[Asked]:
        return [file for system in self.systems.values() for file in system.files.values()]

    @property
    def _pioneers(self) -> list[Asked]:
        """Of each host one file to see whether it answers, rather one that did so last time."""
        files = sorted([*self._discoveries, *self._files], key=lambda each: each.failures == 0)
        return list({public_host(each.address.url): each for each in files}.values())[-MOST_HOSTS:]

    async def _ask(self, files: Iterable[Asked], now: int, *, at_once: bool = False) -> list[bool]:
        """Ask for those whose time has come; whether each answered."""
        due = [each for each in files if at_once or each.is_due(now)]
        limit = asyncio.Semaphore(AT_A_TIME)

        async def ask(file: Asked) -> bool:
            async with limit:
                return await file.ask(self.client, now)

        return list(await asyncio.gather(*(ask(each) for each in due)))

    async def _probe(self, pioneers: Sequence[Asked], now: int) -> None:
        """Nothing answered that was asked for: is anybody there?

        Raises:
            FeedUnavailable: nobody.
        """
        if not any(await self._ask(pioneers, now, at_once=True)):
            self.is_dead = True
            failed = (each.problem for each in (*self._discoveries, *self._files) if each.problem)
            raise FeedUnavailable(next(failed))

    def _revive(self) -> None:
        """Somebody answers again: whatever failed meanwhile is asked for at once."""
        self.is_dead = False
        for file in (*self._discoveries, *self._files):
            if file.failures:
                file.hurry()

    def _arrange(self) -> None:
        """The systems that the root names, or the one it is the discovery of."""
        content = self.root.part.content if self.root.part else b""
        if not content or content == self._arranged:
            return
        try:
            told = contents_of(content)
            if is_manifest(told):
                named = systems_named(told, self.address.url, self.wanted)
                known = {key: self.systems.get(key) for key in named}
                self.systems = {key: self._system(url, known[key]) for key, url in named.items()}
                self.missing = tuple(key for key in self.wanted if key not in named)
            else:
                self.systems = {"": self.systems.get("") or System(self.root)}
                self.missing = ()
            self._arranged = content
        except FeedMalformed as problem:
            self.root.refuse(FeedMalformed(f"{self.address.shown}: {problem}"))

    def _system(self, url: str, known: System | None) -> System:
        if known is not None and known.discovery.address.url == url:
            return known
        return System(Asked(self._address(url), self.limits))

    def _name_files(self, system: System) -> None:
        """Where the files of a system are, as its discovery says now."""
        part = system.discovery.part
        if part is None or part.content == system.named:
            return
        base = system.discovery.address.url
        try:
            named = files_named(contents_of(part.content), base, self.language)
        except FeedMalformed as problem:
            shown = system.discovery.address.shown
            system.discovery.refuse(FeedMalformed(f"{shown}: {problem}"))
            return
        system.named = part.content
        system.files = {
            name: self._file(name, url, system.files.get(name)) for name, url in named.items()
        }

    def _file(self, name: str, url: str, known: Asked | None) -> Asked:
        if known is not None and known.address.url == url:
            return known
        is_live = OLD_NAMES.get(name, name) in LIVE
        asked = Asked(self._address(url), self.limits, name not in NEEDED, is_live)
        asked.part = known.part if known is not None else None
        return asked

    def _address(self, url: str) -> Address:
        """Of a file; what may be a key is for our own host alone."""
        headers = self.address.headers if _is_same_host(url, self.address.url) else {}
        return replace(self.address, url=url, headers=headers)

    def _reading(self, known: Version) -> Reading:
        systems = {key: each.parts for key, each in self.systems.items()}
        if not any(parts.files for parts in systems.values()):
            failed = (each for parts in systems.values() for each in parts.problems.values())
            raise FeedUnavailable(next(failed, "") or self.root.problem or "there is no file yet")
        missing = {key: Parts({}, {"manifest": "names no such system"}) for key in self.missing}
        content = compose({**systems, **missing})
        version = Version(hashlib.sha256(content).hexdigest())
        return Reading(version, None if version == known else content)


def _is_same_host(url: str, other: str) -> bool:
    try:
        return URL(url).origin() == URL(other).origin()
    except ValueError:
        return False
