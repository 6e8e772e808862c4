"""Offers as GTFS, which our own reader reads without a complaint, and as GTFS-Realtime."""

import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from feeds.carpool_gtfs import Publisher, TimedOffer, timed, trip_updates, write
from feeds.gtfs import read
from feeds.gtfs_rt import parse
from feeds.gtfs_rt import write as write_message
from maas.live import RideOffer, TripUpdate
from maas.live.offers import OfferKind, Waypoint, Weekly
from maas.live.trips import TripRelationship
from maas.model import TRANSIT_MODES, Mode, SourceId
from maas.report import Report
from maas.timetable import Timetable
from tests.rtrules import broken_rules

LISBON = ZoneInfo("Europe/Lisbon")
TODAY = date(2023, 9, 20)
PUBLISHER = Publisher("Carpools of porto", LISBON, TODAY, date(2023, 11, 19), ("A & B",))
NOW = int(datetime(2023, 9, 20, 7, tzinfo=UTC).timestamp())
NINE = NOW + 3600
A, B, C = (41.148, -8.611), (41.235, -8.62), (41.551, -8.423)


def offer(name: str = "a", **members: object) -> RideOffer:
    usual = {
        "waypoints": (
            Waypoint(*A, "Aliados", 0),
            Waypoint(*B, "Maia"),
            Waypoint(*C, "Braga", 3600),
        ),
        "departure": NINE,
    }
    return RideOffer(name, **{**usual, **members})  # type: ignore[arg-type]


def weekly(name: str, *days: int, second: int = 27_000, **members: object) -> RideOffer:
    return offer(name, departure=None, weekly=Weekly(days, second, **members))  # type: ignore[arg-type]


def told(*offers: RideOffer) -> list[TimedOffer]:
    return [timed(f"carpools:{each.id}", each) for each in offers]


def imported(folder: Path, *offers: RideOffer) -> tuple[Timetable, Report]:
    (folder / "offers.zip").write_bytes(write(told(*offers), PUBLISHER))
    return read(folder / "offers.zip", SourceId("pool"))


RICH = offer(
    "rich",
    operator="Boleias",
    operator_url="https://example.org",
    url="https://example.org/rich",
    path=(A, (41.19, -8.6), B, C),
)
ALL = (
    RICH,
    weekly("work", 0, 1, 2, 3, 4, first=date(2023, 9, 1), except_on=(date(2023, 10, 5),)),
    offer("free", waypoints=(Waypoint(*A), Waypoint(*C))),
    offer("night", departure=int(datetime(2023, 9, 20, 22, 50, tzinfo=UTC).timestamp())),
)


def test_our_reader_finds_nothing_to_complain_of(tmp_path: Path) -> None:
    _, report = imported(tmp_path, *ALL)
    assert [(each.rule, each.text) for each in report.findings] == []
    assert report.counts["trips"] == 4 and report.counts["shapes"] == 1


def test_an_offer_is_a_line_of_its_own(tmp_path: Path) -> None:
    timetable, _ = imported(tmp_path, RICH)
    assert list(timetable.routes.id) == ["pool:carpools:rich"]
    assert [TRANSIT_MODES[mode] for mode in timetable.routes.mode.tolist()] == [Mode.RIDE_SHARING]
    assert list(timetable.routes.url) == ["https://example.org/rich"]
    assert list(timetable.agencies.name) == ["Boleias"]
    assert list(timetable.stops.name) == ["Aliados", "Maia", "Braga"]


def tables(*offers: RideOffer, folder: Path) -> dict[str, list[str]]:
    path = folder / "read.zip"
    path.write_bytes(write(told(*offers), PUBLISHER))
    with zipfile.ZipFile(path) as archive:
        return {
            name.removesuffix(".txt"): archive.read(name).decode().splitlines()[1:]
            for name in archive.namelist()
        }


def test_times_are_told_or_reckoned(tmp_path: Path) -> None:
    rows = [row.split(",") for row in tables(RICH, folder=tmp_path)["stop_times"]]
    clocks = [row[1] for row in rows]
    assert (clocks[0], clocks[2]) == ("09:00:00", "10:00:00")
    assert "09:05:00" < clocks[1] < "09:30:00"
    assert [row[5:] for row in rows] == [["3", "1", "1"], ["3", "3", "0"], ["1", "3", "1"]]


