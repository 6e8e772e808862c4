"""Whole small towns: streets drawn as text, lines as times at letters, a planner over both.

    TOWN = Town(
        '''
        A---B---C
        ''',
        {"ABC": "highway=residential"},
        {"1": ("A 08:00 C 08:10", "A 08:30 C 08:40")},
    )

Built through the real adapters, so that what is tested is what runs.
"""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

from feeds import gtfs, osm
from maas.itinerary import Answer, Itinerary
from maas.model import LatLon, Profile, SourceId
from maas.settings import RoutingSettings
from maas.streets import StreetNetwork
from maas.timetable import Timetable
from routing.graph import Graph
from routing.overlays.live import Live
from routing.overlays.live_trips import LiveRun, LiveTrips
from routing.overlays.scheduled_run import scheduled_run
from routing.planner import Planner
from routing.question import End, Question
from routing.streets import StreetRouter, link_stops
from routing.transfers import build_transfers
from tests.cities import LINE, write_gtfs
from tests.streetmaps import StreetMap

ZONE = ZoneInfo("Europe/Lisbon")
DAY = "2023-09-20"
OFF_NULL_ISLAND = LatLon(2.0, 2.0)
"""Feeds with stops near 0, 0 are refused with good reason."""


@dataclass(frozen=True)
class Town:
    """A street map with lines; every letter that a line calls at is the stop `bus:<letter>`."""

    drawing: str
    ways: Mapping[str, str]
    lines: Mapping[str, Sequence[str]]
    tables: Mapping[str, str] = field(default_factory=dict)
    """Further or other tables of the feed."""
    streets: bool = True
    shapes: Mapping[str, str] = field(default_factory=dict)
    """The letters that a line passes, where its shape is published."""

    @cached_property
    def positions(self) -> dict[str, LatLon]:
        """Where each letter lies."""
        return self.map.positions()

    @cached_property
    def data(self) -> tuple[Timetable, StreetNetwork | None]:
        """What the adapters make of the town."""
        with TemporaryDirectory() as folder:
            return self._read(Path(folder))

    @cached_property
    def planner(self) -> Planner:
        """The real planner over the town."""
        lines, streets = self.data
        links = link_stops(streets, lines) if streets else None
        router = StreetRouter(streets, links) if streets and links else None
        transfers = {
            profile: build_transfers(lines, router, profile, RoutingSettings())
            for profile in (Profile.WALK, Profile.WHEELCHAIR)
        }
        planner = Planner(Graph(lines, streets, links, transfers))
        planner.warm()  # a first question must not run into its time limit while compiling
        return planner

    def with_news(self, *runs: LiveRun, **more: Any) -> "Town":
        """The same town after some news of trips (and of what else `Live` has)."""
        trips = LiveTrips.of(self.data[0], runs, (SourceId("rt"),))
        told = copy(self)
        told.__dict__["planner"] = self.planner.with_live(Live(trips, **more))
        return told

    def run(self, trip_id: str) -> LiveRun:
        """A trip of the day as it is scheduled."""
        lines, _ = self.data
        day = datetime.fromisoformat(DAY).toordinal()
        return scheduled_run(lines, lines.trips.id.find(trip_id), day)

    def ask(
        self, origin: str, destination: str, at: str = "08:00", day: str = DAY, **more: object
    ) -> Answer:
        """Plan between letters (positions), or between stops where written `bus:A`."""
        when = int(datetime.fromisoformat(f"{day}T{at}").replace(tzinfo=ZONE).timestamp())
        question = Question(self._end(origin), self._end(destination), when, **more)  # type: ignore[arg-type]
        return self.planner.plan(question)

    def _end(self, name: str) -> End:
        return End(stop_id=name) if ":" in name else End(at=self.positions[name])

    @property
    def map(self) -> StreetMap:
        """Its streets."""
        return StreetMap(self.drawing, self.ways, north_west=OFF_NULL_ISLAND)

    def write(self, folder: Path) -> None:
        """Its published data: `bus.zip` and, if it has streets, `town.osm`."""
        write_gtfs(folder / "bus.zip", {**LINE, **self._feed(), **self.tables})
        if self.streets:
            (folder / "town.osm").write_text(self.map.xml())

    def _read(self, folder: Path) -> tuple[Timetable, StreetNetwork | None]:
        self.write(folder)
        lines, _ = gtfs.read(folder / "bus.zip", SourceId("bus"))
        if not self.streets:
            return lines, None
        return lines, osm.read(folder / "town.osm", SourceId("osm"))[0]

    def _feed(self) -> dict[str, str]:
        stops, routes = (
            ["stop_id,stop_name,stop_lat,stop_lon"],
            ["route_id,route_short_name,route_type"],
        )
        trips = ["route_id,service_id,trip_id,shape_id"]
        times = ["trip_id,stop_sequence,stop_id,arrival_time,departure_time"]
        called: set[str] = set()
        for line, runs in self.lines.items():
            routes.append(f"{line},{line},3")
            for number, run in enumerate(runs):
                shape = line if line in self.shapes else ""
                trips.append(f"{line},daily,{line}-{number},{shape}")
                words = run.split()
                for i, (letter, at) in enumerate(zip(words[::2], words[1::2], strict=True)):
                    times.append(f"{line}-{number},{i},{letter},{at}:00,{at}:00")
                    called.add(letter)
        for letter in sorted(called):
            at = self.positions[letter]
            stops.append(f"{letter},Stop {letter},{at.lat:.7f},{at.lon:.7f}")
        listed = {"stops": stops, "routes": routes, "trips": trips, "stop_times": times}
        if self.shapes:
            listed["shapes"] = ["shape_id,shape_pt_sequence,shape_pt_lat,shape_pt_lon"]
        for line, letters in self.shapes.items():
            for i, at in enumerate(self.positions[letter] for letter in letters):
                listed["shapes"].append(f"{line},{i},{at.lat:.7f},{at.lon:.7f}")
        return {f"{name}.txt": "\n".join(rows) for name, rows in listed.items()}


def clock(unix: int) -> str:
    """The time on the wall of the town."""
    return f"{datetime.fromtimestamp(unix, ZONE):%H:%M}"


def shown(itinerary: Itinerary) -> str:
    """An itinerary as one line: `08:00 walk A 08:10 [1] C 08:20`."""
    words = [clock(itinerary.departure)]
    for leg in itinerary.legs:
        how = f"[{leg.trip.display_name}]" if leg.trip else leg.mode.value.lower()
        place = leg.destination.place
        words += [how, place.name.removeprefix("Stop "), clock(leg.arrival)]
    return " ".join(words)


def all_shown(answer: Answer) -> list[str]:
    """Every itinerary of an answer as one line."""
    return [shown(itinerary) for itinerary in answer.itineraries]
