"""Messages gone wrong at random, the same ones for the same seed: values, entities, bytes, JSON."""

from collections.abc import Callable, Iterator, Sequence
from itertools import count
from random import Random
from typing import Any

from google.protobuf import json_format
from google.protobuf.descriptor import FieldDescriptor
from google.transit.gtfs_realtime_pb2 import FeedMessage

from tests.feeds.gtfs_rt.messages import message
from tests.mutation import cut, flip

RICH = """
entity { id: "1" trip_update {
    trip { trip_id: "t1" route_id: "5" direction_id: 0 start_date: "20260115"
        start_time: "8:00:00" }
    vehicle { id: "v1" label: "4711" } timestamp: 1768493990 delay: 30
    stop_time_update { stop_sequence: 1 stop_id: "a" departure { delay: 60 uncertainty: 5 } }
    stop_time_update { stop_sequence: 2 stop_id: "b" arrival { time: 1768494600 delay: 60 }
        departure { time: 1768494620 } departure_occupancy_status: FULL }
    stop_time_update { stop_sequence: 3 stop_id: "c" schedule_relationship: SKIPPED }
    stop_time_update { stop_sequence: 4 schedule_relationship: NO_DATA
        stop_time_properties { assigned_stop_id: "d2" stop_headsign: "Düne" pickup_type: NONE } }
} }
entity { id: "2" trip_update { trip { trip_id: "t2" schedule_relationship: CANCELED } } }
entity { id: "3" trip_update {
    trip { trip_id: "new" route_id: "5" schedule_relationship: NEW start_date: "20260115" }
    trip_properties { trip_headsign: "海" shape_id: "s" }
    stop_time_update { stop_id: "a" departure { time: 1768495000 scheduled_time: 1768494900 } }
    stop_time_update { stop_id: "c" arrival { time: 1768495600 } }
} }
entity { id: "4" trip_update { trip { modified_trip {
    modifications_id: "7" affected_trip_id: "t1" start_date: "20260115" } } } }
entity { id: "5" vehicle {
    trip { trip_id: "t1" } vehicle { id: "v1" } timestamp: 1768493999
    position { latitude: 52.5 longitude: 13.4 bearing: 90 speed: 8 odometer: 1e6 }
    current_stop_sequence: 2 stop_id: "b" current_status: STOPPED_AT congestion_level: CONGESTION
    occupancy_status: FEW_SEATS_AVAILABLE occupancy_percentage: 70
    multi_carriage_details { id: "c" carriage_sequence: 1 occupancy_percentage: 30 }
} }
entity { id: "6" alert {
    active_period { start: 1768490000 end: 1768500000 } communication_period { start: 1768480000 }
    informed_entity { agency_id: "A" } informed_entity { trip { trip_id: "t1" } stop_id: "a" }
    cause: STRIKE effect: DETOUR severity_level: WARNING
    url { translation { text: "https://a.example" language: "fr" } }
    header_text { translation { text: "Grève" language: "fr" } translation { text: "ストライキ" } }
    image { localized_image { url: "https://a.example/x" media_type: "image/png" } }
} }
entity { id: "7" trip_modifications {
    selected_trips { trip_ids: "t1" trip_ids: "t2" shape_id: "s" } start_times: "8:00:00"
    service_dates: "20260115" service_dates: "20260116"
    modifications { start_stop_selector { stop_sequence: 2 } end_stop_selector { stop_id: "c" }
        propagated_modification_delay: 60
        replacement_stops { stop_id: "x" travel_time_to_stop: 9 } }
} }
entity { id: "8" shape { shape_id: "s" encoded_polyline: "_p~iF~ps|U_ulLnnqC_mqNvxq`@" } }
entity { id: "9" stop { stop_id: "x" stop_lat: 52.5 stop_lon: 13.41
    stop_name { translation { text: "Ecke" } } } }
"""

TEXTS = (
    *("", " ", "t1", "a", "-1", "１２:00:00", "25:61:00", "99:59:59", "20260230", "99999999"),
    *("\x00", "\u2028", "é" * 300, "_" * 3000, "~" * 3000, "javascript:x", "<script>", "%s{}"),
)
NUMBERS = (
    0,
    1,
    2,
    7,
    -1,
    10**9,
    1768494000000,
    2**31 - 1,
    -(2**31),
    2**32 - 1,
    2**63 - 1,
    2**64 - 1,
)
FLOATS = (0.0, -0.0, 91.0, -180.0, 1e38, float("nan"), float("inf"), float("-inf"))
JSON = (
    *(b"null", b"[]", b"{}", b'""', b"1e400", b"-1", b"NaN", b'"\\ud800"', b"1" * 5000, b"true"),
    *(b'"' + b"x" * 100 + b'"', b"[[[[[[[[]]]]]]]]", b"18446744073709551616", b'"Infinity"'),
)


