"""Writes the invented city: its timetables, its streets, its territory file."""

from pathlib import Path
from random import Random

from maas.demo.buildings import plan_buildings
from maas.demo.ground import plan_ground, plan_settlements
from maas.demo.gtfs import Feed
from maas.demo.lines import RAIL, plan_lines
from maas.demo.names import CITY
from maas.demo.osm import OsmWriter
from maas.demo.plane import Projection
from maas.demo.rentals.feeds import SYSTEMS, rental_address
from maas.demo.rentals.places import write_places
from maas.demo.rentals.planning import plan_rentals
from maas.demo.streets import plan_streets
from maas.model import LatLon

CENTRE = LatLon(46.2, -2.6)

TERRITORY = """\
# {city}: an invented city. Everything in this folder was made by `maas demo`.
name = "{name}"
timezone = "Europe/Paris"
data_dir = "data"

[[source]]
id = "city"
kind = "gtfs"
url = "file:city.zip"
attribution = "Réseau {city} (invented)"

[[source]]
id = "rail"
kind = "gtfs"
url = "file:rail.zip"
attribution = "Trains de l'Estran (invented)"

[[source]]
id = "streets"
kind = "osm"
url = "file:streets.osm.pbf"
attribution = "Streets of {city} (invented)"
"""


LIVE = """
[[source]]
id = "live"
kind = "gtfs-rt"
url = "{address}"
for = ["city", "rail"]
interval_s = 10
allow_private = true
retention_days = 1
attribution = "Réseau {city} (invented)"
"""

RENTALS = """
[[source]]
id = "{system}"
kind = "gbfs"
url = "{address}"
interval_s = 20
allow_private = true
retention_days = 1
attribution = "{name} (invented)"
"""


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
    ground.write(folder / "streets.osm.pbf")
    write_places(folder, plan_rentals(plan, lines, n_stops, seed, projection))
    territory = folder / "demo.toml"
    text = TERRITORY.format(city=CITY, name=CITY.lower())
    territory.write_text(text + (_live_sources(live) if live else ""), "utf-8")
    return territory


def _live_sources(live: str) -> str:
    """Tables of all that the simulator tells."""
    rentals = (
        RENTALS.format(system=system, name=name, address=rental_address(live, system))
        for system, name in SYSTEMS.items()
    )
    return LIVE.format(city=CITY, address=live) + "".join(rentals)
