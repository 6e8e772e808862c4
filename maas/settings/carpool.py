"""Seats in private cars: the table `[carpool]`."""

from dataclasses import dataclass

from maas.options import Table

_OPTIONS = {"asks_operators", "wait_ms", "ttl_s", "radius_m", "hubs", "max_detour_s"}

LONGEST_DETOUR_S = 3600


@dataclass(frozen=True, slots=True)
class CarpoolSettings:
    """How operators are asked, and what is taken for granted of offers."""

    asks_operators: bool = True
    """False: nothing of any question goes to an operator."""
    wait_ms: int = 300
    """A question waits at most so long for what operators answer."""
    ttl_s: int = 300
    """For so long an answer holds (by the service clock), then the area is asked for anew."""
    radius_m: int = 1000
    """How far outside the cell that somebody is in a driver may meet them."""
    hubs: int = 2
    """Stop places around each end that operators are asked for ways to; 0: ends alone."""
    max_detour_s: int = 600
    """By so much a driver goes out of the way whose published offer does not say."""


USUAL_CARPOOL = CarpoolSettings()


def read_carpool(table: Table) -> CarpoolSettings:
    """The table `[carpool]` of a territory file.

    Raises:
        BadSettings: an option is unknown or senseless.
    """
    table.only(_OPTIONS)
    usual = USUAL_CARPOOL
    return CarpoolSettings(
        asks_operators=table.flag("asks_operators", usual.asks_operators),
        wait_ms=int(table.number("wait_ms", usual.wait_ms, 0, 2000)),
        ttl_s=int(table.number("ttl_s", usual.ttl_s, 60, 3600)),
        radius_m=int(table.number("radius_m", usual.radius_m, 0, 20_000)),
        hubs=int(table.number("hubs", usual.hubs, 0, 2)),
        max_detour_s=int(table.number("max_detour_s", usual.max_detour_s, 0, LONGEST_DETOUR_S)),
    )
