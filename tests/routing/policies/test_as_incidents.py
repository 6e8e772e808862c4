"""Policies as other platforms are told them."""

from datetime import date
from zoneinfo import ZoneInfo

from maas.live.incidents import Direction, Hours, Incident, IncidentKind, Traveller
from maas.settings import Policy
from routing.policies.as_incidents import policy_incidents

PARIS = ZoneInfo("Europe/Paris")
NOW = 1_768_550_400
"""Friday 2026-01-16, 9:00"""
RING = ((2.0, 48.0), (2.1, 48.0), (2.1, 48.1), (2.0, 48.0))
AREA = ((48.0, 2.0), (48.0, 2.1), (48.1, 2.1))


def test_a_school_street_is_a_rule_for_cars_at_its_hours() -> None:
    policy = Policy(
        *("school", "school-street", "Rue de l’École", ((RING,), (RING,)), "https://school"),
        since=date(2026, 1, 1),
        until=date(2026, 7, 3),
        hours="Mo-Fr 08:10-08:40",
    )
    first, second = policy_incidents([policy], PARIS, NOW, "Town")
    assert first == Incident(
        "school",
        IncidentKind.RESTRICTION,
        area=AREA,
        direction=Direction.BOTH,
        begin=1_767_222_000,
        end=1_783_116_000,
        hours=(Hours((0, 1, 2, 3, 4), 29_400, 31_200),),
        concerns=(Traveller.CAR,),
        subtype="school-street",
        text="Rue de l’École",
        url="https://school",
        authority="Town",
    )
    assert second.id == "school:2"


def test_a_ban_of_trucks_concerns_trucks() -> None:
    policy = Policy("ban", "truck-ban", "Centre", ((RING,),), closed_to=("truck",))
    (found,) = policy_incidents([policy], PARIS, NOW)
    assert (found.concerns, found.is_closed, found.hours) == ((Traveller.TRUCK,), True, ())


def test_who_may_enter_is_told() -> None:
    policy = Policy("zfe", "low-emission-zone", "ZFE", ((RING,),), allowed=("electric", "euro-6"))
    assert policy_incidents([policy], PARIS, NOW)[0].text == "ZFE (electric, euro-6)"


def test_what_is_over_is_not_told() -> None:
    policy = Policy("old", "quiet-zone", "Old", ((RING,),), until=date(2026, 1, 15))
    assert policy_incidents([policy], PARIS, NOW) == ()


def test_what_never_holds_is_not_told() -> None:
    policy = Policy("never", "quiet-zone", "Never", ((RING,),), hours="off")
    assert policy_incidents([policy], PARIS, NOW) == ()


def test_holidays_are_told_day_by_day() -> None:
    hours = "Mo-Fr 08:00-09:00; 2026 Jan 19-2026 Feb 28 off"
    policy = Policy("school", "school-street", "School", ((RING,),), hours=hours)
    (found,) = policy_incidents([policy], PARIS, NOW)
    friday, thursday = date(2026, 1, 16), date(2026, 1, 15)
    assert found.hours == (
        Hours((3,), 28_800, 32_400, thursday, thursday),
        Hours((4,), 28_800, 32_400, friday, friday),
    )
