"""What people report, as an incident and between processes."""

import msgspec
import pytest

from maas.bus import Message
from maas.live import PublicReport
from maas.live.incidents import REPORTS, IncidentKind
from maas.live.public_reports import ReportKind, ReportState
from maas.snapshot import Batch
from tests.reported import SEVEN


def report(kind: ReportKind, state: ReportState) -> PublicReport:
    return PublicReport("a", kind, state, 41.15, -8.61, SEVEN, SEVEN + 60, SEVEN + 7200, 2, 2)


def test_on_a_road_it_is_an_incident_that_nobody_heeds_before_enough_say_so() -> None:
    [said, believed] = [
        report(ReportKind.OBSTACLE, state).incident
        for state in (ReportState.UNVERIFIED, ReportState.VERIFIED)
    ]
    assert said is not None and believed is not None
    assert (said.kind, said.subtype, said.line) == (
        IncidentKind.HAZARD,
        "OBSTACLE",
        ((41.15, -8.61),),
    )
    assert (said.is_verified, believed.is_verified) == (False, True)
    assert not said.is_closed and said.end == SEVEN + 7200


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (ReportKind.LIFT_BROKEN, ReportState.VERIFIED),
        (ReportKind.OBSTACLE, ReportState.REJECTED),
        (ReportKind.OBSTACLE, ReportState.GONE),
    ],
)
def test_off_the_road_or_over_it_is_none(kind: ReportKind, state: ReportState) -> None:
    assert report(kind, state).incident is None


def test_it_crosses_from_process_to_process() -> None:
    records = (report(ReportKind.ACCIDENT, ReportState.VERIFIED),)
    message = Message(3, "g", Batch(REPORTS, SEVEN, records))
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(message), type=Message) == message
