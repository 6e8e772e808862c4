"""What alerts are about: all that a selector says, at the time of the leg."""

import pytest

from feeds.gtfs_rt import parse
from maas.live import Alert, Selector, TripKey
from maas.model import SourceId
from maas.snapshot import Batch
from routing.boards import Around, BoardQuestion
from routing.overlays.aiming import alerts_of
from routing.overlays.alerts import LiveAlerts
from routing.overlays.live import Live
from routing.planner import Planner
from tests.lines import lisbon, planner_over
from tests.routing.boards.test_board import EIGHT, STATION
from tests.shared import shared

BUS, RT = SourceId("bus"), SourceId("rt")
OUT, ROUND = "20230920_08:00_bus:out", "20230920_08:05_bus:round"
TABLES = {
    **STATION,
    "agency.txt": "agency_id,agency_name,agency_url,agency_timezone\n"
    "MP,Metro,https://example.org,Europe/Lisbon\n"
    "CP,Trains,https://example.org,Europe/Lisbon\n",
    "routes.txt": "route_id,route_short_name,route_type,agency_id\ntrain,T,2,CP\nbus,B,3,MP\n",
    "stops.txt": STATION["stops.txt"] + "DOOR,Way in,41.1500,-8.6101,2,HALL\n",
}


@pytest.fixture(scope="module")
def planner() -> Planner:
    return planner_over(TABLES)


def told(planner: Planner, *alerts: Alert) -> Planner:
    """The planner after these alerts."""
    timetable = planner.boards._places.timetable
    batch = Batch(RT, EIGHT, alerts)
    return planner.with_live(Live(None, alerts_of(timetable, {RT: (batch, (BUS,))}, None)))


def about(*selectors: Selector, **more: object) -> Alert:
    return Alert("a", selectors, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("selector", "concerned"),
    [
        (Selector(route_id="train"), [OUT]),
        (Selector(route_type=3), [ROUND]),
        (Selector(agency_id="MP"), [ROUND]),
        (Selector(trip=TripKey("out")), [OUT]),
        (Selector(trip=TripKey("out", start_date=20230920)), [OUT]),
        (Selector(trip=TripKey("out", start_date=20230921)), []),
        (Selector(trip=TripKey(route_id="bus")), [ROUND]),
        (Selector(route_id="train", route_type=3), []),
        (Selector(route_id="train", direction=1), []),
        (Selector(route_id="nowhere"), []),
        (Selector(), []),
    ],
)
def test_all_that_a_selector_says_must_hold(
    planner: Planner, selector: Selector, concerned: list[str]
) -> None:
    boards = told(planner, about(selector)).boards
    legs = {name: boards.trip(name).legs[0] for name in (OUT, ROUND)}
    assert [name for name, leg in legs.items() if leg.alerts] == concerned
    assert not any(leg.origin.alerts for leg in legs.values())


@pytest.mark.parametrize(
    ("selector", "concerned"),
    [
        (Selector(stop_id="P1"), [True, False]),
        (Selector(stop_id="HALL"), [True, False]),
        (Selector(stop_id="DOOR"), [True, False]),
        (Selector(stop_id="P2"), [False, False]),
        (Selector(stop_id="SHOP"), [False, True]),
        (Selector(stop_id="SHOP", route_id="bus"), [False, True]),
        (Selector(stop_id="SHOP", route_id="train"), [False, False]),
    ],
)
def test_a_stop_stands_for_what_belongs_to_it(
    planner: Planner, selector: Selector, concerned: list[bool]
) -> None:
    boards = told(planner, about(selector)).boards
    legs = [boards.trip(name).legs[0] for name in (OUT, ROUND)]
    assert [any(c.alerts for c in (leg.origin, leg.destination)) for leg in legs] == concerned
    assert not any(leg.alerts for leg in legs)


@pytest.mark.parametrize(
    ("period", "is_told"),
    [
        ((None, None), True),
        ((EIGHT, EIGHT + 60), True),
        ((None, EIGHT), False),
        ((EIGHT + 1200, None), True),
        ((EIGHT + 1201, None), False),
    ],
)
def test_it_counts_when_one_travels(
    planner: Planner, period: tuple[int | None, int | None], is_told: bool
) -> None:
    alert = about(Selector(route_id="train"), holds=(period,))
    leg = told(planner, alert).boards.trip(OUT).legs[0]
    assert bool(leg.alerts) == is_told


