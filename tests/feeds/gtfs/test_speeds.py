"""Trips no vehicle can run are told, not thrown away."""

from pathlib import Path

import pytest

from tests.feeds.gtfs.feed import SOUND, reading, rules, tables


@pytest.mark.parametrize(
    ("lat", "found"),
    [  # ten minutes from the stop before, a tram does 100 km/h at most: 16.7 km, 18.3 when rounded
        (52.510, {}),
        (52.664, {}),
        (52.665, {"fast_travel_between_consecutive_stops": 2}),
        (48.000, {"fast_travel_between_consecutive_stops": 2}),
    ],
)
def test_a_stop_far_away_is_noticed_by_speed(
    tmp_path: Path, lat: float, found: dict[str, int]
) -> None:
    stops = tables(SOUND)["stops.txt"].replace("52.510", str(lat)).replace("52.520", str(lat))
    timetable, report = reading(tmp_path, f"# stops.txt\n{stops}")
    assert rules(report) == found
    assert timetable.trips.route.size == 2
