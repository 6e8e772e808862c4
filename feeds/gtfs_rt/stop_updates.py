"""News of single calls (StopTimeUpdate), one by one: the most of a message, so written for speed.

Of large messages only what is doubtful comes here, the rest is read by `plain`. The bindings make a
Python object of each message that is touched, and look each field up by name: none is touched twice
or kept, and whether a number was said is asked only where it is zero and that makes a difference:
for a delay without a time, not for one beside it, nor for an uncertainty.
"""

from collections.abc import Iterable, Sequence
from itertools import compress
from operator import attrgetter
from typing import Any

from msgspec.structs import astuple

from feeds.gtfs_rt.amarillo import call_extension
from feeds.gtfs_rt.fields import LATEST, SOONEST, identifier, moment, optional, words
from feeds.gtfs_rt.notices import Notices
from feeds.notices import Unusable
from maas.live import CallDetails, StopEvent, StopUpdate
from maas.live.trips import Occupancy, StopRelationship

LONGEST_DELAY = 7 * 86_400
"""More is a mistake, early or late."""

RELATIONSHIPS = tuple(StopRelationship)
SCHEDULED, NO_DATA = StopRelationship.SCHEDULED, StopRelationship.NO_DATA

NONE = 1
"""pickup_type and drop_off_type: nobody gets on or off."""

_said = attrgetter("stop_sequence", "stop_id", "schedule_relationship", "arrival", "departure")
_when = attrgetter("time", "delay", "scheduled_time", "uncertainty")

NEVER = (0, 0, 0, 0)
"""What `_when` has of an event that is not there."""

Ids = dict[str, str]
"""Ids met in a message, each kept once however often it is said."""


def stop_updates(updates: Iterable[Any], known: Ids, notices: Notices) -> tuple[StopUpdate, ...]:
    """The calls of one trip, in order of stop_sequence where all have one."""
    built: list[StopUpdate] = []
    nameless = 0
    for update in updates:
        try:
            stop = _stop_update(update, known, notices)
        except Unusable as problem:
            notices.note(problem.rule, problem.example)
            continue
        if stop.stop_id or stop.sequence is not None:
            built.append(stop)
        else:
            nameless += 1
    if nameless:
        notices.note("E040", count=nameless)
    _note_strange_times(built, notices)
    return _in_order(built, notices)


def _stop_update(update: Any, known: Ids, notices: Notices) -> StopUpdate:
    sequence, said_id, relationship, arrival, departure = _said(update)
    stop_id = known.get(said_id)
    if stop_id is None:
        stop_id = known.setdefault(said_id, identifier(said_id))
    if not sequence and not update.HasField("stop_sequence"):
        sequence = None
    arrives, departs = _when(arrival), _when(departure)
    first = _event(arrives, update, "arrival", notices)
    last = first if departs == arrives != NEVER else _event(departs, update, "departure", notices)
    built = StopUpdate(sequence, stop_id, first, last, RELATIONSHIPS[relationship])
    if update.HasField("stop_time_properties") or update.HasField("departure_occupancy_status"):
        return _extended(built, update, notices)
    return built


def _event(
    said: tuple[int, int, int, int], update: Any, name: str, notices: Notices
) -> StopEvent | None:
    """When, by the numbers that are said, zero if they are not; None: nothing is."""
    time, delay, scheduled, uncertainty = said
    is_plain = SOONEST < time < LATEST and -LONGEST_DELAY <= delay <= LONGEST_DELAY
    if is_plain and not scheduled:
        return StopEvent(time, delay or None, None, uncertainty or None)
    return _doubtful(said, update, name, notices) if update.HasField(name) else None


def _doubtful(
    said: tuple[int, int, int, int], update: Any, name: str, notices: Notices
) -> StopEvent | None:
    time, scheduled = moment(said[0], notices), moment(said[2], notices)
    delay = said[1] or (None if time else optional(getattr(update, name), "delay"))
    if delay and abs(delay) > LONGEST_DELAY:
        notices.note("number_out_of_range", delay)
        delay = None
    if time is None and delay is None and scheduled is None:
        notices.note("E044")
        return None
    return StopEvent(time, delay, scheduled, said[3] or None)


def _extended(built: StopUpdate, update: Any, notices: Notices) -> StopUpdate:
    return StopUpdate(*astuple(built)[:5], *astuple(details_of(update, notices)))


def details_of(update: Any, notices: Notices) -> CallDetails:
    """What is said of a call besides when.

    Raises:
        Unusable: the stop that it is moved to cannot be read.
    """
    said = update.stop_time_properties
    beside = call_extension(said)
    occupancy = optional(update, "departure_occupancy_status")
    return CallDetails(
        assigned_stop_id=identifier(said.assigned_stop_id),
        headsign=words(said.stop_headsign, notices),
        may_board=_may(said, beside, "pickup_type"),
        may_alight=_may(said, beside, "drop_off_type"),
        occupancy=Occupancy.UNKNOWN if occupancy is None else Occupancy(occupancy),
    )


def _may(said: Any, beside: Any, field: str) -> bool | None:
    """Whether people may do so, by the standard's field, else by Amarillo's; None: not said."""
    for message in (said, beside):
        if message is not None and message.HasField(field):
            return bool(getattr(message, field) != NONE)
    return None


def _note_strange_times(updates: Sequence[StopUpdate], notices: Notices) -> None:
    """Times where there are to be none, and none where there are to be some."""
    untimed = [each.arrival is None and each.departure is None for each in updates]
    said = [each.relationship for each in updates]
    strange = said.count(NO_DATA) - list(compress(said, untimed)).count(NO_DATA)
    if strange:
        notices.note("E042", count=strange)
    missing = list(compress(said, untimed)).count(SCHEDULED) if True in untimed else 0
    if missing:
        notices.note("E043", count=missing)


def _in_order(updates: Sequence[StopUpdate], notices: Notices) -> tuple[StopUpdate, ...]:
    """Sorted by stop_sequence, of two with the same one the later; as they are where one has
    none."""
    sequences = [update.sequence for update in updates if update.sequence is not None]
    if len(sequences) < len(updates) or sequences == sorted(set(sequences)):
        return tuple(updates)
    by_sequence = dict(zip(sequences, updates, strict=True))
    if len(by_sequence) < len(updates):
        notices.note("E036", count=len(updates) - len(by_sequence))
    if list(by_sequence) != sorted(by_sequence):
        notices.note("E002")
    return tuple(by_sequence[each] for each in sorted(by_sequence))
