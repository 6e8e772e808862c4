"""Live feeds for tests: timetables with ids as feeds have them, and short ways to say news."""

from dataclasses import replace

from maas.arrays import Ids, Texts
from maas.live import Record, StopEvent, StopUpdate, StopUpdates, TripKey, TripUpdate
from maas.live.trips import StopRelationship, TripRelationship
from maas.model import SourceId
from maas.snapshot import Batch
from maas.timetable import Timetable
from routing.overlays.applying import Applied, LiveFeed, apply
from tests.networks import DAY, draw, unix
from tests.networks import timetable as drawn

STATIC = SourceId("s")
RT = SourceId("rt")
TODAY = int(DAY.strftime("%Y%m%d"))
NOW = unix("07:55")


def feed_timetable(drawing: str) -> Timetable:
    """A drawn timetable as source `s` would have it: ids "s:A", trips "s:0.1" (line, run)."""
    made, _ = drawn(draw(drawing))
    return replace(
        made,
        feeds=replace(made.feeds, source=Texts.of([STATIC])),
        stops=replace(made.stops, id=_prefixed(made.stops.id)),
        routes=replace(made.routes, id=_prefixed(made.routes.id)),
        trips=replace(made.trips, id=_prefixed(made.trips.id)),
    )


def _prefixed(ids: Ids) -> Ids:
    return Ids.of(f"{STATIC}:{id_}" for id_ in ids.texts)


def applied(timetable: Timetable, *records: Record, made_at: int = NOW) -> Applied:
    """One message of one feed laid over a timetable."""
    return apply(timetable, (LiveFeed(RT),), {RT: Batch(RT, made_at, records)}, None)


def news(
    trip_id: str,
    *stops: StopUpdate,
    relationship: TripRelationship = TripRelationship.SCHEDULED,
    start_date: int = TODAY,
    timestamp: int | None = None,
) -> TripUpdate:
    """News of a trip today."""
    key = TripKey(trip_id, start_date=start_date, relationship=relationship)
    return TripUpdate(key, StopUpdates.of(stops), timestamp)


def late(stop_id: str, seconds: int) -> StopUpdate:
    """Arrives and departs late."""
    event = StopEvent(delay=seconds)
    return StopUpdate(stop_id=stop_id, arrival=event, departure=event)


def at(
    stop_id: str, arrival: str, departure: str = "", *, sequence: int | None = None
) -> StopUpdate:
    """Arrives and departs at clock times of the network's day, UTC."""
    arrives, departs = (StopEvent(time=unix(text)) for text in (arrival, departure or arrival))
    return StopUpdate(sequence, stop_id, arrives, departs)


def skipped(stop_id: str) -> StopUpdate:
    """Does not call there."""
    return StopUpdate(stop_id=stop_id, relationship=StopRelationship.SKIPPED)


def no_data(stop_id: str) -> StopUpdate:
    """Nothing is known from there on."""
    return StopUpdate(stop_id=stop_id, relationship=StopRelationship.NO_DATA)


def rules(made: Applied) -> dict[str, int]:
    """What does not fit, of all feeds: rule to count."""
    return {f.rule: f.count for findings in made.findings.values() for f in findings}


def days(made: Applied) -> list[int]:
    """Service days of the live trips, counted from today."""
    assert made.live.trips is not None
    return [int(day) - DAY.toordinal() for day in made.live.trips.day]


def told(made: Applied) -> list[str]:
    """Each live trip in a line: "s:0.0 08:00 08:10/08:12 (08:20) ~08:30", skipped in brackets,
    times that are not known live after a tilde, "cancelled" first."""
    trips = made.live.trips
    assert trips is not None
    lines = []
    for i in range(trips.n):
        first, end = trips.timetable.trips.first_time[i : i + 2].tolist()
        calls = [_call(made, at) for at in range(first, end)]
        flags = ["deleted"] * bool(trips.deleted[i]) + ["cancelled"] * bool(trips.cancelled[i])
        lines.append(" ".join([trips.timetable.trips.id[i], *flags, *calls]))
    return sorted(lines)


def _call(made: Applied, at: int) -> str:
    trips = made.live.trips
    assert trips is not None
    times = trips.timetable.stop_times
    arrive, depart = _clock(int(times.arrive[at])), _clock(int(times.depart[at]))
    text = arrive if arrive == depart else f"{arrive}/{depart}"
    text = text if trips.known[at] else f"~{text}"
    return f"({text})" if trips.skipped[at] else text


def _clock(second: int) -> str:
    minutes, rest = divmod(second, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}" + (f":{rest:02}" if rest else "")
