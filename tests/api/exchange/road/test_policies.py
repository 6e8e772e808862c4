"""The town's own rules in `/exchange/regulations.xml`."""

from dataclasses import replace
from datetime import date, datetime

import pytest
import xmlschema

from api.exchange.ports import NoExchanges
from api.exchange.road.policies import policy_orders
from feeds.datex2 import parse
from feeds.datex2.writing import RegulationFeed, write_regulations
from maas.live.incidents import Hours, Incident, Traveller
from maas.settings import Policy
from maas.settings.policy import LOW_EMISSION_ZONE, SCHOOL_STREET, TRUCK_BAN
from routing.opening_hours import parse_hours
from routing.policies.weekly import weekly
from tests.api.world import PORTO
from tests.itineraries import NINE
from tests.roadworld import served
from tests.shared import shared

RIM = ((-8.62, 41.14), (-8.6, 41.14), (-8.6, 41.16), (-8.62, 41.14))
HOLE = ((-8.611, 41.145), (-8.605, 41.145), (-8.605, 41.15), (-8.611, 41.145))
SCHOOL = Policy("school", SCHOOL_STREET, "Rua da Escola", ((RIM, HOLE),), hours="Mo-Fr 08:00-09:00")
ZONE = Policy(
    "centre", LOW_EMISSION_ZONE, "ZER", ((RIM,), (HOLE,)), since=date(2020, 1, 1), allowed=("ev",)
)
BAN = Policy("ban", TRUCK_BAN, "No trucks", ((RIM,),), closed_to=("truck",), hours="22:00-06:00")
OVER = replace(SCHOOL, id="over", until=date(2023, 1, 1))
NEVER = replace(SCHOOL, id="never", hours="off")


def document(*policies: Policy) -> bytes:
    world = replace(served(), policies=policies)
    feed = RegulationFeed("Porto", "pt", "pt", PORTO.zone, NINE, NINE)
    return write_regulations(policy_orders(world, NoExchanges(), NINE), feed)


def read(*policies: Policy) -> list[Incident]:
    parsed = parse(document(*policies), NINE, PORTO.zone)
    return [each for each in parsed.records if isinstance(each, Incident)]


def test_rules_come_back_as_what_they_are_and_close_nothing_to_everyone() -> None:
    told = read(SCHOOL, ZONE, BAN, OVER, NEVER)
    by_order = {each.part_of.partition(":")[2]: each for each in told}
    assert set(by_order) == {"school", "centre", "ban"}
    school = by_order["school"]
    assert school.hours == (Hours((0, 1, 2, 3, 4), 28_800, 32_400),)
    assert school.area[:3] == tuple((lat, lon) for lon, lat in RIM[:3])
    assert not school.is_closed and not by_order["centre"].is_closed
    assert by_order["ban"].concerns == (Traveller.TRUCK,)
    since = datetime(2020, 1, 1, tzinfo=PORTO.zone)
    assert by_order["centre"].begin == since.timestamp()
    assert sum(each.part_of == "policies:centre" for each in told) == 2


def test_words_for_vehicles_are_told_as_they_are() -> None:
    text = document(SCHOOL, ZONE, BAN).decode()
    assert "not for: ev" in text
    assert "only for: truck" in text
    assert "throughTraffic" in text


def test_hours_that_change_over_the_year_are_told_day_by_day() -> None:
    hours = parse_hours("Apr-Sep 08:00-10:00; Oct-Mar 09:00-10:00")
    assert hours is not None
    found = weekly(hours, date(2023, 9, 28))
    spans = {each.first: each.begin_s for each in found}
    assert (spans[date(2023, 9, 30)], spans[date(2023, 10, 1)]) == (28_800, 32_400)
    assert all(each.first == each.last for each in found)


def test_hours_over_midnight_end_on_the_next_day() -> None:
    hours = parse_hours("Fr,Sa 22:00-02:00")
    assert hours is not None
    assert weekly(hours, date(2023, 9, 20)) == (Hours((4, 5), 79_200, 7_200),)


@pytest.mark.real
def test_the_publication_is_valid() -> None:
    schema = xmlschema.XMLSchema(shared("standards", "datex2", "DATEXII_3_D2Payload.xsd"))
    schema.validate(document(SCHOOL, ZONE, BAN).decode())
