"""What a trip update makes of a scheduled trip's times, in slow plain Python.

Times by definition, not by passes: what is said is said, but never before what was said before;
what is not lies as late as the last thing said, never before the time before it nor after the next
thing said.
"""

from dataclasses import dataclass
from itertools import pairwise

from msgspec.structs import replace

from maas.live import StopEvent, StopUpdate, TripUpdate
from maas.live.trips import StopRelationship
from maas.timetable import Timetable

Told = tuple[str, int, int, bool, bool]
"""A call as it is known to be: stop id, arrival, departure (s of the service day), whether it is
skipped, whether anything is known of it."""

Calls = tuple[list[str], list[int], list[tuple[int, int]]]
"""Stops, numbers, arrivals and departures."""

SKIPPED, NO_DATA = StopRelationship.SKIPPED, StopRelationship.NO_DATA


@dataclass
class Event:
    """An arrival or departure."""

    scheduled: int
    said: int | None
    carried: int


def slow_calls(timetable: Timetable, trip: int, update: TripUpdate, midnight: int) -> list[Told]:
    """A scheduled trip's calls after an update that fits it; all skipped: as scheduled."""
    names, numbers, times = scheduled_calls(timetable, trip)
    known_stops = [
        stop
        if timetable.stops.id.find(f"{source_of(timetable, trip)}:{stop.stop_id}") >= 0
        else replace(stop, stop_id="")
        for stop in update.stops
    ]
    news = find_news((names, numbers, times), known_stops, midnight)
    skipped = [i in news and news[i].relationship is SKIPPED for i in range(len(names))]
    if all(skipped):
        return [(name, *time, False, False) for name, time in zip(names, times, strict=True)]
    delay, events, known = update.delay, [], []
    for i, time in enumerate(times):
        said = news.get(i)
        if said is not None and said.relationship is NO_DATA:
            delay = None
        usable = said is not None and said.relationship not in (SKIPPED, NO_DATA)
        own = [said.arrival, said.departure] if said is not None and usable else [None, None]
        clock = [said_time(event, at, midnight) for event, at in zip(own, time, strict=True)]
        if clock[0] is None and clock[1] is not None and delay is None:
            delay = clock[1] - time[1]
        for at, value in zip(time, clock, strict=True):
            delay = delay if value is None else value - at
            events.append(Event(at, value, at + (delay or 0)))
        known.append(delay is not None)
    final = settle(events)
    return [
        (name, final[2 * i], final[2 * i + 1], skipped[i], known[i]) for i, name in enumerate(names)
    ]


def scheduled_calls(timetable: Timetable, trip: int) -> Calls:
    """Raw ids of a trip's stops, their numbers, arrivals and departures."""
    pattern, stops = int(timetable.trips.pattern[trip]), timetable.patterns.first_stop
    rows = timetable.patterns.stop[stops[pattern] : stops[pattern + 1]].tolist()
    first, end = timetable.trips.first_time[trip : trip + 2].tolist()
    columns = (timetable.stop_times.arrive, timetable.stop_times.depart)
    return (
        [timetable.stops.id[row].partition(":")[2] for row in rows],
        timetable.numbering.numbers(trip, end - first).tolist(),
        list(zip(*(column[first:end].tolist() for column in columns), strict=True)),
    )


def source_of(timetable: Timetable, trip: int) -> str:
    """Prefix of a trip's ids."""
    return timetable.trips.id[trip].partition(":")[0]


def find_news(calls_of: Calls, stops: list[StopUpdate], midnight: int) -> dict[int, StopUpdate]:
    """News by the call they are about: by number, by stop after the last one (nearest in time)."""
    names, numbers, times = calls_of
    news: dict[int, StopUpdate] = {}
    last = -1
    for said in stops:
        calls = [i for i, number in enumerate(numbers) if number == said.sequence]
        if not calls or (said.stop_id and names[calls[0]] != said.stop_id):
            named = [i for i, name in enumerate(names) if name == said.stop_id]
            event = said.departure or said.arrival
            has_time = event is not None and event.time is not None
            if calls and len(named) != 1 and not has_time:
                continue
            calls = [i for i in named if i > last] or named
            if event is not None and event.time is not None:
                second = event.time - midnight
                calls.sort(key=lambda i: abs(times[i][1] - second))
        if calls and calls[0] not in news:
            news[calls[0]] = said
            last = calls[0]
    return news


def said_time(event: StopEvent | None, scheduled: int, midnight: int) -> int | None:
    """What is said of an arrival or departure, s of the service day; 2 h early: nothing."""
    if event is None:
        return None
    if event.time is not None and -7200 <= event.time - midnight - scheduled <= 86_400:
        return event.time - midnight
    if event.delay is not None and -7200 <= event.delay <= 86_400:
        return scheduled + event.delay
    return None


def settle(events: list[Event]) -> list[int]:
    """The final times."""
    said: list[int | None] = []
    for event in events:
        before = [time for time in said if time is not None]
        said.append(None if event.said is None else max(event.said, *before[-1:], event.said))
    final: list[int] = []
    for k, event in enumerate(events):
        own = said[k]
        if own is None:
            coming = [time for time in said[k:] if time is not None]
            own = max([min([event.carried, *coming[:1]]), *final[-1:]])
        final.append(own)
    assert all(a <= b for a, b in pairwise(final))
    return final
