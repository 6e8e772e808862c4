"""What people say is wrong, as a worker passes it on."""

from typing import Any

from maas.live.public_reports import ReportKind
from maas.requests import TakeReport
from tests.reported import SEVEN

HOLE = {"kind": ReportKind.OBSTACLE, "lat": 41.1496, "lon": -8.6109, "shown": (41.15, -8.611)}


def say(reporter: str = "", **members: Any) -> TakeReport:
    """One person of one app, at seven, about a hole in Rua do Almada."""
    usual: dict[str, Any] = {
        "seen": SEVEN,
        "street": "Rua do Almada",
        "key_id": "app",
        "reporter": reporter,
    }
    return TakeReport(**(HOLE | usual | members))