def test_an_alert_is_told_once_wherever_it_holds(planner: Planner) -> None:
    alert = about(Selector(route_id="train"), Selector(stop_id="P1"), Selector(trip=TripKey("out")))
    board = told(planner, alert).boards.board(BoardQuestion(Around("bus:P1"), EIGHT, n=1))
    assert board.stop_times[0].call.alerts == (alert,)
    assert board.alerts == (alert,)


def test_no_service_informs_and_cancels_nothing(planner: Planner) -> None:
    alert = about(Selector(route_id="train"), effect="NO_SERVICE")
    leg = told(planner, alert).boards.trip(OUT).legs[0]
    assert (leg.cancelled, leg.real_time, leg.alerts) == (False, False, (alert,))


def test_selectors_of_unknown_ids_are_counted(planner: Planner) -> None:
    timetable = planner.boards._places.timetable
    selectors = (
        Selector(route_id="x"),
        Selector(route_id="y"),
        Selector(stop_id="z"),
        Selector(trip=TripKey("t")),
        Selector(agency_id="n"),
        Selector(),
    )
    batch = Batch(RT, EIGHT, (about(*selectors),))
    live = alerts_of(timetable, {RT: (batch, (BUS,))}, None)
    counted = {finding.rule: finding.count for finding in live.read[RT].findings}
    assert counted == {"E003": 1, "E004": 2, "E011": 1, "E033": 1, "E034": 1}
    assert "a: x" in next(f.text for f in live.read[RT].findings if f.rule == "E004")


def test_the_only_agency_is_meant_whatever_alerts_call_it() -> None:
    planner = planner_over(STATION)
    for name in ("A", "Metro"):
        leg = told(planner, about(Selector(agency_id=name))).boards.trip(OUT).legs[0]
        assert leg.alerts


def test_what_was_read_is_kept_while_it_is_the_newest(planner: Planner) -> None:
    timetable = planner.boards._places.timetable
    batch = Batch(RT, EIGHT, (about(Selector(route_id="train")),))
    other = Batch(SourceId("more"), EIGHT, (about(Selector(route_id="bus")),))
    first = alerts_of(timetable, {RT: (batch, (BUS,))}, None)
    assert alerts_of(timetable, {RT: (batch, (BUS,))}, first) is first
    both = {RT: (batch, (BUS,)), other.source_id: (other, (BUS,))}
    second = alerts_of(timetable, both, first)
    assert second.read[RT] is first.read[RT]
    assert same(second, alerts_of(timetable, both, None))
    assert alerts_of(timetable, {}, second).alerts == ()


def same(a: LiveAlerts, b: LiveAlerts) -> bool:
    return (a.alerts, a.by_key) == (b.alerts, b.by_key)


@pytest.mark.real
def test_alerts_of_brest_are_about_its_lines() -> None:
    content = shared("data", "gtfs-rt", "bibus-brest-alerts.pb").read_bytes()
    alerts = [record for record in parse(content, RT).records if isinstance(record, Alert)]
    named = sorted({s.route_id for alert in alerts for s in alert.selectors if s.route_id})
    tables = {
        **STATION,
        "routes.txt": "route_id,route_short_name,route_type\ntrain,T,2\nbus,B,3\n"
        + "".join(f"{route},{route},3\n" for route in named),
        "trips.txt": STATION["trips.txt"]
        + "".join(f"{route},daily,of-{route},\n" for route in named),
        "stop_times.txt": STATION["stop_times.txt"]
        + "".join(
            f"of-{route},08:00:00,08:00:00,P1,1\nof-{route},08:20:00,08:20:00,FAR,2\n"
            for route in named
        ),
    }
    always = [Alert(a.id, a.selectors, header=a.header) for a in alerts]
    boards = told(planner_over(tables), *always).boards
    for route in named:
        leg = boards.trip(f"20230920_08:00_bus:of-{route}").legs[0]
        expected = [a for a in always if any(s.route_id == route for s in a.selectors)]
        assert [a for a in expected if a not in leg.alerts and not stops_only(a, route)] == []
        assert leg.alerts
    assert any("é" in text.text for alert in alerts for text in alert.header)
    assert lisbon("2023-09-20T08:00") == EIGHT


def stops_only(alert: Alert, route: str) -> bool:
    return all(s.stop_id or s.direction >= 0 for s in alert.selectors if s.route_id == route)
