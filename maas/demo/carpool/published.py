"""The operator who publishes all there is: offers as Amarillo has them, with detours allowed.

Source: Amarillo, model of carpools.
"""

from collections.abc import Sequence
from typing import Any

from maas.demo.carpool.drives import Drive, driven_m
from maas.demo.carpool.going import Going, clock, days_around, going, seats_left
from maas.demo.live.chance import chance
from maas.demo.rentals.gbfs import stamp

Json = dict[str, Any]

AGENCY, SITE = "Voisinage", "https://voisinage.example"
AHEAD_S = 24 * 3600
DETOURS_S = (300, 480, 600, 900)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
STATIC_AT = "2026-01-01T00:00:00Z"


def carpools(drives: Sequence[Drive], seed: int, now: int) -> Json:
    """The file at a moment (Unix s): whoever leaves within a day and has a seat, and all weeks."""
    weekly = [_weekly(drive, seed) for drive in drives if drive.driver.by_week]
    single = [drive for drive in drives if not drive.driver.by_week]
    dated = [
        _dated(each, seed, now)
        for each in going(single, seed, days_around(now, AHEAD_S))
        if now < each.leaves + each.drive.after_s[-1] and each.leaves < now + AHEAD_S
        if seats_left(each, seed, now)
    ]
    return {"carpools": [*weekly, *dated]}


def _weekly(drive: Drive, seed: int) -> Json:
    days = [WEEKDAYS[day] for day in drive.weekdays]
    return {
        **_offer(drive, seed),
        "id": drive.id,
        "deeplink": f"{SITE}/trajets/{drive.id}",
        "departureDate": days,
        "lastUpdated": STATIC_AT,
        "seats": drive.driver.seats,
    }


def _dated(each: Going, seed: int, now: int) -> Json:
    return {
        **_offer(each.drive, seed),
        "id": each.id,
        "deeplink": f"{SITE}/trajets/{each.id}",
        "departureDate": each.day.isoformat(),
        "lastUpdated": stamp(each.leaves - AHEAD_S),
        "seats": seats_left(each, seed, now),
    }


def _offer(drive: Drive, seed: int) -> Json:
    last = len(drive.line) - 1
    ends = (
        _stop(drive, 0, drive.origin, "only_pickup"),
        _stop(drive, last, drive.goal, "only_dropoff"),
    )
    detour = DETOURS_S[int(len(DETOURS_S) * chance(seed, "detour", drive.id))]
    return {
        "agency": AGENCY,
        "stops": ends,
        "departureTime": clock(drive.starts),
        "maxDetour": detour,
        "path": {"type": "LineString", "coordinates": [[lon, lat] for lat, lon in drive.line]},
        "driver": {"alias": drive.driver.alias, "lastName": drive.driver.last_name},
        "additional_ridesharing_info": {"car_model": drive.driver.car},
        **_price(drive),
    }


def _stop(drive: Drive, i: int, name: str, use: str) -> Json:
    lat, lon = drive.line[i]
    at = "arrivalTime" if i else "departureTime"
    told = {"name": drive.met_at.get(i, name), "lat": lat, "lon": lon, "pickup_dropoff": use}
    return {**told, at: clock(drive.starts + drive.after_s[i])}


def _price(drive: Drive) -> Json:
    """By the kilometre, for all of the way; who drives is not sure of it before."""
    rate = drive.driver.cents_per_km
    if rate is None:
        return {}
    cents = round(rate * driven_m(drive.line) / 1000 / 10) * 10
    return {"price": {"amount": cents / 100, "currency": "EUR"}}
