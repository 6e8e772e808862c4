"""Boards as passengers read them: what belongs to a stop, over midnight, frequencies, pages."""

import pytest

from maas.errors import NotFound
from maas.model import LatLon
from routing.boards import Around, Board, BoardQuestion
from routing.planner import Planner
from tests.lines import lisbon, planner_over

STATION = {
    "stops.txt": """\
        stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station
        HALL,Central,41.1500,-8.6100,1,
        P1,Central,41.1501,-8.6100,0,HALL
        P2,Central,41.1499,-8.6100,0,HALL
        BUS,Céntral,41.1510,-8.6100,0,
        SHOP,Market,41.1502,-8.6100,0,
        FAR,Central,41.2500,-8.6100,0,
        """,
    "routes.txt": """\
        route_id,route_short_name,route_type
        train,T,2
        bus,B,3
        """,
    "trips.txt": """\
        route_id,service_id,trip_id,trip_headsign
        train,daily,out,Far
        train,daily,back,Central
        bus,daily,round,Market
        bus,daily,night,Market
        bus,daily,often,Market
        """,
    "stop_times.txt": """\
        trip_id,arrival_time,departure_time,stop_id,stop_sequence
        out,08:00:00,08:00:00,P1,1
        out,08:20:00,08:20:00,FAR,2
        back,08:30:00,08:30:00,FAR,1
        back,08:50:00,08:50:00,P2,2
        round,08:05:00,08:05:00,BUS,1
        round,08:15:00,08:15:00,SHOP,2
        night,24:10:00,24:10:00,BUS,1
        night,24:20:00,24:20:00,SHOP,2
        often,00:00:00,00:00:00,SHOP,1
        often,00:05:00,00:05:00,P2,2
        often,00:15:00,00:15:00,FAR,3
        """,
    "frequencies.txt": """\
        trip_id,start_time,end_time,headway_secs
        often,10:00:00,10:20:00,600
        """,
}
EIGHT = lisbon("2023-09-20T08:00")


@pytest.fixture(scope="module")
def planner() -> Planner:
    return planner_over(STATION)


def ask(planner: Planner, around: Around | str, time: int = EIGHT, **more: object) -> Board:
    """A board of the town."""
    if isinstance(around, str):
        around = Around(f"bus:{around}")
    return planner.boards.board(BoardQuestion(around, time, **more))  # type: ignore[arg-type]


def told(board: Board) -> list[str]:
    """Each stop time as "minutes after eight, route, where"."""
    return [
        f"{((each.call.departure or each.call.arrival or 0) - EIGHT) // 60} "
        f"{each.trip.display_name} {(each.call.place.stop_id or '').removeprefix('bus:')}"
        for each in board.stop_times
    ]


def test_a_platform_stands_for_its_station_and_for_namesakes_beside_it(planner: Planner) -> None:
    assert told(ask(planner, "P2", n=2)) == ["0 T P1", "5 B BUS"]
    assert told(ask(planner, "HALL", n=2)) == ["0 T P1", "5 B BUS"]
    assert told(ask(planner, "BUS", n=2)) == ["0 T P1", "5 B BUS"]


def test_exactly_a_platform_is_nothing_else(planner: Planner) -> None:
    only = Around("bus:P1", radius_m=0, exact=True)
    assert told(ask(planner, only, n=1)) == ["0 T P1"]
    assert told(ask(planner, Around("bus:HALL", radius_m=0, exact=True), n=1)) == ["0 T P1"]


def test_a_circle_has_all_stop_places_it_touches(planner: Planner) -> None:
    beside = LatLon(41.1502, -8.6100)
    assert told(ask(planner, Around(center=beside, radius_m=5), n=1)) == ["120 B SHOP"]
    assert told(ask(planner, Around(center=beside, radius_m=15), n=2)) == ["0 T P1", "5 B BUS"]
    exact = Around(center=beside, radius_m=15, exact=True)
    assert told(ask(planner, exact, n=2)) == ["0 T P1", "120 B SHOP"]


def test_an_unknown_id_falls_back_to_the_circle(planner: Planner) -> None:
    beside = LatLon(41.1502, -8.6100)
    board = ask(planner, Around("bus:gone", beside, 5), n=1)
    assert (told(board), board.place.name) == (["120 B SHOP"], "center")
    with pytest.raises(NotFound, match="bus:gone"):
        ask(planner, "gone")


def test_the_night_bus_of_yesterday_leaves_after_midnight(planner: Planner) -> None:
    midnight = lisbon("2023-09-21T00:00")
    [night] = ask(planner, Around("bus:BUS", radius_m=0, exact=True), midnight, n=1).stop_times
    assert night.call.departure == midnight + 600
    assert night.trip.trip_id == "20230920_24:10_bus:night"


def test_arrivals_up_to_a_time_with_where_they_come_from(planner: Planner) -> None:
    asked = {"departures": False, "arrivals": True, "later": False, "with_calls": True}
    nine = lisbon("2023-09-20T08:50")
    [train] = ask(planner, "HALL", nine, n=1, **asked).stop_times
    assert (train.call.arrival, train.call.departure) == (nine, None)
    assert [call.place.name for call in train.calls] == ["Central"]
    assert train.calls[0].departure == lisbon("2023-09-20T08:30")


def test_every_run_of_a_frequency_and_where_it_goes(planner: Planner) -> None:
    board = ask(planner, Around("bus:P2", radius_m=0, exact=True), n=2, with_calls=True)
    assert told(board) == ["125 B P2", "135 B P2"]
    assert [call.place.stop_id for call in board.stop_times[1].calls] == ["bus:FAR"]
    assert board.stop_times[1].calls[0].arrival == lisbon("2023-09-20T10:25")


def test_cursors_lead_on_and_back(planner: Planner) -> None:
    first = ask(planner, "HALL", n=1)
    second = ask(planner, "HALL", n=1, cursor=first.next_cursor)
    again = ask(planner, "HALL", n=1, cursor=second.previous_cursor)
    assert [told(board) for board in (first, second, again)] == [
        ["0 T P1"],
        ["5 B BUS"],
        ["0 T P1"],
    ]


def test_a_window_gives_all_of_it_and_n_may_give_more(planner: Planner) -> None:
    assert told(ask(planner, "HALL", n=0, window_s=301)) == ["0 T P1", "5 B BUS"]
    assert told(ask(planner, "HALL", n=0, window_s=300)) == ["0 T P1"]
    assert told(ask(planner, "HALL", n=2, window_s=300)) == ["0 T P1", "5 B BUS"]


def test_long_after_the_timetable_there_is_nothing(planner: Planner) -> None:
    board = ask(planner, "HALL", lisbon("2060-01-01T00:00"), n=3)
    assert board.stop_times == ()
    before = ask(planner, "HALL", n=1, cursor=board.previous_cursor)
    assert len(before.stop_times) == 1
