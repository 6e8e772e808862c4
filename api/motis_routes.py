"""The addresses of MOTIS's contract, which clients of others know (`/api/…`)."""

from api import wire
from api.boards import wire as boards
from api.boards.query import MapStopsQuery, MapTripsQuery, StopQuery, StopTimesQuery, TripQuery
from api.boards.stop_times import stop_times
from api.boards.stops import map_stops, stop
from api.boards.trip import trip
from api.boards.trips import map_trips
from api.health import health
from api.map import BoxQuery, MapStart, initial, levels
from api.one_to_all import OneToAllQuery, Reachable, one_to_all
from api.one_to_many import Duration, OneToManyBody, OneToManyQuery, one_to_many, one_to_many_post
from api.places import wire as places
from api.places.handlers import geocode, reverse_geocode
from api.places.query import GeocodeQuery, ReverseGeocodeQuery
from api.plan import plan, plan_post
from api.plan_query import PlanBody, PlanQuery
from api.refresh import refresh, refresh_post
from api.refresh_query import RefreshBody, RefreshOptions, RefreshQuery
from api.rentals.handlers import map_rentals, rentals
from api.rentals.query import RentalsQuery
from api.rentals.wire import Rentals
from api.route import Route

SEARCHED = (400, 404, 422, 503)
"""The problems that whatever searches may meet."""

MOTIS_ROUTES = (
    Route(
        "GET",
        "/api/v1,v2,v3,v4,v5,v6/plan",
        PlanQuery,
        wire.PlanAnswer,
        plan,
        problems=SEARCHED,
        also=("text/plain", "text/calendar"),
    ),
    Route(
        "POST",
        "/api/v6/plan",
        PlanQuery,
        wire.PlanAnswer,
        plan_post,
        body=PlanBody,
        problems=SEARCHED,
        also=("text/plain", "text/calendar"),
    ),
    Route(
        "GET",
        "/api/v6/refresh-itinerary",
        RefreshQuery,
        wire.Itinerary,
        refresh,
        problems=SEARCHED,
    ),
    Route(
        "POST",
        "/api/v6/refresh-itinerary",
        RefreshOptions,
        wire.Itinerary,
        refresh_post,
        body=RefreshBody,
        problems=SEARCHED,
    ),
    Route(
        "GET",
        "/api/v1,v4,v5,v6/stoptimes",
        StopTimesQuery,
        boards.Board,
        stop_times,
        problems=(400, 404, 503),
    ),
    Route(
        "GET",
        "/api/v1/geocode",
        GeocodeQuery,
        tuple[places.Match, ...],
        geocode,
        problems=(400, 503),
    ),
    Route(
        "GET",
        "/api/v1/reverse-geocode",
        ReverseGeocodeQuery,
        tuple[places.Match, ...],
        reverse_geocode,
        problems=(400, 503),
    ),
    Route(
        "GET",
        "/api/v1,v2,v4,v5,v6/trip",
        TripQuery,
        wire.Itinerary,
        trip,
        problems=(400, 404, 503),
    ),
    Route(
        "GET",
        "/api/v1,v4,v5,v6/map/trips",
        MapTripsQuery,
        tuple[boards.TripSegment, ...],
        map_trips,
        problems=(400, 404, 503),
    ),
    Route("GET", "/api/v6/stop", StopQuery, boards.Stop, stop, problems=(400, 404, 503)),
    Route(
        "GET",
        "/api/v1,v6/map/stops",
        MapStopsQuery,
        tuple[wire.Place, ...],
        map_stops,
        problems=(400, 404, 503),
    ),
    Route(
        "GET",
        "/api/experimental,v1,v6/one-to-all",
        OneToAllQuery,
        Reachable,
        one_to_all,
        problems=SEARCHED,
    ),
    Route(
        "GET",
        "/api/v1/one-to-many",
        OneToManyQuery,
        tuple[Duration, ...],
        one_to_many,
        problems=(400, 422, 503),
    ),
    Route(
        "POST",
        "/api/v1/one-to-many",
        None,
        tuple[Duration, ...],
        one_to_many_post,
        body=OneToManyBody,
        problems=(400, 422, 503),
    ),
    Route("GET", "/api/v1/map/initial", None, MapStart, initial),
    Route("GET", "/api/v1/map/levels", BoxQuery, tuple[float, ...], levels, problems=(400,)),
    Route(
        "GET",
        "/api/v1/rentals",
        RentalsQuery,
        Rentals,
        rentals,
        problems=(400, 404, 503),
    ),
    Route(
        "GET",
        "/api/v1/map/rentals",
        RentalsQuery,
        Rentals,
        map_rentals,
        problems=(400, 404, 503),
    ),
    Route("GET", "/api/v1/health", None, wire.Health, health, other=(400,)),
)
