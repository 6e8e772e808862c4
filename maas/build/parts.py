"""What routing needs beyond the sources: joined tables, links to streets, transfers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from api.tiles import painting
from maas import streets, timetable
from maas.build.progress import Progress
from maas.facilities import Facilities, join_facilities
from maas.generation import FORMAT, DataDir, ImportedSource, write_segment
from maas.generation.segment import map_segment
from maas.generation.stamp import DRAWERS, NAMERS, code_digest, digest, index_digest
from maas.landscape import Landscape
from maas.model import Profile, SourceId
from maas.places import Places
from maas.settings import RoutingSettings
from maas.streets import StreetNetwork
from maas.timetable import Timetable, Transfers
from routing.atlas import Atlas, build_atlas
from routing.graph import Graph
from routing.places import PlaceIndex, build_index
from routing.streets import Landmarks, Links, StreetRouter, landmarks_of, link_stops
from routing.transfers import build_transfers

T = TypeVar("T")

PROFILES = (Profile.WALK, Profile.WHEELCHAIR)
"""Who changes between vehicles."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a generation under construction, each made only if it does not stand yet."""

    data: DataDir
    settings: RoutingSettings
    progress: Progress
    now: int
    segments: dict[str, str] = field(default_factory=dict)
    """Filled as parts are made: {"timetable": segment, …}."""

    def make(self, sources: tuple[ImportedSource, ...]) -> Graph:
        """Make every part that these sources allow; the graph they are."""
        lines = self._joined("timetable", "gtfs", sources, Timetable, timetable.join)
        network = self._joined("streets", "osm", sources, StreetNetwork, streets.join)
        router, links = None, None
        landmarks = self._landmarks(network) if network is not None else None
        if lines is not None and network is not None:
            made_of = (self.segments["timetable"], self.segments["streets"])
            what = "stops on streets"
            links = self._part("links", what, made_of, Links, lambda: link_stops(network, lines))
            router = StreetRouter(network, links, landmarks=landmarks)
        transfers = self._transfers(lines, router) if lines is not None else {}
        self._draw(lines, network, sources)
        places = self._places(lines, network, sources)
        facilities = self._facilities(sources)
        return Graph(lines, network, links, transfers, places, facilities, landmarks)

    def _landmarks(self, network: StreetNetwork) -> Landmarks:
        make = partial(landmarks_of, network)
        made_of = (self.segments["streets"],)
        return self._part("landmarks", "landmarks for cars", made_of, Landmarks, make)

    def _transfers(self, lines: Timetable, router: StreetRouter | None) -> dict[Profile, Transfers]:
        made_of = (self.segments["timetable"], self.segments.get("links", ""), repr(self.settings))
        found = {}
        for profile in PROFILES:
            make = partial(build_transfers, lines, router, profile, self.settings)
            name = profile.name.lower()
            what = f"changes between stops ({name})"
            found[profile] = self._part(f"transfers-{name}", what, made_of, Transfers, make)
        return found

    def _places(
        self,
        lines: Timetable | None,
        network: StreetNetwork | None,
        sources: tuple[ImportedSource, ...],
    ) -> PlaceIndex:
        """The index of everything that has a name."""
        read = _extras("places", sources)
        joined = (self.segments.get(name, "") for name in ("timetable", "streets"))

        def make() -> PlaceIndex:
            places = [map_segment(self.data.segments / segment, Places) for segment in read]
            return build_index(lines, network, places)

        made_of = (*joined, *read, code_digest(NAMERS))
        return self._part("places", "index of names", made_of, PlaceIndex, make)

    def _facilities(self, sources: tuple[ImportedSource, ...]) -> Facilities | None:
        """Where all maps say that one can park; None: there is no map."""
        read = {
            SourceId(source.id): source.extras["parking"]
            for source in sources
            if "parking" in source.extras
        }

        def make() -> Facilities:
            found = (map_segment(self.data.segments / read[id], Facilities) for id in read)
            return join_facilities(list(zip(read, found, strict=True)))

        made_of = tuple(read.values())
        return self._part("parking", "places to park", made_of, Facilities, make) if read else None

    def _draw(
        self,
        lines: Timetable | None,
        network: StreetNetwork | None,
        sources: tuple[ImportedSource, ...],
    ) -> None:
        """The atlas: what a map shows of all this."""
        read = _extras("landscape", sources)
        joined = (self.segments.get(name, "") for name in ("timetable", "streets"))

        def make() -> Atlas:
            found = [map_segment(self.data.segments / segment, Landscape) for segment in read]
            return build_atlas(lines, network, found)

        made_of = (*joined, *read, code_digest(DRAWERS))
        painting.warm(self._part("atlas", "map", made_of, Atlas, make))

    def _joined(
        self,
        name: str,
        kind: str,
        sources: tuple[ImportedSource, ...],
        border: type[T],
        join: Callable[[list[T]], T],
    ) -> T | None:
        """The one table of all sources of a kind; a single source's own is used as it is."""
        segments = [source.segment for source in sources if source.kind == kind]
        if not segments:
            return None
        tables = [map_segment(self.data.segments / segment, border) for segment in segments]
        if len(tables) == 1:
            self.segments[name] = segments[0]
            return tables[0]
        return self._part(name, f"one {name} of all", tuple(segments), border, lambda: join(tables))

    def _part(
        self,
        name: str,
        what: str,
        made_of: tuple[str, ...],
        border: type[T],
        make: Callable[[], Any],
    ) -> T:
        segment = f"{name}-{digest(repr((made_of, index_digest(), FORMAT)).encode())}"
        if not self.data.is_intact(segment, self.now):
            with self.progress.step(what):
                write_segment(self.data.temporary / segment, make())
                self.data.adopt(self.data.temporary / segment, segment)
        self.segments[name] = segment
        return map_segment(self.data.segments / segment, border)


def _extras(name: str, sources: tuple[ImportedSource, ...]) -> list[str]:
    """The segments of what else was read from sources under a name."""
    return [source.extras[name] for source in sources if name in source.extras]
