"""What it takes to read GTFS-Realtime: CPU time from bytes to records, beside the bare bindings.

    python -m benchmarks.gtfs_rt

The bindings' walk touches the same members and keeps nothing; decoding alone is what no reading
with them can do without. Messages are the recorded ones that MAAS_SHARED holds. Best of seven.
"""

import os
import sys
from pathlib import Path

from google.transit.gtfs_realtime_pb2 import FeedMessage

from benchmarks.timing import cpu_ms
from feeds.gtfs_rt import parse, write
from maas.live import Alert, TripUpdate, VehiclePosition
from maas.model import SourceId

MESSAGES = (
    "gtfs-rt/budapest/TripUpdates.pb",
    "gtfs-rt/rome/trip_updates.pb",
    "gtfs-rt/rome/vehicle_positions.pb",
    "gtfs-rt/poznan/feeds.pb",
)


def main() -> int:
    """Print a table; 1 if there is no data."""
    folder = Path(os.environ.get("MAAS_SHARED", "../shared"), "data")
    found = [folder / name for name in MESSAGES if (folder / name).exists()]
    print("| message | kB | records | stop updates | decode | walk | parse | write |")
    print("|---|---|---|---|---|---|---|---|")
    for path in found:
        print(f"| {path.parent.name}/{path.name} | {' | '.join(row(path.read_bytes()))} |")
    return int(not found)


def row(content: bytes) -> list[str]:
    """Sizes, and CPU times in ms."""
    records = parse(content, SourceId("rt")).records
    told = [each for each in records if isinstance(each, TripUpdate | VehiclePosition | Alert)]
    stops = sum(len(each.stops) for each in records if isinstance(each, TripUpdate))
    decoded = FeedMessage.FromString(content)
    times = (
        cpu_ms(lambda: FeedMessage.FromString(content)),
        cpu_ms(lambda: walk(decoded)),
        cpu_ms(lambda: parse(content, SourceId("rt"))),
        cpu_ms(lambda: write(told, 2**31)),
    )
    sizes = (f"{len(content) // 1000:,}", f"{len(records):,}", f"{stops:,}")
    return [*sizes, *(f"{each:.0f} ms" for each in times)]


def walk(message: FeedMessage) -> None:
    """Touch every time there is."""
    for entity in message.entity:
        for update in entity.trip_update.stop_time_update:
            _ = update.stop_sequence, update.stop_id, update.schedule_relationship
            for event in (update.arrival, update.departure):
                _ = event.time, event.delay, event.uncertainty, event.scheduled_time


if __name__ == "__main__":
    sys.exit(main())
