"""The ends of a question on the graph: which place is meant, and which stops it is connected to."""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass

import numpy as np

from maas.arrays import Int32s
from maas.errors import BadPlace, NotFound
from maas.itinerary import Place
from maas.model import LatLon, Mode, Profile, StopKind
from maas.timetable import Timetable
from maas.units import STRAIGHT_LINE_FACTOR
from routing.graph import Graph
from routing.halting import Halting, halts_on, savings
from routing.incidents.words import off_streets
from routing.indoors import IndoorWays
from routing.moving import profile_of, speed_of, walker_of
from routing.question import End, KnownOffset, Question
from routing.reached import NO_STOPS, Near, Reached, among, nearest, same_way, worth_taking
from routing.renting import Renting
from routing.stop_index import StopIndex
from routing.stop_places import StopPlaces
from routing.streets import Snap, StreetRouter
from routing.walks import Doorway, Walks

Doorways = Mapping[Mode, tuple[Doorway, ...]]

RADIUS_SPEED_M_S = 1.5
"""MOTIS's `radius`: as the crow flies at this speed, in whole minutes."""


@dataclass(frozen=True, slots=True)
class Located:
    """An end of a question that was found."""

    place: Place
    own_stops: Int32s
    """For a stop: itself or its children and their split copies, 0 s away. Else empty."""


