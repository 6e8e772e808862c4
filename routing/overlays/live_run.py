"""One trip on one service day as it is known to run: what news of trips are brought into."""

from dataclasses import dataclass

from maas.arrays import Bools, Int32s


@dataclass(frozen=True, slots=True, eq=False)
class LiveRun:
    """One trip on one service day as it is known to run. Times are s of the service day."""

    base: int
    """The scheduled trip it stands for; -1: none (added, duplicated)."""
    day: int
    """Service day, proleptic ordinal."""
    id: str
    """`<source>:<trip_id>`"""
    route: int
    stop: Int32s
    """[n] Rows of stops, in the order of the calls."""
    arrive: Int32s
    """[n] Live; never falling, departures included."""
    depart: Int32s
    scheduled_arrive: Int32s
    """[n] units.NEVER where a call is not scheduled."""
    scheduled_depart: Int32s
    planned_stop: Int32s
    """[n] Where it was to call (another platform); the same stop if nothing changed."""
    may_board: Bools
    may_alight: Bools
    skipped: Bools
    """[n] Does not call there although it was to; may neither board nor alight."""
    known: Bools
    """[n] The times are live; else nothing is known but the timetable (NO_DATA)."""
    occupancy: Int32s
    """[n] maas.live.trips.Occupancy at departure."""
    mode: int
    zone: int
    headsign: str = ""
    stop_headsigns: tuple[tuple[int, str], ...] = ()
    """Positions with a headsign of their own, in order."""
    short_name: str = ""
    direction: int = -1
    wheelchair: int = 0
    bikes: int = 0
    shape: int = -1
    first_cut: int = -1
    """As in Trips; only of a way whose calls are the scheduled ones, position by position."""
    line: int = -1
    cancelled: bool = False
    """Does not run at all; its calls are the scheduled ones."""
    deleted: bool = False
    """Is cancelled and must not be shown to anyone (GTFS-RT DELETED)."""
    source: int = 0
    """Index into LiveTrips.sources."""
    known_at: int = 0
    """Unix s."""
    way: str = ""
    """Id of the LiveShape of its source that it runs along; "": none."""
    vehicle: str = ""
    """Label of its vehicle."""
