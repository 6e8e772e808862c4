"""News of single calls (StopTimeUpdate): by far the most of a message, so written for speed.

The bindings make a Python object of each message that is touched and look each field up by name;
whether a number was said at all is asked only where it is zero.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec.structs import replace

from feeds.gtfs_rt.fields import LATEST, SOONEST, identifier, moment, optional, words
from feeds.gtfs_rt.notices import Notices, Unusable
from maas.live import StopEvent, StopUpdate
from maas.live.trips import Occupancy, StopRelationship

LONGEST_DELAY = 7 * 86_400
"""More is a mistake, early or late."""

RELATIONSHIPS = tuple(StopRelationship)
SCHEDULED, NO_DATA = StopRelationship.SCHEDULED, StopRelationship.NO_DATA

NONE = 1
"""pickup_type and drop_off_type: nobody gets on or off."""

Ids = dict[str, str]
"""Ids met in a message, each kept once however often it is said."""


def stop_updates(updates: Iterable[Any], known: Ids, notices: Notices) -> tuple[StopUpdate, ...]:
    """The calls of one trip, in order of stop_sequence where all have one."""
    built: list[StopUpdate] = []
    for update in updates:
        try:
            built.append(_stop_update(update, known, notices))
        except Unusable as problem:
            notices.note(problem.rule, problem.example)
    return _in_order(built, notices)


def _stop_update(update: Any, known: Ids, notices: Notices) -> StopUpdate:
    sequence = update.stop_sequence or optional(update, "stop_sequence")
    stop_id = known.get(update.stop_id)
    if stop_id is None:
        stop_id = known.setdefault(update.stop_id, identifier(update.stop_id))
    if sequence is None and not stop_id:
        raise Unusable("E040")
    relationship = RELATIONSHIPS[update.schedule_relationship]
    arrival = _event(update.arrival, notices) if update.HasField("arrival") else None
    departure = _event(update.departure, notices) if update.HasField("departure") else None
    if relationship is NO_DATA and (arrival or departure):
        notices.note("E042")
    elif relationship is SCHEDULED and not (arrival or departure):
        notices.note("E043")
    built = StopUpdate(sequence, stop_id, arrival, departure, relationship)
    if update.HasField("stop_time_properties") or update.HasField("departure_occupancy_status"):
        return _with_properties(built, update, notices)
    return built


def _event(event: Any, notices: Notices) -> StopEvent | None:
    time = event.time
    if not SOONEST < time < LATEST:
        time = moment(time, notices)
    delay = event.delay or optional(event, "delay")
    if delay and abs(delay) > LONGEST_DELAY:
        notices.note("number_out_of_range", delay)
        delay = None
    scheduled = moment(event.scheduled_time, notices) if event.scheduled_time else None
    if time is None and delay is None and scheduled is None:
        notices.note("E044")
        return None
    uncertainty = event.uncertainty or optional(event, "uncertainty")
    return StopEvent(time, delay, scheduled, uncertainty)


def _with_properties(built: StopUpdate, update: Any, notices: Notices) -> StopUpdate:
    said = update.stop_time_properties
    has_occupancy = update.HasField("departure_occupancy_status")
    return replace(
        built,
        assigned_stop_id=identifier(said.assigned_stop_id),
        headsign=words(said.stop_headsign, notices),
        may_board=said.pickup_type != NONE if said.HasField("pickup_type") else None,
        may_alight=said.drop_off_type != NONE if said.HasField("drop_off_type") else None,
        occupancy=Occupancy(update.departure_occupancy_status)
        if has_occupancy
        else Occupancy.UNKNOWN,
    )


def _in_order(updates: Sequence[StopUpdate], notices: Notices) -> tuple[StopUpdate, ...]:
    """Sorted by stop_sequence, of two with the same one the later; as they are where one has
    none."""
    sequences = [update.sequence for update in updates if update.sequence is not None]
    if len(sequences) < len(updates):
        return tuple(updates)
    by_sequence = dict(zip(sequences, updates, strict=True))
    if len(by_sequence) < len(updates):
        notices.note("E036", count=len(updates) - len(by_sequence))
    if list(by_sequence) == sorted(by_sequence):
        return tuple(by_sequence.values())
    notices.note("E002")
    return tuple(by_sequence[each] for each in sorted(by_sequence))
