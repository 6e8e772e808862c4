"""Documents of DATEX II gone wrong at random, the same ones for the same seed."""

from collections.abc import Iterator

from feeds.fetch.pairs import composed
from tests.feeds.datex2_parking.documents import record, status, statuses, table
from tests.mutation import xml_mutants

MORE = (
    "<openingTimes><period><startOfPeriod>2023-12-04T07:00:00</startOfPeriod>"
    "<endOfPeriod>2023-12-04T23:59:00</endOfPeriod></period></openingTimes>"
    "<tariffsAndPayment><tariff><charge><charge>1.5</charge><chargeCurrency>EUR</chargeCurrency>"
    "<maxDuration>PT1H</maxDuration></charge></tariff></tariffsAndPayment>"
    '<assignedParkingSpaces index="4"><numberOfAssignedParkingSpaces>5'
    "</numberOfAssignedParkingSpaces><user>disabled</user></assignedParkingSpaces>"
    "<heightCharacteristic><comparisonOperator>lessThan</comparisonOperator>"
    "<vehicleHeight>2.0</vehicleHeight></heightCharacteristic>"
)
TABLE = table(*(record(f"p{number}", MORE) for number in range(4)))
STATUSES = statuses(*(status(f"p{number}") for number in range(4)))
SOUND = (TABLE, STATUSES, composed(STATUSES, TABLE))


def mutants(seed: int) -> Iterator[bytes]:
    """Without end documents with one to five things wrong."""
    return xml_mutants(SOUND, seed)
