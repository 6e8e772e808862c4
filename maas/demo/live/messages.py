"""The invented city's news as one GTFS-Realtime message (full data set)."""

from collections.abc import Callable

from google.transit import gtfs_realtime_pb2 as realtime

from maas.demo.live.alerts import Notice, Text, notices
from maas.demo.live.city import Moment
from maas.demo.live.delays import Running, scheduled
from maas.demo.live.detour import Works
from maas.demo.live.schedule import Run, local_day
from maas.demo.live.troubles import other_platform
from maas.demo.live.vehicles import fullness, whereabouts
from maas.demo.polyline import encoded

Descriptor = realtime.TripDescriptor
Update = realtime.TripUpdate
New = Callable[[str], realtime.FeedEntity]
"""Adds an entity with this id."""


def message(moment: Moment) -> bytes:
    """Everything that is known at a moment; the same moment gives the same bytes."""
    feed = realtime.FeedMessage()
    feed.header.gtfs_realtime_version = "2.0"
    feed.header.incrementality = realtime.FeedHeader.FULL_DATASET
    feed.header.timestamp = moment.now

    def new(id: str) -> realtime.FeedEntity:
        entity: realtime.FeedEntity = feed.entity.add(id=id)
        return entity

    for running in moment.under_way:
        _add_trip(new, running, moment)
    for run in moment.cancelled:
        update = new(f"trip {run.key}").trip_update
        _describe(update.trip, run)
        update.trip.schedule_relationship = Descriptor.CANCELED
        update.timestamp = moment.now
    for running in moment.moving:
        _add_vehicle(new, running, moment)
    city = moment.city
    if city.works is not None:
        _add_works(new, city.works, moment)
    for notice in notices(city.schedule, city.works, moment.troubles, moment.now):
        _add_alert(new(notice.id).alert, notice)
    content: bytes = feed.SerializeToString(deterministic=True)
    return content


def _describe(trip: Descriptor, run: Run) -> None:
    trip.trip_id = run.trip.id
    trip.route_id = run.way.route_id
    trip.direction_id = run.way.direction
    trip.start_date = f"{run.day:%Y%m%d}"
    trip.schedule_relationship = Descriptor.SCHEDULED
    if run.trip.is_frequent or run.trip.is_extra:
        trip.start_time = _clock(run.trip.start)
        relationship = Descriptor.NEW if run.trip.is_extra else Descriptor.UNSCHEDULED
        trip.schedule_relationship = relationship


def _vehicle_of(run: Run) -> tuple[str, str]:
    """(id, what stands on it)"""
    number = run.trip.start // 60 + 1500 * run.way.direction
    return f"{run.way.route_id}-{run.day:%d}-{number}", f"{run.way.route_id} {number:04d}"


def _add_trip(new: New, running: Running, moment: Moment) -> None:
    run = running.run
    update = new(f"trip {run.key}").trip_update
    _describe(update.trip, run)
    update.timestamp = moment.now
    update.vehicle.id, update.vehicle.label = _vehicle_of(run)
    works = _works_of(run, moment)
    if works is not None:
        _as_diverted(update.trip, works)
    if run.trip.is_extra:
        update.trip_properties.trip_headsign = run.way.headsign
    platform = other_platform(run, moment.city.schedule, moment.city.seed)
    first = 0 if run.trip.is_extra else max(0, running.last)
    for i in range(first, len(run.way.stops)):
        call = update.stop_time_update.add(stop_id=run.way.stops[i].id)
        if works is None:
            call.stop_sequence = i + 1
        _tell_times(call, running, i)
        if platform is not None and platform[0] == i:
            call.stop_time_properties.assigned_stop_id = platform[1].id


def _tell_times(call: Update.StopTimeUpdate, running: Running, i: int) -> None:
    arrive, depart = running.expected[i]
    plan = scheduled(running.run)[i]
    ends = [(call.arrival, arrive, plan[0])] if i else []
    if i < len(running.expected) - 1:
        ends.append((call.departure, depart, plan[1]))
    for event, expected, planned in ends:
        event.time = expected
        if running.run.trip.is_extra:
            event.scheduled_time = planned
        else:
            event.delay = expected - planned


def _add_vehicle(new: New, running: Running, moment: Moment) -> None:
    run, where = running.run, whereabouts(running, moment.now)
    vehicle = new(f"vehicle {run.key}").vehicle
    _describe(vehicle.trip, run)
    vehicle.vehicle.id, vehicle.vehicle.label = _vehicle_of(run)
    vehicle.position.latitude, vehicle.position.longitude = where.at
    vehicle.position.bearing = where.bearing
    vehicle.position.speed = where.speed
    if _works_of(run, moment) is None:
        vehicle.current_stop_sequence = where.call + 1
    vehicle.stop_id = run.way.stops[where.call].id
    vehicle.current_status = vehicle.VehicleStopStatus.Value(where.status)
    vehicle.timestamp = moment.now
    full = fullness(running, moment.city.seed, moment.now)
    vehicle.occupancy_status = vehicle.OccupancyStatus.Value(full)


def _works_of(run: Run, moment: Moment) -> Works | None:
    """The works a run goes round; its calls have other numbers than the timetable's then."""
    works = moment.city.works
    return works if works is not None and run.way is works.way else None


def _as_diverted(trip: Descriptor, works: Works) -> None:
    """The trip as the detour has it; its calls are those of the way round."""
    trip.modified_trip.modifications_id = works.id
    trip.modified_trip.affected_trip_id = trip.trip_id
    trip.modified_trip.start_date = trip.start_date
    for field in ("trip_id", "start_date", "route_id", "direction_id"):
        trip.ClearField(field)


def _add_works(new: New, works: Works, moment: Moment) -> None:
    shape = new(f"shape-{works.id}").shape
    shape.shape_id = f"shape-{works.id}"
    shape.encoded_polyline = encoded(works.way.line)
    detour = new(works.id).trip_modifications
    today = local_day(moment.now)
    runs = moment.city.schedule.runs_on(today)
    ids = [run.trip.id for run in runs if run.way is works.planned]
    detour.selected_trips.add(trip_ids=ids, shape_id=shape.shape_id)
    detour.service_dates.append(f"{today:%Y%m%d}")
    section = detour.modifications.add(service_alert_id=f"alert-{works.id}")
    ends = (section.start_stop_selector, section.end_stop_selector)
    for number, (selector, stop) in enumerate(zip(ends, works.left_out, strict=True), 1):
        selector.stop_sequence, selector.stop_id = works.first + number, stop.id
    section.propagated_modification_delay = works.delay_s
    section.replacement_stops.add(stop_id=works.instead.id, travel_time_to_stop=works.travel_s)


def _add_alert(alert: realtime.Alert, notice: Notice) -> None:
    alert.cause = alert.Cause.Value(notice.cause)
    alert.effect = alert.Effect.Value(notice.effect)
    alert.severity_level = alert.SeverityLevel.Value(notice.severity)
    _translate(alert.header_text, notice.header)
    _translate(alert.description_text, notice.description)
    if notice.span is not None:
        alert.active_period.add(start=notice.span[0], end=notice.span[1])
    if notice.route:
        alert.informed_entity.add(route_id=notice.route, direction_id=notice.direction)
    for stop in notice.stops:
        alert.informed_entity.add(stop_id=stop)


def _translate(into: realtime.TranslatedString, text: Text) -> None:
    for language, words in text.items():
        into.translation.add(text=words, language=language)


def _clock(s: int) -> str:
    return f"{s // 3600:02d}:{s // 60 % 60:02d}:{s % 60:02d}"
