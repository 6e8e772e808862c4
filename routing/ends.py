"""The ends of a question on the graph: which place is meant, and which stops it is connected to."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from maas.arrays import Int32s
from maas.errors import BadPlace, NotFound
from maas.itinerary import Place
from maas.model import LatLon, Mode, Profile, StopKind
from maas.settings import RoutingSettings
from maas.timetable import Timetable
from maas.units import STRAIGHT_LINE_FACTOR
from routing.graph import Graph
from routing.indoors import IndoorWays
from routing.indoors.pace import Walker
from routing.question import End, KnownOffset, Question
from routing.stop_index import StopIndex
from routing.stop_places import StopPlaces
from routing.streets import Snap, StreetRouter
from routing.transit import Offsets
from routing.walks import Doorway, Walks

RADIUS_SPEED_M_S = 1.5
"""MOTIS's `radius`: as the crow flies at this speed, in whole minutes."""

NO_STOPS: Int32s = np.empty(0, np.int32)


@dataclass(frozen=True, slots=True)
class Located:
    """An end of a question that was found."""

    place: Place
    own_stops: Int32s
    """For a stop: itself or its children and their split copies, 0 s away. Else empty."""


@dataclass(frozen=True, slots=True, eq=False)
class Reached:
    """The stops an end is connected to, and by which mode each."""

    offsets: Offsets
    modes: tuple[Mode, ...]

    def mode_of(self, stop: int) -> Mode:
        """The mode that reaches a stop first."""
        return self.modes[int(np.flatnonzero(self.offsets.stop == stop)[0])]


def with_speeds(question: Question, settings: RoutingSettings) -> Question:
    """The question with the territory's speeds where it names none."""
    wheels = question.profile is Profile.WHEELCHAIR
    walk = settings.wheelchair_speed_m_s if wheels else settings.walk_speed_m_s
    return replace(
        question,
        walk_speed_m_s=question.walk_speed_m_s or walk,
        bike_speed_m_s=question.bike_speed_m_s or settings.bike_speed_m_s,
    )


def speed_of(mode: Mode, question: Question) -> float | None:
    """Metres per second on foot, wheels or bike; None for cars, which go as streets allow."""
    speeds = {Mode.WALK: question.walk_speed_m_s, Mode.BIKE: question.bike_speed_m_s}
    return speeds.get(mode)


def walker_of(question: Question) -> Walker:
    """Who moves inside stop places, whatever brought one there."""
    assert question.walk_speed_m_s is not None
    return Walker(question.profile, question.walk_speed_m_s)


def known_offsets(question: Question, *, egress: bool) -> tuple[KnownOffset, ...]:
    """What the question itself says of the way from its origin (to its destination)."""
    return question.egress_offsets if egress else question.access_offsets


def profile_of(mode: Mode, question: Question) -> Profile:
    """Who moves: walking is done by the question's profile."""
    return {Mode.BIKE: Profile.BIKE, Mode.CAR: Profile.CAR}.get(mode, question.profile)


