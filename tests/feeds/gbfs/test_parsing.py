"""Messages as a whole: one system or several, files that fail, ages, what is refused."""

import msgspec
import pytest

from feeds.gbfs import parse, peek
from maas.errors import FeedMalformed
from maas.live import RentalSystem
from tests.feeds.gbfs.systems import (
    NOW,
    SOURCE,
    bike,
    file,
    read,
    rules,
    stations,
    system,
    told,
    types,
    vehicles,
    whole,
    with_vehicles,
)


def test_a_sound_system() -> None:
    parsed = read(with_vehicles(bike()))
    assert rules(parsed) == {}
    assert (whole(parsed).id, whole(parsed).name[0].text) == ("velo", "Vélo")
    assert [(s.id, s.available, s.free) for s in stations(parsed)] == [("a", 3, 7)]
    assert [(v.id, v.type_id) for v in vehicles(parsed)] == [("v", "bike")]
    assert list(types(parsed)) == ["bike"]
    assert parsed.made_at == NOW


def test_ids_of_several_systems_begin_with_the_systems() -> None:
    parsed = read({"systems": {"nord": system(), "süd": with_vehicles(bike())}})
    assert [s.id for s in parsed.records if isinstance(s, RentalSystem)] == ["nord", "süd"]
    assert [s.id for s in stations(parsed)] == ["nord/a", "süd/a"]
    assert [(v.id, v.type_id) for v in vehicles(parsed)] == [("süd/v", "süd/bike")]


def test_findings_of_several_systems_say_of_which() -> None:
    nord = system()
    del nord["system_information"]
    parsed = read({"systems": {"nord": nord}})
    files = {each.file for each in parsed.rejections}
    assert files == {"nord/system_information.json", "nord/vehicle_types.json"}


def test_one_system_of_several_may_fail() -> None:
    parsed = read({"systems": {"nord": {"problems": {"gbfs.json": "status 503"}}, "sud": system()}})
    (left,) = (s for s in parsed.records if isinstance(s, RentalSystem))
    assert (left.id, left.is_of_manifest) == ("sud", True)
    (found,) = (each for each in parsed.rejections if each.rule == "file_unavailable")
    assert (found.file, "status 503" in found.text) == ("nord/gbfs.json", True)


def test_a_system_without_an_id_has_the_sources() -> None:
    message = system()
    del message["system_information"]
    parsed = read(message)
    assert whole(parsed).id == SOURCE
    assert rules(parsed) == {"missing_system_information": 1}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"<!DOCTYPE html><html>", "a web page"),
        (b"<?xml?>", "XML"),
        (b"station_id,name\n1,a\n", "not JSON"),
        (b"[]", "not an object"),
        (b"{}", "none of its members"),
        (b'{"data": {}}', "none of its members"),
        (b'{"systems": []}', "needs an object"),
        (b'{"station_status": {"data": {"stations": []}}}', "has neither stations nor vehicles"),
        (b'{"station_information": "gone"}', "has neither stations nor vehicles"),
        (b'{"station_information": {"data": {}, ', "not JSON"),
        (b"[" * 100_000, "within each other"),
        (b"[" + b"[]," * 1_000_001 + b"[]]", "objects and lists"),
    ],
)
def test_what_is_no_message_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(FeedMalformed, match=why):
        parse(content, SOURCE, NOW)


def test_a_byte_order_mark_is_no_mistake() -> None:
    assert rules(parse(b"\xef\xbb\xbf" + msgspec.json.encode(system()), SOURCE, NOW)) == {}


def test_a_broken_file_costs_itself() -> None:
    parsed = read(system(vehicle_types=[], system_alerts=file(), geofencing_zones=file(x=1)))
    assert rules(parsed) == {"malformed_file": 3}
    assert len(stations(parsed)) == 1


def test_counts_are_known_for_three_ttl_but_at_least_five_minutes() -> None:
    message = system(station_information=file(NOW - 90_000, 86_400, stations=[told()]))
    for ttl, known_s in ((0, 300), (100, 300), (101, 303), (3600, 10_800), (10**6, 10_800)):
        message["station_status"]["ttl"] = ttl
        assert whole(read(message)).stations_until == NOW + known_s


def test_what_is_too_old_is_told_and_keeps_the_stations() -> None:
    message = with_vehicles(bike(), station_status=file(NOW - 3600, stations=[]))
    parsed = read(message)
    assert rules(parsed) == {"old_file": 1, "empty_station_status": 1}
    assert whole(parsed).stations_until == NOW - 3300
    assert whole(parsed).vehicles_until == NOW + 300
    assert (stations(parsed)[0].available, stations(parsed)[0].is_renting) == (None, None)


@pytest.mark.parametrize(
    ("made_at", "rule", "until"),
    [
        (NOW * 1000, "time_in_milliseconds", NOW + 300),
        ("2025-06-15T15:06:40Z", "", NOW + 300),
        ("2025-06-15T17:06:40.5+02:00", "", NOW + 300),
        ("2025-06-15T15:06:40", "time_without_zone", NOW + 300),
        (str(NOW), "", NOW + 300),
        (NOW + 61, "last_updated_in_future", NOW + 300),
        (NOW + 59, "", NOW + 359),
        (None, "missing_last_updated", NOW + 300),
        ("yesterday", "invalid_time", NOW + 300),
        (0, "invalid_time", NOW + 300),
        (True, "invalid_time", NOW + 300),
    ],
)
def test_when_a_file_was_made(made_at: object, rule: str, until: int) -> None:
    parsed = read(system(station_status=file(made_at, stations=[])))
    assert (rule in rules(parsed)) is bool(rule)
    assert whole(parsed).stations_until == until


def test_a_file_that_does_not_say_when_it_was_made_is_as_old_as_its_reading() -> None:
    message = system(station_status=file(None, stations=[]), read_at={"station_status": NOW - 200})
    parsed = read(message)
    assert (whole(parsed).stations_until, parsed.made_at) == (NOW + 100, None)


@pytest.mark.parametrize("ttl", [None, -1, "soon", 10**9, True, [3]])
def test_a_ttl_that_is_none_is_told(ttl: object) -> None:
    found = rules(read(system(station_status=file(NOW, ttl, stations=[]))))
    assert found.keys() & {"missing_ttl", "invalid_ttl"}


def test_a_message_is_as_old_as_the_newest_of_its_live_files() -> None:
    message = with_vehicles(bike())
    message["free_bike_status"]["last_updated"] = NOW - 40
    message["station_status"]["last_updated"] = NOW - 50
    assert read(message).made_at == NOW - 40


def test_new_names_win_over_old_ones() -> None:
    message = system(
        free_bike_status=file(bikes=[bike("old")]), vehicle_status=file(vehicles=[bike("new")])
    )
    assert [each.id for each in vehicles(read(message))] == ["new"]


def test_findings_name_file_and_record() -> None:
    parsed = read(system(station_information=file(stations=[told(), told("b", 95, 999)])))
    (found,) = (each for each in parsed.rejections if each.rule == "invalid_position")
    assert (found.file, found.count) == ("station_information.json", 1)
    assert "in record 2" in found.text


def test_the_time_of_a_recorded_message_is_seen_at_its_head() -> None:
    assert peek(b'{"last_updated": 1750000000, "station_status": {') == NOW
    assert peek(b'{"last_updated":1750000000123,') == NOW
    assert peek(b'{"last_updated": 12, ') is None
    assert peek(b"") is None
