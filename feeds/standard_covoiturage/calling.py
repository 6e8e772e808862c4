"""Whether an operator answers: asked for a way where nobody drives, for `maas check`."""

from dataclasses import dataclass
from datetime import UTC, datetime

from feeds.fetch.asking import Address, Version, limits_of_kind
from feeds.fetch.client import Client
from feeds.fetch.reading import Reading
from feeds.standard_covoiturage.asking import Wanted, requests_of
from maas.settings import Source

OCEAN = ((-40.0, -120.0), (-40.1, -120.1))


@dataclass(frozen=True, slots=True)
class CallingReader:
    """Asks an operator for what it cannot have: its answer is sound, and empty."""

    source: Source
    client: Client
    is_remote: bool = True

    async def read(self, _: Version, now: int) -> Reading:
        """The answer."""
        source = self.source
        url, _unasked = requests_of(
            source.url, Wanted(*OCEAN, datetime.fromtimestamp(now, UTC), most=1)
        )
        address = Address(url, source.headers, source.allow_private, source.secrets)
        head, content = await self.client.get(address, None, limits_of_kind(source.kind))
        return Reading(head.version, content, head.fresh_s)
