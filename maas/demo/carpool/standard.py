"""The operator who answers what is asked: offers that fit, by Standard covoiturage.

Drivers stop where they pass, near who asks; there where people meet, if they pass such a place.
Source: Standard covoiturage 1.2.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from maas.demo.carpool.drives import Drive, driven_m
from maas.demo.carpool.going import clock, days_around, going, seats_left
from maas.demo.polyline import encoded
from maas.demo.rentals.places import Point, metres

Json = dict[str, Any]

OPERATOR = "covoiturelle.example"
WEEK = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
LEAST_CENTS = 100
LINES = {"Bois-Fougères"}
"""Villages where drivers stop for whoever stands there: nobody books."""


@dataclass(frozen=True, slots=True)
class Asked:
    """From where to where."""

    start: Point
    end: Point
    radii_m: tuple[float, float]

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Asked":
        """Read what every search has.

        Raises:
            KeyError, ValueError: it is missing, or no number.
        """
        start = float(query["departureLat"]), float(query["departureLng"])
        end = float(query["arrivalLat"]), float(query["arrivalLng"])
        radii = (1000 * float(query.get(f"{which}Radius", 1)) for which in ("departure", "arrival"))
        return cls(start, end, (next(radii), next(radii)))


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a drive with the passenger: points of its line."""

    drive: Drive
    pickup: int
    drop: int

    @property
    def line(self) -> Sequence[Point]:
        """From where one gets in to where one gets out."""
        return self.drive.line[self.pickup : self.drop + 1]

    @property
    def after_s(self) -> int:
        """When one gets in, since the driver left."""
        return self.drive.after_s[self.pickup]


def driver_journeys(
    drives: Sequence[Drive], seed: int, query: Mapping[str, str], now: int
) -> list[Json]:
    """What drivers offer who tell day by day.

    Raises:
        KeyError, ValueError: what is asked makes no sense.
    """
    asked, at = Asked.of(query), int(query["departureDate"])
    delta_s = int(query.get("timeDelta", 900))
    single = [drive for drive in drives if not drive.driver.by_week]
    found = []
    for each in going(single, seed, days_around(at - delta_s, 2 * delta_s)):
        early, late = each.leaves, each.leaves + each.drive.after_s[-1]
        if late < at - delta_s or early > at + delta_s:
            continue
        part = part_of(each.drive, asked)
        if part is None:
            continue
        picked = each.leaves + part.after_s
        seats = seats_left(each, seed, now)
        if abs(picked - at) <= delta_s and picked > now and seats:
            schedule = _schedule(part, each.id, picked, now)
            found.append({**_trip(part), **schedule, "availableSeats": seats, **_price(part)})
    return found[: int(query.get("count", len(found)))]


def driver_regular_trips(drives: Sequence[Drive], query: Mapping[str, str]) -> list[Json]:
    """What drivers offer who drive every week.

    Raises:
        KeyError, ValueError: what is asked makes no sense.
    """
    asked, at = Asked.of(query), _seconds(query["departureTimeOfDay"])
    delta_s = int(query.get("timeDelta", 900))
    days = {WEEK.index(day) for day in query.get("departureWeekdays", ",".join(WEEK)).split(",")}
    found = []
    for drive in drives:
        if not drive.driver.by_week or not days & set(drive.weekdays):
            continue
        if drive.starts > at + delta_s or drive.starts + drive.after_s[-1] < at - delta_s:
            continue
        part = part_of(drive, asked)
        if part is not None and abs(drive.starts + part.after_s - at) <= delta_s:
            found.append({**_trip(part), "schedules": list(_weekly(part))})
    return found[: int(query.get("count", len(found)))]


def part_of(drive: Drive, asked: Asked) -> Part | None:
    """Where the driver would stop for who asks; None: the drive does not pass there."""
    pickup = _near(drive, asked.start, asked.radii_m[0], range(len(drive.line) - 1))
    if pickup is None:
        return None
    drop = _near(drive, asked.end, asked.radii_m[1], range(pickup + 1, len(drive.line)))
    return None if drop is None else Part(drive, pickup, drop)


def _near(drive: Drive, at: Point, radius_m: float, rows: range) -> int | None:
    """The nearest point; of those where people meet the nearest, if there is one."""
    apart = [(i not in drive.met_at, metres(drive.line[i], at), i) for i in rows]
    within = [each for each in apart if each[1] <= radius_m]
    return min(within)[2] if within else None


def _trip(part: Part) -> Json:
    drive, driver = part.drive, part.drive.driver
    way = part.line
    (up_lat, up_lon), (down_lat, down_lon) = way[0], way[-1]
    told = {
        "operator": OPERATOR,
        "driver": {
            "id": f"d{drive.id}",
            "operator": OPERATOR,
            "alias": driver.alias,
            "firstName": driver.first_name,
            "lastName": driver.last_name,
            **({} if driver.grade is None else {"grade": driver.grade}),
        },
        "passengerPickupLat": up_lat,
        "passengerPickupLng": up_lon,
        "passengerDropLat": down_lat,
        "passengerDropLng": down_lon,
        "passengerPickupAddress": _name(drive, part.pickup),
        "passengerDropAddress": _name(drive, part.drop),
        "duration": drive.after_s[part.drop] - part.after_s,
        "distance": round(driven_m(way)),
        "journeyPolyline": encoded(way),
        "car": {"model": driver.car},
        "webUrl": f"https://{OPERATOR}/trajets/{drive.id}",
    }
    return {name: value for name, value in told.items() if value != ""}


def _name(drive: Drive, i: int) -> str:
    ends = {0: drive.origin, len(drive.line) - 1: drive.goal}
    return drive.met_at.get(i) or ends.get(i, "")


def _schedule(part: Part, id: str, picked: int, now: int) -> Json:
    leaves = picked - part.after_s
    kind = "LINE" if LINES & {part.drive.origin, part.drive.goal} else "PLANNED"
    return {
        "id": f"{id}-{part.pickup}-{part.drop}",
        "passengerPickupDate": picked,
        "driverDepartureDate": leaves,
        "type": "DYNAMIC" if leaves <= now else kind,
        "webUrl": f"https://{OPERATOR}/trajets/{id}",
    }


def _weekly(part: Part) -> Iterator[Json]:
    time = clock(part.drive.starts + part.after_s)
    for day in part.drive.weekdays:
        yield {"passengerPickupDay": WEEK[day], "passengerPickupTimeOfDay": time}


def _price(part: Part) -> Json:
    rate = part.drive.driver.cents_per_km
    if rate is None:
        return {"price": {"type": "UNKNOWN"}}
    if rate == 0:
        return {"price": {"type": "FREE", "amount": 0, "currency": "EUR"}}
    cents = max(LEAST_CENTS, round(rate * driven_m(part.line) / 1000 / 5) * 5)
    return {"price": {"type": "PAYING", "amount": cents / 100, "currency": "EUR"}}


def _seconds(time: str) -> int:
    hours, minutes, seconds = map(int, time.split(":"))
    return hours * 3600 + minutes * 60 + seconds
