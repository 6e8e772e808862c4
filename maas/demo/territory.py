"""The territory file of the invented city: its sources, and what happens in it while it lives."""

from collections.abc import Iterator

from maas.demo import zone
from maas.demo.carpool.feeds import BASE, PUBLISHED_FILE, carpool_address, key_of
from maas.demo.carpool.meeting import FILE as PLACES_FILE
from maas.demo.live.server import KEY
from maas.demo.names import CITY
from maas.demo.parking.feeds import CITY_FILE, STATUS_FILE, TABLE_FILE, TOWN_FILE, parking_address
from maas.demo.rentals.feeds import SYSTEMS, rental_address
from maas.demo.road import school
from maas.demo.road.feeds import PARTNER_FILE, WORKS_FILE, road_address

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

[[source]]
id = "carpool-places"
kind = "bnlc"
url = "file:{places}"
attribution = "Places for sharing cars (invented)"
"""

DRIVING = """
[driving]
price_per_km = 0.28
currency = "EUR"

[[policy]]
id = "zfe-centre"
kind = "low-emission-zone"
name = "Centre"
url = "file:{zone}"
page = "https://example.org/zfe"
since = 2025-01-01
hours = "Mo-Sa 07:00-20:00"
allowed = ["electric", "hydrogen", "crit-air-1"]

[[policy]]
id = "ecole"
kind = "school-street"
name = "École de la Saline"
url = "file:{school}"
page = "https://example.org/rue-aux-ecoles"
hours = "{hours}"
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

CARPOOL = """
[[source]]
id = "covoiturelle"
kind = "standard-covoiturage"
url = "{asked}"
allow_private = true
retention_days = 1
attribution = "Covoiturelle (invented)"
[source.headers]
{header} = "{key}"

[[source]]
id = "voisinage"
kind = "amarillo"
url = "{published}"
interval_s = 30
allow_private = true
retention_days = 1
attribution = "Voisinage (invented)"
"""

ROAD = """
[[source]]
id = "ondine"
kind = "waze"
url = "{partner}"
interval_s = 20
allow_private = true
retention_days = 1
attribution = "Ondine (invented)"

[[source]]
id = "voirie"
kind = "cifs"
url = "{works}"
interval_s = 60
allow_private = true
retention_days = 1
passes_on = true
attribution = "Voirie d'Ambrelune (invented)"

[reports]
open = true
"""

PARKING = """
[[source]]
id = "parking-ambrelune"
kind = "parkapi"
url = "{city}"
interval_s = 30
allow_private = true
retention_days = 1
attribution = "Parcs d'Ambrelune (invented)"

[[source]]
id = "parking-vernelles"
kind = "datex2-parking"
url = "{table}"
interval_s = 30
allow_private = true
retention_days = 1
attribution = "Les Vernelles (invented)"
[source.datex2-parking]
status_url = "{status}"

[[source]]
id = "parking-marsanche"
kind = "parking-table"
url = "{town}"
interval_s = 30
allow_private = true
retention_days = 1
attribution = "Marsanche (invented)"
[source.parking-table]
records = "stationnement"
id = "code"
name = "libelle"
point = "coordonnees"
order = "lon,lat"
purpose = {{ path = "type", bike = ["abri vélos"], car = ["enclos", "ouvrage", "souterrain"] }}
kind = {{ path = "type", ground = ["enclos"], car_park = ["ouvrage"], other = ["abri vélos"] }}
capacity = "places.total"
occupied = "places.occupees"
bays = {{ disabled = "places.pmr" }}
status = {{ path = "etat", open = ["ouvert"], closed = ["ferme"] }}
counted_at = "releve"
time_format = "%d/%m/%Y %H:%M:%S"
opening_hours = "horaires"
is_park_and_ride = "relais"
has_fee = "payant"
fee_text = "tarif"
currency = "=EUR"
tariff = {{ list = "tarifs", minutes = "minutes", price = "prix" }}
max_height = "hauteur_m"
"""


def territory_text(live: str) -> str:
    """All tables; `live`: where the simulator's GTFS-Realtime is, "" where there is none."""
    text = TERRITORY.format(city=CITY, name=CITY.lower(), places=PLACES_FILE)
    text += DRIVING.format(zone=zone.FILE, school=school.FILE, hours=school.HOURS)
    return text + "".join(_living(live)) if live else text


def _living(live: str) -> Iterator[str]:
    yield LIVE.format(city=CITY, address=live)
    for system, name in SYSTEMS.items():
        yield RENTALS.format(system=system, name=name, address=rental_address(live, system))
    yield CARPOOL.format(
        asked=carpool_address(live, BASE),
        published=carpool_address(live, PUBLISHED_FILE),
        header=KEY,
        key=key_of(live),
    )
    partner, works = (road_address(live, file) for file in (PARTNER_FILE, WORKS_FILE))
    yield ROAD.format(partner=partner, works=works)
    files = {"city": CITY_FILE, "table": TABLE_FILE, "status": STATUS_FILE, "town": TOWN_FILE}
    yield PARKING.format(**{each: parking_address(live, file) for each, file in files.items()})
