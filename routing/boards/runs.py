"""One trip on one day, from where its vehicle begins to where it ends."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from maas.errors import NotFound
from maas.itinerary import Itinerary
from routing.known_trips import MOST_SEATED, becomes, ride_of, runs_of
from routing.live_timetable import LiveTimetable, Run
from routing.rides import joined, ride_leg

TRIP_ID = re.compile(
    r"(?P<day>[0-9]{8})_(?P<hours>[0-9]{1,3}):(?P<minutes>[0-5][0-9])(:[0-5][0-9])?_(?P<id>.+)",
    re.DOTALL,
)
DAY_MIN = 24 * 60


def trip_itinerary(
    running: LiveTimetable, trip_id: str, *, detailed: bool, join: bool
) -> Itinerary:
    """The whole way of a trip's vehicle while passengers may stay seated.

    Args:
        detailed: with the shape of its way.
        join: as one leg that bears the name of the trip asked for; else a leg for each trip.

    Raises:
        NotFound: no trip of that day has the id.
    """
    asked = get_run(running, trip_id)
    runs = [*_before(running, asked), asked, *_after(running, asked)]
    legs = []
    for i, run in enumerate(runs):
        last = running.calls(run[0]).stop.size - 1
        ride = ride_of(running, run, (0, last), seated=i > 0)
        legs.append(ride_leg(running, ride, detailed=detailed))
    if not join or len(legs) == 1:
        return Itinerary(tuple(legs))
    own = legs[runs.index(asked)]
    return Itinerary((replace(joined(legs), mode=own.mode, trip=own.trip),))


def get_run(running: LiveTimetable, trip_id: str) -> Run:
    """The trip and the service day that an id names.

    The clock tells runs of one id apart (frequencies.txt). It may be written in another form
    (`8:05`, `08:05:00`), or as the clock of the day after for a trip past midnight. Where one run
    alone has the id on its day, it is meant, whenever it starts: timetables change.

    Raises:
        NotFound: no trip of that day has the id.
    """
    match = TRIP_ID.fullmatch(trip_id)
    if match is not None:
        minute = int(match["hours"]) * 60 + int(match["minutes"])
        for named, past_midnight in ((match["day"], 0), (_day_before(match["day"]), DAY_MIN)):
            runs = runs_of(running, f"{named}_00:00_{match['id']}")
            starting = [run for run in runs if _minute(running, run[0]) == minute + past_midnight]
            if starting:
                return starting[0]
        runs = runs_of(running, f"{match['day']}_00:00_{match['id']}")
        if len(runs) == 1:
            return runs[0]
    raise NotFound(f"tripId: no trip has the id {trip_id!r}")


def _day_before(text: str) -> str:
    try:
        day = date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return text
    return f"{day - timedelta(days=1):%Y%m%d}" if day > date.min else text


def _minute(running: LiveTimetable, trip: int) -> int:
    return running.first_departure(trip) // 60


def _after(running: LiveTimetable, run: Run) -> Iterator[Run]:
    """What the vehicle of a run goes on as."""
    trip, day = run
    for _ in range(MOST_SEATED):
        onward = becomes(running, (trip, day))
        if onward < 0 or not _follows(running, trip, onward):
            return
        trip = onward
        yield trip, day


def _before(running: LiveTimetable, run: Run) -> list[Run]:
    """What the vehicle of a run came as, the first one first."""
    trip, day = run
    found: list[Run] = []
    while len(found) < MOST_SEATED:
        earlier = next(_predecessors(running, trip, day), -1)
        if earlier < 0:
            break
        trip = earlier
        found.insert(0, (trip, day))
    return found


def _predecessors(running: LiveTimetable, trip: int, day: date) -> Iterator[int]:
    """The trips that become a trip on a day."""
    in_seat, services = running.timetable.in_seat, running.timetable.services
    base = running.base(trip)
    if base < 0:
        return
    active = services.active(day)
    links = np.flatnonzero(in_seat.trip == base)
    for owner in (np.searchsorted(in_seat.first, links, side="right") - 1).tolist():
        if not active[running.timetable.trips.service[owner]]:
            continue
        before = running.standing_for((owner, day))
        if becomes(running, (before, day)) == trip and _follows(running, before, trip):
            yield before


def _follows(running: LiveTimetable, trip: int, onward: int) -> bool:
    """Whether a trip starts when the one before has ended: feeds say other things too."""
    before, start = running.calls(trip), int(running.calls(onward).depart[0])
    return start >= int(before.arrive[-1]) and start > int(before.depart[0])
