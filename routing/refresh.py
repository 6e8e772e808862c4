"""An itinerary found again in the timetable as it is now: what to assemble of its legs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from maas.errors import NotFound
from maas.itinerary import Itinerary
from maas.model import Mode
from routing.annotating import ride_as_known
from routing.carpool.trips import FIRST
from routing.known_trips import KnownLeg, find_rides, stays_seated
from routing.live_timetable import LiveTimetable
from routing.question import End, KnownOffset, Question
from routing.rides import stop_at
from routing.transit import Change, Journey, Ride


@dataclass(frozen=True, slots=True)
class Known:
    """An itinerary's legs: to the first stop, between first and last stop, from the last stop."""

    access: tuple[KnownLeg, ...]
    """At most one, or those around a rented vehicle, or to where one's own is left and on."""
    moves: tuple[KnownLeg, ...]
    """Empty: a way without lines, which `access` is."""
    egress: tuple[KnownLeg, ...]

    @classmethod
    def of(cls, legs: Sequence[KnownLeg]) -> "Known":
        """Part the legs of an itinerary.

        Raises:
            NotFound: several legs without line or vehicle: nothing of ours.
        """
        rides = [i for i, leg in enumerate(legs) if leg.trip_id is not None]
        first, last = (rides[0], rides[-1] + 1) if rides else (len(legs), len(legs))
        known = cls(tuple(legs[:first]), tuple(legs[first:last]), tuple(legs[last:]))
        rented = (gap.legs for gap in known.gaps if is_rented(gap.legs))
        if not all(map(_is_one_way, (known.access, known.egress, *rented))):
            raise NotFound("itineraryId: no itinerary has such legs")
        return known

    @property
    def gaps(self) -> tuple["Gap", ...]:
        """What lies between one line and the next, where there is anything."""
        rides = [i for i, leg in enumerate(self.moves) if leg.trip_id is not None]
        return tuple(
            Gap(self.moves[i].destination, self.moves[i + 1 : j], self.moves[j].origin)
            for i, j in pairwise(rides)
            if j > i + 1
        )


@dataclass(frozen=True, slots=True)
class Gap:
    """Legs over streets, and the ends they lead between."""

    origin: End
    legs: tuple[KnownLeg, ...]
    destination: End


def is_rented(legs: Sequence[KnownLeg]) -> bool:
    """Whether there is a rented vehicle among some legs."""
    return any(leg.mode is Mode.RENTAL for leg in legs)


RIDDEN = frozenset({Mode.CAR, Mode.BIKE})


def is_parked(legs: Sequence[KnownLeg]) -> bool:
    """Whether one's own vehicle is left among some legs, or one is set down."""
    rides = [leg for leg in legs if leg.mode in RIDDEN]
    return len(rides) == 1 and (len(legs) > 1 or rides[0].parking is not None)


def _is_looked_for(legs: Sequence[KnownLeg]) -> bool:
    """Whether a way is found again by itself, beside the lines."""
    return is_rented(legs) or is_parked(legs)


def _is_one_way(legs: Sequence[KnownLeg]) -> bool:
    """Whether legs lead over streets as ours do: one, or a vehicle with walks around it."""
    if len(legs) <= 1:
        return True
    if is_parked(legs):
        return {leg.mode for leg in legs} < {Mode.WALK, *RIDDEN} and len(legs) == 2
    rides = [i for i, leg in enumerate(legs) if leg.mode is Mode.RENTAL]
    on_foot = sum(leg.mode is Mode.WALK for leg in legs)
    return len(rides) == 1 and on_foot == len(legs) - 1 and max(rides[0], on_foot - rides[0]) <= 1


def question_of(known: Known, question: Question) -> Question:
    """The question that the itinerary answers; the ways to and from lines last as they did."""
    if not known.moves:
        return replace(
            question,
            origin=known.access[0].origin,
            destination=known.access[-1].destination,
            time=known.access[0].departure,
            direct_modes=(known.access[0].mode,),
        )
    first, last = known.moves[0], known.moves[-1]
    begin, end = (*known.access, first)[0], (last, *known.egress)[-1]
    return replace(
        question,
        origin=begin.origin,
        destination=end.destination,
        time=begin.departure,
        access_offsets=(_offset(first.origin.stop_id, known.access),),
        egress_offsets=(_offset(last.destination.stop_id, known.egress),),
        access_modes=_modes(known.access),
        egress_modes=_modes(known.egress),
        direct_modes=(),
    )


