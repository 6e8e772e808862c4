"""Which systems and stations are open: by their opening hours, and by alerts that close them."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from maas.live import RentalAlert
from routing.opening_hours import OpeningHours, parse_hours
from routing.rentals.fleets import System

SYSTEM_CLOSURE, STATION_CLOSURE = "system_closure", "station_closure"


class Opening:
    """What of one system is open at a moment.

    Hours that are not understood, or whose time zone is not known, close nothing.
    """

    def __init__(self, system: System, now: int) -> None:
        self._system, self.now = system, now
        self._zone = _zone(system.told.time_zone)
        texts = {system.told.opening_hours, *(each.opening_hours for each in system.stations)}
        self._hours: Mapping[str, OpeningHours] = {
            text: hours for text in texts if text and (hours := parse_hours(text)) is not None
        }
        self.not_understood = sorted(text for text in texts if text and text not in self._hours)
        closed = [alert for alert in system.alerts if _closes(alert) and _is_in_effect(alert, now)]
        self._closes_all = any(not alert.station_ids for alert in closed)
        self._closed = frozenset(id for alert in closed for id in alert.station_ids)
        self._open = {text: self._opens(hours) for text, hours in self._hours.items()}

    @property
    def is_open(self) -> bool:
        """Whether the system is."""
        return not self._closes_all and self._open.get(self._system.told.opening_hours, True)

    def has_open(self, row: int) -> bool:
        """Whether a station is."""
        station = self._system.stations[row]
        return station.id not in self._closed and self._open.get(station.opening_hours, True)

    def rents(self, row: int) -> bool:
        """Whether a station gives out vehicles, as far as it says."""
        station = self._system.stations[row]
        return station.is_installed and station.is_renting is not False and self.has_open(row)

    def changes(self) -> Iterator[int]:
        """Moments at which something may open or close, those before now included."""
        if self._zone is not None:
            for hours in self._hours.values():
                yield hours.next_change(self.now, self._zone)
        for alert in self._system.alerts:
            if _closes(alert):
                yield from (end for span in alert.times for end in span if end is not None)

    def _opens(self, hours: OpeningHours) -> bool:
        return self._zone is None or hours.is_open(self.now, self._zone)


def _closes(alert: RentalAlert) -> bool:
    return alert.kind == SYSTEM_CLOSURE or (
        alert.kind == STATION_CLOSURE and bool(alert.station_ids)
    )


def _is_in_effect(alert: RentalAlert, now: int) -> bool:
    """Whether now is in one of its times; always, if it names none."""
    return not alert.times or any(
        (start is None or start <= now) and (end is None or now < end) for start, end in alert.times
    )


@lru_cache(64)
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
