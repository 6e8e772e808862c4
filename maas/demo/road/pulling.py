"""How Ondine fetches what the city closes, as Waze does with the CIFS of its partners."""

from dataclasses import dataclass
from http import HTTPStatus
from threading import Event
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen
from xml.etree import ElementTree

from maas.clock import Clock

EVERY_S = 10
"""Of time that really passes; the real one comes every few minutes."""
TIMEOUT_S = 5
CLOSED = "ROAD_CLOSED"


@dataclass(frozen=True, slots=True)
class Pulled:
    """What was fetched last."""

    at: int | None = None
    """Unix s by the service clock; None: nothing yet."""
    status: str = "not yet"
    tag: str = ""
    incidents: tuple[tuple[str, str, str], ...] = ()
    """Id, type and street of each."""

    @property
    def closed(self) -> frozenset[str]:
        """Names of streets to which nobody is sent."""
        return frozenset(street for _, kind, street in self.incidents if kind == CLOSED)


class Puller:
    """Keeps what was fetched last; one thread writes, others read."""

    def __init__(self, url: str, clock: Clock) -> None:
        self._url, self._clock = url, clock
        self.newest = Pulled()

    def run(self, ended: Event) -> None:
        """Fetch now and then until told to end."""
        while self._url and not ended.wait(EVERY_S if self.newest.at else 1):
            self.newest = pull(self._url, self.newest, self._clock.now())


def pull(url: str, before: Pulled, now: int) -> Pulled:
    """Ask once; what was known stays where nothing new comes."""
    request = Request(url, headers={"If-None-Match": before.tag} if before.tag else {})
    try:
        with urlopen(request, timeout=TIMEOUT_S) as reply:
            incidents = read_incidents(reply.read())
            return Pulled(now, "OK", reply.headers.get("ETag", ""), incidents)
    except HTTPError as problem:
        is_same = problem.code == HTTPStatus.NOT_MODIFIED
        status = "unchanged" if is_same else f"HTTP {problem.code}"
    except (URLError, OSError, ElementTree.ParseError) as problem:
        status = f"out of reach: {type(problem).__name__}"
    return Pulled(now, status, before.tag, before.incidents)


def read_incidents(content: bytes) -> tuple[tuple[str, str, str], ...]:
    """Id, type and street of each incident of a CIFS document."""
    return tuple(
        (
            each.get("id", ""),
            each.findtext("type", ""),
            each.findtext("street", "") or each.findtext("location/street", ""),
        )
        for each in ElementTree.fromstring(content).iter("incident")
    )
