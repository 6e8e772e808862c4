"""A generation brought to life: parts mapped, planner built and warm, facts for the answers."""

from dataclasses import dataclass, replace

import numpy as np

from api.served import Coverage, News, Served, SourceState
from api.tiles import painting
from maas.app.kinds import has_rentals, public_reports
from maas.app.source_states import built_in, source_states
from maas.emissions import Factors
from maas.facilities import Facilities
from maas.generation import Generation
from maas.model import LatLon, Profile, SourceId
from maas.settings import Policy, Territory
from maas.settings.exchange import USUAL_EXCHANGE, ExchangeSettings
from maas.snapshot import Snapshot
from maas.streets import StreetNetwork
from maas.timetable import Timetable, Transfers
from routing.atlas import Atlas
from routing.carpool.hubs import NO_HUBS, Hubs
from routing.graph import Graph
from routing.incidents.laid import Incidents
from routing.incidents.matcher import Matcher
from routing.incidents.warming import warm_matching
from routing.overlays.parking.applying import apply_parking
from routing.places import PlaceIndex
from routing.places.geocoder import Geocoder
from routing.planner import Planner
from routing.policies.rules import DrivingRules
from routing.streets import Landmarks, Links, StreetRouter
from routing.streets.pieces import NamedStreets
from routing.warming import warm

PROFILES = (Profile.WALK, Profile.WHEELCHAIR)


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """What one generation is served from; shared by forked processes."""

    generation: str
    planner: Planner
    """Knows what is static alone."""
    timetable: Timetable | None
    coverage: Coverage
    sources: tuple[SourceState, ...]
    factors: Factors
    geocoder: Geocoder
    atlas: Atlas | None
    facilities: Facilities | None = None
    """Where maps say that one can park."""
    named_streets: NamedStreets | None = None
    exchange: ExchangeSettings = USUAL_EXCHANGE
    policies: tuple[Policy, ...] = ()
    hubs: Hubs = NO_HUBS
    """Stop places that somebody may be driven to, or from, for the sake of their lines."""

    def served(self, snapshot: Snapshot, planner: Planner | None = None) -> Served:
        """What handlers take, at one version; with the planner that knows the snapshot's news."""
        planner = planner or self.planner
        sources = (*self.sources, *built_in(snapshot))
        return Served(
            planner,
            snapshot.version,
            self.coverage,
            tuple(_as_now(source, snapshot, planner) for source in sources),
            self.factors,
            geocoder=self.geocoder,
            atlas=self.atlas,
            news=self._news(snapshot, planner),
            reports=public_reports(snapshot),
            named_streets=self.named_streets,
            exchange=self.exchange,
            policies=self.policies,
        )

    def _news(self, snapshot: Snapshot, planner: Planner) -> News | None:
        if self.timetable is None:
            return None
        read_at = max((batch.read_at for batch in snapshot.batches.values()), default=0)
        live, hindering = snapshot.overlays.get("live"), planner.boards.hindering
        return News(self.timetable, live, read_at, hindering)


def _as_now(source: SourceState, snapshot: Snapshot, planner: Planner) -> SourceState:
    """A source as it is doing, with what of its data could not be used here."""
    id = SourceId(source.id)
    on_streets = planner.rentals, planner.parking, planner.roads
    known = (*on_streets, planner.offers, planner.incidents)
    findings = tuple(found for each in known for found in each.findings.get(id, ()))
    status = snapshot.statuses.get(id)
    if status is not None and findings:
        status = replace(status, rejections=(*status.rejections, *findings))
    return source.with_status(status)


def load_world(generation: Generation, territory: Territory, now: int) -> World:
    """Map a generation and warm its planner for questions about `now` (Unix s).

    Raises:
        GenerationBroken: its files are not what its manifest says.
    """
    graph = load_graph(generation)
    planner = Planner(graph, territory.routing, territory.emissions, DrivingRules.of(territory))
    warm(planner, graph, now, rents=has_rentals(territory))
    parking = apply_parking(planner.streets, {}, graph.facilities, now, territory.zone, None)
    incidents = Incidents(matcher=_matcher(planner.streets))
    geocoder = Geocoder(graph)
    geocoder.warm()
    return World(
        generation.id,
        planner.with_parking(parking).with_incidents(incidents),
        graph.timetable,
        _coverage(generation, graph, territory),
        source_states(territory, generation),
        territory.emissions,
        geocoder,
        _atlas(generation),
        graph.facilities,
        NamedStreets(graph.streets) if graph.streets else None,
        territory.exchange,
        territory.policies,
        Hubs.of(graph.places),
    )


def _matcher(streets: StreetRouter | None) -> Matcher | None:
    """What finds incidents on the streets, its kernels being compiled."""
    if streets is None:
        return None
    matcher = Matcher.of(streets.network, streets.shapes)
    warm_matching(matcher)
    return matcher


def load_graph(generation: Generation) -> Graph:
    """The parts of a generation, memory-mapped."""
    transfers = {
        profile: generation.part(f"transfers-{profile.name.lower()}", Transfers)
        for profile in PROFILES
    }
    return Graph(
        timetable=generation.part("timetable", Timetable),
        streets=generation.part("streets", StreetNetwork),
        links=generation.part("links", Links),
        transfers={profile: found for profile, found in transfers.items() if found is not None},
        places=generation.part("places", PlaceIndex),
        facilities=generation.part("parking", Facilities),
        landmarks=generation.part("landmarks", Landmarks),
    )


def _atlas(generation: Generation) -> Atlas | None:
    """What tiles are drawn from, the kernels that draw being compiled."""
    atlas = generation.part("atlas", Atlas)
    if atlas is not None:
        painting.warm(atlas)
    return atlas


def _coverage(generation: Generation, graph: Graph, territory: Territory) -> Coverage:
    south_west, north_east = _corners(graph)
    manifest = generation.manifest
    return Coverage(
        territory.name,
        territory.zone,
        south_west,
        north_east,
        manifest.first_day,
        manifest.last_day,
        graph.streets is not None,
    )


def _corners(graph: Graph) -> tuple[LatLon | None, LatLon | None]:
    """The box around all streets; around all stops where there are none.

    A feed may reach across the country, a map is cut out around the territory.
    """
    if graph.streets is not None:
        lat, lon = graph.streets.vertices.lat_e7 / 1e7, graph.streets.vertices.lon_e7 / 1e7
    elif graph.timetable is not None:
        lat, lon = graph.timetable.stops.lat, graph.timetable.stops.lon
    else:
        return None, None
    known = np.isfinite(lat) & np.isfinite(lon)
    if not known.any():
        return None, None
    return (
        LatLon(float(lat[known].min()), float(lon[known].min())),
        LatLon(float(lat[known].max()), float(lon[known].max())),
    )
