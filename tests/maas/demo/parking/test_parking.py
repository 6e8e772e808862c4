"""Car parks of the invented city: where they are, how full, and told in three formats."""

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from feeds.fetch.pairs import composed
from feeds.osm import parking
from feeds.registry import adapter
from maas.demo import generate
from maas.demo.names import DRIVEN_TO
from maas.demo.parking.feeds import parking_files
from maas.demo.parking.filling import Fill, fill
from maas.demo.parking.places import Park, ParkingPlaces, read_parking, tariff_of
from maas.demo.rentals.places import metres
from maas.facilities import Facilities
from maas.live import ParkingFacility
from maas.model import SourceId
from maas.settings import Source

ADDRESS = "http://127.0.0.1:9/abc/live.pb"
SPACE = "{http://datex2.eu/schema/2/2_0}"


def at(hour: int, minute: int = 0, day: int = 20) -> int:
    """An hour on the city's clocks; the 20th is a Wednesday in May."""
    return int(datetime(2026, 5, day, 0, minute, tzinfo=UTC).timestamp()) + (hour - 2) * 3600


@cache
def city() -> tuple[ParkingPlaces, Facilities]:
    """What the simulator knows, and what the map tells."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        generate(folder, 1, 120)
        return read_parking(folder), parking.read(folder / "streets.osm.pbf")


def places() -> ParkingPlaces:
    return city()[0]


def everything() -> list[Park]:
    return [*places().city, *(park for town in places().towns.values() for park in town)]


def mapped() -> list[ParkingFacility]:
    facilities = city()[1]
    return [facilities.told(row) for row in range(len(facilities))]


def named(id: str) -> Park:
    return next(park for park in places().city if park.id == id)


def told(park: Park, now: int, seed: int = 1) -> Fill:
    found = fill(park, seed, 1, now)
    assert found is not None
    return found


@cache
def file(name: str, now: int) -> bytes:
    """One of the files at a moment, by the end of its address."""
    files = parking_files(places(), 1, ADDRESS)
    return next(make(now) for url, _, _, make in files if urlsplit(url).path.endswith(name))


def test_three_towns_have_car_parks_bike_parks_and_two_to_ride_on_from() -> None:
    assert tuple(places().towns) == DRIVEN_TO
    for town in (places().city, *places().towns.values()):
        assert 4 <= len(town) <= 10
        assert len({park.id for park in town}) == len(town)
        assert sum(park.is_park_and_ride for park in town) == 2
        assert any(park.kind == "bikes" for park in town)


def test_no_two_stand_in_one_place() -> None:
    parks = everything()
    assert min(metres(a.at, b.at) for a in parks for b in parks if a is not b) > 40


def test_the_map_draws_all_of_them_and_one_that_nobody_tells_of() -> None:
    told, drawn = everything(), {each.name for each in mapped()}
    assert drawn - {park.name for park in told} == {"Parking du Stade"}
    assert len(mapped()) == len(told) + 1
    beffroi = next(each for each in mapped() if each.name == "Parking du Beffroi")
    assert (beffroi.capacity, beffroi.max_height_m, beffroi.has_fee) == (540, 2.0, True)


@pytest.mark.parametrize("hour", range(0, 24, 3))
def test_counts_are_what_fits(hour: int) -> None:
    for park in everything():
        now = fill(park, 1, 3, at(hour))
        assert (now is None) == park.is_silent
        assert now is None or 0 <= now.free <= park.capacity
        assert now is None or at(hour) - 60 < now.counted_at <= at(hour)


def test_one_is_full_at_midday_and_empty_by_night() -> None:
    assert told(named("beffroi"), at(12)).free == 0
    assert told(named("beffroi"), at(8, 20)).free > 0
    assert told(named("beffroi"), at(4)).free > 400


def test_whoever_comes_late_to_the_eastern_terminus_finds_no_place() -> None:
    assert told(named("pr-est"), at(6)).free > 30
    assert told(named("pr-est"), at(8, 20)).free == 0
    assert told(named("pr-nord"), at(8, 20)).free > 50
    assert told(named("pr-est"), at(8, 20, day=24)).free > 100, "on a Sunday"


def test_one_is_closed_by_night_and_on_sundays() -> None:
    opera = named("opera")
    assert told(opera, at(7)).is_open and not told(opera, at(21)).is_open
    assert not told(opera, at(12, day=24)).is_open
    assert told(named("halles"), at(3)).is_open


def test_the_same_moment_says_the_same_and_the_next_minutes_another_thing() -> None:
    halles = named("halles")
    assert told(halles, at(9)) == told(halles, at(9))
    assert told(halles, at(9)).free != told(halles, at(9, 8)).free
    assert told(halles, at(9)).free != told(halles, at(9), seed=2).free


def test_tariffs_are_words_for_people() -> None:
    assert tariff_of(named("pr-nord")) == "Gratuit"
    assert tariff_of(named("opera")) == "1 h : 1,20 €, 2 h : 2,20 €, 5 h : 5,00 €, 24 h : 9,00 €"


def sites(now: int) -> dict[str, Any]:
    items = json.loads(file("/parking-sites", now))["items"]
    return {item["original_uid"]: item for item in items}


def test_the_city_speaks_as_parkapi_3_does() -> None:
    site = sites(at(12))["beffroi"]
    assert (site["purpose"], site["type"], site["capacity"]) == ("CAR", "CAR_PARK", 540)
    assert (site["realtime_free_capacity"], site["realtime_opening_status"]) == (0, "OPEN")
    assert site["realtime_data_updated_at"] == "2026-05-20T09:59:26Z"
    assert {"type": "DISABLED", "capacity": 12} in site["restrictions"]
    assert "realtime_free_capacity" not in sites(at(12))["gare"], "its counter is out of order"
    assert sites(at(23))["opera"]["realtime_opening_status"] == "CLOSED"


def test_a_town_speaks_datex_in_two_files_that_name_the_same() -> None:
    table = ElementTree.fromstring(file("/table.xml", at(8)))
    status = ElementTree.fromstring(file("/status.xml", at(8)))
    records = {each.get("id"): each for each in table.iter(f"{SPACE}parkingRecord")}
    references = [each.get("id") for each in status.iter(f"{SPACE}parkingRecordReference")]
    assert list(records) == references and len(references) == len(places().towns[DRIVEN_TO[0]])
    for record in status.iter(f"{SPACE}parkingRecordStatus"):
        taken, free = (
            int(record.findtext(f".//{SPACE}parkingNumberOf{which}Spaces") or -1)
            for which in ("Occupied", "Vacant")
        )
        reference = record.find(f"{SPACE}parkingRecordReference")
        assert reference is not None
        capacity = records[reference.get("id")].findtext(f"{SPACE}parkingNumberOfSpaces")
        assert taken >= 0 and free >= 0 and taken + free == int(capacity or 0)


def test_a_town_without_standards_counts_what_is_taken_and_turns_positions_round() -> None:
    rows = json.loads(file("/stationnement.json", at(8, 20)))["stationnement"]
    by_code = {park.id: park for park in places().towns[DRIVEN_TO[1]]}
    assert set(by_code) == {row["code"] for row in rows}
    for row in rows:
        park = by_code[row["code"]]
        assert tuple(map(float, row["coordonnees"].split(", "))) == park.at[::-1]
        assert 0 <= row["places"]["occupees"] <= row["places"]["total"] == park.capacity
        assert row["releve"].startswith("20/05/2026 08:1")


def test_adapters_read_all_of_it_and_find_nothing_wrong() -> None:
    now = at(10)
    pair = composed(file("/status.xml", now), file("/table.xml", now))
    for kind, content, town in (
        ("parkapi", file("/parking-sites", now), places().city),
        ("datex2-parking", pair, places().towns[DRIVEN_TO[0]]),
    ):
        parsed = adapter(kind).parser(Source(SourceId("town"), kind, ""))(content, now)
        assert parsed.rejections == ()
        assert [each.name for each in parsed.records] == [park.name for park in town]
        counted = [each.free is not None for each in parsed.records]
        assert counted == [fill(park, 1, 1, now) is not None for park in town]
