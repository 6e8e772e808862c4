"""Answers of an operator, made up."""

from typing import Any

import msgspec

from feeds.parsed import Parsed
from feeds.standard_covoiturage import parse_journeys, parse_regular
from maas.live import RideOffer

AT = 1_700_000_000
"""When they are read: a Tuesday, 22:13 UTC."""

Record = dict[str, Any]


def journey(**more: Any) -> Record:
    """A journey that tells more, or other things."""
    usual = {
        "id": "j1",
        "operator": "covoit.example",
        "driver": {
            "id": "u-77",
            "operator": "covoit.example",
            "alias": "Léa",
            "firstName": "Léonore",
            "lastName": "Garnier",
            "grade": 4,
            "picture": "https://covoit.example/lea.jpg",
            "gender": "F",
        },
        "passengerPickupLat": 47.2181,
        "passengerPickupLng": -1.5528,
        "passengerPickupAddress": "Gare de Nantes",
        "passengerDropLat": 47.2736,
        "passengerDropLng": -2.2137,
        "passengerDropAddress": "Saint-Nazaire",
        "passengerPickupDate": AT + 3600,
        "duration": 2700,
        "distance": 61000,
        "type": "PLANNED",
        "availableSeats": 2,
        "price": {"type": "PAYING", "amount": 4.5, "currency": "EUR"},
        "webUrl": "https://covoit.example/j1",
        "car": {"brand": "Zoé", "model": "R110"},
    }
    return {**usual, **more}


def regular(*schedules: Any, **more: Any) -> Record:
    """A regular trip."""
    told = journey(**more)
    for name in ("id", "passengerPickupDate", "type", "availableSeats", "price"):
        told.pop(name)
    return {**told, "schedules": list(schedules)}


def every(day: str, time: str) -> Record:
    """A schedule of each week."""
    return {"passengerPickupDay": day, "passengerPickupTimeOfDay": time}


def read(*records: Any) -> Parsed:
    """What is made of an answer of journeys."""
    return parse_journeys(msgspec.json.encode(records), AT)


def read_regular(*records: Any) -> Parsed:
    """What is made of an answer of regular trips."""
    return parse_regular(msgspec.json.encode(records), AT)


def offers(parsed: Parsed) -> list[RideOffer]:
    """Its records."""
    return [each for each in parsed.records if isinstance(each, RideOffer)]


def offer(**more: Any) -> RideOffer:
    """What is made of a journey that tells more, or other things."""
    (found,) = offers(read(journey(**more)))
    return found


def rules(parsed: Parsed) -> dict[str, int]:
    """The rules that were broken, and how often."""
    return {finding.rule: finding.count for finding in parsed.rejections}
