"""All live runs: scheduled ones as they are said to run, and those that are not scheduled."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from maas.arrays import Int32s
from maas.live import TripKey, TripUpdate
from maas.live.trips import TripRelationship
from maas.timetable import Timetable
from routing.overlays.columns import Columns, scheduled, stacked
from routing.overlays.live_run import LiveRun
from routing.overlays.trips.added import Incomplete, run_told
from routing.overlays.trips.claims import Claim, Effect
from routing.overlays.trips.days import Days
from routing.overlays.trips.diverting import Diversion, divert
from routing.overlays.trips.gathering import Gathered
from routing.overlays.trips.naming import ScheduledRun
from routing.overlays.trips.rules import Tally
from routing.overlays.trips.timing import Retiming, TripNews


@dataclass(frozen=True, slots=True)
class _Planned:
    """A run as it is planned, and what is said of it."""

    run: ScheduledRun
    told: TripNews
    is_copy: bool = False
    diversion: Diversion | None = None


def live_columns(
    timetable: Timetable, days: Days, gathered: Gathered, tallies: Sequence[Tally]
) -> Columns:
    """Every run that is not as scheduled, or of which something is known."""
    planned = _planned(gathered)
    own = _own_runs(timetable, days, gathered.claims, tallies)
    parts = [Columns.of([run for run, _ in own])]
    columns = [_described(parts[0], [told for _, told in own], gathered)]
    if planned:
        told = [each.told for each in planned]
        zones = [days.of(each.run.trip) for each in planned]
        midnight = np.array(
            [days.midnight(p.run.day, zone) for p, zone in zip(planned, zones, strict=True)],
            np.int64,
        )
        ways = _ways(timetable, planned, tallies)
        retimed = Retiming(timetable, ways, told, midnight, tallies).done()
        columns.insert(0, _described(_copies(retimed, planned), told, gathered))
    return stacked(columns)


def _planned(gathered: Gathered) -> list[_Planned]:
    """Scheduled runs of which something is said, those on detours last."""
    diversions = dict(gathered.diversions)
    plain, others = [], []
    for claim in gathered.claims:
        if claim.run is None or claim.effect in (Effect.ADDS, Effect.REPLACES):
            continue
        if claim.effect is Effect.COPIES:
            plain.append(_Planned(claim.run, claim.told, is_copy=True))
            continue
        diversion = diversions.pop((claim.run.trip, claim.run.day), None)
        if diversion is not None and not claim.told.cancels:
            others.append(_Planned(claim.run, claim.told, diversion=diversion))
        elif not claim.told.is_silent:
            plain.append(_Planned(claim.run, claim.told))
    replaced = {
        (claim.run.trip, claim.run.day)
        for claim in gathered.claims
        if claim.run is not None and claim.effect is Effect.REPLACES
    }
    for (trip, day), diversion in diversions.items():
        if (trip, day) not in replaced:
            at = diversion.known_at
            silent = TripNews(TripUpdate(TripKey()), diversion.prefix, diversion.source, at, at)
            others.append(_Planned(ScheduledRun(trip, day), silent, diversion=diversion))
    return plain + others


def _ways(timetable: Timetable, planned: Sequence[_Planned], tallies: Sequence[Tally]) -> Columns:
    """[n] Runs as they are planned, in the same order."""
    trip = np.array([each.run.trip for each in planned], np.int32)
    day = np.array([each.run.day for each in planned], np.int32)
    shift = np.array([each.run.shift for each in planned], np.int32)
    n_plain = sum(each.diversion is None for each in planned)
    parts = [_shifted(scheduled(timetable, trip[:n_plain], day[:n_plain]), shift[:n_plain])]
    for i, each in enumerate(planned[n_plain:], n_plain):
        way = _shifted(scheduled(timetable, trip[i : i + 1], day[i : i + 1]), shift[i : i + 1])
        if each.diversion is not None:
            tally = tallies[each.diversion.source]
            parts.append(divert(timetable, way, each.diversion, tally))
    return stacked(parts)


def _shifted(columns: Columns, shift: Int32s) -> Columns:
    if not shift.any():
        return columns
    calls, by = columns.calls, np.repeat(shift, np.diff(columns.first))
    return replace(
        columns,
        calls=replace(
            calls,
            arrive=calls.arrive + by,
            depart=calls.depart + by,
            scheduled_arrive=calls.scheduled_arrive + by,
            scheduled_depart=calls.scheduled_depart + by,
        ),
    )


def _copies(columns: Columns, planned: Sequence[_Planned]) -> Columns:
    """Runs of their own instead of the scheduled ones they are copies of."""
    runs = columns.runs
    copy = np.array([each.is_copy for each in planned], np.bool_)
    id_ = runs.id.copy()
    for i in np.flatnonzero(copy).tolist():
        told = planned[i].told
        properties = told.update.properties
        if properties is not None and properties.trip_id:
            id_[i] = told.prefix + properties.trip_id
    base = np.where(copy, -1, runs.base).astype(np.int32)
    return replace(columns, runs=replace(runs, base=base, id=id_))


def _own_runs(
    timetable: Timetable, days: Days, claims: Sequence[Claim], tallies: Sequence[Tally]
) -> list[tuple[LiveRun, TripNews]]:
    """Runs that updates say in full."""
    found = []
    for claim in claims:
        if claim.effect in (Effect.ADDS, Effect.REPLACES):
            tally, key = tallies[claim.told.source], claim.told.update.key
            try:
                found.append((run_told(timetable, days, claim, tally), claim.told))
            except Incomplete as problem:
                tally.count(str(problem), f"trip {key.trip_id}, route {key.route_id}")
    return found


def _described(columns: Columns, told: Sequence[TripNews], gathered: Gathered) -> Columns:
    """Runs with what is said of them as a whole."""
    runs, updates = columns.runs, [each.update for each in told]
    deleted = [update.key.relationship is TripRelationship.DELETED for update in updates]
    headsign, short_name = runs.headsign.copy(), runs.short_name.copy()
    wheelchair, shape, first_cut = runs.wheelchair.copy(), runs.shape.copy(), runs.first_cut.copy()
    way, vehicle = runs.way.copy(), np.full(len(told), "", object)
    for i, update in enumerate(updates):
        if update.vehicle is not None:
            vehicle[i] = update.vehicle.label or update.vehicle.id
            wheelchair[i] = update.vehicle.wheelchair or wheelchair[i]
        if update.properties is not None:
            headsign[i] = update.properties.headsign or headsign[i]
            short_name[i] = update.properties.short_name or short_name[i]
            if update.properties.shape_id in gathered.shapes[told[i].source]:
                shape[i] = first_cut[i] = -1
                way[i] = update.properties.shape_id
    return replace(
        columns,
        runs=replace(
            runs,
            deleted=np.array(deleted, np.bool_),
            source=np.array([each.source for each in told], np.int32),
            known_at=np.array([each.known_at for each in told], np.int64),
            headsign=headsign,
            short_name=short_name,
            wheelchair=wheelchair,
            shape=shape,
            first_cut=first_cut,
            way=way,
            vehicle=vehicle,
        ),
    )
