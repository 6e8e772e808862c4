"""Offers of partners in the writer: on disk before they are told, told together, erased in time."""

import asyncio
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from maas.app.published import PublishedOffers
from maas.clock import Clock
from maas.errors import NotFound, NotYours, RecordsUnavailable
from maas.live import RideOffer
from maas.live.offers import CARPOOLS, Waypoint, Weekly
from maas.records import open_records
from maas.requests import PublishOffer, WithdrawOffer
from maas.snapshot import Batch
from tests.heard import Heard

NOW = 1_695_189_600
HOUR = 3600
ENDS = (Waypoint(41.15, -8.61, "Aliados", 0), Waypoint(41.55, -8.42, after_s=HOUR))


def offer(name: str, driver: str = "Rita", departure: int = NOW + HOUR) -> RideOffer:
    return RideOffer(name, ENDS, departure, driver=driver)


def publish(name: str, key: str = "ours") -> PublishOffer:
    return PublishOffer(offer(name), key)


def published(
    folder: Path, now: int = NOW, is_inherited: bool = False
) -> tuple[PublishedOffers, Heard]:
    heard, zone = Heard(), ZoneInfo("Europe/Lisbon")
    clock = Clock.starting(now, 0)
    return PublishedOffers(open_records(folder), heard, clock, zone, is_inherited), heard


async def looked(offers: PublishedOffers) -> None:
    """Let it begin."""
    running = asyncio.ensure_future(offers.run())
    await asyncio.sleep(0.15)
    running.cancel()
    await asyncio.wait({running})


async def test_what_is_published_is_on_disk_and_told(tmp_path: Path) -> None:
    offers, heard = published(tmp_path)
    done = await offers.publish(publish("a"))
    assert (done.number, done.text) == (1, "a")
    assert heard.batches == [Batch(CARPOOLS, NOW, (offer("a"),))]
    assert heard.statuses[-1].counts == {"ride-offer": 1}
    [kept] = open_records(tmp_path).offers()
    assert (kept.key_id, kept.until) == ("ours", NOW + 2 * HOUR + 24 * HOUR)


async def test_changes_that_come_together_are_told_together(tmp_path: Path) -> None:
    offers, heard = published(tmp_path)
    done = await asyncio.gather(*(offers.publish(publish(f"{i:02}")) for i in range(20)))
    assert max(each.number for each in done) == len(heard.batches) < 20
    assert heard.names[-1] == [f"{i:02}" for i in range(20)]
    for each in done:
        assert each.text in heard.names[each.number - 1]


async def test_what_is_withdrawn_is_gone(tmp_path: Path) -> None:
    offers, heard = published(tmp_path)
    await offers.publish(publish("a"))
    with pytest.raises(NotYours):
        await offers.withdraw(WithdrawOffer("a", "theirs"))
    await offers.withdraw(WithdrawOffer("a", "ours"))
    assert heard.names == [["a"], []]
    [gone] = open_records(tmp_path).withdrawn_offers()
    assert [str(day) for day in gone.days] == ["2023-09-20"]
    with pytest.raises(NotFound):
        await offers.withdraw(WithdrawOffer("a", "ours"))


async def test_another_writer_goes_on_with_what_was_acknowledged(tmp_path: Path) -> None:
    offers, _ = published(tmp_path)
    await offers.publish(publish("a"))
    other, heard = published(tmp_path, is_inherited=True)
    await looked(other)
    assert heard.names == [["a"]]
    await other.publish(publish("b"))
    assert heard.names == [["a"], ["a", "b"]]


async def test_it_tells_nothing_where_nothing_ever_was(tmp_path: Path) -> None:
    offers, heard = published(tmp_path)
    await looked(offers)
    assert heard == Heard() and list(tmp_path.iterdir()) == []
    inherits, heard = published(tmp_path, is_inherited=True)
    await looked(inherits)
    assert heard.names == [[]]  # workers forget what no disk holds


async def test_who_hangs_up_leaves_nothing_half_done(tmp_path: Path) -> None:
    offers, heard = published(tmp_path)
    asking = asyncio.ensure_future(offers.publish(publish("a")))
    await asyncio.sleep(0)
    asking.cancel()
    await asyncio.sleep(0.3)
    assert heard.names == [["a"]] and len(open_records(tmp_path).offers()) == 1


@pytest.mark.parametrize(
    ("later", "left"), [(26 * HOUR - 1, ["late", "soon"]), (26 * HOUR, ["late"])]
)
async def test_an_offer_is_erased_a_day_after_its_trip(
    tmp_path: Path, later: int, left: Sequence[str]
) -> None:
    offers, _ = published(tmp_path)
    await offers.publish(publish("soon"))
    await offers.publish(PublishOffer(offer("late", "Ada", NOW + 2 * HOUR), "ours"))
    other, heard = published(tmp_path, NOW + later)
    await looked(other)
    assert heard.names[-1] == left
    assert [each.offer.id for each in open_records(tmp_path).offers()] == left
    assert (b"Rita" in b"".join(file.read_bytes() for file in tmp_path.iterdir())) == (
        "soon" in left
    )


async def test_a_weekly_offer_is_erased_a_day_after_its_last_trip(tmp_path: Path) -> None:
    offers, _ = published(tmp_path)
    weekly = Weekly((0,), 8 * HOUR, date(2023, 9, 20), date(2023, 10, 6))
    await offers.publish(PublishOffer(RideOffer("a", ENDS, weekly=weekly), "ours"))
    [kept] = open_records(tmp_path).offers()
    last = 1_696_230_000  # 2023-10-02 08:00 in Lisbon
    assert kept.until == last + HOUR + 24 * HOUR


async def test_what_cannot_be_kept_is_not_told(tmp_path: Path) -> None:
    offers, heard = published(tmp_path)
    await offers.publish(publish("a"))
    (tmp_path / "broken").write_bytes(b"broken" * 1000)
    (tmp_path / "broken").replace(tmp_path / "records.db")
    with pytest.raises(RecordsUnavailable):
        await offers.publish(publish("b"))
    await looked(offers)
    assert heard.names == [["a"]]
