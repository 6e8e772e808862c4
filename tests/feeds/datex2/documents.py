"""Documents of DATEX II about roads, made up."""

from collections import Counter
from zoneinfo import ZoneInfo

from feeds.datex2 import parse
from feeds.parsed import Parsed
from maas.live import Incident

PARIS = ZoneInfo("Europe/Paris")

BEGIN, END = 1_768_550_400, 1_768_932_000
"""2026-01-16T08:00:00Z, 2026-01-20T18:00:00Z"""
TIMES = (
    "<validityTimeSpecification><overallStartTime>2026-01-16T08:00:00Z</overallStartTime>"
    "<overallEndTime>2026-01-20T18:00:00Z</overallEndTime>{}</validityTimeSpecification>"
)
POS_LIST = "48.85 2.35 48.851 2.351"
WAY = ((48.85, 2.35), (48.851, 2.351))
NAMED = (
    "<supplementaryPositionalDescription><roadInformation><roadName>Rue A</roadName>"
    "</roadInformation></supplementaryPositionalDescription>"
)


def payload(kind: str, inner: str) -> bytes:
    """A whole document of version 3."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><d2:payload '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xmlns:d2="http://datex2.eu/schema/3/d2Payload" xmlns:loc="http://datex2.eu/schema/3/loc" '
        f'xsi:type="{kind}" modelBaseVersion="3"><publicationTime>2026-01-15T12:00:00Z'
        f"</publicationTime>{inner}</d2:payload>"
    ).encode()


def validity(more: str = "", status: str = "definedByValidityTimeSpec") -> str:
    """When something holds."""
    return f"<validityStatus>{status}</validityStatus>{TIMES.format(more)}"


def line(told: str = POS_LIST, more: str = "") -> str:
    """A line of GML."""
    return f"<gmlLineString{more}><posList>{told}</posList></gmlLineString>"


def situation(*records: str, id: str = "s1", more: str = "") -> str:
    """A situation of some records."""
    return f'<situation id="{id}">{more}{"".join(records)}</situation>'


def record(
    id: str = "r1",
    kind: str = "RoadOrCarriagewayOrLaneManagement",
    more: str = "",
    where: str = f"<locationReference>{NAMED}{line()}</locationReference>",
    when: str = f"<validity>{validity()}</validity>",
) -> str:
    """A record of a situation."""
    return (
        f'<situationRecord id="{id}" version="1" xsi:type="sit:{kind}"><situationRecordVersionTime>'
        f"2026-01-15T11:00:00Z</situationRecordVersionTime>{when}{where}{more}</situationRecord>"
    )


COMMENT = (
    "<generalPublicComment><comment><values><value>Works,\n  go round</value></values></comment>"
    "</generalPublicComment>"
)
CLOSED = "<roadOrCarriagewayOrLaneManagementType>roadClosed</roadOrCarriagewayOrLaneManagementType>"


def situations(*several: str) -> bytes:
    """A publication of situations."""
    return payload("sit:SituationPublication", "".join(several))


def condition(kind: str, inner: str, negate: str = "false") -> str:
    """A condition of a regulation."""
    return f'<conditions xsi:type="{kind}"><negate>{negate}</negate>{inner}</conditions>'


def located(*wheres: str) -> str:
    """Where a regulation holds, one of several."""
    inner = "".join(
        condition("LocationCondition", f"<locationByOrder>{NAMED}{each}</locationByOrder>")
        for each in wheres
    )
    return f'<conditions xsi:type="ConditionSet"><operator>or</operator>{inner}</conditions>'


def timed(*whens: str) -> str:
    """When it holds, one of several."""
    inner = "".join(
        condition("ValidityCondition", f"<validityByOrder>{each}</validityByOrder>")
        for each in whens
    )
    return f'<conditions xsi:type="ConditionSet"><operator>or</operator>{inner}</conditions>'


def vehicles(inner: str, negate: str = "false") -> str:
    """Whom it concerns."""
    told = f"<vehicleCharacteristics>{inner}</vehicleCharacteristics>"
    return condition("VehicleCondition", told, negate)


NO_ENTRY = (
    '<typeOfRegulation xsi:type="AccessRestriction">'
    "<accessRestrictionType>noEntry</accessRestrictionType></typeOfRegulation>"
)


def regulation(*conditions: str, kinds: str = NO_ENTRY) -> str:
    """A regulation under some conditions."""
    return (
        f"<trafficRegulation><status>active</status>{kinds}"
        f'<condition xsi:type="ConditionSet"><operator>and</operator>{"".join(conditions)}'
        "</condition></trafficRegulation>"
    )


USUAL = regulation(timed(validity()), located(line()))


def order(*told: str, id: str = "o1", status: str = "madeAndImplemented", more: str = "") -> str:
    """An order of some regulations."""
    return (
        f'<trafficRegulationOrder id="{id}" version="1"><description><values><value>Works in Rue A'
        "</value></values></description><issuingAuthority><values><value>Town</value></values>"
        f"</issuingAuthority><status>{status}</status>{''.join(told) or USUAL}{more}"
        "</trafficRegulationOrder>"
    )


def orders(*several: str) -> bytes:
    """A publication of orders."""
    return payload("TrafficRegulationPublication", "".join(several))


def read(content: bytes) -> Parsed:
    """What is made of a document."""
    return parse(content, zone=PARIS)


def incidents(content: bytes) -> list[Incident]:
    """The records that are made of it."""
    return [each for each in read(content).records if isinstance(each, Incident)]


def one(content: bytes) -> Incident:
    """The only one."""
    (found,) = incidents(content)
    return found


def rules(content: bytes) -> dict[str, int]:
    """The rules that it breaks, and how often."""
    found: Counter[str] = Counter()
    for finding in read(content).rejections:
        found[finding.rule] += finding.count
    return dict(found)
