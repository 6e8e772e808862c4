"""What to ask an operator for. Source: Standard covoiturage, GET /driver_journeys and others."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from yarl import URL

from feeds.positions import LatLon

JOURNEYS, REGULAR = "driver_journeys", "driver_regular_trips"
WEEKDAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Offers from somewhere to somewhere, about a time."""

    start: LatLon
    end: LatLon
    at: datetime
    """When somebody wants to leave, in the zone whose clock regular trips go by."""
    within_s: int = 900
    """So much earlier or later will do."""
    start_radius_m: float = 1000.0
    end_radius_m: float = 1000.0
    most: int | None = None
    """Answers of each kind; None: all there are."""


def requests_of(base_url: str, wanted: Wanted) -> tuple[str, str]:
    """The addresses of journeys on one day, and of regular trips."""
    at, ends = wanted.at, _ends(wanted)
    midnight = datetime.combine(at.date(), time(), at.tzinfo)
    journeys = {"departureDate": str(int(at.timestamp()))}
    regular = {
        "departureTimeOfDay": f"{at:%H:%M:%S}",
        "departureWeekdays": WEEKDAYS[at.weekday()],
        "minDepartureDate": str(int(midnight.timestamp())),
        "maxDepartureDate": str(int((midnight + timedelta(days=1)).timestamp())),
    }
    return _url(base_url, JOURNEYS, journeys | ends), _url(base_url, REGULAR, regular | ends)


def _ends(wanted: Wanted) -> dict[str, str]:
    """Degrees and kilometres; never more digits than tell a place."""
    query = {
        "departureLat": f"{wanted.start[0]:.5f}",
        "departureLng": f"{wanted.start[1]:.5f}",
        "arrivalLat": f"{wanted.end[0]:.5f}",
        "arrivalLng": f"{wanted.end[1]:.5f}",
        "timeDelta": str(wanted.within_s),
        "departureRadius": f"{wanted.start_radius_m / 1000:.2f}",
        "arrivalRadius": f"{wanted.end_radius_m / 1000:.2f}",
    }
    return query if wanted.most is None else {**query, "count": str(wanted.most)}


def _url(base_url: str, path: str, query: dict[str, str]) -> str:
    base = URL(base_url)
    below = base.with_path(f"{base.path.rstrip('/')}/{path}").with_query(base.query)
    return str(below.update_query(query))
