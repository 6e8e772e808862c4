"""Ride offers made by hand, and overlays of them over drawn streets."""

from collections.abc import Mapping
from itertools import pairwise
from zoneinfo import ZoneInfo

from maas.live import CarpoolPlace, Record, RideOffer
from maas.live.offers import Waypoint
from maas.model import LatLon, SourceId
from maas.snapshot import Batch
from maas.timetable import Timetable
from routing.carpool.offers import Offers
from routing.overlays.offers.applying import apply_offers
from routing.streets import StreetRouter

NOW = 1_695_193_200
"""2023-09-20T07:00:00Z, a Wednesday: nine in the morning in Berlin."""
ZONE = ZoneInfo("Europe/Berlin")


def waypoint(at: LatLon, after_s: int | None = None, **told: object) -> Waypoint:
    """A place the driver passes."""
    return Waypoint(at.lat, at.lon, after_s=after_s, **told)  # type: ignore[arg-type]


def offer(id: str, waypoints: tuple[Waypoint, ...], **told: object) -> RideOffer:
    """A car that leaves ten minutes from now, if nothing else is said."""
    if "weekly" not in told:
        told = {"departure": NOW + 600} | told
    return RideOffer(id, waypoints, **told)  # type: ignore[arg-type]


def batches(**sources: list[Record]) -> dict[SourceId, Batch]:
    """The newest batch of each source."""
    return {
        SourceId(id): Batch(SourceId(id), NOW, tuple(records)) for id, records in sources.items()
    }


def place(id: str, at: LatLon, name: str = "", **told: object) -> CarpoolPlace:
    """Where people who share cars meet."""
    return CarpoolPlace(id, name or id, at.lat, at.lon, **told)  # type: ignore[arg-type]


def laid(
    news: Mapping[SourceId, Batch],
    streets: StreetRouter | None = None,
    timetable: Timetable | None = None,
    now: int = NOW,
    previous: Offers | None = None,
    zone: ZoneInfo = ZONE,
) -> Offers:
    """The overlay of some batches."""
    return apply_offers(streets, timetable, news, now, zone, previous)


def calls_of(offers: Offers, run: int) -> list[tuple[int, int]]:
    """(point, seconds after departure) of each call of a run."""
    runs = offers.runs
    row = slice(runs.first_call[run], runs.first_call[run + 1])
    return list(zip(runs.point[row].tolist(), runs.after_s[row].tolist(), strict=True))


def told_runs(offers: Offers) -> list[str]:
    """Each run in words: "a:1 +0>2 (60) 3" …: point, > may board, < may alight, (detour)."""
    runs, found = offers.runs, []
    for run, (begin, end) in enumerate(pairwise(runs.first_call.tolist())):
        calls = [
            f"{runs.after_s[i]}{'+' * bool(runs.may_board[i])}{'-' * bool(runs.may_alight[i])}"
            for i in range(begin, end)
        ]
        found.append(f"{offers.offers[int(runs.offer[run])].record.id}: {' '.join(calls)}")
    return found
