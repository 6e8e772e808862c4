"""The entities of a message, one by one: each costs at most itself."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any

from feeds.gtfs_rt.notices import Unusable
from feeds.gtfs_rt.reading import Reading
from feeds.gtfs_rt.trips import trip_update
from maas.live import Record, TripUpdate

BUILDERS: Mapping[str, Callable[[Any, Reading], Record]] = {"trip_update": trip_update}
"""Member of an entity to what makes a record of it."""


def records(entities: Iterable[Any], reading: Reading) -> tuple[Record, ...]:
    """What all entities say; of two about the same the later counts."""
    found: dict[Hashable, Record] = {}
    ids: set[tuple[str, str]] = set()
    for number, entity in enumerate(entities):
        for kind, record in _records(entity, reading):
            about = _subject(record) or (kind, number)
            if about in found:
                reading.notices.note("duplicate_entity", entity.id)
                del found[about]
            elif (kind, entity.id) in ids:
                reading.notices.note("duplicate_entity_id", entity.id)
            found[about] = record
            ids.add((kind, entity.id))
    return tuple(found.values())


def _records(entity: Any, reading: Reading) -> Iterable[tuple[str, Record]]:
    notices = reading.notices
    notices.kind, notices.entity = "entity", entity.id
    if entity.is_deleted:
        notices.note("E039")
        return
    kinds = [kind for kind in BUILDERS if entity.HasField(kind)]
    if not kinds:
        notices.note("empty_entity")
    for kind in kinds:
        notices.kind = kind
        try:
            yield kind, BUILDERS[kind](getattr(entity, kind), reading)
        except Unusable as problem:
            notices.note(problem.rule, problem.example)


def _subject(record: Record) -> Hashable:
    """What a record is about; None: nothing that another could be about as well."""
    if isinstance(record, TripUpdate):
        key, own = record.key, record.properties
        if not key.trip_id:
            return None
        copy = (own.trip_id, own.start_date, own.start_time) if own else None
        return "trip", key.trip_id, key.start_date, key.start_time, copy
    return None
