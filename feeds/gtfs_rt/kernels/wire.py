"""Stop updates of a message read from its bytes, those of which nothing is doubtful.

The bindings take a microsecond for each call: most of what a large message costs. The bytes
are as the bindings write them, so each field stands at most once and no number is cut off.
Source: Protocol Buffers, Encoding; gtfs-realtime.proto.
"""

from typing import NamedTuple

from numba import njit

from maas.arrays import Bools, Bytes, Int64s

UNSAID = -(2**62)

SOONEST, LATEST, LONGEST_DELAY = 10**8, 2**33, 7 * 86_400
"""As in feeds.gtfs_rt.fields and stop_updates, which say why."""

_SIGN = -(2**63)
"""What the last of 64 bits is worth."""

_VARINT, _FIXED64, _MESSAGE, _FIXED32, _GROUP = 0, 1, 2, 5, 3
"""How a field is written; a group can only be one that we do not know."""

_ENTITY, _TRIP_UPDATE, _STOP_TIME_UPDATE = 2, 3, 2
"""Numbers of the fields on the way from the message to a stop update."""

_SEQUENCE, _ARRIVAL, _DEPARTURE, _STOP_ID, _RELATIONSHIP, _PROPERTIES, _OCCUPANCY = range(1, 8)
_DELAY, _TIME, _UNCERTAINTY, _SCHEDULED_TIME = range(1, 5)

_IS_SCHEDULED, _NO_DATA, _LAST_RELATIONSHIP = 0, 2, 3


class Calls(NamedTuple):
    """[n] Stop updates; UNSAID where a number is not said."""

    stop_id: Int64s
    """[2, n] Where its bytes begin and end."""
    sequence: Int64s
    relationship: Bytes
    time: Int64s
    """[2, n] Of arrivals and departures, Unix s."""
    delay: Int64s
    """[2, n] s; not said where it is 0 beside a time."""
    uncertainty: Int64s
    """[2, n] s"""
    says_more: Bools
    """Whether there are properties or an occupancy."""


class Trips(NamedTuple):
    """[entities] `first[i] : first[i + 1]` are the calls of entity i."""

    first: Int64s
    """[entities + 1]"""
    is_plain: Bools
    """Whether its calls are all there is to know of them, and in order."""
    timed: Int64s
    """How many of them have times where NO_DATA is said (E042)."""
    untimed: Int64s
    """How many are SCHEDULED and have none (E043)."""


@njit(cache=True, nogil=True)
def _varint(
    data,  # uint8[.]
    at,    # int64
    end,   # int64
):  # fmt: skip
    """A number, and where it ends."""
    number = shift = 0
    while at < end and shift < 64:
        byte = int(data[at])
        at += 1
        if shift < 63:
            number |= (byte & 127) << shift
        elif byte & 1:
            number += _SIGN
        if byte < 128:
            break
        shift += 7
    return number, at


@njit(cache=True, nogil=True)
def _field(
    data,  # uint8[.]
    at,    # int64
    end,   # int64
):  # fmt: skip
    """Number and kind of a field, its value (or where it begins), and where it ends."""
    key, at = _varint(data, at, end)
    kind = key & 7
    if kind == _VARINT:
        value, at = _varint(data, at, end)
        return key >> 3, kind, value, at
    if kind == _MESSAGE:
        size, at = _varint(data, at, end)
        return key >> 3, kind, at, min(at + size, end)
    if kind == _FIXED64:
        return key >> 3, kind, at, min(at + 8, end)
    if kind == _FIXED32:
        return key >> 3, kind, at, min(at + 4, end)
    return key >> 3, _GROUP, at, end


@njit(cache=True, nogil=True)
def _event(
    data,   # uint8[.]
    at,     # int64
    end,    # int64
    calls,  # Calls  out
    which,  # int64  0: arrival, 1: departure
    n,      # int64  of the call
):  # fmt: skip
    """Read an arrival or a departure; whether it is plain."""
    time = delay = uncertainty = 0
    is_late = False
    while at < end:
        field, kind, value, at = _field(data, at, end)
        if kind == _GROUP or (kind == _VARINT and field == _SCHEDULED_TIME and value != 0):
            return False
        if kind == _VARINT and field == _TIME:
            time = value
        elif kind == _VARINT and field == _DELAY:
            delay, is_late = value, True
        elif kind == _VARINT and field == _UNCERTAINTY:
            uncertainty = value
    calls.time[which, n] = time if time != 0 else UNSAID
    calls.delay[which, n] = delay if delay != 0 or (is_late and time == 0) else UNSAID
    calls.uncertainty[which, n] = uncertainty if uncertainty != 0 else UNSAID
    if time == 0:
        return is_late and -LONGEST_DELAY <= delay <= LONGEST_DELAY
    return SOONEST < time < LATEST and -LONGEST_DELAY <= delay <= LONGEST_DELAY


