"""The geocoder of one generation: places by name, and places by position."""

import re
from contextlib import suppress

from maas.model import LatLon
from routing.graph import Graph
from routing.places.around import Around
from routing.places.finding import Finder
from routing.places.match import Match, PlaceQuery
from routing.places.rendering import Renderer

POSITION = re.compile(
    r"(?P<lat>[-+]?[0-9]{1,3}\.[0-9]{1,18})\s*,\s*(?P<lon>[-+]?[0-9]{1,3}\.[0-9]{1,18})"
)


class Geocoder:
    """Finds places; thread-safe. Without an index it finds none."""

    def __init__(self, graph: Graph) -> None:
        self._finder: Finder | None = None
        self._around: Around | None = None
        if graph.places is not None:
            renderer = Renderer(graph.places, graph.timetable)
            self._finder = Finder(graph.places, renderer)
            self._around = Around(graph.places, renderer, graph.streets)

    def warm(self) -> None:
        """Compile (or load) the kernels with the array types of this generation."""
        self.find(PlaceQuery("warm up"))
        self.around(LatLon(0, 0), PlaceQuery(""))

    def find(self, query: PlaceQuery) -> tuple[Match, ...]:
        """The places that a text may mean, best first; around it if it is a coordinate."""
        if position := POSITION.fullmatch(query.text.strip()):
            with suppress(ValueError):
                return self.around(LatLon(float(position["lat"]), float(position["lon"])), query)
        return self._finder.find(query) if self._finder else ()

    def around(self, at: LatLon, query: PlaceQuery) -> tuple[Match, ...]:
        """The places nearest to a position, the nearest first; the query's text is not read."""
        return self._around.find(at, query) if self._around else ()
