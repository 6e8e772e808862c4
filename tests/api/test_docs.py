"""GET /docs: a page that needs nothing from elsewhere and tries what /openapi.json describes."""

import re
from base64 import b64encode
from hashlib import sha256

import pytest

from tests.api.conftest import Client


async def test_page_is_its_own_and_its_policy_fits(client: Client) -> None:
    reply = await client.get("/docs")
    text, policy = await reply.text(), reply.headers["Content-Security-Policy"]
    for name in ("style", "script"):
        content = text.partition(f"<{name}>")[2].partition(f"</{name}>")[0]
        digest = b64encode(sha256(content.encode()).digest()).decode()
        assert content and f"{name}-src 'sha256-{digest}'" in policy
    assert not re.search(r"https?://|innerHTML|\bsrc=", text)
    assert '"/openapi.json"' in text


@pytest.mark.parametrize("path", ["/docs", "/plain"])
async def test_pages_lead_to_the_description(client: Client, path: str) -> None:
    assert "/openapi.json" in await (await client.get(path)).text()
