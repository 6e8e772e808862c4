"""What tables tell of facilities, in the words of each version."""

from decimal import Decimal

import msgspec
import pytest

from maas.live.parking import (
    BayKind,
    Bays,
    ParkingFacility,
    ParkingKind,
    Purpose,
    TariffStep,
    Users,
)
from tests.feeds.datex2_parking.documents import POINT, facilities, record, rules, table


def one(more: str = "", where: str = POINT) -> ParkingFacility:
    """The facility of a record that tells more."""
    (found,) = facilities(table(record(more=more, where=where)))
    return found


def test_a_record_tells_what_it_is() -> None:
    assert one() == ParkingFacility(id="p1", name="Park p1", lat=48.7754, lon=9.1741, capacity=100)
    more = (
        "<parkingLayout>underground</parkingLayout>"
        "<operator><contactOrganisationName><values><value>Stadt</value></values>"
        "</contactOrganisationName></operator>"
        "<urlLinkAddress>https://stadt.example/p</urlLinkAddress>"
        "<parkingUsageScenario><parkingUsageScenario>parkAndRide</parkingUsageScenario>"
        "</parkingUsageScenario>"
    )
    found = one(more)
    assert (found.kind, found.operator, found.url, found.is_park_and_ride) == (
        ParkingKind.UNDERGROUND,
        "Stadt",
        "https://stadt.example/p",
        True,
    )


def test_a_height_is_the_lowest_that_is_told() -> None:
    height = (
        "<permitsAndProhibitions><vehicleCharacteristics><heightCharacteristic>"
        "<comparisonOperator>{}</comparisonOperator><vehicleHeight>{}</vehicleHeight>"
        "</heightCharacteristic></vehicleCharacteristics></permitsAndProhibitions>"
    )
    lower, higher = height.format("lessThan", "1.9"), height.format("lessThanOrEqualTo", "2.1")
    assert one(higher + lower).max_height_m == 1.9
    assert one(height.format("greaterThan", "1.2")).max_height_m is None
    assert rules(table(record(more=height.format("lessThan", "190")))) == {"invalid_height": 1}


def test_bays_are_kept_for_some() -> None:
    def kept(who: str, n: int) -> str:
        return (
            f"<assignedParkingAmongOthers>{who}<numberOfAssignedParkingSpaces>{n}"
            "</numberOfAssignedParkingSpaces></assignedParkingAmongOthers>"
        )

    found = one(
        kept("<user>disabled</user>", 4)
        + kept("<vehicleCharacteristics><fuelType>battery</fuelType></vehicleCharacteristics>", 2)
        + kept("<user>families</user>", 0)
        + kept("<user>wizards</user>", 3)
    )
    assert found.bays == (Bays(BayKind.DISABLED, 4), Bays(BayKind.CHARGING, 2))


def test_what_is_only_for_some_is_for_them_alone() -> None:
    only = "<onlyAssignedParking>{}</onlyAssignedParking>"
    bikes = "<vehicleCharacteristics><vehicleType>bicycle</vehicleType></vehicleCharacteristics>"
    assert one(only.format(bikes)).purpose is Purpose.BIKE
    assert one(only.format("<user>residents</user>")).users is Users.SUBSCRIBERS
    assert one(only.format("<user>customers</user>")).users is Users.CUSTOMERS


def test_charges_by_length_of_stay_are_a_tariff() -> None:
    charge = (
        "<charge><charge>{}</charge><chargeCurrency>EUR</chargeCurrency>"
        "<maxDuration>{}</maxDuration></charge>"
    )
    payment = (
        "<tariffsAndPayment><freeOfCharge>{}</freeOfCharge><tariff>{}</tariff></tariffsAndPayment>"
    )
    found = one(payment.format("false", charge.format("12.00", "P1D") + charge.format("1.5", 3600)))
    assert (found.has_fee, found.currency) == (True, "EUR")
    assert found.tariff == (TariffStep(3600, Decimal("1.5")), TariffStep(86_400, Decimal(12)))
    assert one(payment.format("true", "")).has_fee is False
    wrong = payment.format("false", charge.format("dear", "PT1H"))
    assert (one(wrong).has_fee, one(wrong).tariff) == (True, ())
    assert rules(table(record(more=wrong))) == {"invalid_price": 1}


