"""Writes the invented city: its timetables, its streets, its territory file."""

from pathlib import Path
from random import Random

from maas.demo.buildings import plan_buildings
from maas.demo.carpool.drives import write_carpool
from maas.demo.carpool.meeting import FILE as PLACES_FILE
from maas.demo.carpool.meeting import places_table
from maas.demo.carpool.planning import plan_carpool
from maas.demo.carpool.roads import Roads
from maas.demo.ground import plan_ground, plan_settlements
from maas.demo.gtfs import Feed
from maas.demo.lines import RAIL, plan_lines
from maas.demo.names import CITY
from maas.demo.osm import OsmWriter
from maas.demo.parking.places import write_parking
from maas.demo.parking.planning import plan_parking
from maas.demo.plane import Projection
from maas.demo.rentals.places import write_places
from maas.demo.rentals.planning import plan_rentals
from maas.demo.road.places import write_road
from maas.demo.road.planning import plan_road
from maas.demo.road.school import write_school_street
from maas.demo.streets import plan_streets
from maas.demo.territory import territory_text
from maas.demo.towns import plan_towns
from maas.demo.villages import plan_villages
from maas.demo.zone import write_zone
from maas.model import LatLon

CENTRE = LatLon(46.2, -2.6)


def write_city(folder: Path, seed: int, n_stops: int, live: str) -> Path:
    """Write everything; returns the territory file."""
    folder.mkdir(parents=True, exist_ok=True)
    random, projection = Random(seed), Projection(CENTRE)
    plan = plan_streets(n_stops, random)
    lines, places = plan_lines(plan, n_stops, random)
    city = [line for line in lines if line.mode != RAIL]
    rail = [line for line in lines if line.mode == RAIL]
    Feed(("ambre", f"Réseau {CITY}"), city, places).write(folder / "city.zip", projection)
    Feed(("estran", "Trains de l'Estran"), rail, places).write(folder / "rail.zip", projection)
    ground = OsmWriter(projection)
    ground.streets(plan, random)
    ground.landscape(plan, lines)
    ground.buildings(plan_buildings(plan, random))
    ground.ground(plan_ground(plan, lines, random), plan_settlements(plan, lines))
    towns = plan_towns(plan, lines)
    villages = plan_villages(plan, towns)
    parking, lots = plan_parking(plan, lines, towns, projection)
    ground.towns(towns)
    ground.parking(lots)
    ground.villages(villages)
    ground.write(folder / "streets.osm.pbf")
    write_parking(folder, parking)
    write_zone(folder, projection)
    write_school_street(folder, plan, projection)
    write_road(folder, plan_road(plan, lines, projection))
    write_places(folder, plan_rentals(plan, lines, n_stops, seed, projection))
    carpool = plan_carpool(Roads(plan, towns, villages), lines, seed, projection)
    write_carpool(folder, carpool)
    (folder / PLACES_FILE).write_bytes(places_table(carpool.places))
    territory = folder / "demo.toml"
    territory.write_text(territory_text(live), "utf-8")
    return territory
