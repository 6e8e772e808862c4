"""`/metrics`, read as Prometheus reads it."""

import pytest
from prometheus_client.parser import text_string_to_metric_families

from api.keys import SEARCHES
from api.metrics.meters import Meters
from api.metrics.processes import find_usages
from api.search import run_search
from maas.errors import Overloaded
from tests.api.conftest import Client, Connect
from tests.api.sources.test_sources import GONE, LIVE, STATIC, STATUS
from tests.api.test_plan import PLAN
from tests.api.world import FakePlanner
from tests.shared import ROOT

Samples = dict[tuple[str, ...], float]


async def scraped(client: Client) -> Samples:
    """Every sample: its name and the values of its labels, in the order of their names."""
    reply = await client.get("/metrics")
    assert reply.status == 200
    assert reply.headers["Content-Type"].startswith("text/plain; version=")
    families = text_string_to_metric_families(await reply.text())
    return {
        (sample.name, *(sample.labels[name] for name in sorted(sample.labels))): sample.value
        for family in families
        for sample in family.samples
    }


async def test_answers_are_counted_by_route_and_status(client: Client) -> None:
    for path in (PLAN, PLAN, "/api/v6/plan", "/v1/limits", "/nowhere/" + "x" * 50):
        await client.get(path)
    await client.post("/api/v6/plan")
    found = await scraped(client)
    answers = {key[1:]: value for key, value in found.items() if key[0] == "maas_answers_total"}
    assert answers == {
        ("GET", "/api/v6/plan", "200"): 2,
        ("GET", "/api/v6/plan", "400"): 1,
        ("POST", "/api/v6/plan", "400"): 1,
        ("GET", "/v1/limits", "200"): 1,
        ("", "other", "404"): 1,
    }
    assert found["maas_answer_seconds_count", "GET", "/api/v6/plan"] == 3
    assert found["maas_answer_seconds_bucket", "+Inf", "GET", "/api/v6/plan"] == 3


async def test_nothing_anybody_typed_is_a_label(client: Client) -> None:
    await client.get("/v1/sources/hello-there")
    await client.get("/%22%7D%0Aevil")
    assert not [key for key in await scraped(client) if "hello-there" in key or "evil" in str(key)]


async def test_sources_say_how_they_are_doing(connect: Connect) -> None:
    client = await connect(FakePlanner(), LIVE.with_status(STATUS), STATIC, GONE)
    found = await scraped(client)
    assert found["maas_source_state", "rt", "STALE"] == 1
    assert found["maas_source_state", "rt", "OK"] == 0
    assert found["maas_source_age_seconds", "rt"] == 410
    assert found["maas_source_live_trips", "rt"] == 229
    assert found["maas_source_matched_trips", "rt"] == 217
    assert found["maas_source_days_to_expiry", "bus"] == 10
    assert found["maas_source_rejected_records", "bus"] == 2
    assert ("maas_source_age_seconds", "bus") not in found
    assert found["maas_generation", "g1"] == 1
    assert found[("maas_batch_number",)] == 7


async def test_a_source_never_read_has_no_numbers(connect: Connect) -> None:
    found = await scraped(await connect(FakePlanner(), LIVE))
    assert not [key for key in found if key[0].startswith("maas_source_") and "state" not in key[0]]


async def test_memory_and_processor_time_are_told(client: Client) -> None:
    found = await scraped(client)
    assert found["maas_process_memory_bytes", "worker 1"] > 10_000_000
    assert found["maas_process_cpu_seconds_total", "worker 1"] > 0
    assert ("maas_process_memory_bytes", "writer") not in found


def test_a_process_that_ended_is_left_out() -> None:
    meters = Meters.shared(1)
    meters.pids[:] = 2**22 + 1
    assert list(find_usages(meters)) == []


async def test_searches_refused_are_counted(client: Client) -> None:
    assert client.app is not None
    searches = client.app[SEARCHES]
    while searches._places.acquire(blocking=False):
        pass
    with pytest.raises(Overloaded):
        await run_search(searches, lambda _: None, 1)
    found = await scraped(client)
    assert (found["maas_searches", "1"], found["maas_searches_refused_total", "1"]) == (0, 1)


async def test_openmetrics_is_spoken_where_it_is_preferred(client: Client) -> None:
    headers = {"Accept": "application/openmetrics-text;version=1.0.0"}
    reply = await client.get("/metrics", headers=headers)
    assert reply.headers["Content-Type"].startswith("application/openmetrics-text")
    assert (await reply.text()).endswith("# EOF\n")


async def test_every_metric_is_documented(connect: Connect) -> None:
    client = await connect(FakePlanner(), LIVE.with_status(STATUS), STATIC)
    await client.get(PLAN)
    text = (ROOT / "docs/operating.md").read_text()
    reply = await (await client.get("/metrics")).text()
    families = [family.name for family in text_string_to_metric_families(reply)]
    assert len(families) > 15
    assert [
        name for name in families if f"`{name}`" not in text and f"`{name}_total`" not in text
    ] == []
