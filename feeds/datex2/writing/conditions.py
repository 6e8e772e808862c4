"""Conditions of a regulation of ours: when it holds, where, and for whom."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from feeds.datex2.writing.elements import condition, leaf, node, texts
from feeds.xml_text import Element
from maas.live.incidents import Direction, Hours, Incident, Traveller

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
A_DAY_S = 86_400
ONE_WAY = "in the direction of the line"
THROUGH = "throughTraffic"
Ring = tuple[tuple[float, float], ...]
"""Lat and lon of each corner."""
Polygon = tuple[Ring, ...]
"""Its rim, then its holes."""


@dataclass(frozen=True, slots=True)
class Access:
    """Whom a rule keeps out where vehicles have no word for it."""

    is_through: bool = False
    """Only those who would drive through."""
    text: str = ""


VEHICLES = {
    Traveller.CAR: "car",
    Traveller.TRUCK: "heavyGoodsVehicle",
    Traveller.BUS: "bus",
    Traveller.BIKE: "bicycle",
}


def time_conditions(period: Incident, zone: ZoneInfo) -> Iterator[Element]:
    """From when to when, and in which hours of it; nothing where nobody knows a begin."""
    if period.begin is None:
        return
    times = [leaf("com:overallStartTime", _moment(period.begin, zone))]
    if period.end is not None:
        times.append(leaf("com:overallEndTime", _moment(period.end, zone)))
    validity = node(
        "validityByOrder",
        leaf("com:validityStatus", "definedByValidityTimeSpec"),
        node(
            "com:validityTimeSpecification",
            *times,
            *(part for each in period.hours for part in _periods(each)),
        ),
    )
    yield condition("ValidityCondition", validity)


def _periods(hours: Hours) -> Iterator[Element]:
    """What passes midnight falls into two, each on its own days."""
    if hours.end_s > hours.begin_s:
        yield _period(hours.weekdays, hours.begin_s, hours.end_s)
        return
    yield _period(hours.weekdays, hours.begin_s, A_DAY_S)
    if hours.end_s:
        yield _period([(day + 1) % 7 for day in hours.weekdays], 0, hours.end_s)


def _period(weekdays: Sequence[int], begin_s: int, end_s: int) -> Element:
    days = tuple(leaf("com:applicableDay", DAYS[day]) for day in sorted(set(weekdays)))
    return node(
        "com:validPeriod",
        node(
            "com:recurringTimePeriodOfDay",
            leaf("com:startTimeOfPeriod", _clock(begin_s)),
            leaf("com:endTimeOfPeriod", _clock(end_s)),
        ),
        *((node("com:recurringDayWeekMonthPeriod", *days),) if len(days) < len(DAYS) else ()),
    )


def access_condition(access: Access, language: str) -> Element:
    """Who else is let in: what the schema has no word for stands in a text."""
    kind = (
        leaf("accessConditionType", THROUGH)
        if access.is_through
        else Element("accessConditionType", {"_extendedValue": "vehicleClass"}, text="_extended")
    )
    other = (texts("otherAccessRestriction", access.text, language),) if access.text else ()
    return condition("AccessCondition", kind, *other)


def area_condition(polygons: Sequence[Polygon]) -> Element:
    """Within polygons, without their holes."""
    drawn = (
        node(
            "loc:gmlPolygon",
            *(
                node("loc:interior" if hole else "loc:exterior", _ring(ring))
                for hole, ring in enumerate(rings)
            ),
        )
        for rings in polygons
    )
    area = node("loc:gmlMultiPolygon", *drawn)
    location = Element("locationByOrder", {"xsi:type": "loc:AreaLocation"}, (area,))
    return condition("LocationCondition", location)


def place_condition(piece: Incident, language: str) -> Element:
    """Along a street, or within an area."""
    if not piece.line:
        return area_condition([(piece.area,)])
    return condition("LocationCondition", _line(piece, language))


def _line(piece: Incident, language: str) -> Element:
    one_way = piece.direction is Direction.ONE
    described = (texts("loc:locationDescription", ONE_WAY, language),) if one_way else ()
    named = (
        (node("loc:roadInformation", leaf("loc:roadName", piece.street)),) if piece.street else ()
    )
    beside = (*described, *named)
    return Element(
        "locationByOrder",
        {"xsi:type": "loc:LinearLocation"},
        (
            *((node("loc:supplementaryPositionalDescription", *beside),) if beside else ()),
            node("loc:gmlLineString", leaf("loc:posList", _positions(piece.line))),
        ),
    )


def _ring(ring: Ring) -> Element:
    """Closed, whether it was or not."""
    closed = ring if ring[:1] == ring[-1:] else (*ring, *ring[:1])
    return leaf("loc:posList", _positions(closed))


def who_conditions(incident: Incident) -> Iterator[Element]:
    """Whom it concerns, where not everyone who drives; who is exempt; from what size on."""
    if incident.concerns:
        yield _travellers(incident.concerns, is_negated=False)
    if incident.exempt:
        yield _travellers(incident.exempt, is_negated=True)
    sizes = tuple(_sizes(incident))
    if sizes:
        yield condition("VehicleCondition", node("vehicleCharacteristics", *sizes))


def _travellers(travellers: Sequence[Traveller], *, is_negated: bool) -> Element:
    conditions = []
    vehicles = [VEHICLES[each] for each in travellers if each in VEHICLES]
    if vehicles:
        types = (leaf("com:vehicleType", each) for each in vehicles)
        conditions.append(condition("VehicleCondition", node("vehicleCharacteristics", *types)))
    if Traveller.WALK in travellers:
        walking = leaf("nonVehicularRoadUser", "pedestrians")
        conditions.append(condition("NonVehicularRoadUserCondition", walking))
    return condition("ConditionSet", leaf("operator", "or"), *conditions, is_negated=is_negated)


def _sizes(incident: Incident) -> Iterator[Element]:
    """In the order of the schema."""
    above = leaf("com:comparisonOperator", "greaterThan")
    if incident.max_weight_t is not None:
        yield node(
            "com:grossWeightCharacteristic",
            above,
            leaf("com:grossVehicleWeight", f"{incident.max_weight_t:g}"),
            leaf("com:typeOfWeight", "maximumPermitted"),
        )
    for name, most in (
        ("Height", incident.max_height_m),
        ("Length", incident.max_length_m),
        ("Width", incident.max_width_m),
    ):
        if most is not None:
            size = leaf(f"com:vehicle{name}", f"{most:g}")
            yield node(f"com:{name.lower()}Characteristic", above, size)


def _positions(line: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{lat:.7f} {lon:.7f}" for lat, lon in line)


def _moment(at: int, zone: ZoneInfo) -> str:
    return datetime.fromtimestamp(at, zone).isoformat()


def _clock(second: int) -> str:
    """Midnight at the end of a day is told as its last second: no time of day is 24:00 for all."""
    told = min(second, A_DAY_S - 1)
    return f"{told // 3600:02}:{told // 60 % 60:02}:{told % 60:02}"
