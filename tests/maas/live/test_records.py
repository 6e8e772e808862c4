"""Records of batches cross from process to process."""

import msgspec

from maas.bus import Message
from maas.live import Alert, Detour, StopEvent, StopUpdate, StopUpdates, Text, TripKey, TripUpdate
from maas.live.trips import StopRelationship, TripRelationship
from maas.model import SourceId
from maas.snapshot import Batch
from maas.sources import Condition, SourceStatus

RECORDS = (
    TripUpdate(
        TripKey("7", relationship=TripRelationship.SCHEDULED),
        StopUpdates.of(
            [
                StopUpdate(3, "B", StopEvent(delay=60)),
                StopUpdate(4, relationship=StopRelationship.SKIPPED),
            ]
        ),
        timestamp=1_700_000_000,
    ),
    Alert("a", header=(Text("Grève", "fr"),)),
    Detour("d"),
)


def test_batch_keeps_its_records() -> None:
    message = Message(3, "g", Batch(SourceId("rt"), 1_700_000_010, RECORDS, age_s=10))
    again = msgspec.msgpack.decode(msgspec.msgpack.encode(message), type=Message)
    assert again == message
    assert again.batch is not None
    assert again.batch.made_at == 1_700_000_000


def test_status_of_a_source_replaces_its_status_alone() -> None:
    status = SourceStatus(SourceId("rt"), Condition.STALE, made_at=1)
    message = Message(3, "g", status=status)
    again = msgspec.msgpack.decode(msgspec.msgpack.encode(message), type=Message)
    assert again == message
    assert again.subject not in ("", "rt")
