"""Where and when rides are looked for that a question may take: cells and half-hours, no more.

All the way, from the origin to hubs around it, and from hubs around the destination. How long rides
and lines take is guessed from afar: half an hour is known well enough by it.
"""

from collections.abc import Iterator

from maas.cells import ANALYSIS_RESOLUTION, cell_of
from maas.model import LatLon, TimeMeaning
from maas.requests import HALF_HOUR_S, Area
from maas.units import STRAIGHT_LINE_FACTOR
from routing.carpool.hubs import Hubs
from routing.cursor import Cursor
from routing.question import Question

MOST_HALF_HOURS = 2
AHEAD_S = 30 * 86_400
LEAST_RIDE_M = 1_000.0
"""Nobody is driven to what is nearer, as the crow flies."""

RIDE_M_S, LINE_M_S, LINE_WAIT_S = 14.0, 10.0, 600
"""How fast a car and a line get on, and how long one waits for the line and walks."""


def areas_of(
    question: Question, ends: tuple[LatLon, LatLon], hubs: tuple[Hubs, int], now: int
) -> tuple[Area, ...]:
    """The areas to ask operators about for a question between two positions, each once.

    Args:
        hubs: those there are, and how many of them around each end at most.
        now: Unix s of the service clock; nobody is asked about the past, nor about a far future.
    """
    origin, destination = ends
    if origin.distance_m(destination) < LEAST_RIDE_M:
        return ()
    known, most = hubs
    ways = Ways(question, origin, destination)
    found = [
        *ways.direct(),
        *(ways.to(hub) for hub in known.near(origin, destination, most)),
        *(ways.back_from(hub) for hub in known.near(destination, origin, most)),
    ]
    soon = range(now // HALF_HOUR_S, (now + AHEAD_S) // HALF_HOUR_S + 1)
    return tuple(dict.fromkeys(area for area in found if area.half_hour in soon))


class Ways:
    """The rides that may be part of an answer."""

    def __init__(self, question: Question, origin: LatLon, destination: LatLon) -> None:
        self._first, self._last = _window(question)
        self._arrives = question.meaning is TimeMeaning.ARRIVE_BY
        self._origin, self._destination = origin, destination

    def direct(self) -> Iterator[Area]:
        """All the way, in the half-hours in which one may leave."""
        before_s = _ride_s(self._origin, self._destination) if self._arrives else 0
        first, last = ((at - before_s) // HALF_HOUR_S for at in (self._first, self._last))
        halves = range(first, last + 1)
        for half in halves[-MOST_HALF_HOURS:] if self._arrives else halves[:MOST_HALF_HOURS]:
            yield _area(self._origin, self._destination, half)

    def to(self, hub: LatLon) -> Area:
        """From the origin to a hub, from where a line goes on."""
        after_s = _ride_s(self._origin, hub) + _line_s(hub, self._destination)
        return _area(self._origin, hub, self._half_hour(-after_s if self._arrives else 0))

    def back_from(self, hub: LatLon) -> Area:
        """From a hub that a line has led to, to the destination."""
        ride_s, line_s = _ride_s(hub, self._destination), _line_s(self._origin, hub)
        return _area(hub, self._destination, self._half_hour(-ride_s if self._arrives else line_s))

    def _half_hour(self, later_s: int) -> int:
        """That of the middle of the window, so much later."""
        return ((self._first + self._last) // 2 + later_s) // HALF_HOUR_S


def _window(question: Question) -> tuple[int, int]:
    """The first and the last second that is searched at first: of departures, or of arrivals."""
    time, is_later = question.time, question.meaning is TimeMeaning.DEPART_AT
    if question.cursor:
        cursor = Cursor.parse(question.cursor)
        time, is_later = cursor.time, cursor.later
    length_s = max(0, question.window_s - 1)
    return (time, time + length_s) if is_later else (time - length_s, time)


def _area(start: LatLon, end: LatLon, half_hour: int) -> Area:
    return Area(_cell(start), _cell(end), half_hour)


def _cell(at: LatLon) -> int:
    return cell_of(at.lat, at.lon, ANALYSIS_RESOLUTION)


def _ride_s(start: LatLon, end: LatLon) -> int:
    return round(start.distance_m(end) * STRAIGHT_LINE_FACTOR / RIDE_M_S)


def _line_s(start: LatLon, end: LatLon) -> int:
    return LINE_WAIT_S + round(start.distance_m(end) * STRAIGHT_LINE_FACTOR / LINE_M_S)
