"""Live news of trips: what GTFS-Realtime calls TripUpdate.

Ids are the feed's own, without the source's prefix. Times are Unix s, delays s (late is positive),
times of day s of the service day. Members that say nothing are None, "" or UNKNOWN.
Source: GTFS Realtime reference (proto of 2026-06).
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum

import msgspec


class TripRelationship(IntEnum):
    """How a trip relates to the timetable; numbers are GTFS-RT's."""

    SCHEDULED = 0
    ADDED = 1
    """Deprecated: NEW, or an extra run of a scheduled trip."""
    UNSCHEDULED = 2
    """Of frequencies.txt with exact_times=0."""
    CANCELED = 3
    REPLACEMENT = 5
    DUPLICATED = 6
    DELETED = 7
    NEW = 8


class StopRelationship(IntEnum):
    """How a call relates to the timetable; numbers are GTFS-RT's."""

    SCHEDULED = 0
    SKIPPED = 1
    NO_DATA = 2
    UNSCHEDULED = 3


class Occupancy(IntEnum):
    """How full a vehicle is; numbers are GTFS-RT's, UNKNOWN is ours."""

    UNKNOWN = -1
    EMPTY = 0
    MANY_SEATS_AVAILABLE = 1
    FEW_SEATS_AVAILABLE = 2
    STANDING_ROOM_ONLY = 3
    CRUSHED_STANDING_ROOM_ONLY = 4
    FULL = 5
    NOT_ACCEPTING_PASSENGERS = 6
    NO_DATA_AVAILABLE = 7
    NOT_BOARDABLE = 8


