"""How much of an itinerary a question wants told."""

from api.plan_query import PlanQuery
from api.refresh_query import RefreshOptions
from api.render.audience import Audience
from api.render.itinerary import Detail


def detail_of(asked: PlanQuery | RefreshOptions, now: int, *, whole_stops: bool = True) -> Detail:
    """What is asked for; changes are told as the other legs are where nothing is said of them.

    Args:
        now: Unix s of the service clock.
    """
    transfers = asked.detailed_transfers
    return Detail(
        legs=asked.detailed_legs,
        transfers=asked.detailed_legs if transfers is None else transfers,
        skipped_stops=asked.with_scheduled_skipped_stops,
        fares=asked.with_fares,
        whole_stops=whole_stops,
        audience=Audience(now, asked.language),
    )
