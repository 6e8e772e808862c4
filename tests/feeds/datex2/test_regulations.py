"""Traffic regulations of DATEX II: where, when and whom they concern."""

from datetime import date

import pytest

from feeds.datex2 import is_ours
from maas.live import Incident
from maas.live.incidents import Direction, Hours, IncidentKind, Severity, Traveller
from tests.feeds.datex2.documents import (
    BEGIN,
    END,
    NO_ENTRY,
    WAY,
    condition,
    incidents,
    line,
    located,
    one,
    order,
    orders,
    read,
    regulation,
    rules,
    timed,
    validity,
    vehicles,
)
from tests.shared import shared

URL = "<_x><x><publicUrl>https://town.example/o1</publicUrl></x></_x>"


def of(*conditions: str, kinds: str = NO_ENTRY) -> bytes:
    """An order of one regulation."""
    where = () if any("Location" in each for each in conditions) else (located(line()),)
    return orders(order(regulation(*conditions, *where, kinds=kinds)))


def test_a_closure_tells_where_and_when() -> None:
    content = orders(order(more=URL))
    assert one(content) == Incident(
        "o1:1:1:1",
        IncidentKind.CLOSURE,
        WAY,
        direction=Direction.BOTH,
        street="Rue A",
        begin=BEGIN,
        end=END,
        severity=Severity.HIGH,
        is_closed=True,
        subtype="noEntry",
        text="Works in Rue A",
        url="https://town.example/o1",
        authority="Town",
        part_of="o1",
    )
    assert not rules(content)
    assert is_ours(content)
    assert read(content).made_at is None, "orders do not age"


def test_every_place_and_time_is_an_incident() -> None:
    content = of(timed(validity(), validity()), located(line(), line("48.9 2.4 48.91 2.41")))
    assert [each.id for each in incidents(content)] == [
        *("o1:1:1:1", "o1:1:1:2", "o1:1:2:1", "o1:1:2:2"),
    ]


def test_an_order_says_where_and_when_if_its_regulations_do_not() -> None:
    where = f"<locationByOrder>{line()}</locationByOrder>"
    more = f"<validityByOrder>{validity()}</validityByOrder>{where}"
    bare = f"<trafficRegulation>{NO_ENTRY}</trafficRegulation>"
    found = one(orders(order(bare, more=more)))
    assert (found.line, found.begin, found.end) == (WAY, BEGIN, END)


def period(times: str = "", days: str = "", more: str = "") -> str:
    """A period that comes again."""
    clock = "".join(
        f"<recurringTimePeriodOfDay><startTimeOfPeriod>{begin}</startTimeOfPeriod>"
        f"<endTimeOfPeriod>{end}</endTimeOfPeriod></recurringTimePeriodOfDay>"
        for begin, end in (each.split("/") for each in times.split())
    )
    named = "".join(f"<applicableDay>{day}</applicableDay>" for day in days.split())
    week = f"<recurringDayWeekMonthPeriod>{named}</recurringDayWeekMonthPeriod>" if days else ""
    return f"{clock}{week}{more}"


def hours(told: str, kind: str = "validPeriod") -> tuple[Hours, ...]:
    """Those of a period."""
    return one(of(timed(validity(f"<{kind}>{told}</{kind}>")))).hours


EVERY = (0, 1, 2, 3, 4, 5, 6)


def test_periods_are_hours_of_the_week_by_the_clock_of_the_town() -> None:
    assert hours(period("08:00:00/10:00:00", "tuesday thursday")) == (
        Hours((1, 3), 28_800, 36_000),
    )
    assert hours(period("08:00:00Z/10:00:00+00:00")) == (Hours(EVERY, 32_400, 39_600),)
    assert hours(period("22:00/06:00 12:00/13:00", "monday")) == (
        Hours((0,), 79_200, 21_600),
        Hours((0,), 43_200, 46_800),
    )
    assert hours(period("00:00:00/23:59:59", "sunday")) == (Hours((6,), 0, 86_400),)
    assert hours(period("00:00:00/24:00:00")) == ()
    assert hours(period("", "saturday")) == (Hours((5,), 0, 86_400),)


