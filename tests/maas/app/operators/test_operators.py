"""Operators as they are: quick, slow, down, overloaded, talking nonsense; and what that costs."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from feeds.standard_covoiturage import hide, parser
from maas.app.operators import Operators
from maas.app.operators.breaker import MOST_FAILURES
from maas.cells import cell_of, middle_of
from maas.live import RideOffer
from maas.requests import HALF_HOUR_S, Area, AskOperators
from maas.settings import read_territory
from maas.sources import Condition
from tests.cities import write_territory
from tests.desks import START, Book, Time
from tests.operators import JOURNEYS, REGULAR, OperatorServer, journey

VILLAGE, CITY = (41.15, -8.61), (41.20, -8.50)
HALF = START // HALF_HOUR_S + 1
HERE = Area(cell_of(*VILLAGE, 8), cell_of(*CITY, 8), HALF)
LEAVES = HALF * HALF_HOUR_S + 600


def elsewhere(number: int) -> Area:
    """Other areas."""
    return Area(HERE.from_cell, HERE.to_cell, HALF + number)


@asynccontextmanager
async def asking(
    folder: Path, server: OperatorServer, now: Time | None = None, options: str = ""
) -> AsyncIterator[tuple[Operators, Book]]:
    """The operators of a territory that has one."""
    path = write_territory(folder, server.table() + options)
    book = Book()
    operators = Operators(read_territory(path), book, (now or Time()).clock)
    running = asyncio.ensure_future(operators.run())
    await asyncio.sleep(0)
    try:
        yield operators, book
        assert all(each.defects == 0 for each in operators.operators.values())
    finally:
        running.cancel()
        await asyncio.wait({running})


async def ask(operators: Operators, *areas: Area, within_s: float = 2.0) -> str:
    """Who is out then."""
    return (await operators.ask(AskOperators(areas or (HERE,), within_s))).text


def offers(book: Book) -> list[RideOffer]:
    """What workers were told last."""
    records = book.batches[-1].records
    return [record for record in records if isinstance(record, RideOffer)]


async def test_what_is_offered_is_told_when_the_question_is_answered(tmp_path: Path) -> None:
    server = OperatorServer([journey("j1", VILLAGE, CITY, LEAVES)])
    with server:
        async with asking(tmp_path, server) as (operators, book):
            done = await operators.ask(AskOperators((HERE,), 2.0))
            assert (done.number, done.text) == (1, "")
            (offer,) = offers(book)
            assert offer.id.startswith("j1@") and offer.driver == "Bob" and offer.seats == 3
            assert book.statuses[-1].state is Condition.OK
            assert book.statuses[-1].counts == {"ride-offer": 1}


async def test_an_operator_is_told_cells_and_half_hours_and_nothing_else(tmp_path: Path) -> None:
    with OperatorServer() as server:
        async with asking(tmp_path, server) as (operators, _):
            await ask(operators)
    one, other = sorted(server.asked, key=lambda asked: asked.path)
    assert (one.path, other.path) == (f"/api{JOURNEYS}", f"/api{REGULAR}")
    ends = {
        **dict(zip(("departureLat", "departureLng"), middle_of(HERE.from_cell), strict=True)),
        **dict(zip(("arrivalLat", "arrivalLng"), middle_of(HERE.to_cell), strict=True)),
    }
    for name, degrees in ends.items():
        assert float(one.query[name]) == pytest.approx(degrees, abs=1e-5)
    assert int(one.query["departureDate"]) == HALF * HALF_HOUR_S + HALF_HOUR_S // 2
    assert one.query["timeDelta"] == "900"
    assert 1.4 < float(one.query["departureRadius"]) < 1.7
    assert one.query.keys() == {
        *ends, "departureDate", "timeDelta", "departureRadius", "arrivalRadius", "count",
    }  # fmt: skip
    told = {"Host", "Accept", "Accept-Encoding", "User-Agent", "X-Api-Key"}
    assert one.headers.keys() <= told and one.headers["X-Api-Key"] == "key-of-ours"


async def test_fifty_equal_questions_are_one(tmp_path: Path) -> None:
    with OperatorServer(delay_s=0.1) as server:
        async with asking(tmp_path, server) as (operators, _):
            pending = await asyncio.gather(*(ask(operators) for _ in range(50)))
            assert set(pending) == {""}
            assert await ask(operators) == "", "and nothing offered is remembered, too"
    assert sorted(server.paths()) == [JOURNEYS, REGULAR]


async def test_a_slow_operator_is_out_and_its_offers_come_later(tmp_path: Path) -> None:
    server = OperatorServer([journey("j1", VILLAGE, CITY, LEAVES)], delay_s=0.4)
    with server:
        async with asking(tmp_path, server) as (operators, book):
            began = time.monotonic()
            assert await ask(operators, within_s=0.1) == "rides"
            assert time.monotonic() - began < 0.3
            assert not book.batches
            assert await ask(operators) == ""
            assert len(offers(book)) == 1
    assert len(server.asked) == 2


async def test_a_question_waits_for_what_it_asked_about_alone(tmp_path: Path) -> None:
    server = OperatorServer([journey("j1", VILLAGE, CITY, LEAVES)])
    with server:
        async with asking(tmp_path, server) as (operators, _):
            numbers = [
                (await operators.ask(AskOperators((area,), 2.0))).number
                for area in (HERE, elsewhere(1), HERE)
            ]
            server.journeys = []
            numbers.append((await operators.ask(AskOperators((elsewhere(2),), 2.0))).number)
    assert numbers == [1, 2, 1, 0]


async def test_who_is_down_costs_three_tries_and_no_waiting(tmp_path: Path) -> None:
    with OperatorServer(status=503) as server:
        async with asking(tmp_path, server) as (operators, book):
            for number in range(10):
                assert await ask(operators, elsewhere(number)) == ""
            assert server.paths().count(JOURNEYS) == MOST_FAILURES
            status = book.statuses[-1]
            assert status.state is Condition.LOST and "503" in status.error
            assert not book.batches


async def test_nobody_listens(tmp_path: Path) -> None:
    with OperatorServer() as server:
        pass
    async with asking(tmp_path, server) as (operators, book):
        assert await ask(operators) == ""
        assert book.statuses[-1].state is Condition.STALE


async def test_who_asks_to_be_left_alone_is(tmp_path: Path) -> None:
    with OperatorServer(status=429, headers={"Retry-After": "60"}) as server:
        async with asking(tmp_path, server) as (operators, book):
            assert await ask(operators) == ""
            server.status = 200
            assert await ask(operators, elsewhere(1)) == ""
            assert len(server.asked) == 2
            assert "429" in book.statuses[-1].error


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"<html>", "JSON"),
        (b'{"error": "no such region"}', "no such region"),
        (b"[" + b" " * (6 << 20) + b"]", "larger than"),
    ],
)
async def test_nonsense_is_told_and_not_used(tmp_path: Path, body: bytes, said: str) -> None:
    with OperatorServer(body=body) as server:
        async with asking(tmp_path, server) as (operators, book):
            assert await ask(operators) == ""
            assert said in book.statuses[-1].error
            assert not book.batches


async def test_redirects_lead_nowhere_for_ever(tmp_path: Path) -> None:
    with OperatorServer(status=302) as server:
        server.headers["Location"] = f"{server.url}{JOURNEYS}"
        async with asking(tmp_path, server) as (operators, book):
            assert await ask(operators) == ""
            assert "redirects" in book.statuses[-1].error
    assert len(server.asked) == 12


async def test_an_operator_without_regular_trips_is_one_all_the_same(tmp_path: Path) -> None:
    server = OperatorServer([journey("j1", VILLAGE, CITY, LEAVES)])
    with server:
        async with asking(tmp_path, server) as (operators, book):
            operator = operators.operators[next(iter(operators.operators))]
            operator.asker.breakers["driverRegularTrips"].fail(time.monotonic(), 60)
            assert await ask(operators) == ""
            assert len(offers(book)) == 1 and book.statuses[-1].state is Condition.OK
    assert server.paths() == [JOURNEYS]


async def test_answers_fall_out_when_their_time_is_over(tmp_path: Path) -> None:
    now, server = Time(), OperatorServer([journey("j1", VILLAGE, CITY, LEAVES)])
    with server:
        async with asking(tmp_path, server, now) as (operators, book):
            await ask(operators)
            now.passed = 299
            await ask(operators)
            assert len(server.asked) == 2
            now.passed = 301
            next(iter(operators.operators.values())).forget_old()
            await asyncio.sleep(0.25)
            assert offers(book) == []
            await ask(operators)
            assert len(server.asked) == 4 and len(offers(book)) == 1


async def test_an_offer_is_found_again_by_its_id_when_its_time_is_over(tmp_path: Path) -> None:
    now, server = Time(), OperatorServer([journey("j1", VILLAGE, CITY, LEAVES)])
    with server:
        async with asking(tmp_path, server, now) as (operators, book):
            await ask(operators)
            before = f"rides:{offers(book)[0].id}"
            now.passed = 400
            await operators.ask(AskOperators((), 2.0, (before, "rides:unknown", "carpools:j1")))
            assert f"rides:{offers(book)[0].id}" == before
    assert len(server.asked) == 4


async def test_many_areas_are_told_together(tmp_path: Path) -> None:
    server = OperatorServer([journey("j1", VILLAGE, CITY, LEAVES)])
    with server:
        async with asking(tmp_path, server) as (operators, book):
            await ask(operators, *map(elsewhere, range(12)))
            assert len(book.batches) <= 3


async def test_a_territory_may_forbid_it(tmp_path: Path) -> None:
    options = "[carpool]\nasks_operators = false\n"
    with OperatorServer() as server:
        async with asking(tmp_path, server, options=options) as (operators, book):
            assert await ask(operators) == ""
            (status,) = book.statuses
            assert status.state is Condition.OK and "nobody is asked" in status.warning
    assert not server.asked


async def test_what_is_archived_tells_all_and_of_drivers_an_alias(tmp_path: Path) -> None:
    server = OperatorServer([journey("j1", VILLAGE, CITY, LEAVES)])
    with server:
        async with asking(tmp_path, server) as (operators, book):
            await ask(operators)
            server.journeys = [journey("j2", VILLAGE, CITY, LEAVES + 60)]
            await ask(operators, elsewhere(1))
            (operator,) = operators.operators.values()
            await operator.keep()
            await operator.keep()
            operator.answers.forget_old(START + 1000)
            operator.telling.note(waits=False)
            await operator.telling.done()
            await operator.keep()
    (_, content), (_, empty) = book.archived
    assert parser(operator.asker.source)(hide(empty), START).records == ()
    kept = hide(content)
    assert b"Roberta" not in kept and b"driver-17" not in kept
    records = parser(operator.asker.source)(kept, START).records
    assert [record.id for record in records if isinstance(record, RideOffer)] == ["j1", "j2"]
