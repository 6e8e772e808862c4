"""Which records of different sources are taken for one place, and what is told of it then."""

from decimal import Decimal

import pytest

from maas.live import ParkingFacility
from maas.live.parking import BayKind, Bays, ParkingKind, TariffStep, Users
from maas.model import SourceId
from routing.overlays.parking.names import Likeness, compare
from tests.parkingtowns import (
    NOW,
    batches,
    bike_park,
    counted,
    facility,
    laid,
    mapped,
    north_m,
    places,
)

GARAGE = counted("a", 1, "Opera", kind=ParkingKind.UNDERGROUND, capacity=160)


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("Parkhaus Kaufhof", "Kaufhof", Likeness.SAME),
        ("P3 Hilton", "P03 Crowne Plaza", Likeness.SAME),
        ("P3 Kaufhof", "P4 Kaufhof", Likeness.UNLIKE),
        ("Turmgarage", "Tiefgarage Turm", Likeness.SAME),
        ("Parking Opéra", "Parc de l'Opera", Likeness.SAME),
        ("Karlsplatz/Rathaus", "Parkhaus Karlsplatz", Likeness.ALIKE),
        ("Universitatsbibliothek", "Universitätsbiblothek", Likeness.ALIKE),
        ("Bahnhof Nord", "Bahnhof Süd", Likeness.UNLIKE),
        ("Kornmarkt", "Theater", Likeness.UNLIKE),
        ("Parkhaus", "Theater", Likeness.UNKNOWN),
        ("", "", Likeness.UNKNOWN),
    ],
)
def test_names(one: str, other: str, likeness: Likeness) -> None:
    assert compare(one, other) is likeness is compare(other, one)


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        (counted("a", 1, "Opera"), facility("way/1", "Parkhaus Opera", north_m(140)), True),
        (counted("a", 1, "Opera"), facility("way/1", "Parkhaus Opera", north_m(160)), False),
        (counted("a", 1, "Opera"), facility("way/1", "Markt", north_m(20)), False),
        (counted("x:P07", 1, "Kaufhof"), facility("way/1", "P7 Galeria", north_m(90)), True),
        (counted("a", 1, "Opera"), facility("way/1", "", north_m(25)), True),
        (counted("a", 1, "Opera"), facility("way/1", "", north_m(35)), False),
        (counted("a", 1, capacity=200), facility("way/1", "", north_m(90), capacity=250), True),
        (counted("a", 1, capacity=20), facility("way/1", "", north_m(90), capacity=20), False),
        (counted("a", 1, capacity=200), facility("way/1", "", north_m(9), capacity=20), False),
        (counted("a", 1, osm_id="way/1"), facility("way/1", "", north_m(999)), True),
        (counted("a", 1, osm_id="way/2"), facility("way/1", "", north_m(1)), False),
        (counted("a", 1), bike_park("way/1"), False),
        (counted("a", 1), facility("way/1", users=Users.SUBSCRIBERS), False),
        (GARAGE, facility("way/1", kind=ParkingKind.GROUND), False),
        (GARAGE, facility("way/1", "", north_m(20), kind=ParkingKind.CAR_PARK, capacity=400), True),
        (GARAGE, facility("way/1", "Opera", kind=ParkingKind.ON_STREET), False),
        (GARAGE, facility("way/1", "Opera", north_m(90), capacity=100), True),
        (
            counted("a", 1, "Opera", capacity=100),
            facility("way/1", "Opera Nord", capacity=9),
            False,
        ),
    ],
)
def test_a_live_record_and_what_a_map_has(
    one: ParkingFacility, other: ParkingFacility, is_one: bool
) -> None:
    found = laid(batches(town=[one]), mapped(other))
    is_private = other.users is Users.SUBSCRIBERS
    assert len(found.sites) == (1 if is_one or is_private else 2)
    assert ("map:way/1" in found.row and found.row["map:way/1"] == found.row[f"town:{one.id}"]) == (
        is_one
    )


def test_bays_for_a_few_are_not_those_for_all_around_them() -> None:
    kept = facility("a", "Opera", users=Users.SUBSCRIBERS, capacity=1)
    found = laid(batches(town=[kept]), mapped(facility("way/1", "Opera", north_m(9))))
    assert [site.told.users for site in found.sites] == [Users.SUBSCRIBERS, Users.ALL]


def test_no_place_has_two_records_of_one_source() -> None:
    twins = [counted("a", 1, "Opera"), counted("b", 2, "Opera", north_m(10))]
    found = places(laid(batches(town=twins), mapped(facility("way/1", "Opera", north_m(9)))))
    assert found == [{"town:a"}, {"town:b", "map:way/1"}]


