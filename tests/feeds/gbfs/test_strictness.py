"""What is nearly JSON is read all the same."""

import msgspec

from feeds.gbfs import parse
from feeds.gbfs.composing import Part
from tests.feeds.gbfs.systems import NOW, SOURCE, counted, rules, stations, told, with_stations


def test_a_number_that_is_none_costs_one_member_not_the_file() -> None:
    message = with_stations([told(capacity=12)], [counted(available="NAN")])
    content = msgspec.json.encode(message).replace(b'"NAN"', b"NaN")
    parsed = parse(content, SOURCE, NOW)
    (station,) = stations(parsed)
    assert (station.capacity, station.available) == (12, None)
    assert rules(parsed) == {"invalid_number": 1}
    part = Part.of(b'{"last_updated": 1, "ttl": 0, "data": {"stations": [{"lat": -Infinity}]}}', 0)
    assert msgspec.json.decode(part.content)["data"]["stations"] == [{"lat": "-Infinity"}]