class Ends:
    """Finds ends and what they are connected to. Holds only indexes of its graph."""

    def __init__(
        self,
        graph: Graph,
        streets: StreetRouter | None,
        places: StopPlaces | None,
        walks: Walks,
        indoors: IndoorWays,
    ) -> None:
        self._timetable = graph.timetable
        self._places = places
        self._streets = streets
        self._walks = walks
        self._indoors = indoors
        self.index = StopIndex.of(graph.timetable) if graph.timetable else None
        self._on_street = _on_street(graph.timetable, indoors)
        self._family = _families(graph.timetable) if graph.timetable else {}

    def locate(self, end: End, parameter: str) -> Located:
        """Find what an end names.

        Raises:
            NotFound: no stop has this id.
        """
        if end.stop_id is not None:
            return self._locate_stop(end.stop_id, parameter)
        assert end.at is not None
        name = end.name or {"fromPlace": "START", "toPlace": "END"}[parameter]
        return Located(Place(name, end.at, level=end.level), NO_STOPS)

    def _locate_stop(self, stop_id: str, parameter: str) -> Located:
        timetable = self._timetable
        row = timetable.stops.id.find(stop_id) if timetable else -1
        if timetable is None or self._places is None or row < 0:
            raise NotFound(f"{parameter}: no stop has the id {stop_id!r}")
        stop = timetable.original(row)
        return Located(self._places.of(stop), self._family.get(stop, NO_STOPS))

    def snap(self, located: Located, mode: Mode, question: Question) -> Snap | None:
        """The point of the street network where a mode begins or ends."""
        if self._streets is None:
            return None
        place, profile = located.place, profile_of(mode, question)
        return self._streets.snap(place.at, profile, question.max_matching_m, place.level)

    def check_on_map(self, located: Located, parameter: str, question: Question) -> None:
        """Refuse an end from which nothing can ever be reached.

        Raises:
            BadPlace: off the map, or far from any street and stop.
        """
        if known_offsets(question, egress=parameter == "toPlace"):
            return
        if located.own_stops.size or self.snap(located, Mode.WALK, question) is not None:
            return
        if self._off_street_stops(located.place.at, question, question.max_access_s)[0].size:
            return
        inside = self._streets is not None and self._streets.contains(located.place.at)
        if inside:
            raise BadPlace(parameter, "LOCATION_NOT_FOUND", "no street near this place")
        raise BadPlace(parameter, "OUTSIDE_BOUNDS", "this place is not in the territory")

    def reached(self, located: Located, question: Question, *, egress: bool) -> Reached:
        """All stops within the question's access (egress) time, by any of its modes."""
        if known := known_offsets(question, egress=egress):
            return self._known(known, egress=egress)
        modes = question.egress_modes if egress else question.access_modes
        max_s = question.max_egress_s if egress else question.max_access_s
        found: list[tuple[Int32s, Int32s, Mode]] = []
        within = self._without_streets(located, question, egress=egress)
        if located.own_stops.size:
            found.append((*within, Mode.WALK))
        elif question.straight_radius_m is not None:
            found.append(self._in_radius(located, question.straight_radius_m))
            modes = ()
        for mode in modes:
            for doorway in self.doorways(located, mode, question, egress=egress):
                near = self._from_doorway(doorway, mode, question, max_s, egress=egress)
                found.append((*_other_than(near, within[0]), mode))
        return _nearest(found)

    def doorways(
        self, located: Located, mode: Mode, question: Question, *, egress: bool
    ) -> tuple[Doorway, ...]:
        """Where an end meets the streets of a mode; a stop place inside has doors."""
        own = located.own_stops
        inside = own[self._indoors.inside[own]].tolist()
        if not inside:
            return (Doorway(located.place.at, self.snap(located, mode, question)),)
        profile, walker = profile_of(mode, question), walker_of(question)
        best: dict[int, Doorway] = {}
        for stop in (*inside, *own[~self._indoors.inside[own]].tolist()):
            for doorway in self._walks.doorways(stop, profile, walker, outward=not egress):
                key = doorway.door if doorway.door >= 0 else stop
                if key not in best or doorway.seconds < best[key].seconds:
                    best[key] = doorway
        return tuple(best.values())

    def _without_streets(
        self, located: Located, question: Question, *, egress: bool
    ) -> tuple[Int32s, Int32s]:
        """An end's own stops, and those that one reaches from them indoors."""
        own = dict.fromkeys(located.own_stops.tolist(), 0)
        within = dict(own)
        for stop in own:
            for other, s in self._indoors.stops(stop, walker_of(question), outward=not egress):
                within[other] = min(s, within.get(other, s))
        return np.array(list(within), np.int32), np.array(list(within.values()), np.int32)

    def _from_doorway(
        self, doorway: Doorway, mode: Mode, question: Question, max_s: int, *, egress: bool
    ) -> tuple[Int32s, Int32s]:
        """Stops within a time over the streets of a mode, and behind the doors there."""
        left_s = max_s - doorway.seconds
        if left_s < 0:
            return NO_STOPS, NO_STOPS
        near = self._by_street(doorway, mode, question, left_s, egress=egress)
        if mode is Mode.WALK:
            beyond = self._off_street_stops(doorway.at, question, left_s)
            near = np.concatenate([near[0], beyond[0]]), np.concatenate([near[1], beyond[1]])
        stops, seconds = self._indoors.behind(near, walker_of(question), left_s, backward=egress)
        return stops, seconds + np.int32(doorway.seconds)

    def _known(self, offsets: Sequence[KnownOffset], *, egress: bool) -> Reached:
        """Stops at the distances the question states; a station stands for its platforms."""
        parameter = "toOffsets" if egress else "fromOffsets"
        found = []
        for offset in offsets:
            stops = self._locate_stop(offset.stop_id, parameter).own_stops
            found.append((stops, np.full(stops.size, offset.seconds, np.int32), offset.mode))
        return _nearest(found)

    def _by_street(
        self, doorway: Doorway, mode: Mode, question: Question, max_s: int, *, egress: bool
    ) -> tuple[Int32s, Int32s]:
        if doorway.snap is None or self._streets is None:
            return NO_STOPS, NO_STOPS
        speed = speed_of(mode, question)
        return self._streets.reach(
            doorway.snap, profile_of(mode, question), max_s, speed_m_s=speed, backward=egress
        )

    def _off_street_stops(
        self, at: LatLon, question: Question, max_s: int
    ) -> tuple[Int32s, Int32s]:
        """Stops beyond the street map, by straight lines that are a bit too long on purpose."""
        if self._on_street is None:
            return NO_STOPS, NO_STOPS
        speed_m_s = question.walk_speed_m_s
        assert speed_m_s is not None
        reach_m = max_s * speed_m_s / STRAIGHT_LINE_FACTOR
        stops, metres = self._on_street.near(at, reach_m)
        if self._streets is not None:
            off = ~self._streets.joined(stops, Profile.WALK)
            stops, metres = stops[off], metres[off]
        return stops, np.ceil(metres * STRAIGHT_LINE_FACTOR / speed_m_s).astype(np.int32)

    def _in_radius(self, located: Located, radius_m: float) -> tuple[Int32s, Int32s, Mode]:
        if self.index is None:
            return NO_STOPS, NO_STOPS, Mode.WALK
        stops, metres = self.index.near(located.place.at, radius_m)
        return stops, (metres / RADIUS_SPEED_M_S // 60 * 60).astype(np.int32), Mode.WALK


def _on_street(timetable: Timetable | None, indoors: IndoorWays) -> StopIndex | None:
    """Stops and doors that one walks to over streets."""
    if timetable is None:
        return None
    on_street = indoors.on_street(Profile.WALK, indoors.called)
    return StopIndex.among(timetable, np.flatnonzero(on_street).astype(np.int32))


def _other_than(reached: tuple[Int32s, Int32s], stops: Int32s) -> tuple[Int32s, Int32s]:
    """What was reached without some stops."""
    others = ~np.isin(reached[0], stops)
    return reached[0][others], reached[1][others]


def _nearest(found: Sequence[tuple[Int32s, Int32s, Mode]]) -> Reached:
    """Each stop once, by the mode that is there first (the earlier in the list on a tie)."""
    best: dict[int, tuple[int, Mode]] = {}
    for stops, seconds, mode in found:
        for stop, s in zip(stops.tolist(), seconds.tolist(), strict=True):
            if stop not in best or s < best[stop][0]:
                best[stop] = (s, mode)
    ranked = sorted(best)
    seconds_of = [best[stop][0] for stop in ranked]
    offsets = Offsets(np.array(ranked, np.int32), np.array(seconds_of, np.int32))
    return Reached(offsets, tuple(best[stop][1] for stop in ranked))


def _families(timetable: Timetable) -> dict[int, Int32s]:
    """For each stop people know, the rows trips call at: its own, its children's, split copies."""
    stops = timetable.stops
    row = np.unique(timetable.patterns.stop).astype(np.int32)
    ancestor, ancestors, rows = row, [], []
    while row.size:
        known = stops.kind[ancestor] != int(StopKind.SPLIT)
        ancestors.append(ancestor[known])
        rows.append(row[known])
        ancestor = stops.parent[ancestor]
        row, ancestor = row[ancestor >= 0], ancestor[ancestor >= 0]
    if not rows:
        return {}
    members, whose = np.concatenate(rows), np.concatenate(ancestors)
    order = np.lexsort((members, whose))
    distinct, first = np.unique(whose[order], return_index=True)
    return dict(zip(distinct.tolist(), np.split(members[order], first[1:]), strict=True))