@pytest.mark.parametrize(
    ("told", "hours"),
    [
        ("<recurringDayWeekMonthPeriod><applicableDay>monday</applicableDay>"
         "<applicableDay>tuesday</applicableDay></recurringDayWeekMonthPeriod>"
         "<recurringTimePeriodOfDay><startTimeOfPeriod>08:00:00</startTimeOfPeriod>"
         "<endTimeOfPeriod>20:00:00</endTimeOfPeriod></recurringTimePeriodOfDay>",
         "Mo-Tu 08:00-20:00"),
        ("<recurringTimePeriodOfDay><startTimeOfPeriod>00:00:00</startTimeOfPeriod>"
         "<endTimeOfPeriod>23:59:59</endTimeOfPeriod></recurringTimePeriodOfDay>", "24/7"),
        ("<recurringTimePeriodOfDay><startTimeOfPeriod>18:00</startTimeOfPeriod>"
         "<endTimeOfPeriod>02:00</endTimeOfPeriod></recurringTimePeriodOfDay>", "18:00-26:00"),
        ("<recurringTimePeriodOfDay><startTimeOfPeriod>late</startTimeOfPeriod>"
         "<endTimeOfPeriod>02:00</endTimeOfPeriod></recurringTimePeriodOfDay>", ""),
    ],
)  # fmt: skip
def test_times_that_recur_are_opening_hours(told: str, hours: str) -> None:
    period = f"<openingTimes><validPeriod>{told}</validPeriod></openingTimes>"
    assert one(period).opening_hours == hours


def test_days_of_some_week_stand_for_all_weeks() -> None:
    def day(date: str, start: str, end: str) -> str:
        return (
            f"<period><startOfPeriod>{date}T{start}:00</startOfPeriod>"
            f"<endOfPeriod>{date}T{end}:00</endOfPeriod></period>"
        )

    week = day("2023-12-04", "07:00", "23:59") + day("2023-12-05", "07:00", "23:59")
    again = day("2023-12-04", "07:00", "23:59") + day("2023-13-40", "07:00", "23:59")
    assert one(f"<openingTimes>{week}{again}</openingTimes>").opening_hours == "Mo-Tu 07:00-24:00"


def test_positions_in_metres_need_to_know_of_which_map() -> None:
    metres = (
        "<parkingLocation><locationForDisplay><latitude>5402496.0</latitude>"
        "<longitude>512788.0</longitude></locationForDisplay></parkingLocation>"
    )
    content = table(record(where=metres))
    assert facilities(content)[0].lat is None
    assert rules(content) == {"projected_position": 1, "missing_position": 1}
    (found,) = facilities(content, "EPSG:25832")
    assert (found.lat, found.lon) == (48.775336, 9.174055)
    assert not rules(content, "EPSG:25832")


def test_groups_do_not_count_twice() -> None:
    group = record("g").replace("UrbanParkingSite", "GroupOfParkingSites")
    assert [each.id for each in facilities(table(group, record()))] == ["p1"]
    assert rules(table(group)) == {"group_of_sites": 1}


def test_version_3_and_its_json_say_the_same() -> None:
    prefixed = (
        b'<d2:payload xmlns:d2="http://datex2.eu/schema/3/d2Payload" '
        b'xmlns:prk="http://datex2.eu/schema/3/parking" '
        b'xmlns:com="http://datex2.eu/schema/3/common" '
        b'xmlns:loc="http://datex2.eu/schema/3/locationReferencing">'
        b'<prk:parkingTable id="t"><prk:parkingRecord id="p1"><prk:parkingName><com:values>'
        b"<com:value>Park p1</com:value></com:values></prk:parkingName>"
        b"<prk:parkingNumberOfSpaces>100</prk:parkingNumberOfSpaces><prk:parkingLocation>"
        b"<loc:coordinatesForDisplay><loc:latitude>48.7754</loc:latitude>"
        b"<loc:longitude>9.1741</loc:longitude></loc:coordinatesForDisplay></prk:parkingLocation>"
        b"</prk:parkingRecord></prk:parkingTable></d2:payload>"
    )
    as_json = msgspec.json.encode(
        {
            "payload": {
                "modelBaseVersion": "3",
                "parkingTable": [
                    {
                        "parkingRecord": [
                            {
                                "id": "p1",
                                "parkingName": {"values": [{"lang": "de", "value": "Park p1"}]},
                                "parkingNumberOfSpaces": 100,
                                "parkingLocation": {
                                    "coordinatesForDisplay": {
                                        "latitude": 48.7754,
                                        "longitude": 9.1741,
                                    }
                                },
                            }
                        ]
                    }
                ],
            }
        }
    )
    assert facilities(prefixed) == facilities(as_json) == [one()]
