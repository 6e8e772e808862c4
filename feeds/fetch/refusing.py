"""Why a server gives no answer, in words: by its status, and what it says itself.

What it says may repeat the question, and so where somebody wants to go: positions are taken out.
"""

import re
from asyncio import timeout
from collections.abc import Mapping

import aiohttp

from feeds.json_bytes import json_object
from maas.errors import FeedMalformed

WORDS: Mapping[int, str] = {
    401: "it wants a key, or another one",
    403: "it refuses the key, or us",
    429: "it was asked too often",
}

MOST_BYTES = 4096
LONGEST_WAIT_S = 1.0
LONGEST_REASON = 160

_POSITION = re.compile(r"[+-]?[0-9]+[.,][0-9]{2,}")


async def refusal(response: aiohttp.ClientResponse) -> str:
    """Why an answer with an error status is none."""
    said = await _said(response)
    meant = WORDS.get(response.status, "")
    return ": ".join(filter(None, (f"status {response.status}", meant, said)))


async def _said(response: aiohttp.ClientResponse) -> str:
    """The member `error` of a JSON object, if there is one; nothing is waited for."""
    if "json" not in response.headers.get("Content-Type", ""):
        return ""
    try:
        async with timeout(LONGEST_WAIT_S):
            told = json_object(await response.content.read(MOST_BYTES)).get("error")
    except (aiohttp.ClientError, TimeoutError, FeedMalformed):
        return ""
    return without_positions(told) if isinstance(told, str) else ""


def without_positions(text: str) -> str:
    """A reason as it may be logged and shown."""
    return _POSITION.sub("…", " ".join(text.split()))[:LONGEST_REASON]
