"""How full places to park are at a moment, whether they are open, and until when that holds."""

import numpy as np
import pytest

from maas.live import ParkingFacility
from maas.live.parking import BayKind, Bays, OpeningStatus, Users
from maas.model import LatLon, Profile, SourceId
from routing.parking.sites import Parking, Room
from routing.streets.on_edges import snap_of
from tests.parkingtowns import NOW, batches, bike_park, counted, facility, laid, mapped, north_m
from tests.streetmaps import StreetMap, Town

DAY_S = 86_400
HOUR_S = 3600
TOWN = SourceId("town")


def one(record: ParkingFacility, now: int = NOW) -> tuple[Parking, int | None, Room]:
    """The overlay of one record; how many places are free, whether there is one."""
    found = laid(batches(town=[record]), now=now)
    free = found.sites[0].told.free
    assert found.free.tolist() == [-1 if free is None else free]
    return found, free, Room(found.room[0])


@pytest.mark.parametrize(
    ("record", "free", "room"),
    [
        (counted("a", 3), 3, Room.FREE),
        (counted("a", 0), 0, Room.NONE),
        (counted("a", None), None, Room.UNKNOWN),
        (facility("a"), None, Room.UNKNOWN),
        (counted("a", 3, status=OpeningStatus.CLOSED), 3, Room.NONE),
        (counted("a", 3, users=Users.SUBSCRIBERS), 3, Room.NONE),
        (counted("a", 3, users=Users.CUSTOMERS), 3, Room.NONE),
        (counted("a", 3, counts_until=NOW), None, Room.UNKNOWN),
        (counted("a", 0, counts_until=NOW), None, Room.UNKNOWN),
        (counted("a", 3, counts_until=NOW, status=OpeningStatus.CLOSED), None, Room.UNKNOWN),
        (counted("a", None, status=OpeningStatus.CLOSED), None, Room.NONE),
        (counted("a", 3, unchanged_since=NOW - DAY_S), None, Room.UNKNOWN),
        (counted("a", 3, unchanged_since=NOW - DAY_S + 1), 3, Room.FREE),
        (counted("a", 3, opening_hours="Mo-Fr 08:00-20:00"), 3, Room.FREE),
        (counted("a", 3, opening_hours="Mo-Fr 10:00-20:00"), 3, Room.NONE),
        (
            counted("a", 3, opening_hours="Mo-Fr 10:00-20:00", status=OpeningStatus.OPEN),
            3,
            Room.FREE,
        ),
    ],
)
def test_room(record: ParkingFacility, free: int | None, room: Room) -> None:
    found, is_free, has_room = one(record)
    assert (is_free, has_room) == (free, room)
    assert (found.sites[0].known_at is None) == (free is None)


def test_unknown_counts_are_told_nowhere() -> None:
    bays = (Bays(BayKind.DISABLED, 4, 2),)
    _, found, _ = one(record := counted("a", 3, bays=bays, counts_until=NOW, capacity=9))
    assert found is None
    told = laid(batches(town=[record])).sites[0].told
    assert (told.bays, told.capacity) == ((Bays(BayKind.DISABLED, 4),), 9)


@pytest.mark.parametrize(
    ("record", "until"),
    [
        (counted("a", 3), NOW + 300),
        (counted("a", 3, unchanged_since=NOW - DAY_S + 60), NOW + 60),
        (counted("a", 3, counts_until=None, opening_hours="Mo-Fr 08:00-20:00"), NOW + 11 * HOUR_S),
        (counted("a", None, status=OpeningStatus.CLOSED), NOW + 300),
        (facility("a"), None),
        (counted("a", 3, counts_until=NOW), None),
    ],
)
def test_when_something_changes_by_itself(record: ParkingFacility, until: int | None) -> None:
    found, *_ = one(record)
    assert found.until == until
    if until is not None:
        later, *_ = one(record, until)
        assert (later.sites[0].told, later.sites[0].status) != (
            found.sites[0].told,
            found.sites[0].status,
        )