def mutants(seed: int) -> Iterator[bytes]:
    """Messages without end, each with one to five things wrong."""
    sound = FeedMessage.FromString(message(RICH))
    return mutants_of([sound], seed)


def mutants_of(sound: Sequence[Any], seed: int) -> Iterator[bytes]:
    """The same, of these messages."""
    for number in count():
        random = Random(f"{seed}:{number}")
        drawn = FeedMessage()
        drawn.CopyFrom(random.choice(sound))
        for _ in range(random.randint(1, 5)):
            random.choice(MESSAGE_MUTATIONS)(random, drawn)
        if random.random() < 0.2:
            yield _json(random, drawn)
            continue
        content: bytes = drawn.SerializePartialToString() or b"\n"
        yield random.choice(BYTE_MUTATIONS)(random, content) if random.random() < 0.4 else content


def _messages(drawn: Any) -> list[Any]:
    """The message and all within it."""
    found = [drawn]
    for field, value in drawn.ListFields():
        if field.type == FieldDescriptor.TYPE_MESSAGE:
            for each in value if field.is_repeated else [value]:
                found += _messages(each)
    return found


def _value(random: Random, drawn: Any) -> None:
    """A field of some message gets a value that is within the wire's bounds and out of reason."""
    message = random.choice(_messages(drawn))
    field = random.choice(message.DESCRIPTOR.fields)
    value = _evil(random, field)
    if value is None:
        return
    try:
        if field.is_repeated:
            getattr(message, field.name).append(value)
        else:
            setattr(message, field.name, value)
    except (ValueError, OverflowError):
        pass  # out of the wire's bounds


def _evil(random: Random, field: Any) -> object:
    if field.cpp_type == FieldDescriptor.CPPTYPE_STRING:
        return random.choice(TEXTS)
    if field.cpp_type in (FieldDescriptor.CPPTYPE_FLOAT, FieldDescriptor.CPPTYPE_DOUBLE):
        return random.choice(FLOATS)
    if field.cpp_type == FieldDescriptor.CPPTYPE_ENUM:
        return random.choice(field.enum_type.values).number
    return None if field.cpp_type == FieldDescriptor.CPPTYPE_MESSAGE else random.choice(NUMBERS)


def _clear(random: Random, drawn: Any) -> None:
    message = random.choice(_messages(drawn))
    fields = message.ListFields()
    if fields:
        message.ClearField(random.choice(fields)[0].name)


def _twice(random: Random, drawn: Any) -> None:
    """Something that may be repeated is, or is emptied."""
    message = random.choice(_messages(drawn))
    lists = [value for field, value in message.ListFields() if field.is_repeated]
    if lists:
        chosen = random.choice(lists)
        chosen.extend(list(chosen)[: random.randint(1, 3)])


def _insert(random: Random, content: bytes) -> bytes:
    at = random.randrange(len(content))
    return content[:at] + random.randbytes(random.randint(1, 100)) + content[at:]


def _not_utf8(random: Random, content: bytes) -> bytes:
    letters = [at for at, byte in enumerate(content) if 96 < byte < 123]
    changed = bytearray(content)
    for at in random.sample(letters, min(len(letters), 3)):
        changed[at] = 0xFC
    return bytes(changed)


def _json(random: Random, drawn: Any) -> bytes:
    """Its JSON form, some values put in place of others."""
    content: bytes = json_format.MessageToJson(drawn).encode()
    lines = content.split(b"\n")
    for _ in range(random.randint(0, 3)):
        at = random.randrange(len(lines))
        name, colon, value = lines[at].partition(b":")
        comma = b"," if value.endswith(b",") else b""
        lines[at] = name + colon + random.choice(JSON) + comma if colon else lines[at]
    return b"\n".join(lines)


Mutation = Callable[[Random, Any], None]

MESSAGE_MUTATIONS: tuple[Mutation, ...] = (_value, _value, _value, _clear, _twice)
BYTE_MUTATIONS: tuple[Callable[[Random, bytes], bytes], ...] = (flip, cut, _insert, _not_utf8)
