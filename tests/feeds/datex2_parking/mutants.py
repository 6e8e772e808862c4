"""Documents of DATEX II gone wrong at random, the same ones for the same seed."""

import re
from collections.abc import Iterator
from itertools import count
from random import Random
from xml.sax.saxutils import escape

from feeds.fetch.pairs import composed
from tests.feeds.datex2_parking.documents import record, status, statuses, table
from tests.mutation import EVIL, cut, flip

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
TEXTS = [escape(str(each)) for each in EVIL if isinstance(each, str | int | float)] + [
    "<a/>",
    "&x;",
]
_VALUE = re.compile(rb'>[^<>]+<|="[^"]*"')
_ELEMENT = re.compile(rb"<(\w+)[^<>]*>(?:[^<>]*|(?:<(?!/?\1\b)[^<>]*>[^<>]*)*)</\1>")


def mutants(seed: int) -> Iterator[bytes]:
    """Without end documents with one to five things wrong."""
    for number in count():
        random = Random(f"{seed}:{number}")
        content = random.choice(SOUND)
        for _ in range(random.randint(1, 5)):
            content = random.choice((_say, _say, _say, _drop, _repeat))(random, content)
        yield random.choice((flip, cut))(random, content) if random.random() < 0.3 else content


def _say(random: Random, content: bytes) -> bytes:
    """Another text, or another value of an attribute."""
    match = _any(random, _VALUE, content)
    if match is None:
        return content
    told = random.choice(TEXTS).replace("\x00", "").encode()
    quoted = b'="%b"' % told.replace(b'"', b"'") if match[0].startswith(b"=") else b">%b<" % told
    return content[: match.start()] + quoted + content[match.end() :]


def _drop(random: Random, content: bytes) -> bytes:
    match = _any(random, _ELEMENT, content)
    return content if match is None else content[: match.start()] + content[match.end() :]


def _repeat(random: Random, content: bytes) -> bytes:
    match = _any(random, _ELEMENT, content)
    return content if match is None else content[: match.end()] + match[0] + content[match.end() :]


def _any(random: Random, pattern: "re.Pattern[bytes]", content: bytes) -> "re.Match[bytes] | None":
    return pattern.search(content, random.randrange(max(1, len(content))))
