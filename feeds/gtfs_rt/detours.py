"""Trips that run another way for some days: TripModifications."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from feeds.gtfs_rt.fields import day, identifier, identifiers, optional, time_of_day
from feeds.gtfs_rt.notices import Notices
from feeds.gtfs_rt.reading import Reading
from feeds.gtfs_rt.stop_updates import LONGEST_DELAY
from feeds.notices import Unusable
from maas.live import Detour, ReplacementStop, Section, SelectedTrips, StopRef

T = TypeVar("T")


def detour(entity: Any, reading: Reading) -> Detour:
    """TripModifications; its id is the entity's.

    Raises:
        Unusable: it says no trip or no day, or not those it meant to.
    """
    said, notices = entity.trip_modifications, reading.notices
    trips = tuple(
        SelectedTrips(identifiers(each.trip_ids), identifier(each.shape_id))
        for each in said.selected_trips
    )
    if not any(each.trip_ids for each in trips):
        raise Unusable("missing_trips")
    dates = _sifted(said.service_dates, day, notices)
    if not dates:
        raise Unusable("missing_date")
    start_times = _sifted(said.start_times, time_of_day, notices)
    if said.start_times and not start_times:
        raise Unusable("E020", said.start_times[0])
    return Detour(
        id=identifier(entity.id),
        trips=trips,
        start_times=start_times,
        dates=dates,
        sections=tuple(_section(each, notices) for each in said.modifications),
    )


def _section(said: Any, notices: Notices) -> Section:
    start = _stop_ref(said.start_stop_selector)
    if start == StopRef():
        notices.note("incomplete_detour")
    delay = said.propagated_modification_delay
    if abs(delay) > LONGEST_DELAY:
        notices.note("number_out_of_range", delay)
        delay = 0
    return Section(
        start=start,
        end=_stop_ref(said.end_stop_selector) if said.HasField("end_stop_selector") else None,
        delay=delay,
        stops=tuple(
            ReplacementStop(identifier(each.stop_id), optional(each, "travel_time_to_stop"))
            for each in said.replacement_stops
        ),
        alert_id=identifier(said.service_alert_id),
    )


def _stop_ref(said: Any) -> StopRef:
    return StopRef(optional(said, "stop_sequence"), identifier(said.stop_id))


def _sifted(texts: Iterable[str], build: Callable[[str], T], notices: Notices) -> tuple[T, ...]:
    built: list[T] = []
    for text in texts:
        try:
            built.append(build(text))
        except Unusable as problem:
            notices.note(problem.rule, problem.example)
    return tuple(built)
