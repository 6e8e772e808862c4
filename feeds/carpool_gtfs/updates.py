"""Offers to trip updates: those on the way in full, those taken back as cancelled."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from feeds.carpool_gtfs.timing import TimedOffer, service_day, stop_id
from maas.live import StopEvent, StopUpdate, StopUpdates, TripKey, TripUpdate
from maas.live.trips import TripRelationship


def trip_updates(
    offers: Sequence[TimedOffer],
    withdrawn: Mapping[str, Iterable[date]],
    zone: ZoneInfo,
    made_at: int,
) -> Iterator[TripUpdate]:
    """Every offer that is live, and every day on which one does not leave that was to.

    Args:
        withdrawn: days by the id of an offer. A timetable of now has it no more, one of before has.
        made_at: Unix s.
    """
    for each in offers:
        if each.is_live:
            yield _new(each, zone, made_at)
    for id, days in withdrawn.items():
        for day in days:
            key = TripKey(id, id, start_date=_number(day), relationship=TripRelationship.CANCELED)
            yield TripUpdate(key=key, timestamp=made_at)


def _new(told: TimedOffer, zone: ZoneInfo, made_at: int) -> TripUpdate:
    leaves = told.offer.departure or 0
    day, _ = service_day(leaves, zone)
    last = len(told.after_s) - 1
    calls = enumerate(zip(told.offer.waypoints, told.after_s, strict=True))
    stops = StopUpdates.of(
        StopUpdate(
            sequence=i,
            stop_id=stop_id(at),
            arrival=StopEvent(leaves + after, scheduled=leaves + after),
            departure=StopEvent(leaves + after, scheduled=leaves + after),
            may_board=None if at.may_pick_up and i < last else False,
            may_alight=None if at.may_drop_off and i > 0 else False,
        )
        for i, (at, after) in calls
    )
    key = TripKey(told.id, told.id, start_date=_number(day), relationship=TripRelationship.NEW)
    return TripUpdate(key=key, stops=stops, timestamp=made_at)


def _number(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day
