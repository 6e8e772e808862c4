"""Messages of a partner feed, made up."""

from collections import Counter
from typing import Any

import msgspec

from feeds.parsed import Parsed
from feeds.waze import parse
from maas.live import Incident

Record = dict[str, Any]

MADE_MS = 1_700_000_000_000
MADE = MADE_MS // 1000


def at(lat: float, lon: float) -> dict[str, float]:
    """A point."""
    return {"x": lon, "y": lat}


LINE = [at(41.15, -8.61), at(41.151, -8.612), at(41.152, -8.613)]


def alert(**more: Any) -> Record:
    """An alert that tells more, or other things."""
    usual = {
        "uuid": "a1",
        "type": "HAZARD",
        "subtype": "HAZARD_ON_ROAD_POT_HOLE",
        "location": at(41.15, -8.61),
        "pubMillis": MADE_MS - 60_000,
        "street": "Rua A",
        "city": "Porto",
        "country": "PO",
        "reliability": 7,
        "confidence": 2,
        "nThumbsUp": 3,
        "reportBy": "somebody",
    }
    return {**usual, **more}


def jam(**more: Any) -> Record:
    """A jam that tells more, or other things."""
    usual = {
        "uuid": 4711,
        "id": 4711,
        "pubMillis": MADE_MS - 120_000,
        "line": LINE,
        "level": 3,
        "speedKMH": 12.5,
        "speed": 3.47,
        "length": 300,
        "delay": 90,
        "street": "Rua A",
        "city": "Porto",
        "segments": [{}, {}],
        "endNode": "Rua B",
    }
    return {**usual, **more}


def irregularity(**more: Any) -> Record:
    """An irregularity that tells more, or other things."""
    usual = {
        "id": 4711,
        "detectionDateMillis": MADE_MS - 300_000,
        "updateDateMillis": MADE_MS - 30_000,
        "line": LINE,
        "type": "Small",
        "speed": 8.0,
        "regularSpeed": 30.0,
        "delaySeconds": 200,
        "jamLevel": 4,
        "alerts": [{"comments": [{"text": "hello"}]}],
        "causeType": "ACCIDENT",
    }
    return {**usual, **more}


def route(**more: Any) -> Record:
    """A route of Traffic View that tells more, or other things."""
    usual = {
        "id": "r1",
        "name": "To the bridge",
        "line": LINE,
        "length": 3600,
        "time": 720,
        "historicTime": 480,
        "jamLevel": 2,
    }
    return {**usual, **more}


def message(**lists: Any) -> bytes:
    """A message of some alerts, jams, irregularities, routes."""
    span = {"startTimeMillis": MADE_MS - 60_000, "endTimeMillis": MADE_MS}
    return msgspec.json.encode({**lists, **span})


def read(**lists: Any) -> Parsed:
    """What is made of them."""
    return parse(message(**lists))


def incidents(**lists: Any) -> list[Incident]:
    """The records that are made of them."""
    return [each for each in read(**lists).records if isinstance(each, Incident)]


def one(**lists: Any) -> Incident:
    """The only one."""
    (found,) = incidents(**lists)
    return found


def rules(**lists: Any) -> dict[str, int]:
    """The rules that they break, and how often."""
    found: Counter[str] = Counter()
    for finding in read(**lists).rejections:
        found[finding.rule] += finding.count
    return dict(found)
