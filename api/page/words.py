"""What the page says, in whatever language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from api.page.incident_words import IncidentWords
from api.page.live_words import LiveWords
from api.page.offer_words import OfferWords
from api.page.parking_words import ParkingWords
from api.page.rental_words import RentalWords
from api.summary import minutes
from maas.model import Mode


@dataclass(frozen=True, slots=True)
class Words:
    """The page in one language."""

    code: str
    other: str
    """Name of the other language, in that language."""
    skip: str
    lead: str
    start: str
    destination: str
    hint: str
    day: str
    hour: str
    meaning: str
    leave: str
    arrive: str
    wheelchair: str
    search: str
    swap: str
    earlier: str
    later: str
    itineraries: str
    without_lines: str
    minute: str
    no_change: str
    change: str
    changes: str
    stop: str
    stops: str
    wait: str
    """`{long}`: how long."""
    on_foot: str
    least: str
    """Said of the way that emits least."""
    no_price: str
    towards: str
    platform: str
    seated: str
    live: LiveWords
    rental: RentalWords
    parking: ParkingWords
    offer: OfferWords
    incident: IncidentWords
    accessible: str
    access_unknown: str
    sketch: str
    sketch_text: str
    """`{a}`, `{b}`: the names of both ends."""
    which: str
    """`{text}`: what was typed."""
    whereabouts: str
    """`{far}`, `{direction}`: a distance and one of `compass`."""
    compass: tuple[str, ...]
    """Eight directions, clockwise from north."""
    unknown_stop: str
    nothing: str
    incomplete: str
    busy: str
    bad_time: str
    bad_value: str
    missing_end: str
    off_map: str
    period: str
    """`{first}`, `{last}`: days."""
    sources: str
    licence: str
    api: str
    about_emissions: str
    about_ranking: str
    modes: Mapping[Mode, str]
    errors: Mapping[str, str]
    days: tuple[str, ...]
    months: tuple[str, ...]
    order: str
    """How a day is written."""
    point: str
    """What stands between the whole and the rest of a number."""

    def written(self, day: date) -> str:
        """A day as people write it."""
        return self.order.format(
            weekday=self.days[day.weekday()],
            day=day.day,
            month=self.months[day.month - 1],
            year=day.year,
        )

    def distance(self, metres: int) -> str:
        """Metres as people say them."""
        if metres < 1000:
            return f"{metres} m"
        return f"{metres / 1000:.1f} km".replace(".", self.point)

    def lasting(self, seconds: int) -> str:
        """A duration in minutes."""
        return f"{minutes(seconds) or '< 1'} {self.minute}"

    def counted_stops(self, n: int) -> str:
        """How many stops one rides."""
        return f"{n} {self.stop if n == 1 else self.stops}"

    def counted_changes(self, n: int) -> str:
        """How often one changes."""
        if n == 0:
            return self.no_change
        return f"{n} {self.change if n == 1 else self.changes}"
