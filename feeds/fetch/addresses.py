"""Which addresses a feed may be fetched from: the one that is connected to, not the name before.

A redirect or a name server must not lead us to machines that only we can reach.
"""

import socket
from collections.abc import Callable
from dataclasses import dataclass
from errno import EACCES
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

_NAT64 = IPv6Network("64:ff9b::/96")
"""IPv6 addresses that reach any IPv4 address, private ones too."""


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the open internet; False for what is not an address."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return _is_public(ip)


def _is_public(ip: IPv4Address | IPv6Address) -> bool:
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped is not None:
            return _is_public(ip.ipv4_mapped)
        if ip in _NAT64 or ip.sixtofour is not None or ip.teredo is not None:
            return False
    return ip.is_global and not ip.is_multicast


@dataclass(frozen=True, slots=True)
class Public:
    """Which addresses are open to the world, and who knows those of names."""

    holds: Callable[[str], bool] = is_public
    names: AbstractResolver | None = None
    """None: the machine's own name server."""


class PublicResolver(AbstractResolver):
    """Resolves names to public addresses only."""

    def __init__(self, public: Public) -> None:
        self._inner = public.names or ThreadedResolver()
        self._holds = public.holds

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The public addresses of a name.

        Raises:
            OSError: it has none.
        """
        found = await self._inner.resolve(host, port, family)
        public = [each for each in found if self._holds(each["host"])]
        if not public:
            raise OSError(EACCES, "an inner address; set allow_private to fetch from it")
        return public

    async def close(self) -> None:
        """Nothing is held."""
        await self._inner.close()
