"""Systems on servers: each file in its time, and whatever may go wrong with one of them."""

from typing import Any

import msgspec
import pytest

from feeds.fetch.asking import Version
from feeds.fetch.client import Client
from feeds.gbfs.server import ServerReader
from maas.errors import FeedUnavailable
from tests.feeds.gbfs.operator import Operator, reading, started
from tests.feeds.gbfs.systems import NOW, file, system


async def message(reader: ServerReader, now: int = NOW) -> dict[str, Any]:
    """What is read."""
    content = (await reader.read(Version(), now)).content
    assert content is not None
    decoded: dict[str, Any] = msgspec.json.decode(content)
    return decoded


async def test_all_files_that_are_named_make_a_message(operator: Operator, client: Client) -> None:
    reader = reading(client, f"{operator.url}/gbfs.json")
    assert await message(reader) == {"last_updated": NOW, **system()}
    assert operator.taken() == {"gbfs": 1, **dict.fromkeys(system(), 1)}
    first = await reader.read(Version(), NOW)
    assert (await reader.read(first.version, NOW)).content is None
    assert operator.taken() == {}


async def test_each_file_is_asked_again_when_its_ttl_has_passed(
    operator: Operator, client: Client
) -> None:
    files = system(station_status=file(NOW, 10, stations=[]))
    operator.publish(files)
    reader = reading(client, f"{operator.url}/gbfs.json")
    await message(reader)
    operator.taken()
    told = []
    for passed in (9, 10, 12, 20, 59, 60):
        await message(reader, NOW + passed)
        told.append(operator.taken())
    others = dict.fromkeys(["gbfs", "system_information", "station_information"], 1)
    status = {"station_status": 1}
    assert told == [{}, status, {}, status, status, others]
    assert operator.known.total() == 6


async def test_a_ttl_of_none_or_ever_is_bounded(operator: Operator, client: Client) -> None:
    operator.publish(system(station_status=file(NOW, -3, stations=[])))
    operator.replies["station_information.json"]["ttl"] = 10**9
    reader = reading(client, f"{operator.url}/gbfs.json")
    await message(reader)
    operator.taken()
    await message(reader, NOW + 4)
    assert operator.taken() == {}
    await message(reader, NOW + 5)
    assert operator.taken() == {"station_status": 1}
    await message(reader, NOW + 3600)
    assert operator.taken()["station_information"] == 1


async def test_live_files_are_asked_for_every_five_minutes_at_least(
    operator: Operator, client: Client
) -> None:
    operator.publish(system(station_status=file(NOW, 3600, stations=[])))
    reader = reading(client, f"{operator.url}/gbfs.json")
    await message(reader)
    operator.taken()
    await message(reader, NOW + 300)
    assert operator.taken()["station_status"] == 1


async def test_a_file_that_hangs_or_fails_keeps_its_last_good_version(
    operator: Operator, client: Client
) -> None:
    reader = reading(client, f"{operator.url}/gbfs.json")
    before = await message(reader)
    operator.replies["station_information.json"] = "hang"
    operator.replies["system_information.json"] = b"<html>"
    operator.replies["station_status.json"] = file(NOW + 60, stations=[])
    after = await message(reader, NOW + 60)
    assert after["station_status"]["last_updated"] == NOW + 60
    assert after["station_information"] == before["station_information"]
    assert list(after["problems"]) == ["station_information", "system_information"]
    assert "no answer within 0.3 s" in after["problems"]["station_information"]
    operator.taken()
    await message(reader, NOW + 61)
    assert operator.taken() == {}


async def test_an_optional_file_may_be_missing_for_ever(operator: Operator, client: Client) -> None:
    operator.publish({**system(), "system_alerts": 404, "station_status": 404})
    reader = reading(client, f"{operator.url}/gbfs.json")
    told = await message(reader)
    assert "system_alerts" not in told
    assert sorted(told["problems"]) == ["station_status", "system_alerts"]
    assert all("status 404" in each for each in told["problems"].values())


async def test_a_discovery_that_is_bad_at_first_is_picked_up_later(
    operator: Operator, client: Client
) -> None:
    good = operator.replies["gbfs.json"]
    reader = reading(client, f"{operator.url}/gbfs.json")
    for bad in (503, b"<html>", b"[]", b"{}", {"data": {}}, {"data": {"fr": {"feeds": [1]}}}):
        operator.replies["gbfs.json"] = bad
        reader.root.hurry()
        with pytest.raises(FeedUnavailable):
            await reader.read(Version(), NOW)
    operator.replies["gbfs.json"] = good
    reader.root.hurry()
    assert "station_information" in await message(reader)


async def test_a_discovery_that_turns_bad_changes_nothing(
    operator: Operator, client: Client
) -> None:
    reader = reading(client, f"{operator.url}/gbfs.json")
    before = await message(reader)
    operator.replies["gbfs.json"] = {"data": {"feeds": []}}
    after = await message(reader, NOW + 60)
    assert after == {**before, "problems": {"gbfs": after["problems"]["gbfs"]}}
    assert "names no file" in after["problems"]["gbfs"]


