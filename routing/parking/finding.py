"""Places to park around a place or in a box: the best first, by how long it all takes or costs."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from maas.arrays import Bools, Float64s, Int32s, Int64s
from maas.live.parking import Purpose
from maas.model import LatLon, Mode
from routing.ends import Ends, Located
from routing.moving import profile_of, speed_of
from routing.parking.asking import FoundParking, FoundSite, ParkingQuestion
from routing.parking.pricing import fee
from routing.parking.ranking import MAX_S, Candidates, Reached, best_first
from routing.parking.sites import Parking, Room
from routing.parking.suiting import room_for, suits
from routing.parking.times import Movers, Times, nowhere, straight_walks
from routing.question import End, Question
from routing.stop_index import crow_flies_m
from routing.streets import StreetRouter
from routing.streets.on_edges import snap_of

PLACE, FROM_PLACE = "place", "fromPlace"
"""The parameters that name them."""

SPARE_S = 60
DRIVING_M_S, WALKING_M_S = 6.0, 0.8
"""As the crow flies hardly anybody gets on more slowly: so far is looked at first."""

DETOUR_S = 10 * 60
"""So much longer nobody drives to one than to others near it."""

RIDERS = {Purpose.CAR: Mode.CAR, Purpose.BIKE: Mode.BIKE}
"""How one gets to what is parked there."""


@dataclass(frozen=True, slots=True, eq=False)
class ParkingFinder:
    """Answers on one state of the graph."""

    ends: Ends
    streets: StreetRouter | None
    parking: Parking

    def ask(self, asked: ParkingQuestion, question: Question) -> FoundParking:
        """The best places to park.

        Args:
            question: who walks and rides, with speeds.

        Raises:
            NotFound: no stop has the id.
            BadPlace: a place is off the map, or far from any street and stop.
        """
        place = self._locate(asked.place, PLACE, question)
        origin = self._locate(asked.origin, FROM_PLACE, question)
        found = self._fitting(asked, place)
        if asked.by_price:
            found = replace(found, amount=self._amounts(found, asked))
        times = (
            self._drives(origin or place, found.row, question),
            self._walks(place, found.row, question),
        )
        begin_s = 0 if origin is None else self._begin_s(origin, found, question)
        best, drive, walk = _looked_for(found, times, asked.n, begin_s)
        return FoundParking(
            tuple(self._told(found, i, (drive, walk), asked) for i in best.tolist()),
            found.row.size - best.size,
            place.place if place else None,
            origin.place if origin else None,
        )

    def _locate(self, end: End | None, parameter: str, question: Question) -> Located | None:
        if end is None:
            return None
        located = self.ends.locate(replace(end, name=end.name or parameter), parameter)
        self.ends.check_on_map(located, parameter, question)
        return located

    def _fitting(self, asked: ParkingQuestion, place: Located | None) -> Candidates:
        """Those inside that suit whoever asks; how long it takes is not known yet."""
        inside, metres = self._inside(asked, place.place.at if place else None)
        rooms = dict(self._rooms(inside, asked))
        row = np.array(list(rooms), np.int64)
        return Candidates(row, np.array(list(rooms.values()), np.uint8), metres[row])

    def _inside(self, asked: ParkingQuestion, at: LatLon | None) -> tuple[Bools, Float64s]:
        """[n_sites] Which are in all that is given, and how far they are from the middle of it."""
        lat, lon = self.parking.at[:, 0], self.parking.at[:, 1]
        inside, metres = np.ones(lat.size, np.bool_), np.zeros(lat.size)
        if asked.box is not None:
            low, high = asked.box.south_west, asked.box.north_east
            inside &= (low.lat <= lat) & (lat <= high.lat) & (low.lon <= lon) & (lon <= high.lon)
            middle = LatLon((low.lat + high.lat) / 2, (low.lon + high.lon) / 2)
            metres = crow_flies_m(middle, lat, lon)
        if at is not None:
            metres = crow_flies_m(at, lat, lon)
            inside &= metres <= asked.radius_m
        return inside, metres

    def _rooms(self, inside: Bools, asked: ParkingQuestion) -> Iterator[tuple[int, Room]]:
        """Rows of those that suit, and whether there is room."""
        for row in np.flatnonzero(inside).tolist():
            site = self.parking.sites[row]
            if not suits(site, asked):
                continue
            room = room_for(site, Room(int(self.parking.room[row])), asked)
            if room is Room.FREE or not asked.free_only:
                yield row, room

    def _walks(self, place: Located | None, rows: Int64s, question: Question) -> Times:
        """From some sites to a place."""
        kept = self._marked(rows)
        if place is None:
            return lambda _: nowhere(rows.size)
        speed = speed_of(Mode.WALK, question)
        if self.streets is None:
            assert speed is not None
            times = straight_walks(place.place.at, self.parking, kept, speed)
        else:
            doorways = self.ends.doorways(place, Mode.WALK, question, egress=True)
            walkers = Movers(self.streets, question.profile, speed)
            times = walkers.walks(doorways, self.parking, kept)
        return lambda max_s: times(max_s)[rows]

    def _drives(self, origin: Located | None, rows: Int64s, question: Question) -> Times:
        """To some sites, to each with what is parked there."""
        if origin is None or self.streets is None:
            return lambda _: nowhere(rows.size)
        purposes = [self.parking.sites[row].told.purpose for row in rows.tolist()]
        ways: list[tuple[Bools, Times]] = []
        for purpose in set(purposes):
            mode = RIDERS[purpose]
            snap = self.ends.snap(origin, mode, question)
            if snap is not None:
                is_own = np.array([each is purpose for each in purposes], np.bool_)
                riders = Movers(self.streets, profile_of(mode, question), speed_of(mode, question))
                kept = self._marked(rows[is_own])
                ways.append((is_own, riders.drives(snap, self.parking, kept)))

        def within(max_s: int) -> Int32s:
            seconds = nowhere(rows.size)
            for is_own, times in ways:
                seconds[is_own] = times(max_s)[rows[is_own]]
            return seconds

        return within

    def _begin_s(self, origin: Located, found: Candidates, question: Question) -> int | None:
        """How long one drives to the one in the middle; None: nobody gets there."""
        on = self.parking.ride
        rows = found.row[np.argsort(found.metres, kind="stable")]
        if self.streets is None or on is None:
            return None
        rows = rows[on.first[rows] < on.first[rows + 1]]
        if not rows.size:
            return None
        row = int(rows[0])
        mode = RIDERS[self.parking.sites[row].told.purpose]
        snap = self.ends.snap(origin, mode, question)
        if snap is None:
            return None
        riders = Movers(self.streets, profile_of(mode, question), speed_of(mode, question))
        return riders.takes_s(snap, snap_of(on, LatLon(*self.parking.at[row].tolist()), row))

    def _marked(self, rows: Int64s) -> Bools:
        """[n_sites]"""
        marked = np.zeros(len(self.parking.sites), np.bool_)
        marked[rows] = True
        return marked

    def _amounts(self, found: Candidates, asked: ParkingQuestion) -> Float64s:
        """What parking costs at each, inf where that is not known."""
        sites = (self.parking.sites[row] for row in found.row.tolist())
        fees = (fee(site, asked.stay_s, asked.now) for site in sites)
        return np.array([np.inf if each is None else float(each.amount) for each in fees])

    def _told(
        self, found: Candidates, i: int, ways: tuple[Reached, Reached], asked: ParkingQuestion
    ) -> FoundSite:
        site = self.parking.sites[int(found.row[i])]
        drive_s, walk_s = (int(way.seconds[i]) for way in ways)
        return FoundSite(
            site=site,
            room=Room(int(found.room[i])),
            metres=float(found.metres[i]),
            drive_s=drive_s if drive_s >= 0 else None,
            walk_s=walk_s if walk_s >= 0 else None,
            fee=fee(site, asked.stay_s, asked.now + max(drive_s, 0)),
        )


def _looked_for(
    found: Candidates, times: tuple[Times, Times], n: int, begin_s: int | None
) -> tuple[Int64s, Reached, Reached]:
    """The n best candidates, and how long one drives and walks.

    Looks farther only while one of the best might be better or worse than it seems: what lies
    beyond is taken to be as near as it can be.

    Args:
        begin_s: for so long one drives to the one in the middle; None: nobody knows.
    """
    near_m = float(np.sort(found.metres)[:n][-1]) if found.metres.size else 0.0
    find_drive, find_walk = times
    drive_s, begins_at = int(SPARE_S + near_m / DRIVING_M_S), begin_s or 0
    most_s = MAX_S if begin_s is None else min(MAX_S, begins_at + drive_s + DETOUR_S)
    drive = Reached.within(find_drive, begins_at, drive_s, most_s)
    walk = Reached.within(find_walk, 0, int(SPARE_S + near_m / WALKING_M_S))
    while True:
        best = best_first(found, drive, walk)[:n]
        if drive.is_known(best) and walk.is_known(best):
            return best, drive, walk
        drive = drive if drive.is_known(best) else drive.farther(find_drive)
        walk = walk if walk.is_known(best) else walk.farther(find_walk)
