"""Closures as alerts in `/exchange/gtfs-rt/alerts.pb`, read back as anybody reads them."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from aiohttp.test_utils import TestClient, TestServer

from api.app import make_app
from api.served import Holder, News, SourceState
from feeds.gtfs_rt import parse
from maas.live import Alert, Selector, Text
from maas.live.incidents import IncidentKind, Severity
from maas.model import SourceId
from routing.incidents.laid import Incidents, LaidIncident
from tests.api.world import FakePlanner, holder, now
from tests.closures import closure
from tests.livefeeds import NOW, RT
from tests.rtrules import broken_rules
from tests.towns import Town

TOWN = Town(
    """
    A-------B---G---C-------D
            |       |
            E-------F
    """,
    {
        "ABGCD": "highway=residential",
        "BE": "highway=residential",
        "EF": "highway=residential",
        "FC": "highway=residential",
    },
    {"1": ("A 08:00 G 08:03 D 08:05",), "2": ("D 08:00 A 08:05",), "3": ("E 08:00 F 08:05",)},
    shapes={"1": "ABGCD", "2": "DCGBA", "3": "EF"},
)
TIMETABLE, NETWORK = TOWN.data
assert NETWORK is not None
CLOSED = closure(
    NETWORK,
    "BC",
    street="High Street",
    text="A market",
    url="https://example.org/7",
    severity=Severity.HIGH,
    end=NOW + 3600,
    spans=((0, NOW + 3600),),
)


async def told(*closed: LaidIncident, passes_on: bool = False) -> Sequence[Alert]:
    """The alerts that are published when some ways are closed."""
    incidents = Incidents(closed)
    boards = TOWN.planner.with_incidents(incidents).boards
    waze = SourceState("waze", "waze", is_live=True, passes_on=passes_on)
    served = holder(FakePlanner(incidents=incidents), waze).current
    news = News(TIMETABLE, None, NOW, boards.hindering)
    async with TestClient(TestServer(make_app(Holder(replace(served, news=news)), now))) as client:
        content = await (await client.get("/exchange/gtfs-rt/alerts.pb")).read()
    assert broken_rules(content, TIMETABLE, "bus") == set()
    return [each for each in parse(content, RT).records if isinstance(each, Alert)]


async def test_a_closure_is_told_of_each_line_that_leads_through_it() -> None:
    (alert,) = await told(CLOSED)
    assert alert.selectors == (Selector(route_id="1"), Selector(route_id="1", stop_id="G"))
    assert alert.holds == ((None, NOW + 3600),)
    assert (alert.effect, alert.cause, alert.severity) == ("DETOUR", "OTHER_CAUSE", "SEVERE")
    assert alert.header == (
        Text("High Street closed", "en"),
        Text("High Street : circulation interdite", "fr"),
    )
    assert alert.description == (Text("A market"),)
    assert alert.url == (Text("https://example.org/7"),)


async def test_each_direction_is_a_line_of_its_own_and_each_closure_an_alert() -> None:
    works = closure(NETWORK, "CB", "EF", id="8", kind=IncidentKind.WORKS, is_closed=True)
    one, other = await told(CLOSED, works)
    assert [each.route_id for each in one.selectors] == ["1", "1"]
    assert [each.route_id for each in other.selectors] == ["2", "3"]
    assert (one.id, other.id) == ("alert:incidents:7", "alert:incidents:8")
    assert other.cause == "CONSTRUCTION" and other.holds == ()


async def test_stops_that_a_crisis_closes_have_an_alert_of_their_own() -> None:
    stop = TIMETABLE.stops.id.find("bus:G")
    crisis = replace(CLOSED, stops=np.array([stop], np.int32))
    passing, stops = await told(crisis)
    assert passing.effect == "DETOUR"
    assert (stops.effect, stops.selectors) == ("NO_SERVICE", (Selector(stop_id="G"),))


async def test_what_may_not_be_passed_on_is_not() -> None:
    theirs = replace(CLOSED, id="waze:7", source=SourceId("waze"))
    assert not await told(theirs)
    assert await told(theirs, passes_on=True)


async def test_where_nothing_is_closed_nothing_is_told() -> None:
    assert not await told()
    assert not await told(closure(NETWORK, "BE", "EB"))
