"""Updates older than their message: how late a trip was half an hour ago is not told as news."""

import pytest

from maas.live import StopUpdates, TripKey, TripUpdate
from maas.live.trips import TripRelationship
from maas.sources import LOST_S
from tests.livefeeds import NOW, applied, at, feed_timetable, late, news, rules, skipped, told

LINE = feed_timetable("""
    M1    A      B      C
          08:00  08:10  08:20
          08:30  08:40  08:50
""")
LAST = NOW - LOST_S
OLD = LAST - 1


def test_delays_are_used_for_half_an_hour() -> None:
    made = applied(LINE, news("0.0", late("A", 60), timestamp=LAST))
    assert told(made) == ["s:0.0 08:01 08:11 08:21"]
    made = applied(LINE, news("0.0", late("A", 60), timestamp=OLD))
    assert told(made) == []
    assert rules(made) == {"old_trip_update": 1}


def test_old_updates_still_count_as_matched() -> None:
    made = applied(LINE, news("0.0", late("A", 60), timestamp=OLD))
    (match,) = made.matches.values()
    assert (match.trips, match.matched) == (1, 1)


@pytest.mark.parametrize("relationship", [TripRelationship.CANCELED, TripRelationship.DELETED])
def test_what_was_cancelled_stays_so(relationship: TripRelationship) -> None:
    made = applied(LINE, news("0.0", relationship=relationship, timestamp=OLD))
    assert made.live.trips is not None
    assert made.live.trips.cancelled.tolist() == [True]
    assert rules(made) == {}


def test_what_was_added_stays() -> None:
    key = TripKey("n", "M1", relationship=TripRelationship.NEW)
    made = applied(LINE, TripUpdate(key, StopUpdates.of((at("A", "08:15"), at("B", "08:25"))), OLD))
    assert told(made) == ["s:n 08:15 08:25"]
    assert rules(made) == {}


def test_stops_skipped_stay_so_without_delays() -> None:
    made = applied(LINE, news("0.0", late("A", 60), skipped("B"), timestamp=OLD))
    assert told(made) == ["s:0.0 ~08:00 (~08:10) ~08:20"]
    assert rules(made) == {"old_trip_update": 1}
