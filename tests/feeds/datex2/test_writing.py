"""Orders as DATEX II 3.3: valid by the schema, and read back by our own reader."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
import xmlschema
from msgspec.structs import replace

from feeds.datex2 import parse
from feeds.datex2.writing import Order, RegulationFeed, is_regulation, write_regulations
from maas.live.incidents import Direction, Hours, Incident, IncidentKind, Traveller
from tests.shared import shared

LISBON = ZoneInfo("Europe/Lisbon")
NINE = int(datetime(2026, 9, 1, 8, tzinfo=UTC).timestamp())
FEED = RegulationFeed("Porto", "pt", "pt", LISBON, NINE, NINE)
LINE = ((41.1402, -8.6094), (41.14, -8.61))
AREA = ((41.14, -8.61), (41.14, -8.6), (41.15, -8.6))

WORKS = Incident(
    "incidents:bridge",
    IncidentKind.WORKS,
    begin=NINE,
    end=NINE + 86_400,
    hours=(Hours((0, 1), 28_800, 36_000),),
    is_closed=True,
    exempt=(Traveller.BUS,),
    text="Obras <1>",
    authority="Câmara Municipal",
)
PIECE = replace(WORKS, id="incidents:bridge:1", line=LINE, street="Rua do Ouro")
BAN = Incident(
    "incidents:ban",
    IncidentKind.RESTRICTION,
    area=AREA,
    begin=NINE + 60,
    concerns=(Traveller.TRUCK,),
    max_weight_t=7.5,
    max_height_m=4,
    max_width_m=2.5,
    max_length_m=12,
)
SLOW = Incident("incidents:slow", IncidentKind.WORKS, line=LINE, begin=NINE, max_kmh=30)
WALKERS = replace(WORKS, id="incidents:w", concerns=(Traveller.WALK, Traveller.BIKE), exempt=())
NIGHT = replace(
    WORKS, id="incidents:night", hours=(Hours((5, 6), 79_200, 21_600), Hours((0,), 0, 86_400))
)
ONE_WAY = replace(PIECE, direction=Direction.ONE)

ORDERS = (
    Order(WORKS, (WORKS,), (PIECE, ONE_WAY)),
    Order(BAN, (BAN,), ()),
    Order(SLOW, (SLOW,), (SLOW,)),
    Order(WALKERS, (WALKERS,), (PIECE,)),
    Order(NIGHT, (NIGHT, replace(NIGHT, begin=NINE + 86_400, hours=())), (PIECE,)),
)


def read(*orders: Order) -> list[Incident]:
    parsed = parse(write_regulations(orders, FEED), NINE, LISBON)
    return [each for each in parsed.records if isinstance(each, Incident)]


def test_a_closure_comes_back() -> None:
    [told] = read(Order(WORKS, (WORKS,), (PIECE,)))
    assert told.is_closed
    assert told.line == LINE
    assert (told.begin, told.end, told.hours) == (NINE, NINE + 86_400, WORKS.hours)
    assert (told.text, told.authority, told.street) == (
        "Obras <1>",
        "Câmara Municipal",
        "Rua do Ouro",
    )
    assert told.exempt == (Traveller.BUS,)
    assert told.part_of == "incidents:bridge"


def test_rules_for_some_come_back() -> None:
    [ban] = read(ORDERS[1])
    assert ban.concerns == (Traveller.TRUCK,)
    assert ban.area[:3] == AREA
    sizes = (ban.max_weight_t, ban.max_height_m, ban.max_width_m, ban.max_length_m)
    assert sizes == (7.5, 4, 2.5, 12)
    [slow] = read(ORDERS[2])
    assert (slow.max_kmh, slow.is_closed) == (30, False)
    [walkers] = read(ORDERS[3])
    assert set(walkers.concerns) == {Traveller.WALK, Traveller.BIKE}


def test_hours_over_midnight_come_back_as_the_same_time() -> None:
    night, _ = read(ORDERS[4])
    spans = {(day, each.begin_s, each.end_s) for each in night.hours for day in each.weekdays}
    late, whole = {(5, 79_200, 86_400), (6, 79_200, 86_400)}, {(0, 0, 86_400)}
    early = {(6, 0, 21_600), (0, 0, 21_600)}
    over = {(5, 79_200, 21_600), (6, 79_200, 21_600)}
    assert whole <= spans
    assert late | early <= spans or over <= spans


@pytest.mark.parametrize(
    ("incident", "is_told"),
    [
        (WORKS, True),
        (SLOW, True),
        (BAN, True),
        (Incident("a", IncidentKind.JAM), False),
        (Incident("a", IncidentKind.WORKS), False),
    ],
)
def test_only_what_forbids_something_is_told(incident: Incident, is_told: bool) -> None:
    assert is_regulation(incident) is is_told


@pytest.mark.real
def test_the_publication_is_valid() -> None:
    schema = xmlschema.XMLSchema(shared("standards", "datex2", "DATEXII_3_D2Payload.xsd"))
    schema.validate(write_regulations(ORDERS, FEED).decode())
    schema.validate(write_regulations((), FEED).decode())
