"""Reports of the public for tests, as the records keep them."""

from typing import Any

from maas.live.public_reports import ReportKind
from maas.records import KeptReport

SEVEN = 1_695_189_600
"""2023-09-20 06:00 UTC, a whole minute."""


def kept_report(name: str = "a", **members: Any) -> KeptReport:
    """A hole that one person reported at seven, erased a day and two hours later."""
    usual: dict[str, Any] = {
        "kind": ReportKind.OBSTACLE,
        "lat": 41.1496,
        "lon": -8.6109,
        "shown": (41.15, -8.611),
        "street": "Rua do Almada",
        "at": "",
        "first": SEVEN,
        "last": SEVEN,
        "n": 1,
        "secret": b"sixteen bytes ..",
        "there": {"0011223344556677": SEVEN},
        "gone": {},
        "until": SEVEN + 26 * 3600,
    }
    return KeptReport(name, **(usual | members))