def test_periods_may_have_days_of_their_own() -> None:
    told = (
        "<startOfPeriod>2026-01-16T09:00:00Z</startOfPeriod>"
        "<endOfPeriod>2026-01-18T11:00:00Z</endOfPeriod>"
    )
    friday, saturday, sunday = (date(2026, 1, day) for day in (16, 17, 18))
    assert hours(period(more=told)) == (
        Hours(EVERY, 36_000, 86_400, friday, friday),
        Hours(EVERY, 0, 86_400, saturday, saturday),
        Hours(EVERY, 0, 43_200, sunday, sunday),
    )
    assert hours(period("08:00/10:00", more=told)) == (
        Hours(EVERY, 28_800, 36_000, friday, sunday),
    )
    same = told.replace("-18T", "-16T")
    assert hours(period(more=same)) == (Hours(EVERY, 36_000, 43_200, friday, friday),)


def test_exceptions_take_weekdays_away() -> None:
    weekend = period("", "saturday sunday")
    assert hours(weekend, "exceptionPeriod") == (Hours((0, 1, 2, 3, 4), 0, 86_400),)
    noon = validity(f"<exceptionPeriod>{period('12:00/13:00', 'monday')}</exceptionPeriod>")
    assert rules(of(timed(noon))) == {"exception_left_out": 1}


def test_what_weekdays_do_not_tell_is_counted() -> None:
    special = (
        "<recurringSpecialDay><specialDayType>publicHoliday</specialDayType></recurringSpecialDay>"
    )
    may = (
        "<recurringDayWeekMonthPeriod><applicableMonth>may</applicableMonth>"
        "</recurringDayWeekMonthPeriod>"
    )
    assert rules(of(timed(validity(f"<validPeriod>{special}{may}</validPeriod>")))) == {
        "special_days": 1,
        "months": 1,
    }


def test_a_time_that_nobody_can_read_costs_itself() -> None:
    bad = validity(f"<validPeriod>{period('8/10')}</validPeriod>")
    content = of(timed(bad, validity()))
    assert len(incidents(content)) == 1
    assert rules(content) == {"invalid_hours": 1}


def sized(name: str, told: str, value: float, operator: str = "greaterThan") -> str:
    """A size of vehicles."""
    return (
        f"<{name}Characteristic><comparisonOperator>{operator}</comparisonOperator>"
        f"<{told}>{value}</{told}></{name}Characteristic>"
    )


LORRY = "<vehicleType>heavyGoodsVehicle</vehicleType>"


def test_a_ban_of_lorries_concerns_lorries() -> None:
    content = of(
        vehicles(LORRY + sized("grossWeight", "grossVehicleWeight", 3.5, "lessThanOrEqualTo")),
        vehicles("<vehicleUsage>emergencyServices</vehicleUsage>", "true"),
        condition(
            "NonVehicularRoadUserCondition",
            "<nonVehicularRoadUser>pedestrians</nonVehicularRoadUser>",
            "true",
        ),
    )
    found = one(content)
    assert (found.kind, found.is_closed) == (IncidentKind.CLOSURE, True)
    assert (found.concerns, found.exempt) == ((Traveller.TRUCK,), (Traveller.WALK,))
    assert found.max_weight_t == 3.5
    assert not rules(content)


def test_a_limit_of_size_closes_to_nobody_told_apart_here() -> None:
    low = vehicles(sized("height", "vehicleHeight", 2.4) + sized("width", "vehicleWidth", 2.0))
    long = vehicles(sized("length", "vehicleLength", 12, "lessThan"), "true")
    found = one(of(low, long))
    assert (found.kind, found.is_closed, found.concerns) == (IncidentKind.RESTRICTION, False, ())
    assert (found.max_height_m, found.max_width_m, found.max_length_m) == (2.4, 2.0, 12.0)


