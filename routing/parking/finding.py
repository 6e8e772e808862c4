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
from routing.parking.ranking import Candidates, best_first
from routing.parking.sites import Parking, Room
from routing.parking.suiting import room_for, suits
from routing.parking.times import Movers, straight_walks
from routing.question import End, Question
from routing.stop_index import crow_flies_m
from routing.streets import StreetRouter
from routing.streets.searching import NOT_REACHED

PLACE, FROM_PLACE = "place", "fromPlace"
"""The parameters that name them."""

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
        found = replace(found, walk_s=self._walks(place, found.row, question)[found.row])
        drive_s = self._drives(origin or place, found.row, question)
        found = replace(found, drive_s=drive_s[found.row])
        if asked.by_price:
            found = replace(found, amount=self._amounts(found, asked))
        best = best_first(found)[: asked.n]
        return FoundParking(
            tuple(self._told(found, i, asked) for i in best.tolist()),
            found.row.size - best.size,
            place and place.place,
            origin and origin.place,
        )

    def _locate(self, end: End | None, parameter: str, question: Question) -> Located | None:
        if end is None:
            return None
        located = self.ends.locate(replace(end, name=end.name or parameter), parameter)
        self.ends.check_on_map(located, parameter, question)
        return located

    def _fitting(self, asked: ParkingQuestion, place: Located | None) -> Candidates:
        """Those inside that suit whoever asks; how long it takes is not known yet."""
        inside, metres = self._inside(asked, place and place.place.at)
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

    def _walks(self, place: Located | None, rows: Int64s, question: Question) -> Int32s:
        """[n_sites] Seconds from some sites to a place."""
        kept = self._marked(rows)
        if place is None or not rows.size:
            return np.full(kept.size, NOT_REACHED, np.int32)
        speed = speed_of(Mode.WALK, question)
        if self.streets is None:
            assert speed is not None
            return straight_walks(place.place.at, self.parking, kept, speed)
        doorways = self.ends.doorways(place, Mode.WALK, question, egress=True)
        walkers = Movers(self.streets, question.profile, speed)
        return walkers.walks(doorways, self.parking, kept)

    def _drives(self, origin: Located | None, rows: Int64s, question: Question) -> Int32s:
        """[n_sites] Seconds to some sites, to each with what is parked there."""
        seconds = np.full(len(self.parking.sites), NOT_REACHED, np.int32)
        if origin is None or self.streets is None:
            return seconds
        purposes = [self.parking.sites[row].told.purpose for row in rows.tolist()]
        for purpose in set(purposes):
            mode = RIDERS[purpose]
            snap = self.ends.snap(origin, mode, question)
            if snap is None:
                continue
            own = rows[[each is purpose for each in purposes]]
            riders = Movers(self.streets, profile_of(mode, question), speed_of(mode, question))
            seconds[own] = riders.drives(snap, self.parking, self._marked(own))[own]
        return seconds

    def _marked(self, rows: Int64s) -> Bools:
        """[n_sites]"""
        marked = np.zeros(len(self.parking.sites), np.bool_)
        marked[rows] = True
        return marked

    def _amounts(self, found: Candidates, asked: ParkingQuestion) -> Float64s:
        """What parking costs at each, inf where that is not known."""
        arrivals = (asked.now + np.maximum(found.drive_s, 0)).tolist()
        fees = (
            fee(self.parking.sites[row], asked.stay_s, arrival)
            for row, arrival in zip(found.row.tolist(), arrivals, strict=True)
        )
        return np.array([np.inf if each is None else float(each.amount) for each in fees])

    def _told(self, found: Candidates, i: int, asked: ParkingQuestion) -> FoundSite:
        site = self.parking.sites[int(found.row[i])]
        drive_s, walk_s = int(found.drive_s[i]), int(found.walk_s[i])
        return FoundSite(
            site=site,
            room=Room(int(found.room[i])),
            metres=float(found.metres[i]),
            drive_s=drive_s if drive_s >= 0 else None,
            walk_s=walk_s if walk_s >= 0 else None,
            fee=fee(site, asked.stay_s, asked.now + max(drive_s, 0)),
        )
