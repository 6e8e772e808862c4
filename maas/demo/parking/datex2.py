"""A town's car parks as DATEX II 2.3: a table of what there is, and a file of how full it is.

Source: DATEX II 2.3, parking publications (level B extension).
"""

from collections.abc import Sequence
from xml.etree import ElementTree

from maas.demo.parking.filling import Fill, fill
from maas.demo.parking.places import Park, tariff_of
from maas.demo.rentals.gbfs import stamp

Element = ElementTree.Element

NAMESPACE = "http://datex2.eu/schema/2/2_0"
TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
STATIC_AT = "2026-01-01T00:00:00Z"
LAYOUTS = {
    "ground": "openSpace",
    "building": "multiLevel",
    "underground": "underground",
    "bikes": "covered",
}
ElementTree.register_namespace("xsi", TYPE[1:].partition("}")[0])


def parking_table(parks: Sequence[Park], now: int) -> bytes:
    """What there is, at a moment (Unix s)."""
    root, publication = _publication("parkingTablePublication", now)
    table = _add(publication, "parkingTable", id="vernelles", version="1")
    _add(table, "parkingTableName").append(_text("Les Vernelles"))
    _add(table, "parkingTableVersionTime", STATIC_AT)
    for park in parks:
        _record(table, park)
    return _written(root)


def parking_status(parks: Sequence[Park], seed: int, now: int) -> bytes:
    """How full it is, at a moment (Unix s)."""
    root, publication = _publication("parkingStatusPublication", now)
    for number, park in enumerate(parks, 1):
        told = fill(park, seed, number, now)
        if told is not None:
            _status(publication, park, told)
    return _written(root)


def _record(table: Element, park: Park) -> None:
    record = _add(table, "parkingRecord", id=park.id, version="1")
    record.set(TYPE, "UrbanParkingSite")
    _add(record, "parkingName").append(_text(park.name))
    _add(record, "parkingRecordVersionTime", STATIC_AT)
    _add(record, "parkingNumberOfSpaces", str(park.capacity))
    _fee(record, park)
    where = _add(record, "parkingLocation")
    where.set(TYPE, "Point")
    at = _add(_add(where, "pointByCoordinates"), "pointCoordinates")
    for name, degrees in zip(("latitude", "longitude"), park.at, strict=True):
        _add(at, name, f"{degrees:.6f}")
    _kept(record, park)
    _add(record, "parkingLayout", LAYOUTS[park.kind])
    if park.is_park_and_ride:
        _add(_add(record, "parkingUsageScenario"), "parkingUsageScenario", "parkAndRide")
    _add(record, "urbanParkingSiteType", "offStreetParking")


def _fee(record: Element, park: Park) -> None:
    payment = _add(record, "tariffsAndPayment")
    _add(payment, "freeOfCharge", "false" if park.tariff else "true")
    if not park.tariff:
        return
    tariff = _add(payment, "tariff")
    _add(tariff, "tariffDescription").append(_text(tariff_of(park)))
    for step in park.tariff:
        charge = _add(tariff, "charge")
        _add(charge, "charge", f"{step.cents / 100:.2f}")
        _add(charge, "chargeCurrency", "EUR")
        _add(charge, "maxDuration", f"{step.minutes * 60}")


def _kept(record: Element, park: Park) -> None:
    """Who some of the spaces are for, and how high a vehicle may be."""
    if park.disabled:
        kept = _add(record, "assignedParkingAmongOthers")
        _add(kept, "user", "disabled")
        _add(kept, "numberOfAssignedParkingSpaces", str(park.disabled))
    if park.kind == "bikes":
        only = _add(record, "onlyAssignedParking")
        _add(_add(only, "vehicleCharacteristics"), "vehicleType", "bicycle")
    if park.height_cm is not None:
        may = _add(_add(record, "permitsAndProhibitions"), "vehicleCharacteristics")
        height = _add(may, "heightCharacteristic")
        _add(height, "comparisonOperator", "lessThanOrEqualTo")
        _add(height, "vehicleHeight", f"{park.height_cm / 100:.2f}")


def _status(publication: Element, park: Park, told: Fill) -> None:
    record = _add(publication, "parkingRecordStatus")
    record.set(TYPE, "ParkingSiteStatus")
    _add(record, "parkingRecordReference", id=park.id, version="1", targetClass="ParkingRecord")
    _add(record, "parkingStatusOriginTime", stamp(told.counted_at))
    counts = _add(record, "parkingOccupancy")
    _add(counts, "parkingNumberOfOccupiedSpaces", str(park.capacity - told.free))
    _add(counts, "parkingNumberOfVacantSpaces", str(told.free))
    _add(record, "parkingSiteOpeningStatus", "open" if told.is_open else "closed")
    _add(record, "parkingSiteStatus", "spacesAvailable" if told.free else "full")


def _publication(name: str, now: int) -> tuple[Element, Element]:
    """(the whole document, what one adds to)"""
    root = Element("d2LogicalModel", xmlns=NAMESPACE, modelBaseVersion="2")
    supplier = _add(_add(root, "exchange"), "supplierIdentification")
    _supplied(supplier)
    payload = _add(root, "payloadPublication", lang="fr")
    payload.set(TYPE, "GenericPublication")
    _add(payload, "publicationTime", stamp(now))
    _supplied(_add(payload, "publicationCreator"))
    _add(payload, "genericPublicationName", name)
    publication = _add(_add(payload, "genericPublicationExtension"), name)
    header = _add(publication, "headerInformation")
    _add(header, "confidentiality", "noRestriction")
    _add(header, "informationStatus", "real")
    return root, publication


def _supplied(element: Element) -> None:
    _add(element, "country", "fr")
    _add(element, "nationalIdentifier", "FR-VERNELLES")


def _add(parent: Element, name: str, text: str = "", **attributes: str) -> Element:
    child = ElementTree.SubElement(parent, name, attributes)
    child.text = text or None
    return child


def _text(words: str) -> Element:
    values = Element("values")
    _add(values, "value", words, lang="fr")
    return values


def _written(root: Element) -> bytes:
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written
