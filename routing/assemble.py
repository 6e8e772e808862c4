"""A journey of the transit search made into an itinerary: access, rides, changes, egress."""

from collections.abc import Callable, Iterable, Iterator
from copy import copy
from dataclasses import dataclass, replace

from maas.itinerary import Itinerary, Leg
from maas.model import CAR_MODES, Mode
from routing.alternatives import Stretch, stretches_of
from routing.annotating import as_known_to_run, with_missed
from routing.carpool.legs import off_platforms
from routing.ends import Doorways, Located
from routing.halt_legs import halt_legs
from routing.halting import Bounds, Halting, halts_on
from routing.live_timetable import LiveTimetable
from routing.moving import profile_of, speed_of, walker_of
from routing.parking.ways import ParkedWay
from routing.question import Question, Realtime
from routing.reached import Reached
from routing.rental_legs import Span, rental_legs
from routing.rentals.ways import RentalWay
from routing.renting import Renting
from routing.rides import joined, ride_leg, stop_at
from routing.streets import StreetPath
from routing.transit import Change, Journey, Ride
from routing.walks import Bout, Walks, street_leg


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """One end of a question with all that was found out about it."""

    located: Located
    reached: Reached
    doorways: Doorways
    """Where it meets the streets of each mode."""


class Assembler:
    """Makes itineraries of journeys for one question; finds each ride and each way to or from
    a stop once."""

    def __init__(
        self,
        running: LiveTimetable,
        walks: Walks,
        question: Question,
        ends: tuple[Way, Way],
        renting: Renting | None = None,
        halting: Halting | None = None,
    ) -> None:
        self._running = running
        self._places = running.places
        self._walks = walks
        self._question = question
        self._origin, self._destination = ends
        self._renting = renting
        self._halting = halting
        self._alternatives: Callable[[Journey], list[list[Journey]]] | None = None
        self._paths: dict[tuple[int, bool], StreetPath | None] = {}
        self._rented: dict[tuple[int, bool], RentalWay | None] = {}
        self._parked: dict[tuple[int, bool], ParkedWay | None] = {}
        self._rides: dict[Ride, Leg] = {}

    def with_alternatives(self, find: Callable[[Journey], list[list[Journey]]]) -> "Assembler":
        """The same, telling also what could be taken instead of each vehicle."""
        made = copy(self)
        made._alternatives = find
        return made

    def itinerary(self, journey: Journey) -> Itinerary:
        """All legs of a journey with places, times and ways."""
        told = self._told(journey)
        legs = self._transit_legs(told)
        if self._alternatives is not None:
            legs = list(self._with_alternatives(legs, journey, self._alternatives(journey)))
        whole = with_missed((*self._access(told), *legs, *self._egress(told)))
        return Itinerary(off_platforms(whole) if self._running.offered else whole)

    def _told(self, journey: Journey) -> Journey:
        """A journey at the times that are to be told."""
        if self._question.realtime is not Realtime.ANNOTATION_ONLY:
            return journey
        return as_known_to_run(self._running, journey)

    def _with_alternatives(
        self, legs: Iterable[Leg], journey: Journey, pieces: Iterable[list[Journey]]
    ) -> Iterator[Leg]:
        """The legs, those in which one boards a vehicle with what could take its place."""
        around = zip(stretches_of(journey), pieces, strict=True)
        for leg in legs:
            if leg.trip is None or leg.stays_seated:
                yield leg
                continue
            stretch, found = next(around)
            told = tuple(self._alternative(piece, stretch) for piece in found)
            yield replace(leg, alternatives=told)

    def _alternative(self, piece: Journey, stretch: Stretch) -> tuple[Leg, ...]:
        """Another vehicle between two ways over streets, which may be of no length."""
        piece = self._told(piece)
        rides = self._transit_legs(piece)
        first, last = piece.access_stop, piece.egress_stop
        if stretch.before is None:
            ingress = self._from_origin(piece)
        else:
            left = stop_at(self._running, stretch.before, stretch.before.alight)
            change = Change(left, first, piece.access_s)
            ingress = (self._change(change, stretch.before.arrival),)
        if stretch.after is None:
            return (*ingress, *rides, *self._to_destination(piece))
        boarded = stop_at(self._running, stretch.after, stretch.after.board)
        change = Change(last, boarded, piece.egress_s)
        return (*ingress, *rides, self._change(change, rides[-1].arrival))

    def _transit_legs(self, journey: Journey) -> list[Leg]:
        legs: list[Leg] = []
        seated: list[Leg] = []
        for move in journey.legs:
            if isinstance(move, Ride):
                leg = self._ride(move)
                if not (leg.stays_seated and self._question.join_in_seat_legs):
                    legs += _joined_or_none(seated)
                    seated = []
                seated.append(leg)
            else:
                legs += _joined_or_none(seated)
                seated = []
                legs += self._changed(move, legs[-1].arrival)
        return legs + _joined_or_none(seated)

    def _ride(self, ride: Ride) -> Leg:
        if ride not in self._rides:
            detailed = self._question.detailed_legs
            self._rides[ride] = ride_leg(self._running, ride, detailed=detailed)
        return self._rides[ride]

    def _changed(self, change: Change, alighted: int) -> tuple[Leg, ...]:
        """The way between two stops, begun on alighting."""
        if change.rented is None or self._renting is None:
            return (self._change(change, alighted),)
        span = Span(
            self._places.of(change.from_stop),
            self._places.of(change.to_stop),
            alighted,
            alighted + change.rented.seconds,
        )
        return rental_legs(self._renting.rentals, change.rented, span, self._question)

    def _change(self, change: Change, alighted: int) -> Leg:
        """The walk between two stops, begun on alighting; the rest of the time one waits.

        Only a stay at a via where one alighted comes before the walk.
        """
        begun = alighted + change.stay_s
        pair = change.from_stop, change.to_stop
        # A change may take no more than its walk, whose seconds are rounded: the bound is not.
        path = self._walks.between_stops(*pair, self._question.profile, change.seconds + 1)
        walked_s = min(path.seconds, change.seconds) if path else change.seconds
        return street_leg(
            self._places.of(change.from_stop),
            self._places.of(change.to_stop),
            Bout(Mode.WALK, begun, begun + walked_s, path),
            self._question,
        )

    def _access(self, journey: Journey) -> tuple[Leg, ...]:
        return () if journey.access_s == 0 else self._from_origin(journey)

    def _from_origin(self, journey: Journey) -> tuple[Leg, ...]:
        stop, departure = journey.access_stop, journey.departure
        span = Span(
            self._origin.located.place,
            self._places.of(stop),
            departure,
            departure + journey.access_s,
        )
        return self._over_streets(self._origin, stop, span)

    def _egress(self, journey: Journey) -> tuple[Leg, ...]:
        return () if journey.egress_s == 0 else self._to_destination(journey)

    def _to_destination(self, journey: Journey) -> tuple[Leg, ...]:
        stop, arrival = journey.egress_stop, journey.arrival
        span = Span(
            self._places.of(stop),
            self._destination.located.place,
            arrival - journey.egress_s,
            arrival,
        )
        return self._over_streets(self._destination, stop, span)

    def _over_streets(self, end: Way, stop: int, span: Span) -> tuple[Leg, ...]:
        """Between an end and one of its stops, by the mode that is the quickest there."""
        mode, key = end.reached.mode_of(stop), (stop, end is self._origin)
        most_s = span.arrival - span.departure + 1
        if mode is Mode.RENTAL and self._renting is not None:
            if key not in self._rented:
                self._rented[key] = self._rental_way(self._renting, end, stop, most_s)
            way = self._rented[key]
            if way is not None:
                return rental_legs(self._renting.rentals, way, span, self._question)
        if halts_on(mode, self._question) and self._halting is not None:
            if key not in self._parked:
                self._parked[key] = self._parked_way(self._halting, end, stop, most_s)
            parked = self._parked[key]
            if parked is not None:
                return halt_legs(self._halting, parked, mode, span, self._question)
        if key not in self._paths:
            self._paths[key] = self._path(end, stop, mode, most_s)
        ridden = Mode.CAR if mode in CAR_MODES else mode
        bout = Bout(ridden, span.departure, span.arrival, self._paths[key])
        return (street_leg(span.origin, span.destination, bout, self._question),)

    def _rental_way(self, renting: Renting, end: Way, stop: int, max_s: int) -> RentalWay | None:
        question, walker = self._question, walker_of(self._question)
        is_access = end is self._origin
        here = end.doorways[Mode.RENTAL]
        there = self._walks.doorways(stop, question.profile, walker, outward=not is_access)
        ends = (here, there) if is_access else (there, here)
        wanted = question.access_rental if is_access else question.egress_rental
        return renting.way(*ends, wanted, walker, max_s, end.reached.course_to(stop))

    def _parked_way(self, halting: Halting, end: Way, stop: int, max_s: int) -> ParkedWay | None:
        question, egress = self._question, end is self._destination
        mode, walker = end.reached.mode_of(stop), walker_of(question)
        there = self._walks.doorways(stop, question.profile, walker, outward=egress)
        bounds = Bounds(max_s, end.reached.spot_to(stop), egress)
        return halting.way((end.doorways[mode], there), mode, question, bounds)

    def _path(self, end: Way, stop: int, mode: Mode, max_s: int) -> StreetPath | None:
        """The way between an end and one of its stops."""
        question = self._question
        walker, pace = walker_of(question), (profile_of(mode, question), speed_of(mode, question))
        is_told = question.detailed_legs or self._walks.are_barred(pace[0])
        if not is_told or question.straight_radius_m is not None:
            return None
        is_access = end is self._origin
        for own in end.located.own_stops.tolist():
            a, b = (own, stop) if is_access else (stop, own)
            inside = self._walks.inside(a, b, walker)
            if inside is not None:
                return inside
        here = end.doorways[mode]
        there = self._walks.doorways(stop, pace[0], walker, outward=not is_access)
        ends = (here, there) if is_access else (there, here)
        return self._walks.way(*ends, pace, walker, max_s)


def _joined_or_none(seated: list[Leg]) -> list[Leg]:
    return [joined(seated)] if len(seated) > 1 else seated
