"""Hand-made itineraries of every kind, for whoever renders them."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np

from maas.itinerary import Answer, Call, Itinerary, Leg, Place, Step, TripOnLeg, VertexType
from maas.live.offers import OfferKind
from maas.model import LatLon, Mode
from maas.offered import OfferFare, OfferOnLeg

NINE = 1_695_193_200
"""2023-09-20 09:00 in Berlin, 08:00 in Porto (Unix s)."""

HOME = Place("START", LatLon(41.1496, -8.6110))
WORK = Place("END", LatLon(41.1579, -8.6291), level=-1.0)


def stop(name: str, lat: float, lon: float, **more: Any) -> Place:
    """A stop of a line."""
    return Place(
        name,
        LatLon(lat, lon),
        VertexType.TRANSIT,
        stop_id=f"stcp:{name}",
        zone="Europe/Lisbon",
        **more,
    )


ALIADOS = stop("Aliados", 41.1484, -8.6111, stop_code="ALI", track="1", scheduled_track="2")
TRINDADE = stop("Trindade", 41.1523, -8.6093, parent_id="stcp:P", description="upper hall")
LAPA = stop("Lapa", 41.1567, -8.6166)
CASA = stop("Casa da Música", 41.1607, -8.6281)


def walk(a: Place, b: Place, start: int, end: int, mode: Mode = Mode.WALK) -> Leg:
    """A leg over streets with one turn."""
    corner = (a.at.lat, b.at.lon)
    points = np.array([(a.at.lat, a.at.lon), corner, (b.at.lat, b.at.lon)])
    steps = (
        Step("DEPART", np.float64(120.4), "Rua de Cima", 0, 1, way=np.int64(12)),
        Step("LEFT", 80.6, "", 1, 2, access_restriction="no", toll=True),
    )
    return Leg(
        mode, Call(a, departure=start), Call(b, arrival=end), points, distance_m=201.04, steps=steps
    )


TRIP = TripOnLeg(
    trip_id="20230920_08:55_stcp:D-12",
    origin=ALIADOS,
    destination=CASA,
    headsign="Casa da Música",
    route_id="stcp:D",
    route_short_name="D",
    route_long_name="Linha D",
    route_type=1,
    route_url="https://example.org/d",
    route_color="F9B200",
    route_text_color="FFFFFF",
    direction=1,
    trip_short_name="",
    display_name="D",
    agency_id="stcp:MP",
    agency_name="Metro",
    agency_url="https://example.org",
    agency_fare_url="",
    wheelchair=True,
    bikes=None,
    source="stcp/trips.txt:812",
    data_source="stcp",
)


def ride(a: Place, b: Place, start: int, end: int, **more: Any) -> Leg:
    """A leg in a vehicle, over one stop one may use and one that is passed."""
    middle = Call(LAPA, start + 60, start + 90, start + 60, start + 90)
    passed = Call(TRINDADE, start + 100, start + 100, may_board=False, may_alight=False)
    points = np.array([(p.at.lat, p.at.lon) for p in (a, LAPA, TRINDADE, b)])
    leg = Leg(
        Mode.SUBWAY,
        Call(a, start - 60, start, start - 60, start),
        Call(b, end, end + 30, end, end + 30),
        points,
        trip=TRIP,
        intermediate=(middle, passed),
    )
    return replace(leg, **more)


OFFER = OfferOnLeg(
    id="klaxon:7",
    source="klaxon",
    kind=OfferKind.PLANNED,
    operator="Klaxon",
    operator_url="https://klaxon.example",
    driver="Ana",
    driver_grade=4,
    seats=2,
    url="https://klaxon.example/7?a=1&b=2",
    car="Renault Zoe",
    detour_s=240,
    fare=OfferFare(Decimal("3.5"), "EUR", "klaxon"),
    known_at=NINE - 60,
)
OFFERED = replace(
    TRIP,
    trip_id="20230920_08:55_klaxon:7",
    headsign="Lapa",
    route_id="klaxon:Klaxon",
    route_short_name="",
    route_long_name="Klaxon",
    route_type=1551,
    route_url="",
    route_color="",
    route_text_color="",
    direction=None,
    display_name="Klaxon",
    agency_id="klaxon:Klaxon",
    agency_name="Klaxon",
    agency_url="https://klaxon.example",
    wheelchair=None,
    source="klaxon",
    data_source="klaxon",
)


def shared_ride(
    a: Place, b: Place, start: int, end: int, offer: OfferOnLeg = OFFER, **more: Any
) -> Leg:
    """A leg in somebody's car."""
    points = np.array([(p.at.lat, p.at.lon) for p in (a, b)])
    leg = Leg(
        Mode.RIDE_SHARING,
        Call(a, None, start, None, start),
        Call(b, end, None, end, None),
        points,
        distance_m=12_340.4,
        trip=OFFERED,
        offer=offer,
    )
    return replace(leg, **more)


ON_FOOT = Itinerary((walk(HOME, WORK, NINE, NINE + 1500),))
BY_BIKE = Itinerary((walk(HOME, WORK, NINE, NINE + 600, Mode.BIKE),))
BY_CAR = Itinerary((walk(HOME, WORK, NINE, NINE + 300, Mode.CAR),))
DIRECT_LINE = Itinerary(
    (
        walk(HOME, ALIADOS, NINE, NINE + 180),
        ride(ALIADOS, CASA, NINE + 180, NINE + 720),
        walk(CASA, WORK, NINE + 720, NINE + 900),
    )
)
WITH_CHANGE = Itinerary(
    (
        walk(HOME, ALIADOS, NINE + 60, NINE + 240),
        ride(ALIADOS, TRINDADE, NINE + 240, NINE + 500),
        walk(TRINDADE, LAPA, NINE + 500, NINE + 600),
        ride(LAPA, CASA, NINE + 660, NINE + 900, real_time=True),
        walk(CASA, WORK, NINE + 900, NINE + 1000),
    )
)
STAYING_SEATED = Itinerary(
    (
        ride(ALIADOS, TRINDADE, NINE, NINE + 300),
        ride(TRINDADE, CASA, NINE + 320, NINE + 600, stays_seated=True),
    )
)
CARPOOL_THEN_LINE = Itinerary(
    (
        walk(HOME, ALIADOS, NINE, NINE + 180),
        shared_ride(ALIADOS, LAPA, NINE + 180, NINE + 700),
        walk(LAPA, TRINDADE, NINE + 700, NINE + 800),
        ride(TRINDADE, CASA, NINE + 860, NINE + 1200),
    )
)
ALL = (DIRECT_LINE, WITH_CHANGE, STAYING_SEATED)

ANSWER = Answer(
    HOME,
    WORK,
    direct=(ON_FOOT, BY_BIKE, BY_CAR),
    itineraries=ALL,
    previous_cursor=f"EARLIER|{NINE}",
    next_cursor=f"LATER|{NINE + 900}",
    measured=(("rounds", 3),),
)
