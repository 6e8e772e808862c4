"""Long answers are compressed for those who take it, and never for others."""

import gzip

import pytest

from tests.api.conftest import Client
from tests.api.test_plan import PLAN


@pytest.mark.parametrize(
    ("accepted", "encoded"),
    [
        ("gzip", True),
        ("deflate, gzip;q=0.8", True),
        ("*", True),
        ("GZIP;q=1.0, br", True),
        ("", False),
        ("identity", False),
        ("gzip;q=0", False),
        ("gzip;q=0.0", False),
        ("x-gzipped", False),
    ],
)
async def test_answers_are_compressed_for_who_takes_it(
    client: Client, accepted: str, encoded: bool
) -> None:
    headers = {"Accept-Encoding": accepted}
    async with client.session.get(
        client.make_url(PLAN), headers=headers, auto_decompress=False
    ) as reply:
        body = await reply.read()
    assert (reply.headers.get("Content-Encoding") == "gzip") is encoded
    assert reply.headers["Vary"] == "Accept, Accept-Encoding"
    assert (gzip.decompress(body) if encoded else body).startswith(b'{"requestParameters"')


async def test_short_answers_are_sent_as_they_are(client: Client) -> None:
    reply = await client.get("/health/live", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in reply.headers
