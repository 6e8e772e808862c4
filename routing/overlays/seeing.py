"""From positions that vehicles tell to the trips they run."""

from collections.abc import Iterator, Mapping

from maas.live import StopUpdates, VehiclePosition
from maas.model import SourceId
from maas.snapshot import Batch
from maas.timetable import Timetable
from routing.overlays.aiming import Sources
from routing.overlays.live_trips import LiveTrips
from routing.overlays.trips.days import Days
from routing.overlays.trips.likeness import Likeness
from routing.overlays.trips.naming import Named, Namer, ScheduledRun, rows_named
from routing.overlays.vehicles import TOO_OLD_S, LiveVehicles, Seen, SeenVehicle


def vehicles_of(
    timetable: Timetable, batches: Mapping[SourceId, tuple[Batch, Sources]], trips: LiveTrips
) -> LiveVehicles:
    """The vehicles of the newest batches that say which trip they run, as they were seen last."""
    days = Days(timetable)
    return LiveVehicles.of(
        seen
        for batch, sources in batches.values()
        for seen in _Seer(timetable, days, sources, trips).seen(batch)
    )


class _Seer:
    """Finds the trips of one source's vehicles."""

    def __init__(
        self, timetable: Timetable, days: Days, sources: Sources, trips: LiveTrips
    ) -> None:
        self._timetable = timetable
        self._namer = Namer(timetable, days)
        self._likeness = Likeness(timetable, days, sources)
        self._sources = sources
        self._trips = trips

    def seen(self, batch: Batch) -> Iterator[Seen]:
        """Those vehicles of a batch whose trips are known."""
        told = [
            (record, Named(record.key, StopUpdates(), record.timestamp or batch.made_at))
            for record in batch.records
            if isinstance(record, VehiclePosition) and record.key is not None
        ]
        recent = [
            (record, named) for record, named in told if batch.read_at - named.now < TOO_OLD_S
        ]
        rows = rows_named(self._timetable, self._sources, [named.trip_id for _, named in recent])
        for (record, named), own in zip(recent, rows, strict=True):
            run = self._run(named, own)
            if run is not None:
                yield *run, SeenVehicle(record, batch.source_id, named.now)

    def _run(self, named: Named, rows: list[int]) -> tuple[int, int] | None:
        """The trip and service day that a name is of."""
        run = self._namer.run(named, rows)
        if run == "E003":
            added = self._added(named)
            if added is not None:
                return added
            run = self._likeness.run(named)
        return (run.trip, run.day) if isinstance(run, ScheduledRun) else None

    def _added(self, named: Named) -> tuple[int, int] | None:
        """The live trip of an id that is not scheduled."""
        trips = self._trips
        for source in self._sources:
            for row in trips.timetable.trips.id.find_all(f"{source}:{named.trip_id}"):
                if named.trip_id and trips.base[row] < 0:
                    return trips.n_scheduled + row, int(trips.day[row])
        return None
