"""Which offers everybody may see beside those of an answer: what was published to be seen."""

from api.served import Served, SourceState
from maas.live.offers import CARPOOLS
from routing.carpool.offers import KnownOffer

PUBLIC_KINDS = frozenset({CARPOOLS, "amarillo"})
"""Of sources that publish all they have. What operators answer about one area is not passed on:
they are asked for a question, and tell the ride for whoever asked it."""


def public_sources(served: Served) -> tuple[SourceState, ...]:
    """The sources that publish offers."""
    return tuple(source for source in served.sources if source.kind in PUBLIC_KINDS)


def public_offers(served: Served) -> tuple[KnownOffer, ...]:
    """Their offers as they are now."""
    public = {source.id for source in public_sources(served)}
    return tuple(each for each in served.planner.offers.offers if each.source in public)
