"""What all feeds say of trips, the newest news of each run."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from maas.live import Detour, LiveShape, TripKey, TripUpdate, VehiclePosition
from maas.model import SourceId
from maas.snapshot import Batch
from maas.timetable import Timetable
from routing.overlays.trips.ageing import without_old_delays
from routing.overlays.trips.claims import Claim, Effect, Listener, Match
from routing.overlays.trips.days import Days
from routing.overlays.trips.detours import Diverter, Runs
from routing.overlays.trips.naming import ScheduledRun
from routing.overlays.trips.positions import estimate
from routing.overlays.trips.rules import VEHICLES, Tally
from routing.overlays.trips.timing import TripNews


@dataclass(frozen=True, slots=True)
class Gathered:
    """At most one claim to each run."""

    claims: tuple[Claim, ...]
    diversions: Runs
    matches: tuple[Match, ...]
    """[feeds]"""
    shapes: tuple[frozenset[str], ...] = field(default=())
    """[feeds] Ids of the shapes each brings itself."""


@dataclass(frozen=True, slots=True)
class Heard:
    """The newest batch of a feed, and the static sources whose ids it speaks."""

    batch: Batch
    sources: Sequence[SourceId]


def gather(
    timetable: Timetable, days: Days, heard: Sequence[Heard], tallies: Sequence[Tally]
) -> Gathered:
    """What the newest batches say of each run; of equally new news the first feed's."""
    listeners = [
        Listener(timetable, days, each.sources, tally)
        for each, tally in zip(heard, tallies, strict=True)
    ]
    claims: list[Claim] = []
    matches = []
    for number, (each, listener) in enumerate(zip(heard, listeners, strict=True)):
        own, match = listener.claims(_updates(each, number))
        claims += without_old_delays(own, listener.tally)
        matches.append(match)
    estimates: list[Claim] = []
    for number, (each, listener) in enumerate(zip(heard, listeners, strict=True)):
        own, match = _by_position(listener, each, number)
        estimates += own
        matches[number] = Match(
            matches[number].trips + match.trips, matches[number].matched + match.matched
        )
    diversions: Runs = {}
    for number, each in enumerate(heard):
        diverter = Diverter(timetable, days, each.sources, number, tallies[number])
        detours = [record for record in each.batch.records if isinstance(record, Detour)]
        diversions = diverter.diversions(detours, each.batch.made_at) | diversions
    return Gathered(
        tuple(_one_each(timetable, _with_estimates(claims, estimates), tallies)),
        diversions,
        tuple(matches),
        tuple(
            frozenset(r.id for r in each.batch.records if isinstance(r, LiveShape))
            for each in heard
        ),
    )


def _with_estimates(claims: Sequence[Claim], estimates: Sequence[Claim]) -> list[Claim]:
    """What is said of runs, and what is estimated of those of which nothing is."""
    known = {claim.run for claim in claims if not _is_silent(claim)}
    needed = [claim for claim in estimates if claim.run not in known]
    estimated = {claim.run for claim in needed}
    heard = [claim for claim in claims if claim.run not in estimated or not _is_silent(claim)]
    return heard + needed


def _is_silent(claim: Claim) -> bool:
    return claim.effect is Effect.CHANGES and claim.told.is_silent


def _updates(heard: Heard, number: int) -> list[TripNews]:
    prefix, made_at = prefix_of(heard.sources), heard.batch.made_at
    return [
        TripNews(record, prefix, number, record.timestamp or made_at, made_at)
        for record in heard.batch.records
        if isinstance(record, TripUpdate)
    ]


def prefix_of(sources: Sequence[SourceId]) -> str:
    """What stands before the ids of a feed; "": no static source is known."""
    return f"{sources[0]}:" if sources else ""


def _by_position(listener: Listener, heard: Heard, number: int) -> tuple[list[Claim], Match]:
    """Claims to the runs of vehicles, and how late they seem to be by where they are."""
    prefix, made_at = prefix_of(heard.sources), heard.batch.made_at
    vehicles = [record for record in heard.batch.records if isinstance(record, VehiclePosition)]
    if not vehicles:
        return [], Match()
    updated = {_name(told.update) for told in _updates(heard, number) if not told.is_silent}
    vehicles = [v for v in vehicles if v.key is not None and _name(v) not in updated]
    told = [
        TripNews(TripUpdate(v.key or TripKey()), prefix, number, v.timestamp or made_at, made_at)
        for v in vehicles
    ]
    claims, match = listener.claims(told, VEHICLES)
    found = []
    for claim in claims:
        if claim.run is None or claim.effect is not Effect.CHANGES:
            continue
        vehicle = vehicles[claim.number]
        update = estimate(listener.timetable, listener.days, claim.run, vehicle, made_at)
        if update is None:
            listener.tally.count("vehicle_off_its_trip", claim.told.update.key.trip_id, VEHICLES)
        else:
            found.append(replace(claim, told=replace(claim.told, update=update)))
    return found, match


def _name(record: TripUpdate | VehiclePosition) -> tuple[str, int, int]:
    key = record.key
    assert key is not None
    return key.affected_trip_id or key.trip_id, key.start_date, key.start_time


def _one_each(
    timetable: Timetable, claims: Iterable[Claim], tallies: Sequence[Tally]
) -> list[Claim]:
    """The newest claim to each run. Of departures of a trip that runs at intervals the one nearest
    to a scheduled one stands for that, the others run beside it."""
    newest: dict[object, Claim] = {}
    for claim in claims:
        key = _subject(claim)
        before = newest.get(key)
        if before is not None and before.told.source == claim.told.source:
            example = f"trip {claim.told.update.key.trip_id}"
            tallies[claim.told.source].count("trip_updated_twice", example)
        if before is None or _is_newer(claim.told, before.told):
            newest[key] = claim
    if not any(claim.run is not None and claim.run.shift for claim in newest.values()):
        return list(newest.values())
    nearest: dict[tuple[int, int], ScheduledRun] = {}
    for run in (claim.run for claim in newest.values() if claim.effect is not Effect.COPIES):
        if run is not None:
            row = (run.trip, run.day)
            nearest[row] = min(run, nearest.get(row, run), key=lambda r: (abs(r.shift), r.shift))
    return [_beside(timetable, claim, nearest) for claim in newest.values()]


def _is_newer(told: TripNews, before: TripNews) -> bool:
    """Of equally new news of one feed the later holds, of several feeds the first."""
    if told.known_at == before.known_at:
        return told.source == before.source
    return told.known_at > before.known_at


def _subject(claim: Claim) -> object:
    """What at most one claim may be to."""
    if claim.run is not None and claim.effect is not Effect.COPIES:
        return claim.run
    key, properties = claim.told.update.key, claim.told.update.properties
    name = properties.trip_id if properties and properties.trip_id else key.trip_id
    return claim.told.prefix, name, claim.run, key.start_date, key.start_time


def _beside(
    timetable: Timetable, claim: Claim, nearest: Mapping[tuple[int, int], ScheduledRun]
) -> Claim:
    run = claim.run
    if run is None or claim.effect is Effect.COPIES or not run.shift:
        return claim
    headway = int(timetable.trips.headway[run.trip])
    stands_for_it = run == nearest[run.trip, run.day] and abs(run.shift) <= headway
    return claim if stands_for_it else replace(claim, effect=Effect.COPIES)