@njit(cache=True, nogil=True)
def _call(
    data,   # uint8[.]
    at,     # int64
    end,    # int64
    calls,  # Calls  out
    n,      # int64  of the call
    trips,  # Trips  out
    trip,   # int64
):  # fmt: skip
    """Read a stop update; whether it is plain."""
    calls.stop_id[:, n] = 0
    calls.sequence[n] = UNSAID
    calls.relationship[n] = _IS_SCHEDULED
    calls.says_more[n] = False
    calls.time[:, n] = calls.delay[:, n] = calls.uncertainty[:, n] = UNSAID
    is_plain, is_timed = True, False
    while at < end:
        field, kind, value, at = _field(data, at, end)
        if kind == _GROUP:
            return False
        if kind == _VARINT and field == _SEQUENCE:
            calls.sequence[n] = value
        elif kind == _VARINT and field == _RELATIONSHIP and 0 <= value <= _LAST_RELATIONSHIP:
            calls.relationship[n] = value
        elif kind == _MESSAGE and field == _STOP_ID:
            calls.stop_id[0, n], calls.stop_id[1, n] = value, at
        elif kind == _MESSAGE and (field == _ARRIVAL or field == _DEPARTURE):
            is_plain &= _event(data, value, at, calls, field - _ARRIVAL, n)
            is_timed = True
        elif field == _PROPERTIES or field == _OCCUPANCY:
            calls.says_more[n] = True
    trips.timed[trip] += is_timed and calls.relationship[n] == _NO_DATA
    trips.untimed[trip] += not is_timed and calls.relationship[n] == _IS_SCHEDULED
    return is_plain and calls.stop_id[1, n] > calls.stop_id[0, n]


@njit(cache=True, nogil=True)
def _trip(
    data,   # uint8[.]
    at,     # int64
    end,    # int64
    calls,  # Calls  out
    n,      # int64  of its first call
    trips,  # Trips  out
    trip,   # int64
):  # fmt: skip
    """Read the stop updates of a trip update; how many there are then, whether all are plain.

    They are not where all have a stop_sequence but not in order.
    """
    first, is_plain, are_rising, are_numbered = n, True, True, True
    while at < end and n < calls.sequence.size:
        field, kind, value, at = _field(data, at, end)
        if kind == _GROUP:
            return n, False
        if kind != _MESSAGE or field != _STOP_TIME_UPDATE:
            continue
        is_plain &= _call(data, value, at, calls, n, trips, trip)
        are_numbered &= calls.sequence[n] != UNSAID
        are_rising &= n == first or calls.sequence[n] > calls.sequence[n - 1]
        n += 1
    return n, is_plain and n > first and (are_rising or not are_numbered)


@njit(cache=True, nogil=True)
def read_calls(
    data,   # uint8[.]  a FeedMessage
    calls,  # Calls  out
    trips,  # Trips  out
):  # fmt: skip
    """Read the stop updates of all trip updates. O(bytes)"""
    at, entity, n = 0, 0, 0
    trips.is_plain[:] = False
    trips.timed[:] = trips.untimed[:] = 0
    while at < data.size and entity < trips.is_plain.size:
        field, kind, value, at = _field(data, at, data.size)
        if kind != _MESSAGE or field != _ENTITY:
            continue
        trips.first[entity] = n
        inner = value
        while inner < at:
            field, kind, value, inner = _field(data, inner, at)
            if kind == _MESSAGE and field == _TRIP_UPDATE:
                n, is_plain = _trip(data, value, inner, calls, n, trips, entity)
                trips.is_plain[entity] = is_plain
        entity += 1
    trips.first[entity:] = n
