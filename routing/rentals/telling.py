"""What travellers are told of the vehicle they rent: whose it is, where it is taken and left."""

from collections.abc import Sequence

from maas.itinerary import Place, VertexType
from maas.live import in_language
from maas.live.rentals import Links, RentalStation
from maas.model import LatLon
from maas.rented import RentalEnd, RentalOnLeg
from routing.rentals.fleets import NO_LIMIT, Rentals, Spots, System
from routing.rentals.pricing import fare_of
from routing.rentals.ways import LOCK_S, UNLOCK_S, RentalWay


def rental_told(rentals: Rentals, way: RentalWay, languages: Sequence[str]) -> RentalOnLeg:
    """The vehicle of a way."""
    fleet = rentals.fleets[way.taken.fleet]
    system = rentals.systems[fleet.system]
    place = int(fleet.taking.place[way.taken.spot])
    is_at_station, told = place >= 0, system.told
    vehicle = None if is_at_station else system.vehicles[-1 - place]
    seconds = UNLOCK_S + way.ride.seconds + LOCK_S
    return RentalOnLeg(
        source=str(system.source_id),
        system_id=system.id,
        feed_system_id=told.id,
        system_name=_name(system, languages),
        type=fleet.type,
        taken=_end(system, fleet.taking, way.taken.spot, languages),
        left=_end(system, fleet.leaving, way.left.spot, languages),
        url=told.url,
        color=told.color,
        links=_links(_links_of(system, place), told.app_links),
        known_at=told.stations_made_at if is_at_station else told.vehicles_made_at,
        fare=fare_of(system, fleet.type, vehicle, seconds, way.ride.distance_m),
    )


def rental_places(rental: RentalOnLeg, way: RentalWay) -> tuple[Place, Place]:
    """Where a vehicle is taken and left: stations by their names, else streets by theirs."""
    streets = [step.street for step in way.ride.steps if step.street]
    first, last = (streets[0], streets[-1]) if streets else ("", "")
    return (
        _place(rental.taken.name or first or rental.system_name, way.taken.at),
        _place(rental.left.name or last or rental.system_name, way.left.at),
    )


def _place(name: str, at: LatLon) -> Place:
    return Place(name, at, VertexType.BIKESHARE)


def _name(system: System, languages: Sequence[str]) -> str:
    return in_language(system.told.name, languages) or system.id


def _end(system: System, spots: Spots, spot: int, languages: Sequence[str]) -> RentalEnd:
    """A place of a fleet; nothing is told of one on the street but that it is."""
    if spot < 0 or spots.place[spot] < 0:
        return RentalEnd()
    station = system.stations[int(spots.place[spot])]
    count = int(spots.count[spot])
    return RentalEnd(station.id, _station_name(station, languages), _limited(count))


def _station_name(station: RentalStation, languages: Sequence[str]) -> str:
    return in_language(station.name, languages) or station.short_name or station.id


def _limited(count: int) -> int | None:
    return None if count >= NO_LIMIT else count


def _links_of(system: System, place: int) -> Links:
    return system.stations[place].links if place >= 0 else system.vehicles[-1 - place].links


def _links(own: Links, apps: Links) -> Links:
    """Links to the very vehicle or station, else to the app that rents it."""
    return Links(own.android or apps.android, own.ios or apps.ios, own.web or apps.web)
