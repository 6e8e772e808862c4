"""Messages as they may be kept: of each record what it says of the road, and of nobody."""

from collections.abc import Mapping
from typing import Any

import msgspec

from feeds.waze.message import LISTS, ROUTES, told_lists
from maas.contacts import holds_contact

ABOUT = frozenset({"startTime", "endTime", "startTimeMillis", "endTimeMillis", "updateTime"})
KEPT = frozenset(
    {
        *("id", "uuid", "type", "subtype", "pubMillis", "updateMillis", "location", "line"),
        *("street", "city", "country", "roadType", "magvar", "reliability", "confidence"),
        *("reportDescription", "jamUuid", "blockingAlertUuid", "level", "speed", "speedKMH"),
        *("length", "delay", "startNode", "endNode", "turnType", "detectionDateMillis"),
        *("updateDateMillis", "regularSpeed", "delaySeconds", "seconds", "jamLevel", "severity"),
        *("trend", "causeType", "highway", "name", "time", "historicTime"),
    }
)
"""Members that are kept."""
PLACES = frozenset({"location", "line"})


def hide(content: bytes) -> bytes:
    """The same incidents without who reported them, who agreed, and how to reach anybody.

    Raises:
        FeedMalformed: it is no message.
    """
    told = told_lists(content)
    kept = {name: told[name] for name in sorted(ABOUT & told.keys()) if _is_plain(told[name])}
    lists = {
        name: [_bare(each) for each in told[name]]
        for name in (*LISTS, ROUTES)
        if isinstance(told.get(name), list)
    }
    return msgspec.json.encode({**kept, **lists})


def _bare(told: Any) -> Mapping[str, Any] | None:
    if not isinstance(told, dict):
        return None
    return {
        name: _points(told[name]) if name in PLACES else told[name]
        for name in sorted(KEPT & told.keys())
        if name in PLACES or (_is_plain(told[name]) and not _is_private(name, told[name]))
    }


def _points(told: Any) -> Any:
    if isinstance(told, list):
        return [_points(each) for each in told]
    return {axis: told.get(axis) for axis in "xy"} if isinstance(told, dict) else None


def _is_private(name: str, told: Any) -> bool:
    return name == "reportDescription" and isinstance(told, str) and holds_contact(told)


def _is_plain(told: Any) -> bool:
    return not isinstance(told, dict | list)
