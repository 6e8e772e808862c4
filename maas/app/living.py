"""What live sources say, laid over the world of one generation."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from maas.app.kinds import CARPOOL_KINDS, PARKING_KINDS, RENTAL_KINDS, TRIP_KINDS
from maas.app.world import World
from maas.live import Incident, RoadState
from maas.live.offers import CARPOOLS
from maas.model import SourceId
from maas.settings import Territory
from maas.snapshot import Batch
from routing.carpool.offers import Offers
from routing.incidents.laid import Incidents
from routing.overlays.applying import LiveFeed, apply
from routing.overlays.incidents.applying import apply_incidents
from routing.overlays.live import Live
from routing.overlays.offers.applying import apply_offers
from routing.overlays.parking.applying import apply_parking
from routing.overlays.rentals.applying import apply_rentals
from routing.overlays.roads.applying import apply_roads
from routing.parking.sites import Parking
from routing.planner import Planner
from routing.streets.roads import Roads

Batches = Mapping[SourceId, Batch]


@dataclass(frozen=True, slots=True, eq=False)
class Living:
    """A planner that knows the news, and the news it knows."""

    planner: Planner
    live: Live | None = None
    spoken: Batches = field(default_factory=dict)
    """What it was made of, of trips and of vehicles to rent."""
    rented: Batches = field(default_factory=dict)

    @property
    def until(self) -> int | None:
        """When some of it changes by itself (Unix s), so that it is to be made anew."""
        planner = self.planner
        on_streets = planner.rentals, planner.parking, planner.roads
        ends = (each.until for each in (*on_streets, planner.offers, planner.incidents))
        return min((end for end in ends if end is not None), default=None)


def live_feeds(territory: Territory) -> tuple[LiveFeed, ...]:
    """The sources that speak of trips, in the order of the territory file."""
    return tuple(
        LiveFeed(source.id, source.ids_of)
        for source in territory.live_sources
        if source.kind in TRIP_KINDS
    )


def living(
    world: World, territory: Territory, batches: Batches, now: int, previous: Living | None
) -> Living:
    """Lay the newest batch of each source over a world. Not for the event loop.

    Args:
        now: the moment of which all is to be true (Unix s of the service clock).
        previous: what was made before over the same world; what did not change is not made again.
    """
    before = previous.planner if previous else world.planner
    made = _with_trips(world, territory, _of(territory, TRIP_KINDS, batches), previous)
    incidents = _incidents(world, territory, batches, now, before.incidents)
    made = _with_incidents(made, incidents)
    made = _with_roads(made, batches, now, before)
    made = _with_rentals(made, _of(territory, RENTAL_KINDS, batches), now, previous)
    known = before.parking
    parked = _of(territory, PARKING_KINDS, batches)
    if not (_are_the_same(parked, known.batches) and known.holds(now)):
        streets, places = world.planner.streets, world.facilities  # as they are without news
        known = apply_parking(streets, parked, places, now, territory.zone, known)
    made = _with_parking(made, known)
    offers, offered = before.offers, _carpools(territory, batches)
    is_known = _are_the_same(offered, offers.batches) and offers.holds(now)
    drives_otherwise = _roads(made.planner) != _roads(before)
    if not is_known or (offered and drives_otherwise):
        streets, zone = made.planner.heeding.at(now).streets, territory.zone
        offers = apply_offers(streets, world.timetable, offered, now, zone, offers)
    made = _with_offers(made, offers)
    made.planner.heeding.prepare(now)  # or the first to ask would wait for it
    return made


def _roads(planner: Planner) -> tuple[Roads, Incidents]:
    """What changes how cars drive; equal if these very objects."""
    return planner.roads, planner.incidents


def _carpools(territory: Territory, batches: Batches) -> Batches:
    """Those of configured sources and, last, what partners publish through us."""
    found = _of(territory, CARPOOL_KINDS, batches)
    return {**found, CARPOOLS: batches[CARPOOLS]} if CARPOOLS in batches else found


def _of(territory: Territory, kinds: frozenset[str], batches: Batches) -> Batches:
    """The batches of sources of some kinds, in the order of the territory file."""
    return {
        source.id: batches[source.id]
        for source in territory.live_sources
        if source.kind in kinds and source.id in batches
    }


def _with_trips(
    world: World, territory: Territory, spoken: Batches, previous: Living | None
) -> Living:
    if previous is not None and _are_the_same(spoken, previous.spoken):
        return previous
    if world.timetable is None or not any(batch.records for batch in spoken.values()):
        return Living(world.planner, spoken=spoken)
    before = previous.live if previous else None
    live = apply(world.timetable, live_feeds(territory), spoken, before).live
    return Living(world.planner.with_live(live), live, spoken)


def _incidents(
    world: World, territory: Territory, batches: Batches, now: int, known: Incidents
) -> Incidents:
    """Any source may tell of incidents; those known if nothing is new."""
    told = _telling(Incident, batches)
    if _are_the_same(told, known.batches) and known.holds(now):
        return known
    streets, timetable = world.planner.streets, world.timetable
    return apply_incidents(streets, timetable, told, now, territory.zone, known)


def _with_incidents(made: Living, incidents: Incidents) -> Living:
    if made.planner.incidents is incidents:
        return made
    return replace(made, planner=made.planner.with_incidents(incidents))


def _telling(kind: type[Incident | RoadState], batches: Batches) -> Batches:
    """The batches that have a record of some kind."""
    return {
        id: batch
        for id, batch in batches.items()
        if any(isinstance(record, kind) for record in batch.records)
    }


def _with_roads(made: Living, batches: Batches, now: int, before: Planner) -> Living:
    """Any source may speak of roads; jams among incidents slow them, too."""
    told, known, incidents = _telling(RoadState, batches), before.roads, made.planner.incidents
    is_known = _are_the_same(told, known.batches) and known.holds(now)
    if not (is_known and incidents is before.incidents):
        known = apply_roads(made.planner.streets, told, now, known, incidents)
    if made.planner.roads is known:
        return made
    return replace(made, planner=made.planner.with_roads(known))


def _with_rentals(made: Living, rented: Batches, now: int, previous: Living | None) -> Living:
    if not rented:
        return made
    known = previous.live.rentals if previous and previous.live else None
    is_new = previous is None or not _are_the_same(rented, previous.rented)
    if known is None or is_new or not known.holds(now):
        known = apply_rentals(made.planner.streets, rented, now, known)
    live = replace(made.live or Live(), rentals=known)
    return replace(made, planner=made.planner.with_rentals(known), live=live, rented=rented)


def _with_parking(made: Living, parking: Parking) -> Living:
    if made.planner.parking is parking:
        return made
    live = replace(made.live or Live(), parking=parking)
    return replace(made, planner=made.planner.with_parking(parking), live=live)


def _with_offers(made: Living, offers: Offers) -> Living:
    if made.planner.offers is offers:
        return made
    return replace(made, planner=made.planner.with_offers(offers))


def _are_the_same(one: Batches, other: Batches) -> bool:
    """Whether these very batches: nobody compares records."""
    return one.keys() == other.keys() and all(one[id] is other[id] for id in one)
