"""The territory file of the invented city: its sources, and what happens in it while it lives."""

from maas.demo.names import CITY
from maas.demo.rentals.feeds import SYSTEMS, rental_address

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


def territory_text(live: str) -> str:
    """All tables; `live`: where the simulator's GTFS-Realtime is, "" where there is none."""
    text = TERRITORY.format(city=CITY, name=CITY.lower())
    if not live:
        return text
    rentals = (
        RENTALS.format(system=system, name=name, address=rental_address(live, system))
        for system, name in SYSTEMS.items()
    )
    return text + LIVE.format(city=CITY, address=live) + "".join(rentals)
