"""When incidents hold, by the clock of their territory."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from maas.live.incidents import Hours, Incident, IncidentKind
from routing.incidents.spans import AHEAD_S, end_of, spans_of

LISBON = ZoneInfo("Europe/Lisbon")
EVERY_DAY = tuple(range(7))


def at(text: str) -> int:
    """A moment by the clocks of Lisbon, such as `2026-11-22 20:00` (a Sunday)."""
    return int(datetime.fromisoformat(text).replace(tzinfo=LISBON).timestamp())


def closed(begin: str = "", end: str = "", *hours: Hours) -> Incident:
    """A closure for a time."""
    return Incident(
        "1",
        IncidentKind.CLOSURE,
        begin=at(begin) if begin else None,
        end=at(end) if end else None,
        hours=hours,
    )


def told(incident: Incident, now: str) -> list[str]:
    """Its spans as clocks show them: `22 20:00 - 23 06:00`."""
    shown = (
        [datetime.fromtimestamp(each, LISBON).strftime("%d %H:%M") for each in span]
        for span in spans_of(incident, at(now), LISBON)
    )
    return [" - ".join(span) for span in shown]


def test_what_has_no_hours_holds_from_its_begin_to_its_end_however_far_off() -> None:
    found = spans_of(closed("2026-12-24 08:00", "2027-03-01 00:00"), at("2026-11-22 20:00"), LISBON)
    assert found == ((at("2026-12-24 08:00"), at("2027-03-01 00:00")),)


def test_what_has_no_end_holds_as_far_ahead_as_is_looked() -> None:
    now = at("2026-11-22 20:00")
    assert spans_of(closed(), now, LISBON) == ((0, now + AHEAD_S),)
    assert spans_of(closed("2026-12-24 08:00"), now, LISBON) == ()


def test_nights_belong_to_the_day_on_which_they_begin() -> None:
    nights = closed("", "", Hours((4, 5), 22 * 3600, 5 * 3600))  # Friday and Saturday
    assert told(nights, "2026-11-22 04:00") == [
        "20 22:00 - 21 05:00",
        "21 22:00 - 22 05:00",
        "27 22:00 - 28 05:00",
        "28 22:00 - 29 05:00",
    ]


def test_hours_hold_within_the_period_alone() -> None:
    works = Hours(EVERY_DAY, 7 * 3600, 17 * 3600, first=date(2026, 11, 23))
    assert told(closed("2026-11-22 06:00", "2026-11-25 12:00", works), "2026-11-22 05:00") == [
        "23 07:00 - 23 17:00",
        "24 07:00 - 24 17:00",
        "25 07:00 - 25 12:00",
    ]


def test_whole_days_and_hours_that_touch_are_one_time() -> None:
    days = Hours(EVERY_DAY, 0, 86_400, last=date(2026, 11, 24))
    halves = [Hours((2,), 8 * 3600, 12 * 3600), Hours((2,), 10 * 3600, 14 * 3600)]
    assert told(closed("2026-11-22 06:00", "", days, *halves), "2026-11-22 05:00") == [
        "22 06:00 - 25 00:00",
        "25 08:00 - 25 14:00",
    ]


def test_clocks_that_change_change_when_it_holds() -> None:
    nights = closed("", "", Hours((6,), 1800, 5400))  # Sundays, 00:30 - 01:30
    autumn, spring = "2026-10-24 12:00", "2027-03-27 12:00"
    (twice,) = spans_of(nights, at(autumn), LISBON)[:1]
    assert twice[1] - twice[0] == 2 * 3600  # 01:30 comes twice, the later one ends it
    (never,) = spans_of(nights, at(spring), LISBON)[:1]
    assert never[1] - never[0] == 3600  # at 01:00 it is 02:00


def test_it_is_over_when_its_end_or_its_last_day_is() -> None:
    days = Hours(EVERY_DAY, 8 * 3600, 26 * 3600, last=date(2026, 11, 24))
    assert end_of(closed(), LISBON) is None
    assert end_of(closed("", "2026-11-22 20:00"), LISBON) == at("2026-11-22 20:00")
    assert end_of(closed("", "", days), LISBON) == at("2026-11-25 02:00")
    assert end_of(closed("", "2026-11-22 20:00", days), LISBON) == at("2026-11-22 20:00")
    assert end_of(closed("", "", days, Hours((1,), 0, 60)), LISBON) is None
