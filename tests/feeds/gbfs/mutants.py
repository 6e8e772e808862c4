"""Systems gone wrong at random, the same ones for the same seed: values, members, bytes."""

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from itertools import count
from random import Random
from typing import Any

import msgspec

from tests.feeds.gbfs.systems import NOW, bike, counted, file, system, told

RING = [[-1.5, 47.2], [-1.49, 47.2], [-1.49, 47.21], [-1.5, 47.21], [-1.5, 47.2]]
AREA = {"type": "MultiPolygon", "coordinates": [[RING]]}
LINKS = {"android": "velo://x", "ios": "velo://x", "web": "https://velo.example/x"}
RULE = {"vehicle_type_ids": ["e"], "ride_allowed": True, "ride_through_allowed": False}

RICH: dict[str, Any] = system(
    station_information=file(
        stations=[
            told("a", region_id="r", capacity=9, rental_uris=LINKS, station_area=AREA),
            *(told(id, 47.2 + i / 100) for i, id in enumerate("bcdef")),
            told("g", vehicle_type_capacity={"e": 30}, is_virtual_station=True),
        ]
    ),
    station_status=file(
        stations=[
            counted("a", vehicle_types_available=[{"vehicle_type_id": "e", "count": 3}]),
            *(counted(id, last_reported=NOW - 9) for id in "bcdef"),
            counted("g", vehicle_docks_available=[{"vehicle_type_ids": ["e"], "count": 3}]),
        ]
    ),
    free_bike_status=file(
        bikes=[
            bike("v", vehicle_type_id="e", current_range_meters=900, current_fuel_percent=0.5),
            bike("w", station_id="a", rental_uris=LINKS, available_until="2025-06-15T16:00:00Z"),
        ]
    ),
    vehicle_availability=file(
        vehicles=[
            {
                "vehicle_id": "u",
                "station_id": "a",
                "availabilities": [{"from": "2025-06-15T15:00:00Z"}],
            }
        ]
    ),
    vehicle_types=file(
        vehicle_types=[
            {
                "vehicle_type_id": "e",
                "form_factor": "scooter",
                "propulsion_type": "electric",
                "name": [{"text": "E", "language": "fr"}],
                "max_range_meters": 9000,
                "return_constraint": "hybrid",
                "default_pricing_plan_id": "p",
            }
        ]
    ),
    system_pricing_plans=file(
        plans=[
            {
                "plan_id": "p",
                "name": "P",
                "currency": "EUR",
                "price": "1.00",
                "is_taxable": 0,
                "per_min_pricing": [{"start": 0, "rate": 0.25, "interval": 1}],
            }
        ]
    ),
    system_regions=file(regions=[{"region_id": "r", "name": "Centre"}]),
    system_hours=file(
        rental_hours=[{"days": ["mon"], "start_time": "06:00:00", "end_time": "23:59:59"}]
    ),
    system_calendar=file(
        calendars=[{"start_month": 4, "start_day": 1, "end_month": 11, "end_day": 3}]
    ),
    system_alerts=file(
        alerts=[
            {
                "alert_id": "1",
                "type": "other",
                "summary": "!",
                "region_ids": ["r"],
                "times": [{"start": NOW, "end": "2025-06-15T16:00:00Z"}],
            }
        ]
    ),
    geofencing_zones=file(
        geofencing_zones={
            "type": "FeatureCollection",
            "features": [
                {"type": "Feature", "geometry": AREA, "properties": {"rules": [RULE], "end": NOW}}
            ],
        },
        global_rules=[RULE],
    ),
)

EVIL: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 7, 2**31, 2**63, 2**64, -(2**63), 10**30, 10**400, NOW * 1000),
    *(0.0, -0.0, 1.5, 1e-320, 1e308, -1e308, 91.0, 181.0),
    *(
        "",
        " ",
        "a",
        "-1",
        "1e400",
        "nan",
        "１２",
        "9" * 5000,
        "0.1.2",
        "\x00",
        "\u2028",
        "é" * 3000,
    ),
    *("2025-06-31T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "24:00:00"),
    *("javascript:x", "http://[", "https://a b", "file:x", "%s{}", "../../x"),
    *([], {}, [None], [[]], [[[[[]]]]], {"": None}, {"text": 1}, [{"text": {}}], [1, 2], "scooter"),
)
JSON = (
    b"null",
    b"[]",
    b"{}",
    b'""',
    b"1e400",
    b"NaN",
    b'"\\ud800"',
    b"-",
    b"1" * 5000,
    b"[" * 2000,
)


def mutants(seed: int) -> Iterator[bytes]:
    """Messages without end, each with one to five things wrong."""
    return mutants_of([RICH, {"systems": {"nord": RICH, "süd": system()}}], seed)


def mutants_of(sound: Sequence[Any], seed: int) -> Iterator[bytes]:
    """The same, of these messages."""
    for number in count():
        random = Random(f"{seed}:{number}")
        drawn = deepcopy(random.choice(sound))
        for _ in range(random.randint(1, 5)):
            random.choice(MUTATIONS)(random, *random.choice(_places(drawn)))
        content = msgspec.json.encode(drawn)
        yield random.choice(BYTES)(random, content) if random.random() < 0.3 else content


def _places(drawn: Any) -> list[tuple[Any, Any]]:
    """Every member and item: what holds it, and its name or position."""
    found: list[tuple[Any, Any]] = []
    keys = list(drawn) if isinstance(drawn, dict) else range(len(drawn))
    for key in keys:
        found.append((drawn, key))
        if isinstance(drawn[key], dict | list):
            found += _places(drawn[key])
    return found


def _replace(random: Random, holder: Any, key: Any) -> None:
    holder[key] = deepcopy(random.choice(EVIL))


def _remove(_: Random, holder: Any, key: Any) -> None:
    if len(holder) > 1:
        del holder[key]


def _repeat(random: Random, holder: Any, key: Any) -> None:
    """A record twice, or a member under another name."""
    if isinstance(holder, list):
        holder.extend(deepcopy([holder[key]] * random.randint(1, 3)))
    else:
        holder[random.choice(NAMES)] = deepcopy(holder[key])


def _flip(random: Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(random.randint(1, 8)):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def _cut(random: Random, content: bytes) -> bytes:
    return content[: random.randrange(len(content))]


def _insert(random: Random, content: bytes) -> bytes:
    """JSON in place of a value."""
    colons = [at for at, byte in enumerate(content) if byte == ord(":")]
    if not colons:
        return content
    at = random.choice(colons) + 1
    end = min((i for i in (content.find(each, at) for each in (b",", b"}")) if i > 0), default=at)
    return content[:at] + random.choice(JSON) + content[end:]


Mutation = Callable[[Random, Any, Any], None]

NAMES = ("station_id", "vehicle_id", "bike_id", "lat", "data", "vehicles", "read_at", "problems")
MUTATIONS: tuple[Mutation, ...] = (_replace, _replace, _replace, _remove, _repeat)
BYTES: tuple[Callable[[Random, bytes], bytes], ...] = (_flip, _cut, _insert, _insert)