def test_days_are_those_of_the_offer(tmp_path: Path) -> None:
    made = tables(*ALL, folder=tmp_path)
    assert made["calendar"] == ["carpools:work,1,1,1,1,1,0,0,20230920,20231119"]
    assert made["calendar_dates"] == [
        "carpools:rich,20230920,1",
        "carpools:work,20231005,2",
        "carpools:free,20230920,1",
        "carpools:night,20230920,1",
    ]
    assert made["stop_times"][-1].split(",")[1] == "24:50:00"


def test_the_night_on_which_clocks_are_set_back_begins_on_the_day_before(tmp_path: Path) -> None:
    late = offer(departure=int(datetime(2023, 10, 28, 23, 30, tzinfo=UTC).timestamp()))
    made = tables(late, folder=tmp_path)
    assert made["calendar_dates"] == ["carpools:a,20231028,1"]
    assert made["stop_times"][0].split(",")[1] == "24:30:00"


def test_the_same_offers_are_the_same_bytes_and_none_are_a_feed_too(tmp_path: Path) -> None:
    assert write(told(*ALL), PUBLISHER) == write(told(*ALL), PUBLISHER)
    made = tables(folder=tmp_path)
    assert [len(made[name]) for name in ("agency", "stops", "trips")] == [1, 0, 0]


def updates(*offers: RideOffer, withdrawn: dict[str, list[date]] | None = None) -> list[TripUpdate]:
    news = trip_updates(told(*offers), withdrawn or {}, LISBON, NOW)
    content = write_message(news, NOW)
    return [each for each in parse(content, NOW).records if isinstance(each, TripUpdate)]


def test_who_is_on_the_way_is_a_new_trip(tmp_path: Path) -> None:
    live = offer("live", kind=OfferKind.DYNAMIC)
    [update] = updates(live, RICH)
    assert update.key is not None
    assert (update.key.trip_id, update.key.route_id) == ("carpools:live", "carpools:live")
    assert (update.key.relationship, update.key.start_date) == (TripRelationship.NEW, 20230920)
    calls = list(update.stops)
    assert [call.departure and call.departure.time for call in calls][::2] == [NINE, NINE + 3600]
    assert [(call.may_board, call.may_alight) for call in calls] == [
        (None, False), (None, None), (False, None),
    ]  # fmt: skip
    timetable, _ = imported(tmp_path, live, RICH)
    assert list(timetable.routes.id) == ["pool:carpools:live", "pool:carpools:rich"]
    content = write_message(trip_updates(told(live, RICH), {}, LISBON, NOW), NOW)
    assert broken_rules(content, timetable, "pool") == set()


def test_what_was_taken_back_is_cancelled_on_its_days() -> None:
    days = [TODAY, date(2023, 9, 21)]
    found = updates(withdrawn={"carpools:gone": days})
    keys = [each.key for each in found if each.key]
    assert [(key.trip_id, key.start_date, key.relationship) for key in keys] == [
        ("carpools:gone", 20230920, TripRelationship.CANCELED),
        ("carpools:gone", 20230921, TripRelationship.CANCELED),
    ]


@pytest.mark.parametrize("said", [(0, None, 3600), (0, None, None), (0, 900, None), (0, 900, 3600)])
def test_what_is_not_told_lies_between_what_is(said: tuple[int | None, ...]) -> None:
    points = [Waypoint(*at, after_s=after) for at, after in zip((A, B, C), said, strict=True)]
    found = timed("x", offer(waypoints=tuple(points))).after_s
    assert list(found) == sorted(found) and len(set(found)) == 3
    for one, got in zip(said, found, strict=True):
        assert one is None or one == got


def test_an_address_that_is_none_is_passed_on_nowhere(tmp_path: Path) -> None:
    rows = tables(offer(url="https://["), offer("b", operator="X", url="https://x.example/1"),
                  offer("c", operator="Y"), folder=tmp_path)["agency"]  # fmt: skip
    nowhere = "https://example.invalid/"
    assert [row.split(",")[2] for row in rows] == [nowhere, "https://x.example", nowhere]
