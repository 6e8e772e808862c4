"""Kingston's recorded news, and what they make of its trips by hand: the oracle's view of them."""

from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from feeds.gtfs_rt import parse
from maas.live import TripUpdate
from maas.live.trips import StopRelationship, TripRelationship
from maas.model import Mode
from maas.snapshot import Batch
from maas.timetable import Timetable
from maas.units import service_midnight
from routing.overlays.live_trips import LiveTrips
from tests.livefeeds import RT
from tests.oracle import news
from tests.oracle.scan import Oracle, Vehicle
from tests.oracle.slow_news import Told, scheduled_calls, slow_calls
from tests.shared import shared

ZONE = ZoneInfo("America/Toronto")


def recorded() -> list[Path]:
    """All messages, in order."""
    return sorted(shared("data", "kingston", "tripupdates").glob("*.pb"))


def messages(burst: slice) -> Iterator[Batch]:
    """What was read, in order."""
    for path in recorded()[burst]:
        yield message(path.read_bytes())


def message(content: bytes) -> Batch:
    """One message."""
    parsed = parse(content, RT)
    assert parsed.made_at is not None
    return Batch(RT, parsed.made_at, parsed.records, parsed.rejections)


@dataclass(frozen=True)
class Expected:
    """Live runs by hand: calls of the scheduled ones by trip and day; and of the added ones by id,
    their times being Unix s."""

    scheduled: Mapping[tuple[int, int], list[Told]]
    added: Mapping[str, list[Told]]


def told(oracle: Oracle, timetable: Timetable, expected: Expected) -> Oracle:
    """An oracle over the runs that are still as scheduled, and the live ones made by hand."""
    standing: dict[tuple[int, int], tuple[Vehicle, object]] = {}
    for each in oracle.vehicles:
        run = (each.trip, each.day.toordinal())
        live = expected.scheduled.get(run)
        if live is None:
            standing[run] = replace(each, onward=None), None
            continue
        midnight = service_midnight(each.day, ZONE)
        stops = zip(each.calls, live, strict=True)
        own = [
            (stop, midnight + arrive, midnight + depart, board and not skip, alight and not skip)
            for (stop, _, _, board, alight), (_, arrive, depart, skip, _) in stops
        ]
        heard_run = SimpleNamespace(
            base=each.trip, stop=[call[0] for call in own], skipped=[call[3] for call in live]
        )
        standing[run] = replace(each, calls=own, onward=None), heard_run
    news.link(timetable, standing)  # type: ignore[arg-type]
    heard = copy(oracle)
    heard.vehicles = [each for each, _ in standing.values()]
    heard.vehicles += [added(timetable, calls) for calls in expected.added.values()]
    return heard


def added(timetable: Timetable, live: list[Told]) -> Vehicle:
    """A bus that no timetable has, its times being Unix s."""
    last = len(live) - 1
    calls = [
        (timetable.stops.id.find(f"k:{stop}"), arrive, depart, i < last, i > 0)
        for i, (stop, arrive, depart, *_) in enumerate(live)
    ]
    return Vehicle(-1, date.min, calls, Mode.BUS)


def by_hand(timetable: Timetable, batch: Batch, trips: LiveTrips) -> Expected:
    """Every update applied slowly; trips of other ids are those that were found to be alike."""
    scheduled, extra = {}, {}
    alike = {int(base) for base in trips.base if base >= 0}
    for update in updates(batch):
        if is_added(update):
            if len(update.stops) > 1:
                extra[update.key.trip_id] = added_calls(update)
            continue
        if not update.stops:  # nothing is known but that it runs
            continue
        day = start_day(update)
        trip = timetable.trips.id.find(f"k:{update.key.trip_id}")
        if trip < 0:
            trip = like(timetable, update, alike)
        midnight = service_midnight(day, ZONE)
        scheduled[trip, day.toordinal()] = slow_calls(timetable, trip, update, midnight)
    return Expected(scheduled, extra)


def updates(batch: Batch) -> list[TripUpdate]:
    """News of trips."""
    return [record for record in batch.records if isinstance(record, TripUpdate)]


def is_added(update: TripUpdate) -> bool:
    """Whether a trip is not scheduled."""
    return update.key.relationship is TripRelationship.ADDED


def start_day(update: TripUpdate) -> date:
    """Its service day."""
    return datetime.strptime(str(update.key.start_date), "%Y%m%d").date()


def added_calls(update: TripUpdate) -> list[Told]:
    """Calls of an added trip: Kingston says every time; none before the one before."""
    told: list[Told] = []
    for stop in update.stops:
        assert stop.relationship is StopRelationship.SCHEDULED
        times = [event.time for event in (stop.arrival, stop.departure) if event is not None]
        said = [time for time in times if time is not None]
        before = [call[2] for call in told[-1:]]
        arrive = max(said[0], *before, said[0])
        told.append((stop.stop_id, arrive, max(said[-1], arrive), False, True))
    return told


def like(timetable: Timetable, update: TripUpdate, candidates: set[int]) -> int:
    """The one candidate of the same route that starts when the update says, with its stops."""
    found = []
    for trip in candidates:
        names, _, times = scheduled_calls(timetable, trip)
        wanted = iter(names)
        route = timetable.routes.id[int(timetable.trips.route[trip])]
        if (
            route == f"k:{update.key.route_id}"
            and times[0][1] == update.key.start_time
            and all(stop.stop_id in wanted for stop in update.stops)
        ):
            found.append(trip)
    assert len(found) == 1, update.key
    return found[0]