def test_what_a_map_draws_twice_is_one_place_of_who_runs_it() -> None:
    drawn = [facility("way/1", "Opera"), facility("node/2", "P Opera", north_m(30), capacity=450)]
    live = batches(town=[counted("a", 1, "Parkhaus Opera", north_m(10))])
    (site,) = laid(live, mapped(*drawn)).sites
    assert (set(site.ids), site.told.capacity) == ({"town:a", "map:way/1", "map:node/2"}, 450)
    assert len(laid({}, mapped(*drawn)).sites) == 2
    nameless = [facility("way/1"), facility("way/2", "", north_m(20))]
    assert len(laid(live, mapped(*nameless)).sites) == 2


def test_the_best_pairs_are_taken_first() -> None:
    live = [counted("n", 1, "Bahnhof Nord"), counted("b", 1, "Bahnhof", north_m(50))]
    on_map = mapped(facility("way/1", "Bahnhof", north_m(5)))
    assert places(laid(batches(town=live), on_map)) == [{"town:n"}, {"town:b", "map:way/1"}]


def test_three_sources_are_one_place() -> None:
    found = laid(
        batches(
            state=[facility("1", "Parking Opera", north_m(20))], town=[counted("a", 3, "Opera")]
        ),
        mapped(facility("way/1", "Opera", north_m(40))),
    )
    (site,) = found.sites
    assert (site.id, site.source_id, site.told.free) == ("town:a", "town", 3)
    assert site.ids == ("town:a", "state:1", "map:way/1")
    assert {found.row[id] for id in site.ids} == {0}


def test_who_counts_wins_the_counts_and_who_tells_most_the_rest() -> None:
    steps = (TariffStep(3600, Decimal(2)),)
    base = facility(
        "1", "Opera", north_m(20), capacity=500, opening_hours="24/7", max_height_m=1.9,
        tariff=steps, currency="EUR", has_fee=True, url="https://base.example", operator="Base",
        bays=(Bays(BayKind.DISABLED, 4), Bays(BayKind.WOMEN, 9)),
    )  # fmt: skip
    live = counted("a", 3, "Opéra", capacity=480, bays=(Bays(BayKind.DISABLED, 5, 2),))
    (site,) = laid(batches(town=[live], base=[base])).sites
    told = site.told
    assert (told.id, told.name, told.capacity, told.free) == ("a", "Opéra", 480, 3)
    assert (told.max_height_m, told.operator, told.tariff) == (1.9, "Base", steps)
    assert (told.lat, told.lon) == north_m(20)
    assert told.bays == (Bays(BayKind.DISABLED, 5, 2), Bays(BayKind.WOMEN, 9))
    assert (site.source_id, site.priced_by) == ("town", "base")


def test_never_more_are_free_than_there_are() -> None:
    live, base = counted("a", 300, "Opera"), facility("1", "Opera", capacity=250)
    (site,) = laid(batches(town=[live], base=[base])).sites
    assert (site.told.free, site.told.capacity) == (300, None)


def test_counts_without_a_position_find_the_only_place_of_that_id_or_name() -> None:
    base = [facility("34-P-01", "Antigone"), facility("34-P-02", "Comédie", north_m(900))]
    counts = [counted("34-P-01", 7, "", None), counted("c", 8, "COMEDIE", None)]
    found = laid(batches(base=base, town=counts))
    assert [(set(site.ids), site.told.free) for site in found.sites] == [
        ({"base:34-P-01", "town:34-P-01"}, 7),
        ({"base:34-P-02", "town:c"}, 8),
    ]
    assert found.sites[1].told.lat == pytest.approx(north_m(900)[0])


def test_short_ids_are_those_of_other_towns_too() -> None:
    found = laid(batches(base=[facility("3", "Gare")], town=[counted("3", 7, "Mairie", None)]))
    assert places(found) == [{"base:3"}]


def test_a_table_without_counts_places_the_counts_of_its_own_source() -> None:
    found = laid(batches(town=[facility("a", "Gare"), counted("b", 7, "Gare", None)]))
    assert [(set(site.ids), site.told.free) for site in found.sites] == [({"town:a", "town:b"}, 7)]


def test_counts_of_which_nobody_knows_where_are_told_as_a_finding() -> None:
    twins = [facility("1", "Comédie"), facility("2", "Comédie", north_m(900))]
    lost = [counted("c", 8, "Comédie", None), counted("d", 8, "Nowhere", None)]
    found = laid(batches(base=twins, town=lost))
    (finding,) = found.findings[SourceId("town")]
    assert (finding.rule, finding.count) == ("unplaced_parking", 2)
    assert len(found.sites) == 2


def test_a_private_yard_is_nobody_elses_business() -> None:
    yard = facility("way/1", users=Users.SUBSCRIBERS)
    assert laid({}, mapped(yard)).sites == ()
    named = counted("a", 1, osm_id="way/1")
    (site,) = laid(batches(town=[named]), mapped(yard)).sites
    assert (site.told.users, site.told.counted_at) == (Users.ALL, NOW)
