"""Roads of the invented city: jams by the hour, the works of a week, what the neighbour fetches."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any
from xml.etree import ElementTree

import pytest

from maas.demo import generate
from maas.demo.road.happening import accidents, jams
from maas.demo.road.partner_feed import feed
from maas.demo.road.places import RoadPlaces, read_road
from maas.demo.road.pulling import Pulled, pull
from maas.demo.road.works import works_file

SEED = 1
GRAND_PONT = frozenset({"Grand Pont"})
CLOSED = b"""<incidents><incident id="incidents-1">
<type>ROAD_CLOSED</type><street>Grand Pont</street>
<polyline>46.1 -2.6 46.2 -2.6</polyline></incident></incidents>"""


def at(hour: int, minute: int = 0, day: int = 20) -> int:
    """An hour on the city's clocks; the 20th is a Wednesday in May."""
    return int(datetime(2026, 5, day, 0, minute, tzinfo=UTC).timestamp()) + (hour - 2) * 3600


@cache
def places() -> RoadPlaces:
    with TemporaryDirectory() as name:
        generate(Path(name), SEED, 120)
        return read_road(Path(name))


def feed_at(hour: int, *closed: str) -> dict[str, Any]:
    return feed(places().stretches, SEED, at(hour, 20), closed)


def test_the_bridge_to_close_is_a_bridge_that_buses_take() -> None:
    bridge = places().bridge
    assert "Pont" in bridge.street and 100 < bridge.metres < 500


def test_streets_jam_towards_the_middle_in_the_morning_and_outwards_in_the_evening() -> None:
    def inward(hour: int) -> list[bool]:
        days = range(18, 23)
        return [
            jam.is_inward for day in days for jam in jams(places().stretches, 1, at(hour, 40, day))
        ]

    morning, evening, night = inward(8), inward(17), inward(3)
    assert sum(morning) > 1.5 * (len(morning) - sum(morning))
    assert (len(evening) - sum(evening)) > 1.5 * sum(evening)
    assert len(night) < 0.1 * len(morning)


def test_a_jam_has_waze_s_members_and_goes_with_its_line() -> None:
    for jam in feed_at(8)["jams"]:
        assert {"uuid", "line", "level", "speedKMH", "delay", "street", "pubMillis"} <= jam.keys()
        assert len(jam["line"]) >= 2 and all(point.keys() == {"x", "y"} for point in jam["line"])
        assert (jam["level"] == 5) == (jam["delay"] == -1) == ("blockingAlertUuid" in jam)
        assert jam["speedKMH"] == pytest.approx(jam["speed"] * 3.6, abs=0.01)


def test_an_accident_that_blocks_its_street_names_its_alert() -> None:
    hours = (at(hour, 25, day) for day in range(1, 29) for hour in range(7, 21))
    stretches = places().stretches
    now = next(now for now in hours if any(a.is_blocking for a in accidents(stretches, SEED, now)))
    told = feed(stretches, SEED, now)
    blocked = [jam["blockingAlertUuid"] for jam in told["jams"] if jam["level"] == 5]
    assert blocked and blocked[0] in {alert["uuid"] for alert in told["alerts"]}


def test_nobody_jams_where_the_city_has_closed_a_street() -> None:
    street = feed_at(8)["jams"][0]["street"]
    assert street not in {jam["street"] for jam in feed_at(8, street)["jams"]}


def test_works_are_another_street_s_each_week_and_the_same_all_week() -> None:
    def streets(day: int) -> list[str | None]:
        document = ElementTree.fromstring(works_file(places().stretches, SEED, at(9, 0, day)))
        return [each.text for each in document.iter("street")]

    assert streets(18) == streets(24) != streets(25)


def test_works_close_by_night_in_words_of_cifs() -> None:
    document = ElementTree.fromstring(works_file(places().stretches, SEED, at(9)))
    night = next(each for each in document if each.get("id", "").startswith("voirie-nuit"))
    assert night.findtext("type") == "ROAD_CLOSED"
    assert night.findtext("schedule/everyday") == "21:30-05:00"
    assert night.findtext("starttime") == "2026-05-18T00:00:00+02:00"
    assert re.fullmatch(r"(-?\d+\.\d{6} ?)+", night.findtext("polyline", ""))


class Exchange(BaseHTTPRequestHandler):
    """Gives CIFS to whoever has not got it."""

    def do_GET(self) -> None:
        has_it = self.headers.get("If-None-Match") == '"1"'
        self.send_response(HTTPStatus.NOT_MODIFIED if has_it else HTTPStatus.OK)
        self.send_header("ETag", '"1"')
        self.end_headers()
        if not has_it:
            self.wfile.write(CLOSED)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def exchange() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Exchange)
    serving = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    serving.start()
    yield f"http://127.0.0.1:{server.server_port}/exchange/cifs.xml"
    server.shutdown()
    serving.join()
    server.server_close()


def test_the_neighbour_fetches_what_is_closed_and_asks_only_for_news(exchange: str) -> None:
    first = pull(exchange, Pulled(), 100)
    assert (first.status, first.closed) == ("OK", GRAND_PONT)
    second = pull(exchange, first, 110)
    assert (second.status, second.at, second.closed) == ("unchanged", 110, GRAND_PONT)


def test_what_was_fetched_stays_while_nothing_can_be(exchange: str) -> None:
    before = pull(exchange, Pulled(), 100)
    gone = pull("http://127.0.0.1:1/", before, 120)
    assert gone.status.startswith("out of reach") and gone.closed == before.closed