def _offset(stop_id: str | None, legs: Sequence[KnownLeg]) -> KnownOffset:
    """How far it is to a stop; a vehicle's way is looked for again, so that it counts later."""
    if not legs or _is_looked_for(legs):
        return KnownOffset(stop_id or "", 0)
    return KnownOffset(stop_id or "", _lasted_s(legs), legs[0].mode)


def _modes(legs: Sequence[KnownLeg]) -> tuple[Mode, ...]:
    """By what one gets to the first stop, or from the last."""
    return (Mode.WALK,) if not legs or _is_looked_for(legs) else (legs[0].mode,)


def _lasted_s(legs: Sequence[KnownLeg]) -> int:
    return 0 if not legs or _is_looked_for(legs) else legs[-1].arrival - legs[0].departure


def only_way(ways: Iterable[Itinerary]) -> Itinerary:
    """The one way found.

    Raises:
        NotFound: none was.
    """
    for way in ways:
        return way
    raise NotFound("itineraryId: there is no such way any more")


def find_journey(running: LiveTimetable, known: Known) -> Journey:
    """The journey as its trips run now, from its first stop where a vehicle is rented before.

    Raises:
        NotFound: a trip is gone, or a change is no longer possible.
    """
    legs = _legs(running, known.moves)
    rides = [leg for leg in legs if isinstance(leg, Ride)]
    access, egress = _lasted_s(known.access), _lasted_s(known.egress)
    return Journey(
        rides[0].departure - access,
        rides[-1].arrival + egress,
        stop_at(running, rides[0], rides[0].board),
        access,
        stop_at(running, rides[-1], rides[-1].alight),
        egress,
        tuple(legs),
    )


def _legs(running: LiveTimetable, moves: Sequence[KnownLeg]) -> list[Ride | Change]:
    legs: list[Ride | Change] = []
    before: Ride | None = None
    walked_s = 0
    for leg in moves:
        if leg.trip_id is None:
            walked_s += leg.arrival - leg.departure
            continue
        rides = [ride_as_known(running, ride) for ride in find_rides(running, leg)]
        if before is not None:
            rides[0] = _onward(running, before, rides[0], walked_s)
            legs += _change(running, before, rides[0], walked_s)
        legs += _linked(running, rides)
        before, walked_s = rides[-1], 0
    return legs


def _linked(running: LiveTimetable, rides: Sequence[Ride]) -> list[Ride | Change]:
    """The rides of one vehicle; where it does not go on as it was to, one must change."""
    legs: list[Ride | Change] = [rides[0]]
    before = rides[0]
    for ride in rides[1:]:
        after = replace(
            ride, stays_seated=_runs(running, before) and stays_seated(running, before, ride)
        )
        legs += [*_change(running, before, after, 0), after]
        before = after
    return legs


def _runs(running: LiveTimetable, ride: Ride) -> bool:
    """Whether a trip still makes a ride, as far as is known."""
    return running.standing_for((ride.trip, ride.day)) == ride.trip


def _onward(running: LiveTimetable, before: Ride, after: Ride, walked_s: int) -> Ride:
    """The ride after another, if one can catch it.

    Where news of their trips, or of an offer, break the change, that is told of the leg, not
    refused.
    """
    if walked_s == 0 and stays_seated(running, before, after):
        return replace(after, stays_seated=True)
    trips = before.trip, after.trip
    is_live = any(running.live_row(trip) or trip >= FIRST for trip in trips)
    if before.arrival + walked_s > after.departure and not is_live:
        raise NotFound("itineraryId: a change of this itinerary is no longer possible")
    return after


def _change(running: LiveTimetable, before: Ride, after: Ride, walked_s: int) -> list[Change]:
    a, b = stop_at(running, before, before.alight), stop_at(running, after, after.board)
    if after.stays_seated or running.timetable.original(a) == running.timetable.original(b):
        return []
    return [Change(a, b, walked_s)]
