"""Trips whose ids are not the timetable's, matched by what else is said of them.

A newer timetable, or a producer that cuts or lengthens ids. A trip is taken only if it is the one
that fits: same route and direction, its start time or the times its stops are scheduled at, its
stops in the order in which the news name them.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from re import finditer

import numpy as np

from maas.arrays import Int32s
from maas.live import StopEvent, StopUpdate
from maas.model import SourceId
from maas.timetable import Timetable
from routing.overlays.lookup import ranks_of, rows_of
from routing.overlays.trips.days import Days, ordinal
from routing.overlays.trips.naming import Named, ScheduledRun

TOLERANCE_S = 60
"""Two timetables may differ by this much and still mean the same trip."""

SHORTEST_PIECE = 4
"""Characters of an id that may stand for the whole."""

MOST_COMPARED = 50
"""Trips that are looked at call by call; where more are left, too little is said."""


class Likeness:
    """Looks for trips by likeness. Lives as long as one `apply`."""

    def __init__(self, timetable: Timetable, days: Days, sources: Sequence[SourceId]) -> None:
        self._timetable, self._days, self._sources = timetable, days, sources

        self._of_routes: dict[str, Int32s] = {}

    @cached_property
    def _by_route(self) -> tuple[Int32s, Int32s]:
        order = np.argsort(self._timetable.trips.route, kind="stable").astype(np.int32)
        return order, self._timetable.trips.route[order]

    def run(self, named: Named) -> ScheduledRun | str:
        """The one run that fits, or the rule that says why there is none."""
        found = {
            ScheduledRun(trip, day)
            for day in self._possible_days(named)
            for trip in self._candidates(named, day)
            if self._fits(named, trip, day)
        }
        if len(found) == 1:
            return found.pop()
        return "ambiguous_trip" if found else "E003"

    def _possible_days(self, named: Named) -> list[int]:
        if named.key.start_date:
            day = ordinal(named.key.start_date)
            return [day] if day is not None and self._days.is_near(day, named.now) else []
        today = self._days.today(named.now, 0)
        tells_day = any(scheduled_at(event) is not None for event in events(named.stops))
        return [today - 1, today, today + 1] if tells_day else [today - 1, today]

    def _candidates(self, named: Named, day: int) -> list[int]:
        """Trips of the route or with a piece of the id that run on a day as the key says."""
        trips, times = self._timetable.trips, self._timetable.stop_times
        found = self._of_route(named.key.route_id) if named.key.route_id else None
        if found is None or found.size:
            like = self._with_pieces(named.trip_id)
            both = like if found is None else np.intersect1d(found, like)
            found = both if found is None or both.size else found
        if named.key.direction >= 0:
            found = found[np.isin(trips.direction[found], (named.key.direction, -1))]
        if named.key.start_time >= 0:
            leaves = times.depart[trips.first_time[found]]
            found = found[leaves == named.key.start_time]
        found = self._under_way(found, named.stops, day)
        running = [trip for trip in found.tolist() if self._days.runs(trip, day)]
        return running if len(running) <= MOST_COMPARED else []

    def _under_way(self, found: Int32s, stops: Iterable[StopUpdate], day: int) -> Int32s:
        """Of some trips those that are between their ends at the first time said as scheduled."""
        said = next(filter(None, (scheduled_at(event) for event in events(stops))), None)
        if said is None or not found.size:
            return found
        trips, times = self._timetable.trips, self._timetable.stop_times
        second = said - self._days.midnight(day, self._days.of(int(found[0])))
        leaves = times.depart[trips.first_time[found]] - TOLERANCE_S
        return found[
            (leaves <= second)
            & (second <= times.arrive[trips.first_time[found + 1] - 1] + TOLERANCE_S)
        ]

    def _of_route(self, route_id: str) -> Int32s:
        if route_id not in self._of_routes:
            rows = rows_of(self._timetable.routes.id, [f"{s}:{route_id}" for s in self._sources])
            order, routes = self._by_route
            spans = [np.searchsorted(routes, [row, row + 1]) for row in rows.tolist() if row >= 0]
            own = [order[:0], *(order[low:high] for low, high in spans)]
            self._of_routes[route_id] = np.concatenate(own)
        return self._of_routes[route_id]

    def _with_pieces(self, trip_id: str) -> Int32s:
        """Trips whose id is what stands before or after a separator in the one given."""
        cuts = [(match.start(), match.end()) for match in finditer(r"[^0-9A-Za-z]+", trip_id)]
        pieces = {text for begin, end in cuts for text in (trip_id[:begin], trip_id[end:])}
        long = sorted(text for text in pieces if len(text) >= SHORTEST_PIECE)
        ids = self._timetable.trips.id
        low, high = ranks_of(ids, [f"{s}:{text}" for s in self._sources for text in long])
        ranges = (ids.order[a:b] for a, b in zip(low.tolist(), high.tolist(), strict=True))
        return np.unique(np.concatenate([ids.order[:0], *ranges]))

    def _fits(self, named: Named, trip: int, day: int) -> bool:
        """Whether a trip calls where the news say, when they say it should."""
        patterns, pattern = self._timetable.patterns, self._timetable.trips.pattern[trip]
        calls = slice(*patterns.first_stop[pattern : pattern + 2].tolist())
        names = [self._raw_id(stop) for stop in patterns.stop[calls].tolist()]
        first = int(self._timetable.trips.first_time[trip])
        midnight = self._days.midnight(day, self._days.of(trip))
        at, proven = -1, named.key.start_time >= 0
        for stop in named.stops:
            if not stop.stop_id:
                continue
            at = next((i for i in range(at + 1, len(names)) if names[i] == stop.stop_id), -1)
            if at < 0:
                return False
            apart = list(self._apart(stop, first + at, midnight))
            if any(seconds > TOLERANCE_S for seconds in apart):
                return False
            proven |= bool(apart)
        return proven and (at >= 0 or not named.stops)

    def _raw_id(self, stop: int) -> str:
        return self._timetable.stops.id[stop].partition(":")[2]

    def _apart(self, stop: StopUpdate, at: int, midnight: int) -> Iterator[int]:
        """How far from what the timetable says the news say that a call is scheduled."""
        times = self._timetable.stop_times
        for event, column in ((stop.arrival, times.arrive), (stop.departure, times.depart)):
            second = scheduled_at(event) if event is not None else None
            if second is not None:
                yield abs(second - midnight - int(column[at]))


def scheduled_at(event: StopEvent) -> int | None:
    """When an event is scheduled (Unix s), if the news say that."""
    if event.scheduled is not None or event.time is None or event.delay is None:
        return event.scheduled
    return event.time - event.delay


def events(stops: Iterable[StopUpdate]) -> Iterator[StopEvent]:
    """Everything that is said of arrivals and departures."""
    return (event for stop in stops for event in (stop.arrival, stop.departure) if event)