def known_offsets(question: Question, *, egress: bool) -> tuple[KnownOffset, ...]:
    """What the question itself says of the way from its origin (to its destination)."""
    return question.egress_offsets if egress else question.access_offsets


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
        self._renting: Renting | None = None
        self._halting: Halting | None = None
        self.index = StopIndex.of(graph.timetable) if graph.timetable else None
        self._off_street = _off_street(graph.timetable, indoors, streets)
        self._family = _families(graph.timetable) if graph.timetable else {}

    def over(self, streets: StreetRouter | None, walks: Walks) -> "Ends":
        """The same, on streets on which cars have other ways."""
        made = copy(self)
        made._streets, made._walks = streets, walks
        return made

    def with_renting(self, renting: Renting | None) -> "Ends":
        """The same, with what can be rented now."""
        made = copy(self)
        made._renting = renting
        return made

    def with_halting(self, halting: Halting | None) -> "Ends":
        """The same, with where one's own vehicles may be left now."""
        made = copy(self)
        made._halting = halting
        return made

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
        place, streets = located.place.at, self._streets
        if streets is not None and streets.contains(place):
            raise BadPlace(parameter, "LOCATION_NOT_FOUND", off_streets(streets, place, question))
        raise BadPlace(parameter, "OUTSIDE_BOUNDS", "this place is not in the territory")

    def reached(
        self,
        located: Located,
        question: Question,
        *,
        egress: bool,
        doorways: Doorways | None = None,
    ) -> Reached:
        """All stops within the question's access (egress) time, by any of its modes.

        Args:
            doorways: where the end meets the streets of each mode, if somebody found out.
        """
        if known := known_offsets(question, egress=egress):
            return self._known(known, egress=egress)
        modes = question.egress_modes if egress else question.access_modes
        max_s = question.max_egress_s if egress else question.max_access_s
        within = self._without_streets(located, question, egress=egress)
        if not located.own_stops.size and question.straight_radius_m is not None:
            return nearest([self._in_radius(located, question.straight_radius_m)])
        found = [Near(*within, Mode.WALK)] if located.own_stops.size else []
        saved_s = savings(question)
        compared = modes if saved_s.keys().isdisjoint(modes) else (*modes, Mode.WALK)
        near: list[Near] = []
        doorways = doorways or self.doorways_of(located, compared, question, egress=egress)
        for mode in dict.fromkeys(compared):
            for doorway in doorways[mode]:
                there = self._from_doorway(doorway, mode, question, max_s, egress=egress)
                near.append(among(there, ~np.isin(there.stop, within[0])))
        found += [each for each in worth_taking(near, saved_s) if each.mode in modes]
        return nearest(found)

    def doorways_of(
        self, located: Located, modes: Iterable[Mode], question: Question, *, egress: bool
    ) -> Doorways:
        """Where an end meets the streets of some modes."""
        found: dict[Profile, tuple[Doorway, ...]] = {}
        for mode in modes:
            profile = profile_of(mode, question)
            if profile not in found:
                found[profile] = self.doorways(located, mode, question, egress=egress)
        return {mode: found[profile_of(mode, question)] for mode in modes}

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
    ) -> Near:
        """Stops within a time over the streets of a mode, and behind the doors there."""
        left_s = max_s - doorway.seconds
        if left_s < 0:
            return Near(NO_STOPS, NO_STOPS, mode)
        near = self._by_street(doorway, mode, question, left_s, egress=egress)
        there = near.stop, near.seconds
        if mode is Mode.WALK:
            beyond = self._off_street_stops(doorway.at, question, left_s)
            there = np.concatenate([there[0], beyond[0]]), np.concatenate([there[1], beyond[1]])
        behind = self._indoors.behind(there, walker_of(question), left_s, backward=egress)
        spot = None if near.spot is None else same_way(near, *behind)
        seconds = behind[1] + np.int32(doorway.seconds)
        return Near(behind[0], seconds, mode, spot, near.courses)

    def _known(self, offsets: Sequence[KnownOffset], *, egress: bool) -> Reached:
        """Stops at the distances the question states; a station stands for its platforms."""
        parameter = "toOffsets" if egress else "fromOffsets"
        found = []
        for offset in offsets:
            stops = self._locate_stop(offset.stop_id, parameter).own_stops
            found.append(Near(stops, np.full(stops.size, offset.seconds, np.int32), offset.mode))
        return nearest(found)

    def _by_street(
        self, doorway: Doorway, mode: Mode, question: Question, max_s: int, *, egress: bool
    ) -> Near:
        if doorway.snap is None or self._streets is None:
            return Near(NO_STOPS, NO_STOPS, mode)
        if mode is Mode.RENTAL:
            return self._by_rental(doorway.snap, question, max_s, egress=egress)
        if halts_on(mode, question):
            if self._halting is None:
                return Near(NO_STOPS, NO_STOPS, mode)
            return self._halting.reach(doorway.snap, mode, question, max_s, egress=egress)
        profile, speed = profile_of(mode, question), speed_of(mode, question)
        reached = self._streets.reach(
            doorway.snap, profile, max_s, speed_m_s=speed, backward=egress
        )
        return Near(*reached, mode)

    def _by_rental(self, at: Snap, question: Question, max_s: int, *, egress: bool) -> Near:
        if self._renting is None:
            return Near(NO_STOPS, NO_STOPS, Mode.RENTAL)
        wanted = question.egress_rental if egress else question.access_rental
        return self._renting.reach(at, wanted, max_s, backward=egress)

    def _off_street_stops(
        self, at: LatLon, question: Question, max_s: int
    ) -> tuple[Int32s, Int32s]:
        """Stops beyond the street map, by straight lines that are a bit too long on purpose."""
        if self._off_street is None:
            return NO_STOPS, NO_STOPS
        speed_m_s = question.walk_speed_m_s
        assert speed_m_s is not None
        stops, metres = self._off_street.near(at, max_s * speed_m_s / STRAIGHT_LINE_FACTOR)
        return stops, np.ceil(metres * STRAIGHT_LINE_FACTOR / speed_m_s).astype(np.int32)

    def _in_radius(self, located: Located, radius_m: float) -> Near:
        if self.index is None:
            return Near(NO_STOPS, NO_STOPS, Mode.WALK)
        stops, metres = self.index.near(located.place.at, radius_m)
        seconds = (metres / RADIUS_SPEED_M_S // 60 * 60).astype(np.int32)
        return Near(stops, seconds, Mode.WALK)


def _off_street(
    timetable: Timetable | None, indoors: IndoorWays, streets: StreetRouter | None
) -> StopIndex | None:
    """Stops and doors in the open that no street leads to."""
    if timetable is None:
        return None
    stops = np.flatnonzero(indoors.on_street(Profile.WALK, indoors.called)).astype(np.int32)
    if streets is not None:
        stops = stops[~streets.joined(stops, Profile.WALK)]
    return StopIndex.among(timetable, stops) if stops.size else None


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
