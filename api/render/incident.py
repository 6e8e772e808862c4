"""What is out of the ordinary on a leg's way, as JSON."""

from collections.abc import Sequence
from typing import Any

from msgspec import UNSET

from api import wire_incident as wire
from api.render.moments import time_or_none
from api.render.offer import web_address
from maas.hindered import IncidentOnLeg


def incident_members(incidents: Sequence[IncidentOnLeg]) -> dict[str, Any]:
    """What somebody goes round or through; nothing where all is as ever."""
    if not incidents:
        return {}
    return {"incidents": tuple(_incident(each) for each in incidents)}


def _incident(met: IncidentOnLeg) -> wire.IncidentOnLeg:
    return wire.IncidentOnLeg(
        id=met.id,
        source=met.source,
        kind=met.kind.value,
        meeting=met.meeting.value,
        is_closed=met.is_closed,
        street=met.street or UNSET,
        text=met.text or UNSET,
        authority=met.authority or UNSET,
        url=web_address(met.url) or UNSET,
        begin=time_or_none(met.begin),
        end=time_or_none(met.end),
        delay=UNSET if met.delay_s is None else met.delay_s,
        known_at=time_or_none(met.known_at),
    )
