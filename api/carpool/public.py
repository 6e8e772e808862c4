"""Which offers everybody may see beside those of an answer: what was published to be seen."""

from api.served import Served
from maas.live.offers import CARPOOLS
from routing.carpool.offers import KnownOffer

PUBLIC_KINDS = frozenset({CARPOOLS, "amarillo"})
"""Of sources that publish all they have. What operators answer about one area is not passed on:
they are asked for a question, and tell the ride for whoever asked it."""


def public_offers(served: Served) -> tuple[KnownOffer, ...]:
    """The offers of sources that publish them, as they are now."""
    public = {source.id for source in served.sources if source.kind in PUBLIC_KINDS}
    return tuple(each for each in served.planner.offers.offers if each.source in public)
