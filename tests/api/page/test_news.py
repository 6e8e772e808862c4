"""GET /plain: delays, what does not run, alerts and ages, as people read them."""

from typing import Any

import pytest

from api.served import SourceState
from maas.itinerary import Answer, Call, Itinerary, LiveSource
from maas.live import Alert, Text
from maas.live.trips import Occupancy
from maas.sources import Condition, SourceStatus
from tests.api.conftest import Client, Connect
from tests.api.page.test_page import ASKED, get, plain
from tests.api.world import FakePlanner
from tests.itineraries import ALIADOS, CASA, HOME, NINE, TRINDADE, WORK, ride, walk

LATE = {
    "origin": Call(TRINDADE, NINE + 200, NINE + 240, NINE, NINE + 60),
    "real_time": True,
    "live": LiveSource("rt", NINE),
}
ALERT = Alert(
    "a",
    header=(Text("Ligne D <b>perturbée</b>", "fr"), Text("Line D disrupted", "en")),
    description=(Text("Prévoyez du temps.", "fr"), Text("Allow extra time.", "en")),
)


async def shown(connect: Connect, *sources: SourceState, lang: str = "en", **leg: Any) -> str:
    """The page with one ride from Trindade at 08:04 to Casa at 08:12."""
    way = Itinerary(
        (
            walk(HOME, TRINDADE, NINE, NINE + 240),
            ride(TRINDADE, CASA, NINE + 240, NINE + 720, **leg),
        )
    )
    planner = FakePlanner(Answer(HOME, WORK, (), (way,)))
    return await get(await connect(planner, *sources), **ASKED, lang=lang)


async def test_a_delay_stands_beside_what_was_planned(connect: Connect) -> None:
    text = await shown(connect, **LATE)
    assert "Trindade 08:01 +3 min" in plain(text) and "<s>08:01</s>" in text
    assert "Casa da Música on time" in plain(text)


async def test_what_stands_in_the_timetable_alone_is_never_on_time(connect: Connect) -> None:
    text = await shown(connect)
    assert "on time" not in plain(text) and "<s>" not in text


@pytest.mark.parametrize(
    ("leg", "words"),
    [
        ({"cancelled": True}, "cancelled"),
        ({"missed": True}, "leaves before you are there"),
        ({"scheduled": False}, "extra trip"),
        ({"occupancy": Occupancy.FULL}, "full"),
        ({"live": LiveSource("rt", NINE - 300)}, "as known 5 min ago"),
        ({"intermediate": (Call(ALIADOS, cancelled=True),)}, "does not stop at Aliados"),
    ],
)
async def test_what_else_is_known_is_said(connect: Connect, leg: Any, words: str) -> None:
    assert words in plain(await shown(connect, **leg))
    assert words not in plain(await shown(connect))


async def test_alerts_are_told_in_the_readers_language_and_are_no_markup(connect: Connect) -> None:
    english = await shown(connect, alerts=(ALERT,))
    assert "<summary>Line D disrupted</summary>Allow extra time." in english
    french = await shown(connect, lang="fr", alerts=(ALERT,))
    assert "Ligne D &lt;b&gt;perturbée&lt;/b&gt;" in french and "Allow extra" not in french


async def test_many_long_alerts_leave_the_page_small(connect: Connect) -> None:
    long = (Text("Very long. " * 500, "en"),)
    many = tuple(Alert(str(i), header=ALERT.header, description=long) for i in range(30))
    assert "Very long." in await shown(connect, alerts=many)


@pytest.mark.parametrize(
    ("state", "made_at", "words"),
    [
        (Condition.OK, NINE, None),
        (Condition.STALE, NINE - 600, "Live data is 10 min old."),
        (Condition.LOST, None, "No live data at the moment"),
    ],
)
async def test_late_and_lost_sources_are_told(
    connect: Connect, state: Condition, made_at: int | None, words: str | None
) -> None:
    source = SourceState("rt", "gtfs-rt", is_live=True)
    source = source.with_status(SourceStatus("rt", state, NINE, made_at, made_at))
    text = plain(await shown(connect, source))
    assert (words in text) if words else ("Live data" not in text and "live data" not in text)


async def test_a_form_without_question_tells_it_too(connect: Connect) -> None:
    source = SourceState("rt", "gtfs-rt", is_live=True, state="LOST")
    client: Client = await connect(FakePlanner(), source)
    assert "No live data at the moment" in plain(await get(client))
