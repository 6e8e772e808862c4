"""A small town with everything that has a name, through the real adapters."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from feeds import gtfs, osm
from feeds.osm import places
from maas.model import LatLon, SourceId
from routing.graph import Graph
from routing.places import build_index
from routing.places.geocoder import Geocoder
from routing.places.match import Match, PlaceQuery
from tests.cities import LINE, write_gtfs
from tests.streetmaps import StreetMap

HOUSE = "addr:street=Rua+das+Flores addr:housenumber="
MAP = StreetMap(
    """
 a                     b
    A---B---C---D---E

    F---G---H---I---J

    K---L---M---N---O

 c                     d

    P---Q       R---S
 e                     f
    """,
    {
        "ABC": "highway=residential name=Rua+das+Flores",
        "CDE": "highway=primary name=Avenida+da+Boavista",
        "FGH": "highway=residential name=Rua+do+Dr.+António+José+de+Almeida",
        "HIJ": "highway=residential name=Rua+25+de+Abril",
        "KLM": "highway=residential name=Travessa+de+São+João",
        "MNO": "highway=residential name=Praça+do+Marquês+de+Pombal name:fr=Place+du+Marquis",
        "PQ": "highway=residential name=Rua+Nova",
        "RS": "highway=residential name=Rua+Velha",
        "abdca": "boundary=administrative admin_level=8 name=Vila+Alta",
        "cdfec": "boundary=administrative admin_level=8 name=Vila+Baixa",
    },
    nodes={
        "A": f"{HOUSE}12",
        "B": f"{HOUSE}14-B addr:postcode=4050-262",
        "C": "amenity=cafe name=Café+Central addr:street=Rua+das+Flores addr:housenumber=20",
        "G": "amenity=hospital name=Hospital+de+Santo+António name:en=Saint+Anthony's+Hospital",
        "S": "tourism=museum name=Museu+do+Vinho",
        "R": "shop=bakery name=Café+Central",
    },
    north_west=LatLon(41.15, -8.61),
)

STOPS = """\
    stop_id,stop_name,stop_lat,stop_lon,stop_code,location_type,parent_station
    T,Trindade,41.1490,-8.6090,TRD,1,
    T1,Trindade,41.1490,-8.6090,,0,T
    T2,Trindade,41.1491,-8.6091,,0,T
    C1,Campo 24 de Agosto,41.1480,-8.6080,C24A,0,
    C2,Campo 24 de Agosto,41.1481,-8.6081,C24B,0,
    X,Trindade Coelho,41.1470,-8.6070,,0,
    """
TRIPS = """\
    route_id,service_id,trip_id
    1,daily,t1
    1,daily,t2
    1,daily,t3
    """
TIMES = """\
    trip_id,arrival_time,departure_time,stop_id,stop_sequence
    t1,08:00:00,08:00:00,T1,1
    t1,08:05:00,08:05:00,C2,2
    t1,08:10:00,08:10:00,X,3
    t2,09:00:00,09:00:00,T1,1
    t2,09:05:00,09:05:00,C2,2
    t2,09:10:00,09:10:00,X,3
    t3,10:00:00,10:00:00,T2,1
    t3,10:05:00,10:05:00,X,2
    """


@cache
def town() -> Geocoder:
    """Its geocoder."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "town.osm"
        file.write_text(MAP.xml())
        tables = {**LINE, "stops.txt": STOPS, "trips.txt": TRIPS, "stop_times.txt": TIMES}
        feed = write_gtfs(Path(folder) / "bus.zip", tables)
        timetable = gtfs.read(feed, SourceId("bus"))[0]
        network = osm.read(file, SourceId("osm"))[0]
        index = build_index(timetable, network, [places.read(file)])
    return Geocoder(Graph(timetable, network, None, {}, index))


def find(text: str, **more: object) -> list[Match]:
    """What the town's geocoder finds."""
    return list(town().find(PlaceQuery(text, **more)))  # type: ignore[arg-type]


def first(text: str, **more: object) -> str:
    """The name of the best match, "-" for none."""
    return next((match.name for match in find(text, **more)), "-")
