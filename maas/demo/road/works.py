"""The works and the market of a week, as the town's services tell them: CIFS.

Source: Waze for Cities, CIFS (cifsv2.xsd).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from maas.demo.live.chance import chance
from maas.demo.live.schedule import ZONE
from maas.demo.rentals.places import Point
from maas.demo.road.places import Stretch

AUTHORITY, PAGE = "Voirie d'Ambrelune", "https://example.org/voirie"
BY_NIGHT = {"everyday": "21:30-05:00"}
IN_THE_MORNING = {"saturday": "06:00-14:00"}


@dataclass(frozen=True, slots=True)
class Works:
    """One thing the town does in a street."""

    name: str
    kind: str
    """CIFS's type and subtype."""
    subtype: str
    text: str
    hours: Mapping[str, str]
    """By CIFS's word for the days; empty: all the time."""


EVERY_WEEK = (
    Works("nuit", "ROAD_CLOSED", "ROAD_CLOSED_CONSTRUCTION", "Réfection de la chaussée, de nuit",
          BY_NIGHT),
    Works("reseaux", "CONSTRUCTION", "", "Travaux sur les réseaux, une file fermée", {}),
    Works("marche", "ROAD_CLOSED", "ROAD_CLOSED_EVENT", "Marché du samedi", IN_THE_MORNING),
)  # fmt: skip


def works_file(stretches: Sequence[Stretch], seed: int, now: int) -> bytes:
    """Those of the week in which a moment (Unix s) lies, each in another street."""
    monday = _monday(now)
    root = Element("incidents", timestamp=_stamp(now))
    for works in EVERY_WEEK:
        drawn = chance(seed, "works", works.name, monday.date())
        _incident(root, works, stretches[int(len(stretches) * drawn)], monday)
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _monday(now: int) -> datetime:
    local = datetime.fromtimestamp(now, UTC).astimezone(ZONE)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - timedelta(days=local.weekday())


def _incident(root: Element, works: Works, stretch: Stretch, monday: datetime) -> None:
    begin, end = monday.timestamp(), (monday + timedelta(days=7)).timestamp()
    incident = ElementTree.SubElement(root, "incident", id=f"voirie-{works.name}-{monday:%G-%V}")
    told = {
        "creationtime": _stamp(begin - 14 * 24 * 3600),
        "type": works.kind,
        "subtype": works.subtype,
        "description": works.text,
        "street": stretch.street,
        "direction": "BOTH_DIRECTIONS",
        "polyline": _polyline(stretch.line),
        "starttime": _stamp(begin),
        "endtime": _stamp(end),
    }
    for name, text in told.items():
        ElementTree.SubElement(incident, name).text = text or None
    source = ElementTree.SubElement(incident, "source")
    for name, text in (("reference", "voirie"), ("name", AUTHORITY), ("url", PAGE)):
        ElementTree.SubElement(source, name).text = text
    if works.hours:
        schedule = ElementTree.SubElement(incident, "schedule")
        for days, hours in works.hours.items():
            ElementTree.SubElement(schedule, days).text = hours


def _polyline(line: Sequence[Point]) -> str:
    return " ".join(f"{lat:.6f} {lon:.6f}" for lat, lon in line)


def _stamp(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).astimezone(ZONE).isoformat("T", "seconds")
