"""The entities of a message, one by one: each costs at most itself."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any

from feeds.gtfs_rt.alerts import alert
from feeds.gtfs_rt.detours import detour
from feeds.gtfs_rt.places import shape, stop
from feeds.gtfs_rt.reading import PlainCalls, Reading
from feeds.gtfs_rt.trips import trip_update
from feeds.gtfs_rt.vehicles import vehicle_position
from feeds.notices import Unusable
from maas.live import Alert, Detour, LiveShape, LiveStop, TripUpdate, VehiclePosition

Entity = TripUpdate | VehiclePosition | Alert | Detour | LiveShape | LiveStop
"""What a message may hold."""

BUILDERS: Mapping[str, Callable[[Any, Reading], Entity]] = {
    "trip_update": trip_update,
    "vehicle": vehicle_position,
    "alert": alert,
    "shape": shape,
    "stop": stop,
    "trip_modifications": detour,
}
"""Member of an entity to what makes a record of it."""

NAMES = {"vehicle": "vehicle_position"}
"""What findings call a member by another name."""


def records(
    entities: Iterable[tuple[Any, PlainCalls | None]], reading: Reading
) -> tuple[Entity, ...]:
    """What all entities say; of two about the same one counts.

    Args:
        entities: each with the calls of its trip update, if those were read already.
    """
    found: dict[Hashable, Entity] = {}
    ids: set[tuple[str, str]] = set()
    for number, (entity, calls) in enumerate(entities):
        for kind, record in _records(entity, reading.of(calls)):
            about = _subject(record) or (kind, number)
            known = found.get(about)
            if known is None:
                found[about] = record
                if (kind, entity.id) in ids:
                    reading.notices.note("duplicate_entity_id", entity.id)
            else:
                found[about] = _better(known, record, reading)
            ids.add((kind, entity.id))
    return tuple(found.values())


def _records(entity: Any, reading: Reading) -> Iterable[tuple[str, Entity]]:
    notices = reading.notices
    notices.kind, notices.entity = "entity", entity.id
    if entity.is_deleted:
        notices.note("E039")
        return
    kinds = [kind for kind in BUILDERS if entity.HasField(kind)]
    if not kinds:
        notices.note("empty_entity")
    for kind in kinds:
        notices.kind = NAMES.get(kind, kind)
        try:
            yield kind, BUILDERS[kind](entity, reading)
        except Unusable as problem:
            notices.note(problem.rule, problem.example)


def _subject(record: Entity) -> Hashable:
    """What a record is about; None: nothing that another could be about as well."""
    if isinstance(record, VehiclePosition):
        return "vehicle", record.vehicle.id
    if not isinstance(record, TripUpdate):
        return type(record), record.id
    key, own = record.key, record.properties
    if not key.trip_id:
        return None
    copy = (own.trip_id, own.start_date, own.start_time) if own else None
    return "trip", key.trip_id, key.start_date, key.start_time, copy


def _better(known: Entity, record: Entity, reading: Reading) -> Entity:
    """The newer of two about the same, else the later."""
    is_vehicle = isinstance(record, VehiclePosition)
    reading.notices.note("E052" if is_vehicle else "duplicate_entity")
    return known if _known_at(known) > _known_at(record) else record


def _known_at(record: Entity) -> int:
    return (record.timestamp or 0) if isinstance(record, TripUpdate | VehiclePosition) else 0
