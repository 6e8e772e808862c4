"""The invented city's prices and English names, as real adapters and books of fares read them."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from feeds.gtfs import read
from maas.demo import generate
from maas.model import SourceId
from maas.timetable import Timetable
from routing.fares import FareBooks
from routing.translations import Translations
from tests.routing.fares.rides import rides, told


@cache
def feed(name: str) -> Timetable:
    with TemporaryDirectory() as folder:
        generate(Path(folder), 1, 120)
        return read(Path(folder) / f"{name}.zip", SourceId(name))[0]


def paid(name: str, *texts: str) -> str:
    return told(FareBooks.of(feed(name)).books[name].tickets(rides(*texts)))


def test_an_hour_in_town_on_one_ticket_and_the_ferry_on_top() -> None:
    legs = "M: a b 08:00-08:10", "T1: b c 08:20-08:30", "F: c d 08:40-08:50"
    assert paid("city", *legs) == "0:1.60 1:0 2:0.90"
    assert paid("city", legs[2]) == "0:2.50"
    assert paid("city", legs[0], "T1: b c 09:01-09:10") == "0:1.60 1:1.60"


def test_trains_cost_by_zones() -> None:
    zones = feed("rail").fares.stop_zones
    by_zone = dict(zip(zones.zone, zones.stop, strict=True))
    assert set(by_zone) >= {"1", "2"}
    assert paid("rail", f"R1: {by_zone['1']} {by_zone['2']} 08:00-08:20") == "0:3.40"
    assert paid("rail", f"R1: {by_zone['2']} {by_zone['2']} 08:00-08:20") == "0:2.10"


def test_both_feeds_speak_english() -> None:
    for name in ("city", "rail"):
        translator = Translations.of(feed(name)).into(("en",))
        assert translator is not None
        assert (
            translator.translations.by_value[name, "stops", "stop_name", "en"]["Musée"] == "Museum"
        )