def test_the_first_source_that_knows_is_believed() -> None:
    silent, knowing = counted("1", 5, "Opera", counts_until=NOW), counted("2", 7, "Opera")
    (site,) = laid(batches(first=[silent], second=[knowing])).sites
    assert (site.id, site.source_id, site.told.free) == ("first:1", "second", 7)


def test_a_broken_counter_is_a_finding() -> None:
    found, *_ = one(counted("a", 3, "Opera", unchanged_since=NOW - 2 * DAY_S))
    (finding,) = found.findings[TOWN]
    assert (finding.rule, finding.count) == ("frozen_parking_count", 1)
    assert "Opera" in finding.text


def test_hours_we_do_not_understand_close_nothing() -> None:
    found, _, room = one(counted("a", 3, opening_hours="whenever"))
    assert room is Room.FREE
    assert [each.rule for each in found.findings[TOWN]] == ["unknown_opening_hours"]


def test_what_nothing_touched_is_the_very_same() -> None:
    on_map = mapped(facility("way/1", at=north_m(900)))
    before = laid(batches(town=[counted("a", 3)]), on_map)
    after = laid(batches(town=[counted("a", 4)]), on_map, NOW + 60, before)
    assert after.plots is before.plots
    assert after.sites[after.row["map:way/1"]] is before.sites[before.row["map:way/1"]]
    assert after.free[after.row["town:a"]] == 4
    assert before.free[before.row["town:a"]] == 3


def test_without_sources_there_is_the_map() -> None:
    found = laid({}, mapped(facility("way/1"), bike_park("way/2")))
    assert [site.id for site in found.sites] == ["map:way/1", "map:way/2"]
    assert found.room.tolist() == [Room.UNKNOWN, Room.UNKNOWN]
    assert laid({}).sites == ()


STREETS = Town(
    StreetMap(
        "\nA---B---C\n|       |\nD       E\n",
        {"ABC": "highway=residential", "AD": "highway=footway", "CE": "highway=cycleway"},
    )
)


def test_places_are_joined_to_the_streets_of_who_gets_there() -> None:
    at = {letter: (where.lat, where.lon) for letter, where in STREETS.positions.items()}
    on_map = mapped(
        facility("way/1", at=at["D"]), bike_park("way/2", at["E"]), entrances={"way/1": at["B"]}
    )
    found = laid({}, on_map, streets=STREETS.router)
    cars, bikes = found.row["map:way/1"], found.row["map:way/2"]
    assert found.ride is not None
    assert found.foot is not None
    assert _metres(found, cars, at["B"], Profile.CAR) == pytest.approx(0, abs=0.1)
    assert _metres(found, bikes, at["E"], Profile.BIKE) == pytest.approx(0, abs=0.1)
    assert found.at[cars].tolist() == pytest.approx(list(at["D"]), abs=1e-6)
    walks = snap_of(found.foot, LatLon(*at["D"]), cars)
    assert np.sort(walks.metres)[:1] == pytest.approx([0], abs=0.1)


def _metres(found: Parking, row: int, at: tuple[float, float], profile: Profile) -> float:
    """How far the best street to ride in from is."""
    assert found.ride is not None
    snapped = snap_of(found.ride, LatLon(*at), row)
    nearest = STREETS.router.snap(LatLon(*at), profile, 100.0)
    assert nearest is not None
    assert set(nearest.edge.tolist()) == set(snapped.edge.tolist())
    return float(snapped.metres.min())


def test_what_is_far_from_streets_is_told_and_never_reached() -> None:
    found = laid(batches(town=[counted("a", 1, at=north_m(9000))]), streets=STREETS.router)
    assert found.ride is not None
    assert found.ride.first.tolist() == [0, 0]
    assert [each.rule for each in found.findings[TOWN]] == ["parking_far_from_streets"]
