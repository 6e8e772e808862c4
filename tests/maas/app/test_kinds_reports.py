"""What people report stands as long as it says, and workers find it in what the writer told."""

from types import MappingProxyType

from maas.app.kinds import is_lost, public_reports
from maas.live.incidents import REPORTS
from maas.live.public_reports import ReportKind, ReportState
from maas.snapshot import Batch, Snapshot
from tests.maas.live.test_public_reports import report as made
from tests.reported import SEVEN

REPORT = made(ReportKind.OBSTACLE, ReportState.VERIFIED)


def test_reports_are_told_apart_from_what_becomes_of_them() -> None:
    assert REPORT.incident is not None
    batch = Batch(REPORTS, SEVEN, (REPORT, REPORT.incident))
    known = Snapshot("g", batches=MappingProxyType({REPORTS: batch}))
    assert public_reports(known) == (REPORT,)
    assert public_reports(Snapshot("g")) == ()


def test_they_are_never_too_old_for_their_batch_is() -> None:
    assert not is_lost(Batch(REPORTS, SEVEN, (REPORT,)), SEVEN + 9 * 86_400)
