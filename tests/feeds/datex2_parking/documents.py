"""Documents of DATEX II about parking, made up."""

from feeds.datex2_parking import parse
from feeds.parsed import Parsed
from maas.live.parking import ParkingFacility

NOW = 1_750_000_000
"""2025-06-15T15:06:40Z"""
HOLD_S = 300
COUNTED = "2025-06-15T17:05:00+02:00"

POINT = (
    '<parkingLocation xsi:type="Point"><pointByCoordinates><pointCoordinates>'
    "<latitude>48.7754</latitude><longitude>9.1741</longitude>"
    "</pointCoordinates></pointByCoordinates></parkingLocation>"
)


def publication(inner: str, version: str = "2/2_0") -> bytes:
    """A whole document."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<d2LogicalModel xmlns="http://datex2.eu/schema/{version}" modelBaseVersion="2" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f'<payloadPublication lang="de"><publicationTime>{COUNTED}</publicationTime>'
        f"{inner}</payloadPublication></d2LogicalModel>"
    ).encode()


def record(id: str = "p1", more: str = "", where: str = POINT, spaces: str = "100") -> str:
    """A parking record of a table."""
    return (
        f'<parkingRecord id="{id}" version="1" xsi:type="UrbanParkingSite">'
        f'<parkingName><values><value lang="de">Park {id}</value></values></parkingName>'
        f"<parkingNumberOfSpaces>{spaces}</parkingNumberOfSpaces>{where}{more}</parkingRecord>"
    )


def table(*records: str) -> bytes:
    """A publication of a table."""
    inner = f'<parkingTable id="t" version="1">{"".join(records)}</parkingTable>'
    return publication(f"<parkingTablePublication>{inner}</parkingTablePublication>")


def status(id: str = "p1", counts: str = "", more: str = "", at: str = COUNTED) -> str:
    """The status of a record."""
    counts = counts or "<parkingNumberOfVacantSpaces>30</parkingNumberOfVacantSpaces>"
    return (
        f'<parkingRecordStatus xsi:type="ParkingSiteStatus"><parkingRecordReference id="{id}"/>'
        f"<parkingStatusOriginTime>{at}</parkingStatusOriginTime>"
        f"<parkingOccupancy>{counts}</parkingOccupancy>{more}</parkingRecordStatus>"
    )


def statuses(*several: str) -> bytes:
    """A publication of statuses."""
    inner = "".join(several)
    return publication(f"<parkingStatusPublication>{inner}</parkingStatusPublication>")


def read(content: bytes, crs: str = "") -> Parsed:
    """What is made of it."""
    return parse(content, NOW, HOLD_S, crs)


def facilities(content: bytes, crs: str = "") -> list[ParkingFacility]:
    """The records that are made of it."""
    return [each for each in read(content, crs).records if isinstance(each, ParkingFacility)]


def rules(content: bytes, crs: str = "") -> dict[str, int]:
    """The rules that it breaks, and how often."""
    return {finding.rule: finding.count for finding in read(content, crs).rejections}
