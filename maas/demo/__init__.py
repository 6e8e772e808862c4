"""An invented city, written as the feeds real cities publish.

It lies on open sea off the French Atlantic coast, where no town is. The same seed gives the same
bytes. Nothing here reads a feed: what the adapters make of these files is their own work.
"""

from pathlib import Path
from random import Random

from maas.demo.buildings import plan_buildings
from maas.demo.ground import plan_ground, plan_settlements
from maas.demo.gtfs import Feed
from maas.demo.lines import RAIL, plan_lines
from maas.demo.names import CITY
from maas.demo.osm import OsmWriter
from maas.demo.places import EXAMPLE
from maas.demo.plane import Projection
from maas.demo.streets import plan_streets
from maas.model import LatLon

__all__ = ["EXAMPLE", "generate"]

CENTRE = LatLon(46.2, -2.6)
DEFAULT_STOPS = 360

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


def generate(folder: Path, seed: int = 1, n_stops: int = DEFAULT_STOPS) -> Path:
    """Write the city into a folder; returns its territory file.

    Args:
        n_stops: about how many stops the city network has; streets and lines grow with it.
    """
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
    territory = folder / "demo.toml"
    territory.write_text(TERRITORY.format(city=CITY, name=CITY.lower()), "utf-8")
    return territory
