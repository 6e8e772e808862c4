"""Planners over published timetables without streets, made through the real adapter."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from feeds import gtfs
from maas.model import Profile, SourceId
from maas.settings import RoutingSettings
from routing.graph import Graph
from routing.planner import Planner
from routing.transfers import build_transfers
from tests.cities import LINE, write_gtfs

ZONE = ZoneInfo("Europe/Lisbon")


def planner_over(tables: Mapping[str, str]) -> Planner:
    """The planner of the source `bus`; what tables do not say is said by `tests.cities.LINE`."""
    with TemporaryDirectory() as folder:
        path = write_gtfs(Path(folder) / "bus.zip", {**LINE, **tables})
        timetable, _ = gtfs.read(path, SourceId("bus"))
    transfers = {
        profile: build_transfers(timetable, None, profile, RoutingSettings())
        for profile in (Profile.WALK, Profile.WHEELCHAIR)
    }
    return Planner(Graph(timetable, None, None, transfers))


def lisbon(text: str) -> int:
    """Unix time of "2023-09-20T08:00" where the lines run."""
    return int(datetime.fromisoformat(text).replace(tzinfo=ZONE).timestamp())
