"""The national base of car parks: each column of it, and what may be wrong."""

from decimal import Decimal

import pytest

from feeds.bnls import is_ours, parse
from maas.errors import FeedMalformed
from maas.live.parking import (
    BayKind,
    Bays,
    ParkingFacility,
    ParkingKind,
    Purpose,
    TariffStep,
    Users,
)
from tests.feeds.bnls.rows import facilities, file, read, row, rules
from tests.shared import shared


def test_a_row_tells_what_a_car_park_is_and_costs() -> None:
    assert facilities(row(info="Entrée quai")) == [
        ParkingFacility(
            id="44109-P-001",
            name="Gloriette",
            lat=47.2101,
            lon=-1.5584,
            kind=ParkingKind.CAR_PARK,
            capacity=500,
            max_height_m=1.9,
            has_fee=True,
            tariff=(
                TariffStep(3600, Decimal("2")),
                TariffStep(7200, Decimal("3.6")),
                TariffStep(86_400, Decimal("20")),
            ),
            currency="EUR",
            address="Rue Deshoulières, 44000 Nantes",
            url="https://nantes.example/p",
            description="Entrée quai",
        )
    ]
    assert not rules(row())


def test_bays_are_kept_for_some() -> None:
    (found,) = facilities(row(nb_pmr="9", nb_voitures_electriques="4", nb_covoit="0", nb_pr="30"))
    assert set(found.bays) == {
        Bays(BayKind.DISABLED, 9),
        Bays(BayKind.CHARGING, 4),
        Bays(BayKind.PARK_AND_RIDE, 30),
    }
    assert found.is_park_and_ride is True
    assert [facilities(row(nb_pr=each))[0].is_park_and_ride for each in ("0", "")] == [False, None]


def test_bikes_have_a_facility_of_their_own() -> None:
    cars, bikes = facilities(row(nb_velo="40"))
    assert (bikes.id, bikes.purpose, bikes.capacity) == ("44109-P-001-velo", Purpose.BIKE, 40)
    assert (bikes.lat, bikes.lon) == (cars.lat, cars.lon)
    assert (bikes.tariff, bikes.has_fee) == ((), None)


def test_who_has_no_contract_stays_out() -> None:
    assert facilities(row(type_usagers="abonnés"))[0].users is Users.SUBSCRIBERS
    assert facilities(row(type_usagers="tous"))[0].users is Users.ALL


@pytest.mark.parametrize("told", ["1", "true", "VRAI"])
def test_free_of_charge_is_a_price(told: str) -> None:
    (found,) = facilities(row(gratuit=told, tarif_1h="0.00"))
    assert (found.has_fee, found.tariff) == (False, ())


def test_a_tariff_of_nothing_is_not_free_of_charge() -> None:
    nothing = row(tarif_1h="0.00", tarif_2h="0.00", tarif_24h="")
    (found,) = facilities(nothing)
    assert (found.has_fee, found.tariff, found.currency) == (None, (), "")
    assert rules(nothing) == {"zero_tariff": 1}


def test_a_car_park_without_prices_costs_something_unknown() -> None:
    (found,) = facilities(row(tarif_1h="", tarif_2h="", tarif_24h=""))
    assert (found.has_fee, found.tariff) == (True, ())


def test_no_limit_of_height_is_no_mistake() -> None:
    assert facilities(row(hauteur_max="N/A"))[0].max_height_m is None
    assert not rules(row(hauteur_max="N/A"))


@pytest.mark.parametrize(
    ("told", "rule"),
    [
        ({"id": ""}, "missing_id"),
        ({"Xlong": "0", "Ylat": "0"}, "invalid_position"),
        ({"Ylat": "nord"}, "invalid_position"),
        ({"Xlong": "", "Ylat": ""}, "missing_position"),
        ({"Xlong": "47.2101", "Ylat": "-1.5584"}, "swapped_position"),
        ({"nb_places": "beaucoup"}, "invalid_number"),
        ({"nb_places": "-5"}, "negative_count"),
        ({"hauteur_max": "19"}, "invalid_height"),
        ({"tarif_1h": "cher"}, "invalid_price"),
        ({"tarif_1h": "4.00"}, "falling_price"),
        ({"type_usagers": "amis"}, "unknown_value"),
        ({"type_ouvrage": "nid"}, "unknown_value"),
        ({"gratuit": "parfois"}, "invalid_flag"),
    ],
)
def test_what_is_wrong_costs_itself_and_is_told(told: dict[str, str], rule: str) -> None:
    rows = (row(**told), row(id="44109-P-002"))
    assert rules(*rows) == {rule: 1}
    assert facilities(*rows)[-1].id == "44109-P-002"


def test_a_swapped_position_is_swapped_back_but_not_overseas() -> None:
    swapped, mayotte = row(Xlong="45.9", Ylat="6.1"), row(Xlong="45.2278", Ylat="-12.7806")
    assert [(each.lat, each.lon) for each in facilities(swapped)] == [(45.9, 6.1)]
    assert [(each.lat, each.lon) for each in facilities(mayotte)] == [(-12.7806, 45.2278)]


def test_ids_stay_text_and_are_told_once() -> None:
    assert [each.id for each in facilities(row(id="001"), row(id="NA"), row(id="001"))] == [
        "001",
        "NA",
    ]


def test_commas_and_other_encodings_are_read_too() -> None:
    assert parse(file(row(), delimiter=",")).records == read(row()).records
    latin = file(row(nom="Forêt")).decode().encode("latin-1")
    (found,) = parse(latin).records
    assert isinstance(found, ParkingFacility)
    assert found.name == "Forêt"
    assert [each.rule for each in parse(latin).rejections] == ["unknown_encoding"]
    assert parse(b"\xef\xbb\xbf" + file(row())).records == read(row()).records


@pytest.mark.parametrize("content", [b"", b"\n", b"a;b\n1;2\n", b"<html>", b"{}", file()])
def test_what_is_no_such_file_is_refused(content: bytes) -> None:
    with pytest.raises(FeedMalformed):
        parse(content)


def test_a_file_is_known_by_its_head() -> None:
    assert is_ours(file(row())[:4096])
    assert is_ours(b"\xef\xbb\xbf" + file(row(), delimiter=","))
    assert not is_ours(b"id;nom;Xlong;Ylat\n")


@pytest.mark.real
def test_none_of_the_real_car_parks_is_lost() -> None:
    parsed = parse(shared("data", "parking", "bnls_2022.csv").read_bytes())
    found = [each for each in parsed.records if isinstance(each, ParkingFacility)]
    cars = [each for each in found if each.purpose is Purpose.CAR]
    assert (len(cars), len(found) - len(cars)) == (799, 233)
    assert {each.rule: each.count for each in parsed.rejections} == {
        "zero_tariff": 8,
        "falling_price": 17,
    }
    assert sum(each.users is Users.SUBSCRIBERS for each in cars) == 174
    assert sum(each.has_fee is False for each in cars) == 108
    assert sum(bool(each.tariff) for each in cars) == 378
