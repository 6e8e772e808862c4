"""When the car of an offer leaves: once, or week by week, and on days when clocks change."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from maas.live import RideOffer
from maas.live.departures import departures, span_s
from maas.live.offers import Waypoint, Weekly

LISBON = ZoneInfo("Europe/Lisbon")
ENDS = (Waypoint(41.15, -8.61, after_s=0), Waypoint(41.55, -8.42))
WORKDAYS = (0, 1, 2, 3, 4)


def unix(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=LISBON).timestamp())


def told(offer: RideOffer, since: str, until: str) -> list[str]:
    found = departures(offer, unix(since), unix(until), LISBON)
    return [datetime.fromtimestamp(each, LISBON).strftime("%a %d %H:%M") for each in found]


def test_once_it_leaves_once() -> None:
    offer = RideOffer("a", ENDS, departure=unix("2023-09-20T08:00"))
    assert told(offer, "2023-09-20T08:00", "2023-09-21T00:00") == ["Wed 20 08:00"]
    assert told(offer, "2023-09-20T08:01", "2023-09-21T00:00") == []
    assert told(offer, "2023-09-19T08:00", "2023-09-20T08:00") == []


def test_weekly_it_leaves_on_its_days_between_its_first_and_last_but_exceptions() -> None:
    weekly = Weekly(
        WORKDAYS, 7 * 3600 + 1800, date(2023, 9, 14), date(2023, 9, 20), (date(2023, 9, 18),)
    )
    offer = RideOffer("a", ENDS, weekly=weekly)
    assert told(offer, "2023-09-01T00:00", "2023-10-01T00:00") == [
        "Thu 14 07:30", "Fri 15 07:30", "Tue 19 07:30", "Wed 20 07:30",
    ]  # fmt: skip
    assert told(offer, "2023-09-14T07:31", "2023-09-15T07:30") == []


def test_it_leaves_by_the_clock_on_days_when_clocks_change() -> None:
    offer = RideOffer("a", ENDS, weekly=Weekly((6,), 7 * 3600 + 1800))
    told_days = told(offer, "2023-10-22T00:00", "2023-11-06T00:00")
    assert told_days == ["Sun 22 07:30", "Sun 29 07:30", "Sun 05 07:30"]
    [early] = departures(offer, unix("2023-03-26T00:00"), unix("2023-03-26T23:00"), LISBON)
    assert datetime.fromtimestamp(early, UTC).hour == 6


def test_how_long_it_drives_is_told_or_reckoned() -> None:
    offer = RideOffer("a", ENDS, departure=0)
    assert timedelta(minutes=60) < timedelta(seconds=span_s(offer)) < timedelta(minutes=90)
    timed = RideOffer("a", (*ENDS, Waypoint(41.6, -8.4, after_s=1234)), departure=0)
    assert span_s(timed) == 1234
