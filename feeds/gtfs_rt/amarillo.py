"""What Amarillo adds to GTFS-Realtime: who may get in or out where, and of whose trip it tells.

Field 1013 of TripDescriptor and of StopTimeProperties. The bindings do not know it and keep it as
bytes, which messages made here of the same shape read.
Source: Amarillo, realtime_extension.proto.
"""

from typing import Any

from google.protobuf.descriptor_pb2 import FieldDescriptorProto, FileDescriptorProto
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.message import DecodeError
from google.protobuf.message_factory import GetMessageClass
from google.protobuf.unknown_fields import UnknownFieldSet

EXTENSION = 1013

_TEXT, _NUMBER = FieldDescriptorProto.TYPE_STRING, FieldDescriptorProto.TYPE_UINT32


def _message(name: str, **fields: int) -> Any:
    """A message class whose fields are numbered from 1."""
    file = FileDescriptorProto(name=f"{name}.proto", package="amarillo", syntax="proto2")
    message = file.message_type.add(name=name)
    for number, (field, type_) in enumerate(fields.items(), 1):
        message.field.add(name=field, number=number, type=type_, label="LABEL_OPTIONAL")
    pool = DescriptorPool()
    pool.Add(file)
    return GetMessageClass(pool.FindMessageTypeByName(f"amarillo.{name}"))


_Call = _message("Call", pickup_type=_NUMBER, drop_off_type=_NUMBER)
_Trip = _message("Trip", url=_TEXT, agency_id=_TEXT, long_name=_TEXT, type=_NUMBER)


def call_extension(properties: Any) -> Any:
    """`pickup_type` and `drop_off_type` as StopTimeProperties has them, as far as they are said."""
    return _extension(properties, _Call)


def trip_extension(trip: Any) -> Any:
    """`url`, `agency_id`, `long_name` and `type` of the route of a TripDescriptor; None: none."""
    return _extension(trip, _Trip)


def _extension(message: Any, kind: Any) -> Any:
    for field in UnknownFieldSet(message):
        if field.field_number == EXTENSION and isinstance(field.data, bytes):
            try:
                return kind.FromString(field.data)
            except DecodeError:
                return None
    return None
