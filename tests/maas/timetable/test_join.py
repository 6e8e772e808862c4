"""Several timetables as one: every question gives the same answer as before, per feed."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from feeds.gtfs import read
from maas.model import SourceId
from maas.timetable import Timetable, join
from tests.feeds.gtfs.feed import SOUND, tables, write

ELSEWHERE = """
# agency.txt
agency_id,agency_name,agency_url,agency_timezone
B,Buses of B,https://b.example,Europe/London
# calendar_dates.txt
service_id,date,exception_type
extra,20251224,1
# trips.txt
route_id,service_id,trip_id,block_id
1,daily,t1,x
1,extra,t2,
1,daily,t3,x
# stop_times.txt
trip_id,arrival_time,departure_time,stop_id,stop_sequence,stop_headsign
t1,8:00:00,8:00:00,a,1,
t1,8:20:00,8:20:00,c,3,Depot
t2,7:00:00,7:00:00,a,1,
t2,7:10:00,7:10:00,b,2,
t3,8:30:00,8:30:00,c,1,
t3,8:40:00,8:40:00,a,2,
"""


def pair(tmp_path: Path) -> tuple[Timetable, Timetable]:
    one = write(tmp_path / "one.zip", tables(SOUND))
    two = write(tmp_path / "two.zip", tables(SOUND, ELSEWHERE))
    return read(one, SourceId("one"))[0], read(two, SourceId("two"))[0]


def sentences(timetable: Timetable) -> set[str]:
    """Each trip told by names alone, so that no index is compared."""
    told = set()
    trips, patterns = timetable.trips, timetable.patterns
    for t in range(trips.route.size):
        p = int(trips.pattern[t])
        assert patterns.first_trip[p] <= t < patterns.first_trip[p + 1]
        stops = patterns.stop[patterns.first_stop[p] : patterns.first_stop[p + 1]]
        times = slice(int(trips.first_time[t]), int(trips.first_time[t + 1]))
        route = int(trips.route[t])
        told.add(
            f"{trips.id[t]} of {timetable.routes.id[route]}"
            f" by {timetable.agencies.id[int(timetable.routes.agency[route])]}"
            f" on {timetable.services.id[int(trips.service[t])]}"
            f" in {timetable.zones[int(patterns.zone[p])]}"
            f" at {[timetable.stops.id[s] for s in stops.tolist()]}"
            f" {timetable.stop_times.arrive[times].tolist()}"
            f" numbered {timetable.numbering.numbers(t, stops.size).tolist()}"
        )
    return told


def test_trips_are_told_the_same_after_joining(tmp_path: Path) -> None:
    one, two = pair(tmp_path)
    assert sentences(join([one, two])) == sentences(one) | sentences(two)


def test_services_run_on_the_same_days(tmp_path: Path) -> None:
    one, two = pair(tmp_path)
    joined = join([one, two])
    for day in (date(2025, 12, 23), date(2025, 12, 24), date(2026, 1, 1), date(2027, 1, 1)):
        expected = [*one.services.active(day), *two.services.active(day)]
        assert joined.services.active(day).tolist() == expected


def test_zones_are_shared(tmp_path: Path) -> None:
    one, two = pair(tmp_path)
    assert list(join([one, two, one]).zones) == ["Europe/Berlin", "Europe/London"]


def test_headsigns_follow_their_stop_times(tmp_path: Path) -> None:
    one, two = pair(tmp_path)
    joined = join([one, two])
    stop_time = int(joined.stop_headsigns.stop_time[0])
    assert joined.stop_times.arrive[stop_time] == 8 * 3600 + 20 * 60


def test_ids_are_found(tmp_path: Path) -> None:
    joined = join(pair(tmp_path))
    for i in range(len(joined.stops.id)):
        assert joined.stops.id.find(joined.stops.id[i]) == i


def test_one_timetable_joined_is_itself(tmp_path: Path) -> None:
    one, _ = pair(tmp_path)
    assert join([one]) is one
    with pytest.raises(ValueError, match="no timetable"):
        join([])


def test_joined_arrays_are_read_only(tmp_path: Path) -> None:
    joined = join(pair(tmp_path))
    assert not joined.patterns.stop.flags.writeable
    assert np.array_equal(joined.patterns.first_stop, np.sort(joined.patterns.first_stop))


def test_pathways_lead_between_the_same_places(tmp_path: Path) -> None:
    station = """
# stops.txt
stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station
a,Alder,52.500,13.400,0,hub
b,Birch,52.510,13.400,0,
c,Cedar,52.520,13.400,0,hub
hub,Hub,52.500,13.400,1,
# pathways.txt
pathway_id,from_stop_id,to_stop_id,pathway_mode,is_bidirectional
1,a,c,1,1
"""
    parts = [
        read(write(tmp_path / f"{name}.zip", tables(SOUND, station)), SourceId(name))[0]
        for name in ("one", "two")
    ]
    joined = join(parts)
    ends = zip(joined.pathways.from_stop.tolist(), joined.pathways.to_stop.tolist(), strict=True)
    named = [(joined.stops.id[a], joined.stops.id[b]) for a, b in ends]
    assert named == [("one:a", "one:c"), ("two:a", "two:c")]
