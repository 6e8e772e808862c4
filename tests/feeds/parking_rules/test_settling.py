"""What only all car parks of a message show, and for how long their counts hold."""

from feeds.notices import Notices
from feeds.parking_rules import RULES, held, hold_s, settled
from maas.live import ParkingFacility
from maas.live.parking import BayKind, Bays, OpeningStatus
from maas.model import SourceId
from maas.settings import Source


def test_the_first_of_two_with_one_id_is_taken() -> None:
    notices = Notices("parking", RULES)
    two = [ParkingFacility("p", "one", 48.7, 9.1), ParkingFacility("p", "two", 48.7, 9.1)]
    assert [each.name for each in settled(two, notices)] == ["one"]
    assert [each.rule for each in notices.findings] == ["duplicate_id"]


def test_a_position_among_the_others_once_swapped_is_swapped() -> None:
    notices = Notices("parking", RULES)
    told = [ParkingFacility(str(i), lat=48.7 + i / 100, lon=9.1) for i in range(5)]
    found = settled([*told, ParkingFacility("x", lat=9.12, lon=48.71)], notices)
    assert (found[-1].lat, found[-1].lon) == (48.71, 9.12)
    assert [each.rule for each in notices.findings] == ["swapped_position"]


def test_who_has_no_position_is_kept_and_told() -> None:
    notices = Notices("parking", RULES)
    assert settled([ParkingFacility("p", free=3)], notices)[0].free == 3
    assert [each.rule for each in notices.findings] == ["missing_position"]


def test_counts_hold_three_readings_and_five_minutes_at_least() -> None:
    held_s = [
        hold_s(Source(SourceId("p"), "parkapi", "", interval_s=each)) for each in (None, 60, 600)
    ]
    assert held_s == [300, 300, 1800]


def test_counts_hold_from_when_they_were_counted_else_read() -> None:
    assert held(ParkingFacility("p", free=3, counted_at=950), 1000, 300).counts_until == 1250
    assert held(ParkingFacility("p", free=3), 1000, 300).counts_until == 1300
    assert held(ParkingFacility("p", capacity=3), 1000, 300).counts_until is None
    closed = held(ParkingFacility("p", status=OpeningStatus.CLOSED), 1000, 300)
    assert (closed.counts_until, closed.is_live) == (1300, False)
    bays = (Bays(BayKind.DISABLED, 3, 1),)
    assert held(ParkingFacility("p", bays=bays), 1000, 300).counts_until == 1300
