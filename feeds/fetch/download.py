"""One file over http(s), into a file."""

from pathlib import Path

from feeds.fetch.asking import STATIC, Address, Limits, Version
from feeds.fetch.client import Client


async def download(
    address: Address, to: Path, known: Version | None = None, limits: Limits = STATIC
) -> Version | None:
    """Fetch a file; None if the server says the known version is the newest.

    Raises:
        FeedUnavailable: no answer, an error status, an address that must not be asked.
        FeedMalformed: it is larger than allowed, or not encoded as it says.
    """
    part = to.with_name(f"{to.name}.part")
    try:
        async with Client() as client:
            with part.open("wb") as file:
                head = await client.stream(address, known, limits, file.write)
        if head.is_known:
            return None
        part.replace(to)
        return head.version
    finally:
        part.unlink(missing_ok=True)