def test_classes_that_are_not_told_apart_are_shown_alone() -> None:
    content = of(vehicles("<vehicleUsage>cityLogistics</vehicleUsage>"))
    assert (one(content).kind, one(content).is_closed) == (IncidentKind.RESTRICTION, False)
    assert rules(content) == {"unknown_vehicles": 1}


def test_all_vehicles_but_some() -> None:
    all_but = of(
        vehicles("<vehicleType>anyVehicle</vehicleType>"),
        vehicles("<vehicleType>bicycle</vehicleType>", "true"),
    )
    found = one(all_but)
    assert (found.is_closed, found.concerns, found.exempt) == (True, (), (Traveller.BIKE,))
    bikes = one(of(vehicles("<vehicleType>bicycle</vehicleType>")))
    assert (bikes.is_closed, bikes.concerns) == (True, (Traveller.BIKE,))


@pytest.mark.parametrize(
    ("unit", "kmh"),
    [("kilometresPerHour", 30.0), ("milesPerHour", 48.3), ("knots", None)],
)
def test_speed_limits(unit: str, kmh: float | None) -> None:
    kinds = (
        '<typeOfRegulation xsi:type="SpeedLimit"><maxValue><numericValue>30</numericValue>'
        f"<unitOfMeasure>{unit}</unitOfMeasure></maxValue></typeOfRegulation>"
    )
    found = one(of(kinds=kinds))
    assert (found.kind, found.is_closed, found.max_kmh) == (IncidentKind.RESTRICTION, False, kmh)
    assert rules(of(kinds=kinds)) == ({} if kmh else {"unknown_speed": 1})


def test_geometry_may_be_json() -> None:
    pieces = (
        '{"type":"GeometryCollection","geometries":[{"type":"MultiLineString","coordinates":'
        "[[[2.351,48.851],[2.352,48.852]],[[2.35,48.85],[2.351,48.851]]]},"
        '{"type":"LineString","coordinates":[[2.351,48.851],[2.3510001,48.851]]}]}'
    )
    where = "<_x><geoJsonGeometry>{}</geoJsonGeometry></_x>"
    found = one(of(located(where.format(pieces))))
    assert sorted(found.line) == [WAY[0], WAY[1], (48.852, 2.352)]
    ring = '{"type":"Polygon","coordinates":[[[2.3,48.8],[2.4,48.8],[2.4,48.9],[2.3,48.8]]]}'
    assert len(one(of(located(where.format(ring)))).area) == 3
    bad = of(located(where.format("{")))
    assert rules(bad) == {"invalid_geometry": 1, "missing_position": 1}


@pytest.mark.parametrize(
    ("bad", "rule"),
    [
        (order(status="withdrawn", id="bad"), "not_active"),
        (order(status="madeButNotImplemented", id="bad"), "not_active"),
        (order(id=""), "missing_id"),
        (order("<nothing/>", id="bad"), "no_regulation"),
    ],
)
def test_what_is_not_in_force_is_left_out(bad: str, rule: str) -> None:
    content = orders(bad, order())
    assert one(content).part_of == "o1"
    assert rules(content) == {rule: 1}


def test_orders_have_no_end_of_parts() -> None:
    content = of(timed(*[validity()] * 40), located(*[line()] * 40))
    assert len(incidents(content)) == 1000
    assert rules(content)["too_many_parts"] == 1


@pytest.mark.real
def test_french_orders_are_read_whole() -> None:
    content = shared("data", "datex2", "fr-dialog", "get-regulations-expected-result.xml")
    parsed = read(content.read_bytes())
    found = [each for each in parsed.records if isinstance(each, Incident)]
    assert not parsed.rejections
    assert len(found) == 6 + 1 + 8 + 2 + 1 + 1
    assert all(len(each.line) > 1 and each.begin and each.end for each in found)
    assert sum(each.is_closed for each in found) == 17
    assert sum(each.concerns == (Traveller.TRUCK,) for each in found) == 8
    example = read(shared("data", "datex2", "fr-dialog", "example.xml").read_bytes())
    assert [each.rule for each in example.rejections] == ["special_days"]
