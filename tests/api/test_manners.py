"""What browsers and careful clients expect of every answer: CORS, names of answers, 304."""

import pytest

from tests.api.conftest import Client
from tests.api.test_plan import PLAN


@pytest.mark.parametrize("path", [PLAN, "/v1/limits", "/api/v6/plan", "/nowhere"])
async def test_pages_of_other_sites_may_read_every_answer(client: Client, path: str) -> None:
    reply = await client.get(path, headers={"Origin": "https://elsewhere.example"})
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    assert "Maas-Version" in reply.headers["Access-Control-Expose-Headers"]


@pytest.mark.parametrize(
    ("path", "methods"),
    [("/api/v6/plan", "GET, HEAD, OPTIONS, POST"), ("/api/v5/plan", "GET, HEAD, OPTIONS")],
)
async def test_browsers_may_ask_first(client: Client, path: str, methods: str) -> None:
    reply = await client.options(
        path,
        headers={
            "Origin": "https://elsewhere.example",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type",
        },
    )
    assert reply.status == 204
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    assert reply.headers["Access-Control-Allow-Methods"] == methods
    assert "Content-Type" in reply.headers["Access-Control-Allow-Headers"]


async def test_nobody_is_told_of_what_is_not_there(client: Client) -> None:
    assert (await client.options("/nowhere")).status == 404


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
async def test_an_answer_one_has_is_not_sent_again(client: Client, encoding: str) -> None:
    headers = {"Accept-Encoding": encoding}
    first = await client.get(PLAN, headers=headers)
    tag = first.headers["ETag"]
    again = await client.get(PLAN, headers={**headers, "If-None-Match": tag})
    assert (again.status, await again.read()) == (304, b"")
    assert again.headers["ETag"] == tag
    assert again.headers["Cache-Control"] == "private, no-cache"
    assert again.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    ("known", "status"),
    [("*", 304), ('"x", {tag}', 304), ("{strong}", 304), ('"x"', 200), ("{naked}", 200), ("", 200)],
)
async def test_tags_are_compared_weakly(client: Client, known: str, status: int) -> None:
    tag = (await client.get(PLAN)).headers["ETag"]
    strong = tag.removeprefix("W/")
    known = known.format(tag=tag, strong=strong, naked=strong.strip('"'))
    assert (await client.get(PLAN, headers={"If-None-Match": known})).status == status


async def test_other_questions_have_other_tags(client: Client) -> None:
    tags = {(await client.get(path)).headers["ETag"] for path in (PLAN, PLAN + "&timeout=3")}
    assert len(tags) == 2


async def test_errors_and_pages_have_no_tags(client: Client) -> None:
    for path in ("/nowhere", "/", "/plain", "/api/v6/plan"):
        reply = await client.get(path, headers={"If-None-Match": "*"})
        assert reply.status != 304 and "ETag" not in reply.headers
        assert reply.headers["Cache-Control"] == "no-store"