async def test_files_may_move(operator: Operator, client: Client) -> None:
    reader = reading(client, f"{operator.url}/gbfs.json")
    await message(reader)
    operator.taken()
    operator.publish(system(), "new/")
    operator.replies["gbfs.json"] = operator.replies["new/gbfs.json"]
    await message(reader, NOW + 60)
    assert operator.taken()["new/station_status"] == 1


async def test_nobody_answers(operator: Operator, client: Client) -> None:
    """One question at a time shows whether a host is there again."""
    reader = reading(client, f"{operator.url}/gbfs.json")
    before = await message(reader)
    sound = dict(operator.replies)
    operator.replies.clear()
    operator.taken()
    for tries in (4, 1, 1):
        with pytest.raises(FeedUnavailable, match="status 404"):
            await reader.read(Version(), NOW + 60)
        assert sum(operator.taken().values()) == tries
    operator.replies.update(sound)
    assert await message(reader, NOW + 61) == before


async def test_a_static_file_shows_that_somebody_is_there(
    operator: Operator, client: Client
) -> None:
    operator.replies["gbfs.json"]["ttl"] = 3600
    operator.replies["station_information.json"]["ttl"] = 3600
    operator.replies["system_information.json"]["ttl"] = 3600
    reader = reading(client, f"{operator.url}/gbfs.json")
    await message(reader)
    operator.replies["station_status.json"] = 503
    operator.taken()
    assert list((await message(reader, NOW + 60))["problems"]) == ["station_status"]
    assert sorted(operator.taken()) == ["station_information", "station_status"]


async def test_keys_do_not_travel_to_other_hosts(operator: Operator, client: Client) -> None:
    other = Operator()
    server = await started(other)
    other.publish(system())
    operator.replies["gbfs.json"] = other.replies["gbfs.json"]
    await message(reading(client, f"{operator.url}/gbfs.json"))
    assert operator.keys["gbfs.json"] == "hush-hush"
    assert other.keys["station_status.json"] is None
    await server.close()


@pytest.mark.parametrize("url", ["http://10.0.0.1/x.json", "http://localhost/x", "ftp://x/y"])
async def test_addresses_that_lead_inside_are_not_asked(
    operator: Operator, client: Client, url: str
) -> None:
    """Nor does a redirect lead there: gbfs.json came from outside, what it names does not."""
    reader = reading(client, "https://example.org/gbfs.json", allow_private=False)
    asked = reader._file("station_status", url, None)
    assert not await asked.ask(client, NOW)
    assert "inner address" in asked.problem or "neither http" in asked.problem


async def test_a_redirect_is_followed_but_not_for_ever(operator: Operator, client: Client) -> None:
    operator.replies["old.json"] = "/gbfs.json"
    assert "station_status" in await message(reading(client, f"{operator.url}/old.json"))
    operator.replies["station_status.json"] = "/station_status.json"
    told = await message(reading(client, f"{operator.url}/old.json"))
    assert "redirects" in told["problems"]["station_status"]


async def test_a_manifest_names_several_systems(operator: Operator, client: Client) -> None:
    for name in ("nord", "sud"):
        operator.publish(system(), f"{name}/")
    versions = [
        {"version": "2.3", "url": "sud/gbfs.json"},
        {"version": "9.0", "url": "future/gbfs.json"},
    ]
    operator.replies["manifest.json"] = file(
        datasets=[
            {"system_id": "nord", "versions": [{"version": "3.0", "url": "nord/gbfs.json"}]},
            {"system_id": "sud", "versions": versions},
            {"system_id": "gone", "versions": [{"version": "2.0", "url": "gone/gbfs.json"}]},
        ]
    )
    url = f"{operator.url}/manifest.json"
    told = await message(reading(client, url))
    assert told["last_updated"] == NOW
    assert list(told["systems"]) == ["gone", "nord", "sud"]
    assert told["systems"]["sud"] == system()
    assert "status 404" in told["systems"]["gone"]["problems"]["gbfs"]
    chosen = await message(reading(client, url, systems=("sud",)))
    assert list(chosen["systems"]) == ["sud"]
    told = await message(reading(client, url, systems=("sud", "est")))
    assert told["systems"]["est"] == {"problems": {"manifest": "names no such system"}}


async def test_files_in_the_language_that_is_wanted(operator: Operator, client: Client) -> None:
    operator.publish(system(), "de/")
    de = operator.replies.pop("de/gbfs.json")["data"]["fr"]
    operator.replies["gbfs.json"]["data"]["de"] = de
    await message(reading(client, f"{operator.url}/gbfs.json", language="de-CH"))
    assert operator.taken()["de/station_information"] == 1
    await message(reading(client, f"{operator.url}/gbfs.json", language="it"))
    assert "de/station_information" not in operator.taken()


async def test_a_file_without_a_time_is_as_old_as_its_reading(
    operator: Operator, client: Client
) -> None:
    operator.publish(system(station_status=file(None, stations=[])))
    reader = reading(client, f"{operator.url}/gbfs.json")
    assert (await message(reader, NOW + 3))["read_at"] == {"station_status": NOW + 3}
    assert (await message(reader, NOW + 70))["read_at"] == {"station_status": NOW + 70}