class TripKey(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What names a trip (TripDescriptor)."""

    trip_id: str = ""
    route_id: str = ""
    direction: int = -1
    start_date: int = 0
    """YYYYMMDD as a number; 0: not said."""
    start_time: int = -1
    """s of the service day; -1: not said."""
    relationship: TripRelationship = TripRelationship.SCHEDULED
    modified_by: str = ""
    """Id of the Detour that selects the trip (modified_trip.modifications_id)."""
    affected_trip_id: str = ""


class VehicleLabel(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What names a vehicle (VehicleDescriptor)."""

    id: str = ""
    label: str = ""
    wheelchair: int = 0
    """maas.model.Access"""


class StopEvent(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """When a vehicle arrives or departs."""

    time: int | None = None
    delay: int | None = None
    scheduled: int | None = None
    """Of trips that no timetable knows."""
    uncertainty: int | None = None


class StopUpdate(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """News of one call (StopTimeUpdate)."""

    sequence: int | None = None
    stop_id: str = ""
    arrival: StopEvent | None = None
    departure: StopEvent | None = None
    relationship: StopRelationship = StopRelationship.SCHEDULED
    assigned_stop_id: str = ""
    headsign: str = ""
    may_board: bool | None = None
    may_alight: bool | None = None
    occupancy: Occupancy = Occupancy.UNKNOWN
    """When it departs."""


class CallDetails(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What else is said of a call, as in StopUpdate."""

    assigned_stop_id: str = ""
    headsign: str = ""
    may_board: bool | None = None
    may_alight: bool | None = None
    occupancy: Occupancy = Occupancy.UNKNOWN


Numbers = tuple[int | None, ...]
"""A column; None: not said; empty: said of none."""


def said_numbers(column: Iterable[int | None]) -> Numbers:
    """A column, empty if nothing is said in it."""
    numbers = tuple(column)
    return () if numbers.count(None) == len(numbers) else numbers


class StopEvents(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """[n] Arrivals, or departures; a number that is said of none of them has an empty column."""

    time: Numbers = ()
    delay: Numbers = ()
    scheduled: Numbers = ()
    uncertainty: Numbers = ()

    @classmethod
    def of(cls, events: Sequence[StopEvent | None]) -> "StopEvents":
        """Events given one by one."""
        said = [msgspec.structs.astuple(event or StopEvent()) for event in events]
        return cls(*map(said_numbers, zip(*said, strict=True)))

    def one(self, i: int) -> StopEvent | None:
        """Of one call; None: nothing is said."""
        columns = (self.time, self.delay, self.scheduled, self.uncertainty)
        event = StopEvent(*(column[i] if column else None for column in columns))
        is_said = (event.time, event.delay, event.scheduled) != (None, None, None)
        return event if is_said else None

    def untimed(self, n: int) -> list[bool]:
        """Of which calls nothing is said."""
        columns = (self.time, self.delay, self.scheduled)
        if any(column and None not in column for column in columns):
            return [False] * n
        each = zip(*(column or (None,) * n for column in columns), strict=True)
        return [said == (None, None, None) for said in each]

    def taken(self, rows: Sequence[int]) -> "StopEvents":
        """Some of them, in another order."""
        columns = msgspec.structs.astuple(self)
        return StopEvents(*(column and tuple(column[i] for i in rows) for column in columns))


class StopUpdates(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """[n] News of the calls of a trip, in columns: a large city tells of fifty thousand at once."""

    stop_id: tuple[str, ...] = ()
    sequence: Numbers = ()
    """Empty: said of none."""
    relationship: tuple[StopRelationship, ...] = ()
    """Empty: all SCHEDULED."""
    arrival: StopEvents = StopEvents()
    departure: StopEvents = StopEvents()
    details: tuple[tuple[int, CallDetails], ...] = ()
    """Of which calls what else is said, in their order."""

    @classmethod
    def of(cls, updates: Iterable[StopUpdate]) -> "StopUpdates":
        """News of calls given one by one."""
        each = tuple(updates)
        relations = tuple(update.relationship for update in each)
        details = [(i, _details(update)) for i, update in enumerate(each)]
        return cls(
            tuple(update.stop_id for update in each),
            said_numbers(tuple(update.sequence for update in each)),
            relations if any(relations) else (),
            StopEvents.of([update.arrival for update in each]),
            StopEvents.of([update.departure for update in each]),
            tuple((i, own) for i, own in details if own != CallDetails()),
        )

    def __len__(self) -> int:
        return len(self.stop_id)

    def __getitem__(self, i: int) -> StopUpdate:
        return self._one(i, dict(self.details).get(i, CallDetails()))

    def __iter__(self) -> Iterator[StopUpdate]:
        details = dict(self.details)
        return (self._one(i, details.get(i, CallDetails())) for i in range(len(self)))

    def taken(self, rows: Sequence[int]) -> "StopUpdates":
        """Some of them, in another order."""
        details, sequence, relations = dict(self.details), self.sequence, self.relationship
        return StopUpdates(
            tuple(self.stop_id[i] for i in rows),
            said_numbers(sequence[i] for i in rows) if sequence else (),
            tuple(relations[i] for i in rows) if relations else (),
            self.arrival.taken(rows),
            self.departure.taken(rows),
            tuple((at, details[i]) for at, i in enumerate(rows) if i in details),
        )

    def _one(self, i: int, details: CallDetails) -> StopUpdate:
        return StopUpdate(
            self.sequence[i] if self.sequence else None,
            self.stop_id[i],
            self.arrival.one(i),
            self.departure.one(i),
            self.relationship[i] if self.relationship else StopRelationship.SCHEDULED,
            *msgspec.structs.astuple(details),
        )


def _details(update: StopUpdate) -> CallDetails:
    return CallDetails(
        update.assigned_stop_id,
        update.headsign,
        update.may_board,
        update.may_alight,
        update.occupancy,
    )


class ToldRoute(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The route of a trip that no timetable knows (Amarillo's extension)."""

    agency_id: str = ""
    long_name: str = ""
    url: str = ""
    type: int = -1
    """route_type; -1: not said."""


class TripProperties(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What is other than scheduled, or said of trips that are not."""

    trip_id: str = ""
    start_date: int = 0
    start_time: int = -1
    shape_id: str = ""
    headsign: str = ""
    short_name: str = ""
    route: ToldRoute | None = None


class TripUpdate(msgspec.Struct, frozen=True, array_like=True, tag="trip", gc=False):
    """News of one trip."""

    key: TripKey
    stops: StopUpdates = StopUpdates()
    timestamp: int | None = None
    """When this was known; None: when the message was made."""
    delay: int | None = None
    vehicle: VehicleLabel | None = None
    properties: TripProperties | None = None
