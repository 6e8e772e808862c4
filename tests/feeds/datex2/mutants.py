"""Documents of DATEX II about roads gone wrong at random, the same ones for the same seed."""

from collections.abc import Iterator

from tests.feeds.datex2.documents import (
    CLOSED,
    line,
    located,
    order,
    orders,
    record,
    regulation,
    situation,
    situations,
    timed,
    validity,
    vehicles,
)
from tests.mutation import xml_mutants

WEEKLY = (
    "<validPeriod><recurringTimePeriodOfDay><startTimeOfPeriod>08:00:00Z</startTimeOfPeriod>"
    "<endTimeOfPeriod>10:00:00</endTimeOfPeriod></recurringTimePeriodOfDay>"
    "<recurringDayWeekMonthPeriod><applicableDay>monday</applicableDay>"
    "</recurringDayWeekMonthPeriod></validPeriod><exceptionPeriod><recurringDayWeekMonthPeriod>"
    "<applicableDay>tuesday</applicableDay></recurringDayWeekMonthPeriod></exceptionPeriod>"
)
JSON = (
    '<geoJsonGeometry>{"type":"MultiLineString","coordinates":[[[2.3,48.8],[2.4,48.9]]]}'
    "</geoJsonGeometry>"
)
WIDE = (
    "<vehicleType>lorry</vehicleType><widthCharacteristic><comparisonOperator>lessThan"
    "</comparisonOperator><vehicleWidth>2.1</vehicleWidth></widthCharacteristic>"
)
SITUATIONS = situations(
    situation(record("r1", more=CLOSED), record("r2", "Accident", where="")),
    situation(record("r3", "MaintenanceWorks"), id="s2"),
)
ORDERS = orders(
    order(regulation(timed(validity(WEEKLY)), located(line(), JSON), vehicles(WIDE))),
    order(id="o2"),
)
SOUND = (SITUATIONS, ORDERS)


def mutants(seed: int) -> Iterator[bytes]:
    """Without end documents with one to five things wrong."""
    return xml_mutants(SOUND, seed)
