"""A journey of the transit search made into an itinerary: access, rides, changes, egress."""

from dataclasses import dataclass

from maas.itinerary import Itinerary, Leg, Place
from maas.model import Mode
from routing.ends import Located, Reached, profile_of, speed_of, stop_place
from routing.graph import Graph
from routing.question import Question
from routing.rides import joined, ride_leg
from routing.streets import Snap
from routing.transit import Change, Journey, Ride
from routing.walks import Bout, Walks, street_leg


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """One end of a question with all that was found out about it."""

    located: Located
    reached: Reached
    snaps: dict[Mode, Snap | None]


class Assembler:
    """Makes itineraries of journeys for one question."""

    def __init__(
        self, graph: Graph, walks: Walks, question: Question, ends: tuple[Way, Way]
    ) -> None:
        assert graph.timetable is not None
        self._timetable = graph.timetable
        self._walks = walks
        self._question = question
        self._origin, self._destination = ends

    def itinerary(self, journey: Journey) -> Itinerary:
        """All legs of a journey with places, times and ways."""
        legs = self._transit_legs(journey)
        access, egress = self._access(journey), self._egress(journey, legs[-1].arrival)
        return Itinerary((*access, *legs, *egress))

    def _transit_legs(self, journey: Journey) -> list[Leg]:
        legs: list[Leg] = []
        seated: list[Leg] = []
        for move in journey.legs:
            if isinstance(move, Ride):
                leg = ride_leg(self._timetable, move, detailed=self._question.detailed_legs)
                if not (leg.stays_seated and self._question.join_in_seat_legs):
                    legs += _joined_or_none(seated)
                    seated = []
                seated.append(leg)
            else:
                legs += _joined_or_none(seated)
                seated = []
                legs.append(self._change(move, legs[-1].arrival))
        return legs + _joined_or_none(seated)

    def _change(self, change: Change, alighted: int) -> Leg:
        """The walk between two stops, begun on alighting; the rest of the time one waits."""
        question = self._question
        path = self._walks.between_stops(
            change.from_stop, change.to_stop, question.profile, change.seconds
        )
        walked_s = min(path.seconds, change.seconds) if path else change.seconds
        return street_leg(
            stop_place(self._timetable, change.from_stop),
            stop_place(self._timetable, change.to_stop),
            Bout(Mode.WALK, alighted, alighted + walked_s, path),
            question,
        )

    def _access(self, journey: Journey) -> tuple[Leg, ...]:
        end = self._origin
        if journey.access_stop in end.located.own_stops:
            return ()
        mode = end.reached.mode_of(journey.access_stop)
        stop = stop_place(self._timetable, journey.access_stop)
        at_stop = self._walks.stop(journey.access_stop, profile_of(mode, self._question))
        arrival = journey.departure + journey.access_s
        bout = self._bout(mode, journey.departure, arrival, (end.snaps.get(mode), at_stop))
        return (street_leg(end.located.place, stop, bout, self._question),)

    def _egress(self, journey: Journey, alighted: int) -> tuple[Leg, ...]:
        end = self._destination
        if journey.egress_stop in end.located.own_stops:
            return ()
        mode = end.reached.mode_of(journey.egress_stop)
        stop: Place = stop_place(self._timetable, journey.egress_stop)
        at_stop = self._walks.stop(journey.egress_stop, profile_of(mode, self._question))
        arrival = alighted + journey.egress_s
        bout = self._bout(mode, alighted, arrival, (at_stop, end.snaps.get(mode)))
        return (street_leg(stop, end.located.place, bout, self._question),)

    def _bout(
        self, mode: Mode, departure: int, arrival: int, snaps: tuple[Snap | None, Snap | None]
    ) -> Bout:
        question = self._question
        if not question.detailed_legs or question.straight_radius_m is not None:
            return Bout(mode, departure, arrival, None)
        speed = speed_of(mode, question)
        path = self._walks.way(*snaps, profile_of(mode, question), arrival - departure + 1, speed)
        return Bout(mode, departure, arrival, path)


def _joined_or_none(seated: list[Leg]) -> list[Leg]:
    return [joined(seated)] if len(seated) > 1 else seated
