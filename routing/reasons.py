"""Why a question with two good ends has no way by lines, in OpenTripPlanner's words."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from maas.itinerary import RoutingError
from maas.model import Access, TimeMeaning
from maas.timetable import Timetable
from routing.assemble import Way
from routing.lines import Found
from routing.question import Question
from routing.transit import Via


def why_not(
    timetable: Timetable,
    question: Question,
    ways: tuple[Way, Way],
    vias: Sequence[Via],
    found: Found,
) -> RoutingError:
    """The first reason that holds."""
    for way, field, where in ((ways[0], "FROM", "the origin"), (ways[1], "TO", "the destination")):
        if not way.reached.offsets.stop.size:
            return RoutingError("NO_STOPS_IN_RANGE", f"no stop in reach of {where}", field)
    if not all(via.stop.size for via in vias):
        return RoutingError("NO_TRANSIT_CONNECTION", "nothing calls at a via", "VIA")
    if found.walked_past:
        return RoutingError(
            "WALKING_BETTER_THAN_TRANSIT", "walking is better than every connection"
        )
    if question.with_bike and not (timetable.trips.bikes == Access.YES).any():
        return RoutingError("NO_TRANSIT_CONNECTION", "no trip here is known to take bikes")
    if not _in_service_period(timetable, question):
        return RoutingError(
            "OUTSIDE_SERVICE_PERIOD", "no timetable for this day is loaded", "DATE_TIME"
        )
    return RoutingError(
        "NO_TRANSIT_CONNECTION_IN_SEARCH_WINDOW",
        "no connection leaves (arrives) within a day of the asked time",
        "DATE_TIME",
    )


def _in_service_period(timetable: Timetable, question: Question) -> bool:
    zone = ZoneInfo(timetable.zones[0])
    day = datetime.fromtimestamp(question.time, zone).date()
    slack = timedelta(days=1)
    services = timetable.services
    if question.meaning is TimeMeaning.ARRIVE_BY:
        return services.first <= day <= services.last + slack
    return services.first - slack <= day <= services.last
