"""Changes of lines with a rented vehicle, where one gets on sooner than on foot.

The search of lines changes on foot alone. From where its journeys leave vehicles (where it finds
none: from the stops that are reached the nearest to the destination), rented ones are tried
afterwards if they may be sooner where the journey boards later on: what they reach seeds another
search, whose ways count where none found before is nearly as good. So not every such way is found,
but none that is told is in vain, and most questions are searched no further.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from maas.arrays import Bytes
from maas.model import LatLon, Mode, TimeMeaning
from routing.assemble import Way
from routing.ends import Ends, Located
from routing.lines import Found, transit_question
from routing.live_timetable import LiveTimetable
from routing.moving import walker_of
from routing.pareto import pareto
from routing.question import Question
from routing.reached import Reached
from routing.rentals.saving import SAVED_S
from routing.renting import Renting
from routing.rides import stop_at
from routing.stop_index import crow_flies_m
from routing.transit import Change, Journey, Offsets, Ride, TransitRouter
from routing.transit import Reached as Arrived

MOST_TRIED = 3
"""Places where a vehicle of a line is left and a rented one tried, of one question."""
MOST_S = 2 * 3600
"""Nobody looks farther for a line to change from."""
FAST_M_S = 10.0
"""As the crow flies, of a line that is worth it."""
RIDDEN_M_S = 4.0
"""As the crow flies, of a rented vehicle: quicker ones are not tried for that alone."""
LEAST_S = 120
"""To walk to a vehicle, take it, leave it."""
NEAR_M = 300.0
"""One walks."""
CHANGE_S = 60
"""As between stops on foot: to find the platform."""

Ways = tuple[Way, Way]


def rents_between(question: Question) -> bool:
    """Whether vehicles may be rented between lines: where the same may be at both ends."""
    renting = all(Mode.RENTAL in modes for modes in (question.access_modes, question.egress_modes))
    alike = question.access_rental == question.egress_rental
    return renting and alike and not question.with_bike


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """A journey up to where a vehicle is left."""

    journey: Journey
    ways: Ways
    n_legs: int
    stop: int
    at: int
    reached: Reached | None = None
    """The stops that rented vehicles get to from there."""


@dataclass(frozen=True, slots=True, eq=False)
class Between:
    """Tries rented vehicles between the lines of one question."""

    router: TransitRouter
    running: LiveTimetable
    ends: Ends
    renting: Renting
    question: Question
    stop: Bytes

    def added_to(self, found: Found, ways: Ways) -> Found:
        """What was found, with the journeys that rented vehicles between lines make better."""
        heads = self._heads(found) if found.journeys else self._heads_alone(ways)
        tried = [made for head in heads for made in self._from(head)]
        head_of = {id(journey): head for journey, head in tried}
        better = [
            (journey, head_of[id(journey)])
            for journey in pareto(journey for journey, _ in tried)
            if self._is_worth(journey, found)
        ]
        kept = [
            (ridden, head.ways)
            for journey, head in better
            if (ridden := self._ridden(journey, head)) is not None
        ]
        if self.question.at_most is not None:
            kept = kept[: max(0, self.question.at_most - len(found.journeys))]
        journeys = sorted((*found.journeys, *kept), key=_by_time)
        return replace(found, journeys=tuple(journeys))

    def _heads(self, found: Found) -> list[Head]:
        """Where vehicles are left, those first after which the way is the longest."""
        heads: dict[tuple[int, int], Head] = {}
        for journey, ways in found.journeys:
            for n, leg in enumerate(journey.legs, 1):
                if not isinstance(leg, Ride) or _goes_on(journey, n):
                    continue
                stop = stop_at(self.running, leg, leg.alight)
                if not self._may_gain(stop, leg.arrival, journey.legs[n:]):
                    continue
                known = heads.get((stop, leg.arrival))
                if known is None or known.journey.departure < journey.departure:
                    heads[stop, leg.arrival] = Head(journey, ways, n, stop, leg.arrival)
        ranked = sorted(heads.values(), key=lambda head: head.at - head.journey.arrival)
        return ranked[:MOST_TRIED]

    def _may_gain(self, stop: int, at: int, onward: Sequence[Ride | Change]) -> bool:
        """Whether a vehicle may be sooner than a journey where that boards one later on."""
        stops = self.running.timetable.stops
        for ride in onward:
            if isinstance(ride, Change) or ride.stays_seated:
                continue
            board = stop_at(self.running, ride, ride.board)
            here, there = (LatLon(float(stops.lat[s]), float(stops.lon[s])) for s in (stop, board))
            metres = here.distance_m(there)
            rented_s = LEAST_S + metres / RIDDEN_M_S
            if metres > NEAR_M and at + rented_s + SAVED_S <= ride.departure:
                return True
        return False

    def _heads_alone(self, ways: Ways) -> list[Head]:
        """Where vehicles are left where no journey leads on; only of who says when they leave."""
        question = self.question
        if question.meaning is TimeMeaning.ARRIVE_BY or question.cursor:
            return []
        asked = replace(
            transit_question(question, ways, ()),
            window_s=0,
            max_travel_s=min(question.max_travel_s or MOST_S, MOST_S),
        )
        reached = self.router.reach(asked, self.stop)
        heads = []
        for stop in self._nearest(reached, ways[1].located.place.at):
            here = Offsets(np.array([stop], np.int32), np.zeros(1, np.int32))
            journeys = self.router.search(replace(asked, egress=here), self.stop).journeys
            if journeys:
                first = min(journeys, key=lambda journey: (journey.arrival, journey.boardings))
                heads.append(Head(first, ways, len(first.legs), stop, first.arrival))
        return heads

    def _nearest(self, reached: Arrived, to: LatLon) -> list[int]:
        """The stops, one of each stop place, from which a fast line would be there first."""
        rows = np.flatnonzero(reached.boardings > 0)
        stops = self.running.timetable.stops
        stop = reached.stop[rows]
        metres = crow_flies_m(to, stops.lat[stop], stops.lon[stop])
        order = np.argsort(reached.seconds[rows] + metres / FAST_M_S, kind="stable")
        places: dict[str | None, int] = {}
        for row in order.tolist():
            place = self.running.places.of(int(stop[row]))
            places.setdefault(place.parent_id or place.stop_id, int(stop[row]))
            if len(places) == MOST_TRIED:
                break
        return list(places.values())

    def _from(self, head: Head) -> Iterator[tuple[Journey, Head]]:
        """Journeys on from where a vehicle is left, with a rented one."""
        if self.stop[0]:
            return
        offsets, reached = self._reached(head)
        if not offsets.stop.size:
            return
        head = replace(head, reached=reached)
        ways = replace(head.ways[0], reached=replace(head.ways[0].reached, offsets=offsets))
        asked = replace(
            transit_question(self.question, (ways, head.ways[1]), ()),
            time=head.at,
            window_s=0,
            meaning=TimeMeaning.DEPART_AT,
            max_transfers=self.question.max_transfers - _boarded(head),
        )
        if asked.max_transfers < 0:
            return
        for tail in self.router.search(asked, self.stop).journeys:
            if tail.legs:
                yield _joined(head, tail), head

    def _reached(self, head: Head) -> tuple[Offsets, Reached]:
        """The stops that a rented vehicle reaches sooner than one on foot, and when it may be
        boarded there; all that is reached."""
        question = replace(
            self.question,
            access_modes=(Mode.RENTAL,),
            max_access_s=max(self.question.max_access_s, self.question.max_egress_s),
            access_offsets=(),
            straight_radius_m=None,
        )
        found = self.ends.reached(self._located(head.stop), question, egress=False)
        rented = np.array([mode is Mode.RENTAL for mode in found.modes], np.bool_)
        more_s = CHANGE_S + self.question.additional_transfer_s
        seconds = (found.offsets.seconds[rented] + more_s).astype(np.int32)
        return Offsets(found.offsets.stop[rented], seconds), found

    def _located(self, stop: int) -> Located:
        return Located(self.running.places.of(stop), np.array([stop], np.int32))

    def _ridden(self, journey: Journey, head: Head) -> Journey | None:
        """The journey with the way of the rented vehicle that the leg after its head is, if that
        is found."""
        assert head.reached is not None
        question, walker = self.question, walker_of(self.question)
        walks, profile = self.renting.walks, question.profile
        n, change = head.n_legs, journey.legs[head.n_legs]
        assert isinstance(change, Change)
        way = self.renting.way(
            self.ends.doorways(self._located(head.stop), Mode.RENTAL, question, egress=False),
            walks.doorways(change.to_stop, profile, walker, outward=False),
            question.access_rental,
            walker,
            change.seconds,
            head.reached.course_to(change.to_stop),
        )
        if way is None:
            return None
        ridden = replace(change, rented=way)
        return replace(journey, legs=(*journey.legs[:n], ridden, *journey.legs[n + 1 :]))

    def _is_worth(self, journey: Journey, found: Found) -> bool:
        """Whether nothing was found that is nearly as good, and it is of this page."""
        question, took = self.question, journey.arrival - journey.departure
        if question.max_travel_s is not None and took > question.max_travel_s:
            return False
        arrives = question.meaning is TimeMeaning.ARRIVE_BY
        if arrives and question.timetable_view and journey.arrival < found.previous.time:
            return False
        return not any(
            other.departure >= journey.departure
            and other.arrival < journey.arrival + SAVED_S
            and other.boardings <= journey.boardings
            for other, _ in found.journeys
        )


def _joined(head: Head, tail: Journey) -> Journey:
    """A journey of both parts; the way between them is still to be found."""
    change = Change(head.stop, tail.access_stop, tail.access_s)
    return replace(
        head.journey,
        arrival=tail.arrival,
        egress_stop=tail.egress_stop,
        egress_s=tail.egress_s,
        legs=(*head.journey.legs[: head.n_legs], change, *tail.legs),
    )


def _goes_on(journey: Journey, n: int) -> bool:
    """Whether one stays in the vehicle after n legs."""
    after = journey.legs[n] if n < len(journey.legs) else None
    return isinstance(after, Ride) and after.stays_seated


def _boarded(head: Head) -> int:
    legs = head.journey.legs[: head.n_legs]
    return sum(isinstance(leg, Ride) and not leg.stays_seated for leg in legs)


def _by_time(found: tuple[Journey, Ways]) -> tuple[int, int, int]:
    return found[0].departure, found[0].arrival, found[0].boardings
